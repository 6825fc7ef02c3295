"""The seeds that Iv3 deliveries are judged by say of every boekjaar what CBS's own definitions say."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING, Any

import pytest

from orchestration.reference import referenties

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

JAREN = range(2017, 2027)
LISTS = {
    "categorie_lasten": "categorie_lasten",
    "categorie_baten": "categorie_baten",
    "balanscode": "balanscode",
    "standper": "standper",
    "kengetal": "kengetallen",
    "beleidsindicator": "beleidsindicatoren",
    "verslagperiode": "verslagperiode",
}

Row = dict[str, str]


def seed(name: str) -> list[Row]:
    with referenties()[name].open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def of_year(rows: list[Row], jaar: int) -> list[Row]:
    return [row for row in rows if int(row["van_jaar"]) <= jaar <= int(row["tot_jaar"] or 9999)]


def leaves(nodes: list[Any]) -> Iterator[tuple[str, str]]:
    for node in nodes:
        if node.get("subcodes"):
            yield from leaves(node["subcodes"])
        else:
            yield node["code"], " ".join(node.get("omschrijving", "").split())


@pytest.fixture(scope="module")
def definities(real_data_dir: Path) -> dict[int, Any]:
    folder = real_data_dir / "iv3" / "definities"
    return {
        jaar: json.loads((folder / f"iv3_definities_Gemeente_{jaar}.json").read_text(encoding="utf-8"))
        for jaar in JAREN
    }


@pytest.mark.real_data
@pytest.mark.parametrize("jaar", JAREN)
def test_the_taakvelden_that_one_can_book_on_are_those_of_cbs(definities: dict[int, Any], jaar: int):
    expected = dict(leaves(definities[jaar]["codelijsten"]["taakveld"]["codelijst"]))
    rows = [row for row in of_year(seed("taakveld"), jaar) if row["boekbaar"] == "true"]
    assert {row["taakveld_code"]: row["naam"] for row in rows} == expected
    assert len(rows) == len(expected)


@pytest.mark.real_data
@pytest.mark.parametrize("jaar", JAREN)
def test_the_other_codes_are_those_of_cbs(definities: dict[int, Any], jaar: int):
    lists = definities[jaar]["codelijsten"]
    expected = [
        (ours, code)
        for ours, theirs in LISTS.items()
        for code, _ in leaves(lists.get(theirs, {"codelijst": []})["codelijst"])
    ]
    rows = of_year(seed("iv3_code"), jaar)
    assert sorted((row["codelijst"], row["code"]) for row in rows) == sorted(expected)


@pytest.mark.real_data
@pytest.mark.parametrize("jaar", JAREN)
def test_the_grey_cells_are_those_of_cbs(definities: dict[int, Any], jaar: int):
    expected = {
        (part, cell.get("taakveld") or cell["balanscode"], cell["categorie"])
        for part, cells in definities[jaar]["grijze_cellen"].items()
        for cell in cells
    }
    rows = of_year(seed("iv3_grijze_cel"), jaar)
    assert {(r["onderdeel"], r["code"], category) for r in rows for category in r["categorieen"].split()} == expected


@pytest.mark.parametrize("jaar", JAREN)
def test_every_taakveld_of_a_boekjaar_has_one_row_and_its_parent_another(jaar: int):
    rows = {row["taakveld_code"]: row for row in of_year(seed("taakveld"), jaar)}
    assert len(rows) == len(of_year(seed("taakveld"), jaar))
    for row in rows.values():
        parent = rows.get(row["bovenliggende_code"])
        expected = {"hoofdtaakveld": None, "taakveld": "hoofdtaakveld", "subtaakveld": "taakveld"}[row["niveau"]]
        assert (parent["niveau"] if parent else None) == expected, row
