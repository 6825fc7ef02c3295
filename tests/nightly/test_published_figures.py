"""The figures of the demo, as published: they are the printed ones, they are those that the extracts were made from, and what was known when is kept."""

from __future__ import annotations

import csv
from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from sources.demo.doelcijfers import Doelcijfer, lees
from tests.support.night import ROOT, Night, Record

A_SECOND = timedelta(seconds=1)
POPULATION = {
    2019: 158986,
    2020: 159640,
    2021: 159732,
    2022: 160640,
    2023: 161235,
    2024: 161738,
    2025: 162317,
    2026: 162683,
}
"""Inhabitants of Enschede on 1 January (CBS, table 03759ned)."""

NOT_PUBLISHED = {
    # What the extracts are made of; the indicator is their sum.
    ("pleegzorg_gezinshuis_kinderen", 1, "pleegzorg"),
    ("pleegzorg_gezinshuis_kinderen", 1, "gezinshuis"),
}

# A statement of a partner is a target by itself: what is typed in its sheet is the figure.
FROM_REGISTERS = """
    SELECT i.*, f.noemer_component
    FROM indicatoren.fct_indicator AS i
    JOIN indicatoren.dim_formule AS f USING (indicator_code, definitie_versie, uitsplitsing)
    WHERE i.jaar BETWEEN coalesce(f.jaar_van, i.jaar) AND coalesce(f.jaar_tot, i.jaar)
      AND NOT coalesce(f.teller_component LIKE 'opgave%' OR f.teller_component LIKE 'referentie%', false)
"""

CONTRADICTIONS = {
    # The document prints 4.704 and 4.707 for the same figure, so one of them always differs.
    ("jeugdhulp_kinderen_uniek", "totaal", 2023, "4.707"),
    # The budget says seven and lists eight.
    ("aantal_acties", "02.01", 2024, "7"),
}

NOT_TO_BE_COMPUTED = {
    # No year is named.
    ("iit_bereik_pct", "totaal", None),
    ("verenigingsleven_pct", "deze_eeuw.minimum", None),
    ("verenigingsleven_pct", "deze_eeuw.maximum", None),
    # Over years of which nothing was delivered.
    ("sportdeelname_pct", "minimum", None),
    ("sportdeelname_pct", "maximum", None),
    ("sportdeelname_pct", "gemiddelde", None),
    ("deelname_mogelijkheden_schaal", "totaal", None),
    ("aantal_indicatoren", "totaal", 2014),
    ("aantal_indicatoren", "nieuw", 2015),
    ("aantal_indicatoren", "vervallen", 2015),
    # Single persons.
    ("vo_verblijfsduur", "clienten_kort_verblijf", 2022),
    ("vo_verblijfsduur", "kort_verblijf_1", 2022),
    ("vo_verblijfsduur", "kort_verblijf_2", 2022),
    ("vo_verblijfsduur", "clienten_lang_verblijf", 2024),
    ("vo_verblijfsduur", "lang_verblijf", 2024),
}


@pytest.fixture(scope="module")
def printed(demo_night: Night) -> list[Record]:
    return demo_night.ask("SELECT * FROM indicatoren.mart_aansluiting")


def test_everything_the_documents_print_is_laid_beside_what_we_know(printed: list[Record]):
    typed = (ROOT / "sources" / "pc" / "demo" / "publicaties.csv").read_text(encoding="utf-8")
    assert len(printed) == len(list(csv.DictReader(typed.splitlines())))


def test_a_printed_figure_differs_only_where_the_documents_contradict_themselves(printed: list[Record]):
    """Where amounts do is in test_published_amounts."""
    different = [
        row for row in printed if row["aansluiting"] == "wijkt_af" and not row["indicator_code"].startswith("fin_")
    ]
    assert {(*what(row), row["waarde_gedrukt"]) for row in different} == CONTRADICTIONS


def test_only_that_is_not_computed_which_cannot_be(printed: list[Record]):
    missing = [row for row in printed if row["aansluiting"] == "niet_berekend"]
    assert {what(row) for row in missing} == NOT_TO_BE_COMPUTED


def what(row: Record) -> tuple[str, str, int | None]:
    return row["indicator_code"], row["uitsplitsing"], row["jaar"]


def test_what_does_not_agree_says_why_in_a_sentence(printed: list[Record]):
    assert all(row["toelichting"].endswith(".") for row in printed if row["aansluiting"] != "sluit_aan")


def test_what_differs_says_by_how_much_and_when_it_was_right(printed: list[Record]):
    (row,) = [row for row in printed if row["waarde_gedrukt"] == "4.707"]
    assert (row["gepubliceerd"], row["berekend"], row["verschil"]) == (4707, 4704, -3)
    assert row["toelichting"].endswith(
        "Dit was het cijfer van 18-01-2024 tot 16-02-2024; een latere levering heeft het herzien."
    )


def test_the_newest_target_counts_and_the_older_one_stays(demo_night: Night):
    leergeld = "indicator_code = 'leergeld_bereik_pct' AND jaar = 2026"
    assert demo_night.ask(f"SELECT streefwaarde FROM indicatoren.fct_streefwaarde WHERE {leergeld} ORDER BY 1") == [
        {"streefwaarde": 75}, {"streefwaarde": 85},
    ]  # fmt: skip
    assert demo_night.ask(f"SELECT streefwaarde FROM indicatoren.mart_indicatorscore WHERE {leergeld}") == [
        {"streefwaarde": 85}
    ]


@pytest.mark.parametrize(
    ("indicator", "breakdown", "judgement"),
    [
        ("bijstand_volume_ontwikkeling", "totaal", "niet_gehaald"),
        ("sociale_activering_pct", "totaal", "niet_gehaald"),
        ("lks_regulier_pct", "totaal", "geen_streefwaarde"),
        ("beschut_werk", "totaal", "gehaald"),
        ("iit_bereik_pct", "totaal", "gehaald"),
        ("beschermd_wonen_clienten", "totaal", "neutraal"),
        ("mo_verblijfsduur", "totaal", "niet_gehaald"),
        ("vo_verblijfsduur", "totaal", "niet_gehaald"),
        ("sociaal_vangnet", "familie_en_vrienden", "gehaald"),
        ("sociaal_vangnet", "buurt", "gehaald"),
        ("inzet_voor_anderen", "hulp_aan_buren", "niet_gehaald"),
        ("inzet_voor_anderen", "naastenzorg", "gehaald"),
        ("jeugdhulp_zwaar_pct", "totaal", "gehaald"),
        ("jeugdbescherming_pct", "totaal", "gehaald"),
        ("maatschappelijke_inzet", "totaal", "gehaald"),
        ("wmo_voorziening_per_1000", "hulp_bij_huishouden", "gehaald"),
    ],
)
def test_the_scores_of_2024_are_what_the_account_says_in_words(
    demo_night: Night, indicator: str, breakdown: str, judgement: str
):
    assert demo_night.ask(
        "SELECT oordeel FROM indicatoren.mart_indicatorscore WHERE gemeente_code = 'GM0153' AND jaar = 2024"
        f" AND indicator_code = '{indicator}' AND uitsplitsing = '{breakdown}'"
    ) == [{"oordeel": judgement}]


@pytest.mark.parametrize(
    ("indicator", "breakdown", "year", "printed"),
    [
        ("bijstand_uitkeringen", "totaal", 2024, "5690"),
        ("sociale_activering_pct", "totaal", 2024, "21.79"),
        ("beschut_werk", "totaal", 2024, "136.8"),
        ("beschut_werk", "begin_jaar", 2024, "117"),
        ("iit_bereik_pct", "totaal", 2024, "63"),
        ("iit_toekenningen", "totaal", 2019, "1621"),
        ("iit_toekenningen", "totaal", 2022, "2322"),
        ("mo_verblijfsduur", "totaal", 2022, "7"),
        ("jeugdhulp_voorzieningen", "totaal", 2023, "11176"),
        ("jeugdhulp_voorzieningen", "totaal", 2024, "11571"),
        ("jeugdhulp_voorzieningen", "zwaar", 2023, "2811"),
        ("jeugdhulp_voorzieningen", "zwaar", 2024, "2767"),
        ("jeugdhulp_kinderen_uniek", "totaal", 2023, "4704"),
        ("jeugdhulp_kinderen_uniek", "totaal", 2024, "4866"),
        ("jeugdbescherming_kinderen", "totaal", 2023, "614"),
        ("jeugdbescherming_kinderen", "totaal", 2024, "607"),
        ("pleegzorg_gezinshuis_kinderen", "totaal", 2023, "443"),
        ("pleegzorg_gezinshuis_kinderen", "totaal", 2024, "433"),
    ],
)
def test_the_warehouse_answers_what_the_municipality_printed(
    demo_night: Night, indicator: str, breakdown: str, year: int, printed: str
):
    (row,) = demo_night.ask(
        "SELECT waarde FROM indicatoren.fct_indicator WHERE gemeente_code = 'GM0153' AND bekend_tot IS NULL"
        f" AND indicator_code = '{indicator}' AND uitsplitsing = '{breakdown}' AND jaar = {year}"
        " QUALIFY definitie_versie = max(definitie_versie) OVER ()"
    )
    assert as_printed(row["waarde"], Decimal(printed)) == Decimal(printed)


def as_printed(value: float, target: Decimal) -> Decimal:
    """A value with as many decimals as the target has."""
    return Decimal(repr(round(value, 9))).quantize(target.normalize() if target == target.to_integral() else target)


def key_of(target: Doelcijfer) -> tuple[str, int, str, int]:
    return target.indicator_code, target.definitie_versie, target.uitsplitsing, target.jaar


def key(row: Record) -> tuple[str, int, str, int]:
    return row["indicator_code"], row["definitie_versie"], row["uitsplitsing"], row["jaar"]


def test_every_target_of_the_demo_comes_out_for_every_year(demo_night: Night):
    """The extracts were made from these figures; the whole way through contracts, quality and dbt must give them back."""
    now = {
        key(row): row
        for row in demo_night.ask(
            "SELECT * FROM indicatoren.fct_indicator WHERE bekend_tot IS NULL AND gemeente_code = 'GM0153'"
        )
    }
    wrong = [
        (target, row and row[target.maat])
        for target in lees()
        if target.volgnummer is None and key_of(target)[:3] not in NOT_PUBLISHED
        for row in [now.get(key_of(target))]
        if row is None or as_printed(row[target.maat], target.waarde) != target.waarde
    ]
    assert wrong == []


def test_no_figure_is_published_that_the_demo_has_no_target_for(demo_night: Night):
    published = {key(row) for row in demo_night.ask(FROM_REGISTERS)}
    beside = {code[:3] for code in published - {key_of(target) for target in lees()}}
    follow_from_others = {("wmo_voorziening_per_1000", "totaal"), ("bijstand_groei_pct", "totaal")}
    follow_from_others |= {("beschut_werk_taakstelling_pct", "totaal")}
    assert {(code, uitsplitsing) for code, _, uitsplitsing in beside} == follow_from_others


def corrected_targets() -> list[Doelcijfer]:
    return [target for target in lees() if target.volgnummer is not None]


def test_a_correction_leaves_what_was_known_before_it(demo_night: Night):
    """4.707 was counted from the first delivery of 2023, 4.704 from its correction; each was known from its own arrival on."""
    assert any(target.waarde == 4707 for target in corrected_targets())
    arrivals = demo_night.ask(
        "SELECT ontvangen_op FROM kwaliteit.fct_levering WHERE bron = 'gidso' AND feed = 'voorzieningen' AND peildatum = DATE '2023-12-31'"
        " ORDER BY volgnummer"
    )
    first, second = (row["ontvangen_op"] for row in arrivals)
    assert known_children_of_2023(demo_night, first) == [4707]
    assert known_children_of_2023(demo_night, first - A_SECOND) == []
    assert known_children_of_2023(demo_night, second - A_SECOND) == [4707]
    assert known_children_of_2023(demo_night, second) == [4704]
    assert known_children_of_2023(demo_night, datetime(2100, 1, 1)) == [4704]


def known_children_of_2023(night: Night, moment: datetime) -> list[float]:
    found = night.ask(
        "SELECT waarde FROM indicatoren.fct_indicator WHERE indicator_code = 'jeugdhulp_kinderen_uniek' AND jaar = 2023"
        f" AND bekend_vanaf <= TIMESTAMP '{moment}' AND (bekend_tot IS NULL OR bekend_tot > TIMESTAMP '{moment}')"
    )
    return [row["waarde"] for row in found]


def test_what_was_known_follows_without_a_gap_or_an_overlap(demo_night: Night):
    query = """
        SELECT *, lead(bekend_vanaf) OVER (PARTITION BY gemeente_code, indicator_code, definitie_versie, uitsplitsing, jaar ORDER BY bekend_vanaf) AS volgende
        FROM indicatoren.fct_indicator
        QUALIFY bekend_tot IS DISTINCT FROM volgende OR bekend_tot <= bekend_vanaf
    """
    assert demo_night.ask(query) == []


def test_every_figure_of_the_demo_is_marked_synthetic(demo_night: Night):
    assert demo_night.ask("SELECT DISTINCT synthetisch FROM indicatoren.fct_indicator") == [{"synthetisch": True}]
    assert demo_night.ask(
        "SELECT DISTINCT synthetisch FROM indicatoren.mart_aansluiting WHERE berekend IS NOT NULL"
        " AND indicator_code <> 'aantal_indicatoren'"
    ) == [{"synthetisch": True}], "all but what is counted in our own list of indicators"
    assert demo_night.ask("SELECT DISTINCT synthetisch FROM indicatoren.mart_indicatorscore") == [{"synthetisch": True}]


def test_a_year_is_definitief_when_a_later_one_was_delivered(demo_night: Night):
    rows = demo_night.ask(
        f"SELECT jaar, list(DISTINCT status ORDER BY status) AS statussen FROM ({FROM_REGISTERS}) WHERE bekend_tot IS NULL"
        " AND noemer_component IS NULL GROUP BY jaar"
    )
    found = {row["jaar"]: row["statussen"] for row in rows}
    assert found == {year: ["definitief"] for year in range(2019, 2024)} | {2024: ["voorlopig"]}


def test_the_population_of_enschede_comes_out_exactly(demo_night: Night):
    rows = demo_night.ask(
        "SELECT jaar, waarde, synthetisch FROM indicatoren.fct_component WHERE component_code = 'cbs_inwoners' AND gemeente_code = 'GM0153'"
        " AND bekend_tot IS NULL"
    )
    assert {row["jaar"]: row["waarde"] for row in rows} == POPULATION
    assert not any(row["synthetisch"] for row in rows), "CBS is real, also in the demo"


def test_every_indicator_with_a_figure_leads_to_the_feeds_that_it_is_made_of(demo_night: Night):
    lost = demo_night.ask(
        "SELECT DISTINCT gemeente_code, indicator_code FROM indicatoren.fct_indicator WHERE bekend_tot IS NULL"
        " EXCEPT SELECT gemeente_code, indicator_code FROM indicatoren.brug_indicator_feed"
    )
    assert lost == []
    judged = "SELECT DISTINCT bron, feed FROM kwaliteit.mart_bronstatus"
    assert demo_night.ask(f"SELECT bron, feed FROM indicatoren.brug_indicator_feed EXCEPT {judged}") == []
    feeds = demo_night.ask(
        "SELECT indicator_code, string_agg(bron || '/' || feed, ' ' ORDER BY bron, feed) AS feeds"
        " FROM indicatoren.brug_indicator_feed WHERE gemeente_code = 'GM0153'"
        " AND indicator_code IN ('beschermd_wonen_clienten', 'iit_bereik_pct', 'bijstand_volume_ontwikkeling', 'fin_lasten')"
        " GROUP BY indicator_code"
    )
    assert {row["indicator_code"]: row["feeds"] for row in feeds} == {
        "beschermd_wonen_clienten": "cimot/trajecten vis2/opvang",
        "bijstand_volume_ontwikkeling": "opgave/referentiegemeenten ssd/uitkeringen",
        "fin_lasten": "pc/begrotingsregels",
        "iit_bereik_pct": "cbs/inkomen opgave/gbtwente ssd/inkomenstoeslagen",
    }


def test_every_figure_can_be_followed_to_its_deliveries(demo_night: Night):
    lost = demo_night.ask(
        "SELECT * FROM indicatoren.fct_component AS c WHERE NOT EXISTS (SELECT 1 FROM kwaliteit.fct_levering AS l WHERE l.levering_id = c.levering_id"
        " OR l.levering_id = c.tweede_levering_id)"
    )
    assert lost == []
