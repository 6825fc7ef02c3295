"""A file that is kept between nights is made when it has to be, and not when it need not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from orchestration.stamped import stamp_of, up_to_date


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "manifest.json"


def writing(file: Path, made: list[str], text: str) -> Callable[[], None]:
    def make() -> None:
        made.append(text)
        file.write_text(text, encoding="utf-8")

    return make


def test_it_is_made_once_and_again_when_it_is_of_something_else(file: Path):
    made: list[str] = []
    for digest, text in (("a", "1"), ("a", "2"), ("b", "3"), ("b", "4"), ("a", "5")):
        assert up_to_date(file, digest, writing(file, made, text)) == file
    assert made == ["1", "3", "5"]
    assert stamp_of(file).read_text(encoding="utf-8") == "a"


@pytest.mark.parametrize("lost", [lambda file: file, stamp_of], ids=["the file", "its stamp"])
def test_what_got_lost_is_made_again(file: Path, lost: Callable[[Path], Path]):
    made: list[str] = []
    up_to_date(file, "a", writing(file, made, "1"))
    lost(file).unlink()
    up_to_date(file, "a", writing(file, made, "2"))
    assert made == ["1", "2"]


def test_what_could_not_be_made_is_tried_again_the_next_time(file: Path):
    made: list[str] = []

    def broken() -> None:
        file.write_text("half", encoding="utf-8")
        raise RuntimeError("no")

    up_to_date(file, "a", writing(file, made, "first"))
    with pytest.raises(RuntimeError, match="no"):
        up_to_date(file, "b", broken)
    up_to_date(file, "a", writing(file, made, "whole"))
    assert made == ["first", "whole"]
