"""Checks of a delivery as a whole, beside those of its rows.

Belongs here: that its file can be read, and that not too many of its rows are broken. Does not belong here: what
follows from their results (`expectations.keuring`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from expectations.gx_suite import Resultaat
from expectations.rules import Controle, controle_id
from sources.contract_model import Ernst

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sources.contract_model import Contract
    from sources.reading.result import Afgekeurd

MINIMUM_FOR_A_SHARE = 20
"""A contract's share of quarantined rows counts from this many rows on, since a share of a handful says nothing, or
when most rows are broken. A share of 0 allows none at all."""


def file_check(contract: Contract, fault: Afgekeurd | None) -> Resultaat:
    """The check that the file as a whole can be read, as a result like any other."""
    regel = fault.regel if fault else "leesbaar"
    reden = _sentence(fault.reden) if fault else "Het bestand is leesbaar volgens de afgesproken layout."
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


def share_check(contract: Contract, read: int, broken: int) -> Resultaat:
    """The check that no more rows are broken than the contract allows."""
    allowed = contract.maximaal_aandeel_quarantaine
    handful = allowed > 0 and broken < MINIMUM_FOR_A_SHARE and broken * 2 <= read
    passed = handful or broken <= allowed * read
    reden = (
        f"{broken} van de {read} rijen zijn onjuist, meer dan de {allowed:.0%} die het contract toestaat; "
        "herstel de rijen in de quarantaine en lever het bestand opnieuw."
    )
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


def _sentence(text: str) -> str:
    return text[0].upper() + text[1:] + ("" if text.endswith(".") else ".")
