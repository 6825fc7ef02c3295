"""The landing is watched: a new delivery starts one load, but not while it is still being uploaded."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import dagster as dg
import pytest

from orchestration.landing_sensor import Cursor, Decision, decide, landing_fingerprint
from orchestration.selection import Keuze
from sources.contract import load_contracts
from sources.landing import scan
from tests.support.night_here import surroundings

NAME = "GM0153_uitkeringen_20241231_01.csv"


class TestDecision:
    def test_what_is_new_has_to_stand_still_first(self):
        assert decide(Cursor(), "a") == Decision(
            Cursor("a", ""), False, "De landing verandert nog; de volgende keer verder."
        )

    def test_what_stood_still_for_one_interval_starts_a_load(self):
        assert decide(Cursor("a", ""), "a") == Decision(Cursor("a", "a"), True)

    def test_what_still_grows_waits(self):
        assert not decide(Cursor("a", ""), "b").start
        assert not decide(Cursor("b", ""), "c").start
        assert decide(Cursor("c", ""), "c").start

    def test_what_a_load_was_started_for_starts_no_other(self):
        assert decide(Cursor("a", "a"), "a") == Decision(Cursor("a", "a"), False, "Niets nieuws in de landing.")

    def test_something_after_that_starts_one_again(self):
        assert not decide(Cursor("a", "a"), "b").start
        assert decide(Cursor("b", "a"), "b").start

    def test_what_was_taken_away_again_in_time_was_never_there(self):
        waiting = decide(Cursor("a", "a"), "b").cursor
        assert not decide(waiting, "a").start

    def test_a_cursor_survives_being_written_down(self):
        assert Cursor.parse(str(Cursor("a", "b"))) == Cursor("a", "b")
        assert Cursor.parse(None) == Cursor()


@pytest.fixture
def landing(tmp_path: Path) -> Path:
    (tmp_path / "landing" / "ssd").mkdir(parents=True)
    return tmp_path / "landing"


def fingerprint(landing: Path) -> str:
    return landing_fingerprint(scan(landing, load_contracts()).bestanden)


class TestFingerprint:
    def test_an_empty_landing_asks_for_nothing(self, landing: Path):
        assert not decide(Cursor.parse(None), fingerprint(landing)).start
        assert fingerprint(landing) == Cursor().started

    def test_a_new_file_a_bigger_one_and_a_later_one_all_differ(self, landing: Path):
        path, seen = landing / "ssd" / NAME, [fingerprint(landing)]
        path.write_bytes(b"x")
        seen.append(fingerprint(landing))
        path.write_bytes(b"xx")
        seen.append(fingerprint(landing))
        os.utime(path, (1, 1))
        seen.append(fingerprint(landing))
        assert len(set(seen)) == 4

    def test_the_sidecar_that_a_delivery_waited_for_is_something_new(self, landing: Path):
        (landing / "gidso").mkdir()
        path = landing / "gidso" / "GM0153_maatregelen_20241231_01.csv"
        path.write_bytes(b"x")
        without = fingerprint(landing)
        path.with_name(f"{path.name}.sha256").write_text("x", encoding="utf-8")
        assert fingerprint(landing) != without

    @pytest.mark.parametrize("name", [f"{NAME}.part", ".verborgen", "lijstje.csv"])
    def test_what_is_no_delivery_starts_nothing(self, landing: Path, name: str):
        before = fingerprint(landing)
        (landing / "ssd" / name).write_bytes(b"x")
        assert fingerprint(landing) == before


class TestSensor:
    """The sensor as Dagster evaluates it, with the cursor it keeps."""

    @pytest.fixture
    def tick(self, definitions: dg.Definitions, landing: Path, tmp_path: Path) -> Iterator[_Ticks]:
        variables = {"DWH_LANDING": str(landing), "DWH_PSEUDONYM_KEY": "een sleutel"}
        with surroundings(tmp_path / "home", **variables), dg.DagsterInstance.ephemeral() as instance:
            yield _Ticks(definitions, instance)

    def test_from_arrival_to_one_run_and_rest(self, tick: _Ticks, landing: Path):
        assert tick() == "Niets nieuws in de landing."
        (landing / "ssd" / NAME).write_bytes(b"x")
        assert tick() == "De landing verandert nog; de volgende keer verder."
        assert tick() == "run"
        assert tick() == "Niets nieuws in de landing."

    def test_an_upload_that_takes_minutes_starts_one_run_at_its_end(self, tick: _Ticks, landing: Path):
        said = []
        for size in range(1, 4):
            (landing / "ssd" / NAME).write_bytes(b"x" * size)
            said.append(tick())
        assert set(said) == {"De landing verandert nog; de volgende keer verder."}
        assert [tick(), tick()] == ["run", "Niets nieuws in de landing."]

    def test_every_state_of_the_landing_has_a_run_key_of_its_own(self, tick: _Ticks, landing: Path):
        for number in (1, 2):
            (landing / "ssd" / NAME.replace("01.csv", f"0{number}.csv")).write_bytes(b"x")
            tick()
            assert tick() == "run"
        assert len(set(tick.run_keys)) == 2

    def test_a_run_is_about_what_arrived_and_nothing_else(
        self, tick: _Ticks, landing: Path, monkeypatch: pytest.MonkeyPatch
    ):
        chosen = Keuze(frozenset({"ssd/uitkeringen"}), True, "run-1")
        monkeypatch.setattr("orchestration.definitions.choose_or_all", lambda _settings: chosen)
        (landing / "ssd" / NAME).write_bytes(b"x")
        tick()
        assert tick() == "run"
        (request,) = tick.requests
        feeds = {key.path[1] for key in request.asset_selection or () if key.path[0] in ("ssd", "gidso")}
        assert feeds == {"uitkeringen"}
        assert request.run_key in tick.run_keys


class _Ticks:
    """Evaluates the sensor as often as it is called; says why it did nothing, or "run"."""

    def __init__(self, definitions: dg.Definitions, instance: dg.DagsterInstance) -> None:
        self._sensor = definitions.resolve_sensor_def("landing_sensor")
        self._instance = instance
        self._cursor: str | None = None
        self.requests: list[dg.RunRequest] = []

    @property
    def run_keys(self) -> list[str | None]:
        return [request.run_key for request in self.requests]

    def __call__(self) -> str:
        found = self._sensor.evaluate_tick(dg.build_sensor_context(instance=self._instance, cursor=self._cursor))
        self._cursor = found.cursor
        if found.run_requests:
            self.requests += found.run_requests
            return "run"
        return found.skip_message or ""
