"""The formulas, on a handful of made-up records whose answer one can count by hand."""

import pytest

from tests.dbt_project.verhalen import ALMELO, BORNE, ENSCHEDE, LOSSER, OLDENZAAL
from tests.dbt_project.wereld import Wereld


def test_the_stand_at_the_beginning_and_at_the_end_of_the_year_count_other_uitkeringen(wereld: Wereld) -> None:
    # 2 started on 2 January; 4 ended on 30 December; an end date is the last day.
    assert wereld.indicator(ENSCHEDE, "bijstand_uitkeringen", 2024) == 4
    assert wereld.indicator(ENSCHEDE, "bijstand_uitkeringen", 2024, uitsplitsing="begin_jaar") == 4
    assert (
        wereld.indicator(ENSCHEDE, "bijstand_uitkeringen", 2024, uitsplitsing="begin_jaar", op="2025-01-06 00:00:00")
        == 3
    )


def test_sociale_activering_counts_persons_until_2023_and_households_from_2024(wereld: Wereld) -> None:
    # Four persons are known (p1, its partner, p2, p3) in four households: who has no number counts as household only.
    assert wereld.indicator(BORNE, "sociale_activering_pct", 2023, versie=1) == 25.0
    assert wereld.indicator(BORNE, "sociale_activering_pct", 2024, versie=2) == 25.0
    assert wereld.indicator(BORNE, "sociale_activering_pct", 2023, versie=2) is None
    assert wereld.indicator(BORNE, "sociale_activering_pct", 2024, versie=1) is None


def test_loonkostensubsidie_is_a_share_of_those_who_have_it_and_those_who_could(wereld: Wereld) -> None:
    assert wereld.indicator(BORNE, "lks_regulier_pct", 2024) == 50.0


def test_beschut_werk_is_hours_in_jobs_of_31_hours(wereld: Wereld) -> None:
    assert wereld.indicator(BORNE, "beschut_werk", 2024) == 1.5
    assert wereld.indicator(BORNE, "beschut_werk", 2024, uitsplitsing="begin_jaar") == 0.5
    assert wereld.indicator(BORNE, "beschut_werk", 2024, uitsplitsing="gemiddeld") == pytest.approx(1.0)


def test_the_inkomenstoeslag_counts_decisions_and_its_reach_households(wereld: Wereld) -> None:
    assert wereld.indicator(BORNE, "iit_toekenningen", 2024) == 2
    assert wereld.indicator(BORNE, "iit_bereik_pct", 2024, versie=2) == pytest.approx(100 / 500)


def test_garantverzorgd_counts_december_and_notes_small_packages(wereld: Wereld) -> None:
    [(waarde, kanttekening, status)] = wereld.vraag(
        "select waarde, kanttekening, status from indicatoren.fct_indicator"
        " where indicator_code = 'garantverzorgd_bereik_pct' and jaar = 2024 and bekend_tot is null"
        f" and gemeente_code = '{BORNE}'"
    )
    assert waarde == 12.5
    assert kanttekening == "Van een of meer pakketten is alleen bekend dat het er minder dan vijf zijn."
    assert status == "voorlopig"


def test_who_is_in_both_registers_of_the_opvang_counts_once(wereld: Wereld) -> None:
    alleen_vis2, beide = "2024-01-20 00:00:00", "2024-03-01 00:00:00"
    assert wereld.indicator(ALMELO, "beschermd_wonen_clienten", 2023, versie=2, op=alleen_vis2) == 3
    assert wereld.indicator(ALMELO, "beschermd_wonen_clienten", 2023, versie=2, op=beide) == 4
    assert wereld.indicator(ALMELO, "beschermd_wonen_clienten", 2023, versie=1, op=alleen_vis2) == 2
    assert wereld.indicator(ALMELO, "beschermd_wonen_clienten", 2023, versie=1, op=beide) == 3
    assert wereld.indicator(ALMELO, "beschermd_wonen_clienten", 2024, versie=2) == 1


def test_a_stay_that_both_registers_hold_is_one_stay(wereld: Wereld) -> None:
    # Twice 60 days, over two persons.
    assert wereld.indicator(ALMELO, "mo_verblijfsduur", 2023) == pytest.approx(60 / 30.4375)


def test_a_year_without_an_ended_stay_has_no_mean_and_says_why(wereld: Wereld) -> None:
    [(waarde, kanttekening)] = wereld.vraag(
        f"select waarde, kanttekening from indicatoren.fct_indicator where gemeente_code = '{ALMELO}'"
        " and indicator_code = 'mo_verblijfsduur' and jaar = 2024"
    )
    assert waarde is None
    assert kanttekening == "De noemer is nul: er is geen waarde."


def test_jeugdhulp_is_split_in_light_and_heavy_in_both_meanings(wereld: Wereld) -> None:
    def aantal(uitsplitsing: str, versie: int) -> float | None:
        return wereld.indicator(LOSSER, "jeugdhulp_voorzieningen", 2024, versie=versie, uitsplitsing=uitsplitsing)

    assert [aantal(u, 1) for u in ("totaal", "licht", "zwaar")] == [4, 2, 2]
    assert [aantal(u, 2) for u in ("totaal", "licht", "zwaar")] == [4, 3, 1]
    assert wereld.indicator(LOSSER, "jeugdhulp_zwaar_pct", 2024, versie=1) == 50.0
    assert wereld.indicator(LOSSER, "jeugdhulp_zwaar_pct", 2024, versie=2) == 25.0


def test_children_are_counted_as_persons(wereld: Wereld) -> None:
    assert wereld.indicator(LOSSER, "jeugdhulp_kinderen_uniek", 2024) == 4
    assert wereld.indicator(LOSSER, "jeugdbescherming_kinderen", 2024) == 1
    assert wereld.indicator(LOSSER, "jeugdbescherming_pct", 2024) == 25.0
    assert wereld.indicator(LOSSER, "pleegzorg_gezinshuis_kinderen", 2024) == 2
    assert wereld.indicator(LOSSER, "pleegzorg_gezinshuis_pct", 2024) == 100.0


def test_wmo_counts_the_first_half_of_the_year_and_people_once_in_total(wereld: Wereld) -> None:
    def per_1000(uitsplitsing: str) -> float | None:
        return wereld.indicator(LOSSER, "wmo_voorziening_per_1000", 2024, uitsplitsing=uitsplitsing)

    een_persoon = pytest.approx(1000 / 25000)
    assert per_1000("hulp_bij_huishouden") == een_persoon
    assert per_1000("ondersteuning_thuis") == een_persoon
    assert per_1000("hulpmiddelen_en_diensten") == 0
    assert per_1000("totaal") == een_persoon


def test_without_a_noemer_there_is_no_figure(wereld: Wereld) -> None:
    codes = wereld.vraag(
        f"select distinct indicator_code from indicatoren.fct_indicator where gemeente_code = '{ENSCHEDE}' order by 1"
    )
    assert codes == [("bijstand_groei_pct",), ("bijstand_uitkeringen",)]


def test_the_vrouwenopvang_counts_the_days_of_intensive_care_per_person_who_left(wereld: Wereld) -> None:
    assert wereld.indicator(OLDENZAAL, "vo_verblijfsduur", 2024) == pytest.approx((30 + 50) / 2)
    assert wereld.indicator(OLDENZAAL, "vo_clienten", 2024) == 2


def test_leergeld_reaches_children_up_to_120_percent_and_counts_all_it_provided_for(wereld: Wereld) -> None:
    assert wereld.indicator(OLDENZAAL, "leergeld_bereik_pct", 2024) == pytest.approx(100 * 2 / 1000)
    assert wereld.indicator(OLDENZAAL, "leergeld_kinderen", 2024) == 3
