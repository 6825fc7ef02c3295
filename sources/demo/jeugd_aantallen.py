"""How many youth records of each kind there must be, so that the printed totals come out.

Belongs here: the arithmetic from target figures to counts per kind and year. Does not belong here: the records
(`sources.demo.jeugd`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sources.demo.tijd import JAREN

if TYPE_CHECKING:
    from sources.demo.doelcijfers import Doelcijfers

_GGZ_MET_VERBLIJF = 38
_EXTRA_VERBLIJF = (0.3, 0.3, 0.3, 0.6, 0.6, 0.6)
"""Second stays for each child with a stay. The woonplaatsbeginsel of 2022 brought stays from other municipalities."""

_BSN_ONBEKEND, _ONGEBOREN = 14, 6
_JEUGDRECLASSERING = (168, 162, 158, 151, 149, 146)


@dataclass(frozen=True)
class Jeugdaantallen:
    """Per year of the demo, active on at least one day of it. The first five are children, each with one main
    record."""

    pleegzorg: list[int]
    gezinshuis: list[int]
    ggz_verblijf: list[int]
    overig_verblijf: list[int]
    zonder_verblijf: list[int]
    bescherming: list[int]
    reclassering: list[int]
    extra_verblijf: list[int]
    extra_bescherming: list[int]
    extra_crisis: list[int]
    extra_licht: list[int]
    bsn_onbekend: list[int]
    ongeboren: list[int]


def bereken(doelen: Doelcijfers) -> Jeugdaantallen:
    """Counts such that licht, zwaar (broad and narrow), children, bescherming and verblijf are the target figures.

    Broad zwaar leaves out stays in jeugd-ggz, narrow zwaar leaves out jeugdreclassering, crisis and landelijk
    ingekochte zorg.
    """
    verblijf = doelen.aantallen("pleegzorg_gezinshuis_pct", maat="noemer")
    pleegzorg = doelen.aantallen("pleegzorg_gezinshuis_kinderen", "pleegzorg")
    gezinshuis = doelen.aantallen("pleegzorg_gezinshuis_kinderen", "gezinshuis")
    kinderen = doelen.aantallen("jeugdhulp_kinderen_uniek")
    bescherming = doelen.aantallen("jeugdbescherming_kinderen")
    licht = doelen.aantallen("jeugdhulp_voorzieningen", "licht", versie=2)
    zwaar = doelen.aantallen("jeugdhulp_voorzieningen", "zwaar", versie=2)
    smal = doelen.aantallen("jeugdhulp_voorzieningen", "zwaar", versie=1)

    ggz = [_GGZ_MET_VERBLIJF] * len(JAREN)
    reclassering = list(_JEUGDRECLASSERING)
    extra_verblijf = [round(deel * n) for deel, n in zip(_EXTRA_VERBLIJF, verblijf, strict=True)]
    extra_bescherming = _min(smal, verblijf, extra_verblijf, bescherming)
    verblijf_zwaar = _min(verblijf, ggz)
    zonder_verblijf = _min(kinderen, verblijf)
    onbekend, ongeboren = [_BSN_ONBEKEND] * len(JAREN), [_ONGEBOREN] * len(JAREN)
    return Jeugdaantallen(
        pleegzorg=pleegzorg,
        gezinshuis=gezinshuis,
        ggz_verblijf=ggz,
        overig_verblijf=_min(verblijf, pleegzorg, gezinshuis, ggz),
        zonder_verblijf=zonder_verblijf,
        bescherming=bescherming,
        reclassering=reclassering,
        extra_verblijf=extra_verblijf,
        extra_bescherming=extra_bescherming,
        extra_crisis=_min(zwaar, verblijf_zwaar, extra_verblijf, bescherming, extra_bescherming, reclassering),
        extra_licht=_min(licht, zonder_verblijf, ggz, onbekend, ongeboren),
        bsn_onbekend=onbekend,
        ongeboren=ongeboren,
    )


def _min(van: list[int], *af: list[int]) -> list[int]:
    return [n - sum(delen) for n, *delen in zip(van, *af, strict=True)]
