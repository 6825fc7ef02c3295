"""A feed as Dagster runs it: what is materialized, what its checks say and how gravely, and what happens when CBS is out of order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import dagster as dg
import pytest

from sources.cbs.recorded_service import RecordedService, Storing
from tests.support import extracts as ex
from tests.support.night import ROOT
from tests.support.night_here import surroundings

NAME = "GM0153_uitkeringen_2024{month}_01.csv"
UITKERINGEN = dg.AssetKey(["ssd", "uitkeringen"])
BEVOLKING = dg.AssetKey(["cbs", "bevolking"])
OUT_OF_ORDER = Storing(status=503, headers={"Retry-After": "86400"})

Check = dg.AssetCheckEvaluation
Run = Callable[[dg.AssetKey], dg.ExecuteInProcessResult]


def sound_rows(number: int = 25) -> list[ex.Row]:
    return [ex.ssd_row("uitkeringen", n) for n in range(number)]


@pytest.fixture(scope="module")
def cbs() -> Iterator[RecordedService]:
    with RecordedService(ROOT / "sources" / "cbs" / "demo") as service:
        yield service


@pytest.fixture
def landing(tmp_path: Path) -> Path:
    (tmp_path / "landing" / "ssd").mkdir(parents=True)
    return tmp_path / "landing"


@pytest.fixture
def run(definitions: dg.Definitions, landing: Path, tmp_path: Path, cbs: RecordedService) -> Iterator[Run]:
    """Materializes one feed, with a load that does not wait between attempts."""
    from orchestration.feeds import FEED_ASSETS, LoadResource

    variables = {
        "DWH_LANDING": str(landing),
        "DWH_PSEUDONYM_KEY": "een sleutel",
        "DWH_TODAY": "2025-02-10",
        "DWH_CBS_URL": cbs.base_url,
    }
    by_key = {key: asset for asset in FEED_ASSETS for key in asset.keys}
    with surroundings(tmp_path / "home", **variables), dg.DagsterInstance.ephemeral() as instance:
        yield lambda key: dg.materialize(
            [by_key[key]],
            instance=instance,
            resources={"load": LoadResource(harvest_retry_wait=0)},
            raise_on_error=False,
            run_config={"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}},
        )
    cbs.storingen.clear()


def failed(result: dg.ExecuteInProcessResult) -> dict[str, Check]:
    return {check.check_name: check for check in result.get_asset_check_evaluations() if not check.passed}


def metadata(result: dg.ExecuteInProcessResult) -> dict[str, object]:
    (materialization,) = result.get_asset_materialization_events()
    return {name: value.value for name, value in materialization.materialization.metadata.items()}


def deliver(landing: Path, month: str, content: bytes) -> str:
    name = NAME.format(month=month)
    (landing / "ssd" / name).write_bytes(content)
    return name


class TestFiles:
    def test_a_sound_delivery_passes_every_check(self, run: Run, landing: Path):
        deliver(landing, "1130", ex.ssd(sound_rows(), "uitkeringen"))
        result = run(UITKERINGEN)
        assert result.success
        assert failed(result) == {}
        assert len(result.get_asset_check_evaluations()) > 15
        assert {
            "leveringen_geladen": 1,
            "rijen_gelezen": 25,
            "rijen_geladen": 25,
            "rijen_quarantaine": 0,
        }.items() <= metadata(result).items()

    def test_a_broken_row_fails_the_check_of_its_rule_only_and_says_what_to_do(self, run: Run, landing: Path):
        rows = [
            *sound_rows(),
            ex.ssd_row("uitkeringen", 90, REGELING="ONZIN"),
            ex.ssd_row("uitkeringen", 91, REGELING="ONZIN"),
        ]
        name = deliver(landing, "1130", ex.ssd(rows, "uitkeringen"))
        result = run(UITKERINGEN)
        assert result.success, "the rest of the night goes on"
        (check,) = failed(result).values()
        assert (check.check_name, check.severity) == ("uitkeringen_regeling_code", dg.AssetCheckSeverity.ERROR)
        assert not check.blocking
        assert check.metadata["rijen_fout"].value == 2
        assert check.metadata["rijen_gecontroleerd"].value == 27
        assert str(check.metadata["leveringen_met_fout"].value).startswith("ssd.uitkeringen.GM0153.20241130.01.")
        assert "PW" in (check.description or ""), "the codes that are allowed"
        assert "ONZIN" not in (check.description or "")
        assert metadata(result)["rijen_quarantaine"] == 2
        assert name == NAME.format(month="1130")

    def test_what_is_only_worth_a_look_is_a_warning(self, run: Run, landing: Path):
        ended = ex.ssd_row("uitkeringen", 90, DATUM_INGANG="01-02-2019", DATUM_EINDE="01-02-2020")
        deliver(landing, "1130", ex.ssd([*sound_rows(), ended], "uitkeringen"))
        result = run(UITKERINGEN)
        found = failed(result)
        assert found["uitkeringen_tabel_buiten_de_periode"].severity == dg.AssetCheckSeverity.WARN
        assert {check.severity for check in found.values()} == {dg.AssetCheckSeverity.WARN}
        assert metadata(result)["rijen_quarantaine"] == 0

    def test_a_delivery_that_cannot_be_trusted_fails_the_check_of_the_file(self, run: Run, landing: Path):
        name = deliver(landing, "1130", ex.ssd(sound_rows(), "uitkeringen", closing=None))
        result = run(UITKERINGEN)
        assert result.success
        check = failed(result)["bestand"]
        assert check.severity == dg.AssetCheckSeverity.ERROR
        assert "afgekapt" in (check.description or "")
        assert str(metadata(result)["redenen"]).startswith(f"{name}: ")

    def test_the_checks_speak_of_the_newest_delivery_also_when_nothing_is_new(self, run: Run, landing: Path):
        deliver(landing, "1130", ex.ssd(sound_rows(), "uitkeringen", closing=None))
        assert set(failed(run(UITKERINGEN))) == {"bestand"}
        again = run(UITKERINGEN)
        assert set(failed(again)) == {"bestand"}
        assert metadata(again)["leveringen_ongewijzigd"] == 1
        deliver(landing, "1231", ex.ssd(sound_rows(), "uitkeringen"))
        assert failed(run(UITKERINGEN)) == {}

    def test_without_any_delivery_there_is_nothing_against_it(self, run: Run):
        result = run(UITKERINGEN)
        assert result.success
        assert failed(result) == {}
        assert metadata(result)["leveringen_geladen"] == 0

    def test_an_error_of_our_own_fails_the_check_until_the_load_succeeds(
        self, run: Run, landing: Path, monkeypatch: pytest.MonkeyPatch
    ):
        deliver(landing, "1130", ex.ssd(sound_rows(), "uitkeringen"))
        with monkeypatch.context() as patch:
            patch.setattr("expectations.gekeurd.read_delivery", _out_of_luck)
            result = run(UITKERINGEN)
        assert result.success
        assert "onverwachte fout ZeroDivisionError" in (failed(result)["bestand"].description or "")
        assert failed(run(UITKERINGEN)) == {}


class TestHarvest:
    def test_cbs_is_asked_and_its_table_loaded(self, run: Run):
        result = run(BEVOLKING)
        assert result.success
        assert failed(result) == {}
        assert metadata(result)["leveringen_geladen"] == 1

    def test_what_was_harvested_is_not_loaded_twice(self, run: Run):
        run(BEVOLKING)
        assert metadata(run(BEVOLKING)) | {"redenen": ""} == {
            "leveringen_geladen": 0, "leveringen_afgekeurd": 0, "leveringen_wachtend": 0, "leveringen_ongewijzigd": 1,
            "rijen_gelezen": 0, "rijen_geladen": 0, "rijen_quarantaine": 0, "redenen": "",
        }  # fmt: skip

    def test_a_service_that_is_out_of_order_for_a_moment_is_asked_again(self, run: Run, cbs: RecordedService):
        cbs.storingen.append(OUT_OF_ORDER)
        result = run(BEVOLKING)
        assert result.success
        assert [event.event_type_value for event in result.all_events].count("STEP_UP_FOR_RETRY") == 1
        assert failed(result) == {}
        assert metadata(result)["leveringen_geladen"] == 1

    def test_one_that_stays_out_of_order_fails_its_check_and_not_its_step(self, run: Run, cbs: RecordedService):
        run(BEVOLKING)
        cbs.storingen.extend([OUT_OF_ORDER] * 10)
        result = run(BEVOLKING)
        assert result.success
        check = failed(result)["oogst"]
        assert check.severity == dg.AssetCheckSeverity.ERROR
        assert "CBS" in (check.description or "")
        assert metadata(result)["leveringen_ongewijzigd"] == 1, "what was harvested before stands"

    def test_when_it_answers_again_all_is_well(self, run: Run, cbs: RecordedService):
        cbs.storingen.extend([OUT_OF_ORDER] * 10)
        assert set(failed(run(BEVOLKING))) == {"oogst"}
        cbs.storingen.clear()
        assert failed(run(BEVOLKING)) == {}

    def test_a_table_that_is_gone_is_not_asked_for_twice(self, run: Run, cbs: RecordedService):
        cbs.storingen.append(Storing(status=404))
        asked = len(cbs.verzoeken)
        result = run(BEVOLKING)
        assert set(failed(result)) == {"oogst"}
        assert len(cbs.verzoeken) == asked + 1

    def test_an_error_of_our_own_in_the_harvest_does_not_stop_the_night(
        self, run: Run, monkeypatch: pytest.MonkeyPatch
    ):
        monkeypatch.setattr("sources.cbs.harvest.store_harvest", _out_of_luck)
        result = run(BEVOLKING)
        assert result.success
        assert "onverwachte fout (ZeroDivisionError)" in (failed(result)["oogst"].description or "")


def _out_of_luck(*_: object, **__: object) -> None:
    raise ZeroDivisionError("met iets persoonlijks in de tekst")


def test_the_feeds_of_a_file_are_one_step_also_when_another_file_of_the_bron_comes_between():
    from orchestration.feeds import assets_of
    from sources.contract import load_contracts

    family = [contract for contract in load_contracts() if contract.familie == "opgave"]
    (other,) = [contract for contract in load_contracts() if contract.sleutel == "kadera/verblijf"]
    between = other.model_copy(update={"bron": "opgave", "feed": "hulp", "bestand": "sources/opgave/hulp.yml"})
    steps = assets_of([family[0], between, *family[1:]])
    assert [len(list(step.keys)) for step in steps] == [len(family), 1]
