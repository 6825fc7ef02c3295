"""The ledger: what is entered stays, all or nothing, for one load at a time."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING

import duckdb
import pyarrow as pa
import pytest

from expectations.ledger import Ledger, LedgerInGebruik
from expectations.ledger_tables import Controleresultaat, Gezien, Levering, Oordeel
from sources.landing import Vingerafdruk
from tests.support.warehouse import records

if TYPE_CHECKING:
    from pathlib import Path

MOMENT = datetime(2025, 1, 15, 8, 30)
LEVERING = Levering(
    "ssd.uitkeringen.GM0153.20241231.01.abcdef01", "ssd", "uitkeringen", "GM0153", date(2024, 12, 31), 1,
        "GM0153_uitkeringen_20241231_01.csv",
    "abcdef01" * 8, MOMENT, "geladen", None, 3, 2, 1, "run-1", False,
)  # fmt: skip
CHECK = Controleresultaat(
    "run-1", "ssd.uitkeringen.bsn.elfproef", LEVERING.levering_id, "ssd", "uitkeringen", "uitkeringen", "BSN",
        "elfproef", "fout", False, 3, 1,
    MOMENT, "BSN is geen burgerservicenummer.",
)  # fmt: skip
PRINT = Vingerafdruk(10, 20, 30)


def rejected_rows(*numbers: int) -> pa.Table:
    rows = [
        {"object": "uitkeringen", "rijnummer": n, "controle_id": CHECK.controle_id, "kolom": "BSN", "reden": "r"}
        for n in numbers
    ]
    return pa.Table.from_pylist(rows)


def known(ledger: Ledger) -> list[str]:
    return [row.levering_id for row in ledger.known("ssd", "uitkeringen")]


def test_a_delivery_is_entered_with_its_checks_and_its_quarantine(tmp_path: Path):
    with Ledger(tmp_path) as ledger:
        ledger.record([Oordeel(LEVERING, [CHECK], [rejected_rows(4), rejected_rows(7)])])
        ledger.export()
    assert records(f"SELECT * FROM '{tmp_path}/levering.parquet'") == [vars(LEVERING)]
    assert records(f"SELECT * FROM '{tmp_path}/controle.parquet'") == [vars(CHECK)]
    quarantine = records(f"SELECT * FROM '{tmp_path}/quarantaine.parquet'")
    assert [(q["levering_id"], q["rijnummer"]) for q in quarantine] == [
        (LEVERING.levering_id, 4),
        (LEVERING.levering_id, 7),
    ]


def test_a_delivery_is_entered_whole_or_not_at_all(tmp_path: Path):
    wrong = rejected_rows(4).rename_columns(["object", "rijnummer", "controle_id", "kolom", "zomaar"])
    with Ledger(tmp_path) as ledger:
        with pytest.raises(duckdb.Error):
            ledger.record([Oordeel(LEVERING, [CHECK], [wrong])])
        assert known(ledger) == []
        ledger.export()
        assert records(f"SELECT * FROM '{tmp_path}/controle.parquet'") == []
        ledger.record([Oordeel(LEVERING, [CHECK], [rejected_rows(4)])])
        assert known(ledger) == [LEVERING.levering_id], "the ledger goes on after a failure"


def test_a_delivery_is_entered_once(tmp_path: Path):
    with Ledger(tmp_path) as ledger:
        ledger.record([Oordeel(LEVERING, [CHECK])])
        with pytest.raises(duckdb.ConstraintException):
            ledger.record([Oordeel(replace(LEVERING, status="afgekeurd"), [CHECK])])
        ledger.export()
    assert records(f"SELECT status FROM '{tmp_path}/levering.parquet'") == [{"status": "geladen"}]
    assert len(records(f"SELECT * FROM '{tmp_path}/controle.parquet'")) == 1


def test_a_ledger_that_is_opened_again_knows_what_was_entered(tmp_path: Path):
    with Ledger(tmp_path) as ledger:
        ledger.record([Oordeel(LEVERING)])
        ledger.remember([Gezien("ssd", LEVERING.bestandsnaam, LEVERING.sha256, PRINT)])
    with Ledger(tmp_path) as ledger:
        assert known(ledger) == [LEVERING.levering_id]
        assert ledger.seen("ssd") == {LEVERING.bestandsnaam: (LEVERING.sha256, PRINT)}
        assert ledger.seen("gidso") == {}


def test_what_a_file_looked_like_is_replaced(tmp_path: Path):
    newer = Vingerafdruk(11, 21, 31)
    with Ledger(tmp_path) as ledger:
        ledger.remember([Gezien("ssd", "a.csv", "1", PRINT)])
        ledger.remember([Gezien("ssd", "a.csv", "2", newer)])
        assert ledger.seen("ssd") == {"a.csv": ("2", newer)}


def test_what_is_known_of_a_feed_comes_in_the_order_in_which_it_was_entered(tmp_path: Path):
    with Ledger(tmp_path) as ledger:
        assert ledger.known("ssd", "uitkeringen") == []
        ledger.record([Oordeel(LEVERING)])
        ledger.record([Oordeel(replace(LEVERING, levering_id="x", sha256="later", status="afgekeurd"))])
        found = ledger.known("ssd", "uitkeringen")
        assert [(row.bestandsnaam, row.sha256) for row in found] == [
            (LEVERING.bestandsnaam, LEVERING.sha256),
            (LEVERING.bestandsnaam, "later"),
        ]
        assert ledger.known("gidso", "uitkeringen") == [], "another source may use the same name"


def test_a_delivery_that_waits_is_exported_but_not_remembered(tmp_path: Path):
    waiting = replace(LEVERING, status="wacht")
    with Ledger(tmp_path) as ledger:
        ledger.wait(waiting)
        ledger.export()
        assert records(f"SELECT * FROM '{tmp_path}/levering.parquet'") == [vars(waiting)]
        assert known(ledger) == []
    with Ledger(tmp_path) as ledger:
        ledger.export()
    assert records(f"SELECT * FROM '{tmp_path}/levering.parquet'") == []


def test_a_delivery_that_waited_and_was_entered_in_the_same_load_waits_no_longer(tmp_path: Path):
    with Ledger(tmp_path) as ledger:
        ledger.wait(replace(LEVERING, status="wacht"))
        ledger.record([Oordeel(LEVERING)])
        ledger.export()
    assert records(f"SELECT status FROM '{tmp_path}/levering.parquet'") == [{"status": "geladen"}]


def test_an_empty_ledger_exports_empty_tables_with_all_columns(tmp_path: Path):
    with Ledger(tmp_path) as ledger:
        ledger.export()
    assert duckdb.read_parquet(f"{tmp_path}/levering.parquet").columns == list(vars(LEVERING))
    assert duckdb.read_parquet(f"{tmp_path}/controle.parquet").columns == list(vars(CHECK))
    assert not list(tmp_path.glob("*.part"))


def test_the_exported_types_are_those_of_the_agreement(tmp_path: Path):
    with Ledger(tmp_path) as ledger:
        ledger.export()
    found = duckdb.read_parquet(f"{tmp_path}/levering.parquet")
    types = {name: str(kind) for name, kind in zip(found.columns, found.types, strict=True)}
    assert (types["peildatum"], types["ontvangen_op"], types["volgnummer"], types["synthetisch"]) == (
        "DATE",
        "TIMESTAMP",
        "INTEGER",
        "BOOLEAN",
    )
    assert {types[name] for name in ("rijen_gelezen", "rijen_geladen", "rijen_quarantaine")} == {"BIGINT"}


def test_a_folder_with_a_quote_in_its_name_holds_a_ledger_like_any_other(tmp_path: Path):
    with Ledger(tmp_path / "'s-Hertogenbosch") as ledger:
        ledger.record([Oordeel(LEVERING)])
        ledger.export()
    assert (tmp_path / "'s-Hertogenbosch" / "levering.parquet").exists()


def test_a_second_load_is_told_that_one_is_running(tmp_path: Path):
    held = (
        "import sys; from pathlib import Path; from expectations.ledger import Ledger\nwith "
        "Ledger(Path(sys.argv[1])): print('open', flush=True); input()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", held, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdin
        assert other.stdout
        assert other.stdout.readline() == b"open\n"
        try:
            with pytest.raises(LedgerInGebruik, match="andere lading"):
                Ledger(tmp_path)
        finally:
            other.stdin.close()
    Ledger(tmp_path).__exit__(None, None, None)


def test_a_ledger_that_is_no_database_is_an_error_and_not_somebody_elses_load(tmp_path: Path):
    (tmp_path / "ledger.duckdb").write_bytes(b"not a database, whatever its name says" * 200)
    with pytest.raises(duckdb.Error):
        Ledger(tmp_path)


def test_what_stands_of_a_feed_is_what_its_newest_deliveries_and_its_api_said_last(tmp_path: Path):
    def delivered(code: str, number: int, *, passed: bool) -> None:
        levering = replace(LEVERING, levering_id=f"{code}.{number}", gemeente_code=code, volgnummer=number)
        check = replace(CHECK, levering_id=levering.levering_id, geslaagd=passed, aantal_fout=0 if passed else 1)
        ledger.record([Oordeel(levering, [check])])

    with Ledger(tmp_path) as ledger:
        delivered("GM0153", 1, passed=False)
        delivered("GM0153", 2, passed=True)
        delivered("GM0141", 1, passed=False)
        # The clock once ran ahead: last is what was entered last.
        for day, passed in ((1, True), (3, True), (2, False)):
            answer = replace(
                CHECK,
                levering_id=None,
                controle_id="bereikbaar",
                geslaagd=passed,
                uitgevoerd_op=MOMENT.replace(day=day),
            )
            ledger.record_checks([answer, replace(answer, controle_id="verband.x", object="verband")])
        assert [found.geslaagd for found in ledger.standing_verbanden()] == [False]
        standing = ledger.standing_results("ssd", "uitkeringen", CHECK.run_id)
        assert ledger.standing_results("ssd", "voorzieningen", CHECK.run_id) == []
        later = ledger.standing_results("ssd", "uitkeringen", "a later run")
    assert sorted((str(s.levering_id), s.geslaagd) for s in standing) == [
        ("GM0141.1", False),
        ("GM0153.2", True),
        ("None", False),
    ]
    assert "None" not in {str(s.levering_id) for s in later}, "what lay beside the deliveries ends with its run"
