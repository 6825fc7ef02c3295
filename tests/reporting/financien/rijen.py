"""Rows about money made by hand: an account and a budget with small amounts. Nothing in them is real."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from decimal import Decimal
from typing import Any

from reporting.onderdrukking import Onderdrukking
from reporting.onderdrukking.oordeel import Oordeel
from reporting.rapport.financien.achtergrond import Achtergrond
from reporting.rapport.financien.bronrijen import Document, Eenheid, Gedruktcijfer, Gemeente, Levering
from reporting.rapport.financien.lezen import Financien
from reporting.rapport.financien.rijen import Documentcel, Prijsvolume, Programmaregel
from reporting.tabel.model import Tabel
from reporting.tabel.notatie import celtekst

GEMEENTE, DOCUMENT = "GM0001", "voorbeeld-jaarrekening-2024"


def achtergrond(**rijen: Any) -> Achtergrond:
    """A published set with these rows, in which one municipality has one document in thousands of euros."""
    leeg: dict[str, Any] = {veld.name: () for veld in fields(Financien)} | {"ontbreekt": frozenset()}
    vast = {
        "gemeenten": (Gemeente(GEMEENTE, "Voorbeeldstad"),),
        "documenten": (Document(DOCUMENT, "Jaarrekening 2024", GEMEENTE, 2024),),
        "eenheden": (Eenheid(DOCUMENT, "x 1.000 euro"),),
    }
    return Achtergrond(Financien(**(leeg | vast | rijen)))


def programmaregel(regel: str, realisatie: int, afwijking: int) -> Programmaregel:
    return Programmaregel(
        GEMEENTE, 2024, DOCUMENT, "Zorg", regel, None, Decimal(realisatie * 1000), Decimal(realisatie * 1000), Decimal(afwijking * 1000), synthetisch=True
    )  # fmt: skip


def documentcel(
    regel: str, tekst: str, bedrag: int, nummer: int, niveau: str = "programma", **anders: Any
) -> Documentcel:
    cel = Documentcel(
        gemeente_code=GEMEENTE, document_code=DOCUMENT, tabel="programma", tabelnaam="Wat kost het?", regelnummer=nummer, regelnaam=regel.capitalize(),
        kolomnummer=1, kolomnaam="Realisatie", jaar=2024, kolom="realisatie", niveau=niveau, code="Zorg", regel=regel, bedrag_eur=Decimal(bedrag * 1000),
        afrondingsverschil=0, tekst=tekst, eenheid="x 1.000 euro", toelichting=None, synthetisch=True,
    )  # fmt: skip
    return replace(cel, **anders)


def gedruktcijfer(waarde: str, gepubliceerd: float | None = None, **anders: Any) -> Gedruktcijfer:
    cijfer = Gedruktcijfer(
        levering_id="pc.publicaties.GM0001.1", rijnummer=1, document_code=DOCUMENT, gemeente_code=GEMEENTE, indicator_code="clienten", definitie_versie=1,
        indicator="Cliënten", soort="indicator", kader="eigen", doel_code="D-1.1", bronnen="Gidso", decimalen=0, drempel=5, maat="realisatie",
        uitsplitsing="totaal", uitsplitsing_gedrukt="totaal", jaar=2024, jaar_gedrukt="2024", waarde_gedrukt=waarde, eenheid="cliënten",
        gepubliceerd=gepubliceerd, berekend=gepubliceerd, aansluiting="sluit_aan", toelichting=None, synthetisch=True,
    )  # fmt: skip
    return replace(cijfer, **anders)


def prijsvolume(groep: str | None, volume: int, **anders: Any) -> Prijsvolume:
    rij = Prijsvolume(
        gemeente_code=GEMEENTE, product_code="hulp", product="Hulp", jaar=2024, vergelijking="vorig_jaar", jaar_basis=2023, document_code=DOCUMENT,
        document_code_basis=DOCUMENT, groep=groep, naam=groep or "Hulp", lasten_basis_eur=Decimal(90_000), lasten_eur=Decimal(100_000), volume_basis=Decimal(50),
        volume=Decimal(volume), volume_eenheid="personen", volume_herkomst="vorig_jaar", prijs_basis_eur=Decimal(1800), prijs_eur=Decimal(2000),
        afwijking_eur=Decimal(-10_000), effect_volume_eur=Decimal(0), effect_prijs_eur=Decimal(-10_000), effect_mix_eur=Decimal(0), niet_ontleed=None,
        synthetisch=True,
    )  # fmt: skip
    return replace(rij, **anders)


def levering(soort: str, status: str, **anders: Any) -> Levering:
    rij = Levering(
        GEMEENTE,
        soort,
        f"pc.{soort}.1",
        "pc",
        soort,
        f"Feed {soort}",
        "bestand.csv",
        "ab" * 32,
        None,
        None,
        True,
        status,
        "Het bestand is afgekeurd.",
    )
    return replace(rij, **anders)


def onderdrukking(verborgen: Mapping[tuple[str, int], str] | None = None) -> Onderdrukking:
    """Hides these printed figures, by delivery and row, and nothing else."""

    return Onderdrukking(Oordeel(rijen={}, componenten={}), {}, verborgen or {})


def teksten(tabel: Tabel) -> list[list[str]]:
    """The rows as people read them."""
    return [
        [celtekst(kolom, cel) for kolom, cel in zip(tabel.kolommen, rij.cellen, strict=True)] for rij in tabel.rijen
    ]
