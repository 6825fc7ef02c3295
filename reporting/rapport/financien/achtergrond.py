"""What tables about money have in common: names, units, sources, warnings and where a figure can be followed.

Belongs here: what is looked up for every table. Does not belong here: which rows and columns a table has.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from reporting.rapport.bronnen import GOED, zin
from reporting.rapport.financien.bronrijen import Levering
from reporting.rapport.financien.lezen import Financien
from reporting.rapport.samen import per, slug
from reporting.tabel.model import Herkomst, Kolom, Rij, Soort, Tabel, duizend

REGELNAMEN: Mapping[str, str] = {
    "lasten": "Lasten",
    "baten": "Baten",
    "saldo": "Saldo van baten en lasten",
    "storting": "Storting reserves",
    "onttrekking": "Onttrekking reserves",
    "saldo_reserves": "Saldo van mutaties reserves",
    "resultaat": "Resultaat",
}
FASENAMEN: Mapping[str, str] = {
    "begroting_primair": "Begroting (primair)",
    "begroting_na_wijziging": "Begroting (na wijziging)",
    "realisatie": "Realisatie",
    "raming": "Raming",
}
OPTELLING: Mapping[str, tuple[tuple[str, int], ...]] = {
    "saldo": (("baten", 1), ("lasten", -1)),
    "saldo_reserves": (("onttrekking", 1), ("storting", -1)),
    "resultaat": (("saldo", 1), ("saldo_reserves", 1)),
}
"""How lines of an account follow from each other, each with its sign."""

_DUIZEND = "x 1.000 euro"


def oordeel_van(afwijking: Decimal | None) -> str | None:
    """What a deviation is called; nothing for none."""
    return None if not afwijking else "voordeel" if afwijking > 0 else "nadeel"


@dataclass(frozen=True)
class Achtergrond:
    """Looks up, for one published set."""

    financien: Financien

    @cached_property
    def _documenten(self) -> dict[str, str]:
        return {document.document_code: document.naam for document in self.financien.documenten}

    @cached_property
    def _eenheden(self) -> dict[str, str]:
        return {rij.document_code: rij.eenheid for rij in self.financien.eenheden}

    @cached_property
    def _leveringen(self) -> Mapping[tuple[str, str], list[Levering]]:
        alle = (*self.financien.leveringen, *self.financien.volumeleveringen)
        return per(alle, lambda rij: (rij.gemeente_code, rij.soort))

    @cached_property
    def _slugs(self) -> dict[str, str]:
        return {gemeente.gemeente_code: slug(gemeente.naam) for gemeente in self.financien.gemeenten}

    def document(self, document_code: str) -> str:
        """Its name; its code where it has none."""
        return self._documenten.get(document_code, document_code)

    def eenheid(self, document_code: str) -> str:
        """The unit its amounts are printed in; euro where that is not one unit."""
        return self._eenheden.get(document_code, "euro")

    def map_van(self, gemeente_code: str) -> str:
        """The folder of a municipality in the report."""
        return self._slugs.get(gemeente_code, slug(gemeente_code))

    def pagina(self, gemeente_code: str, sleutel: str) -> str:
        """A page about its money, from the root of the report."""
        return f"{self.map_van(gemeente_code)}/financien/{sleutel}.html"

    def regelherkomst(self, mart: str, gemeente_code: str, document_code: str, **sleutel: str) -> Herkomst:
        """Of an amount that is made of the budget lines of a document: its row, and the page that has these lines."""
        return Herkomst(
            mart,
            {"gemeente_code": gemeente_code, "document_code": document_code, **sleutel},
            self.pagina(gemeente_code, f"herkomst-{document_code}"),
        )

    def feeds(self, gemeente_code: str, soort: str) -> tuple[str, ...]:
        """The feeds that figures of this kind rest on, in words."""
        rijen = self._leveringen.get((gemeente_code, soort), ())
        return tuple(dict.fromkeys(f"{rij.naam or rij.feed} ({rij.bron}/{rij.feed})" for rij in rijen))

    def waarschuwingen(self, gemeente_code: str, *soorten: str) -> tuple[str, ...]:
        """A sentence for each feed of these kinds that is not sound."""
        return tuple(
            dict.fromkeys(
                zin(rij.naam or rij.feed, rij.status, rij.reden)
                for soort in soorten
                for rij in self._leveringen.get((gemeente_code, soort), ())
                if rij.status is not None and rij.status != GOED
            )
        )

    def tabel(
        self,
        sleutel: str,
        titel: str,
        kolommen: Sequence[Kolom],
        rijen: Iterable[Rij],
        *,
        gemeente_code: str,
        soorten: Sequence[str],
        synthetisch: bool,
        documenten: Iterable[str] = (),
        eenheid: str | None = None,
        toelichting: str | None = None,
    ) -> Tabel:
        """A table with the sources and warnings that belong to it: of these documents, and of the feeds of these kinds
        of figure (begroting, gedrukt, iv3, the volume of a product)."""
        feeds = [feed for soort in soorten for feed in self.feeds(gemeente_code, soort)]
        return Tabel(
            sleutel,
            titel,
            tuple(kolommen),
            tuple(rijen),
            eenheid=eenheid,
            toelichting=toelichting,
            bronnen=tuple(dict.fromkeys([*(self.document(code) for code in documenten), *feeds])),
            synthetisch=synthetisch,
            waarschuwingen=self.waarschuwingen(gemeente_code, *soorten),
        )


def bedragsoort(eenheid: str) -> Soort:
    """The kind of column that amounts in this unit stand in."""
    return "duizend_euro" if eenheid == _DUIZEND else "euro"


def in_eenheid(euro: Decimal | None, eenheid: str) -> Decimal | None:
    """Euros in the unit of a document, unrounded."""
    return duizend(euro) if eenheid == _DUIZEND else euro
