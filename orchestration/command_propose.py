"""The command `dwh propose`: what differs between deliveries and contracts, and the rows that contracts would need.

Belongs here: its argument and what it prints. Does not belong here: the message (`orchestration.proposal_text`).
"""

from __future__ import annotations

import click

from orchestration.settings import home_from


@click.command("propose")
@click.argument("feed", required=False, metavar="[BRON/FEED]")
def propose(feed: str | None) -> None:
    """Toon waarin leveringen van hun contract afwijken, met de cijfers die ervan afhangen en de regels om te plakken.

    Van elke peildatum telt de nieuwste levering. Na het plakken: dwh contracts --write.
    """
    from orchestration.lineage import Herkomst
    from orchestration.open_differences import open_differences
    from orchestration.proposal_text import message, needs_somebody
    from sources.contract import load_contracts
    from sources.contract_document import ContractFout

    try:
        contracts = {contract.sleutel: contract for contract in load_contracts()}
    except ContractFout as fault:
        raise click.ClickException(str(fault)) from None
    if feed is not None and feed not in contracts:
        raise click.ClickException(f"{feed} is geen feed; kies uit {', '.join(contracts)}")
    home = home_from()
    found = [each for each in open_differences(home / "state", feed) if each.sleutel in contracts]
    found = [each for each in found if needs_somebody(each, contracts[each.sleutel])]
    herkomst = Herkomst(home)
    for afwijking in found:
        click.echo(message(afwijking, contracts[afwijking.sleutel], herkomst) + "\n")
    if not found:
        click.echo("Geen levering wijkt af van haar contract; er is niets voor te stellen.")
