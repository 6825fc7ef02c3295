"""The key of the pseudonyms: in memory of the process that needs it, and nowhere else."""

from __future__ import annotations

import logging
import subprocess
import sys
import traceback
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest

from expectations.keuring import Keurmeester
from expectations.ledger import Ledger
from expectations.loading import Lading
from expectations.rekeyed_rows import RekeyedRows
from orchestration.settings import Settings
from sources.pseudonyms import Pseudoniemen, PseudoniemFout, hmac_pads
from tests.support import extracts as ex
from tests.support.secret import forms_of, key_in
from tests.support.spill import haystack
from tests.support.warehouse import CODELIJSTEN, CONTRACTS, KEY, Warehouse

SHORT = b"planted-key-0123456789-abcdef"
BSN = "990000023"


@pytest.fixture(params=[SHORT, KEY], ids=["short", "longer than a block"])
def key(request: pytest.FixtureRequest) -> bytes:
    return bytes(request.param)


def pseudonyms(key: bytes, values: pa.Array) -> pa.RecordBatchReader:
    batch = pa.record_batch({"bsn": values})
    stroom = pa.RecordBatchReader.from_batches(batch.schema, [batch])
    return Pseudoniemen(key).beside(stroom, {"persoon_id": ("bsn", "bsn")})


def test_the_search_finds_every_form(key: bytes):
    """Otherwise what follows proves nothing."""
    for name, form in forms_of(key).items():
        assert name in key_in(key, b"before " + form + b" after"), name
    with duckdb.connect() as connection:
        told = str(connection.execute("SELECT CAST($1 AS VARCHAR)", [hmac_pads(key)[0]]).fetchall())
    assert "inner pad, by DuckDB" in key_in(key, told.replace("\\\\", "\\").encode())


def test_the_database_in_which_a_delivery_is_judged_has_nothing_of_it(key: bytes):
    con = Keurmeester(key, CODELIJSTEN)._con
    told = [con.execute(f"SELECT * FROM {where}()").fetchall() for where in ("duckdb_variables", "duckdb_settings")]
    assert key_in(key, str(told).replace("\\\\", "\\").encode()) == set()


def test_no_plan_and_no_log_of_making_pseudonyms_holds_it(key: bytes):
    """In a process of its own: the library asks only once how much is logged."""
    program = (
        "import logging, sys; logging.basicConfig(level=1, stream=sys.stdout)\n"
        "from tests.hostile.test_secret import BSN, pa, pseudonyms\n"
        "print(pseudonyms(bytes.fromhex(sys.stdin.read()), pa.array([BSN, None])).read_all().num_rows)"
    )
    done = subprocess.run([sys.executable, "-c", program], input=key.hex().encode(), capture_output=True, check=True)
    said = done.stdout + done.stderr
    assert b"Projection" in said, "plans are in this log"
    assert b"sha256" in said
    assert key_in(key, said) == set()
    assert BSN.encode() not in said


@pytest.mark.parametrize("values", [pa.array([[BSN]]), pa.array([{"x": BSN}])], ids=["a list", "a struct"])
def test_no_error_quotes_it_nor_the_number_of_a_person(key: bytes, values: pa.Array):
    with pytest.raises(PseudoniemFout) as error:
        pseudonyms(key, values).read_all()
    told = "".join(traceback.format_exception(error.value))
    assert key_in(key, told.replace("\\\\", "\\").encode()) == set()
    assert BSN not in told


def test_what_holds_the_key_does_not_show_it(key: bytes, tmp_path: Path):
    with Ledger(tmp_path) as ledger:
        lading = Lading(ledger, tmp_path, tmp_path, "run", CODELIJSTEN, key)
        settings = Settings.from_env({"DWH_LANDING": "/x", "DWH_PSEUDONYM_KEY": SHORT.decode()})
        shown = (
            repr(lading)
            + str(lading)
            + repr(settings)
            + repr(Keurmeester(key, CODELIJSTEN))
            + repr(RekeyedRows(key))
            + repr(Pseudoniemen(key))
        )
    assert key_in(key, shown.encode()) | key_in(SHORT, shown.encode()) == set()


def test_a_load_that_goes_wrong_in_every_way_writes_and_says_nothing_of_it(
    warehouse: Warehouse, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
):
    """Sound rows, broken rows, a broken file, and an error in the middle of the work."""
    caplog.set_level(logging.DEBUG)
    rows = [ex.ssd_row("uitkeringen", n) for n in range(1, 40)]
    warehouse.deliver("ssd", "GM0153_uitkeringen_20241231_01.csv", ex.ssd([*rows, ex.ssd_row("uitkeringen", BSN="x")]))
    warehouse.deliver("ssd", "GM0153_uitkeringen_20241231_02.csv", b"nothing of the kind")
    warehouse.load("ssd/uitkeringen")
    warehouse.deliver("ssd", "GM0153_uitkeringen_20241231_03.csv", ex.ssd(rows[:30]))

    def broken(*_: object, **__: object) -> None:
        Pseudoniemen("no bytes at all")  # type: ignore[arg-type]

    with monkeypatch.context() as patched:
        patched.setattr(type(warehouse.keurmeester), "keur", broken)
        assert warehouse.load("ssd/uitkeringen")["ssd/uitkeringen"].mislukt
    written = warehouse.written()
    assert {path.suffix for path in written} >= {".parquet", ".duckdb", ".json"}
    assert {path.name: found for path in written if (found := key_in(KEY, haystack(path)))} == {}
    assert key_in(KEY, caplog.text.encode()) == set()
    assert CONTRACTS["ssd/uitkeringen"].sleutel in caplog.text
