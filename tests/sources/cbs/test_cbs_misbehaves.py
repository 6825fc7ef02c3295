"""CBS misbehaves: every way in which it can, on a service on this machine, and what becomes of the harvest.

Whatever happens, a harvest is stored whole or not at all, and the one before stays as it is. How long is waited, and for
what, is in `test_cbs_odata`.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from sources.cbs.errors import CbsFout, CbsLayoutAfwijkend, CbsOnbereikbaar, CbsTabelOntbreekt
from sources.cbs.harvest import store_harvest
from sources.cbs.odata import Tabel
from sources.cbs.recorded_service import RecordedService, Storing

NACHT = datetime(2025, 3, 1, 2, 0, tzinfo=UTC)
HTML = b"<!DOCTYPE html><title>Onderhoud</title>"
ALTIJD = 9
"""More often than is tried."""


def van_waarnemingen(**anders: Any) -> Storing:
    return Storing(onderdeel="Observations", **anders)


def pagina(*nummers: int, volgende: str | None = None) -> bytes:
    rijen = [
        {
            "Id": nummer,
            "Measure": "M1",
            "ValueAttribute": "None",
            "Value": nummer,
            "StringValue": None,
            "RegioS": f"GM{nummer:04}",
            "Perioden": "2024JJ00",
        }
        for nummer in nummers
    ]
    return json.dumps({"value": rijen} | ({"@odata.nextLink": volgende} if volgende else {})).encode()


GEZIP = {"Content-Encoding": "gzip"}
BOM = gzip.compress(bytes(64 * 1024**2))
"""64 MB of nothing in 64 kB; the bound is lowered to 16 MB below."""

FATAAL: dict[str, tuple[list[Storing], type[CbsFout], str]] = {
    "nothing within the time": (
        [van_waarnemingen(zwijgt=True)] * ALTIJD,
        CbsOnbereikbaar,
        "geen antwoord binnen de tijd",
    ),
    "429 that asks for two hours": (
        [van_waarnemingen(status=429, headers={"Retry-After": "7200"})],
        CbsOnbereikbaar,
        "vraagt 7200 seconden te wachten",
    ),
    "429 for ever": ([van_waarnemingen(status=429)] * ALTIJD, CbsOnbereikbaar, "antwoord 429"),
    "500 for ever": ([van_waarnemingen(status=500)] * ALTIJD, CbsOnbereikbaar, "antwoord 500"),
    "403": ([van_waarnemingen(status=403)], CbsOnbereikbaar, "weigert de vraag met antwoord 403"),
    "JSON cut short for ever": (
        [van_waarnemingen(body=pagina(0, 1, 2)[:-40])] * ALTIJD,
        CbsOnbereikbaar,
        "geen volledige JSON",
    ),
    "a body cut short for ever": (
        [van_waarnemingen(afgebroken=True)] * ALTIJD,
        CbsOnbereikbaar,
        "het antwoord brak af",
    ),
    "a page for people": (
        [van_waarnemingen(body=HTML, headers={"Content-Type": "text/html; charset=utf-8"})] * ALTIJD,
        CbsOnbereikbaar,
        "van de soort 'text/html' en geen JSON",
    ),
    "JSON that says it is something else": (
        [van_waarnemingen(body=pagina(0), headers={"Content-Type": "application/octet-stream"})] * ALTIJD,
        CbsOnbereikbaar,
        "van de soort 'application/octet-stream'",
    ),
    "a page repeated": (
        [van_waarnemingen(body=pagina(0, 1, volgende="Observations?$skip=2")), van_waarnemingen(body=pagina(1, 2))],
        CbsOnbereikbaar,
        "geeft waarneming 1 twee keer: een pagina is herhaald",
    ),
    "an observation repeated within a page": (
        [van_waarnemingen(body=pagina(7, 7))],
        CbsOnbereikbaar,
        "geeft waarneming 7 twee keer",
    ),
    "a nextLink to itself": (
        [van_waarnemingen(body=pagina(volgende="Observations?$skip=1"))] * 3,
        CbsOnbereikbaar,
        "loopt in een kring",
    ),
    "a nextLink to somebody else": (
        [van_waarnemingen(body=pagina(0, volgende="http://169.254.169.254/geheim"))],
        CbsOnbereikbaar,
        "verwijst voor haar volgende pagina naar een andere dienst",
    ),
    "a nextLink to a file": (
        [van_waarnemingen(body=pagina(0, volgende="file:///etc/hostname"))],
        CbsOnbereikbaar,
        "verwijst voor haar volgende pagina naar een andere dienst",
    ),
    "redirected for ever": (
        [van_waarnemingen(status=302, headers={"Location": "/99999NED/Observations"})] * 40,
        CbsOnbereikbaar,
        "kan niet worden gevraagd .*TooManyRedirects",
    ),
    "a small answer that unpacks to a large one": (
        [van_waarnemingen(body=BOM, headers=GEZIP)],
        CbsOnbereikbaar,
        "een antwoord van meer dan 16 MB",
    ),
    "packed wrongly": (
        [van_waarnemingen(body=b"\x1f\x8bnot gzip at all", headers=GEZIP)] * ALTIJD,
        CbsOnbereikbaar,
        "het antwoord brak af",
    ),
    "gone": ([Storing(status=404)], CbsTabelOntbreekt, "bestaat niet .meer. op .*StatLine"),
    "gone for good": ([Storing(status=410)], CbsTabelOntbreekt, "bestaat niet .meer."),
    "gone half-way": (
        [van_waarnemingen(body=pagina(0, volgende="Observations?$skip=1")), van_waarnemingen(status=404)],
        CbsTabelOntbreekt,
        "bestaat niet .meer.",
    ),
    "another layout": (
        [van_waarnemingen(body=pagina(0).replace(b'"RegioS"', b'"Gebied"'))],
        CbsLayoutAfwijkend,
        "ontbrekende kolom RegioS",
    ),
}
VOORBIJGAAND: dict[str, list[Storing]] = {
    "429 with Retry-After": [van_waarnemingen(status=429, headers={"Retry-After": "42"})],
    "429 without": [van_waarnemingen(status=429)],
    "500": [van_waarnemingen(status=500)],
    "JSON cut short": [van_waarnemingen(body=pagina(0, 1, 2)[:-40])],
    "a page for people": [van_waarnemingen(body=HTML, headers={"Content-Type": "text/html"})],
    "nothing within the time": [van_waarnemingen(zwijgt=True)],
}


@pytest.fixture
def doel(tmp_path: Path) -> Path:
    return tmp_path / "oogst" / "cbs"


@pytest.fixture
def dienst(schrijf_tabel: Callable[..., Path], serveer: Callable[..., RecordedService]) -> RecordedService:
    return serveer(schrijf_tabel())


@pytest.mark.parametrize("wat", FATAAL)
def test_it_is_told_what_was_wrong_and_the_harvest_before_stays(
    tabel: Tabel, dienst: RecordedService, schrijf_tabel: Callable[..., Path], doel: Path, wachtkamer: Any, wat: str
):
    storingen, soort, zegt = FATAAL[wat]
    eerder = store_harvest(tabel, dienst.base_url, doel, [], NACHT)
    assert eerder
    inhoud = eerder.read_bytes()
    schrijf_tabel(modified="2025-02-28T00:00:00+01:00")
    dienst.storingen += storingen
    geduld = replace(wachtkamer.geduld, timeout=(1.0, 0.2), grootste_antwoord=16 * 1024**2)
    with pytest.raises(soort, match=zegt):
        store_harvest(tabel, dienst.base_url, doel, [], NACHT, geduld=geduld)
    assert [pad.name for pad in doel.iterdir()] == [eerder.name]
    assert eerder.read_bytes() == inhoud
    dienst.storingen.clear()
    later = store_harvest(tabel, dienst.base_url, doel, [], NACHT + timedelta(days=1))
    assert later
    assert len(later.read_text().splitlines()) == 1 + 3


@pytest.mark.parametrize("wat", VOORBIJGAAND)
def test_what_passes_costs_a_wait_and_the_harvest_is_what_it_would_have_been(
    tabel: Tabel, dienst: RecordedService, doel: Path, wachtkamer: Any, wat: str
):
    ongestoord = store_harvest(tabel, dienst.base_url, doel / "ongestoord", [], NACHT)
    dienst.storingen += VOORBIJGAAND[wat]
    geduld = replace(wachtkamer.geduld, timeout=(1.0, 0.2))
    gestoord = store_harvest(tabel, dienst.base_url, doel / "gestoord", [], NACHT, geduld=geduld)
    assert ongestoord
    assert gestoord
    assert gestoord.read_bytes() == ongestoord.read_bytes()
    assert len(wachtkamer.gewacht) == 1


def test_an_answer_that_drips_in_is_not_waited_for_all_night(
    tabel: Tabel, dienst: RecordedService, doel: Path, wachtkamer: Any
):
    """Every piece within its own time-out, and together longer than the night."""
    uren = iter(range(1000))
    geduld = replace(wachtkamer.geduld, klok=lambda: NACHT + timedelta(hours=next(uren)))
    with pytest.raises(CbsOnbereikbaar, match="na 900 seconden nog niet helemaal"):
        store_harvest(tabel, dienst.base_url, doel, [], NACHT, geduld=geduld)


def test_refused_at_the_door_is_no_connection(tabel: Tabel, schrijf_tabel: Any, doel: Path, wachtkamer: Any):
    with RecordedService(schrijf_tabel()) as gesloten:
        adres = gesloten.base_url
    with pytest.raises(CbsOnbereikbaar, match="geen verbinding"):
        store_harvest(tabel, adres, doel, [], NACHT, geduld=wachtkamer.geduld)
    assert not doel.exists()


def test_revised_figures_are_a_delivery_of_their_own_and_what_was_known_before_stays(
    tabel: Tabel,
    schrijf_tabel: Callable[..., Path],
    serveer: Callable[..., RecordedService],
    rij: Callable[..., dict[str, Any]],
    doel: Path,
):
    dienst = serveer(schrijf_tabel([rij(Value=100)], {"2024JJ00": "Voorlopig"}))
    voorlopig = store_harvest(tabel, dienst.base_url, doel, [], NACHT)
    schrijf_tabel([rij(Value=103)], {"2024JJ00": "Definitief"}, modified="2025-02-28T00:00:00+01:00")
    definitief = store_harvest(tabel, dienst.base_url, doel, [], NACHT + timedelta(days=1))
    assert voorlopig
    assert definitief
    gelezen = [json.loads(pad.read_text().splitlines()[1]) for pad in (voorlopig, definitief)]
    assert [(w["value"], w["status"]) for w in gelezen] == [("100", "Voorlopig"), ("103", "Definitief")]
    assert voorlopig.name < definitief.name
