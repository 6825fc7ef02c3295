"""Printed figures, from rows made by hand: beside what is computed, and in the form of their document."""

from __future__ import annotations

import pytest

from reporting.rapport.financien.bronrijen import Doel, KapotteIndicator
from reporting.rapport.financien.gedrukt import gedrukte_cijfers
from reporting.rapport.financien.metingen import metingen
from tests.reporting.financien.rijen import (
    achtergrond,
    gedruktcijfer,
    onderdrukking,
    teksten,
)


def test_a_printed_figure_stands_beside_what_is_computed_and_whether_they_agree() -> None:
    cijfer = gedruktcijfer("12,8*", 12.8, berekend=12.84, decimalen=2, aansluiting="wijkt_af", toelichting="Voorlopig.")
    ((_, _, tabel),) = gedrukte_cijfers(achtergrond(gedrukt=(cijfer,)), onderdrukking())
    assert teksten(tabel) == [["Cliënten", "realisatie", "–", "2024", "12,8*", "cliënten", "12,84", "wijkt af"]]
    assert tabel.rijen[0].cellen[4].kanttekening == "Voorlopig."
    herkomst = tabel.rijen[0].cellen[4].herkomst
    assert herkomst is not None
    assert herkomst.pagina == "voorbeeldstad/indicator/clienten.html"


@pytest.mark.parametrize(
    ("uitsplitsing", "tekst"),
    [(None, "–"), ("totaal", "–"), ("realisatie", "–"), ("realisatie.zwaar_breed", "zwaar breed"), ("licht", "licht")],
)
def test_a_printed_figure_says_of_what_part_it_is(uitsplitsing: str | None, tekst: str) -> None:
    cijfer = gedruktcijfer("12", 12.0, uitsplitsing_gedrukt=uitsplitsing)
    ((_, _, tabel),) = gedrukte_cijfers(achtergrond(gedrukt=(cijfer,)), onderdrukking())
    assert teksten(tabel)[0][2] == tekst


def test_a_small_printed_figure_is_hidden_with_all_that_would_give_it_away() -> None:
    cijfer = gedruktcijfer("2", 2.0, toelichting="Het zijn er 2.")
    ((_, _, tabel),) = gedrukte_cijfers(
        achtergrond(gedrukt=(cijfer,)), onderdrukking({(cijfer.levering_id, 1): "Te weinig."})
    )
    gedrukt, berekend = tabel.rijen[0].cellen[4], tabel.rijen[0].cellen[6]
    assert (gedrukt.onderdrukt, berekend.onderdrukt) == ("Te weinig.", "Te weinig.")
    assert "2" not in " ".join(tekst for tekst in teksten(tabel)[0] if tekst != "2024")
    assert "Het zijn er" not in repr(tabel)


def test_a_figure_of_which_the_feed_is_broken_says_so() -> None:
    set_ = achtergrond(
        gedrukt=(gedruktcijfer("12"),), kapotte_indicatoren=(KapotteIndicator("GM0001", "clienten", "Gidso"),)
    )
    ((_, _, tabel),) = gedrukte_cijfers(set_, onderdrukking())
    assert tabel.rijen[0].cellen[6].kanttekening == "De bron is niet in orde: Gidso."


DOELEN = (
    Doel("D", None, "programma", "Zorg", "eigen", 1), Doel("D-1", "D", "doelenboom", "Wonen", "eigen", 1), Doel("D-1.1", "D-1", "doel", "Iedereen woont", "eigen", 1),
)  # fmt: skip


def test_measurements_have_the_columns_of_the_document_and_a_heading_for_each_goal() -> None:
    cijfers = (
        gedruktcijfer("460", 460.0, maat="streefwaarde", jaar=2025), gedruktcijfer("462", 462.0, rijnummer=2), gedruktcijfer("489 (31/5)", 489.0, rijnummer=3, jaar=2023),
    )  # fmt: skip
    ((_, tabel),) = metingen(achtergrond(gedrukt=cijfers, doelen=DOELEN), onderdrukking())
    assert [kolom.kop for kolom in tabel.kolommen] == ["Beleidsdoelen", "Begroot 2025", "2024", "2023", "Bron"]
    assert [rij.soort for rij in tabel.rijen] == ["tussenkop", "gewoon"]
    assert teksten(tabel)[1] == ["Cliënten", "460", "462", "489 (31/5)", "Gidso"]


@pytest.mark.parametrize("omgekeerd", [False, True])
def test_of_two_figures_in_one_cell_the_characters_of_both_stand(omgekeerd: bool) -> None:
    twee = [gedruktcijfer("150", 150.0), gedruktcijfer("(150) 225", 225.0, rijnummer=2)]
    ((_, tabel),) = metingen(
        achtergrond(gedrukt=tuple(twee[::-1] if omgekeerd else twee), doelen=DOELEN), onderdrukking()
    )
    assert teksten(tabel)[1][1] == "(150) 225"
