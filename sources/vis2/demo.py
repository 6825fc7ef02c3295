"""The demo extracts of VIS2, in VIS2's layout.

Belongs here: sheets, headers and what people do to a workbook by hand. Does not belong here: what happened
(`sources.demo.opvang`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sources.demo.levering import Levering, per_jaar
from sources.demo.opvang import GEMEENTEN, Opvang, Verblijven
from sources.demo.personen import stroom
from sources.demo.tijd import IntArray, als_datum, dag, tekst
from sources.demo.werkmap import Cel, werkmap

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.random import Generator

    from sources.demo.wereld import Wereld

LAATSTE_JAAR = 2023

LEVERINGEN: tuple[Levering, ...] = tuple(per_jaar("vis2", "opvang", "xlsx", 20, jaren=range(2019, LAATSTE_JAAR + 1)))

_EERSTE_CLIENT = 40_000
_GETYPT = 0.08
_ALS_CODE = 0.04
_INSTELLINGEN = ("Woonvorm Instelling A", "Woonvorm Instelling B", "Thuis Plus Instelling C", "Instelling D")
_LOCATIES = ("Nachtopvang locatie 1", "Dag- en nachtopvang locatie 2", "Crisisopvang locatie 3")
_BESTEMMINGEN = ("Eigen woning", "Beschermd wonen", "Familie of vrienden", "Onbekend", "Andere opvang")


def extracten(wereld: Wereld) -> Iterator[tuple[Levering, bytes]]:
    """All deliveries of VIS2 with their content."""
    opvang = wereld.opvang
    for levering in LEVERINGEN:
        bladen = [
            ("Beschermd wonen", _blad("Beschermd wonen", levering, _KOP_BW, _beschermd(opvang, levering.jaar))),
            (
                "Maatschappelijke opvang",
                _blad("Maatschappelijke opvang", levering, _KOP_MO, _maatschappelijk(opvang, levering.jaar)),
            ),
        ]
        yield levering, werkmap(bladen, levering.aankomst)


_KOP_BW = ("Cliëntnr", "BSN", "Gemeente herkomst", "Status", "Indicatiedatum", "Startdatum", "Einddatum", "Instelling")
_KOP_MO = ("Cliëntnr", "BSN", "Locatie", "Datum in", "Datum uit", "Bestemming")


def _blad(titel: str, levering: Levering, kop: Sequence[str], rijen: list[list[Cel]]) -> Iterator[Sequence[Cel]]:
    yield [f"VIS2 - {titel}, centrumgemeente Enschede"]
    yield [f"Peildatum: {levering.peildatum:%d-%m-%Y}"]
    yield []
    yield kop
    yield from rijen
    yield []
    yield [f"Totaal aantal: {len(rijen)}"]


def _beschermd(opvang: Opvang, jaar: int) -> list[list[Cel]]:
    rng = stroom(14)
    verblijven = opvang.beschermd
    aantal = len(verblijven.client)
    als_code = rng.random(aantal) < _ALS_CODE
    geindiceerd = verblijven.perioden.start - np.where(verblijven.wacht, 0, rng.integers(7, 61, aantal))
    instelling = rng.integers(0, len(_INSTELLINGEN), aantal)
    indicatie, start = _datums(rng, geindiceerd), _datums(rng, verblijven.perioden.start)
    einde = _datums(rng, verblijven.perioden.einde_bekend_op(dag(jaar, 12, 31)))
    return [
        [
            *_client(opvang, verblijven, rij),
            GEMEENTEN[opvang.herkomst[verblijven.client[rij]]][0 if als_code[rij] else 1],
            "Wachtlijst" if verblijven.wacht[rij] else "Indicatie",
            indicatie[rij],
            start[rij],
            einde[rij],
            None if verblijven.wacht[rij] else _INSTELLINGEN[instelling[rij]],
        ]
        for rij in np.flatnonzero(verblijven.perioden.in_levering(jaar)).tolist()
    ]


def _maatschappelijk(opvang: Opvang, jaar: int) -> list[list[Cel]]:
    rng = stroom(15)
    verblijven = opvang.maatschappelijk
    aantal = len(verblijven.client)
    locatie, bestemming = rng.integers(0, len(_LOCATIES), aantal), rng.integers(0, len(_BESTEMMINGEN), aantal)
    datum_in = _datums(rng, verblijven.perioden.start)
    datum_uit = _datums(rng, verblijven.perioden.einde_bekend_op(dag(jaar, 12, 31)))
    return [
        [
            *_client(opvang, verblijven, rij),
            _LOCATIES[locatie[rij]],
            datum_in[rij],
            datum_uit[rij],
            None if datum_uit[rij] is None else _BESTEMMINGEN[bestemming[rij]],
        ]
        for rij in np.flatnonzero(verblijven.perioden.in_levering(jaar)).tolist()
    ]


def _client(opvang: Opvang, verblijven: Verblijven, rij: int) -> list[Cel]:
    client = int(verblijven.client[rij])
    return [str(_EERSTE_CLIENT + client), str(opvang.bsn[client])]


def _datums(rng: Generator, dagen: IntArray) -> list[Cel]:
    """Excel dates, but for those that somebody typed: text dd-mm-jjjj."""
    getypt = rng.random(len(dagen)) < _GETYPT
    teksten = tekst(dagen, "dd-mm-jjjj").tolist()
    return [
        (tekst_ or None) if hand else als_datum(d)
        for d, tekst_, hand in zip(dagen.tolist(), teksten, getypt.tolist(), strict=True)
    ]
