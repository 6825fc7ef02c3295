"""The description of the published set's own Parquet files.

Belongs here: which of its tables are described, and as what. Does not belong here: what a description looks like
(`beschrijving`), or open data (`openen`), which hides small numbers with libraries that take longer to import than a
quiet night needs for this.
"""

from __future__ import annotations

from pathlib import Path

import duckdb

from reporting.dashboard.run import Run
from reporting.opendata.beschrijving import bron, lees_beschrijvingen, schrijf_descriptor


def beschrijf_parquet(marts: Path, target: Path, run: Run) -> int:
    """Write the descriptor of the whole set's own Parquet files (`<schema>/<table>.parquet`); how many tables.

    That set holds every number and stays inside the municipality.
    """
    with duckdb.connect(str(marts), read_only=True) as con:
        tabellen = [t for naam, t in lees_beschrijvingen(con).items() if not naam.startswith("publicatie.")]
    bronnen = [bron(tabel, f"{tabel.naam.replace('.', '/')}.parquet", "parquet", {}) for tabel in tabellen]
    tekst = (
        "Alle gepubliceerde tabellen, ongewijzigd. Bevat kleine aantallen: niet voor verspreiding buiten de gemeente."
    )
    schrijf_descriptor(target, "sociaal-domein-intern", "Sociaal domein: de gepubliceerde set", tekst, bronnen, run)
    return len(tabellen)
