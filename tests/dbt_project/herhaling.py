"""A world that is built again and again, beside the tests (`tests/conftest.py`).

Belongs here: what is done to it, and what its marts said each time. Does not belong here: what must hold of that
(`test_herhalen.py`).
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import NamedTuple

from tests.dbt_project import verhalen
from tests.dbt_project.wereld import PROJECT, Wereld

MARTS = (
    "fct_component", "fct_indicator", "fct_streefwaarde", "fct_actie", "mart_indicatorscore", "mart_vergelijking",
    "mart_aansluiting",
)  # fmt: skip
# What is looked at here and all that it is made of, without dbt's own tests: those ran on the shared world.
ZONDER_TESTS = ("build", "--resource-type", "seed", "--resource-type", "model", "--select")
BOUW = (*ZONDER_TESTS, *(f"+{naam}" for naam in MARTS))
Marts = dict[str, list[tuple[object, ...]]]


def marts(w: Wereld) -> Marts:
    """Every mart, row by row."""
    return {naam: w.vraag(f"select * from indicatoren.{naam} order by all") for naam in MARTS}


class Herhaald(NamedTuple):
    """A world that was built three times, and its marts after each: of the first deliveries, with more beside them, and
    all over again. One of the first was out of reach the second time."""

    wereld: Wereld
    eerst: Marts
    bijgewerkt: Marts
    opnieuw: Marts


def herhaalde_wereld(folder: Path) -> Herhaald:
    """With a project of its own, of which a definition can be changed."""
    w = Wereld(folder / "home", Path(shutil.copytree(PROJECT, folder / "project")))
    for verhaal in (
        verhalen.definitief, verhalen.werk, verhalen.opvang, verhalen.zorg_en_jeugd, verhalen.cbs, verhalen.opgaven,
        verhalen.vrouwenopvang_en_leergeld, verhalen.documenten,
    ):  # fmt: skip
        verhaal(w)
    w.dbt(*BOUW)
    eerst = marts(w)

    oud = w.raw("ssd", "uitkeringen", w.leveringen[0][0])
    bewaard = oud.rename(oud.with_suffix(".weg"))
    verhalen.correctie(w)
    verhalen.door_elkaar(w)
    w.dbt(*BOUW)
    bijgewerkt = marts(w)

    bewaard.rename(oud)
    w.dbt(*BOUW, "--full-refresh")
    return Herhaald(w, eerst, bijgewerkt, marts(w))
