"""What README.md and docs/ must not leave out: feeds, indicators, variables, statuses, folders, rules, dependencies."""

from __future__ import annotations

import ast
import csv
import re
import tomllib
from datetime import date
from pathlib import Path

import pytest

from expectations.rules import controles
from orchestration import nightly
from orchestration.cli import main as dwh
from orchestration.settings import Settings
from sources.contract import load_contracts
from sources.contract_model import Ernst, Regel, Tabel
from sources.contract_properties import Codelijst
from sources.reading.iv3_shape import SENTENCES as CBS_CODES
from tests.docs.pages import ROOT, Page, page, spans_of, table_rows

README, OPERATIONS = page("README.md"), page("docs/operations.md")
VARIABLES = {
    "DWH_HOME",
    "DWH_LANDING",
    "DWH_TODAY",
    "DWH_PSEUDONYM_KEY",
    "DWH_CBS_URL",
    "DWH_SIGNAAL",
    "DWH_SIGNAAL_LINK",
}
both = pytest.mark.parametrize("doc", [README, OPERATIONS], ids=["README.md", "docs/operations.md"])


def test_the_variables_of_this_test_are_those_of_the_command():
    assert set(re.findall(r"\bDWH_[A-Z_]*[A-Z]\b", dwh.help or "")) == VARIABLES


@both
def test_every_variable_is_explained(doc: Page):
    assert {row[0].strip("`") for row in table_rows(doc.prose)} >= VARIABLES


@both
def test_every_exit_status_is_explained(doc: Page):
    explained = {row[0] for row in table_rows(doc.prose) if row[0].isdigit()}
    assert explained == {str(status) for status in (nightly.SOUND, nightly.NOTHING_PUBLISHED, nightly.NOT_ALL_SOUND)}


def test_the_readme_names_every_command():
    assert {name for name in dwh.commands if not re.search(rf"`(?:\.venv/bin/dwh )?{name}`", README.text)} == set()


def test_every_folder_of_a_warehouse_is_explained():
    settings = Settings.from_env({"DWH_HOME": "data"})
    paths = [getattr(settings, name) for name in dir(settings) if not name.startswith("_")]
    folders = {path.relative_to(settings.home).parts[:1] for path in paths if isinstance(path, Path)} - {()}
    explained = {span.split("/")[0] for row in table_rows(OPERATIONS.prose) for span in spans_of(row[0])}
    assert {folder for (folder,) in folders} <= explained


def test_the_readme_names_every_feed():
    written = {(row[0], feed) for row in table_rows(README.prose) for feed in row[1].split(", ")}
    assert {(f"`{contract.bron}`", f"`{contract.feed}`") for contract in load_contracts()} <= written


def test_the_readme_counts_the_indicators_of_every_framework():
    with (ROOT / "dbt_project/seeds/indicatoren/indicator.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["soort"] == "indicator"]
    of_kader = {
        kader: {row["indicator_code"] for row in rows if row["kader"] == kader}
        for kader in {row["kader"] for row in rows}
    }
    counted = {row[0].strip("`"): row[1] for row in table_rows(README.prose) if len(row) == 3 and row[1].isdigit()}
    assert counted == {kader: str(len(codes)) for kader, codes in of_kader.items()}


def _afgekeurd_for(path: Path) -> set[str]:
    """The first argument of each `Afgekeurd(...)` in a module: the rule for which a delivery is rejected."""
    calls = [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]
    raised = [call.args[0] for call in calls if getattr(call.func, "id", "") == "Afgekeurd"]
    return {str(rule.value) for rule in raised if isinstance(rule, ast.Constant)}


def _spelled_out(tabel: Tabel) -> list[Regel]:
    return [*tabel.regels, *(regel for veld in tabel.velden for regel in veld.regels)]


def test_the_runbook_has_a_section_for_every_rule_that_rejects_a_delivery():
    modules = [*(ROOT / "sources").rglob("*.py"), *(ROOT / "expectations").rglob("*.py")]
    rules = {"controletotaal", "aandeel_quarantaine", *CBS_CODES}.union(*map(_afgekeurd_for, modules))
    for contract in load_contracts():
        for tabel in contract.tabellen:
            rules |= {regel.id for regel in _spelled_out(tabel) if regel.ernst is Ernst.FATAAL}
    assert rules <= {name for heading in OPERATIONS.headings for name in heading.split(", ")}


def test_the_quality_page_has_every_rule_that_contracts_imply():
    implied: set[str] = set()
    for contract in load_contracts():
        for tabel in contract.tabellen:
            names = [veld.naam for veld in tabel.velden]
            checks = controles(contract, tabel, names, date(2025, 12, 31), 0, dict.fromkeys(Codelijst, ()))
            implied |= {check.regel for check in checks} - {regel.id for regel in _spelled_out(tabel)}
    rows = table_rows(page("docs/quality.md").prose)
    assert implied <= {span for row in rows for span in spans_of(row[0])}


def test_every_dependency_has_its_reason():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    named = set(page("docs/decisions.md").spans)
    assert {re.split(r"[^\w-]", requirement)[0] for requirement in wanted} <= named


def test_the_licence_is_the_one_of_the_project():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["license"] in README.text


def test_a_term_is_explained_once():
    terms = [term for row in table_rows(page("docs/glossary.md").prose) for term in row[0].split(", ")]
    assert sorted(terms) == sorted(set(terms))
