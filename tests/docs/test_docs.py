"""What README.md and docs/ name exists: commands, options, targets, variables, paths, links, tables with their columns.

Does not belong here: what a page must not leave out (`test_docs_complete.py`), or whether a sentence is well put.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import duckdb
import pytest
import yaml

from orchestration import settings
from orchestration.cli import main as dwh
from orchestration.publication_tables import KNOWN_FROM, KNOWN_UNTIL, add_as_known_on
from sources.contract import parse_contracts
from tests.docs.newcomer import paths_to_write
from tests.docs.pages import PAGES, ROOT, Page, page

PATH = re.compile(
    r"(?:sources|expectations|orchestration|dbt_project|tests|docs|\.ci)/[\w./-]*"
    r"|README\.md|Makefile|LICENSE|pyproject\.toml|requirements[\w-]*\.lock"
)
VARIABLE = re.compile(r"\bDWH_[A-Z_]*[A-Z]\b")
_WRITTEN_BY_NEWCOMERS = {path for doc in PAGES for path in paths_to_write(doc)}
every_page = pytest.mark.parametrize("doc", PAGES, ids=[doc.name for doc in PAGES])


@every_page
def test_every_link_leads_somewhere(doc: Page):
    for link in doc.links:
        target, _, anchor = link.partition("#")
        there = Page((doc.path.parent / target).resolve()) if target else doc
        assert there.path.is_file(), link
        assert not anchor or anchor in there.anchors, link


@every_page
def test_every_path_exists(doc: Page):
    for span in doc.spans:
        if PATH.fullmatch(span) and span not in _WRITTEN_BY_NEWCOMERS:
            assert (ROOT / span).exists(), span


@every_page
def test_every_make_target_exists(doc: Page):
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = {name for code in doc.code for name in re.findall(r"(?:^|[&;] *)make ([a-z]+)", code)}
    assert named <= targets


@every_page
def test_every_command_and_option_of_dwh_exists(doc: Page):
    for code in doc.code:
        for name, rest in re.findall(r"(?:^|/|&& )dwh ([a-z0-9]+)((?: --[a-z]+(?: \w+)?)*)", code):
            assert name in dwh.commands, code
            known = {option for parameter in dwh.commands[name].params for option in parameter.opts}
            assert set(re.findall(r"--[a-z]+", rest)) <= known, code


@every_page
def test_every_variable_exists(doc: Page):
    # Those of the load, of dbt on Spark, and of a Dagster that several machines share.
    read_in = [Path(settings.__file__), ROOT / "dbt_project" / "profiles.yml", *(ROOT / "docs" / "cluster").iterdir()]
    known = {name for path in read_in for name in VARIABLE.findall(path.read_text(encoding="utf-8"))}
    assert set(VARIABLE.findall(doc.text)) <= known


@pytest.fixture(scope="module")
def empty_marts() -> duckdb.DuckDBPyConnection:
    """The published tables without rows, as their dbt contracts say."""
    con = duckdb.connect()
    con.execute("CREATE SCHEMA publicatie; CREATE TABLE publicatie.domein (domein VARCHAR, run_id VARCHAR)")
    for domain in ("indicatoren", "financien", "kwaliteit"):
        con.execute(f"CREATE SCHEMA {domain}")
        for path in sorted((ROOT / "dbt_project" / "models" / domain).glob("*.yml")):
            for model in yaml.safe_load(path.read_text(encoding="utf-8"))["models"]:
                con.execute(f"CREATE TABLE {domain}.{_published_as(path, model['name'])} ({_columns(model)})")
                if {KNOWN_FROM, KNOWN_UNTIL} <= {column["name"] for column in model["columns"]}:
                    add_as_known_on(con, domain, model["name"])
    return con


def _published_as(path: Path, model: str) -> str:
    alias = re.search(r"alias='(\w+)'", path.with_name(f"{model}.sql").read_text(encoding="utf-8"))
    return alias[1] if alias else model


def _columns(model: dict[str, Any]) -> str:
    return ", ".join(f"{column['name']} {column['data_type']}" for column in model["columns"])


@pytest.mark.parametrize("query", [query for doc in PAGES for query in doc.blocks_in("sql")])
def test_every_query_fits_the_published_tables(empty_marts: duckdb.DuckDBPyConnection, query: str):
    assert empty_marts.execute(query).fetchall() == []


@every_page
def test_every_table_exists(empty_marts: duckdb.DuckDBPyConnection, doc: Page):
    tables = empty_marts.execute("SELECT schema_name || '.' || table_name FROM duckdb_tables()").fetchall()
    named = {span for span in doc.spans if re.fullmatch(r"(?:indicatoren|financien|kwaliteit|publicatie)\.\w+", span)}
    assert named <= {name for (name,) in tables}


def test_the_example_contract_is_sound():
    (example,) = page("docs/adding-a-source.md").blocks_in("yaml")
    (contract,) = parse_contracts(example, "docs/adding-a-source.md")
    assert contract.sleutel == "schuldhulp/trajecten"


@every_page
def test_a_page_names_no_place_outside_the_project(doc: Page):
    assert re.findall(r"https?://\S+|/(?:home|work|tmp|root|usr|opt)/\S*", doc.text) == []
