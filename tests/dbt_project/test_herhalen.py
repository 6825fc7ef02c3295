"""Running again: what was counted stays counted, what is new is added, and a rebuild from scratch says the same."""

import shutil
from pathlib import Path
from typing import NamedTuple

import pytest

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


@pytest.fixture(scope="module")
def herhaald(tmp_path_factory: pytest.TempPathFactory) -> Herhaald:
    """With a project of its own, of which a definition can be changed."""
    folder = tmp_path_factory.mktemp("herhalen")
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


def test_new_deliveries_are_added_without_reading_the_old_ones_and_a_rebuild_says_the_same(herhaald: Herhaald) -> None:
    w = herhaald.wereld
    assert w.indicator(verhalen.HENGELO, "bijstand_uitkeringen", 2023, op="2023-12-06 00:00:00") == 1, (
        "counted before, kept since"
    )
    assert w.indicator(verhalen.ENSCHEDE, "bijstand_uitkeringen", 2024) == 4
    assert set(herhaald.eerst["fct_indicator"]) < set(herhaald.bijgewerkt["fct_indicator"])
    assert herhaald.opnieuw == herhaald.bijgewerkt


def test_a_changed_definition_is_counted_again_for_every_delivery(herhaald: Herhaald) -> None:
    w = herhaald.wereld
    assert w.indicator(verhalen.LOSSER, "jeugdhulp_zwaar_pct", 2024, versie=2) == 25.0

    codegroep = w.project / "seeds" / "indicatoren" / "codegroep.csv"
    codegroep.write_text(
        codegroep.read_text(encoding="utf-8") + "jeugdhulp_zwaar,versie_2,productcategorie,45\n", encoding="utf-8"
    )
    w.dbt(*ZONDER_TESTS, *(f"codegroep+,+{naam}" for naam in MARTS))
    assert w.indicator(verhalen.LOSSER, "jeugdhulp_zwaar_pct", 2024, versie=2) == 75.0
    assert w.indicator(verhalen.LOSSER, "jeugdhulp_zwaar_pct", 2024, versie=1) == 50.0
