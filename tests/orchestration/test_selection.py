"""What a load has to touch: never too little, and nothing where nothing is new."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

import pytest

from expectations.entries import Entries
from expectations.ledger import Ledger, LedgerInGebruik
from orchestration.built import begin, finish
from orchestration.load import cbs_table
from orchestration.selection import Keuze, choose, choose_or_all, domains_of, nodes_to_build
from orchestration.settings import Settings
from sources.cbs.harvest import store_harvest
from sources.cbs.recorded_service import RecordedService
from sources.contract import load_contracts
from tests.support.extracts import ssd, ssd_row
from tests.support.night import ROOT
from tests.support.warehouse import Warehouse

UITKERINGEN, NAME = "ssd/uitkeringen", "GM0153_uitkeringen_20241231_01.csv"
CBS = [contract for contract in load_contracts() if contract.odata]
HARVESTED = {contract.sleutel for contract in CBS}


@pytest.fixture(scope="module")
def cbs() -> Iterator[RecordedService]:
    with RecordedService(ROOT / "sources" / "cbs" / "demo") as service:
        yield service


@pytest.fixture
def settings(warehouse: Warehouse, cbs: RecordedService) -> Settings:
    """A warehouse in which one delivery and the tables of CBS were loaded, built and published."""
    found = Settings.from_env(
        {
            "DWH_HOME": str(warehouse.home),
            "DWH_LANDING": str(warehouse.landing),
            "DWH_PSEUDONYM_KEY": "een sleutel",
            "DWH_CBS_URL": cbs.base_url,
        }
    )
    warehouse.deliver("ssd", NAME, ssd([ssd_row("uitkeringen")]))
    warehouse.load(UITKERINGEN)
    for contract in CBS:
        store_harvest(cbs_table(contract), cbs.base_url, found.oogst / contract.bron, [], warehouse.now)
    warehouse.load(*HARVESTED)
    answered(found, None)
    published(found)
    return found


def answered(settings: Settings, reden: str | None) -> None:
    """As a load notes whether CBS gave its tables."""
    with Ledger(settings.state) as ledger:
        ledger.record_checks([Entries("run1", datetime.now).harvest(contract, reden) for contract in CBS])
        ledger.export()


def published(settings: Settings) -> None:
    """As a night ends that built and published everything."""
    settings.warehouse.mkdir(exist_ok=True)
    begin(settings.warehouse, "run1", None)
    finish(settings.warehouse, settings.state, "run1")
    settings.published.mkdir(exist_ok=True)
    (settings.published / "manifest.json").write_text(json.dumps({"run_id": "run1"}), encoding="utf-8")


def chosen(settings: Settings) -> Keuze:
    """What is chosen where not everything is."""
    found = choose(settings)
    assert found is not None
    return found


class TestFeeds:
    def test_where_nothing_is_new_no_feed_is_touched(self, settings: Settings):
        assert chosen(settings) == Keuze(frozenset(), False, "run1")

    def test_a_file_that_was_never_seen_touches_its_feed(self, settings: Settings, warehouse: Warehouse):
        warehouse.deliver("ssd", "GM0153_uitkeringen_20241231_02.csv", ssd([ssd_row("uitkeringen", 2)]))
        assert chosen(settings) == Keuze(frozenset({UITKERINGEN}), True, "run1")

    def test_so_does_one_that_looks_otherwise_than_when_it_was_read(self, settings: Settings, warehouse: Warehouse):
        (warehouse.landing / "ssd" / NAME).touch()
        assert chosen(settings).feeds == {UITKERINGEN}

    def test_so_do_rows_that_got_lost(self, settings: Settings):
        for path in (settings.raw / "ssd" / "uitkeringen").glob("ssd.*.parquet"):
            path.unlink()
        assert chosen(settings).feeds == {UITKERINGEN}

    def test_a_delivery_that_was_noted_and_not_built_touches_its_feed(self, settings: Settings, warehouse: Warehouse):
        warehouse.deliver("ssd", "GM0153_voorzieningen_20241231_01.csv", ssd([ssd_row("voorzieningen")]))
        warehouse.load("ssd/voorzieningen")
        assert chosen(settings) == Keuze(frozenset({"ssd/voorzieningen"}), True, "run1")

    def test_so_does_one_that_somebody_accepted(self, settings: Settings, warehouse: Warehouse):
        with Ledger(settings.state) as ledger:
            ((levering_id,),) = ledger.select("SELECT levering_id FROM levering WHERE bron = 'ssd'", {})
            ledger.accept(levering_id, "nagevraagd", warehouse.now)
        assert chosen(settings) == Keuze(frozenset({UITKERINGEN}), True, "run1")

    def test_what_lies_in_the_landing_and_is_no_delivery_is_told_every_night(self, settings: Settings):
        (settings.landing / "leesmij.txt").write_text("x")
        assert chosen(settings) == Keuze(frozenset(), True, "run1")


class TestCbs:
    def test_a_service_that_is_out_of_reach_is_asked_again_with_patience_in_the_load(self, settings: Settings):
        assert chosen(replace(settings, cbs_url="http://127.0.0.1:9")).feeds == HARVESTED

    def test_a_table_that_is_not_stored_is_harvested(self, settings: Settings):
        for path in (settings.oogst / "cbs").iterdir():
            path.unlink()
        assert chosen(settings).feeds == HARVESTED

    def test_a_table_that_could_not_be_had_last_time_is_asked_for_so_that_its_recovery_is_noted(
        self, settings: Settings
    ):
        answered(settings, "De dienst antwoordt niet.")
        published(settings)
        assert chosen(settings).feeds == HARVESTED


class TestEverything:
    def test_after_a_build_that_was_broken_off_everything_is_built(self, settings: Settings):
        begin(settings.warehouse, "run2", "run1")
        assert choose(settings) is None

    def test_so_it_is_when_the_warehouse_was_taken_away(self, settings: Settings):
        shutil.rmtree(settings.warehouse)
        assert choose(settings) is None

    def test_so_it_is_when_an_older_ledger_was_put_back(self, settings: Settings):
        for path in settings.state.glob("ledger.duckdb*"):
            path.unlink()
        assert choose(settings) is None

    def test_so_it_is_when_another_set_counts_than_the_one_that_was_remembered(self, settings: Settings):
        (settings.published / "manifest.json").write_text(json.dumps({"run_id": "run0"}), encoding="utf-8")
        assert choose(settings) is None

    def test_so_it_is_when_nothing_counts(self, settings: Settings):
        (settings.published / "manifest.json").unlink()
        assert choose(settings) is None

    def test_so_it_is_with_another_project(self, settings: Settings, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setattr("orchestration.selection.project_fingerprint", lambda: "another")
        assert choose(settings) is None

    def test_while_another_load_runs_the_load_itself_must_say_so(
        self, settings: Settings, monkeypatch: pytest.MonkeyPatch
    ):
        def refuse(_state: object) -> Ledger:
            raise LedgerInGebruik("bezet")

        monkeypatch.setattr("orchestration.selection.Ledger", refuse)
        with pytest.raises(LedgerInGebruik):
            choose(settings)
        assert choose_or_all(settings) is None


def node(parents: list[str], *, schema: str = "indicatoren", macros: tuple[str, ...] = (), kind: str = "model"):
    return {"resource_type": kind, "schema": schema, "depends_on": {"macros": list(macros)}}, parents


NODES = {
    "seed.p.codes": node([], kind="seed"),
    "model.p.stg_ssd": node(["source.p.ssd.uitkeringen"], schema="staging"),
    "model.p.stg_vis2": node(["source.p.vis2.opvang"], schema="staging"),
    "model.p.sets": node(["source.p.state.levering", "seed.p.codes"], schema="intermediate"),
    "model.p.telling_ssd": node(["model.p.sets", "model.p.stg_ssd"], schema="intermediate"),
    "model.p.telling_vis2": node(["model.p.sets", "model.p.stg_vis2"], schema="intermediate"),
    "model.p.cijfer": node(["model.p.telling_ssd", "model.p.telling_vis2"]),
    "model.p.codes": node(["seed.p.codes"]),
    "model.p.status": node(["model.p.sets"], schema="kwaliteit", macros=("macro.sociaal_domein.vandaag",)),
    "model.p.bladzijde": node(["model.p.status"], schema="kwaliteit"),
}
MANIFEST = {
    "nodes": {name: found for name, (found, _) in NODES.items()},
    "parent_map": {name: parents for name, (_, parents) in NODES.items()},
}


def built(*feeds: str, ledger: bool = True) -> set[str]:
    keuze = Keuze(frozenset(feeds), ledger, "run1")
    return {name.removeprefix("model.p.") for name in nodes_to_build(MANIFEST, keuze, load_contracts())}


class TestNodes:
    def test_what_follows_the_day_is_built_every_night_and_all_that_is_made_of_it(self):
        assert built(ledger=False) == {"status", "bladzijde"}

    def test_a_change_in_the_ledger_alone_builds_what_only_the_ledger_goes_into(self):
        assert built() == {"status", "bladzijde", "sets"}

    def test_a_feed_builds_what_is_made_of_it_and_not_what_other_feeds_alone_are_made_into(self):
        assert built("ssd/uitkeringen") == {"status", "bladzijde", "sets", "stg_ssd", "telling_ssd", "cijfer"}

    def test_of_a_family_every_feed_builds_what_is_made_of_their_table(self):
        families = {c.tabellen[0].naam: c.sleutel for c in load_contracts() if c.familie}
        (table, feed), *_ = families.items()
        parents = {"model.p.opgave": [f"source.p.{feed.partition('/')[0]}.{table}"]}
        nodes = {"model.p.opgave": node([])[0]}
        keuze = Keuze(frozenset({feed}), True, "run1")
        manifest = {"nodes": nodes, "parent_map": parents}
        assert nodes_to_build(manifest, keuze, load_contracts()) == {"model.p.opgave"}

    def test_the_domains_that_are_published_anew_are_those_with_a_table_that_was_built(self):
        assert domains_of({"model.p.sets"}, MANIFEST, ("indicatoren", "kwaliteit")) == []
        assert domains_of({"model.p.status"}, MANIFEST, ("indicatoren", "kwaliteit")) == ["kwaliteit"]


def test_in_the_project_a_quiet_night_builds_the_status_of_the_feeds_and_a_delivery_hardly_half_of_all(
    demo_night: object, definitions: object
):
    from orchestration.dbt import manifest

    models = {name for name, found in manifest()["nodes"].items() if found["resource_type"] == "model"}
    quiet = nodes_to_build(manifest(), Keuze(frozenset(), False, "run1"), load_contracts())
    assert {name.rsplit(".", 1)[-1] for name in quiet} == {"int_bronoordeel", "mart_bronstatus"}
    one = nodes_to_build(manifest(), Keuze(frozenset({UITKERINGEN}), True, "run1"), load_contracts())
    names = {name.rsplit(".", 1)[-1] for name in one}
    assert {"stg_ssd__uitkeringen", "int_component__bijstand", "fct_indicator", "fct_levering"} <= names
    assert not {"int_component__opvang", "stg_iv3__lasten", "dim_indicator"} & names
    assert len(one) < len(models) / 2
