"""The command `dwh`: what a scheduler, cron or a person calls.

Belongs here: arguments and exit statuses. Every command reads its settings from the environment (`DWH_*`).
"""

from __future__ import annotations

import gc
import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from orchestration.command_accept import accept_command
from orchestration.command_iv3 import iv3
from orchestration.command_propose import propose
from orchestration.command_quarantaine import quarantaine
from orchestration.command_signaal import signaal
from orchestration.command_sleutel import sleutel
from orchestration.ending import Ending
from orchestration.faults import faults_of_the_machine
from orchestration.one_load import one_load
from orchestration.settings import InstellingFout, Settings, home_from


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Het datawarehouse van het sociaal domein.

    Omgeving: DWH_HOME (waar alles staat), DWH_LANDING (waar uittreksels binnenkomen; zonder draait de demo), DWH_TODAY,
    DWH_PSEUDONYM_KEY, DWH_CBS_URL, DWH_SIGNAAL (waar berichten heen gaan; zonder blijven ze uit), DWH_SIGNAAL_LINK.
    """


@main.command()
def nightly() -> None:
    """Laad wat nieuw is, bouw de marts en publiceer ze als een geheel.

    Status: 0 alles goed en gepubliceerd; 3 gepubliceerd, maar minstens een feed is kapot, te laat of ontbreekt; 1 niets
    nieuws gepubliceerd.
    """
    from rich.console import Console

    console = Console()
    ending = Ending()
    _look_less_for_garbage()
    _show_progress()
    settings = _settings()
    with faults_of_the_machine(), one_load(settings.state):
        from orchestration.nightly import run_nightly
        from orchestration.summary import print_summary

        with _faults_of_the_project():
            verloop = run_nightly(settings)
        print_summary(verloop, console)
    ending.status = verloop.status
    sys.exit(verloop.status)


@main.command()
@click.argument("landing", type=click.Path(file_okay=False, path_type=Path))
def demo(landing: Path) -> None:
    """Schrijf de (synthetische) demo-uittreksels in de map LANDING."""
    from sources.demo.generate import LandingInGebruikError, write_demo_landing

    try:
        written = write_demo_landing(landing)
    except LandingInGebruikError as fault:
        raise click.ClickException(str(fault)) from None
    click.echo(f"{len(written)} bestanden in {landing}; alle zijn synthetisch.")


@main.command()
@click.argument("sql", required=False)
def query(sql: str | None) -> None:
    """Vraag de gepubliceerde marts iets in SQL; zonder SQL een schil waarin dat regel voor regel kan."""
    from orchestration.shell import run_shell

    home = home_from()
    marts = home / "published" / "marts.duckdb"
    if not marts.exists():
        raise click.ClickException(f"Er is nog niets gepubliceerd in {home / 'published'}; draai eerst: make nightly")
    run_shell(marts, sql)


@main.command()
@click.option("--write", is_flag=True, help="Schrijf ook de dbt-sources die uit de contracten volgen.")
def contracts(*, write: bool) -> None:
    """Controleer alle contracten en de regels over feeds heen, en of de dbt-sources zeggen wat zij zeggen."""
    from expectations.verbanden import load_verbanden
    from orchestration.dbt_sources import differences, source_files
    from sources.contract import load_contracts
    from sources.contract_faults import ContractFout

    try:
        loaded = load_contracts()
        load_verbanden()
    except ContractFout as fault:
        raise click.ClickException(str(fault)) from None
    if write:
        for path, text in source_files(loaded).items():
            path.write_text(text, encoding="utf-8")
    for contract in loaded:
        click.echo(f"{contract.sleutel:26} {contract.versie}  {contract.frequentie:8}  {contract.naam}")
    stale = differences(loaded)
    if stale:
        names = ", ".join(path.name for path in stale)
        raise click.ClickException(
            f"Deze dbt-sources wijken af van de contracten: {names}. Draai: dwh contracts --write"
        )


@main.command()
@click.option("--port", default=3000, show_default=True, help="Poort op localhost.")
def ui(port: int) -> None:
    """Dagsters webserver en daemon, met het schema en de sensor aan, alleen op localhost."""
    settings = _settings()
    settings.export()
    command = [
        sys.executable,
        "-W",
        # Its successor is another package, which does the same.
        "ignore:Function `dev_command` is superseded",
        "-m",
        "dagster",
        "dev",
        "-m",
        "orchestration.definitions",
        "-h",
        "127.0.0.1",
        "-p",
        str(port),
    ]
    os.execv(command[0], command)  # noqa: S606 - our own command; the server takes this process's place


main.add_command(accept_command)
main.add_command(propose)
main.add_command(quarantaine)
main.add_command(iv3)
main.add_command(signaal)
main.add_command(sleutel)


@contextmanager
def _faults_of_the_project() -> Iterator[None]:
    """A contract or a dbt project that cannot be read is one message; nothing was loaded or published then."""
    try:
        yield
    except Exception as fault:
        # Only now: Dagster takes seconds to import, and the first line of progress must not wait for it.
        from orchestration.dbt import DbtOnleesbaar
        from sources.contract_document import ContractFout

        if isinstance(fault, ContractFout | DbtOnleesbaar):
            raise click.ClickException(str(fault)) from None
        raise


def _look_less_for_garbage() -> None:
    """What a load imports and parses lives as long as it does; looking through it time and again takes an eighth of a
    quiet night."""
    gc.set_threshold(100_000, 50, 100)


def _settings() -> Settings:
    try:
        return Settings.from_env()
    except InstellingFout as fault:
        raise click.ClickException(str(fault)) from None


def _show_progress() -> None:
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s", "%H:%M:%S"))
    logger = logging.getLogger("dwh")
    logger.setLevel(logging.INFO)
    logger.handlers = [handler]
    logger.propagate = False
