"""The pages of the documentation, taken apart.

Belongs here: reading README.md and docs/ (blocks of code, spans of code, tables, links). Does not belong here: what
must be true of them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

_FENCE = re.compile(r"^ *```(\w*)\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)
_INDENTED = re.compile(r"^    (\S.*)$", re.MULTILINE)
_SPAN = re.compile(r"`([^`\n]+)`")
_LINK = re.compile(r"\[[^\]]+\]\(([^)]+)\)")
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Page:
    """One page. `blocks` are (language, text); `code` is everything written as code, one item per span or line."""

    path: Path

    @property
    def name(self) -> str:
        return str(self.path.relative_to(ROOT))

    @cached_property
    def text(self) -> str:
        return self.path.read_text(encoding="utf-8")

    @cached_property
    def blocks(self) -> list[tuple[str, str]]:
        return _FENCE.findall(self.text)

    @cached_property
    def prose(self) -> str:
        """The page without its fenced blocks."""
        return _FENCE.sub("", self.text)

    @cached_property
    def spans(self) -> list[str]:
        return spans_of(self.prose)

    @cached_property
    def code(self) -> list[str]:
        lines = [line.strip() for _, block in self.blocks for line in block.splitlines()]
        return [*self.spans, *_INDENTED.findall(self.prose), *lines]

    @cached_property
    def links(self) -> list[str]:
        return _LINK.findall(self.prose)

    @cached_property
    def headings(self) -> list[str]:
        return _HEADING.findall(self.prose)

    @cached_property
    def anchors(self) -> set[str]:
        return {re.sub(r"[^\w -]", "", heading.lower()).strip().replace(" ", "-") for heading in self.headings}

    def blocks_in(self, language: str) -> list[str]:
        return [text for written_in, text in self.blocks if written_in == language]


def page(name: str) -> Page:
    return Page(ROOT / name)


def spans_of(text: str) -> list[str]:
    """Everything between single backticks."""
    return _SPAN.findall(text)


def table_rows(text: str) -> list[list[str]]:
    """The cells of every row of the tables in a text, headers and rules left out."""
    rows = [line for line in text.splitlines() if line.startswith("|")]
    heads = {i - 1 for i, row in enumerate(rows) if set(row) <= set("|-")}
    body = [row for i, row in enumerate(rows) if i not in heads and not set(row) <= set("|-")]
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in body]


PAGES = [page("README.md"), *(Page(path) for path in sorted((ROOT / "docs").glob("*.md")))]
