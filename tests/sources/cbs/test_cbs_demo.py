"""What the demo's service ships: real population figures, and income figures that nobody can take for real."""

from pathlib import Path

import pytest

from sources.cbs.odata import Eigenschappen, Tabel, Waarneming, harvest
from sources.cbs.recorded_service import RecordedService

DEMO = Path(__file__).parents[3] / "sources" / "cbs" / "demo"
GEWOON = {"Measure": "measure", "Value": "value", "RegioS": "regio", "Perioden": "periode"}
BEVOLKING = Tabel(
    "bevolking",
    "03759ned",
    "Geslacht eq 'T001038' and Leeftijd eq '10000' and BurgerlijkeStaat eq 'T001019' and Measure eq 'M000352' "
    "and (startswith(RegioS,'NL') or startswith(RegioS,'GM')) and Perioden ge '2019JJ00'",
    GEWOON,
)
INKOMEN = Tabel(
    "inkomen",
    "85678NED",
    "Measure eq '1050010_1' and RegioS eq 'GM0153'",
    GEWOON
    | {
        "InkomensgrensHuishouden": "inkomensgrens",
        "DuurInkomenspositie": "duur",
        "KenmerkenVanHuishoudens": "kenmerken_huishouden",
    },
)


@pytest.fixture(scope="module")
def haal():
    with RecordedService(DEMO) as dienst:

        def haal(tabel: Tabel) -> tuple[Eigenschappen, list[Waarneming]]:
            with harvest(tabel, dienst.base_url) as oogst:
                return oogst.eigenschappen, list(oogst.waarnemingen)

        yield haal


def test_the_demo_has_the_inhabitants_of_three_regions_in_eight_years(haal):
    eigenschappen, waarnemingen = haal(BEVOLKING)
    assert not eigenschappen.synthetisch
    assert len(waarnemingen) == 24
    enschede = {w["periode"][:4]: w["value"] for w in waarnemingen if w["regio"] == "GM0153"}
    assert (enschede["2019"], enschede["2026"]) == ("158986", "162683")
    assert {w["regio"] for w in waarnemingen} == {"NL01", "GM0153", "GM1700"}


def test_the_demo_income_figures_are_marked_synthetic_and_end_provisionally(haal):
    eigenschappen, waarnemingen = haal(INKOMEN)
    assert eigenschappen.synthetisch
    assert eigenschappen.titel.startswith("SYNTHETISCH: ")
    groepen = {
        (w["inkomensgrens"], w["duur"]): [x["value"] for x in waarnemingen if x["inkomensgrens"] == w["inkomensgrens"]]
        for w in waarnemingen
    }
    assert groepen == {
        ("A043008", "A028721"): ["12.9", "12.7", "12.6", "12.4", "12.3", "12.2"],
        ("A043009", "A028724"): ["3.8", "3.7", "3.6", "3.6", "3.5", "3.4"],
    }
    statussen = {w["periode"]: w["status"] for w in waarnemingen}
    assert statussen == {f"{jaar}JJ00": "Definitief" for jaar in range(2019, 2024)} | {"2024JJ00": "Voorlopig"}


@pytest.mark.parametrize("tabel", ["03759ned", "85678NED"])
def test_every_table_says_where_its_figures_come_from(tabel):
    bron = (DEMO / tabel / "SOURCE").read_text(encoding="utf-8")
    assert ("CC BY 4.0" in bron) if tabel == "03759ned" else bron.startswith("SYNTHETISCH")


@pytest.mark.real_data
def test_the_demo_population_is_a_cut_of_the_recording_unchanged(haal, real_data_dir):
    with (
        RecordedService(real_data_dir / "cbs-odata-v4") as opname,
        harvest(BEVOLKING, opname.base_url) as oogst,
    ):
        echt = [w for w in oogst.waarnemingen if w["regio"] in ("NL01", "GM0153", "GM1700")]
    eigenschappen, waarnemingen = haal(BEVOLKING)
    assert eigenschappen == oogst.eigenschappen
    assert waarnemingen == echt
