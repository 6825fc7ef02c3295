"""A municipality of few extracts, for loads that are disturbed again and again: what lay there, and what is new tonight.

Belongs here: its landing before and after, and the settings of its loads. Does not belong here: disturbing them
(`tests.faults.disturbing`) or what must be true afterwards (`tests.faults.account`).
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sources.cbs.recorded_service import RecordedService
from sources.demo.generate import write_demo_landing
from tests.nightly.town import BROKEN, KEY, LATER_DAY, MAATREGELEN, WAITING, let_trouble_come, put_right
from tests.support.night import ROOT, Night, nightly

_BEFORE = (
    "ssd/GM0153_uitkeringen_20241231_01.csv",
    "ssd/GM0153_voorzieningen_20241231_01.csv",
    "ssd/GM0153_inkomenstoeslagen_20241231_01.csv",
    "kadera/GM0153_verblijf_20241231_01.xlsx",
    "leergeld/GM0153_kinderen_20241231_01.csv",
)
CORRECTION = "GM0153_uitkeringen_20241231_02.csv"
NEW = 8
"""How many deliveries are new tonight: one cut off, one with a row that is wrong and its correction, a correction of
what was loaded before, and four sound ones."""


@dataclass(frozen=True)
class Town:
    """`before` is its warehouse after the night before, `landing` what lies there tonight."""

    before: Path
    landing: Path
    cbs: str

    def variables(self) -> dict[str, str]:
        """The settings of tonight's load."""
        return _variables(self.landing, self.cbs)

    def home(self, target: Path) -> Path:
        """A warehouse of its own, as it was before tonight's load."""
        return Path(shutil.copytree(self.before, target, symlinks=True))


@contextmanager
def town_of_few(folder: Path) -> Iterator[Town]:
    """The town in this folder, loaded once; CBS answers as long as this lasts."""
    with RecordedService(ROOT / "sources" / "cbs" / "demo") as cbs:
        town = Town(folder / "before", folder / "landing", cbs.base_url)
        if not town.landing.exists():
            landings = _landings(folder)
            night = nightly(town.before, **_variables(landings, cbs.base_url))
            assert (night.published / "manifest.json").exists(), night.said
            _let_news_come(landings, town.landing)
        yield town


def undisturbed(town: Town, home: Path) -> Night:
    """Tonight's load as it goes when nothing is the matter."""
    return nightly(town.home(home), **town.variables())


def _variables(landing: Path, cbs: str) -> dict[str, str]:
    return {
        "DWH_LANDING": str(landing),
        "DWH_PSEUDONYM_KEY": KEY,
        "DWH_TODAY": LATER_DAY,
        "DWH_CBS_URL": cbs,
    }


def _landings(folder: Path) -> Path:
    """What lay there before: a few of the demo's extracts, with their times of arrival."""
    everything, landing = folder / "demo", folder / "landing_before"
    write_demo_landing(everything)
    for name in _BEFORE:
        (landing / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(everything / name, landing / name)
    shutil.rmtree(everything)
    return landing


def _let_news_come(before: Path, landing: Path) -> None:
    coming = landing.with_suffix(".part")
    shutil.copytree(before, coming)
    newest = coming / "ssd" / "GM0153_uitkeringen_20241231_01.csv"
    (coming / "ssd" / BROKEN).write_bytes(newest.read_bytes()[:-2000])
    header, first, *lines, _ = newest.read_bytes().splitlines()
    (coming / "ssd" / CORRECTION).write_bytes(b"\r\n".join([header, *lines, b"#EINDE;%d" % len(lines), b""]))
    assert first not in lines
    (coming / "gidso").mkdir()
    (coming / "gidso" / WAITING).write_bytes(MAATREGELEN)
    let_trouble_come(coming)
    put_right(coming)
    coming.rename(landing)
