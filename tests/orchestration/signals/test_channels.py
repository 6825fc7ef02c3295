"""Messages after a load, sent to a real mail server and a real web server on loopback: told once, to each, and never at
the cost of a load."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Response

from orchestration import signal_channels
from orchestration.afloop import Afloop
from orchestration.signals import tell
from tests.support.channels import PASSWORD, TOKEN, Mailbox, free_port, hook_url, received
from tests.support.marts import publish
from tests.support.told_nights import KAPOT, REJECTED, settings_of

pytestmark = pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")  # the mail server, on loopback


class TestMail:
    def test_what_became_worse_arrives_as_plain_text_that_anybody_can_read(
        self, mailbox: Mailbox, night: Callable[..., list[str]]
    ):
        assert night(mailbox.url) == []
        night(
            mailbox.url,
            mart_bronstatus=[KAPOT | {"reden": KAPOT["reden"] + " Eén cliënt: '…' ≥ 5."}],
            fct_levering=[REJECTED],
        )
        message = mailbox.last
        assert message["Subject"] == "Datawarehouse: 1 slechter (10-02-2025)"
        assert message["To"] == "beheer@gemeente.example"
        assert "dwh@gemeente.example" in message["From"]
        assert message.get_content_type() == "text/plain"
        assert message.get_content_charset() == "utf-8"
        text = message.get_content()
        assert (
            "ssd/uitkeringen GM0153: kapot. Sinds 20-01-2025. De nieuwste levering (b.csv) is afgekeurd: Het is afgekapt."
            in text
        )
        assert "Eén cliënt: '…' ≥ 5." in text
        assert "Stuur dit door aan werk@gemeente.example." in text
        assert "kwaliteit/index.html" in text
        assert "<" not in text

    def test_the_first_message_says_that_there_will_be_messages_and_then_it_is_silent(
        self, mailbox: Mailbox, night: Callable[..., list[str]]
    ):
        night(mailbox.url)
        night(mailbox.url)
        assert [message["Subject"] for message in mailbox.messages] == [
            "Datawarehouse: vanaf nu volgt hier wat er verandert (10-02-2025)"
        ]

    def test_worse_the_same_again_better_and_all_well_is_three_messages(
        self, mailbox: Mailbox, night: Callable[..., list[str]]
    ):
        night(mailbox.url)
        mailbox.messages.clear()
        laat = {"feed": "voorzieningen", "status": "te_laat", "reden": "Nog niets.", "waarschuwingen": 0}
        for feeds in (
            [KAPOT, laat],
            [KAPOT, laat],
            [{}, laat],
            [{}, laat],
            [{}, {"feed": "voorzieningen"}],
            [{}, {"feed": "voorzieningen"}],
        ):
            night(mailbox.url, mart_bronstatus=feeds)
        assert [message["Subject"].removesuffix(" (10-02-2025)") for message in mailbox.messages] == [
            "Datawarehouse: 2 slechter",
            "Datawarehouse: 1 beter",
            "Datawarehouse: alles is weer in orde",
        ]

    def test_of_a_feed_that_is_sound_again_no_advice_is_given(self, mailbox: Mailbox, night: Callable[..., list[str]]):
        night(mailbox.url, mart_bronstatus=[KAPOT])
        night(mailbox.url, mart_bronstatus=[{"advies": "Bekijk de waarschuwingen."}])
        assert "volledig geladen." in mailbox.last.get_content()
        assert "Bekijk" not in mailbox.last.get_content()

    def test_a_link_that_is_given_stands_in_it(self, mailbox: Mailbox, tmp_path: Path):
        publish(tmp_path, "run", mart_bronstatus=[{}])
        tell(
            settings_of(tmp_path, mailbox.url, DWH_SIGNAAL_LINK="https://dwh.gemeente.example/kwaliteit/"),
            Afloop("run"),
        )
        assert "Kijk verder: https://dwh.gemeente.example/kwaliteit/" in mailbox.last.get_content()


class TestWebhook:
    def test_a_program_gets_the_text_and_the_same_as_data(self, webhook: HTTPServer, night: Callable[..., list[str]]):
        night(hook_url(webhook))
        night(hook_url(webhook), mart_bronstatus=[KAPOT])
        _, document = received(webhook)
        assert document["title"] == "Datawarehouse: 1 slechter (10-02-2025)"
        assert "kapot" in document["message"]
        assert document["bericht"]["slechter"][0]["naam"] == "ssd/uitkeringen GM0153"
        assert document["bericht"]["slechter"][0]["toestand"] == "kapot"

    def test_a_webhook_that_sends_us_elsewhere_has_not_accepted_it(
        self, httpserver: HTTPServer, night: Callable[..., list[str]]
    ):
        httpserver.expect_request(f"/haak/{TOKEN}").respond_with_data(
            "", status=302, headers={"Location": httpserver.url_for("/elders")}
        )
        httpserver.expect_request("/elders").respond_with_data("aangenomen")
        (sentence,) = night(hook_url(httpserver))
        assert "json, 127.0.0.1" in sentence
        assert [request.path for request, _ in httpserver.log] == [f"/haak/{TOKEN}"]


class TestChannelThatIsDown:
    def test_it_is_told_later_with_what_came_on_top_and_the_other_only_once(
        self, mailbox: Mailbox, webhook: HTTPServer, night: Callable[..., list[str]]
    ):
        urls = (mailbox.url, hook_url(webhook))
        night(*urls)
        mailbox.refuses = True
        (sentence,) = night(*urls, mart_bronstatus=[KAPOT])
        assert sentence.startswith("Het bericht over deze lading kon niet worden verstuurd (mailto, 127.0.0.1)")
        mailbox.refuses = False
        assert night(*urls, mart_bronstatus=[KAPOT, {"feed": "voorzieningen", "status": "te_laat"}]) == []
        assert "Slechter (2)" in mailbox.last.get_content()
        assert [document["message"].count("\n- ") for document in received(webhook)] == [0, 1, 1]

    def test_what_was_repaired_before_it_could_be_told_is_not_told(
        self, mailbox: Mailbox, night: Callable[..., list[str]]
    ):
        night(mailbox.url)
        mailbox.refuses = True
        night(mailbox.url, mart_bronstatus=[KAPOT])
        mailbox.refuses = False
        night(mailbox.url)
        assert len(mailbox.messages) == 1

    @pytest.mark.parametrize(
        "url",
        ["json://127.0.0.1:{port}/x", "mailto://u:p@127.0.0.1:{port}?from=y@gemeente.example&to=x@gemeente.example"],
    )
    def test_nobody_listens(self, night: Callable[..., list[str]], url: str):
        (sentence,) = night(url.format(port=free_port()))
        assert "127.0.0.1" in sentence

    def test_an_address_that_nothing_can_be_made_of_is_called_by_its_place(self, night: Callable[..., list[str]]):
        first, second, third = night("geheim-adres", "bestaatniet://geheim-adres", "tgram://geheim-adres")
        assert "(onleesbaar adres, nummer 1 in DWH_SIGNAAL)" in first
        assert "(bestaatniet, nummer 2 in DWH_SIGNAAL)" in second
        assert "(tgram, nummer 3 in DWH_SIGNAAL)" in third
        assert "geheim-adres" not in first + second + third

    def test_one_that_hangs_is_waited_for_no_longer_than_that(
        self, monkeypatch: pytest.MonkeyPatch, httpserver: HTTPServer, night: Callable[..., list[str]]
    ):
        monkeypatch.setattr(signal_channels, "PATIENCE_SECONDS", 0.3)
        released = Event()
        httpserver.expect_request("/").respond_with_handler(lambda request: Response(str(released.wait(3))))
        assert len(night(f"json://127.0.0.1:{httpserver.port}/")) == 1
        released.set()

    def test_another_password_is_another_channel_and_nothing_is_lost_by_it(
        self, mailbox: Mailbox, night: Callable[..., list[str]]
    ):
        night(mailbox.url)
        (sentence,) = night(mailbox.url.replace(PASSWORD, "verlopen"), mart_bronstatus=[KAPOT])
        assert "mailto, 127.0.0.1" in sentence
        night(mailbox.url, mart_bronstatus=[KAPOT])
        assert "1 slechter" in mailbox.last["Subject"]


class TestMemory:
    def test_two_that_see_the_end_of_a_load_at_once_tell_of_it_once(self, webhook: HTTPServer, tmp_path: Path):
        publish(tmp_path, "run", mart_bronstatus=[KAPOT])
        settings = settings_of(tmp_path, hook_url(webhook))
        with ThreadPoolExecutor(4) as executor:
            assert [*executor.map(lambda _: tell(settings, Afloop("run")), range(4))] == [[], [], [], []]
        assert len(received(webhook)) == 1

    def test_without_channels_nothing_is_written(self, night: Callable[..., list[str]], tmp_path: Path):
        assert night() == []
        assert not (tmp_path / "state").exists()

    def test_a_memory_that_cannot_be_read_is_as_if_nothing_was_told(
        self, mailbox: Mailbox, night: Callable[..., list[str]], tmp_path: Path
    ):
        night(mailbox.url)
        for broken in ("{", '{"x": [1]}', '{"x": {"y": {"rang": 1}}}'):
            (tmp_path / "state" / "gemeld.json").write_text(broken, encoding="utf-8")
            night(mailbox.url)
        assert len(mailbox.messages) == 4

    def test_marts_that_cannot_be_read_break_no_load(
        self, mailbox: Mailbox, night: Callable[..., list[str]], tmp_path: Path
    ):
        night(mailbox.url)
        marts = tmp_path / "published" / "marts.duckdb"
        marts.write_bytes(b"geen database")
        (sentence,) = tell(settings_of(tmp_path, mailbox.url), Afloop("run"))
        assert sentence == "Het bericht over deze lading kon niet worden gemaakt (IOException)."

    def test_a_set_of_before_there_were_warnings_and_advice(
        self, mailbox: Mailbox, night: Callable[..., list[str]], tmp_path: Path
    ):
        import duckdb

        publish(tmp_path, "run", mart_bronstatus=[KAPOT])
        with duckdb.connect(str(tmp_path / "published" / "marts.duckdb")) as con:
            con.execute("DROP TABLE kwaliteit.mart_waarschuwing; ALTER TABLE kwaliteit.mart_bronstatus DROP advies")
        tell(settings_of(tmp_path, mailbox.url), Afloop("run"))
        assert "kapot" in mailbox.last.get_content()
