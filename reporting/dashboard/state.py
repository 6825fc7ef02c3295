"""How one feed of one municipality stands: its status with everything that belongs to it.

Belongs here: values that the pages show, and what can be said of one of them alone. Does not belong here: putting them
together from the tables (`overview`), or judging the whole (`verdict`).
"""

from __future__ import annotations

from dataclasses import dataclass

from reporting.dashboard import rows
from reporting.dashboard.rows import Bronstatus, Feed, Levering, Quarantainepost, Regel, Uitslag, Verschil, Waarschuwing
from sources.reading.verschil import SOORTEN_VERSCHIL

STATUSSEN = {
    "kapot": ("Kapot", "De nieuwste levering is afgekeurd of niet te lezen; de laatste goede blijft in gebruik."),
    "ontbreekt": ("Ontbreekt", "Er is nog nooit een goede levering geweest, en die had er al moeten zijn."),
    "te_laat": ("Te laat", "De verwachte levering is er niet; de vorige blijft in gebruik."),
    "deels": ("Deels", "Rijen die een regel breken zijn apart gezet; de rest is geladen en telt mee."),
    "goed": ("Goed", "De nieuwste levering is volledig geladen."),
}  # fmt: skip
"""Each status, worst first, with its name and what it means."""

ERNST = ("fataal", "fout", "waarschuwing")

LANDELIJK = "NL"
"""What the code begins with of who delivers for all municipalities at once."""

_INDELING = {*SOORTEN_VERSCHIL, "kolom_onbekend", "bladnaam"}


def soort_waarschuwing(regel: str, controle_id: str) -> str:
    """What a warning is about: plausibiliteit, verband, indeling or inhoud."""
    if controle_id.startswith("verband."):
        return "verband"
    if regel.startswith("plausibel_"):
        return "plausibiliteit"
    return "indeling" if regel in _INDELING else "inhoud"


@dataclass(frozen=True)
class Gemeld:
    """A warning with its sentence and the feeds it is about."""

    waarschuwing: Waarschuwing
    omschrijving: str
    feeds: tuple[Feed, ...]
    gemeente: str | None

    @property
    def soort(self) -> str:
        return soort_waarschuwing(self.waarschuwing.regel, self.waarschuwing.controle_id)

    @property
    def over_cijfers(self) -> bool:
        """Whether it makes figures doubtful; another layout or spelling does not."""
        return not self.waarschuwing.aanvaard and self.soort in {"plausibiliteit", "verband"}


@dataclass(frozen=True)
class Indicatorlink:
    """An indicator of a municipality, as the pages name it."""

    gemeente_code: str
    gemeente: str
    code: str
    naam: str

    @property
    def anker(self) -> str:
        return f"{self.gemeente_code}-{self.code}"


@dataclass(frozen=True)
class Stand:
    """A feed of a municipality today."""

    status: Bronstatus
    feed: Feed
    gemeente: str
    leveringen: tuple[Levering, ...]
    quarantaine: tuple[Quarantainepost, ...]
    verschillen: tuple[Verschil, ...]
    gemeld: tuple[Gemeld, ...]
    indicatoren: tuple[Indicatorlink, ...]

    @property
    def label(self) -> str:
        return STATUSSEN[self.status.status][0]

    @property
    def goed(self) -> bool:
        return self.status.status == "goed"

    @property
    def onder_voorbehoud(self) -> bool:
        """Whether figures that rest on it need a word of caution."""
        return not self.goed or any(melding.over_cijfers for melding in self.gemeld)

    @property
    def nieuwste(self) -> Levering | None:
        """The newest delivery that was judged, sound or not."""
        return next((levering for levering in self.leveringen if levering.status != "wacht"), None)

    @property
    def afgekeurd(self) -> bool:
        """Whether the newest delivery was refused whole."""
        return self.nieuwste is not None and self.nieuwste.status == "afgekeurd"

    @property
    def apart(self) -> int:
        """How many rows of the newest delivery were set apart."""
        return self.nieuwste.rijen_quarantaine if self.nieuwste else self.status.rijen_quarantaine

    @property
    def in_gebruik(self) -> Levering | None:
        return next((levering for levering in self.leveringen if levering.status == "geladen"), None)

    @property
    def werkmap(self) -> str | None:
        """The workbook for the owner of the source, when there is open work."""
        if not self.quarantaine:
            return None
        return f"{self.feed.bron}_{self.feed.feed}_{self.status.gemeente_code}.xlsx"


@dataclass(frozen=True)
class Regelstand:
    """A rule with what it last said: of every municipality where it is broken; none when it was never judged."""

    regel: Regel
    uitslagen: tuple[tuple[str | None, Uitslag], ...]
    voorbeelden: tuple[tuple[str, rows.Verbandvoorbeeld], ...] = ()

    @property
    def gebroken(self) -> tuple[tuple[str | None, Uitslag], ...]:
        return tuple((gemeente, uitslag) for gemeente, uitslag in self.uitslagen if not uitslag.geslaagd)

    @property
    def volgorde(self) -> tuple[bool, int, str]:
        """What failed first, then the gravest."""
        ernst = ERNST.index(self.regel.ernst) if self.regel.ernst in ERNST else len(ERNST)
        return not self.gebroken, ernst, self.regel.controle_id


@dataclass(frozen=True)
class Feedstand:
    """A feed with all its municipalities, and its rules."""

    feed: Feed
    standen: tuple[Stand, ...]
    regels: tuple[Regelstand, ...]
    verbanden: tuple[Regelstand, ...]
    elders: tuple[Levering, ...]

    @property
    def indicatoren(self) -> tuple[Indicatorlink, ...]:
        return tuple(
            sorted({link for stand in self.standen for link in stand.indicatoren}, key=lambda i: (i.gemeente, i.naam))
        )


@dataclass(frozen=True)
class Indicatorstand:
    """An indicator of a municipality, with the feeds its figures are made of."""

    link: Indicatorlink
    standen: tuple[Stand, ...]
    zonder_stand: tuple[Feed, ...]
    cijfer: rows.Indicatorstand | None
    sprongen: tuple[rows.Indicatorsprong, ...]

    @property
    def onder_voorbehoud(self) -> bool:
        return any(stand.onder_voorbehoud for stand in self.standen)
