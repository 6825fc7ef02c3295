"""Two engines' tables are only called equal when they are."""

from pathlib import Path

import duckdb
import pytest

from tests.spark.comparing import differences

SAME = "SELECT * FROM (VALUES ('a', 0.1::DOUBLE), ('a', 0.1::DOUBLE), ('b', NULL)) AS t (code, waarde)"


@pytest.fixture
def warehouse(tmp_path: Path) -> Path:
    path = tmp_path / "warehouse.duckdb"
    with duckdb.connect(str(path)) as con:
        con.execute(f"CREATE SCHEMA s; CREATE TABLE s.t AS {SAME}")
    return path


def _other(folder: Path, select: str) -> tuple[str, str, str]:
    duckdb.sql(f"COPY ({select}) TO '{folder / 'part-0.parquet'}' (FORMAT parquet)")
    return "s", "t", str(folder / "*.parquet")


def test_the_same_rows_in_another_order_are_the_same_table(warehouse: Path, tmp_path: Path):
    assert differences(warehouse, [_other(tmp_path, f"{SAME} ORDER BY code DESC")]) == []


@pytest.mark.parametrize(
    "select",
    [
        "SELECT DISTINCT * FROM same",
        "SELECT * FROM same WHERE code = 'a'",
        "SELECT * FROM same UNION ALL SELECT 'c', 1::DOUBLE",
        "SELECT code, nextafter(waarde, 1::DOUBLE) AS waarde FROM same",
        "SELECT code, coalesce(waarde, 0) AS waarde FROM same",
    ],
    ids=["a row less often", "a row missing", "a row more", "the last bit of a number", "null or zero"],
)
def test_a_difference_in_rows_is_found(warehouse: Path, tmp_path: Path, select: str):
    (found,) = differences(warehouse, [_other(tmp_path, f"WITH same AS ({SAME}) {select}")])
    assert found.only_here or found.only_there


@pytest.mark.parametrize(
    "columns",
    ["waarde, code", "code", "code, waarde AS cijfer", "code, waarde::FLOAT AS waarde", "*, 1 AS erbij"],
)
def test_a_difference_in_columns_is_found(warehouse: Path, tmp_path: Path, columns: str):
    (found,) = differences(warehouse, [_other(tmp_path, f"WITH same AS ({SAME}) SELECT {columns} FROM same")])
    assert found.columns[0] != found.columns[1]
