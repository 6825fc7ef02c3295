"""The commands `dwh rapport` and `dwh iv3`: the report of the planning and control cycle, the open data and Iv3
deliveries, from what is published now.

Belongs here: arguments and what is printed. Does not belong here: what they say (`reporting.rapport`,
`reporting.opendata`).
"""

from __future__ import annotations

from pathlib import Path

import click
import duckdb

from orchestration.faults import faults_of_the_machine
from orchestration.one_load import one_load
from orchestration.published_set import of_an_older_version, published_set
from orchestration.settings import home_from


@click.command()
def rapport() -> None:
    """Maak het rapport (bladzijden, downloads, pc-tabellen.xlsx) en de open data van wat gepubliceerd is.

    Ze komen in warehouse/rapport en warehouse/opendata onder DWH_HOME.
    """
    from reporting.opendata import open_data
    from reporting.rapport import build_report

    home = home_from()
    marts, run = published_set(home)
    pages, tables = home / "warehouse" / "rapport", home / "warehouse" / "opendata"
    with faults_of_the_machine(), one_load(home / "state"):
        click.echo(f"{build_report(marts, pages, run)} bladzijden: {pages / 'index.html'}")
        click.echo(f"Werkmap: {pages / 'pc-tabellen.xlsx'}")
        click.echo(f"{open_data(marts, tables, run)} open tabellen: {tables / 'datapackage.json'}")


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
