"""No password, address, token or row gets out with a message, nor stays behind."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer

from orchestration.signal_channels import Kanaal, kanalen
from tests.support.channels import PASSWORD, TOKEN, Mailbox, free_port, hook_url
from tests.support.told_nights import KAPOT, REJECTED, settings_of

pytestmark = pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")  # the mail server, on loopback


class TestNothingLeaks:
    def test_no_password_token_or_address_in_what_is_kept_logged_said_or_shown(
        self,
        mailbox: Mailbox,
        webhook: HTTPServer,
        night: Callable[..., list[str]],
        tmp_path: Path,
        caplog: pytest.LogCaptureFixture,
        capfd: pytest.CaptureFixture[str],
    ):
        urls = (
            mailbox.url,
            hook_url(webhook),
            f"mailto://dwh:{PASSWORD}@127.0.0.1:{free_port()}?to=beheer@gemeente.example",
        )
        with caplog.at_level(logging.DEBUG):
            said = night(*urls) + night(*urls, mart_bronstatus=[KAPOT])
        assert len(said) == 2
        kept = "".join(path.read_text(encoding="utf-8") for path in (tmp_path / "state").iterdir())
        settings = settings_of(tmp_path, *urls)
        printed = capfd.readouterr()
        # Not what the servers of this test say, nor what a library says when somebody asks it for every detail.
        of_others = ("mail.log", "werkzeug", "urllib3", "asyncio")
        logged = "".join(record.getMessage() for record in caplog.records if not record.name.startswith(of_others))
        assert "bericht verstuurd (mailto, 127.0.0.1)" in logged
        for text in (
            kept,
            "".join(said),
            logged,
            printed.out + printed.err,
            repr(settings),
            repr(kanalen(urls)),
        ):
            for secret in (PASSWORD, TOKEN, "beheer@gemeente.example"):
                assert secret not in text, text

    def test_nothing_of_a_row_is_told_only_what_the_marts_say_of_a_delivery(
        self, mailbox: Mailbox, night: Callable[..., list[str]]
    ):
        night(mailbox.url)
        night(
            mailbox.url,
            mart_bronstatus=[KAPOT],
            fct_levering=[REJECTED],
            quarantaine=[{"rijnummer": 7, "reden": "Er staat: Testnaam"}],
        )
        assert "Testnaam" not in mailbox.last.as_string()

    def test_what_is_remembered_says_nothing_of_the_address_to_who_lacks_the_key(self):
        channel = Kanaal("mailto://x:y@z", 1)
        assert channel.fingerprint(b"a") != channel.fingerprint(b"b")
        assert len(channel.fingerprint(b"a")) == 16
