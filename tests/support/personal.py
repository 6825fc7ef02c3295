"""Searching a whole warehouse for the many thousands of numbers, names and texts that lie in a landing.

Belongs here: collecting them from the extracts, and finding them back in anything that a load writes. For a handful of planted texts there is
`tests.support.spill`. What is searched for are things that have a form (a number of nine digits, a letter and seven digits, a date …): first everything
of that form is found, in one pass, and then it is looked up.
"""

from __future__ import annotations

import csv
import hashlib
import re
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import duckdb
from python_calamine import CalamineWorkbook

from tests.support.night import ROOT
from tests.support.secret import key_in
from tests.support.spill import rows_of_sqlite, unzipped

_FORMS = {
    "bsn": r"99[0-9]{7}",
    "bronnummer": r"[A-Z][0-9]{7}",
    "postcode": r"[1-9][0-9]{3} ?[A-Z]{2}",
    "datum": r"[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{2}-[0-9]{2}-[0-9]{4}|[12][0-9]{7}",
}
_ANY = re.compile("|".join(_FORMS.values()))
# What is quick to find in bytes, and is then looked up: runs of digits and capitals, dates, postcodes with a space.
_RUNS = (
    re.compile(rb"[0-9A-Z]{6,}"),
    re.compile(rb"[0-9]{2,4}-[0-9]{2}-[0-9]{2,4}"),
    re.compile(rb"[1-9][0-9]{3} [A-Z]{2}"),
)
# Digits that a machine drew: in a UUID, a digest, or behind the point of a measured time. Among millions of them one spells somebody's day of birth.
# Pages of a database have no space between one value and the next, so what is long enough to be nothing else is known anywhere.
_DRAWN = re.compile(
    rb"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|(?=[0-9]*[a-f])[0-9a-f]{32,}"
    rb"|\b(?=[0-9]*[a-f])[0-9a-f]{10,}\b|\b[0-9]+\.[0-9]{6,}(?:e-[0-9]+)?\b"
)
_ANY_IN_SQL = "|".join(rf"\b(?:{form})\b" for form in _FORMS.values())
_NAME = "Testnaam"
_DELIMITED = {
    "ssd": (";", "cp1252"),
    "gidso": (",", "utf-8-sig"),
    "cimot": ("|", "utf-8"),
    "leergeld": (";", "utf-8"),
}
_PERSONAL = re.compile("NR$|NUMMER$|_ID$|^BSN|POSTCODE|GEBOORTEDATUM|TOELICHTING|WIJKTEAM", re.IGNORECASE)
_WORKBOOK_TEXTS = re.compile("BSN|Instelling|Locatie")


@dataclass(frozen=True)
class Personal:
    """What may never be found: `tokens` have a form, `phrases` are texts; and the key, in any form that keys have."""

    tokens: frozenset[str]
    phrases: tuple[str, ...]
    key: bytes | None = None

    def traces_in(self, data: bytes) -> set[str]:
        """Which of it stands in some bytes."""
        told = _DRAWN.sub(b"", data)
        tokens = {run.decode().replace(" ", "") for runs in _RUNS for run in set(runs.findall(told))}
        key = key_in(self.key, data) if self.key is not None else set()
        return (tokens & self.tokens) | {phrase for phrase in self.phrases if phrase.encode() in data} | key


def personal_in(landing: Path, key: bytes | None = None) -> Personal:
    """Everything in the extracts of a landing that speaks of a person, and the key if one is given."""
    values = {value for path in sorted(landing.rglob("*")) for value in _values_of_extract(path) if value}
    texts = {line.strip() for value in values if " " in value for line in value.splitlines()}
    tokens = {value for value in values if _ANY.fullmatch(value)}
    tokens |= {spelling for value in tokens for spelling in _spellings(value)}
    phrases = {text for text in texts if len(text) > 12 and _NAME not in text} | {
        _NAME for text in texts if _NAME in text
    }
    return Personal(frozenset(tokens - _known_to_all()), tuple(sorted(phrases)), key)


def _known_to_all() -> set[str]:
    """What is no secret though a person shares it: the placeholders, and the days on which municipalities began and ended."""
    seed = ROOT / "dbt_project" / "seeds" / "dim_gemeente.csv"
    days = re.findall("[0-9]{4}-[0-9]{2}-[0-9]{2}", seed.read_text(encoding="utf-8"))
    return {"999999999", "000000000"} | {spelling for day in days for spelling in _spellings(day)}


def traces(home: Path, personal: Personal, leave_out: tuple[str, ...] = ("landing",)) -> dict[str, set[str]]:
    """Per file under a warehouse what was found in it: in its name, its bytes, or the values packed in it."""
    found = {}
    searched: set[bytes] = set()
    for path in sorted(home.rglob("*")):
        place = path.relative_to(home)
        if place.parts[0] in leave_out or path.is_symlink() or not path.is_file():
            continue
        content = path.read_bytes()
        here = personal.traces_in(path.name.encode())
        if (digest := hashlib.sha256(content).digest()) not in searched:  # every set has the same pages
            searched.add(digest)
            here |= personal.traces_in(content).union(*(personal.traces_in(values) for values in _packed(path)))
        if here:
            found[str(place)] = here
    return found


def _spellings(value: str) -> Iterator[str]:
    """A date as the sources, Python and databases write it."""
    if match := re.fullmatch(r"([0-9]{4})-?([0-9]{2})-?([0-9]{2})", value):
        year, month, day = match.groups()
    elif match := re.fullmatch(r"([0-9]{2})-([0-9]{2})-([0-9]{4})", value):
        day, month, year = match.groups()
    else:
        return
    yield from (f"{year}-{month}-{day}", f"{day}-{month}-{year}", f"{year}{month}{day}")


def _values_of_extract(path: Path) -> Iterator[str]:
    if path.parent.name in _DELIMITED and path.suffix in (".csv", ".txt"):
        delimiter, encoding = _DELIMITED[path.parent.name]
        with path.open(encoding=encoding, newline="") as file:
            rows = csv.reader(file, delimiter=delimiter)
            header = next(rows)
            personal = [(i, name.lower() == "geboortedatum") for i, name in enumerate(header) if _PERSONAL.search(name)]
            for row in rows:
                # The year of birth may stay, and a young person's day of birth is a day on which other things happened.
                yield from (
                    row[i] for i, is_day in personal if i < len(row) and not (is_day and _year(row[i]) >= "1990")
                )
    elif path.suffix == ".xlsx" and path.parent.name == "vis2":
        workbook = CalamineWorkbook.from_path(path)
        for name in workbook.sheet_names:
            rows = workbook.get_sheet_by_name(name).to_python()
            header = next(row for row in rows if "BSN" in row)
            chosen = [i for i, name in enumerate(header) if _WORKBOOK_TEXTS.search(str(name))]
            yield from (str(row[i]) for row in rows[rows.index(header) + 1 :] for i in chosen if i < len(row))


def _year(day: str) -> str:
    return day[:4] if day[2:3] != "-" else day[6:]


def _packed(path: Path) -> Iterator[bytes]:
    """The values in a file that holds them packed: compressed, or cut up in pages."""
    if path.suffix == ".parquet":
        with closing(duckdb.connect()) as connection:
            yield _of_any_form(connection, f"'{path}'")
    elif path.suffix == ".duckdb":
        with closing(duckdb.connect(str(path), read_only=True)) as connection:
            tables = connection.execute("SELECT schema_name, table_name FROM duckdb_tables()").fetchall()
            for schema, table in tables:
                yield _of_any_form(connection, f'"{schema}"."{table}"')
    elif path.suffix == ".db":
        yield b"\x1f".join(rows_of_sqlite(path))
    elif path.suffix == ".xlsx":
        yield b"\x1f".join(unzipped(path))


def _of_any_form(connection: duckdb.DuckDBPyConnection, relation: str) -> bytes:
    """Everything in a table that has one of the forms, and every text with a space in it or longer than a pseudonym."""
    names = [f'"{row[0]}"::VARCHAR' for row in connection.execute(f"DESCRIBE SELECT * FROM {relation}").fetchall()]
    row = f"concat_ws(chr(31), {', '.join(names)})"
    shaped = f"SELECT DISTINCT unnest(regexp_extract_all({row}, $1)) FROM {relation}"
    texts = f"SELECT DISTINCT value FROM (SELECT unnest([{', '.join(names)}]) AS value FROM {relation}) WHERE value LIKE '% %' OR length(value) > 64"
    found = connection.execute(shaped, [_ANY_IN_SQL]).fetchall() + connection.execute(texts).fetchall()
    return "\x1f".join(value for (value,) in found).encode()
