"""Reference data that both the load and dbt need, read from the dbt seeds so that each stands in one place."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from expectations.references import Referenties
from expectations.rules import Codelijsten
from orchestration.settings import PROJECT_ROOT
from sources.contract_properties import Codelijst, Referentie

_SEEDS = PROJECT_ROOT / "dbt_project" / "seeds"
_INDICATOR = ("indicatoren/indicator.csv", "indicator_code")
_PLACES = {
    Codelijst.GEMEENTE: [("dim_gemeente.csv", "gemeente_code")],
    Codelijst.INDICATOR: [_INDICATOR],
    Codelijst.OPGAVEPOST: [_INDICATOR, ("indicatoren/opgavepost.csv", "post_code")],
    Codelijst.DOCUMENT: [("indicatoren/document.csv", "document_code")],
    Codelijst.DOEL: [("indicatoren/doel.csv", "doel_code")],
    Codelijst.PROGRAMMA: [
        ("financien/begrotingsprogramma.csv", "programma"),
        ("financien/begrotingsprogramma.csv", "andere_naam"),
    ],
    Codelijst.PRODUCT: [
        ("indicatoren/product.csv", column) for column in ("product_code", "naam", "naam_jaarrekening_2024")
    ],
}
_TABLES = {
    Referentie.GEMEENTE: "dim_gemeente.csv",
    Referentie.GEMEENTEOMVANG: "financien/gemeenteomvang.csv",
    Referentie.TAAKVELD: "financien/taakveld.csv",
    Referentie.IV3_CODE: "financien/iv3_code.csv",
    Referentie.IV3_GRIJZE_CEL: "financien/iv3_grijze_cel.csv",
    Referentie.DOEL: "indicatoren/doel.csv",
    Referentie.PRODUCT: "indicatoren/product.csv",
    Referentie.BEGROTINGSPROGRAMMA: "financien/begrotingsprogramma.csv",
    Referentie.DOCUMENTPRESENTATIE: "financien/documentpresentatie.csv",
}


def referenties(seeds: Path = _SEEDS) -> Referenties:
    """The seed behind each reference table that the rules of a contract may read."""
    return {name: seeds / place for name, place in _TABLES.items()}


@cache
def codelijsten(seeds: Path = _SEEDS) -> Codelijsten:
    """The code lists that contracts refer to by name: each the columns of seeds that together are the list."""
    return {
        lijst: frozenset(code for name, column in places for code in _column(seeds / name, column))
        for lijst, places in _PLACES.items()
    }


def rows_for_code(lijst: Codelijst, code: str, seeds: Path = _SEEDS) -> Iterator[tuple[str, str]]:
    """The seeds in which a code of this list may stand, each with its header and a row for the code to complete."""
    for name, column in dict(_PLACES[lijst]).items():
        with (seeds / name).open(encoding="utf-8", newline="") as file:
            header = next(csv.reader(file))
        row = ",".join(code if each == column else "" for each in header)
        yield f"dbt_project/seeds/{name}", f"# {','.join(header)}\n{row}"


def _column(seed: Path, column: str) -> set[str]:
    with seed.open(encoding="utf-8", newline="") as file:
        return {row[column] for row in csv.DictReader(file) if row[column]}
