"""A municipality's Iv3 report as the JSON delivery of CBS (data schema v2.1).

Belongs here: from the posts in mart_iv3post to the delivery. Does not belong here: whether CBS would accept its sums,
which is judged where a delivery arrives (`sources/iv3`).

The marts keep no name of who delivers and no remarks, so the contact is given by whoever exports. Amounts are in euros.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb

from reporting.dashboard.run import Run

SOFTWARE = "sociaal-domein-dwh"
_VERPLICHT = ("lasten", "baten", "balans_lasten", "balans_baten", "balans_standen")
_VELDEN = {
    "lasten": ("taakveld", "categorie", "bedrag"),
    "baten": ("taakveld", "categorie", "bedrag"),
    "balans_lasten": ("balanscode", "categorie", "bedrag"),
    "balans_baten": ("balanscode", "categorie", "bedrag"),
    "balans_standen": ("balanscode", "standper", "bedrag"),
    "kengetallen": ("kengetal", "verslagperiode", "waarde"),
    "beleidsindicatoren": ("beleidsindicator", "verslagperiode", "waarde"),
}
"""What code, kenmerk and the amount or value of a post are called in each part of the delivery."""
_POSTEN = """
    select p.onderdeel, p.code, p.kenmerk, p.bedrag_eur, p.waarde, p.jaar, g.naam, p.synthetisch
    from financien.mart_iv3post as p
    inner join indicatoren.dim_gemeente as g using (gemeente_code)
    where p.gemeente_code = $1 and p.verslagsoort = $2
    order by p.onderdeel, p.code, p.kenmerk
"""


class GeenVerslag(LookupError):
    """The marts hold no report of its own of this municipality, year and kind."""


@dataclass(frozen=True)
class Contact:
    """Who CBS can ask. Its schema demands all three, and an e-mail address whose last part has two to four letters."""

    naam: str
    email: str
    telefoon: str


def write_iv3(marts: Path, target: Path, gemeente_code: str, verslagsoort: str, contact: Contact, run: Run) -> Path:
    """Write the delivery of a report, such as 2024X005, to `target`; the file. Raises `GeenVerslag`."""
    with duckdb.connect(str(marts), read_only=True) as con:
        rijen = con.execute(_POSTEN, [gemeente_code, verslagsoort]).fetchall()
    levering = iv3_levering(gemeente_code, verslagsoort, rijen, contact, run)
    target.mkdir(parents=True, exist_ok=True)
    pad = target / f"{gemeente_code}_iv3_{verslagsoort}.json"
    pad.write_text(json.dumps(levering, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return pad


def iv3_levering(
    gemeente_code: str, verslagsoort: str, rijen: Iterable[tuple[Any, ...]], contact: Contact, run: Run
) -> dict[str, Any]:
    """The delivery of one report.

    `rijen` hold onderdeel, code, kenmerk (categorie, standper or verslagperiode), bedrag in euros, waarde, jaar, name
    of the municipality and whether the report is made up. Raises `GeenVerslag` when there are none.
    """
    posten = list(rijen)
    if not posten:
        raise GeenVerslag(f"Van {gemeente_code} is er geen eigen Iv3-verslag {verslagsoort}.")
    *_, jaar, naam, _ = posten[0]
    periode = int(verslagsoort[-1])
    levering: dict[str, Any] = {
        "metadata": {
            "overheidslaag": "Gemeente",
            "overheidsnummer": gemeente_code.removeprefix("GM"),
            "overheidsnaam": naam,
            "boekjaar": jaar,
            "periode": periode,
            "status": "Realisatie" if periode else "Begroting",
            "datum": run.gebouwd_in_utc.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "details_openbaar": False,
            "financieel_pakket": SOFTWARE,
            "export_software": SOFTWARE,
        },
        "contact": asdict(contact),
        "data": _data(posten),
    }
    if any(synthetisch for *_, synthetisch in posten):
        levering["opmerkingen"] = [{"tekst": "Deze levering is synthetisch: zij is gemaakt met cijfers van de demo."}]
    return levering


def _data(posten: Iterable[tuple[Any, ...]]) -> Mapping[str, list[dict[str, Any]]]:
    delen: dict[str, list[dict[str, Any]]] = defaultdict(list, {onderdeel: [] for onderdeel in _VERPLICHT})
    for onderdeel, code, kenmerk, bedrag, waarde, *_ in posten:
        naam_code, naam_kenmerk, naam_waarde = _VELDEN[onderdeel]
        getal = waarde if naam_waarde == "waarde" else _bedrag(bedrag)
        delen[onderdeel].append({naam_code: code, naam_kenmerk: kenmerk, naam_waarde: getal})
    return delen


def _bedrag(bedrag: Decimal) -> int | float:
    """Whole euros without a point, as municipalities write them; a double holds any amount of theirs to the cent."""
    return int(bedrag) if bedrag == bedrag.to_integral_value() else float(bedrag)
