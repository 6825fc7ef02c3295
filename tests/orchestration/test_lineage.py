"""Which figures hang on a column: from the source through what dbt compiled to the indicators."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from orchestration.lineage import Herkomst, Indicator, NogNietTeZeggen, dependent_indicators
from sources.contract import load_contracts
from tests.support.built import MODELS, PROJECT, STAGING, build, manifest
from tests.support.night import Night


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("built"))


def codes(home: Path, bron: str, table: str, column: str | None = None, feed: str | None = None) -> list[str]:
    return [indicator.code for indicator in dependent_indicators(home, bron, table, column, feed)]


@pytest.mark.parametrize(
    ("column", "expected"),
    [
        ("datum_ingang", ["bijstand", "bijstand_groei", "lks_pct"]),  # renamed, used without an alias
        ("uitkering_id", ["bijstand", "bijstand_groei", "lks_pct"]),
        ("doelgroep_lks", ["lks", "lks_pct"]),
        ("regeling", []),  # only named in a comment, as another column's name, and of another table
        ("datum_einde", []),  # only in a comment and between quotes
        ("postcode4", []),  # not in staging
        (None, ["bijstand", "bijstand_groei", "lks", "lks_pct"]),
    ],
)
def test_a_column_leads_to_the_indicators_whose_components_use_it(home: Path, column: str | None, expected: list[str]):
    assert codes(home, "ssd", "uitkeringen", column) == expected


def test_a_model_that_takes_all_columns_uses_each_of_them(home: Path):
    assert codes(home, "menzis", "garantverzorgd", "peilmaand") == ["bereik"]
    assert codes(home, "menzis", "garantverzorgd", "pakket_9") == []


def test_the_sql_of_a_staging_model_of_which_some_rows_are_read_says_nothing_of_what_is_used(tmp_path: Path):
    """It names every column and file; the model that stands for it is what is read."""
    home = build(tmp_path / "home")
    path = home / "warehouse" / "dbt" / "manifest.json"
    written = manifest()
    node = written["nodes"][f"model.{PROJECT}.int_component__participatie"]
    staging = '"warehouse"."staging"."stg_ssd__uitkeringen"'
    assert staging in node["compiled_code"]
    some = f"/* rijen van {staging} */\n({STAGING['stg_ssd__uitkeringen']})\n/* tot zover */"
    node["compiled_code"] = node["compiled_code"].replace(staging, some)
    path.write_text(json.dumps(written), encoding="utf-8")
    for column in ("doelgroep_lks", "regeling", "datum_einde", "datum_ingang"):
        assert codes(home, "ssd", "uitkeringen", column) == codes(
            build(tmp_path / column), "ssd", "uitkeringen", column
        )


def test_where_the_column_says_nothing_all_indicators_of_the_feed_are_the_answer(home: Path):
    assert codes(home, "opgave", "opgave", "waarde", "vtt") == ["vtt_meldingen"]
    assert codes(home, "opgave", "opgave", None, "kennispunt") == []
    assert codes(home, "pc", "acties", "doel") == []


def test_an_indicator_has_the_name_of_its_newest_definition(home: Path):
    assert Indicator("lks_pct", "Aandeel") in dependent_indicators(home, "ssd", "uitkeringen", "doelgroep_lks")


def test_what_the_night_did_not_leave_is_said_in_words(tmp_path: Path):
    with pytest.raises(NogNietTeZeggen, match="nog niets gebouwd"):
        dependent_indicators(tmp_path, "ssd", "uitkeringen")
    older = build(tmp_path / "older", bridge=False)
    assert codes(older, "ssd", "uitkeringen", "doelgroep_lks") == ["lks", "lks_pct"]
    with pytest.raises(NogNietTeZeggen, match="brug_indicator_feed is nog niet gepubliceerd"):
        dependent_indicators(older, "opgave", "opgave", None, "vtt")
    (older / "published" / "marts.duckdb").unlink()
    with pytest.raises(NogNietTeZeggen, match="nog niets gepubliceerd"):
        dependent_indicators(older, "ssd", "uitkeringen")


def test_a_model_that_the_last_run_did_not_come_to_is_read_as_it_ran_before(tmp_path: Path):
    home = build(tmp_path / "home")
    path = home / "warehouse" / "dbt" / "manifest.json"
    halfway = manifest()
    halfway["nodes"][f"model.{PROJECT}.int_component__participatie"]["compiled_code"] = None
    path.write_text(json.dumps(halfway), encoding="utf-8")
    with pytest.raises(NogNietTeZeggen, match="int_component__participatie nog niet gebouwd"):
        codes(home, "ssd", "uitkeringen")
    earlier = home / "warehouse" / "dbt" / "compiled" / PROJECT / "models" / "int_component__participatie.sql"
    earlier.parent.mkdir(parents=True)
    earlier.write_text(MODELS["int_component__participatie"], encoding="utf-8")
    assert codes(home, "ssd", "uitkeringen", "doelgroep_lks") == ["lks", "lks_pct"]


def test_to_import_it_costs_no_heavy_package():
    heavy = (
        "{'dagster', 'dbt', 'great_expectations', 'pandas', 'duckdb'} & {name.split('.')[0] for name in sys.modules}"
    )
    code = f"import sys; import orchestration.lineage; print({heavy})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


# --- the real project, as the demo's night built it
# ------------------------------------------------------------------------------------------------------------


def test_the_components_that_are_found_in_the_sql_are_those_that_were_built(demo_night: Night):
    herkomst = Herkomst(demo_night.home)
    with duckdb.connect(str(demo_night.home / "warehouse" / "warehouse.duckdb"), read_only=True) as connection:
        rows = connection.execute("SELECT table_name FROM duckdb_tables() WHERE table_name LIKE 'int_component_%'")
        models = [name for (name,) in rows.fetchall()]
        assert len(models) >= 12
        for model in models:
            built = {c for (c,) in connection.execute(f"SELECT component_code FROM intermediate.{model}").fetchall()}
            sql = herkomst._sql(f"model.{PROJECT}.{model}")
            assert built <= set(re.findall(r"'([^']*)'", sql)), model


def test_every_column_of_every_feed_has_an_answer(demo_night: Night):
    herkomst = Herkomst(demo_night.home)
    for contract in load_contracts():
        for tabel in contract.tabellen:
            of_table = set(herkomst.of_column(contract.bron, tabel.naam, None, contract.feed))
            for column in tabel.raw_kolommen:
                assert set(herkomst.of_column(contract.bron, tabel.naam, column, contract.feed)) <= of_table, column


def test_the_columns_of_the_real_registers_lead_where_they_should(demo_night: Night):
    home = demo_night.home
    assert "lks_regulier_pct" in codes(home, "ssd", "uitkeringen", "doelgroep_lks")
    assert "bijstand_uitkeringen" not in codes(home, "ssd", "uitkeringen", "doelgroep_lks")
    assert "bijstand_uitkeringen" in codes(home, "ssd", "uitkeringen", "datum_einde")
    assert codes(home, "ssd", "uitkeringen", "bedrag_maand") == []
    assert codes(home, "menzis", "garantverzorgd", "totaal") == ["garantverzorgd_bereik_pct"]
    assert "wmo_voorziening_per_1000" in codes(home, "cbs", "bevolking", "value")
