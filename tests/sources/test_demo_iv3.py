"""The demo's reports of Iv3: totals are facts, the rest is made up, and the books are in order.

Belongs here: what the files say, in CBS's own terms. Does not belong here: what the warehouse makes of them.
"""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest

from sources.demo.wereld import Wereld
from sources.iv3.demo import extracten

if TYPE_CHECKING:
    from pathlib import Path

Document = dict[str, Any]
Post = dict[str, Any]

JSON = [f"{g}_iv3_{d}_01.json" for g in ("GM0153", "GM1700") for d in ("20240101", "20241231", "20250101")]
BEGROTING, JAARREKENING = "NL01_begroting_20240101_01.csv", "NL01_jaarrekening_20231231_01.csv"
LASTEN = "NL01_lasten_20220101_01.csv"
# lasten, baten, reserve_lasten, reserve_baten, sociaal x 1.000 euro: CBS, Iv3 open data.
TOTALEN = {
    ("GM0153", 2024, 0): (861721, 854208, 34430, 41950, 460069),
    ("GM0153", 2024, 5): (908467, 919850, 97275, 85883, 486863),
    ("GM0153", 2025, 0): (921842, 910791, 29181, 40235, 490093),
    ("GM1700", 2024, 0): (111158, 111209, 3316, 3267, 54675),
    ("GM1700", 2024, 5): (119992, 138046, 18682, 4411, 57977),
    ("GM1700", 2025, 0): (153983, 150887, 2360, 5456, 55693),
}
SLUITPOSTEN = ("0.10", "0.11")
GEMEENTEN_2024, GEMEENTEN_2023, GEMEENTEN_2021, GEMEENTEN_2022 = 342, 342, 352, 345


def _bestanden() -> dict[str, bytes]:
    geen_wereld = object.__new__(Wereld)  # budgets have nothing to do with who is in the registrations
    return {
        f"{lev.gemeente}_{lev.feed}_{lev.peildatum:%Y%m%d}_{lev.volgnummer:02d}.{lev.extensie}": inhoud
        for lev, inhoud in extracten(geen_wereld)
    }


@pytest.fixture(scope="module")
def bestanden() -> dict[str, bytes]:
    return _bestanden()


@pytest.fixture(scope="module")
def verslagen(bestanden: dict[str, bytes]) -> dict[str, Document]:
    return {naam: json.loads(inhoud) for naam, inhoud in bestanden.items() if naam.endswith(".json")}


def _tabel(bestanden: dict[str, bytes], naam: str, teken: str = ";") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(bestanden[naam].decode("utf-8"), newline=""), delimiter=teken))


def _som(posten: Iterable[Post]) -> int:
    return sum(post["bedrag"] for post in posten)


def _code(rij: dict[str, str]) -> str:
    return rij["Taakveld"].split(" ")[0]


def test_the_demo_is_the_same_to_the_byte(bestanden: dict[str, bytes]) -> None:
    assert _bestanden() == bestanden
    assert set(bestanden) == {*JSON, BEGROTING, JAARREKENING, LASTEN}


def test_the_totals_are_those_that_cbs_publishes(verslagen: dict[str, Document]) -> None:
    gevonden = {}
    for verslag in verslagen.values():
        data, meta = verslag["data"], verslag["metadata"]
        gewoon = {deel: [p for p in data[deel] if p["taakveld"] not in SLUITPOSTEN] for deel in ("lasten", "baten")}
        reserves = {deel: [p for p in data[deel] if p["taakveld"] == "0.10"] for deel in ("lasten", "baten")}
        sociaal = [p for p in data["lasten"] if p["taakveld"].startswith("6")]
        bedragen = (gewoon["lasten"], gewoon["baten"], reserves["lasten"], reserves["baten"], sociaal)
        sleutel = (f"GM{meta['overheidsnummer']}", meta["boekjaar"], meta["periode"])
        gevonden[sleutel] = tuple(_som(posten) / 1000 for posten in bedragen)

    assert gevonden == TOTALEN


@pytest.mark.parametrize("naam", JSON)
def test_the_taakvelden_balance_with_reserves_and_result(verslagen: dict[str, Document], naam: str) -> None:
    data = verslagen[naam]["data"]

    assert _som(data["lasten"]) == _som(data["baten"])
    assert {post["taakveld"] for post in data["lasten"]} >= {"0.10", "0.4", "6.3", "7.1"}


@pytest.mark.parametrize("naam", JSON)
def test_what_is_booked_under_taakvelden_has_its_counterpart_on_the_balance(
    verslagen: dict[str, Document], naam: str
) -> None:
    data = verslagen[naam]["data"]

    assert _som([*data["lasten"], *data["balans_lasten"]]) == _som([*data["baten"], *data["balans_baten"]])
    saldo = Counter[str]()
    for teken, deel in ((1, "lasten"), (1, "balans_lasten"), (-1, "baten"), (-1, "balans_baten")):
        for post in data[deel]:
            saldo[post["categorie"]] += teken * post["bedrag"]
    verrekeningen = {soort: bedrag for soort, bedrag in saldo.items() if soort.startswith("7")}
    assert set(verrekeningen.values()) == {0}
    assert {post["taakveld"] for post in data["lasten"] + data["baten"] if post["categorie"] == "6.1"} == set()
    assert {"4.3.9", "4.4.9"}.isdisjoint(saldo)


@pytest.mark.parametrize("naam", JSON)
def test_the_balance_changes_by_what_is_booked_on_it_and_stays_in_order(
    verslagen: dict[str, Document], naam: str
) -> None:
    data = verslagen[naam]["data"]
    primo, ultimo = (
        {post["balanscode"]: post["bedrag"] for post in data["balans_standen"] if post["standper"] == stand}
        for stand in ("1 januari", "ultimo")
    )
    mutatie = Counter[str]()
    for teken, deel in ((1, "balans_lasten"), (-1, "balans_baten")):
        for post in data[deel]:
            mutatie[post["balanscode"]] += teken * post["bedrag"]

    for standen in (primo, ultimo):
        activa = sum(bedrag for code, bedrag in standen.items() if code.startswith("A"))
        assert activa == sum(bedrag for code, bedrag in standen.items() if code.startswith("P")) > 0
        assert all(bedrag >= 0 for code, bedrag in standen.items() if code != "P114"), "only a result can be negative"
    for code in primo:
        assert ultimo[code] - primo[code] == (mutatie[code] if code.startswith("A") else -mutatie[code]), code


@pytest.mark.parametrize("naam", JSON)
def test_a_report_says_that_it_is_made_up_and_by_nobody(verslagen: dict[str, Document], naam: str) -> None:
    verslag = verslagen[naam]

    assert verslag["contact"]["email"].endswith("@example.org")
    assert set(verslag["contact"]["telefoon"]) == {"0", "-"}
    assert "verzonnen" in verslag["contact"]["naam"]
    assert "synthetisch" in verslag["opmerkingen"][0]["tekst"]


def test_every_cell_stands_in_a_report_once(verslagen: dict[str, Document]) -> None:
    for verslag in verslagen.values():
        for deel in ("lasten", "baten", "balans_lasten", "balans_baten", "balans_standen"):
            cellen = [
                tuple(waarde for kop, waarde in post.items() if kop != "bedrag") for post in verslag["data"][deel]
            ]
            assert len(cellen) == len(set(cellen)) > 5


def test_the_social_domain_is_split_as_its_year_splits_it(verslagen: dict[str, Document]) -> None:
    for verslag in verslagen.values():
        codes = {post["taakveld"] for post in verslag["data"]["lasten"] if post["taakveld"].startswith("6.7")}
        assert codes == (
            {"6.711", "6.712", "6.713", "6.714", "6.751", "6.752", "6.753", "6.761", "6.762", "6.763", "6.791", "6.792"}
            if verslag["metadata"]["boekjaar"] == 2025
            else {*(f"6.71{x}" for x in "abcd"), *(f"6.72{x}" for x in "abcd"), "6.73a", "6.73b", "6.73c"}
            | {"6.74a", "6.74b", "6.74c"}
        )


def test_the_national_tables_hold_every_municipality_but_the_one_that_did_not_deliver(
    bestanden: dict[str, bytes],
) -> None:
    for naam, gemeenten in ((BEGROTING, GEMEENTEN_2024), (JAARREKENING, GEMEENTEN_2023)):
        rijen = _tabel(bestanden, naam)
        namen = {rij["Gemeenten"] for rij in rijen}
        assert len(namen) == gemeenten - 1 + 1  # without Landsmeer, with Nederland
        assert {"Utrecht", "Hengelo", "'s-Gravenhage", "Bergen (L.)", "Bergen (NH.)", "Nederland"} <= namen
        assert "Landsmeer" not in namen
        assert len(rijen) == len(namen) * 71
    per_verslag = Counter(rij["verslagsoort"] for rij in _tabel(bestanden, LASTEN, ","))
    assert per_verslag == {"2021X005": (GEMEENTEN_2021 - 1) * 51, "2022X000": (GEMEENTEN_2022 - 1) * 51}


def test_who_did_not_deliver_stands_there_with_zeros_or_with_the_code_that_says_so(bestanden: dict[str, bytes]) -> None:
    for naam in (BEGROTING, JAARREKENING):
        bedragen = {"Vijfheerenlanden": set[str](), "De Bilt": set[str](), "Enschede": set[str]()}
        for rij in _tabel(bestanden, naam):
            bedragen.get(rij["Gemeenten"], set()).update((rij["Lasten"], rij["Baten"]))
        assert (bedragen["Vijfheerenlanden"], bedragen["De Bilt"]) == ({"0.0"}, {"-99998.0"})
        assert len(bedragen["Enschede"]) > 50
    lasten = _tabel(bestanden, LASTEN, ",")
    assert {rij["lasten_x1000"] for rij in lasten if rij["gm_code"] == "GM1961"} == {"0.0"}
    assert {rij["lasten_x1000"] for rij in lasten if rij["gm_code"] == "GM0310"} == {"-99998.0"}


def test_a_municipality_spends_as_much_as_it_receives_and_the_country_what_all_spend(
    bestanden: dict[str, bytes],
) -> None:
    for naam in (BEGROTING, JAARREKENING):
        lasten, baten = Counter[str](), Counter[str]()
        for rij in _tabel(bestanden, naam):
            if rij["Lasten"] != "-99998.0":
                lasten[rij["Gemeenten"]] += int(float(rij["Lasten"]))
                baten[rij["Gemeenten"]] += int(float(rij["Baten"]))
        assert all(abs(lasten[gemeente] - baten[gemeente]) < 71 for gemeente in lasten if gemeente != "Nederland")
        assert lasten["Nederland"] == sum(bedrag for gemeente, bedrag in lasten.items() if gemeente != "Nederland")


@pytest.mark.parametrize(("naam", "gemeente"), [(JSON[0], "Enschede"), (JSON[3], "Twenterand")])
def test_the_national_budget_shows_the_own_report_in_thousands(
    bestanden: dict[str, bytes], verslagen: dict[str, Document], naam: str, gemeente: str
) -> None:
    data = verslagen[naam]["data"]
    eigen = {deel: Counter[str]() for deel in ("lasten", "baten")}
    for deel, per_taakveld in eigen.items():
        for post in data[deel]:
            per_taakveld[post["taakveld"]] += post["bedrag"]

    rijen = [rij for rij in _tabel(bestanden, BEGROTING) if rij["Gemeenten"] == gemeente]
    assert {(_code(r), r["Lasten"], r["Baten"]) for r in rijen} == {
        (code, f"{round(eigen['lasten'][code] / 1000)}.0", f"{round(eigen['baten'][code] / 1000)}.0")
        for code in map(_code, rijen)
    }
    assert {code for deel in eigen.values() for code in deel} <= {_code(r) for r in rijen}


@pytest.mark.real_data
@pytest.mark.parametrize("naam", JSON)
def test_a_report_fits_the_schema_and_the_codes_of_cbs(
    verslagen: dict[str, Document], real_data_dir: Path, naam: str
) -> None:
    verslag = verslagen[naam]
    map_ = real_data_dir / "iv3" / "definities"
    jsonschema.validate(verslag, json.loads((map_ / "iv3_data_schema_v2_1_1.json").read_text(encoding="utf-8-sig")))
    jaar = verslag["metadata"]["boekjaar"]
    cbs = json.loads((map_ / f"iv3_definities_Gemeente_{jaar}.json").read_text(encoding="utf-8-sig"))
    codes = {lijst: set(_bladeren(inhoud["codelijst"])) for lijst, inhoud in cbs["codelijsten"].items()}
    lijsten = {
        "lasten": {"taakveld": "taakveld", "categorie": "categorie_lasten"},
        "baten": {"taakveld": "taakveld", "categorie": "categorie_baten"},
        "balans_lasten": {"balanscode": "balanscode", "categorie": "categorie_lasten"},
        "balans_baten": {"balanscode": "balanscode", "categorie": "categorie_baten"},
        "balans_standen": {"balanscode": "balanscode", "standper": "standper"},
        "kengetallen": {"kengetal": "kengetallen", "verslagperiode": "verslagperiode"},
        "beleidsindicatoren": {"beleidsindicator": "beleidsindicatoren", "verslagperiode": "verslagperiode"},
    }
    for deel, koppen in lijsten.items():
        for kop, lijst in koppen.items():
            gebruikt = {post[kop] for post in verslag["data"][deel]}
            assert gebruikt, deel
            assert gebruikt <= codes[lijst], (deel, kop)
    for deel, verboden in cbs["grijze_cellen"].items():
        grijs = {tuple(cel.values()) for cel in verboden}
        assert not {tuple(v for k, v in p.items() if k != "bedrag") for p in verslag["data"][deel]} & grijs, deel


def _bladeren(lijst: list[Document]) -> Iterable[str]:
    for element in lijst:
        if element.get("subcodes"):
            yield from _bladeren(element["subcodes"])
        else:
            yield element["code"]


@pytest.mark.real_data
def test_the_national_tables_have_the_headers_and_taakvelden_of_the_real_ones(
    bestanden: dict[str, bytes], real_data_dir: Path
) -> None:
    for naam, echt in ((BEGROTING, "2023_begroting.csv"), (JAARREKENING, "2023_jaarrekening.csv")):
        bestand = (real_data_dir / "iv3" / echt).read_text(encoding="utf-8")
        assert bestanden[naam].decode().split("\n")[0] == bestand.split("\n")[0]
        echte_rijen = csv.DictReader(io.StringIO(bestand), delimiter=";")
        assert {_code(rij) for rij in _tabel(bestanden, naam)} == {_code(rij) for rij in echte_rijen}
