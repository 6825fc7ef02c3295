"""Every rule that the contracts ask for, and which of them nothing breaks yet.

Belongs here: the list that the tests of the rules are held against, derived from the contracts. Does not belong here:
what breaks a rule.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from expectations.rules import Controle, controles
from sources.contract_model import Contract
from tests.support.warehouse import CODELIJSTEN


def rules_of(contracts: Iterable[Contract]) -> dict[str, Controle]:
    """All rules by their name for ever; those of a family of feeds once."""
    return {
        controle.controle_id: controle
        for contract in contracts
        for tabel in contract.tabellen
        for controle in controles(
            contract, tabel, [veld.naam for veld in tabel.velden], date.max, 0, CODELIJSTEN, "GM0153"
        )
    }


def unbroken(contracts: Iterable[Contract], broken: Collection[str]) -> list[str]:
    """A sentence for each rule that no test breaks: which one, and where to add what breaks it."""
    return [
        f"Nothing breaks {controle_id} ({controle.reden}) Add a line under "
        f"'{'/'.join(controle_id.split('.')[:2])}' in tests/support/corrupt/spelled_out.py "
        "(of iv3/iv3: to IV3_PROEVEN in iv3_rules.py) that breaks it, and say what else that row breaks."
        for controle_id, controle in sorted(rules_of(contracts).items())
        if controle_id not in broken
    ]
