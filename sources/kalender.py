"""When a feed is due: the calendar of a contract, and what can be wrong with it.

Belongs here: how often a feed comes and how late it may be, in the words of the standard (`slaProperties`: `frequency`
and `latency`) and in ours, the days between which a source brings out its yearly version, whom to call about it, and
the faults of all that. Does not belong here: which municipality delivers from when until when (the seed
`leveringskalender`), and what is late today (`kwaliteit.mart_bronstatus`).
"""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict, Field

from sources.contract_document import custom_properties

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sources.contract_document import Document

_MONTH_AND_DAY = r"^(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"
_AN_ADDRESS = re.compile(r"mailto:[^\s@]+@[^\s@]+")
_A_COMMON_YEAR = 2001


class Frequentie(StrEnum):
    """How often a peildatum is due, always on the last day of the period; `eigen` is the source's own pace, at which
    nobody can say that it is late."""

    MAAND = "maand"
    KWARTAAL = "kwartaal"
    HALFJAAR = "halfjaar"
    JAAR = "jaar"
    EIGEN = "eigen"


_PACE: dict[tuple[Any, Any], Frequentie] = {
    (1, "m"): Frequentie.MAAND,
    (3, "m"): Frequentie.KWARTAAL,
    (6, "m"): Frequentie.HALFJAAR,
    (1, "y"): Frequentie.JAAR,
    ("eigen", None): Frequentie.EIGEN,
}
"""What `frequency` may say: value and unit."""


class Publicatievenster(BaseModel):
    """Between which days of every year (mm-dd) a source brings out its new version; a version from before the first of
    them is still that of the year before."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    van: str = Field(pattern=_MONTH_AND_DAY)
    tot_en_met: str = Field(pattern=_MONTH_AND_DAY)


def frequentie_of(document: Document) -> Frequentie:
    """How often the feeds of a sound contract come, unless a member of a family says otherwise."""
    frequency = _sla(document, "frequency")[0]
    return _PACE[frequency["value"], frequency.get("unit")]


def uiterlijk_dagen_of(document: Document) -> int | None:
    """How many days after its peildatum a delivery is still on time; None where the contract promises none."""
    latency = _sla(document, "latency")
    return latency[0]["value"] if latency else None


def pace_of(document: Document, member: Document) -> Document:
    """How often a feed comes and how late it may be; `member` is its line in a family, where it may say so itself."""
    pace = Frequentie(member.get("frequentie") or frequentie_of(document))
    late = None if pace is Frequentie.EIGEN else uiterlijk_dagen_of(document)
    own = member.get("uiterlijk_dagen")
    return {"frequentie": pace, "uiterlijk_dagen": late if own is None else own}


def contact_of(document: Document) -> str:
    """Whom to call about the feed of a sound contract, e.g. `functioneel beheer SSD (ssd-beheer@gemeente.example)`."""
    support = document["support"][0]
    return f"{support['channel']} ({support['url'].removeprefix('mailto:')})"


def sla_faults(document: Document) -> Iterator[str]:
    """What is wrong with the calendar's own words."""
    frequency = _sla(document, "frequency")
    if len(frequency) != 1 or not _known(frequency[0]):
        yield (
            "slaProperties zegt niet hoe vaak de feed komt: frequency, een keer, met value en unit: 1 m, 3 m, 6 m of "
            "1 y, of value: eigen zonder unit."
        )
    latency = _sla(document, "latency")
    if len(latency) > 1 or any(not _number_of_days(prop) for prop in latency):
        yield (
            "slaProperties zegt niet hoe laat de feed mag zijn: latency, hoogstens een keer, een heel aantal dagen na "
            "de peildatum (value: 45, unit: d)."
        )
    known = ("frequency", "latency")
    yield from (
        f"slaProperties: aan {prop['property']} doen we niets; kies uit {' en '.join(known)}."
        for prop in document.get("slaProperties") or ()
        if prop["property"] not in known
    )


def contact_faults(document: Document) -> Iterator[str]:
    """A feed that is late or broken needs somebody to call. The members of a family each name their own."""
    support = document.get("support") or []
    if "feeds" in custom_properties(document):
        if support:
            yield "support: in een familie zegt elk lid zelf wie te bellen is (contact)."
        return
    if len(support) != 1 or not _AN_ADDRESS.fullmatch(str(support[0].get("url", ""))):
        yield "support zegt niet wie te bellen is: een kanaal (channel, een functie) met een adres (url: 'mailto:…')."


def calendar_faults(document: Document) -> Iterator[str]:
    """What frequency, latency, window and end of a feed must say together, in a contract whose form is sound."""
    properties = custom_properties(document)
    window = properties.get("publicatievenster")
    pace = frequentie_of(document), uiterlijk_dagen_of(document)
    members: list[Document] = properties.get("feeds") or [{}]
    if window:
        yield from _window_faults(window, *pace)
    else:
        own = [member for member in members if _has_a_pace_of_its_own(member)]
        if len(own) < len(members):
            yield from _pace_faults("de feed", *pace)
        for member in own:
            yield from _pace_faults(f"feed {member['feed']}", **pace_of(document, member))
    paces = {pace_of(document, member)["frequentie"] for member in members}
    if properties.get("alleen_periode_einde") and (window or Frequentie.EIGEN in paces):
        yield "alleen_periode_einde: alleen een feed die per periode komt heeft een laatste dag daarvan."
    if properties.get("opvolger") and not properties.get("peildatum_tot_en_met"):
        yield "een feed met een opvolger houdt op: zeg met welke peildatum (peildatum_tot_en_met)."
    if properties.get("opvolger") and properties.get("feeds"):
        yield "een familie heeft geen opvolger."


def _pace_faults(place: str, frequentie: Frequentie, uiterlijk_dagen: int | None) -> Iterator[str]:
    if frequentie is Frequentie.EIGEN and uiterlijk_dagen is not None:
        yield f"{place} komt op eigen tempo en kan niet te laat zijn: haal latency (uiterlijk_dagen) weg."
    if frequentie is not Frequentie.EIGEN and uiterlijk_dagen is None:
        yield f"{place} komt per {frequentie}: zeg hoeveel dagen na de peildatum op tijd is (latency, uiterlijk_dagen)."


def _has_a_pace_of_its_own(member: Document) -> bool:
    return bool(member.get("frequentie")) or member.get("uiterlijk_dagen") is not None


def _window_faults(window: Document, frequentie: Frequentie, uiterlijk_dagen: int | None) -> Iterator[str]:
    if frequentie is not Frequentie.JAAR:
        yield "publicatievenster: alleen een feed die elk jaar komt (frequency 1 y) heeft er een."
    if uiterlijk_dagen is not None:
        yield "publicatievenster: het venster zegt al wanneer de feed te laat is; haal latency weg."
    try:
        van, tot_en_met = (date.fromisoformat(f"{_A_COMMON_YEAR}-{window[key]}") for key in ("van", "tot_en_met"))
    except ValueError:
        yield "publicatievenster: een van de dagen bestaat niet in elk jaar."
        return
    if van > tot_en_met:
        yield "publicatievenster: de laatste dag ligt voor de eerste; het venster valt binnen een jaar."


def _sla(document: Document, name: str) -> list[Document]:
    return [prop for prop in document.get("slaProperties") or () if prop["property"] == name]


def _known(frequency: Document) -> bool:
    value, unit = frequency["value"], frequency.get("unit")
    return not isinstance(value, bool) and (value, unit) in _PACE


def _number_of_days(latency: Document) -> bool:
    value = latency["value"]
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0 and latency.get("unit") == "d"
