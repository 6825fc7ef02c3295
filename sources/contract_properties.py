"""What a contract says beyond the standard, as plain frozen values: its custom properties.

Belongs here: the properties that a contract may use of a feed, a table, a field and a rule, and the lists that they
choose from. Does not belong here: the feed that they make together with what the standard says
(`sources.contract_model`), and how its calendar, periods and bands work (`sources.kalender`, `sources.contract_period`,
`sources.plausibiliteit`).
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from sources.contract_period import Blad, Bladperiode, Kopperiode, Met_aantal, Periode
from sources.kalender import Frequentie, Publicatievenster
from sources.plausibiliteit import Plausibiliteit, Veldband


class Codelijst(StrEnum):
    """A list of codes that stands elsewhere, as a field of a contract names it."""

    GEMEENTE = "gemeente"
    INDICATOR = "indicator"
    OPGAVEPOST = "opgavepost"
    DOCUMENT = "document"
    DOEL = "doel"
    PROGRAMMA = "programma"
    PRODUCT = "product"


class Referentie(StrEnum):
    """A table of reference data that stands elsewhere; the rules of a contract read it as `referentie.<naam>`."""

    GEMEENTE = "gemeente"
    GEMEENTEOMVANG = "gemeenteomvang"
    TAAKVELD = "taakveld"
    IV3_CODE = "iv3_code"
    IV3_GRIJZE_CEL = "iv3_grijze_cel"
    DOEL = "doel"
    PRODUCT = "product"
    BEGROTINGSPROGRAMMA = "begrotingsprogramma"
    DOCUMENTPRESENTATIE = "documentpresentatie"


class Behandeling(StrEnum):
    """What happens to a personal field while the file is being read."""

    PSEUDONIEM = "pseudoniem"
    GEBOORTEJAAR = "geboortejaar"
    POSTCODE4 = "postcode4"
    VERWIJDEREN = "verwijderen"


class Strict(BaseModel):
    """A value that refuses unknown keys, so that a typing error in a contract is a fault and not a silence."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Persoonsgegeven(Strict):
    """How a personal field is treated; `wordt` names the column that remains, `domein` separates pseudonyms of
    different registers."""

    behandeling: Behandeling
    wordt: str | None = Field(None, pattern=r"^[a-z][a-z0-9_]*$")
    domein: str | None = Field(None, pattern=r"^[a-z0-9_]+(\.[a-z0-9_]+)*$")
    controle: Literal["elfproef"] | None = None


class Layout(Strict):
    """How a file of this feed is written."""

    formaat: Literal["csv", "werkmap", "odata", "iv3"]
    extensie: str = Field(pattern=r"^[a-z0-9]+$")
    datumvormen: tuple[Literal["dd-mm-jjjj", "jjjj-mm-dd", "jjjjmmdd"], ...] = Field(min_length=1)
    decimaalteken: Literal[",", "."]
    scheidingsteken: str | None = Field(None, min_length=1, max_length=1)
    codering: Literal["utf-8", "utf-8-sig", "windows-1252"] | None = None
    aanhalingsteken: str = Field('"', max_length=1)
    slotregel: Met_aantal | None = None
    sidecar: Literal["sha256"] | None = None
    regels_over_meer_regels: bool = False


class OData(Strict):
    """Which CBS table a feed harvests; table ids are case-sensitive."""

    tabel: str
    filter: str


class RegelEigenschappen(Strict):
    """What we say of a rule beyond the standard. `bepaalt_periode`: a row that breaks it lies outside the period of the
    delivery, so a file of nothing else is that of another period."""

    bepaalt_periode: bool = False


class VeldEigenschappen(Periode):
    """What we say of a field beyond the standard: its custom properties. Its period says which deliveries hold it, and
    `kop_per_periode` what its column is called in some of them.

    `vorm: getypt` is a cell in which people type a figure with whatever belongs to it (`sources.getypt`), `bedrag` one
    in which they type an amount (`sources.bedrag`), `vrije_tekst` the text of a public document, and `toon_waarde` says
    that a row that is rejected may tell what was typed here. `voorbeeld` tells people in their own words what the
    pattern says, and `hoofdletters_vrij` that a name may be typed in any capitals, for the names of a code list.
    """

    codelijst: Codelijst | None = None
    hoofdletters_vrij: bool = False
    persoonsgegeven: Persoonsgegeven | None = None
    kop_per_periode: tuple[Kopperiode, ...] = ()
    koppatroon: str | None = None
    vorm: Literal["getypt", "bedrag"] | None = None
    vrije_tekst: bool = False
    toon_waarde: bool = False
    voorbeeld: str | None = Field(None, min_length=1)
    plausibiliteit: Veldband | None = None


class TabelEigenschappen(Strict):
    """What we say of a table beyond the standard."""

    blad: Blad | None = None
    blad_per_periode: tuple[Bladperiode, ...] = ()


class Familielid(Strict):
    """One of the feeds that come in one layout, each from an owner of its own whom to call, and at a pace of its own
    where that differs from the family's."""

    feed: str
    naam: str
    eigenaar: str
    contact: str = Field(min_length=1)
    frequentie: Frequentie | None = None
    uiterlijk_dagen: int | None = Field(None, ge=0)


class FeedEigenschappen(Strict):
    """What we say of every feed of a contract beyond the standard.

    `gebied_code` is the area that every delivery of a feed about more than one municipality speaks of, e.g. `NL01`; its
    file names begin with that code and no other. `referenties` are the tables that its rules read beside the rows.
    `opvolger` is the feed that comes in the place of this one after its last peildatum, as `bron/feed`. With
    `alleen_periode_einde` a delivery with another peildatum than the last day of a period (a budget, of 1 January) is
    none that the calendar waits for.
    """

    layout: Layout
    maximaal_aandeel_quarantaine: float = Field(ge=0, le=1)
    gebied_code: str | None = Field(None, pattern=r"^[A-Z]{2}[0-9]{2,4}$")
    referenties: tuple[Referentie, ...] = ()
    peildatum_vanaf: date | None = None
    peildatum_tot_en_met: date | None = None
    opvolger: str | None = Field(None, pattern=r"^[a-z0-9_]+/[a-z0-9]+$")
    publicatievenster: Publicatievenster | None = None
    alleen_periode_einde: bool = False
    odata: OData | None = None
    plausibiliteit: Plausibiliteit = Plausibiliteit()


class ContractEigenschappen(FeedEigenschappen):
    """The custom properties of a contract: with the name of its feed, or with the members of a family of feeds."""

    feed: str | None = None
    feeds: tuple[Familielid, ...] = ()
