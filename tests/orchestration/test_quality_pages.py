"""The pages of a set: made from its tables, and left out with a word when they cannot be made."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import dagster as dg
import duckdb
import pytest

from expectations.datadocs import STAMP
from orchestration.publication import Publicatie
from orchestration.quality_pages import add_quality_pages, data_docs_to_copy
from reporting.dashboard import Run
from reporting.set_parts import DBT_DOCS, PARTS, QUALITY_PAGES
from tests.support.marts import write_marts

RUN = Run("run", date(2025, 2, 10), datetime(2025, 2, 10, 1, 12, tzinfo=UTC))


@pytest.fixture
def marts(tmp_path: Path) -> Path:
    rows: dict[str, Any] = {"mart_bronstatus": [{"status": "deels"}], "mart_quarantaine": [{}]}
    return write_marts(tmp_path / "marts.duckdb", fct_levering=[{}], quarantaine=[{"rijnummer": 7}], **rows)


def test_the_dashboard_and_the_workbooks_that_it_links_to_are_written(marts: Path, tmp_path: Path):
    folder = tmp_path / "kwaliteit"
    assert add_quality_pages(marts, folder, RUN, pytest.fail) == {}
    text = (folder / "index.html").read_text(encoding="utf-8")
    workbooks = {path.name for path in (folder / "quarantaine").iterdir()}
    assert workbooks
    assert all(f'"quarantaine/{name}"' in text for name in workbooks)


def test_a_workbook_of_which_the_work_is_the_same_stays_as_it_was_made(marts: Path, tmp_path: Path):
    def made(run: Run) -> dict[str, tuple[int, bytes]]:
        assert add_quality_pages(marts, tmp_path / "kwaliteit", run, pytest.fail) == {}
        files = (tmp_path / "kwaliteit" / "quarantaine").iterdir()
        return {path.name: (path.stat().st_ino, path.read_bytes()) for path in files}

    first = made(RUN)
    later = replace(RUN, run_id="later", vandaag=date(2025, 2, 11), gebouwd_op=datetime(2025, 2, 11, 1, 12, tzinfo=UTC))
    assert made(later) == first
    with duckdb.connect(str(marts)) as con:
        con.execute("UPDATE kwaliteit.mart_quarantaine SET aantal = 8")
    assert made(later) != first
    assert made(replace(later, demo=True)) != made(later), "that rows are made up is told where it was not"
    (tmp_path / "werkmappen" / ".half.xlsx.part").write_bytes(b"PK")
    with duckdb.connect(str(marts)) as con:
        con.execute("DELETE FROM kwaliteit.mart_quarantaine")
    assert made(later) == {}


def test_after_a_night_that_broke_off_over_its_workbooks_all_are_made_again(
    marts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    def inodes() -> set[int]:
        return {path.stat().st_ino for path in (tmp_path / "werkmappen").iterdir()}

    assert add_quality_pages(marts, tmp_path / "kwaliteit", RUN, pytest.fail) == {}
    before = inodes()
    with monkeypatch.context() as patch:
        patch.setattr("reporting.quarantine_folder.open_work", lambda _marts: 1 / 0)
        assert add_quality_pages(marts, tmp_path / "kwaliteit", RUN, list) == {QUALITY_PAGES: ["ZeroDivisionError"]}
    assert add_quality_pages(marts, tmp_path / "kwaliteit", RUN, pytest.fail) == {}
    assert not before & inodes()


def test_an_error_in_a_page_is_told_with_its_place_and_leaves_no_half_of_them(
    marts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    def broken(*_: object, **_kept: object) -> None:
        raise LookupError("een gat in een bladzijde")

    monkeypatch.setattr("reporting.quarantine_folder.write_workbooks", broken)
    told: list[str] = []
    folder = tmp_path / "kwaliteit"
    assert add_quality_pages(marts, folder, RUN, told.append) == {QUALITY_PAGES: ["LookupError"]}
    assert "quality_pages.py" in told[0]
    assert not folder.exists()


class _Set:
    """A set in the making that keeps what it was closed with."""

    closed_with: dict[str, Any]

    def __init__(self, home: Path, _run_id: str, *, op_vorige: bool) -> None:
        self.folder = home / "set"
        self.marts = home / "marts.duckdb"

    def add_domain(self, *_: object) -> None: ...

    def carry_over(self, _domains: object) -> list[str]:
        return []

    def share(self, _name: str, _folder: Path) -> None: ...

    def close(self, _extra: object, manifest: dict[str, Any]) -> Path:
        type(self).closed_with = manifest
        return self.marts.parent


def test_a_set_without_pages_is_closed_says_so_in_dagster_and_its_stack_is_in_the_log_of_the_night(
    definitions: dg.Definitions,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
):
    from orchestration import publish_assets

    stubs = {
        "Publicatie": _Set,
        "broken_now": lambda: {"indicatoren": ["model mart_x"]},
        "build_data_docs": lambda *_: 0,
        "add_dbt_docs": lambda *_: {},
        "_account": lambda _: {},
    }
    for name, stub in stubs.items():
        monkeypatch.setattr(publish_assets, name, stub)
    monkeypatch.setenv("DWH_HOME", str(tmp_path))
    monkeypatch.delenv("DWH_LANDING", raising=False)
    (tmp_path / "marts.duckdb").write_bytes(b"no database")
    monkeypatch.setattr(publish_assets, "read_status", lambda _: [])
    run = dg.materialize([publish_assets.published_kwaliteit])
    (check,) = run.get_asset_check_evaluations()
    assert run.success
    assert (check.check_name, check.passed) == (publish_assets.ALL_BUILT, False)
    told = {name: value.value for name, value in check.metadata.items()}
    made_of_tables = PARTS.keys() - {DBT_DOCS}
    assert told == {"indicatoren": "model mart_x", **dict.fromkeys(made_of_tables, "IOException")}
    assert _Set.closed_with["niet_gebouwd"].keys() == {"indicatoren", *made_of_tables}
    written = capsys.readouterr().out
    assert "quality_pages.py" in written
    assert "made_of.py" in written


def test_what_an_earlier_night_left_is_gone(marts: Path, tmp_path: Path):
    old = tmp_path / "kwaliteit" / "feeds" / "een_feed_van_vroeger.html"
    old.parent.mkdir(parents=True)
    old.write_text("oud", encoding="utf-8")
    add_quality_pages(marts, tmp_path / "kwaliteit", RUN, pytest.fail)
    assert not old.exists()


def test_what_every_night_imports_for_its_pages_brings_no_library_that_only_writes_something_new():
    modules = "orchestration.quality_pages, reporting.dashboard, reporting.quarantine_folder, reporting.opendata.intern"
    found = "{'openpyxl', 'numpy', 'pyarrow', 'vl_convert'} & {name.split('.')[0] for name in sys.modules}"
    code = f"import sys; import {modules}; print({found})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


class TestDataDocs:
    """The site as a night left it, and the set that was made of it."""

    @pytest.fixture
    def site(self, tmp_path: Path) -> Path:
        site = tmp_path / "warehouse" / "datadocs"
        (site / "expectations").mkdir(parents=True)
        (site / "expectations" / "ssd.html").write_text("ssd", encoding="utf-8")
        (site / STAMP).write_text('["a.json 1"]', encoding="utf-8")
        return site

    @pytest.fixture
    def published(self, tmp_path: Path, site: Path) -> Path:
        shutil.copytree(site, tmp_path / "published" / "datadocs")
        return tmp_path / "published"

    def taken(self, tmp_path: Path, site: Path) -> tuple[dict[str, Path], Path]:
        """What is still to be copied into the set, and its folder."""
        publicatie = Publicatie(tmp_path, "run")
        publicatie.folder.mkdir(parents=True)
        return data_docs_to_copy(publicatie, tmp_path / "published", site), publicatie.folder / "datadocs"

    def test_a_site_that_did_not_change_is_file_for_file_that_of_the_set_before(
        self, tmp_path: Path, site: Path, published: Path
    ):
        still, folder = self.taken(tmp_path, site)
        assert still == {}
        page = Path("expectations", "ssd.html")
        assert (folder / page).samefile(published / "datadocs" / page)
        assert not (folder / page).samefile(site / page), "Great Expectations writes in its own"

    def test_one_that_was_written_since_is_copied_also_when_it_shows_the_same_reports(
        self, tmp_path: Path, site: Path, published: Path
    ):
        later = (site / STAMP).stat().st_mtime_ns + 1
        os.utime(site / STAMP, ns=(later, later))
        assert self.taken(tmp_path, site)[0] == {"datadocs": site}

    def test_one_that_was_left_half_written_or_that_the_set_before_lacks_is_copied(
        self, tmp_path: Path, site: Path, published: Path
    ):
        (site / STAMP).rename(site / "elsewhere")
        assert self.taken(tmp_path, site)[0] == {"datadocs": site}
        (site / "elsewhere").rename(site / STAMP)
        shutil.rmtree(published / "datadocs")
        shutil.rmtree(tmp_path / "publications")
        assert self.taken(tmp_path, site)[0] == {"datadocs": site}
