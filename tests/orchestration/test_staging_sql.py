"""The SQL of staging as it is made without dbt is the SQL that dbt compiles."""

from __future__ import annotations

from pathlib import Path

import pytest

from orchestration.dbt import PROJECT_DIR
from orchestration.staging_sql import staging_print, staging_sql
from tests.support.night import Night

MODELS = sorted(path.stem.removeprefix("stg_") for path in (PROJECT_DIR / "models" / "staging").rglob("stg_*.sql"))


def test_every_staging_model_is_there():
    assert sorted(staging_sql()) == MODELS


@pytest.mark.parametrize("model", MODELS)
def test_it_is_what_dbt_compiles_but_for_the_place_of_the_source(demo_night: Night, model: str):
    bron = model.partition("__")[0]
    folder = demo_night.home / "warehouse" / "dbt" / "compiled" / "sociaal_domein" / "models" / "staging"
    (compiled,) = folder.rglob(f"{bron}/stg_{model}.sql")
    text = compiled.read_text(encoding="utf-8")
    source = text[text.index("(select * exclude (filename)") : text.index("filename=true))") + len("filename=true))")]
    assert _plain(text.replace(source, f"ruw.{model}")) == _plain(staging_sql()[model])


def _plain(sql: str) -> str:
    return " ".join(sql.split())


def test_a_changed_macro_or_model_changes_the_print_and_another_file_does_not(tmp_path: Path):
    for folder in ("macros", "models/staging/ssd", "models/kwaliteit"):
        (tmp_path / folder).mkdir(parents=True)
    macro, model = tmp_path / "macros" / "lezen.sql", tmp_path / "models" / "staging" / "ssd" / "stg_ssd__a.sql"
    macro.write_text("{% macro een() %}1{% endmacro %}", encoding="utf-8")
    model.write_text("select {{ een() }} from {{ source('ssd', 'a') }}", encoding="utf-8")
    assert staging_sql(tmp_path) == {"ssd__a": "select 1 from ruw.ssd__a"}
    first = staging_print(tmp_path)
    (tmp_path / "models" / "kwaliteit" / "mart.sql").write_text("select 1", encoding="utf-8")
    assert staging_print(tmp_path) == first
    model.write_text("select 2 from {{ source('ssd', 'a') }}", encoding="utf-8")
    second = staging_print(tmp_path)
    macro.write_text("{% macro een() %}2{% endmacro %}", encoding="utf-8")
    assert len({first, second, staging_print(tmp_path)}) == 3
