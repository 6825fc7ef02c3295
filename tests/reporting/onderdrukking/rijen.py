"""Rows to judge, with as few words as possible."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from reporting.onderdrukking.model import Cijfer, Formule

VANAF = datetime(2025, 1, 1)


def cijfer(
    waarde: float | None, uitsplitsing: str = "totaal", *, teller: float | None = None, code: str = "i", **meer: Any
) -> Cijfer:
    velden: dict[str, Any] = {
        "gemeente_code": "GM1", "indicator_code": code, "definitie_versie": 1, "jaar": 2024, "noemer": None,
        "eenheid": "kinderen", "bekend_vanaf": VANAF,
    }  # fmt: skip
    return Cijfer(
        waarde=waarde, teller=waarde if teller is None else teller, uitsplitsing=uitsplitsing, **velden | meer
    )


def aandeel(teller: float, noemer: float, uitsplitsing: str = "totaal", **meer: Any) -> Cijfer:
    waarde = teller / noemer * 100 if noemer else None
    return cijfer(waarde, uitsplitsing, teller=teller, **{"code": "pct", "noemer": noemer, "eenheid": "%"} | meer)


def formule(code: str, teller: str, noemer: str | None = None, uitsplitsing: str = "totaal", **meer: Any) -> Formule:
    """Components are written as `component.uitsplitsing`."""
    van, _, deel = teller.partition(".")
    onder = tuple(noemer.split(".")) if noemer else None
    return Formule((code, 1), uitsplitsing, (van, deel), onder, **meer)  # type: ignore[arg-type]
