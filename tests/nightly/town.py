"""A municipality of its own for `test_real_nights`: three nights on a landing with things in it that are not as they should be, and a CBS that is not
always there.

The first night is killed half-way and started again. On the second CBS is out of order and the warehouse was thrown away. By the third everything was
put right. Belongs here: what lies in the landing, and the nights, which go on beside the other tests. Does not belong here: what must be true of them.
"""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from sources.cbs.recorded_service import RecordedService, Storing
from tests.support import extracts as ex
from tests.support.night import ROOT, Night, command, environment, nightly
from tests.support.night_here import NightHere, definitions_known, night_here
from tests.support.personal import personal_in, traces

KEY = "een sleutel voor deze nachten"
BROKEN, MENDED = "GM0153_uitkeringen_20250131_01.csv", "GM0153_uitkeringen_20250131_02.csv"
WAITING = "GM0153_maatregelen_20250131_01.csv"
UNKNOWN_FILE, UNKNOWN_FOLDER = "overzicht uitkeringen.csv", "postkamer"
MAATREGELEN = ex.gidso([ex.gidso_row("maatregelen", 1)], "maatregelen")


OUT_OF_ORDER = Storing(status=503, headers={"Retry-After": "86400"})


@dataclass(frozen=True)
class Searched:
    """How many values of persons were searched for in everything that the nights wrote and said, and what was found."""

    searched_for: int
    in_files: dict[str, set[str]]
    in_what_was_said: set[str]


@dataclass(frozen=True)
class Town:
    """Its home and its nights, each with the set that it published."""

    home: Path
    before_it_was_killed: str
    first: Night
    sets_after_the_first: int
    second: NightHere
    third: NightHere
    searched: Searched


def nights_of_the_town(folder: Path, demo_home: Path) -> Town:
    """All three nights, one after the other."""
    definitions_known(demo_home)
    landing, home = fill_landing(demo_home / "landing", folder / "landing"), folder / "home"
    with RecordedService(ROOT / "sources" / "cbs" / "demo") as cbs:
        variables = _variables(landing, cbs)
        killed, first = _killed_half_way(home, variables), nightly(home, **variables)
        sets_after_the_first = len(list((home / "publications").iterdir()))
        shutil.rmtree(home / "warehouse")
        cbs.storingen.extend([OUT_OF_ORDER] * 10)
        second = night_here(home, **variables)
        cbs.storingen.clear()
        put_right(landing)
        third = night_here(home, **variables)
    personal = personal_in(landing)
    said = personal.traces_in((killed + first.said + second.summary + third.summary).encode())
    searched = Searched(len(personal.tokens), traces(home, personal), said)
    return Town(home, killed, first, sets_after_the_first, second, third, searched)


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


def put_right(landing: Path) -> None:
    """The broken delivery comes again, and what the waiting one waited for."""
    (landing / "ssd" / MENDED).write_bytes(ex.ssd([ex.ssd_row("uitkeringen", 1)], "uitkeringen"))
    (landing / "gidso" / f"{WAITING}.sha256").write_text(ex.digest_line(WAITING, MAATREGELEN), encoding="utf-8")


def _variables(landing: Path, cbs: RecordedService) -> dict[str, str]:
    return {
        "DWH_LANDING": str(landing),
        "DWH_PSEUDONYM_KEY": KEY,
        "DWH_TODAY": "2025-02-10",
        "DWH_CBS_URL": cbs.base_url,
    }


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
