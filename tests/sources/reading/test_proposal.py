"""What is proposed for a contract is a contract again, for every feed that has a header."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from sources.contract import load_contracts
from sources.reading import proposal
from sources.reading.comparison import compare
from sources.reading.header import match_header
from tests.support.proposals import pasted

if TYPE_CHECKING:
    from sources.contract_model import Contract, Tabel

PEILDATUM = date(2025, 6, 30)
CONTRACTS = {c.sleutel: c for c in load_contracts()}
ONE_OF_EACH = {c.bestand: c for c in CONTRACTS.values() if c.layout.formaat in ("csv", "werkmap")}


def header(tabel: Tabel) -> list[str]:
    return [veld.kop for veld in tabel.op(PEILDATUM).velden if veld.geldt_op(PEILDATUM)]


@pytest.mark.parametrize("contract", ONE_OF_EACH.values(), ids=ONE_OF_EACH)
def test_a_contract_with_everything_proposed_expects_everything_that_changed(contract: Contract):
    tabel = contract.tabellen[0]
    expected = [veld for veld in tabel.velden if veld.geldt_op(PEILDATUM)]
    gone = next((veld for veld in reversed(expected) if not veld.sleutel), expected[-1])
    changed = {veld.kop: f"{veld.kop} nu" for veld in expected if veld is not gone}
    texts = [proposal.renamed(tabel, veld, changed[veld.kop], PEILDATUM) for veld in expected if veld is not gone]
    texts.append(proposal.new_field(tabel, "Nieuwe kolom", PEILDATUM, (), expected[0].naam)[0])
    texts.append(str(proposal.ended(tabel, gone, PEILDATUM)))
    if tabel.blad is not None:
        texts.append(proposal.moved(tabel, PEILDATUM, naam="Ander blad", kopregel=9))
    found = pasted(contract, texts).tabellen[0]
    first, *others = changed.values()
    kop = match_header([first, "Nieuwe kolom", *others], found, PEILDATUM)
    assert (kop.opmerkingen, kop.verschillen) == ((), ())
    assert match_header(header(tabel), found, date(2024, 6, 30)).verschillen == () or contract.bron == "menzis"
    if found.blad is not None:
        place = found.op(PEILDATUM).blad
        assert place is not None
        assert (place.naam, place.nummer, place.kopregel) == ("Ander blad", None, 9)


def test_a_second_change_within_a_year_begins_later_than_the_first():
    contract = CONTRACTS["ssd/uitkeringen"]
    names, texts = ["PC", "PC6", "POSTCODE6", "PC7"], []
    for name, day in zip(
        names, (date(2025, 1, 31), date(2025, 3, 31), date(2025, 3, 31), date(2025, 12, 31)), strict=True
    ):
        tabel = contract.tabellen[0]
        veld = next(veld for veld in tabel.velden if veld.naam == "postcode")
        texts.append(proposal.renamed(tabel, veld, name, day))
        contract = pasted(contract, texts)
    rows = next(v for v in contract.tabellen[0].velden if v.naam == "postcode").kop_per_periode
    assert [(row.kop, str(row.geldig_vanaf)) for row in rows] == [
        ("PC", "2025-01-01"),
        ("PC6", "2025-03-01"),
        ("POSTCODE6", "2025-03-31"),
        ("PC7", "2025-12-01"),
    ]


def test_a_sheet_that_moves_again_keeps_what_changed_before():
    contract, texts = CONTRACTS["menzis/garantverzorgd"], []
    for changed, day in (({"kopregel": 4}, date(2024, 12, 31)), ({"naam": "Pakketten {jaar}"}, date(2025, 12, 31))):
        texts.append(proposal.moved(contract.tabellen[0], day, **changed))
        contract = pasted(contract, texts)
    blad = contract.op(date(2025, 12, 31)).tabellen[0].blad
    assert blad is not None
    assert (blad.naam, blad.kopregel, blad.einde) == ("Pakketten {jaar}", 4, "lege_rij")


@settings(max_examples=50)
@given(st.text(min_size=1, max_size=40).map(lambda text: " ".join(text.split())).filter(bool))
def test_whatever_a_column_is_called_its_row_is_yaml_that_says_so(name: str):
    tabel = CONTRACTS["ssd/uitkeringen"].tabellen[0]
    text, naam = proposal.new_field(tabel, name, PEILDATUM, {"kolom", "a"}, None)
    (row,) = yaml.safe_load(text)
    assert (row["physicalName"], row["name"]) == (name, naam)
    assert naam not in {veld.naam for veld in tabel.velden} | {"kolom", "a", "rijnummer", "levering_id", "rij"}
    assert text.startswith("# tabel uitkeringen, onder properties, vooraan:\n")


@pytest.mark.parametrize(
    ("old", "new", "renamed"),
    [
        ("GEBOORTEDATUM", "GEBOORTE_DATUM", True),
        ("POSTCODE", "PC_HUIS", True),  # by its place alone
        ("POSTCODE", "7599ZZ", False),  # a value, perhaps
    ],
)
def test_a_column_is_renamed_when_its_name_is_alike_or_stands_between_the_same_neighbours(
    old: str, new: str, renamed: bool
):
    tabel = CONTRACTS["ssd/uitkeringen"].tabellen[0]
    found = compare([new if kop == old else kop for kop in header(tabel)], tabel, PEILDATUM)
    kinds = ["kolom_hernoemd"] if renamed else ["kolom_ontbreekt", "kolom_nieuw"]
    assert [v.soort for v in found.verschillen()] == kinds


def test_a_missing_column_and_an_unknown_one_elsewhere_are_two_differences():
    tabel = CONTRACTS["ssd/uitkeringen"].tabellen[0]
    found = compare([*(kop for kop in header(tabel) if kop != "POSTCODE"), "HUISSOORT"], tabel, PEILDATUM)
    assert [v.soort for v in found.verschillen()] == ["kolom_ontbreekt", "kolom_nieuw"]


def test_of_two_new_columns_of_one_name_neither_is_proposed():
    tabel = CONTRACTS["ssd/uitkeringen"].tabellen[0]
    found = compare([*header(tabel), "WONING", "WONING"], tabel, PEILDATUM).verschillen()
    assert [(v.soort, v.kolom, v.voorstel) for v in found] == [("kolom_nieuw", "WONING", None)] * 2


def test_the_key_of_a_table_is_never_proposed_away():
    tabel = CONTRACTS["ssd/uitkeringen"].tabellen[0]
    found = compare([kop for kop in header(tabel) if kop != "UITKERINGNR"], tabel, PEILDATUM)
    assert [(v.soort, v.voorstel) for v in found.verschillen()] == [("kolom_ontbreekt", None)]


def test_order_and_spelling_are_differences_that_say_what_was_found():
    tabel = CONTRACTS["leergeld/kinderen"].tabellen[0]
    koppen = header(tabel)
    found = compare([koppen[1].upper(), koppen[0], *koppen[2:]], tabel, PEILDATUM).verschillen()
    assert [(v.soort, v.kolom, v.gevonden, v.voorstel) for v in found] == [
        ("kolomspelling", koppen[1], koppen[1].upper(), None),
        ("kolomvolgorde", None, ", ".join([koppen[1], koppen[0], *koppen[2:]]), None),
    ]
