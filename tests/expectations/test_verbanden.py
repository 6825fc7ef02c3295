"""Rules across feeds: what a suite file may say, what a run leaves in the ledger, and when nothing is run again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from expectations.ledger import Ledger
from expectations.raw import write_empty_tables
from expectations.verbanden import Verband, VerbandFout, load_verbanden
from expectations.verbanden.reading import parse_suite
from expectations.verbanden.standing import STATE, Gelopen, Warehouse, run_verbanden
from orchestration.staging_sql import staging_sql
from tests.support import extracts as ex
from tests.support.verband_rows import RULES
from tests.support.warehouse import CONTRACTS, Record, records
from tests.support.warehouse import Warehouse as Loads

SUITE = """
omschrijving: Een suite om iets mee te proberen.
regels:
  - id: proef
    omschrijving: Een zin die zegt wat er niet klopt en wie er iets aan kan doen.
    ernst: waarschuwing
    dimensie: consistency
    feeds: [ssd/uitkeringen]
    sql: SELECT levering_id, rijnummer FROM nu.ssd__uitkeringen WHERE false
"""


def parsed(old: str = "", new: str = "") -> list[Verband]:
    assert old in SUITE
    return parse_suite(SUITE.replace(old, new, 1) if old else SUITE, "proef", dict(CONTRACTS))


def test_a_sound_suite_is_read_with_the_table_of_its_first_feed():
    (verband,) = parsed()
    assert (verband.controle_id, verband.suite, verband.staging) == ("verband.proef", "proef", "ssd__uitkeringen")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("ernst: waarschuwing", "ernst: fataal", "regels.0.ernst"),
        ("dimensie: consistency", "dimensie: netheid", "regels.0.dimensie"),
        ("id: proef", "id: Proef", "regels.0.id"),
        ("    ernst", "    streng: ja\n    ernst", "regels.0.streng"),
        ("Een zin die zegt wat er niet klopt en wie er iets aan kan doen.", "Fout.", "regels.0.omschrijving"),
        ("[ssd/uitkeringen]", "[ssd/bijstand]", "ssd/bijstand is geen feed met een contract"),
        ("[ssd/uitkeringen]", "[vis2/opvang]", "vis2/opvang heeft meer tabellen; zeg met tabel welke"),
        ("feeds:", "tabel: opvang\n    feeds:", "opvang is geen tabel van ssd/uitkeringen"),
        ("feeds:", "toegestaan_aandeel: 1\n    feeds:", "regels.0.toegestaan_aandeel"),
        ("SELECT levering_id, rijnummer", "SELECT rijnummer", "de query kiest levering_id en rijnummer"),
        ("WHERE false", "WHERE regeling = '{batch}'", "accolades"),
        (
            "WHERE false",
            "JOIN nu.gidso__maatregelen USING (persoon_id)",
            "gidso__maatregelen is geen tabel van een van",
        ),
        ("WHERE false", "JOIN staging.stg_ssd__voorzieningen USING (persoon_id)", "een regel leest nu.<bron>__<tabel>"),
        ("[ssd/uitkeringen]", "[ssd/uitkeringen, cimot/trajecten]", "de query leest niets van cimot/trajecten"),
        ("regels:\n", "regels: [\n", "geen geldige YAML"),
    ],
)
def test_a_fault_in_a_suite_is_a_sentence(old: str, new: str, told: str):
    with pytest.raises(VerbandFout, match=told.replace("[", r"\[")):
        parsed(old, new)


def test_all_faults_of_all_suites_come_at_once(tmp_path: Path):
    (tmp_path / "een.yml").write_text(SUITE.replace("ssd/uitkeringen", "ssd/niets"), encoding="utf-8")
    (tmp_path / "twee.yml").write_text(SUITE.replace("fataal", "x").replace("consistency", "y"), encoding="utf-8")
    with pytest.raises(VerbandFout) as fault:
        load_verbanden(tmp_path)
    assert {told.partition(",")[0] for told in fault.value.faults} == {"een.yml", "twee.yml"}


def test_an_id_is_given_once_over_all_suites(tmp_path: Path):
    for name in ("een", "twee"):
        (tmp_path / f"{name}.yml").write_text(SUITE, encoding="utf-8")
    with pytest.raises(VerbandFout, match="proef staat er twee keer"):
        load_verbanden(tmp_path)


# --- running over deliveries -----------------------------------------------------------------------------------------

NAMES = {"uitkeringen": "GM0153_uitkeringen_20241231_01.csv", "voorzieningen": "GM0153_voorzieningen_20241231_01.csv"}
CHOSEN = ("uitkering_na_overlijden", "zorg_na_overlijden", "geboortejaar_uitkering_en_zorg", "bijstand_tegen_bevolking")
_NIGHTS = {f"nacht-{n}": datetime(2025, 2, 9 + n, 1, 0, tzinfo=UTC) for n in (1, 2)}
PLANTED = 30
"""So many persons died and still receive: more than are kept as examples."""


def chosen(*ids: str) -> list[Verband]:
    return sorted((RULES[name] for name in ids or CHOSEN), key=lambda verband: verband.suite)


def deliver(loads: Loads, *, nr: int = 1, ended: str = "") -> None:
    """Thirty persons of whom Gidso says that they died in May, and who have an uitkering until `ended`."""
    uitkeringen = [ex.ssd_row("uitkeringen", n, GEBOORTEDATUM="05-06-1950", DATUM_EINDE=ended) for n in range(PLANTED)]
    zorg = [
        ex.gidso_row("voorzieningen", n, geboortedatum="1950-06-05", wet="WMO", productcategorie="01", hulpvorm="",
                     einddatum="2024-05-10", reden_einde="02")
        for n in range(PLANTED)
    ]  # fmt: skip
    loads.deliver("ssd", f"GM0153_uitkeringen_20241231_{nr:02d}.csv", ex.ssd(uitkeringen))
    if nr == 1:
        loads.deliver("gidso", NAMES["voorzieningen"], ex.gidso(zorg))
        loads.store_harvest("NL01_bevolking_20240601_01.jsonl", ex.harvest([ex.observation(value="100")]))
    loads.load("ssd/uitkeringen", "gidso/voorzieningen", "cbs/bevolking")


def run(
    loads: Loads,
    verbanden: list[Verband],
    *,
    staging: Callable[[], dict[str, str]] = staging_sql,
    staging_print: str = "as it is",
    run_id: str = "nacht-1",
) -> Gelopen:
    warehouse = Warehouse(
        loads.state, loads.home / "raw", loads.home / "verslagen", tuple(CONTRACTS.values()), staging, staging_print
    )
    with Ledger(loads.state) as ledger:
        gelopen = run_verbanden(warehouse, ledger, verbanden, run_id, lambda: _NIGHTS[run_id])
        ledger.export()
    loads._tables.clear()
    return gelopen


def results(loads: Loads) -> dict[str, Record]:
    found = [check for check in loads.controles() if check["object"] == "verband"]
    assert len({check["controle_id"] for check in found}) == len(found)
    return {check["regel"]: check for check in found}


@pytest.fixture(scope="module")
def ran(shared_warehouse: Loads) -> Iterator[Loads]:
    deliver(shared_warehouse)
    gelopen = run(shared_warehouse, chosen())
    assert gelopen == Gelopen(["bevolking", "perioden", "personen"])
    yield shared_warehouse


def test_a_rule_that_is_broken_leaves_a_warning_that_belongs_to_no_delivery(ran: Loads):
    check = results(ran)["uitkering_na_overlijden"]
    assert (check["controle_id"], check["levering_id"], check["ernst"]) == (
        "verband.uitkering_na_overlijden", None, "waarschuwing",
    )  # fmt: skip
    assert (check["bron"], check["feed"], check["run_id"]) == ("ssd", "uitkeringen", "nacht-1")
    assert (check["geslaagd"], check["aantal"], check["aantal_fout"]) == (False, PLANTED, PLANTED)
    assert check["reden"].endswith(f"Het gaat om {PLANTED} rijen (GM0153 {PLANTED}).")


def test_a_rule_about_totals_names_both(ran: Loads):
    told = results(ran)["bijstand_tegen_bevolking"]["reden"]
    assert told.endswith("Het gaat om 1 rij (NL01 1). Gevonden: GM0153 2024: 30 uitkeringen en 100 inwoners.")


def test_a_rule_that_holds_says_how_many_rows_it_looked_at(ran: Loads):
    check = results(ran)["geboortejaar_uitkering_en_zorg"]
    assert (check["geslaagd"], check["aantal"], check["aantal_fout"], check["reden"]) == (True, PLANTED, 0, None)


def test_no_more_than_twenty_rows_of_a_delivery_are_kept_as_examples(ran: Loads):
    kept = records(
        f"SELECT * FROM '{ran.state}/voorbeeld.parquet' WHERE controle_id = 'verband.uitkering_na_overlijden'"
    )
    assert [one["rijnummer"] for one in kept] == list(range(2, 22))
    assert {(one["object"], one["run_id"]) for one in kept} == {("uitkeringen", "nacht-1")}
    assert {one["levering_id"] for one in kept} == {ran.levering(NAMES["uitkeringen"])["levering_id"]}


def test_nothing_is_rejected_by_it(ran: Loads):
    assert {levering["status"] for levering in ran.leveringen()} == {"geladen"}


def test_no_number_of_a_person_or_household_is_in_what_a_suite_leaves(ran: Loads):
    persons = {one["persoon_id"] for one in ran.raw("ssd", "uitkeringen")}
    households = {one["huishouden_id"] for one in ran.raw("ssd", "uitkeringen")}
    assert len(persons) == PLANTED
    left = [path.read_text() for path in (ran.home / "verslagen").glob("verband.*.json")]
    left += [str(check) for check in results(ran).values()] + [
        str(records(f"SELECT * FROM '{ran.state}/voorbeeld.parquet'"))
    ]
    forbidden = persons | households | {ex.bsn(n) for n in range(PLANTED)}
    assert len(left) > 5
    assert [secret for secret in forbidden for text in left if secret in text] == []


def test_a_suite_leaves_a_report_for_the_data_docs(ran: Loads):
    names = sorted(path.name for path in (ran.home / "verslagen").glob("verband.*"))
    assert names == [
        f"verband.{suite}.alle.20250210.010000.nacht-1.verband.{suite}.json"
        for suite in ("bevolking", "perioden", "personen")
    ]


def test_nothing_runs_again_while_nothing_is_new(ran: Loads):
    before = results(ran)
    assert run(ran, chosen(), run_id="nacht-2") == Gelopen([], ["bevolking", "perioden", "personen"])
    assert results(ran) == before


def test_what_a_rule_said_last_stands(ran: Loads):
    with Ledger(ran.state) as ledger:
        standing = {result.controle_id: result.geslaagd for result in ledger.standing_verbanden()}
    assert standing == {
        "verband.uitkering_na_overlijden": False, "verband.zorg_na_overlijden": True,
        "verband.geboortejaar_uitkering_en_zorg": True, "verband.bijstand_tegen_bevolking": False,
    }  # fmt: skip


# --- when a suite runs again, and when it cannot ---------------------------------------------------------------------


def test_a_new_delivery_makes_only_the_suites_that_read_it_run_again(warehouse: Loads):
    deliver(warehouse)
    run(warehouse, chosen("uitkering_na_overlijden", "geboortejaar_maatregel_en_zorg"))
    deliver(warehouse, nr=2, ended="10-05-2024")
    again = run(warehouse, chosen("uitkering_na_overlijden", "geboortejaar_maatregel_en_zorg"), run_id="nacht-2")
    assert again == Gelopen(["perioden"], ["personen"])
    with Ledger(warehouse.state) as ledger:
        standing = {result.controle_id: result.geslaagd for result in ledger.standing_verbanden()}
    assert standing["verband.uitkering_na_overlijden"], "a corrected delivery ends the warning"


def test_a_change_of_a_rule_or_of_staging_makes_a_suite_run_again(warehouse: Loads):
    deliver(warehouse)
    (verband,) = chosen("uitkering_na_overlijden")
    run(warehouse, [verband])
    assert run(warehouse, [verband.model_copy(update={"toegestaan_aandeel": 0.1})]).gelopen == ["perioden"]
    assert run(warehouse, [verband], staging_print="another").gelopen == ["perioden"]


def test_a_suite_without_a_single_delivery_is_not_run(warehouse: Loads):
    assert run(warehouse, chosen()) == Gelopen([], ["bevolking", "perioden", "personen"])
    assert not (warehouse.state / STATE).exists()


def test_a_rule_that_cannot_run_is_told_breaks_no_feed_and_is_tried_again(warehouse: Loads):
    deliver(warehouse)
    (verband,) = chosen("uitkering_na_overlijden")
    broken = verband.model_copy(update={"id": "kapot", "sql": verband.sql.replace("rij.rijnummer", "rij.bestaat_niet")})
    told = run(warehouse, [verband, broken]).niet_uitgevoerd
    (reden,) = told
    assert reden.startswith("De regel kapot over feeds heen kon niet worden uitgevoerd (BinderException); de cijfers")
    found = results(warehouse)
    assert (found["kapot"]["ernst"], found["kapot"]["bron"], found["kapot"]["levering_id"]) == ("fataal", None, None)
    assert found["uitkering_na_overlijden"]["aantal_fout"] == PLANTED, "the other rules of the suite went on"
    assert run(warehouse, [verband, broken], run_id="nacht-2").gelopen == ["perioden"]


def test_one_broken_suite_does_not_stop_the_next(warehouse: Loads):
    deliver(warehouse)
    rules = chosen("bijstand_tegen_bevolking", "uitkering_na_overlijden")
    write_empty_tables(warehouse.home / "raw", tuple(CONTRACTS.values()))
    file = next((warehouse.home / "raw" / "cbs" / "bevolking").glob("cbs*.parquet"))
    file.write_bytes(b"no parquet")
    assert len(run(warehouse, rules).niet_uitgevoerd) == 1
    found = results(warehouse)
    assert found["bijstand_tegen_bevolking"]["ernst"] == "fataal"
    assert found["uitkering_na_overlijden"]["aantal_fout"] == PLANTED


def test_an_error_before_any_suite_is_told_for_every_rule_and_stops_nothing(warehouse: Loads):
    deliver(warehouse)

    def unreadable() -> dict[str, str]:
        raise ValueError("a macro is broken near person 990000012")

    assert len(run(warehouse, chosen(), staging=unreadable).niet_uitgevoerd) == len(CHOSEN)
    assert {check["ernst"] for check in results(warehouse).values()} == {"fataal"}
    assert "990000012" not in str(results(warehouse))


def test_in_use_is_the_newest_sound_delivery_of_the_last_two_years(warehouse: Loads):
    for name in ("20221231_01", "20230630_01", "20231231_01", "20231231_02", "20241130_01", "20241231_01"):
        warehouse.deliver("ssd", f"GM0153_uitkeringen_{name}.csv", ex.ssd([ex.ssd_row("uitkeringen", int(name[-1]))]))
    warehouse.deliver("ssd", "GM0153_uitkeringen_20250131_01.csv", ex.ssd([], closing=None))
    warehouse.deliver("ssd", "GM0141_uitkeringen_20221231_01.csv", ex.ssd([ex.ssd_row("uitkeringen", 1)]))
    warehouse.load("ssd/uitkeringen")
    assert warehouse.levering("GM0153_uitkeringen_20250131_01.csv")["status"] == "afgekeurd"
    with Ledger(warehouse.state) as ledger:
        rows = ledger.in_use().to_pylist()
    assert {(row["gemeente_code"], str(row["peildatum"]), row["levering_id"].split(".")[4], row["nieuwste"]) for row in rows} == {
        ("GM0153", "2024-12-31", "01", True), ("GM0153", "2023-12-31", "02", False), ("GM0141", "2022-12-31", "01", True),
    }  # fmt: skip
