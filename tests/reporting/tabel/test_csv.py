"""What somebody opens from a page in a spreadsheet."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from reporting.tabel.csv import csv_tekst, schrijf_csv
from reporting.tabel.model import Cel, Kolom, Rij
from tests.reporting.tabel.tabellen import een_cel, rekening


def _gelezen(tekst: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(tekst), delimiter=";"))


def test_a_spreadsheet_set_to_dutch_opens_it_with_a_double_click(tmp_path: Path) -> None:
    inhoud = schrijf_csv(rekening(titel="Cliënten"), tmp_path / "rekening.csv").read_bytes()
    assert inhoud.startswith(b"\xef\xbb\xbf")
    assert b"\r\n" in inhoud
    assert b"491064,123" in inhoud


def test_every_row_says_its_unit_its_source_and_that_it_is_synthetic() -> None:
    koppen, *rijen = _gelezen(csv_tekst(rekening(waarschuwingen=("De bron is kapot.",))))
    assert koppen[-4:] == ["Eenheid", "Bron", "Waarschuwing", "Synthetisch"]
    assert {tuple(rij[-4:]) for rij in rijen} == {("x 1.000 euro", "Jaarrekening", "De bron is kapot.", "ja")}


def test_real_figures_do_not_say_that_they_are_synthetic() -> None:
    assert {rij[-1] for rij in _gelezen(csv_tekst(rekening(synthetisch=False)))[1:]} == {"nee"}


def test_judgements_and_notes_get_columns_of_their_own() -> None:
    koppen, lasten, baten, _ = _gelezen(csv_tekst(rekening()))
    assert koppen[:6] == [
        "Regel",
        "Begroting",
        "Saldo (- = nadeel)",
        "Saldo (- = nadeel): oordeel",
        "Score",
        "Kanttekening",
    ]
    assert lasten[2:6] == ["-7667", "nadeel", "489", ""]
    assert baten[4:6] == ["12,8", "Score: Voorlopig."]


def test_what_is_suppressed_is_not_in_the_file_and_the_reason_is() -> None:
    tekst = csv_tekst(een_cel(Kolom("k", "Aantal", "getal"), Cel(onderdrukt="Te weinig personen.")))
    assert _gelezen(tekst)[1][:2] == ["onderdrukt", "Aantal: Te weinig personen."]


@pytest.mark.parametrize("tekst", ["=1+1", "+31", "-2+3", "@SOM(A1)", "\t=1"])
def test_text_that_would_be_calculated_gets_an_apostrophe(tekst: str) -> None:
    for tabel in (een_cel(Kolom("k", "Kop", "tekst"), Cel(tekst)), een_cel(Kolom("k", tekst, "tekst"), Cel("x"))):
        assert not [veld for rij in _gelezen(csv_tekst(tabel)) for veld in rij if veld.startswith(("=", "+", "-", "@"))]


def test_a_loose_hyphen_for_no_value_stays_as_documents_print_it() -> None:
    assert _gelezen(csv_tekst(rekening()))[3][4] == "-"


def test_a_header_of_the_table_is_not_used_twice() -> None:
    koppen = _gelezen(csv_tekst(rekening(kolommen=(Kolom("bron", "Bron", "tekst"),), rijen=(Rij((Cel("CBS"),)),))))[0]
    assert koppen == ["Bron", "Eenheid", "Bron (tabel)", "Synthetisch"]
