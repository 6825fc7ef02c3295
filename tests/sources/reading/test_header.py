"""Which column is which field, and what is said where that is not clear: every difference at once, and never a
value."""

from __future__ import annotations

import unicodedata
from datetime import date
from typing import Any

import pytest

from sources.contract import load_contracts
from sources.contract_model import Tabel, Veld
from sources.reading.header import match_header
from sources.reading.result import Afgekeurd
from sources.reading.verschil import Verschil
from tests.support import workbooks as wb

PEILDATUM = date(2024, 12, 31)
CONTRACTS = {contract.sleutel: contract for contract in load_contracts()}
SSD = CONTRACTS["ssd/uitkeringen"].tabellen[0]
GIDSO = CONTRACTS["gidso/maatregelen"].tabellen[0]
VIS2 = CONTRACTS["vis2/opvang"].tabellen[0]
KOP = [veld.kop for veld in SSD.velden]


def table(*koppen: str, **extra: Any) -> Tabel:
    velden = [Veld(naam=f"veld_{n}", kop=kop, type="string", omschrijving="", **extra) for n, kop in enumerate(koppen)]
    return Tabel(naam="t", omschrijving="", velden=tuple(velden))


def refusal(header: list[str], tabel: Tabel = SSD) -> str:
    with pytest.raises(Afgekeurd) as refused:
        match_header(header, tabel, PEILDATUM)
    assert (refused.value.regel, refused.value.tabel) == ("kop", tabel.naam)
    return refused.value.reden


def differences(header: list[str], tabel: Tabel = SSD, peildatum: date = PEILDATUM) -> tuple[Verschil, ...]:
    with pytest.raises(Afgekeurd) as refused:
        match_header(header, tabel, peildatum)
    return refused.value.verschillen


def test_each_field_gets_the_place_of_its_header_in_the_order_of_the_contract():
    kop = match_header(["C", "A", "B"], table("A", "B", "C"), PEILDATUM)
    assert list(kop.plaats.items()) == [("veld_0", 1), ("veld_1", 2), ("veld_2", 0)]
    assert [remark.regel for remark in kop.opmerkingen] == ["kolomvolgorde"]


def test_a_header_as_agreed_gives_no_remarks():
    assert match_header(KOP, SSD, PEILDATUM).opmerkingen == ()
    assert match_header([*KOP, "", ""], SSD, PEILDATUM).opmerkingen == (), "an empty cell is no column"


@pytest.mark.parametrize(
    "spelling",
    [
        "\ufeffGemeente herkomst",
        " Gemeente herkomst ",
        "Gemeente\xa0herkomst",
        "Gemeente\nherkomst",
        "Gemeente  herkomst\t",
    ],
)
def test_what_nobody_sees_makes_no_other_header(spelling: str):
    header = [spelling if kop == "Gemeente herkomst" else kop for kop in wb.KOP_BW]
    assert match_header(header, VIS2, PEILDATUM).plaats["gemeente_herkomst"] == 2


def test_a_letter_of_two_characters_is_the_same_letter():
    header = [unicodedata.normalize("NFD", kop) for kop in wb.KOP_BW]
    assert header != list(wb.KOP_BW)
    assert match_header(header, VIS2, PEILDATUM).plaats["clientnr"] == 0


def test_a_header_with_other_capitals_is_read_with_a_remark():
    kop = match_header(["naam", "JAAR", "Waarde"], table("Naam", "Jaar", "Waarde"), PEILDATUM)
    assert kop.plaats == {"veld_0": 0, "veld_1": 1, "veld_2": 2}
    (remark,) = kop.opmerkingen
    assert (remark.regel, "Naam, Jaar met andere hoofdletters" in remark.reden) == ("kolomspelling", True)


def test_capitals_count_where_a_header_could_be_read_in_two_ways():
    kop = match_header(["naam", "Naam"], table("Naam"), PEILDATUM)
    assert (kop.plaats, [remark.regel for remark in kop.opmerkingen]) == ({"veld_0": 1}, ["kolom_onbekend"])
    assert "ontbreekt: Naam" in refusal(["naam", "NAAM", "Jaar"], table("Naam", "Jaar"))
    assert "ontbreekt: NAAM" in refusal(["Naam", "Jaar"], table("Naam", "NAAM", "Jaar"))
    assert match_header(["NAAM", "Naam"], table("Naam", "NAAM"), PEILDATUM).plaats == {"veld_0": 1, "veld_1": 0}


def test_one_message_lists_all_differences_and_the_rows_to_add():
    header = [*(kop for kop in KOP if kop not in ("BSN", "POSTCODE")), "PC", "NIEUW_VELD", "REGELING"]
    reden = refusal(header)
    assert "ontbreekt: BSN, POSTCODE" in reden
    assert "onbekend: PC, NIEUW_VELD" in reden
    assert "dubbel: REGELING" in reden
    assert "dwh propose" in reden
    assert [(v.soort, v.kolom, v.voorstel is None) for v in differences(header)] == [
        ("kolom_ontbreekt", "BSN", False),
        ("kolom_ontbreekt", "POSTCODE", False),
        ("kolom_nieuw", "PC", False),
        ("kolom_nieuw", "NIEUW_VELD", False),
        ("kolom_dubbel", "REGELING", True),
    ]


def test_where_most_columns_are_missing_the_row_is_no_header_and_its_cells_are_not_repeated():
    reden = refusal(["U1", "H1", "VAN DEN BERG", "PW", *KOP[:5]])
    assert "7 van de 12 kolommen ontbreken" in reden
    assert "BERG" not in reden


PERSON = (
    "Jannigje Testpersoon",
    "J. Testpersoon",
    "Testpersoon-Testpersoon",
    "jannigje@voorbeeld.example",
    "990000047",
    "7599ZZ 12",
    "x" * 60,
    "A" * 60,
)


@pytest.mark.parametrize("tabel", [SSD, GIDSO, VIS2], ids=["ssd", "gidso", "vis2"])
@pytest.mark.parametrize("person", PERSON)
def test_a_header_that_may_be_a_value_is_told_by_its_place(tabel: Tabel, person: str):
    header = [veld.kop for veld in tabel.velden]
    kop = match_header([*header, person], tabel, PEILDATUM)
    (remark,) = kop.opmerkingen
    assert person not in remark.reden
    assert f"kolom {len(header) + 1} (kop niet getoond)" in remark.reden
    assert kop.verschillen == (Verschil(tabel.naam, "kolom_nieuw", f"kolom {len(header) + 1}"),)
    assert person not in refusal([*header[1:], person], tabel)
    assert person not in str(differences([*header[1:], person], tabel))
    replaced = [*header[:-1], person]
    assert person not in str(differences(replaced, tabel)) + refusal(replaced, tabel), "nor as another name of a column"


@pytest.mark.parametrize(
    ("tabel", "name"),
    [(SSD, "JANNIGJE PLANTINGA"), (SSD, "Testpersoon"), (GIDSO, "Testpersoon"), (GIDSO, "jannigje plantinga")],
)
def test_a_name_does_not_look_like_the_headers_of_a_system(tabel: Tabel, name: str):
    (remark,) = match_header([*(veld.kop for veld in tabel.velden), name], tabel, PEILDATUM).opmerkingen
    assert name not in remark.reden


@pytest.mark.parametrize(
    ("tabel", "name"),
    [(SSD, "SOORT_WONING"), (SSD, "Geboortedatum"), (SSD, "bsn_partner"), (GIDSO, "opname_reden2"), (GIDSO,
        "Type maatregel"),
     (VIS2, "Land herkomst"), (VIS2, "Wachtlijst 2"), (VIS2, "BSN partner"), (VIS2, "Cliëntnummer")],
)  # fmt: skip
def test_a_header_in_the_style_of_its_source_or_like_a_known_one_is_shown(tabel: Tabel, name: str):
    (remark,) = match_header([*(veld.kop for veld in tabel.velden), name], tabel, PEILDATUM).opmerkingen
    assert name in remark.reden


def test_a_run_of_digits_in_a_header_is_not_shown():
    (remark,) = match_header([*KOP, "KLANT_73519"], SSD, PEILDATUM).opmerkingen
    assert "73519" not in remark.reden
    assert "KLANT_…" in remark.reden


def test_a_field_that_is_not_valid_yet_is_not_expected():
    tabel = table("A", "B")
    later = tabel.velden[1].model_copy(update={"geldig_vanaf": date(2025, 1, 1)})
    tabel = tabel.model_copy(update={"velden": (tabel.velden[0], later)})
    assert match_header(["A"], tabel, date(2024, 12, 31)).plaats == {"veld_0": 0}
    assert match_header(["A", "B"], tabel, date(2025, 1, 1)).plaats == {"veld_0": 0, "veld_1": 1}
    with pytest.raises(Afgekeurd):
        match_header(["A"], tabel, date(2025, 1, 1))


def test_a_header_pattern_takes_the_first_column_that_fits_and_no_other_field_has():
    tabel = table("Pakket 1", "Pakket 2")
    open_ended = tabel.velden[1].model_copy(update={"koppatroon": "Pakket.*"})
    tabel = tabel.model_copy(update={"velden": (tabel.velden[0], open_ended)})
    kop = match_header(["Pakket 1", "Pakket extra", "Pakket meer"], tabel, PEILDATUM)
    assert kop.plaats == {"veld_0": 0, "veld_1": 1}
    assert [remark.regel for remark in kop.opmerkingen] == ["kolom_onbekend"]
    assert match_header(["Pakket extra", "Pakket 2", "Pakket 1"], tabel, PEILDATUM).plaats == {"veld_0": 2, "veld_1": 1}
