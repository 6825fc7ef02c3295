"""The floor counts what the warehouse counts, from the same file."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import pytest

from benchmarks.meten import measure
from orchestration.settings import Settings
from tests.support.night import environment

if TYPE_CHECKING:
    from tests.support.night import Night

NAME = "GM0153_uitkeringen_20241231_01.csv"
THIS_YEAR = "gemeente_code = 'GM0153' AND jaar = 2024 AND bekend_tot IS NULL"


@pytest.fixture(scope="module")
def floor(demo_night: Night, tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("vloer")
    key = Settings.from_env({"DWH_HOME": str(demo_night.home)}).key.decode()
    delivery = demo_night.home / "landing" / "ssd" / NAME
    command = [sys.executable, "-m", "benchmarks.vloer", str(delivery), str(root / "hier")]
    measure(command, environment(root, DWH_PSEUDONYM_KEY=key), root / "log")
    return root / "hier"


def rows(database: Path, query: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(database), read_only=True) as connection:
        return connection.execute(query).fetchall()


@pytest.mark.parametrize(
    ("table", "code", "codes"),
    [
        ("fct_component", "component_code", ["bijstand_uitkeringen"]),
        ("fct_indicator", "indicator_code", ["bijstand_uitkeringen", "bijstand_groei_pct"]),
    ],
)
def test_the_marts_of_the_floor_are_those_of_the_night(
    demo_night: Night, floor: Path, table: str, code: str, codes: list[str]
) -> None:
    what = f"SELECT gemeente_code, {code}, uitsplitsing, jaar, round(waarde, 9)"
    ours = rows(floor / "marts.duckdb", f"{what} FROM {table} ORDER BY ALL")
    theirs = rows(
        demo_night.published / "marts.duckdb",
        f"{what} FROM indicatoren.{table} WHERE {THIS_YEAR} AND {code} IN {tuple(codes)!s} ORDER BY ALL".replace(
            ",)", ")"
        ),
    )
    assert ours == theirs
    assert {row[1] for row in ours} == set(codes)


def test_the_pseudonyms_of_the_floor_are_those_of_raw(demo_night: Night, floor: Path) -> None:
    ids = "uitkering_id, huishouden_id, persoon_id, partner_persoon_id"
    raw = demo_night.home / "raw" / "ssd" / "uitkeringen" / "ssd.uitkeringen.GM0153.20241231.01.*.parquet"
    ours, theirs = (
        duckdb.sql(f"SELECT {ids} FROM '{place}' ORDER BY ALL").fetchall()
        for place in (floor / "uitkeringen.parquet", raw)
    )
    assert len(ours) > 1000
    assert ours == theirs
