"""What the contracts say, as tables beside the ledger: dbt reads from them when a feed is due and what a rule asks."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from expectations.verbanden import load_verbanden
from orchestration.contract_facts import verband_rows, write_contract_facts
from sources.contract import load_contracts

CONTRACTS = load_contracts()


@pytest.fixture(scope="module")
def state(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("state")
    write_contract_facts(folder, CONTRACTS, load_verbanden())
    return folder


def rows(state: Path, table: str, where: str = "true") -> list[dict[str, Any]]:
    with duckdb.connect() as con:
        cursor = con.execute(f"SELECT * FROM '{state / table}.parquet' WHERE {where}")
        names = [column[0] for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def test_every_feed_has_its_row(state: Path):
    assert [f"{row['bron']}/{row['feed']}" for row in rows(state, "feed")] == [c.sleutel for c in CONTRACTS]


def test_a_feed_says_when_it_is_due_whom_to_call_and_who_succeeds_it(state: Path):
    (vis2,) = rows(state, "feed", "bron = 'vis2'")
    assert vis2 == {
        "bron": "vis2",
        "feed": "opvang",
        "naam": "Beschermd wonen en maatschappelijke opvang uit VIS2",
        "eigenaar": "Centrumgemeente, beheer opvangregistratie",
        "contact": "beheer opvangregistratie (opvangregistratie@gemeente.example)",
        "doel": "Clienten beschermd wonen en verblijfsduur maatschappelijke opvang.",
        "contract": "sources/vis2/opvang.yml",
        "contract_versie": "1.0.0",
        "frequentie": "jaar",
        "uiterlijk_dagen": 60,
        "alleen_periode_einde": False,
        "publicatie_van": None,
        "publicatie_tot_en_met": None,
        "peildatum_vanaf": None,
        "peildatum_tot_en_met": date(2023, 12, 31),
        "opvolger": "cimot/trajecten",
    }
    (bevolking,) = rows(state, "feed", "bron = 'cbs' AND feed = 'bevolking'")
    assert (bevolking["publicatie_van"], bevolking["publicatie_tot_en_met"]) == ("05-01", "08-31")


def test_every_rule_stands_there_once_with_a_sentence(state: Path):
    found = rows(state, "regel")
    assert len({row["controle_id"] for row in found}) == len(found) > 500
    assert [row for row in found if not row["omschrijving"].endswith((".", ")"))] == []
    assert {row["ernst"] for row in found} == {"fataal", "fout", "waarschuwing"}


def test_a_rule_of_a_family_belongs_to_no_one_of_its_feeds(state: Path):
    (typed,) = rows(state, "regel", "controle_id = 'opgave.opgave.waarde.getypt'")
    assert (typed["feed"], typed["object"], typed["kolom"]) == (None, "opgave", "Waarde")
    (proof,) = rows(state, "regel", "controle_id = 'ssd.uitkeringen.bsn.elfproef'")
    assert (proof["feed"], proof["kolom"], proof["ernst"]) == ("uitkeringen", "BSN", "fout")


def test_a_sentence_says_nothing_of_one_delivery(state: Path):
    announced = rows(state, "regel", "regel = 'controletotaal'")
    assert {row["omschrijving"] for row in announced} == {"Het bestand bevat evenveel records als het zelf aankondigt."}
    assert {row["bron"] for row in announced} == {"ssd", "cimot", "vis2", "cbs"}, "the others announce nothing"
    (share,) = rows(state, "regel", "controle_id = 'ssd.uitkeringen.tabel.aandeel_quarantaine'")
    assert share["omschrijving"] == "Niet meer dan 5% van de rijen is onjuist."


def test_the_rules_of_a_delivery_are_those_that_its_checks_name(state: Path, demo_night: Any):
    """Also of what a file announces, of the harvest and of the comparison with earlier deliveries."""
    known = {row["controle_id"] for row in rows(state, "regel")}
    judged = demo_night.ask("SELECT DISTINCT controle_id FROM kwaliteit.fct_controle WHERE object <> 'verband'")
    assert {row["controle_id"] for row in judged} <= known


def test_a_rule_across_feeds_has_a_row_for_each_of_them_in_its_own_order(state: Path):
    for verband in load_verbanden():
        mine = [row for row in rows(state, "verband") if row["controle_id"] == f"verband.{verband.id}"]
        assert mine == list(verband_rows(verband))
        assert tuple(f"{row['bron']}/{row['feed']}" for row in mine) == verband.feeds
        assert [row["volgnummer"] for row in mine] == list(range(1, len(mine) + 1))
        said = {(row["object"], row["regel"], row["ernst"], row["omschrijving"]) for row in mine}
        assert said == {("verband", verband.id, "waarschuwing", verband.omschrijving)}


def test_without_rules_across_feeds_there_is_a_table_without_rows(tmp_path: Path):
    write_contract_facts(tmp_path, CONTRACTS[:1], [])
    assert rows(tmp_path, "verband") == []


def test_the_tables_are_replaced_as_one(tmp_path: Path):
    write_contract_facts(tmp_path, CONTRACTS, [])
    write_contract_facts(tmp_path, CONTRACTS[:1], [])
    assert len(rows(tmp_path, "feed")) == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["feed.parquet", "regel.parquet", "verband.parquet"]
