"""Workbooks are written once, and anew when their tables change."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from reporting.rapport.werkmappen import bewaarde_werkmappen
from reporting.tabel import xlsx
from reporting.tabel.model import Cel, Kolom, Rij, Tabel

MOMENT = datetime(2025, 3, 20, 1)


def tabel(getal: int) -> Tabel:
    return Tabel("t", "T", (Kolom("a", "A", "getal"),), (Rij((Cel(getal),)),))


def written(home: Path, *getallen: int) -> dict[int, bytes]:
    home.mkdir(exist_ok=True)
    with bewaarde_werkmappen(home / "bewaard", MOMENT) as werkmappen:
        for getal in getallen:
            werkmappen.schrijf(tabel(getal), home / f"{getal}.xlsx")
    return {getal: (home / f"{getal}.xlsx").read_bytes() for getal in getallen}


def test_the_same_tables_are_not_written_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = written(tmp_path, 1)
    monkeypatch.setattr(xlsx, "schrijf_xlsx", lambda *_: pytest.fail("written again"))
    assert written(tmp_path, 1) == first


def test_another_number_is_another_workbook_and_what_nobody_uses_is_forgotten(tmp_path: Path) -> None:
    assert written(tmp_path, 1)[1] != written(tmp_path, 2)[2]
    assert len(list((tmp_path / "bewaard").iterdir())) == 1


def test_a_night_that_was_cut_short_leaves_nothing_that_is_taken_for_a_workbook(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut_short(_: object, pad: Path, __: object) -> Path:
        pad.write_bytes(b"half")
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(xlsx, "schrijf_xlsx", cut_short)
        with pytest.raises(KeyboardInterrupt):
            written(tmp_path, 1)
    assert written(tmp_path, 1)[1].startswith(b"PK")


def test_many_are_written_beside_each_other_and_are_the_same(tmp_path: Path) -> None:
    many = written(tmp_path / "many", *range(60))
    assert len(many) == 60
    assert many[7] == written(tmp_path / "one", 7)[7]
