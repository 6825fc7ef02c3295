"""The runbook has a page per fault, of one form, that quotes what the warehouse really says and names the tests that show it."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
RUNBOOK = ROOT / "docs" / "runbook"
INDEX = RUNBOOK / "README.md"
PAGES = sorted(path for path in RUNBOOK.glob("*.md") if path != INDEX)
SECTIONS = ["What you see", "What the warehouse did", "What you do", "Tested by"]
MOST_LINES = 40
CODE = ("sources", "expectations", "orchestration", "reporting")

each_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)


@cache
def said_by_the_code() -> str:
    """Every text in the code, the parts of a formatted one joined by an ellipsis."""
    found = []
    for folder in CODE:
        for path in sorted((ROOT / folder).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    found.append(re.sub(r"\{\w*\}", "…", node.value))
                elif isinstance(node, ast.JoinedStr):
                    parts = (str(p.value) if isinstance(p, ast.Constant) else "…" for p in node.values)
                    found.append("".join(parts))
    return "\n".join(found)


def quoted(page: str) -> list[str]:
    """What a page says that the warehouse says: Dutch, in italics, with an ellipsis for what differs."""
    return [" ".join(text.split()) for text in re.findall(r"(?<!\*)\*([^*]{8,}?)\*(?!\*)", page)]


def parts_not_said(message: str) -> list[str]:
    said = said_by_the_code()
    parts = [part.strip() for part in message.split("…")]
    return [part for part in parts if len(part) > 3 and part not in said]


@each_page
def test_a_page_has_the_one_form(page: Path):
    text = page.read_text(encoding="utf-8")
    assert text.startswith("# ")
    assert re.findall(r"^\*\*(.+?)\*\*", text, re.MULTILINE) == SECTIONS
    assert len(text.splitlines()) <= MOST_LINES


@each_page
def test_what_it_quotes_is_what_the_code_says(page: Path):
    assert {
        message: parts for message in quoted(page.read_text(encoding="utf-8")) if (parts := parts_not_said(message))
    } == {}


@each_page
def test_it_names_tests_that_exist(page: Path):
    _, _, after = page.read_text(encoding="utf-8").partition("**Tested by**")
    named = re.findall(r"`(tests/[\w/]+\.py)`", after)
    assert named
    assert [name for name in named if not (ROOT / name).is_file()] == []


def test_every_page_is_in_the_index_once_and_nothing_else_is():
    linked = re.findall(r"\]\(([\w-]+\.md)\)", INDEX.read_text(encoding="utf-8"))
    assert sorted(linked) == [page.name for page in PAGES]


def test_a_message_that_nobody_says_is_found():
    assert parts_not_said("De schijf is bijna vol … en daarna") == ["De schijf is bijna vol", "en daarna"]
    assert parts_not_said("De schijf is vol… Maak ruimte op de schijf van DWH_HOME") == []
    assert quoted("see *De schijf\nis vol…* and **bold** or *x*") == ["De schijf is vol…"]
