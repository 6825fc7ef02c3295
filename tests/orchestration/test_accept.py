"""`dwh accept`: what can be accepted, what is refused and why, and what Dagster shows of it afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from dagster import AssetCheckResult, AssetCheckSeverity, AssetKey

from expectations.ledger import Ledger
from orchestration.checks import check_name, feed_check_results, feed_check_specs
from orchestration.cli import main
from tests.support import extracts as ex
from tests.support.warehouse import CONTRACTS, records

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result

    from tests.support.warehouse import Record, Warehouse

UITKERINGEN, VOORZIENINGEN, REGIE = "ssd/uitkeringen", "ssd/voorzieningen", "gidso/voorzieningen"
BEFORE, HALF, CORRECTED = (
    "GM0153_uitkeringen_20231231_01.csv",
    "GM0153_uitkeringen_20241231_01.csv",
    "GM0153_uitkeringen_20241231_02.csv",
)
SHARED_BEFORE, SHARED = "GM0153_voorzieningen_20231231_01.csv", "GM0153_voorzieningen_20241231_01.csv"
REASON = "De regeling is gesplitst; nagevraagd bij functioneel beheer."


def uitkeringen(number: int) -> bytes:
    return ex.ssd([ex.ssd_row("uitkeringen", n, DATUM_INGANG="01-02-2023") for n in range(1, number + 1)])


@pytest.fixture
def accept(warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    monkeypatch.setenv("DWH_HOME", str(warehouse.home))

    def run(*files: str, reden: str = REASON) -> Result:
        return CliRunner().invoke(main, ["accept", *files, "--reden", reden])

    return run


@pytest.fixture
def halved(warehouse: Warehouse) -> Warehouse:
    """A delivery with half the rows of the one before, and thus with warnings."""
    warehouse.deliver("ssd", BEFORE, uitkeringen(60))
    warehouse.deliver("ssd", HALF, uitkeringen(30))
    warehouse.load(UITKERINGEN)
    return warehouse


def accepted(warehouse: Warehouse) -> list[Record]:
    return records(f"SELECT * FROM '{warehouse.state / 'aanvaarding.parquet'}' ORDER BY levering_id")


def plausibility_check(warehouse: Warehouse) -> AssetCheckResult:
    with Ledger(warehouse.state) as ledger:
        results = list(feed_check_results(CONTRACTS[UITKERINGEN], AssetKey(["ssd", "uitkeringen"]), ledger, "later"))
    (found,) = [result for result in results if result.check_name == "plausibel"]
    return found


def test_a_delivery_is_accepted_with_its_reason_and_dbt_sees_it_at_once(
    halved: Warehouse, accept: Callable[..., Result]
):
    done = accept(f"ssd/{HALF}", reden=f"  {REASON}\n")
    assert (done.exit_code, done.output) == (
        0,
        f"Aanvaard: ssd/{HALF} (2 waarschuwingen). De volgende lading laat het zien.\n",
    )
    (row,) = accepted(halved)
    assert (row["levering_id"], row["reden"]) == (halved.levering(HALF)["levering_id"], REASON)


def test_dagster_shows_a_warning_until_it_is_accepted_and_then_the_reason(
    halved: Warehouse, accept: Callable[..., Result]
):
    before = plausibility_check(halved)
    assert (before.passed, before.severity) == (False, AssetCheckSeverity.WARN)
    assert "30, terwijl het 60 was op 31-12-2023" in str(before.description)
    assert accept(HALF).exit_code == 0
    after = plausibility_check(halved)
    assert (after.passed, after.description) == (True, f"Aanvaard: {REASON}")


def test_every_feed_that_is_judged_has_one_check_for_all_its_measures():
    for contract in CONTRACTS.values():
        names = [spec.name for spec in feed_check_specs(contract, AssetKey([contract.bron, contract.feed]))]
        assert names.count("plausibel") == (0 if contract.bron in ("opgave", "pc") else 1), contract.sleutel
    family = CONTRACTS["opgave/vtt"]
    assert check_name(family, "opgave.opgave.jaar.plausibel_som", "waarschuwing") == "plausibel"


def test_several_deliveries_are_accepted_together_or_not_at_all(halved: Warehouse, accept: Callable[..., Result]):
    other = HALF.replace("GM0153", "GM1700")
    done = accept(HALF, other)
    assert done.exit_code == 1
    assert done.output == (
        f"Error: {other} is geen levering die beoordeeld is; de namen staan in kwaliteit.fct_levering (bestandsnaam).\n"
    )
    assert accepted(halved) == []
    halved.deliver("ssd", BEFORE.replace("GM0153", "GM1700"), uitkeringen(60))
    halved.deliver("ssd", other, uitkeringen(29))
    halved.load(UITKERINGEN)
    assert accept(HALF, other, HALF).output.count("Aanvaard: ") == 2
    assert {row["reden"] for row in accepted(halved)} == {REASON}
    assert len(accepted(halved)) == 2


def test_what_has_no_standing_warning_cannot_be_accepted(halved: Warehouse, accept: Callable[..., Result]):
    assert accept(BEFORE).output == f"Error: ssd/{BEFORE} heeft geen waarschuwing die openstaat.\n"
    assert accept(HALF).exit_code == 0
    assert accept(HALF).output == f"Error: ssd/{HALF} is al aanvaard: {REASON}.\n"


def test_what_was_replaced_or_rejected_cannot_be_accepted(halved: Warehouse, accept: Callable[..., Result]):
    halved.deliver("ssd", CORRECTED, uitkeringen(61))
    halved.deliver("ssd", CORRECTED.replace("_02", "_03"), b"")
    halved.load(UITKERINGEN)
    assert f"is vervangen door {CORRECTED}; alleen die telt nog." in accept(HALF).output
    assert "is afgekeurd en niet geladen" in accept(CORRECTED.replace("_02", "_03")).output
    assert accepted(halved) == []


def test_a_name_that_two_brons_have_needs_the_bron_only_when_both_have_warnings(
    warehouse: Warehouse, accept: Callable[..., Result]
):
    for name, number in ((SHARED_BEFORE, 60), (SHARED, 25)):
        rows = [ex.ssd_row("voorzieningen", n, DATUM_INGANG="01-02-2023") for n in range(1, number + 1)]
        of_gidso = [ex.gidso_row("voorzieningen", n, startdatum="2023-02-01") for n in range(1, number + 1)]
        warehouse.deliver("ssd", name, ex.ssd(rows, "voorzieningen"))
        warehouse.deliver("gidso", name, ex.gidso(of_gidso))
    warehouse.load(VOORZIENINGEN, REGIE)
    assert accept(SHARED).output == (
        "Error: Meer dan een bron heeft een levering met deze naam; noem de bron erbij: "
        f"gidso/{SHARED} of ssd/{SHARED}.\n"
    )
    assert accept(f"ssd/{SHARED}").exit_code == 0
    assert "Aanvaard: gidso/" in accept(SHARED).output


@pytest.mark.parametrize(
    ("reden", "says"),
    [
        (" \n ", "Er staat geen reden bij"),
        ("Het gaat om 99 00 01 23 4.", "negen of meer cijfers achter elkaar"),
        ("Nagevraagd bij functie@gemeente.example.", "een e-mailadres"),
        ("x" * 501, "langer dan 500 tekens"),
    ],
)
def test_a_reason_says_why_and_holds_nobodys_number(
    halved: Warehouse, accept: Callable[..., Result], reden: str, says: str
):
    done = accept(HALF, reden=reden)
    assert (done.exit_code, says in done.output) == (1, True)
    assert "99 00" not in done.output
    assert accepted(halved) == []


def test_nothing_is_accepted_while_a_load_runs(
    halved: Warehouse, accept: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
):
    from expectations import ledger

    def held(_: object, state: Path) -> None:
        raise ledger.LedgerInGebruik(f"Er loopt al een andere lading op deze DWH_HOME; {state.name}")

    monkeypatch.setattr(ledger.Ledger, "__init__", held)
    assert accept(HALF).output == "Error: Er loopt al een andere lading op deze DWH_HOME; state\n"


def test_where_nothing_was_loaded_nothing_is_made(
    tmp_path: Path, accept: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("DWH_HOME", str(tmp_path / "nergens"))
    assert "Er is nog niets geladen" in accept(HALF).output
    assert not (tmp_path / "nergens").exists()
