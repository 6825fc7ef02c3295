"""The inspector between deliveries: nothing of one stays for the next, and raw is complete for every feed."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from typing import TYPE_CHECKING

import duckdb
import pytest

from expectations.keuring import Keurmeester
from expectations.placeholders import filled_in
from expectations.raw import NO_ROWS, raw_file, write_empty_tables
from expectations.references import ReferenceTables
from expectations.whole_delivery import file_check
from sources.contract import load_contracts
from sources.reading.result import Afgekeurd
from tests.support import extracts as ex

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.warehouse import Warehouse

CONTRACTS = {contract.sleutel: contract for contract in load_contracts()}
TABLES = "SELECT table_name FROM duckdb_tables() WHERE schema_name <> 'referentie'"  # those are of no delivery


def test_nothing_of_a_delivery_stays_with_the_inspector(warehouse: Warehouse, keurmeester: Keurmeester):
    warehouse.deliver("ssd", "GM0153_uitkeringen_20241231_01.csv", ex.ssd([ex.ssd_row("uitkeringen", 1)]))
    warehouse.deliver("ssd", "GM0153_uitkeringen_20241231_02.csv", ex.ssd([ex.ssd_row("uitkeringen", 1)], closing=None))
    warehouse.deliver("ssd", "GM0153_uitkeringen_20241231_03.csv", b"")
    warehouse.load("ssd/uitkeringen")
    assert keurmeester._con.execute(TABLES).fetchall() == []
    assert keurmeester._con.execute("SELECT view_name FROM duckdb_views() WHERE NOT internal").fetchall() == []


@pytest.mark.parametrize("step", ["_judge", "_quarantine", "_write_raw"])
def test_nothing_of_a_delivery_stays_after_an_error_of_ours_and_the_next_one_is_judged(
    warehouse: Warehouse, keurmeester: Keurmeester, monkeypatch: pytest.MonkeyPatch, step: str
):
    def broken(self: Keurmeester, *_: object) -> None:
        self._con.execute("SELECT * FROM keuring_uitkeringen, range(100000)")  # and leaves its result unread
        raise MemoryError

    warehouse.deliver("ssd", "GM0153_uitkeringen_20241231_01.csv", ex.ssd([ex.ssd_row("uitkeringen", 1)]))
    with monkeypatch.context() as patch:
        patch.setattr(Keurmeester, step, broken)
        assert warehouse.load("ssd/uitkeringen")["ssd/uitkeringen"].mislukt != []
    assert keurmeester._con.execute(TABLES).fetchall() == []
    assert len(warehouse.load("ssd/uitkeringen")["ssd/uitkeringen"].geladen) == 1


def test_of_a_delivery_only_what_is_left_of_persons_is_ever_in_the_database(
    warehouse: Warehouse, keurmeester: Keurmeester, monkeypatch: pytest.MonkeyPatch
):
    seen: list[str] = []
    judge = Keurmeester._judge

    def look(self: Keurmeester, *args: object) -> None:
        for (table,) in self._con.execute(TABLES).fetchall():
            seen.append(str(self._con.execute(f"SELECT * FROM {table}").fetchall()))
        judge(self, *args)  # type: ignore[arg-type]

    monkeypatch.setattr(Keurmeester, "_judge", look)
    row = ex.ssd_row(
        "uitkeringen",
        1,
        REDEN_EINDE="verhuisd naar haar zus",
        POSTCODE="7599ZZ",
        GEBOORTEDATUM="27-11-1913",
        UITKERINGNR="DOSSIER-1",
    )
    warehouse.deliver("ssd", "GM0153_uitkeringen_20241231_01.csv", ex.ssd([row]))
    warehouse.load("ssd/uitkeringen")
    (rows,) = seen
    assert "7599" in rows
    assert not [text for text in (ex.bsn(1), "verhuisd", "7599ZZ", "27-11-1913", "DOSSIER-1") if text in rows]


def test_a_feed_that_never_delivered_is_an_empty_table_with_all_columns(tmp_path: Path):
    write_empty_tables(tmp_path, list(CONTRACTS.values()))
    for contract in CONTRACTS.values():
        for tabel in contract.tabellen:
            found = duckdb.read_parquet(str(tmp_path / contract.bron / tabel.naam / "*.parquet"))
            assert found.columns == ["levering_id", "rijnummer", *tabel.raw_kolommen]
            assert {str(kind) for kind in found.types} == {"VARCHAR", "BIGINT"}
            assert found.fetchall() == []


def test_an_empty_table_follows_its_contract_and_is_left_alone_otherwise(tmp_path: Path):
    contract = CONTRACTS["ssd/uitkeringen"]
    (tabel,) = contract.tabellen
    path = raw_file(tmp_path, contract, tabel, NO_ROWS)
    write_empty_tables(tmp_path, [contract])
    before = path.stat().st_mtime_ns
    write_empty_tables(tmp_path, [contract])
    assert path.stat().st_mtime_ns == before
    shorter = contract.model_copy(update={"tabellen": (tabel.model_copy(update={"velden": tabel.velden[:3]}),)})
    write_empty_tables(tmp_path, [shorter])
    assert duckdb.read_parquet(str(path)).columns == [
        "levering_id",
        "rijnummer",
        "uitkering_id",
        "huishouden_id",
        "persoon_id",
    ]


def test_empty_and_full_tables_are_read_as_one(warehouse: Warehouse):
    warehouse.deliver("ssd", "GM0153_uitkeringen_20241231_01.csv", ex.ssd([ex.ssd_row("uitkeringen", 1)]))
    warehouse.load("ssd/uitkeringen")
    write_empty_tables(warehouse.home / "raw", [CONTRACTS["ssd/uitkeringen"]])
    assert len(warehouse.raw("ssd", "uitkeringen")) == 1


def test_a_fault_of_a_file_is_a_check_like_any_other():
    contract = CONTRACTS["vis2/opvang"]
    result = file_check(contract, Afgekeurd("blad", "het blad ontbreekt", tabel="maatschappelijke_opvang"))
    assert (result.geslaagd, result.aantal_fout, result.controle.reden) == (False, 1, "Het blad ontbreekt.")
    assert result.controle.controle_id == "vis2.maatschappelijke_opvang.bestand.blad"
    sound = file_check(contract, None)
    assert (sound.geslaagd, sound.aantal_fout, sound.controle.regel) == (True, 0, "leesbaar")


def test_what_does_not_fit_in_memory_never_goes_to_a_file_beside_it(keurmeester: Keurmeester):
    assert keurmeester._con.execute("SELECT current_setting('temp_directory')").fetchone() == ("",)


def test_a_reference_table_is_read_once_as_text_and_an_empty_cell_is_null(tmp_path: Path):
    seed = tmp_path / "taak veld's.csv"
    seed.write_text('code,naam\n0.10,"Reserves, mutaties"\n6.3,\n', encoding="utf-8")
    connection = duckdb.connect()
    tables = ReferenceTables(connection, {"taakveld": seed})
    tables.offer([])
    tables.offer(["taakveld"])
    seed.unlink()
    tables.offer(["taakveld", "taakveld"])
    rows = connection.execute("SELECT * FROM referentie.taakveld ORDER BY code").fetchall()
    assert rows == [("0.10", "Reserves, mutaties"), ("6.3", None)]


def test_what_a_query_leaves_open_is_filled_in_for_the_delivery():
    query = "SELECT rijnummer FROM {batch}, {tabel:a_b} WHERE '{gemeente_code}' = '{feed}' AND '{jaarbegin}' < '{peildatum}'"
    assert filled_in(query, date(2024, 12, 31), "GM0153", "iv3") == (
        "SELECT rijnummer FROM {batch}, keuring_a_b WHERE 'GM0153' = 'iv3' AND '2024-01-01' < '2024-12-31'"
    )


def test_judging_does_not_start_great_expectations(tmp_path: Path):
    """It takes seconds and a quarter of a gigabyte, in every process that loads."""
    program = (
        "import sys\n"
        "from tests.support import extracts as ex\n"
        "from tests.support.warehouse import CODELIJSTEN, KEY, Warehouse\n"
        "from expectations.keuring import Keurmeester\n"
        "from pathlib import Path\n"
        "warehouse = Warehouse(Path(sys.argv[1]), Keurmeester(KEY, CODELIJSTEN))\n"
        "rows = [ex.ssd_row('uitkeringen', 1), ex.ssd_row('uitkeringen', 2, BSN='123'), ex.ssd_row('uitkeringen', 2)]\n"
        "warehouse.deliver('ssd', 'GM0153_uitkeringen_20241231_01.csv', ex.ssd(rows))\n"
        "outcome = warehouse.load('ssd/uitkeringen')\n"
        "print(len(outcome['ssd/uitkeringen'].nieuw), 'great_expectations' in sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", program, str(tmp_path)], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["1", "False"]
