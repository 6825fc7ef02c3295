"""Lasten and baten per taakveld: which delivery counts for a report, and who did not deliver."""

from decimal import Decimal

from tests.dbt_project.verhalen import (
    ALMELO,
    BORNE,
    EMMEN,
    ENSCHEDE,
    HAAKSBERGEN,
    HENGELO,
    LOSSER,
    OLDENZAAL,
    TWENTERAND,
)
from tests.dbt_project.wereld import Wereld

Regels = dict[str, tuple[Decimal | None, Decimal | None]]


def verslag(w: Wereld, gemeente: str, verslagsoort: str) -> Regels:
    """Lasten and baten per taakveld of one report."""
    rijen = w.vraag(
        "select taakveld_code, lasten_eur, baten_eur from financien.mart_taakveld"
        f" where gemeente_code = '{gemeente}' and verslagsoort = '{verslagsoort}'"
    )
    return {code: (lasten, baten) for code, lasten, baten in rijen}


def opgave(w: Wereld, gemeente: str, verslagsoort: str) -> str:
    """Whether a municipality delivered a report."""
    [(antwoord,)] = w.vraag(
        "select opgave from financien.mart_iv3opgave"
        f" where gemeente_code = '{gemeente}' and verslagsoort = '{verslagsoort}'"
    )
    return str(antwoord)


def euro(bedrag: str) -> Decimal:
    """An amount as the marts hold it."""
    return Decimal(bedrag).quantize(Decimal("0.01"))


def test_its_own_delivery_goes_before_the_national_data_and_0_10_is_not_0_1(wereld: Wereld) -> None:
    assert verslag(wereld, ENSCHEDE, "2023X005") == {
        "6.71": (euro("1000.50"), euro("0")),
        "6.71a": (euro("2000"), euro("100")),
        "0.1": (euro("300"), euro("0")),
        "0.10": (euro("0"), euro("3200.50")),
    }
    assert wereld.vraag(
        "select distinct feed, verslag, inwoners from financien.mart_taakveld"
        f" where gemeente_code = '{ENSCHEDE}' and verslagsoort = '2023X005'"
    ) == [("iv3", "jaarrekening", 161235)]


def test_a_corrected_quarter_leaves_the_jaarrekening_of_the_same_peildatum_alone(wereld: Wereld) -> None:
    assert verslag(wereld, ENSCHEDE, "2023X004") == {
        "6.71": (euro("400"), euro("1")),
        "6.71a": (euro("500"), euro("0")),
    }
    assert opgave(wereld, ENSCHEDE, "2023X005") == "geleverd"


def test_national_data_with_parts_and_baten_goes_before_lasten_only(wereld: Wereld) -> None:
    assert verslag(wereld, OLDENZAAL, "2023X005") == {
        "6.71": (euro("10000"), euro("1000")),
        "6.71d": (euro("50000"), euro("59000")),
    }


def test_a_later_file_counts_for_whom_it_speaks_of_and_the_earlier_one_stands_for_the_others(wereld: Wereld) -> None:
    assert verslag(wereld, TWENTERAND, "2023X005") == {"6.71": (euro("-12000"), None), "0.1": (euro("6000"), None)}
    assert verslag(wereld, ENSCHEDE, "2025X000") == {"6.71": (euro("50000"), None), "6.60": (euro("4000"), None)}


def test_who_a_correction_no_longer_holds_is_withdrawn(wereld: Wereld) -> None:
    assert verslag(wereld, OLDENZAAL, "2024X000") == {"6.71": (euro("2000"), euro("2000"))}
    assert verslag(wereld, BORNE, "2024X000") == {}
    assert opgave(wereld, BORNE, "2024X000") == "ontbreekt"


def test_zeros_no_statement_and_nothing_at_all_are_told_apart(wereld: Wereld) -> None:
    verslagsoort = "2023X005"
    assert {
        gemeente: opgave(wereld, gemeente, verslagsoort) for gemeente in (TWENTERAND, ALMELO, HAAKSBERGEN, EMMEN)
    } == {
        TWENTERAND: "geleverd",
        ALMELO: "nullen",
        HAAKSBERGEN: "geen_opgave",
        EMMEN: "ontbreekt",
    }
    assert verslag(wereld, ALMELO, verslagsoort)["6.71"] == (euro("0"), None)
    assert verslag(wereld, HAAKSBERGEN, verslagsoort)["6.71"] == (None, None)
    assert wereld.vraag(
        "select count(*), count(lasten_per_inwoner_eur) from financien.mart_taakveld"
        f" where gemeente_code in ('{ALMELO}', '{HAAKSBERGEN}')"
    ) == [(4, 0)]


def test_a_name_without_its_suffix_is_the_municipality_and_nederland_is_none(wereld: Wereld) -> None:
    assert verslag(wereld, HENGELO, "2023X005") == {
        "0.1": (euro("8000"), euro("2000")),
        "0.10": (euro("0"), euro("6000")),
        "0.2": (euro("0"), euro("90000")),
    }
    assert wereld.vraag("select count(*) from financien.mart_taakveld where lasten_eur = 9000000") == [(0,)]


def test_a_report_of_which_no_national_data_speaks_is_per_inhabitant_of_cbs(wereld: Wereld) -> None:
    assert wereld.vraag(
        f"select inwoners, lasten_per_inwoner_eur from financien.mart_taakveld where gemeente_code = '{LOSSER}'"
    ) == [(25000, Decimal("0.040000"))]
    assert wereld.vraag("select count(*) from financien.mart_iv3opgave where verslagsoort = '2024X001'") == [(1,)]


def test_whether_a_report_balances_is_judged_where_both_sides_are_known(wereld: Wereld) -> None:
    rijen = wereld.vraag(
        "select gemeente_code, saldo_eur, in_evenwicht from financien.mart_iv3opgave where verslagsoort = '2023X005'"
        f" and gemeente_code in ('{ENSCHEDE}', '{OLDENZAAL}', '{HENGELO}', '{TWENTERAND}')"
    )
    assert {gemeente: (saldo, oordeel) for gemeente, saldo, oordeel in rijen} == {
        ENSCHEDE: (euro("0"), True),
        OLDENZAAL: (euro("0"), True),
        HENGELO: (euro("90000"), False),
        TWENTERAND: (None, None),
    }


def test_parts_of_different_years_add_up_under_one_taakveld(wereld: Wereld) -> None:
    """6.71 has amounts of its own beside its parts in 2023, none in 2025, and no parts in 2017."""
    rijen = wereld.vraag(
        f"""
        select m.jaar, sum(m.lasten_eur)
        from financien.mart_taakveld as m
        inner join financien.dim_taakveld as d on m.taakveld_code = d.taakveld_code and m.jaar = d.jaar
        where m.gemeente_code = '{ENSCHEDE}' and right(m.verslagsoort, 1) in ('0', '5')
          and '6.71' in (d.taakveld_code, d.bovenliggende_code)
        group by m.jaar
        """
    )
    assert dict(rijen) == {2017: euro("20000"), 2023: euro("3000.50"), 2025: euro("50000")}


def test_the_tree_of_taakvelden_is_that_of_each_year(wereld: Wereld) -> None:
    rijen = wereld.vraag(
        "select taakveld_code, min(jaar), max(jaar), min(bovenliggende_code), min(hoofdtaakveld_code), bool_or(boekbaar)"
        " from financien.dim_taakveld where taakveld_code in ('6.71', '6.71a', '6.711', '6.60', '6.6', '6.73') group by all"
    )
    assert sorted(rijen) == [
        ("6.6", 2017, 2024, "6", "6", True),
        ("6.60", 2025, 2026, "6", "6", True),
        ("6.71", 2017, 2026, "6", "6", True),
        ("6.711", 2025, 2026, "6.71", "6", True),
        ("6.71a", 2023, 2024, "6.71", "6", True),
        ("6.73", 2023, 2024, "6", "6", False),
    ]
    assert wereld.vraag(
        "select jaar, boekbaar from financien.dim_taakveld where taakveld_code = '6.71' and jaar > 2022 order by jaar"
    ) == [(2023, True), (2024, True), (2025, False), (2026, False)]
