"""Regions and groups of municipalities: those of CBS, unchanged, and an assumption where the documents are silent."""

import csv
import json
from collections import Counter
from pathlib import Path

import pytest

from tests.dbt_project.seeds import kolom, seed

ENSCHEDE = "GM0153"
# Kind of region -> its two columns in the table of CBS.
KOLOMMEN = {
    "provincie": ("Code_26", "Naam_27"),
    "ggd_regio": ("Code_14", "Naam_15"),
    "jeugdregio": ("Code_16", "Naam_17"),
    "veilig_thuis_regio": ("Code_44", "Naam_45"),
}


@pytest.fixture(scope="module")
def inwoners(real_data_dir: Path) -> dict[str, int]:
    """Inhabitants per municipality on 1 January 2021, in the recording of CBS's population."""
    opname = real_data_dir / "cbs-odata-v4" / "03759ned" / "observations-page-1.json"
    return {
        cel["RegioS"].strip(): cel["Value"]
        for cel in json.loads(opname.read_bytes())["value"]
        if cel["Measure"] == "M000352"
        and cel["Perioden"] == "2021JJ00"
        and cel["RegioS"].startswith("GM")
        and cel["Value"] is not None
    }


def test_every_municipality_of_2022_lies_in_one_region_of_each_kind() -> None:
    soorten = Counter(rij["gemeente_code"] for rij in seed("gebied"))
    assert len(soorten) == 345
    assert set(soorten.values()) == {len(KOLOMMEN)}
    assert dict(zip(kolom("gebied", "soort", gemeente_code=ENSCHEDE), kolom("gebied", "naam", gemeente_code=ENSCHEDE), strict=True)) == {
        "ggd_regio": "GGD Twente", "jeugdregio": "Twente", "provincie": "Overijssel", "veilig_thuis_regio": "Twente",
    }  # fmt: skip


def test_a_region_has_one_name() -> None:
    assert set(Counter(code for code, _ in {(r["gebied_code"], r["naam"]) for r in seed("gebied")}).values()) == {1}


def test_twenty_municipalities_that_are_not_enschede_are_the_reference_and_are_called_an_assumption() -> None:
    leden = kolom("referentiegroeplid", "gemeente_code", groep_code="referentie_20")
    assert len(set(leden)) == len(leden) == 20
    assert ENSCHEDE not in leden
    assert all("aanname" in h.lower() for h in kolom("referentiegroeplid", "herkomst", groep_code="referentie_20"))


@pytest.mark.real_data
def test_the_regions_are_those_of_cbs_unchanged(real_data_dir: Path) -> None:
    with (real_data_dir / "cbs-gebieden" / "85067NED_gebieden_2022.csv").open(encoding="utf-8-sig", newline="") as file:
        gemeenten = list(csv.DictReader(file))
    van_cbs = {
        (soort, gemeente[code].strip(), gemeente[naam].strip(), gemeente["RegioS"].strip(), "2022")
        for gemeente in gemeenten
        for soort, (code, naam) in KOLOMMEN.items()
    }
    assert {tuple(rij.values()) for rij in seed("gebied")} == van_cbs


@pytest.mark.real_data
def test_sterk_stedelijk_is_every_municipality_of_its_size(inwoners: dict[str, int]) -> None:
    [groep] = [rij for rij in seed("referentiegroep") if rij["groep_code"] == "sterk_stedelijk"]
    van, tot = int(groep["van_inwoners"]), int(groep["tot_inwoners"])
    assert (van, tot) == (100_000, 300_000)
    assert set(kolom("referentiegroeplid", "gemeente_code", groep_code="sterk_stedelijk")) == {
        code for code, aantal in inwoners.items() if van <= aantal < tot
    }
    assert van <= inwoners[ENSCHEDE] < tot


@pytest.mark.real_data
def test_the_twenty_are_those_of_its_size_nearest_to_enschede(inwoners: dict[str, int]) -> None:
    anderen = set(kolom("referentiegroeplid", "gemeente_code", groep_code="sterk_stedelijk")) - {ENSCHEDE}
    dichtbij = sorted(anderen, key=lambda code: abs(inwoners[code] - inwoners[ENSCHEDE]))
    assert set(kolom("referentiegroeplid", "gemeente_code", groep_code="referentie_20")) == set(dichtbij[:20])
