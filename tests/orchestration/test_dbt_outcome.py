"""What a dbt build came to: a failure breaks the domains whose published tables are made of what failed, and no other."""

from __future__ import annotations

from pathlib import Path

import pytest

from orchestration.dbt_outcome import broken_domains, failed_nodes, forget, remember

PARENTS = {
    "model.p.raw": [],
    "model.p.mart_cijfer": ["model.p.raw"],
    "model.p.mart_bedrag": ["model.p.raw", "model.p.int_bedrag"],
    "model.p.int_bedrag": ["model.p.raw"],
    "model.p.los": ["model.p.mart_cijfer"],
    "test.p.uniek_cijfer.1": ["model.p.mart_cijfer"],
    "test.p.gevuld_int_bedrag.2": ["model.p.int_bedrag"],
    "test.p.delen_en_totaal.3": ["model.p.mart_cijfer", "model.p.mart_bedrag"],
}
MANIFEST = {
    "parent_map": PARENTS,
    "nodes": {node: {"name": node.split(".")[2]} for node in PARENTS},
}
TABLES = {"indicatoren": ["model.p.mart_cijfer"], "financien": ["model.p.mart_bedrag"]}


def account(target: Path, **status: str) -> Path:
    """The account of a build."""
    remember(target, {node.replace("__", "."): said for node, said in status.items()})
    return target


class TestFailedNodes:
    def test_what_errs_or_fails_has_failed_and_what_warns_or_was_skipped_has_not(self, tmp_path: Path):
        target = account(tmp_path, a="error", b="fail", c="warn", d="skipped", e="success", f="pass", g="runtime error")
        assert failed_nodes(target) == ["a", "b", "g"]

    def test_without_an_account_nothing_is_said(self, tmp_path: Path):
        assert failed_nodes(tmp_path) == []

    def test_the_account_of_an_earlier_build_is_forgotten(self, tmp_path: Path):
        forget(account(tmp_path, a="error"))
        assert failed_nodes(tmp_path) == []
        forget(tmp_path)


@pytest.mark.parametrize(
    ("failed", "broken"),
    [
        ("model.p.mart_cijfer", {"indicatoren": ["model mart_cijfer"]}),
        ("model.p.int_bedrag", {"financien": ["model int_bedrag"]}),
        ("model.p.raw", {"indicatoren": ["model raw"], "financien": ["model raw"]}),
        ("model.p.los", {}),
        ("test.p.uniek_cijfer.1", {"indicatoren": ["test uniek_cijfer"]}),
        ("test.p.gevuld_int_bedrag.2", {"financien": ["test gevuld_int_bedrag"]}),
        ("test.p.delen_en_totaal.3", {"indicatoren": ["test delen_en_totaal"], "financien": ["test delen_en_totaal"]}),
    ],
)
def test_a_failure_breaks_the_domains_that_are_made_of_it_and_no_other(failed: str, broken: dict[str, list[str]]):
    assert broken_domains([failed], MANIFEST, TABLES) == broken


def test_a_domain_names_everything_that_broke_it():
    found = broken_domains(["model.p.raw", "test.p.uniek_cijfer.1"], MANIFEST, TABLES)
    assert found["indicatoren"] == ["model raw", "test uniek_cijfer"]


def test_a_build_without_failures_breaks_nothing():
    assert broken_domains([], MANIFEST, TABLES) == {}
