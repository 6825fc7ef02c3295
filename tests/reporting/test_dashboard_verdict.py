"""What the controller is told: sound, with reservations, or not of tonight."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from reporting.dashboard.overview import maak_overzicht
from reporting.dashboard.read import lees_tabellen
from reporting.dashboard.run import Run
from reporting.dashboard.state import soort_waarschuwing
from reporting.dashboard.verdict import Oordeel, oordeel
from tests.reporting.published import RUN, only_sound, status, write


def judged(tmp_path: Path, run: Run = RUN, **rows: list[dict[str, Any]]) -> Oordeel:
    changed = only_sound(3) | {f"kwaliteit.{table}": of for table, of in rows.items()}
    return oordeel(maak_overzicht(lees_tabellen(write(tmp_path / "marts.duckdb", changed))), run)


def warning(regel: str, **more: Any) -> dict[str, Any]:
    return {
        "bron": "bron", "feed": "feed01", "gemeente_code": "GM0153", "controle_id": f"bron.feed01.tabel.{regel}", "regel": regel, "aanvaard": False,
        "reden": "Anders dan anders.",
    } | more  # fmt: skip


@pytest.mark.parametrize("state", ["kapot", "ontbreekt", "te_laat", "deels"])
def test_one_feed_that_is_not_sound_is_a_reservation_about_its_indicators(state: str, tmp_path: Path):
    got = judged(
        tmp_path,
        mart_bronstatus=[status("bron", "feed00"), status("bron", "feed01", state=state), status("bron", "feed02")],
    )
    assert got.niveau == "voorbehoud"
    assert got.zin == (
        "De cijfers zijn bruikbaar met voorbehoud: 1 van de 3 feeds is niet in orde."
        " 40 indicatoren rusten daarop; de andere zijn bijgewerkt."
    )
    (geraakt,) = got.geraakt
    assert (geraakt.gemeente, geraakt.aantal, [stand.feed.feed for stand, _ in geraakt.oorzaken]) == (
        "Enschede",
        40,
        ["feed01"],
    )


@pytest.mark.parametrize("regel", ["plausibel_rijen", "plausibel_leeg", "plausibel_code", "plausibel_som"])
def test_a_figure_out_of_its_band_is_a_reservation(regel: str, tmp_path: Path):
    got = judged(tmp_path, mart_waarschuwing=[warning(regel)])
    assert (got.niveau, got.geraakt[0].aantal) == ("voorbehoud", 40)


@pytest.mark.parametrize(
    "of",
    [warning("kolom_onbekend"), warning("bereik"), warning("plausibel_rijen", aanvaard=True)],
    ids=["layout", "rule", "accepted"],
)
def test_another_warning_or_an_accepted_one_is_none(of: dict[str, Any], tmp_path: Path):
    got = judged(tmp_path, mart_waarschuwing=[of])
    assert (got.niveau, got.geraakt) == ("bruikbaar", ())


def test_what_contradicts_another_source_is_a_reservation_about_both(tmp_path: Path):
    both = [{"controle_id": "verband.v", "bron": "bron", "feed": f"feed0{n}"} for n in (1, 2)]
    got = judged(
        tmp_path, mart_waarschuwing=[warning("v", controle_id="verband.v", gemeente_code=None)], brug_verband_feed=both
    )
    assert [stand.feed.feed for stand, _ in got.geraakt[0].oorzaken] == ["feed01", "feed02"]
    assert got.geraakt[0].aantal == 80


def test_a_national_feed_is_about_every_gemeente(tmp_path: Path):
    got = judged(tmp_path, mart_bronstatus=[status("bron", "feed01", "NL01", "kapot")])
    assert got.geraakt[0].gemeente == "Enschede"


def test_a_feed_of_another_gemeente_is_not_about_this_one(tmp_path: Path):
    got = judged(tmp_path, mart_bronstatus=[status("bron", "feed01", "GM1700", "kapot")])
    assert got.geraakt == ()
    assert got.zin.endswith("Er rust geen indicator op.")


def test_a_domain_that_was_not_built_is_worse_than_any_feed(tmp_path: Path):
    run = replace(RUN, niet_gebouwd={"indicatoren": ["fct_indicator"], "financien": []}, overgenomen=["indicatoren"])
    got = judged(tmp_path, run, mart_bronstatus=[status("bron", "feed01", state="kapot")])
    assert got.niveau == "niet_bijgewerkt"
    assert got.zin == "De cijfers van de financiën en de indicatoren zijn vannacht niet bijgewerkt."
    assert got.toelichting[0].startswith("De financiën konden niet worden gebouwd; er zijn geen eerdere tabellen")
    assert "(mislukt: fct_indicator); de tabellen van een eerdere nacht" in got.toelichting[1]
    assert got.geraakt[0].aantal == 40


@pytest.mark.parametrize(
    ("regel", "controle_id", "soort"),
    [
        ("plausibel_som", "a.b.c.plausibel_som", "plausibiliteit"),
        ("x", "verband.x", "verband"),
        ("kolomvolgorde", "a.b.bestand.kolomvolgorde", "indeling"),
        ("code_nieuw", "a.b.c.code_nieuw", "indeling"),
        ("bereik", "a.b.c.bereik", "inhoud"),
    ],
)
def test_a_warning_is_of_one_kind(regel: str, controle_id: str, soort: str):
    assert soort_waarschuwing(regel, controle_id) == soort
