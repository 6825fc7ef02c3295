"""The command `dwh sleutel`: from now on this warehouse has the key that the environment holds.

Belongs here: its settings and what it says. Does not belong here: what is read again and how it is swapped
(`expectations.key_change`). The key comes from the environment only: a command line can be seen by everybody on the
machine and stays in a shell's history.
"""

from __future__ import annotations

import click

from orchestration.settings import InstellingFout, Settings


@click.command("sleutel")
@click.option("--proef", is_flag=True, help="Zeg alleen wat er zou gebeuren en wat ontbreekt; verander niets.")
def sleutel(*, proef: bool) -> None:
    """Vervang de sleutel van de pseudoniemen door die in DWH_PSEUDONYM_KEY.

    Alle geladen leveringen met pseudoniemen worden opnieuw gelezen uit de landing; cijfers, oordelen en geschiedenis
    blijven zoals ze zijn. Ontbreekt er een uittreksel, dan verandert er niets en staat hier welk.
    """
    from expectations.key_change import (
        SleutelFout,
        change_key,
        finish_key_change,
        key_proof,
        proof_in_use,
        to_be_remade,
    )
    from expectations.ledger import Ledger, LedgerInGebruik
    from expectations.rekeyed_rows import RekeyedRows
    from sources.contract import load_contracts
    from sources.landing import scan

    try:
        settings = Settings.from_env()
        state, raw = settings.state, settings.raw
        if not (state / "ledger.duckdb").exists():
            raise click.ClickException(f"Er is nog niets geladen in {settings.home}; elke sleutel is er goed.")
        with Ledger(state) as ledger:
            if finish_key_change(raw, state):
                click.echo("Een eerdere wissel die was afgebroken, is afgemaakt.")
            new = key_proof(settings.key)
            if proof_in_use(state) == new:
                click.echo("Dit is de sleutel waarmee deze DWH_HOME is gevuld; er is niets te doen.")
                return
            contracts = load_contracts()
            deliveries = to_be_remade(ledger, contracts, scan(settings.landing, contracts).bestanden, raw)
            if proef:
                click.echo(f"{len(deliveries)} leveringen zouden opnieuw gelezen worden; alle uittreksels zijn er.")
                return
            change_key(raw, state, new, deliveries, RekeyedRows(settings.key).remake)
    except (SleutelFout, LedgerInGebruik, InstellingFout) as fault:
        raise click.ClickException(str(fault)) from None
    click.echo(f"De sleutel is vervangen: {len(deliveries)} leveringen hebben nieuwe pseudoniemen.")
    click.echo("Vernietig de oude sleutel, en back-ups van raw die ermee gemaakt zijn zodra dat mag.")
