"""A municipality of its own for the nights of `test_real_nights`: a landing with things in it that are not as they should be, and the CBS that it asks.

Belongs here: what lies in the landing, and the first night. That night takes longest of all and starts early, beside the other tests.
"""

from __future__ import annotations

import shutil
import subprocess
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from sources.cbs.recorded_service import RecordedService
from tests.support import extracts as ex
from tests.support.night import ROOT, Night, command, environment, nightly

KEY = "een sleutel voor deze nachten"
BROKEN, MENDED = "GM0153_uitkeringen_20250131_01.csv", "GM0153_uitkeringen_20250131_02.csv"
WAITING = "GM0153_maatregelen_20250131_01.csv"
UNKNOWN_FILE, UNKNOWN_FOLDER = "overzicht uitkeringen.csv", "postkamer"
MAATREGELEN = ex.gidso([ex.gidso_row("maatregelen", 1)], "maatregelen")


@dataclass(frozen=True)
class FirstNight:
    """A load that was killed in the middle of a feed, and the one that was started after it."""

    before_it_was_killed: str
    night: Night


@dataclass
class Town:
    """Where it keeps what, and its first night, which may still be going on."""

    home: Path
    landing: Path
    cbs: RecordedService
    first_night: Future[FirstNight]

    @property
    def variables(self) -> dict[str, str]:
        """What its nights are run with."""
        return _variables(self.landing, self.cbs)


def found(folder: Path, demo: Future[Night], cbs: RecordedService, beside: ThreadPoolExecutor) -> Town:
    """Start the first night, on a landing that is laid out when the demo has made its own."""
    landing, home = folder / "landing", folder / "home"
    return Town(home, landing, cbs, beside.submit(_first_night, home, landing, demo, _variables(landing, cbs)))


def fill_landing(demo_landing: Path, landing: Path) -> Path:
    """The demo's extracts, and beside them what is broken, unknown, not complete yet or still being uploaded."""
    shutil.copytree(demo_landing, landing)
    newest = landing / "ssd" / "GM0153_uitkeringen_20241231_01.csv"
    (landing / "ssd" / BROKEN).write_bytes(newest.read_bytes()[:-2000])
    (landing / "ssd" / UNKNOWN_FILE).write_bytes(b"x")
    (landing / "ssd" / "GM0153_voorzieningen_20250131_01.csv.part").write_bytes(b"BSN")
    (landing / UNKNOWN_FOLDER).mkdir()
    (landing / UNKNOWN_FOLDER / "brief.txt").write_bytes(b"x")
    (landing / "gidso" / WAITING).write_bytes(MAATREGELEN)
    return landing


def _variables(landing: Path, cbs: RecordedService) -> dict[str, str]:
    return {
        "DWH_LANDING": str(landing),
        "DWH_PSEUDONYM_KEY": KEY,
        "DWH_TODAY": "2025-02-10",
        "DWH_CBS_URL": cbs.base_url,
    }


def _first_night(home: Path, landing: Path, demo: Future[Night], variables: dict[str, str]) -> FirstNight:
    fill_landing(demo.result().home / "landing", landing)
    return FirstNight(_killed_half_way(home, variables), nightly(home, **variables))


def _killed_half_way(home: Path, variables: dict[str, str]) -> str:
    said = []
    with subprocess.Popen(
        command("nightly"), env=environment(home, **variables), cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            said.append(line)
            if "GM0153_maatregelen_20211231_01.csv wordt gelezen" in line:
                break
        process.kill()
    return "".join(said)
