"""The rules across feeds as Dagster runs them: after the feeds and before the ledger, with a check per rule."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import dagster as dg
import pytest

from expectations.verbanden import load_verbanden
from tests.support import extracts as ex
from tests.support.night_here import surroundings

Check = dg.AssetCheckEvaluation
Run = Callable[[], dg.ExecuteInProcessResult]
SSD, GIDSO, LEDGER = (
    dg.AssetKey(["ssd", "uitkeringen"]),
    dg.AssetKey(["gidso", "voorzieningen"]),
    dg.AssetKey(["ledger"]),
)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A landing with one person who died in May according to Gidso and still receives according to SSD."""
    for bron in ("ssd", "gidso"):
        (tmp_path / "landing" / bron).mkdir(parents=True)
    zorg = ex.gidso_row(
        "voorzieningen",
        7,
        wet="WMO",
        productcategorie="01",
        hulpvorm="",
        geboortedatum="1980-04-03",
        einddatum="2024-05-10",
        reden_einde="02",
    )
    name = "GM0153_voorzieningen_20241231_01.csv"
    content = ex.gidso([zorg])
    (tmp_path / "landing" / "gidso" / name).write_bytes(content)
    (tmp_path / "landing" / "gidso" / f"{name}.sha256").write_text(ex.digest_line(name, content))
    deliver(tmp_path, ex.ssd_row("uitkeringen", 7))
    return tmp_path


def deliver(home: Path, row: ex.Row, nr: int = 1) -> None:
    path = home / "landing" / "ssd" / f"GM0153_uitkeringen_20241231_{nr:02d}.csv"
    path.write_bytes(ex.ssd([row]))


@pytest.fixture
def run(definitions: dg.Definitions, home: Path) -> Iterator[Run]:
    """Materializes two feeds, the rules across feeds and the ledger in the order that Dagster gives them."""
    from orchestration.feeds import FEED_ASSETS, LoadResource, ledger
    from orchestration.verband_assets import VERBANDEN_KEY, verbanden

    variables = {"DWH_LANDING": str(home / "landing"), "DWH_PSEUDONYM_KEY": "een sleutel", "DWH_TODAY": "2025-02-10"}
    feeds = [asset for asset in FEED_ASSETS if asset.keys & {SSD, GIDSO}]
    with surroundings(home / "dwh", **variables), dg.DagsterInstance.ephemeral() as instance:
        yield lambda: dg.materialize(
            [*feeds, verbanden, ledger],
            selection=[SSD, GIDSO, VERBANDEN_KEY, LEDGER],
            instance=instance,
            resources={"load": LoadResource(harvest_retry_wait=0)},
            raise_on_error=False,
            run_config={"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}},
        )


def checks(result: dg.ExecuteInProcessResult) -> dict[str, Check]:
    return {one.check_name: one for one in result.get_asset_check_evaluations() if one.asset_key.path == ["verbanden"]}


def metadata(result: dg.ExecuteInProcessResult) -> dict[str, object]:
    (event,) = [one for one in result.get_asset_materialization_events() if one.asset_key.path == ["verbanden"]]
    return {name: value.value for name, value in event.materialization.metadata.items()}


def test_what_contradicts_is_a_warning_on_its_rule_until_it_is_mended(run: Run, home: Path):
    first = run()
    assert first.success
    assert set(checks(first)) == {verband.id for verband in load_verbanden()}
    (broken,) = [check for check in checks(first).values() if not check.passed]
    assert (broken.check_name, broken.severity) == ("uitkering_na_overlijden", dg.AssetCheckSeverity.WARN)
    assert "BRP" in (broken.description or "")
    assert (broken.metadata["rijen_fout"].value, broken.metadata["rijen_gecontroleerd"].value) == (1, 1)
    assert metadata(first)["waarschuwingen"] == 1
    assert (home / "dwh" / "state" / "voorbeeld.parquet").exists(), "the ledger that dbt reads has it"

    quiet = run()
    assert [name for name, check in checks(quiet).items() if not check.passed] == ["uitkering_na_overlijden"]
    assert str(metadata(quiet)["gelopen"]).startswith("geen")

    deliver(home, ex.ssd_row("uitkeringen", 7, DATUM_EINDE="10-05-2024"), nr=2)
    mended = run()
    assert [name for name, check in checks(mended).items() if not check.passed] == []
    assert metadata(mended)["waarschuwingen"] == 0


def test_they_come_between_the_feeds_and_the_ledger(definitions: dg.Definitions):
    graph = definitions.resolve_asset_graph()
    verbanden = graph.get(dg.AssetKey(["verbanden"]))
    assert {SSD, GIDSO} <= verbanden.parent_keys
    assert verbanden.key in graph.get(LEDGER).parent_keys


def test_an_error_of_ours_stops_nothing_and_is_an_error_in_dagster(run: Run, monkeypatch: pytest.MonkeyPatch):
    from expectations.verbanden import standing

    def broken(*_: object) -> None:
        raise ValueError("something about a person")

    monkeypatch.setattr(standing, "offer_deliveries", broken)
    result = run()
    assert result.success, "the night goes on"
    wrong = [check for check in checks(result).values() if not check.passed]
    assert {check.severity for check in wrong} == {dg.AssetCheckSeverity.ERROR}
    assert "person" not in str([check.description for check in wrong])
    assert "(ValueError)" in str(metadata(result)["niet_uitgevoerd"])
