"""The charts: what is drawn, what is not, and what they say to who cannot see them."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from reporting.dashboard.charts import grafiek, trend
from reporting.dashboard.rows import Levering
from tests.reporting.published import delivery, month_ends


def deliveries(*changes: dict[str, Any]) -> list[Levering]:
    """A delivery per month, newest first, as given."""
    days = month_ends(date(2025, 2, 28), len(changes))
    return [
        Levering(**delivery("ssd", "uitkeringen", day, 6500) | {"reden": None} | of)
        for day, of in zip(days, changes, strict=True)
    ]


REFUSED = {"status": "afgekeurd", "rijen_geladen": 0, "rijen_quarantaine": 6500}
PARTLY = {"rijen_geladen": 6490, "rijen_quarantaine": 10}


def count(drawing: str | None, colour: str) -> int:
    return (drawing or "").count(f"var(--{colour})")


def test_one_delivery_is_no_trend_and_sound_ones_have_nothing_refused():
    assert (trend(deliveries({})).rijen, grafiek(deliveries({}), "x"), grafiek([], "x")) == (None, None, None)
    assert trend(deliveries({}, {})).rijen is not None
    assert trend(deliveries({}, {})).afgewezen is None


def test_a_refused_delivery_is_a_cross_and_a_hollow_bar_also_when_it_has_no_rows():
    drawn = trend(deliveries({"status": "afgekeurd", "rijen_geladen": 0}, {}, {}))
    assert count(drawn.rijen, "kapot") == 1
    assert count(drawn.afgewezen, "kapot") == 1
    assert 'fill="none" stroke="var(--kapot)"' in drawn.afgewezen


def test_a_bar_stands_for_each_delivery_with_rows_set_apart_and_for_no_other():
    assert count(trend(deliveries(PARTLY, {}, PARTLY, {}, {})).afgewezen, "deels") == 2


def test_what_was_replaced_is_hollow_in_the_large_chart_and_absent_in_the_small_ones():
    replaced = {"status": "vervangen", "rijen_geladen": 10, "rijen_quarantaine": 0}
    assert "laagste 6.500" in trend(deliveries({}, replaced, {})).rijen
    assert grafiek(deliveries({}, replaced, {}), "x").count('fill="none" stroke="var(--staaf)"') == 1


def test_what_waits_is_not_drawn():
    assert "2 leveringen" in grafiek(deliveries({"status": "wacht"}, {}, {}), "x")


def test_few_broken_rows_are_seen_beside_a_delivery_that_was_refused():
    drawn = grafiek(deliveries(REFUSED, PARTLY, {}), "x")
    (height,) = [
        float(found)
        for found in re.findall(r'd="M[\d.]+,[\d.]+h[\d.]+v([\d.]+)h-[\d.]+Z" fill="var\(--deels\)"', drawn)
    ]
    assert height > 60


def test_the_words_and_the_numbers_are_dutch():
    drawn = grafiek(deliveries(PARTLY, REFUSED, {}), "Uitkeringen, Enschede")
    assert 'aria-label="Uitkeringen, Enschede: 3 leveringen, van 6.500 naar 6.490 rijen' in drawn
    assert "Peildatum 31-01-2025: afgekeurd. Peildatum 28-02-2025: 10 rijen apart gezet." in drawn
    assert ">6.000</text>" in drawn


def test_a_name_cannot_end_the_words():
    assert 'aria-label="&#34;&gt;&lt;b&gt;: ' in grafiek(deliveries({}, {}), '"><b>')


def test_a_drawing_is_small_and_has_nothing_that_a_page_could_trip_over():
    small = trend(deliveries(*[PARTLY] * 40)).rijen
    large = grafiek(deliveries(*[PARTLY] * 60), "x")
    assert len(small) < 1_500
    assert len(large) < 15_000
    for drawn in (small, large):
        inner = drawn.split(">", 1)[1]
        assert not re.search(r"\b(id|class|style|href|font-family|xmlns)=", inner)
        assert "http" not in drawn
