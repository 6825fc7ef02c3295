"""A table that contradicts itself is not made."""

from __future__ import annotations

import math
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from reporting.tabel.model import Cel, Kolom, OngeldigeTabel, Rij, Soort, Tabel, Waarde, duizend
from tests.reporting.tabel.tabellen import een_cel, rekening


@pytest.mark.parametrize("inhoud", [{"waarde": 3}, {"gedrukt": "3*"}])
def test_a_suppressed_cell_cannot_hold_what_it_hides(inhoud: dict[str, object]) -> None:
    with pytest.raises(OngeldigeTabel, match="mag haar waarde niet bevatten"):
        Cel(onderdrukt="Te weinig personen.", **inhoud)  # type: ignore[arg-type]


def test_a_suppressed_cell_says_why() -> None:
    with pytest.raises(OngeldigeTabel, match="waarom"):
        Cel(onderdrukt=" ")


@pytest.mark.parametrize("waarde", [math.nan, math.inf, Decimal("NaN"), True, datetime(2025, 1, 1, tzinfo=UTC)])
def test_a_cell_holds_no_moment_no_yes_or_no_and_nothing_without_end(waarde: object) -> None:
    with pytest.raises(OngeldigeTabel):
        Cel(waarde)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("soort", "waarde"),
    [
        ("code", 6.71),
        ("tekst", 3),
        ("jaar", "2024"),
        ("datum", "2024-12-31"),
        ("euro", "491.064"),
        ("getal", date(2024, 1, 1)),
    ],
)
def test_a_value_fits_the_kind_of_its_column(soort: Soort, waarde: Waarde) -> None:
    with pytest.raises(OngeldigeTabel, match="past niet in kolom"):
        een_cel(Kolom("k", "Kop", soort), Cel(waarde))


def test_a_row_has_a_cell_for_every_column() -> None:
    with pytest.raises(OngeldigeTabel, match="1 cellen bij 4 kolommen"):
        rekening(rijen=(Rij((Cel("Lasten"),)),))


def test_two_columns_cannot_have_the_same_key() -> None:
    with pytest.raises(OngeldigeTabel, match="eigen sleutel"):
        Tabel("t", "T", (Kolom("a", "A", "tekst"), Kolom("a", "B", "tekst")), ())


@pytest.mark.parametrize("sleutel", ["", "../weg", "met spatie", "Hoofd", "-begin"])
def test_a_key_that_cannot_be_a_file_name_is_refused(sleutel: str) -> None:
    with pytest.raises(OngeldigeTabel, match="bestandsnaam"):
        rekening(sleutel=sleutel)


@pytest.mark.parametrize(
    "optelling", [((7, 1),), ((0, 1),), ((1, 2),)], ids=["row that is not there", "itself", "sign of two"]
)
def test_a_total_adds_other_rows_once(optelling: tuple[tuple[int, int], ...]) -> None:
    kolom = Kolom("k", "Kop", "getal")
    with pytest.raises(OngeldigeTabel, match="telt rij"):
        Tabel("t", "T", (kolom,), (Rij((Cel(1),), "totaal", optelling), Rij((Cel(1),))))


def test_an_ordinary_row_adds_nothing() -> None:
    with pytest.raises(OngeldigeTabel, match="alleen een totaal"):
        Tabel("t", "T", (Kolom("k", "Kop", "getal"),), (Rij((Cel(1),), "gewoon", ((1, 1),)), Rij((Cel(1),))))


def test_euros_become_thousands_without_rounding() -> None:
    assert duizend(Decimal("491064123.45")) == Decimal("491064.12345")
    assert duizend(None) is None
