"""Loads are killed with SIGKILL; the next one leaves what a load that was never disturbed leaves, and in between readers see one
complete set."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.faults.disturbing import Killed, kill_at
from tests.faults.kill import Outcome, Reference, play
from tests.faults.moments import Moments
from tests.faults.points import IN_DBT
from tests.faults.readers import of_parquet, of_the_database
from tests.faults.small_sets import publish
from tests.faults.small_steps import FEED, killed
from tests.faults.town_of_few import Town
from tests.support import extracts as ex
from tests.support.warehouse import Warehouse

NAMES = ("GM0153_uitkeringen_20231231_01.csv", "GM0153_uitkeringen_20241231_01.csv")
KILLS, SEED = 5, 6
NAMED = ("rows in raw, nothing entered", IN_DBT, "the set complete, the link not swapped")


class TestIngest:
    @pytest.fixture
    def whole(self, warehouse: Warehouse) -> Warehouse:
        warehouse.home = warehouse.home.with_name("undisturbed")
        return self._with_deliveries(warehouse)

    def _with_deliveries(self, warehouse: Warehouse) -> Warehouse:
        for n, name in enumerate(NAMES, 1):
            rows = [ex.ssd_row("uitkeringen", n), ex.ssd_row("uitkeringen", n + 10, REGELING="XX")]
            warehouse.deliver("ssd", name, ex.ssd(rows, "uitkeringen"), arrived=warehouse.now)
        return warehouse

    @pytest.mark.parametrize(
        "point",
        [
            "rows in raw, nothing entered",
            "entered, nothing said of it yet",
            "before the ledger is exported",
            "the ledger half exported",
        ],
    )
    def test_the_next_load_leaves_what_an_undisturbed_one_leaves(self, whole: Warehouse, tmp_path: Path, point: str):
        whole.load(FEED)
        other = self._with_deliveries(Warehouse(tmp_path / "killed", whole.keurmeester))
        killed("ingest", other.home, point)
        other.load(FEED)
        assert _without_run(other.leveringen()) == _without_run(whole.leveringen())
        assert _without_run(other.controles()) == _without_run(whole.controles())
        assert other.quarantaine() == whole.quarantaine()
        assert other.raw("ssd", "uitkeringen") == whole.raw("ssd", "uitkeringen")
        assert {p.relative_to(other.home) for p in other.written()} == {
            p.relative_to(whole.home) for p in whole.written()
        }

    def test_an_extract_that_was_replaced_after_the_kill_counts_as_it_is_now(self, warehouse: Warehouse):
        warehouse.deliver("ssd", NAMES[0], ex.ssd([ex.ssd_row("uitkeringen", n) for n in (1, 2, 3)], "uitkeringen"))
        killed("ingest", warehouse.home, "rows in raw, nothing entered")
        assert len(warehouse.raw("ssd", "uitkeringen")) == 3
        warehouse.deliver("ssd", NAMES[0], ex.ssd([ex.ssd_row("uitkeringen", 4)], "uitkeringen"))
        warehouse.load(FEED)
        assert warehouse.levering(NAMES[0])["status"] == "geladen"
        assert len(warehouse.raw("ssd", "uitkeringen")) == 1


def _without_run(rows: list[dict[str, object]]) -> list[str]:
    return sorted(str({name: value for name, value in row.items() if name != "run_id"}) for row in rows)


class TestPublication:
    @pytest.mark.parametrize(
        ("point", "seen"),
        [
            ("one domain in the set", 0),
            ("before the set is closed", 0),
            ("the set complete, the link not swapped", 0),
            ("the link swapped, old sets not pruned", 1),
        ],
    )
    def test_readers_see_one_whole_set_and_the_next_one_clears_up(self, tmp_path: Path, point: str, seen: int):
        publish(tmp_path, 0)
        killed("publication", tmp_path, point)
        assert of_the_database(tmp_path) == of_parquet(tmp_path) == [seen]
        publish(tmp_path, 7)
        assert of_the_database(tmp_path) == of_parquet(tmp_path) == [7]
        assert [p.name for p in (tmp_path / "publications").iterdir() if p.name.startswith(".")] == []


def assert_mended(outcome: Outcome) -> None:
    assert list(outcome.faults) == []


@pytest.mark.long
def test_loads_that_are_killed_at_random_moments_are_mended_by_the_next(
    town: Town, undisturbed: Reference, tmp_path: Path
):
    broken_off = 0
    for number, disturb in enumerate(Moments(town.variables(), undisturbed.seconds, KILLS, SEED).cases()):
        outcome = play(town, tmp_path / f"case{number}", undisturbed, disturb)
        assert_mended(outcome)
        broken_off += sum(not one.over for one in outcome.killed)
    assert broken_off == KILLS


@pytest.mark.long
def test_a_load_that_is_killed_at_one_named_point_after_the_other_is_mended_by_the_next(
    town: Town, undisturbed: Reference, tmp_path: Path
):
    def disturb(home: Path) -> list[Killed]:
        return [kill_at(home, town.variables(), point) for point in NAMED]

    assert_mended(play(town, tmp_path / "case", undisturbed, disturb))


@pytest.mark.long
def test_what_is_compared_tells_a_load_that_was_not_mended(town: Town, undisturbed: Reference, tmp_path: Path):
    """The night before is not tonight: the comparison can fail."""
    from tests.faults.account import account, differences

    found = differences(undisturbed.account, account(town.home(tmp_path / "home")))
    assert {name.partition(":")[0] for name in found} > {"marts kwaliteit.fct_levering", "ledger main.quarantaine"}
