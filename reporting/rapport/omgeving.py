"""How a template of the report becomes a page: Jinja with everything escaped, and the functions that templates call.

Belongs here: what the templates may use. Does not belong here: which pages there are (`paginas`).
"""

from __future__ import annotations

from functools import cache

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined

from reporting.rapport import cellen
from reporting.rapport.doelen import KADERS, Knoop
from reporting.site import notation
from reporting.tabel import html
from reporting.tabel.model import Kolom
from reporting.tabel.notatie import celtekst


@cache
def omgeving() -> Environment:
    """The templates, ready to render; a name that a template does not know is an error."""
    made = Environment(
        loader=ChoiceLoader([PackageLoader("reporting.rapport"), PackageLoader("reporting.site")]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    for name in ("dag", "iso", "tijdstip", "voluit"):
        made.globals[name] = getattr(notation, name)
    for name in ("is_getal", "marts", "noot_van", "noten", "vorm"):
        made.globals[name] = getattr(html, name)
    for name in ("anker", "doelwaarde", "uitsplitsing", "waarde", "woord"):
        made.globals[name] = getattr(cellen, name)
    made.globals |= {
        "celtekst": celtekst,
        "getalkolom": Kolom("waarde", "Waarde", "getal"),
        "kadernaam": kadernaam,
    }
    return made


def kadernaam(wortel: Knoop) -> str:
    """What a framework is called above its tree."""
    return KADERS.get(wortel.doel.kader, wortel.doel.naam)
