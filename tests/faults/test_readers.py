"""Twenty-four analysts read the database and the Parquet files while twenty sets are published."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from tests.faults.readers import RUNS, of_parquet, of_parquet_through_the_link, of_the_database, reading
from tests.faults.small_sets import TABLES, publish

READERS, SETS = 24, 20


@pytest.mark.long
def test_no_reader_errs_and_none_sees_two_sets_mixed(tmp_path: Path):
    publish(tmp_path, 0)
    ways = [way.__name__ for way in (of_the_database, of_parquet)] * (READERS // 2)
    with reading(tmp_path, tmp_path / "enough", ways) as seen:
        for run in range(1, SETS + 1):
            publish(tmp_path, run)
    assert len(seen) == READERS
    assert [fault for one in seen for fault in one.faults] == []
    assert all(one.runs == sorted(one.runs) for one in seen), "never back to an older set"
    assert all(one.runs[-1] == SETS for one in seen)
    assert len({run for one in seen for run in one.runs}) > SETS / 2, "together they saw most of them"


def test_who_opens_every_file_through_the_link_can_get_two_sets_mixed(tmp_path: Path):
    """Why the link is resolved once: between two files it may be swapped."""
    publish(tmp_path, 0)
    first, second = ([f"SELECT run FROM '{tmp_path}/published/parquet/{t.replace('.', '/')}.parquet'"] for t in TABLES)
    with duckdb.connect() as con:
        before = con.execute(RUNS.format(*first)).fetchall()
        publish(tmp_path, 1)
        after = con.execute(RUNS.format(*second)).fetchall()
    assert (before, after) == ([(0,)], [(1,)])
    assert of_parquet_through_the_link(tmp_path) == of_parquet(tmp_path) == [1]


def test_who_resolved_the_link_finds_the_set_complete_for_a_while_however_many_were_published(tmp_path: Path):
    publish(tmp_path, 0)
    resolved = (tmp_path / "published").resolve()
    for run in range(1, 6):
        publish(tmp_path, run)
    assert (resolved / "parquet" / "kwaliteit" / "mart_bronstatus.parquet").exists()
    assert (resolved / "marts.duckdb").exists()
