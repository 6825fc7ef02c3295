"""What people type in the workbooks of partners and controllers: kept as typed where it can be read, kept back with what
was typed where it cannot."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support import workbooks as wb
from tests.support.extracts import bsn

if TYPE_CHECKING:
    from tests.support.warehouse import Warehouse

VTT = "GM0153_vtt_20241231_01.xlsx"
BEGROTING, JAARREKENING = "enschede-begroting-2024", "enschede-jaarrekening-2024"
FILLERS = [wb.opgave_row(jaar=year) for year in range(1990, 2010)]

Broken = list[tuple[int, str | None, str, str]]


def broken(warehouse: Warehouse) -> Broken:
    """Row, column, rule and the end of the reason of everything in the quarantine."""
    return [
        (q["rijnummer"], q["kolom"], q["controle_id"].rsplit(".", 1)[1], q["reden"].rpartition(" Er staat: ")[2])
        for q in warehouse.quarantaine()
    ]


def load_statements(warehouse: Warehouse, *rows: list[wb.Cell]) -> None:
    """Load the rows, from row 22 on, below rows that are sound."""
    warehouse.deliver("opgave", VTT, wb.opgave([*FILLERS, *rows]))
    warehouse.load("opgave/vtt")


def load_pc(warehouse: Warehouse, feed: str, *rows: list[wb.Cell]) -> list[dict[str, object]]:
    name = f"GM0153_{feed}_20241231_01.xlsx"
    warehouse.deliver("pc", name, wb.pc(feed, rows))
    warehouse.load(f"pc/{feed}")
    assert warehouse.levering(name)["status"] == "geladen"
    return warehouse.raw("pc", feed)


# --- statements of partners
# --------------------------------------------------------------------------------------------------


def test_everything_that_the_grammar_reads_is_kept_as_it_was_typed(warehouse: Warehouse):
    cells: dict[wb.Cell, str] = {
        "4.501": "4.501", 4501: "4501", 12.8: "12,8", " 12,8* ": "12,8*", "511(01-7)": "511(01-7)", "(150) 225": "(150) 225",
        "n.n.b.": "n.n.b.", "--": "--", "<5": "<5", "Gereed": "Gereed", wb.Shown(0.743, "0.0%"): "74,3%",
        "489\u00a0(31/5)": "489\u00a0(31/5)", 100 / 3: "33,33333333333334",
    }  # fmt: skip
    load_statements(warehouse, *(wb.opgave_row(cell, jaar=2010 + n) for n, cell in enumerate(cells)))
    assert warehouse.failed() == []
    assert [row["waarde"] for row in warehouse.raw("opgave", "opgave")][len(FILLERS) :] == list(cells.values())


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ("ca. 500", "ca. 500"), ("31/2", "31/2"), ("511 (31-2)", "511 (31-2)"), ("5 (1-13)", "5 (1-13)"),
        (bsn(7), "#"), (int(bsn(7)), "#"), (f"zie {bsn(7)[:4]}.{bsn(7)[4:6]}.{bsn(7)[6:]}", "zie #"),
        ("twee\nregels", "twee regels"), ("x" * 80, "x" * 60 + "…"), ("#N/A", "#N/A"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_kept_back_with_what_was_typed(warehouse: Warehouse, cell: wb.Cell, told: str):
    load_statements(warehouse, wb.opgave_row(cell))
    assert broken(warehouse) == [(22, "Waarde", "getypt", told)]
    (quarantined,) = warehouse.quarantaine()
    assert quarantined["reden"].startswith("Waarde is geen getal van hooguit acht cijfers (12,8 of 1.234 of 74,3%)")
    assert warehouse.levering(VTT)["rijen_geladen"] == len(FILLERS)


@pytest.mark.parametrize("cell", ["12345678", 12345678, "(12345678) 5", "12345678,5*"])
def test_eight_digits_in_a_row_may_be_a_bsn_that_lost_its_leading_zero(warehouse: Warehouse, cell: wb.Cell):
    load_statements(warehouse, wb.opgave_row(cell), wb.opgave_row("12.345.678", jaar=2023))
    ((row, kolom, regel, told),) = broken(warehouse)
    assert (row, kolom, regel) == (22, "Waarde", "acht_cijfers")
    assert "12345678" not in told


def test_what_was_typed_stands_with_the_row_and_not_with_the_check(warehouse: Warehouse):
    load_statements(warehouse, wb.opgave_row("ca. 500"), wb.opgave_row("ca. 600", jaar=2023))
    (check,) = warehouse.failed()
    assert (check["aantal_fout"], "ca." in check["reden"]) == (2, False)


def test_bad_rows_of_a_partner_are_kept_back_each_with_its_rule(warehouse: Warehouse):
    load_statements(
        warehouse,
        wb.opgave_row(indicator="meldingen"),
        wb.opgave_row(uitsplitsing="1e halfjaar"),
        wb.opgave_row(jaar="2024-HJ1"),
        wb.opgave_row(jaar=204),
        wb.opgave_row("gereed", jaar=2023, eenheid="Jannigje Testpersoon"),
        wb.opgave_row(jaar=2022, status="bijna definitief"),
        wb.opgave_row("65 (29-2)", jaar=2021),
        wb.opgave_row("65 (29-2)", jaar=2020),
        wb.opgave_row(None, jaar=2019),
    )
    typed = broken(warehouse)
    assert [(row, kolom, regel) for row, kolom, regel, _ in typed] == [
        (22, "Indicator", "opgavepost"),
        (23, "Uitsplitsing", "vorm"),
        (24, "Jaar", "getal"),
        (25, "Jaar", "bereik"),
        (27, "Status", "vorm"),
        (28, "Waarde", "schrikkeldag"),
        (30, "Waarde", "verplicht"),
    ]
    told = [end for *_, end in typed]
    assert told[:4] == ["meldingen", "1e halfjaar", "2024-HJ1", "204"]
    assert told[5] == "65 (29-2)"
    assert [end for end in told if "Jannigje" in end or "bijna" in end] == [], "beside the free text nothing is told"


def test_a_status_is_read_in_any_spelling_and_no_unit_costs_a_figure_or_gets_past_the_landing(warehouse: Warehouse):
    units = ("AED's", "%", "x 1.000 euro", "Meldingen Veilig Thuis", "Jannigje Testpersoon", bsn(7))
    rows = [wb.opgave_row(jaar=2010 + n, eenheid=unit, status="Nader Voorlopig") for n, unit in enumerate(units)]
    load_statements(warehouse, *rows)
    assert warehouse.failed() == []
    kept = warehouse.raw("opgave", "opgave")[len(FILLERS) :]
    assert len(kept) == len(units)
    assert not [row for row in kept if set(units) & {str(cell) for cell in row.values()}]


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (wb.opgave_row(uitsplitsing="1e halfjaar"), "zoals buurt"),
        (wb.opgave_row(status="bijna definitief"), "voorlopig, nader voorlopig, definitief of leeg"),
    ],
)
def test_what_was_agreed_is_told_in_words_and_not_in_a_pattern(warehouse: Warehouse, row: list[wb.Cell], says: str):
    load_statements(warehouse, row)
    (quarantined,) = warehouse.quarantaine()
    assert says in quarantined["reden"]
    assert "[" not in quarantined["reden"]
    assert "(?i)" not in quarantined["reden"]


@pytest.mark.parametrize("uitsplitsing", ["", "totaal", "Totaal"])
def test_a_figure_that_is_stated_twice_is_stated_by_neither(warehouse: Warehouse, uitsplitsing: str):
    load_statements(
        warehouse, wb.opgave_row(1), wb.opgave_row(2, uitsplitsing=uitsplitsing), wb.opgave_row(3, jaar=2023)
    )
    assert [(row, regel) for row, _, regel, _ in broken(warehouse)] == [(22, "dubbel"), (23, "dubbel")]


def test_a_year_typed_as_a_decimal_number_is_that_year(warehouse: Warehouse):
    load_statements(warehouse, wb.opgave_row(1, jaar="2024,0"), wb.opgave_row(2, jaar="2024"))
    assert [(row, regel) for row, _, regel, _ in broken(warehouse)] == [(22, "dubbel"), (23, "dubbel")]


def test_a_year_that_has_yet_to_come_is_only_worth_a_look(warehouse: Warehouse):
    load_statements(warehouse, wb.opgave_row(jaar=2025))
    assert [(check["regel"], check["ernst"]) for check in warehouse.failed()] == [("jaar_na_peildatum", "waarschuwing")]
    assert warehouse.levering(VTT)["rijen_geladen"] == len(FILLERS) + 1


def test_a_partner_whose_sheet_is_mostly_unreadable_is_rejected(warehouse: Warehouse):
    warehouse.deliver("opgave", VTT, wb.opgave([wb.opgave_row("veel", jaar=year) for year in range(2000, 2022)]))
    warehouse.load("opgave/vtt")
    assert "meer dan de 20%" in warehouse.levering(VTT)["reden"]


# --- the planning and control cycle
# ------------------------------------------------------------------------------------------


def test_targets_are_kept_also_without_a_year_and_lapsed_ones_with_their_reason(warehouse: Warehouse):
    raw = load_pc(
        warehouse,
        "streefwaarden",
        [BEGROTING, "sportdeelname_pct", "", 2026, "60%", None],
        [BEGROTING, "sportdeelname_pct", "", None, "69%", "Het gemiddelde van 13 jaar."],
        [BEGROTING, "vtt_meldingen", "", 2026, None, "De rekenwijze is gewijzigd."],
        [BEGROTING, "vtt_meldingen", "", 2027, None, None],
        *([BEGROTING, "vtt_meldingen", "", year, "1", None] for year in ("2028,0", "2028")),
    )
    assert [(row["jaar"], row["streefwaarde"]) for row in raw] == [("2026", "60%"), (None, "69%"), ("2026", None)]
    assert [each[:3] for each in broken(warehouse)] == [
        (5, "Streefwaarde", "leeg_zonder_toelichting"),
        (6, None, "dubbel"),
        (7, None, "dubbel"),
    ]


def test_actions_are_kept_in_the_words_of_the_document(warehouse: Warehouse):
    raw = load_pc(
        warehouse,
        "acties",
        [BEGROTING, "01.01", "01", "We doen iets, in 2024.", None, None, None],
        [JAARREKENING, "01.01", 1, "We doen iets.", "JR", "conform verwachting", "Het is gedaan."],
        [JAARREKENING, "01.01", 1, "We doen iets.", "TR", "op schema", None],
        [JAARREKENING, "01.01", 2, "We doen iets anders.", None, "boven verwachting", None],
        [JAARREKENING, "09.09", 3, "We doen niets.", "TR", None, None],
        [JAARREKENING, "01.01", 4, f"Bel {bsn(7)[:3]} {bsn(7)[3:]}.", "TR", None, f"Of {bsn(8)}"],
        *([BEGROTING, "02.01", number, "We doen meer.", None, None, None] for number in range(1, 4)),
    )
    assert [row["actie"] for row in raw][:3] == ["We doen iets, in 2024.", "We doen iets.", "We doen meer."]
    assert [(row, kolom, regel) for row, kolom, regel, _ in broken(warehouse)] == [
        (4, "Status", "vorm"),
        (5, "Status", "status_zonder_moment"),
        (6, "Doel", "doel"),
        (7, "Actie", "nummer"),
        (7, "Toelichting", "nummer"),
    ]
    assert not [q for q in warehouse.quarantaine() if bsn(7)[3:] in q["reden"] or bsn(8) in q["reden"]]


def test_the_five_statuses_of_the_legend_are_let_in_at_both_moments(warehouse: Warehouse):
    legend = (
        "loopt achter, bijsturing heeft onvoldoende effect",
        "loopt achter, bijsturing mogelijk",
        "conform verwachting",
        "boven verwachting",
        "neutrale wijziging",
    )
    reports = [(moment, status) for moment in ("TR", "JR") for status in legend]
    raw = load_pc(
        warehouse,
        "acties",
        *([JAARREKENING, "01.01", number, "We doen iets.", *report, None] for number, report in enumerate(reports, 1)),
    )
    assert [(row["moment"], row["status"]) for row in raw] == reports
    assert broken(warehouse) == []


def test_an_action_is_read_in_any_spelling_of_capitals_and_with_a_number_for_its_number(warehouse: Warehouse):
    raw = load_pc(
        warehouse,
        "acties",
        [JAARREKENING, "01.01", 1.1, "We doen iets.", "jr", "Conform verwachting", None],
        [JAARREKENING, "01.01", "2.1", "We doen iets.", "TR", None, None],
        [JAARREKENING, "01.01", "2,1", "We doen iets.", "tr", None, None],
        *([BEGROTING, "02.01", number, "We doen meer.", None, None, None] for number in range(1, 4)),
    )
    assert (raw[0]["nummer"], raw[0]["moment"], raw[0]["status"]) == ("1,1", "jr", "Conform verwachting")
    assert [(row, regel) for row, _, regel, _ in broken(warehouse)] == [(3, "dubbel"), (4, "dubbel")]


def test_a_total_that_is_named_is_printed_twice_beside_one_that_is_not(warehouse: Warehouse):
    for_the_total = ([JAARREKENING, "vtt_meldingen", word, 2023, "4.707", None] for word in ("", "Totaal"))
    others = ([JAARREKENING, "vtt_meldingen", word, 2023, "4.707", None] for word in ("buurt", "wijk", "mutatie"))
    load_pc(warehouse, "publicaties", *for_the_total, *others)
    assert [(row, regel) for row, _, regel, _ in broken(warehouse)] == [(2, "dubbel"), (3, "dubbel")]


@pytest.mark.parametrize("between", ["-", "/", "  ", "\n", "\u202f", " - "])
def test_a_number_in_groups_is_kept_back_from_a_text(warehouse: Warehouse, between: str):
    number = between.join((bsn(7)[:3], bsn(7)[3:6], bsn(7)[6:]))
    load_pc(
        warehouse,
        "acties",
        [BEGROTING, "01.01", 1, f"Bel {number} op.", None, None, None],
        [BEGROTING, "01.01", 2, "We doen iets voor € 251.318.000.", None, None, None],
    )
    assert [(row, kolom, regel) for row, kolom, regel, _ in broken(warehouse)] == [(2, "Actie", "nummer")]


def test_a_printed_figure_may_contradict_another_but_not_stand_there_twice(warehouse: Warehouse):
    raw = load_pc(
        warehouse,
        "publicaties",
        [JAARREKENING, "vtt_meldingen", "", 2023, "4.707", "meldingen"],
        [JAARREKENING, "vtt_meldingen", "", 2023, "4.704", "meldingen"],
        [JAARREKENING, "sportdeelname_pct", "mutatie", "2009-2017", "-0,8", "procentpunt"],
        [JAARREKENING, "sportdeelname_pct", "", "2023-HJ1", "58%", "%"],
        [JAARREKENING, "sportdeelname_pct", "", "2023-HJ1", "58%", "%"],
        [JAARREKENING, "sportdeelname_pct", "", "begin 2023", "58%", "%"],
        [JAARREKENING, "sportdeelname_pct", "01.01", None, "n.n.b.", None],
    )
    assert [row["waarde"] for row in raw] == ["4.707", "4.704", "-0,8", "n.n.b."]
    assert [(row, regel, told) for row, _, regel, told in broken(warehouse)][2] == (7, "vorm", "begin 2023")
    assert [(row, regel) for row, _, regel, _ in broken(warehouse)][:2] == [(5, "dubbel"), (6, "dubbel")]
