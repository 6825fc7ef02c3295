"""Channels for messages: e-mail, a webhook, and whatever else Apprise speaks.

Belongs here: Apprise. An address holds a password or is one, so nothing here logs, raises or returns it: a channel is
called by its kind and, where that is no secret, its host. Does not belong here: what is said, and to whom it was said
before.
"""

from __future__ import annotations

import hashlib
import hmac
import logging
import re
import threading
from dataclasses import dataclass, field
from typing import Any

from reporting.message import Bericht

PATIENCE_SECONDS = 20
"""How long one channel may take; Apprise's own limits are per answer, and a server can drip. Dagster gives a sensor a
minute in all."""

_HOST_IS_NO_SECRET = {"mailto", "mailtos", "json", "jsons", "xml", "xmls", "form", "forms"}


@dataclass(frozen=True)
class Kanaal:
    """One address of Apprise."""

    url: str = field(repr=False)
    nummer: int

    def __str__(self) -> str:
        """How people are told of it: kind and host, or its place in the list where the host may be a secret."""
        kind = self.soort
        plugin = _plugin(self.url) if kind in _HOST_IS_NO_SECRET else None
        host = getattr(plugin, "smtp_host", None) or getattr(plugin, "host", None)
        return f"{kind}, {host}" if host else f"{kind}, nummer {self.nummer} in DWH_SIGNAAL"

    @property
    def soort(self) -> str:
        kind = re.match(r"([a-z][a-z0-9]{0,20})://", self.url, re.IGNORECASE)
        return kind[1].lower() if kind else "onleesbaar adres"

    def fingerprint(self, key: bytes) -> str:
        """What the memory of what was told calls it; says nothing of the address to who lacks the key."""
        return hmac.new(key, b"kanaal\0" + self.url.encode(), hashlib.sha256).hexdigest()[:16]

    def send(self, bericht: Bericht) -> bool:
        """Whether the channel accepted the message. It never raises: a load must not end for want of a mail server."""
        plugin = _plugin(self.url)
        if plugin is None:
            return False
        if self.soort in ("json", "jsons"):
            plugin.payload_extras |= {"bericht": bericht.inhoud}
        accepted: list[bool] = []
        # A daemon: what hangs does not keep the process from ending.
        sending = threading.Thread(target=_send, args=(plugin, bericht, accepted), daemon=True)
        sending.start()
        sending.join(PATIENCE_SECONDS)
        return accepted == [True]


def kanalen(urls: tuple[str, ...]) -> list[Kanaal]:
    """The channels of a setting, numbered from one."""
    return [Kanaal(url, number) for number, url in enumerate(urls, 1)]


def _send(plugin: Any, bericht: Bericht, accepted: list[bool]) -> None:
    from apprise import Apprise, NotifyFormat, NotifyType

    channel = Apprise(asset=plugin.asset)
    channel.add(plugin)
    try:
        sent = channel.notify(
            body=bericht.tekst,
            title=bericht.onderwerp,
            notify_type=NotifyType(bericht.toon),
            body_format=NotifyFormat.TEXT,
        )
    except Exception:  # noqa: BLE001 - what a plugin raises may quote the address; the channel has not accepted it
        sent = False
    accepted.append(bool(sent))


def _plugin(url: str) -> Any:
    """What speaks to this address; None when Apprise cannot read it."""
    from apprise import Apprise, AppriseAsset

    # Its log names addresses, of people too.
    logging.getLogger("apprise").setLevel(logging.CRITICAL + 1)
    # A webhook that sends us elsewhere has not accepted anything, and would pass credentials on.
    asset = AppriseAsset(app_id="Datawarehouse sociaal domein", async_mode=False, http_redirects=False)
    return Apprise.instantiate(url, asset=asset, suppress_exceptions=True)
