"""A small Iv3 delivery that is sound in every boekjaar, to damage: each test changes one thing.

Belongs here: such a delivery as a mapping, and its file. Does not belong here: what is wrong with it (the tests say so).
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

Document = dict[str, Any]
Change = Callable[[Document], object]

PERSONAL = (
    "Pietje van Zender",
    "p.van.zender@voorbeeld.example",
    "06-98765432",
    "Gebeld met mevrouw De Vries",
    "Pakketbouwer",
)
"""What a delivery holds that nobody may find back: who sent it, what they remarked, their details and packages."""


def iv3_delivery(boekjaar: int = 2024, periode: int = 5, gemeente: str = "0153") -> Document:
    """A report that balances, also on its balance sheet, with categories that fit and all optional parts."""
    naam, email, telefoon, opmerking, pakket = PERSONAL
    figures = boekjaar >= 2020  # CBS has no code lists of them for the years before
    verslagperiode = f"Rek_{boekjaar}" if periode else f"Beg_{boekjaar}"
    return {
        "metadata": {
            "overheidslaag": "Gemeente",
            "overheidsnummer": gemeente,
            "overheidsnaam": "Ergens",
            "boekjaar": boekjaar,
            "periode": periode,
            "status": "Realisatie" if periode else "Begroting",
            "datum": f"{boekjaar}-12-31T12:30:00Z",
            "details_openbaar": False,
            "financieel_pakket": pakket,
            "export_software": pakket,
        },
        "contact": {"naam": naam, "email": email, "telefoon": telefoon},
        "opmerkingen": [{"tekst": opmerking, "auteur": naam}],
        "data": {
            "lasten": [
                {"taakveld": "0.4", "categorie": "1.1", "bedrag": 40_000_000, "details": {"behandelaar": naam}},
                {"taakveld": "6.3", "categorie": "4.1.1", "bedrag": 100_000_000.25},
                {"taakveld": "0.10", "categorie": "7.1", "bedrag": 5_000_000},
                {"taakveld": "0.11", "categorie": "7.1", "bedrag": 1_000_000},
            ],
            "baten": [
                {"taakveld": "0.7", "categorie": "4.3.1", "bedrag": 144_000_000.25},
                {"taakveld": "0.10", "categorie": "7.1", "bedrag": 2_000_000},
            ],
            "balans_lasten": [
                {"balanscode": "A225a", "categorie": "6.1", "bedrag": 4_000_000},
                {"balanscode": "P112", "categorie": "7.1", "bedrag": 2_000_000},
            ],
            "balans_baten": [
                {"balanscode": "P112", "categorie": "7.1", "bedrag": 5_000_000},
                {"balanscode": "P114", "categorie": "7.1", "bedrag": 1_000_000},
            ],
            "balans_standen": [
                {"balanscode": code, "standper": standper, "bedrag": bedrag}
                for standper, standen in (
                    ("1 januari", {"A225a": 10_000_000, "P111": 10_000_000}),
                    ("ultimo", {"A225a": 14_000_000, "P111": 10_000_000, "P112": 3_000_000, "P114": 1_000_000}),
                )
                for code, bedrag in standen.items()
            ],
            "kengetallen": [{"verslagperiode": verslagperiode, "kengetal": "fk.1", "waarde": "83,5%"}]
            if figures
            else [],
            "beleidsindicatoren": [{"verslagperiode": verslagperiode, "beleidsindicator": "bi.3", "waarde": ""}]
            if figures
            else [],
        },
    }


def iv3_file(document: object) -> bytes:
    """The delivery as its file."""
    return json.dumps(document, ensure_ascii=False).encode()


def file_name(boekjaar: int = 2024, periode: int = 5, *, gemeente: str = "0153", nr: int = 1) -> str:
    """The name under which a delivery arrives; a begroting has the first day of its boekjaar, the rest the last."""
    return f"GM{gemeente}_iv3_{boekjaar}{'1231' if periode else '0101'}_{nr:02}.json"
