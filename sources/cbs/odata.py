"""The CBS OData v4 client: a table's properties and its observations, page by page, under our own column names.

Here belongs what the service says and how it says it. Files, versions and what is already stored belong in `harvest`.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import quote, urljoin, urlsplit

import requests

from sources.cbs.errors import CbsFout, CbsLayoutAfwijkend, CbsOnbereikbaar, CbsTabelOntbreekt
from sources.cbs.patience import BestaatNiet, Geduld, haal_json, nieuwe_sessie
from sources.cbs.table import STATUS, Tabel, Waarneming

__all__ = [
    "CbsFout",
    "CbsLayoutAfwijkend",
    "CbsOnbereikbaar",
    "CbsTabelOntbreekt",
    "Eigenschappen",
    "Geduld",
    "Oogst",
    "Tabel",
    "harvest",
    "read_properties",
]

SYNTHETISCH = "SYNTHETISCH"

_GEWOON_GEDULD = Geduld()
_PERIODE = "Perioden"
_MEESTE_PAGINAS = 10_000  # a thousand million observations: beyond that a service is sending us round


@dataclass(frozen=True)
class Eigenschappen:
    """A table's facts as Properties gives them; `modified` keeps the text on the wire, which is the version."""

    titel: str
    modified: str
    catalog: str
    tabelstatus: str  # Regulier, Gediscontinueerd or Vervallen: the table's, not a period's

    @property
    def versiedatum(self) -> date:
        """The day of `modified` on CBS's own clock: midnight in The Hague is still yesterday in UTC."""
        return datetime.fromisoformat(self.modified).date()

    @property
    def synthetisch(self) -> bool:
        """True for the demo's made-up tables, which say so in their catalog."""
        return self.catalog == SYNTHETISCH


@dataclass(frozen=True)
class Oogst:
    """One answer of CBS: the table's facts now, its observations as they are iterated (once)."""

    tabel: Tabel
    eigenschappen: Eigenschappen
    waarnemingen: Iterator[Waarneming]


@contextmanager
def harvest(
    tabel: Tabel, base_url: str, *, session: requests.Session | None = None, geduld: Geduld = _GEWOON_GEDULD
) -> Iterator[Oogst]:
    """Ask `base_url` for `tabel`; Properties are read at once, periods and observations while iterating.

    Each observation is a dict of our column names plus `status` (of its period), all text or None. Numbers are as on
    the wire, codes without trailing spaces. Only one page is held in memory. No observations is a legal answer.
    Raises CbsTabelOntbreekt, CbsLayoutAfwijkend or CbsOnbereikbaar, the last two while iterating as well.
    """
    eigen = session is None
    session = nieuwe_sessie(base_url) if session is None else session
    try:
        dienst = _Dienst(tabel, base_url, session, geduld)
        eigenschappen = dienst.eigenschappen()
        yield Oogst(tabel, eigenschappen, dienst.waarnemingen(eigenschappen))
    finally:
        if eigen:
            session.close()


def read_properties(tabel: Tabel, base_url: str, *, geduld: Geduld = _GEWOON_GEDULD) -> Eigenschappen:
    """Only the table's facts: one small request. Raises CbsTabelOntbreekt or CbsOnbereikbaar."""
    with harvest(tabel, base_url, geduld=geduld) as oogst:
        return oogst.eigenschappen


@dataclass(frozen=True)
class _Dienst:
    """One table on one service, over one session."""

    tabel: Tabel
    base_url: str
    session: requests.Session
    geduld: Geduld

    def eigenschappen(self) -> Eigenschappen:
        ruw = self._haal(self._adres("Properties"), "Modified", str)
        eigenschappen = Eigenschappen(
            titel=str(ruw.get("Title") or "").strip(),
            modified=ruw["Modified"],
            catalog=str(ruw.get("Catalog") or ""),
            tabelstatus=str(ruw.get("Status") or ""),
        )
        try:
            _ = eigenschappen.versiedatum
        except ValueError as fout:
            raise CbsOnbereikbaar(
                f"CBS-tabel {self.tabel.tabel} noemt als versie {eigenschappen.modified!r}: geen datum en tijd."
            ) from fout
        return eigenschappen

    def waarnemingen(self, eigenschappen: Eigenschappen) -> Iterator[Waarneming]:
        statussen = self._periodestatussen()
        gehad: set[int] = set()
        for pagina in self._paginas(self._adres("Observations", self.tabel.filter)):
            for nummer, rij in enumerate(pagina):
                if nummer == 0 or not self.tabel.kolommen.keys() <= rij.keys():
                    self.tabel.controleer_layout(rij)
                self._eenmaal(rij, gehad)
                yield _waarneming(self.tabel, rij, statussen)
        # CBS publishes during our night too: pages of two versions make a table that never existed.
        if self.eigenschappen().modified != eigenschappen.modified:
            raise CbsOnbereikbaar(
                f"CBS-tabel {self.tabel.tabel} is bijgewerkt terwijl hij werd opgehaald; de volgende run haalt de "
                "nieuwe versie in haar geheel op."
            )

    def _eenmaal(self, rij: Mapping[str, Any], gehad: set[int]) -> None:
        """CBS numbers its observations (`Id`), so that a page that comes a second time shows, under any address."""
        nummer = str(rij.get("Id") or "")
        if not nummer.isdecimal():
            return
        if int(nummer) in gehad:
            raise CbsOnbereikbaar(
                f"CBS-tabel {self.tabel.tabel} geeft waarneming {nummer} twee keer: een pagina is herhaald. Er is "
                "niets geladen; de volgende run haalt de tabel opnieuw op."
            )
        gehad.add(int(nummer))

    def _periodestatussen(self) -> dict[str, str | None]:
        return {
            str(code["Identifier"]).rstrip(): code.get("Status")
            for pagina in self._paginas(self._adres("PeriodenCodes"))
            for code in pagina
        }

    def _paginas(self, url: str) -> Iterator[list[dict[str, Any]]]:
        bezocht: set[str] = set()
        volgende: str | None = url
        while volgende:
            if volgende in bezocht or len(bezocht) >= _MEESTE_PAGINAS:
                raise CbsOnbereikbaar(
                    f"CBS-tabel {self.tabel.tabel} loopt in een kring: pagina {volgende} verwijst terug naar wat al "
                    "gelezen is. Er is niets geladen."
                )
            bezocht.add(volgende)
            pagina = self._haal(volgende, "value", list)
            yield pagina["value"]
            vervolg = pagina.get("@odata.nextLink")
            volgende = self._vervolg(volgende, str(vervolg)) if vervolg else None

    def _vervolg(self, url: str, vervolg: str) -> str:
        """The address of the next page, on the service that we asked: no answer sends us elsewhere."""
        volgende = urljoin(url, vervolg)
        if urlsplit(volgende)[:2] != urlsplit(self.base_url)[:2]:
            raise CbsOnbereikbaar(
                f"CBS-tabel {self.tabel.tabel} verwijst voor haar volgende pagina naar een andere dienst dan "
                f"{self.base_url}. Er is niets geladen."
            )
        return volgende

    def _adres(self, onderdeel: str, odata_filter: str = "") -> str:
        adres = f"{self.base_url.rstrip('/')}/{quote(self.tabel.tabel, safe='')}/{onderdeel}"
        # Spaces as %20: not every OData service reads the + of a web form as a space.
        return f"{adres}?$filter={quote(odata_filter, safe='')}" if odata_filter else adres

    def _haal(self, url: str, veld: str, soort: type) -> dict[str, Any]:
        try:
            return haal_json(self.session, url, self.geduld, veld, soort)
        except BestaatNiet as fout:
            raise CbsTabelOntbreekt(
                f"CBS-tabel {self.tabel.tabel} bestaat niet (meer) op {self.base_url}. Kijk op StatLine of de tabel is "
                f"opgevolgd en of het nummer klopt (hoofdletters tellen mee), en pas het aan in het contract van feed "
                f"cbs.{self.tabel.feed}. Tot dan blijven de eerder geladen cijfers staan."
            ) from fout


def _waarneming(tabel: Tabel, rij: Mapping[str, Any], statussen: Mapping[str, str | None]) -> Waarneming:
    waarneming = {naam: _tekst(rij[veld]) for veld, naam in tabel.kolommen.items()}
    waarneming[STATUS] = statussen.get(_tekst(rij.get(_PERIODE)) or "")
    return waarneming


def _tekst(waarde: Any) -> str | None:
    return None if waarde is None else str(waarde).rstrip(" ")
