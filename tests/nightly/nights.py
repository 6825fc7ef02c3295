"""Nights that go on beside the tests, in a process of their own, one after the other.

Belongs here: what each night is run on. Does not belong here: what must be true of it (the tests), and the nights of a
municipality of its own (`tests.nightly.town`).
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from orchestration.settings import Settings
from sources.cbs.recorded_service import RecordedService
from tests.support.night import ROOT, copy_home
from tests.support.night_here import NightHere, definitions_known, night_here
from tests.support.personal import personal_in, traces
from tests.support.reader import Seen, reading

# Which run built the figures, and which run the account of quality speaks of; without figures there is no answer.
WHICH_RUN = """
    SELECT (
        SELECT run_id FROM publicatie.domein WHERE domein = 'indicatoren' AND (SELECT count(*) FROM indicatoren.fct_indicator) > 200
    ), (SELECT arg_max(run_id, uitgevoerd_op) FROM kwaliteit.fct_controle)
"""
FAILING = "select * from a_table_that_is_not_there\n"


class Second(NamedTuple):
    """A night, what an analyst saw who kept asking while it was loading and publishing, and the night after it."""

    night: NightHere
    analyst: Seen
    quiet: NightHere


def second_night(demo_home: Path, folder: Path) -> Second:
    """The demo again, with nothing new in its landing. In the copy every file has another time, so the first night
    looks at all of them, and the next at none."""
    definitions_known(demo_home)
    home = copy_home(demo_home, folder / "home")
    with reading(home / "published" / "marts.duckdb", WHICH_RUN, folder / "enough", pause=0.02) as seen:
        night = night_here(home)
    return Second(night, seen, night_here(home))


def night_with_broken(models: Sequence[str], demo_home: Path, folder: Path) -> NightHere:
    """The demo again, with a dbt project in which these models fail."""
    definitions_known(demo_home)
    project = project_with(folder, **dict.fromkeys(models, FAILING))
    home = copy_home(demo_home, folder / "home")
    # Another project than the one that the set was built with: all of it is built.
    (home / "warehouse" / "gebouwd.json").unlink()
    return night_here(home, project)


def project_with(folder: Path, **models: str) -> Path:
    """A copy of the dbt project in which these models read as given."""
    project = Path(shutil.copytree(ROOT / "dbt_project", folder / "dbt_project"))
    for name, sql in models.items():
        (path,) = project.rglob(f"{name}.sql")
        path.write_text(sql, encoding="utf-8")
    return project


def night_on_an_empty_landing(demo_home: Path, folder: Path) -> NightHere:
    """A landing of one's own in which nothing lies; only CBS answers."""
    definitions_known(demo_home)
    (folder / "landing").mkdir()
    with RecordedService(ROOT / "sources" / "cbs" / "demo") as cbs:
        return night_here(
            folder / "home",
            DWH_LANDING=str(folder / "landing"),
            DWH_PSEUDONYM_KEY="een sleutel",
            DWH_TODAY="2025-02-10",
            DWH_CBS_URL=cbs.base_url,
        )


def persons_found(demo_home: Path) -> dict[str, set[str]]:
    """Per file that the demo's night wrote what it holds of a person in the demo's extracts, or of the demo's key."""
    return traces(demo_home, personal_in(demo_home / "landing", Settings.from_env({}).key))
