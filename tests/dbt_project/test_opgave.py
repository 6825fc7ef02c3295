"""What partners state: typed cells become figures, and a figure changes when it is stated anew, not when a file comes."""

from datetime import date, datetime
from typing import Any

import pytest

from tests.dbt_project.verhalen import HAAKSBERGEN
from tests.dbt_project.wereld import Wereld


def geschiedenis(wereld: Wereld, kolommen: str, code: str, jaar: int, uitsplitsing: str = "totaal") -> list[Any]:
    """All that was ever known of a figure of Haaksbergen, the oldest knowledge first."""
    return wereld.vraag(
        f"select {kolommen} from indicatoren.fct_indicator where gemeente_code = '{HAAKSBERGEN}'"
        f" and indicator_code = '{code}' and jaar = {jaar} and uitsplitsing = '{uitsplitsing}' order by bekend_vanaf, definitie_versie"
    )


def utc(moment: str) -> datetime:
    """The marts hold UTC without a zone."""
    return datetime.fromisoformat(moment)


def test_a_year_stands_until_it_is_stated_again_by_a_correction_or_by_a_later_peildatum(wereld: Wereld) -> None:
    assert geschiedenis(wereld, "waarde, bekend_vanaf, bekend_tot", "vtt_meldingen", 2023) == [
        (None, utc("2024-02-01 10:00"), utc("2024-03-01 10:00")),
        (1290.0, utc("2024-03-01 10:00"), utc("2025-02-01 10:00")),
        (1300.0, utc("2025-02-01 10:00"), None),
    ]


def test_what_is_stated_as_not_known_is_a_row_that_says_so(wereld: Wereld) -> None:
    assert geschiedenis(wereld, "waarde, kanttekening", "vtt_meldingen", 2023)[0] == (None, "Nog niet bekend (n.n.b.).")
    assert geschiedenis(wereld, "waarde, kanttekening", "vtt_meldingen", 2023, "kindermishandeling_pct") == [
        (None, "Minder dan vijf (<5).")
    ]


def test_a_correction_that_drops_a_row_withdraws_the_figure(wereld: Wereld) -> None:
    assert geschiedenis(wereld, "waarde, peildatum, bekend_tot", "vtt_meldingen", 2021) == [
        (999.0, date(2021, 5, 31), utc("2024-03-01 10:00"))
    ]


def test_a_star_is_provisional_and_what_the_partner_says_of_its_status_counts(wereld: Wereld) -> None:
    assert geschiedenis(wereld, "waarde, status, kanttekening", "vtt_meldingen", 2022) == [
        (1234.0, "voorlopig", "Gemerkt met *."),
        (1240.0, "nader_voorlopig", None),
    ]


def test_an_earlier_number_in_the_cell_is_kept_beside_the_one_that_counts(wereld: Wereld) -> None:
    assert geschiedenis(wereld, "waarde, kanttekening", "vtt_meldingen", 2024) == [(1250.0, "Eerder opgegeven: 1.200.")]


def test_a_figure_by_the_old_method_stays_beside_the_recalculated_one(wereld: Wereld) -> None:
    nu = geschiedenis(wereld, "definitie_versie, waarde, bekend_tot", "startkwalificatie_pct", 2022)
    assert [row for row in nu if row[2] is None] == [(1, 70.5, None), (2, 73.0, None)]


def test_our_growth_is_taken_off_that_of_the_reference_municipalities_that_are_stated(wereld: Wereld) -> None:
    [(teller, noemer, waarde, kanttekening)] = geschiedenis(
        wereld, "teller, noemer, waarde, kanttekening", "bijstand_volume_ontwikkeling", 2024
    )
    assert teller == pytest.approx(102)
    assert noemer is None
    assert waarde == pytest.approx(2 - 100)
    assert kanttekening == (
        "Over 2 van de 20 referentiegemeenten: van de andere is het begin of het einde van het jaar niet opgegeven."
    )
