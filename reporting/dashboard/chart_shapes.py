"""What the charts look like, as Vega-Lite without data.

Belongs here: marks, scales and axes. Does not belong here: the deliveries (`charts`). A point has `plek` (its place in
the row of deliveries), `naam` (empty where there is no room for it), `rijen`, `apart` (none of a delivery that was
refused: all its rows would hide the few of the others), `staaf` (`apart` as a share of the most that is shown, 1 for a
refused delivery), `status` and `laatste`. Colours are the custom properties of the stylesheet, so that one drawing
serves light, dark and print; a refused delivery also has a shape of its own.
"""

from __future__ import annotations

from typing import Any

Vorm = dict[str, Any]

_BREED, _HOOG, _GROOT_BREED = 104, 26, 860
_KRUIS = "M-0.7,-0.7L0.7,0.7M-0.7,0.7L0.7,-0.7"
_GELADEN = [{"filter": "datum.status == 'geladen'"}]
_AFGEKEURD = [{"filter": "datum.status == 'afgekeurd'"}]

_KLEIN: Vorm = {
    "width": _BREED,
    "height": _HOOG,
    "padding": 3,
    "autosize": "none",
    "config": {"view": {"stroke": None}, "aria": False},
}
_PLEK: Vorm = {"field": "plek", "type": "quantitative", "axis": None, "scale": {"nice": False, "zero": False}}
_RIJEN: Vorm = {"field": "rijen", "type": "quantitative", "axis": None, "scale": {"zero": True, "nice": False}}


def _naar_status(afgekeurd: str, vervangen: str, anders: str) -> Vorm:
    return {
        "condition": [
            {"test": "datum.status == 'afgekeurd'", "value": afgekeurd},
            {"test": "datum.status == 'vervangen'", "value": vervangen},
        ],
        "value": anders,
    }


TREND_RIJEN: Vorm = _KLEIN | {
    "encoding": {"x": _PLEK},
    "layer": [
        {
            "transform": _GELADEN,
            "mark": {"type": "line", "stroke": "var(--lijn)", "strokeWidth": 1.75},
            "encoding": {"y": _RIJEN},
        },
        {
            "transform": [{"filter": "datum.laatste"}],
            "mark": {"type": "point", "filled": True, "fill": "var(--lijn)", "size": 24, "opacity": 1},
            "encoding": {"y": _RIJEN},
        },
        {
            "transform": _AFGEKEURD,
            "mark": {"type": "point", "shape": _KRUIS, "stroke": "var(--kapot)", "size": 40, "opacity": 1},
            "encoding": {"y": {"value": _HOOG - 3}},
        },
    ],
}
"""Rows loaded as a line, a dot on what is in use, a cross at the foot where a delivery was refused."""

TREND_AFGEWEZEN: Vorm = _KLEIN | {
    "encoding": {
        "x": {"field": "plek", "type": "ordinal", "axis": None, "scale": {"paddingInner": 0.3}},
        "y": {"field": "staaf", "type": "quantitative", "axis": None, "scale": {"domain": [0, 1]}},
    },
    "layer": [
        {
            "mark": {"type": "bar", "strokeWidth": 1.25},
            "encoding": {
                "fill": _naar_status("none", "none", "var(--deels)"),
                "stroke": _naar_status("var(--kapot)", "none", "none"),
            },
        },
        {
            "data": {"values": [{}]},
            "mark": {"type": "rule", "stroke": "var(--rand-sterk)", "strokeWidth": 0.75},
            "encoding": {"x": {"value": 0}, "x2": {"value": _BREED}, "y": {"value": _HOOG}},
        },
    ],
}
"""Rows set apart as bars; a refused delivery is a hollow bar of full height, since it may have had no rows at all."""

_X: Vorm = {
    "field": "plek",
    "type": "ordinal",
    "scale": {"paddingInner": 0.35, "paddingOuter": 0.2},
    "axis": {"title": None, "ticks": False, "labels": False},
}
_Y: Vorm = {"title": None, "format": ",d", "tickMinStep": 1, "tickCount": 3, "domain": False, "ticks": False}
_GROOT: Vorm = {"view": {"stroke": None}, "aria": False} | {
    "axis": {
        "labelColor": "var(--grijs)",
        "domainColor": "var(--rand-sterk)",
        "gridColor": "var(--rand)",
        "labelFontSize": 12,
        "labelPadding": 6,
    }
}


_RIJEN_PER_LEVERING: Vorm = {
    "width": _GROOT_BREED,
    "height": 140,
    "encoding": {"x": _X},
    "layer": [
        {
            "mark": {"type": "bar", "strokeWidth": 1.5},
            "encoding": {
                "y": {"field": "rijen", "type": "quantitative", "axis": _Y},
                "fill": _naar_status("none", "none", "var(--staaf)"),
                "stroke": _naar_status("none", "var(--staaf)", "none"),
            },
        },
        {
            "mark": {"type": "point", "shape": _KRUIS, "size": 110, "strokeWidth": 2.5, "opacity": 1},
            "encoding": {"y": {"value": 130}, "stroke": _naar_status("var(--kapot)", "none", "none")},
        },
        {
            "mark": {"type": "text", "fill": "var(--grijs)", "fontSize": 12, "align": "center", "baseline": "top"},
            "encoding": {"y": {"value": 147}, "text": {"field": "naam"}},
        },
    ],
}
_APART_PER_LEVERING: Vorm = {
    "width": _GROOT_BREED,
    "height": 64,
    "mark": {"type": "bar", "strokeWidth": 1.5},
    "encoding": {
        "x": _X,
        "y": {"field": "apart", "type": "quantitative", "axis": _Y | {"tickCount": 2}},
        "fill": _naar_status("none", "none", "var(--deels)"),
        "stroke": _naar_status("none", "var(--deels)", "none"),
    },
}

GRAFIEK: Vorm = {"config": _GROOT, **_RIJEN_PER_LEVERING}
"""Rows of each delivery: filled what counts, hollow what was replaced, a cross what was refused."""

GRAFIEK_MET_APART: Vorm = {
    "config": _GROOT | {"concat": {"spacing": 22}},
    "vconcat": [_RIJEN_PER_LEVERING, _APART_PER_LEVERING],
}
"""The same, and below it the rows that were set apart, on a scale of their own: few of many would not be seen."""
