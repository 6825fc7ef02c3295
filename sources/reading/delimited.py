"""Text with columns: `;`, `,` or `|`, with or without a closing line that counts the records.

Belongs here: reading such files in columns with pyarrow. A row with the wrong number of columns is not lost: it comes out with its number and
without its values.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from sources.contract_model import Layout, Tabel
from sources.reading.header import match_header
from sources.reading.result import ONLEESBAAR, RIJNUMMER, Afgekeurd, Inhoud, Rijen, text_schema
from sources.reading.transcoding import Transcoder, refuse_what_is_no_text

if TYPE_CHECKING:
    import pyarrow as pa

_TAIL = 4096  # bytes at the end in which the closing line must stand
_BLOCK = 8 * 1024 * 1024
FIRST_DATA_ROW = 2


def read_delimited(path: Path, tabel: Tabel, layout: Layout, peildatum: date) -> Inhoud:
    """Read a delimited text file. Raises `Afgekeurd` where not even its header can be read."""
    size = refuse_what_is_no_text(path)
    length, aangekondigd, closing_fault = _closing_line(path, size, layout)
    header = _header(path, layout, length)
    kop = match_header(header, tabel, peildatum)
    velden = tuple(kop.plaats)
    rijen = Rijen(stroom=None, velden=velden, aangekondigd=aangekondigd)  # type: ignore[arg-type] - set below, it fills `fouten`
    if closing_fault is not None:
        rijen.fouten.append(closing_fault)
    import pyarrow as pa

    batches = _batches(path, layout, length, len(header), kop.plaats, rijen.fouten)
    rijen.stroom = pa.RecordBatchReader.from_batches(text_schema(velden), batches)
    return Inhoud({tabel.naam: rijen}, kop.opmerkingen)


def _closing_line(path: Path, size: int, layout: Layout) -> tuple[int, int | None, Afgekeurd | None]:
    """Where the records end, how many the closing line promises, and what is wrong with it."""
    if layout.slotregel is None:
        return size, None, None
    with path.open("rb") as file:
        file.seek(max(0, size - _TAIL))
        tail = file.read()
    last = tail.rstrip(b"\r\n").rsplit(b"\n", 1)[-1].strip(b"\r")
    before, after = (re.escape(part) for part in layout.slotregel.split("{aantal}"))
    match = re.fullmatch(f"{before}([0-9]+){after}", last.decode("latin-1"))
    if match is None:
        example = layout.slotregel.replace("{aantal}", "<aantal>")
        return size, None, Afgekeurd("slotregel", f"de slotregel {example} ontbreekt of is beschadigd: het bestand is afgekapt; lever het opnieuw")
    return size - (len(tail) - tail.rindex(last)), int(match[1]), None


def _header(path: Path, layout: Layout, length: int) -> list[str]:
    with path.open("rb") as file:
        line = file.readline(min(length, 1024 * 1024))
    try:
        text = line.decode(str(layout.codering))
    except UnicodeDecodeError:
        raise Afgekeurd("codering", f"de koprij is niet leesbaar als {layout.codering}; lever het bestand in die codering") from None
    quoting = csv.QUOTE_MINIMAL if layout.aanhalingsteken else csv.QUOTE_NONE
    reader = csv.reader(io.StringIO(text), delimiter=str(layout.scheidingsteken), quotechar=layout.aanhalingsteken or None, quoting=quoting)
    return next(iter(reader), [])


def _batches(
    path: Path, layout: Layout, length: int, width: int, plaats: dict[str, int], fouten: list[Afgekeurd]
) -> Iterator[pa.RecordBatch]:
    import pyarrow as pa
    from pyarrow import csv as pacsv

    schema = text_schema(tuple(plaats))
    ragged: list[int] = []

    def note_ragged(row: pacsv.InvalidRow) -> str:
        ragged.append(row.number)
        return "skip"

    names = [f"k{i}" for i in range(width)]
    wanted = [names[i] for i in plaats.values()]
    source = Transcoder(path, str(layout.codering), length)
    done = 0
    try:
        reader = pacsv.open_csv(
            pa.PythonFile(source, mode="r"),
            # One thread: only then does pyarrow say which row is the invalid one.
            read_options=pacsv.ReadOptions(column_names=names, skip_rows=1, block_size=_BLOCK, use_threads=False),
            parse_options=pacsv.ParseOptions(
                delimiter=layout.scheidingsteken,
                quote_char=layout.aanhalingsteken or False,
                newlines_in_values=layout.regels_over_meer_regels,
                ignore_empty_lines=False,
                invalid_row_handler=note_ragged,
            ),
            convert_options=pacsv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.string()), include_columns=wanted, strings_can_be_null=False
            ),
        )
        for batch in reader:
            numbers = row_numbers(done, batch.num_rows, ragged)
            done += batch.num_rows
            nothing = pa.nulls(batch.num_rows, pa.string())
            yield pa.RecordBatch.from_arrays([numbers, nothing, *(batch.column(name) for name in wanted)], schema=schema)
    except pa.ArrowInvalid as error:
        # Arrow's text may quote the row, so it is not repeated.
        if "Empty CSV" not in str(error) and source.verdict() is None:
            fouten.append(Afgekeurd("leesbaar", "het bestand is niet in kolommen te verdelen; lever het opnieuw volgens de afgesproken layout"))
    finally:
        source.close()
    verdict = source.verdict()
    if verdict is not None:
        fouten.append(verdict)
    if ragged:
        kind = ["kolommen"] * len(ragged)
        columns = {RIJNUMMER: ragged, ONLEESBAAR: kind} | {naam: [None] * len(ragged) for naam in plaats}
        yield pa.RecordBatch.from_pydict(columns, schema=schema)


def row_numbers(done: int, count: int, ragged: list[int]) -> pa.Int64Array:
    """The row numbers of the next `count` sound rows, after `done` sound ones, when the rows in `ragged` (ascending) were skipped."""
    import numpy as np
    import pyarrow as pa

    position = np.arange(done, done + count, dtype=np.int64) + FIRST_DATA_ROW
    skipped = np.asarray(ragged, dtype=np.int64)
    # The i-th skipped row shifts every sound row from position skipped[i] - i on.
    return pa.array(position + np.searchsorted(skipped - np.arange(len(skipped)), position, side="right"))
