"""Small numbers among what documents printed.

Belongs here: which printed figure may be repeated. Does not belong here: figures that were computed (`oordeel`).

That a number was printed once is no reason to print it again: whoever it is about did not agree to the first time.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from reporting.onderdrukking.model import Cijfersleutel, uitleg

PLANNEN = frozenset({"streefwaarde", "begroot", "begroot_primair", "begroot_na_wijziging", "raming"})
"""Measures of what should be: they are of no persons."""
_LOSSE_GEVALLEN = "waarneming"
_VERANDERING = "mutatie"


@dataclass(frozen=True)
class Gedrukt:
    """A row of mart_aansluiting. `drempel` is that of its indicator, None where it is not made of persons; `is_aantal`
    says that the indicator is a count."""

    levering_id: str
    rijnummer: int
    gemeente_code: str
    indicator_code: str
    definitie_versie: int | None
    maat: str
    uitsplitsing: str
    jaar: int | None
    gepubliceerd: float | None
    drempel: int | None
    is_aantal: bool

    @property
    def sleutel(self) -> tuple[str, int]:
        return (self.levering_id, self.rijnummer)


def zin_van_gedrukt(rij: Gedrukt, verborgen: Mapping[Cijfersleutel, str]) -> str | None:
    """Why a printed figure may not be shown; None when it may.

    `verborgen` holds the computed figures that are hidden. An observation of single cases has no number of persons
    beside it, so of an indicator made of persons none passes.
    """
    if rij.drempel is None or rij.maat in PLANNEN:
        return None
    te_klein = rij.is_aantal and rij.gepubliceerd is not None and abs(rij.gepubliceerd) < rij.drempel
    if rij.maat == _LOSSE_GEVALLEN or (te_klein and rij.maat != _VERANDERING):
        return uitleg(rij.drempel)
    if rij.definitie_versie is None or rij.jaar is None:
        return None
    jaren = (rij.jaar, rij.jaar - 1) if rij.maat == _VERANDERING else (rij.jaar,)
    sleutels = ((rij.gemeente_code, rij.indicator_code, rij.definitie_versie, rij.uitsplitsing, jaar) for jaar in jaren)
    return next((verborgen[sleutel] for sleutel in sleutels if sleutel in verborgen), None)
