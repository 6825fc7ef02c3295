"""The rows of one loaded delivery with pseudonyms of another key; all else in them stays as it was judged and kept.

Belongs here: reading an extract again and putting its pseudonyms in the rows that raw already has, by row number. No
rule is asked again: what was sound then is what raw holds, also when a code list changed since. Does not belong here:
which deliveries, and when the new files count (`expectations.key_change`).
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from expectations.key_change import SleutelFout
from expectations.raw import raw_file, sql_path
from sources.columns import as_in_raw, judged_columns_of
from sources.privacy import pseudonyms_asked
from sources.pseudonyms import Pseudoniemen
from sources.reading.opening import read_delivery
from sources.reading.result import RIJNUMMER

if TYPE_CHECKING:
    import pyarrow as pa

    from sources.contract_model import Contract, Tabel
    from sources.landing import Bestand

_ROWS_AT_ONCE = 500_000
_READ, _TREATED, _MADE = "gelezen", "behandeld", "gemaakt"


class RekeyedRows:
    """Writes deliveries anew under one key, which stays in a private connection in memory."""

    def __init__(self, key: bytes) -> None:
        import duckdb

        self._con = duckdb.connect()
        # What does not fit in memory fails; nothing as delivered ever goes to a file beside it.
        self._con.execute("SET temp_directory = ''")
        self._pseudoniemen = Pseudoniemen(key)

    def remake(self, contract: Contract, bestand: Bestand, levering_id: str, raw: Path, target: Path) -> None:
        """Write the tables of a delivery under `target`, laid out as under `raw`. Raises `Afgekeurd` when the extract
        can no longer be read, and `SleutelFout` when it is not what raw was made of."""
        contract = contract.op(bestand.peildatum)
        inhoud = read_delivery(contract, bestand)
        for tabel in contract.tabellen:
            rijen = inhoud.tabellen[tabel.naam]
            kept = raw_file(raw, contract, tabel, levering_id)
            made = raw_file(target, contract, tabel, levering_id)
            made.parent.mkdir(parents=True, exist_ok=True)
            columns = _raw_columns(contract, tabel, rijen.velden)
            asked = pseudonyms_asked(tabel.velden, rijen.velden, bestand.gemeente_code)
            stroom = self._pseudoniemen.beside(rijen.stroom, asked)
            self._remake_table(stroom, columns, _pseudonyms(tabel), kept, made)

    def _remake_table(
        self, stroom: pa.RecordBatchReader, columns: dict[str, str], pseudonyms: set[str], kept: Path, made: Path
    ) -> None:
        from pyarrow import parquet

        schema = parquet.read_schema(kept).remove_metadata()
        columns = {name: columns[name] for name in columns if name in schema.names}
        written = 0
        with made.open("wb") as file:
            with parquet.ParquetWriter(file, schema, compression="zstd") as writer:
                for read in _in_large_pieces(stroom):
                    rows = self._rows_of(read, columns, pseudonyms, kept)
                    writer.write_table(rows.select(schema.names).cast(schema))
                    written += rows.num_rows
            file.flush()
            os.fsync(file.fileno())
        expected = parquet.read_metadata(kept).num_rows
        if written != expected:
            raise SleutelFout(f"van de {expected} rijen in raw zijn er {written} teruggevonden in het uittreksel")

    def _rows_of(self, read: pa.Table, columns: dict[str, str], pseudonyms: set[str], kept: Path) -> pa.Table:
        """The rows that raw has of those just read, in its order, with their new pseudonyms."""
        self._con.register(_READ, read)
        chosen = ", ".join([RIJNUMMER, *(f'{expression} AS "{name}"' for name, expression in columns.items())])
        self._con.execute(f"CREATE OR REPLACE TEMP TABLE {_TREATED} AS SELECT {chosen} FROM {_READ}")
        self._con.unregister(_READ)
        # What raw has not, it does not get either: a column that the contract has had only since stays empty.
        new = ", ".join(
            f'CASE WHEN oud."{name}" IS NOT NULL THEN nieuw."{name}" END AS "{name}"'
            for name in columns
            if name in pseudonyms
        )
        # What it has must be there again, and all but a pseudonym be the same; otherwise they are not the same rows.
        other = " OR ".join(
            f'(oud."{name}" IS NOT NULL AND nieuw."{name}" IS NULL)'
            if name in pseudonyms
            else f'(oud."{name}" IS NOT NULL AND oud."{name}" IS DISTINCT FROM nieuw."{name}")'
            for name in columns
        )
        self._con.execute(
            f"CREATE OR REPLACE TEMP TABLE {_MADE} AS SELECT oud.* REPLACE ({new}), {other} AS is_anders "
            f"FROM read_parquet('{sql_path(kept)}') AS oud JOIN {_TREATED} AS nieuw USING ({RIJNUMMER}) "
            f"WHERE oud.{RIJNUMMER} BETWEEN $1 AND $2 ORDER BY oud.{RIJNUMMER}",
            list(self._con.execute(f"SELECT min({RIJNUMMER}), max({RIJNUMMER}) FROM {_TREATED}").fetchall()[0]),
        )
        ((others,),) = self._con.execute(f"SELECT count(*) FROM {_MADE} WHERE is_anders").fetchall()
        if others:
            raise SleutelFout(f"{others} rijen van het uittreksel lezen nu anders dan toen zij geladen werden")
        return self._con.sql(f"SELECT * EXCLUDE (is_anders) FROM {_MADE} ORDER BY {RIJNUMMER}").to_arrow_table()


def _raw_columns(contract: Contract, tabel: Tabel, present: tuple[str, ...]) -> dict[str, str]:
    """Per column of raw the SQL that makes it of what was read."""
    columns = {}
    for veld in tabel.velden:
        if veld.raw_kolom is not None:
            judged = judged_columns_of(veld, _READ, present, contract.layout)
            columns[veld.raw_kolom] = as_in_raw(veld, judged[veld.raw_kolom])
    return columns


def _pseudonyms(tabel: Tabel) -> set[str]:
    return {str(veld.raw_kolom) for veld in tabel.velden if veld.wordt_pseudoniem}


def _in_large_pieces(stroom: pa.RecordBatchReader) -> Iterator[pa.Table]:
    """The rows in pieces that fit in memory whatever the size of the delivery."""
    import pyarrow as pa

    batches: list[pa.RecordBatch] = []
    for batch in stroom:
        batches.append(batch)
        if sum(held.num_rows for held in batches) >= _ROWS_AT_ONCE:
            yield pa.Table.from_batches(batches)
            batches = []
    if batches:
        yield pa.Table.from_batches(batches)
