"""Checks of a delivery as a whole, beside those of its rows.

Belongs here: that its file can be read, that it is about its own period, and that not too many of its rows are broken.
Does not belong here: what follows from their results (`expectations.keuring`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from expectations.placeholders import judged_table
from expectations.resultaat import Resultaat
from expectations.rules import Controle, controle_id
from expectations.telling import sentence
from sources.contract_model import Ernst
from sources.reading.result import RIJNUMMER, Afgekeurd

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from sources.contract_model import Contract

MINIMUM_FOR_A_SHARE = 20
"""A contract's share of quarantined rows counts from this many rows on, since a share of a handful says nothing, or
when most rows of a table are broken. A share of 0 allows none at all."""

MINIMUM_FOR_A_PERIOD = 5
"""From so many sound rows on a table of which every row lies outside the period is that of another one; of a few it may
be so by chance."""

_REPAIR = "herstel de rijen in de quarantaine en lever het bestand opnieuw"


def file_check(contract: Contract, fault: Afgekeurd | None) -> Resultaat:
    """The check that the file as a whole can be read, as a result like any other."""
    regel = fault.regel if fault else "leesbaar"
    reden = sentence(fault.reden) if fault else "Het bestand is leesbaar volgens de afgesproken layout."
    tabel = (fault.tabel if fault else None) or contract.tabellen[0].naam
    check = Controle(
        controle_id(contract, tabel, "bestand", regel),
        tabel,
        fault.kolom if fault else None,
        regel,
        Ernst.FATAAL,
        reden,
        "bestand",
    )
    return Resultaat(check, fault is None, 1, 0 if fault is None else 1)


def fault_results(contract: Contract, faults: Sequence[Afgekeurd]) -> list[Resultaat]:
    """The faults of a file as checks; a file without any has the one check that it is readable."""
    return [file_check(contract, fault) for fault in faults] or [file_check(contract, None)]


def of_another_period(
    connection: Any, contract: Contract, resultaten: Sequence[Resultaat], peildatum: date
) -> Iterator[Afgekeurd]:
    """The tables of which no sound row belongs to the period of the delivery, by the rules that say so
    (`bepaalt_periode`): loaded, they would leave the figures of that period empty."""
    broken = {result.controle.controle_id: result.rijen_sql for result in resultaten if result.rijen_sql}
    for tabel in contract.tabellen:
        table = judged_table(tabel.naam)
        rules = [regel for regel in tabel.alle_regels if regel.bepaalt_periode]
        found = (broken.get(controle_id(contract, tabel.naam, regel.kolom, regel.id)) for regel in rules)
        for outside in (query for query in found if query is not None):
            rows, inside = connection.execute(
                f"SELECT count(*), count(*) FILTER (WHERE {RIJNUMMER} NOT IN (SELECT {RIJNUMMER} FROM ({outside}))) "
                f"FROM {table} WHERE {RIJNUMMER} NOT IN (SELECT {RIJNUMMER} FROM {table}_kapot)"
            ).fetchall()[0]
            if rows >= MINIMUM_FOR_A_PERIOD and inside == 0:
                reden = (
                    f"geen van de {rows} rijen van {tabel.naam} valt in de periode die bij de peildatum {peildatum} "
                    "hoort; dit lijkt de uitvoer van een andere periode: lever die van deze peildatum met een hoger "
                    "volgnummer, of verbeter de bestandsnaam"
                )
                yield Afgekeurd("andere_periode", reden, tabel=tabel.naam)


def share_check(contract: Contract, counts: Sequence[tuple[int, int]]) -> Resultaat:
    """The check that no more rows are broken than the contract allows. `counts` are, per table, the rows that were read
    and those of them that are broken."""
    read, broken = (sum(numbers) for numbers in zip(*counts, strict=True))
    allowed = contract.maximaal_aandeel_quarantaine
    most_of_a_table = any(broken_here * 2 > read_here for read_here, broken_here in counts)
    handful = allowed > 0 and broken < MINIMUM_FOR_A_SHARE and not most_of_a_table
    passed = handful or broken <= allowed * read
    too_many = (
        f"meer dan de {allowed:.0%} die het contract toestaat" if allowed else "en het contract staat er geen toe"
    )
    # Nobody at CBS waits for our message: what its table no longer says is for ourselves to find out.
    action = "meld dit aan de beheerder" if contract.odata else _REPAIR
    reden = f"{broken} van de {read} rijen {'is' if broken == 1 else 'zijn'} onjuist, {too_many}; {action}."
    check = Controle(
        controle_id(contract, contract.tabellen[0].naam, None, "aandeel_quarantaine"),
        contract.tabellen[0].naam,
        None,
        "aandeel_quarantaine",
        Ernst.FATAAL,
        reden,
        "aandeel",
    )
    return Resultaat(check, passed, read, broken)


def most_often(results: Sequence[Resultaat]) -> str:
    """The end of the reason of a delivery with too many broken rows: the rule that most of them break."""
    on_rows = [result for result in results if result.ernst is Ernst.FOUT and not result.geslaagd]
    if not on_rows:
        return ""
    most = max(on_rows, key=lambda result: result.aantal_fout)
    rows = "1 rij" if most.aantal_fout == 1 else f"{most.aantal_fout} rijen"
    return f" Het vaakst ({rows}): {most.controle.reden}"
