"""Nothing of a person gets past the landing: every number, name, address and text of the demo's extracts is searched for in everything else."""

from __future__ import annotations

import shutil
import sqlite3
from concurrent.futures import Future
from pathlib import Path

import duckdb
import pytest

from tests.support.night import Night
from tests.support.personal import Personal, personal_in, traces
from tests.support.secret import forms_of
from tests.support.workbooks import workbook


@pytest.fixture(scope="module")
def personal(demo_night: Night) -> Personal:
    return personal_in(demo_night.home / "landing")


def test_there_is_a_great_deal_to_be_found(personal: Personal):
    kinds = {kind: sum(1 for token in personal.tokens if test(token)) for kind, test in KINDS.items()}
    assert kinds["bsn"] > 20_000
    assert kinds["bronnummer"] > 50_000
    assert kinds["postcode"] > 5_000
    assert kinds["geboortedag"] > 20_000
    assert "Testnaam" in personal.phrases
    assert any("Afspraak" in phrase for phrase in personal.phrases)
    assert any("Instelling" in phrase for phrase in personal.phrases)


KINDS = {
    "bsn": lambda token: token.isdigit() and len(token) == 9,
    "bronnummer": lambda token: token[0].isupper() and token[1:].isdigit(),
    "postcode": lambda token: token[:4].isdigit() and token[4:].isupper(),
    "geboortedag": lambda token: "-" in token,
}


def test_nothing_that_the_night_wrote_holds_any_of_it(demo_searched_under_way: Future[dict[str, set[str]]]):
    assert demo_searched_under_way.result() == {}


def test_nothing_that_the_night_said_holds_any_of_it(demo_night: Night, personal: Personal):
    assert personal.traces_in(demo_night.said.encode()) == set()


def test_every_kind_of_file_was_searched(demo_night: Night):
    searched = {path.suffix for path in demo_night.home.rglob("*") if path.is_file() and "landing" not in path.parts}
    assert searched >= {".parquet", ".duckdb", ".db", ".json", ".html", ".log", ".yaml", ".jsonl"}


def test_what_is_packed_is_of_a_kind_that_the_search_unpacks(demo_night: Night):
    """A file that is compressed in another way would be searched as bytes in which nothing can be found."""
    packed = {
        path.suffix
        for path in demo_night.home.rglob("*")
        if path.is_file() and "landing" not in path.parts and starts_packed(path)
    }
    assert packed <= {".parquet", ".duckdb", ".db", ".xlsx"}
    assert {".parquet", ".duckdb", ".db"} <= packed


def starts_packed(path: Path) -> bool:
    with path.open("rb") as file:
        start = file.read(16)
    return start.startswith(PACKED) or start[8:12] == b"DUCK"


PACKED = (
    b"PAR1",
    b"SQLite format 3",
    b"PK\x03\x04",
    b"\x1f\x8b",
    b"\x28\xb5\x2f\xfd",
    b"BZh",
    b"\xfd7zXZ",
    b"7z\xbc\xaf",
)


def test_in_the_landing_the_search_finds_it(demo_night: Night, personal: Personal):
    (newest,) = (demo_night.home / "landing" / "gidso").glob("GM0153_voorzieningen_20241231_01.csv")
    found = personal.traces_in(newest.read_bytes())
    assert {kind: any(test(token) for token in found) for kind, test in KINDS.items()} == dict.fromkeys(KINDS, True)
    assert "Testnaam" in found
    assert len(found) > 20_000


def test_digits_that_a_machine_drew_are_no_trace_and_the_same_digits_on_their_own_are():
    somebody = Personal(tokens=frozenset({"19370127"}), phrases=())
    drawn = (
        b'{"elapsed": 1.19370127, "run": "19370127-86b9-4686-8150-3882bdee3247", "test": "volgens_contract.2e19370127"}'
    )
    assert somebody.traces_in(drawn) == set()
    for told in (b"|19370127|", b"geboren 19370127.", b'{"dag": 19370127}', b"k19370127"):
        assert somebody.traces_in(told) == {"19370127"}, told


def test_in_a_page_of_a_database_where_nothing_stands_between_values_drawn_digits_are_no_trace_either(tmp_path: Path):
    somebody = Personal(tokens=frozenset({"19370127"}), phrases=())
    digest = "f7187d2a30dfeea4060f07e23858320cffec8a7982a0fa19370127f7f7ae3157"
    run = "19370127-86b9-4686-8150-3882bdee3247"
    for values, found in (((digest, run), {}), ((digest, "19370127", run), {"a.db": {"19370127"}})):
        with sqlite3.connect(tmp_path / "a.db") as database:
            database.execute("DROP TABLE IF EXISTS t")
            database.execute(f"CREATE TABLE t (soort, {', '.join(f'w{n}' for n, _ in enumerate(values))}, toen)")
            marks = ", ".join("?" for _ in range(len(values) + 2))
            database.execute(f"INSERT INTO t VALUES ({marks})", ("data_version", *values, "2026-11-22 21:35:40.4"))
            database.commit()
            database.execute("VACUUM")
        assert traces(tmp_path, somebody) == found


@pytest.mark.parametrize("name", ["a.parquet", "b.duckdb", "c.db", "d.json"])
def test_in_any_kind_of_file_the_search_finds_the_key(tmp_path: Path, name: str):
    key = b"a key of which somebody wrote down what follows from it"
    path, told = tmp_path / name, forms_of(key)["outer pad, hex"].decode()
    if name.endswith((".parquet", ".duckdb")):
        with duckdb.connect(str(path) if name.endswith(".duckdb") else ":memory:") as connection:
            connection.execute("CREATE TABLE t AS SELECT $1 AS waarde FROM range(5000)", [told])
            if name.endswith(".parquet"):
                connection.execute(f"COPY t TO '{path}' (COMPRESSION zstd)")
    elif name.endswith(".db"):
        with sqlite3.connect(path) as database:
            database.execute("CREATE TABLE t AS SELECT ? AS waarde", [told])
    else:
        path.write_text(told, encoding="utf-8")
    assert traces(tmp_path, Personal(frozenset(), (), key)) == {name: {"outer pad, hex"}}


@pytest.mark.parametrize("name", ["a.parquet", "b.duckdb", "c.db", "d.json", "e.html", "f.xlsx"])
def test_in_any_kind_of_file_the_search_finds_it(personal: Personal, tmp_path: Path, name: str):
    """One value of each kind, planted where it does not belong."""
    planted = {next(token for token in sorted(personal.tokens) if test(token)) for test in KINDS.values()} | {
        "Testnaam"
    }
    path = tmp_path / name
    if name.endswith((".parquet", ".duckdb")):
        with duckdb.connect(str(path) if name.endswith(".duckdb") else ":memory:") as connection:
            connection.execute(
                "CREATE TABLE t AS SELECT unnest($1) AS waarde, 1.5 AS getal, repeat('x', 5000) AS vulling",
                [sorted(planted)],
            )
            if name.endswith(".parquet"):
                connection.execute(f"COPY t TO '{path}' (COMPRESSION zstd)")
    elif name.endswith(".db"):
        with sqlite3.connect(path) as database:
            database.execute("CREATE TABLE t (waarde TEXT)")
            database.executemany("INSERT INTO t VALUES (?)", [("x" * 4000 + " " + value,) for value in sorted(planted)])
    elif name.endswith(".xlsx"):
        path.write_bytes(workbook({"Blad1": [[value] for value in sorted(planted)]}))
    else:
        path.write_text("<p>" + "</p>\n<p>".join(planted) + "</p>", encoding="utf-8")
    found = traces(tmp_path, personal)
    assert planted <= set.union(*found.values())
    shutil.rmtree(tmp_path)
