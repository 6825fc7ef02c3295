"""The report and the open data as Dagster assets: what they are made of, and the checks of what was published.

They stand in the set that the asset `published/kwaliteit` closes, and are made in its step: one of their own would wait
for every domain, and be skipped for one that failed. So these assets are materialized by that step and have none
themselves. Does not belong here: making them (`orchestration.report_pages`).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import dagster as dg

from orchestration.dbt import CLOSING_DOMAIN, DOMAINS, published_key
from orchestration.publication import read_manifest
from orchestration.report_pages import Gemaakt
from orchestration.settings import Settings
from reporting.set_parts import OPEN_DATA, PARTS, REPORT

BUILT, LIGHT = "gemaakt", "bladzijden_licht"
LARGEST_PAGE = 300 * 1024
"""What a page may weigh, in bytes."""

_SHOWN = {REPORT: "rapport/index.html", OPEN_DATA: "opendata/datapackage.json"}
"""The file that people open first."""
_DESCRIPTIONS = {
    REPORT: "Het rapport van de planning- en controlcyclus: bladzijden, downloads en pc-tabellen.xlsx.",
    OPEN_DATA: "De open tabellen zonder kleine aantallen, als CSV en Parquet met een datapackage.json.",
}
_KINDS = {REPORT: {"html", "excel"}, OPEN_DATA: {"csv", "parquet"}}


REPORT_ASSETS = [
    dg.AssetSpec(
        published_key(part),
        group_name="published",
        deps=[published_key(domain) for domain in DOMAINS],
        description=_DESCRIPTIONS[part],
        kinds=_KINDS[part],
    )
    for part in _SHOWN
]


def materialized(made: Gemaakt) -> Iterator[dg.AssetMaterialization]:
    """What the closing step tells of both: the run that made them, how much, and whether that was this night."""
    for part, count in made.aantallen.items():
        metadata: dict[str, str | int] = {"aantal": count, "gemaakt_door": made.run_id, "gemaakt_van": made.gemaakt_van}
        yield dg.AssetMaterialization(published_key(part), metadata=metadata)


def check_results(published: Path) -> Iterator[dg.AssetCheckResult]:
    """The checks of what stands in a published set."""
    failed = (read_manifest(published) or {}).get("niet_gebouwd", {})
    for part, file in _SHOWN.items():
        why = f"{PARTS[part]} kon niet worden gemaakt: {', '.join(failed[part])}" if part in failed else None
        made = why is None and (published / file).is_file()
        yield dg.AssetCheckResult(asset_key=published_key(part), check_name=BUILT, passed=made, description=why)
    pages = {page.relative_to(published): page.stat().st_size for page in (published / REPORT).rglob("*.html")}
    heaviest = max(pages, key=lambda page: pages[page], default=None)
    weight = pages[heaviest] if heaviest else 0
    yield dg.AssetCheckResult(
        asset_key=published_key(REPORT),
        check_name=LIGHT,
        passed=0 < weight <= LARGEST_PAGE,
        metadata={"zwaarste_bladzijde": str(heaviest or "geen"), "bytes": weight, "bladzijden": len(pages)},
    )


_CLOSED = [published_key(CLOSING_DOMAIN)]


@dg.multi_asset_check(
    specs=[
        *(
            dg.AssetCheckSpec(
                BUILT,
                asset=published_key(part),
                description="Staat heel in de set die zojuist is gepubliceerd.",
                additional_deps=_CLOSED,
            )
            for part in _SHOWN
        ),
        dg.AssetCheckSpec(
            LIGHT,
            asset=published_key(REPORT),
            description=f"Geen bladzijde is zwaarder dan {LARGEST_PAGE // 1024} kB.",
            additional_deps=_CLOSED,
        ),
    ],
    name="rapport",
)
def report_checks() -> Iterator[dg.AssetCheckResult]:
    """Look at the set that was just published."""
    yield from check_results(Settings.from_env().published)
