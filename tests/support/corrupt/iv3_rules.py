"""Deliveries of Iv3 that break the rules of CBS, each with the rows that do.

Belongs here: what is changed in a sound delivery, as data. Does not belong here: files that are not well formed
(`tests.support.corrupt.faults_iv3`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from tests.support.iv3 import Change, Document, iv3_delivery

_PARTS = ("lasten", "baten", "balans_lasten", "balans_baten", "balans_standen")


def post(part: str, **changes: Any) -> Change:
    """A row more, like the first one of its part but for these changes."""
    return lambda d: d["data"][part].append(d["data"][part][0] | {"bedrag": 0} | changes)


def figure(part: str, **entry: str) -> Change:
    """A key figure more."""
    return lambda d: d["data"][part].append({"verslagperiode": "Rek_2024", "waarde": "1"} | entry)


def set_metadata(**changes: Any) -> Change:
    return lambda d: d["metadata"].update(changes)


def amount(part: str, row: int, bedrag: float) -> Change:
    return lambda d: d["data"][part][row].update(bedrag=bedrag)


def in_thousands(document: Document) -> None:
    for entry in _posts(document):
        entry["bedrag"] = round(entry["bedrag"] / 1000)


def all_negative(document: Document) -> None:
    for entry in _posts(document):
        entry["bedrag"] = -entry["bedrag"]


def no_balance_sheet(document: Document) -> None:
    document["data"]["balans_standen"] = []


def changed(boekjaar: int, periode: int, *changes: Change) -> Document:
    """A sound delivery with these changes."""
    document = iv3_delivery(boekjaar, periode)
    for change in changes:
        change(document)
    return document


def _posts(document: Document) -> list[dict[str, Any]]:
    return [entry for part in _PARTS for entry in document["data"][part]]


@dataclass(frozen=True)
class Iv3Proef:
    """A delivery with changes, and per table and row which rules it breaks. Rows are counted from 1 per table."""

    gebroken: Sequence[tuple[str, int, str]]
    wijzigingen: Sequence[Change] = ()
    boekjaar: int = 2024
    periode: int = 5
    dag: date | None = None

    def document(self) -> Document:
        return changed(self.boekjaar, self.periode, *self.wijzigingen)


def _kop(*regels: str) -> list[tuple[str, int, str]]:
    return [("kop", 1, regel) for regel in regels]


_ON_ROWS: dict[tuple[str, int, str], Change] = {
    ("rekening", 7, "taakveld.DF001"): post("baten", taakveld="9.1"),
    ("rekening", 8, "categorie.DF002"): post("baten", categorie="9.9"),
    ("rekening", 9, "taakveld.onverdeeld"): post("baten", taakveld="6.71", categorie="3.8", bedrag=7),
    ("balans", 5, "categorie.DF002"): post("balans_baten", categorie="5.2"),
    ("balans", 12, "balanscode.DF003"): post("balans_standen", balanscode="A999"),
    ("balans", 13, "standper.DF004"): post("balans_standen", standper="31-12-2023"),
    ("kengetal", 2, "code.DF005"): figure("kengetallen", kengetal="bi.1"),
    ("kengetal", 3, "verslagperiode.DF007"): figure("kengetallen", kengetal="fk.2", verslagperiode="Rek_2021"),
    ("kengetal", 5, "code.DF006"): figure("beleidsindicatoren", beleidsindicator="fk.1"),
}

IV3_PROEVEN: tuple[Iv3Proef, ...] = (
    Iv3Proef(
        [*_ON_ROWS, *_kop("overheidsnummer.SF004", "status.SF004", "tabel.PF006", "tabel.PF007", "tabel.PF008")],
        [
            *_ON_ROWS.values(), set_metadata(overheidsnummer="1700", status="Begroting"),
            amount("balans_standen", 0, 1), amount("balans_standen", 2, 2.5),
        ],
    ),
    Iv3Proef(
        _kop("overheidslaag.SF888", "boekjaar.SF888", "tabel.teken"),
        [set_metadata(overheidslaag="GR", overheidsnummer="0901"), all_negative],
        dag=date(2023, 12, 31),
    ),
    Iv3Proef(_kop("tabel.SF999"), [in_thousands], periode=0, dag=date(2024, 1, 1)),
    Iv3Proef(
        _kop("tabel.PF001", "tabel.PF005", "tabel.PF009", "tabel.PF099"),
        [
            no_balance_sheet, amount("lasten", 1, 102_000_000.25), amount("balans_lasten", 0, 3_000_000),
            post("baten", taakveld="0.5", categorie="6.1", bedrag=1_000_000),
            post("baten", taakveld="6.3", categorie="4.3.9", bedrag=1_000_000),
        ],
        boekjaar=2020,
        dag=date(2020, 12, 31),
    ),
)  # fmt: skip
