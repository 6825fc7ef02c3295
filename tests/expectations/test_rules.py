"""Which checks follow from a contract: each with a stable name, and a sentence for the source owner."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest

from expectations.rules import Controle, controle_id, controles
from sources.contract import load_contracts
from sources.contract_model import Contract, Ernst, Tabel, Veld
from sources.contract_properties import Codelijst
from tests.support.warehouse import CODELIJSTEN

CONTRACTS = {contract.sleutel: contract for contract in load_contracts()}
SSD = CONTRACTS["ssd/uitkeringen"]
PEILDATUM = date(2024, 12, 31)


def checks(
    contract: Contract, tabel: Tabel | None = None, *, announced: int | None = None, without: str = ""
) -> dict[str, Controle]:
    tabel = tabel or contract.tabellen[0]
    present = [veld.naam for veld in tabel.velden if veld.geldt_op(PEILDATUM) and veld.naam != without]
    found = controles(contract, tabel, present, PEILDATUM, announced, CODELIJSTEN)
    assert len({check.controle_id for check in found}) == len(found), "two checks of one name"
    return {check.controle_id: check for check in found}


def with_field(**changes: Any) -> dict[str, Controle]:
    """The checks of a table of one field, by rule."""
    veld = Veld(**{"naam": "veld", "kop": "VELD", "type": "string", "omschrijving": ""} | changes)
    found = checks(SSD, Tabel(naam="t", omschrijving="", velden=(veld,)))
    return {check.regel: check for check in found.values() if check.kolom}


@pytest.mark.parametrize("contract", CONTRACTS.values(), ids=CONTRACTS)
def test_every_check_says_in_a_sentence_what_is_wrong_and_names_its_column(contract: Contract):
    for tabel in contract.tabellen:
        for check in checks(contract, tabel, announced=3).values():
            assert check.reden.endswith(".")
            assert re.fullmatch(
                rf"{contract.bron}\.{tabel.naam}\.[a-z0-9_]+\.([a-z0-9_]+|[A-Z]F[0-9]{{3}})", check.controle_id
            )
            assert check.kolom is None or check.kolom in {veld.kop for veld in tabel.velden}
            assert "None" not in check.reden


def test_the_names_of_checks_are_for_ever():
    """A change here breaks the history of `fct_controle`: then keep the old name."""
    assert set(checks(SSD, announced=3)) == {
        f"ssd.uitkeringen.{name}"
        for name in (
            "tabel.kolommen", "uitkeringnr.verplicht", "uitkeringnr.uniek", "huishoudnr.verplicht", "bsn.verplicht",
                "bsn.elfproef",
            "bsn_partner.elfproef", "regeling.verplicht", "regeling.code", "datum_ingang.verplicht",
                "datum_ingang.datum", "datum_einde.datum",
            "datum_einde.niet_voor_datum_ingang", "geboortedatum.datum", "postcode.postcode", "doelgroep_lks.code",
                "bedrag_maand.getal",
            "bedrag_maand.bereik", "tabel.buiten_de_periode", "tabel.controletotaal",
        )
    }  # fmt: skip
    assert controle_id(SSD, "uitkeringen", None, "x") == "ssd.uitkeringen.tabel.x"


def test_without_an_announced_number_nothing_is_compared_with_it():
    assert "ssd.uitkeringen.tabel.controletotaal" not in checks(SSD)
    check = checks(SSD, announced=7)["ssd.uitkeringen.tabel.controletotaal"]
    assert (check.ernst, check.kwargs, check.op_rijen) == (Ernst.FATAAL, {"value": 7}, False)


def test_of_a_field_that_the_file_does_not_hold_only_the_spelled_out_rules_speak():
    assert not [name for name in checks(SSD, without="regeling") if ".regeling." in name]
    assert "ssd.uitkeringen.datum_einde.niet_voor_datum_ingang" in checks(SSD, without="datum_einde")


def test_a_field_that_does_not_hold_yet_has_no_rules():
    menzis = CONTRACTS["menzis/garantverzorgd"]
    assert not [name for name in checks(menzis) if "overig" in name]


@pytest.mark.parametrize(
    ("limits", "says"),
    [
        ({"minimum": 0}, "(minstens 0)"),
        ({"maximum": 60}, "(hoogstens 60)"),
        ({"minimum": 0.5, "maximum": 9999999}, "(minstens 0.5 en hoogstens 9999999)"),
    ],
)
def test_limits_are_told_as_far_as_there_are_any(limits: dict[str, float], says: str):
    check = with_field(type="number", **limits)["bereik"]
    assert says in check.reden
    assert check.kwargs == {
        "column": "veld__getal",
        "min_value": limits.get("minimum"),
        "max_value": limits.get("maximum"),
    }


def test_of_many_codes_the_first_are_shown_and_all_are_checked():
    codes = tuple(f"{n:02d}" for n in range(50))
    check = with_field(codes=codes)["code"]
    assert "18, 19 …" in check.reden
    assert "20" not in check.reden.split("toegestaan")[1]
    assert check.kwargs["value_set"] == list(codes)
    assert "…" not in with_field(codes=codes[:20])["code"].reden


def test_a_pattern_fits_the_whole_value():
    assert with_field(patroon="a|b")["vorm"].kwargs["regex"] == "^(?:a|b)$"
    assert "vorm (a|b);" in with_field(patroon="a|b")["vorm"].reden
    assert "vorm (een a of een b);" in with_field(patroon="a|b", voorbeeld="een a of een b")["vorm"].reden


@pytest.mark.parametrize(
    ("kind", "says"),
    [("number", "geen getal (decimaalteken: komma)"), ("integer", "geen geheel getal"), ("date", "dd-mm-jjjj")],
)
def test_what_cannot_be_read_is_told_with_the_notation_that_was_agreed(kind: str, says: str):
    (check,) = with_field(type=kind).values()
    assert says in check.reden
    assert check.kwargs == {"column": "veld__leesfout"}


@pytest.mark.parametrize(
    ("lijst", "says"),
    [
        ("gemeente", "geen Nederlandse gemeente"), ("indicator", "geen code van een indicator;"),
        ("opgavepost", "indicator of opgavepost"), ("document", "geen code van een document"),
        ("doel", "geen code van een doel"), ("programma", "geen programma uit de lijst"),
        ("product", "geen code of naam van een product"),
    ],
)  # fmt: skip
def test_a_code_list_is_checked_under_its_own_name(lijst: str, says: str):
    check = with_field(codelijst=Codelijst(lijst))[lijst]
    assert says in check.reden
    assert check.kwargs["value_set"] == sorted(CODELIJSTEN[lijst])


def test_every_code_list_is_checked_here():
    assert set(Codelijst) == set(CODELIJSTEN)


@pytest.mark.parametrize(
    ("extra", "regel", "says"),
    [
        ({"vorm": "getypt"}, "getypt", "VELD is geen getal van hooguit acht cijfers (12,8 of 1.234 of 74,3%)"),
        ({"vorm": "bedrag"}, "bedrag", "VELD is geen bedrag (491.064, -14.014.961 of 1234,50)"),
        ({"vrije_tekst": True}, "nummer", "VELD bevat negen of meer cijfers achter elkaar"),
    ],
)
def test_what_people_type_is_checked_while_it_is_read(extra: dict[str, Any], regel: str, says: str):
    (check,) = with_field(**extra).values()
    assert (check.regel, check.kwargs) == (regel, {"column": "veld__leesfout"})
    assert check.reden.startswith(says)


def test_only_where_the_contract_says_so_a_broken_row_tells_what_was_typed():
    told = {check.toont for check in with_field(vorm="getypt", verplicht=True, toon_waarde=True).values()}
    assert told == {"veld"}
    assert {check.toont for check in with_field(vorm="getypt", verplicht=True).values()} == {None}
    spelled_out = {check.regel: check.toont for check in checks(CONTRACTS["opgave/vtt"]).values()}
    assert (spelled_out["schrikkeldag"], spelled_out["dubbel"]) == ("waarde", None)


def test_a_personal_field_is_checked_by_what_remains_of_it():
    given = {"behandeling": "pseudoniem", "wordt": "persoon_id", "domein": "bsn", "controle": "elfproef"}
    found = with_field(persoonsgegeven=given, verplicht=True, sleutel=True)
    assert {regel: check.kwargs["column"] for regel, check in found.items()} == {
        "verplicht": "veld__gevuld",
        "uniek": "persoon_id",
        "elfproef": "veld__leesfout",
    }


def test_dates_in_a_query_are_those_of_the_delivery():
    query = checks(SSD)["ssd.uitkeringen.tabel.buiten_de_periode"].kwargs["unexpected_rows_query"]
    assert "DATE '2024-12-31'" in query
    assert "DATE '2024-01-01'" in query
    assert "{batch}" in query
