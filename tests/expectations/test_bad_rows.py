"""What bad rows do to each other and to their delivery: the share of them, several faults in one row, rows that are none.

That each rule finds its row is in `test_every_rule.py`; bad rows of workbooks are in `test_bad_workbook_rows.py`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.support import extracts as ex

if TYPE_CHECKING:
    from tests.support.warehouse import Warehouse

FILE = "GM0153_uitkeringen_20241231_{nr:02}.csv"


def test_a_row_that_breaks_several_rules_is_listed_under_each(warehouse: Warehouse):
    rows = [ex.ssd_row("uitkeringen", 1), ex.ssd_row("uitkeringen", 2, REGELING="X", DATUM_INGANG="", BSN="1")]
    warehouse.deliver("ssd", FILE.format(nr=1), ex.ssd(rows))
    warehouse.load("ssd/uitkeringen")
    assert sorted(q["kolom"] for q in warehouse.quarantaine()) == ["BSN", "DATUM_INGANG", "REGELING"]
    assert {q["rijnummer"] for q in warehouse.quarantaine()} == {3}


def test_a_row_with_too_few_or_too_many_columns_breaks_that_rule_only(warehouse: Warehouse):
    lines = ex.ssd([ex.ssd_row("uitkeringen", n) for n in range(6)], closing=None).split(b"\r\n")[:-1]
    lines[2] = b";".join(lines[2].split(b";")[:4])
    lines[4] += b";over"
    warehouse.deliver("ssd", FILE.format(nr=1), b"\r\n".join([*lines, b"#EINDE;6", b""]))
    warehouse.load("ssd/uitkeringen")
    found = [(q["rijnummer"], q["controle_id"], q["kolom"]) for q in warehouse.quarantaine()]
    assert found == [(3, "ssd.uitkeringen.tabel.kolommen", None), (5, "ssd.uitkeringen.tabel.kolommen", None)]
    assert {c["regel"] for c in warehouse.failed()} == {"kolommen"}
    assert [r["rijnummer"] for r in warehouse.raw("ssd", "uitkeringen")] == [2, 4, 6, 7]


def test_rows_without_any_value_are_no_records_but_count_in_the_row_numbers(warehouse: Warehouse):
    lines = ex.ssd([ex.ssd_row("uitkeringen", n) for n in (1, 2)], closing=None).split(b"\r\n")[:-1]
    content = b"\r\n".join([lines[0], lines[1], b"", b"   ", b";" * 11, lines[2], b"", b"#EINDE;2", b"", b" ", b""])
    warehouse.deliver("ssd", FILE.format(nr=1), content)
    warehouse.load("ssd/uitkeringen")
    assert [r["rijnummer"] for r in warehouse.raw("ssd", "uitkeringen")] == [2, 6]
    assert warehouse.failed() == []


def test_a_share_of_broken_rows_rejects_only_where_it_says_something(warehouse: Warehouse):
    became = {
        (19, 9): "geladen", (18, 10): "afgekeurd", (100, 19): "geladen", (400, 20): "geladen", (399, 20): "afgekeurd",
    }  # fmt: skip
    names = {}
    for nr, (total, broken) in enumerate(became, start=1):
        rows = [ex.ssd_row("uitkeringen", n, REGELING="X" if n < broken else "PW") for n in range(total)]
        names[total, broken] = FILE.format(nr=nr)
        warehouse.deliver("ssd", names[total, broken], ex.ssd(rows))
    warehouse.load("ssd/uitkeringen")
    assert {size: warehouse.levering(name)["status"] for size, name in names.items()} == became
