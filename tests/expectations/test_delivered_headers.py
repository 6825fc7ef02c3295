"""A header that differs from the contract without being wrong: read by name, and reported."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support import extracts as ex

if TYPE_CHECKING:
    from tests.support.warehouse import Warehouse

FILE = "GM0153_uitkeringen_20241231_01.csv"


# ----------------------------------------------------------------------------------------------------------


def test_columns_in_another_order_are_read_by_name_and_reported(warehouse: Warehouse):
    columns = list(reversed(ex.ssd_row("uitkeringen")))
    warehouse.deliver("ssd", FILE, ex.ssd([ex.ssd_row("uitkeringen", 1)], columns=columns))
    warehouse.load("ssd/uitkeringen")
    assert [c["regel"] for c in warehouse.failed()] == ["kolomvolgorde"]
    assert warehouse.raw("ssd", "uitkeringen")[0]["bedrag_maand"] == "1050,25"


def test_a_column_that_the_contract_does_not_know_is_not_read_and_reported_with_a_proposal(warehouse: Warehouse):
    columns = [*ex.ssd_row("uitkeringen"), "SOORT_WONING"]
    row = ex.ssd_row("uitkeringen", 1) | {"SOORT_WONING": "HUUR"}
    warehouse.deliver("ssd", FILE, ex.ssd([row], columns=columns))
    warehouse.load("ssd/uitkeringen")
    (check,) = warehouse.failed()
    assert (check["regel"], check["ernst"]) == ("kolom_onbekend", "waarschuwing")
    assert "SOORT_WONING" in check["reden"]
    (verschil,) = warehouse.verschillen()
    assert (verschil["soort"], verschil["gevonden"]) == ("kolom_nieuw", "SOORT_WONING")
    assert "- name: soort_woning\n  physicalName: SOORT_WONING\n" in verschil["voorstel"]
    assert "HUUR" not in str(warehouse.raw("ssd", "uitkeringen"))


@pytest.mark.parametrize("bsn_header", ["BSN\xa0", "\xa0 BSN", "BSN  "])
def test_spaces_that_nobody_sees_do_not_make_another_header(warehouse: Warehouse, bsn_header: str):
    columns = [bsn_header if name == "BSN" else name for name in ex.ssd_row("uitkeringen")]
    row = ex.ssd_row("uitkeringen", 1)
    warehouse.deliver("ssd", FILE, ex.ssd([row | {bsn_header: row["BSN"]}], columns=columns))
    warehouse.load("ssd/uitkeringen")
    assert warehouse.levering(FILE)["status"] == "geladen"
