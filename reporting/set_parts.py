"""What a set has besides its tables, made for people to look at or to take along.

Belongs here: what these parts are called, in the manifest (`niet_gebouwd`) and to people. Without one of them a set is
published all the same. Does not belong here: making them (`orchestration.quality_pages`, `orchestration.report_pages`).
"""

from __future__ import annotations

from collections.abc import Mapping

QUALITY_PAGES, REPORT, OPEN_DATA, PARQUET_PACKAGE = "dashboard", "rapport", "opendata", "parquet"
DBT_DOCS = "dbtdocs"
PARTS: Mapping[str, str] = {
    QUALITY_PAGES: "het dashboard",
    REPORT: "het rapport",
    OPEN_DATA: "de open data",
    PARQUET_PACKAGE: "de beschrijving van de Parquet-bestanden",
    DBT_DOCS: "de documentatie van de tabellen (dbt docs)",
}
"""The name of each part in the manifest, and in a sentence."""
