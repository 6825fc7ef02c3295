"""Nights in this very process, for tests that need many or must reach inside. They save the seconds that a process of its own costs.

Belongs here: giving the load the environment it would have had, and taking it away again. Does not belong here: what is true of the command itself
(`tests.support.night`).
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from tests.support.night import Record, ask, environment

if TYPE_CHECKING:
    from dagster import Definitions

    from orchestration.nightly import Verloop


@contextmanager
def surroundings(home: Path, **variables: str) -> Iterator[None]:
    """Within it the environment is that of a command on this home; afterwards it is as it was."""
    before = dict(os.environ)
    os.environ.clear()
    os.environ.update(environment(home, **variables))
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


@dataclass(frozen=True)
class NightHere:
    """One night: how it went and the summary that would have been printed."""

    home: Path
    verloop: Verloop
    summary: str
    published: Path

    @property
    def status(self) -> int:
        return self.verloop.status

    def ask(self, sql: str) -> list[Record]:
        """Rows of the marts that this night published."""
        return ask(self.published, sql)


def definitions_known(demo_home: Path) -> Definitions:
    """What Dagster knows, imported once in a process; dbt's manifest is the one that the demo's night already made."""
    with TemporaryDirectory() as folder:
        home = Path(folder)
        shutil.copytree(demo_home / "warehouse" / "dbt", home / "warehouse" / "dbt")
        with surroundings(home):
            from orchestration.definitions import defs
    return defs


def night_here(home: Path, project: Path | None = None, **variables: str) -> NightHere:
    """One whole night, which does not wait between two attempts at a service that is down; with another dbt project of
    the same models, where one is given."""
    with surroundings(home, **variables):
        from orchestration import definitions, nightly
        from orchestration.settings import Settings
        from orchestration.summary import lines

        as_it_is = definitions.defs
        definitions.defs = _changed(as_it_is, project)
        try:
            verloop = nightly.run_nightly(Settings.from_env())
        finally:
            definitions.defs = as_it_is
    return NightHere(home, verloop, "\n".join(lines(verloop)), (home / "published").resolve())


def _changed(defs: Definitions, project: Path | None) -> Definitions:
    from dagster import Definitions

    from orchestration.dbt_assets import Dbt
    from orchestration.feeds import LoadResource

    changed = {"load": LoadResource(harvest_retry_wait=0)} | ({"dbt": Dbt(project_dir=str(project))} if project else {})
    return Definitions(
        assets=defs.assets,
        asset_checks=defs.asset_checks,
        jobs=defs.jobs,
        resources=dict(defs.resources or {}) | changed,
    )
