"""What may be shown, as pages, downloads and workbooks ask for it.

Belongs here: answers per row of a published table. Does not belong here: how they come about (`oordeel`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from reporting.onderdrukking.gedrukt import Gedrukt, zin_van_gedrukt
from reporting.onderdrukking.model import Cijfer, Cijfersleutel, Telling
from reporting.onderdrukking.oordeel import Getoond, Oordeel


@dataclass(frozen=True)
class Onderdrukking:
    """The judgement of one published set. Sentences are Dutch; None means that the number may be shown."""

    oordeel: Oordeel
    nu: Mapping[Cijfersleutel, str] = field(default_factory=dict)
    """The figures as known now that are hidden."""
    alle_gedrukt: Mapping[tuple[str, int], str] = field(default_factory=dict)
    """The rows of mart_aansluiting that are hidden."""

    @property
    def rijen(self) -> Mapping[tuple[Cijfersleutel, datetime], Getoond]:
        """What may be shown, for every row of fct_indicator."""
        return self.oordeel.rijen

    @property
    def componenten(self) -> Mapping[Telling, str]:
        """The components that are hidden."""
        return self.oordeel.componenten

    def rij(
        self, gemeente_code: str, indicator_code: str, definitie_versie: int, uitsplitsing: str, jaar: int,
        bekend_vanaf: datetime,
    ) -> Getoond:  # fmt: skip
        """What may be shown of a row of fct_indicator. Raises KeyError for a row that was not judged."""
        sleutel = (gemeente_code, indicator_code, definitie_versie, uitsplitsing, jaar)
        return self.oordeel.rijen[sleutel, bekend_vanaf]

    def cijfer(
        self, gemeente_code: str, indicator_code: str, definitie_versie: int, uitsplitsing: str, jaar: int
    ) -> str | None:
        """Why the figure as it is known now is hidden, and with it all that is computed from it (deviation, change,
        comparison, a point of a chart); None too for a figure that there is not."""
        return self.nu.get((gemeente_code, indicator_code, definitie_versie, uitsplitsing, jaar))

    def component(self, gemeente_code: str, component_code: str, uitsplitsing: str, jaar: int) -> str | None:
        """Why a row of fct_component is hidden."""
        return self.oordeel.componenten.get((gemeente_code, component_code, uitsplitsing, jaar))

    def gedrukt(self, levering_id: str, rijnummer: int) -> str | None:
        """Why a row of mart_aansluiting is hidden: what was printed, what was computed and their difference."""
        return self.alle_gedrukt.get((levering_id, rijnummer))


def onderdrukking(oordeel: Oordeel, cijfers: Iterable[Cijfer], gedrukt: Iterable[Gedrukt] = ()) -> Onderdrukking:
    """The answers for a set: `cijfers` are those that were judged, `gedrukt` the rows of mart_aansluiting."""
    nu = {}
    for cijfer in cijfers:
        zin = oordeel.rijen[cijfer.sleutel, cijfer.bekend_vanaf].waarde_onderdrukt
        if zin and cijfer.bekend_tot is None:
            nu[cijfer.sleutel] = zin
    zinnen = ((rij.sleutel, zin_van_gedrukt(rij, nu)) for rij in gedrukt)
    return Onderdrukking(oordeel, nu, {sleutel: zin for sleutel, zin in zinnen if zin})
