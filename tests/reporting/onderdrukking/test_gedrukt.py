"""What documents printed, and may not be printed again."""

from __future__ import annotations

from typing import Any

import pytest

from reporting.onderdrukking.gedrukt import Gedrukt, zin_van_gedrukt

HIDDEN = {("GM1", "i", 1, "totaal", 2023): "Niet getoond."}


def printed(gepubliceerd: float | None, maat: str = "realisatie", **more: Any) -> str | None:
    fields: dict[str, Any] = {"levering_id": "l", "rijnummer": 1, "gemeente_code": "GM1", "indicator_code": "i", "definitie_versie": 1,
                              "uitsplitsing": "totaal", "jaar": 2024, "drempel": 5, "is_aantal": True}  # fmt: skip
    return zin_van_gedrukt(Gedrukt(maat=maat, gepubliceerd=gepubliceerd, **fields | more), HIDDEN)


@pytest.mark.parametrize("dagen", [63, 64])
def test_the_duration_of_a_single_stay_does_not_pass(dagen: float) -> None:
    assert printed(dagen, "waarneming", is_aantal=False)


def test_a_count_below_the_threshold_does_not_pass_and_one_at_it_does() -> None:
    assert printed(4)
    assert printed(5) is None


def test_a_target_is_about_nobody() -> None:
    assert printed(1, "streefwaarde") is None


def test_a_mean_is_judged_by_its_persons_and_not_by_its_size() -> None:
    assert printed(3, is_aantal=False) is None
    assert printed(3, is_aantal=False, jaar=2023)


def test_a_change_does_not_pass_when_either_year_is_hidden() -> None:
    assert printed(300, "mutatie", jaar=2024)
    assert printed(-2, "mutatie", jaar=2025) is None


def test_what_is_not_of_persons_passes() -> None:
    assert printed(1, "waarneming", drempel=None) is None
