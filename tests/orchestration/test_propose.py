"""`dwh propose`: one message per delivery that differs, with what hangs on it and what to paste, until it is settled."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from orchestration.cli import main
from orchestration.open_differences import is_expected_now
from orchestration.reference import rows_for_code
from sources.contract import load_contracts
from sources.contract_properties import Codelijst
from sources.reading.verschil import Verschil
from tests.support import extracts as ex
from tests.support import workbooks as wb
from tests.support.built import build
from tests.support.night import ROOT
from tests.support.proposals import pasted

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.warehouse import Warehouse

COLUMNS = list(ex.ssd_row("uitkeringen"))
SSD = "ssd/uitkeringen"


def uitkeringen(renamed: dict[str, str] | None = None, extra: tuple[str, ...] = (), **changes: str) -> bytes:
    rows = [ex.ssd_row("uitkeringen", n) for n in range(1, 60)]
    rows += [ex.ssd_row("uitkeringen", n, **changes) for n in range(60, 64)]
    names = {column: (renamed or {}).get(column, column) for column in COLUMNS}
    return ex.ssd([{names[c]: value for c, value in row.items()} for row in rows], columns=[*names.values(), *extra])


def proposed(home: Path, *arguments: str) -> str:
    done = CliRunner().invoke(main, ["propose", *arguments], env={"DWH_HOME": str(home)}, catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output


NOTHING = "Geen levering wijkt af van haar contract; er is niets voor te stellen.\n"


def test_without_a_difference_it_says_that_there_is_nothing(warehouse: Warehouse):
    assert proposed(warehouse.home) == NOTHING
    warehouse.deliver("ssd", "GM0153_uitkeringen_20241231_01.csv", uitkeringen())
    warehouse.load(SSD)
    assert proposed(warehouse.home) == NOTHING


def test_a_feed_that_does_not_exist_is_a_sentence():
    done = CliRunner().invoke(main, ["propose", "ssd/x"])
    assert done.exit_code == 1
    assert done.output.startswith("Error: ssd/x is geen feed; kies uit cbs/bevolking, ")


REJECTED = """\
ssd/uitkeringen GM0153, peildatum 2024-12-31 (GM0153_uitkeringen_20241231_01.csv, afgekeurd): 3 verschillen met het contract
  - uitkeringen: de kolom DATUM_INGANG lijkt nu INGANGSDATUM te heten.
  - uitkeringen: de kolom POSTCODE lijkt nu PC_HUIS te heten.
  - uitkeringen: de kolom SOORT_WONING is nieuw.
  Cijfers die van deze verschillen afhangen: Bijstand (bijstand); Groei (bijstand_groei); Aandeel (lks_pct).
  Zolang de levering is afgekeurd staan stil: Bijstand (bijstand); Lks (lks).

  In sources/ssd/uitkeringen.yml, als de bron gelijk heeft:

    # tabel uitkeringen, veld datum_ingang, onder customProperties:
    - property: kop_per_periode
      value:
      - {kop: INGANGSDATUM, geldig_vanaf: '2024-01-01'}

    # tabel uitkeringen, veld postcode, onder customProperties:
    - property: kop_per_periode
      value:
      - {kop: PC_HUIS, geldig_vanaf: '2024-01-01'}

    # tabel uitkeringen, onder properties, na het veld bedrag_maand:
    # er blijft niets van bewaard, tot codes of een patroon zeggen wat erin mag staan
    - name: soort_woning
      physicalName: SOORT_WONING
      logicalType: string
      description: Nieuwe kolom; beschrijf wat erin staat.
      classification: persoonsgegeven
      customProperties:
      - {property: geldig_vanaf, value: '2024-01-01'}
      - property: persoonsgegeven
        value: {behandeling: verwijderen}

  Controleer het contract (dwh contracts --write) en lever het bestand opnieuw, met een hoger volgnummer.

"""


def test_a_rejected_delivery_is_one_message_until_a_sound_one_comes(warehouse: Warehouse):
    build(warehouse.home)
    renamed = {"POSTCODE": "PC_HUIS", "DATUM_INGANG": "INGANGSDATUM"}
    warehouse.deliver("ssd", "GM0153_uitkeringen_20241231_01.csv", uitkeringen(renamed, ("SOORT_WONING",)))
    warehouse.load(SSD)
    whole = proposed(warehouse.home)
    assert whole.splitlines() == REJECTED.splitlines()
    assert proposed(warehouse.home, SSD) == whole
    assert proposed(warehouse.home, "cimot/trajecten") == NOTHING
    warehouse.deliver("ssd", "GM0153_uitkeringen_20241231_02.csv", uitkeringen())
    warehouse.load(SSD)
    assert proposed(warehouse.home) == NOTHING


def test_a_later_peildatum_settles_a_rejection_but_not_a_column_that_was_left_unread(warehouse: Warehouse):
    build(warehouse.home)
    warehouse.deliver("ssd", "GM0153_uitkeringen_20240229_01.csv", uitkeringen({"POSTCODE": "PC_HUIS"}))
    warehouse.deliver("ssd", "GM0153_uitkeringen_20240331_01.csv", uitkeringen(extra=("WONING",)))
    warehouse.deliver("ssd", "GM0153_uitkeringen_20240430_01.csv", uitkeringen())
    warehouse.load(SSD)
    said = proposed(warehouse.home)
    assert said.count("met het contract") == 1
    assert "peildatum 2024-03-31" in said
    assert "opnieuw, met een hoger volgnummer" not in said


def test_a_rejected_correction_of_an_earlier_peildatum_is_open_until_something_sound_comes_after_it(
    warehouse: Warehouse,
):
    for file, day, content in (
        ("GM0153_uitkeringen_20240331_01.csv", 1, uitkeringen()),
        ("GM0153_uitkeringen_20240229_02.csv", 2, uitkeringen({"POSTCODE": "PC_HUIS"})),
    ):
        warehouse.deliver("ssd", file, content, arrived=datetime(2024, 5, day))
    warehouse.load(SSD)
    assert "peildatum 2024-02-29" in proposed(warehouse.home)
    warehouse.deliver("ssd", "GM0153_uitkeringen_20240430_01.csv", uitkeringen(), arrived=datetime(2024, 6, 1))
    warehouse.load(SSD)
    assert proposed(warehouse.home) == NOTHING


def test_what_the_contract_expects_by_now_is_said_and_only_a_rejected_delivery_must_come_again(
    warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch
):
    build(warehouse.home)
    warehouse.deliver("ssd", "GM0153_uitkeringen_20241231_01.csv", uitkeringen({"POSTCODE": "PC_HUIS"}))
    warehouse.deliver("ssd", "GM0141_uitkeringen_20241231_01.csv", uitkeringen(extra=("WONING",), REGELING="IOAU"))
    warehouse.load(SSD)
    texts = [v["voorstel"] for v in warehouse.verschillen()]
    assert len(texts) == 3
    contract = pasted(warehouse.contracts[SSD], texts)
    monkeypatch.setattr("sources.contract.load_contracts", lambda: (contract,))
    said = proposed(warehouse.home)
    assert "GM0141" not in said
    assert "de kolom POSTCODE lijkt nu PC_HUIS te heten (het contract kent dit inmiddels)." in said
    assert said.endswith("\n\n  Lever het bestand opnieuw, met een hoger volgnummer.\n\n")


def test_a_code_that_may_not_be_shown_is_told_by_its_rows(warehouse: Warehouse):
    warehouse.deliver("ssd", "GM0153_uitkeringen_20241231_01.csv", uitkeringen(REGELING="PLANTINGA"))
    warehouse.load(SSD)
    said = proposed(warehouse.home)
    assert "PLANTINGA" not in said
    assert "kijk in het bestand bij de 4 rijen in quarantaine (61, 62, 63, 64)" in said
    assert "Welke cijfers van deze verschillen afhangen is nog niet te zeggen: er is nog niets gebouwd in" in said


def test_a_code_of_a_list_is_a_row_of_its_seed_to_complete(warehouse: Warehouse):
    build(warehouse.home)
    rows = [wb.opgave_row(indicator="bijstand_nieuw", jaar=year) for year in (2021, 2022, 2023)]
    rows += [wb.opgave_row(jaar=year) for year in range(1980, 2021)]
    warehouse.deliver("opgave", "GM0153_vtt_20241231_01.xlsx", wb.opgave(rows))
    warehouse.load("opgave/vtt")
    said = proposed(warehouse.home)
    assert "Cijfers die van deze verschillen afhangen: Meldingen (vtt_meldingen)." in said
    assert "In dbt_project/seeds/indicatoren/indicator.csv, aangevuld, als de bron gelijk heeft:" in said
    assert "Of in dbt_project/seeds/indicatoren/opgavepost.csv, aangevuld, als de bron gelijk heeft:" in said
    assert "\n    bijstand_nieuw,,,\n" in said


@pytest.mark.parametrize("lijst", Codelijst)
def test_a_row_for_a_list_has_the_code_in_its_column_and_room_for_all_others(lijst: Codelijst):
    for place, text in rows_for_code(lijst, "nieuw"):
        header, row = text.removeprefix("# ").splitlines()
        with (ROOT / place).open(encoding="utf-8", newline="") as file:
            assert next(csv.reader(file)) == header.split(",")
        assert len(row.split(",")) == len(header.split(","))
        assert row.count("nieuw") == 1


def test_a_code_that_was_added_to_its_list_is_expected_now():
    contract = next(c for c in load_contracts() if c.sleutel == "opgave/vtt")
    found = Verschil("opgave", "code_nieuw", "Indicator", "vtt_meldingen")
    assert is_expected_now(contract, found, date(2024, 12, 31))
    assert not is_expected_now(contract, replace(found, gevonden="vtt_anders"), date(2024, 12, 31))
    assert not is_expected_now(contract, replace(found, gevonden=None), date(2024, 12, 31))


def test_a_sheet_that_nobody_knows_is_told_by_its_name_or_without(warehouse: Warehouse):
    build(warehouse.home)
    sheets = {
        "Beschermd wonen": wb.vis2_sheet(wb.KOP_BW, [wb.bw_row(1)]),
        "Maatschappelijke opvang": wb.vis2_sheet(wb.KOP_MO, []),
        "Blad3": [["x"]],
        "Jannigje Testpersoon": [["x"]],
    }
    warehouse.deliver("vis2", "GM0153_opvang_20231231_01.xlsx", wb.workbook(sheets))
    warehouse.load("vis2/opvang")
    said = proposed(warehouse.home)
    assert "  - nieuw, en niet gelezen: 'Blad3'.\n" in said
    assert "  - nieuw, en niet gelezen: het 4e blad (naam niet getoond).\n" in said
    assert "als de bron gelijk heeft" not in said
