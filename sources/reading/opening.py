"""Which reader reads which layout."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sources.reading.trimming import trimmed

if TYPE_CHECKING:
    from sources.contract_model import Contract
    from sources.landing import Bestand
    from sources.reading.result import Inhoud


def read_delivery(contract: Contract, bestand: Bestand) -> Inhoud:
    """Read a delivery in the layout of its contract, its texts `trimmed`. Raises `Afgekeurd` where it is not what was
    agreed."""
    inhoud = _as_written(contract, bestand)
    for rijen in inhoud.tabellen.values():
        rijen.stroom = trimmed(rijen.stroom)
    return inhoud


def _as_written(contract: Contract, bestand: Bestand) -> Inhoud:
    match contract.layout.formaat:
        case "csv":
            from sources.reading.delimited import read_delimited

            return read_delimited(bestand.pad, contract.tabellen[0], contract.layout, bestand.peildatum)
        case "werkmap":
            from sources.reading.workbook import read_workbook

            return read_workbook(bestand.pad, contract.tabellen, contract.layout, bestand.peildatum)
        case "odata":
            from sources.reading.odata import read_stored_harvest

            return read_stored_harvest(bestand.pad, contract.tabellen[0])
        case "iv3":
            from sources.reading.iv3 import read_iv3

            return read_iv3(bestand.pad, contract.tabellen)
