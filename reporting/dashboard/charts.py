"""Charts of a feed's deliveries: rows over time, and what was set apart or refused.

Belongs here: which deliveries are drawn, and what the drawing says in words. Does not belong here: what the charts look
like (`chart_shapes`) or what becomes of them on a page (`svg`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from reporting.dashboard import chart_shapes
from reporting.dashboard.rows import Levering
from reporting.site.notation import dag, getal, telling
from reporting.site.svg import tekening

IN_TREND, IN_GRAFIEK = 24, 36
"""How many deliveries a small chart and a large one look back."""

_PLEKKEN = 12
"""For how many deliveries a large chart has room at least."""

_NAMEN = 6
"""How many deliveries have their peildatum below the large chart. Enough to find one by; each text takes Vega 1 ms."""

_IN_WOORDEN = 5
"""How many deliveries with broken rows the words beside a chart name; the table has them all."""


@dataclass(frozen=True)
class Trend:
    """The two small charts of a row: rows loaded, and rows that did not get in; None where nothing is to be drawn."""

    rijen: Markup | None
    afgewezen: Markup | None


def trend(leveringen: Sequence[Levering]) -> Trend:
    """Of the last deliveries of a feed and municipality, given newest first; a replaced one is not shown."""
    reeks = [levering for levering in leveringen if levering.status in {"geladen", "afgekeurd"}][:IN_TREND][::-1]
    rijen = afgewezen = None
    if sum(levering.status == "geladen" for levering in reeks) > 1:
        rijen = tekening(chart_shapes.TREND_RIJEN, _punten(reeks), _verloop(reeks), "trend")
    if any(levering.rijen_quarantaine or levering.status == "afgekeurd" for levering in reeks):
        afgewezen = tekening(chart_shapes.TREND_AFGEWEZEN, _punten(reeks), _afwijzing(reeks), "trend")
    return Trend(rijen, afgewezen)


def grafiek(leveringen: Sequence[Levering], van_wie: str) -> Markup | None:
    """The large chart on the page of a feed; None for fewer than two deliveries."""
    reeks = [levering for levering in leveringen if levering.status != "wacht"][:IN_GRAFIEK][::-1]
    if len(reeks) < 2:
        return None
    apart = any(levering.rijen_quarantaine for levering in reeks if levering.status != "afgekeurd")
    vorm = chart_shapes.GRAFIEK_MET_APART if apart else chart_shapes.GRAFIEK
    woorden = f"{van_wie}: {_verloop(reeks)} {_afwijzing(reeks)} De tabel eronder heeft de getallen."
    return tekening(vorm, [*_punten(reeks), *_lege_plekken(len(reeks))], woorden, "grafiek")


def _punten(reeks: Sequence[Levering]) -> list[dict[str, Any]]:
    """A value per delivery, in the names of `chart_shapes`."""
    laatste = max((plek for plek, levering in enumerate(reeks) if levering.status == "geladen"), default=None)
    hoogste = max((levering.rijen_quarantaine for levering in reeks if levering.status != "afgekeurd"), default=0)
    stap = -(-len(reeks) // _NAMEN)
    return [
        {
            "plek": plek,
            "naam": _naam(levering) if (len(reeks) - 1 - plek) % stap == 0 else "",
            "rijen": levering.rijen_geladen,
            "apart": 0 if levering.status == "afgekeurd" else levering.rijen_quarantaine,
            "staaf": levering.rijen_quarantaine / max(1, hoogste) if levering.status != "afgekeurd" else 1,
            "status": levering.status,
            "laatste": plek == laatste,
        }
        for plek, levering in enumerate(reeks)
    ]


def _lege_plekken(gevuld: int) -> list[dict[str, Any]]:
    """Room for deliveries to come, so that the bars of a young feed are not as broad as the page."""
    leeg = {"naam": "", "rijen": 0, "apart": 0, "status": "", "laatste": False}
    return [{"plek": plek} | leeg for plek in range(gevuld, _PLEKKEN)]


def _naam(levering: Levering) -> str:
    return f"{dag(levering.peildatum)}{f' ({levering.volgnummer})' if levering.volgnummer > 1 else ''}"


def _verloop(reeks: Sequence[Levering]) -> str:
    goed = [levering.rijen_geladen for levering in reeks if levering.status == "geladen"]
    afgekeurd = sum(levering.status == "afgekeurd" for levering in reeks)
    woorden = telling(len(reeks), "levering", "leveringen")
    if len(goed) > 1:
        woorden += f", van {getal(goed[0])} naar {getal(goed[-1])} rijen"
        woorden += f", laagste {getal(min(goed))}, hoogste {getal(max(goed))}"
    return woorden + (f", {getal(afgekeurd)} afgekeurd." if afgekeurd else ".")


def _afwijzing(reeks: Sequence[Levering]) -> str:
    """The last deliveries that did not get in whole."""
    zinnen = [
        f"Peildatum {dag(levering.peildatum)}: "
        + (
            "afgekeurd."
            if levering.status == "afgekeurd"
            else f"{telling(levering.rijen_quarantaine, 'rij', 'rijen')} apart gezet."
        )
        for levering in reeks
        if levering.status == "afgekeurd" or levering.rijen_quarantaine
    ]
    return " ".join(zinnen[-_IN_WOORDEN:]) or "Geen rijen apart gezet."
