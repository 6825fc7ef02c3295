"""The budget lines that the demo's controllers typed: those that are printed as printed, and what is made up below them
adds up to what is printed.

Belongs here: the lines as data. Does not belong here: what the marts make of them.
"""

import csv
import re
from collections import defaultdict
from decimal import Decimal
from pathlib import Path

import pytest

import sources.pc
from sources.bedrag import PATROON
from sources.demo.tabellen import lees_tabel
from tests.support.demo_rows import Row

DEMO = Path(sources.pc.__file__).parent / "demo"
LEVERINGEN = lees_tabel(DEMO / "begrotingsregels.csv", "pc")
REGELS = [rij for rijen in LEVERINGEN.values() for rij in rijen]
B15, TW20 = "enschede-begroting-2015", "twenterand-begroting-2020"
JR23, JR24, B25 = "enschede-jaarrekening-2023", "enschede-jaarrekening-2024", "enschede-begroting-2025"
SEEDS = Path(__file__).parents[2] / "dbt_project" / "seeds"

# What a printed figure is called, and the kind of line that it is.
SOORTEN = {
    "fin_lasten": "lasten",
    "fin_lasten_doel": "lasten",
    "fin_baten": "baten",
    "fin_storting_reserves": "storting",
    "fin_onttrekking_reserves": "onttrekking",
    "fin_mutaties_reserves": "onttrekking",
}
FASEN = {
    "begroot": "primair",
    "begroot_primair": "primair",
    "begroot_na_wijziging": "na wijziging",
    "realisatie": "realisatie",
    "raming": "raming",
}
BOMEN = ("sociale_zaken", "maatschappelijke_ondersteuning", "gezondheidszorg", "onderwijs", "jeugd")
RICHTING = {"lasten": -1, "baten": 1, "storting": -1, "onttrekking": 1}
# The account of 2024 in millions, a voordeel positive.
AFWIJKINGEN = {
    "Algemeen Maatschappelijke Voorzieningen": "0.5",
    "Algemene bijstand levensonderhoud": "1.5",
    "Inkomensondersteuning": "2.3",
    "Jeugdhulp": "-18.9",
    "Ondersteuning Centrumtaken (Wmo)": "5.1",
    "Ondersteuning lokaal (Wmo)": "-2.6",
    "Onderwijs": "0.5",
    "Opvang Ontheemden": "-0.6",
    "Sociale werkvoorziening en nieuw beschut": "1.7",
    "Sport & Gezondheid": "4.4",
    "Stelpost onderuitputting Vitaal & Sociaal": "-3.5",
}


def bedrag(cel: str) -> Decimal:
    return Decimal(cel.replace(".", "").replace(",", "."))


def seed(pad: str) -> list[Row]:
    with (SEEDS / pad).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def niveau(regel: Row) -> str:
    """The finest field that is filled."""
    return next((veld for veld in ("Taakveld", "Product", "Doel") if regel[veld]), "Programma")


def regels(document: str, op: str, **waar: str) -> list[Row]:
    return [
        r
        for r in REGELS
        if r["Document"] == document and niveau(r) == op and all(r[veld.title()] == w for veld, w in waar.items())
    ]


def som(document: str, op: str, **waar: str) -> Decimal:
    gevonden = regels(document, op, **waar)
    assert gevonden, (document, op, waar)
    return sum((bedrag(r["Bedrag"]) for r in gevonden), Decimal(0))


def gedrukte_regels() -> list[Row]:
    """The printed amounts that are a line, not a balance or a difference of lines."""
    gedrukt = [rij for rijen in lees_tabel(DEMO / "publicaties.csv", "pc").values() for rij in rijen]
    return [r for r in gedrukt if r["Indicator"] in SOORTEN and not r["Uitsplitsing"].startswith("afwijking.")]


def zoekt(gedrukt: Row) -> tuple[str, dict[str, str]]:
    """The level at which a printed amount is a line, and what its breakdown says of that line."""
    _, naam = gedrukt["Uitsplitsing"].split(".", 1)
    if naam.startswith("product_"):
        return "Product", {"product": naam.removeprefix("product_")}
    if naam.startswith("doelenboom_"):
        return "Doel", {"doel": f"TW-{BOMEN.index(naam.removeprefix('doelenboom_')) + 1}"}
    if naam.startswith("doel_"):
        return "Doel", {"doel": naam.removeprefix("doel_")}
    return "Programma", {}


def test_each_document_is_one_delivery_that_arrives_with_its_other_figures() -> None:
    aankomst = {
        (rijen[0]["Document"], lev.gemeente, f"{lev.peildatum}", f"{lev.aankomst:%Y-%m-%d}")
        for lev, rijen in LEVERINGEN.items()
    }
    assert all(len({rij["Document"] for rij in rijen}) == 1 for rijen in LEVERINGEN.values())
    assert aankomst == {
        (B15, "GM0153", "2014-10-01", "2014-10-15"),
        (TW20, "GM1700", "2019-10-01", "2019-10-16"),
        (JR23, "GM0153", "2023-12-31", "2024-06-01"),
        (B25, "GM0153", "2024-10-01", "2024-10-15"),
        (JR24, "GM0153", "2024-12-31", "2025-02-05"),
    }


def test_every_printed_amount_that_is_a_line_is_there_as_it_is_printed() -> None:
    gedrukt = gedrukte_regels()
    for cijfer in gedrukt:
        op, waar = zoekt(cijfer)
        product = waar.pop("product", None)
        fase = FASEN[cijfer["Uitsplitsing"].split(".")[0]]
        if cijfer["Document"] == B15 and int(cijfer["Jaar"]) > 2015:
            fase = "raming"
        gevonden = [
            r
            for r in regels(
                cijfer["Document"], op, soort=SOORTEN[cijfer["Indicator"]], jaar=cijfer["Jaar"], fase=fase, **waar
            )
            if product is None or re.sub(r"\W+", "_", r["Product"].lower()) == product
        ]
        assert [(r["Bedrag"], r["Eenheid"]) for r in gevonden] == [(cijfer["Waarde"], cijfer["Eenheid"])], cijfer
    assert len(gedrukt) == 20 + 14 + 52 + 15


def test_amounts_are_typed_as_documents_print_them() -> None:
    cellen = {r["Bedrag"] for r in REGELS}
    assert all(re.fullmatch(PATROON, cel) for cel in cellen)
    assert {"491.064", "268.686,00", "-14.014.961", "207", "0"} <= cellen
    negatief = {(r["Document"], r["Soort"]) for r in REGELS if r["Bedrag"].startswith("-")}
    assert negatief == {(TW20, "baten"), (TW20, "onttrekking")}, "Twenterand alone prints signs"


def test_no_line_stands_twice() -> None:
    sleutels = [tuple(waarde for kop, waarde in r.items() if kop not in ("Bedrag", "Eenheid")) for r in REGELS]
    assert len(set(sleutels)) == len(sleutels)


@pytest.mark.parametrize("soort", ["lasten", "baten"])
def test_the_trees_of_twenterand_make_its_programme_but_for_one_euro_of_2020(soort: str) -> None:
    verschil = [
        som(TW20, "Programma", soort=soort, jaar=str(jaar)) - som(TW20, "Doel", soort=soort, jaar=str(jaar))
        for jaar in range(2020, 2024)
    ]
    assert verschil == [-1 if soort == "lasten" else 0, 0, 0, 0]


@pytest.mark.parametrize("soort", ["lasten", "baten"])
def test_the_products_of_2015_make_the_programme(soort: str) -> None:
    assert som(B15, "Product", soort=soort) == som(B15, "Programma", soort=soort, jaar="2015")


@pytest.mark.parametrize("soort", RICHTING)
@pytest.mark.parametrize("fase", ["na wijziging", "realisatie"])
def test_the_products_of_2024_make_the_programme_but_for_the_one_of_the_realised_lasten(fase: str, soort: str) -> None:
    verschil = som(JR24, "Product", soort=soort, fase=fase) - som(JR24, "Programma", soort=soort, fase=fase)
    assert verschil == ((soort, fase) == ("lasten", "realisatie"))


@pytest.mark.parametrize(
    ("document", "lasten"), [(JR24, ("268686", "32339", "216475")), (JR23, ("252647", "32884", "191058"))]
)
def test_the_products_make_the_printed_lasten_of_their_hoofddoel(document: str, lasten: tuple[str, ...]) -> None:
    codes = {naam: r["product_code"] for r in seed("indicatoren/product.csv") if r["kader"] == "enschede"
             for naam in (r["naam"], r["naam_jaarrekening_2024"])}  # fmt: skip
    hoofddoel = {
        r["code"]: r["doel_code"] for r in seed("indicatoren/doelkoppeling.csv") if r["is_hoofddoel"] == "true"
    }
    per_doel: dict[str, Decimal] = defaultdict(Decimal)
    for regel in regels(document, "Product", soort="lasten", fase="realisatie"):
        per_doel[f"0{hoofddoel[codes[regel['Product']]]}"] += bedrag(regel["Bedrag"])
    assert per_doel == {f"0{n}": Decimal(x) for n, x in enumerate(lasten, 1)}
    assert per_doel == {r["Doel"]: bedrag(r["Bedrag"]) for r in regels(document, "Doel")}


def test_the_deviation_of_each_product_rounds_to_the_printed_one() -> None:
    verschil: dict[str, Decimal] = defaultdict(Decimal)
    for regel in regels(JR24, "Product"):
        teken = RICHTING[regel["Soort"]] * (1 if regel["Fase"] == "realisatie" else -1)
        verschil[regel["Product"]] += teken * bedrag(regel["Bedrag"])
    mln = {product: (x / 1000).quantize(Decimal("0.1")) for product, x in verschil.items()}
    assert {product: mln[product] for product in AFWIJKINGEN} == {p: Decimal(x) for p, x in AFWIJKINGEN.items()}
    overig = {product: x for product, x in verschil.items() if product not in AFWIJKINGEN}
    assert set(overig) == {"Schuldhulpverlening", "Arbeidsmarktparticipatie", "Wijkteams"}
    assert (sum(overig.values()) / 1000).quantize(Decimal("0.1")) == Decimal("-0.2")
    voordelen = [x for product, x in verschil.items() if product in AFWIJKINGEN and x > 0]
    assert (len(voordelen), (sum(voordelen) / 1000).quantize(Decimal("0.1"))) == (7, Decimal("16.1"))
    assert abs(sum(verschil.values()) + 9726) <= 1


@pytest.mark.parametrize(("document", "fasen"), [(JR24, ("na wijziging", "realisatie")), (JR23, ("realisatie",))])
def test_the_taakvelden_of_a_product_make_the_product(document: str, fasen: tuple[str, ...]) -> None:
    gesplitst = {r["Product"] for r in regels(document, "Taakveld")}
    assert gesplitst == {"Jeugdhulp", "Ondersteuning lokaal (Wmo)", "Algemene bijstand levensonderhoud"}
    for product in gesplitst:
        for fase in fasen:
            waar = {"product": product, "fase": fase, "soort": "lasten"}
            assert som(document, "Taakveld", **waar) == som(document, "Product", **waar), (product, fase)


def test_every_product_that_was_split_over_taakvelden_cost_more_in_2024_on_each_of_them() -> None:
    """So that price and volume have something to explain."""

    def per_taakveld(document: str) -> dict[tuple[str, str], Decimal]:
        return {
            (r["Product"], r["Taakveld"]): bedrag(r["Bedrag"]) for r in regels(document, "Taakveld", fase="realisatie")
        }

    toen, nu = per_taakveld(JR23), per_taakveld(JR24)
    assert toen.keys() == nu.keys()
    assert all(toen[plek] < nu[plek] for plek in toen)
