"""The published set: whole or not at all, swapped as one, and the one before is not pulled from under its readers."""

from __future__ import annotations

import json
import os
from pathlib import Path

import duckdb
import pytest

from orchestration.publication import KEPT_SETS, Publicatie, read_manifest
from orchestration.publication_tables import Tabel

FIGURES = Tabel(
    "indicatoren", "fct_indicator", "Cijfers, ook 's nachts", {"waarde": "De waarde; 'unrounded'", "weg": "x"}
)
STATUS = Tabel("kwaliteit", "mart_bronstatus", "Hoe het gaat", {"run": "De run"})
DOMAINS = ("indicatoren", "kwaliteit")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home met een 'aanhalingsteken'"


def warehouse(home: Path, run: str) -> Path:
    """A warehouse as dbt leaves it; every table says which run made it."""
    home.mkdir(parents=True, exist_ok=True)
    path = home / "warehouse.duckdb"
    with duckdb.connect(str(path)) as con:
        for tabel in (FIGURES, STATUS):
            con.execute(f"CREATE SCHEMA IF NOT EXISTS {tabel.schema}")
            con.execute(
                f"CREATE OR REPLACE TABLE {tabel.schema}.{tabel.naam} AS SELECT '{run}' AS run, i::DOUBLE AS waarde FROM range(100) AS r(i)"
            )
    return path


def publish(home: Path, run: str, *, indicators: bool = True, extra: dict[str, Path] | None = None) -> Path:
    """One whole publication."""
    publicatie, source = Publicatie(home, run), warehouse(home, run)
    if indicators:
        publicatie.add_domain("indicatoren", [FIGURES], source)
    publicatie.add_domain("kwaliteit", [STATUS], source)
    publicatie.carry_over(DOMAINS)
    return publicatie.close(extra or {}, {"leveringen": []})


def runs(home: Path) -> tuple[str, str]:
    """The run that made the figures and the one that made the quality, as an analyst sees them now."""
    with duckdb.connect(str(home / "published" / "marts.duckdb"), read_only=True) as con:
        (row,) = con.execute(
            "SELECT (SELECT any_value(run) FROM indicatoren.fct_indicator), (SELECT any_value(run) FROM kwaliteit.mart_bronstatus)"
        ).fetchall()
    return row[0], row[1]


def test_a_set_is_published_whole(home: Path):
    folder = publish(home, "run1")
    assert (home / "published").resolve() == folder
    assert runs(home) == ("run1", "run1")
    assert {str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file()} == {
        "manifest.json", "marts.duckdb", "parquet/indicatoren/fct_indicator.parquet", "parquet/kwaliteit/mart_bronstatus.parquet",
    }  # fmt: skip


def test_tables_and_columns_say_what_they_are_with_any_sign_in_the_text(home: Path):
    publish(home, "run1")
    with duckdb.connect(str(home / "published" / "marts.duckdb"), read_only=True) as con:
        assert con.execute("SELECT comment FROM duckdb_tables() WHERE table_name = 'fct_indicator'").fetchone() == (
            FIGURES.omschrijving,
        )
        assert con.execute(
            "SELECT comment FROM duckdb_columns() WHERE column_name = 'waarde' AND table_name = 'fct_indicator'"
        ).fetchone() == (FIGURES.kolommen["waarde"],)


def test_the_manifest_says_what_is_in_the_set_and_which_run_built_which_domain(home: Path):
    publish(home, "run1")
    manifest = read_manifest(home / "published")
    assert manifest is not None
    assert manifest["tabellen"] == {"indicatoren.fct_indicator": 100, "kwaliteit.mart_bronstatus": 100}
    assert manifest["domeinen"] == {"indicatoren": "run1", "kwaliteit": "run1"}
    assert manifest["leveringen"] == []


def test_nothing_published_has_no_manifest(home: Path):
    assert read_manifest(home / "published") is None


def test_the_next_set_replaces_it_and_every_file_is_read_only(home: Path):
    publish(home, "run1")
    folder = publish(home, "run2")
    assert runs(home) == ("run2", "run2")
    assert [p for p in folder.rglob("*") if p.is_file() and p.stat().st_mode & 0o222] == []


def test_until_it_is_closed_a_set_is_not_to_be_seen(home: Path):
    publish(home, "run1")
    unfinished = Publicatie(home, "run2")
    unfinished.add_domain("indicatoren", [FIGURES], warehouse(home, "run2"))
    assert runs(home) == ("run1", "run1")
    assert [p.name for p in (home / "publications").iterdir() if not p.name.startswith(".")] == ["run1"]


def test_what_a_crashed_run_left_is_cleared_away_by_the_next(home: Path):
    Publicatie(home, "crashed").add_domain("indicatoren", [FIGURES], warehouse(home, "crashed"))
    publish(home, "run2")
    assert [p.name for p in (home / "publications").iterdir()] == ["run2"]


def test_a_domain_that_was_not_built_keeps_its_tables_and_says_whose_they_are(home: Path):
    publish(home, "run1")
    publish(home, "run2", indicators=False)
    publish(home, "run3", indicators=False)
    assert runs(home) == ("run1", "run3")
    manifest = read_manifest(home / "published")
    assert manifest is not None
    assert manifest["domeinen"] == {"indicatoren": "run1", "kwaliteit": "run3"}
    with duckdb.connect(str(home / "published" / "marts.duckdb"), read_only=True) as con:
        assert con.execute("SELECT comment FROM duckdb_tables() WHERE table_name = 'fct_indicator'").fetchone() == (
            FIGURES.omschrijving,
        )


def test_a_domain_that_failed_half_way_is_not_published_by_halves(home: Path):
    """The first table was copied when the second turned out not to be there."""
    publish(home, "run1")
    publicatie, source = Publicatie(home, "run2"), warehouse(home, "run2")
    with pytest.raises(duckdb.CatalogException):
        publicatie.add_domain("indicatoren", [FIGURES, Tabel("indicatoren", "weg", "", {})], source)
    publicatie.add_domain("kwaliteit", [STATUS], source)
    assert publicatie.carry_over(DOMAINS) == ["indicatoren"]
    publicatie.close({}, {})
    assert runs(home) == ("run1", "run2")


def test_a_domain_that_was_never_built_is_simply_not_there_yet(home: Path):
    publish(home, "run1", indicators=False)
    manifest = read_manifest(home / "published")
    assert manifest is not None
    assert manifest["domeinen"] == {"kwaliteit": "run1"}


def test_a_step_that_is_done_again_in_the_same_run_gives_the_same_set(home: Path):
    publicatie, source = Publicatie(home, "run1"), warehouse(home, "run1")
    for _ in range(2):
        publicatie.add_domain("indicatoren", [FIGURES], source)
    publicatie.add_domain("kwaliteit", [STATUS], source)
    publicatie.close({}, {})
    manifest = read_manifest(home / "published")
    assert manifest is not None
    assert manifest["tabellen"]["indicatoren.fct_indicator"] == 100
    assert manifest["domeinen"] == {"indicatoren": "run1", "kwaliteit": "run1"}


def test_a_set_that_stands_is_never_replaced_by_another_of_the_same_name(home: Path):
    publish(home, "run1")
    with pytest.raises(OSError, match="not empty"):
        publish(home, "run1")
    assert runs(home) == ("run1", "run1")


def test_pages_come_along_and_a_folder_that_is_not_there_does_not_hinder(home: Path, tmp_path: Path):
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "index.html").write_text("<p>", encoding="utf-8")
    folder = publish(home, "run1", extra={"datadocs": tmp_path / "site", "rapport": tmp_path / "nergens"})
    assert (folder / "datadocs" / "index.html").read_text(encoding="utf-8") == "<p>"
    assert not (folder / "rapport").exists()


def grow_old(home: Path) -> None:
    """As if every set had been published yesterday, one after the other."""
    for number, folder in enumerate(sorted((home / "publications").iterdir())):
        moment = folder.stat().st_mtime - 24 * 3600 + number
        os.utime(folder, (moment, moment))


def test_a_folder_that_is_shared_is_the_same_files_and_is_put_on_the_disk_once(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    pages, on_the_disk = tmp_path / "pages", list[int]()
    (pages / "feeds").mkdir(parents=True)
    page = pages / "feeds" / "a.html"
    page.write_text("a")
    sync = os.fsync
    monkeypatch.setattr(os, "fsync", lambda handle: (on_the_disk.append(os.fstat(handle).st_ino), sync(handle)))
    for run in ("run1", "run2"):
        publicatie = Publicatie(home, run)
        publicatie.add_domain("kwaliteit", [STATUS], warehouse(home, run))
        publicatie.share("pages", pages)
        publicatie.share("gone", tmp_path / "gone")
        folder = publicatie.close({}, {})
        published = folder / "pages" / "feeds" / "a.html"
        assert published.samefile(page)
        assert published.stat().st_mode & 0o777 == 0o444
        assert (folder / "marts.duckdb").stat().st_ino in on_the_disk
        assert not (folder / "gone").exists()
    assert on_the_disk.count(page.stat().st_ino) == 1


def test_who_has_a_set_open_keeps_it_after_it_was_cleared_away(home: Path):
    publish(home, "run0")
    with duckdb.connect(str(home / "published" / "marts.duckdb"), read_only=True) as reader:
        for number in range(1, KEPT_SETS + 2):
            publish(home, f"run{number}")
        grow_old(home)
        publish(home, "run9")
        assert not (home / "publications" / "run0").exists()
        assert reader.execute("SELECT DISTINCT run FROM kwaliteit.mart_bronstatus").fetchall() == [("run0",)]
        assert reader.execute("SELECT count(*) FROM indicatoren.fct_indicator WHERE run = 'run0'").fetchone() == (100,)


def test_of_sets_that_were_replaced_long_ago_no_more_are_kept_than_agreed_and_the_current_one_always_is(home: Path):
    for number in range(KEPT_SETS + 2):
        publish(home, f"run{number}")
    grow_old(home)
    publish(home, f"run{KEPT_SETS + 2}")
    kept = {p.name for p in (home / "publications").iterdir()}
    assert kept == {f"run{number}" for number in range(3, KEPT_SETS + 3)}
    assert (home / "published").resolve().name == f"run{KEPT_SETS + 2}"


def test_a_set_that_was_replaced_just_now_is_kept_however_many_came_after_it(home: Path):
    for number in range(KEPT_SETS + 3):
        publish(home, f"run{number}")
    assert len(list((home / "publications").iterdir())) == KEPT_SETS + 3


def test_the_current_set_is_kept_when_the_others_seem_newer(home: Path):
    """Times lie: a copy that was put back, a clock that was set."""
    for number in range(KEPT_SETS):
        publish(home, f"run{number}")
    current = publish(home, "current")
    os.utime(current, (0, 0))
    Publicatie(home, "x")._prune()
    assert current.exists()
    assert runs(home) == ("current", "current")


def test_a_home_that_is_moved_takes_its_set_along(home: Path, tmp_path: Path):
    publish(home, "run1")
    moved = home.rename(tmp_path / "elders")
    assert runs(moved) == ("run1", "run1")


def test_the_manifest_is_readable_as_it_stands(home: Path):
    publish(home, "run1")
    text = (home / "published" / "manifest.json").read_text(encoding="utf-8")
    assert json.loads(text)["run_id"] == "run1"
    assert text.endswith("}\n")


class TestAsKnownOnADay:
    """A table with a history comes with a function that shows it as it was known at a moment."""

    @pytest.fixture
    def marts(self, home: Path) -> Path:
        source = warehouse(home, "run1")
        with duckdb.connect(str(source)) as con:
            con.execute(
                "CREATE OR REPLACE TABLE indicatoren.fct_indicator AS SELECT * FROM (VALUES "
                "(4707, TIMESTAMP '2024-01-18', TIMESTAMP '2024-02-16'), (4704, TIMESTAMP '2024-02-16', NULL)) "
                "AS r(waarde, bekend_vanaf, bekend_tot)"
            )
        publicatie = Publicatie(home, "run1")
        publicatie.add_domain("indicatoren", [FIGURES], source)
        publicatie.add_domain("kwaliteit", [STATUS], source)
        return publicatie.close({}, {}) / "marts.duckdb"

    @pytest.mark.parametrize(
        ("moment", "known"),
        [
            ("DATE '2024-01-17'", []),
            ("DATE '2024-02-01'", [4707]),
            ("TIMESTAMP '2024-02-15 23:59:59'", [4707]),
            ("'2024-02-16'", [4704]),
            ("DATE '2030-01-01'", [4704]),
        ],
    )
    def test_a_day_a_moment_or_a_text_gives_what_was_known_then(self, marts: Path, moment: str, known: list[int]):
        with duckdb.connect(str(marts), read_only=True) as con:
            rows = con.execute(f"SELECT waarde FROM indicatoren.fct_indicator_op({moment})").fetchall()
        assert [row[0] for row in rows] == known

    def test_a_moment_with_a_time_zone_is_that_moment_wherever_the_question_is_asked(self, marts: Path):
        with duckdb.connect(str(marts), read_only=True) as con:
            con.execute("SET TimeZone = 'Europe/Amsterdam'")
            query = "SELECT waarde FROM indicatoren.fct_indicator_op({})"
            before = con.execute(query.format("TIMESTAMPTZ '2024-02-15 23:30:00+00'")).fetchall()
            after = con.execute(query.format("TIMESTAMPTZ '2024-02-16 00:30:00+00'")).fetchall()
            assert (before, after) == ([(4707,)], [(4704,)])
            assert con.execute(query.format("now()")).fetchall() == [(4704,)]

    def test_a_table_without_a_history_has_no_such_function(self, marts: Path):
        with duckdb.connect(str(marts), read_only=True) as con:
            names = con.execute("SELECT function_name FROM duckdb_functions() WHERE NOT internal").fetchall()
        assert names == [("fct_indicator_op",)]
