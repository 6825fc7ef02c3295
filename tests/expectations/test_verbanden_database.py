"""The database of the rules across feeds: only what they need, and pseudonyms as numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
import pytest

from expectations.verbanden import load_verbanden
from expectations.verbanden.database import connect, offer_deliveries, offer_views, words_of
from orchestration.staging_sql import staging_sql
from sources.contract import load_contracts
from tests.support.verband_rows import _IN_USE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import duckdb

TABLE = "ssd__uitkeringen"
PERSON, OTHER = "a" * 64, "b" * 64


@pytest.fixture
def database(tmp_path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Two deliveries of two years, each with a row of the same person."""
    with connect(tmp_path / "spill") as con:
        delivered = [
            {"levering_id": day, "bron": "ssd", "feed": "uitkeringen", "gemeente_code": "GM0153", "nieuwste": newest}
            for day, newest in (("2023", False), ("2024", True))
        ]
        offer_deliveries(con, pa.Table.from_pylist(delivered, schema=_IN_USE))
        (columns,) = [t.raw_kolommen for c in load_contracts() for t in c.tabellen if c.sleutel == "ssd/uitkeringen"]
        spelled = ", ".join(f'"{name}" VARCHAR' for name in columns)
        con.execute(f"CREATE TABLE ruw.{TABLE} (levering_id VARCHAR, rijnummer BIGINT, {spelled})")
        for day in ("2023", "2024"):
            con.execute(
                f"INSERT INTO ruw.{TABLE} (levering_id, rijnummer, persoon_id, regeling) VALUES ($1, 2, $2, 'PW')",
                [day, PERSON],
            )
        offer_views(con, TABLE, staging_sql()[TABLE], words_of(load_verbanden(), TABLE))
        yield con


def test_a_column_that_no_rule_names_is_not_kept(database: duckdb.DuckDBPyConnection):
    columns = {row[0] for row in database.execute(f"DESCRIBE per_jaar.{TABLE}").fetchall()}
    assert {"persoon_id", "regeling", "levering_id", "rijnummer", "levering_peildatum"} <= columns
    assert not columns & {"postcode4", "bedrag_maand", "uitkering_id", "is_doelgroep_lks"}


def test_a_pseudonym_is_a_number_that_tells_who_is_the_same(database: duckdb.DuckDBPyConnection):
    asked = f"SELECT typeof(persoon_id), persoon_id, partner_persoon_id FROM per_jaar.{TABLE}"
    (one, other) = database.execute(asked).fetchall()
    assert one == other
    assert one[0] == "UBIGINT"
    assert one[2] is None, "nobody is nobody's partner"
    assert one[1] != database.execute("SELECT hash($1)", [OTHER]).fetchall()[0][0]


def test_nu_has_the_newest_delivery_and_per_jaar_each_year(database: duckdb.DuckDBPyConnection):
    assert database.execute(f"SELECT levering_id FROM nu.{TABLE}").fetchall() == [("2024",)]
    assert len(database.execute(f"SELECT levering_id FROM per_jaar.{TABLE}").fetchall()) == 2


def test_it_never_takes_more_memory_than_it_may(database: duckdb.DuckDBPyConnection):
    (limit,) = database.execute("SELECT current_setting('memory_limit')").fetchall()[0]
    assert limit == "1.8 GiB"
