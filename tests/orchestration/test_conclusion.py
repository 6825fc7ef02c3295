"""What a night comes down to: its exit status, and a summary that names every file that was not loaded, why, and what to do."""

from __future__ import annotations

import io
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest
from rich.console import Console

from expectations.ledger_tables import SCHEMA
from orchestration.nightly import Verloop, conclude
from orchestration.publication import read_manifest
from orchestration.settings import Settings
from orchestration.summary import FEEDS_SHOWN, WARNINGS_SHOWN, lines, print_summary
from reporting.set_parts import PARTS, QUALITY_PAGES
from tests.support.marts import publish
from tests.support.night import Night
from tests.support.night_here import night_here

SETTINGS = Settings.from_env({"DWH_HOME": "/srv/dwh"})
GOED = {
    "bron": "ssd",
    "feed": "uitkeringen",
    "gemeente_code": "GM0153",
    "status": "goed",
    "laatste_peildatum": None,
    "reden": "Goed.",
}
LEVERING = {
    "bron": "ssd", "feed": "uitkeringen", "bestandsnaam": "a.csv", "status": "geladen", "reden": None, "rijen_gelezen": 10, "rijen_geladen": 10,
    "rijen_quarantaine": 0, "synthetisch": False,
}  # fmt: skip
WAARSCHUWING = {
    "bron": "ssd", "feed": "uitkeringen", "gemeente_code": "GM0153", "bestandsnaam": "a.csv", "regel": "plausibel_rijen",
    "reden": "Er zijn 50 rijen; eerder waren het er 100.", "nieuw": True,
}  # fmt: skip
NIGHT = Verloop(SETTINGS, "run", 12.3, gepubliceerd=True, leveringen=[LEVERING], bronnen=[GOED])


def summary(**changes: Any) -> str:
    return "\n".join(lines(replace(NIGHT, **changes)))


def printed(wide: int, bronnen: list[dict[str, Any]]) -> tuple[list[list[str]], str]:
    """The cells of the table in the summary, and all of it."""
    said = io.StringIO()
    print_summary(replace(NIGHT, bronnen=bronnen), Console(file=said, width=wide))
    rows = [line.strip("│").split("│") for line in said.getvalue().splitlines() if "│" in line]
    return [[cell.strip() for cell in row] for row in rows], said.getvalue()


@pytest.mark.parametrize("wide", [20, 200])
class TestTableOfFeeds:
    def test_every_feed_has_a_line_that_nothing_is_cut_from_however_narrow_the_screen(self, wide: int):
        late = GOED | {"feed": "inkomenstoeslagen", "status": "te_laat", "laatste_peildatum": date(2024, 12, 31)}
        assert printed(wide, [GOED, late])[0] == [
            ["ssd", "uitkeringen", "GM0153", "goed", "-"],
            ["ssd", "inkomenstoeslagen", "GM0153", "te_laat", "2024-12-31"],
        ]

    def test_of_more_than_a_screen_can_tell_every_feed_has_its_municipalities_counted_per_status(self, wide: int):
        late = GOED | {"feed": "inkomenstoeslagen", "status": "te_laat"}
        assert len(printed(wide, [late] + [GOED] * (FEEDS_SHOWN - 1))[0]) == FEEDS_SHOWN
        cells, said = printed(wide, [late, *[GOED] * (FEEDS_SHOWN - 1), GOED | {"status": "kapot"}])
        assert cells == [
            ["ssd", "inkomenstoeslagen", "0", "0", "1", "0", "0"],
            ["ssd", "uitkeringen", str(FEEDS_SHOWN - 1), "0", "0", "1", "0"],
        ]
        heads = next(line for line in said.splitlines() if "feed" in line)
        assert [head.strip() for head in heads.strip("┃").split("┃")] == [
            "bron", "feed", "goed", "deels", "te_laat", "kapot", "ontbreekt",
        ]  # fmt: skip
        assert "KAPOT ssd/uitkeringen GM0153" in said, "whatever is counted, who needs somebody is named"

    def test_a_sentence_is_one_line_with_every_character_that_it_has(self, wide: int):
        reason = "Kolom [red]BSN[/] ontbreekt; " + "en dat is de sleutel van de hele levering. " * 3
        assert (
            f"KAPOT ssd/uitkeringen GM0153: {reason}\n"
            in printed(wide, [GOED | {"status": "kapot", "reden": reason}])[1]
        )


class TestStatus:
    def test_0_when_all_feeds_are_sound_and_published(self):
        assert NIGHT.status == 0

    @pytest.mark.parametrize("status", ["deels", "kapot", "te_laat", "ontbreekt"])
    def test_3_when_one_feed_is_not_sound(self, status: str):
        assert replace(NIGHT, bronnen=[GOED, GOED | {"status": status}]).status == 3

    @pytest.mark.parametrize(
        "trouble",
        [
            {"mislukte_stappen": ["x"]},
            {"overgenomen": ["indicatoren"]},
            {"niet_gebouwd": {"financien": ["model x"]}},
            {"meldingen": ["x"]},
        ],
    )
    def test_3_when_something_else_went_wrong(self, trouble: dict[str, Any]):
        assert replace(NIGHT, **trouble).status == 3

    def test_an_unknown_file_is_told_and_no_more_than_that(self):
        assert replace(NIGHT, onbekend=["ssd/x: geen levering."]).status == 0

    @pytest.mark.parametrize(
        "worth_a_look",
        [{"waarschuwingen": [WAARSCHUWING]}, {"oudere_waarschuwingen": 3}, {"voorstellen": 1}, {"onverzonden": ["x"]}],
    )
    def test_a_warning_or_a_message_that_was_not_sent_keeps_0(self, worth_a_look: dict[str, Any]):
        assert replace(NIGHT, **worth_a_look).status == 0

    def test_1_when_nothing_was_published_whatever_else_is_true(self):
        assert replace(NIGHT, gepubliceerd=False).status == 1


class TestSummary:
    def test_a_rejected_delivery_is_named_with_its_reason(self):
        text = summary(leveringen=[LEVERING | {"status": "afgekeurd", "reden": "Het is afgekapt; lever het opnieuw."}])
        assert "NIET GELADEN ssd/a.csv: Het is afgekapt; lever het opnieuw." in text

    def test_one_that_waits_is_named_with_what_it_waits_for(self):
        text = summary(leveringen=[LEVERING | {"status": "wacht", "reden": "Het controlebestand is er nog niet."}])
        assert "WACHT ssd/a.csv: Het controlebestand is er nog niet." in text

    def test_rows_in_quarantine_are_counted_per_file(self):
        text = summary(leveringen=[LEVERING | {"rijen_geladen": 7, "rijen_quarantaine": 3}])
        assert "DEELS GELADEN ssd/a.csv: 3 van de 10 rijen staan in quarantaine." in text
        assert "7 rijen geladen, 3 in quarantaine" in text

    def test_what_is_no_delivery_and_what_went_wrong_is_told(self):
        text = summary(
            onbekend=["ssd/x: geen levering."],
            meldingen=["CBS zwijgt."],
            mislukte_stappen=["dbt"],
            niet_gebouwd={"indicatoren": ["model mart_x", "test y"], "financien": ["model mart_z"]},
            overgenomen=["indicatoren"],
        )
        assert "ONBEKEND ssd/x: geen levering." in text
        assert "FOUT CBS zwijgt." in text
        assert "FOUT stap dbt is mislukt; zie logs/nightly.log" in text
        assert "FOUT domein indicatoren kon niet worden gebouwd (mislukt: model mart_x, test y; zie logs/" in text
        assert "DWH_HOME); de tabellen van de vorige set staan er nog." in text
        assert "FOUT domein financien kon niet worden gebouwd (mislukt: model mart_z; zie logs/" in text
        assert "DWH_HOME); het ontbreekt." in text

    def test_numbers_are_written_as_people_here_do_and_one_is_not_many(self):
        many = LEVERING | {"rijen_gelezen": 12345, "rijen_geladen": 12344, "rijen_quarantaine": 1}
        text = summary(leveringen=[many])
        assert "DEELS GELADEN ssd/a.csv: 1 van de 12.345 rijen staat in quarantaine." in text
        assert "1 geladen; 12.344 rijen geladen, 1 in quarantaine." in text

    def test_pages_that_could_not_be_made_are_told_and_nobody_is_sent_to_them(self):
        text = summary(niet_gebouwd={QUALITY_PAGES: ["LookupError"]})
        assert (
            "FOUT het dashboard kon niet worden gemaakt (mislukt: LookupError; zie logs/nightly.log onder DWH_HOME); "
            "de cijfers zijn wel gepubliceerd." in text
        )
        assert "domein" not in text
        assert "kwaliteit/index.html" not in text
        assert "rapport/index.html" in text
        text = summary(niet_gebouwd={QUALITY_PAGES: ["LookupError"], "rapport": ["LookupError"]})
        assert "index.html" not in text
        assert text.endswith("Vraag verder: make query. Status 3.")

    @pytest.mark.parametrize("part", PARTS.keys() - {QUALITY_PAGES})
    def test_another_part_that_could_not_be_made_is_told_and_the_dashboard_still_pointed_at(self, part: str):
        text = summary(niet_gebouwd={part: ["LookupError"]})
        assert f"FOUT {PARTS[part]} kon niet worden gemaakt (mislukt: LookupError; zie logs/" in text
        assert "domein" not in text
        assert "kwaliteit/index.html" in text
        assert ("rapport/index.html" in text) == (part != "rapport")
        assert text.endswith("Status 3.")

    def test_a_warning_of_this_load_is_told_with_its_reason(self):
        text = summary(waarschuwingen=[WAARSCHUWING, WAARSCHUWING | {"reden": None}])
        assert "LET OP ssd/a.csv: Er zijn 50 rijen; eerder waren het er 100." in text
        assert "LET OP ssd/a.csv: de regel plausibel_rijen ging niet op." in text

    def test_a_warning_across_feeds_has_no_file(self):
        text = summary(waarschuwingen=[WAARSCHUWING | {"bestandsnaam": None, "reden": "Er zijn 3 personen te veel."}])
        assert "LET OP over feeds heen: Er zijn 3 personen te veel." in text

    def test_many_warnings_are_cut_and_counted(self):
        told = [line for line in summary(waarschuwingen=[WAARSCHUWING] * 26).splitlines() if line.startswith("LET OP")]
        assert len(told) == WARNINGS_SHOWN + 1
        assert told[-1] == "LET OP en nog 6; het dashboard noemt ze alle."

    def test_warnings_of_earlier_loads_are_only_counted(self):
        assert "van eerdere ladingen: nog 1 waarschuwing die niemand heeft aanvaard" in summary(oudere_waarschuwingen=1)
        assert "nog 2 waarschuwingen die" in summary(oudere_waarschuwingen=2)

    def test_how_to_see_what_is_proposed_for_a_contract(self):
        assert "LET OP voor 2 verschillen in indeling ligt een voorstel" in summary(voorstellen=2)
        assert summary(voorstellen=1).count("dwh propose") == 1
        assert "propose" not in summary()

    def test_a_message_that_was_not_sent_is_told(self):
        assert "LET OP Het bericht kwam niet aan." in summary(onverzonden=["Het bericht kwam niet aan."])

    def test_workbooks_for_owners_are_told_with_where_they_are(self, tmp_path: Path):
        settings = Settings.from_env({"DWH_HOME": str(tmp_path)})
        folder = tmp_path / "published" / "kwaliteit" / "quarantaine"
        assert "werkmap" not in summary(settings=settings)
        folder.mkdir(parents=True)
        (folder / "ssd_uitkeringen_GM0153.xlsx").touch()
        assert f"1 werkmap voor eigenaren van bronnen: {folder}" in summary(settings=settings)

    def test_the_last_line_is_the_status_and_before_it_stands_where_to_look(self):
        text = summary().splitlines()
        assert text[-1].endswith("Status 0.")
        assert "/srv/dwh/published" in "\n".join(text[-2:])
        assert "(1 van 1 feeds goed)" in text[-2]
        assert "/srv/dwh/published/kwaliteit/index.html" in text[-1]

    def test_when_nothing_was_published_the_last_line_says_so(self):
        assert summary(gepubliceerd=False).splitlines()[-1].startswith("NIETS NIEUWS GEPUBLICEERD")
        assert summary(gepubliceerd=False).endswith("Status 1.")

    def test_a_night_without_news_says_so(self):
        assert "Geen nieuwe leveringen." in summary(leveringen=[])

    def test_that_all_is_made_up_is_said(self):
        assert "synthetisch" in summary(leveringen=[LEVERING | {"synthetisch": True}])
        assert "synthetisch" not in summary()


class TestConclusion:
    def test_a_run_that_is_not_the_one_that_was_published_published_nothing(self, demo_night: Night):
        settings = Settings.from_env({"DWH_HOME": str(demo_night.home)})
        verloop = conclude(settings, "a later run", 1, ["published__kwaliteit"])
        assert (verloop.status, verloop.leveringen, verloop.bronnen) == (1, [], [])

    def test_what_a_run_did_can_be_told_again_from_what_it_left(self, demo_night: Night):
        settings = Settings.from_env({"DWH_HOME": str(demo_night.home)})
        manifest = read_manifest(settings.published)
        assert manifest is not None
        verloop = conclude(settings, manifest["run_id"], 1, [])
        assert (verloop.status, len(verloop.leveringen), len(verloop.bronnen)) == (0, 121, 50)

    def test_warnings_of_this_load_and_of_earlier_ones_are_kept_apart_and_accepted_ones_are_none(self, tmp_path: Path):
        publish(
            tmp_path,
            "run",
            fct_levering=[{"levering_id": "nieuw"}, {"levering_id": "oud", "run_id": "vorige"}],
            mart_bronstatus=[{}],
            mart_waarschuwing=[
                {"levering_id": "nieuw", "reden": "Nieuw."},
                {"levering_id": "nieuw", "aanvaard": True},
                {"levering_id": "oud"},
                {"levering_id": None, "bestandsnaam": None, "gemeente_code": None, "reden": "Over feeds heen."},
            ],
            fct_verschil=[{"levering_id": "nieuw"}, {"levering_id": "nieuw", "voorstel": None}, {"levering_id": "oud"}],
        )
        verloop = conclude(Settings.from_env({"DWH_HOME": str(tmp_path)}), "run", 1, [])
        assert sorted(row["reden"] for row in verloop.waarschuwingen) == ["Nieuw.", "Over feeds heen."]
        assert (verloop.oudere_waarschuwingen, verloop.voorstellen) == (1, 1)

    def test_what_rules_across_feeds_found_is_no_unknown_file(self, tmp_path: Path):
        (tmp_path / "state").mkdir()
        with duckdb.connect() as con:
            con.execute(SCHEMA)
            con.execute(
                "INSERT INTO controle (run_id, object, ernst, geslaagd, reden) VALUES ('run', 'verband', 'waarschuwing', false, 'x'),"
                " ('run', 'verband', 'fataal', false, 'De regel y kon niet worden uitgevoerd.')"
            )
            con.execute(
                "INSERT INTO controle (run_id, ernst, geslaagd, reden) VALUES ('run', 'waarschuwing', false, 'ssd/y: geen levering.')"
            )
            for table in ("levering", "controle"):
                con.execute(f"COPY {table} TO '{tmp_path / 'state' / table}.parquet'")
        verloop = conclude(Settings.from_env({"DWH_HOME": str(tmp_path), "DWH_LANDING": ""}), "run", 1, [])
        assert verloop.onbekend == ["ssd/y: geen levering."]
        assert "De regel y kon niet worden uitgevoerd." in verloop.meldingen

    def test_a_landing_that_is_not_there_is_told(self, tmp_path: Path):
        settings = Settings.from_env(
            {"DWH_HOME": str(tmp_path), "DWH_LANDING": str(tmp_path / "weg"), "DWH_PSEUDONYM_KEY": "x"}
        )
        (melding,) = conclude(settings, "run", 1, []).meldingen
        assert str(tmp_path / "weg") in melding
        assert "DWH_LANDING" in melding


class TestNightThatDoesNotBegin:
    """Something stands in the way before the first step: status 1, the reason, and what was published untouched."""

    @pytest.fixture
    def home(self, demo_copy: Path, definitions: object) -> Path:
        return demo_copy

    def test_while_another_load_runs(self, home: Path):
        hold = f"import duckdb, sys; c = duckdb.connect({str(home / 'state' / 'ledger.duckdb')!r}); print('held', flush=True); sys.stdin.read()"
        with subprocess.Popen(
            [sys.executable, "-c", hold], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        ) as other:
            assert other.stdout is not None
            assert other.stdout.readline() == "held\n"
            night = night_here(home)
            other.communicate()
        self.published_nothing(night, home, "Er loopt al een andere lading op deze DWH_HOME")

    def test_with_another_key_than_before(self, home: Path):
        night = night_here(home, DWH_PSEUDONYM_KEY="een andere sleutel")
        self.published_nothing(night, home, "DWH_PSEUDONYM_KEY is een andere dan waarmee deze DWH_HOME is gevuld")
        assert "een andere sleutel" not in night.summary + (home / "logs" / "nightly.log").read_text(encoding="utf-8")

    @staticmethod
    def published_nothing(night: Any, home: Path, reason: str) -> None:
        assert night.status == 1
        assert f"FOUT De lading is niet begonnen: {reason}" in night.summary
        assert "NIETS NIEUWS GEPUBLICEERD" in night.summary
        manifest = read_manifest(home / "published")
        assert manifest is not None
        assert manifest["run_id"] != night.verloop.run_id
