"""What the demo's budget lines, clients and reports of all municipalities are compared into, as published: price and volume, and lasten per inhabitant."""

from __future__ import annotations

from decimal import Decimal
from statistics import median

import pytest

from tests.support.night import Night, Record

PRODUCTS = {"jeugdhulp", "wmo_lokaal", "bijstand_levensonderhoud"}
REPORT = "2023X005"


@pytest.fixture(scope="module")
def effects(demo_night: Night) -> dict[tuple[str, str], Record]:
    rows = demo_night.ask("SELECT * FROM financien.mart_prijs_volume WHERE gemeente_code = 'GM0153' AND jaar = 2024")
    return {(row["product_code"], row["vergelijking"]): row for row in rows}


def test_every_product_with_clients_is_taken_apart_against_the_year_before_and_against_the_budget(
    effects: dict[tuple[str, str], Record],
):
    assert set(effects) == {(product, against) for product in PRODUCTS for against in ("vorig_jaar", "begroting")}
    for row in effects.values():
        parts = row["effect_volume_eur"] + row["effect_prijs_eur"] + row["effect_mix_eur"]
        assert (row["niet_ontleed"], row["niet_ontleed_eur"], parts) == (None, 0, row["afwijking_eur"])
        assert row["synthetisch"]


def test_lasten_and_volume_are_those_of_the_lines_and_of_the_indicators(
    demo_night: Night, effects: dict[tuple[str, str], Record]
):
    lasten = {
        row["product_code"]: row["lasten"]
        for row in demo_night.ask(
            "SELECT product_code, sum(bedrag_eur) AS lasten FROM financien.fct_begrotingsregel"
            " WHERE gemeente_code = 'GM0153' AND jaar = 2024 AND fase = 'realisatie' AND soort = 'lasten'"
            " AND taakveld_code IS NOT NULL GROUP BY ALL"
        )
    }
    assert {product: row["lasten_eur"] for (product, _), row in effects.items()} == {
        product: lasten[product] for product in PRODUCTS
    }
    jeugdhulp, bijstand = effects["jeugdhulp", "vorig_jaar"], effects["bijstand_levensonderhoud", "vorig_jaar"]
    assert (jeugdhulp["volume_basis"], jeugdhulp["volume"]) == (11176, 11571)
    assert bijstand["volume"] == 5690


def test_the_volume_of_a_budget_is_its_target_or_else_that_of_the_year_before(
    effects: dict[tuple[str, str], Record],
):
    assert {
        product: row["volume_herkomst"] for (product, against), row in effects.items() if against == "begroting"
    } == {
        "jeugdhulp": "vorig_jaar",
        "bijstand_levensonderhoud": "vorig_jaar",
        # Targets per 1,000 of 161,738 inhabitants.
        "wmo_lokaal": "streefwaarde",
    }
    assert effects["wmo_lokaal", "begroting"]["volume_basis"] == Decimal("161.738") * (
        Decimal("26.0") + Decimal("29.5") + Decimal("37.0")
    )


def test_enschede_is_compared_with_its_twenty_its_size_and_the_country(demo_night: Night):
    rows = demo_night.ask(
        "SELECT * FROM financien.mart_taakveldvergelijking"
        f" WHERE gemeente_code = 'GM0153' AND verslagsoort = '{REPORT}' AND taakveld_code = '6'"
    )
    delivered = demo_night.ask(
        "SELECT m.gemeente_code, sum(m.lasten_eur) / max(m.inwoners) AS per_inwoner, max(m.inwoners) AS inwoners"
        " FROM financien.mart_taakveld AS m JOIN financien.dim_taakveld AS d USING (taakveld_code, jaar)"
        f" WHERE m.verslagsoort = '{REPORT}' AND m.opgave = 'geleverd' AND d.hoofdtaakveld_code = '6' GROUP BY ALL"
    )
    size = [row["per_inwoner"] for row in delivered if 150_000 <= row["inwoners"] < 250_000]
    everybody = [row["per_inwoner"] for row in delivered]
    medians = {row["groep_code"]: float(row["mediaan_per_inwoner_eur"]) for row in rows}
    assert set(medians) == {"referentie_20", "sterk_stedelijk", "grootte_7", "land"}
    assert medians["land"] == pytest.approx(median(everybody), abs=0.001)
    assert medians["grootte_7"] == pytest.approx(median(size), abs=0.001)


def test_who_did_not_deliver_counts_nowhere(demo_night: Night):
    (missing,) = demo_night.ask(
        "SELECT count(*) AS rows, count(lasten_per_inwoner_eur) AS figures, count(rang) AS ranks"
        " FROM financien.mart_taakveldvergelijking WHERE opgave <> 'geleverd'"
    )
    assert missing["rows"] > 0
    assert (missing["figures"], missing["ranks"]) == (0, 0)
    assert (
        demo_night.ask(
            "SELECT verslagsoort FROM financien.mart_taakveldvergelijking WHERE groep_code = 'land' AND taakveld_code = '6'"
            " GROUP BY verslagsoort, aantal HAVING aantal <> count(rang)"
        )
        == []
    )


def test_verbonden_partijen_contribute_to_the_subdoelen_under_which_both_documents_name_them(demo_night: Night):
    rows = demo_night.ask(
        "SELECT partij, doel_code, count(*) AS documenten FROM financien.brug_verbondenpartij_doel"
        " GROUP BY ALL ORDER BY ALL"
    )
    assert [tuple(row.values()) for row in rows] == [
        ("SamenTwente", "02.01", 2),
        ("Sportaal BV", "02.01", 2),
        ("Stadsbank Oost Nederland (SON)", "01.01", 2),
    ]


def test_actions_are_reported_twice_in_the_five_words_of_the_legend(demo_night: Night):
    rows = demo_night.ask(
        "SELECT moment, count(*) AS acties, count(status) AS met_status FROM indicatoren.fct_actie"
        " WHERE document_code = 'enschede-jaarrekening-2024' GROUP BY ALL ORDER BY ALL"
    )
    assert [tuple(row.values()) for row in rows] == [("JR", 29, 29), ("TR", 29, 29)]
    assert {row["status"] for row in demo_night.ask("SELECT DISTINCT status FROM indicatoren.fct_actie")} == {
        None,
        "loopt achter, bijsturing heeft onvoldoende effect",
        "loopt achter, bijsturing mogelijk",
        "conform verwachting",
        "boven verwachting",
        "neutrale wijziging",
    }
