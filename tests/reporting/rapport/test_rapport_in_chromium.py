"""The report in a real browser: clicked through, searched, downloaded, by keyboard, in the dark, on a telephone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.reporting.chromium import patience
from tests.reporting.looking import LOOKS, Opened, looking_at, violations

if TYPE_CHECKING:
    from playwright.sync_api import Browser

KINDS = {
    "index": "index.html",
    "municipality": "enschede/index.html",
    "goal with actions": "enschede/doel/01.01.html",
    "indicator with two methods": "enschede/indicator/jeugdhulp_zwaar_pct.html",
    "indicator with breakdowns": "enschede/indicator/wmo_voorziening_per_1000.html",
    "indicator with hidden figures": "twenterand/indicator/tw_studietoeslag_personen.html",
    "programme account": "enschede/financien/programmarekening.html",
    "search": "zoeken.html",
}
OTHERWISE_ON_A_TELEPHONE = ("municipality", "indicator with two methods")
"""Where the style has rules for a narrow screen; elsewhere axe would see the same elements in the same colours."""


@pytest.fixture(autouse=True)
def _not_for_ever() -> Iterator[None]:
    with patience(120):
        yield


@pytest.fixture
def opened(browser: Browser, demo_report: Path) -> Iterator[Opened]:
    with looking_at(demo_report, browser) as opening:
        yield opening


def test_axe_finds_nothing_that_wcag_forbids_in_a_table_about_money(opened: Opened, demo_report: Path) -> None:
    pages = money_pages(demo_report)
    assert len(pages) > 8
    view = opened(pages[0])
    found = {}
    for name in pages:
        view.goto((demo_report / name).as_uri())
        found[name] = violations(view)
    assert found == {name: [] for name in pages}


def test_every_table_about_money_that_scrolls_can_be_scrolled_by_keyboard(opened: Opened, demo_report: Path) -> None:
    view = opened(KINDS["index"], viewport=LOOKS["telephone"][0])
    wide = 0
    for name in money_pages(demo_report):
        view.goto((demo_report / name).as_uri())
        frames = view.locator(".kader").evaluate_all(
            "frames => frames.map((f) => [f.scrollWidth > f.clientWidth, f.tabIndex])"
        )
        assert [focus for scrolls, focus in frames if scrolls and focus != 0] == [], name
        wide += sum(scrolls for scrolls, _ in frames)
    assert wide > 5


def money_pages(report: Path) -> list[str]:
    """One page of each kind about money, and a document of each municipality, which has tables in a form of its own."""
    kinds: dict[str, str] = {}
    for path in sorted(report.glob("*/financien/*.html")):
        kind = path.stem.split("-", 1)[0]
        kinds.setdefault(f"{path.parts[-3]} {kind}" if kind == "document" else kind, str(path.relative_to(report)))
    return [*kinds.values()]


@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing_that_wcag_forbids_in_the_report(kind: str, opened: Opened) -> None:
    view = opened(KINDS[kind])
    looks = LOOKS if kind in OTHERWISE_ON_A_TELEPHONE else {look: LOOKS[look] for look in ("light", "dark")}
    found = {}
    for look, (viewport, colour_scheme) in looks.items():
        view.set_viewport_size(viewport)
        view.emulate_media(color_scheme=colour_scheme)
        found[look] = violations(view)
    assert found == {look: [] for look in looks}


def test_axe_does_find_what_wcag_forbids_in_the_report(opened: Opened) -> None:
    view = opened(KINDS["goal with actions"])
    view.evaluate("document.querySelector('.kader a').style.color = '#eee'; document.documentElement.lang = ''")
    assert {found.split(":")[0] for found in violations(view)} == {"html-has-lang", "color-contrast"}


@pytest.mark.parametrize("kind", KINDS)
def test_no_page_of_the_report_scrolls_sideways(kind: str, opened: Opened) -> None:
    view = opened(KINDS[kind])
    needed = {}
    for width in (320, 414, 768, 1024, 1360, 1920):
        view.set_viewport_size({"width": width, "height": 640})
        needed[width] = view.evaluate("document.documentElement.scrollWidth")
    assert needed == {width: width for width in needed}


def test_from_the_front_page_a_reader_clicks_down_to_the_hash_of_a_delivery(opened: Opened) -> None:
    view = opened()
    view.get_by_role("navigation", name="Hoofdmenu").get_by_role("link", name="Enschede").click()
    view.get_by_role("link", name="03.01 Jeugdigen groeien veilig en stabiel op").click()
    view.get_by_role("link", name="Zware jeugdhulp", exact=True).click()
    assert view.locator("h1").inner_text() == "Zware jeugdhulp"
    view.get_by_role("region", name="Realisatie en streefwaarde").get_by_role("link", name="23,9").click()
    row = view.locator("tr:target")
    assert row.locator("th").inner_text() == "2024"
    assert "11.571" in row.inner_text()
    view.get_by_role("region", name="Onderdelen").locator("td a").first.click()
    assert len(view.locator("tr:target td").last.inner_text().replace("\n", "")) == 64


def test_each_download_of_a_page_is_a_file_with_something_in_it(opened: Opened, demo_report: Path) -> None:
    view = opened(KINDS["indicator with two methods"])
    addresses = view.locator(".onder-tabel a[href$='.csv'], .onder-tabel a[href$='.xlsx']").evaluate_all(
        "links => [...new Set(links.map((link) => link.href))]"
    )
    assert {address.rsplit(".", 1)[1] for address in addresses} == {"csv", "xlsx"}
    for address in addresses:
        file = demo_report / address.removeprefix(f"{demo_report.as_uri()}/")
        assert file.stat().st_size > 50, address


def test_searching_finds_an_indicator_by_a_word_of_its_definition_and_by_its_code(opened: Opened) -> None:
    view = opened("zoeken.html")
    field = view.get_by_label("Zoek")
    everything = view.locator("#vondsten li").count()
    assert everything > 150
    field.fill("zware jeugdhulp")
    assert view.locator("#vondsten li a").first.inner_text() == "Zware jeugdhulp"
    field.fill("Gidso jeugdbescherming")
    assert 0 < view.locator("#vondsten li").count() < everything
    field.fill("ábsoluut vérzuim")
    assert view.locator("#vondsten li a").all_inner_texts() == ["Absoluut verzuim"]
    field.fill("bestaat helemaal niet")
    assert view.locator("#vondsten li").count() == 0
    assert "0 van" in view.get_by_role("status").inner_text()
    field.fill("")
    assert view.locator("#vondsten li").count() == everything


def test_without_javascript_everything_can_still_be_found(opened: Opened) -> None:
    view = opened("zoeken.html", java_script_enabled=False)
    assert view.get_by_role("link", name="Zware jeugdhulp", exact=True).is_visible()


def test_a_keyboard_gets_everywhere_in_the_report_and_shows_where_it_is(opened: Opened) -> None:
    view = opened(KINDS["indicator with two methods"])
    view.keyboard.press("Tab")
    assert view.evaluate("document.activeElement.className") == "skip"
    view.keyboard.press("Enter")
    assert view.evaluate("document.activeElement.id") == "inhoud"
    seen = set()
    for _ in range(60):
        view.keyboard.press("Tab")
        assert view.evaluate("getComputedStyle(document.activeElement).outlineStyle") not in {"none", ""}
        seen.add(view.evaluate("document.activeElement.getAttribute('aria-label') || document.activeElement.innerText"))
    assert {"Grafiek van Zware jeugdhulp", "Realisatie en streefwaarde", "23,9"} <= seen


def test_an_indicator_is_found_and_opened_with_the_keyboard_alone(opened: Opened) -> None:
    view = opened("zoeken.html")
    for _ in range(20):
        view.keyboard.press("Tab")
        if view.evaluate("document.activeElement.id") == "zoek":
            break
    view.keyboard.type("zware jeugdhulp")
    view.keyboard.press("Tab")
    assert view.evaluate("document.activeElement.innerText") == "Zware jeugdhulp"
    view.keyboard.press("Enter")
    view.wait_for_url("**/jeugdhulp_zwaar_pct.html")
    assert view.get_by_role("heading", level=1).inner_text() == "Zware jeugdhulp"


def test_dark_and_light_draw_the_same_chart_in_other_colours(opened: Opened) -> None:
    drawn = "getComputedStyle(document.querySelector('.grafiek [stroke=\"var(--lijn)\"]')).stroke"
    colours = [
        opened(KINDS["indicator with breakdowns"], color_scheme=scheme).evaluate(drawn) for scheme in ("light", "dark")
    ]
    assert colours[0] != colours[1]
    assert all(colour.startswith("rgb") for colour in colours)


def test_a_chart_says_in_words_what_it_draws_and_has_its_table(opened: Opened) -> None:
    view = opened(KINDS["indicator with two methods"])
    assert "23,9 in 2024" in (view.locator("svg.grafiek").first.get_attribute("aria-label") or "")
    assert view.locator("section:has(svg.grafiek) table").count() >= 1


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_of_the_report_prints_whole_and_without_menus(kind: str, opened: Opened) -> None:
    view = opened(KINDS[kind], viewport={"width": 1032, "height": 720})
    view.emulate_media(media="print")
    assert view.locator(".kop nav:visible, .inhoudsopgave:visible, #zoekvorm:visible").count() == 0
    assert view.pdf(prefer_css_page_size=True).startswith(b"%PDF-")


def test_everything_on_a_page_of_the_report_stands_in_a_landmark(opened: Opened) -> None:
    outside = (
        "[...document.body.children].filter((e) => !e.matches('header, main, footer, aside, .skip, .sprite')).length"
    )
    assert opened(KINDS["goal with actions"]).evaluate(outside) == 0
