"""The dashboard of the whole country: pages stay small, what asks for attention is still shown, the rest is counted."""

from __future__ import annotations

from pathlib import Path

import pytest

from reporting.dashboard import build_dashboard
from reporting.dashboard.environment import IN_OVERZICHT, VOLUIT
from tests.reporting.pages import Page, pages_of
from tests.reporting.published import RUN, feed, status, write

GEMEENTEN = [f"GM{number:04d}" for number in range(1, 343)]
FEEDS = ("uitkeringen", "voorzieningen", "inkomenstoeslagen")
KAPOT = ("GM0340", "GM0341")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("land")
    rows = {
        "kwaliteit.dim_feed": [feed("ssd", name, f"Levering van {name}") for name in FEEDS],
        "kwaliteit.mart_bronstatus": [
            status("ssd", name, gemeente, "kapot" if name == FEEDS[0] and gemeente in KAPOT else "goed")
            for name in FEEDS
            for gemeente in GEMEENTEN
        ],
        "indicatoren.dim_gemeente": [{"gemeente_code": code, "naam": f"Gemeente {code}"} for code in GEMEENTEN],
        "indicatoren.dim_indicator": [{"indicator_code": "i", "definitie_versie": 1, "naam": "Indicator"}],
        "indicatoren.brug_indicator_feed": [
            {"gemeente_code": code, "indicator_code": "i", "bron": "ssd", "feed": name}
            for code in GEMEENTEN
            for name in FEEDS
        ],
    }
    build_dashboard(write(folder / "marts.duckdb", rows), folder / "site", RUN)
    return folder / "site"


def test_the_overview_lists_what_asks_for_attention_first_and_counts_all_of_it(site: Path):
    html = (site / "index.html").read_text(encoding="utf-8")
    assert html.count('<tr role="row" class=') == IN_OVERZICHT
    first = html.split('<tr role="row" class=')[1]
    assert first.startswith('"kapot')
    assert f"Hierboven staan er {IN_OVERZICHT} van de 1.026" in html
    counted = html.split("Alle feeds, geteld", 1)[1]
    assert '<td class="getal">340</td>' in counted
    assert counted.count('<td class="getal">342</td>') == 2


def test_every_municipality_is_on_the_page_of_its_feed_the_broken_ones_in_full(site: Path):
    page = Page(site / "feeds" / "ssd_uitkeringen.html")
    assert set(GEMEENTEN) <= set(page.ids)
    assert page.html.count('class="gemeentestand"') == VOLUIT
    in_full = page.html.split('id="overige"')[0]
    assert all(f'<h2 id="{code}">' in in_full for code in KAPOT)


def test_every_link_leads_to_a_place_that_is_there(site: Path):
    pages = {page.path.resolve(): page for page in pages_of(site)}
    dead = []
    for page in pages.values():
        for link in page.links:
            target, _, anchor = link.partition("#")
            to = (page.path.parent / target).resolve() if target else page.path.resolve()
            if (
                link.startswith("mailto:")
                or to.parent.name in ("datadocs", "dbtdocs", "rapport")
                or (to.is_file() and to not in pages)
            ):
                continue
            if to not in pages or (anchor and anchor not in pages[to].ids):
                dead.append((page.path.name, link))
    assert dead == []


def test_no_page_is_larger_than_a_browser_shows_at_once(site: Path):
    sizes = {page.path.name: page.path.stat().st_size for page in pages_of(site)}
    assert max(sizes.values()) < 600_000
    assert sizes["index.html"] < 250_000
