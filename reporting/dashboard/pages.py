"""The pages: from a published set to a folder that any browser can open.

Belongs here: which pages there are, and writing them. Does not belong here: what they say (`overview`, `verdict`) or
what they look like (`templates/`, `static/`).
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from reporting.dashboard.environment import environment
from reporting.dashboard.overview import maak_overzicht
from reporting.dashboard.read import lees_tabellen
from reporting.dashboard.run import Run
from reporting.dashboard.verdict import oordeel
from reporting.site.drawn import kept_drawings

_STATIC = (Path(__file__).parent / "static", Path(__file__).parents[1] / "site" / "static")
_FEEDS = "feeds"
_DRAWINGS = "tekeningen.json"
"""Beside the pages and not among them: what was drawn for them."""


def build_dashboard(marts: Path, site: Path, run: Run) -> int:
    """Write the dashboard of a published set into a folder, over an earlier one; returns the number of pages.

    Reads `marts` alone. A table that was never built leaves its part of the pages empty, and they say so.
    """
    overzicht = maak_overzicht(lees_tabellen(marts))
    gedeeld = {"run": run, "overzicht": overzicht, "oordeel": oordeel(overzicht, run)}
    shutil.rmtree(site / _FEEDS, ignore_errors=True)
    (site / _FEEDS).mkdir(parents=True)
    for bestand in sorted(bestand for map_ in _STATIC for bestand in map_.iterdir()):
        shutil.copyfile(bestand, site / bestand.name)
    with kept_drawings(site.parent / _DRAWINGS):
        return _write_pages(site, gedeeld)


def _write_pages(site: Path, gedeeld: dict[str, Any]) -> int:
    overzicht = gedeeld["overzicht"]
    for name in ("index.html", "indicatoren.html"):
        _write(site / name, name, gedeeld)
    feeds = {f"{feedstand.feed.bron}/{feedstand.feed.feed}": feedstand.feed for feedstand in overzicht.feeds}
    for feedstand in overzicht.feeds:
        feed = feedstand.feed
        eigen = {"feedstand": feedstand, "feed": feed, "opvolger": feeds.get(feed.opvolger or "")}
        _write(site / _FEEDS / feed.pagina, "feed.html", gedeeld | eigen)
    return 2 + len(overzicht.feeds)


def _write(path: Path, template: str, waarden: dict[str, Any]) -> None:
    text = environment().get_template(template).render(waarden)
    path.write_text(text + "\n", encoding="utf-8")
