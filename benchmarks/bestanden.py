"""Deliveries as files, as each system writes them: encoding, header, closing line, sheet, sidecar.

Belongs here: from a query to the bytes of a file, in blocks, so that ten million rows need no memory. Does not belong
here: what the rows say (`benchmarks.regels`) and which deliveries there are (`benchmarks.landing`).
"""

from __future__ import annotations

import codecs
import hashlib
import os
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import duckdb
import pyarrow as pa

from benchmarks.regels import Vraag, blocks, line_end, lines_sql, rows_sql
from benchmarks.samenhang import row_count
from sources.contract_model import Contract, Tabel
from sources.demo.werkmap import Cel, werkmap

_ARRIVES_AFTER_DAYS = 15


def write_delivery(connection: duckdb.DuckDBPyConnection, vraag: Vraag, path: Path) -> None:
    """Write the file that `vraag` asks for, and its sidecar where the feed has one."""
    contract = vraag.contract.op(vraag.peildatum)
    place(path, _blocks(connection, vraag, contract), vraag.peildatum, sidecar=contract.layout.sidecar is not None)


def place(path: Path, blocks: Iterable[bytes], peildatum: date, *, sidecar: bool = False) -> None:
    """Write a file that arrives two weeks after its peildatum."""
    path.parent.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()
    with path.open("wb") as file:
        for block in blocks:
            digest.update(block)
            file.write(block)
    arrived = datetime.combine(peildatum + timedelta(days=_ARRIVES_AFTER_DAYS), time(6), tzinfo=UTC).timestamp()
    os.utime(path, (arrived, arrived))
    if sidecar:
        beside = path.with_name(f"{path.name}.sha256")
        beside.write_text(f"{digest.hexdigest()}  {path.name}\n", encoding="utf-8")
        os.utime(beside, (arrived, arrived))


def _blocks(connection: duckdb.DuckDBPyConnection, vraag: Vraag, contract: Contract) -> Iterator[bytes]:
    match contract.layout.formaat:
        case "csv":
            return _text_file(connection, vraag, contract)
        case "werkmap":
            return iter([_workbook(connection, vraag, contract)])
        case formaat:
            raise ValueError(f"{contract.sleutel}: the generator writes no {formaat}")


def _text_file(connection: duckdb.DuckDBPyConnection, vraag: Vraag, contract: Contract) -> Iterator[bytes]:
    layout, tabel = contract.layout, contract.tabellen[0]
    velden = [veld for veld in tabel.velden if veld.geldt_op(vraag.peildatum)]
    encoding = str(layout.codering)
    if encoding == "utf-8-sig":
        yield codecs.BOM_UTF8
        encoding = "utf-8"
    yield (str(layout.scheidingsteken).join(veld.kop for veld in velden) + line_end(layout)).encode(encoding)
    for rijen in blocks(vraag):
        lines = lines_sql(rows_sql(vraag, tabel, rijen), [veld.naam for veld in velden], layout)
        for chunk in connection.sql(lines).to_arrow_table().column(0).chunks:
            yield _text_of(chunk, encoding)
    if layout.slotregel is not None:
        yield (layout.slotregel.replace("{aantal}", str(vraag.rijen)) + line_end(layout)).encode(encoding)


def _text_of(lines: pa.StringArray, encoding: str) -> bytes:
    """The texts lie after one another in memory, line ends included: that is the file."""
    _, offsets, texts = lines.buffers()
    first, last = (int.from_bytes(offsets[4 * place : 4 * place + 4], "little") for place in (0, len(lines)))
    text = bytes(texts[first:last])
    return text if encoding == "utf-8" else text.decode().encode(encoding)


def _workbook(connection: duckdb.DuckDBPyConnection, vraag: Vraag, contract: Contract) -> bytes:
    made = datetime.combine(vraag.peildatum, time(6), tzinfo=UTC)
    return werkmap(
        [
            (
                str(tabel.blad and tabel.blad.naam).format(jaar=vraag.peildatum.year),
                _sheet(connection, vraag, contract, tabel),
            )
            for tabel in contract.tabellen
        ],
        made,
    )


def _sheet(
    connection: duckdb.DuckDBPyConnection, vraag: Vraag, contract: Contract, tabel: Tabel
) -> Iterator[tuple[Cel, ...]]:
    velden = [veld for veld in tabel.velden if veld.geldt_op(vraag.peildatum)]
    blad = tabel.blad
    above: list[tuple[Cel, ...]] = [()] * ((blad.kopregel if blad else 1) - 1)
    if above:
        above[0] = ("Verzonnen levering",)
    if blad and blad.peildatumcel:
        above[int(blad.peildatumcel[1:]) - 1] = (f"Peildatum: {vraag.peildatum:%d-%m-%Y}",)
    yield from above
    yield tuple(veld.kop for veld in velden)
    names = ", ".join(f'"{veld.naam}"' for veld in velden)
    for rijen in blocks(vraag):
        yield from connection.execute(f"SELECT {names} FROM ({rows_sql(vraag, tabel, rijen)}) ORDER BY i").fetchall()
    if blad and blad.totaalregel:
        yield ()
        yield (blad.totaalregel.format(aantal=row_count(contract, vraag.rijen)),)
