"""The data tests that guard the amounts (dbt_project/tests) see what is wrong: each is held against a small document that
adds up, and then against the same with one line lost, changed or put in.

The models between the lines and the tests are rendered without dbt and run on those lines, so what fails here is what
would fail at night. Belongs here: that a wrong document is seen. Does not belong here: what the models make of a sound
one (their unit tests, test_begroting.py).
"""

from collections.abc import Callable
from dataclasses import asdict, dataclass, replace

import duckdb
import pytest

from tests.dbt_project.sjablonen import model

MODELLEN = {
    "int_begrotingssom": "intermediate",
    "int_begrotingsbedrag": "intermediate",
    "fct_begrotingsregel": "financien",
    "mart_begrotingscontrole": "financien",
    "mart_programmarekening": "financien",
    "mart_lasten_per_doel": "financien",
    "mart_meerjarenraming": "financien",
}
SQL = {naam: model(f"models/{map_}/{naam}.sql", "begroting") for naam, map_ in MODELLEN.items()}
DELEN = {"doelen_maken_het_programma", "producten_maken_het_programma", "producten_maken_het_doel"}
TESTS = DELEN | {
    "taakvelden_maken_hun_totaal",
    "ramingen_maken_het_totaal",
    "lasten_per_doel_maken_de_programmarekening",
    "rekening_telt_op",
}
TESTS_SQL = {naam: model(f"tests/{naam}.sql", "begroting", "perioden") for naam in sorted(TESTS)}


@dataclass(frozen=True)
class Regel:
    """A budget line as the models read it."""

    soort: str
    bedrag_eur: int
    niveau: str = "programma"
    doel_code: str | None = None
    product_code: str | None = None
    taakveld_code: str | None = None
    fase: str = "realisatie"
    jaar: int = 2024
    document_code: str = "d"
    eenheid: str = "x 1.000 euro"


def lasten(bedrag: int, niveau: str, doel: str, product: str | None = None, taakveld: str | None = None) -> Regel:
    return Regel("lasten", bedrag, niveau, doel, product, taakveld)


PROGRAMMA = [Regel("lasten", 100_000), Regel("baten", 30_000), Regel("storting", 4_000)]
DOELEN = [
    lasten(60_000, "doel", "01"),
    lasten(40_000, "doel", "02"),
    Regel("baten", 20_000, "doel", "01"),
    Regel("baten", 10_000, "doel", "02"),
]
PRODUCTEN = [
    lasten(60_000, "product", "01", "a"),
    lasten(40_000, "product", "02", "b"),
    Regel("baten", 20_000, "product", "01", "a"),
    Regel("baten", 10_000, "product", "02", "b"),
]
TAAKVELDEN = [
    lasten(50_000, "taakveld", "01", "a", "6.3"),
    lasten(10_000, "taakveld", "01", "a", "6.4"),
    Regel("baten", 20_000, "taakveld", "01", "a", "6.3"),
]
RAMING = [replace(regel, jaar=2025, fase="raming") for regel in PROGRAMMA + DOELEN]
DOCUMENT = PROGRAMMA + DOELEN + PRODUCTEN + TAAKVELDEN + RAMING


def administratie(
    regels: list[Regel], leemten: list[tuple[str | None, ...]] | None = None
) -> duckdb.DuckDBPyConnection:
    """The marts of one document, which prints in thousands."""
    con = duckdb.connect()
    con.execute(
        "create table int_begrotingsregel (levering_id varchar, rijnummer bigint, gemeente_code varchar,"
        " document_code varchar, jaar int, fase varchar, programma varchar, doel_code varchar, product_code varchar,"
        " product varchar, taakveld_code varchar, niveau varchar, soort varchar, bedrag_eur decimal(18, 2),"
        " eenheid varchar, synthetisch boolean);"
        "create table document as from (values ('d', date '2025-06-01'), ('later', date '2026-06-01'))"
        " as t (document_code, volgorde_datum);"
        "create table doel as select 'x' as doel_code, 'X' as naam;"
        "create table documentpresentatie as select 'd' as document_code, 1000 as factor;"
        "create table documentleemte (document_code varchar, niveau varchar, fase varchar, soort varchar,"
        " toelichting varchar)"
    )
    for regel in regels:
        velden = asdict(regel)
        con.execute(
            "insert into int_begrotingsregel by name select 'GM1' as gemeente_code,"
            f" 'P' as programma, false as synthetisch, {', '.join(f'${naam} as {naam}' for naam in velden)}",
            velden,
        )
    for leemte in leemten or []:
        con.execute("insert into documentleemte values ('d', ?, ?, ?, 'Niet gedrukt.')", leemte)
    for naam, sql in SQL.items():
        con.execute(f"create table {naam} as {sql}")
    return con


def gezien(con: duckdb.DuckDBPyConnection) -> set[str]:
    """The tests that fail."""
    return {naam for naam, sql in TESTS_SQL.items() if con.execute(sql).fetchall()}


def zonder(kwijt: Callable[[Regel], bool]) -> list[Regel]:
    over = [regel for regel in DOCUMENT if not kwijt(regel)]
    assert len(over) < len(DOCUMENT)
    return over


def anders(regel: Regel, bedrag: int) -> list[Regel]:
    assert regel in DOCUMENT
    return [replace(r, bedrag_eur=bedrag) if r == regel else r for r in DOCUMENT]


def test_a_document_that_adds_up_is_right() -> None:
    assert gezien(administratie(DOCUMENT)) == set()


def test_one_printed_unit_is_what_rounding_does() -> None:
    assert gezien(administratie(anders(PROGRAMMA[0], 101_000))) == set()


def test_of_every_rounded_part_half_a_unit_may_be_lost() -> None:
    """Seven products of 14.286 thousand, each printed as 14: together 98, and the programme as 100."""
    delen = [replace(PRODUCTEN[0], product_code=code, bedrag_eur=14_000) for code in "abcdefg"]
    leemte: list[tuple[str | None, ...]] = [("doel", None, None)]
    assert gezien(administratie([PROGRAMMA[0], *delen], leemte)) == set()
    assert "producten_maken_het_programma" in gezien(administratie([PROGRAMMA[0], *delen[:-1]], leemte))


def test_a_product_that_serves_no_goal_makes_the_programme_with_the_goals() -> None:
    stelpost = Regel("lasten", 5_000, "product", None, "stelpost")
    leemte: list[tuple[str | None, ...]] = [("product", None, None)]
    goals = [Regel("lasten", 105_000), *DOELEN[:2], stelpost]
    assert "doelen_maken_het_programma" not in gezien(administratie(goals, leemte))
    assert "doelen_maken_het_programma" in gezien(administratie([PROGRAMMA[0], *goals[1:]], leemte))


@pytest.mark.parametrize(
    ("regels", "tests"),
    [
        pytest.param(
            anders(PROGRAMMA[0], 102_000),
            {"doelen_maken_het_programma", "producten_maken_het_programma", "lasten_per_doel_maken_de_programmarekening"},
            id="the total of a programme is two units off",
        ),
        pytest.param(
            anders(DOELEN[3], 12_000), {"doelen_maken_het_programma", "producten_maken_het_doel"},
            id="the baten of a goal are two units off",
        ),
        pytest.param(
            anders(PRODUCTEN[0], 62_000),
            {*DELEN, "taakvelden_maken_hun_totaal", "lasten_per_doel_maken_de_programmarekening"} - {"doelen_maken_het_programma"},
            id="the lasten of a product are two units off",
        ),
        pytest.param(
            anders(TAAKVELDEN[1], 12_000), {"taakvelden_maken_hun_totaal"}, id="a taakveld is two units off"
        ),
        pytest.param(
            anders(RAMING[3], 62_000), {"doelen_maken_het_programma", "ramingen_maken_het_totaal"},
            id="a goal of a later year is two units off",
        ),
    ],
)  # fmt: skip
def test_parts_that_do_not_make_their_total_are_seen(regels: list[Regel], tests: set[str]) -> None:
    assert gezien(administratie(regels)) == tests


@pytest.mark.parametrize(
    ("regels", "tests"),
    [
        pytest.param(
            zonder(lambda r: r.niveau == "programma" and r.soort == "baten" and r.jaar == 2024),
            {"doelen_maken_het_programma", "producten_maken_het_programma"},
            id="the baten of the programme",
        ),
        pytest.param(
            zonder(lambda r: r.niveau == "programma" and r.jaar == 2024),
            {"doelen_maken_het_programma", "producten_maken_het_programma"},
            id="the whole programme",
        ),
        pytest.param(
            zonder(lambda r: r.niveau == "doel" and r.doel_code == "02" and r.jaar == 2024),
            {"doelen_maken_het_programma", "producten_maken_het_doel"},
            id="a goal",
        ),
        pytest.param(
            zonder(lambda r: r.niveau == "product" and r.product_code == "a" and r.soort == "baten"),
            {"producten_maken_het_programma", "producten_maken_het_doel", "taakvelden_maken_hun_totaal"},
            id="the baten of a product",
        ),
        pytest.param(
            zonder(lambda r: r.niveau == "programma" and r.jaar == 2025),
            {"doelen_maken_het_programma"},
            id="the programme in a later year",
        ),
    ],
)
def test_a_total_that_is_missing_while_its_parts_are_there_is_seen(regels: list[Regel], tests: set[str]) -> None:
    assert gezien(administratie(regels)) == tests


@pytest.mark.parametrize(
    ("niveau", "tests"),
    [
        ("doel", {"doelen_maken_het_programma", "producten_maken_het_doel", "ramingen_maken_het_totaal"}),
        ("product", {"producten_maken_het_programma", "producten_maken_het_doel", "taakvelden_maken_hun_totaal"}),
        ("taakveld", {"taakvelden_maken_hun_totaal"}),
    ],
)
def test_a_total_of_which_only_the_lasten_are_divided_is_seen(niveau: str, tests: set[str]) -> None:
    assert gezien(administratie(zonder(lambda r: r.niveau == niveau and r.soort == "baten"))) == tests


def test_what_the_document_does_not_print_is_not_missing() -> None:
    regels = zonder(lambda r: r.niveau == "doel" and r.soort == "baten")
    assert gezien(administratie(regels, [("doel", None, "baten")])) == set()
    assert gezien(administratie(PROGRAMMA)) == set()
    assert gezien(administratie(PRODUCTEN, [("programma", None, None), ("doel", None, None)])) == set()


def test_a_document_that_is_in_no_list_rounds_in_the_unit_of_its_lines() -> None:
    afgerond = [replace(r, document_code="later") for r in anders(PROGRAMMA[0], 101_000)]
    assert gezien(administratie(afgerond)) == set()
    assert gezien(administratie([replace(r, eenheid="euro") for r in afgerond])) == {
        "doelen_maken_het_programma", "producten_maken_het_programma", "lasten_per_doel_maken_de_programmarekening"
    }  # fmt: skip


def test_a_goal_without_products_costs_what_is_printed_of_it_also_where_another_goal_has_products() -> None:
    con = administratie(
        [*DOELEN, *(r for r in PRODUCTEN if r.doel_code == "01")], [("programma", None, None), ("product", None, None)]
    )
    assert con.execute("select doel_code, lasten_eur from mart_lasten_per_doel order by all").fetchall() == [
        ("01", 60_000), ("02", 40_000)
    ]  # fmt: skip
    assert gezien(con) == set()


def test_a_later_document_may_say_the_account_anew_without_its_goals() -> None:
    opnieuw = [replace(r, document_code="later", bedrag_eur=r.bedrag_eur + 9_000) for r in PROGRAMMA]
    con = administratie(DOCUMENT + opnieuw)
    assert con.execute("select realisatie_eur from mart_programmarekening where regel = 'lasten'").fetchall() == [
        (109_000,)
    ]
    assert gezien(con) == set()


def test_a_product_that_serves_no_goal_is_part_of_the_programme_in_later_years_too() -> None:
    vooruit = [replace(r, jaar=2025, fase="raming") for r in PROGRAMMA[:2] + PRODUCTEN]
    stelpost = Regel("lasten", 5_000, "product", None, "stelpost", jaar=2025, fase="raming")
    met_stelpost = [replace(vooruit[0], bedrag_eur=105_000), *vooruit[1:], stelpost]
    leemte: list[tuple[str | None, ...]] = [("doel", None, None)]
    assert gezien(administratie(met_stelpost, leemte)) == set()
    assert gezien(administratie([*vooruit, stelpost], leemte)) == {
        "producten_maken_het_programma", "ramingen_maken_het_totaal"
    }  # fmt: skip


@pytest.mark.parametrize(
    "fout",
    [
        "update mart_programmarekening set realisatie_eur = realisatie_eur + 1 where regel = 'saldo'",
        "update mart_programmarekening set realisatie_eur = realisatie_eur + 1 where regel = 'saldo_reserves'",
        "update mart_programmarekening set realisatie_eur = realisatie_eur + 1 where regel = 'resultaat'",
        "update mart_programmarekening set realisatie_eur = -realisatie_eur where regel = 'resultaat'",
        "delete from mart_programmarekening where regel = 'saldo'",
        "delete from mart_programmarekening where regel = 'resultaat'",
        "delete from mart_programmarekening where regel = 'baten'",
        "update mart_programmarekening set afwijking_eur = 5 where regel = 'lasten'",
        "update mart_programmarekening set afwijking_eur = -afwijking_eur where regel = 'lasten'",
        "update mart_programmarekening set afwijking_eur = null where regel = 'baten'",
    ],
)
def test_an_account_that_does_not_add_up_is_seen(fout: str) -> None:
    con = administratie([*PROGRAMMA, *(replace(r, fase="begroting_na_wijziging", bedrag_eur=9_000) for r in PROGRAMMA)])
    assert gezien(con) == set()
    con.execute(fout)
    assert gezien(con) == {"rekening_telt_op"}


def test_goals_without_an_account_of_their_programme_are_seen() -> None:
    con = administratie(DOCUMENT)
    con.execute("delete from mart_programmarekening where regel = 'lasten' and jaar = 2024")
    assert "lasten_per_doel_maken_de_programmarekening" in gezien(con)


def test_a_total_that_disappears_from_the_years_ahead_is_seen() -> None:
    con = administratie(DOCUMENT)
    con.execute("delete from mart_meerjarenraming where niveau = 'programma' and regel = 'baten'")
    assert gezien(con) == {"ramingen_maken_het_totaal"}
