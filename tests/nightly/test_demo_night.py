"""The first night of the demo, seen from outside: what was said, what is published, and that its figures are the printed ones."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from sources.contract import load_contracts
from sources.demo.doelcijfers import Doelcijfer, lees
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
        text="bron feed gemeente_code status reden",
        moment="sinds",
        day="laatste_peildatum verwacht_voor",
        big="rijen_geladen rijen_quarantaine",
    ),
}
"""The tables of the public interface that issue 2 asks for; more columns are welcome."""

POPULATION = {
    2019: 158986,
    2020: 159640,
    2021: 159732,
    2022: 160640,
    2023: 161235,
    2024: 161738,
    2025: 162317,
    2026: 162683,
}
"""Inhabitants of Enschede on 1 January (CBS, table 03759ned)."""

NOT_PUBLISHED = {
    # Its old target group comes with the statement of GBTwente.
    ("iit_bereik_pct", 1, "totaal"),
    # What the extracts are made of; the indicator is their sum.
    ("pleegzorg_gezinshuis_kinderen", 1, "pleegzorg"),
    ("pleegzorg_gezinshuis_kinderen", 1, "gezinshuis"),
}

CONTRADICTIONS = {
    # The document prints 4.704 and 4.707 for the same figure, so one of them always differs.
    "jr24-jeugdhulp-kinderen-2023-jb": "wijkt_af",
    # The document names no year.
    "b24-iit-bereik-zonder-jaar": "niet_berekend",
}


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
    assert "10 van 10 feeds goed" in demo_night.summary
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


def test_every_printed_figure_is_the_computed_one_but_for_what_the_documents_contradict_themselves(demo_night: Night):
    rows = demo_night.ask("SELECT * FROM indicatoren.mart_aansluiting")
    assert {row["cijfer_id"]: row["aansluiting"] for row in rows if row["aansluiting"] != "sluit_aan"} == CONTRADICTIONS
    assert len(rows) == 25
    assert all(row["toelichting"] for row in rows)


def test_what_differs_says_by_how_much(demo_night: Night):
    (row,) = demo_night.ask("SELECT * FROM indicatoren.mart_aansluiting WHERE aansluiting = 'wijkt_af'")
    assert (row["gepubliceerd"], row["berekend"], row["verschil"]) == (4707, 4704, -3)


@pytest.mark.parametrize(
    ("indicator", "breakdown", "year", "printed"),
    [
        ("bijstand_uitkeringen", "totaal", 2024, "5690"),
        ("bijstand_uitkeringen", "begin_jaar", 2024, "5623"),
        ("sociale_activering_pct", "totaal", 2024, "21.79"),
        ("beschut_werk", "totaal", 2024, "136.8"),
        ("beschut_werk", "begin_jaar", 2024, "117"),
        ("iit_bereik_pct", "totaal", 2024, "63"),
        ("iit_toekenningen", "totaal", 2019, "1621"),
        ("iit_toekenningen", "totaal", 2022, "2322"),
        ("mo_verblijfsduur", "totaal", 2022, "7"),
        ("jeugdhulp_voorzieningen", "totaal", 2023, "11176"),
        ("jeugdhulp_voorzieningen", "totaal", 2024, "11571"),
        ("jeugdhulp_voorzieningen", "zwaar", 2023, "2811"),
        ("jeugdhulp_voorzieningen", "zwaar", 2024, "2767"),
        ("jeugdhulp_kinderen_uniek", "totaal", 2023, "4704"),
        ("jeugdhulp_kinderen_uniek", "totaal", 2024, "4866"),
        ("jeugdbescherming_kinderen", "totaal", 2023, "614"),
        ("jeugdbescherming_kinderen", "totaal", 2024, "607"),
        ("pleegzorg_gezinshuis_kinderen", "totaal", 2023, "443"),
        ("pleegzorg_gezinshuis_kinderen", "totaal", 2024, "433"),
    ],
)
def test_the_warehouse_answers_what_the_municipality_printed(
    demo_night: Night, indicator: str, breakdown: str, year: int, printed: str
):
    (row,) = demo_night.ask(
        "SELECT waarde FROM indicatoren.fct_indicator WHERE gemeente_code = 'GM0153' AND bekend_tot IS NULL"
        f" AND indicator_code = '{indicator}' AND uitsplitsing = '{breakdown}' AND jaar = {year}"
        " QUALIFY definitie_versie = max(definitie_versie) OVER ()"
    )
    assert as_printed(row["waarde"], Decimal(printed)) == Decimal(printed)


def as_printed(value: float, target: Decimal) -> Decimal:
    """A value with as many decimals as the target has."""
    return Decimal(repr(round(value, 9))).quantize(target.normalize() if target == target.to_integral() else target)


def key_of(target: Doelcijfer) -> tuple[str, int, str, int]:
    return target.indicator_code, target.definitie_versie, target.uitsplitsing, target.jaar


def key(row: Record) -> tuple[str, int, str, int]:
    return row["indicator_code"], row["definitie_versie"], row["uitsplitsing"], row["jaar"]


def test_every_target_of_the_demo_comes_out_for_every_year(demo_night: Night):
    """The extracts were made from these figures; the whole way through contracts, quality and dbt must give them back."""
    now = {
        key(row): row
        for row in demo_night.ask(
            "SELECT * FROM indicatoren.fct_indicator WHERE bekend_tot IS NULL AND gemeente_code = 'GM0153'"
        )
    }
    wrong = [
        (target, row and row[target.maat])
        for target in lees()
        if target.volgnummer is None and key_of(target)[:3] not in NOT_PUBLISHED
        for row in [now.get(key_of(target))]
        if row is None or as_printed(row[target.maat], target.waarde) != target.waarde
    ]
    assert wrong == []


def test_no_figure_is_published_that_the_demo_has_no_target_for(demo_night: Night):
    published = {key(row) for row in demo_night.ask("SELECT * FROM indicatoren.fct_indicator")}
    beside = {code[:3] for code in published - {key_of(target) for target in lees()}}
    assert beside == {("wmo_voorziening_per_1000", 1, "totaal")}, (
        "which follows from the three kinds, that have targets"
    )


def corrected_targets() -> list[Doelcijfer]:
    return [target for target in lees() if target.volgnummer is not None]


def test_a_correction_leaves_what_was_known_before_it(demo_night: Night):
    """4.707 was counted from the first delivery of 2023, 4.704 from its correction; each was known from its own arrival on."""
    assert any(target.waarde == 4707 for target in corrected_targets())
    arrivals = demo_night.ask(
        "SELECT ontvangen_op FROM kwaliteit.fct_levering WHERE bron = 'gidso' AND feed = 'voorzieningen' AND peildatum = DATE '2023-12-31'"
        " ORDER BY volgnummer"
    )
    first, second = (row["ontvangen_op"] for row in arrivals)
    assert known_children_of_2023(demo_night, first) == [4707]
    assert known_children_of_2023(demo_night, before(first)) == []
    assert known_children_of_2023(demo_night, before(second)) == [4707]
    assert known_children_of_2023(demo_night, second) == [4704]
    assert known_children_of_2023(demo_night, datetime(2100, 1, 1)) == [4704]


def before(moment: datetime) -> datetime:
    return datetime.fromtimestamp(moment.timestamp() - 1)  # noqa: DTZ006 - naive in, naive out


def known_children_of_2023(night: Night, moment: datetime) -> list[float]:
    found = night.ask(
        "SELECT waarde FROM indicatoren.fct_indicator WHERE indicator_code = 'jeugdhulp_kinderen_uniek' AND jaar = 2023"
        f" AND bekend_vanaf <= TIMESTAMP '{moment}' AND (bekend_tot IS NULL OR bekend_tot > TIMESTAMP '{moment}')"
    )
    return [row["waarde"] for row in found]


def test_what_was_known_follows_without_a_gap_or_an_overlap(demo_night: Night):
    query = """
        SELECT *, lead(bekend_vanaf) OVER (PARTITION BY gemeente_code, indicator_code, definitie_versie, uitsplitsing, jaar ORDER BY bekend_vanaf) AS volgende
        FROM indicatoren.fct_indicator
        QUALIFY bekend_tot IS DISTINCT FROM volgende OR bekend_tot <= bekend_vanaf
    """
    assert demo_night.ask(query) == []


def test_every_figure_of_the_demo_is_marked_synthetic(demo_night: Night):
    assert demo_night.ask("SELECT DISTINCT synthetisch FROM indicatoren.fct_indicator") == [{"synthetisch": True}]
    assert demo_night.ask(
        "SELECT DISTINCT synthetisch FROM indicatoren.mart_aansluiting WHERE berekend IS NOT NULL"
    ) == [{"synthetisch": True}]


def test_a_year_is_definitief_when_a_later_one_was_delivered(demo_night: Night):
    query = "SELECT jaar, list(DISTINCT status ORDER BY status) AS statussen FROM indicatoren.fct_indicator WHERE bekend_tot IS NULL AND bron_is_eigen GROUP BY jaar"
    own = "(SELECT *, indicator_code NOT IN ('iit_bereik_pct', 'garantverzorgd_bereik_pct') AS bron_is_eigen FROM indicatoren.fct_indicator)"
    found = {
        row["jaar"]: row["statussen"] for row in demo_night.ask(query.replace("indicatoren.fct_indicator", own, 1))
    }
    assert found == {year: ["definitief"] for year in range(2019, 2024)} | {2024: ["voorlopig"]}


def test_the_population_of_enschede_comes_out_exactly(demo_night: Night):
    rows = demo_night.ask(
        "SELECT jaar, waarde, synthetisch FROM indicatoren.fct_component WHERE component_code = 'cbs_inwoners' AND gemeente_code = 'GM0153'"
        " AND bekend_tot IS NULL"
    )
    assert {row["jaar"]: row["waarde"] for row in rows} == POPULATION
    assert not any(row["synthetisch"] for row in rows), "CBS is real, also in the demo"


def test_every_figure_can_be_followed_to_its_deliveries(demo_night: Night):
    lost = demo_night.ask(
        "SELECT * FROM indicatoren.fct_component AS c WHERE NOT EXISTS (SELECT 1 FROM kwaliteit.fct_levering AS l WHERE l.levering_id = c.levering_id"
        " OR l.levering_id = c.tweede_levering_id)"
    )
    assert lost == []


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


def test_the_whole_night_costs_less_than_the_promised_time(demo_night: Night):
    """Measured in seconds of processor, which other work on the machine does not change."""
    assert demo_night.processor_seconds < 90
