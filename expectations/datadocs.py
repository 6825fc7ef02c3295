"""Great Expectations' Data Docs: a page per report of the last deliveries that were judged, and of the last runs of the
suites across feeds.

Belongs here: which reports are kept, and rendering them; a report holds counts and never a value. Built once a run, and
of what is new only: a page of one report never changes. A site of everything that ever ran would grow without bound, so
only so many reports stay; what is older stands in `kwaliteit.fct_controle`.
"""

from __future__ import annotations

import json
import shutil
from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from expectations.datadocs_site import Site

STAMP = "verslagen.json"
KEPT = 3
"""How many reports of a table and municipality, or of a suite across feeds, are shown: the one that counts, the one
before it to compare with, and one more because a correction comes as a pair."""
MAX_PAGES = 250
"""How many reports are shown at most: to render them all anew takes some seconds, and one index lists them."""
MAX_BYTES = 5_000_000
"""How many bytes of reports are shown at most; a page is about five times its report, and every set that is published
holds a copy of the site."""


def kept_reports(verslagen: Path) -> list[Path]:
    """The reports to show; the others are removed, and what a load that was killed left half written.

    Of every table the newest is there whatever the limits say. The oldest go first.
    """
    ranked: defaultdict[tuple[str, str], list[Path]] = defaultdict(list)
    for path in sorted(verslagen.glob("*.json"), key=_order, reverse=True):
        if _is_whole(path):
            ranked[_table(path), _gemeente(path)].append(path)
    # First the newest of each table, then the newest of every municipality, then what came before them.
    newest: defaultdict[str, list[Path]] = defaultdict(list)
    for (table, _), own in ranked.items():
        newest[table].append(own[0])
    firsts = {max(paths, key=_order) for paths in newest.values()}
    rounds = [
        sorted((own[n] for own in ranked.values() if len(own) > n), key=_order, reverse=True) for n in range(KEPT)
    ]
    rest = [path for one in rounds for path in one if path not in firsts]
    kept = [*firsts, *_within_limits(rest, firsts)]
    for path in set(verslagen.glob("*.json")) - set(kept):
        path.unlink()
    return sorted(kept)


def _within_limits(paths: Sequence[Path], taken: set[Path]) -> list[Path]:
    room, pages = MAX_BYTES - sum(path.stat().st_size for path in taken), MAX_PAGES - len(taken)
    found = []
    for path in paths[: max(pages, 0)]:
        room -= path.stat().st_size
        if room < 0:
            break
        found.append(path)
    return found


def _table(path: Path) -> str:
    bron, feed, *_ = path.name.split(".")
    return f"{bron}.{feed}.{path.name.rsplit('.', 2)[-2]}"


def _gemeente(path: Path) -> str:
    return path.name.split(".")[2]


def _order(path: Path) -> tuple[str, str, int]:
    """By peildatum, then volgnummer, then arrival in the folder; of a suite across feeds by day and time of its run."""
    parts = path.name.split(".")
    return parts[3], parts[4], path.stat().st_mtime_ns


def _is_whole(path: Path) -> bool:
    try:
        json.loads(path.read_text(encoding="utf-8"))
    except ValueError:
        return False
    return True


def build_data_docs(verslagen: Path, site: Path) -> int:
    """Bring the site up to date, unless it already shows exactly the reports to show. Returns the number of pages with
    results."""
    reports = kept_reports(verslagen)
    # With the time of arrival: a report that was written anew is another report.
    names = [f"{report.name} {report.stat().st_mtime_ns}" for report in reports]
    stamp = site / STAMP
    shown = set(json.loads(stamp.read_text(encoding="utf-8"))) if stamp.exists() else set()
    if stamp.exists() and shown == set(names):
        return len(names)
    if not shown and site.exists():
        shutil.rmtree(site)
    # Whoever is killed half-way begins anew.
    stamp.unlink(missing_ok=True)
    pages = _site(site)
    for report, name in zip(reports, names, strict=True):
        pages.add(report, _moment(report), new=name not in shown)
    pages.write()
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(json.dumps(names), encoding="utf-8")
    return len(names)


def _moment(report: Path) -> datetime:
    return datetime.fromtimestamp(report.stat().st_mtime, UTC)


def _site(folder: Path) -> Site:
    from expectations.datadocs_site import Site

    return Site(folder)
