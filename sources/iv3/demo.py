"""The demo extracts of Iv3: reports of two municipalities in CBS's delivery schema, and CBS's tables of all of them.

Belongs here: which reports there are and when they arrive, and how a municipality writes one. Does not belong here: the
amounts (`demo_rekening`, `demo_balans`) and the national tables (`demo_landelijk`).
"""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

from sources.demo.levering import Levering
from sources.iv3 import demo_landelijk
from sources.iv3.demo_balans import maak_balans
from sources.iv3.demo_rekening import lees, maak_rekening, totalen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sources.demo.wereld import Wereld
    from sources.iv3.demo_balans import Balans
    from sources.iv3.demo_rekening import Cellen

_GEMEENTEN = {"GM0153": "Enschede", "GM1700": "Twenterand"}
_PERIODES = {"X000": 0, "X005": 5}
_VERSLAGEN = {
    (gemeente, verslagsoort): Levering("iv3", "iv3", peildatum, "json", na_dagen, gemeente=gemeente)
    for verslagsoort, peildatum, na_dagen in (
        ("2024X000", date(2024, 1, 1), 11),
        ("2024X005", date(2024, 12, 31), 38),
        ("2025X000", date(2025, 1, 1), 22),
    )
    for gemeente in _GEMEENTEN
}
_CONTACT = {"naam": "Functioneel beheer Iv3 (verzonnen)", "email": "iv3-demo@example.org", "telefoon": "000-0000000"}
_OPMERKING = "Deze levering is synthetisch: totalen zijn van het CBS, de verdeling is verzonnen voor de demo."

LEVERINGEN: tuple[Levering, ...] = (*_VERSLAGEN.values(), *demo_landelijk.LEVERINGEN)


def extracten(_wereld: Wereld) -> Iterator[tuple[Levering, bytes]]:
    """All deliveries with their content; budgets and accounts have nothing to do with who is in our systems."""
    for (gemeente, verslagsoort), levering in _VERSLAGEN.items():
        yield levering, json.dumps(_verslag(gemeente, verslagsoort, levering), ensure_ascii=False, indent=1).encode()
    yield from demo_landelijk.extracten()


def _verslag(gemeente: str, verslagsoort: str, levering: Levering) -> dict[str, Any]:
    jaar, periode = int(verslagsoort[:4]), _PERIODES[verslagsoort[4:]]
    rekening = maak_rekening(gemeente, verslagsoort)
    balans = maak_balans(rekening, totalen()[gemeente, verslagsoort])
    metadata = {
        "overheidslaag": "Gemeente",
        "overheidsnummer": gemeente[2:],
        "overheidsnaam": _GEMEENTEN[gemeente],
        "boekjaar": jaar,
        "periode": periode,
        "status": "Realisatie" if periode else "Begroting",
        "datum": f"{levering.aankomst:%Y-%m-%dT%H:%M:%SZ}",
        "details_openbaar": False,
        "financieel_pakket": "demo (verzonnen)",
        "export_software": "demo (verzonnen)",
    }
    data = {
        "lasten": _posten("taakveld", rekening.lasten),
        "baten": _posten("taakveld", rekening.baten),
        "balans_lasten": _posten("balanscode", balans.lasten),
        "balans_baten": _posten("balanscode", balans.baten),
        "balans_standen": _standen(balans),
        "kengetallen": _cijfers("kengetallen", "kengetal", _perioden(jaar, periode)),
        "beleidsindicatoren": _cijfers("beleidsindicatoren", "beleidsindicator", _perioden(jaar, periode)[2:3]),
    }
    return {"metadata": metadata, "contact": _CONTACT, "opmerkingen": [{"tekst": _OPMERKING}], "data": data}


def _posten(sleutel: str, cellen: Cellen) -> list[dict[str, Any]]:
    return [{sleutel: code, "categorie": soort, "bedrag": bedrag} for (code, soort), bedrag in cellen.items()]


def _standen(balans: Balans) -> list[dict[str, Any]]:
    return [
        {"balanscode": code, "standper": standper, "bedrag": bedrag}
        for standper, standen in (("1 januari", balans.primo), ("ultimo", balans.ultimo))
        for code, bedrag in standen.items()
    ]


def _perioden(jaar: int, periode: int) -> list[tuple[str, int]]:
    """The periods that a report gives figures of, with their year; the third is the report's own."""
    if periode:
        return [(f"Rek_{jaar - 1}", jaar - 1), (f"Beg_{jaar}", jaar), (f"Rek_{jaar}", jaar)]
    gerekend = [(f"Rek_{jaar - 2}", jaar - 2), (f"Beg_{jaar - 1}", jaar - 1), (f"Beg_{jaar}", jaar)]
    return gerekend + [(f"MJR_{jaar + verder}", jaar + verder) for verder in (1, 2, 3)]


def _cijfers(onderdeel: str, sleutel: str, perioden: list[tuple[str, int]]) -> list[dict[str, str]]:
    return [
        {
            "verslagperiode": verslagperiode,
            sleutel: rij["code"],
            "waarde": f"{float(rij['waarde_2024']) + float(rij['per_jaar']) * (jaar - 2024):.{rij['decimalen']}f}",
        }
        for verslagperiode, jaar in perioden
        for rij in lees("cijfers.csv")
        if rij["onderdeel"] == onderdeel
    ]
