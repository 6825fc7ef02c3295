"""The words of a message: a subject that says it all, a line per thing, not too much, and nothing of persons."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from reporting.message import MAX_LINES, MAX_SENTENCE, Bericht, Herkomst, message
from reporting.news import Nieuws, Rang, Zaak, news, to_remember

ORIGIN = Herkomst("run-1", date(2025, 2, 10), "/srv/dwh/published/kwaliteit/index.html", synthetisch=False)
GOED = Zaak("feed/ssd/uitkeringen GM0153", "feed", "ssd/uitkeringen GM0153", Rang.GOED, "goed", "Volledig geladen.")
KAPOT = replace(
    GOED,
    rang=Rang.KAPOT,
    toestand="kapot",
    zin="Sinds 05-02-2025. Het is afgekapt.",
    voorvallen={"a1": "a.csv is afgekeurd."},
)
LAAT = Zaak("feed/gidso/maatregelen GM0153", "feed", "gidso/maatregelen GM0153", Rang.TE_LAAT, "te_laat", "Te laat.")
NIETS = Zaak("lading", "lading", "De lading", Rang.NIETS_GEPUBLICEERD, "niets_gepubliceerd", "De schijf is vol.")


def bericht(told: list[Zaak], now: list[Zaak], origin: Herkomst = ORIGIN) -> Bericht:
    return message(news(to_remember(told), now), origin)


def test_worse_and_better_are_separate_lists_and_counted_in_the_subject():
    found = bericht(
        [LAAT],
        [
            KAPOT,
            replace(LAAT, rang=Rang.GOED, toestand="goed", zin="Er is alles."),
            replace(LAAT, sleutel="x", naam="x/y GM1"),
        ],
    )
    assert found.onderwerp == "Datawarehouse: 2 slechter en 1 beter (10-02-2025)"
    assert found.tekst.splitlines() == [
        "Slechter (2):",
        "- ssd/uitkeringen GM0153: kapot. Sinds 05-02-2025. Het is afgekapt.",
        "- x/y GM1: te laat. Te laat.",
        "",
        "Beter (1):",
        "- gidso/maatregelen GM0153: goed (was te laat). Er is alles.",
        "",
        "Nu open: 1 feed kapot, 1 feed te laat.",
        "Kijk verder: /srv/dwh/published/kwaliteit/index.html",
        "Lading run-1 van 10-02-2025.",
    ]  # fmt: skip


def test_that_a_feed_was_rejected_again_is_said_so():
    again = replace(KAPOT, voorvallen={"a1": "x", "a2": "b.csv is afgekeurd: leeg."})
    assert "- ssd/uitkeringen GM0153: opnieuw, kapot. b.csv is afgekeurd: leeg." in bericht([KAPOT], [again]).tekst


def test_when_all_is_well_again_the_subject_says_so():
    found = bericht([KAPOT], [GOED])
    assert found.onderwerp == "Datawarehouse: alles is weer in orde (10-02-2025)"
    assert "Alle feeds zijn weer goed" in found.tekst
    assert "Nu open: niets." in found.tekst


def test_when_nothing_was_published_the_subject_says_so_and_the_text_says_why():
    found = bericht([KAPOT], [KAPOT, NIETS])
    assert found.onderwerp == "Datawarehouse: niets nieuws gepubliceerd (10-02-2025)"
    assert "De schijf is vol." in found.tekst
    assert "Nu open: niets gepubliceerd, 1 feed kapot." in found.tekst


def test_the_first_message_says_what_to_expect_and_how_things_stand():
    found = message(news(None, [GOED, LAAT]), ORIGIN)
    assert "vanaf nu" in found.onderwerp
    assert "- gidso/maatregelen GM0153: te laat. Te laat." in found.tekst
    assert "Nu open: niets." in message(news(None, [GOED]), ORIGIN).tekst


def test_that_deliveries_are_made_up_is_said():
    assert "synthetisch" in bericht([], [KAPOT], replace(ORIGIN, synthetisch=True)).tekst
    assert "synthetisch" not in bericht([], [KAPOT]).tekst


def test_a_long_list_and_a_long_reason_are_cut_and_say_so():
    many = [replace(KAPOT, sleutel=str(n), naam=f"feed {n}", zin="x" * 5_000) for n in range(200)]
    found = bericht([], many)
    assert f"- en nog {200 - MAX_LINES}" in found.tekst
    assert max(len(line) for line in found.tekst.splitlines()) < MAX_SENTENCE + 100
    assert "200 slechter" in found.onderwerp
    assert len(found.inhoud["slechter"]) == MAX_LINES
    assert found.inhoud["aantallen"] == {"slechter": 200, "beter": 0, "open": 200}


@pytest.mark.parametrize("text", ["twee\r\nBcc: iemand@gemeente.example", "met\ttab", "stil\x00 en \u2028 nog een"])
def test_what_comes_from_outside_stays_on_its_line(text: str):
    lines = bericht([], [replace(KAPOT, zin=text)]).tekst.splitlines()
    assert len(lines) == len(bericht([], [KAPOT]).tekst.splitlines())
    assert all(line.isprintable() for line in lines)


def test_a_number_that_could_be_somebodys_is_not_told():
    found = bericht([], [replace(KAPOT, naam="990000042 x", zin="GM0153_990000042_20241231_01.csv, rij 12345678.")])
    told = found.onderwerp + found.tekst + json.dumps(found.inhoud)
    assert "990000042" not in told
    assert "20241231" in told
    assert "12345678." in told


def test_a_program_gets_the_same_as_people():
    inhoud = bericht([LAAT], [KAPOT]).inhoud
    assert inhoud["slechter"] == [
        {"soort": "feed", "naam": "ssd/uitkeringen GM0153", "toestand": "kapot", "was": None, "reden": "Sinds 05-02-2025. Het is afgekapt."}
    ]  # fmt: skip
    assert [gone["toestand"] for gone in inhoud["beter"]] == ["voorbij"]
    assert (inhoud["in_orde"], inhoud["eerste"], inhoud["lading"], inhoud["vandaag"]) == (
        False,
        False,
        "run-1",
        "2025-02-10",
    )
    assert json.loads(json.dumps(inhoud)) == inhoud


def test_warnings_alone_leave_everything_in_order():
    warning = replace(KAPOT, sleutel="w", soort="waarschuwing", rang=Rang.WAARSCHUWING, toestand="waarschuwing")
    found = bericht([], [warning, replace(warning, sleutel="v")])
    assert found.inhoud["in_orde"]
    assert "Nu open: 2 waarschuwingen." in found.tekst


@pytest.mark.parametrize(
    ("told", "now", "tone"),
    [([], [KAPOT], "warning"), ([LAAT], [GOED], "success"), ([], [NIETS], "failure"), ([LAAT], [KAPOT], "warning")],
)
def test_a_chat_can_colour_it(told: list[Zaak], now: list[Zaak], tone: str):
    assert bericht(told, now).toon == tone
    assert message(news(None, now), ORIGIN).toon == "info"


def test_without_news_there_is_none():
    assert not Nieuws((), (), ()).is_er
