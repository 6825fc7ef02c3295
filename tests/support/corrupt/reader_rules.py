"""The rules of readers, which stand in no contract: found in the code, so that no new one is left untested.

Belongs here: which module gives which rules, and for which formats. Does not belong here: the files that break them
(`faults_*`).
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.support.night import ROOT

_READERS = {
    "sources/reading/transcoding.py": ("csv",),
    "sources/reading/delimited.py": ("csv",),
    "sources/reading/header.py": ("csv", "werkmap"),
    "sources/reading/workbook.py": ("werkmap",),
    "sources/reading/sheets.py": ("werkmap",),
    "sources/reading/workbook_package.py": ("werkmap",),
    "sources/reading/iv3.py": ("iv3",),
    "sources/reading/iv3_shape.py": ("iv3",),
    "sources/reading/odata.py": ("odata",),
    "expectations/loading.py": ("",),
    "expectations/refusing.py": ("",),
    "expectations/whole_delivery.py": ("",),
}
"""Which formats a module reads; "" where it looks at no format."""

_SAYS = ("Afgekeurd", "Opmerking", "refusal", "noteer")
_CODE_OF_CBS = re.compile("(SF|DF)[0-9]{3}")


def reader_rules() -> set[tuple[str, str]]:
    """Format and rule of everything that a reader, or the load before it, can hold against a file."""
    return {
        (formaat, regel)
        for place, formats in _READERS.items()
        for regel in _said_in(ROOT / place)
        for formaat in formats
    }


def readers_unknown() -> list[str]:
    """The modules that reject or remark and are not in the list above."""
    modules = [*(ROOT / "sources" / "reading").glob("*.py"), *(ROOT / "expectations").glob("*.py")]
    places = [str(path.relative_to(ROOT)) for path in sorted(modules) if any(_said_in(path))]
    return [place for place in places if place not in _READERS]


def _said_in(path: Path) -> Iterator[str]:
    """The names of rules as a module has them: the first argument where it rejects or remarks, and the codes of CBS."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and _CODE_OF_CBS.fullmatch(node.value):
            yield node.value
        if isinstance(node, ast.Call) and _called(node) in _SAYS and node.args:
            (first, *_) = node.args
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield first.value


def _called(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
