"""The connector on real recordings of CBS, and the municipalities' seed against them."""

import csv
import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow.compute as pc
import pytest

from sources.cbs.harvest import store_harvest
from sources.cbs.odata import Tabel
from sources.cbs.reader import read_harvest
from sources.cbs.recorded_service import RecordedService

pytestmark = pytest.mark.real_data

NACHT = datetime(2026, 7, 20, 2, 0, tzinfo=UTC)
SEED = Path(__file__).parents[3] / "dbt_project" / "seeds" / "dim_gemeente.csv"
INWONERS = [158986, 159640, 159732, 160640, 161235, 161738, 162317, 162683]
KOLOMMEN = {"Measure": "measure", "ValueAttribute": "value_attribute", "Value": "value", "Perioden": "periode"}
BEVOLKING = Tabel(
    "bevolking",
    "03759ned",
    "Geslacht eq 'T001038' and Leeftijd eq '10000' and BurgerlijkeStaat eq 'T001019' and (startswith(RegioS,'NL') "
    "or startswith(RegioS,'PV') or startswith(RegioS,'GM')) and Perioden ge '2019JJ00'",
    KOLOMMEN | {"RegioS": "regio"},
)


@pytest.fixture(scope="module")
def opname(real_data_dir: Path) -> Iterator[RecordedService]:
    with RecordedService(real_data_dir / "cbs-odata-v4", paginagrootte=1000) as dienst:
        yield dienst


@pytest.fixture(scope="module")
def bevolking(opname, tmp_path_factory):
    """The whole recording, harvested in fourteen pages, stored and read back."""
    opname.verzoeken.clear()
    pad = store_harvest(BEVOLKING, opname.base_url, tmp_path_factory.mktemp("oogst"), [], NACHT)
    assert pad
    assert pad.name == "NL01_bevolking_20260623_01.jsonl"
    return read_harvest(pad)


def test_all_recorded_observations_come_in_through_real_paging(opname, bevolking, real_data_dir):
    metadata, tabel = bevolking
    assert metadata["aantal"] == tabel.num_rows == 13_568
    assert sum("/Observations" in pad for pad in opname.verzoeken) == 14
    wire = json.loads(
        (real_data_dir / "cbs-odata-v4" / "03759ned" / "observations-page-1.json").read_bytes(),
        parse_int=str,
        parse_float=str,
    )["value"]
    geoogst = tabel.select(["regio", "periode", "measure", "value", "value_attribute"]).to_pylist()
    assert geoogst == [
        {
            "regio": w["RegioS"],
            "periode": w["Perioden"],
            "measure": w["Measure"],
            "value": w["Value"],
            "value_attribute": w["ValueAttribute"],
        }
        for w in wire
    ]


def test_the_inhabitants_of_enschede_come_out_exactly(bevolking):
    _, tabel = bevolking
    keuze = tabel.filter((pc.field("regio") == "GM0153") & (pc.field("measure") == "M000352")).sort_by("periode")
    assert keuze["periode"].to_pylist() == [f"{jaar}JJ00" for jaar in range(2019, 2027)]
    assert keuze["value"].to_pylist() == [str(aantal) for aantal in INWONERS]
    assert set(keuze["status"].to_pylist()) == {"Definitief"}


def test_missing_values_stay_null_with_their_reason(bevolking):
    _, tabel = bevolking
    redenen = Counter(tabel.filter(pc.field("value").is_null())["value_attribute"].to_pylist())
    assert set(redenen) == {"Impossible"}
    assert redenen.total() == tabel["value"].null_count > 0


def test_a_national_monthly_table_keeps_the_status_of_every_period(opname, tmp_path, real_data_dir):
    werk = Tabel("arbeid", "80590ned", "Geslacht eq 'T001038' and Leeftijd eq '52052'", KOLOMMEN)
    pad = store_harvest(werk, opname.base_url, tmp_path, [], NACHT)
    assert pad
    _, tabel = read_harvest(pad)
    codes = json.loads((real_data_dir / "cbs-odata-v4" / "80590ned" / "codes-Perioden.json").read_bytes())["value"]
    paren = set(zip(tabel["periode"].to_pylist(), tabel["status"].to_pylist(), strict=True))
    assert tabel.num_rows == 5586
    assert paren == {(code["Identifier"], code["Status"]) for code in codes}


@pytest.mark.parametrize("nummer", ["85554NED", "85615NED"])
def test_a_recorded_table_without_observations_is_an_empty_harvest(opname, tmp_path, nummer):
    pad = store_harvest(Tabel("leeg", nummer, "", KOLOMMEN), opname.base_url, tmp_path, [], NACHT)
    assert pad
    metadata, tabel = read_harvest(pad)
    assert metadata["aantal"] == tabel.num_rows == 0


def gemeenten() -> list[dict[str, str]]:
    with SEED.open(encoding="utf-8", newline="") as bestand:
        return list(csv.DictReader(bestand))


def bestond(gemeente: dict[str, str], dag: str) -> bool:
    """einddatum is CBS's "opgeheven per": the first day on which the municipality no longer existed."""
    return gemeente["begindatum"] <= dag and (not gemeente["einddatum"] or dag < gemeente["einddatum"])


def datum(patroon: str, tekst: str) -> str:
    treffer = re.search(patroon.replace("DATUM", r"(\d\d)-(\d\d)-(\d{4})"), tekst)
    return f"{treffer[3]}-{treffer[2]}-{treffer[1]}" if treffer else ""


def uit_opname(code: dict[str, Any]) -> dict[str, str]:
    """A municipality ends by "opgeheven", or by a change of name that gives it another code."""
    tekst = code["Description"]
    anders = rf"Naamswijziging per DATUM,\s+nieuwe naam: [^\r\n]*\((?!{code['Identifier']})GM\d{{4}}\)"
    return {
        "gemeente_code": code["Identifier"].strip(),
        "naam": code["Title"].strip(),
        # For Gooise Meren the two differ by a year; "ontstaan" is the day its predecessors were abolished.
        "begindatum": datum("Ontstaan per DATUM", tekst) or datum("Begindatum DATUM", tekst),
        "einddatum": datum("Opgeheven per DATUM", tekst) or datum(anders, tekst),
    }


def test_dim_gemeente_equals_what_the_recording_says(real_data_dir):
    codes = json.loads((real_data_dir / "cbs-odata-v4" / "03759ned" / "codes-RegioS.json").read_bytes())["value"]
    verwacht = [uit_opname(code) for code in codes if code["Identifier"].startswith("GM")]
    assert gemeenten() == sorted(verwacht, key=lambda gemeente: gemeente["gemeente_code"])
    assert len(verwacht) == 835


def test_there_were_342_municipalities_on_1_january_2025():
    assert sum(bestond(gemeente, "2025-01-01") for gemeente in gemeenten()) == 342


@pytest.mark.parametrize("jaar", range(2019, 2027))
def test_the_municipalities_that_existed_are_those_with_inhabitants(bevolking, jaar):
    _, tabel = bevolking
    met_inwoners = tabel.filter(
        (pc.field("periode") == f"{jaar}JJ00") & (pc.field("measure") == "M000352") & pc.field("value").is_valid()
    )["regio"].to_pylist()
    bestaand = {gemeente["gemeente_code"] for gemeente in gemeenten() if bestond(gemeente, f"{jaar}-01-01")}
    assert bestaand == {regio for regio in met_inwoners if regio.startswith("GM")}
