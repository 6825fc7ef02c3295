"""The first night of the demo, seen from outside: what was said, what is published, and that nothing of it is lost or left half done."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import duckdb
import pytest

from sources.contract import load_contracts
from tests.support.night import Night, Record

TEXT, INT, BIG, REAL, DAY, MOMENT, BOOL = "VARCHAR", "INTEGER", "BIGINT", "DOUBLE", "DATE", "TIMESTAMP", "BOOLEAN"


def columns(**types: str) -> dict[str, str]:
    """Columns by type, as the interface lists them: each argument is a type and the names that have it."""
    by_name = {"text": TEXT, "int": INT, "big": BIG, "real": REAL, "day": DAY, "moment": MOMENT, "bool": BOOL}
    return {column: by_name[kind.rstrip("_")] for kind, names in types.items() for column in names.split()}


INTERFACE = {
    "indicatoren.dim_indicator": columns(
        text="indicator_code naam omschrijving teller noemer eenheid richting kader doel_code bronnen breuk",
        int_="definitie_versie decimalen geldig_van_jaar geldig_tot_jaar",
    ),
    "indicatoren.fct_indicator": columns(
        text="gemeente_code indicator_code uitsplitsing eenheid status kanttekening",
        int_="definitie_versie jaar",
        day="peildatum",
        real="teller noemer waarde",
        bool_="synthetisch",
        moment="bekend_vanaf bekend_tot",
    ),
    "indicatoren.dim_doel": columns(text="doel_code bovenliggend_doel_code niveau naam kader gemeente_code"),
    "indicatoren.fct_streefwaarde": columns(
        text="gemeente_code indicator_code uitsplitsing document_code toelichting", int_="jaar", real="streefwaarde"
    ),
    "indicatoren.fct_actie": columns(
        text="gemeente_code document_code doel_code nummer actie moment status toelichting"
    ),
    "indicatoren.mart_indicatorscore": columns(
        text="gemeente_code indicator_code uitsplitsing document_code oordeel status",
        int_="jaar definitie_versie",
        real="realisatie streefwaarde afwijking realisatie_vorig_jaar",
        bool_="breuk synthetisch",
    ),
    "indicatoren.mart_aansluiting": columns(
        text="document_code gemeente_code indicator_code uitsplitsing aansluiting toelichting",
        int_="jaar",
        real="gepubliceerd berekend verschil tolerantie",
    ),
    "indicatoren.dim_gemeente": columns(text="gemeente_code naam"),
    "kwaliteit.fct_levering": columns(
        text="levering_id bron feed gemeente_code bestandsnaam sha256 status reden run_id",
        int_="volgnummer",
        day="peildatum",
        moment="ontvangen_op",
        big="rijen_gelezen rijen_geladen rijen_quarantaine",
    ),
    "kwaliteit.fct_controle": columns(
        text="run_id controle_id levering_id bron feed kolom regel ernst",
        bool_="geslaagd",
        big="aantal aantal_fout",
        moment="uitgevoerd_op",
    ),
    "kwaliteit.quarantaine": columns(text="levering_id controle_id kolom reden", big="rijnummer"),
    "kwaliteit.mart_bronstatus": columns(
        text="bron feed gemeente_code status reden advies",
        moment="sinds",
        day="laatste_peildatum verwacht_voor",
        big="rijen_geladen rijen_quarantaine waarschuwingen",
    ),
    "kwaliteit.dim_feed": columns(
        text="bron feed naam eigenaar contact doel contract contract_versie frequentie opvolger",
        int_="uiterlijk_dagen",
        day="peildatum_vanaf peildatum_tot_en_met",
    ),
    "kwaliteit.dim_regel": columns(text="controle_id bron object feed kolom regel ernst omschrijving"),
    "kwaliteit.fct_verschil": columns(
        text="levering_id bron feed gemeente_code bestandsnaam object soort kolom gevonden verwacht voorstel"
    ),
    "kwaliteit.fct_profiel": columns(
        text="levering_id bron feed gemeente_code object maat kolom sleutel", day="peildatum", real="waarde"
    ),
    "kwaliteit.fct_aanvaarding": columns(text="levering_id reden", moment="aanvaard_op"),
    "kwaliteit.brug_verband_feed": columns(text="controle_id bron feed"),
    "kwaliteit.fct_verbandvoorbeeld": columns(
        text="controle_id levering_id bron feed gemeente_code bestandsnaam object", big="rijnummer"
    ),
    "kwaliteit.mart_quarantaine": columns(
        text="bron feed gemeente_code levering_id bestandsnaam levering_status object controle_id kolom regel verwachting rijnummers",
        day="peildatum",
        big="aantal",
        moment="sinds",
    ),
    "kwaliteit.mart_waarschuwing": columns(
        text="bron feed gemeente_code controle_id regel levering_id bestandsnaam reden aanvaard_reden", bool_="aanvaard"
    ),
    "indicatoren.brug_indicator_feed": columns(text="gemeente_code indicator_code bron feed"),
}
"""The tables of the public interface that are there; more columns are welcome."""


@pytest.fixture(scope="module")
def manifest(demo_night: Night) -> Record:
    found: Record = json.loads((demo_night.home / "published" / "manifest.json").read_text(encoding="utf-8"))
    return found


def test_a_night_without_trouble_ends_with_status_0(demo_night: Night):
    assert demo_night.status == 0, demo_night.said


def test_progress_is_shown_per_feed_and_the_end_is_a_summary(demo_night: Night):
    lines = demo_night.said.strip().splitlines()
    for contract in load_contracts():
        assert any(line[9:].startswith(contract.sleutel) and "geladen" in line for line in lines), contract.sleutel
    assert "demo" in lines[0]
    assert "rijen geladen, 0 in quarantaine" in demo_night.summary
    assert "50 van 50 feeds goed" in demo_night.summary
    assert lines[-1].endswith("Status 0.")


def test_nothing_but_progress_and_summary_is_printed(demo_night: Night):
    for noise in ("Traceback", "Warning", "leaked", "DEBUG", "dagster", "START sql"):
        assert noise not in demo_night.said


@pytest.mark.parametrize("table", INTERFACE)
def test_a_published_table_has_the_columns_and_types_of_the_interface(demo_night: Night, table: str):
    schema, name = table.split(".")
    query = f"SELECT column_name, data_type FROM information_schema.columns WHERE table_schema = '{schema}' AND table_name = '{name}'"
    found = {row["column_name"]: row["data_type"] for row in demo_night.ask(query)}
    assert {column: found.get(column) for column in INTERFACE[table]} == INTERFACE[table]


def test_every_table_and_column_says_what_it_is(demo_night: Night):
    silent = demo_night.ask(
        "SELECT schema_name, table_name, column_name FROM duckdb_columns() WHERE NOT internal AND schema_name <> 'publicatie' AND comment IS NULL "
        "UNION ALL SELECT schema_name, table_name, NULL FROM duckdb_tables() WHERE comment IS NULL"
    )
    assert silent == []


def test_what_was_read_is_loaded_or_in_quarantine(demo_night: Night):
    rows = demo_night.ask("SELECT * FROM kwaliteit.fct_levering")
    assert [row for row in rows if row["rijen_gelezen"] != row["rijen_geladen"] + row["rijen_quarantaine"]] == []
    assert min(row["rijen_gelezen"] for row in rows) > 0
    assert demo_night.ask("SELECT count(*) AS n FROM kwaliteit.quarantaine") == [{"n": 0}], "the demo is clean"


def test_the_corrected_delivery_is_vervangen_and_stays_known(demo_night: Night):
    replaced = demo_night.ask("SELECT bestandsnaam FROM kwaliteit.fct_levering WHERE status = 'vervangen'")
    assert replaced == [{"bestandsnaam": "GM0153_voorzieningen_20231231_01.csv"}]
    assert demo_night.ask("SELECT DISTINCT status FROM kwaliteit.fct_levering WHERE status <> 'vervangen'") == [
        {"status": "geladen"}
    ]


def test_every_feed_is_goed(demo_night: Night):
    rows = demo_night.ask("SELECT bron, feed, status FROM kwaliteit.mart_bronstatus")
    assert {(row["bron"], row["feed"]): row["status"] for row in rows} == {
        (c.bron, c.feed): "goed" for c in load_contracts()
    }


def test_every_rule_of_every_contract_was_judged(demo_night: Night):
    judged = {
        (row["bron"], row["feed"]) for row in demo_night.ask("SELECT DISTINCT bron, feed FROM kwaliteit.fct_controle")
    }
    assert judged == {(c.bron, c.feed) for c in load_contracts()}
    assert (
        demo_night.ask("SELECT controle_id FROM kwaliteit.fct_controle WHERE NOT geslaagd AND ernst <> 'waarschuwing'")
        == []
    )


def test_the_manifest_lists_every_delivery_with_the_hash_of_its_file(demo_night: Night, manifest: Record):
    folders = (demo_night.home / "landing", demo_night.home / "oogst")
    lying = {
        path.name: path
        for folder in folders
        for path in folder.rglob("*")
        if path.is_file() and path.suffix != ".sha256" and path.name[0] != "."
    }
    listed = {delivery["bestandsnaam"]: delivery["sha256"] for delivery in manifest["leveringen"]}
    assert listed == {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in lying.items()}


def test_the_manifest_counts_the_rows_that_are_there(demo_night: Night, manifest: Record):
    assert set(manifest["tabellen"]) >= set(INTERFACE)
    for table, rows in manifest["tabellen"].items():
        assert demo_night.ask(f"SELECT count(*) AS n FROM {table}") == [{"n": rows}], table


def test_the_manifest_says_which_run_made_it_and_that_it_is_made_up(demo_night: Night, manifest: Record):
    assert demo_night.ask("SELECT DISTINCT run_id FROM kwaliteit.fct_levering") == [{"run_id": manifest["run_id"]}]
    assert set(manifest["domeinen"].values()) == {manifest["run_id"]}
    assert (manifest["demo"], manifest["synthetisch"], manifest["vandaag"]) == (True, True, "2025-02-10")


def test_the_parquet_files_hold_what_the_database_holds(demo_night: Night, manifest: Record):
    published = demo_night.home / "published"
    with duckdb.connect() as connection:
        connection.execute(f"ATTACH '{published / 'marts.duckdb'}' AS marts (READ_ONLY)")
        for table in manifest["tabellen"]:
            parquet = f"'{published / 'parquet' / (table.replace('.', '/') + '.parquet')}'"
            assert (
                connection.execute(f"SELECT * FROM marts.{table} EXCEPT ALL SELECT * FROM {parquet}").fetchall() == []
            ), table
            assert (
                connection.execute(f"SELECT * FROM {parquet} EXCEPT ALL SELECT * FROM marts.{table}").fetchall() == []
            ), table
            types = "SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM {})"
            assert (
                connection.execute(types.format(parquet)).fetchall()
                == connection.execute(types.format(f"marts.{table}")).fetchall()
            )


def test_every_published_file_is_read_only(demo_night: Night):
    files = [path for path in (demo_night.home / "published").resolve().rglob("*") if path.is_file()]
    assert {path.name for path in files} >= {"marts.duckdb", "manifest.json", "index.html", "fct_indicator.parquet"}
    assert [path for path in files if path.stat().st_mode & 0o222] == []


def test_the_data_docs_have_a_page_per_feed_of_the_newest_delivery(demo_night: Night):
    docs = demo_night.home / "published" / "datadocs"
    pages = [str(path.relative_to(docs)) for path in docs.rglob("*.html")]
    assert "index.html" in pages
    for contract in load_contracts():
        for table in contract.tabellen:
            assert any("validations" in page and f"{contract.bron}" in page and table.naam in page for page in pages), (
                table.naam
            )


def test_nothing_is_left_half_done(demo_night: Night):
    home = demo_night.home
    assert [
        str(path.relative_to(home)) for path in home.rglob("*") if path.name.endswith((".part", ".tmp", ".wal"))
    ] == []
    assert [path.name for path in (home / "publications").iterdir()] == [(home / "published").resolve().name]


def test_the_published_set_moves_along_with_its_home(demo_night: Night):
    """The link is relative, so that a home can be copied, moved or mounted elsewhere."""
    assert not Path((demo_night.home / "published").readlink()).is_absolute()
