"""What `make bench` says of a process is what the process did."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from benchmarks.gevallen import Uitkomst
from benchmarks.land import Helling, country, nights, slopes
from benchmarks.meten import Meting, Mislukt, measure
from benchmarks.verslag import table, write_down

MEGABYTE = 1_000_000


def run(log: Path, code: str) -> Meting:
    return measure([sys.executable, "-c", code], {}, log)


def test_memory_of_a_process_and_of_what_it_starts_is_counted_together(tmp_path: Path) -> None:
    hold = f"x = bytearray({100 * MEGABYTE}); import time; time.sleep(0.5)"
    alone = run(tmp_path / "log", hold)
    both = run(
        tmp_path / "log",
        f"import subprocess, sys; p = subprocess.Popen([sys.executable, '-c', {hold!r}]); {hold}; p.wait()",
    )
    assert 100 * MEGABYTE < alone.piek < 180 * MEGABYTE
    assert 200 * MEGABYTE < both.piek < 360 * MEGABYTE
    assert both.seconden > 0.5


def test_cpu_is_counted_and_waiting_is_not(tmp_path: Path) -> None:
    busy = run(tmp_path / "log", "import time; t = time.process_time()\nwhile time.process_time() - t < 0.6: pass")
    idle = run(tmp_path / "log", "import time; time.sleep(0.6)")
    assert busy.cpu > 0.4 > idle.cpu


def test_a_command_that_fails_is_no_measurement(tmp_path: Path) -> None:
    with pytest.raises(Mislukt, match="it said this"):
        run(tmp_path / "log", "import sys; sys.exit('it said this')")


def test_the_table_says_which_targets_are_not_met() -> None:
    meting = Meting(12.0, 20.0, 3_000_000_000, 0, "")
    text = table(
        [Uitkomst("slow", meting, 2.5, 2, "×"), Uitkomst("quick", meting, 1.5, 2, "×"), Uitkomst("beside", meting)]
    )
    slow, quick, beside = text.splitlines()[2:]
    assert "| 2.50 × | ≤ 2 × | **not met** |" in slow
    assert "| 1.50 × | ≤ 2 × | met |" in quick
    assert "met" not in beside


def test_the_readme_keeps_what_people_wrote_around_the_table(tmp_path: Path) -> None:
    readme = tmp_path / "README.md"
    readme.write_text("before\n<!-- measured: make bench writes this -->old<!-- /measured -->\nafter\n")
    write_down("new", readme)
    assert readme.read_text().split() == [
        "before", "<!--", "measured:", "make", "bench", "writes", "this", "-->", "new", "<!--", "/measured", "-->", "after",
    ]  # fmt: skip
    readme.write_text("no marks")
    with pytest.raises(ValueError, match="no place"):
        write_down("new", readme)


def country_of(quiet: float, files: float, rows: float) -> Helling:
    def night(seconds: float) -> Meting:
        return Meting(seconds, 0.0, 0, 0, "")

    found = slopes(
        [
            Uitkomst("nothing came", night(quiet), soort="quiet"),
            Uitkomst("many files", night(files), schijf=1_000_000, soort="files", omvang=100),
            Uitkomst("many rows", night(rows), schijf=300_000_000, soort="rows", omvang=2_000_000),
        ]
    )
    assert found is not None
    return found


def test_the_slopes_are_what_a_night_costs_more_than_a_quiet_one() -> None:
    assert country_of(5.0, 9.0, 45.0) == Helling(5.0, 0.04, 20.0, 10_000.0, 150_000_000.0)
    assert slopes([Uitkomst("nothing came", Meting(5.0, 0.0, 0, 0, ""), soort="quiet")]) is None


def test_a_year_of_the_country_has_the_nights_that_the_contracts_ask_for() -> None:
    quiet, month, half_year, year = nights()
    assert quiet.keren + month.keren + half_year.keren + year.keren == 365
    assert [night.leveringen for night in (month, half_year, year)] == [342 * 3, 342 * 6, 342 * 11]
    assert year.miljoen == 10.0
    text = country(country_of(5.0, 9.0, 45.0))
    # 342 x 11 deliveries of 40 ms, ten million rows of 20 s a million, and the night itself
    assert "| the year ends | 1 | 3,762 | 10.0 | 355 |" in text
    assert "| 5 years at once | 1 | 18,810 | 50.0 | 1,757 |" in text
