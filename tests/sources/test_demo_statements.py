"""What the demo's partners state: cells as they are typed, every figure that a document printed, and what the annual
report says in words about charts whose values it does not print.

Belongs here: feed opgave. Does not belong here: how the typed cells are read by the warehouse.
"""

import re
from collections import defaultdict
from pathlib import Path

import pytest

from sources.demo.generate import LEVERINGEN
from sources.getypt import PATROON
from tests.support.demo_rows import Row, first_sheet, number

KOP = ["Indicator", "Uitsplitsing", "Jaar", "Waarde", "Eenheid", "Status", "Toelichting"]
ENSCHEDE = {
    "vtt", "kennispunt", "burgerpeiling", "gbtwente", "cedris", "dcw", "gmsd", "ciz", "duo", "ggd", "cbs",
    "referentiegemeenten",
}  # fmt: skip
TWENTERAND = {
    "civ", "szt", "evenmens", "avedan", "mee", "menzis", "hartslagnu", "tactus", "roc", "taalpunt", "humanitas",
    "intern", "extern", "instellingen",
}  # fmt: skip
BIJSTAND = {2018: 5962, 2019: 5911, 2020: 5948, 2021: 5806, 2022: 5584, 2023: 5623, 2024: 5690}


class Opgaven:
    """All statements: the newest of each figure, and what one delivery said."""

    def __init__(self, landing: Path) -> None:
        self.leveringen = {
            (lev.gemeente, lev.feed, f"{lev.peildatum}"): first_sheet(lev.pad(landing))
            for lev in sorted(LEVERINGEN, key=lambda lev: lev.peildatum)
            if lev.bron == "opgave"
        }
        self.nieuwste: dict[tuple[str, str, int], Row] = {}
        for rijen in self.leveringen.values():
            for rij in rijen:
                self.nieuwste[rij["Indicator"], rij["Uitsplitsing"], int(rij["Jaar"])] = rij

    def waarde(self, indicator: str, jaar: int, uitsplitsing: str = "") -> float:
        return number(self.nieuwste[indicator, uitsplitsing, jaar]["Waarde"])

    def volgens(self, feed: str, peildatum: str) -> dict[tuple[str, str, int], str]:
        rijen = self.leveringen["GM0153", feed, peildatum]
        return {(r["Indicator"], r["Uitsplitsing"], int(r["Jaar"])): r["Waarde"] for r in rijen}


@pytest.fixture(scope="module")
def opgaven(landing: Path) -> Opgaven:
    return Opgaven(landing)


@pytest.fixture(scope="module")
def gedrukt(landing: Path) -> dict[tuple[str, str, str, str], str]:
    """What the documents print, as the controllers typed it over."""
    paden = [lev.pad(landing) for lev in LEVERINGEN if (lev.bron, lev.feed) == ("pc", "publicaties")]
    return {
        (rij["Document"], rij["Indicator"], rij["Uitsplitsing"], rij["Jaar"]): rij["Waarde"]
        for pad in paden
        for rij in first_sheet(pad)
    }


def test_every_partner_of_both_municipalities_states_something(opgaven: Opgaven) -> None:
    feeds = defaultdict(set)
    for gemeente, feed, _ in opgaven.leveringen:
        feeds[gemeente].add(feed)

    assert feeds == {"GM0153": ENSCHEDE, "GM1700": TWENTERAND}
    assert len(ENSCHEDE | TWENTERAND) == 26


def test_statements_have_the_layout_and_cells_as_people_type_them(opgaven: Opgaven) -> None:
    for rijen in opgaven.leveringen.values():
        assert rijen
        for rij in rijen:
            assert list(rij) == KOP
            assert re.fullmatch(PATROON, rij["Waarde"])
            assert rij["Status"] in ("", "voorlopig", "nader voorlopig", "definitief")


def test_a_delivery_states_nothing_twice_and_nothing_that_is_still_to_come(opgaven: Opgaven) -> None:
    for (_, _, peildatum), rijen in opgaven.leveringen.items():
        sleutels = [(r["Indicator"], r["Uitsplitsing"], r["Jaar"]) for r in rijen]
        assert len(sleutels) == len(set(sleutels))
        assert all(jaar <= peildatum[:4] for _, _, jaar in sleutels)


def test_every_printed_figure_of_a_partner_is_what_he_states(
    opgaven: Opgaven, gedrukt: dict[tuple[str, str, str, str], str]
) -> None:
    gezien = set()
    for (document, indicator, uitsplitsing, jaar), waarde in gedrukt.items():
        sleutel = (indicator, uitsplitsing, int(jaar)) if re.fullmatch(r"\d{4}", jaar) else None
        if sleutel in opgaven.nieuwste and (indicator, jaar) != ("verenigingsleven_pct", "2019"):
            opgegeven = opgaven.nieuwste[sleutel]["Waarde"]
            assert opgegeven.removesuffix("%") == waarde.removesuffix("%"), sleutel
            gezien.add((document, indicator))

    per_document = {d: {i for doc, i in gezien if doc == d} for d, _ in gezien}
    assert {i for i in per_document["enschede-jaarrekening-2024"] if i.startswith("bbv_")} == {
        f"bbv_{n}" for n in (17, 18, 19, 20, 22, 23, 29, 30, 31, 32)
    }
    assert len(per_document["twenterand-begroting-2020"]) == 38


def test_twenterand_is_stated_exactly_as_its_budget_prints_it(
    opgaven: Opgaven, gedrukt: dict[tuple[str, str, str, str], str]
) -> None:
    document = {k[1:]: w for k, w in gedrukt.items() if k[0].startswith("twenterand") and k[1].startswith("tw_")}
    realisaties = {(i, "", int(jaar)): waarde for (i, u, jaar), waarde in document.items() if u == ""}

    opgegeven = {k: rij["Waarde"] for k, rij in opgaven.nieuwste.items() if k[0].startswith("tw_")}

    assert opgegeven == realisaties
    typen = (
        "511(01-7)",
        "36(01/07)",
        "489 (31/5)",
        "322.316**",
        "203*",
        "104****",
        "--",
        "-",
        "gereed",
        "100%",
        "1.039",
    )
    assert set(typen) <= set(opgegeven.values())
    for (indicator, _, _), rij in opgaven.nieuwste.items():
        if indicator.startswith("tw_"):
            is_bekend = re.search(r"\d", rij["Waarde"]) or rij["Waarde"] == "gereed"
            is_tussenstand = "(" in rij["Waarde"]
            assert rij["Status"] == ("definitief" if is_bekend and not is_tussenstand else "")


def test_verenigingsleven_was_recalculated_by_a_later_statement(opgaven: Opgaven) -> None:
    oud, ook_oud, nieuw = (opgaven.volgens("kennispunt", f"{jaar}-12-31") for jaar in (2022, 2023, 2024))

    assert oud["verenigingsleven_pct", "", 2019] == "66"
    assert ("verenigingsleven_pct", "", 2023) in ook_oud
    assert {jaar for indicator, _, jaar in nieuw if indicator == "verenigingsleven_pct"} == set(range(2019, 2025))
    assert nieuw["verenigingsleven_pct", "", 2019] != "66"
    assert {k for k in nieuw if k[2] < 2024} == {("verenigingsleven_pct", "", jaar) for jaar in range(2019, 2024)}
    between = [number(oud["verenigingsleven_pct", "", jaar]) for jaar in (2020, 2021, 2022)]
    assert all(57 <= waarde <= 63 for waarde in between)


def test_70_plussers_are_per_1000_until_the_statement_of_2024_restates_them_as_a_percentage(opgaven: Opgaven) -> None:
    oud, nieuw = opgaven.volgens("ciz", "2023-12-31"), opgaven.volgens("ciz", "2024-12-31")

    assert all(number(waarde) > 100 and "%" not in waarde for waarde in oud.values())
    assert all(waarde.endswith("%") for waarde in nieuw.values())
    assert {jaar for *_, jaar in nieuw} == {jaar for *_, jaar in oud} | {2024}
    assert opgaven.waarde("zelfstandig_wonend_70plus", 2024) < opgaven.waarde("zelfstandig_wonend_70plus", 2023)


def test_cbs_recalculated_startkwalificaties_upwards_until_2020(opgaven: Opgaven) -> None:
    oud, nieuw = opgaven.volgens("cbs", "2022-12-31"), opgaven.volgens("cbs", "2023-12-31")

    for jaar in (2019, 2020):
        sleutel = ("startkwalificatie_pct", "", jaar)
        assert 1 < number(nieuw[sleutel]) - number(oud[sleutel]) < 5
    waarden = [opgaven.waarde("startkwalificatie_pct", jaar) for jaar in (2022, 2023, 2024)]
    assert waarden == sorted(waarden)
    assert len(set(waarden)) == 3


def test_bijstand_grew_a_little_more_than_in_the_reference_municipalities(opgaven: Opgaven) -> None:
    standen: dict[int, dict[str, float]] = defaultdict(dict)
    for (indicator, gemeente, jaar), rij in opgaven.nieuwste.items():
        if indicator == "bijstand_volume_ontwikkeling":
            standen[jaar][gemeente] = number(rij["Waarde"])
    score = {
        jaar: 100
        * (sum(standen[jaar].values()) / sum(standen[jaar - 1].values()) - BIJSTAND[jaar] / BIJSTAND[jaar - 1])
        for jaar in range(2019, 2025)
    }

    assert -0.5 < score[2024] < 0
    assert any(waarde > 0 for waarde in score.values())
    assert {jaar: len(leden) for jaar, leden in standen.items()} == dict.fromkeys(range(2018, 2025), 20)
    assert len({frozenset(leden) for leden in standen.values()}) == 1
    assert all("GM0153" not in leden for leden in standen.values())


def test_meldingen_grew_as_the_documents_say(opgaven: Opgaven) -> None:
    jaar = {j: opgaven.waarde("vtt_meldingen", j) for j in range(2019, 2025)}
    halverwege = {j: number(opgaven.volgens("vtt", f"{j}-06-30")["vtt_meldingen", "", j]) for j in (2019, 2023)}

    assert jaar[2024] == 4501
    assert jaar[2023] == pytest.approx(4207, abs=20)
    assert round(100 * (jaar[2024] / jaar[2023] - 1)) == 7
    assert round(100 * (jaar[2022] / jaar[2019] - 1), 1) == 26.8
    assert round(100 * (halverwege[2023] / halverwege[2019] - 1), 1) == 44.2
    assert all(halverwege[j] < jaar[j] for j in halverwege)


def test_the_survey_tells_the_story_of_the_annual_report(opgaven: Opgaven) -> None:
    w = opgaven.waarde

    assert round(w("sportdeelname_pct", 2022) - w("sportdeelname_pct", 2021), 1) == 6
    assert 0 < w("sportdeelname_pct", 2023) - w("sportdeelname_pct", 2024) < 2
    assert ("sportdeelname_pct", "", 2020) not in opgaven.nieuwste
    assert round(w("sociale_eenzaamheid_pct", 2022) - w("sociale_eenzaamheid_pct", 2021), 1) == 8
    assert w("sociale_eenzaamheid_pct", 2024) > w("sociale_eenzaamheid_pct", 2023)
    for soort in ("gezondheid_en_zorg", "welzijn", "sport"):
        assert abs(w("tevredenheid_voorzieningen", 2024, soort) - w("tevredenheid_voorzieningen", 2023, soort)) < 0.5
    assert w("tevredenheid_voorzieningen", 2024, "spelen") > w("tevredenheid_voorzieningen", 2023, "spelen") + 2
    for vorm in ("hulp_aan_buren", "naastenzorg"):
        assert w("inzet_voor_anderen", 2024, vorm) > w("inzet_voor_anderen", 2023, vorm)
    assert w("inzet_voor_anderen", 2022, "hulp_aan_buren") < w("inzet_voor_anderen", 2021, "hulp_aan_buren")
    assert w("inzet_voor_anderen", 2022, "naastenzorg") > w("inzet_voor_anderen", 2021, "naastenzorg")
    assert w("maatschappelijke_inzet", 2019) < w("maatschappelijke_inzet", 2024) < w("maatschappelijke_inzet", 2023)
    assert w("deelname_mogelijkheden_schaal", 2024) < min(
        w("deelname_mogelijkheden_schaal", jaar) for jaar in range(2019, 2024)
    )
    vrijwillig = [w("vrijwilligerswerk_pct", jaar) for jaar in range(2020, 2025)]
    assert max(vrijwillig) - min(vrijwillig) < 0.5
    assert w("vrijwilligerswerk_pct", 2024) == w("vrijwilligerswerk_pct", 2024, "sterk_stedelijk")
    vereniging = [w("verenigingsleven_pct", jaar) for jaar in (2022, 2023, 2024)]
    assert max(vereniging) - min(vereniging) < 1


def test_every_survey_figure_has_the_average_of_its_group_beside_it(opgaven: Opgaven) -> None:
    panel = {(i, u) for i, u, jaar in opgaven.volgens("kennispunt", "2024-12-31") if jaar == 2024}
    gemiddelden = {(i, u) for i, u, jaar in opgaven.volgens("burgerpeiling", "2024-12-31") if jaar == 2024}

    assert gemiddelden == {(i, "sterk_stedelijk" + (f".{u}" if u else "")) for i, u in panel}
    assert {i for i, _ in panel} == {
        "tevredenheid_voorzieningen", "sportdeelname_pct", "sociaal_vangnet", "inzet_voor_anderen",
        "sociale_eenzaamheid_pct", "maatschappelijke_inzet", "verenigingsleven_pct", "vrijwilligerswerk_pct",
        "deelname_mogelijkheden_schaal",
    }  # fmt: skip


def test_the_old_target_group_of_the_iit_ends_in_2022(opgaven: Opgaven) -> None:
    groep = {jaar: opgaven.waarde("iit_doelgroep", jaar) for i, _, jaar in opgaven.nieuwste if i == "iit_doelgroep"}

    assert set(groep) == set(range(2019, 2023))
    assert round(100 * 1995 / groep[2021]) == 24


def test_only_what_a_document_printed_is_called_printed(
    opgaven: Opgaven, gedrukt: dict[tuple[str, str, str, str], str]
) -> None:
    documenten = {"2024": "enschede-jaarrekening-2024", "begroting": "enschede-begroting-2024"}
    for (gemeente, _, _), rijen in opgaven.leveringen.items():
        for rij in rijen if gemeente == "GM0153" else []:
            toelichting = rij["Toelichting"]
            if toelichting.startswith("Gedrukt") and rij["Indicator"] != "beschut_werk_taakstelling":
                document = documenten["begroting" if "begroting" in toelichting else "2024"]
                assert gedrukt[document, rij["Indicator"], rij["Uitsplitsing"], rij["Jaar"]] == rij[
                    "Waarde"
                ].removesuffix("%")
            else:
                assert (
                    toelichting.startswith(("Aannemelijk", "Volgt uit", "Gedrukt"))
                    or "zoals de begroting" in toelichting
                )
