"""How much room hidden counts keep, when several sums are laid side by side.

Belongs here: what follows from all sums together. Does not belong here: what to hide because of it (`verberg`).

Two ways of reasoning, as each sees what the other does not: bounds (a count is not negative, a small one is below its
threshold, and a bound in one sum bounds the others in the next), and equations (as many as there are unknowns).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as Verzameling
from math import inf

import numpy as np

from reporting.onderdrukking.model import Som, Telling

_AFRONDING = 1e-6
_RONDEN = 50
"""Bounds that still move after so many rounds creep towards each other; what they have shown by then is enough."""


def zonder_ruimte(
    sommen: Sequence[Som],
    tellingen: Mapping[Telling, float],
    drempels: Mapping[Telling, float],
    klein: Verzameling[Telling],
    verborgen: Verzameling[Telling],
) -> set[Telling]:
    """The small counts of which a reader, who even knows which ones are small, can rule out a value below the
    threshold."""
    rijen = [som for som in sommen if not verborgen.isdisjoint(som.cellen)]
    grenzen = _grenzen(rijen, tellingen, drempels, klein, verborgen)
    ingeperkt = {
        cel
        for cel in klein & grenzen.keys()
        if grenzen[cel][0] > _AFRONDING or grenzen[cel][1] < drempels[cel] - 1 - _AFRONDING
    }
    return ingeperkt | (_opgelost(rijen, verborgen) & klein)


def _grenzen(
    sommen: Sequence[Som],
    tellingen: Mapping[Telling, float],
    drempels: Mapping[Telling, float],
    klein: Verzameling[Telling],
    verborgen: Verzameling[Telling],
) -> dict[Telling, tuple[float, float]]:
    """The lowest and highest value that each count can have."""
    grenzen: dict[Telling, tuple[float, float]] = {}
    for cel in {cel for som in sommen for cel in som.cellen}:
        if cel not in verborgen:
            grenzen[cel] = (tellingen[cel], tellingen[cel])
        elif cel in klein:
            grenzen[cel] = (0.0, max(drempels[cel] - 1, tellingen[cel]))
        else:
            grenzen[cel] = (drempels.get(cel, 0.0), inf)
    for _ in range(_RONDEN):
        voor = dict(grenzen)
        for som in sommen:
            _versmal(som, grenzen)
        if voor == grenzen:
            break
    return grenzen


def _versmal(som: Som, grenzen: dict[Telling, tuple[float, float]]) -> None:
    """Narrow the bounds of a total and its parts by each other."""
    laag, hoog = (sum(grenzen[deel][kant] for deel in som.delen) for kant in (0, 1))
    grenzen[som.totaal] = (max(grenzen[som.totaal][0], laag), min(grenzen[som.totaal][1], hoog))
    for deel in som.delen:
        overig = [grenzen[ander] for ander in som.delen if ander != deel]
        meest, minst = sum(hoogste for _, hoogste in overig), sum(laagste for laagste, _ in overig)
        onder = grenzen[som.totaal][0] - meest
        grenzen[deel] = (max(grenzen[deel][0], onder), min(grenzen[deel][1], grenzen[som.totaal][1] - minst))


def _opgelost(sommen: Sequence[Som], verborgen: Verzameling[Telling]) -> set[Telling]:
    """The hidden counts that the sums determine as equations do."""
    onbekend = sorted({cel for som in sommen for cel in som.cellen if cel in verborgen})
    if not onbekend:
        return set()
    plaats = {cel: nummer for nummer, cel in enumerate(onbekend)}
    stelsel = np.zeros((len(sommen), len(onbekend)))
    for nummer, som in enumerate(sommen):
        for cel in verborgen & set(som.cellen):
            stelsel[nummer, plaats[cel]] = 1.0 if cel == som.totaal else -1.0
    _, waarden, richtingen = np.linalg.svd(stelsel)
    rang = int((waarden > _AFRONDING).sum())
    ruimte = np.abs(richtingen[rang:]).max(axis=0, initial=0.0)
    return {cel for cel in onbekend if ruimte[plaats[cel]] <= _AFRONDING}
