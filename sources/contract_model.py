"""What a contract says, as plain frozen values.

Belongs here: the vocabulary of a feed (tables, fields, personal data, layout, rules). Does not belong here: reading
YAML (`sources.contract`), finding faults (`sources.contract_faults`), or acting on any of it.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

_Met_aantal = Annotated[str, Field(pattern=r"^[^{}]*\{aantal\}[^{}]*$")]


class Ernst(StrEnum):
    """The one severity scale; `docs/quality.md` says what each means in Great Expectations, dbt and Dagster."""

    FATAAL = "fataal"
    FOUT = "fout"
    WAARSCHUWING = "waarschuwing"


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


class Blad(Strict):
    """Where a table stands in a workbook: on the sheet of this name, where `{jaar}` is the year of the peildatum, or on
    the sheet of this number, whatever its name. Rows are counted as the spreadsheet shows them."""

    naam: str | None = Field(None, pattern=r"^([^{}]|\{jaar\})+$")
    nummer: int | None = Field(None, ge=1)
    kopregel: int = Field(ge=1)
    peildatumcel: str | None = Field(None, pattern=r"^[A-Z][1-9][0-9]*$")
    totaalregel: _Met_aantal | None = None
    einde: Literal["lege_rij"] | None = None


class Layout(Strict):
    """How a file of this feed is written."""

    formaat: Literal["csv", "werkmap", "odata", "iv3"]
    extensie: str = Field(pattern=r"^[a-z0-9]+$")
    datumvormen: tuple[Literal["dd-mm-jjjj", "jjjj-mm-dd", "jjjjmmdd"], ...] = Field(min_length=1)
    decimaalteken: Literal[",", "."]
    scheidingsteken: str | None = Field(None, min_length=1, max_length=1)
    codering: Literal["utf-8", "utf-8-sig", "windows-1252"] | None = None
    aanhalingsteken: str = Field('"', max_length=1)
    slotregel: _Met_aantal | None = None
    sidecar: Literal["sha256"] | None = None
    regels_over_meer_regels: bool = False


class OData(Strict):
    """Which CBS table a feed harvests; table ids are case-sensitive."""

    tabel: str
    filter: str


class Regel(Strict):
    """One quality rule. `sql` selects the row numbers that break it; `expectation` names a Great Expectations class by
    its snake-case type."""

    id: str
    kolom: str | None
    omschrijving: str
    ernst: Ernst
    dimensie: str
    sql: str | None = None
    expectation: str | None = None
    kwargs: dict[str, Any] = {}


class VeldEigenschappen(Strict):
    """What we say of a field beyond the standard: its custom properties.

    `vorm: getypt` is a cell in which people type a figure with whatever belongs to it (`sources.getypt`), `bedrag` one
    in which they type an amount (`sources.bedrag`), `vrije_tekst` the text of a public document, and `toon_waarde` says
    that a row that is rejected may tell what was typed here. `voorbeeld` tells people in their own words what the
    pattern says, and `hoofdletters_vrij` that a name may be typed in any capitals, for the names of a code list.
    """

    codelijst: Codelijst | None = None
    hoofdletters_vrij: bool = False
    persoonsgegeven: Persoonsgegeven | None = None
    geldig_vanaf: date | None = None
    koppatroon: str | None = None
    vorm: Literal["getypt", "bedrag"] | None = None
    vrije_tekst: bool = False
    toon_waarde: bool = False
    voorbeeld: str | None = Field(None, min_length=1)


class Veld(VeldEigenschappen):
    """One column of a table, as delivered (`kop`) and as we call it (`naam`)."""

    naam: str
    kop: str
    type: Literal["string", "date", "number", "integer"]
    omschrijving: str
    verplicht: bool = False
    sleutel: bool = False
    patroon: str | None = None
    minimum: float | None = None
    maximum: float | None = None
    codes: tuple[str, ...] = ()
    regels: tuple[Regel, ...] = ()

    @property
    def raw_kolom(self) -> str | None:
        """The column that reaches raw; None for a field that never gets past the landing."""
        if self.persoonsgegeven is None:
            return self.naam
        return self.persoonsgegeven.wordt

    def geldt_op(self, peildatum: date) -> bool:
        """Whether a delivery with this peildatum is expected to hold the field."""
        return self.geldig_vanaf is None or peildatum >= self.geldig_vanaf


class TabelEigenschappen(Strict):
    """What we say of a table beyond the standard."""

    blad: Blad | None = None


class Tabel(TabelEigenschappen):
    """One set of rows in a delivery: the whole file, or one sheet of a workbook."""

    naam: str
    omschrijving: str
    velden: tuple[Veld, ...]
    regels: tuple[Regel, ...] = ()

    @property
    def raw_kolommen(self) -> tuple[str, ...]:
        return tuple(v.raw_kolom for v in self.velden if v.raw_kolom is not None)


class Familielid(Strict):
    """One of the feeds that come in one layout, each from an owner of its own."""

    feed: str
    naam: str
    eigenaar: str


class FeedEigenschappen(Strict):
    """What we say of every feed of a contract beyond the standard.

    `gebied_code` is the area that every delivery of a feed about more than one municipality speaks of, e.g. `NL01`; its
    file names begin with that code and no other. `referenties` are the tables that its rules read beside the rows.
    """

    layout: Layout
    maximaal_aandeel_quarantaine: float = Field(ge=0, le=1)
    gebied_code: str | None = Field(None, pattern=r"^[A-Z]{2}[0-9]{2,4}$")
    referenties: tuple[Referentie, ...] = ()
    peildatum_vanaf: date | None = None
    peildatum_tot_en_met: date | None = None
    odata: OData | None = None


class ContractEigenschappen(FeedEigenschappen):
    """The custom properties of a contract: with the name of its feed, or with the members of a family of feeds."""

    feed: str | None = None
    feeds: tuple[Familielid, ...] = ()


class Contract(FeedEigenschappen):
    """One feed of one source system. `bestand` is the file that says so, e.g. `sources/ssd/uitkeringen.yml`; the feeds
    of a `familie` share theirs, and the table that it is named after."""

    bestand: str
    familie: str | None = None
    bron: str
    feed: str
    naam: str
    versie: str
    eigenaar: str
    doel: str
    gebruik: str
    frequentie: str
    tabellen: tuple[Tabel, ...]

    @property
    def sleutel(self) -> str:
        """The feed's name in messages and asset keys, e.g. `ssd/uitkeringen`."""
        return f"{self.bron}/{self.feed}"
