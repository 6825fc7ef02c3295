"""Layouts that change: which field, header, sheet and code a contract expects on a day, and periods that make no sense."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from orchestration.dbt_sources import source_files
from sources.contract import parse_contracts
from sources.contract_model import Contract, Tabel, Veld
from sources.contract_period import Blad, Bladperiode, Kopperiode, Periode, geldend
from tests.support.contracts import CBS, DOCUMENTS, MENZIS, PC, SSD, VIS2, Change, custom, faults, field, say

LAST_OF_2024, FIRST_OF_2025 = date(2024, 12, 31), date(2025, 1, 1)
FROM_2025, UNTIL_2024 = {"geldig_vanaf": "2025-01-01"}, {"geldig_tot_en_met": "2024-12-31"}
days = st.dates(date(2000, 1, 1), date(2050, 1, 1))


def contract(feed: str, *changes: Change) -> Contract:
    document = yaml.safe_load(yaml.safe_dump(DOCUMENTS[feed]))
    for change in changes:
        change(document)
    (found,) = parse_contracts(yaml.safe_dump(document, sort_keys=False), "x")
    return found


def veld(found: Contract | Tabel, naam: str) -> Veld:
    tabel = found.tabellen[0] if isinstance(found, Contract) else found
    return next(veld for veld in tabel.velden if veld.naam == naam)


def with_code(document: dict[str, Any], value: str, **periode: str) -> None:
    """Give a code of `regeling` a period; a code that is not there yet is added."""
    codes = field(document, "regeling")["enum"]
    codes[:] = [code for code in codes if code["value"] != value]
    codes.append({"value": value, "customProperties": [{"property": k, "value": v} for k, v in periode.items()]})


@given(days, days, days)
def test_both_ends_of_a_period_belong_to_it(first: date, last: date, day: date):
    assert Periode(geldig_vanaf=first, geldig_tot_en_met=last).geldt_op(day) == (first <= day <= last)
    assert Periode(geldig_vanaf=first).geldt_op(day) == (first <= day)
    assert Periode(geldig_tot_en_met=last).geldt_op(day) == (day <= last)
    assert Periode().geldt_op(day)


@given(st.lists(st.one_of(st.none(), days), max_size=5, unique=True), days)
def test_of_several_rows_the_one_that_began_last_holds(starts: list[date | None], day: date):
    rows = [Kopperiode(kop=str(start), geldig_vanaf=start) for start in starts]
    begun = [start or date.min for start in starts if start is None or start <= day]
    found = geldend(rows, day)
    assert (found.geldig_vanaf or date.min if found else None) == max(begun, default=None)


def test_a_field_that_ends_is_expected_until_its_last_peildatum():
    found = veld(
        contract(SSD, lambda d: say(field(d, "doelgroep_lks"), "geldig_tot_en_met", "2024-12-31")), "doelgroep_lks"
    )
    assert (found.geldt_op(LAST_OF_2024), found.geldt_op(FIRST_OF_2025)) == (True, False)


def test_a_header_has_the_name_of_its_period_and_its_own_outside_all_of_them():
    rows = [{"kop": "WET"} | FROM_2025, {"kop": "REGELINGSOORT", "geldig_tot_en_met": "2019-12-31"}]
    found = contract(SSD, lambda d: say(field(d, "regeling"), "kop_per_periode", rows))
    koppen = {day.year: veld(found.op(day), "regeling").kop for day in (date(2018, 5, 1), LAST_OF_2024, FIRST_OF_2025)}
    assert koppen == {2018: "REGELINGSOORT", 2024: "REGELING", 2025: "WET"}
    assert veld(found.op(FIRST_OF_2025).op(FIRST_OF_2025), "regeling").kop == "WET"


def test_a_sheet_keeps_what_its_period_does_not_change():
    blad = Blad(naam="Beschermd wonen", kopregel=4, peildatumcel="A2")
    assert blad.in_periode(Bladperiode(kopregel=5)) == Blad(naam="Beschermd wonen", kopregel=5, peildatumcel="A2")
    assert blad.in_periode(Bladperiode(nummer=2)) == Blad(nummer=2, kopregel=4, peildatumcel="A2")
    assert blad.in_periode(Bladperiode(nummer=2)).in_periode(Bladperiode(naam="BW")).nummer is None
    found = contract(MENZIS, lambda d: say(d["schema"][0], "blad_per_periode", [{"kopregel": 5} | FROM_2025]))
    assert [found.op(day).tabellen[0].blad.kopregel for day in (LAST_OF_2024, FIRST_OF_2025)] == [3, 5]  # type: ignore[union-attr]


def test_a_code_may_be_delivered_in_its_period_and_dbt_accepts_the_codes_of_all_periods():
    found = contract(SSD, lambda d: with_code(d, "WWB", **UNTIL_2024), lambda d: with_code(d, "NIEUW", **FROM_2025))
    assert veld(found.op(LAST_OF_2024), "regeling").codes == ("PW", "IOAW", "IOAZ", "BBZ", "WWB")
    assert veld(found.op(FIRST_OF_2025), "regeling").codes == ("PW", "IOAW", "IOAZ", "BBZ", "NIEUW")
    (text,) = source_files([found]).values()
    (table,) = yaml.safe_load(text)["sources"][0]["tables"]
    accepted = table["data_tests"][0]["volgens_contract"]["arguments"]["codes"]["regeling"]
    assert accepted == ["PW", "IOAW", "IOAZ", "BBZ", "WWB", "NIEUW"]


@pytest.mark.parametrize("periode", [FROM_2025, UNTIL_2024])
def test_what_is_required_in_some_periods_is_empty_in_the_others(periode: dict[str, str]):
    ((name, day),) = periode.items()
    found = contract(SSD, lambda d: say(field(d, "regeling"), name, day))
    (text,) = source_files([found]).values()
    (table,) = yaml.safe_load(text)["sources"][0]["tables"]
    filled = table["data_tests"][0]["volgens_contract"]["arguments"]["gevuld"]
    assert ("regeling" in filled, "datum_ingang" in filled) == (False, True)


def test_all_columns_stay_in_raw_whatever_holds_on_the_day():
    found = contract(SSD, lambda d: say(field(d, "regeling"), "geldig_tot_en_met", "2024-12-31"))
    later = found.op(LAST_OF_2024 + timedelta(days=400))
    assert later.tabellen[0].raw_kolommen == found.tabellen[0].raw_kolommen


def named(name: str, *rows: dict[str, Any]) -> Change:
    return lambda d: say(field(d, name), "kop_per_periode", list(rows))


def placed(*rows: dict[str, Any]) -> Change:
    return lambda d: say(d["schema"][0], "blad_per_periode", list(rows))


BACKWARDS = {"geldig_vanaf": "2025-01-01", "geldig_tot_en_met": "2024-12-31"}
FAULTS: list[tuple[str, str, Change, str]] = [
    ("an end that is no date", SSD, lambda d: say(field(d, "regeling"), "geldig_tot_en_met", "eind 2024"),
        "veld uitkeringen.regeling: geldig_tot_en_met klopt niet"),
    ("a header without its name", SSD, named("regeling", FROM_2025), "kop_per_periode.0.kop ontbreekt."),
    ("an unknown key of a period", SSD, named("regeling", {"kop": "X", "vanaf": "2025-01-01"}),
        "de eigenschap kop_per_periode.0.vanaf kennen we niet."),
    ("a header row 0 in a period", MENZIS, placed({"kopregel": 0} | FROM_2025), "blad_per_periode.0.kopregel klopt niet"),
    ("a period of a code that is no date", SSD, lambda d: with_code(d, "X", geldig_vanaf="2025"),
        "veld uitkeringen.regeling, code X: geldig_vanaf klopt niet"),
    ("an unknown property of a code", SSD, lambda d: with_code(d, "X", vanaf="2025-01-01"),
        "veld uitkeringen.regeling, code X: de eigenschap vanaf kennen we niet."),
    ("a field that ends before it begins", SSD, lambda d: [say(field(d, "regeling"), *item) for item in BACKWARDS.items()],
        "veld uitkeringen.regeling: een periode eindigt (2024-12-31) voor zij begint (2025-01-01)."),
    ("a header that ends before it begins", SSD, named("regeling", {"kop": "X"} | BACKWARDS),
        "veld uitkeringen.regeling: een periode eindigt (2024-12-31) voor zij begint (2025-01-01)."),
    ("a sheet that ends before it begins", MENZIS, placed({"kopregel": 4} | BACKWARDS),
        "tabel garantverzorgd: een periode eindigt (2024-12-31) voor zij begint (2025-01-01)."),
    ("a code that ends before it begins", SSD, lambda d: with_code(d, "X", **BACKWARDS),
        "veld uitkeringen.regeling: een periode eindigt (2024-12-31) voor zij begint (2025-01-01)."),
    ("a header for no period", SSD, named("regeling", {"kop": "X"}),
        "een rij van kop_per_periode zegt niet voor welke periode zij geldt"),
    ("a sheet for no period", MENZIS, placed({"kopregel": 4}),
        "een rij van blad_per_periode zegt niet voor welke periode zij geldt"),
    ("two headers from one day", SSD, named("regeling", {"kop": "X"} | FROM_2025, {"kop": "Y"} | FROM_2025),
        "twee rijen van kop_per_periode beginnen op dezelfde dag (2025-01-01)."),
    ("the header of another field", SSD, named("regeling", {"kop": "BSN"} | FROM_2025),
        "tabel uitkeringen: twee velden heten in dezelfde periode BSN (kop_per_periode)."),
    ("a sheet with a name and a number", VIS2, placed({"naam": "BW", "nummer": 1} | FROM_2025),
        "tabel beschermd_wonen: een blad heeft een naam of een nummer, en niet allebei (blad_per_periode)."),
    ("a sheet of a csv", SSD, placed({"kopregel": 4} | FROM_2025), "alleen een werkmap heeft een blad per periode."),
    ("a header of an API", CBS, named("regio", {"kop": "Regio"} | FROM_2025),
        "veld bevolking.regio: alleen een csv en een werkmap hebben een kop per periode."),
]  # fmt: skip


@pytest.mark.parametrize(("feed", "change", "says"), [case[1:] for case in FAULTS], ids=[case[0] for case in FAULTS])
def test_a_period_that_makes_no_sense_says_so(feed: str, change: Change, says: str):
    found = faults(feed, change)
    assert len(found) == 1, found
    assert says in found[0]


def test_two_fields_may_have_one_header_one_after_the_other():
    assert faults(SSD, lambda d: say(field(d, "doelgroep_lks"), "geldig_tot_en_met", "2024-12-31"),
        named("regeling", {"kop": "DOELGROEP_LKS"} | FROM_2025)) == []  # fmt: skip
    assert faults(PC, placed({"naam": "Acties"} | FROM_2025)) == []
    assert custom(DOCUMENTS[MENZIS]["schema"][0], "blad")["value"]["kopregel"] == 3
