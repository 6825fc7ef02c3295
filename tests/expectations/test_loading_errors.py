"""What goes wrong with us while loading: an error, a file that moves, a rule that cannot run. Nothing is lost or half done."""

from __future__ import annotations

import logging

import pytest

from expectations import gekeurd, loading
from expectations.ledger import Ledger
from sources.contract_model import Contract, Ernst, Regel
from tests.support import extracts as ex
from tests.support.warehouse import NOW, Warehouse

FEED = "ssd/uitkeringen"
FIRST, SECOND = "GM0153_uitkeringen_20241231_01.csv", "GM0153_uitkeringen_20241231_02.csv"


def ssd(*numbers: int) -> bytes:
    return ex.ssd([ex.ssd_row("uitkeringen", n) for n in numbers])


# ---------------------------------------------------------------------------------------------


def test_an_error_of_ours_is_told_without_its_text_stops_nothing_and_is_tried_again(
    warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    caplog.set_level(logging.DEBUG)
    warehouse.deliver("ssd", FIRST, ssd(1))
    warehouse.deliver("ssd", SECOND, ssd(2))
    read = gekeurd.read_delivery

    def clumsy(contract: Contract, bestand: loading.Bestand) -> object:
        if bestand.volgnummer == 1:
            raise RuntimeError(f"cannot digest {ex.bsn(1)}")
        return read(contract, bestand)

    with monkeypatch.context() as patch:
        patch.setattr(gekeurd, "read_delivery", clumsy)
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
    read = gekeurd.read_delivery

    def meanwhile(contract: Contract, bestand: loading.Bestand) -> object:
        path.write_bytes(ssd(1, 2, 3))
        return read(contract, bestand)

    with monkeypatch.context() as patch:
        patch.setattr(gekeurd, "read_delivery", meanwhile)
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
    ("ernst", "rule"),
    [
        (Ernst.WAARSCHUWING, {"sql": "SELECT rijnummer FROM {batch} WHERE nergens = 1"}),
        (Ernst.FOUT, {"sql": "SELECT rijnummer FROM {batch} WHERE CAST(bedrag_maand AS INTEGER) > 1"}),
        (Ernst.FOUT, {"expectation": "expect_column_values_to_not_be_null", "kwargs": {"column": "nergens"}}),
    ],
    ids=["a column that is not there", "a cast that fails", "an expectation on nothing"],
)
def test_a_rule_that_cannot_run_makes_the_delivery_fataal_whatever_its_severity(
    warehouse: Warehouse, ernst: Ernst, rule: dict[str, object]
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
    assert warehouse.levering(FIRST)["reden"].startswith("Extra regel; lever opnieuw. ")
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
    assert check["uitgevoerd_op"] == NOW.replace(tzinfo=None)
