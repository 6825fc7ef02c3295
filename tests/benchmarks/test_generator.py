"""Generated deliveries are what they say: the warehouse loads what is sound and sets apart what is not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import duckdb
import pytest

from benchmarks.fouten import faults_of
from benchmarks.landing import TWAALF_FEEDS, Opdracht, make_landing
from benchmarks.personen import AANTAL, make_persons
from benchmarks.velden import GeenVoorbeeld, sound_values
from sources.iv3.demo_gemeenten import gemeenten_op
from sources.privacy import valid_bsn_sql
from tests.support.warehouse import CONTRACTS, Warehouse

GEMEENTE = "GM0153"  # the code list of the tests knows few others
ROWS = 150
DRAWN = [feed for feed in TWAALF_FEEDS if feed not in ("iv3/iv3", "opgave/gmsd")]


def order(landing: Path, **changes: object) -> Opdracht:
    place = gemeenten_op(date(2024, 12, 31)).codes.index(GEMEENTE)
    wanted = {"rijen": ROWS * len(DRAWN), "feeds": DRAWN, "eerste_gemeente": place} | changes
    return Opdracht(landing, **wanted)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def partly_bad(shared_warehouse: Warehouse) -> Warehouse:
    """A delivery of every feed of which one row in fifty has a fault, loaded."""
    make_landing(order(shared_warehouse.landing, slecht=0.02))
    shared_warehouse.load(*DRAWN)
    return shared_warehouse


@pytest.fixture
def persons() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        make_persons(connection, AANTAL)
        yield connection


def test_nothing_is_wrong_with_sound_deliveries(warehouse: Warehouse) -> None:
    files = make_landing(order(warehouse.landing, feeds=[*DRAWN, "iv3/iv3"]))
    warehouse.load()
    found = {row["bestandsnaam"]: (row["status"], row["rijen_quarantaine"]) for row in warehouse.leveringen()}
    assert found == {path.name: ("geladen", 0) for path in files}
    assert [check["controle_id"] for check in warehouse.failed() if check["ernst"] != "waarschuwing"] == []


@pytest.mark.parametrize("feed", [feed for feed in DRAWN if feed != "menzis/garantverzorgd"])
def test_a_share_of_the_rows_has_a_fault_and_only_those_are_set_apart(partly_bad: Warehouse, feed: str) -> None:
    (levering,) = [row for row in partly_bad.leveringen() if f"{row['bron']}/{row['feed']}" == feed]
    tables = len(CONTRACTS[feed].tabellen)
    assert levering["status"] == "geladen"
    assert levering["rijen_gelezen"] == ROWS * tables
    assert 0 < levering["rijen_quarantaine"] < 0.05 * ROWS * tables
    reasons = [
        (row["object"], row["rijnummer"])
        for row in partly_bad.quarantaine()
        if row["levering_id"] == levering["levering_id"]
    ]
    assert len(reasons) == len(set(reasons)), "a row has more than one fault"


def test_every_kind_of_fault_is_caught(warehouse: Warehouse) -> None:
    """With a fault in every row, every fault of the contract occurs, and no row of the delivery is sound."""
    contract = CONTRACTS["ssd/uitkeringen"].model_copy(update={"maximaal_aandeel_quarantaine": 1.0})
    warehouse.contracts = {contract.sleutel: contract}
    make_landing(order(warehouse.landing, feeds=[contract.sleutel], rijen=ROWS, slecht=1.0))
    warehouse.load(contract.sleutel)
    (levering,) = warehouse.leveringen()
    assert (levering["status"], levering["rijen_quarantaine"]) == ("geladen", ROWS)
    fields = {f"ssd.uitkeringen.{fault.veld}" for fault in faults_of(contract, contract.tabellen[0])}
    broken = {check["controle_id"].rpartition(".")[0] for check in warehouse.failed()}
    assert fields <= broken


def test_the_same_order_gives_the_same_bytes_and_another_municipality_others(tmp_path: Path) -> None:
    first, second = (make_landing(order(tmp_path / name, gemeenten=2, slecht=0.02)) for name in ("a", "b"))
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]
    texts = [path.read_bytes() for path in first if path.parent.name in ("ssd", "gidso", "cimot", "leergeld")]
    assert len(set(texts)) == len(texts)


def test_a_feed_that_ended_is_delivered_once_and_one_that_did_not_exist_yet_is_not(tmp_path: Path) -> None:
    files = make_landing(order(tmp_path, feeds=["vis2/opvang", "cimot/trajecten"], rijen=100, perioden=3))
    assert sorted(path.name.split("_", 1)[1] for path in files) == [
        "opvang_20221231_01.xlsx",
        "opvang_20231231_01.xlsx",
        "trajecten_20241231_01.txt",
    ]


def test_persons_are_nobody(persons: duckdb.DuckDBPyConnection) -> None:
    counts = persons.execute(
        f"SELECT count(*), count(DISTINCT bsn), count(*) FILTER (bsn LIKE '99%'), count(*) FILTER ({valid_bsn_sql('bsn')}),"
        " max(nummer) FROM persoon"
    ).fetchone()
    assert counts == (AANTAL, AANTAL, AANTAL, AANTAL, AANTAL - 1)


@pytest.mark.parametrize("changes", [{"feeds": ["ssd/bestaatniet"]}, {"gemeenten": 1000}, {"feeds": ["cbs/bevolking"]}])
def test_what_cannot_be_made_is_refused(tmp_path: Path, changes: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"no contract|municipalities|writes no"):
        make_landing(order(tmp_path, **changes))


def test_more_persons_than_there_are_numbers_are_refused() -> None:
    with duckdb.connect() as connection, pytest.raises(ValueError, match="909000"):
        make_persons(connection, AANTAL + 1)


def test_a_field_that_no_contract_explains_is_refused() -> None:
    contract = CONTRACTS["iv3/taakveldtabel"] if "iv3/taakveldtabel" in CONTRACTS else CONTRACTS["pc/acties"]
    with pytest.raises(GeenVoorbeeld):
        sound_values(contract, contract.tabellen[0], GEMEENTE, date(2024, 12, 31), {})
