"""How a template becomes a page: Jinja with everything escaped, and the functions that the templates call.

Belongs here: what a value looks like in HTML. Does not belong here: which pages there are (`pages`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from reporting.dashboard import charts
from reporting.dashboard.overview import Overzicht
from reporting.dashboard.rows import Feed, Indicatorsprong
from reporting.dashboard.state import ERNST, STATUSSEN, Gemeld, Stand
from reporting.site import notation

IN_TABEL = 60
"""How many deliveries of a municipality the page of a feed lists; the published table has them all."""

IN_OVERZICHT = 150
"""How many feeds of municipalities the overview lists one by one; of a region or the country the rest is counted."""

VOLUIT = 25
"""How many municipalities the page of a feed shows with chart and deliveries; the others have a line each."""

IN_LIJST = 50
"""How many lines of a list of warnings, workbooks or causes stand on a page."""

_BIJZONDER = re.compile(r"([\w.+-]+@[\w-]+(?:\.[\w-]+)+|\b\d\d-\d\d-\d{4}\b)")

_VERSCHIL = {
    "kolom_nieuw": "Nieuwe kolom",
    "kolom_ontbreekt": "Kolom ontbreekt",
    "kolom_hernoemd": "Kolom heet anders",
    "kolom_dubbel": "Kolom staat er dubbel",
    "kolomvolgorde": "Andere volgorde van kolommen",
    "kolomspelling": "Kolom anders geschreven",
    "koprij_verplaatst": "Koprij staat elders",
    "koprij_anders": "Andere koprij",
    "blad_nieuw": "Nieuw blad",
    "blad_ontbreekt": "Blad ontbreekt",
    "blad_hernoemd": "Blad heet anders",
    "code_nieuw": "Nieuwe code",
}

_WAARSCHUWING = {
    "plausibiliteit": "Plausibiliteit: wat uit de band springt",
    "verband": "Tussen bronnen: wat elkaar tegenspreekt",
    "indeling": "Indeling: wat anders is dan afgesproken",
    "inhoud": "Inhoud: wat een blik waard is",
}


@cache
def environment() -> Environment:
    """The templates, ready to render; a name that a template does not know is an error."""
    made = Environment(
        loader=ChoiceLoader([PackageLoader("reporting.dashboard"), PackageLoader("reporting.site")]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    for name in ("getal", "telling", "dag", "tijdstip", "iso", "voluit", "afstand"):
        made.globals[name] = getattr(notation, name)
    made.globals |= {
        "IN_LIJST": IN_LIJST,
        "IN_OVERZICHT": IN_OVERZICHT,
        "IN_TABEL": IN_TABEL,
        "VOLUIT": VOLUIT,
        "ernst": ERNST,
        "grafiek": charts.grafiek,
        "lopend": lopend,
        "omvang": omvang,
        "per_soort": per_soort,
        "per_status": per_status,
        "ritme": ritme,
        "sprong": sprong,
        "soort_verschil": soort_verschil,
        "statussen": STATUSSEN,
        "trend": charts.trend,
        "werkmappen": werkmappen,
    }
    return made


def lopend(tekst: str) -> Markup:
    """Running text: e-mail addresses as links, dates that no line breaks off, everything else escaped."""
    return Markup().join(
        _bijzonder(deel) if plek % 2 else escape(deel) for plek, deel in enumerate(_BIJZONDER.split(tekst))
    )


def _bijzonder(deel: str) -> Markup:
    html = '<a href="mailto:{0}">{0}</a>' if "@" in deel else '<span class="heel">{0}</span>'
    return Markup(html).format(deel)  # noqa: S704 - one of these two, and what goes in is escaped


def ritme(feed: Feed) -> str:
    """How often a feed is due and how late it may be."""
    if feed.frequentie is None:
        return "geen"
    if feed.publicatie_van and feed.publicatie_tot_en_met:
        van, tot = notation.dag_in_jaar(feed.publicatie_van), notation.dag_in_jaar(feed.publicatie_tot_en_met)
        return f"eigen kalender: elk jaar een nieuwe versie tussen {van} en {tot}"
    return notation.ritme(feed.frequentie, feed.uiterlijk_dagen)


def sprong(gevonden: Indicatorsprong) -> str:
    """A figure that jumps, in a sentence; without the figures themselves, which may be too small to show."""
    anders = notation.verschil(gevonden.verandering) if gevonden.verandering is not None else "anders"
    if gevonden.oordeel == "sprong":
        zin = f"Over {gevonden.jaar} {anders} dan over {gevonden.vorige_jaar}: buiten de band."
    else:
        zin = f"Over {gevonden.jaar} sterk herzien: {anders} dan eerder bekend was."
    return zin if gevonden.uitsplitsing == "totaal" else f"{gevonden.uitsplitsing}: {zin[0].lower()}{zin[1:]}"


def soort_verschil(soort: str) -> str:
    """A kind of difference in layout, in words."""
    return _VERSCHIL.get(soort, soort)


def werkmappen(overzicht: Overzicht) -> list[Stand]:
    """The states that have open work, and so a workbook."""
    return [stand for stand in overzicht.standen if stand.werkmap]


def omvang(stand: Stand) -> str:
    """How much work a workbook holds: rows where rows are to be mended, and whole files where it is those."""
    rijen = sum(post.aantal for post in stand.quarantaine if post.rijnummers)
    bestanden = {post.levering_id for post in stand.quarantaine if not post.rijnummers}
    delen = [notation.telling(rijen, "rij", "rijen")] if rijen else []
    delen += [notation.telling(len(bestanden), "heel bestand", "hele bestanden")] if bestanden else []
    return notation.opsomming(delen)


def per_status(standen: Iterable[Stand]) -> Counter[str]:
    """How many of these are kapot, te_laat and so on."""
    return Counter(stand.status.status for stand in standen)


def per_soort(overzicht: Overzicht) -> list[tuple[str, list[Gemeld]]]:
    """The standing warnings that nobody accepted, per kind, the most telling kind first."""
    staand = [melding for melding in overzicht.gemeld if not melding.waarschuwing.aanvaard]
    per = [(titel, [melding for melding in staand if melding.soort == soort]) for soort, titel in _WAARSCHUWING.items()]
    return [(titel, meldingen) for titel, meldingen in per if meldingen]
