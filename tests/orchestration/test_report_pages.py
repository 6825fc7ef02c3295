"""The report of a set: made when something it is made of changed, and left out with a word when it cannot be made."""

from __future__ import annotations

import json
import shutil
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pytest

from orchestration.made_of import digest_of_tables
from orchestration.publication import Publicatie
from orchestration.publication_tables import Tabel
from orchestration.report_pages import Verslaglegging, _awaited, gemaakt_in, report_beside
from reporting.dashboard.run import Run
from tests.reporting.published import RUN, write
from tests.reporting.rapport.gemaakt import gemaakt
from tests.support.published_tables import TABLES

DOMAINS = sorted({table.split(".")[0] for table in TABLES})
FIGURES = "indicatoren.fct_indicator"


class Nights:
    """Publications one after the other, of tables made by hand."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.told: list[str] = []
        self._warehouse = write(home / "warehouse.duckdb", gemaakt())

    def change(self, query: str) -> None:
        with duckdb.connect(str(self._warehouse)) as con:
            con.execute(query)

    def publish(self, run_id: str) -> tuple[Path, Verslaglegging]:
        run = replace(RUN, run_id=run_id)
        publicatie = Publicatie(self.home, run_id)
        for domain in DOMAINS:
            tables = [Tabel(domain, name.split(".")[1], "", {}) for name in TABLES if name.startswith(f"{domain}.")]
            publicatie.add_domain(domain, tables, self._warehouse)
        published = self.home / "published"

        def made_of() -> str:
            return digest_of_tables(publicatie.marts, TABLES, run, "project")

        with report_beside(publicatie, published, run, made_of, self.home, self.told.append) as report:
            verslag = report()
        return publicatie.close({}, {"niet_gebouwd": verslag.mislukt} | verslag.manifest), verslag


@pytest.fixture(scope="module")
def nights(tmp_path_factory: pytest.TempPathFactory) -> Nights:
    return Nights(tmp_path_factory.mktemp("nachten"))


@pytest.fixture(scope="module")
def first(nights: Nights) -> Path:
    folder, verslag = nights.publish("eerste")
    assert (verslag.mislukt, nights.told) == ({}, [])
    return folder


def made_by(published: Path) -> str | None:
    made = gemaakt_in(published)
    return made.run_id if made else None


def test_a_set_has_its_report_its_open_data_and_a_description_of_its_parquet(first: Path):
    for file in ("rapport/index.html", "rapport/pc-tabellen.xlsx", "opendata/datapackage.json"):
        assert (first / file).is_file()
    described = json.loads((first / "parquet" / "datapackage.json").read_text(encoding="utf-8"))
    assert all((first / "parquet" / resource["path"]).is_file() for resource in described["resources"])
    assert "run <code>eerste</code>" in (first / "rapport" / "index.html").read_text(encoding="utf-8")
    made = gemaakt_in(first)
    assert made is not None
    assert made.aantallen["rapport"] == len(list((first / "rapport").rglob("*.html")))


def test_of_the_same_tables_it_is_the_report_of_the_set_before_and_then_it_is_made_anew(nights: Nights, first: Path):
    again, _ = nights.publish("ongewijzigd")
    pages = [page.relative_to(first) for page in first.glob("*/**/*") if page.is_file() and page.parts[-2] != "parquet"]
    assert all((again / page).samefile(first / page) for page in pages if page.parts[0] in ("rapport", "opendata"))
    assert made_by(again) == "eerste"
    described = json.loads((again / "parquet" / "datapackage.json").read_text(encoding="utf-8"))
    assert described["id"].endswith("ongewijzigd")
    nights.change(f"UPDATE {FIGURES} SET waarde = 99.9 WHERE waarde IS NOT NULL")
    changed, _ = nights.publish("gewijzigd")
    assert made_by(changed) == "gewijzigd"
    assert not (changed / "rapport" / "index.html").samefile(first / "rapport" / "index.html")
    assert "99,9" in "".join(page.read_text(encoding="utf-8") for page in (changed / "rapport").rglob("*.html"))
    assert "99,9" not in "".join(page.read_text(encoding="utf-8") for page in (first / "rapport").rglob("*.html"))


def test_what_somebody_took_away_is_made_anew(tmp_path: Path):
    nights = Nights(tmp_path)
    nights.publish("eerste")
    shutil.rmtree(tmp_path / "published" / "opendata")
    again, _ = nights.publish("tweede")
    assert made_by(again) == "tweede"
    assert (again / "opendata" / "datapackage.json").is_file()


def test_a_report_that_cannot_be_made_is_left_out_told_with_its_place_and_tried_again(tmp_path: Path):
    nights = Nights(tmp_path)
    nights.change(f"ALTER TABLE {FIGURES} RENAME COLUMN waarde TO iets_anders")
    folder, verslag = nights.publish("kapot")
    assert verslag.mislukt == {"rapport": ["BinderException"], "opendata": ["BinderException"]}
    assert not (folder / "rapport").exists()
    assert not (folder / "opendata").exists()
    assert (folder / "parquet" / "datapackage.json").is_file()
    assert all("reporting/" in text for text in nights.told)
    assert gemaakt_in(folder) is None
    nights.change(f"ALTER TABLE {FIGURES} RENAME COLUMN iets_anders TO waarde")
    mended, verslag = nights.publish("hersteld")
    assert (made_by(mended), verslag.mislukt) == ("hersteld", {})


def test_a_process_that_somebody_ended_is_an_error_like_any_other():
    ended: Future[Any] = Future()
    ended.set_exception(BrokenProcessPool("ended"))
    (outcome,) = _awaited({"rapport": ended}).values()
    assert outcome.fout == "BrokenProcessPool"
    assert "ended" in outcome.verslag


class TestWhatItIsMadeOf:
    @pytest.fixture
    def marts(self, tmp_path: Path) -> Path:
        return write(tmp_path / "marts.duckdb", gemaakt())

    @staticmethod
    def digest(marts: Path, run: Run = RUN, project: str = "project", tables: tuple[str, ...] = (FIGURES,)) -> str:
        return digest_of_tables(marts, tables, run, project)

    def test_it_is_the_rows_in_whatever_order(self, marts: Path):
        before = self.digest(marts)
        with duckdb.connect(str(marts)) as con:
            con.execute(f"CREATE TABLE other AS FROM {FIGURES} ORDER BY ALL DESC")
            con.execute(f"DELETE FROM {FIGURES}; INSERT INTO {FIGURES} FROM other")
        assert self.digest(marts) == before

    @pytest.mark.parametrize(
        "change",
        [
            f"UPDATE {FIGURES} SET waarde = waarde + 1",
            f"INSERT INTO {FIGURES} FROM {FIGURES}",
            f"DELETE FROM {FIGURES}",
            f"DROP TABLE {FIGURES}",
        ],
        ids=["a value", "each row twice", "no rows", "no table"],
    )
    def test_each_change_of_the_rows_makes_it_another(self, marts: Path, change: str):
        before = self.digest(marts)
        with duckdb.connect(str(marts)) as con:
            con.execute(change)
        assert self.digest(marts) != before

    def test_a_table_that_it_is_not_made_of_does_not_matter(self, marts: Path):
        before = self.digest(marts)
        with duckdb.connect(str(marts)) as con:
            con.execute("DELETE FROM kwaliteit.fct_levering")
        assert self.digest(marts) == before

    def test_neither_does_the_moment_but_what_the_pages_say_of_the_night_and_their_code_do(self, marts: Path):
        assert self.digest(marts, replace(RUN, run_id="later")) == self.digest(marts)
        told = {
            self.digest(marts),
            self.digest(marts, replace(RUN, demo=False)),
            self.digest(marts, replace(RUN, overgenomen=["financien"])),
            self.digest(marts, project="other"),
        }
        assert len(told) == 4
