"""Somebody who follows the pages: a copy of the project with what `docs/adding-*.md` tell to add, and a night on it.

Belongs here: finding the files in the pages and putting them where the pages say. Does not belong here: what must come
of it.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

from tests.docs.pages import ROOT, Page
from tests.support.night import environment

_FILE = re.compile(r"^(Add to )?`([\w./-]+)`:\n\n```\w*\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_LISTED = re.compile(
    r"^Its name goes in the list at the top of `([\w./-]+)`:\n\n```\w*\n(.*?)^```$", re.MULTILINE | re.DOTALL
)
_PROJECT = ("sources", "expectations", "orchestration", "reporting", "dbt_project")
_DWH = "from orchestration.cli import main; main()"


def copy_of_the_project(target: Path) -> Path:
    """The packages and the dbt project, without what runs left in them."""
    for name in _PROJECT:
        shutil.copytree(ROOT / name, target / name, ignore=shutil.ignore_patterns("__pycache__", "target", "logs"))
    return target


def paths_to_write(page: Page) -> list[str]:
    """The files of a page that are new."""
    return [path for add, path, _ in _FILE.findall(page.text) if not add]


def follow(page: Page, project: Path) -> list[str]:
    """Write the files of a page, and add rows and names where it says so; returns the paths."""
    for path, line in _LISTED.findall(page.text):
        _insert(project / path, line)
    written = []
    for add, path, text in _FILE.findall(page.text):
        target = project / path
        target.parent.mkdir(parents=True, exist_ok=True)
        if add:
            add_rows(target, text)
        else:
            target.write_text(text, encoding="utf-8")
        written.append(path)
    return written


def add_rows(path: Path, rows: str) -> None:
    """Add lines at the end of a file that is there."""
    before = path.read_text(encoding="utf-8")
    path.write_text(before.rstrip("\n") + "\n" + rows, encoding="utf-8")


def _insert(path: Path, line: str) -> None:
    """Put a line at the end of the first list in a model."""
    before, end, after = path.read_text(encoding="utf-8").partition("] -%}")
    path.write_text(before + line + end + after, encoding="utf-8")


def dwh(project: Path, home: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """The command `dwh` of a copy of the project."""
    return subprocess.run(
        [sys.executable, "-c", _DWH, *arguments],
        env=environment(home, PYTHONPATH=str(project), **variables),
        cwd=project,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
