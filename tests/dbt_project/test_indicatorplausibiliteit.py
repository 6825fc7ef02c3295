"""The figures themselves beside the year before: what the mart says holds for every figure, and its bands are data."""

import csv

from tests.dbt_project.wereld import PROJECT, Wereld

SEEDS = PROJECT / "seeds" / "indicatoren"
MART = "indicatoren.mart_indicatorplausibiliteit"


def seed(name: str) -> list[dict[str, str]]:
    with (SEEDS / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_a_band_is_about_an_indicator_that_exists_and_says_why() -> None:
    bands = {row["indicator_code"]: row for row in seed("indicatorband")}
    assert bands.keys() - {row["indicator_code"] for row in seed("indicator")} == {"*"}
    assert all(row["reden"].endswith(".") for row in bands.values())
    assert 0 < float(bands["*"]["sprong"]) < 0.5, "half a figure is a jump"


def test_every_figure_with_an_earlier_year_is_judged_once(wereld: Wereld) -> None:
    expected = wereld.vraag(
        """
        select count(*) from indicatoren.fct_indicator as f
        where bekend_tot is null and waarde is not null and exists (
            select 1 from indicatoren.fct_indicator as v
            where v.bekend_tot is null and v.waarde is not null and v.jaar < f.jaar
                and (v.gemeente_code, v.indicator_code, v.definitie_versie, v.uitsplitsing)
                = (f.gemeente_code, f.indicator_code, f.definitie_versie, f.uitsplitsing)
                and strftime(v.peildatum, '%m%d') = strftime(f.peildatum, '%m%d')
                and not exists (
                    select 1 from indicatoren.dim_breuk as b
                    where b.indicator_code = f.indicator_code and b.van_versie = b.naar_versie
                        and b.naar_versie = f.definitie_versie and b.jaar > v.jaar and b.jaar <= f.jaar
                        and coalesce(b.uitsplitsing, f.uitsplitsing) = f.uitsplitsing))
        """
    )
    assert wereld.vraag(f"select count(vorige_jaar) from {MART}") == expected
    assert expected[0][0] > 5


def test_a_jump_lies_outside_its_band_and_what_is_plausible_within(wereld: Wereld) -> None:
    wrong = wereld.vraag(
        f"""
        select * from {MART}
        where vorige_jaar is not null
            and (oordeel = 'sprong') <> (waarde < ondergrens - 1e-6 or waarde > bovengrens + 1e-6)
        """
    )
    assert wrong == []


def test_a_strong_revision_is_one_by_more_than_the_band_allows(wereld: Wereld) -> None:
    revised = wereld.vraag(
        f"select abs(waarde - eerder_bekend) > 0.05 * abs(eerder_bekend), oordeel from {MART}"
        " where eerder_bekend is not null and indicator_code not in"
        " (select indicator_code from referentie.indicatorband) and oordeel <> 'sprong'"
    )
    assert (True, "herzien_sterk") in revised
    assert set(revised) <= {(True, "herzien_sterk"), (False, "plausibel")}


def test_a_sentence_names_both_values_with_their_years(wereld: Wereld) -> None:
    wrong = wereld.vraag(
        f"""
        select uitleg from {MART}
        where not starts_with(uitleg, concat('Over ', jaar, ' is de waarde '))
            or (vorige_jaar is not null) <> contains(uitleg, concat('Over ', vorige_jaar, ' was ze '))
            or (eerder_bekend is not null) <> contains(uitleg, concat('Eerder was over ', jaar, ' bekend: '))
        """
    )
    assert wrong == []
