"""A small published set, made by hand: the tables of the schema `kwaliteit` that people's pages and messages are made of.

Belongs here: rows with sensible values, of which a test changes what it is about. Does not belong here: what dbt makes of deliveries (tests/dbt_project).
"""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb

from tests.support.published_tables import TABLES

USUAL: dict[str, dict[str, Any]] = {
    "fct_levering": {
        "levering_id": "ssd.uitkeringen.1", "bron": "ssd", "feed": "uitkeringen", "gemeente_code": "GM0153", "peildatum": date(2024, 12, 31),
        "volgnummer": 1, "bestandsnaam": "GM0153_uitkeringen_20241231_01.csv", "sha256": "0" * 64, "ontvangen_op": datetime(2025, 1, 20, 6), "status": "geladen",
        "rijen_gelezen": 100, "rijen_geladen": 100, "rijen_quarantaine": 0, "run_id": "run", "synthetisch": False,
    },
    "fct_verschil": {"levering_id": "ssd.uitkeringen.1", "object": "uitkeringen", "soort": "kolom_nieuw", "voorstel": "- naam: x"},
    "quarantaine": {"levering_id": "ssd.uitkeringen.1", "object": "uitkeringen", "controle_id": "ssd.uitkeringen.regeling.code", "kolom": "REGELING"},
    "dim_feed": {"bron": "ssd", "feed": "uitkeringen", "naam": "Uitkeringen", "eigenaar": "Werk & Inkomen", "contact": "werk@gemeente.example", "frequentie": "maand"},
    "dim_regel": {"controle_id": "ssd.uitkeringen.regeling.code", "ernst": "fout"},
    "mart_quarantaine": {
        "bron": "ssd", "feed": "uitkeringen", "gemeente_code": "GM0153", "levering_id": "ssd.uitkeringen.1",
        "bestandsnaam": "GM0153_uitkeringen_20241231_01.csv", "peildatum": date(2024, 12, 31), "levering_status": "geladen", "object": "uitkeringen",
        "controle_id": "ssd.uitkeringen.regeling.code", "kolom": "REGELING", "regel": "code", "verwachting": "REGELING is PW of IOAW.", "aantal": 1,
        "rijnummers": "7", "sinds": datetime(2025, 1, 20, 6),
    },
    "mart_bronstatus": {
        "bron": "ssd", "feed": "uitkeringen", "gemeente_code": "GM0153", "status": "goed", "sinds": datetime(2025, 1, 20, 6),
        "laatste_peildatum": date(2024, 12, 31), "reden": "De levering met peildatum 31-12-2024 is volledig geladen.", "waarschuwingen": 0,
    },
    "mart_waarschuwing": {
        "bron": "ssd", "feed": "uitkeringen", "gemeente_code": "GM0153", "controle_id": "ssd.uitkeringen.tabel.plausibel_rijen", "regel": "plausibel_rijen",
        "levering_id": "ssd.uitkeringen.1", "bestandsnaam": "GM0153_uitkeringen_20241231_01.csv", "reden": "Er zijn 50 rijen; eerder waren het er 100.",
        "aanvaard": False,
    },
}  # fmt: skip


def write_marts(path: Path, **rows: list[dict[str, Any]]) -> Path:
    """A marts.duckdb with these rows per table; what a row does not say is as in `USUAL`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    with duckdb.connect(str(path)) as con:
        con.execute("CREATE SCHEMA kwaliteit")
        for table, usual in USUAL.items():
            con.execute(f"CREATE TABLE kwaliteit.{table} ({TABLES[f'kwaliteit.{table}']})")
            for row in rows.pop(table, []):
                values = usual | row
                names = ", ".join(values)
                con.execute(
                    f"INSERT INTO kwaliteit.{table} ({names}) VALUES ({', '.join('?' * len(values))})",
                    list(values.values()),
                )
    assert not rows, f"no such table: {', '.join(rows)}"
    return path


def publish(home: Path, run_id: str, manifest: dict[str, Any] | None = None, **rows: list[dict[str, Any]]) -> Path:
    """The same as a published set under a DWH_HOME, made by this run; returns that home."""
    write_marts(home / "published" / "marts.duckdb", **rows)
    document = {
        "run_id": run_id,
        "niet_gebouwd": {},
        "overgenomen": [],
        "domeinen": {"indicatoren": run_id, "kwaliteit": run_id},
        "synthetisch": False,
    } | (manifest or {})
    document |= {"vandaag": "2025-02-10", "demo": False, "gepubliceerd_op": "2025-02-10T01:05:00+00:00"}
    (home / "published" / "manifest.json").write_text(json.dumps(document), encoding="utf-8")
    return home
