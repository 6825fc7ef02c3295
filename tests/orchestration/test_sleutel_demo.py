"""The demo with another key: when all its marts are built anew from the new pseudonyms, not one figure differs."""

from __future__ import annotations

import shutil
from pathlib import Path

import duckdb
import pytest

from tests.support.night import Night, dwh, nightly

NEW_KEY = "een andere sleutel dan die van de demo"


@pytest.mark.long
def test_every_mart_is_the_same_after_a_change_of_key(demo_night: Night, demo_copy: Path):
    done = dwh(demo_copy, "sleutel", DWH_PSEUDONYM_KEY=NEW_KEY)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "De sleutel is vervangen: 50 leveringen" in done.stdout
    shutil.rmtree(demo_copy / "warehouse")
    night = nightly(demo_copy, DWH_PSEUDONYM_KEY=NEW_KEY)
    assert night.status == 0, night.summary
    assert "Geen nieuwe leveringen" in night.summary
    with duckdb.connect() as connection:
        connection.execute(f"ATTACH '{demo_night.published / 'marts.duckdb'}' AS before (READ_ONLY)")
        connection.execute(f"ATTACH '{night.published / 'marts.duckdb'}' AS now (READ_ONLY)")
        tables = connection.execute(
            "SELECT schema_name || '.' || table_name FROM duckdb_tables() WHERE database_name = 'before' "
            "AND schema_name <> 'publicatie' ORDER BY ALL"
        ).fetchall()
        different = {
            table: lost + came
            for (table,) in tables
            for lost, came in connection.execute(
                f"SELECT (SELECT count(*) FROM (FROM before.{table} EXCEPT ALL FROM now.{table})), "
                f"(SELECT count(*) FROM (FROM now.{table} EXCEPT ALL FROM before.{table}))"
            ).fetchall()
            if lost + came
        }
    assert len(tables) > 40
    assert {table for table in different if not table.startswith("kwaliteit.fct_controle")} == set()
