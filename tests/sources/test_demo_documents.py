"""What the demo's controllers typed over from the documents: targets, actions and printed figures.

Belongs here: feed pc. Does not belong here: whether the warehouse finds the same figures.
"""

import re
from collections import Counter
from pathlib import Path

import pytest

from sources.demo.doelcijfers import Doelcijfers, lees
from sources.demo.generate import LEVERINGEN
from sources.getypt import PATROON
from tests.support.demo_rows import Row, first_sheet, number

B15, TW20 = "enschede-begroting-2015", "twenterand-begroting-2020"
B24, JR24 = "enschede-begroting-2024", "enschede-jaarrekening-2024"
LEGENDA = {
    "loopt achter, bijsturing heeft onvoldoende effect",
    "loopt achter, bijsturing mogelijk",
    "conform verwachting",
    "boven verwachting",
    "neutrale wijziging",
}
ACTIES_PER_DOEL = {"01.01": 3, "01.02": 3, "02.01": 8, "02.02": 3, "03.01": 2, "03.02": 8, "03.03": 2}


def _rijen(landing: Path, feed: str) -> list[Row]:
    return [rij for lev in LEVERINGEN if (lev.bron, lev.feed) == ("pc", feed) for rij in first_sheet(lev.pad(landing))]


@pytest.fixture(scope="module")
def streefwaarden(landing: Path) -> dict[tuple[str, str, str, str], Row]:
    rijen = _rijen(landing, "streefwaarden")
    per_sleutel = {(r["Document"], r["Indicator"], r["Uitsplitsing"], r["Jaar"]): r for r in rijen}
    assert len(per_sleutel) == len(rijen)
    return per_sleutel


@pytest.fixture(scope="module")
def publicaties(landing: Path) -> list[Row]:
    return _rijen(landing, "publicaties")


@pytest.fixture(scope="module")
def acties(landing: Path) -> list[Row]:
    return _rijen(landing, "acties")


def test_each_document_is_one_delivery_per_feed(landing: Path) -> None:
    gevonden = {
        (lev.feed, lev.gemeente, f"{lev.peildatum}", document)
        for lev in LEVERINGEN
        if lev.bron == "pc" and lev.feed != "begrotingsregels"
        for document in {rij["Document"] for rij in first_sheet(lev.pad(landing))}
    }

    assert gevonden == {
        *((f, "GM0153", "2014-10-01", B15) for f in ("streefwaarden", "publicaties")),
        *((f, "GM1700", "2019-10-01", TW20) for f in ("streefwaarden", "publicaties")),
        *((f, "GM0153", "2023-10-01", B24) for f in ("streefwaarden", "acties", "publicaties")),
        *((f, "GM0153", "2024-12-31", JR24) for f in ("streefwaarden", "acties", "publicaties")),
    }


def test_the_sheets_have_the_headers_of_the_layout(landing: Path) -> None:
    koppen = {
        "streefwaarden": ["Document", "Indicator", "Uitsplitsing", "Jaar", "Streefwaarde", "Toelichting"],
        "acties": ["Document", "Doel", "Nummer", "Actie", "Moment", "Status", "Toelichting"],
        "publicaties": ["Document", "Indicator", "Uitsplitsing", "Jaar", "Waarde", "Eenheid"],
    }
    for feed, kop in koppen.items():
        assert all(list(rij) == kop for rij in _rijen(landing, feed))


def test_figures_are_typed_as_printed(
    streefwaarden: dict[tuple[str, str, str, str], Row], publicaties: list[Row]
) -> None:
    cellen = [rij["Streefwaarde"] for rij in streefwaarden.values()] + [rij["Waarde"] for rij in publicaties]

    assert all(re.fullmatch(PATROON, cel) for cel in cellen)
    for getypt in ("(150) 225", "248 (01-07)", "250*", "12,8*", "5.690", "21,79", "268.686,00", "-14.014.961", "4,0%"):
        assert getypt in cellen
    assert {"*", "vervallen", "n.n.b.", "gereed", "--"} <= set(cellen)


def test_no_printed_figure_stands_twice(publicaties: list[Row]) -> None:
    sleutels = Counter((r["Document"], r["Indicator"], r["Uitsplitsing"], r["Jaar"]) for r in publicaties)

    assert max(sleutels.values()) == 1
    assert {r["Document"] for r in publicaties} == {B15, TW20, B24, JR24}
    assert len(publicaties) == 470


def test_two_values_for_the_same_children_both_stand(publicaties: list[Row]) -> None:
    kinderen = {
        r["Uitsplitsing"]: r["Waarde"]
        for r in publicaties
        if (r["Indicator"], r["Jaar"]) == ("jeugdhulp_kinderen_uniek", "2023")
    }

    assert kinderen == {"": "4.704", "totaal.bij_jeugdbescherming": "4.707"}


def test_every_printed_target_figure_is_in_the_publications(publicaties: list[Row]) -> None:
    """The targets that the extracts add up to are typed over from the same documents."""
    gedrukt = {
        (r["Document"], r["Indicator"], r["Uitsplitsing"] or "totaal", r["Jaar"]): r["Waarde"] for r in publicaties
    }
    for doel in lees():
        indirect = doel.maat != "waarde" or doel.volgnummer or doel.toelichting.startswith("afgeleid")
        if doel.herkomst == "gedrukt" and not indirect:
            waarde = gedrukt[doel.document_code, doel.indicator_code, doel.uitsplitsing, str(doel.jaar)]
            assert number(waarde) == float(doel.waarde)


def test_every_printed_target_is_a_target_of_its_document(
    streefwaarden: dict[tuple[str, str, str, str], Row], publicaties: list[Row]
) -> None:
    gedrukt = 0
    for rij in publicaties:
        soort, _, uitsplitsing = rij["Uitsplitsing"].partition(".")
        if soort == "streefwaarde":
            streefwaarde = streefwaarden[rij["Document"], rij["Indicator"], uitsplitsing, rij["Jaar"]]
            assert streefwaarde["Streefwaarde"] == rij["Waarde"]
            gedrukt += 1
    assert gedrukt > 100


def test_what_is_no_printed_target_says_where_it_comes_from(
    streefwaarden: dict[tuple[str, str, str, str], Row], publicaties: list[Row]
) -> None:
    gedrukt = {
        (r["Document"], r["Indicator"], r["Uitsplitsing"].partition(".")[2], r["Jaar"])
        for r in publicaties
        if r["Uitsplitsing"].startswith("streefwaarde")
    }
    herkomst = ("Aannemelijk: alleen in een grafiek", "Het document zegt: 2024 en verder", "Omgerekend", "Wettelijke")
    for sleutel, rij in streefwaarden.items():
        assert sleutel in gedrukt or rij["Toelichting"].startswith(herkomst), sleutel
        assert sleutel not in gedrukt or not rij["Toelichting"].startswith("Aannemelijk")


def test_targets_that_hold_for_years_are_there_for_each(streefwaarden: dict[tuple[str, str, str, str], Row]) -> None:
    for indicator, waarde in (("bijstand_volume_ontwikkeling", "0"), ("startkwalificatie_pct", "80")):
        jaren = {k[3]: r["Streefwaarde"] for k, r in streefwaarden.items() if k[:3] == (B24, indicator, "")}
        assert jaren == dict.fromkeys(("2024", "2025", "2026", "2027"), waarde)
    assert (JR24, "startkwalificatie_pct", "", "2024") not in streefwaarden
    assert streefwaarden[JR24, "startkwalificatie_pct", "", "2026"]["Streefwaarde"] == "80"


def test_documents_can_say_different_targets_for_one_year(
    streefwaarden: dict[tuple[str, str, str, str], Row],
) -> None:
    assert streefwaarden[B24, "leergeld_bereik_pct", "", "2026"]["Streefwaarde"] == "75"
    assert streefwaarden[JR24, "leergeld_bereik_pct", "", "2026"]["Streefwaarde"] == "85"
    assert streefwaarden[JR24, "lks_regulier_pct", "", "2024"]["Streefwaarde"] == "vervallen"
    beschut = {k[2:]: r["Streefwaarde"] for k, r in streefwaarden.items() if k[:2] == (JR24, "beschut_werk")}
    assert beschut == {("", "2024"): "128"}


def test_the_targets_fit_what_the_annual_report_says_about_them(
    streefwaarden: dict[tuple[str, str, str, str], Row],
) -> None:
    def doel(indicator: str, uitsplitsing: str = "", jaar: int = 2024) -> float:
        return number(streefwaarden[B24, indicator, uitsplitsing, str(jaar)]["Streefwaarde"])

    is_ = Doelcijfers()

    def werkelijk(indicator: str, uitsplitsing: str = "totaal", versie: int = 1) -> float:
        return float(is_.waarde(indicator, 2024, uitsplitsing, versie=versie))

    assert 0 < doel("sociale_activering_pct") - werkelijk("sociale_activering_pct", versie=2) < 1
    assert doel("garantverzorgd_bereik_pct") == float(is_.waarde("garantverzorgd_bereik_pct", 2021))
    assert werkelijk("iit_bereik_pct", versie=2) > doel("iit_bereik_pct")
    assert werkelijk("beschermd_wonen_clienten", versie=2) < doel("beschermd_wonen_clienten")
    assert werkelijk("mo_verblijfsduur") > doel("mo_verblijfsduur")
    assert werkelijk("vo_verblijfsduur") > doel("vo_verblijfsduur")
    assert 0 < doel("jeugdhulp_zwaar_pct") - werkelijk("jeugdhulp_zwaar_pct", versie=2) < 0.5
    assert werkelijk("jeugdbescherming_pct") < doel("jeugdbescherming_pct")
    inwoners_2024 = 161_738
    for soort in ("ondersteuning_thuis", "hulp_bij_huishouden", "hulpmiddelen_en_diensten"):
        per_1000 = 1000 * is_.aantal("wmo_voorziening_per_1000", 2024, soort, maat="teller") / inwoners_2024
        assert per_1000 < doel("wmo_voorziening_per_1000", soort) - 2


def test_survey_targets_are_the_averages_of_2021_and_fit_the_report(
    landing: Path, streefwaarden: dict[tuple[str, str, str, str], Row]
) -> None:
    stand = {
        (rij["Indicator"], rij["Uitsplitsing"], rij["Jaar"]): number(rij["Waarde"])
        for lev in LEVERINGEN
        if lev.feed in ("kennispunt", "burgerpeiling")
        for rij in first_sheet(lev.pad(landing))
    }
    for (document, indicator, uitsplitsing, _), rij in streefwaarden.items():
        if "sterk-stedelijk gemiddelde van 2021" in rij["Toelichting"]:
            assert document == B24
            assert number(rij["Streefwaarde"]) == stand[indicator, f"sterk_stedelijk.{uitsplitsing}", "2021"]
    for vorm, erboven in (("hulp_aan_buren", False), ("naastenzorg", True)):
        doel = number(streefwaarden[B24, "inzet_voor_anderen", vorm, "2024"]["Streefwaarde"])
        assert (stand["inzet_voor_anderen", vorm, "2024"] > doel) == erboven
    for op_wie in ("familie_en_vrienden", "buurt"):
        doel = number(streefwaarden[B24, "sociaal_vangnet", op_wie, "2024"]["Streefwaarde"])
        assert stand["sociaal_vangnet", op_wie, "2024"] >= doel
    assert stand["maatschappelijke_inzet", "", "2024"] > 4


def test_both_documents_list_the_same_actions_per_goal(acties: list[Row]) -> None:
    for document in (B24, JR24):
        nummers = {(rij["Doel"], rij["Nummer"]) for rij in acties if rij["Document"] == document}
        assert nummers == {(doel, f"{n:02d}") for doel, aantal in ACTIES_PER_DOEL.items() for n in range(1, aantal + 1)}
    assert len({(r["Doel"], r["Nummer"], r["Actie"]) for r in acties}) == sum(ACTIES_PER_DOEL.values())


def test_the_printed_numbers_of_actions_come_out_but_for_one_that_the_budget_miscounts(
    acties: list[Row], publicaties: list[Row]
) -> None:
    for document in (B24, JR24):
        gedrukt = {
            r["Uitsplitsing"]: int(r["Waarde"])
            for r in publicaties
            if (r["Document"], r["Indicator"]) == (document, "aantal_acties")
        }
        geteld = Counter(doel for doel, _ in {(r["Doel"], r["Nummer"]) for r in acties if r["Document"] == document})
        anders = {doel: (gedrukt[doel], geteld[doel]) for doel in geteld if gedrukt[doel] != geteld[doel]}
        assert set(gedrukt) == set(geteld)
        assert anders == ({"02.01": (7, 8)} if document == B24 else {})


def test_a_budget_reports_nothing_yet_and_the_annual_report_twice(acties: list[Row]) -> None:
    for rij in acties:
        if rij["Document"] == B24:
            assert (rij["Moment"], rij["Status"]) == ("", "")
        else:
            assert rij["Status"] in LEGENDA
            assert rij["Toelichting"].endswith("Aannemelijk: de status is gedrukt als pictogram")
    momenten = Counter(rij["Moment"] for rij in acties if rij["Document"] == JR24)
    assert momenten == {"TR": 29, "JR": 29}
    assert {rij["Status"] for rij in acties if rij["Document"] == JR24} == LEGENDA


def test_an_action_is_told_in_few_words(acties: list[Row]) -> None:
    assert all(len(rij["Actie"]) <= 80 and not rij["Actie"].startswith("We ") for rij in acties)
