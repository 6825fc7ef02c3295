"""Running again: what was counted stays counted, what is new is added, and a rebuild from scratch says the same."""

from __future__ import annotations

from concurrent.futures import Future

import pytest

from tests.dbt_project import verhalen
from tests.dbt_project.herhaling import MARTS, ZONDER_TESTS, Herhaald


@pytest.fixture(scope="module")
def herhaald(herhaald_under_way: Future[Herhaald]) -> Herhaald:
    return herhaald_under_way.result()


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
