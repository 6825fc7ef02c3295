"""Four nights on a landing of one's own with things in it that are not as they should be, and a CBS that is not always there: see
`tests.nightly.town`."""

from __future__ import annotations

import json
import re
from concurrent.futures import Future

import pytest
from dagster import DagsterInstance, DagsterRunStatus

from orchestration.dagster_history import BROKEN_OFF
from tests.nightly.town import (
    BROKEN,
    IN_TIME,
    KEY,
    LATE,
    MENDED,
    PARTLY,
    TROUBLE,
    UNKNOWN_FILE,
    UNKNOWN_FOLDER,
    WAITING,
    WHOLE,
    Town,
)
from tests.support.night import Night, Record
from tests.support.night_here import NightHere

WITH_CBS = ("iit_bereik_pct", "garantverzorgd_bereik_pct", "wmo_voorziening_per_1000")
EVERY_FIGURE = "SELECT * FROM indicatoren.fct_indicator ORDER BY ALL"
RESTING_ON_WHAT_CAME = (
    "SELECT DISTINCT indicator_code FROM indicatoren.brug_indicator_feed"
    " WHERE (bron, feed) IN (('ssd', 'voorzieningen'), ('kadera', 'verblijf'))"
)


@pytest.fixture(scope="module")
def town(town_under_way: Future[Town]) -> Town:
    return town_under_way.result()


@pytest.fixture(scope="module")
def killed(town: Town) -> str:
    return town.before_it_was_killed


@pytest.fixture(scope="module")
def first(town: Town) -> Night:
    return town.first


@pytest.fixture(scope="module")
def second(town: Town) -> NightHere:
    return town.second


@pytest.fixture(scope="module")
def third(town: Town) -> NightHere:
    return town.third


@pytest.fixture(scope="module")
def figures_of_the_first(first: Night) -> list[Record]:
    return first.ask(EVERY_FIGURE)


@pytest.fixture(scope="module")
def status_of_the_first(first: Night) -> dict[tuple[str, str], Record]:
    return by_feed(first)


def by_feed(night: Night | NightHere) -> dict[tuple[str, str], Record]:
    return {(row["bron"], row["feed"]): row for row in night.ask("SELECT * FROM kwaliteit.mart_bronstatus")}


class TestFirstNight:
    def test_a_load_that_is_killed_publishes_nothing(self, killed: str, town: Town):
        assert "gidso/maatregelen" in killed
        assert "gepubliceerd" not in killed
        assert len(list((town.home / "publications").iterdir())) in (3, 4, 5), "of the five that were published"
        assert town.sets_after_the_first == 1

    def test_started_again_it_goes_on_where_it_was(self, first: Night):
        (line,) = [line for line in first.said.splitlines() if line[9:].startswith("cimot/trajecten")]
        assert "0 geladen, 1 ongewijzigd" in line
        (line,) = [line for line in first.said.splitlines() if line[9:].startswith("gidso/maatregelen ")]
        # The deliveries of a feed are entered together: of the one that was being read nothing was, and all of it is now.
        assert re.search(r"6 geladen, 1 wacht;", line)

    def test_dagster_knows_the_load_that_was_killed_as_failed_and_why(self, town: Town):
        with DagsterInstance.from_config(str(town.home / "dagster")) as instance:
            *later, oldest = instance.get_runs()
            said = [entry.message for entry in instance.all_logs(oldest.run_id)]
        assert len(later) == 5
        assert all(run.is_finished for run in later)
        assert oldest.status is DagsterRunStatus.FAILURE
        assert said[-1] == BROKEN_OFF
        assert said.count(BROKEN_OFF) == 1

    def test_the_exit_status_says_that_not_all_is_sound(self, first: Night):
        assert first.status == 3, first.said

    def test_the_summary_names_the_broken_file_why_and_what_to_do(self, first: Night):
        (line,) = [line for line in first.summary.splitlines() if line.startswith("NIET GELADEN ")]
        assert line.startswith(f"NIET GELADEN ssd/{BROKEN}: ")
        assert "#EINDE;<aantal> ontbreekt" in line
        assert "lever het opnieuw" in line

    def test_the_summary_names_the_file_that_waits_and_for_what(self, first: Night):
        (line,) = [line for line in first.summary.splitlines() if WAITING in line]
        assert line.startswith(f"WACHT gidso/{WAITING}: ")
        assert f"{WAITING}.sha256" in line

    @pytest.mark.parametrize("name", [UNKNOWN_FILE, UNKNOWN_FOLDER])
    def test_the_summary_names_what_is_no_delivery(self, first: Night, name: str):
        (line,) = [line for line in first.summary.splitlines() if name in line]
        assert line.startswith("ONBEKEND ")
        assert "niet gelezen" in line

    def test_an_upload_under_way_is_not_looked_at(self, first: Night):
        assert ".part" not in first.said

    def test_the_broken_feed_is_kapot_and_keeps_its_last_sound_delivery(
        self, status_of_the_first: dict[tuple[str, str], Record]
    ):
        row = status_of_the_first["ssd", "uitkeringen"]
        assert (row["status"], str(row["laatste_peildatum"])) == ("kapot", "2024-12-31")
        assert BROKEN in row["reden"]
        assert "31-12-2024" in row["reden"]

    def test_the_report_says_so_on_every_page_of_an_indicator_that_is_made_of_it(self, first: Night):
        rows = first.ask(
            "SELECT DISTINCT indicator_code FROM indicatoren.brug_indicator_feed WHERE bron = 'ssd' AND feed = 'uitkeringen'"
        )
        codes = {row["indicator_code"] for row in rows}
        pages = [
            page for page in (first.published / "rapport" / "enschede" / "indicator").iterdir() if page.stem in codes
        ]
        assert pages
        assert all(
            "Bijstandsuitkeringen uit SSD is kapot" in " ".join(page.read_text("utf-8").split()) for page in pages
        )

    def test_every_other_feed_is_goed(self, status_of_the_first: dict[tuple[str, str], Record]):
        assert {feed for feed, row in status_of_the_first.items() if row["status"] != "goed"} == {
            ("ssd", "uitkeringen")
        }

    def test_the_figures_are_those_of_the_same_deliveries_elsewhere(
        self, figures_of_the_first: list[Record], demo_night: Night
    ):
        """Another home, another key, killed once: the same landing gives the same rows. Only when CBS was asked differs."""

        def comparable(rows: list[Record]) -> list[Record]:
            return [row | {"bekend_vanaf": None} if row["indicator_code"] in WITH_CBS else row for row in rows]

        def ordered(rows: list[Record]) -> list[str]:
            return sorted(str(row) for row in comparable(rows))

        assert ordered(figures_of_the_first) == ordered(demo_night.ask(EVERY_FIGURE))

    def test_figures_that_need_cbs_are_known_since_it_was_asked(self, figures_of_the_first: list[Record], first: Night):
        asked = {
            row["ontvangen_op"]
            for row in first.ask("SELECT ontvangen_op FROM kwaliteit.fct_levering WHERE bron = 'cbs'")
        }
        with_cbs = [row for row in figures_of_the_first if row["indicator_code"] in WITH_CBS]
        # The old target group of the inkomenstoeslag is GBTwente's.
        old = [row for row in with_cbs if (row["indicator_code"], row["definitie_versie"]) == ("iit_bereik_pct", 1)]
        assert {row["bekend_vanaf"] for row in with_cbs if row not in old} <= asked

    def test_nothing_of_it_is_the_demo(self, first: Night):
        assert "demo" not in first.said.splitlines()[0]

    def test_the_key_is_said_nowhere(self, first: Night, killed: str):
        assert KEY not in first.said + killed


class TestNightOfTrouble:
    """A feed is broken, one late, one partly rejected and CBS is out of order; and the warehouse was thrown away."""

    def test_the_rest_is_published_and_the_exit_status_says_that_not_all_is_sound(self, second: NightHere):
        assert second.status == 3
        assert second.verloop.gepubliceerd
        assert second.verloop.niet_gebouwd == {}

    def test_the_summary_says_that_cbs_did_not_answer(self, second: NightHere):
        lines = [line for line in second.summary.splitlines() if line.startswith("FOUT ")]
        assert len(lines) == 2
        assert all("CBS" in line for line in lines)

    def test_the_status_of_every_feed_is_told_and_every_other_feed_is_goed(self, second: NightHere):
        status = {f"{bron}/{feed}": row["status"] for (bron, feed), row in by_feed(second).items()}
        assert {feed: state for feed, state in status.items() if state != "goed"} == TROUBLE

    def test_what_is_broken_or_late_keeps_its_last_sound_delivery(
        self, second: NightHere, status_of_the_first: dict[tuple[str, str], Record]
    ):
        status = by_feed(second)
        for feed in (("ssd", "uitkeringen"), ("ssd", "inkomenstoeslagen"), ("cbs", "bevolking"), ("cbs", "inkomen")):
            assert status[feed]["laatste_peildatum"] == status_of_the_first[feed]["laatste_peildatum"]

    def test_figures_of_feeds_that_brought_nothing_sound_are_those_of_before_though_the_warehouse_was_thrown_away(
        self, second: NightHere, figures_of_the_first: list[Record]
    ):
        moved = {row["indicator_code"] for row in second.ask(RESTING_ON_WHAT_CAME)}

        def kept(rows: list[Record]) -> list[Record]:
            return [row for row in rows if row["indicator_code"] not in moved]

        assert {"beschut_werk", "vo_verblijfsduur"} < moved

        assert len(kept(figures_of_the_first)) > 200
        assert kept(second.ask(EVERY_FIGURE)) == kept(figures_of_the_first)

    def test_feeds_that_came_are_fresh(self, second: NightHere):
        query = "SELECT max(jaar) AS jaar FROM indicatoren.fct_indicator WHERE indicator_code = '{}'"
        assert second.ask(query.format("beschut_werk")) == [{"jaar": 2025}]
        assert second.ask(query.format("vo_verblijfsduur")) == [{"jaar": 2025}]
        assert second.ask(query.format("bijstand_uitkeringen")) == [{"jaar": 2024}]

    def test_the_message_says_the_same_as_far_as_it_was_not_said_before(self, town: Town):
        (message,) = town.messages["second"]
        worse = {line.split(" ")[0]: line for line in _listed(message, "Slechter")}
        assert worse.keys() == TROUBLE.keys() - {"ssd/uitkeringen"}, "that was said after the first night"
        assert all(TROUBLE[feed].replace("_", " ") in line for feed, line in worse.items())

    def test_the_dashboard_says_the_same_and_what_it_means(self, second: NightHere):
        text = (second.published / "kwaliteit" / "index.html").read_text(encoding="utf-8")
        shown = re.findall(r'data-status="(\w+)".*?<span class="sub">(\w+/\w+) ·', text, re.DOTALL)
        assert {feed: state for state, feed in shown if state != "goed"} == TROUBLE
        assert "bruikbaar met voorbehoud" in text

    def test_the_owners_of_what_was_rejected_have_a_workbook(self, second: NightHere):
        made = {path.name for path in (second.published / "kwaliteit" / "quarantaine").iterdir()}
        assert made == {"kadera_verblijf_GM0153.xlsx", "ssd_uitkeringen_GM0153.xlsx"}

    def test_the_data_docs_are_there_again(self, second: NightHere):
        assert (second.published / "datadocs" / "index.html").is_file()


def _listed(message: Record, head: str) -> list[str]:
    """The lines of a message under a heading."""
    _, _, after = message["message"].partition(f"{head} (")
    return [line.removeprefix("- ") for line in after.partition("\n\n")[0].splitlines()[1:] if line.startswith("- ")]


class TestNightWhenAllWasPutRight:
    def test_the_exit_status_is_0_again(self, third: NightHere):
        assert third.status == 0, third.summary

    def test_every_feed_is_goed_again(self, third: NightHere):
        assert {row["status"] for row in by_feed(third).values()} == {"goed"}

    def test_the_message_says_so_once(self, town: Town):
        (message,) = town.messages["third"]
        assert "alles is weer in orde" in message["title"]
        assert {line.split(" ")[0] for line in _listed(message, "Beter")} == TROUBLE.keys()
        assert _listed(message, "Slechter") == []
        assert town.messages["fourth"] == []

    def test_the_dashboard_says_so(self, town: Town):
        text = (town.third.published / "kwaliteit" / "index.html").read_text(encoding="utf-8")
        assert "De cijfers van vandaag zijn bruikbaar" in text
        assert not list((town.third.published / "kwaliteit" / "quarantaine").iterdir()), (
            "the corrected delivery cleared it"
        )

    def test_the_corrected_delivery_is_in_use_and_the_broken_one_stays_on_record(self, third: NightHere):
        rows = third.ask(
            "SELECT bestandsnaam, status FROM kwaliteit.fct_levering WHERE peildatum = DATE '2025-01-31' ORDER BY ALL"
        )
        assert [(row["bestandsnaam"], row["status"]) for row in rows] == [
            (LATE, "geladen"),
            (WAITING, "geladen"),
            (BROKEN, "afgekeurd"),
            (MENDED, "geladen"),
            (PARTLY, "vervangen"),
            (WHOLE, "geladen"),
            (IN_TIME, "geladen"),
        ]

    def test_a_new_year_appears_and_the_year_before_becomes_definitief(self, third: NightHere):
        query = "SELECT jaar, waarde, status FROM indicatoren.fct_indicator WHERE indicator_code = 'bijstand_uitkeringen' AND uitsplitsing = 'totaal'"
        now = {row["jaar"]: (row["waarde"], row["status"]) for row in third.ask(f"{query} AND bekend_tot IS NULL")}
        assert now[2025] == (5690, "voorlopig")
        assert now[2024] == (5690, "definitief")

    def test_what_was_known_before_is_still_known(self, third: NightHere, figures_of_the_first: list[Record]):
        now = {str(row | {"bekend_tot": None}) for row in third.ask(EVERY_FIGURE)}
        assert [row for row in figures_of_the_first if str(row | {"bekend_tot": None}) not in now] == []

    def test_nights_that_built_a_part_come_to_what_one_that_builds_everything_does(self, town: Town):
        """The third night built what follows from the feeds that brought something, the fourth what follows the day."""
        tables = town.whole.ask(
            "SELECT schema_name || '.' || table_name AS name FROM duckdb_tables() WHERE schema_name <> 'publicatie' ORDER BY 1"
        )
        assert len(tables) > 40
        # Whether CBS answers is noted of each load that asks.
        for name in (table["name"] for table in tables if table["name"] != "kwaliteit.fct_controle"):
            everything = f"SELECT * FROM {name} ORDER BY ALL"
            assert town.fourth.ask(everything) == town.whole.ask(everything), name
        anew = "SELECT domein, count(*) AS n FROM publicatie.tabel WHERE run_id = '{}' GROUP BY ALL ORDER BY ALL"
        assert [row["domein"] for row in town.fourth.ask(anew.format(town.fourth.verloop.run_id))] == ["kwaliteit"]
        assert len(tables) == sum(row["n"] for row in town.whole.ask(anew.format(town.whole.verloop.run_id)))

    def test_the_last_three_sets_are_kept_for_their_readers(self, third: NightHere):
        runs = {
            json.loads(path.read_text(encoding="utf-8"))["run_id"]
            for path in (third.home / "publications").glob("*/manifest.json")
        }
        assert len(runs) in (3, 4, 5), "those of the last ten minutes are kept too"
        assert third.verloop.run_id in runs


def test_four_nights_with_broken_files_and_a_killed_load_left_nothing_of_a_person_or_the_key(town: Town):
    assert "dwh nightly" in town.first.command_lines
    assert town.searched.searched_for > 100_000
    assert town.searched.in_files == {}
    assert town.searched.in_what_was_said == set()
