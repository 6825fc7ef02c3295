"""Analysts read while sets are published one after another: they never err, and never see a half-replaced set."""

from __future__ import annotations

from pathlib import Path

from tests.faults.small_sets import publish
from tests.support.reader import reading

ONE_PIECE = """
    SELECT
        (SELECT min(run) FROM indicatoren.fct_indicator), (SELECT max(run) FROM indicatoren.fct_indicator),
        (SELECT min(run) FROM kwaliteit.mart_bronstatus), (SELECT max(run) FROM kwaliteit.mart_bronstatus)
"""
SETS = 12


def test_a_reader_in_a_tight_loop_never_errs_and_never_sees_half_a_set(tmp_path: Path):
    publish(tmp_path, 0)
    with reading(tmp_path / "published" / "marts.duckdb", ONE_PIECE, tmp_path / "enough") as seen:
        for run in range(1, SETS):
            publish(tmp_path, run)
    assert seen.faults == []
    assert seen.reads > SETS
    assert seen.values == sorted(seen.values), "never back to an older set"
    assert len(seen.values) > SETS / 2, "it did see many of them"
    assert seen.values[-1] == SETS - 1
