"""The command `dwh accept`: what is unusual about a delivery is right, and is what later ones are compared with.

Belongs here: its arguments and what it says. Does not belong here: what can be accepted (`expectations.acceptance`).
"""

from __future__ import annotations

from datetime import UTC, datetime

import click

from orchestration.settings import home_from


@click.command("accept")
@click.argument("bestandsnamen", nargs=-1, required=True)
@click.option("--reden", required=True, help="Waarom de levering juist is, zonder namen of nummers van personen.")
def accept_command(bestandsnamen: tuple[str, ...], reden: str) -> None:
    """Aanvaard wat ongewoon is aan leveringen: iemand heeft het nagevraagd en het klopt.

    Noem het bestand zoals de waarschuwing het noemt, bijvoorbeeld ssd/GM0153_uitkeringen_20241231_01.csv. De
    waarschuwingen van die levering staan daarna niet meer open, en volgende leveringen worden ermee vergeleken.
    """
    from expectations.acceptance import AanvaardFout, accept
    from expectations.ledger import Ledger, LedgerInGebruik

    state = home_from() / "state"
    if not (state / "ledger.duckdb").exists():
        raise click.ClickException(f"Er is nog niets geladen in {state.parent}; draai eerst: make nightly")
    try:
        with Ledger(state) as ledger:
            accepted = accept(ledger, bestandsnamen, reden, datetime.now(UTC).replace(tzinfo=None))
            ledger.export(["aanvaarding"])
    except (AanvaardFout, LedgerInGebruik) as fault:
        raise click.ClickException(str(fault)) from None
    for item in accepted:
        number = "1 waarschuwing" if item.waarschuwingen == 1 else f"{item.waarschuwingen} waarschuwingen"
        click.echo(f"Aanvaard: {item.naam} ({number}). De volgende lading laat het zien.")
