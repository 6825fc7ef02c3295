"""Text with columns: `;`, `,` or `|`, with or without a closing line that counts the records.

Belongs here: reading such files in columns with pyarrow. A row with the wrong number of columns is not lost: it comes
out with its number and without its values. A row without a single value is no record and does not come out at all.
"""

from __future__ import annotations

import codecs
import csv
import re
from typing import TYPE_CHECKING

from sources.reading.header import ROWS_SEARCHED, match_header
from sources.reading.result import AANTAL, ONLEESBAAR, RIJNUMMER, Afgekeurd, Inhoud, Rijen, text_schema
from sources.reading.transcoding import Transcoder, code_page, refuse_what_is_no_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path

    import pyarrow as pa
    from pyarrow import csv as pacsv

    from sources.contract_model import Tabel
    from sources.contract_properties import Layout

_TAIL = 4096  # bytes at the end in which the closing line must stand
_LONGEST_HEADER = 1024 * 1024  # bytes
_BLOCK = 8 * 1024 * 1024
FIRST_DATA_ROW = 2


def read_delimited(path: Path, tabel: Tabel, layout: Layout, peildatum: date) -> Inhoud:
    """Read a delimited text file. Raises `Afgekeurd` where not even its header can be read."""
    size = refuse_what_is_no_text(path)
    length, aangekondigd, closing_fault = _closing_line(path, size, layout)
    header = _header(path, layout, length)
    kop = match_header(header, tabel, peildatum, other_rows=_rows_below(path, layout, length))
    velden = tuple(kop.plaats)
    fouten = [closing_fault] if closing_fault is not None else []
    import pyarrow as pa

    batches = _batches(path, layout, length, len(header), kop.plaats, fouten)
    stroom = pa.RecordBatchReader.from_batches(text_schema(velden), batches)
    tables = {tabel.naam: Rijen(stroom, velden, aangekondigd, fouten)}
    return Inhoud(tables, kop.opmerkingen, verschillen=kop.verschillen)


def _closing_line(path: Path, size: int, layout: Layout) -> tuple[int, int | None, Afgekeurd | None]:
    """Where the records end, how many the closing line promises, and what is wrong with it."""
    if layout.slotregel is None:
        return size, None, None
    with path.open("rb") as file:
        file.seek(max(0, size - _TAIL))
        tail = file.read()
    last = re.split(rb"[\r\n]", tail.rstrip())[-1]
    before, after = (re.escape(part) for part in layout.slotregel.split("{aantal}"))
    match = re.fullmatch(f"{before}{AANTAL}{after}", last.decode("latin-1"))
    if match is None:
        example = layout.slotregel.replace("{aantal}", "<aantal>")
        return (
            size,
            None,
            Afgekeurd(
                "slotregel",
                f"de slotregel {example} ontbreekt of is beschadigd: het bestand is afgekapt; lever het opnieuw",
            ),
        )
    return size - (len(tail) - tail.rindex(last)), int(match[1]), None


def _header(path: Path, layout: Layout, length: int) -> list[str]:
    with path.open("rb") as file:
        line = re.split(rb"[\r\n]", file.read(min(length, _LONGEST_HEADER)), maxsplit=1)[0]
    if layout.codering == "windows-1252" and line.startswith(codecs.BOM_UTF8):
        raise Afgekeurd(
            "codering", "het bestand is UTF-8 in plaats van Windows-1252; lever het opnieuw in de afgesproken codering"
        )
    try:
        return _cells(line.decode(str(layout.codering)), layout)
    except UnicodeDecodeError:
        raise Afgekeurd(
            "codering",
            f"de koprij is niet leesbaar als {code_page(str(layout.codering))}; lever het bestand in die codering",
        ) from None
    except csv.Error:
        raise Afgekeurd(
            "kop", "de koprij is niet in kolommen te verdelen; lever het juiste bestand, met koprij"
        ) from None


def _cells(line: str, layout: Layout) -> list[str]:
    reader = csv.reader(
        [line],
        delimiter=str(layout.scheidingsteken),
        quotechar=layout.aanhalingsteken or None,
        quoting=csv.QUOTE_MINIMAL if layout.aanhalingsteken else csv.QUOTE_NONE,
    )
    return next(reader, [])


def _rows_below(path: Path, layout: Layout, length: int) -> Iterator[tuple[int, list[str]]]:
    """The lines in which a header may stand that is not the first, with their numbers; looked at only then."""
    with path.open("rb") as file:
        start = file.read(min(length, _LONGEST_HEADER)).decode(str(layout.codering), errors="replace")
    for number, line in enumerate(start.splitlines()[1:ROWS_SEARCHED], 2):
        # What stands in quotes may go on in the next line; a header does not.
        fits = line.count('"') % 2 == 0 and len(line) < csv.field_size_limit()
        yield number, _cells(line, layout) if fits else []


def _batches(
    path: Path, layout: Layout, length: int, width: int, plaats: dict[str, int], fouten: list[Afgekeurd]
) -> Iterator[pa.RecordBatch]:
    import pyarrow as pa
    from pyarrow import csv as pacsv

    schema = text_schema(tuple(plaats))
    refused = _RefusedRows(_END + str(layout.scheidingsteken) * width)
    names = [f"k{i}" for i in range(width)]
    wanted = [names[i] for i in plaats.values()]
    source = Transcoder(path, str(layout.codering), length, closing=f"\n{refused.end}\n")
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
                ignore_empty_lines=False,  # pyarrow does not count what it ignores, and the row numbers would shift
                invalid_row_handler=refused.note,
            ),
            convert_options=pacsv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.string()), include_columns=wanted, strings_can_be_null=False
            ),
        )
        for batch in reader:
            numbers = row_numbers(done, batch.num_rows, refused.numbers)
            done += batch.num_rows
            nothing = pa.nulls(batch.num_rows, pa.string())
            rows = pa.RecordBatch.from_arrays(
                [numbers, nothing, *(batch.column(name) for name in wanted)], schema=schema
            )
            yield _without_blank_rows(rows)
    except pa.ArrowInvalid:
        # Arrow's text may quote the row, so it is not repeated. What it cannot parse, it stops at: the end never comes
        # by.
        refused.at_the_end = False
    finally:
        source.close()
    verdict = source.verdict()
    if verdict is not None:
        fouten.append(verdict)
    elif not refused.at_the_end:
        fouten.append(
            Afgekeurd(
                "leesbaar",
                "het bestand is niet tot het einde in kolommen te verdelen, "
                "zoals wanneer een aanhalingsteken niet gesloten is; "
                "lever het opnieuw volgens de afgesproken layout",
            )
        )
    if refused.ragged:
        kind = ["kolommen"] * len(refused.ragged)
        columns = {RIJNUMMER: refused.ragged, ONLEESBAAR: kind} | {
            naam: [None] * len(refused.ragged) for naam in plaats
        }
        yield pa.RecordBatch.from_pydict(columns, schema=schema)


_END = "\x1c"  # the file separator; with one column too many it begins the row that we write behind the last


class _RefusedRows:
    """The rows that pyarrow could not divide into columns, ascending. One of them is ours: it closes the text, and when
    it does not come by as a row of its own, something before it was left open and swallowed the rest of the file."""

    def __init__(self, end: str) -> None:
        self.end = end
        self.at_the_end = False
        self.numbers: list[int] = []
        self.ragged: list[int] = []

    def note(self, row: pacsv.InvalidRow) -> str:
        if row.text == self.end:
            self.at_the_end = True
            return "skip"
        self.numbers.append(row.number)
        if row.text.strip():
            self.ragged.append(row.number)
        return "skip"


def _without_blank_rows(rows: pa.RecordBatch) -> pa.RecordBatch:
    from pyarrow import compute as pc

    blank = None
    for column in rows.columns[2:]:
        empty = pc.equal(column, "")
        blank = empty if blank is None else pc.and_(blank, empty)
        if not pc.any(blank).as_py():
            return rows
    return rows.filter(pc.invert(blank))


def row_numbers(done: int, count: int, ragged: list[int]) -> pa.Int64Array:
    """The row numbers of the next `count` sound rows, after `done` sound ones, when the rows in `ragged` (ascending)
    were skipped."""
    import numpy as np
    import pyarrow as pa

    position = np.arange(done, done + count, dtype=np.int64) + FIRST_DATA_ROW
    skipped = np.asarray(ragged, dtype=np.int64)
    # The i-th skipped row shifts every sound row from position skipped[i] - i on.
    return pa.array(position + np.searchsorted(skipped - np.arange(len(skipped)), position, side="right"))
