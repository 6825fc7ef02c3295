"""What a contract says, as plain frozen values.

Belongs here: the vocabulary of a feed (tables, fields, personal data, layout, rules). Does not belong here: reading
YAML (`sources.contract`), finding faults (`sources.contract_faults`), or acting on any of it.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field

from sources.contract_period import Blad, Bladperiode, Codeperiode, Kopperiode, Met_aantal, Periode, geldend
from sources.kalender import Frequentie, Publicatievenster
from sources.plausibiliteit import Plausibiliteit, Veldband


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
    codeperioden: tuple[Codeperiode, ...] = ()
    regels: tuple[Regel, ...] = ()

    @property
    def raw_kolom(self) -> str | None:
        """The column that reaches raw; None for a field that never gets past the landing."""
        if self.persoonsgegeven is None:
            return self.naam
        return self.persoonsgegeven.wordt

    def op(self, peildatum: date) -> Self:
        """The field as deliveries with this peildatum have it: its header and the codes that it may hold then."""
        other = geldend(self.kop_per_periode, peildatum)
        not_now = {periode.code for periode in self.codeperioden if not periode.geldt_op(peildatum)}
        if other is None and not not_now:
            return self
        codes = tuple(code for code in self.codes if code not in not_now)
        return self.model_copy(update={"kop": other.kop if other else self.kop, "codes": codes})


class TabelEigenschappen(Strict):
    """What we say of a table beyond the standard."""

    blad: Blad | None = None
    blad_per_periode: tuple[Bladperiode, ...] = ()


class Tabel(TabelEigenschappen):
    """One set of rows in a delivery: the whole file, or one sheet of a workbook."""

    naam: str
    omschrijving: str
    velden: tuple[Veld, ...]
    regels: tuple[Regel, ...] = ()

    @property
    def raw_kolommen(self) -> tuple[str, ...]:
        return tuple(v.raw_kolom for v in self.velden if v.raw_kolom is not None)

    def op(self, peildatum: date) -> Self:
        """The table as deliveries with this peildatum have it. All fields stay: `Veld.geldt_op` tells which of them a
        delivery holds, and raw has a column for each."""
        place = geldend(self.blad_per_periode, peildatum)
        blad = self.blad.in_periode(place) if self.blad and place else self.blad
        return self.model_copy(update={"blad": blad, "velden": tuple(veld.op(peildatum) for veld in self.velden)})


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
    `opvolger` is the feed that comes in the place of this one after its last peildatum, as `bron/feed`.
    """

    layout: Layout
    maximaal_aandeel_quarantaine: float = Field(ge=0, le=1)
    gebied_code: str | None = Field(None, pattern=r"^[A-Z]{2}[0-9]{2,4}$")
    referenties: tuple[Referentie, ...] = ()
    peildatum_vanaf: date | None = None
    peildatum_tot_en_met: date | None = None
    opvolger: str | None = Field(None, pattern=r"^[a-z0-9_]+/[a-z0-9]+$")
    publicatievenster: Publicatievenster | None = None
    odata: OData | None = None
    plausibiliteit: Plausibiliteit = Plausibiliteit()


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
    contact: str
    doel: str
    gebruik: str
    frequentie: Frequentie
    uiterlijk_dagen: int | None
    tabellen: tuple[Tabel, ...]

    @property
    def sleutel(self) -> str:
        """The feed's name in messages and asset keys, e.g. `ssd/uitkeringen`."""
        return f"{self.bron}/{self.feed}"

    def op(self, peildatum: date) -> Self:
        """The contract as it holds for a delivery with this peildatum."""
        return self.model_copy(update={"tabellen": tuple(tabel.op(peildatum) for tabel in self.tabellen)})
