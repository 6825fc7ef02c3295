"""The Frictionless description of published tables.

Belongs here: from what a published set says of its tables and columns to a Data Package (v2). Does not belong here:
which tables those are (`keuze`), writing their rows (`openen`).

What tables and columns mean stands in the published database as comments, which the publication takes from the yml of
the dbt models: there is one place to write it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from reporting.dashboard.run import Run

PROFIEL = "https://datapackage.org/profiles/2.0/datapackage.json"
DESCRIPTOR = "datapackage.json"
_TYPEN = {
    "VARCHAR": "string", "INTEGER": "integer", "BIGINT": "integer", "DOUBLE": "number", "BOOLEAN": "boolean",
    "DATE": "date", "TIMESTAMP": "datetime",
}  # fmt: skip


class OnbekendType(ValueError):
    """A published column has a type that nobody gave a Frictionless name."""


@dataclass(frozen=True)
class Tabelbeschrijving:
    """A published table in words, and its columns as fields of a Table Schema."""

    naam: str
    omschrijving: str
    velden: tuple[Mapping[str, str], ...]


def lees_beschrijvingen(con: duckdb.DuckDBPyConnection) -> dict[str, Tabelbeschrijving]:
    """Every table of the set, by `schema.table`. Raises `OnbekendType`."""
    tabellen = con.execute(
        "select schema_name || '.' || table_name, coalesce(comment, '') from duckdb_tables() "
        "where not temporary order by 1"
    ).fetchall()
    kolommen: dict[str, list[Mapping[str, str]]] = {naam: [] for naam, _ in tabellen}
    rijen = con.execute(
        "select schema_name || '.' || table_name, column_name, data_type, coalesce(comment, '') from duckdb_columns() "
        "where not internal order by 1, column_index"
    ).fetchall()
    for tabel, kolom, soort, omschrijving in rijen:
        if tabel in kolommen:
            kolommen[tabel].append(_veld(tabel, kolom, soort, omschrijving))
    return {naam: Tabelbeschrijving(naam, tekst, tuple(kolommen[naam])) for naam, tekst in tabellen}


def _veld(tabel: str, kolom: str, soort: str, omschrijving: str) -> dict[str, str]:
    naam = "number" if soort.startswith("DECIMAL") else _TYPEN.get(soort)
    if naam is None:
        raise OnbekendType(f"{tabel}.{kolom}: {soort}")
    veld = {"name": kolom, "type": naam}
    return veld | {"description": omschrijving} if omschrijving else veld


def bron(tabel: Tabelbeschrijving, pad: str, formaat: str, omvang: Mapping[str, Any]) -> dict[str, Any]:
    """One file of a table as a resource; `omvang` holds what is known of the file (bytes, hash)."""
    gelezen: dict[str, Any] = {"type": "table"} if formaat == "csv" else {}
    if formaat == "csv":
        gelezen |= {"encoding": "utf-8", "dialect": {"delimiter": ",", "lineTerminator": "\r\n"}}
    naam = tabel.naam.replace("_", "-")
    return {
        "name": f"{naam}.{formaat}",
        "title": tabel.naam,
        **({"description": tabel.omschrijving} if tabel.omschrijving else {}),
        "path": pad,
        "format": formaat,
        "mediatype": "text/csv" if formaat == "csv" else "application/vnd.apache.parquet",
        **gelezen,
        "schema": {"fields": list(tabel.velden), "missingValues": [""]},
        **omvang,
    }


def schrijf_descriptor(map_: Path, naam: str, titel: str, tekst: str, bronnen: Iterable[Any], run: Run) -> Path:
    """Write the descriptor of a folder; the path of the file."""
    synthetisch = " De cijfers zijn verzonnen: dit is de demo." if run.demo else ""
    inhoud = {
        "$schema": PROFIEL,
        "name": naam,
        "id": f"{naam}-{run.run_id}",
        "title": titel,
        "description": tekst + synthetisch,
        "created": run.gebouwd_in_utc.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "keywords": ["sociaal domein", "begroting", "indicatoren", "gemeente"],
        "resources": list(bronnen),
    }
    map_.mkdir(parents=True, exist_ok=True)
    pad = map_ / DESCRIPTOR
    pad.write_text(json.dumps(inhoud, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return pad
