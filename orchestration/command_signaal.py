"""The command `dwh signaal`: does a message arrive?

Belongs here: arguments and what is printed. Does not belong here: sending (`orchestration.signals`).
"""

from __future__ import annotations

import sys

import click

from orchestration.settings import InstellingFout, Settings


@click.command()
@click.option("--proef", is_flag=True, help="Stuur naar elk kanaal een proefbericht.")
def signaal(*, proef: bool) -> None:
    """Toon naar welke kanalen berichten gaan (DWH_SIGNAAL), of stuur ze een proefbericht.

    Status: 0 elk kanaal nam het aan; 1 minstens een niet, of er is geen kanaal.
    """
    try:
        settings = Settings.from_env()
    except InstellingFout as fault:
        raise click.ClickException(str(fault)) from None
    if not settings.signaal:
        raise click.ClickException("Er is geen kanaal: zet adressen in DWH_SIGNAAL (zie docs/operations.md).")
    from orchestration.signal_channels import kanalen
    from orchestration.signals import try_out

    if not proef:
        for kanaal in kanalen(settings.signaal):
            click.echo(str(kanaal))
        return
    outcome = try_out(settings)
    for name, accepted in outcome:
        click.echo(f"{'aangenomen' if accepted else 'NIET aangenomen':16} {name}")
    if not all(accepted for _, accepted in outcome):
        sys.exit(1)
