"""Drawings are made once, and made anew when what is drawn changes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from reporting.dashboard import chart_shapes
from reporting.site.drawn import Tekening, drawn, kept_drawings
from reporting.site.svg import tekening


class Counted:
    """Draws, and counts how often."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> Tekening:
        self.times += 1
        return "1", "2", f"<path d='{self.times}'/>"


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    return tmp_path / "tekeningen.json"


def test_what_was_drawn_before_is_not_drawn_again(kept: Path):
    draw = Counted()
    for _ in range(2):
        with kept_drawings(kept):
            assert drawn("a", draw) == drawn("a", draw)
    assert draw.times == 1


def test_something_else_is_drawn_and_what_nobody_uses_is_forgotten(kept: Path):
    draw = Counted()
    for what in ("a", "b", "a"):
        with kept_drawings(kept):
            drawn(what, draw)
    assert draw.times == 3
    assert len(json.loads(kept.read_text(encoding="utf-8"))) == 1


def test_without_a_place_to_keep_them_each_is_drawn():
    draw = Counted()
    assert (drawn("a", draw), drawn("a", draw)) == (("1", "2", "<path d='1'/>"), ("1", "2", "<path d='2'/>"))


def test_a_page_that_could_not_be_made_leaves_what_was_kept(kept: Path):
    with kept_drawings(kept):
        drawn("a", Counted())
    before = kept.read_bytes()

    def broken() -> Tekening:
        raise LookupError

    with pytest.raises(LookupError), kept_drawings(kept):
        drawn("b", broken)
    assert kept.read_bytes() == before


def test_a_chart_that_was_kept_is_the_chart(kept: Path):
    points = [
        {"plek": i, "rijen": n, "apart": 0, "staaf": 0, "status": "geladen", "laatste": i == 1}
        for i, n in enumerate((3, 5))
    ]
    charts = []
    for _ in range(2):
        with kept_drawings(kept):
            charts.append(tekening(chart_shapes.TREND_RIJEN, points, "van 3 naar 5", "trend"))
    assert charts[0] == charts[1] == tekening(chart_shapes.TREND_RIJEN, points, "van 3 naar 5", "trend")
