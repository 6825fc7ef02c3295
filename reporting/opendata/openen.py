"""The open tables of a published set as files.

Belongs here: rows to CSV and Parquet, small numbers left out, with a descriptor beside them. Does not belong here:
what is open (`keuze`), what is small (`reporting.onderdrukking`), the set's own files (`intern`).

CSV is for programs here: a comma, a point in numbers, UTF-8 and nothing changed in texts. What a person opens in a
spreadsheet is downloaded from the pages.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Sequence
from pathlib import Path

import duckdb
import pyarrow as pa

from reporting.dashboard.run import Run
from reporting.onderdrukking import Onderdrukking, lees_onderdrukking
from reporting.opendata.beschrijving import Tabelbeschrijving, bron, lees_beschrijvingen, schrijf_descriptor
from reporting.opendata.keuze import OPEN_MET_ONDERDRUKKING, queries

_CSV = "(format csv, header, delimiter ',', quote '\"', timestampformat '%Y-%m-%dT%H:%M:%SZ')"
_PARQUET = "(format parquet, compression zstd)"
_SLEUTEL = ("gemeente_code", "indicator_code", "definitie_versie", "uitsplitsing", "jaar")
_CIJFERTYPEN = [pa.string(), pa.string(), pa.int32(), pa.string(), pa.int32()]


def open_data(marts: Path, target: Path, run: Run) -> int:
    """Write every open table of a set to `target`, over an earlier one; returns how many tables.

    Each is a CSV and a Parquet file, with `datapackage.json` beside them.

    A table that the set lacks (a domain that was never built) is left out. Where fct_indicator is there but what its
    figures are made of is not, small numbers are hidden by the standard policy. Raises `OnbekendType`.
    """
    shutil.rmtree(target, ignore_errors=True)
    with duckdb.connect(str(marts), read_only=True) as con:
        tabellen = {naam: tabel for naam, tabel in lees_beschrijvingen(con).items() if naam in queries()}
        if OPEN_MET_ONDERDRUKKING.keys() & tabellen.keys():
            _leg_onderdrukking_klaar(con, lees_onderdrukking(con))
        bronnen = [deel for naam, tabel in tabellen.items() for deel in _schrijf(con, tabel, queries()[naam], target)]
    tekst = "De open tabellen van het datawarehouse. Kleine aantallen zijn weggelaten; de kanttekening zegt waar."
    if bronnen:  # a package without a resource is none
        schrijf_descriptor(target, "sociaal-domein", "Sociaal domein: indicatoren en financiën", tekst, bronnen, run)
    return len(tabellen)


def _schrijf(con: duckdb.DuckDBPyConnection, tabel: Tabelbeschrijving, query: str, target: Path) -> list[object]:
    bronnen: list[object] = []
    for formaat, opties in (("csv", _CSV), ("parquet", _PARQUET)):
        pad = target / formaat / f"{tabel.naam}.{formaat}"
        pad.parent.mkdir(parents=True, exist_ok=True)
        con.execute(
            f"copy (select * from ({query}) order by all) to '{str(pad).replace(chr(39), chr(39) * 2)}' {opties}"
        )
        inhoud = pad.read_bytes()
        omvang = {"bytes": len(inhoud), "hash": f"sha256:{hashlib.sha256(inhoud).hexdigest()}"}
        bronnen.append(bron(tabel, f"{formaat}/{pad.name}", formaat, omvang))
    return bronnen


def _leg_onderdrukking_klaar(con: duckdb.DuckDBPyConnection, oordeel: Onderdrukking) -> None:
    """Put the judgement beside the tables, for the queries of `keuze` to join."""
    tekst, getal = pa.string(), pa.float64()
    rijen = [
        (*sleutel, vanaf, rij.teller, rij.noemer, rij.waarde, rij.waarde_onderdrukt or rij.teller_onderdrukt)
        for (sleutel, vanaf), rij in oordeel.rijen.items()
    ]
    kolommen = (*_SLEUTEL, "bekend_vanaf", "teller", "noemer", "waarde", "zin")
    _tabel(con, "getoond", kolommen, [*_CIJFERTYPEN, pa.timestamp("us"), getal, getal, getal, tekst], rijen)
    _tabel(con, "verborgen", (*_SLEUTEL, "zin"), [*_CIJFERTYPEN, tekst], [(*k, zin) for k, zin in oordeel.nu.items()])
    namen = ("gemeente_code", "component_code", "uitsplitsing", "jaar", "zin")
    componenten = [(*telling, zin) for telling, zin in oordeel.componenten.items()]
    _tabel(con, "verborgen_component", namen, [tekst, tekst, tekst, pa.int32(), tekst], componenten)
    gedrukt = [(*sleutel, zin) for sleutel, zin in oordeel.alle_gedrukt.items()]
    _tabel(con, "verborgen_gedrukt", ("levering_id", "rijnummer", "zin"), [tekst, pa.int64(), tekst], gedrukt)


def _tabel(
    con: duckdb.DuckDBPyConnection,
    naam: str,
    kolommen: tuple[str, ...],
    typen: list[pa.DataType],
    rijen: Sequence[tuple[object, ...]],
) -> None:
    kolomwaarden = list(zip(*rijen, strict=True)) or [()] * len(kolommen)
    reeksen = [pa.array(waarden, soort) for waarden, soort in zip(kolomwaarden, typen, strict=True)]
    con.register(naam, pa.table(dict(zip(kolommen, reeksen, strict=True))))
