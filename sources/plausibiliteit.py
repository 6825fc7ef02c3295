"""How far a feed may move from one delivery to the next before somebody should look: its bands, as contracts say them.

Belongs here: the measures that there are, their bands per feed and per field, which field has which measure, and what a
contract can say wrong about it. Does not belong here: measuring a delivery (`expectations.profile`) and judging it
(`expectations.plausibility`).
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated

from pydantic import BaseModel, ConfigDict, Field

from sources.contract_document import Document, custom_properties, fields_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sources.contract_model import Contract, Veld

_Relatief = Annotated[float, Field(gt=0)]
_Aandeel = Annotated[float, Field(gt=0, lt=1)]


class Veldband(BaseModel):
    """The bands of one field where they differ from those of its feed; null says that the field has no such measure.

    A field with a pattern has shares of codes, or a sum, only where a band for it stands here.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    leeg: _Aandeel | None = None
    code: _Aandeel | None = None
    som: _Relatief | None = None


class Plausibiliteit(Veldband):
    """The bands of a feed: `rijen` and `som` as a part of the earlier value (0.25 is a quarter more or less), `leeg`
    and `code` as a difference between two shares (0.10 is ten percentage points). Null, or absent: not judged.

    `alleen_zelfde_periode`: the delivery before is of another kind (a budget, half a year), and only that of the same
    day of an earlier year can be compared. `vanaf_1_januari`: a delivery holds what was active since 1 January, so the
    one before is only like it within the same year. `breuken`: days from which peildatums cannot be compared with
    earlier ones.
    """

    rijen: _Relatief | None = None
    alleen_zelfde_periode: bool = False
    vanaf_1_januari: bool = False
    breuken: tuple[date, ...] = ()

    def volgt_op(self, eerder: date, later: date) -> bool:
        """Whether a delivery is like the one just before it."""
        return not self.alleen_zelfde_periode and not (self.vanaf_1_januari and eerder.year < later.year)

    def vergelijkbaar(self, eerder: date, later: date) -> bool:
        """Whether no break lies between two peildatums."""
        return not any(eerder < breuk <= later for breuk in self.breuken)


def band_of(contract: Contract, maat: str, veld: Veld | None) -> float | None:
    """The band for a measure of a field (None: of the table as a whole); None where it is not judged."""
    own = veld.plausibiliteit if veld is not None else None
    if own is not None and maat in own.model_fields_set:
        found: float | None = getattr(own, maat)
    else:
        found = getattr(contract.plausibiliteit, maat)
    return found


def is_judged(contract: Contract) -> bool:
    """Whether a contract has any band at all."""
    given = [contract.plausibiliteit, *(veld.plausibiliteit for tabel in contract.tabellen for veld in tabel.velden)]
    bands = [(own.leeg, own.code, own.som) for own in given if own is not None]
    return contract.plausibiliteit.rijen is not None or any(band is not None for each in bands for band in each)


def has_empties(veld: Veld) -> bool:
    """Whether it makes sense to ask which part of the rows has no value."""
    return _has("leeg", veld, by_itself=not veld.verplicht)


def has_shares_of_codes(veld: Veld) -> bool:
    """Whether it makes sense to ask which part of the rows has which value."""
    return _has("code", veld, by_itself=bool(veld.codes))


def has_sum(veld: Veld) -> bool:
    """Whether the values of a field can be added up."""
    return _has("som", veld, by_itself=veld.type in ("number", "integer"))


def _has(maat: str, veld: Veld, *, by_itself: bool) -> bool:
    own = veld.plausibiliteit
    if own is not None and maat in own.model_fields_set:
        return getattr(own, maat) is not None
    return by_itself


def plausibility_faults(document: Document) -> Iterator[str]:
    """The bands of fields that have no such measure, each as a sentence."""
    for schema, prop in fields_of(document):
        custom = custom_properties(prop)
        own = {maat: band for maat, band in (custom.get("plausibiliteit") or {}).items() if band is not None}
        place = f"veld {schema['name']}.{prop['name']}: plausibiliteit"
        kept, pattern = "persoonsgegeven" not in custom, "pattern" in prop.get("logicalTypeOptions", {})
        if "leeg" in own and prop.get("required"):
            yield f"{place}: een verplicht veld is nooit leeg."
        if "code" in own and not (kept and (pattern or prop.get("enum"))):
            yield f"{place}: alleen een veld met codes of een patroon heeft een aandeel per code."
        if "som" in own and not (kept and (pattern or prop["logicalType"] in ("number", "integer"))):
            yield f"{place}: alleen een getal, of een veld met een patroon, heeft een som."
