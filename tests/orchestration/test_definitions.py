"""What Dagster knows: that it loads without a murmur, that every feed has its checks, and that schedule and sensor are on."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import dagster as dg
import pytest
import yaml

from orchestration.checks import check_name, feed_check_specs
from orchestration.settings import Settings
from sources.contract import load_contracts
from sources.contract_model import Contract, Ernst
from tests.support.night import ROOT, Night, environment
from tests.support.night_here import surroundings

CONTRACTS = load_contracts()
# Deprecations are between Dagster and what it is made of; everything else that warns is ours to mend.
LOAD_STRICTLY = """
import warnings
warnings.simplefilter("error")
for kind in (DeprecationWarning, PendingDeprecationWarning, ImportWarning, ResourceWarning):
    warnings.simplefilter("ignore", kind)
from orchestration.definitions import defs
print(len(list(defs.resolve_all_asset_specs())))
"""


def feed_id(contract: Contract) -> str:
    return contract.sleutel


def test_the_definitions_load_in_a_new_process_without_a_warning(demo_night: Night, tmp_path: Path):
    shutil.copytree(demo_night.home / "warehouse" / "dbt", tmp_path / "warehouse" / "dbt")
    done = subprocess.run(
        [sys.executable, "-c", LOAD_STRICTLY],
        env=environment(tmp_path),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert int(done.stdout) > 40


def test_dagster_itself_finds_nothing_wrong(definitions: dg.Definitions):
    dg.Definitions.validate_loadable(definitions)


@pytest.mark.parametrize("contract", CONTRACTS, ids=feed_id)
def test_every_feed_is_an_asset_that_says_whose_it_is(definitions: dg.Definitions, contract: Contract):
    spec = definitions.resolve_asset_graph().get(dg.AssetKey([contract.bron, contract.feed]))
    assert spec.group_name == contract.bron
    assert spec.metadata["eigenaar"] == contract.eigenaar
    assert (ROOT / str(spec.metadata["contract"])).is_file()


@pytest.mark.parametrize("contract", CONTRACTS, ids=feed_id)
def test_every_rule_of_a_contract_is_a_check_of_its_asset(definitions: dg.Definitions, contract: Contract):
    key = dg.AssetKey([contract.bron, contract.feed])
    checks = {check.name for check in definitions.resolve_asset_graph().get_check_keys_for_assets({key})}
    rules = {f"{tabel.naam}_tabel_{regel.id}" for tabel in contract.tabellen for regel in tabel.regels}
    rules |= {
        f"{t.naam}_{veld.naam}_{regel.id}" for t in contract.tabellen for veld in t.velden for regel in veld.regels
    }
    assert rules <= checks or contract.familie
    assert {"regels", "waarschuwingen"} <= checks or not contract.familie
    assert {"bestand", "aandeel_quarantaine"} <= checks
    assert ("oogst" in checks) == (contract.odata is not None)


@pytest.mark.parametrize("contract", CONTRACTS, ids=feed_id)
def test_a_check_says_in_words_what_it_asks_and_how_grave_it_is(contract: Contract):
    specs = feed_check_specs(contract, dg.AssetKey([contract.bron, contract.feed]))
    assert len(specs) > 5 or contract.familie
    assert all((spec.description or "").startswith(("[fataal] ", "[fout] ", "[waarschuwing] ")) for spec in specs)


def test_every_check_that_was_ever_judged_is_shown(demo_night: Night):
    """A check in the ledger that no asset check stands for would fail in silence."""
    judged = demo_night.ask(
        "SELECT DISTINCT bron, feed, controle_id, ernst FROM kwaliteit.fct_controle "
        "WHERE feed IS NOT NULL AND controle_id NOT LIKE 'verband.%'"
    )
    assert {(row["bron"], row["feed"]) for row in judged} <= {(c.bron, c.feed) for c in CONTRACTS}
    for contract in CONTRACTS:
        shown = {spec.name for spec in feed_check_specs(contract, dg.AssetKey([contract.bron, contract.feed]))}
        own = [row for row in judged if (row["bron"], row["feed"]) == (contract.bron, contract.feed)]
        assert {check_name(contract, row["controle_id"], row["ernst"]) for row in own} <= shown


def test_every_rule_across_feeds_that_was_judged_is_shown(demo_night: Night, definitions: dg.Definitions):
    judged = demo_night.ask("SELECT DISTINCT regel FROM kwaliteit.fct_controle WHERE controle_id LIKE 'verband.%'")
    shown = definitions.resolve_asset_graph().get_check_keys_for_assets({dg.AssetKey("verbanden")})
    assert {row["regel"] for row in judged} == {check.name for check in shown}


def test_the_rules_that_a_family_shares_are_told_as_wrong_or_worth_a_look():
    (vtt,) = [contract for contract in CONTRACTS if contract.sleutel == "opgave/vtt"]
    assert check_name(vtt, "opgave.opgave.waarde.getypt", Ernst.FOUT) == "regels"
    assert check_name(vtt, "opgave.opgave.waarde.getypt", Ernst.FATAAL) == "regels"
    assert check_name(vtt, "opgave.opgave.jaar.na_de_peildatum", Ernst.WAARSCHUWING) == "waarschuwingen"


def test_the_checks_of_a_feed_stop_nothing_that_comes_after_it(definitions: dg.Definitions):
    """What cannot be trusted was kept out already; the rest of the night goes on with the last sound delivery."""
    graph = definitions.resolve_asset_graph()
    keys = graph.get_check_keys_for_assets({dg.AssetKey([c.bron, c.feed]) for c in CONTRACTS})
    assert [key for key in keys if graph.get_check_spec(key).blocking] == []


@pytest.mark.parametrize("table", ["fct_levering", "mart_bronstatus", "quarantaine"])
def test_the_tests_of_dbt_are_checks_too(definitions: dg.Definitions, table: str):
    assert definitions.resolve_asset_graph().get_check_keys_for_assets({dg.AssetKey(["kwaliteit", table])})


def test_the_way_from_feed_to_publication_is_one_graph(definitions: dg.Definitions):
    graph = definitions.resolve_asset_graph()

    def upstream(*path: str) -> set[dg.AssetKey]:
        return set(graph.get_ancestor_asset_keys(dg.AssetKey(path)))

    feeds = {dg.AssetKey([contract.bron, contract.feed]) for contract in CONTRACTS}
    assert feeds <= upstream("published", "indicatoren")
    assert upstream("published", "kwaliteit") >= feeds | {dg.AssetKey("ledger")}


def test_a_broken_indicator_does_not_stand_before_the_publication_of_quality(definitions: dg.Definitions):
    graph = definitions.resolve_asset_graph()
    ancestors = graph.get_ancestor_asset_keys(dg.AssetKey(["published", "kwaliteit"]))
    assert [key for key in ancestors if key.path[0] in ("indicatoren", "intermediate_indicatoren")] == []


def test_the_nightly_runs_at_two_in_the_night_of_enschede(definitions: dg.Definitions):
    schedule = definitions.resolve_schedule_def("nightly_schedule")
    assert (schedule.cron_schedule, schedule.execution_timezone) == ("0 2 * * *", "Europe/Amsterdam")
    assert schedule.default_status == dg.DefaultScheduleStatus.RUNNING
    assert schedule.job_name == "nightly"


def test_the_landing_is_watched(definitions: dg.Definitions):
    sensor = definitions.resolve_sensor_def("landing_sensor")
    assert sensor.default_status == dg.DefaultSensorStatus.RUNNING
    assert sensor.job_name == "nightly"


def test_a_schedule_tick_asks_for_one_run(definitions: dg.Definitions):
    schedule = definitions.resolve_schedule_def("nightly_schedule")
    with dg.DagsterInstance.ephemeral() as instance:
        tick = schedule.evaluate_tick(dg.build_schedule_context(instance=instance))
    assert len(tick.run_requests or []) == 1


def test_the_nightly_job_does_everything(definitions: dg.Definitions):
    job = definitions.resolve_job_def("nightly")
    everything = {spec.key for spec in definitions.resolve_all_asset_specs()}
    assert set(job.asset_layer.executable_asset_keys) == {
        key for key in everything if definitions.resolve_asset_graph().get(key).is_executable
    }


def test_also_what_is_started_by_hand_runs_in_one_process(definitions: dg.Definitions):
    """Steps in processes of their own would stand before a locked ledger."""
    for job in (definitions.resolve_job_def("nightly"), definitions.resolve_implicit_global_asset_job_def()):
        assert job.executor_def.name == "in_process"


def test_one_load_at_a_time_and_no_phoning_home(tmp_path: Path):
    with surroundings(tmp_path):
        Settings.from_env().export()
        with dg.DagsterInstance.get() as instance:
            concurrency = instance.get_settings("concurrency")
            assert concurrency["runs"]["max_concurrent_runs"] == 1
            assert type(instance.run_coordinator).__name__ == "QueuedRunCoordinator"
            assert instance.telemetry_enabled is False
            assert "dwh" in instance.managed_python_loggers


def test_a_load_that_was_killed_does_not_keep_the_next_ones_waiting_for_ever(tmp_path: Path):
    with surroundings(tmp_path):
        Settings.from_env().export()
        with dg.DagsterInstance.get() as instance:
            assert instance.run_monitoring_enabled
            assert 3600 <= instance.run_monitoring_max_runtime_seconds <= 20 * 3600


def test_these_are_all_the_settings_of_dagster():
    text = (ROOT / "orchestration" / "dagster.yaml").read_text(encoding="utf-8")
    assert set(yaml.safe_load(text)) == {"telemetry", "concurrency", "run_monitoring", "python_logs"}


@pytest.mark.parametrize("name", ["signaal_na_lading", "signaal_na_mislukte_lading"])
def test_the_sensors_that_send_messages_are_on(definitions: dg.Definitions, name: str):
    assert definitions.resolve_sensor_def(name).default_status == dg.DefaultSensorStatus.RUNNING
