"""What messages after a load say: what became worse or better, since when, and what to do."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from orchestration.afloop import Afloop
from orchestration.signals import tell
from reporting.set_parts import QUALITY_PAGES
from tests.support.channels import Mailbox
from tests.support.marts import publish
from tests.support.told_nights import KAPOT, REJECTED, settings_of

pytestmark = pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")  # the mail server, on loopback


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
