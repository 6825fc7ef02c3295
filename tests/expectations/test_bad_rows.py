"""What bad rows get: the quarantine, with their row, column and rule, while the rest of the delivery is loaded.

Per feed all bad rows are in one delivery among sound ones, and every test looks at one of them. Bad files stand in
`test_bad_files.py`,
those of workbooks in `test_bad_workbook_rows.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pytest

from tests.support import extracts as ex
from tests.support.warehouse import Record, Warehouse


@dataclass(frozen=True)
class Bad:
    """A row that differs from a sound one in `changes`, and the rule and the column (as the source calls it) that it
    breaks."""

    what: str
    feed: str
    changes: Mapping[str, str]
    regel: str
    kolom: str


ROWS: list[Bad] = [
    # ssd
    Bad("a day that does not exist", "ssd/uitkeringen", {"DATUM_INGANG": "31-02-2024"}, "datum", "DATUM_INGANG"),
    Bad("a leap day in another year", "ssd/uitkeringen", {"DATUM_INGANG": "29-02-2023"}, "datum", "DATUM_INGANG"),
    Bad("a date in another notation", "ssd/uitkeringen", {"DATUM_INGANG": "2024-02-01"}, "datum", "DATUM_INGANG"),
    Bad("a date without leading zeros", "ssd/uitkeringen", {"DATUM_INGANG": "1-2-2024"}, "datum", "DATUM_INGANG"),
    Bad("a date long ago", "ssd/uitkeringen", {"DATUM_INGANG": "01-02-0224"}, "datum", "DATUM_INGANG"),
    Bad("no first day", "ssd/uitkeringen", {"DATUM_INGANG": ""}, "verplicht", "DATUM_INGANG"),
    Bad("an end before the start", "ssd/uitkeringen", {"DATUM_EINDE": "31-01-2024"}, "niet_voor_datum_ingang",
        "DATUM_EINDE"),
    Bad("a code that is unknown", "ssd/uitkeringen", {"REGELING": "WWB"}, "code", "REGELING"),
    Bad("a code in small letters", "ssd/uitkeringen", {"REGELING": "pw"}, "code", "REGELING"),
    Bad("no key", "ssd/uitkeringen", {"UITKERINGNR": " "}, "verplicht", "UITKERINGNR"),
    Bad("a BSN that fails the 11-proef", "ssd/uitkeringen", {"BSN": ex.wrong_bsn(7)}, "elfproef", "BSN"),
    Bad("a BSN of eight digits", "ssd/uitkeringen", {"BSN": ex.bsn(7)[1:]}, "elfproef", "BSN"),
    Bad("a BSN with letters", "ssd/uitkeringen", {"BSN": "volgt nog"}, "elfproef", "BSN"),
    Bad("a partner's BSN that fails", "ssd/uitkeringen", {"BSN_PARTNER": ex.wrong_bsn(8)}, "elfproef", "BSN_PARTNER"),
    Bad("an amount with a decimal point", "ssd/uitkeringen", {"BEDRAG_MAAND": "1050.25"}, "getal", "BEDRAG_MAAND"),
    Bad("an amount in words", "ssd/uitkeringen", {"BEDRAG_MAAND": "n.v.t."}, "getal", "BEDRAG_MAAND"),
    Bad("an amount below zero", "ssd/uitkeringen", {"BEDRAG_MAAND": "-1,00"}, "bereik", "BEDRAG_MAAND"),
    Bad("a BSN among the amounts", "ssd/uitkeringen", {"BEDRAG_MAAND": ex.bsn(9)}, "bereik", "BEDRAG_MAAND"),
    Bad("no postcode", "ssd/uitkeringen", {"POSTCODE": "Enschede"}, "postcode", "POSTCODE"),
    # ssd, the other feeds
    Bad("beschut werk without hours", "ssd/voorzieningen", {"SOORT_VOORZIENING": "BESCHUT_WERK", "UREN_PER_WEEK": ""},
        "verplicht_bij_beschut_werk",
        "UREN_PER_WEEK"),
    Bad("more hours than a week has", "ssd/voorzieningen", {"UREN_PER_WEEK": "61"}, "bereik", "UREN_PER_WEEK"),
    Bad("a wage value above 100", "ssd/voorzieningen", {"LOONWAARDE_PCT": "100,5"}, "bereik", "LOONWAARDE_PCT"),
    Bad("a decision without its day", "ssd/inkomenstoeslagen", {"DATUM_BESLUIT": ""}, "verplicht_bij_besluit",
        "DATUM_BESLUIT"),
    Bad("a decision before the request", "ssd/inkomenstoeslagen", {"DATUM_BESLUIT": "31-01-2024"},
        "niet_voor_datum_aanvraag", "DATUM_BESLUIT"),
    # gidso
    Bad("an unknown municipality", "gidso/voorzieningen", {"woonplaats_gemeente": "GM9999"}, "gemeente",
        "woonplaats_gemeente"),
    Bad("a product that is not of the law", "gidso/voorzieningen", {"wet": "WMO", "hulpvorm": ""}, "past_bij_wet",
        "productcategorie"),
    Bad("an AGB code of seven digits", "gidso/voorzieningen", {"aanbieder_agb": "1234567"}, "vorm", "aanbieder_agb"),
    Bad("an AGB code with a line break in it", "gidso/voorzieningen", {"aanbieder_agb": "1234\n5678"}, "vorm",
        "aanbieder_agb"),
    Bad("a volume with a decimal comma", "gidso/voorzieningen", {"volume": "2,5"}, "getal", "volume"),
    Bad("a date of birth that does not exist", "gidso/voorzieningen", {"geboortedatum": "2012-13-01"}, "datum",
        "geboortedatum"),
    Bad("an end before the start in Gidso", "gidso/voorzieningen", {"einddatum": "2024-01-31"}, "niet_voor_startdatum",
        "einddatum"),
    Bad("a measure that is unknown", "gidso/maatregelen", {"type_maatregel": "99"}, "code", "type_maatregel"),
    # cimot
    Bad("a date with dashes", "cimot/trajecten", {"begin": "2024-02-01"}, "datum", "begin"),
    Bad("an end before the begin", "cimot/trajecten", {"eind": "20240131"}, "niet_voor_begin", "eind"),
    Bad("a name of a municipality for its code", "cimot/trajecten", {"gemeente_herkomst": "Enschede"}, "gemeente",
        "gemeente_herkomst"),
    Bad("a kind that is unknown", "cimot/trajecten", {"soort": "VO"}, "code", "soort"),
]  # fmt: skip
ROW_FUNCTIONS = {"ssd": ex.ssd_row, "gidso": ex.gidso_row}
FILES = {
    "ssd/uitkeringen": "GM0153_uitkeringen_20241231_01.csv",
    "ssd/voorzieningen": "GM0153_voorzieningen_20241231_01.csv",
    "ssd/inkomenstoeslagen": "GM0153_inkomenstoeslagen_20241231_01.csv",
    "gidso/voorzieningen": "GM0153_voorzieningen_20241231_01.csv",
    "gidso/maatregelen": "GM0153_maatregelen_20241231_01.csv",
    "cimot/trajecten": "GM0153_trajecten_20241231_01.txt",
}
_FIRST = 2  # the header is row 1


def row(feed: str, n: int, changes: Mapping[str, str] | None = None) -> ex.Row:
    bron, name = feed.split("/")
    if bron == "cimot":
        return ex.cimot_row(n, **(changes or {}))
    return ROW_FUNCTIONS[bron](name, n, **(changes or {}))


def file(feed: str, rows: list[ex.Row]) -> bytes:
    bron, name = feed.split("/")
    return ex.cimot(rows) if bron == "cimot" else {"ssd": ex.ssd, "gidso": ex.gidso}[bron](rows, name)


def rows_of(feed: str) -> list[ex.Row]:
    """The bad rows of a feed, each after a sound one; one sound one more keeps them within the share."""
    bad = [b for b in ROWS if b.feed == feed]
    rows = [r for i, b in enumerate(bad) for r in (row(feed, 2 * i + 1), row(feed, 2 * i + 2, b.changes))]
    return [*rows, row(feed, 2 * len(bad) + 1)]


@pytest.fixture(scope="module")
def night(shared_warehouse: Warehouse) -> Warehouse:
    for feed, name in FILES.items():
        shared_warehouse.deliver(feed.split("/")[0], name, file(feed, rows_of(feed)))
    shared_warehouse.load(*FILES)
    return shared_warehouse


def rijnummer(bad: Bad) -> int:
    return _FIRST + 2 * [b for b in ROWS if b.feed == bad.feed].index(bad) + 1


def quarantined(warehouse: Warehouse, feed: str) -> list[Record]:
    prefix = feed.replace("/", ".") + "."
    return [q for q in warehouse.quarantaine() if q["levering_id"].startswith(prefix)]


@pytest.mark.parametrize("bad", ROWS, ids=[bad.what for bad in ROWS])
def test_a_bad_row_is_quarantined_with_its_row_its_column_and_its_rule(night: Warehouse, bad: Bad):
    (found,) = [q for q in quarantined(night, bad.feed) if q["rijnummer"] == rijnummer(bad)]
    bron, feed = bad.feed.split("/")
    veld = next(v for v in night.contracts[bad.feed].tabellen[0].velden if v.kop == bad.kolom)
    assert found["controle_id"] == f"{bron}.{feed}.{veld.naam}.{bad.regel}"
    assert (found["object"], found["kolom"]) == (feed, bad.kolom)


@pytest.mark.parametrize("bad", ROWS, ids=[bad.what for bad in ROWS])
def test_the_reason_of_a_bad_row_says_what_is_wrong_but_not_the_value(night: Warehouse, bad: Bad):
    (found,) = [q for q in quarantined(night, bad.feed) if q["rijnummer"] == rijnummer(bad)]
    assert any(word in found["reden"].lower() for word in ("verbeter", "vul", "lever"))
    assert "None" not in found["reden"]
    for value in bad.changes.values():
        assert len(value.strip()) < 5 or value.strip() not in found["reden"]


@pytest.mark.parametrize("feed", sorted(FILES))
def test_only_the_bad_rows_are_kept_back(night: Warehouse, feed: str):
    bad = {rijnummer(b) for b in ROWS if b.feed == feed}
    assert {q["rijnummer"] for q in quarantined(night, feed)} == bad
    loaded = night.raw(*feed.split("/"))
    assert {r["rijnummer"] for r in loaded} == set(range(_FIRST, _FIRST + len(rows_of(feed)))) - bad


@pytest.mark.parametrize("feed", sorted(FILES))
def test_a_check_counts_as_many_rows_as_the_quarantine_lists_under_it(night: Warehouse, feed: str):
    rows = quarantined(night, feed)
    (levering,) = [row for row in night.leveringen() if f"{row['bron']}/{row['feed']}" == feed]
    for check in night.controles():
        if check["levering_id"] != levering["levering_id"] or check["regel"] == "aandeel_quarantaine":
            continue
        assert check["aantal_fout"] == sum(q["controle_id"] == check["controle_id"] for q in rows), check["controle_id"]
        assert check["geslaagd"] == (check["aantal_fout"] == 0)


def test_both_rows_with_the_same_key_are_kept_back_since_nobody_knows_which_is_right(warehouse: Warehouse):
    rows = [ex.ssd_row("uitkeringen", n, UITKERINGNR=key) for n, key in enumerate(["A", "B", "A", "C"])]
    warehouse.deliver("ssd", FILES["ssd/uitkeringen"], ex.ssd(rows))
    warehouse.load("ssd/uitkeringen")
    assert [(q["rijnummer"], q["controle_id"]) for q in warehouse.quarantaine()] == [
        (2, "ssd.uitkeringen.uitkeringnr.uniek"),
        (4, "ssd.uitkeringen.uitkeringnr.uniek"),
    ]


def test_a_row_that_breaks_several_rules_is_listed_under_each(warehouse: Warehouse):
    rows = [ex.ssd_row("uitkeringen", 1), ex.ssd_row("uitkeringen", 2, REGELING="X", DATUM_INGANG="", BSN="1")]
    warehouse.deliver("ssd", FILES["ssd/uitkeringen"], ex.ssd(rows))
    warehouse.load("ssd/uitkeringen")
    assert sorted(q["kolom"] for q in warehouse.quarantaine()) == ["BSN", "DATUM_INGANG", "REGELING"]
    assert {q["rijnummer"] for q in warehouse.quarantaine()} == {3}


def test_a_row_with_too_few_or_too_many_columns_breaks_that_rule_only(warehouse: Warehouse):
    lines = ex.ssd([ex.ssd_row("uitkeringen", n) for n in range(6)], closing=None).split(b"\r\n")[:-1]
    lines[2] = b";".join(lines[2].split(b";")[:4])
    lines[4] += b";over"
    warehouse.deliver("ssd", FILES["ssd/uitkeringen"], b"\r\n".join([*lines, b"#EINDE;6", b""]))
    warehouse.load("ssd/uitkeringen")
    found = [(q["rijnummer"], q["controle_id"], q["kolom"]) for q in warehouse.quarantaine()]
    assert found == [(3, "ssd.uitkeringen.tabel.kolommen", None), (5, "ssd.uitkeringen.tabel.kolommen", None)]
    assert {c["regel"] for c in warehouse.failed()} == {"kolommen"}
    assert [r["rijnummer"] for r in warehouse.raw("ssd", "uitkeringen")] == [2, 4, 6, 7]


def test_a_quote_in_the_wrong_place_keeps_back_what_it_swallows(warehouse: Warehouse):
    content = ex.gidso([ex.gidso_row("maatregelen", n) for n in (1, 2, 3)], "maatregelen")
    warehouse.deliver("gidso", FILES["gidso/maatregelen"], content.replace(b'"12345678"\n"M2"', b'"\n"M2"'))
    warehouse.load("gidso/maatregelen")
    assert [(q["rijnummer"], q["controle_id"]) for q in warehouse.quarantaine()] == [
        (2, "gidso.maatregelen.tabel.kolommen")
    ]


def test_rows_without_any_value_are_no_records_but_count_in_the_row_numbers(warehouse: Warehouse):
    lines = ex.ssd([ex.ssd_row("uitkeringen", n) for n in (1, 2)], closing=None).split(b"\r\n")[:-1]
    content = b"\r\n".join([lines[0], lines[1], b"", b"   ", b";" * 11, lines[2], b"", b"#EINDE;2", b"", b" ", b""])
    warehouse.deliver("ssd", FILES["ssd/uitkeringen"], content)
    warehouse.load("ssd/uitkeringen")
    assert [r["rijnummer"] for r in warehouse.raw("ssd", "uitkeringen")] == [2, 6]
    assert warehouse.failed() == []


def test_a_warning_is_counted_and_the_row_is_loaded(warehouse: Warehouse):
    rows = [
        ex.ssd_row("uitkeringen", 1),
        ex.ssd_row("uitkeringen", 2, DATUM_INGANG="01-02-2020", DATUM_EINDE="31-12-2023"),
    ]
    warehouse.deliver("ssd", FILES["ssd/uitkeringen"], ex.ssd(rows))
    warehouse.load("ssd/uitkeringen")
    (check,) = warehouse.failed()
    assert (check["regel"], check["ernst"], check["aantal_fout"]) == ("buiten_de_periode", "waarschuwing", 1)
    assert len(warehouse.raw("ssd", "uitkeringen")) == 2
    assert warehouse.quarantaine() == []


@pytest.mark.parametrize(
    ("total", "broken", "status"),
    [(19, 9, "geladen"), (18, 10, "afgekeurd"), (100, 19, "geladen"), (400, 20, "geladen"), (399, 20, "afgekeurd")],
)
def test_a_share_of_broken_rows_rejects_only_where_it_says_something(
    warehouse: Warehouse, total: int, broken: int, status: str
):
    rows = [ex.ssd_row("uitkeringen", n, REGELING="X" if n < broken else "PW") for n in range(total)]
    warehouse.deliver("ssd", FILES["ssd/uitkeringen"], ex.ssd(rows))
    warehouse.load("ssd/uitkeringen")
    assert warehouse.levering(FILES["ssd/uitkeringen"])["status"] == status
