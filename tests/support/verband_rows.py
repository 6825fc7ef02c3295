"""Rows of registers as raw holds them, put side by side to see what a rule across feeds says of them.

Belongs here: sound rows per table, and running one rule on rows without files, ledger and Great Expectations, which
costs milliseconds. Does not belong here: which rows contradict (`tests.support.verband_cases`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache

import duckdb
import pyarrow as pa

from expectations.verbanden import Verband, load_verbanden
from expectations.verbanden.database import offer_deliveries, offer_views, words_of
from expectations.verbanden.running import rows_query
from orchestration.staging_sql import staging_sql
from sources.contract import load_contracts

RULES = {verband.id: verband for verband in load_verbanden()}
_SOUND: dict[str, dict[str, str]] = {
    "ssd/uitkeringen": {
        "uitkering_id": "u", "huishouden_id": "h1", "persoon_id": "p1", "regeling": "PW", "datum_ingang": "01-02-2024",
        "geboortejaar": "1980",
    },
    "ssd/voorzieningen": {
        "voorziening_id": "v", "huishouden_id": "h1", "persoon_id": "p1", "soort_voorziening": "SOCIALE_ACTIVERING",
        "datum_ingang": "01-03-2024", "uren_per_week": "31",
    },
    "ssd/inkomenstoeslagen": {
        "beschikking_id": "b", "huishouden_id": "h1", "persoon_id": "p1", "datum_aanvraag": "01-05-2024",
        "datum_besluit": "20-05-2024", "besluit": "TOEGEKEND",
    },
    "gidso/voorzieningen": {
        "voorziening_id": "z", "client_id": "c1", "persoon_id": "p1", "geboortejaar": "1980", "wet": "WMO",
        "productcategorie": "01", "startdatum": "2024-01-01",
    },
    "gidso/maatregelen": {
        "maatregel_id": "m", "client_id": "c1", "persoon_id": "p1", "geboortejaar": "2012", "type_maatregel": "11",
        "startdatum": "2024-01-01",
    },
    "vis2/opvang": {
        "client_id": "x1", "persoon_id": "p1", "status": "Indicatie", "startdatum": "01-02-2020",
    },
    "cimot/trajecten": {
        "traject_id": "t", "client_id": "k1", "persoon_id": "p1", "soort": "BW", "begin": "20200201",
    },
    "opgave": {"uitsplitsing": "totaal", "jaar": "2024", "status": "definitief"},
    "menzis/garantverzorgd": {"peilmaand": "dec", "totaal": "1000"},
    "leergeld/kinderen": {
        "kind_id": "l1", "geboortejaar": "2014", "jaar": "2024", "inkomensgroep": "tot120",
        "eerste_verstrekking": "01-02-2024",
    },
    "cbs/bevolking": {"measure": "M000352", "value": "160000", "regio": "GM0153", "periode": "2024JJ00"},
    "cbs/inkomen": {
        "measure": "1050010_1", "value": "0.001", "regio": "GM0153", "periode": "2024JJ00",
        "kenmerken_huishouden": "1050010",
    },
    "iv3/lasten": {"gemeente_code": "GM0153", "verslagsoort": "2024X005", "taakveld": "6.1", "inwoners": "160000"},
}  # fmt: skip
_TABLES = {"vis2/opvang": "beschermd_wonen"}

_IN_USE = pa.schema(
    {
        "levering_id": pa.string(),
        "bron": pa.string(),
        "feed": pa.string(),
        "gemeente_code": pa.string(),
        "peildatum": pa.date32(),
        "jaar": pa.int32(),
        "nieuwste": pa.bool_(),
    }
)


@dataclass(frozen=True)
class Row:
    """A row of a feed in the delivery of this peildatum."""

    feed: str
    values: dict[str, str | None]
    peildatum: date
    gemeente: str = "GM0153"

    @property
    def table(self) -> str:
        bron, _, feed = self.feed.partition("/")
        return f"{bron}__{_TABLES.get(self.feed, 'opgave' if bron == 'opgave' else feed)}"

    @property
    def levering_id(self) -> str:
        return f"{self.feed}.{self.gemeente}.{self.peildatum}"

    def but(self, **values: str | None) -> Row:
        """The same row with other values."""
        return replace(self, values=self.values | values)


def row(feed: str, *, peildatum: str = "2024-12-31", gemeente: str = "GM0153", **values: str | None) -> Row:
    """A sound row of a feed with these values."""
    sound = _SOUND["opgave" if feed.startswith("opgave/") else feed]
    return Row(feed, {**sound, **values}, date.fromisoformat(peildatum), gemeente)


@dataclass
class Found:
    """What a rule said: the places (counted from one, in the order in which they were given) of the rows, and what it
    told of totals."""

    rows: set[int] = field(default_factory=set)
    told: list[str] = field(default_factory=list)


def found(rule: str | Verband, rows: Sequence[Row]) -> Found:
    """Run a rule on these rows; the number of a row is its place among them."""
    verband = RULES[rule] if isinstance(rule, str) else rule
    with duckdb.connect() as con:
        con.execute("SET threads = 1")
        offer_deliveries(con, _deliveries(rows))
        for table in sorted(verband.tables):
            own = {number: row for number, row in enumerate(rows, 1) if row.table == table}
            _offer_source(con, table, own)
            offer_views(con, table, _staging()[table], words_of([verband], table))
        answer = con.execute(rows_query(verband)).fetchall()
    return Found({number for _, number, _ in answer}, sorted(text for _, _, text in answer if text))


def _deliveries(rows: Sequence[Row]) -> pa.Table:
    """As `Ledger.in_use` gives them."""
    newest: dict[tuple[str, str], date] = {}
    for one in rows:
        key = (one.feed, one.gemeente)
        newest[key] = max(newest.get(key, one.peildatum), one.peildatum)
    records = [
        (
            r.levering_id,
            *r.feed.split("/"),
            r.gemeente,
            r.peildatum,
            r.peildatum.year,
            r.peildatum == newest[(r.feed, r.gemeente)],
        )
        for r in {r.levering_id: r for r in rows}.values()
    ]
    return pa.table(list(zip(*records, strict=True)) or [[]] * len(_IN_USE), schema=_IN_USE)


def _offer_source(con: duckdb.DuckDBPyConnection, table: str, rows: dict[int, Row]) -> None:
    columns = _columns()[table]
    unknown = {name for row in rows.values() for name in row.values} - set(columns)
    assert not unknown, f"raw has no column {unknown}"
    spelled = ", ".join(f'"{name}" VARCHAR' for name in columns)
    con.execute(f"CREATE TABLE ruw.{table} (levering_id VARCHAR, rijnummer BIGINT, {spelled})")
    for number, one in rows.items():
        values = [one.levering_id, number, *(one.values.get(name) for name in columns)]
        con.execute(f"INSERT INTO ruw.{table} VALUES ({', '.join('?' * len(values))})", values)


@cache
def _staging() -> dict[str, str]:
    return staging_sql()


@cache
def _columns() -> dict[str, tuple[str, ...]]:
    return {f"{c.bron}__{t.naam}": t.raw_kolommen for c in load_contracts() for t in c.tabellen}
