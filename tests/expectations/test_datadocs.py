"""Data Docs: pages of the last deliveries per table and municipality, bounded, and rendered only when they are new."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

import pytest

from expectations import datadocs
from expectations.datadocs import KEPT, build_data_docs, kept_reports
from tests.support import extracts as ex
from tests.support.warehouse import Warehouse


def report(folder: Path, name: str, text: str = "{}") -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / f"{name}.json"
    path.write_text(text, encoding="utf-8")
    return path


def uitkeringen(folder: Path, *deliveries: str, gemeente: str = "GM0153", text: str = "{}") -> list[Path]:
    """Reports of deliveries as `peildatum.volgnummer`."""
    return [report(folder, f"ssd.uitkeringen.{gemeente}.{one}.a.ssd.uitkeringen", text) for one in deliveries]


def deliveries(paths: Iterable[Path]) -> list[str]:
    return sorted(".".join(path.name.split(".")[3:5]) for path in paths)


class TestKeptReports:
    def test_the_last_of_a_table_and_municipality_stay_by_peildatum_and_then_volgnummer(self, tmp_path: Path):
        uitkeringen(tmp_path, "20241231.02", "20241231.01", "20231231.09", "20241130.01", "20220101.01")
        kept = kept_reports(tmp_path)
        assert deliveries(kept) == ["20241130.01", "20241231.01", "20241231.02"]
        assert len(kept) == KEPT
        assert sorted(tmp_path.iterdir()) == kept, "the others would pile up"

    def test_every_table_and_municipality_has_its_own(self, tmp_path: Path):
        for name in (
            "vis2.opvang.GM0153.20231231.01.a.vis2.beschermd_wonen",
            "vis2.opvang.GM0153.20231231.01.a.vis2.maatschappelijke_opvang",
            "vis2.opvang.GM0141.20221231.01.b.vis2.beschermd_wonen",
        ):
            report(tmp_path, name)
        assert len(kept_reports(tmp_path)) == 3

    def test_of_a_suite_across_feeds_the_last_runs_stay(self, tmp_path: Path):
        for day in ("20250208", "20250209", "20250210", "20250211"):
            report(tmp_path, f"verband.perioden.alle.{day}.010000.run.verband.perioden")
        assert deliveries(kept_reports(tmp_path)) == ["20250209.010000", "20250210.010000", "20250211.010000"]

    def test_what_a_killed_load_left_half_written_is_removed_and_the_one_before_it_shown(self, tmp_path: Path):
        (whole,) = uitkeringen(tmp_path, "20231231.01")
        uitkeringen(tmp_path, "20241231.01", text='{"results": [{"succ')
        assert kept_reports(tmp_path) == [whole]
        assert list(tmp_path.iterdir()) == [whole]

    def test_without_reports_there_is_nothing(self, tmp_path: Path):
        assert kept_reports(tmp_path / "nergens") == []


class TestLimits:
    @pytest.fixture
    def many(self, tmp_path: Path) -> Path:
        """Two tables of two municipalities with three reports each, and one table that delivered long ago."""
        for gemeente in ("GM0153", "GM0141"):
            uitkeringen(tmp_path, "20240131.01", "20240229.01", "20240331.01", gemeente=gemeente)
        report(tmp_path, "kadera.verblijf.GM0153.20191231.01.a.kadera.verblijf")
        return tmp_path

    def test_over_the_number_of_pages_the_oldest_go_first(self, many: Path, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setattr(datadocs, "MAX_PAGES", 4)
        kept = kept_reports(many)
        assert deliveries(kept) == ["20191231.01", "20240229.01", "20240331.01", "20240331.01"]
        assert len(list(many.iterdir())) == 4

    def test_over_the_number_of_bytes_the_oldest_go_first(self, many: Path, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setattr(datadocs, "MAX_BYTES", 5 * len("{}") + 1)
        assert len(kept_reports(many)) == 5

    @pytest.mark.parametrize("limit", ["MAX_PAGES", "MAX_BYTES"])
    def test_the_newest_of_every_table_is_there_whatever_the_limit(
        self, many: Path, limit: str, monkeypatch: pytest.MonkeyPatch
    ):
        monkeypatch.setattr(datadocs, limit, 1)
        kept = kept_reports(many)
        assert deliveries(kept) == ["20191231.01", "20240331.01"]
        assert {path.name.split(".")[0] for path in kept} == {"kadera", "ssd"}


@pytest.fixture(scope="module")
def judged(shared_warehouse: Warehouse) -> Warehouse:
    """Two deliveries of one feed, of which the newest has a broken row."""
    sound = [ex.ssd_row("uitkeringen", n) for n in range(25)]
    broken = [*sound, ex.ssd_row("uitkeringen", 90, REGELING="ONZIN")]
    shared_warehouse.deliver("ssd", "GM0153_uitkeringen_20240630_01.csv", ex.ssd(sound, "uitkeringen"))
    shared_warehouse.deliver("ssd", "GM0153_uitkeringen_20241231_01.csv", ex.ssd(broken, "uitkeringen"))
    shared_warehouse.load("ssd/uitkeringen")
    return shared_warehouse


@pytest.fixture(scope="module")
def built(judged: Warehouse, tmp_path_factory: pytest.TempPathFactory) -> Path:
    site = tmp_path_factory.mktemp("datadocs") / "site"
    assert build_data_docs(judged.home / "verslagen", site) == 2
    return site


def pages(site: Path) -> dict[str, Path]:
    """The pages with results by peildatum."""
    return {path.stem.split(".")[3]: path for path in (site / "validations").rglob("*.html")}


def test_the_site_has_an_index_and_a_page_of_each_of_the_last_deliveries(built: Path):
    assert set(pages(built)) == {"20240630", "20241231"}
    index = (built / "index.html").read_text(encoding="utf-8")
    for page in pages(built).values():
        assert str(page.relative_to(built)) in index
    assert "</i> Failed" in pages(built)["20241231"].read_text(encoding="utf-8")
    assert "</i> Succeeded" in pages(built)["20240630"].read_text(encoding="utf-8")


def test_no_page_shows_a_value(built: Path):
    for page in built.rglob("*.html"):
        assert "ONZIN" not in page.read_text(encoding="utf-8")


def test_a_site_that_shows_the_same_already_is_left_alone(judged: Warehouse, built: Path):
    before = {path: path.stat().st_mtime_ns for path in built.rglob("*")}
    assert build_data_docs(judged.home / "verslagen", built) == 2
    assert {path: path.stat().st_mtime_ns for path in built.rglob("*")} == before


def test_only_what_is_new_is_rendered_and_what_is_too_old_vanishes(
    judged: Warehouse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(datadocs, "KEPT", 2)
    verslagen, site = tmp_path / "verslagen", tmp_path / "site"
    verslagen.mkdir()
    old, broken = sorted((judged.home / "verslagen").glob("*.json"))
    for path in (old, broken):
        (verslagen / path.name).write_bytes(path.read_bytes())
    build_data_docs(verslagen, site)
    pages(site)["20241231"].write_text("as it was", encoding="utf-8")
    (verslagen / old.name.replace("20240630", "20250131")).write_bytes(old.read_bytes())
    assert build_data_docs(verslagen, site) == 2
    assert set(pages(site)) == {"20241231", "20250131"}
    assert pages(site)["20241231"].read_text(encoding="utf-8") == "as it was"
    index = (site / "index.html").read_text(encoding="utf-8")
    assert "20240630" not in index
    assert all(str(page.relative_to(site)) in index for page in pages(site).values())
    assert (site / "expectations" / "ssd" / "uitkeringen.html").is_file()


def test_a_site_of_which_only_pages_vanish_gets_a_new_index(
    judged: Warehouse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    verslagen, site = tmp_path / "verslagen", tmp_path / "site"
    verslagen.mkdir()
    for path in (judged.home / "verslagen").glob("*.json"):
        (verslagen / path.name).write_bytes(path.read_bytes())
    build_data_docs(verslagen, site)
    pages(site)["20241231"].write_text("as it was", encoding="utf-8")
    monkeypatch.setattr(datadocs, "KEPT", 1)
    assert build_data_docs(verslagen, site) == 1
    assert {day: page.read_text(encoding="utf-8") for day, page in pages(site).items()} == {"20241231": "as it was"}
    assert "20240630" not in (site / "index.html").read_text(encoding="utf-8")


def test_a_site_that_was_not_finished_is_built_anew(judged: Warehouse, tmp_path: Path):
    site = tmp_path / "site"
    site.mkdir()
    (site / "oud.html").write_text("half", encoding="utf-8")
    build_data_docs(judged.home / "verslagen", site)
    assert not (site / "oud.html").exists()
    assert json.loads((site / datadocs.STAMP).read_text(encoding="utf-8"))


def test_without_reports_the_site_is_empty_and_no_error(tmp_path: Path):
    assert build_data_docs(tmp_path / "nergens", tmp_path / "site") == 0
