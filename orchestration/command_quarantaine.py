"""The command `dwh quarantaine`: the workbooks for owners of sources, from what is published now.

Belongs here: arguments and what is printed. Does not belong here: the workbooks (`reporting.quarantine_folder`).
"""

from __future__ import annotations

from pathlib import Path

import click
import duckdb

from orchestration.published_set import of_an_older_version, published_set
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
    from reporting.quarantine_folder import write_workbooks

    marts, run = published_set(home_from())
    try:
        written = write_workbooks(marts, naar, run, feed)
    except LookupError as fault:
        raise click.ClickException(str(fault.args[0])) from None
    except duckdb.CatalogException:
        raise of_an_older_version(marts) from None
    for path in written:
        click.echo(str(path))
    if not written:
        click.echo(f"Er staat niets in quarantaine{f' van {feed}' if feed else ''}.")
