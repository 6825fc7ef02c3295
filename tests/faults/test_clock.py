"""A clock that jumps back, and the nights on which the hour changes."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from dagster._utils.schedules import cron_string_iterator

from orchestration.klok import TOLERANCE, KlokFout, refuse_clock_that_jumped_back
from orchestration.load import open_load
from orchestration.settings import Settings
from sources.landing import ontvangen_op
from tests.support import extracts as ex
from tests.support.warehouse import NOW, Warehouse

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


class TestAClockThatJumpsBack:
    def test_a_load_does_not_begin_before_the_one_before_it(self, tmp_path: Path):
        refuse_clock_that_jumped_back(tmp_path, NOW)
        with pytest.raises(KlokFout, match=r"01-06-2026 01:00 UTC.*01-06-2026 02:00 UTC.*state/klok"):
            refuse_clock_that_jumped_back(tmp_path, NOW - timedelta(hours=1))

    def test_a_refused_load_leaves_the_mark_so_the_next_one_is_refused_too(self, tmp_path: Path):
        refuse_clock_that_jumped_back(tmp_path, NOW)
        for _ in range(2):
            with pytest.raises(KlokFout):
                refuse_clock_that_jumped_back(tmp_path, NOW - timedelta(days=1))

    def test_once_it_is_right_again_loads_go_on(self, tmp_path: Path):
        refuse_clock_that_jumped_back(tmp_path, NOW)
        with pytest.raises(KlokFout):
            refuse_clock_that_jumped_back(tmp_path, NOW - timedelta(days=1))
        refuse_clock_that_jumped_back(tmp_path, NOW + timedelta(hours=1))

    def test_a_correction_of_seconds_stops_nothing_and_does_not_add_up(self, tmp_path: Path):
        refuse_clock_that_jumped_back(tmp_path, NOW)
        refuse_clock_that_jumped_back(tmp_path, NOW - TOLERANCE)
        with pytest.raises(KlokFout):
            refuse_clock_that_jumped_back(tmp_path, NOW - 2 * TOLERANCE)

    def test_a_clock_that_ran_ahead_once_is_forgiven_by_removing_the_mark(self, tmp_path: Path):
        refuse_clock_that_jumped_back(tmp_path, NOW + timedelta(days=4000))
        (tmp_path / "klok").unlink()
        refuse_clock_that_jumped_back(tmp_path, NOW)

    def test_a_load_that_is_opened_asks_it_and_a_refused_one_enters_nothing(self, tmp_path: Path):
        variables = {"DWH_LANDING": str(tmp_path), "DWH_PSEUDONYM_KEY": "x", "DWH_CBS_URL": "http://127.0.0.1:9"}
        settings = Settings.from_env({"DWH_HOME": str(tmp_path / "home"), **variables})
        settings.state.mkdir(parents=True)
        refuse_clock_that_jumped_back(settings.state, datetime.now(UTC) + timedelta(days=1))
        with pytest.raises(KlokFout), open_load(settings, "run"):
            pytest.fail("a load with a clock that jumped back")
        assert not (settings.state / "sleutelcontrole").exists()


@pytest.fixture
def in_amsterdam() -> Iterator[None]:
    """The time zone of the machine."""
    before = os.environ.get("TZ")
    os.environ["TZ"] = "Europe/Amsterdam"
    time.tzset()
    yield
    os.environ.pop("TZ")
    os.environ |= {"TZ": before} if before is not None else {}
    time.tzset()


class TestTheHourThatChanges:
    @pytest.mark.parametrize(
        ("day", "at"),
        [
            (date(2026, 3, 28), "2026-03-28T01:00:00+00:00"),
            # Two o'clock does not exist that night.
            (date(2026, 3, 29), "2026-03-29T01:00:00+00:00"),
            (date(2026, 3, 30), "2026-03-30T00:00:00+00:00"),
            (date(2026, 10, 24), "2026-10-24T00:00:00+00:00"),
            # Two o'clock comes twice that night.
            (date(2026, 10, 25), "2026-10-25T01:00:00+00:00"),
            (date(2026, 10, 26), "2026-10-26T01:00:00+00:00"),
        ],
    )
    def test_the_schedule_runs_once_in_every_night(self, day: date, at: str):
        noon = datetime(day.year, day.month, day.day, 12, tzinfo=AMSTERDAM) - timedelta(days=1)
        ticks = cron_string_iterator(noon.timestamp(), "0 2 * * *", "Europe/Amsterdam")
        first, second = [tick.astimezone(UTC) for tick in islice(ticks, 2)]
        assert first.isoformat() == at
        assert timedelta(hours=22) < second - first < timedelta(hours=26)

    def test_files_that_arrive_in_the_hour_that_comes_twice_keep_their_order(self, tmp_path: Path, in_amsterdam: None):
        first_two, second_two = datetime(2026, 10, 25, 0, 30, tzinfo=UTC), datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
        assert first_two.astimezone(AMSTERDAM).hour == second_two.astimezone(AMSTERDAM).hour == 2
        arrived = []
        for moment in (first_two, second_two):
            path = tmp_path / f"{moment:%H}"
            path.touch()
            os.utime(path, (moment.timestamp(), moment.timestamp()))
            arrived.append(ontvangen_op(path, NOW.replace(year=2027)))
        assert arrived == [first_two.replace(tzinfo=None), second_two.replace(tzinfo=None)]


def test_just_after_midnight_in_amsterdam_a_delivery_about_today_does_not_lie_in_the_future(warehouse: Warehouse):
    """In summer it is still yesterday then in UTC."""
    warehouse.now = datetime(2026, 6, 29, 22, 30, tzinfo=UTC)
    name = "GM0153_uitkeringen_20260630_01.csv"
    warehouse.deliver("ssd", name, ex.ssd([ex.ssd_row("uitkeringen", 1)], "uitkeringen"))
    warehouse.load("ssd/uitkeringen")
    assert "toekomst" not in {row["regel"] for row in warehouse.failed()}
