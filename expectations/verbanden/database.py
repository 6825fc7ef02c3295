"""The database in which rules across feeds look: staging over the deliveries that are in use.

Belongs here: the views `nu.<bron>__<tabel>` (the newest sound delivery per feed and municipality) and
`per_jaar.<bron>__<tabel>` (the newest of each year), each a staging model with what the ledger says of the delivery
beside its columns: `levering_gemeente`, `levering_jaar`, `levering_peildatum`. They read the files of those deliveries
and no others, and of these only the columns that some rule names, so a rule costs the same after ten years. Does not
belong here: the SQL of staging, which is dbt's.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb

from expectations.raw import NO_ROWS, raw_file, sql_path
from expectations.verbanden.model import Verband

if TYPE_CHECKING:
    import pyarrow as pa

    from sources.contract_model import Contract

SOURCE_SCHEMA = "ruw"
"""Where the SQL of staging reads its sources: `ruw.<bron>__<tabel>`."""
DELIVERIES = "levering_in_gebruik"
"""The table of deliveries in use, with the columns of `Ledger.in_use`."""


MEMORY = "2GB"
"""More than ten million rows of the columns that rules name; what does not fit goes to a file that is removed."""
_DATABASE = "verbanden"
_OF_THE_DELIVERY = ("levering_id", "rijnummer")
_PSEUDONYM = "_id"


def connect(spill: Path) -> duckdb.DuckDBPyConnection:
    """A database in memory, compressed, that spills to this folder."""
    con = duckdb.connect()
    con.execute(f"SET TimeZone = 'UTC'; SET memory_limit = '{MEMORY}'; SET temp_directory = '{sql_path(spill)}'")
    con.execute("SET preserve_insertion_order = false")
    con.execute(f"ATTACH ':memory:' AS {_DATABASE} (COMPRESS); USE {_DATABASE}")
    return con


def offer_deliveries(con: Any, in_use: pa.Table) -> None:
    """Make the table of deliveries in use (`Ledger.in_use`)."""
    con.register("deliveries", in_use)
    con.execute(f"CREATE TABLE {DELIVERIES} AS SELECT * FROM deliveries")
    con.unregister("deliveries")
    for schema in (SOURCE_SCHEMA, "staging", "nu", "per_jaar"):
        con.execute(f"CREATE SCHEMA {schema}")


def offer_table(
    con: Any, name: str, raw: Path, contracts: Sequence[Contract], query: str, words: Collection[str]
) -> None:
    """Make `nu.<name>` and `per_jaar.<name>`. `query` is the staging model's, over `ruw.<name>`; `words` are those of
    the rules that will read it.

    The table must have its empty file in raw (`expectations.raw.write_empty_tables`).
    """
    listed = ", ".join(f"'{sql_path(path)}'" for path in _files(con, name, raw, contracts))
    con.execute(f"CREATE OR REPLACE VIEW {SOURCE_SCHEMA}.{name} AS SELECT * FROM read_parquet([{listed}])")
    offer_views(con, name, query, words)


def offer_views(con: Any, name: str, query: str, words: Collection[str]) -> None:
    """Staging and what stands on it, of a source that is there."""
    con.execute(f"CREATE OR REPLACE VIEW staging.stg_{name} AS {query}")
    columns = [column[0] for column in con.execute(f"DESCRIBE staging.stg_{name}").fetchall()]
    kept = ", ".join(_kept(column) for column in columns if column in words or column in _OF_THE_DELIVERY)
    # Kept as a table: many rules read it, and each reading would cast every date anew.
    con.execute(
        f"CREATE OR REPLACE TABLE per_jaar.{name} AS "
        f"SELECT {kept}, levering.gemeente_code AS levering_gemeente, levering.jaar AS levering_jaar, "
        f"levering.peildatum AS levering_peildatum, levering.nieuwste AS levering_nieuwste "
        f"FROM staging.stg_{name} AS rij JOIN {DELIVERIES} AS levering ON levering.levering_id = rij.levering_id"
    )
    con.execute(f"CREATE OR REPLACE VIEW nu.{name} AS SELECT * FROM per_jaar.{name} WHERE levering_nieuwste")


def words_of(rules: Iterable[Verband], table: str) -> set[str]:
    """Every word of the rules that read a table: the names of its columns that they need are among them."""
    texts = [f"{rule.sql} {rule.over}" for rule in rules if table in rule.tables]
    return {word for text in texts for word in re.findall(r"\w+", text)}


def _kept(column: str) -> str:
    """A column as rules see it. They only ask whether two pseudonyms are the same, and a number of eight bytes tells
    that as 64 digits do: that two among ten million persons share theirs happens once in some hundred thousand
    nights, and costs a needless look at a row."""
    if column.endswith(_PSEUDONYM) and column not in _OF_THE_DELIVERY:
        return f"CASE WHEN rij.{column} IS NOT NULL THEN hash(rij.{column}) END AS {column}"
    return f"rij.{column}"


def _files(con: Any, name: str, raw: Path, contracts: Sequence[Contract]) -> list[Path]:
    bron, _, table = name.partition("__")
    owners = [(c, t) for c in contracts if c.bron == bron for t in c.tabellen if t.naam == table]
    contract, tabel = owners[0]
    feeds = ", ".join(f"'{owner.feed}'" for owner, _ in owners)
    query = f"SELECT levering_id FROM {DELIVERIES} WHERE bron = $1 AND feed IN ({feeds}) ORDER BY levering_id"
    ids = [*(row[0] for row in con.execute(query, [bron]).fetchall()), NO_ROWS]
    return [raw_file(raw, contract, tabel, levering_id) for levering_id in ids]
