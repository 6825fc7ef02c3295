"""What may be shown of every figure.

Belongs here: putting counts and rule together over all figures, with their history. Does not belong here: reading
tables (`lezen`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from reporting.onderdrukking.model import (
    STANDAARD_DREMPEL,
    Cijfer,
    Cijfersleutel,
    Component,
    Formule,
    Telling,
    Versie,
    uitleg,
)
from reporting.onderdrukking.tellingen import Opbouw, opbouw, stand
from reporting.onderdrukking.verberg import verberg


@dataclass(frozen=True)
class Getoond:
    """What a reader may see of a row of fct_indicator; where a number is hidden, the sentence that says why."""

    waarde: float | None
    teller: float | None
    noemer: float | None
    waarde_onderdrukt: str | None = None
    teller_onderdrukt: str | None = None
    noemer_onderdrukt: str | None = None


@dataclass(frozen=True)
class Oordeel:
    """What may be shown, per row of fct_indicator (key and bekend_vanaf) and per component that is hidden."""

    rijen: Mapping[tuple[Cijfersleutel, datetime], Getoond]
    componenten: Mapping[Telling, str]


def beoordeel(
    cijfers: Iterable[Cijfer],
    drempels: Mapping[Versie, int | None],
    formules: Iterable[Formule] = (),
    componenten: Iterable[Component] = (),
) -> Oordeel:
    """Judge all figures.

    `drempels` holds per version the threshold in counts, None where the figure is not made of persons; a version that
    is not in it gets the standard policy. All rows that a reader can lay side by side must be given at once: history
    too, as each moment at which something became known is judged by itself.
    """
    rijen = list(cijfers)
    grens = {c.versie: drempels.get(c.versie, STANDAARD_DREMPEL) for c in rijen}
    per_versie: dict[tuple[Versie, str], list[Formule]] = defaultdict(list)
    for formule in formules:
        per_versie[formule.versie, formule.uitsplitsing].append(formule)
    bouw = {(c.sleutel, c.bekend_vanaf): opbouw(c, per_versie) for c in rijen}
    verborgen = _verborgen(rijen, bouw, list(componenten), grens)
    getoond = {
        (c.sleutel, c.bekend_vanaf): _getoond(
            c, bouw[c.sleutel, c.bekend_vanaf], verborgen[c.sleutel, c.bekend_vanaf], grens[c.versie]
        )
        for c in rijen
    }
    return Oordeel(getoond, _componenten(rijen, bouw, verborgen, grens))


def _verborgen(
    rijen: list[Cijfer],
    bouw: Mapping[tuple[Cijfersleutel, datetime], Opbouw],
    componenten: list[Component],
    grens: Mapping[Versie, int | None],
) -> dict[tuple[Cijfersleutel, datetime], set[Telling]]:
    """The hidden counts at any of the moments that a row holds."""
    rijen_van: dict[tuple[str, int], list[Cijfer]] = defaultdict(list)
    componenten_van: dict[tuple[str, int], list[Component]] = defaultdict(list)
    for cijfer in rijen:
        rijen_van[cijfer.gemeente_code, cijfer.jaar].append(cijfer)
    for component in componenten:
        componenten_van[component.telling[0], component.telling[3]].append(component)
    verborgen: dict[tuple[Cijfersleutel, datetime], set[Telling]] = defaultdict(set)
    for groep, van_groep in rijen_van.items():
        for moment in sorted({c.bekend_vanaf for c in van_groep}):
            geldig = [c for c in van_groep if _geldt(c, moment)]
            bekend = [c for c in componenten_van[groep] if _geldt(c, moment)]
            nu = stand(((c, bouw[c.sleutel, c.bekend_vanaf]) for c in geldig), bekend, grens)
            weg = verberg(nu.tellingen, nu.drempels, nu.sommen, nu.ongepubliceerd)
            for cijfer in geldig if weg else ():
                verborgen[cijfer.sleutel, cijfer.bekend_vanaf] |= weg
    for cijfer in rijen:
        verborgen.setdefault((cijfer.sleutel, cijfer.bekend_vanaf), set())
    return verborgen


def _geldt(rij: Cijfer | Component, moment: datetime) -> bool:
    return rij.bekend_vanaf <= moment and (rij.bekend_tot is None or rij.bekend_tot > moment)


def _getoond(cijfer: Cijfer, bouw: Opbouw, verborgen: set[Telling], drempel: int | None) -> Getoond:
    weg = verborgen.intersection(bouw.alle)
    if not weg:
        return Getoond(cijfer.waarde, cijfer.teller, cijfer.noemer)
    zin = uitleg(STANDAARD_DREMPEL if drempel is None else drempel)
    # A sum of days of a few people points at them as much as their mean does.
    teller_weg = bouw.teller is None or bouw.teller in weg or (bouw.gemiddelde and bouw.noemer in weg)
    noemer_weg = bouw.noemer in weg
    return Getoond(
        None,
        None if teller_weg else cijfer.teller,
        None if noemer_weg else cijfer.noemer,
        None if cijfer.waarde is None else zin,
        zin if teller_weg and cijfer.teller is not None else None,
        zin if noemer_weg and cijfer.noemer is not None else None,
    )


def _componenten(
    rijen: list[Cijfer],
    bouw: Mapping[tuple[Cijfersleutel, datetime], Opbouw],
    verborgen: Mapping[tuple[Cijfersleutel, datetime], set[Telling]],
    grens: Mapping[Versie, int | None],
) -> dict[Telling, str]:
    """Every component that a figure hides, whenever: history shows one and the same count more than once."""
    zinnen: dict[Telling, str] = {}
    for cijfer in rijen:
        van_rij = bouw[cijfer.sleutel, cijfer.bekend_vanaf]
        weg = verborgen[cijfer.sleutel, cijfer.bekend_vanaf].intersection(van_rij.alle)
        if van_rij.gemiddelde and van_rij.noemer in weg and van_rij.teller:
            weg.add(van_rij.teller)
        zin = uitleg(grens[cijfer.versie] or STANDAARD_DREMPEL)
        zinnen.update(dict.fromkeys(weg, zin))
    return zinnen
