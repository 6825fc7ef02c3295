"""What the pages are made of: addresses, notes, shapes, folders, and rows that lost what may not be shown."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from reporting.rapport.bronnen import Bronnen
from reporting.rapport.kaderrijen import Bronstand
from reporting.rapport.samen import slug
from reporting.tabel.html import adres, noten, vorm
from reporting.tabel.model import Cel, Kolom, Rij, Tabel


@pytest.mark.parametrize(
    ("doel", "hier", "link"),
    [
        ("a/b.html#x", "a/b.html", "#x"),
        ("a/b.html", "a/b.html", "b.html"),
        ("a/doel/c.html", "a/indicator/b.html", "../doel/c.html"),
        ("index.html", "a/indicator/b.html", "../../index.html"),
        ("a/b.html#x", "index.html", "a/b.html#x"),
        ("a/a/b.html", "a/index.html", "a/b.html"),
    ],
)
def test_a_page_is_linked_from_where_the_reader_is(doel: str, hier: str, link: str) -> None:
    assert adres(doel, hier) == link


def test_a_note_that_several_cells_have_stands_once_and_in_the_order_of_reading() -> None:
    cellen = [Cel(1, kanttekening="b"), Cel(onderdrukt="a"), Cel(2, kanttekening="b"), Cel(3)]
    tabel = Tabel("t", "T", (Kolom("a", "A", "getal"),), tuple(Rij((cel,)) for cel in cellen))
    assert noten(tabel) == {"b": 1, "a": 2}


def test_states_that_differ_have_shapes_that_differ_and_an_unknown_one_has_none_of_them() -> None:
    acties = [
        "loopt achter, bijsturing heeft onvoldoende effect",
        "loopt achter, bijsturing mogelijk",
        "conform verwachting",
        "boven verwachting",
        "neutrale wijziging",
    ]
    assert len({vorm(woord) for woord in acties}) == 5
    assert vorm("nooit gehoord") == "ontbreekt"


def test_a_name_becomes_a_folder_that_every_disk_can_hold() -> None:
    assert [slug("Enschede"), slug("Súdwest-Fryslân"), slug("'s-Hertogenbosch")] == [
        "enschede",
        "sudwest-fryslan",
        "s-hertogenbosch",
    ]


STAND = Bronstand("cbs", "bevolking", "NL01", "te_laat", datetime(2025, 1, 2), None, "Nog niet ontvangen.", None, None)


def test_who_delivers_for_the_whole_country_warns_at_the_figures_of_each_municipality() -> None:
    (zin,) = Bronnen([STAND], []).waarschuwingen([("cbs", "bevolking", "GM0153")])
    assert zin == "De bron cbs/bevolking is te laat sinds 02-01-2025. Nog niet ontvangen."


def test_the_state_of_a_neighbour_is_nobody_elses() -> None:
    neighbour = replace(STAND, gemeente_code="GM1700")
    assert Bronnen([neighbour], []).waarschuwingen([("cbs", "bevolking", "GM0153")]) == ()


def test_a_feed_that_is_sound_warns_of_nothing() -> None:
    assert Bronnen([replace(STAND, status="goed")], []).waarschuwingen([("cbs", "bevolking", "GM0153")]) == ()
