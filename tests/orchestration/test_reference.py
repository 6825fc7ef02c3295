"""The code lists that contracts name, as the seeds of dbt hold them."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import pytest

from orchestration.reference import codelijsten, referenties
from sources.contract_properties import Codelijst, Referentie

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    """Seeds with one code each, and a column beside it."""
    for name, column, code in (
        ("dim_gemeente", "gemeente_code", "GM0153"),
        ("indicatoren/indicator", "indicator_code", "vtt_meldingen"),
        ("indicatoren/opgavepost", "post_code", "iit_doelgroep"),
        ("indicatoren/document", "document_code", "begroting-2024"),
        ("indicatoren/doel", "doel_code", "01.01"),
    ):
        _write(tmp_path / f"{name}.csv", ["iets", column], ["Een naam", code], ["Nog een", code])
    _write(
        tmp_path / "indicatoren/product.csv",
        ["product_code", "naam", "naam_jaarrekening_2024"],
        ["sport_gezondheid", "Sport & gezondheid", "Sport & Gezondheid"],
        ["wijkteams", "Wijkteams", ""],
    )
    _write(
        tmp_path / "financien/begrotingsprogramma.csv",
        ["programma", "andere_naam"],
        ["Vitaal & Sociaal", "Vitaal en sociaal"],
        ["Sociaal domein", ""],
    )
    return tmp_path


def _write(path: Path, *rows: list[str]) -> None:
    path.parent.mkdir(exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


def test_each_list_is_a_column_of_its_seed_and_who_states_a_post_may_state_an_indicator(seeds: Path):
    assert codelijsten(seeds) == {
        "gemeente": {"GM0153"},
        "indicator": {"vtt_meldingen"},
        "opgavepost": {"vtt_meldingen", "iit_doelgroep"},
        "document": {"begroting-2024"},
        "doel": {"01.01"},
        "programma": {"Vitaal & Sociaal", "Vitaal en sociaal", "Sociaal domein"},
        "product": {"sport_gezondheid", "Sport & gezondheid", "Sport & Gezondheid", "wijkteams", "Wijkteams"},
    }


def test_our_seeds_have_every_list_that_a_contract_can_name():
    lists = codelijsten()
    assert set(lists) == set(Codelijst)
    assert all(lists.values())
    assert "GM0153" in lists["gemeente"]


def test_every_table_that_a_rule_can_read_is_a_seed_of_ours():
    places = referenties()
    assert set(places) == set(Referentie)
    assert [name for name, place in places.items() if not place.is_file()] == []
