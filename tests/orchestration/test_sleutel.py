"""`dwh sleutel`: what it says, what it leaves alone, and that the key comes from the environment and goes nowhere."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from click.testing import CliRunner, Result

from expectations.key_change import key_proof, note_key
from expectations.ledger import Ledger
from orchestration.cli import main
from orchestration.load import refuse_another_key
from orchestration.settings import InstellingFout, Settings
from tests.support import extracts as ex
from tests.support.warehouse import KEY, Warehouse

NEW_KEY = "een-nieuwe-sleutel-4711"
NAME = "GM0153_trajecten_20241231_01.txt"


@pytest.fixture
def filled(warehouse: Warehouse) -> Warehouse:
    """One delivery with pseudonyms, loaded with the key of the tests."""
    warehouse.deliver("cimot", NAME, ex.cimot([ex.cimot_row(n) for n in range(1, 12)]))
    warehouse.load("cimot/trajecten")
    note_key(warehouse.state, key_proof(KEY))
    return warehouse


@pytest.fixture
def sleutel(warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    monkeypatch.setenv("DWH_HOME", str(warehouse.home))
    monkeypatch.setenv("DWH_LANDING", str(warehouse.landing))

    def run(*arguments: str, key: str = NEW_KEY) -> Result:
        monkeypatch.setenv("DWH_PSEUDONYM_KEY", key)
        return CliRunner().invoke(main, ["sleutel", *arguments])

    return run


def persons(warehouse: Warehouse) -> set[str]:
    return {row["persoon_id"] for row in warehouse.raw("cimot", "trajecten")}


def test_it_changes_the_key_and_a_load_with_the_new_one_opens(filled: Warehouse, sleutel: Callable[..., Result]):
    before = persons(filled)
    done = sleutel()
    assert (done.exit_code, done.output.splitlines()) == (
        0,
        [
            "De sleutel is vervangen: 1 leveringen hebben nieuwe pseudoniemen.",
            "Vernietig de oude sleutel, en back-ups van raw die ermee gemaakt zijn zodra dat mag.",
        ],
    )
    assert len(persons(filled)) == len(before)
    assert not persons(filled) & before
    refuse_another_key(Settings.from_env())
    assert sleutel().output == "Dit is de sleutel waarmee deze DWH_HOME is gevuld; er is niets te doen.\n"


def test_until_then_a_load_with_the_new_key_is_refused_and_names_the_command(
    filled: Warehouse, monkeypatch: pytest.MonkeyPatch
):
    for name, value in {"HOME": filled.home, "LANDING": filled.landing, "PSEUDONYM_KEY": NEW_KEY}.items():
        monkeypatch.setenv(f"DWH_{name}", str(value))
    with pytest.raises(InstellingFout, match="draai dwh sleutel"):
        refuse_another_key(Settings.from_env())


def test_a_trial_says_what_would_happen_and_does_nothing(filled: Warehouse, sleutel: Callable[..., Result]):
    before = persons(filled)
    done = sleutel("--proef")
    assert done.output == "1 leveringen zouden opnieuw gelezen worden; alle uittreksels zijn er.\n"
    assert persons(filled) == before
    assert (filled.state / "sleutelcontrole").read_text() == key_proof(KEY)


@pytest.mark.parametrize("arguments", [[], ["--proef"]])
def test_a_missing_extract_is_listed_with_status_1(
    filled: Warehouse, sleutel: Callable[..., Result], arguments: list[str]
):
    (filled.landing / "cimot" / NAME).unlink()
    before = persons(filled)
    done = sleutel(*arguments)
    assert done.exit_code == 1
    assert f"  cimot/{NAME}: ligt niet meer in de landing" in done.output.splitlines()
    assert "Traceback" not in done.output
    assert persons(filled) == before


def test_a_change_that_was_killed_is_finished_first(
    filled: Warehouse, sleutel: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
):
    with monkeypatch.context() as killed:
        killed.setattr("expectations.key_change.finish_key_change", lambda *_: False)
        sleutel()
    assert (filled.state / "sleutelcontrole").read_text() == key_proof(KEY)
    assert sleutel().output.startswith("Een eerdere wissel die was afgebroken, is afgemaakt.\nDit is de sleutel")


def test_where_nothing_was_loaded_any_key_will_do(sleutel: Callable[..., Result], warehouse: Warehouse):
    done = sleutel()
    assert (done.exit_code, "elke sleutel is er goed" in done.output) == (1, True)
    assert not warehouse.state.exists()


def test_while_a_load_runs_it_refuses(
    filled: Warehouse, sleutel: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
):
    from expectations import ledger

    def held(*_: object) -> None:
        raise ledger.LedgerInGebruik("Er loopt al een andere lading op deze DWH_HOME; wacht tot die klaar is.")

    monkeypatch.setattr(Ledger, "__init__", held)
    done = sleutel()
    assert (done.exit_code, done.output) == (
        1,
        "Error: Er loopt al een andere lading op deze DWH_HOME; wacht tot die klaar is.\n",
    )


def test_the_key_cannot_be_given_on_the_command_line_and_is_never_told(
    filled: Warehouse, sleutel: Callable[..., Result]
):
    assert sleutel(NEW_KEY).exit_code == 2
    assert [parameter.name for parameter in main.commands["sleutel"].params] == ["proef"]
    said = sleutel().output + sleutel().output
    assert NEW_KEY not in said
