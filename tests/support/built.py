"""What a night leaves behind for whoever asks where figures come from: dbt's manifest and a few published tables.

Belongs here: both, made up as small as they can be, around the models of SSD and Menzis. Does not belong here: a real
night (`tests.support.night`).
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import duckdb

PROJECT = "sociaal_domein"
STAGING = {
    "stg_ssd__uitkeringen": """
select levering_id, uitkering_id, -- datum_einde in a comment
    case when datum_ingang like '__-__-____' then try_cast(concat(substr(datum_ingang, 7, 4), '-') as date) end as datum_start,
    case doelgroep_lks when 'J' then true end as is_doelgroep_lks, ruw.regeling,
    'datum_einde' as soort
from read_parquet('/x/raw/ssd/uitkeringen/*.parquet') as ruw
""",
    "stg_menzis__garantverzorgd": "select levering_id, peilmaand, totaal from read_parquet('/x/*.parquet')",
    "stg_opgave__opgave": "select indicator from read_parquet('/x/*.parquet')",
}
MODELS = {
    "int_component__bijstand": """
select s.jaar, 'bijstand_uitkeringen' as component_code, count(distinct case when datum_start <= s.dag then u.uitkering_id end)
from sets as s left join "warehouse"."staging"."stg_ssd__uitkeringen" as u on s.levering_id_1 = u.levering_id
where s.regeling = 'x' /* u.regeling */
""",
    "int_component__participatie": """
select 'lks_regulier' as component_code, 0 as regeling
from "warehouse"."staging"."stg_ssd__uitkeringen" u where u.is_doelgroep_lks
""",
    "int_component__garantverzorgd": """
select g.*, 'garantverzorgd_pakketten' as component_code from "warehouse"."staging"."stg_menzis__garantverzorgd" as g
""",
    "int_opgavecijfer": "select indicator from stg_opgave__opgave",
}
_READS = {
    "int_component__bijstand": "stg_ssd__uitkeringen",
    "int_component__participatie": "stg_ssd__uitkeringen",
    "int_component__garantverzorgd": "stg_menzis__garantverzorgd",
    "int_opgavecijfer": "stg_opgave__opgave",
}
_SOURCES = {
    "ssd.uitkeringen": "stg_ssd__uitkeringen",
    "menzis.garantverzorgd": "stg_menzis__garantverzorgd",
    "opgave.opgave": "stg_opgave__opgave",
}
_MARTS = """
CREATE SCHEMA indicatoren;
CREATE TABLE indicatoren.dim_formule AS FROM (VALUES
    ('bijstand_groei', 'bijstand_uitkeringen', 'cbs_inwoners', 'bijstand_uitkeringen', NULL),
    ('bijstand', 'bijstand_uitkeringen', NULL, NULL, NULL),
    ('lks_pct', 'lks_regulier', 'bijstand_uitkeringen', NULL, NULL),
    ('lks', 'lks_regulier', NULL, NULL, NULL),
    ('bereik', NULL, 'garantverzorgd_pakketten', NULL, 'garantverzorgd_pakketten'),
    ('vtt_meldingen', 'opgave_vtt_meldingen', NULL, NULL, NULL))
    AS t (indicator_code, teller_component, noemer_component, aftrek_teller_component, aftrek_noemer_component);
CREATE TABLE indicatoren.dim_indicator AS FROM (VALUES
    ('bijstand', 1, 'Bijstand'), ('bijstand_groei', 1, 'Groei'), ('lks', 1, 'Lks'), ('lks_pct', 1, 'Aandeel (oud)'),
    ('lks_pct', 2, 'Aandeel'), ('bereik', 1, 'Bereik'), ('vtt_meldingen', 1, 'Meldingen'))
    AS t (indicator_code, definitie_versie, naam);
"""
_BRIDGE = """
CREATE TABLE indicatoren.brug_indicator_feed AS FROM (VALUES
    ('GM0153', 'vtt_meldingen', 'opgave', 'vtt'), ('GM0141', 'vtt_meldingen', 'opgave', 'vtt'),
    ('GM0153', 'bijstand', 'ssd', 'uitkeringen'), ('GM0153', 'lks', 'ssd', 'uitkeringen'))
    AS t (gemeente_code, indicator_code, bron, feed);
"""


def manifest() -> dict[str, Any]:
    """dbt's manifest of these models, with the keys that are read."""
    nodes = {
        f"model.{PROJECT}.{name}": {
            "name": name,
            "compiled_code": sql,
            "package_name": PROJECT,
            "original_file_path": f"models/{name}.sql",
        }
        for name, sql in (STAGING | MODELS).items()
    }
    children: dict[str, list[str]] = {f"model.{PROJECT}.{name}": [] for name in STAGING}
    for model, staging in _READS.items():
        children[f"model.{PROJECT}.{staging}"].append(f"model.{PROJECT}.{model}")
    for source, staging in _SOURCES.items():
        children[f"source.{PROJECT}.{source}"] = [f"model.{PROJECT}.{staging}", f"test.{PROJECT}.een_op_een_{staging}"]
    return {"metadata": {"project_name": PROJECT}, "nodes": nodes, "child_map": children}


def build(home: Path, *, bridge: bool = True) -> Path:
    """Put both where a night leaves them; without `bridge`, as before there was one."""
    dbt = home / "warehouse" / "dbt"
    dbt.mkdir(parents=True)
    (dbt / "manifest.json").write_text(json.dumps(manifest()), encoding="utf-8")
    (home / "published").mkdir()
    with duckdb.connect(str(home / "published" / "marts.duckdb")) as connection:
        connection.execute(_MARTS + (_BRIDGE if bridge else ""))
    return home
