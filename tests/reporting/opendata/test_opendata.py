"""The open tables: their files agree with their description, and hold no small numbers."""

from __future__ import annotations

import csv
import hashlib
import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest

from reporting.opendata.beschrijving import OnbekendType
from reporting.opendata.openen import open_data
from tests.reporting.published import RUN, write

READ = {"string": str, "integer": int, "number": float, "boolean": {"true": True, "false": False}.__getitem__,
        "date": date.fromisoformat, "datetime": datetime.fromisoformat}  # fmt: skip
FIGURE = {"gemeente_code": "GM0153", "indicator_code": "i", "definitie_versie": 1, "uitsplitsing": "totaal", "eenheid": "kinderen",
          "bekend_vanaf": "2025-01-21 06:00:00", "kanttekening": "Toen 3.", "synthetisch": True}  # fmt: skip
SCORE = {
    "gemeente_code": "GM0153",
    "indicator_code": "i",
    "uitsplitsing": "totaal",
    "definitie_versie": 1,
    "versie_vorig_jaar": 1,
}
ROWS: dict[str, list[dict[str, Any]]] = {
    "indicatoren.dim_indicator": [{"indicator_code": "i", "definitie_versie": 1, "naam": "=1+1, \"kinderen\"\nen meer", "drempel": 5}],
    "indicatoren.fct_indicator": [FIGURE | {"jaar": 2023, "teller": 3, "waarde": 3}, FIGURE | {"jaar": 2024, "teller": 300, "waarde": 300, "kanttekening": None}],
    "indicatoren.mart_indicatorscore": [
        SCORE | {"jaar": 2023, "realisatie": 3, "streefwaarde": 10, "afwijking": -7, "oordeel": "niet_gehaald"},
        SCORE | {"jaar": 2024, "realisatie": 300, "streefwaarde": 10, "afwijking": 290, "oordeel": "gehaald", "realisatie_vorig_jaar": 3, "verandering": 297},
    ],
    "indicatoren.mart_vergelijking": [
        {"gemeente_code": "GM0153", "indicator_code": "i", "definitie_versie": 1, "uitsplitsing": "totaal", "jaar": 2023, "waarde": 3, "waarde_groep": 8, "verschil": -5}
    ],
    "indicatoren.mart_aansluiting": [
        {"levering_id": "l", "rijnummer": 1, "gemeente_code": "GM0153", "indicator_code": "i", "definitie_versie": 1, "maat": "realisatie", "uitsplitsing": "totaal",
         "jaar": 2023, "waarde_gedrukt": "3", "gepubliceerd": 3, "berekend": 3, "verschil": 0}
    ],
    "kwaliteit.dim_feed": [{"bron": "b", "feed": "f", "contact": "iemand"}],
}  # fmt: skip


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("opendata")
    marts = write(home / "marts.duckdb", ROWS)
    with duckdb.connect(str(marts)) as con:
        con.execute("COMMENT ON TABLE indicatoren.fct_indicator IS 'One row per figure.'")
        con.execute("COMMENT ON COLUMN indicatoren.fct_indicator.waarde IS 'The figure, unrounded.'")
    open_data(marts, home / "open", RUN)
    return home / "open"


def descriptor(folder: Path) -> dict[str, Any]:
    return json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))  # type: ignore[no-any-return]


def rows(folder: Path, table: str) -> list[dict[str, str]]:
    with (folder / "csv" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


class TestTheDescription:
    def test_names_every_file_once_with_its_size_and_hash(self, opened: Path) -> None:
        resources = descriptor(opened)["resources"]
        assert {part["path"] for part in resources} == {
            str(p.relative_to(opened)) for p in opened.rglob("*.*") if p.name != "datapackage.json"
        }
        assert len({part["name"] for part in resources}) == len(resources)
        for part in resources:
            content = (opened / part["path"]).read_bytes()
            assert (part["bytes"], part["hash"]) == (len(content), f"sha256:{hashlib.sha256(content).hexdigest()}")

    def test_says_of_every_column_what_the_yml_says(self, opened: Path) -> None:
        (resource,) = (
            part for part in descriptor(opened)["resources"] if part["name"] == "indicatoren.fct-indicator.csv"
        )
        assert resource["description"] == "One row per figure."
        assert {"name": "waarde", "type": "number", "description": "The figure, unrounded."} in resource["schema"][
            "fields"
        ]

    def test_holds_for_every_value_of_every_file(self, opened: Path) -> None:
        for part in descriptor(opened)["resources"]:
            if part["format"] == "csv":
                fields = {field["name"]: READ[field["type"]] for field in part["schema"]["fields"]}
                for row in rows(opened, part["title"]):
                    assert list(row) == list(fields)
                    read = {name: fields[name](text) for name, text in row.items() if text}
                    assert all(
                        moment.utcoffset() is not None for moment in read.values() if isinstance(moment, datetime)
                    )

    def test_says_that_the_demo_is_made_up(self, opened: Path) -> None:
        assert "verzonnen" in descriptor(opened)["description"]

    def test_refuses_a_type_that_it_has_no_name_for(self, tmp_path: Path) -> None:
        with duckdb.connect(str(tmp_path / "marts.duckdb")) as con:
            con.execute("CREATE SCHEMA indicatoren; CREATE TABLE indicatoren.dim_sdg (a STRUCT(b INTEGER))")
        with pytest.raises(OnbekendType, match=r"dim_sdg\.a"):
            open_data(tmp_path / "marts.duckdb", tmp_path / "open", RUN)


class TestSmallNumbers:
    def test_are_left_out_of_the_figures_with_the_sentence_in_place_of_the_note(self, opened: Path) -> None:
        small, large = sorted(rows(opened, "indicatoren.fct_indicator"), key=lambda row: row["jaar"])
        assert (small["teller"], small["waarde"]) == ("", "")
        assert small["kanttekening"].startswith("Niet getoond")
        assert (float(large["teller"]), float(large["waarde"]), large["kanttekening"]) == (300, 300, "")

    def test_are_left_out_of_all_that_follows_from_them(self, opened: Path) -> None:
        small, large = sorted(rows(opened, "indicatoren.mart_indicatorscore"), key=lambda row: row["jaar"])
        assert (small["realisatie"], small["afwijking"], small["oordeel"], float(small["streefwaarde"])) == (
            "",
            "",
            "",
            10,
        )
        assert (large["realisatie_vorig_jaar"], large["verandering"], float(large["realisatie"])) == ("", "", 300)
        (compared,) = rows(opened, "indicatoren.mart_vergelijking")
        assert (compared["waarde"], compared["verschil"], float(compared["waarde_groep"])) == ("", "", 8)
        (printed,) = rows(opened, "indicatoren.mart_aansluiting")
        assert [printed[name] for name in ("waarde_gedrukt", "gepubliceerd", "berekend", "verschil")] == [""] * 4

    def test_are_left_out_of_the_parquet_files_too(self, opened: Path) -> None:
        path = opened / "parquet" / "indicatoren.fct_indicator.parquet"
        assert duckdb.sql(f"select jaar, waarde from '{path}' order by jaar").fetchall() == [
            (2023, None),
            (2024, 300.0),
        ]


def test_text_is_not_changed_for_a_spreadsheet(opened: Path) -> None:
    (indicator,) = rows(opened, "indicatoren.dim_indicator")
    assert indicator["naam"] == '=1+1, "kinderen"\nen meer'


def test_what_nobody_opened_stays_inside(opened: Path) -> None:
    assert not [part for part in descriptor(opened)["resources"] if part["title"].startswith("kwaliteit.")]


def test_a_set_in_which_nothing_was_built_opens_nothing(tmp_path: Path) -> None:
    duckdb.connect(str(tmp_path / "marts.duckdb")).close()
    assert open_data(tmp_path / "marts.duckdb", tmp_path / "open", RUN) == 0
    assert not (tmp_path / "open" / "datapackage.json").exists()


def test_what_an_earlier_night_opened_is_gone(tmp_path: Path) -> None:
    marts = write(tmp_path / "marts.duckdb", ROWS)
    old = tmp_path / "open" / "csv" / "indicatoren.mart_weg.csv"
    old.parent.mkdir(parents=True)
    old.write_text("oud", encoding="utf-8")
    open_data(marts, tmp_path / "open", RUN)
    assert not old.exists()
