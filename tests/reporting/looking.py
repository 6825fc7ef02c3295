"""Looking at a site of ours in a real browser.

Belongs here: opening its pages so that nothing may ask for what is no file of it, and what accessibility tools find.
Does not belong here: what a page must show.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Browser
    from playwright.sync_api import Page as View

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]
DESK, TELEPHONE = {"width": 1360, "height": 900}, {"width": 320, "height": 640}
LOOKS: dict[str, tuple[Any, Any]] = {
    "light": (DESK, "light"),
    "dark": (DESK, "dark"),
    "telephone": (TELEPHONE, "light"),
}
Opened = Callable[..., "View"]


@contextmanager
def looking_at(site: Path, browser: Browser) -> Iterator[Opened]:
    """Open a page of the site; whatever it asks for that is no file of the site fails the test."""
    contexts, asked, broken = [], [], []

    def opening(name: str = "index.html", **look: Any) -> View:
        context = browser.new_context(**({"viewport": DESK} | look))
        contexts.append(context)
        view = context.new_page()
        view.on("request", lambda request: asked.append(request.url))
        view.on("pageerror", lambda error: broken.append(str(error)))
        view.goto((site / name).as_uri())
        return view

    yield opening
    for context in contexts:
        context.close()
    assert asked
    assert [url for url in asked if not url.startswith(site.as_uri())] == []
    assert broken == []


def violations(view: View) -> list[str]:
    """What axe finds in a page that WCAG 2.1 AA forbids."""
    from axe_playwright_python.sync_playwright import Axe

    options = {"runOnly": {"type": "tag", "values": WCAG}, "resultTypes": ["violations"]}
    found = Axe().run(view, options=options).response["violations"]
    return [f"{each['id']}: {node['html'][:120]}" for each in found for node in each["nodes"]]
