"""Real channels on loopback, and nights that tell them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pytest_httpserver import HTTPServer

from orchestration.afloop import Afloop
from orchestration.signals import tell
from tests.support.channels import TOKEN, Mailbox, mail_server
from tests.support.marts import publish
from tests.support.told_nights import settings_of


@pytest.fixture(scope="module")
def mailbox() -> Iterator[Mailbox]:
    with mail_server() as found:
        yield found


@pytest.fixture(autouse=True)
def _empty(mailbox: Mailbox) -> None:
    mailbox.messages.clear()
    mailbox.refuses = False


@pytest.fixture
def webhook(httpserver: HTTPServer) -> HTTPServer:
    httpserver.expect_request(f"/haak/{TOKEN}", method="POST").respond_with_data("aangenomen")
    return httpserver


@pytest.fixture
def night(tmp_path: Path) -> Callable[..., list[str]]:
    """One night: publish a set with these feeds, and tell the channels."""

    def run(*urls: str, run_id: str = "run", manifest: dict[str, Any] | None = None, **rows: Any) -> list[str]:
        publish(tmp_path, run_id, manifest, **({"mart_bronstatus": [{}]} | rows))
        return tell(settings_of(tmp_path, *urls), Afloop(run_id))

    return run
