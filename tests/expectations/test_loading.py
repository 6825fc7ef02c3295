"""The life of a delivery: what is loaded once, what waits, what changed, what comes again, and what goes wrong with
us."""

from __future__ import annotations

import logging
import os
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from expectations import loading
from expectations.ledger import Ledger
from sources.contract_model import Contract, Ernst, Regel
from tests.support import extracts as ex
from tests.support.warehouse import NOW, Warehouse

if TYPE_CHECKING:
    from pathlib import Path

FEED = "ssd/uitkeringen"
FIRST, SECOND = "GM0153_uitkeringen_20241231_01.csv", "GM0153_uitkeringen_20241231_02.csv"
GIDSO, GIDSO_FEED = "GM0153_maatregelen_20241231_01.csv", "gidso/maatregelen"


def ssd(*numbers: int) -> bytes:
    return ex.ssd([ex.ssd_row("uitkeringen", n) for n in numbers])


def maatregelen(*numbers: int) -> bytes:
    return ex.gidso([ex.gidso_row("maatregelen", n) for n in numbers], "maatregelen")


def stamps(warehouse: Warehouse) -> dict[Path, int]:
    return {
        path: path.stat().st_mtime_ns
        for path in warehouse.written()
        if "raw" in path.parts or "verslagen" in path.parts
    }


def test_running_twice_loads_nothing_twice(warehouse: Warehouse):
    warehouse.deliver("ssd", FIRST, ssd(1, 2))
    warehouse.load(FEED)
    before = (warehouse.leveringen(), warehouse.controles(), warehouse.quarantaine(), stamps(warehouse))
    outcome = warehouse.load(FEED)[FEED]
    assert (outcome.nieuw, outcome.ongewijzigd) == ([], 1)
    assert (warehouse.leveringen(), warehouse.controles(), warehouse.quarantaine(), stamps(warehouse)) == before


def test_a_file_that_is_as_it_was_is_not_even_read(warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch):
    warehouse.deliver("ssd", FIRST, ssd(1))
    warehouse.load(FEED)
    monkeypatch.setattr(loading, "sha256_of", lambda path: pytest.fail("the file was read"))
    assert warehouse.load(FEED)[FEED].ongewijzigd == 1


def test_the_same_content_again_changes_nothing_and_is_remembered(
    warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch
):
    path = warehouse.deliver("ssd", FIRST, ssd(1))
    warehouse.load(FEED)
    before = warehouse.leveringen()
    path.unlink()
    warehouse.deliver("ssd", FIRST, ssd(1), arrived=NOW - timedelta(days=3))
    assert warehouse.load(FEED)[FEED].ongewijzigd == 1
    assert warehouse.leveringen() == before
    monkeypatch.setattr(loading, "sha256_of", lambda path: pytest.fail("the file was read"))
    warehouse.load(FEED)


def test_the_same_name_with_other_content_is_rejected_and_the_first_stands(warehouse: Warehouse):
    warehouse.deliver("ssd", FIRST, ssd(1, 2))
    warehouse.load(FEED)
    raw = warehouse.raw("ssd", "uitkeringen")
    warehouse.deliver("ssd", FIRST, ssd(1, 2, 3))
    (levering,) = warehouse.load(FEED)[FEED].nieuw
    assert levering.status == "afgekeurd"
    assert "hoger volgnummer" in str(levering.reden)
    assert [row["status"] for row in warehouse.leveringen()] == ["geladen", "afgekeurd"]
    assert warehouse.raw("ssd", "uitkeringen") == raw


def test_a_changed_file_of_the_same_size_and_time_is_noticed(warehouse: Warehouse):
    path = warehouse.deliver("ssd", FIRST, ssd(1))
    warehouse.load(FEED)
    times = path.stat()
    path.write_bytes(ssd(1).replace(b"U1;", b"U9;"))
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert [levering.status for levering in warehouse.load(FEED)[FEED].nieuw] == ["afgekeurd"]


def test_the_first_content_put_back_is_the_delivery_that_was_loaded(warehouse: Warehouse):
    for content in (ssd(1), ssd(1, 2), ssd(1)):
        warehouse.deliver("ssd", FIRST, content)
        warehouse.load(FEED)
    assert sorted(row["status"] for row in warehouse.leveringen()) == ["afgekeurd", "geladen"]


def test_a_correction_with_a_higher_volgnummer_is_loaded_beside_the_first(warehouse: Warehouse):
    warehouse.deliver("ssd", FIRST, ssd(1, 2))
    warehouse.load(FEED)
    warehouse.deliver("ssd", SECOND, ssd(1))
    warehouse.load(FEED)
    loaded = {row["volgnummer"]: row["rijen_geladen"] for row in warehouse.leveringen()}
    assert loaded == {1: 2, 2: 1}
    assert len(warehouse.raw("ssd", "uitkeringen")) == 3, "who knew what when needs both"


def test_a_broken_correction_leaves_the_sound_delivery_alone(warehouse: Warehouse):
    warehouse.deliver("ssd", FIRST, ssd(1, 2))
    warehouse.deliver("ssd", SECOND, b"")
    warehouse.load(FEED)
    assert (warehouse.levering(FIRST)["status"], warehouse.levering(SECOND)["status"]) == ("geladen", "afgekeurd")
    assert len(warehouse.raw("ssd", "uitkeringen")) == 2


def test_a_delivery_that_arrived_in_the_future_arrives_now(warehouse: Warehouse):
    warehouse.deliver("ssd", FIRST, ssd(1), arrived=NOW + timedelta(days=400))
    warehouse.load(FEED)
    assert warehouse.levering(FIRST)["ontvangen_op"] == NOW.replace(tzinfo=None)


def test_an_upload_under_way_is_not_looked_at(warehouse: Warehouse):
    path = warehouse.deliver("ssd", f"{FIRST}.part", ssd(1)[:50])
    assert warehouse.load(FEED)[FEED].nieuw == []
    assert warehouse.controles() == []
    path.unlink()
    warehouse.deliver("ssd", FIRST, ssd(1))
    assert len(warehouse.load(FEED)[FEED].geladen) == 1


# --- Gidso's digest
# ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("digest", [None, " "], ids=["no file", "an empty file"])
def test_without_its_digest_a_delivery_of_gidso_waits(warehouse: Warehouse, digest: str | None):
    path = warehouse.deliver("gidso", GIDSO, maatregelen(1), digest=None)
    if digest is not None:
        path.with_name(f"{GIDSO}.sha256").touch()
    outcome = warehouse.load(GIDSO_FEED)[GIDSO_FEED]
    levering = warehouse.levering(GIDSO)
    assert ([w.bestandsnaam for w in outcome.wacht], outcome.nieuw) == ([GIDSO], [])
    assert (levering["status"], levering["rijen_gelezen"]) == ("wacht", 0)
    assert ".sha256 is er nog niet" in levering["reden"]
    assert warehouse.raw("gidso", "maatregelen") == []


def test_when_the_digest_arrives_the_delivery_is_loaded_and_no_longer_waits(warehouse: Warehouse):
    warehouse.deliver("gidso", GIDSO, maatregelen(1), digest=None)
    for _ in range(2):
        warehouse.load(GIDSO_FEED)
    warehouse.deliver("gidso", GIDSO, maatregelen(1))
    warehouse.load(GIDSO_FEED)
    assert warehouse.levering(GIDSO)["status"] == "geladen"


def test_a_file_that_is_still_growing_while_it_waits_is_loaded_as_it_ends(warehouse: Warehouse):
    warehouse.deliver("gidso", GIDSO, maatregelen(1)[:100], digest=None)
    warehouse.load(GIDSO_FEED)
    warehouse.deliver("gidso", GIDSO, maatregelen(1, 2))
    warehouse.load(GIDSO_FEED)
    assert warehouse.levering(GIDSO)["rijen_geladen"] == 2


def test_a_digest_in_capitals_is_the_same_digest(warehouse: Warehouse):
    content = maatregelen(1)
    warehouse.deliver("gidso", GIDSO, content, digest=ex.digest_line(GIDSO, content).upper())
    warehouse.load(GIDSO_FEED)
    assert warehouse.levering(GIDSO)["status"] == "geladen"


# --- what goes wrong with us
# ---------------------------------------------------------------------------------------------


def test_an_error_of_ours_is_told_without_its_text_stops_nothing_and_is_tried_again(
    warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    caplog.set_level(logging.DEBUG)
    warehouse.deliver("ssd", FIRST, ssd(1))
    warehouse.deliver("ssd", SECOND, ssd(2))
    read = loading.read_delivery

    def clumsy(contract: Contract, bestand: loading.Bestand) -> object:
        if bestand.volgnummer == 1:
            raise RuntimeError(f"cannot digest {ex.bsn(1)}")
        return read(contract, bestand)

    with monkeypatch.context() as patch:
        patch.setattr(loading, "read_delivery", clumsy)
        outcome = warehouse.load(FEED)[FEED]
    assert (outcome.mislukt, [levering.bestandsnaam for levering in outcome.geladen]) == ([FIRST], [SECOND])
    (check,) = warehouse.failed()
    assert (check["regel"], check["ernst"], check["levering_id"]) == ("onverwachte_fout", "fataal", None)
    assert "RuntimeError" in check["reden"]
    assert ex.bsn(1) not in check["reden"] + caplog.text
    assert [levering.bestandsnaam for levering in warehouse.load(FEED)[FEED].geladen] == [FIRST]


def test_a_file_that_is_gone_when_its_turn_comes_is_an_error_and_the_next_one_is_loaded(
    warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch
):
    path = warehouse.deliver("ssd", FIRST, ssd(1))
    warehouse.deliver("ssd", SECOND, ssd(2))
    seen = Ledger.seen

    def gone(ledger: Ledger, bron: str) -> object:
        path.unlink()
        return seen(ledger, bron)

    monkeypatch.setattr(Ledger, "seen", gone)
    outcome = warehouse.load(FEED)[FEED]
    assert (outcome.mislukt, len(outcome.geladen)) == ([FIRST], 1)


def test_a_file_that_changes_while_it_is_read_is_read_again_the_next_time(
    warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch
):
    path = warehouse.deliver("ssd", FIRST, ssd(1))
    read = loading.read_delivery

    def meanwhile(contract: Contract, bestand: loading.Bestand) -> object:
        path.write_bytes(ssd(1, 2, 3))
        return read(contract, bestand)

    with monkeypatch.context() as patch:
        patch.setattr(loading, "read_delivery", meanwhile)
        warehouse.load(FEED)
    levering = warehouse.levering(FIRST)
    assert (levering["status"], warehouse.raw("ssd", "uitkeringen")) == ("wacht", [])
    assert "veranderde terwijl het gelezen werd" in levering["reden"]
    warehouse.load(FEED)
    assert warehouse.levering(FIRST)["rijen_geladen"] == 3


def test_a_load_that_broke_off_before_the_ledger_knew_is_done_again(
    warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch
):
    warehouse.deliver("ssd", FIRST, ssd(1, 2))

    def broken(*_: object) -> None:
        raise OSError("no space left")

    with monkeypatch.context() as patch:
        patch.setattr(Ledger, "record", broken)
        assert warehouse.load(FEED)[FEED].mislukt == [FIRST]
    assert warehouse.leveringen() == []
    warehouse.load(FEED)
    assert warehouse.levering(FIRST)["rijen_geladen"] == 2
    assert len(warehouse.raw("ssd", "uitkeringen")) == 2


def with_rule(contract: Contract, **rule: object) -> Contract:
    """The contract with one rule more on its table."""
    extra = Regel(id="extra", kolom=None, omschrijving="Extra regel; lever opnieuw.", dimensie="validity", **rule)  # type: ignore[arg-type]
    (tabel,) = contract.tabellen
    return contract.model_copy(update={"tabellen": (tabel.model_copy(update={"regels": (*tabel.regels, extra)}),)})


@pytest.mark.parametrize(
    "rule",
    [
        {"sql": "SELECT rijnummer FROM {batch} WHERE nergens = 1"},
        {"sql": "SELECT rijnummer FROM {batch} WHERE CAST(bedrag_maand AS INTEGER) > 1"},
        {"expectation": "expect_column_values_to_not_be_null", "kwargs": {"column": "nergens"}},
    ],
    ids=["a column that is not there", "a cast that fails", "an expectation on nothing"],
)
@pytest.mark.parametrize("ernst", [Ernst.WAARSCHUWING, Ernst.FOUT])
def test_a_rule_that_cannot_run_makes_the_delivery_fataal_whatever_its_severity(
    warehouse: Warehouse, rule: dict[str, object], ernst: Ernst
):
    warehouse.contracts[FEED] = with_rule(warehouse.contracts[FEED], ernst=ernst, **rule)
    warehouse.deliver("ssd", FIRST, ssd(1, 2))
    warehouse.load(FEED)
    levering = warehouse.levering(FIRST)
    assert levering["status"] == "afgekeurd"
    assert "kon niet worden uitgevoerd" in levering["reden"]
    assert [(c["regel"], c["ernst"]) for c in warehouse.failed()] == [("extra", "fataal")]
    assert levering["rijen_quarantaine"] == 2


@pytest.mark.parametrize(("ernst", "status"), [(Ernst.FATAAL, "afgekeurd"), (Ernst.WAARSCHUWING, "geladen")])
def test_an_expectation_about_a_whole_column_counts_with_its_severity(warehouse: Warehouse, ernst: Ernst, status: str):
    kwargs = {"column": "bedrag_maand__getal", "min_value": 2000}
    warehouse.contracts[FEED] = with_rule(
        warehouse.contracts[FEED], ernst=ernst, expectation="expect_column_max_to_be_between", kwargs=kwargs
    )
    warehouse.deliver("ssd", FIRST, ssd(1))
    warehouse.load(FEED)
    assert warehouse.levering(FIRST)["status"] == status
    assert [(c["regel"], c["aantal_fout"]) for c in warehouse.failed()] == [("extra", 1)]


def test_a_fatal_rule_about_rows_rejects_the_delivery_and_lists_them_under_it(warehouse: Warehouse):
    query = "SELECT rijnummer FROM {batch} WHERE regeling = 'BBZ' AND DATE '{peildatum}' > DATE '{jaarbegin}'"
    warehouse.contracts[FEED] = with_rule(warehouse.contracts[FEED], ernst=Ernst.FATAAL, sql=query)
    rows = [ex.ssd_row("uitkeringen", n, REGELING="BBZ" if n == 2 else "PW") for n in (1, 2, 3)]
    warehouse.deliver("ssd", FIRST, ex.ssd(rows))
    warehouse.load(FEED)
    assert warehouse.levering(FIRST)["reden"] == "Extra regel; lever opnieuw."
    reasons = {q["rijnummer"]: q["reden"] for q in warehouse.quarantaine()}
    assert reasons[3] == "Extra regel; lever opnieuw."
    assert reasons[2] == reasons[4] == "De levering is als geheel afgekeurd."


# --- besides the deliveries
# ----------------------------------------------------------------------------------------------


def test_what_is_unknown_in_the_landing_is_a_warning_in_the_ledger(warehouse: Warehouse):
    warehouse.deliver("ssd", "uitkeringen december.csv", b"x")
    warehouse.deliver("kassa", FIRST, b"x")
    warehouse.load(FEED)
    assert [(c["ernst"], c["regel"]) for c in warehouse.failed()] == [("waarschuwing", "onbekend")] * 2
    assert all(c["reden"].endswith("het bestand is niet gelezen.") for c in warehouse.failed())


@pytest.mark.parametrize("reden", [None, "Het CBS antwoordt niet."])
def test_whether_an_api_answered_is_remembered(warehouse: Warehouse, reden: str | None):
    with Ledger(warehouse.state) as ledger:
        lading = loading.Lading(ledger, warehouse.home, warehouse.home, "run-1", {}, b"", now=lambda: NOW)
        lading.note_harvest(warehouse.contracts["cbs/bevolking"], reden)
        ledger.export()
    (check,) = warehouse.controles()
    assert (check["regel"], check["geslaagd"], check["reden"]) == ("bereikbaar", reden is None, reden)
    assert check["uitgevoerd_op"] == datetime(2025, 6, 1, 2, 0)
