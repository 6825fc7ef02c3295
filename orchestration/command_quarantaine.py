"""The command `dwh quarantaine`: the workbooks for owners of sources, from what is published now.

Belongs here: arguments and what is printed. Does not belong here: the workbooks (`reporting.quarantine_workbook`).
"""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import click
import duckdb

from orchestration.publication import read_manifest
from orchestration.settings import home_from


@click.command()
@click.argument("feed", required=False, metavar="[BRON/FEED]")
@click.option(
    "--naar",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("quarantaine"),
    show_default=True,
    help="De map waar de werkmappen komen.",
)
def quarantaine(feed: str | None, naar: Path) -> None:
    """Schrijf een werkmap voor elke feed met rijen in quarantaine, of alleen voor BRON/FEED.

    Een werkmap van deze naam waarvoor geen werk meer is, wordt uit de map verwijderd.
    """
    from reporting.dashboard.run import Run
    from reporting.quarantine_workbook import write_workbooks

    published = home_from() / "published"
    manifest = read_manifest(published)
    if manifest is None:
        raise click.ClickException(f"Er is nog niets gepubliceerd in {published}; draai eerst: make nightly")
    run = Run(
        manifest["run_id"],
        date.fromisoformat(manifest["vandaag"]),
        datetime.fromisoformat(manifest["gepubliceerd_op"]),
        manifest["demo"],
    )
    try:
        written = write_workbooks(published / "marts.duckdb", naar, run, feed)
    except LookupError as fault:
        raise click.ClickException(str(fault.args[0])) from None
    except duckdb.CatalogException:
        raise click.ClickException(
            f"Wat er in {published} staat, is van een oudere versie en kent dit nog niet; draai eerst: make nightly"
        ) from None
    for path in written:
        click.echo(str(path))
    if not written:
        click.echo(f"Er staat niets in quarantaine{f' van {feed}' if feed else ''}.")
