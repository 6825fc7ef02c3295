"""A layout that changes: every difference is recorded with the contract rows to add, and with those rows in the contract
the same delivery loads."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support import extracts as ex
from tests.support import workbooks as wb
from tests.support.proposals import pasted

if TYPE_CHECKING:
    from tests.support.warehouse import Record, Warehouse

SSD, MENZIS, VIS2, KADERA = "ssd/uitkeringen", "menzis/garantverzorgd", "vis2/opvang", "kadera/verblijf"
UITKERINGEN = "GM0153_uitkeringen_20241231_{:02d}.csv"
COLUMNS = list(ex.ssd_row("uitkeringen"))


def with_column(name: str, after: str = "BEDRAG_MAAND") -> list[str]:
    at = COLUMNS.index(after) + 1
    return [*COLUMNS[:at], name, *COLUMNS[at:]]


def ssd(columns: list[str], n: int = 5, **changes: str) -> bytes:
    rows = [ex.ssd_row("uitkeringen", i, **changes) for i in range(1, n + 1)]
    for old, new in zip(COLUMNS, columns, strict=False):
        rows = [row | {new: row[old]} if new not in row else row for row in rows]
    return ex.ssd(rows, columns=columns)


def extra_package(year: int, packages: int, header: str) -> bytes:
    """A year of Menzis with one package column more, before Totaal."""
    known = [f"GarantVerzorgd {n}" for n in range(1, packages)]
    return wb.menzis(wb.menzis_rows(packages), year, kop=["Peilmaand", *known, header, "Totaal"])


MOVED_DOWN = wb.menzis([wb.KOP_MENZIS, *wb.menzis_rows()], kop=["bijgewerkt in januari"])
VIS2_LOWER = wb.workbook(
    {
        "Beschermd wonen": [["VIS2"], *wb.vis2_sheet(wb.KOP_BW, [wb.bw_row(1)])],
        "Maatschappelijke opvang": wb.vis2_sheet(wb.KOP_MO, [wb.mo_row(3)]),
    }
)
VIS2_OTHER_SHEET = wb.workbook(
    {
        "BW": wb.vis2_sheet(wb.KOP_BW, [wb.bw_row(1)]),
        "Maatschappelijke opvang": wb.vis2_sheet(wb.KOP_MO, [wb.mo_row(3)]),
    }
)
KADERA_BOTH = wb.workbook({"Cliëntenlijst": [["Kadera"], ["stand"], wb.KOP_KADERA, wb.kadera_row(1)]})

CHANGES = [
    ("a new column", SSD, UITKERINGEN, ssd(with_column("SOORT_WONING", after="POSTCODE")), ["kolom_nieuw"], "geladen"),
    ("two new columns", SSD, UITKERINGEN, ssd([*COLUMNS, "WONING", "HUUR"]), ["kolom_nieuw", "kolom_nieuw"], "geladen"),
    ("a new first column", SSD, UITKERINGEN, ssd(["DATUM_AANMAAK", *COLUMNS]), ["kolom_nieuw"], "geladen"),
    ("a column that is spelled otherwise", SSD, UITKERINGEN,
        ssd(["GEBOORTE_DATUM" if c == "GEBOORTEDATUM" else c for c in COLUMNS]), ["kolom_hernoemd"], "afgekeurd"),
    ("a column of another name in its place", SSD, UITKERINGEN,
        ssd(["PC_HUIS" if c == "POSTCODE" else c for c in COLUMNS]), ["kolom_hernoemd"], "afgekeurd"),
    ("a column that is gone", SSD, UITKERINGEN, ssd([c for c in COLUMNS if c != "GEBOORTEDATUM"]),
        ["kolom_ontbreekt"], "afgekeurd"),
    ("a column gone, one renamed, one new", SSD, UITKERINGEN,
        ssd([{"REGELING": "REGELINGSOORT"}.get(c, c) for c in with_column("SOORT_WONING") if c != "DOELGROEP_LKS"]),
        ["kolom_hernoemd", "kolom_ontbreekt", "kolom_nieuw"], "afgekeurd"),
    ("a header row that moved", MENZIS, "GM0153_garantverzorgd_20241231_{:02d}.xlsx", MOVED_DOWN,
        ["koprij_verplaatst"], "afgekeurd"),
    ("a header row that moved with the cell of the peildatum", VIS2, "GM0153_opvang_20231231_{:02d}.xlsx", VIS2_LOWER,
        ["koprij_verplaatst"], "afgekeurd"),
    ("a sheet of another name", VIS2, "GM0153_opvang_20231231_{:02d}.xlsx", VIS2_OTHER_SHEET,
        ["blad_hernoemd"], "afgekeurd"),
    ("a sheet of a year of another name", MENZIS, "GM0153_garantverzorgd_20241231_{:02d}.xlsx",
        wb.menzis(sheet="Deelnemers 2024"), ["blad_hernoemd"], "afgekeurd"),
    ("a sheet of another name whose header moved", KADERA, "GM0153_verblijf_20241231_{:02d}.xlsx", KADERA_BOTH,
        ["blad_hernoemd", "koprij_verplaatst"], "afgekeurd"),
    ("a package before 2025", MENZIS, "GM0153_garantverzorgd_20241231_{:02d}.xlsx",
        extra_package(2024, 4, "GarantVerzorgd 4"), ["kolom_nieuw"], "afgekeurd"),
    ("a package before 2025 that has a name", MENZIS, "GM0153_garantverzorgd_20241231_{:02d}.xlsx",
        extra_package(2024, 4, "garant verzorgd Compact"), ["kolom_nieuw"], "afgekeurd"),
    ("a new code", SSD, UITKERINGEN, ssd(COLUMNS, REGELING="IOAU"), ["code_nieuw"], "afgekeurd"),
]  # fmt: skip


NUMBERED = [(change, number) for number, change in enumerate(CHANGES, 1)]


@pytest.fixture(scope="module")
def night(shared_warehouse: Warehouse) -> Warehouse:
    """One night in which every change arrives, each under a volgnummer of its own."""
    for (_, feed, name, content, _, _), number in NUMBERED:
        shared_warehouse.deliver(feed.split("/", maxsplit=1)[0], name.format(number), content)
    shared_warehouse.load(*dict.fromkeys(change[1] for change in CHANGES))
    return shared_warehouse


def of(warehouse: Warehouse, name: str) -> list[Record]:
    """The differences of one delivery."""
    levering_id = warehouse.levering(name)["levering_id"]
    return [v for v in warehouse.verschillen() if v["levering_id"] == levering_id]


@pytest.mark.parametrize(("change", "number"), NUMBERED, ids=[change[0] for change in CHANGES])
def test_with_the_proposed_rows_in_the_contract_the_same_delivery_loads(
    night: Warehouse, monkeypatch: pytest.MonkeyPatch, change: tuple[str, str, str, bytes, list[str], str], number: int
):
    _, feed, name, content, kinds, status = change
    found = of(night, name.format(number))
    assert ([v["soort"] for v in found], night.levering(name.format(number))["status"]) == (kinds, status)
    assert all(v["voorstel"] for v in found)
    expecting = pasted(night.contracts[feed], dict.fromkeys(v["voorstel"] for v in found))
    monkeypatch.setitem(night.contracts, feed, expecting)
    again = name.format(50 + number)
    night.deliver(feed.split("/", maxsplit=1)[0], again, content)
    (uitslag,) = night.load(feed).values()
    assert uitslag.mislukt == []
    levering = night.levering(again)
    assert (levering["status"], levering["rijen_quarantaine"]) == ("geladen", 0)
    assert of(night, again) == [], "it is expected now"
    failed = {c["regel"] for c in night.failed() if c["levering_id"] == levering["levering_id"]}
    assert not {regel for regel in failed if not regel.startswith("plausibel_")}, "beside others it may be unusual"


def test_a_change_that_the_contract_expects_from_a_date_passes_and_before_it_the_old_layout_does(warehouse: Warehouse):
    since = {"DATUM_INGANG": "01-02-2023"}
    renamed = ssd(["PC_HUIS" if c == "POSTCODE" else c for c in COLUMNS], **since)
    warehouse.deliver("ssd", UITKERINGEN.format(1), renamed)
    warehouse.load(SSD)
    warehouse.contracts[SSD] = pasted(warehouse.contracts[SSD], [v["voorstel"] for v in warehouse.verschillen()])
    warehouse.deliver("ssd", "GM0153_uitkeringen_20231231_01.csv", ssd(COLUMNS, **since))
    warehouse.deliver("ssd", "GM0153_uitkeringen_20231231_02.csv", renamed)
    warehouse.load(SSD)
    assert warehouse.levering("GM0153_uitkeringen_20231231_01.csv")["status"] == "geladen"
    late = warehouse.levering("GM0153_uitkeringen_20231231_02.csv")
    assert (late["status"], "POSTCODE heet PC_HUIS" in late["reden"]) == ("afgekeurd", True)


def test_a_fifth_package_is_told_with_its_row_and_with_the_rule_that_must_know_it(warehouse: Warehouse):
    """The totals no longer match, so the year is rejected; the reason says what is behind it."""
    name = "GM0153_garantverzorgd_20260531_01.xlsx"
    warehouse.deliver("menzis", name, extra_package(2026, 5, "GarantVerzorgd 5"))
    warehouse.load(MENZIS)
    levering = warehouse.levering(name)
    assert levering["status"] == "afgekeurd"
    assert "12 van de 12 rijen zijn onjuist" in levering["reden"]
    assert "kolommen die het contract niet kent (GarantVerzorgd 5)" in levering["reden"]
    (verschil,) = warehouse.verschillen()
    assert verschil["voorstel"].splitlines()[:4] == [
        "# tabel garantverzorgd, onder properties, na het veld garantverzorgd_overig:",
        "# neem het ook op in de regel som_van_de_pakketten, zoals garantverzorgd_overig",
        "- name: garantverzorgd_5",
        "  physicalName: GarantVerzorgd 5",
    ]
    pasted(warehouse.contracts[MENZIS], [verschil["voorstel"]])


def kinds(warehouse: Warehouse) -> list[tuple[str, str | None, str | None]]:
    return [(v["soort"], v["kolom"], v["gevonden"]) for v in warehouse.verschillen()]


def test_all_differences_of_all_sheets_are_one_message(warehouse: Warehouse):
    bw = wb.vis2_sheet([kop for kop in wb.KOP_BW if kop != "Startdatum"], [])
    mo = wb.vis2_sheet([{"Datum uit": "Datum uitstroom"}.get(kop, kop) for kop in wb.KOP_MO], [])
    content = wb.workbook({"Beschermd wonen": bw, "Maatschappelijke opvang": mo})
    warehouse.deliver("vis2", "GM0153_opvang_20231231_01.xlsx", content)
    warehouse.load(VIS2)
    reden = warehouse.levering("GM0153_opvang_20231231_01.xlsx")["reden"]
    assert "ontbreekt: Startdatum" in reden
    assert "lijkt hernoemd: Datum uit heet Datum uitstroom" in reden
    assert kinds(warehouse) == [
        ("kolom_ontbreekt", "Startdatum", None),
        ("kolom_hernoemd", "Datum uit", "Datum uitstroom"),
    ]


def test_a_header_below_titles_in_a_text_file_is_found_but_the_source_must_mend_it(warehouse: Warehouse):
    warehouse.deliver("ssd", UITKERINGEN.format(1), b"SSD, overzicht\r\n\r\n" + ssd(COLUMNS))
    warehouse.load(SSD)
    assert "staat op rij 3 in plaats van rij 1" in warehouse.levering(UITKERINGEN.format(1))["reden"]
    (verschil,) = warehouse.verschillen()
    assert (verschil["soort"], verschil["voorstel"]) == ("koprij_verplaatst", None)


def test_a_sheet_that_the_contract_does_not_know_is_reported_and_not_read(warehouse: Warehouse):
    sheets = {
        "Beschermd wonen": wb.vis2_sheet(wb.KOP_BW, [wb.bw_row(1)]),
        "Maatschappelijke opvang": wb.vis2_sheet(wb.KOP_MO, []),
        "Beschermd wonen oud": [["x"]],
        "Jannigje Testpersoon": [["x"]],
        "Leeg": [],
    }
    warehouse.deliver("vis2", "GM0153_opvang_20231231_01.xlsx", wb.workbook(sheets))
    warehouse.load(VIS2)
    assert warehouse.levering("GM0153_opvang_20231231_01.xlsx")["status"] == "geladen"
    (check,) = warehouse.failed()
    assert (check["regel"], check["ernst"]) == ("blad_onbekend", "waarschuwing")
    assert "niet zijn gelezen: 'Beschermd wonen oud', het 4e blad (naam niet getoond); zijn" in check["reden"]
    assert "Testpersoon" not in check["reden"] + str(warehouse.verschillen())
    assert kinds(warehouse) == [
        ("blad_nieuw", None, "'Beschermd wonen oud'"),
        ("blad_nieuw", None, "het 4e blad (naam niet getoond)"),
    ]


def test_a_sheet_with_the_name_of_a_person_is_not_told_though_it_holds_the_table(warehouse: Warehouse):
    sheets = {
        "Jannigje Testpersoon": wb.vis2_sheet(wb.KOP_BW, [wb.bw_row(1)]),
        "Maatschappelijke opvang": wb.vis2_sheet(wb.KOP_MO, []),
    }
    warehouse.deliver("vis2", "GM0153_opvang_20231231_01.xlsx", wb.workbook(sheets))
    warehouse.load(VIS2)
    assert (
        "Het blad 'Beschermd wonen' ontbreekt; lever" in warehouse.levering("GM0153_opvang_20231231_01.xlsx")["reden"]
    )
    assert [(v["soort"], v["gevonden"]) for v in warehouse.verschillen()] == [("blad_ontbreekt", None)]


def test_the_sheet_of_an_earlier_year_is_neither_new_nor_another_name(warehouse: Warehouse):
    two = wb.workbook({f"Verzekerden {year}": [["x"], [], wb.KOP_MENZIS, *wb.menzis_rows()] for year in (2023, 2024)})
    warehouse.deliver("menzis", "GM0153_garantverzorgd_20241231_01.xlsx", two)
    warehouse.deliver("menzis", "GM0153_garantverzorgd_20221231_01.xlsx", two)
    warehouse.load(MENZIS)
    assert warehouse.levering("GM0153_garantverzorgd_20241231_01.xlsx")["status"] == "geladen"
    assert [(v["soort"], v["verwacht"]) for v in warehouse.verschillen()] == [("blad_ontbreekt", "Verzekerden 2022")]


def codes(warehouse: Warehouse, feed: str, content: bytes, name: str) -> list[Record]:
    warehouse.deliver(feed.split("/", maxsplit=1)[0], name, content)
    warehouse.load(feed)
    return warehouse.verschillen()


def regelingen(*values: str, **changes: str) -> bytes:
    return ex.ssd([ex.ssd_row("uitkeringen", n, REGELING=value, **changes) for n, value in enumerate(values, 1)])


SOUND = ["PW"] * 60


CODES: list[tuple[list[str], list[str | None]]] = [
    (["IOAU"] * 3, ["IOAU"]),
    (["IOAU"] * 2, []),
    (["IOAU"] * 3 + ["IOBU"] * 4 + ["IOCU"], ["IOBU", "IOAU"]),
    (["PLANTINGA"] * 3, [None]),
    (["Janny"] * 4, [None]),
    (["990000011"] * 3, [None]),
    (["IOAU"] * 3 + ["De Wit"] * 3, ["IOAU", None]),
]
ABOUT_CODES = "GM0141_uitkeringen_2024{:02d}28_01.csv"


@pytest.fixture(scope="module")
def codes_night(night: Warehouse) -> Warehouse:
    """The same warehouse after a night with unknown codes."""
    for month, (values, _) in enumerate(CODES, 3):
        night.deliver("ssd", ABOUT_CODES.format(month), regelingen(*SOUND, *values))
    night.load(SSD)
    return night


@pytest.mark.parametrize(("month", "case"), list(enumerate(CODES, 3)), ids=[str(found) for _, found in CODES])
def test_a_code_is_new_in_three_rows_and_shown_when_it_is_written_like_the_others(
    codes_night: Warehouse, month: int, case: tuple[list[str], list[str | None]]
):
    differences = of(codes_night, ABOUT_CODES.format(month))
    assert [v["gevonden"] for v in differences] == case[1]
    assert all((v["voorstel"] is None) == (v["gevonden"] is None) for v in differences)


def test_a_code_in_rows_that_break_another_rule_is_not_even_counted(warehouse: Warehouse):
    """Columns that shifted bring other values under a heading, and break more than one rule."""
    rows = [ex.ssd_row("uitkeringen", n) for n in range(1, 60)]
    rows += [ex.ssd_row("uitkeringen", n, REGELING="IOAU", DATUM_INGANG="PW") for n in range(60, 64)]
    assert codes(warehouse, SSD, ex.ssd(rows), UITKERINGEN.format(1)) == []


def test_a_code_of_one_person_alone_is_not_shown(warehouse: Warehouse):
    rows = [ex.ssd_row("uitkeringen", n) for n in range(1, 60)]
    rows += [ex.ssd_row("uitkeringen", n, REGELING="IOAU", BSN=ex.bsn(7)) for n in range(60, 64)]
    (difference,) = codes(warehouse, SSD, ex.ssd(rows), UITKERINGEN.format(1))
    assert (difference["gevonden"], difference["kolom"]) == (None, "REGELING")


def test_a_code_with_a_period_is_refused_outside_it_and_its_period_is_proposed_away(warehouse: Warehouse):
    code = "# tabel uitkeringen, veld regeling, onder enum:\n- value: IOAU\n  label: nieuw\n  customProperties:\n  - {property: geldig_vanaf, value: '2025-01-01'}"
    warehouse.contracts[SSD] = pasted(warehouse.contracts[SSD], [code])
    warehouse.deliver("ssd", "GM0153_uitkeringen_20250131_01.csv", regelingen("PW", "IOAU"))
    warehouse.load(SSD)
    assert warehouse.levering("GM0153_uitkeringen_20250131_01.csv")["rijen_geladen"] == 2
    (difference,) = codes(warehouse, SSD, regelingen(*SOUND, *["IOAU"] * 3), UITKERINGEN.format(1))
    assert difference["gevonden"] == "IOAU"
    warehouse.contracts[SSD] = pasted(warehouse.contracts[SSD], [code, difference["voorstel"]])
    warehouse.deliver("ssd", UITKERINGEN.format(2), regelingen(*SOUND, *["IOAU"] * 3))
    warehouse.load(SSD)
    assert warehouse.levering(UITKERINGEN.format(2))["rijen_quarantaine"] == 0


def test_a_code_of_a_list_is_told_with_the_list_that_it_belongs_in(warehouse: Warehouse):
    rows = [wb.opgave_row(indicator="bijstand_nieuw", jaar=year) for year in (2021, 2022, 2023)]
    rows += [wb.opgave_row(jaar=year) for year in range(1980, 2021)]
    found = codes(warehouse, "opgave/vtt", wb.opgave(rows), "GM0153_vtt_20241231_01.xlsx")
    assert [(v["gevonden"], v["voorstel"]) for v in found] == [
        ("bijstand_nieuw", "# codelijst opgavepost:\nbijstand_nieuw")
    ]
