"""What a value looks like: as Dutch documents print it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.tabel.gedrukt import gedrukte_cel, lees_gedrukt
from reporting.tabel.model import Cel, Kolom
from reporting.tabel.notatie import celtekst, getaltekst, rekengetal

EURO, GETAL = Kolom("k", "Kop", "duizend_euro"), Kolom("k", "Kop", "getal")


@pytest.mark.parametrize(
    ("kolom", "cel", "tekst"),
    [
        (EURO, Cel(Decimal(491064)), "491.064"),
        (EURO, Cel(Decimal("-7666.5")), "-7.667"),
        (EURO, Cel(Decimal(268686), decimalen=2), "268.686,00"),
        (EURO, Cel(Decimal("-0.4")), "0"),
        (GETAL, Cel(1234.5), "1.234,5"),
        (GETAL, Cel(Decimal("10.0")), "10"),
        (Kolom("k", "Kop", "getal", 1), Cel(2.25), "2,3"),
        (Kolom("k", "Kop", "procent", 2), Cel(21.79261862917399), "21,79%"),
        (Kolom("k", "Kop", "jaar"), Cel(2024), "2024"),
        (Kolom("k", "Kop", "datum"), Cel(date(2024, 12, 31)), "31-12-2024"),
        (Kolom("k", "Kop", "code"), Cel("0.10"), "0.10"),
        (GETAL, Cel(), "–"),
        (Kolom("k", "Kop", "tekst"), Cel(oordeel="gehaald"), "gehaald"),
        (GETAL, Cel(onderdrukt="Te weinig personen."), "onderdrukt"),
    ],
)
def test_a_cell_reads_as_a_dutch_document_prints_it(kolom: Kolom, cel: Cel, tekst: str) -> None:
    assert celtekst(kolom, cel) == tekst


@pytest.mark.parametrize(
    ("tekst", "waarde"),
    [
        ("491.064", "491064"), ("268.686,00", "268686.00"), ("-332.426", "-332426"), ("12,8*", "12.8"), ("1849 (1/6)", "1849"),
        ("511(01-7)", "511"), ("322.316**", "322316"), ("100%", "100"), ("3678", "3678"), ("-0,25", "-0.25"),
    ],
)  # fmt: skip
def test_a_printed_figure_is_shown_as_it_stands_and_keeps_its_number(tekst: str, waarde: str) -> None:
    cel = gedrukte_cel(tekst)
    assert celtekst(GETAL, cel) == tekst
    assert cel.waarde == Decimal(waarde)


@pytest.mark.parametrize("tekst", ["n.n.b.", "-", "--", "vervallen", "gereed", "*"])
def test_a_printed_word_is_no_number(tekst: str) -> None:
    cel = gedrukte_cel(tekst)
    assert (celtekst(GETAL, cel), cel.waarde) == (tekst, None)


def test_of_two_printed_numbers_the_published_one_is_the_value() -> None:
    assert gedrukte_cel("(150) 225", 225.0).waarde == 225
    assert gedrukte_cel("(150) 225").waarde == 150


def test_a_number_that_is_not_among_the_characters_is_not_read_from_them() -> None:
    assert lees_gedrukt("(150) 225", 999) is None


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12, places=4))
def test_every_shown_number_can_be_read_back(getal: Decimal) -> None:
    gelezen = lees_gedrukt(getaltekst(getal, 4))
    assert gelezen is not None
    assert gelezen.waarde == getal


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_to_calculate_with_is_the_number_itself(getal: float) -> None:
    assert float(rekengetal(getal).replace(",", ".")) == getal
