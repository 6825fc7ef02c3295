"""What the indicators are said to be: complete, with a goal, a formula or a reason, and every break of the documents."""

from collections import Counter
from itertools import pairwise

import pytest

from tests.dbt_project.seeds import Rij, kolom, seed

INDICATOREN = {(rij["indicator_code"], int(rij["definitie_versie"])): rij for rij in seed("indicator")}
FORMULES = seed("indicatorformule")
BREUKEN = {
    (b["indicator_code"], int(b["jaar"]), int(b["van_versie"]), int(b["naar_versie"])) for b in seed("indicatorbreuk")
}
# Versions that are shown beside each other over the same years; all others take each other's place.
NAAST_ELKAAR = {
    "bijstand_volume_ontwikkeling",
    "garantverzorgd_bereik_pct",
    "beschermd_wonen_clienten",
    "jeugdhulp_zwaar_pct",
    "jeugdhulp_voorzieningen",
    "verenigingsleven_pct",
    "zelfstandig_wonend_70plus",
    "startkwalificatie_pct",
}


def codes(**waar: str) -> set[str]:
    return set(kolom("indicator", "indicator_code", **waar))


class TestTheIndicatorsOfTheDocuments:
    def test_are_six_three_two_three_five_six_and_one_per_subdoel_of_enschede(self) -> None:
        aantal = Counter(INDICATOREN[sleutel]["doel_code"] for sleutel in sorted(INDICATOREN) if self._telt(sleutel))
        assert [aantal[doel] for doel in ("01.01", "01.02", "02.01", "02.02", "03.01", "03.02", "03.03")] == [
            6, 3, 2, 3, 5, 6, 1,
        ]  # fmt: skip

    @staticmethod
    def _telt(sleutel: tuple[str, int]) -> bool:
        rij = INDICATOREN[sleutel]
        return sleutel[1] == 1 and rij["kader"] == "enschede" and rij["soort"] == "indicator"

    def test_are_ten_of_the_bbv_and_the_eight_that_twenterand_names(self) -> None:
        bbv = codes(kader="bbv", soort="indicator")
        assert {code for code in bbv if not code.endswith("_tw")} == {
            f"bbv_{nummer}" for nummer in (17, 18, 19, 20, 22, 23, 29, 30, 31, 32)
        }
        assert {code for code in bbv if code.endswith("_tw")} == {
            f"bbv_{nummer}_tw" for nummer in (22, 26, 27, 28, 29, 30, 31, 32)
        }

    def test_are_nine_of_enschede_2015_and_every_row_of_twenterands_tables(self) -> None:
        assert sorted(code[:7] for code in codes(kader="enschede_2015")) == [f"en15_0{n}" for n in range(1, 10)]
        per_boom = Counter(rij["doel_code"][:4] for rij in seed("indicator") if rij["indicator_code"].startswith("tw_"))
        assert per_boom == {"TW-1": 13, "TW-2": 6, "TW-3": 5, "TW-4": 4, "TW-5": 15}

    def test_have_a_row_for_the_documents_counts_of_themselves_and_for_their_money(self) -> None:
        assert codes(soort="telling") == {"aantal_indicatoren", "aantal_acties"}
        assert codes(soort="financieel") == {f"fin_{naam}" for naam in (
            "lasten", "baten", "saldo", "storting_reserves", "onttrekking_reserves", "saldo_mutaties_reserves",
            "mutaties_reserves", "resultaat", "geraamd_resultaat", "lasten_doel", "productafwijking",
        )}  # fmt: skip


class TestAnIndicator:
    def test_has_a_goal_in_its_own_framework(self) -> None:
        kader = {rij["doel_code"]: rij["kader"] for rij in seed("doel")}
        assert {sleutel for sleutel, rij in INDICATOREN.items() if kader[rij["doel_code"]] != rij["kader"]} == set()

    def test_of_enschede_2024_has_a_speerpunt_under_that_goal(self) -> None:
        boven = {rij["doel_code"]: rij["bovenliggend_doel_code"] for rij in seed("doel")}
        for rij in seed("indicator"):
            if rij["kader"] == "enschede" and rij["soort"] in ("indicator", "onderdeel"):
                assert boven[rij["speerpunt_code"]] == rij["doel_code"], rij["indicator_code"]
            else:
                assert not rij["speerpunt_code"]

    def test_has_a_formula_or_a_sentence_that_says_why_not(self) -> None:
        met_formule = {(f["indicator_code"], int(f["definitie_versie"])) for f in FORMULES}
        assert met_formule <= set(INDICATOREN)
        assert {s for s, rij in INDICATOREN.items() if rij["niet_berekend"]} == set(INDICATOREN) - met_formule
        assert all(rij["niet_berekend"].endswith((".", "")) for rij in INDICATOREN.values())

    def test_numbers_its_versions_from_one(self) -> None:
        versies: dict[str, list[int]] = {}
        for code, versie in INDICATOREN:
            versies.setdefault(code, []).append(versie)
        assert all(lijst == list(range(1, len(lijst) + 1)) for lijst in versies.values())

    def test_has_versions_that_take_each_others_place_without_a_year_in_common(self) -> None:
        for code in {code for code, versie in INDICATOREN if versie > 1} - NAAST_ELKAAR:
            jaren = [_jaren(INDICATOREN[sleutel]) for sleutel in sorted(INDICATOREN) if sleutel[0] == code]
            assert all(tot < van for (_, tot), (van, _) in pairwise(jaren)), code

    @pytest.mark.parametrize("code", sorted(NAAST_ELKAAR))
    def test_with_old_and_new_side_by_side_has_a_break_that_says_what_changed(self, code: str) -> None:
        assert {(van, naar) for c, _, van, naar in BREUKEN if c == code and van != naar} in ({(1, 2)}, {(2, 1)})

    def test_that_counts_people_has_a_threshold(self) -> None:
        mensen = {
            "kinderen",
            "cliënten",
            "personen",
            "uitkeringen",
            "uitkeringsgerechtigden",
            "mantelzorgers",
            "jongeren",
            "jeugdigen",
        }
        assert {
            rij["indicator_code"] for rij in seed("indicator") if rij["eenheid"] in mensen and not rij["drempel"]
        } == set()


class TestTheBreaks:
    @pytest.mark.parametrize(
        "breuk",
        [
            ("iit_bereik_pct", 2023, 1, 2),
            ("beschermd_wonen_clienten", 2024, 1, 2),
            ("beschermd_wonen_clienten", 2024, 2, 2),
            ("mo_verblijfsduur", 2024, 1, 1),
            ("verenigingsleven_pct", 2019, 1, 2),
            ("startkwalificatie_pct", 2014, 1, 2),
            ("sociale_activering_pct", 2024, 1, 2),
            ("lks_regulier_pct", 2025, 1, 1),
            ("jeugdhulp_zwaar_pct", 2022, 2, 2),
            ("jeugdhulp_zwaar_pct", 2024, 1, 2),
            ("zelfstandig_wonend_70plus", 2024, 1, 2),
            ("garantverzorgd_bereik_pct", 2023, 2, 1),
            ("bijstand_volume_ontwikkeling", 2024, 1, 2),
            ("vtt_meldingen", 2019, 1, 1),
            ("leergeld_bereik_pct", 2023, 1, 1),
            ("tw_mantelzorgers_individueel", 2018, 1, 1),
            ("tw_jeugdhulp_jeugdigen", 2020, 1, 1),
        ],
    )
    def test_of_the_documents_are_there(self, breuk: tuple[str, int, int, int]) -> None:
        assert breuk in BREUKEN

    def test_are_between_versions_that_exist(self) -> None:
        assert {(code, versie) for code, _, *versies in BREUKEN for versie in versies} <= set(INDICATOREN)

    def test_are_told_beside_the_indicator_too(self) -> None:
        assert {code for code, *_ in BREUKEN if not any(r["breuk"] for r in seed("indicator") if r["indicator_code"] == code)} <= {
            # Told once, at the indicator that the documents tell it of.
            "jeugdbescherming_kinderen", "jeugdbescherming_pct", "pleegzorg_gezinshuis_kinderen", "pleegzorg_gezinshuis_pct",
        }  # fmt: skip


class TestAFormula:
    def test_passes_on_what_a_partner_states_in_the_version_it_was_stated_in(self) -> None:
        methode = {(m["indicator_code"], int(m["definitie_versie"])) for m in seed("opgavemethode")}
        posten = {f"opgave_{code}" for code in kolom("opgavepost", "post_code")}
        for formule in FORMULES:
            component, versie = formule["teller_component"], int(formule["definitie_versie"])
            if component.startswith("opgave_") and component not in posten:
                code = formule["indicator_code"]
                assert component == f"opgave_{code}" + (f"_v{versie}" if versie > 1 else "")
                assert (formule["teller_uitsplitsing"], formule["factor"]) == (formule["uitsplitsing"], "1")
                assert versie == 1 or (code, versie) in methode

    def test_uses_every_post_that_partners_state(self) -> None:
        gebruikt = {
            formule[kolomnaam] for formule in FORMULES for kolomnaam in ("teller_component", "noemer_component")
        }
        assert {f"opgave_{code}" for code in kolom("opgavepost", "post_code")} <= gebruikt

    def test_takes_something_off_only_with_all_four_parts(self) -> None:
        for formule in FORMULES:
            delen = [bool(formule[k]) for k in formule if k.startswith("aftrek_")]
            assert len(delen) == 4
            assert all(delen) or not any(delen)

    def test_makes_growth_of_two_stands_and_the_score_of_two_growths(self) -> None:
        groei = {f["indicator_code"]: f for f in FORMULES if f["aftrek_noemer_component"]}
        score = groei.pop("bijstand_volume_ontwikkeling")
        assert set(groei) == {"bijstand_groei_pct", "bijstand_groei_referentie_pct"}
        assert _breuk(score, "") == _breuk(groei["bijstand_groei_referentie_pct"], "")
        assert _breuk(score, "aftrek_") == _breuk(groei["bijstand_groei_pct"], "")
        assert all(_breuk(f, "aftrek_")[:2] == _breuk(f, "aftrek_")[2:] == _breuk(f, "")[2:] for f in groei.values())


class TestTheMethodOfAStatement:
    def test_changes_from_one_day_to_the_next(self) -> None:
        for code in {m["indicator_code"] for m in seed("opgavemethode")}:
            oud, nieuw = (m for m in seed("opgavemethode") if m["indicator_code"] == code)
            assert (oud["definitie_versie"], nieuw["definitie_versie"]) == ("1", "2")
            assert (oud["peildatum_van"], nieuw["peildatum_tot"]) == ("", "")
            assert (oud["peildatum_tot"][:8], oud["peildatum_tot"][8:]) == (nieuw["peildatum_van"][:8], "30")
            assert nieuw["peildatum_van"].endswith("-31")

    def test_is_said_of_every_indicator_that_is_stated_in_more_versions(self) -> None:
        gesteld = {
            f["indicator_code"]
            for f in FORMULES
            if f["teller_component"].endswith("_v2") and f["definitie_versie"] == "2"
        }
        assert set(kolom("opgavemethode", "indicator_code")) == gesteld


def test_documents_follow_each_other_by_when_they_were_made() -> None:
    volgorde = sorted(seed("document"), key=lambda document: document["volgorde_datum"])
    assert [document["document_code"] for document in volgorde] == [
        "enschede-begroting-2015",
        "twenterand-begroting-2020",
        "enschede-doelenboom-2022-2026",
        "enschede-begroting-2024",
        "enschede-jaarrekening-2023",
        "enschede-begroting-2025",
        "enschede-jaarrekening-2024",
    ]


def _jaren(rij: Rij) -> tuple[int, int]:
    return int(rij["geldig_van_jaar"] or 0), int(rij["geldig_tot_jaar"] or 9999)


def _breuk(formule: Rij, voor: str) -> tuple[str, ...]:
    return tuple(
        formule[f"{voor}{deel}_{soort}"] for deel in ("teller", "noemer") for soort in ("component", "uitsplitsing")
    )
