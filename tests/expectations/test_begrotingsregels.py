"""Budget lines as controllers type them: kept in the unit and with the sign of their document, or kept back with a
sentence that says what to do."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import duckdb

from expectations.placeholders import filled_in
from tests.support import workbooks as wb
from tests.support.warehouse import CONTRACTS

if TYPE_CHECKING:
    from tests.support.warehouse import Record, Warehouse

FEED = "begrotingsregels"
FILE = "GM0153_begrotingsregels_20241231_01.xlsx"
TWENTERAND = {
    "document": "twenterand-begroting-2020",
    "fase": "primair",
    "programma": "Sociaal domein",
    "eenheid": "euro",
}
FILLERS = [wb.begrotingsregel("1", jaar=year) for year in range(2000, 2020)]


def load(warehouse: Warehouse, *rows: list[wb.Cell], name: str = FILE) -> list[Record]:
    """Load the rows, from row 2 on; what reached raw."""
    warehouse.deliver("pc", name, wb.pc(FEED, rows))
    warehouse.load(f"pc/{FEED}")
    assert warehouse.levering(name)["status"] == "geladen", warehouse.levering(name)["reden"]
    return warehouse.raw("pc", FEED)


def broken(warehouse: Warehouse) -> list[tuple[int, str]]:
    """Row and rule of everything in the quarantine."""
    return [(q["rijnummer"], ".".join(q["controle_id"].split(".")[2:])) for q in warehouse.quarantaine()]


def reasons(warehouse: Warehouse) -> list[str]:
    return [q["reden"] for q in warehouse.quarantaine()]


def test_lines_of_every_level_are_kept_as_they_were_typed(warehouse: Warehouse):
    amounts: list[wb.Cell] = ["491.064", 509832, 517499.5, "268.686,00", "0", "104380"]
    where: list[dict[str, wb.Cell]] = [
        {}, {"fase": "Na wijziging"}, {"fase": "REALISATIE"}, {"doel": "03"}, {"product": "Jeugdhulp", "soort": "Baten"},
        {"product": "jeugdhulp", "taakveld": "6.72A", "eenheid": "× 1000 euro"},
    ]  # fmt: skip
    rows = [wb.begrotingsregel(a, **({"fase": "primair"} | w)) for a, w in zip(amounts, where, strict=True)]
    raw = load(warehouse, *rows)
    assert warehouse.failed() == []
    assert [row["bedrag"] for row in raw] == ["491.064", "509832", "517499,5", "268.686,00", "0", "104380"]
    assert [row["taakveld"] for row in raw][-2:] == [None, "6.72A"]


def test_names_are_read_in_any_capitals_and_a_programme_also_by_its_other_name(warehouse: Warehouse):
    rows = [
        wb.begrotingsregel("1", programma="VITAAL & sociaal"),
        wb.begrotingsregel("2", programma="Vitaal en Sociaal", soort="baten"),
        wb.begrotingsregel("3", product="ondersteuning LOKAAL (wmo)"),
    ]
    raw = load(warehouse, *rows)
    assert warehouse.failed() == []
    assert [row["programma"] for row in raw][:2] == ["VITAAL & sociaal", "Vitaal en Sociaal"]


def test_one_line_under_two_names_is_there_twice(warehouse: Warehouse):
    rows = [wb.begrotingsregel("1"), wb.begrotingsregel("1", programma="vitaal en sociaal")]
    load(warehouse, *FILLERS, *rows)
    assert broken(warehouse) == [(22, "tabel.dubbel"), (23, "tabel.dubbel")]


def test_a_document_that_prints_revenues_with_a_minus_is_typed_with_a_minus(warehouse: Warehouse):
    signs = {"lasten": "19.736.176", "baten": "-14.014.961", "storting": "169", "onttrekking": "−1.795.604"}
    rows = [wb.begrotingsregel(cell, soort=soort, jaar=2020, **TWENTERAND) for soort, cell in signs.items()]
    raw = load(warehouse, *rows, name=FILE.replace("GM0153", "GM1700"))
    assert warehouse.failed() == []
    assert [row["bedrag"] for row in raw] == list(signs.values())


def test_an_amount_with_the_wrong_sign_is_told_to_be_the_opposite_kind(warehouse: Warehouse):
    load(
        warehouse,
        *FILLERS,
        wb.begrotingsregel("-3.500", soort="baten"),
        wb.begrotingsregel("−3.500"),
        wb.begrotingsregel("-3.500", document="enschede-begroting-2024", soort="onttrekking"),
        wb.begrotingsregel("-0", soort="storting"),
    )
    assert broken(warehouse) == [(row, "bedrag.teken") for row in (22, 23, 24)]
    for told in reasons(warehouse):
        assert "lever je als de tegengestelde soort (baten in plaats van lasten" in told
        assert told.endswith("3.500")


def test_revenues_without_the_minus_of_their_document_are_kept_back(warehouse: Warehouse):
    rows = [wb.begrotingsregel("1", jaar=2021, **TWENTERAND), wb.begrotingsregel("5", soort="baten", **TWENTERAND)]
    load(warehouse, *rows, name=FILE.replace("GM0153", "GM1700"))
    assert broken(warehouse) == [(3, "bedrag.teken")]
    assert "het document drukt deze soort met het andere teken" in reasons(warehouse)[0]


def test_an_amount_that_cannot_be_read_or_may_be_another_is_kept_back(warehouse: Warehouse):
    cells: list[wb.Cell] = ["1,234", "12.5", "(3.500)", "€ 5", "n.n.b.", "5*", 491.064, "1.234,567"]
    load(warehouse, *FILLERS, *(wb.begrotingsregel(cell, jaar=2030 + n) for n, cell in enumerate(cells)))
    assert broken(warehouse) == [(22 + n, "bedrag.bedrag") for n in range(len(cells))]
    assert all(told.startswith("Bedrag is geen bedrag (491.064, -14.014.961 of") for told in reasons(warehouse))


MISFITS: list[tuple[dict[str, wb.Cell], str, str]] = [
    ({"programma": "Vitaal"}, "programma.programma", "Programma is geen programma uit de lijst"),
    ({"programma": "Sociaal domein"}, "programma.van_de_gemeente", "een andere gemeente dan de naam van het bestand"),
    ({"product": "Jeugdzorg"}, "product.product", "Product is geen code of naam van een product"),
    ({"product": "Versterken burgerkracht"}, "product.van_het_programma", "hoort niet bij dit programma"),
    ({"doel": "3.3.3"}, "doel.doel", "Doel is geen code van een doel"),
    ({"doel": "TW-1"}, "doel.van_het_programma", "hoort niet bij dit programma"),
    ({"doel": 1}, "doel.van_het_programma", "Een werkmap maakt van 01 het getal 1"),
    ({"taakveld": "6.711"}, "taakveld.van_het_jaar", "Op dit taakveld wordt in dit jaar niet geboekt"),
    ({"taakveld": "6.73"}, "taakveld.van_het_jaar", "Op dit taakveld wordt in dit jaar niet geboekt"),
    ({"taakveld": 0.1}, "taakveld.nul_verloren", "bewaart een werkmap 0.10 als 0,1"),
    ({"taakveld": "Jeugd"}, "taakveld.vorm", "(een code van het CBS, zoals 6.3, 6.72a of 6.711)"),
    ({"fase": "begroting"}, "fase.vorm", "(primair, na wijziging, realisatie of raming)"),
    ({"soort": "saldo"}, "soort.vorm", "(lasten, baten, storting of onttrekking)"),
    ({"eenheid": "mln euro", "taakveld": "6.3"}, "eenheid.vorm", "(euro of x 1.000 euro)"),
    ({"jaar": 1999}, "jaar.bereik", "buiten de grenzen (minstens 2000 en hoogstens 2100)"),
    ({"document": "begroting"}, "document.document", "Document is geen code van een document"),
    ({"bedrag": None}, "bedrag.verplicht", "Bedrag is leeg maar verplicht"),
]


def test_a_line_that_does_not_fit_the_lists_is_kept_back_with_the_one_reason(warehouse: Warehouse):
    load(warehouse, *FILLERS, *(wb.begrotingsregel(**({"bedrag": "1"} | misfit)) for misfit, _, _ in MISFITS))
    assert broken(warehouse) == [(22 + n, regel) for n, (_, regel, _) in enumerate(MISFITS)]
    for told, (misfit, _, says) in zip(reasons(warehouse), MISFITS, strict=True):
        assert says in told, misfit


def test_a_taakveld_counts_in_the_years_in_which_it_is_booked_on(warehouse: Warehouse):
    load(
        warehouse,
        *(wb.begrotingsregel("1", taakveld=code, jaar=year) for code, year in (
            ("6.71", 2022), ("6.71", 2024), ("6.71a", 2023), (6.72, 2024), ("6.711", 2025), ("6.3", 2018), ("0.10", 2024),
        )),
        wb.begrotingsregel("1", taakveld="6.71a", jaar=2025),
        wb.begrotingsregel("1", taakveld="6.71a", jaar=2022),
        wb.begrotingsregel("1", taakveld="6.3", jaar=2016),
    )  # fmt: skip
    assert broken(warehouse) == [(row, "taakveld.van_het_jaar") for row in (9, 10, 11)]


def test_the_same_line_twice_is_kept_back_also_under_another_name_of_its_product(warehouse: Warehouse):
    load(
        warehouse,
        *FILLERS,
        wb.begrotingsregel("5", product="Jeugdhulp"),
        wb.begrotingsregel("6", product="jeugdhulp", fase="Realisatie"),
        wb.begrotingsregel("5", product="Jeugdhulp", taakveld="6.72a"),
        wb.begrotingsregel("5", product="Jeugdhulp", soort="baten"),
        wb.begrotingsregel("5", product="Inkomensondersteuning"),
    )
    assert broken(warehouse) == [(22, "tabel.dubbel"), (23, "tabel.dubbel")]


def test_an_amount_of_a_goal_under_another_of_which_there_is_one_is_the_same_money(warehouse: Warehouse):
    load(
        warehouse,
        *FILLERS,
        wb.begrotingsregel("5", doel="02"),
        wb.begrotingsregel("5", doel="02.01"),
        wb.begrotingsregel("5", doel="02.01", soort="baten"),
        wb.begrotingsregel("5", doel="02.01", product="Jeugdhulp"),
        wb.begrotingsregel("5", doel="01.01"),
    )
    assert broken(warehouse) == [(23, "doel.boven_elkaar")]
    assert "dat is hetzelfde geld" in reasons(warehouse)[0]


def test_another_unit_than_that_of_the_document_is_loaded_with_a_warning(warehouse: Warehouse):
    raw = load(warehouse, wb.begrotingsregel("517.499.123,45", eenheid="euro"))
    assert [row["bedrag"] for row in raw] == ["517.499.123,45"]
    (check,) = warehouse.failed()
    assert (check["regel"], check["ernst"]) == ("van_het_document", "waarschuwing")


def test_municipalities_can_have_programmes_of_the_same_name():
    """Only Twenterand's is in the lists; here a neighbour has one of that name, with its own goals and products."""
    con = duckdb.connect()
    con.execute(
        "CREATE SCHEMA referentie;"
        "CREATE TABLE referentie.begrotingsprogramma AS FROM (VALUES ('Sociaal domein', 'GM1700', 'twenterand'),"
        " ('Sociaal domein', 'GM0141', 'almelo'), ('Zorg', 'GM1700', 'twenterand')) t (programma, gemeente_code, kader);"
        "ALTER TABLE referentie.begrotingsprogramma ADD COLUMN andere_naam VARCHAR;"
        "CREATE TABLE referentie.doel AS FROM (VALUES ('TW-1', 'twenterand'), ('AL-1', 'almelo')) t (doel_code, kader);"
        "CREATE TABLE referentie.product AS FROM (VALUES ('tw_jeugd', 'Jeugd', 'twenterand'), ('al_jeugd', 'Jeugd', 'almelo'),"
        " ('tw_wmo', 'Wmo', 'twenterand')) t (product_code, naam, kader);"
        "ALTER TABLE referentie.product ADD COLUMN naam_jaarrekening_2024 VARCHAR;"
        "CREATE TABLE keuring AS FROM (VALUES (1, 'Sociaal domein', 'AL-1', NULL), (2, 'Sociaal domein', NULL, 'Jeugd'),"
        " (3, 'Sociaal domein', NULL, 'al_jeugd'), (4, 'Sociaal domein', 'TW-1', NULL), (5, 'Sociaal domein', NULL, 'Wmo'),"
        " (6, 'Zorg', NULL, NULL)) t (rijnummer, programma, doel, product);"
        "ALTER TABLE keuring ADD COLUMN document VARCHAR; ALTER TABLE keuring ADD COLUMN jaar__getal INTEGER;"
        "ALTER TABLE keuring ADD COLUMN fase VARCHAR; ALTER TABLE keuring ADD COLUMN taakveld VARCHAR;"
        "ALTER TABLE keuring ADD COLUMN soort VARCHAR"
    )
    (tabel,) = CONTRACTS[f"pc/{FEED}"].tabellen
    broken_by = {}
    for regel in [*tabel.regels, *(regel for veld in tabel.velden for regel in veld.regels)]:
        if regel.sql and "begrotingsprogramma" in regel.sql:
            query = filled_in(regel.sql, date(2024, 12, 31), "GM0141", "begrotingsregels").replace("{batch}", "keuring")
            broken_by[f"{regel.kolom}.{regel.id}"] = sorted(row for (row,) in con.execute(query).fetchall())
    assert broken_by == {
        "programma.van_de_gemeente": [6], "doel.van_het_programma": [4], "product.van_het_programma": [5],
        "None.dubbel": [2, 3],
    }  # fmt: skip
