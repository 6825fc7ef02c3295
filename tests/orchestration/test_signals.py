"""Messages after a load, sent to a real mail server and a real web server on loopback: told once, to each, and never at the cost of a load or a password."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Response

from orchestration import signal_channels
from orchestration.afloop import Afloop
from orchestration.settings import Settings
from orchestration.signal_channels import Kanaal, kanalen
from orchestration.signals import tell
from reporting.set_parts import QUALITY_PAGES
from tests.support.channels import PASSWORD, Mailbox, free_port, mail_server
from tests.support.marts import publish

KAPOT = {
    "status": "kapot",
    "reden": "De nieuwste levering (b.csv) is afgekeurd: Het is afgekapt.",
    "advies": "Stuur dit door aan werk@gemeente.example.",
}
REJECTED = {"levering_id": "b", "status": "afgekeurd", "bestandsnaam": "b.csv", "reden": "Het is afgekapt."}
TOKEN = "token-0815"
pytestmark = pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")  # the mail server, on loopback


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


def hook_url(server: HTTPServer) -> str:
    return f"json://127.0.0.1:{server.port}/haak/{TOKEN}"


def received(server: HTTPServer) -> list[dict[str, Any]]:
    return [json.loads(request.data) for request, _ in server.log]


def settings_of(home: Path, *urls: str, **variables: str) -> Settings:
    (home / "landing").mkdir(parents=True, exist_ok=True)
    return Settings.from_env({"DWH_HOME": str(home), "DWH_SIGNAAL": " ".join(urls)} | variables)


@pytest.fixture
def night(tmp_path: Path) -> Callable[..., list[str]]:
    """One night: publish a set with these feeds, and tell the channels."""

    def run(*urls: str, run_id: str = "run", manifest: dict[str, Any] | None = None, **rows: Any) -> list[str]:
        publish(tmp_path, run_id, manifest, **({"mart_bronstatus": [{}]} | rows))
        return tell(settings_of(tmp_path, *urls), Afloop(run_id))

    return run


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


class TestWhatIsTold:
    def test_that_nothing_was_published_and_why_and_then_that_it_was(
        self, mailbox: Mailbox, tmp_path: Path, night: Callable[..., list[str]]
    ):
        night(mailbox.url)
        settings = settings_of(tmp_path, mailbox.url)
        failed = Afloop("latere run", ["published__kwaliteit"], ["Stap published__kwaliteit: OSError."])
        tell(settings, failed)
        assert mailbox.last["Subject"] == "Datawarehouse: niets nieuws gepubliceerd (10-02-2025)"
        assert "Stap published__kwaliteit: OSError." in mailbox.last.get_content()
        assert "niet aangeraakt" in mailbox.last.get_content()
        tell(settings, Afloop("nog een", failed.stappen, ["Stap published__kwaliteit: OSError, na 3 s."]))
        assert len(mailbox.messages) == 2, "the same failure is told once"
        tell(settings, Afloop("weer een", [], ["Er loopt al een andere lading (1234)."]))
        assert "Er loopt al een andere lading (1234)." in mailbox.last.get_content()
        night(mailbox.url, run_id="goede run")
        assert "De lading: gepubliceerd (was niets gepubliceerd)" in mailbox.last.get_content()
        assert "alles is weer in orde" in mailbox.last["Subject"]

    def test_before_anything_was_ever_published(self, mailbox: Mailbox, tmp_path: Path):
        tell(settings_of(tmp_path, mailbox.url), Afloop("run", [], ["De schijf is vol."]))
        assert "De schijf is vol." in mailbox.last.get_content()

    def test_a_domain_that_was_not_built_and_a_step_that_failed(
        self, mailbox: Mailbox, night: Callable[..., list[str]], tmp_path: Path
    ):
        night(mailbox.url)
        publish(
            tmp_path,
            "2",
            {"niet_gebouwd": {"indicatoren": ["model mart_x"]}, "domeinen": {"indicatoren": "1", "kwaliteit": "2"}},
            mart_bronstatus=[{}],
        )
        tell(settings_of(tmp_path, mailbox.url), Afloop("2", ["feed_ssd"]))
        text = mailbox.last.get_content()
        assert (
            "Domein indicatoren: niet gebouwd. Mislukt: model mart_x; de tabellen van een eerdere lading staan er nog."
            in text
        )
        assert "Stap feed_ssd: mislukt." in text
        night(mailbox.url, run_id="3")
        assert "Domein indicatoren: gebouwd (was niet gebouwd)." in mailbox.last.get_content()
        assert "Stap feed_ssd: voorbij (was mislukt)." in mailbox.last.get_content()

    def test_pages_that_could_not_be_made_and_that_are_there_again(
        self, mailbox: Mailbox, night: Callable[..., list[str]]
    ):
        night(mailbox.url)
        night(mailbox.url, run_id="2", manifest={"niet_gebouwd": {QUALITY_PAGES: ["LookupError"]}})
        text = mailbox.last.get_content()
        assert "Het dashboard: niet gemaakt. Mislukt: LookupError." in text
        assert "de cijfers zijn wel gepubliceerd" in text
        assert "Domein" not in text
        assert "Nu open: het dashboard niet gemaakt." in text
        assert "Kijk verder: " in text
        assert "index.html" not in text
        night(mailbox.url, run_id="3")
        assert "Het dashboard: gemaakt (was niet gemaakt). Het is er weer." in mailbox.last.get_content()
        assert "index.html" in mailbox.last.get_content()

    def test_a_report_that_could_not_be_made_is_told_and_where_to_look_stays_the_dashboard(
        self, mailbox: Mailbox, night: Callable[..., list[str]]
    ):
        night(mailbox.url)
        night(mailbox.url, run_id="2", manifest={"niet_gebouwd": {"rapport": ["LookupError"]}})
        text = mailbox.last.get_content()
        assert "Het rapport: niet gemaakt. Mislukt: LookupError. De cijfers zijn wel gepubliceerd." in text
        assert "Nu open: het rapport niet gemaakt." in text
        assert "Domein" not in text
        assert "index.html" in text
        night(mailbox.url, run_id="3")
        assert "Het rapport: gemaakt (was niet gemaakt)." in mailbox.last.get_content()

    def test_rows_in_quarantine_are_counted_as_people_do_and_since_is_the_day_on_which_it_was_here(
        self, mailbox: Mailbox, night: Callable[..., list[str]]
    ):
        apart = {"status": "geladen", "bestandsnaam": "d.csv", "rijen_gelezen": 12345, "rijen_quarantaine": 1}
        night(mailbox.url, mart_bronstatus=[{}])
        night(
            mailbox.url,
            mart_bronstatus=[KAPOT | {"sinds": "2025-01-20 23:30:00"}],
            fct_levering=[apart | {"levering_id": "d"}],
        )
        assert "kapot. Sinds 21-01-2025." in mailbox.last.get_content()
        night(
            mailbox.url,
            mart_bronstatus=[KAPOT],
            fct_levering=[apart | {"levering_id": "d"}, apart | {"levering_id": "e"}],
        )
        assert "Van d.csv staat 1 van de 12.345 rijen in quarantaine." in mailbox.last.get_content()

    def test_another_rejected_delivery_of_a_feed_that_is_broken_already(
        self, mailbox: Mailbox, night: Callable[..., list[str]]
    ):
        night(mailbox.url, mart_bronstatus=[KAPOT], fct_levering=[REJECTED])
        night(
            mailbox.url,
            mart_bronstatus=[KAPOT],
            fct_levering=[REJECTED, REJECTED | {"levering_id": "c", "bestandsnaam": "c.csv", "reden": "Leeg."}],
        )
        text = mailbox.last.get_content()
        assert "opnieuw, kapot. c.csv is afgekeurd: Leeg." in text
        assert "b.csv" not in text

    def test_a_warning_is_told_once_per_delivery_and_when_it_was_accepted(
        self, mailbox: Mailbox, night: Callable[..., list[str]]
    ):
        night(mailbox.url)
        for rows in (
            [{}],
            [{}],
            [{"levering_id": "ssd.uitkeringen.2", "reden": "Er zijn 40 rijen; eerder waren het er 100."}],
        ):
            night(mailbox.url, mart_waarschuwing=rows)
        assert len(mailbox.messages) == 3
        assert "Er zijn 40 rijen" in mailbox.last.get_content()
        night(
            mailbox.url,
            mart_waarschuwing=[
                {"levering_id": "ssd.uitkeringen.2", "aanvaard": True, "aanvaard_reden": "Klopt: nieuw beleid."}
            ],
        )
        assert "aanvaard (was waarschuwing). Klopt: nieuw beleid." in mailbox.last.get_content()

    def test_a_warning_across_feeds(self, mailbox: Mailbox, night: Callable[..., list[str]]):
        night(mailbox.url)
        night(
            mailbox.url,
            mart_waarschuwing=[
                {
                    "controle_id": "verband.x",
                    "regel": "x",
                    "levering_id": None,
                    "gemeente_code": None,
                    "bestandsnaam": None,
                }
            ],
        )
        assert "over feeds heen (x): waarschuwing." in mailbox.last.get_content()

    def test_a_landing_that_is_not_there(self, mailbox: Mailbox, night: Callable[..., list[str]], tmp_path: Path):
        night(mailbox.url)
        settings = settings_of(tmp_path, mailbox.url)
        settings.landing.rmdir()
        tell(settings, Afloop("run"))
        assert "De landing: onvindbaar." in mailbox.last.get_content()
        assert "Nu open: de landing onvindbaar." in mailbox.last.get_content()

    def test_a_set_of_a_version_that_nobody_knows_any_more_stops_no_load(
        self, mailbox: Mailbox, night: Callable[..., list[str]], tmp_path: Path
    ):
        night(mailbox.url)
        (tmp_path / "published" / "manifest.json").write_text('{"run_id": "oud"}', encoding="utf-8")
        assert tell(settings_of(tmp_path, mailbox.url), Afloop("nieuw", [], ["De schijf is vol."])) == [
            "Het bericht over deze lading kon niet worden gemaakt (KeyError)."
        ]


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
