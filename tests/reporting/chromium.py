"""Finding and starting Chromium.

Belongs here: where the browser is, and what it may do. Does not belong here: getting it (`install_programs.sh`), or what is looked at with it.
"""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
"""Nothing of its own over the network; no sandbox, since the tests may run as root in a container, on pages of our own."""

ABSENT = "no Chromium: `make browser` installs Debian's package, or DWH_CHROMIUM names one"


def find(environ: Mapping[str, str]) -> str | None:
    """The browser that DWH_CHROMIUM names, or else the one on the path."""
    return shutil.which(environ.get("DWH_CHROMIUM") or "chromium", path=environ.get("PATH"))


def found_or_said(environ: Mapping[str, str]) -> str:
    """The browser; without one the test is skipped, and where CI=true it fails."""
    path = find(environ)
    if path:
        return path
    if environ.get("CI") == "true":
        pytest.fail(ABSENT)
    pytest.skip(ABSENT)


@contextmanager
def patience(seconds: float) -> Iterator[None]:
    """Nothing that a page or the browser never answers may keep the suite waiting: what is asked within ends then."""

    def enough(*_: object) -> None:
        raise TimeoutError(f"the browser did not answer within {seconds:g} s")

    before = signal.signal(signal.SIGALRM, enough)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@contextmanager
def chromium() -> Iterator[Browser]:
    """Chromium, for as long as it is looked with."""
    path = found_or_said(os.environ)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=list(QUIET))
        try:
            yield running
        finally:
            running.close()
