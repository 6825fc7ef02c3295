"""A report in CBS's form: what a municipality delivered comes out as it went in."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import jsonschema
import pytest

from reporting.opendata.iv3 import Contact, GeenVerslag, iv3_levering, write_iv3
from tests.reporting.published import RUN

CONTACT = Contact("Functioneel beheer Iv3", "iv3@example.org", "000-0000000")


def post(
    onderdeel: str,
    code: str,
    kenmerk: str,
    bedrag: str | None = None,
    waarde: str | None = None,
    *,
    synthetisch: bool = False,
) -> tuple[Any, ...]:
    return (onderdeel, code, kenmerk, Decimal(bedrag) if bedrag else None, waarde, 2024, "Enschede", synthetisch)


POSTS = [
    post("lasten", "0.10", "7.1", "97275000.00"),
    post("baten", "0.1", "3.8", "-12.34"),
    post("balans_lasten", "A111", "7.3", "5"),
    post("balans_standen", "A111", "ultimo", "6"),
    post("kengetallen", "fk.1", "Rek_2024", waarde="12,50 %"),
    post("beleidsindicatoren", "bi.1", "Rek_2024", waarde="8,1"),
]


def delivered(*posts: tuple[Any, ...], soort: str = "2024X005") -> dict[str, Any]:
    return iv3_levering("GM0153", soort, posts or POSTS, CONTACT, RUN)


def test_a_post_keeps_its_code_as_text_and_its_amount_to_the_cent() -> None:
    data = delivered()["data"]
    assert data["lasten"] == [{"taakveld": "0.10", "categorie": "7.1", "bedrag": 97275000}]
    assert data["baten"] == [{"taakveld": "0.1", "categorie": "3.8", "bedrag": -12.34}]
    assert data["balans_standen"] == [{"balanscode": "A111", "standper": "ultimo", "bedrag": 6}]
    assert data["kengetallen"] == [{"kengetal": "fk.1", "verslagperiode": "Rek_2024", "waarde": "12,50 %"}]
    assert data["balans_baten"] == [], "CBS wants the list, empty or not"


@pytest.mark.parametrize(
    ("soort", "periode", "status"),
    [("2024X000", 0, "Begroting"), ("2024X003", 3, "Realisatie"), ("2024X005", 5, "Realisatie")],
)
def test_the_report_says_which_it_is(soort: str, periode: int, status: str) -> None:
    metadata = delivered(soort=soort)["metadata"]
    assert (metadata["overheidsnummer"], metadata["boekjaar"], metadata["periode"], metadata["status"]) == (
        "0153",
        2024,
        periode,
        status,
    )


def test_a_made_up_report_says_so_and_a_real_one_has_nothing_to_remark() -> None:
    assert "synthetisch" in delivered(post("lasten", "0.1", "1.1", "1", synthetisch=True))["opmerkingen"][0]["tekst"]
    assert "opmerkingen" not in delivered()


def test_a_report_that_there_is_not_cannot_be_exported() -> None:
    with pytest.raises(GeenVerslag, match="2031X005"):
        iv3_levering("GM0153", "2031X005", [], CONTACT, RUN)


def test_the_posts_of_the_marts_become_the_file_of_one_report(tmp_path: Path) -> None:
    with duckdb.connect(str(tmp_path / "marts.duckdb")) as con:
        con.execute("CREATE SCHEMA financien; CREATE SCHEMA indicatoren")
        con.execute("CREATE TABLE indicatoren.dim_gemeente AS SELECT 'GM0153' AS gemeente_code, 'Enschede' AS naam")
        con.execute(
            "CREATE TABLE financien.mart_iv3post AS SELECT 'GM0153' AS gemeente_code, 2024 AS jaar, soort AS verslagsoort, 'lasten' AS onderdeel,"
            " '0.10' AS code, '7.1' AS kenmerk, bedrag::DECIMAL(18,2) AS bedrag_eur, NULL::VARCHAR AS waarde, true AS synthetisch"
            " FROM (VALUES ('2024X005', 10), ('2024X000', 20)) AS v(soort, bedrag)"
        )
    path = write_iv3(tmp_path / "marts.duckdb", tmp_path / "iv3", "GM0153", "2024X005", CONTACT, RUN)
    assert [rij["bedrag"] for rij in json.loads(path.read_text(encoding="utf-8"))["data"]["lasten"]] == [10]
    with pytest.raises(GeenVerslag):
        write_iv3(tmp_path / "marts.duckdb", tmp_path / "iv3", "GM1700", "2024X005", CONTACT, RUN)


@pytest.mark.real_data
def test_the_delivery_is_valid_against_the_schema_of_cbs(real_data_dir: Path) -> None:
    schema = json.loads(
        (real_data_dir / "iv3" / "definities" / "iv3_data_schema_v2_1_1.json").read_text(encoding="utf-8")
    )
    validator = jsonschema.Draft7Validator(schema)
    validator.validate(delivered())
    wrong = delivered()
    wrong["metadata"]["periode"] = 6
    assert not validator.is_valid(wrong)
