"""The command `dwh`: what it offers, what it answers, and that a mistake is a sentence and not a stack."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from sources.contract import load_contracts
from sources.demo.generate import LEVERINGEN
from tests.support.night import ROOT, Night, command, dwh, environment

WITH_BROKEN_CONTRACTS = """
import sources.contract
from sources.contract_document import ContractFout

def load_contracts():
    raise ContractFout(["ssd/uitkeringen.yml: Het eerste.", "gidso/maatregelen.yml: Het tweede."])

sources.contract.load_contracts = load_contracts
from orchestration.cli import main
main()
"""


def said(done: subprocess.CompletedProcess[str]) -> str:
    return done.stdout + done.stderr


def is_one_sentence(done: subprocess.CompletedProcess[str], *words: str) -> bool:
    """Whether a mistake was told without a stack, with these words in it and status 1."""
    return done.returncode == 1 and "Traceback" not in said(done) and all(word in said(done) for word in words)


def test_help_lists_every_command_and_variable(tmp_path: Path):
    done = dwh(tmp_path, "--help")
    assert done.returncode == 0
    for word in (
        "nightly",
        "demo",
        "query",
        "contracts",
        "ui",
        "DWH_HOME",
        "DWH_LANDING",
        "DWH_TODAY",
        "DWH_PSEUDONYM_KEY",
        "DWH_CBS_URL",
        "DWH_SIGNAAL",
        "signaal",
        "sleutel",
        "propose",
        "quarantaine",
        "iv3",
    ):
        assert word in done.stdout


def test_help_of_the_nightly_says_what_each_status_means(tmp_path: Path):
    text = " ".join(dwh(tmp_path, "nightly", "--help").stdout.split())
    assert "0 alles goed en gepubliceerd" in text
    assert "3 gepubliceerd, maar" in text
    assert "1 niets nieuws gepubliceerd" in text


def test_an_unknown_command_is_told_so(tmp_path: Path):
    done = dwh(tmp_path, "nachtelijks")
    assert done.returncode == 2
    assert "No such command" in done.stderr


def test_asking_for_help_writes_nothing(tmp_path: Path):
    dwh(tmp_path / "home", "--help")
    dwh(tmp_path / "home", "query", "select 1")
    assert list(tmp_path.iterdir()) == []


class TestNightly:
    def test_a_day_that_cannot_be_read_is_refused(self, tmp_path: Path):
        assert is_one_sentence(dwh(tmp_path, "nightly", DWH_TODAY="morgen"), "DWH_TODAY is 'morgen'")

    def test_a_landing_without_a_key_is_refused_before_anything_is_read_or_written(self, tmp_path: Path):
        done = dwh(tmp_path / "home", "nightly", DWH_LANDING=str(tmp_path))
        assert is_one_sentence(done, "DWH_PSEUDONYM_KEY ontbreekt")
        assert not (tmp_path / "home").exists()


@pytest.mark.parametrize("subcommand", ["nightly", "contracts"])
def test_broken_contracts_are_one_message_with_all_their_faults(demo_copy: Path, subcommand: str):
    done = subprocess.run(
        [sys.executable, "-c", WITH_BROKEN_CONTRACTS, subcommand],
        env=environment(demo_copy),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert is_one_sentence(done, "Het eerste.", "Het tweede.")


class TestQuery:
    def test_a_question_is_answered_from_the_published_marts(self, demo_night: Night):
        done = dwh(
            demo_night.home,
            "query",
            "select waarde from indicatoren.fct_indicator where indicator_code = 'bijstand_uitkeringen' and jaar = 2024",
        )
        assert done.returncode == 0
        assert "5690.0" in done.stdout

    def test_a_question_that_is_not_understood_is_told_why(self, demo_night: Night):
        done = dwh(demo_night.home, "query", "select waarde from indicatoren.fct_indikator")
        assert is_one_sentence(done, "fct_indikator", "does not exist")

    def test_nothing_can_be_changed(self, demo_night: Night):
        done = dwh(demo_night.home, "query", "delete from indicatoren.fct_indicator")
        assert is_one_sentence(done, "read-only")

    def test_where_nothing_is_published_it_says_what_to_do_first(self, tmp_path: Path):
        assert is_one_sentence(dwh(tmp_path, "query", "select 1"), "nog niets gepubliceerd", "make nightly")

    def test_the_shell_answers_line_by_line_and_goes_on_after_a_mistake(self, demo_night: Night):
        lines = ".tables\nselect 40 +\n2 as antwoord;\nselekt;\nselect 'daarna' as x;\n.quit\n"
        done = subprocess.run(
            command("query"),
            env=environment(demo_night.home),
            cwd=ROOT,
            input=lines,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0
        assert "fct_indicator" in done.stdout
        assert "42" in done.stdout
        assert "daarna" in done.stdout
        assert "Traceback" not in said(done)


class TestContracts:
    def test_every_contract_is_listed(self, tmp_path: Path):
        done = dwh(tmp_path, "contracts")
        assert done.returncode == 0, said(done)
        listed = {line.split()[0] for line in done.stdout.splitlines()}
        assert listed == {contract.sleutel for contract in load_contracts()}


class TestDemo:
    def test_the_extracts_are_written_where_asked_and_marked_synthetic(self, tmp_path: Path):
        done = dwh(tmp_path / "home", "demo", str(tmp_path / "landing"))
        assert done.returncode == 0
        assert f"{len(LEVERINGEN)} bestanden" in done.stdout
        assert (tmp_path / "landing" / ".synthetisch").is_file()
        assert not (tmp_path / "home").exists()

    def test_made_up_extracts_never_get_among_real_ones(self, tmp_path: Path):
        (tmp_path / "ssd").mkdir()
        (tmp_path / "ssd" / "GM0153_uitkeringen_20241231_01.csv").write_bytes(b"echt")
        done = dwh(tmp_path, "demo", str(tmp_path))
        assert is_one_sentence(done, "bevat al bestanden")
        assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["GM0153_uitkeringen_20241231_01.csv"]


@pytest.mark.parametrize("target", ["nightly", "test", "ui", "query", "lint"])
def test_make_has_a_target_for_it(target: str):
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert f"\n{target}: " in makefile
