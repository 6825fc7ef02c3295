"""Which counts stay hidden, when some are too small and sums tie them together.

Belongs here: the rule, over counts and sums of any kind. Does not belong here: which counts and sums a figure has
(`tellingen`).

A count below its threshold is hidden. In every sum that it is part of another count is hidden with it, until a reader
who knows everything that is shown, that counts are not negative, and even which of the hidden ones are the small ones,
still holds every value below the threshold possible. The next to hide follows from the order of the parts, never from
their size: a choice by size says something about what was chosen.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from reporting.onderdrukking.model import Som, Telling
from reporting.onderdrukking.ruimte import zonder_ruimte


def verberg(
    tellingen: Mapping[Telling, float],
    drempels: Mapping[Telling, float],
    sommen: Sequence[Som],
    ongepubliceerd: Collection[Telling] = (),
) -> frozenset[Telling]:
    """The counts that may not be shown.

    `drempels` holds the threshold per count (a count without one is of no persons, and is hidden only where it would
    give another away); `ongepubliceerd` the counts that stand in no table, but follow from a sum. Every count of a sum
    is in `tellingen`.
    """
    klein = {t for t, waarde in tellingen.items() if t in drempels and waarde < drempels[t]}
    verborgen = set(klein)
    if not klein:
        return frozenset()
    zoek_verder = True
    while zoek_verder:
        aantal = len(verborgen)
        for som in sommen:
            _bescherm(som, tellingen, drempels, klein, verborgen, ongepubliceerd)
        if len(verborgen) == aantal:
            _verruim(sommen, verborgen, zonder_ruimte(sommen, tellingen, drempels, klein, verborgen), ongepubliceerd)
        zoek_verder = len(verborgen) > aantal
    return frozenset(verborgen)


def _verruim(
    sommen: Sequence[Som], verborgen: set[Telling], te_krap: set[Telling], ongepubliceerd: Collection[Telling]
) -> None:
    """Hide one more count for every sum around those that are too narrow; the nearest sum that still shows anything."""
    geraakt = set(te_krap)
    while geraakt:
        om_heen = [som for som in sommen if geraakt.intersection(som.cellen)]
        volgende = {
            _volgorde(som, verborgen, ongepubliceerd)[0] for som in om_heen if not verborgen.issuperset(som.cellen)
        }
        breder = {cel for som in om_heen for cel in som.cellen}
        if volgende or breder == geraakt:
            verborgen.update(volgende)
            return
        geraakt = breder


def _bescherm(
    som: Som,
    tellingen: Mapping[Telling, float],
    drempels: Mapping[Telling, float],
    klein: Collection[Telling],
    verborgen: set[Telling],
    ongepubliceerd: Collection[Telling],
) -> None:
    """Hide more of a sum until what is hidden in it cannot be computed."""
    if not verborgen.intersection(som.cellen):
        return
    for volgende in _volgorde(som, verborgen, ongepubliceerd):
        if _veilig(som, tellingen, drempels, klein, verborgen):
            return
        verborgen.add(volgende)


def _volgorde(som: Som, verborgen: Collection[Telling], ongepubliceerd: Collection[Telling]) -> list[Telling]:
    """What could be hidden next: first what is not shown anyway, then the parts after the one that is hidden, the total
    last."""
    begin = next((plaats for plaats, deel in enumerate(som.delen) if deel in verborgen), 0)
    delen = (*som.delen[begin:], *som.delen[:begin])
    over = [deel for deel in (*delen, som.totaal) if deel not in verborgen]
    return sorted(over, key=lambda telling: telling not in ongepubliceerd)


def _veilig(
    som: Som,
    tellingen: Mapping[Telling, float],
    drempels: Mapping[Telling, float],
    klein: Collection[Telling],
    verborgen: Collection[Telling],
) -> bool:
    """Whether the small counts of a sum may have every value below the threshold, as far as this sum says."""
    delen = [deel for deel in som.delen if deel in verborgen]
    if som.totaal in verborgen:
        return bool(delen)
    drempel = max((drempels.get(cel, 0) for cel in som.cellen), default=0)
    aantal_klein = sum(deel in klein for deel in delen)
    andere = len(delen) - aantal_klein
    nodig = andere * drempel + max(1, aantal_klein) * (drempel - 1)
    return len(delen) > 1 and andere > 0 and sum(tellingen[deel] for deel in delen) >= nodig
