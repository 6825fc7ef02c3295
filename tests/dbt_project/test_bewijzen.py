"""What was proven once of a delivery is not looked at again, and what is new always is (macros/bewijzen.sql)."""

import duckdb
import pytest

from tests.dbt_project.wereld import Wereld

FEEDS = ("uitkeringen", "voorzieningen")
BOUW = (
    "build", "--exclude-resource-type", "unit_test",
    "--select", *(f"source:ssd.{feed}" for feed in FEEDS), *(f"stg_ssd__{feed}" for feed in FEEDS),
)  # fmt: skip
UITKERING = {
    "uitkering_id": "u",
    "huishouden_id": "h",
    "persoon_id": "p",
    "regeling": "PW",
    "datum_ingang": "01-01-2020",
}
VOORZIENING = {
    "voorziening_id": "v",
    "huishouden_id": "h",
    "soort_voorziening": "SCHOLING",
    "datum_ingang": "01-01-2020",
}


def levering(w: Wereld, feed: str, peildatum: str, run_id: str, rij: dict[str, str]) -> str:
    """A delivery of one row, and the load that read it."""
    levering_id = w.levering(f"ssd.{feed}", "GM0153", peildatum, f"{peildatum} 12:00:00", [rij])
    w.leveringen[-1] = (*w.leveringen[-1][:-2], run_id, False)
    return levering_id


def bewezen(w: Wereld) -> set[tuple[str, str]]:
    """Which loads were proven to which feed's contract."""
    rijen = w.vraag("select test, run_id from intermediate.bewezen where test like '%.volgens_contract_%'")
    return {(test.split("__")[1].split(".")[0], run_id) for test, run_id in rijen}


def test_a_delivery_is_proven_once_and_a_new_one_always(lege_wereld: Wereld):
    w = lege_wereld
    eerste = levering(w, "uitkeringen", "2023-12-31", "lading-1", UITKERING)
    levering(w, "voorzieningen", "2023-12-31", "lading-1", VOORZIENING)
    w.dbt(*BOUW)
    assert bewezen(w) == {(feed, "lading-1") for feed in FEEDS}

    bestand = w.raw("ssd", "uitkeringen", eerste)
    with duckdb.connect() as con:
        con.execute(f"create table oud as select * replace ('XX' as regeling) from '{bestand}'")
        con.execute(f"copy oud to '{bestand}' (format parquet)")
    levering(w, "uitkeringen", "2024-12-31", "lading-2", UITKERING)
    levering(w, "voorzieningen", "2024-12-31", "lading-2", VOORZIENING | {"soort_voorziening": "XX"})
    with pytest.raises(AssertionError, match="Failure in test volgens_contract_ssd__voorzieningen"):
        w.dbt(*BOUW)
    assert bewezen(w) == {("uitkeringen", "lading-1"), ("uitkeringen", "lading-2"), ("voorzieningen", "lading-1")}

    with pytest.raises(AssertionError, match="Failure in test volgens_contract_ssd__uitkeringen"):
        w.dbt(*BOUW, "--full-refresh")
