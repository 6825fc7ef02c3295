"""Channels for messages, here on loopback: a mail server and a web server that keep what they get.

Belongs here: real servers. Does not belong here: what a message must say.
"""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword
from pytest_httpserver import HTTPServer

PASSWORD = "heel-geheim-4711"
TOKEN = "token-0815"
"""What makes the address of the web server a secret."""


def hook_url(server: HTTPServer) -> str:
    """The address of a web server for Apprise."""
    return f"json://127.0.0.1:{server.port}/haak/{TOKEN}"


def received(server: HTTPServer) -> list[dict[str, Any]]:
    """What a web server was sent."""
    return [json.loads(request.data) for request, _ in server.log]


def free_port() -> int:
    """A port on which nobody listens just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Mailbox:
    """A mail server for one user, and what it accepted. With `refuses` it takes nothing."""

    port: int
    messages: list[EmailMessage] = field(default_factory=list)
    refuses: bool = False

    @property
    def url(self) -> str:
        """Its address for Apprise, with the password in it."""
        return f"mailto://dwh:{PASSWORD}@127.0.0.1:{self.port}?from=dwh@gemeente.example&to=beheer@gemeente.example"

    @property
    def last(self) -> EmailMessage:
        return self.messages[-1]


class _Accept:
    """What aiosmtpd asks; it looks at every attribute, so it is no `Mailbox` itself."""

    def __init__(self, mailbox: Mailbox) -> None:
        self._mailbox = mailbox

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        if self._mailbox.refuses:
            return "451 Probeer het later"
        message = message_from_bytes(envelope.content, policy=default)
        assert isinstance(message, EmailMessage)
        self._mailbox.messages.append(message)
        return "250 Aangenomen"


def _knows(_server: Any, _session: Any, _envelope: Any, _mechanism: str, data: Any) -> AuthResult:
    assert isinstance(data, LoginPassword)
    return AuthResult(success=(data.login, data.password) == (b"dwh", PASSWORD.encode()), handled=False)


@contextmanager
def mail_server(port: int | None = None) -> Iterator[Mailbox]:
    """Within it the mail server listens, on a port of its own choice or on this one."""
    mailbox = Mailbox(port or free_port())
    controller = Controller(
        _Accept(mailbox),
        hostname="127.0.0.1",
        port=mailbox.port,
        authenticator=_knows,
        auth_required=True,
        auth_require_tls=False,
    )
    controller.start()
    try:
        yield mailbox
    finally:
        controller.stop()
