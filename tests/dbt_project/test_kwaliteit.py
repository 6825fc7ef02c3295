"""The quality marts: the ledger as published, and how each feed is doing."""

from tests.dbt_project.seeds import seed
from tests.dbt_project.verhalen import ENSCHEDE
from tests.dbt_project.wereld import Wereld

TWENTERAND = "GM1700"  # in the calendar with partners that delivered until 2018


def test_a_replaced_delivery_is_called_so_and_a_rejected_one_replaces_nothing(wereld: Wereld) -> None:
    status = wereld.vraag(
        "select volgnummer, status from kwaliteit.fct_levering"
        f" where gemeente_code = '{ENSCHEDE}' and feed = 'uitkeringen' order by 1"
    )
    assert status == [(1, "vervangen"), (2, "geladen"), (3, "afgekeurd")]


def test_a_rejected_newest_delivery_makes_the_feed_broken_and_names_what_stays_in_use(wereld: Wereld) -> None:
    [(status, reden)] = wereld.vraag(
        "select status, reden from kwaliteit.mart_bronstatus"
        f" where gemeente_code = '{ENSCHEDE}' and feed = 'uitkeringen'"
    )
    assert status == "kapot"
    assert reden == (
        "De nieuwste levering (GM0153_uitkeringen_20241231_03) is afgekeurd: De laatste regel ontbreekt."
        " In gebruik blijft de levering met peildatum 31-12-2024."
    )


def test_feeds_outside_the_calendar_are_judged_on_soundness_only(wereld: Wereld) -> None:
    status = wereld.vraag(
        f"select distinct status from kwaliteit.mart_bronstatus where gemeente_code not in {(ENSCHEDE, TWENTERAND, 'NL01')}"
    )
    assert status == [("goed",)]


def test_a_feed_that_gave_all_the_calendar_asks_is_sound_and_one_that_has_ended_is_not_missed(
    lege_wereld: Wereld,
) -> None:
    kalender = seed("leveringskalender", onderdeel="kwaliteit")
    for rij in kalender:
        peildatum = rij["geldig_tot"] or ("2024-05-01" if rij["frequentie"] == "eigen" else "2024-12-31")
        lege_wereld.levering(f"{rij['bron']}.{rij['feed']}", rij["gemeente_code"], peildatum, "2025-01-20T10:00:00")
    # The ledger alone can tell.
    for bestand in (lege_wereld.home / "raw").rglob("*.parquet"):
        bestand.unlink()
    lege_wereld.dbt("build", "--selector", "kwaliteit", "--exclude-resource-type", "unit_test")
    assert lege_wereld.vraag("select count(*), count(*) filter (status = 'goed') from kwaliteit.mart_bronstatus") == [
        (len(kalender), len(kalender))
    ]
