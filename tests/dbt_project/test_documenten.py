"""Documents: their targets, the actions they list, the scores against the targets, and the figures they print."""

from typing import Any

from tests.dbt_project.verhalen import ENSCHEDE, TWENTERAND
from tests.dbt_project.wereld import Wereld

BEGROTING, REKENING = "enschede-begroting-2024", "enschede-jaarrekening-2024"


def streefwaarden(w: Wereld, code: str) -> list[tuple[Any, ...]]:
    return w.vraag(
        "select document_code, uitsplitsing, jaar, streefwaarde, vervallen from indicatoren.fct_streefwaarde"
        f" where gemeente_code = '{ENSCHEDE}' and indicator_code = '{code}' order by document_code"
    )


def score(w: Wereld, code: str, jaar: int) -> list[tuple[Any, ...]]:
    return w.vraag(
        "select streefwaarde, document_code, oordeel from indicatoren.mart_indicatorscore"
        f" where gemeente_code = '{ENSCHEDE}' and indicator_code = '{code}' and jaar = {jaar}"
    )


def test_each_document_keeps_its_own_target_and_the_newest_counts(wereld: Wereld) -> None:
    assert streefwaarden(wereld, "leergeld_bereik_pct") == [
        (BEGROTING, "totaal", 2026, 75, False),
        (REKENING, "totaal", 2026, 85, False),
    ]
    assert score(wereld, "leergeld_bereik_pct", 2026) == [(85, REKENING, "geen_realisatie")]


def test_a_lapsed_target_is_a_row_and_takes_the_place_of_the_older_one(wereld: Wereld) -> None:
    assert streefwaarden(wereld, "lks_regulier_pct") == [
        (BEGROTING, "totaal", 2024, 60, False),
        (REKENING, "totaal", 2024, None, True),
    ]
    assert score(wereld, "lks_regulier_pct", 2024) == [(None, REKENING, "geen_streefwaarde")]


def test_a_correction_takes_a_target_back(wereld: Wereld) -> None:
    assert streefwaarden(wereld, "sportdeelname_pct") == [(REKENING, "liefst", 2024, 71, False)]


def test_a_target_without_a_year_or_beside_the_target_is_kept_but_not_scored(wereld: Wereld) -> None:
    assert streefwaarden(wereld, "vrijwilligerswerk_pct") == [(BEGROTING, "totaal", None, 30, False)]
    assert score(wereld, "sportdeelname_pct", 2024) == []


def test_an_action_is_a_row_per_moment(wereld: Wereld) -> None:
    assert wereld.vraag("select nummer, moment from indicatoren.fct_actie order by all") == [
        ("01", "JR"), ("01", "TR"), ("02", "JR"), ("02", "TR"),
    ]  # fmt: skip


def test_printed_figures_are_laid_beside_what_is_known(wereld: Wereld) -> None:
    gevonden = wereld.vraag(
        "select indicator_code, maat, uitsplitsing, gepubliceerd, berekend, aansluiting from indicatoren.mart_aansluiting"
        f" where gemeente_code = '{ENSCHEDE}' order by all"
    )
    assert gevonden == [
        ("aantal_acties", "realisatie", "01.01", 3, None, "niet_berekend"),
        ("aantal_acties", "realisatie", "02.01", 2, 2, "sluit_aan"),
        ("bijstand_uitkeringen", "realisatie", "begin_jaar", 4, 4, "sluit_aan"),
        ("bijstand_uitkeringen", "realisatie", "totaal", 3, 4, "wijkt_af"),
        ("fin_lasten", "realisatie", "totaal_programma", 517499, 517499, "sluit_aan"),
        ("iit_bereik_pct", "realisatie", "totaal", 24, None, "niet_berekend"),
        ("leergeld_bereik_pct", "streefwaarde", "totaal", 75, 75, "sluit_aan"),
        ("leergeld_bereik_pct", "streefwaarde", "totaal", 85, 85, "sluit_aan"),
        ("lks_regulier_pct", "streefwaarde", "totaal", None, None, "sluit_aan"),
    ]


def test_a_figure_that_was_corrected_since_it_was_printed_says_when_it_was_right(wereld: Wereld) -> None:
    assert wereld.vraag(
        "select toelichting from indicatoren.mart_aansluiting"
        " where indicator_code = 'bijstand_uitkeringen' and aansluiting = 'wijkt_af'"
    ) == [("Dit was het cijfer van 05-01-2025 tot 01-02-2025; een latere levering heeft het herzien.",)]


def test_cells_typed_as_printed_agree_with_their_number_or_with_having_none(wereld: Wereld) -> None:
    assert wereld.vraag(
        "select waarde_gedrukt, berekend, aansluiting, toelichting from indicatoren.mart_aansluiting"
        f" where gemeente_code = '{TWENTERAND}' order by 1"
    ) == [
        ("-", None, "sluit_aan", "Geen cijfer opgegeven (-)."),
        ("511 (1/7)", 511, "sluit_aan", "Stand op 01-07-2017."),
    ]


def test_whatever_does_not_agree_says_why(wereld: Wereld) -> None:
    zonder = wereld.vraag(
        "select * from indicatoren.mart_aansluiting where aansluiting <> 'sluit_aan' and toelichting is null"
    )
    assert zonder == []
