"""A small published set made by hand: one goal with an indicator of which everything can be said, and one with counts
that are too small.

Belongs here: rows. Does not belong here: what the pages make of them. Nothing in it is real.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from tests.reporting.published import NASTY, delivery, feed, status

Rows = dict[str, list[dict[str, Any]]]
GEMEENTE = "GM0153"
REDEN = "De levering met peildatum 31-12-2024 is afgekeurd: kolom PRODUCT ontbreekt."
LEVERING = delivery("gidso", "voorzieningen", date(2024, 12, 31), 30223)
GEDRUKT = delivery("pc", "publicaties", date(2024, 12, 31), 3)


def _definitie(code: str, versie: int, **meer: Any) -> dict[str, Any]:
    return {
        "indicator_code": code, "definitie_versie": versie, "naam": f"Zware hulp (versie {versie})", "omschrijving": f"Deel dat zwaar is. {NASTY}",
        "teller": "Zware voorzieningen", "noemer": "Alle voorzieningen", "eenheid": "%", "decimalen": 1, "richting": "lager", "kader": "enschede",
        "soort": "indicator", "doel_code": "01", "bronnen": "Gidso", "drempel": 5,
    } | meer  # fmt: skip


def _cijfer(code: str, jaar: int, waarde: float | None, **meer: Any) -> dict[str, Any]:
    return {
        "gemeente_code": GEMEENTE, "indicator_code": code, "definitie_versie": 2, "uitsplitsing": "totaal", "jaar": jaar, "peildatum": date(jaar, 12, 31),
        "teller": None if waarde is None else waarde * 10, "noemer": 1000.0, "waarde": waarde, "eenheid": "%", "status": "definitief", "synthetisch": True,
        "bekend_vanaf": datetime(jaar + 1, 1, 18, 6),
    } | meer  # fmt: skip


def _score(jaar: int, realisatie: float, oordeel: str = "geen_streefwaarde", **meer: Any) -> dict[str, Any]:
    return {
        "gemeente_code": GEMEENTE, "indicator_code": "zwaar_pct", "uitsplitsing": "totaal", "jaar": jaar, "definitie_versie": 2, "realisatie": realisatie,
        "oordeel": oordeel, "breuk": False, "status": "definitief", "synthetisch": True,
    } | meer  # fmt: skip


def _gedrukt(rijnummer: int, waarde: str, berekend: float, aansluiting: str) -> dict[str, Any]:
    return {
        "levering_id": GEDRUKT["levering_id"], "rijnummer": rijnummer, "document_code": "jr-2024", "gemeente_code": GEMEENTE, "indicator_code": "zwaar_pct",
        "definitie_versie": 2, "maat": "realisatie", "uitsplitsing": "totaal", "uitsplitsing_gedrukt": "totaal", "jaar": 2024, "jaar_gedrukt": "2024", "waarde_gedrukt": waarde, "eenheid": "%",
        "gepubliceerd": float(waarde.replace(",", ".")), "berekend": berekend, "aansluiting": aansluiting, "synthetisch": True,
    }  # fmt: skip


def _actie(nummer: str, moment: str, staat: str) -> dict[str, Any]:
    return {
        "gemeente_code": GEMEENTE, "document_code": "jr-2024", "doel_code": "01", "nummer": nummer, "actie": f"Actie {nummer}", "moment": moment,
        "status": staat, "synthetisch": True, "levering_id": GEDRUKT["levering_id"],
    }  # fmt: skip


def gemaakt(state: str = "goed") -> Rows:
    """The set; `state` is how the feed of the figures is doing."""
    onderdeel = {
        "gemeente_code": GEMEENTE, "uitsplitsing": "totaal", "jaar": 2024, "peildatum": date(2024, 12, 31), "status": "definitief", "synthetisch": True,
        "levering_id": LEVERING["levering_id"], "bekend_vanaf": datetime(2025, 1, 18, 6),
    }  # fmt: skip
    return {
        "indicatoren.dim_gemeente": [{"gemeente_code": GEMEENTE, "naam": "Enschede"}],
        "indicatoren.dim_doel": [
            {"doel_code": "IE", "niveau": "opgave", "naam": "Inclusief", "kader": "enschede", "gemeente_code": GEMEENTE, "volgnummer": 1},
            {"doel_code": "01", "bovenliggend_doel_code": "IE", "niveau": "doel", "naam": "Veilig opgroeien", "kader": "enschede", "gemeente_code": GEMEENTE,
             "volgnummer": 1},
        ],
        "indicatoren.dim_document": [
            {"document_code": "jr-2024", "naam": "Jaarrekening 2024", "gemeente_code": GEMEENTE, "soort": "jaarrekening", "jaar": 2024,
             "volgorde_datum": date(2025, 6, 1)},
        ],
        "indicatoren.dim_indicator": [
            _definitie("zwaar_pct", 1, geldig_tot_jaar=2023), _definitie("zwaar_pct", 2, breuk="Ruimer sinds 2023."),
            _definitie("klein", 1, naam="Kleine groep", eenheid="kinderen", decimalen=0, noemer=None),
        ],
        "indicatoren.dim_formule": [
            {"indicator_code": "zwaar_pct", "definitie_versie": 2, "uitsplitsing": "totaal", "teller_component": "zwaar", "teller_uitsplitsing": "totaal",
             "noemer_component": "alle", "noemer_uitsplitsing": "totaal", "factor": 100.0},
        ],
        "indicatoren.fct_component": [
            onderdeel | {"component_code": "zwaar", "waarde": 239.0}, onderdeel | {"component_code": "alle", "waarde": 1000.0},
        ],
        "indicatoren.fct_indicator": [
            _cijfer("zwaar_pct", 2022, 26.75), _cijfer("zwaar_pct", 2023, 25.0),
            _cijfer("zwaar_pct", 2024, 24.6, bekend_tot=datetime(2025, 2, 1, 6), status="voorlopig"),
            _cijfer("zwaar_pct", 2024, 23.9, bekend_vanaf=datetime(2025, 2, 1, 6)),
            _cijfer("zwaar_pct", 2023, 19.5, definitie_versie=1),
            _cijfer("klein", 2023, 3.0, definitie_versie=1, teller=3.0, noemer=None, eenheid="kinderen"),
            _cijfer("klein", 2024, 41.0, definitie_versie=1, teller=41.0, noemer=None, eenheid="kinderen"),
        ],
        "indicatoren.fct_streefwaarde": [
            {"gemeente_code": GEMEENTE, "indicator_code": "zwaar_pct", "uitsplitsing": "totaal", "jaar": 2024, "document_code": "jr-2024", "streefwaarde": 24.0,
             "streefwaarde_getypt": "24,0", "vervallen": False, "synthetisch": True, "levering_id": GEDRUKT["levering_id"]},
        ],
        "indicatoren.mart_indicatorscore": [
            _score(2022, 26.75), _score(2023, 25.0), _score(2024, 23.9, "gehaald", streefwaarde=24.0, document_code="jr-2024", afwijking=-0.1),
        ],
        "indicatoren.mart_aansluiting": [_gedrukt(1, "23,9", 23.9, "sluit_aan"), _gedrukt(2, "27,1", 23.9, "wijkt_af")],
        "indicatoren.dim_breuk": [
            {"indicator_code": "zwaar_pct", "jaar": 2023, "van_versie": 2, "naar_versie": 2, "uitleg": "Anders geteld.", "document_code": "jr-2024"},
        ],
        "indicatoren.fct_actie": [
            _actie("01", "TR", "loopt achter, bijsturing mogelijk"), _actie("01", "JR", "conform verwachting"),
            _actie("02", "TR", "neutrale wijziging"), _actie("02", "JR", "boven verwachting"),
            _actie("03", "JR", "loopt achter, bijsturing heeft onvoldoende effect"),
        ],
        "indicatoren.brug_indicator_feed": [
            {"gemeente_code": GEMEENTE, "indicator_code": "zwaar_pct", "bron": "gidso", "feed": "voorzieningen"},
        ],
        "kwaliteit.dim_feed": [feed("gidso", "voorzieningen", "Jeugdhulp uit Gidso"), feed("pc", "publicaties", "Gedrukte cijfers")],
        "kwaliteit.mart_bronstatus": [status("gidso", "voorzieningen", state=state, reden=REDEN), status("pc", "publicaties")],
        "kwaliteit.fct_levering": [LEVERING, GEDRUKT],
    }  # fmt: skip
