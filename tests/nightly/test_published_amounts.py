"""The amounts of the demo, as published: the printed ones to the unit, and the tables of the documents to the character."""

from __future__ import annotations

import csv
from collections import Counter

import pytest

from tests.dbt_project.seeds import seed
from tests.support.night import ROOT, Night, Record

ENSCHEDE_2015, TWENTERAND_2020 = "enschede-begroting-2015", "twenterand-begroting-2020"
ENSCHEDE_2023, ENSCHEDE_2024, ENSCHEDE_2025 = (
    "enschede-jaarrekening-2023",
    "enschede-jaarrekening-2024",
    "enschede-begroting-2025",
)

ONE_UNIT_OFF = {
    # The documents round every amount by itself: what they derive is one printed unit beside their own table, and so is what they derive from that.
    (ENSCHEDE_2015, "saldo", 2014, "78.693", 78692),
    (ENSCHEDE_2015, "resultaat", 2014, "76.048", 76047),
    (ENSCHEDE_2015, "resultaat", 2015, "178.450", 178449),
    (ENSCHEDE_2015, "resultaat", 2016, "178.034", 178035),
    (ENSCHEDE_2015, "resultaat", 2018, "176.759", 176760),
    (ENSCHEDE_2024, "saldo_mutaties_reserves", 2024, "7.581", 7580),
    (ENSCHEDE_2024, "resultaat", 2024, "-324.845", -324846),
}

TABLES = {
    (ENSCHEDE_2015, "programma", " "): """
Lasten 84.626 183.905 182.956 182.276 181.589
Baten 5.934 4.987 4.987 4.987 4.987
Saldo van baten en lasten 78.693 178.918 177.969 177.289 176.602
Storting Reserves 169 207 208 253 269
Onttrekking reserves 2.814 676 142 117 111
Resultaat 76.048 178.450 178.034 177.425 176.759
""",
    (TWENTERAND_2020, "programma", " "): """
Sociale zaken 19.736.176 19.305.855 19.100.574 18.828.067
Maatschappelijke ondersteuning 11.765.883 11.824.036 11.946.310 11.958.690
Gezondheidszorg 2.010.843 2.054.938 2.101.423 2.138.615
Onderwijs 4.019.849 4.048.147 5.363.397 4.069.019
Jeugd 16.695.012 16.060.788 16.357.714 16.423.993
Totaal programma lasten 54.227.762 53.293.764 54.869.418 53.418.384
Sociale zaken -14.014.961 -13.751.547 -13.466.507 -13.265.327
Maatschappelijke ondersteuning -373.997 -375.735 -375.735 -375.735
Gezondheidszorg 0 0 0 0
Onderwijs -334.534 -335.289 -336.057 -336.057
Jeugd -2.822.774 -2.822.774 -2.822.774 -2.822.774
Totaal programma baten -17.546.266 -17.285.345 -17.001.073 -16.799.893
Totaal saldo van baten en lasten 36.681.496 36.008.419 37.868.345 36.618.491
Mutaties reserves -1.795.604 -218.784 -1.452.229 -168.047
Geraamd resultaat 34.885.892 35.789.635 36.416.116 36.450.444
""",
    # In the text of this document the cells stand against each other.
    (ENSCHEDE_2024, "programma", ""): """
Lasten491.064509.832517.499-7.667
Baten158.638174.807176.8992.092
Gerealiseerde saldo van baten en lasten-332.426-335.025-340.600-5.575
Storting reserves1.83617.85640.011-22.155
Onttrekking reserves9.41617.47435.47818.004
Gerealiseerde saldo van mutaties reserves7.581-382-4.533-4.151
Resultaat-324.845-335.407-345.133-9.726
""",
    (ENSCHEDE_2024, "doelen", " "): """
We werken aan bestaanszekerheid 268.686,00
We maken gezond leven makkelijker 32.339,00
We vergroten de kansengelijkheid 216.475,00
""",
}  # fmt: skip


@pytest.fixture(scope="module")
def amounts(demo_night: Night) -> list[Record]:
    return demo_night.ask("SELECT * FROM indicatoren.mart_aansluiting WHERE indicator_code LIKE 'fin_%'")


@pytest.fixture(scope="module")
def typed() -> list[dict[str, str]]:
    """The amounts in the demo's own list of what the documents print."""
    text = (ROOT / "sources" / "pc" / "demo" / "publicaties.csv").read_text(encoding="utf-8")
    return [row for row in csv.DictReader(text.splitlines()) if row["Indicator"].startswith("fin_")]


def test_every_printed_amount_is_computed(amounts: list[Record], typed: list[dict[str, str]]):
    assert Counter((row["document_code"], row["waarde_gedrukt"]) for row in amounts if row["berekend"] is not None) == (
        Counter((row["Document"], row["Waarde"]) for row in typed)
    )


def test_an_amount_agrees_within_half_a_printed_unit(amounts: list[Record]):
    agreeing = [row for row in amounts if row["aansluiting"] == "sluit_aan"]
    assert len(agreeing) == len(amounts) - len(ONE_UNIT_OFF) - 1
    half_a_unit = {"euro": 0.5, "x 1.000 euro": 0.5, "mln euro": 0.05}
    assert {
        row["uitsplitsing_gedrukt"] for row in agreeing if abs(row["verschil"]) > half_a_unit[row["eenheid"]]
    } == set()


def test_an_amount_differs_only_where_the_documents_do_not_add_up_themselves(amounts: list[Record]):
    different = {
        (
            row["document_code"],
            row["indicator_code"].removeprefix("fin_"),
            row["jaar"],
            row["waarde_gedrukt"],
            row["berekend"],
        )
        for row in amounts
        if row["aansluiting"] == "wijkt_af"
    }
    # The text calls three products, and what they are short of only with the other products.
    assert different == ONE_UNIT_OFF | {(ENSCHEDE_2024, "productafwijking", 2024, "-22,3", -22.17)}


def test_what_differs_says_what_the_document_did(amounts: list[Record]):
    for row in amounts:
        if row["aansluiting"] == "wijkt_af":
            assert row["toelichting"].endswith(("een afronding van duizend euro.", "wordt het 22,3.")), row


def test_the_roundings_that_the_tables_know_are_those_that_differ():
    known = {(row["document_code"], row["regel"], int(row["jaar"])) for row in seed("afrondingsverschil", "financien")}
    as_line = {"saldo": "saldo", "resultaat": "resultaat", "saldo_mutaties_reserves": "saldo_reserves"}
    assert known == {(document, as_line[line], year) for document, line, year, _, _ in ONE_UNIT_OFF}


@pytest.mark.parametrize(("document", "table", "between"), TABLES)
def test_a_table_is_the_printed_one_character_for_character(demo_night: Night, document: str, table: str, between: str):
    rows = demo_night.ask(
        "SELECT regelnaam, list(tekst ORDER BY kolomnummer) AS cellen FROM financien.mart_documenttabel"
        f" WHERE document_code = '{document}' AND tabel = '{table}' GROUP BY regelnummer, regelnaam ORDER BY regelnummer"
    )
    printed = "".join(f"{between.join([row['regelnaam'], *row['cellen']])}\n" for row in rows)
    assert printed == TABLES[document, table, between].lstrip()


def test_the_tables_hold_every_printed_amount_once(demo_night: Night, typed: list[dict[str, str]]):
    """All but the millions, which the documents name in their text."""
    cells = demo_night.ask("SELECT document_code, tekst FROM financien.mart_documenttabel")
    in_tables = [row for row in typed if row["Eenheid"] != "mln euro"]
    assert Counter((row["document_code"], row["tekst"]) for row in cells) == (
        Counter((row["Document"], row["Waarde"]) for row in in_tables)
    )


def test_the_goals_cost_what_the_documents_say(demo_night: Night):
    rows = demo_night.ask(
        "SELECT document_code, fase, list(CAST(lasten_eur / 1000 AS INTEGER) ORDER BY doel_code) AS lasten"
        " FROM financien.mart_lasten_per_doel WHERE gemeente_code = 'GM0153' AND jaar > 2015 AND fase <> 'begroting_na_wijziging'"
        " GROUP BY ALL ORDER BY min(jaar)"
    )
    assert [(row["document_code"], row["fase"], row["lasten"]) for row in rows] == [
        (ENSCHEDE_2023, "realisatie", [252647, 32884, 191058]),
        (ENSCHEDE_2024, "realisatie", [268686, 32339, 216475]),
        (ENSCHEDE_2025, "begroting_primair", [271378, 36772, 219529]),
    ]


def test_the_goals_and_their_programme_differ_by_the_printed_one(demo_night: Night):
    (row,) = demo_night.ask(
        "SELECT totaal_eur, delen_eur, oordeel FROM financien.mart_begrotingscontrole WHERE totaal_niveau = 'programma'"
        f" AND deel_niveau = 'doel' AND soort = 'lasten' AND document_code = '{ENSCHEDE_2024}'"
    )
    assert row == {"totaal_eur": 517_499_000, "delen_eur": 517_500_000, "oordeel": "sluit_aan"}


def test_the_deviations_of_the_products_make_that_of_the_programme(demo_night: Night):
    (row,) = demo_night.ask(
        "SELECT (SELECT sum(afwijking_eur) FROM financien.mart_productafwijking WHERE jaar = 2024) AS producten,"
        " (SELECT afwijking_eur FROM financien.mart_programmarekening WHERE jaar = 2024 AND regel = 'resultaat') AS programma"
    )
    assert row["programma"] == -9_726_000
    assert abs(row["producten"] - row["programma"]) <= 1000
