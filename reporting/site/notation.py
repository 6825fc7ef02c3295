"""Numbers, days and times as people here read them.

Belongs here: Dutch notation of single values. Does not belong here: sentences about a feed.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

NIETS = "–"
"""What stands where there is no value."""

HIER = ZoneInfo("Europe/Amsterdam")

_DAGEN = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
_MAANDEN = (
    "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november",
    "december",
)  # fmt: skip

_FREQUENTIE = {
    "maand": "elke maand",
    "kwartaal": "elk kwartaal",
    "halfjaar": "elk halfjaar",
    "jaar": "elk jaar",
    "eigen": "op een eigen kalender",
}


def getal(aantal: int | None) -> str:
    """A count with points between the thousands: 1.234."""
    return NIETS if aantal is None else f"{aantal:,}".replace(",", ".")


def telling(aantal: int, enkelvoud: str, meervoud: str) -> str:
    """A count with its noun: 1 rij, 2 rijen."""
    return f"{getal(aantal)} {enkelvoud if aantal == 1 else meervoud}"


def verschil(aandeel: float) -> str:
    """A change as a share, in words: 12% hoger, 0,4% lager."""
    procent = abs(aandeel) * 100
    cijfers = f"{procent:,.0f}" if procent >= 1 else f"{procent:.1f}"
    return f"{cijfers.translate(str.maketrans(',.', '.,'))}% {'hoger' if aandeel > 0 else 'lager'}"


def lokaal(moment: datetime) -> datetime:
    """A moment on the clock here; without a time zone it is in UTC, as the times in the tables are."""
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(HIER)


def dag(waarde: date | datetime | None) -> str:
    """dd-mm-jjjj; of a moment the day on which it was here."""
    if waarde is None:
        return NIETS
    return f"{(lokaal(waarde) if isinstance(waarde, datetime) else waarde):%d-%m-%Y}"


def tijdstip(moment: datetime | None) -> str:
    """dd-mm-jjjj uu:mm, on the clock here."""
    return NIETS if moment is None else f"{lokaal(moment):%d-%m-%Y %H:%M}"


def iso(waarde: date | datetime | None) -> str:
    """For the attribute `datetime` and for sorting; nothing for no value."""
    if waarde is None:
        return ""
    return lokaal(waarde).isoformat(timespec="minutes") if isinstance(waarde, datetime) else waarde.isoformat()


def voluit(waarde: date) -> str:
    """maandag 10 februari 2025."""
    return f"{_DAGEN[waarde.weekday()]} {waarde.day} {_MAANDEN[waarde.month - 1]} {waarde.year}"


def afstand(waarde: date | datetime | None, vandaag: date) -> str:
    """How far a day is from today: vandaag, over 35 dagen, 12 dagen geleden; nothing for no value."""
    if waarde is None:
        return ""
    dagen = ((lokaal(waarde).date() if isinstance(waarde, datetime) else waarde) - vandaag).days
    nabij = {0: "vandaag", 1: "morgen", -1: "gisteren"}
    if dagen in nabij:
        return nabij[dagen]
    return f"over {getal(dagen)} dagen" if dagen > 0 else f"{getal(-dagen)} dagen geleden"


def dag_in_jaar(mm_dd: str) -> str:
    """A day of every year, given as mm-dd: 15 maart."""
    maand, dag_ = mm_dd.split("-")
    return f"{int(dag_)} {_MAANDEN[int(maand) - 1]}"


def ritme(frequentie: str, uiterlijk_dagen: int | None) -> str:
    """How often something is due and how late it may be."""
    hoe_vaak = _FREQUENTIE.get(frequentie, frequentie)
    if uiterlijk_dagen is None:
        return hoe_vaak
    return f"{hoe_vaak}, uiterlijk {telling(uiterlijk_dagen, 'dag', 'dagen')} na de peildatum"


def opsomming(delen: list[str]) -> str:
    """a, b en c."""
    return delen[0] if len(delen) == 1 else f"{', '.join(delen[:-1])} en {delen[-1]}" if delen else ""
