"""The small world of all stories, which is built beside the tests (`tests/conftest.py`).

Belongs here: which stories are told in it. Does not belong here: the stories.
"""

from __future__ import annotations

from pathlib import Path

from tests.dbt_project import verhalen, verhalen_begroting, verhalen_iv3
from tests.dbt_project.wereld import Wereld


def gebouwde_wereld(home: Path) -> Wereld:
    """All stories together, built with everything dbt has (seeds, unit tests, models, data tests)."""
    wereld = Wereld(home)
    verhalen.alle(wereld)
    verhalen_begroting.alle(wereld)
    verhalen_iv3.alle(wereld)
    wereld.dbt("build")
    return wereld
