"""The pages in a real browser: for who uses a screen reader, a keyboard, a telephone, a printer, a dark room, or no JavaScript."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.reporting.chromium import ABSENT, found_or_said, patience
from tests.reporting.looking import LOOKS, TELEPHONE, Opened, looking_at, violations

if TYPE_CHECKING:
    from playwright.sync_api import Browser
    from playwright.sync_api import Page as View

KINDS = {
    "index": "index.html",
    "troubled feed": "feeds/ssd_uitkeringen.html",
    "feed without deliveries": "feeds/cimot_trajecten.html",
    "indicators": "indicatoren.html",
}
LANDSCAPE_A4 = {"width": 1032, "height": 720}


@pytest.fixture(autouse=True)
def _not_for_ever() -> Iterator[None]:
    with patience(90):
        yield


@pytest.fixture
def opened(browser: Browser, troubled_site: Path) -> Iterator[Opened]:
    with looking_at(troubled_site, browser) as opening:
        yield opening


@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing_that_wcag_forbids(kind: str, opened: Opened, tmp_path: Path):
    view = opened(KINDS[kind])
    found = {}
    for look, (viewport, colour_scheme) in LOOKS.items():
        view.set_viewport_size(viewport)
        view.emulate_media(color_scheme=colour_scheme)
        view.screenshot(path=tmp_path / f"{look}.png", full_page=True)
        found[look] = violations(view)
    assert found == {look: [] for look in LOOKS}


def test_axe_does_find_what_wcag_forbids(opened: Opened):
    view = opened()
    view.evaluate(
        "document.documentElement.removeAttribute('lang'); document.querySelector('#feeds a').style.color = '#eee'"
    )
    assert {found.split(":")[0] for found in violations(view)} == {"html-has-lang", "color-contrast"}


@pytest.mark.parametrize("kind", KINDS)
def test_no_page_scrolls_sideways(kind: str, opened: Opened):
    view = opened(KINDS[kind])
    needed = {}
    for width in (320, 414, 768, 1024, 1199, 1201, 1920):
        view.set_viewport_size({"width": width, "height": 640})
        needed[width] = view.evaluate("document.documentElement.scrollWidth")
    assert needed == {width: width for width in needed}


def test_a_keyboard_gets_everywhere_and_shows_where_it_is(opened: Opened):
    view = opened()
    focused = "document.activeElement"
    reached = []
    for _ in range(80):
        view.keyboard.press("Tab")
        assert view.evaluate(f"getComputedStyle({focused}).outlineStyle") not in {"none", ""}, reached
        reached.append(view.evaluate(f"{focused}.textContent.trim() || {focused}.id || {focused}.value"))
        if reached[-1] == "2 waarschuwingen":
            break
    assert reached[0] == "Naar de inhoud"
    for stop in (
        "Indicatoren",
        "Aantal bijstandsuitkeringen",
        "zoek",
        "te_laat",
        "Laatste levering",
        "Bijstandsuitkeringen uit SSD",
    ):
        assert stop in reached
    assert reached[-1] == "2 waarschuwingen"


def test_the_first_link_skips_to_the_content_and_is_only_seen_when_it_is_reached(opened: Opened):
    view = opened()
    link = view.locator(".skip")
    assert link.bounding_box()["y"] < 0
    view.keyboard.press("Tab")
    assert link.bounding_box()["y"] >= 0
    view.keyboard.press("Enter")
    assert view.evaluate("document.activeElement.id") == "inhoud"


def shown(view: View) -> list[str]:
    return [text.strip() for text in view.locator("#feeds tbody tr:visible th a").all_inner_texts()]


def test_the_table_can_be_searched_and_chosen_from_and_says_how_many_are_left(opened: Opened):
    view = opened()
    everything = shown(view)
    assert len(everything) == 16
    view.fill("#zoek", "gidso  ENSCHEDE")
    assert shown(view) == ["Jeugdhulp en Wmo uit Gidso Regie"]
    assert view.locator(".gevonden").inner_text() == "1 van 16 feeds"
    view.fill("#zoek", "")
    view.get_by_label("Goed", exact=True).uncheck()
    assert view.locator(".gevonden").inner_text() == "4 van 16 feeds"
    view.get_by_label("Goed", exact=True).check()
    assert (shown(view), view.locator(".gevonden").inner_text()) == (everything, "")


def test_the_table_can_be_sorted_and_says_so(opened: Opened):
    view = opened()
    worst_first = shown(view)
    heading = view.get_by_role("columnheader", name="Rijen geladen")
    heading.get_by_role("button").click()
    assert heading.get_attribute("aria-sort") == "ascending"
    assert shown(view)[0] == "Collectieve zorgverzekering"
    heading.get_by_role("button").click()
    assert heading.get_attribute("aria-sort") == "descending"
    assert shown(view)[0] == "Jeugdhulp en Wmo uit Gidso Regie"
    view.get_by_role("columnheader", name="Status").get_by_role("button").click()
    assert shown(view) == worst_first
    assert heading.get_attribute("aria-sort") is None


def test_without_javascript_everything_is_there_but_the_search(opened: Opened):
    view = opened(java_script_enabled=False)
    assert len(shown(view)) == 16
    assert not view.locator("#filter").is_visible()
    view.locator("#feeds tbody th a").first.click()
    assert view.locator("h1").inner_text() == "Bijstandsuitkeringen uit SSD"


def test_a_table_is_still_a_table_on_a_telephone(opened: Opened):
    view = opened(viewport=TELEPHONE)
    assert view.get_by_role("table").get_by_role("row").count() == 16
    first = view.get_by_role("row").first
    assert first.get_by_role("rowheader").inner_text().startswith("Bijstandsuitkeringen uit SSD")
    assert first.get_by_role("cell").count() == 6


def test_charts_say_in_words_what_they_draw(opened: Opened):
    view = opened("feeds/ssd_uitkeringen.html")
    chart = view.get_by_role("img").first
    assert chart.get_attribute("aria-label").startswith(
        "Bijstandsuitkeringen uit SSD, Enschede: 27 leveringen, van 6.5"
    )
    assert chart.bounding_box()["height"] > 150


def colours(view: View) -> tuple[str, str]:
    """Of the page, and of the line of the first small chart."""
    return tuple(
        view.evaluate(f"getComputedStyle(document.querySelector('{what}')).{prop}")
        for what, prop in (("html", "backgroundColor"), ("svg.trend path", "stroke"))
    )


def test_dark_is_dark_with_its_charts_and_paper_is_always_light(opened: Opened):
    light, dark = opened(color_scheme="light"), opened(color_scheme="dark")
    assert colours(light) == ("rgb(247, 246, 242)", "rgb(52, 73, 94)")
    assert colours(dark) == ("rgb(18, 23, 29)", "rgb(181, 196, 211)")
    dark.emulate_media(media="print", color_scheme="dark")
    assert colours(dark) == ("rgb(255, 255, 255)", "rgb(52, 73, 94)")


@pytest.mark.parametrize(
    "name", ["index.html", "feeds/ssd_uitkeringen.html", "feeds/gidso_voorzieningen.html", "indicatoren.html"]
)
def test_on_paper_nothing_is_cut_off_and_what_cannot_be_pressed_is_gone(name: str, opened: Opened):
    view = opened(name, viewport=LANDSCAPE_A4)
    view.emulate_media(media="print")
    assert view.evaluate("document.documentElement.scrollWidth") <= LANDSCAPE_A4["width"]
    cut = "[...document.querySelectorAll('.kader, pre')].filter((e) => e.scrollWidth > e.clientWidth + 1).length"
    assert view.evaluate(cut) == 0
    assert view.locator("#filter:visible, nav:visible").count() == 0
    assert view.pdf(prefer_css_page_size=True).startswith(b"%PDF-")


def test_with_colours_of_the_readers_own_what_a_colour_told_is_still_told(opened: Opened):
    view = opened("feeds/ssd_uitkeringen.html", forced_colors="active")
    assert view.evaluate("matchMedia('(forced-colors: active)').matches")
    key = "getComputedStyle(document.querySelector('.sleutel.{}'), '::before').backgroundColor"
    assert view.evaluate(key.format("vol")) != view.evaluate(key.format("leeg"))
    view = opened("indicatoren.html", forced_colors="active")
    here, elsewhere = (
        view.locator(f".kop a{which}").first.evaluate("link => getComputedStyle(link).borderBottomColor")
        for which in ("[aria-current]", ":not([aria-current])")
    )
    assert here != elsewhere


def test_who_asks_for_more_contrast_reads_nothing_in_grey(opened: Opened):
    colour = "getComputedStyle(document.querySelector('.stand')).color"
    assert opened(contrast="more").evaluate(colour) == "rgb(23, 33, 43)" != opened().evaluate(colour)


def test_everything_on_a_page_stands_in_a_landmark(opened: Opened):
    view = opened()
    outside = "[...document.body.children].filter((e) => !e.matches('header, main, footer, aside, .skip, .sprite, script')).length"
    assert view.evaluate(outside) == 0


def test_nothing_moves_for_who_asked_for_stillness(opened: Opened):
    behaviour = "getComputedStyle(document.documentElement).scrollBehavior"
    assert opened(reduced_motion="no-preference").evaluate(behaviour) == "smooth"
    assert opened(reduced_motion="reduce").evaluate(behaviour) == "auto"


def test_the_policy_keeps_out_what_a_page_would_fetch_or_run(browser: Browser, troubled_site: Path):
    view = browser.new_page()
    view.goto((troubled_site / "index.html").as_uri())
    tried = """() => new Promise((done) => {
        const blocked = [];
        document.addEventListener("securitypolicyviolation", (event) => {
            blocked.push(event.effectiveDirective);
            if (blocked.length === 3) done(blocked.sort());
        });
        document.body.append(Object.assign(new Image(), { src: "https://elders.example/a.png" }));
        document.body.append(Object.assign(document.createElement("script"), { textContent: "window.gedaan = 1" }));
        fetch("https://elders.example/").catch(() => {});
    })"""
    assert view.evaluate(tried) == ["connect-src", "img-src", "script-src-elem"]
    assert view.evaluate("window.gedaan === undefined")
    view.close()


def test_a_browser_that_never_answers_ends_its_test_and_no_other(opened: Opened):
    view = opened()
    with patience(0.5), pytest.raises(TimeoutError, match=r"did not answer within 0.5 s"):
        view.evaluate("new Promise(() => {})")
    assert opened().evaluate("1 + 1") == 2


def test_without_a_browser_the_tests_skip_and_where_one_is_promised_they_fail():
    with pytest.raises(pytest.skip.Exception, match="make browser"):
        found_or_said({"PATH": "/nergens"})
    with pytest.raises(pytest.fail.Exception, match=ABSENT.split(":", maxsplit=1)[0]):
        found_or_said({"PATH": "/nergens", "CI": "true"})
    assert found_or_said({"PATH": "/nergens", "DWH_CHROMIUM": "/bin/sh"}) == "/bin/sh"
