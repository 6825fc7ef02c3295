"""Measuring deliveries that were loaded before measures were kept, from their rows in raw.

Belongs here: which those are, and what raw can still tell of them: numbers of rows, and the empties, shares and sums of
fields that are not personal. How often a personal field was filled is not in raw, so that stays unknown. Does not
belong here: measuring while a delivery is judged (`expectations.keuring`), and comparing (`expectations.plausibility`).
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from expectations.placeholders import judged_table
from expectations.profile import Meting, profile
from expectations.raw import raw_file, sql_path
from sources.reading.result import RIJNUMMER
from sources.values import plain_columns

if TYPE_CHECKING:
    from expectations.history import Deel
    from expectations.ledger import Ledger
    from sources.contract_model import Contract, Tabel

_UNMEASURED = """
SELECT levering_id, peildatum FROM levering
WHERE {selected} AND levering_id NOT IN (SELECT levering_id FROM profiel WHERE maat = 'rijen') ORDER BY levering_id
"""


def measure_what_was_not(ledger: Ledger, raw: Path, contract: Contract, deel: Deel) -> None:
    """Enter the measures of the deliveries of this part of the ledger that have none."""
    for levering_id, peildatum in ledger.select(_UNMEASURED.format(selected=deel.condition), deel.parameters):
        ledger.record_profile(levering_id, profile_of_raw(raw, contract, levering_id, peildatum))


def profile_of_raw(raw: Path, contract: Contract, levering_id: str, peildatum: date) -> list[Meting]:
    """The measures of a loaded delivery, as far as its rows in raw have them."""
    import duckdb

    contract = contract.op(peildatum)
    found: list[Meting] = []
    with duckdb.connect() as connection:
        connection.execute("SET temp_directory = ''")
        for tabel in contract.tabellen:
            path = raw_file(raw, contract, tabel, levering_id)
            if path.exists():
                found += _profile_of_file(connection, contract, tabel, path, peildatum)
    return found


def _profile_of_file(connection: Any, contract: Contract, tabel: Tabel, path: Path, peildatum: date) -> list[Meting]:
    rows = f"read_parquet('{sql_path(path)}')"
    kept = connection.sql(f"SELECT * FROM {rows}").columns
    velden = [v for v in tabel.velden if v.persoonsgegeven is None and v.naam in kept and v.geldt_op(peildatum)]
    columns = {RIJNUMMER: RIJNUMMER}
    for veld in velden:
        columns |= plain_columns(veld, f'bron."{veld.naam}"', contract.layout)
    select = ", ".join(f'{expression} AS "{name}"' for name, expression in columns.items())
    table = judged_table(tabel.naam)
    connection.execute(f"CREATE TABLE {table} AS SELECT {select} FROM {rows} AS bron")
    # Raw holds the sound rows only.
    connection.execute(f"CREATE TABLE {table}_kapot AS SELECT {RIJNUMMER} FROM {table} LIMIT 0")
    return profile(connection, tabel.model_copy(update={"velden": tuple(velden)}), [veld.naam for veld in velden])
