"""What still has to be mended at the source, per feed and municipality, as values.

Belongs here: reading the open work out of a published set. Does not belong here: which work is open
(`kwaliteit.mart_quarantaine` says so), or how it is shown (`reporting.quarantine_workbook`).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar

import duckdb

MAX_ROWS = 10_000
"""How many rows one workbook names: more is no list that anybody works through, and the workbook must open quickly."""
MAX_ROWS_PER_RULE = 2_000
"""How many of them may be of one rule in one file, so that a rule that everything breaks hides no other."""

AS_A_WHOLE = "De levering is als geheel afgekeurd."
"""What the ledger says of a row with which nothing is wrong but the delivery that it came in."""

Sleutel = tuple[str, str, str]
"""bron, feed and gemeente_code."""
_T = TypeVar("_T")
_NUMBERED = re.compile(r"_[0-9]+(\.[A-Za-z0-9]+)$")


@dataclass(frozen=True)
class Bestand:
    """A delivery with open work. `ontvangen_op` is naive UTC; `volgende` is the name that its correction gets, None
    where the name follows no such pattern (a harvest)."""

    bestandsnaam: str
    peildatum: date | None
    ontvangen_op: datetime
    afgekeurd: bool
    reden: str | None
    rijen_gelezen: int
    rijen_quarantaine: int
    volgende: str | None
    synthetisch: bool


@dataclass(frozen=True)
class Regel:
    """A rule that rows of one file break. `rijnummers` are the first twenty, as text; None where the rule is about the
    file as a whole."""

    bestandsnaam: str
    object: str
    kolom: str | None
    regel: str
    ernst: str
    aantal: int
    rijnummers: str | None
    verwachting: str


@dataclass(frozen=True)
class Rij:
    """A row of the original file, and what is expected there."""

    bestandsnaam: str
    object: str
    rijnummer: int
    kolom: str | None
    regel: str
    verwachting: str


@dataclass(frozen=True)
class Werk:
    """All open work of one feed of one municipality. `aantal` counts every row and rule that breaks it, also those that
    `rijen` no longer names."""

    bron: str
    feed: str
    gemeente_code: str
    naam: str
    eigenaar: str
    contact: str
    bestanden: tuple[Bestand, ...]
    regels: tuple[Regel, ...]
    rijen: tuple[Rij, ...]

    @property
    def aantal(self) -> int:
        return sum(regel.aantal for regel in self.regels if regel.rijnummers is not None)

    @property
    def niet_genoemd(self) -> int:
        """How many rows and rules there are beyond those that `rijen` names."""
        return self.aantal - len(self.rijen)


_RULES = """
    SELECT w.bron, w.feed, w.gemeente_code, w.bestandsnaam, w.object, w.kolom, w.regel,
        coalesce(r.ernst, CASE WHEN w.rijnummers IS NULL THEN 'fataal' ELSE 'fout' END) AS ernst,
        w.aantal, w.rijnummers, w.verwachting
    FROM kwaliteit.mart_quarantaine AS w
    LEFT JOIN (SELECT controle_id, any_value(ernst) AS ernst FROM kwaliteit.dim_regel GROUP BY ALL) AS r
        ON r.controle_id = w.controle_id
    ORDER BY w.bron, w.feed, w.gemeente_code, w.peildatum, w.bestandsnaam, w.object, w.aantal DESC, w.controle_id
"""
_ROWS = f"""
    SELECT w.bron, w.feed, w.gemeente_code, w.bestandsnaam, w.object, q.rijnummer, w.kolom, w.regel,
        coalesce(q.reden, w.verwachting) AS verwachting
    FROM kwaliteit.mart_quarantaine AS w
    JOIN kwaliteit.quarantaine AS q
        ON q.levering_id = w.levering_id AND q.object = w.object AND q.controle_id = w.controle_id
    WHERE w.rijnummers IS NOT NULL AND q.reden IS DISTINCT FROM '{AS_A_WHOLE}'
    QUALIFY row_number() OVER (
        PARTITION BY w.levering_id, w.object, w.controle_id ORDER BY q.rijnummer) <= {MAX_ROWS_PER_RULE}
    ORDER BY w.bron, w.feed, w.gemeente_code, w.peildatum, w.bestandsnaam, w.object, q.rijnummer, w.controle_id
"""
_FILES = """
    SELECT l.bron, l.feed, l.gemeente_code, l.bestandsnaam, l.peildatum, l.ontvangen_op,
        l.status = 'afgekeurd' AS afgekeurd, l.reden, l.rijen_gelezen, l.rijen_quarantaine, l.synthetisch,
        (SELECT max(andere.volgnummer) FROM kwaliteit.fct_levering AS andere
            WHERE andere.bron = l.bron AND andere.feed = l.feed AND andere.gemeente_code = l.gemeente_code
                AND andere.peildatum = l.peildatum) AS hoogste
    FROM kwaliteit.fct_levering AS l
    WHERE l.levering_id IN (SELECT levering_id FROM kwaliteit.mart_quarantaine)
    ORDER BY l.bron, l.feed, l.gemeente_code, l.peildatum, l.bestandsnaam
"""
_FEEDS = "SELECT bron, feed, naam, eigenaar, contact FROM kwaliteit.dim_feed"


def open_work(marts: Path) -> list[Werk]:
    """Everything that is open in a published set, by bron, feed and gemeente."""
    with duckdb.connect(str(marts), read_only=True) as con:
        rules = _grouped(_records(con, _RULES), lambda row: Regel(**row))
        rows = _grouped(_records(con, _ROWS), lambda row: Rij(**row))
        files = _grouped(_records(con, _FILES), _bestand)
        feeds = {(row["bron"], row["feed"]): row for row in _records(con, _FEEDS)}
    return [
        Werk(
            *key,
            **_who(feeds.get(key[:2]), key),
            bestanden=tuple(files[key]),
            regels=tuple(found),
            rijen=tuple(rows[key][:MAX_ROWS]),
        )
        for key, found in sorted(rules.items())
    ]


def _who(feed: Mapping[str, Any] | None, key: Sleutel) -> dict[str, str]:
    """The feed's name and owner; a feed that no contract knows any more is called by its own name."""
    known = feed or {}
    return {
        "naam": known.get("naam") or f"{key[0]}/{key[1]}",
        "eigenaar": known.get("eigenaar") or "onbekend",
        "contact": known.get("contact") or "",
    }


def _bestand(row: Mapping[str, Any]) -> Bestand:
    values = dict(row)
    highest = values.pop("hoogste")
    return Bestand(**values, volgende=next_name(values["bestandsnaam"], highest))


def next_name(name: str, highest: int | None) -> str | None:
    """The name that a correction gets when the highest volgnummer of its peildatum is this one."""
    if highest is None or not _NUMBERED.search(name):
        return None
    return _NUMBERED.sub(rf"_{highest + 1:02}\1", name)


def _records(con: duckdb.DuckDBPyConnection, query: str) -> list[dict[str, Any]]:
    cursor = con.execute(query)
    names = [column[0] for column in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _grouped(rows: Iterable[dict[str, Any]], make: Callable[[dict[str, Any]], _T]) -> dict[Sleutel, list[_T]]:
    out: dict[Sleutel, list[_T]] = defaultdict(list)
    for row in rows:
        key = (row.pop("bron"), row.pop("feed"), row.pop("gemeente_code"))
        out[key].append(make(row))
    return out
