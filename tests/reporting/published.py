"""Published sets made by hand, of every state that a feed can be in: one broken, one missing, one late, one partly rejected.

Belongs here: rows. Does not belong here: what dbt makes of deliveries
(tests/dbt_project). Nothing in it is real.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb

from reporting.dashboard import Run
from tests.support.published_tables import TABLES

Rows = Mapping[str, list[dict[str, Any]]]
VANDAAG = date(2025, 3, 20)
RUN = Run("0f3c5a6e-run", VANDAAG, datetime(2025, 3, 20, 1, 12, tzinfo=UTC), demo=True)
NASTY = "<script>alert('x')</script>&\"quote\" {{ 7*7 }}"
"""What a source may put in the name of a column, and a page must show as it is."""
LONG = "Zeerlangenaamvaneenuittrekselzonderenkelespatie" * 3


def write(path: Path, rows: Rows, *, without: Iterable[str] = ()) -> Path:
    """A marts.duckdb with these rows per table, but for the tables that were never built."""
    with duckdb.connect(str(path)) as con:
        for table, columns in TABLES.items():
            if table not in without:
                con.execute(f"CREATE SCHEMA IF NOT EXISTS {table.split('.')[0]}")
                con.execute(f"CREATE TABLE {table} ({columns})")
                _insert(con, table, rows.get(table, []))
    return path


def _insert(con: duckdb.DuckDBPyConnection, table: str, rows: list[dict[str, Any]]) -> None:
    """All rows at once; a row that does not name a column has nothing there."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    if rows:
        places = ", ".join(["(" + ", ".join("?" * len(names)) + ")"] * len(rows))
        values = [row.get(name) for row in rows for name in names]
        con.execute(f"INSERT INTO {table} ({', '.join(names)}) VALUES {places}", values)


def feed(bron: str, name: str, naam: str, **more: Any) -> dict[str, Any]:
    return {
        "bron": bron, "feed": name, "naam": naam, "eigenaar": "Werk & Inkomen, functioneel beheer",
        "contact": f"functioneel beheer (beheer-{bron}@gemeente.example)", "doel": "Bestand en ontwikkeling, per kwartaal in de rapportage.",
        "contract": f"sources/{bron}/{name}.yml", "contract_versie": "1.2.0", "frequentie": "maand", "uiterlijk_dagen": 45,
    } | more  # fmt: skip


def status(bron: str, name: str, gemeente: str = "GM0153", state: str = "goed", **more: Any) -> dict[str, Any]:
    return {
        "bron": bron, "feed": name, "gemeente_code": gemeente, "status": state, "sinds": datetime(2024, 2, 5, 6), "laatste_peildatum": date(2025, 2, 28),
        "verwacht_voor": date(2025, 5, 15), "reden": "De levering met peildatum 28-02-2025 is volledig geladen.", "advies": "Er is niets te doen.",
        "rijen_geladen": 6827, "rijen_quarantaine": 0, "waarschuwingen": 0,
    } | more  # fmt: skip


def delivery(
    bron: str, name: str, peildatum: date, rows: int, gemeente: str = "GM0153", number: int = 1, **more: Any
) -> dict[str, Any]:
    levering = f"{bron}.{name}.{gemeente}.{peildatum:%Y%m%d}.{number:02d}"
    return {
        "levering_id": levering, "bron": bron, "feed": name, "gemeente_code": gemeente, "peildatum": peildatum, "volgnummer": number,
        "bestandsnaam": f"{gemeente}_{name}_{peildatum:%Y%m%d}_{number:02d}.csv", "sha256": hashlib.sha256(levering.encode()).hexdigest(),
        "ontvangen_op": datetime.combine(peildatum, datetime.min.time()) + timedelta(days=12, hours=23, minutes=30), "status": "geladen",
        "rijen_gelezen": rows, "rijen_geladen": rows, "rijen_quarantaine": 0,
    } | more  # fmt: skip


def month_ends(last: date, number: int) -> list[date]:
    """The ends of the last months, newest first."""
    ends = [last]
    while len(ends) < number:
        ends.append(ends[-1].replace(day=1) - timedelta(days=1))
    return ends


def series(bron: str, name: str, number: int = 14, base: int = 6500, **more: Any) -> list[dict[str, Any]]:
    ends = month_ends(date(2025, 2, 28), number)
    return [
        delivery(bron, name, day, base + (number - place) * 23 + place * 37 % 60, **more)
        for place, day in enumerate(ends)
    ]


def rule(bron: str, name: str, kolom: str | None, regel: str, ernst: str, sentence: str) -> dict[str, Any]:
    return {
        "controle_id": f"{bron}.{name}.{(kolom or 'tabel').lower()}.{regel}", "bron": bron, "object": name, "feed": name, "kolom": kolom, "regel": regel,
        "ernst": ernst, "omschrijving": sentence,
    }  # fmt: skip


def outcome(
    made: Mapping[str, Any], levering: Mapping[str, Any] | None, broken: int = 0, total: int = 6827, **more: Any
) -> dict[str, Any]:
    return {
        "controle_id": made["controle_id"], "levering_id": levering["levering_id"] if levering else None, "bron": made["bron"], "feed": made["feed"],
        "object": made["object"], "kolom": made["kolom"], "regel": made["regel"], "ernst": made["ernst"], "geslaagd": not broken, "aantal": total,
        "aantal_fout": broken, "uitgevoerd_op": datetime(2025, 3, 20, 1),
    } | more  # fmt: skip


def only_sound(number: int = 50) -> dict[str, list[dict[str, Any]]]:
    """As many feeds as asked for, with a year of deliveries each, all sound."""
    names = [f"feed{place:02d}" for place in range(number)]
    return {
        "kwaliteit.dim_feed": [feed("bron", name, f"Levering van {name}") for name in names],
        "kwaliteit.mart_bronstatus": [status("bron", name) for name in names],
        "kwaliteit.fct_levering": [row for name in names for row in series("bron", name, 12)],
        "kwaliteit.dim_regel": [rule("bron", name, f"KOLOM{place}", "verplicht", "fout", "De kolom is leeg.") for name in names for place in range(20)],
        "indicatoren.dim_gemeente": [{"gemeente_code": "GM0153", "naam": "Enschede"}],
        "indicatoren.dim_indicator": [{"indicator_code": f"i{place}", "definitie_versie": 1, "naam": f"Indicator {place}"} for place in range(120)],
        "indicatoren.brug_indicator_feed": [
            {"gemeente_code": "GM0153", "indicator_code": f"i{place}", "bron": "bron", "feed": names[place % number]} for place in range(120)
        ],
    }  # fmt: skip
