"""The command `dwh iv3`: a delivery to CBS from what is published now.

Belongs here: arguments and what is printed. Does not belong here: what it says (`reporting.opendata.iv3`).
"""

from __future__ import annotations

from pathlib import Path

import click
import duckdb

from orchestration.published_set import of_an_older_version, published_set
from orchestration.settings import home_from


@click.command()
@click.argument("gemeente", metavar="GEMEENTE")
@click.argument("verslagsoort", metavar="VERSLAGSOORT")
@click.option("--contact", required=True, help="Naam van wie CBS kan vragen.")
@click.option("--email", required=True, help="E-mailadres van het contact.")
@click.option("--telefoon", required=True, help="Telefoonnummer van het contact.")
@click.option(
    "--naar",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("iv3"),
    show_default=True,
    help="De map waar de levering komt.",
)
def iv3(gemeente: str, verslagsoort: str, contact: str, email: str, telefoon: str, naar: Path) -> None:
    """Schrijf het eigen Iv3-verslag van een gemeente als JSON-levering aan het CBS, bijvoorbeeld GM0153 2024X005."""
    from reporting.opendata.iv3 import Contact, GeenVerslag, write_iv3

    marts, run = published_set(home_from())
    try:
        path = write_iv3(marts, naar, gemeente, verslagsoort, Contact(contact, email, telefoon), run)
    except GeenVerslag as fault:
        raise click.ClickException(str(fault.args[0])) from None
    except duckdb.CatalogException:
        raise of_an_older_version(marts) from None
    click.echo(str(path))
