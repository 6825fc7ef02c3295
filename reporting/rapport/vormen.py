"""What the charts of a series look like, as Vega-Lite without data.

Belongs here: marks, scales and axes. Does not belong here: the figures (`grafieken`). A point has `soort` (nieuw, oud,
groep, streef or breuk), `jaar`, `waarde`, `tekst` (empty where there is no room for it) and `deel` (a new one after
each break, so that no line runs across it). Colours are the custom properties of the stylesheet; every kind also has a
shape or a dash of its own.
"""

from __future__ import annotations

from typing import Any

Vorm = dict[str, Any]

_RUIT = "M0,-1L0.8,0L0,1L-0.8,0Z"

_AS: Vorm = {
    "labelColor": "var(--grijs)",
    "domainColor": "var(--rand-sterk)",
    "gridColor": "var(--rand)",
    "tickColor": "var(--rand-sterk)",
    "labelFontSize": 12,
    "labelPadding": 6,
}
_X: Vorm = {
    "field": "jaar",
    "type": "quantitative",
    "scale": {"zero": False, "nice": False, "padding": 22},
    "axis": {"title": None, "format": "d", "tickMinStep": 1, "grid": False},
}
_Y: Vorm = {
    "field": "waarde",
    "type": "quantitative",
    "scale": {"zero": False, "nice": True, "padding": 12},
    "axis": {"title": None, "format": ",~f", "tickCount": 4, "domain": False, "ticks": False},
}


def _van(soort: str) -> list[Vorm]:
    return [{"filter": f"datum.soort == '{soort}'"}]


def _lijn(soort: str, kleur: str, **streep: Any) -> Vorm:
    return {
        "transform": _van(soort),
        "mark": {"type": "line", "stroke": kleur, "strokeWidth": 2.25, **streep},
        "encoding": {"x": _X, "y": _Y, "detail": {"field": "deel"}},
    }


def _punten(soort: str, mark: Vorm) -> Vorm:
    return {
        "transform": _van(soort),
        "mark": {"type": "point", "opacity": 1, **mark},
        "encoding": {"x": _X, "y": _Y},
    }


def _getallen(soort: str, kleur: str, boven: int) -> Vorm:
    return {
        "transform": [{"filter": f"datum.soort == '{soort}' && datum.tekst != ''"}],
        "mark": {"type": "text", "dy": boven, "fontSize": 12, "fill": kleur},
        "encoding": {"x": _X, "y": _Y, "text": {"field": "tekst"}},
    }


def _reeks(breed: int, hoog: int) -> Vorm:
    return {
        "width": breed,
        "height": hoog,
        "config": {"view": {"stroke": None}, "aria": False, "axis": _AS},
        "layer": [
            {
                "transform": _van("breuk"),
                "mark": {"type": "rule", "stroke": "var(--te_laat)", "strokeWidth": 1.5, "strokeDash": [2, 3]},
                "encoding": {"x": _X},
            },
            _lijn("groep", "var(--grijs)", strokeDash=[1, 4]),
            _lijn("oud", "var(--staaf)", strokeDash=[6, 4]),
            _lijn("nieuw", "var(--lijn)"),
            _punten("groep", {"shape": "square", "size": 34, "strokeWidth": 1.5, "stroke": "var(--grijs)"}),
            _punten("oud", {"size": 36, "strokeWidth": 2, "stroke": "var(--staaf)", "fill": "var(--vlak)"}),
            _punten("nieuw", {"filled": True, "size": 52, "fill": "var(--lijn)"}),
            _punten("streef", {"shape": _RUIT, "size": 90, "strokeWidth": 2, "stroke": "var(--accent)"}),
            _getallen("nieuw", "var(--inkt)", -13),
            _getallen("streef", "var(--accent)", 17),
        ],
    }


REEKS: Vorm = _reeks(720, 230)
"""The series of an indicator: line and dots, the older method dashed, targets as diamonds, breaks as dotted rules."""

KLEIN: Vorm = _reeks(300, 120)
"""The same for one breakdown, small enough to stand beside the others."""
