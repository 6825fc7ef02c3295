"""Data Docs: one page per table and municipality of the newest delivery, built again only when there is something to show."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from expectations.datadocs import build_data_docs, newest_reports
from tests.support import extracts as ex
from tests.support.warehouse import Warehouse


def report(folder: Path, name: str, text: str = "{}") -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / f"{name}.json"
    path.write_text(text, encoding="utf-8")
    return path


class TestNewestReports:
    def test_the_newest_peildatum_and_of_that_the_highest_volgnummer_stays(self, tmp_path: Path):
        for name in ("20241231.02.c", "20241231.01.d", "20231231.09.a"):
            report(tmp_path, f"ssd.uitkeringen.GM0153.{name}.ssd.uitkeringen")
        (kept,) = newest_reports(tmp_path)
        assert kept.name == "ssd.uitkeringen.GM0153.20241231.02.c.ssd.uitkeringen.json"
        assert list(tmp_path.iterdir()) == [kept], "the others would pile up"

    def test_every_table_and_municipality_has_its_own(self, tmp_path: Path):
        for name in (
            "vis2.opvang.GM0153.20231231.01.a.vis2.beschermd_wonen",
            "vis2.opvang.GM0153.20231231.01.a.vis2.maatschappelijke_opvang",
            "vis2.opvang.GM0141.20221231.01.b.vis2.beschermd_wonen",
        ):
            report(tmp_path, name)
        assert len(newest_reports(tmp_path)) == 3

    def test_what_a_killed_load_left_half_written_is_removed_and_the_one_before_it_shown(self, tmp_path: Path):
        whole = report(tmp_path, "ssd.uitkeringen.GM0153.20231231.01.a.ssd.uitkeringen")
        report(tmp_path, "ssd.uitkeringen.GM0153.20241231.01.b.ssd.uitkeringen", '{"results": [{"succ')
        assert newest_reports(tmp_path) == [whole]
        assert list(tmp_path.iterdir()) == [whole]

    def test_without_reports_there_is_nothing(self, tmp_path: Path):
        assert newest_reports(tmp_path / "nergens") == []


@pytest.fixture(scope="module")
def judged(shared_warehouse: Warehouse) -> Warehouse:
    """Two deliveries of one feed, of which the newest has a broken row."""
    sound = [ex.ssd_row("uitkeringen", n) for n in range(25)]
    broken = [*sound, ex.ssd_row("uitkeringen", 90, REGELING="ONZIN")]
    shared_warehouse.deliver("ssd", "GM0153_uitkeringen_20240630_01.csv", ex.ssd(sound, "uitkeringen"))
    shared_warehouse.deliver("ssd", "GM0153_uitkeringen_20241231_01.csv", ex.ssd(broken, "uitkeringen"))
    shared_warehouse.load("ssd/uitkeringen")
    return shared_warehouse


def test_the_site_has_an_index_and_a_page_of_the_newest_delivery_only(judged: Warehouse, tmp_path: Path):
    assert build_data_docs(judged.home / "verslagen", tmp_path / "site") == 1
    assert (tmp_path / "site" / "index.html").is_file()
    (page,) = (tmp_path / "site" / "validations").rglob("*.html")
    assert "20241231" in str(page)
    text = page.read_text(encoding="utf-8")
    assert "Failed" in text
    assert "ONZIN" not in text


def test_a_site_that_shows_the_same_already_is_left_alone(judged: Warehouse, tmp_path: Path):
    site = tmp_path / "site"
    build_data_docs(judged.home / "verslagen", site)
    (site / "index.html").write_text("as it was", encoding="utf-8")
    assert build_data_docs(judged.home / "verslagen", site) == 1
    assert (site / "index.html").read_text(encoding="utf-8") == "as it was"


def test_a_site_that_was_not_finished_is_built_anew(judged: Warehouse, tmp_path: Path):
    site = tmp_path / "site"
    site.mkdir()
    (site / "oud.html").write_text("half", encoding="utf-8")
    build_data_docs(judged.home / "verslagen", site)
    assert not (site / "oud.html").exists()
    assert json.loads((site / "verslagen.json").read_text(encoding="utf-8"))


def test_without_reports_the_site_is_empty_and_no_error(tmp_path: Path):
    assert build_data_docs(tmp_path / "nergens", tmp_path / "site") == 0
