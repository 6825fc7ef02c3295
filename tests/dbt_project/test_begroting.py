"""What the goals cost: from lines in the unit and with the signs of a document to its account, its goals and its tables."""

import json
from decimal import Decimal
from typing import Any

import pytest

from tests.dbt_project.verhalen import ENSCHEDE, TWENTERAND
from tests.dbt_project.verhalen_begroting import BEGROTING_2020, BEGROTING_2024, BEGROTING_2025, REKENING_2024
from tests.dbt_project.wereld import Wereld


def duizend(bedrag: str | None) -> Decimal | None:
    return None if bedrag is None else Decimal(bedrag) * 1000


class TestALine:
    def test_is_in_euros_and_positive_whatever_the_document_prints(self, wereld: Wereld) -> None:
        assert wereld.vraag(
            "select soort, bedrag_eur, eenheid from financien.fct_begrotingsregel"
            f" where gemeente_code = '{TWENTERAND}' and jaar = 2020 and niveau = 'programma' order by soort"
        ) == [("baten", 14388958, "euro"), ("lasten", 54227762, "euro"), ("onttrekking", 1795604, "euro")]

    def test_of_a_product_brings_its_hoofddoel_and_keeps_the_name_of_the_document(self, wereld: Wereld) -> None:
        assert wereld.vraag(
            "select distinct product, product_code, doel_code from financien.fct_begrotingsregel"
            f" where gemeente_code = '{ENSCHEDE}' and niveau = 'product' order by all"
        ) == [
            ("Jeugdhulp", "jeugdhulp", "03"),
            ("Sport & Gezondheid", "sport_gezondheid", "02"),
            ("Sport & gezondheid", "sport_gezondheid", "02"),
            ("Stelpost onderuitputting Vitaal & Sociaal", "stelpost_onderuitputting", None),
        ]

    def test_stands_at_the_level_of_its_finest_field(self, wereld: Wereld) -> None:
        assert wereld.vraag(
            "select taakveld_code, niveau, bedrag_eur from financien.fct_begrotingsregel"
            f" where gemeente_code = '{ENSCHEDE}' and taakveld_code is not null order by all"
        ) == [("6.72a", "taakveld", 400000000), ("6.73a", "taakveld", 17500000)]

    def test_makes_way_for_all_lines_of_its_level_in_a_newer_file(self, wereld: Wereld) -> None:
        assert wereld.vraag(
            "select jaar, doel_code from financien.fct_begrotingsregel"
            f" where gemeente_code = '{TWENTERAND}' and niveau = 'doel' and soort = 'lasten' order by all"
        ) == [(2020, "TW-1"), (2020, "TW-2"), (2021, "TW-1")]


class TestTheAccountOfAProgramme:
    @staticmethod
    def rekening(w: Wereld, jaar: int) -> dict[str, tuple[Any, ...]]:
        return {
            regel: bedragen
            for regel, *bedragen in w.vraag(
                "select regel, document_code, begroting_primair_eur, begroting_na_wijziging_eur, realisatie_eur,"
                f" afwijking_eur from financien.mart_programmarekening where gemeente_code = '{ENSCHEDE}' and jaar = {jaar}"
            )
        }

    @pytest.mark.parametrize(
        ("regel", "primair", "na_wijziging", "realisatie", "afwijking"),
        [
            ("lasten", "500000", "510000", "517499", "-7499"),
            ("baten", "150000", "174000", "176899", "2899"),
            ("saldo", "-350000", "-336000", "-340600", "-4600"),
            ("storting", "2000", "5000", "5500", "-500"),
            ("onttrekking", "0", "17000", "17250", "250"),
            ("saldo_reserves", "-2000", "12000", "11750", "-250"),
            ("resultaat", "-352000", "-324000", "-328850", "-4850"),
        ],
    )
    def test_has_the_phases_of_the_newest_document_beside_each_other(
        self, wereld: Wereld, regel: str, primair: str, na_wijziging: str, realisatie: str, afwijking: str
    ) -> None:
        assert self.rekening(wereld, 2024)[regel] == [
            REKENING_2024, duizend(primair), duizend(na_wijziging), duizend(realisatie), duizend(afwijking)
        ]  # fmt: skip

    def test_is_the_sum_of_goals_where_nothing_else_is_known_and_then_has_no_saldo(self, wereld: Wereld) -> None:
        assert self.rekening(wereld, 2025) == {"lasten": [BEGROTING_2025, duizend("271378"), None, None, None]}


class TestTheLastenOfAGoal:
    def test_are_those_of_its_products_where_the_document_has_them(self, wereld: Wereld) -> None:
        assert wereld.vraag(
            "select jaar, fase, document_code, doel_code, lasten_eur from financien.mart_lasten_per_doel"
            f" where gemeente_code = '{ENSCHEDE}' order by all"
        ) == [
            (2024, "begroting_na_wijziging", REKENING_2024, "02", 100000000),
            (2024, "begroting_na_wijziging", REKENING_2024, "03", 410000000),
            (2024, "realisatie", REKENING_2024, "02", 100000000),
            (2024, "realisatie", REKENING_2024, "03", 417500000),
            (2025, "begroting_primair", BEGROTING_2025, "01", 271378000),
        ]

    def test_and_those_of_the_programme_differ_by_what_the_document_rounded(self, wereld: Wereld) -> None:
        assert wereld.vraag(
            "select totaal_eur, delen_eur, verschil_eur, tolerantie_eur, oordeel from financien.mart_begrotingscontrole"
            f" where document_code = '{REKENING_2024}' and totaal_niveau = 'programma' and deel_niveau = 'doel'"
            " and soort = 'lasten'"
        ) == [(517499000, 517500000, 1000, 1000, "sluit_aan")]


def test_a_product_deviates_by_all_it_cost_brought_in_and_did_to_the_reserves(wereld: Wereld) -> None:
    assert wereld.vraag(
        "select product_code, begroting_na_wijziging_eur, realisatie_eur, afwijking_eur, oordeel"
        f" from financien.mart_productafwijking where gemeente_code = '{ENSCHEDE}' and jaar = 2024 order by all"
    ) == [
        ("jeugdhulp", duizend("-310000"), duizend("-312500"), duizend("-2500"), "nadeel"),
        ("sport_gezondheid", duizend("-17500"), duizend("-16351"), duizend("1149"), "voordeel"),
        ("stelpost_onderuitputting", duizend("3500"), 0, duizend("-3500"), "nadeel"),
    ]


def test_a_document_that_looks_ahead_has_a_row_per_year(wereld: Wereld) -> None:
    assert wereld.vraag(
        "select document_code, jaar, onderdeel, fase, bedrag_eur from financien.mart_meerjarenraming"
        " where regel = 'saldo' and niveau = 'programma' order by all"
    ) == [
        (BEGROTING_2024, 2024, "Vitaal & Sociaal", "begroting_primair", duizend("-349000")),
        (BEGROTING_2024, 2025, "Vitaal & Sociaal", "raming", duizend("-354000")),
        (BEGROTING_2020, 2020, "Sociaal domein", "begroting_primair", -39838804),
        (BEGROTING_2020, 2021, "Sociaal domein", "raming", -1700),
    ]


class TestAPrintedTable:
    @staticmethod
    def kolom(w: Wereld, document: str, kolomnaam: str, tabel: str = "programma") -> list[tuple[str, str | None]]:
        return w.vraag(
            f"select regelnaam, tekst from financien.mart_documenttabel where document_code = '{document}'"
            f" and tabel = '{tabel}' and kolomnaam = '{kolomnaam}' order by regelnummer"
        )

    def test_is_printed_in_the_unit_and_with_the_signs_of_its_document(self, wereld: Wereld) -> None:
        assert self.kolom(wereld, REKENING_2024, "Saldo (- = nadeel)") == [
            ("Lasten", "-7.499"),
            ("Baten", "2.899"),
            ("Gerealiseerde saldo van baten en lasten", "-4.600"),
            ("Storting reserves", "-500"),
            ("Onttrekking reserves", "250"),
            ("Gerealiseerde saldo van mutaties reserves", "-250"),
            ("Resultaat", "-4.850"),
        ]

    def test_has_as_many_decimals_as_that_table_has(self, wereld: Wereld) -> None:
        assert self.kolom(wereld, REKENING_2024, "totale lasten", "doelen") == [
            ("We werken aan bestaanszekerheid", None),
            ("We maken gezond leven makkelijker", "100.000,00"),
            ("We vergroten de kansengelijkheid", "417.500,00"),
        ]

    def test_has_an_empty_cell_where_no_line_was_delivered(self, wereld: Wereld) -> None:
        tabel = dict(self.kolom(wereld, BEGROTING_2020, "2021"))
        assert tabel["Totaal saldo van baten en lasten"] == "1.700"
        assert tabel["Mutaties reserves"] is None
        assert {tekst for naam, tekst in self.kolom(wereld, BEGROTING_2020, "2023")} == {None}

    def test_turns_baten_and_withdrawals_round_where_the_document_does(self, wereld: Wereld) -> None:
        tabel = self.kolom(wereld, BEGROTING_2020, "2020")
        assert tabel[5:] == [
            ("Totaal programma lasten", "54.227.762"),
            ("Sociale zaken", "-14.014.961"),
            ("Maatschappelijke ondersteuning", "-373.997"),
            ("Gezondheidszorg", None),
            ("Onderwijs", None),
            ("Jeugd", None),
            ("Totaal programma baten", "-14.388.958"),
            ("Totaal saldo van baten en lasten", "39.838.804"),
            ("Mutaties reserves", "-1.795.604"),
            ("Geraamd resultaat", "38.043.200"),
        ]


def test_no_mart_of_amounts_can_stop_the_figures_they_are_reconciled_with(wereld: Wereld) -> None:
    """What both need is in intermediate; a data test on that would stop the figures too, so those are on the marts."""
    manifest = json.loads((wereld.home / "dbt" / "target" / "manifest.json").read_text(encoding="utf-8"))
    boven, nieuw = set[str](), {"model.sociaal_domein.mart_aansluiting"}
    while nieuw:
        boven |= nieuw
        nieuw = {ouder for kind in nieuw for ouder in manifest["parent_map"].get(kind, [])} - boven
    assert "model.sociaal_domein.int_begrotingsbedrag" in boven
    assert {naam for naam in boven if manifest["nodes"].get(naam, {}).get("schema") == "financien"} == set()
    bewaakt = {
        naam: set(test["depends_on"]["nodes"])
        & boven - {"seed.sociaal_domein.documentpresentatie", "seed.sociaal_domein.documentleemte"}
        for naam, test in manifest["nodes"].items()
        if test["resource_type"] == "test" and "maken_" in naam
    }
    assert len(bewaakt) == 6
    assert all(not modellen for modellen in bewaakt.values())
