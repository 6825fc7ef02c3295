"""What a contract says of a field, as SQL that makes sound values of it.

Belongs here: one expression per field, as delivered text, over the rows of `benchmarks.regels`: `i` (row number from
0), `h` (chance: differs per row and municipality), `begin`, `eind` (days, the second may be null), and of a person
`bsn`, `geboren`, `postcode`. Does not belong here: fields that hang together in a way that no contract spells out for a
generator (`benchmarks.samenhang`), and faults (`benchmarks.fouten`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from sources.contract_model import Contract, Tabel, Veld
from sources.contract_properties import Behandeling, Layout

_DAY_FORMS = {"dd-mm-jjjj": "%d-%m-%Y", "jjjj-mm-dd": "%Y-%m-%d", "jjjjmmdd": "%Y%m%d"}
_FREE_TEXT = ("Beëindigd op eigen verzoek", "Verhuizing", "Geëmigreerd – ja", "Vermogen boven de grens (€)", "")
_OVER_TWO_LINES = 'Zei: "het gaat wel",\nen ging.'
_EMPTY_SHARE = 10  # one in so many cells of a code that is not required stays empty
_LARGEST = 2000  # amounts stay below this where a contract allows far more


class GeenVoorbeeld(ValueError):
    """A field of which no sound value follows from the contract alone."""


def quoted(text: str) -> str:
    """The text as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"


def drawn(name: str, values: Iterable[str]) -> str:
    """One of the texts, by chance that is the same every time; `name` tells draws of one row apart."""
    options = [quoted(value) for value in values]
    return f"list_extract([{', '.join(options)}], 1 + (hash(h, {quoted(name)}) % {len(options)})::INTEGER)"


def day_text(day: str, layout: Layout) -> str:
    """A DATE as this feed writes it."""
    return f"strftime({day}, {quoted(_DAY_FORMS[layout.datumvormen[0]])})"


def sound_values(
    contract: Contract, tabel: Tabel, gemeente_code: str, peildatum: date, given: dict[str, str]
) -> dict[str, str]:
    """Per field that a delivery of this peildatum holds the SQL of its text; `given` goes before what follows from the
    contract. Raises `GeenVoorbeeld`."""
    ends = dict(_pairs(tabel))
    return {
        veld.naam: given.get(veld.naam) or _value(contract, veld, gemeente_code, ends)
        for veld in tabel.velden
        if veld.geldt_op(peildatum)
    }


def _pairs(tabel: Tabel) -> Iterable[tuple[str, str]]:
    """Fields with a day that may not come before that of another: the end and the beginning of the same thing."""
    for regel in tabel.alle_regels:
        if "column_A" in regel.kwargs and "column_B" in regel.kwargs:
            yield regel.kwargs["column_A"].split("__")[0], regel.kwargs["column_B"].split("__")[0]


def _value(contract: Contract, veld: Veld, gemeente_code: str, ends: dict[str, str]) -> str:
    layout = contract.layout
    if veld.persoonsgegeven is not None:
        return _personal(veld, layout)
    if veld.codelijst is not None:
        if veld.codelijst != "gemeente":
            raise GeenVoorbeeld(f"{contract.sleutel}: {veld.naam} comes from the list {veld.codelijst}")
        return quoted(gemeente_code)
    if veld.type == "date":
        return day_text("eind" if veld.naam in ends else "begin", layout)
    if veld.type in ("number", "integer"):
        return _number(veld, layout)
    codes = veld.codes or _alternatives(contract, veld)
    if veld.verplicht:
        return drawn(veld.naam, codes)
    return f"CASE WHEN hash(h, {quoted(veld.naam + '?')}) % {_EMPTY_SHARE} > 0 THEN {drawn(veld.naam, codes)} END"


def _personal(veld: Veld, layout: Layout) -> str:
    given = veld.persoonsgegeven
    match given.behandeling if given else None:
        case Behandeling.PSEUDONIEM if given is not None and given.controle == "elfproef":
            return "bsn" if veld.verplicht else "NULL"
        case Behandeling.PSEUDONIEM:
            # Behind a letter, so that none can be taken for a BSN.
            return f"{quoted(veld.naam[0].upper())} || lpad(i::VARCHAR, 8, '0')"
        case Behandeling.GEBOORTEJAAR:
            return day_text("geboren", layout)
        case Behandeling.POSTCODE4:
            return "postcode"
        case _:
            return drawn(veld.naam, (*_FREE_TEXT, _OVER_TWO_LINES) if layout.regels_over_meer_regels else _FREE_TEXT)


def _number(veld: Veld, layout: Layout) -> str:
    lowest = veld.minimum or 0
    width = max(1, min(veld.maximum if veld.maximum is not None else _LARGEST, _LARGEST) - lowest)
    draw = f"hash(h, {quoted(veld.naam)})"
    if veld.type == "integer":
        return f"({int(lowest)} + {draw} % {int(width)})::VARCHAR"
    cents = f"(({draw} % {int(width * 100)})::INTEGER / 100.0 + {lowest})::DECIMAL(12, 2)::VARCHAR"
    return f"replace({cents}, '.', ',')" if layout.decimaalteken == "," else cents


def _alternatives(contract: Contract, veld: Veld) -> tuple[str, ...]:
    """What a pattern that names its words allows."""
    digits = re.fullmatch(r"\[0-9\]\{(\d+)\}", veld.patroon or "")
    if digits:
        return tuple(str(n).zfill(int(digits[1])) for n in range(3_000_001, 3_000_041))
    words = re.fullmatch(r"(?:\(\?i\))?\(([^()]+)\)", veld.patroon or "")
    if words is None:
        raise GeenVoorbeeld(f"{contract.sleutel}: no sound value of {veld.naam} follows from its contract")
    return tuple(words[1].split("|"))
