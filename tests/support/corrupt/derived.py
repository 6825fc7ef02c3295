"""What breaks the rules that follow from a field of a contract: empty, twice, unreadable, unknown, out of bounds.

Belongs here: a value for each kind of rule, made from what the contract says of the field, so that a new field has its
breakers at once. Does not belong here: what cannot be made that way (`tests.support.corrupt.spelled_out`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sources.contract_model import Contract, Tabel, Veld
from sources.contract_properties import Behandeling
from tests.support import workbooks as wb
from tests.support.corrupt.breker import Breker, een
from tests.support.extracts import bsn, wrong_bsn

_NO_SUCH_DAY = {"dd-mm-jjjj": "31-02-2024", "jjjj-mm-dd": "2024-02-31", "jjjjmmdd": "20240231"}
_MISFITS = ("?", "??", "#N/B", "1?")
_UNKNOWN = "BESTAAT NIET"


def derived(contract: Contract, tabel: Tabel) -> Iterator[Breker]:
    """A breaker, or one per limit, of every rule that a table has without anybody having written it."""
    if contract.layout.formaat == "csv":
        yield Breker("tabel.kolommen", rafelig=True)
    for veld in tabel.velden:
        yield from _of_field(contract, veld)


def _of_field(contract: Contract, veld: Veld) -> Iterator[Breker]:
    def one(regel: str, value: wb.Cell) -> Breker:
        return een(f"{veld.naam}.{regel}", **{veld.naam: value})

    if veld.verplicht:
        yield one("verplicht", None)
    if veld.sleutel:
        yield Breker(f"{veld.naam}.uniek", ({veld.naam: "X7777777"},) * 2)
    unreadable = _unreadable(contract, veld)
    if unreadable:
        yield one(*unreadable)
    if veld.codes:
        yield one("code", _UNKNOWN)
    if veld.codelijst:
        yield one(veld.codelijst, _UNKNOWN)
    if veld.patroon:
        yield one("vorm", next(text for text in _MISFITS if not re.fullmatch(veld.patroon, text)))
    step = 1 if veld.type == "integer" else 0.01
    if veld.minimum is not None:
        yield one("bereik", _number(contract, veld.minimum - step))
    if veld.maximum is not None:
        yield one("bereik", _number(contract, veld.maximum + step))


def _unreadable(contract: Contract, veld: Veld) -> tuple[str, str] | None:
    day = ("datum", _NO_SUCH_DAY[contract.layout.datumvormen[0]])
    given = veld.persoonsgegeven
    if given is not None:
        if given.controle == "elfproef":
            return "elfproef", wrong_bsn(7)
        treated = {Behandeling.GEBOORTEJAAR: day, Behandeling.POSTCODE4: ("postcode", "75AA")}
        return treated.get(given.behandeling)
    if veld.type == "date":
        return day
    if veld.type in ("number", "integer"):
        return "getal", "veel"
    if veld.vorm == "getypt":
        return "getypt", "ca. 500"
    if veld.vorm == "bedrag":
        return "bedrag", "12.5"
    return ("nummer", f"Bel {bsn(7)}.") if veld.vrije_tekst else None


def _number(contract: Contract, value: float) -> str:
    return f"{value:.2f}".removesuffix(".00").replace(".", contract.layout.decimaalteken)
