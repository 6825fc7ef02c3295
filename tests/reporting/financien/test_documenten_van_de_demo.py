"""The documents can be read on the pages: every figure they print is in a table, in the same characters.

What is compared with is what the published tables say that is printed (`mart_documenttabel`, `mart_aansluiting`), which
dbt holds against the documents.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

import duckdb
import pytest

from reporting.onderdrukking import lees_onderdrukking
from reporting.rapport.financien import Financienpagina, financiele_paginas, kosten_per_doel, lees_achtergrond
from reporting.tabel.model import Cel, Tabel
from reporting.tabel.notatie import ONDERDRUKT, celtekst
from tests.reporting.financien.rijen import teksten
from tests.support.night import Night

ENSCHEDE, TWENTERAND = "GM0153", "GM1700"
JAARREKENING, BEGROTING = "enschede-jaarrekening-2024", "twenterand-begroting-2020"


@pytest.fixture(scope="module")
def marts(demo_night: Night) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(demo_night.published / "marts.duckdb"), read_only=True) as con:
        yield con


def _paginas(con: duckdb.DuckDBPyConnection) -> tuple[Financienpagina, ...]:
    return financiele_paginas(lees_achtergrond(con), lees_onderdrukking(con))


@pytest.fixture(scope="module")
def paginas(marts: duckdb.DuckDBPyConnection) -> dict[tuple[str, str], Financienpagina]:
    return {(pagina.gemeente_code, pagina.sleutel): pagina for pagina in _paginas(marts)}


@pytest.fixture(scope="module")
def tabellen(paginas: dict[tuple[str, str], Financienpagina]) -> dict[tuple[str, str], Tabel]:
    return {(p.gemeente_code, tabel.sleutel): tabel for p in paginas.values() for tabel in p.tabellen}


def _vind(tabel: Tabel, kolom: str, **waar: str) -> Cel:
    """The cell of a column in the row in which other columns read so."""
    sleutels = [k.sleutel for k in tabel.kolommen]
    gevonden = [
        rij
        for rij in tabel.rijen
        if all(celtekst(tabel.kolommen[sleutels.index(s)], rij.cellen[sleutels.index(s)]) == w for s, w in waar.items())
    ]
    assert len(gevonden) == 1, f"{len(gevonden)} rijen met {waar}"
    return gevonden[0].cellen[sleutels.index(kolom)]


def test_every_amount_in_a_table_of_a_document_stands_in_that_table_and_place(
    marts: duckdb.DuckDBPyConnection, tabellen: dict[tuple[str, str], Tabel]
) -> None:
    gedrukt = marts.execute(
        "SELECT gemeente_code, document_code || '-' || tabel, regelnummer, regelnaam, kolomnaam, tekst FROM financien.mart_documenttabel"
    ).fetchall()
    assert len(gedrukt) == 135
    for gemeente, sleutel, nummer, regel, kolom, tekst in gedrukt:
        tabel = tabellen[gemeente, sleutel]
        rij = teksten(tabel)[nummer - 1]
        assert (rij[0], rij[[k.kop for k in tabel.kolommen].index(kolom)]) == (regel, tekst), sleutel


def test_every_printed_figure_of_every_document_stands_on_its_page_or_says_why_not(
    marts: duckdb.DuckDBPyConnection, paginas: dict[tuple[str, str], Financienpagina]
) -> None:
    gedrukt = marts.execute(
        "SELECT gemeente_code, document_code, waarde_gedrukt FROM indicatoren.mart_aansluiting"
    ).fetchall()
    assert len(gedrukt) == 470
    for document in {(gemeente, code) for gemeente, code, _ in gedrukt}:
        verwacht = Counter(tekst for gemeente, code, tekst in gedrukt if (gemeente, code) == document)
        staat = Counter(
            rij[4]
            for tabel in paginas[document[0], f"document-{document[1]}"].tabellen
            if "-gedrukte-" in tabel.sleutel
            for rij in teksten(tabel)
        )
        verborgen = staat.pop(ONDERDRUKT, 0)
        assert not staat - verwacht, document
        assert (verwacht - staat).total() == verborgen, document


def test_only_figures_of_few_people_are_hidden(tabellen: dict[tuple[str, str], Tabel]) -> None:
    for tabel in tabellen.values():
        bedragen = [k.sleutel for k in tabel.kolommen if k.soort in {"euro", "duizend_euro"}]
        for rij in tabel.rijen:
            assert not [
                c for k, c in zip(tabel.kolommen, rij.cellen, strict=True) if k.sleutel in bedragen and c.onderdrukt
            ]


def test_the_account_of_2024_reads_as_it_was_printed(tabellen: dict[tuple[str, str], Tabel]) -> None:
    assert teksten(tabellen[ENSCHEDE, f"{JAARREKENING}-programma"]) == [
        ["Lasten", "491.064", "509.832", "517.499", "-7.667"],
        ["Baten", "158.638", "174.807", "176.899", "2.092"],
        ["Gerealiseerde saldo van baten en lasten", "-332.426", "-335.025", "-340.600", "-5.575"],
        ["Storting reserves", "1.836", "17.856", "40.011", "-22.155"],
        ["Onttrekking reserves", "9.416", "17.474", "35.478", "18.004"],
        ["Gerealiseerde saldo van mutaties reserves", "7.581", "-382", "-4.533", "-4.151"],
        ["Resultaat", "-324.845", "-335.407", "-345.133", "-9.726"],
    ]
    assert [rij[1] for rij in teksten(tabellen[ENSCHEDE, f"{JAARREKENING}-doelen"])] == [
        "268.686,00",
        "32.339,00",
        "216.475,00",
    ]


def test_where_the_account_contradicts_itself_both_amounts_stand_with_their_source(
    tabellen: dict[tuple[str, str], Tabel],
) -> None:
    eigen = next(
        t for (_, sleutel), t in tabellen.items() if sleutel.startswith("programmarekening-vitaal-sociaal-2024")
    )
    cel = _vind(eigen, "begroting_primair", regel="Saldo van mutaties reserves")
    assert cel.waarde == Decimal(7580)
    assert cel.kanttekening is not None
    assert "Het document drukt 7.581" in cel.kanttekening
    assert cel.herkomst is not None
    assert cel.herkomst.pagina == f"enschede/financien/herkomst-{JAARREKENING}.html"


def test_the_budget_of_2020_reads_as_it_was_printed_with_its_own_signs(tabellen: dict[tuple[str, str], Tabel]) -> None:
    rijen = teksten(tabellen[TWENTERAND, f"{BEGROTING}-programma"])
    assert rijen[0] == ["Sociale zaken", "19.736.176", "19.305.855", "19.100.574", "18.828.067"]
    assert rijen[11] == ["Totaal programma baten", "-17.546.266", "-17.285.345", "-17.001.073", "-16.799.893"]
    assert rijen[13:] == [
        ["Mutaties reserves", "-1.795.604", "-218.784", "-1.452.229", "-168.047"],
        ["Geraamd resultaat", "34.885.892", "35.789.635", "36.416.116", "36.450.444"],
    ]


def test_the_bbv_table_reads_as_it_was_printed(tabellen: dict[tuple[str, str], Tabel]) -> None:
    rijen = teksten(tabellen[ENSCHEDE, f"bbv-{JAARREKENING}"])
    assert [(rij[0], rij[4], rij[5]) for rij in rijen] == [
        ("17.", "2023", "2,7"), ("18.", "2023", "19"), ("19.", "2023", "3,0"), ("20.", "2022", "44,4"), ("22.", "2023", "1,0"), ("23.", "2023", "9,0"),
        ("29.", "2024", "12,8*"), ("30.", "2024", "1,6*"), ("31.", "2024", "0,5"), ("32.", "2024", "990"),
    ]  # fmt: skip
    assert rijen[0][1] == "4. Onderwijs"


def test_measurements_of_twenterand_stand_in_the_form_of_its_budget(tabellen: dict[tuple[str, str], Tabel]) -> None:
    tabel = tabellen[TWENTERAND, f"metingen-tw-1-{BEGROTING}"]
    assert [kolom.kop for kolom in tabel.kolommen] == [
        "Beleidsdoelen",
        "Begroot 2020",
        "Begroot 2019",
        "2018",
        "2017",
        "2016",
        "Bron",
    ]
    assert teksten(tabel)[1][1:6] == ["460", "480", "462", "511(01-7)", "489 (31/5)"]
    studietoeslag = next(rij for rij in teksten(tabel) if "studietoeslag" in rij[0])
    assert studietoeslag[4:6] == [ONDERDRUKT, ONDERDRUKT]


def test_two_single_durations_that_a_document_printed_do_not_pass(tabellen: dict[tuple[str, str], Tabel]) -> None:
    cijfers = teksten(tabellen[ENSCHEDE, "enschede-begroting-2024-gedrukte-cijfers"])
    los = [rij for rij in cijfers if rij[1] == "waarneming"]
    assert [rij[5] for rij in los].count("dagen") == 2
    assert {rij[4] for rij in los} == {ONDERDRUKT}


def test_every_page_has_its_own_name_and_every_download_too(paginas: dict[tuple[str, str], Financienpagina]) -> None:
    for gemeente in (ENSCHEDE, TWENTERAND):
        sleutels = [tabel.sleutel for p in paginas.values() if p.gemeente_code == gemeente for tabel in p.tabellen]
        assert len(sleutels) == len(set(sleutels))
    assert all(pagina.tabellen for pagina in paginas.values())


def test_every_way_back_that_a_figure_about_money_names_is_a_page(
    paginas: dict[tuple[str, str], Financienpagina],
) -> None:
    mappen = {ENSCHEDE: "enschede", TWENTERAND: "twenterand"}
    er_zijn = {f"{mappen[gemeente]}/financien/{sleutel}.html" for gemeente, sleutel in paginas}
    cellen = [cel for p in paginas.values() for tabel in p.tabellen for rij in tabel.rijen for cel in rij.cellen]
    genoemd = {cel.herkomst.pagina for cel in cellen if cel.herkomst and cel.herkomst.pagina}
    assert {pagina for pagina in genoemd if "/financien/" in pagina} <= er_zijn
    assert len(genoemd) > 10


def test_every_budget_line_stands_with_the_hash_of_its_delivery(
    marts: duckdb.DuckDBPyConnection, paginas: dict[tuple[str, str], Financienpagina]
) -> None:
    regels, leveringen = paginas[TWENTERAND, f"herkomst-{BEGROTING}"].tabellen[:2]
    (aantal,) = marts.execute(
        "SELECT count(*) FROM financien.fct_begrotingsregel WHERE document_code = ?", [BEGROTING]
    ).fetchone() or (0,)
    assert len(regels.rijen) == aantal > 0
    hashes = {rij[0]: rij[5] for rij in teksten(leveringen)}
    bekend = dict(marts.execute("SELECT levering_id, sha256 FROM kwaliteit.fct_levering").fetchall())
    assert {rij[8]: bekend[rij[8]] for rij in teksten(regels)}.items() <= hashes.items()


def test_the_demo_says_that_it_is_synthetic_in_every_table_of_amounts(tabellen: dict[tuple[str, str], Tabel]) -> None:
    met_bedragen = [t for t in tabellen.values() if any(k.soort in {"euro", "duizend_euro"} for k in t.kolommen)]
    assert met_bedragen
    assert all(tabel.synthetisch for tabel in met_bedragen)


def test_what_a_goal_costs_stands_beside_its_year_and_phase(marts: duckdb.DuckDBPyConnection) -> None:
    kosten = kosten_per_doel(lees_achtergrond(marts))
    assert teksten(kosten[ENSCHEDE, "01"])[2][:3] == ["2024", "Realisatie", "268.686"]
    assert (TWENTERAND, "TW-5") in kosten
    assert (TWENTERAND, "01") not in kosten


def test_a_set_in_which_nothing_was_built_yet_has_no_pages_about_money() -> None:
    with duckdb.connect(":memory:") as con:
        assert _paginas(con) == ()
        assert kosten_per_doel(lees_achtergrond(con)) == {}
