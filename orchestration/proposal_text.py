"""One message about a delivery that differs from its contract.

Belongs here: its sentences: what differs, which figures hang on it, and the rows to paste with where they belong. Does
not belong here: which deliveries it is about (`orchestration.open_differences`), and what a contract would need
(`sources.reading.proposal`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from orchestration.lineage import Herkomst, Indicator, NogNietTeZeggen
from orchestration.open_differences import Afwijking, is_expected_now, tabel_van, veld_van
from orchestration.reference import rows_for_code
from sources.contract_properties import Codelijst

if TYPE_CHECKING:
    from sources.contract_model import Contract
    from sources.reading.verschil import Verschil

_ROWS_SHOWN = 20
_LIST = "# codelijst "
_SENTENCES = {
    "kolom_nieuw": "de kolom {kolom} is nieuw",
    "kolom_ontbreekt": "de kolom {kolom} ontbreekt",
    "kolom_hernoemd": "de kolom {kolom} lijkt nu {gevonden} te heten",
    "kolom_dubbel": "de kolom {kolom} staat er meer dan een keer",
    "kolomvolgorde": "de kolommen staan in een andere volgorde ({gevonden}); gelezen op naam",
    "kolomspelling": "de kolom {kolom} is geschreven als {gevonden}; gelezen op naam",
    "koprij_verplaatst": "de koprij staat op {gevonden} in plaats van {verwacht}",
    "koprij_anders": "de koprij is er niet (afgesproken: {verwacht})",
    "blad_nieuw": "nieuw, en niet gelezen: {gevonden}",
    "blad_ontbreekt": "het blad {verwacht} ontbreekt",
    "blad_hernoemd": "het blad {verwacht} lijkt nu {gevonden} te heten",
    "code_nieuw": "de code {gevonden} in {kolom} is nieuw",
}
_UNSHOWN_COLUMN = "{kolom} is nieuw; haar kop is niet getoond, kijk in het bestand"


def message(afwijking: Afwijking, contract: Contract, herkomst: Herkomst) -> str:
    """The message about one delivery, in lines."""
    open_ones = [v for v in afwijking.verschillen if not is_expected_now(contract, v, afwijking.peildatum)]
    lines = [_title(afwijking)]
    lines += [f"  - {_difference(v, afwijking, known=v not in open_ones)}" for v in afwijking.verschillen]
    if open_ones:
        lines.append(f"  {_figures(afwijking, open_ones, contract, herkomst)}")
    if afwijking.is_afgekeurd:
        lines.append(f"  {_standing_still(afwijking, herkomst)}")
    pasted = list(_to_paste(open_ones, contract))
    for heading, text in pasted:
        lines += ["", f"  {heading}", "", *(f"    {line}".rstrip() for line in text.splitlines())]
    lines += _afterwards(afwijking, changed=bool(pasted))
    return "\n".join(lines)


def needs_somebody(afwijking: Afwijking, contract: Contract) -> bool:
    """Whether there is still something to do: a rejected delivery must come again, also where the contract expects by
    now what it brought."""
    if afwijking.is_afgekeurd:
        return True
    return not all(is_expected_now(contract, v, afwijking.peildatum) for v in afwijking.verschillen)


def _title(afwijking: Afwijking) -> str:
    number = len(afwijking.verschillen)
    what = "1 verschil" if number == 1 else f"{number} verschillen"
    status = "afgekeurd" if afwijking.is_afgekeurd else "geladen"
    return (
        f"{afwijking.sleutel} {afwijking.gemeente_code}, peildatum {afwijking.peildatum} ({afwijking.bestandsnaam}, "
        f"{status}): {what} met het contract"
    )


def _difference(verschil: Verschil, afwijking: Afwijking, *, known: bool) -> str:
    place = f"{verschil.object}: " if verschil.object else ""
    if verschil.gevonden is None and verschil.soort == "code_nieuw":
        return f"{place}{_hidden_code(verschil, afwijking)}."
    unshown = verschil.gevonden is None and verschil.soort == "kolom_nieuw"
    text = (_UNSHOWN_COLUMN if unshown else _SENTENCES[verschil.soort]).format(**vars(verschil))
    return f"{place}{text}{' (het contract kent dit inmiddels)' if known else ''}."


def _hidden_code(verschil: Verschil, afwijking: Afwijking) -> str:
    rows = afwijking.rijen.get((verschil.object, verschil.kolom), [])
    numbers = ", ".join(str(row) for row in rows[:_ROWS_SHOWN]) + (" …" if len(rows) > _ROWS_SHOWN else "")
    return (
        f"{verschil.kolom} heeft een code die het contract niet kent en die niet wordt getoond, omdat zij niet is "
        f"geschreven als de andere; kijk in het bestand bij de {len(rows)} rijen in quarantaine ({numbers})"
    )


def _figures(afwijking: Afwijking, open_ones: Sequence[Verschil], contract: Contract, herkomst: Herkomst) -> str:
    try:
        found = {indicator for v in open_ones for indicator in _dependent(v, afwijking, contract, herkomst)}
    except NogNietTeZeggen as fault:
        return f"Welke cijfers van deze verschillen afhangen is nog niet te zeggen: {fault}."
    return f"Cijfers die van deze verschillen afhangen: {_named(found)}."


def _standing_still(afwijking: Afwijking, herkomst: Herkomst) -> str:
    try:
        found = herkomst.of_feed(afwijking.bron, afwijking.feed)
    except NogNietTeZeggen as fault:
        return f"Welke cijfers stilstaan zolang de levering is afgekeurd, is nog niet te zeggen: {fault}."
    return f"Zolang de levering is afgekeurd staan stil: {_named(found)}."


def _dependent(verschil: Verschil, afwijking: Afwijking, contract: Contract, herkomst: Herkomst) -> list[Indicator]:
    tabel = tabel_van(contract, verschil, afwijking.peildatum)
    if tabel is None:
        return []
    if verschil.kolom is None:
        whole = verschil.soort not in ("kolomvolgorde", "kolomspelling")
        return herkomst.of_column(afwijking.bron, tabel.naam, None, afwijking.feed) if whole else []
    veld = veld_van(tabel, verschil)
    if veld is None or veld.raw_kolom is None:
        return []  # nobody knows the column yet, or nothing of it is kept
    return herkomst.of_column(afwijking.bron, tabel.naam, veld.raw_kolom, afwijking.feed)


def _named(indicators: Iterable[Indicator]) -> str:
    return "; ".join(f"{each.naam} ({each.code})" for each in sorted(indicators)) or "geen"


def _to_paste(open_ones: Sequence[Verschil], contract: Contract) -> Iterator[tuple[str, str]]:
    """The rows, each with a heading that names the file in which they belong."""
    proposals = list(dict.fromkeys(v.voorstel for v in open_ones if v.voorstel))
    rows = "\n\n".join(proposal for proposal in proposals if not proposal.startswith(_LIST))
    if rows:
        yield f"In {contract.bestand}, als de bron gelijk heeft:", rows
    for proposal in proposals:
        if proposal.startswith(_LIST):
            name, code = proposal.removeprefix(_LIST).split(":\n", maxsplit=1)
            for i, (place, row) in enumerate(rows_for_code(Codelijst(name), code)):
                yield f"{'Of in' if i else 'In'} {place}, aangevuld, als de bron gelijk heeft:", row


def _afterwards(afwijking: Afwijking, *, changed: bool) -> list[str]:
    check = ["controleer het contract (dwh contracts --write)"] if changed else []
    again = ["lever het bestand opnieuw, met een hoger volgnummer"] if afwijking.is_afgekeurd else []
    steps = " en ".join(check + again)
    return ["", f"  {steps[0].upper()}{steps[1:]}."] if steps else []
