"""A page as its links, ids and texts.

Belongs here: reading what a page is made of without a browser. Does not belong here: what must be true of it.
"""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path


class Page(HTMLParser):
    """One page, parsed."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path = path
        self.html = path.read_text(encoding="utf-8")
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: list[str] = []
        self.attributes: set[str] = set()
        self._words: list[str] = []
        self.feed(self.html)

    @property
    def text(self) -> str:
        """What is read, with single spaces."""
        return " ".join(" ".join(self._words).split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.tags.append(tag)
        self.attributes |= values.keys()
        if identity := values.get("id"):
            self.ids.append(identity)
        if tag != "use":
            self.links += [value for name in ("href", "src") if (value := values.get(name))]

    def handle_data(self, data: str) -> None:
        self._words.append(data)


def pages_of(site: Path) -> list[Page]:
    return [Page(path) for path in sorted(site.rglob("*.html"))]
