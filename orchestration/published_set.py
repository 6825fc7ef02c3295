"""What is published now, for commands that make something of it.

Belongs here: finding the set and the run that made it. Does not belong here: making a set
(`orchestration.publication`).
"""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import click

from orchestration.publication import read_manifest
from reporting.dashboard.run import Run


def published_set(home: Path) -> tuple[Path, Run]:
    """The marts that count, and their run. Raises `click.ClickException` when nothing was published yet."""
    published = home / "published"
    manifest = read_manifest(published)
    if manifest is None:
        raise click.ClickException(f"Er is nog niets gepubliceerd in {published}; draai eerst: make nightly")
    run = Run(
        manifest["run_id"],
        date.fromisoformat(manifest["vandaag"]),
        datetime.fromisoformat(manifest["gepubliceerd_op"]),
        manifest["demo"],
    )
    return published / "marts.duckdb", run


def of_an_older_version(marts: Path) -> click.ClickException:
    """What is said when the set lacks a table that the present version knows."""
    return click.ClickException(
        f"Wat er in {marts.parent} staat, is van een oudere versie en kent dit nog niet; draai eerst: make nightly"
    )
