"""The pages of a set: made from its tables, and left out with a word when they cannot be made."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from orchestration.quality_pages import QUALITY_PAGES, add_quality_pages
from reporting.dashboard import Run
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


def test_an_error_in_a_page_is_told_with_its_place_and_leaves_no_half_of_them(
    marts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    def broken(*_: object) -> None:
        raise LookupError("een gat in een bladzijde")

    monkeypatch.setattr("reporting.quarantine_workbook.write_workbooks", broken)
    told: list[str] = []
    folder = tmp_path / "kwaliteit"
    assert add_quality_pages(marts, folder, RUN, told.append) == {QUALITY_PAGES: ["LookupError"]}
    assert "quality_pages.py" in told[0]
    assert not folder.exists()


def test_what_an_earlier_night_left_is_gone(marts: Path, tmp_path: Path):
    old = tmp_path / "kwaliteit" / "feeds" / "een_feed_van_vroeger.html"
    old.parent.mkdir(parents=True)
    old.write_text("oud", encoding="utf-8")
    add_quality_pages(marts, tmp_path / "kwaliteit", RUN, pytest.fail)
    assert not old.exists()
