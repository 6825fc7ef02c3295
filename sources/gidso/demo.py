"""The demo extracts of Gidso Regie, in Gidso's layout.

Belongs here: columns, codes and notation of Gidso's exports, and the correction over 2023. Does not belong here: what
happened (`sources.demo`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from sources.demo.levering import GEMEENTE, Levering, nummers, per_jaar, regels
from sources.demo.personen import BSN_ONGEBOREN, Personen, allen, stroom
from sources.demo.tijd import OPEN, BoolArray, IntArray, TextArray, dag, tekst
from sources.demo.verloop import Perioden, samen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.random import Generator

    from sources.demo.wereld import Wereld

_GECORRIGEERD = Levering("gidso", "voorzieningen", date(2023, 12, 31), "csv", 47, volgnummer=2, met_sha256=True)
_VOORZIENINGEN = (*per_jaar("gidso", "voorzieningen", "csv", 18, met_sha256=True), _GECORRIGEERD)
_MAATREGELEN = tuple(per_jaar("gidso", "maatregelen", "csv", 19, met_sha256=True))

LEVERINGEN: tuple[Levering, ...] = (*_VOORZIENINGEN, *_MAATREGELEN)

_WIJKTEAMS = np.array([f"Wijkteam {deel}" for deel in ("Centrum", "Noord", "Oost", "Zuid", "West")], dtype=object)
_REDENEN = {
    "JW": (
        ["31", "34", "32", "38", "37", "36", "33", "35", "39", "02"],
        [0.52, 0.13, 0.08, 0.08, 0.07, 0.04, 0.03, 0.02, 0.02, 0.01],
    ),
    "WMO": (
        ["19", "02", "21", "31", "23", "38", "37", "36", "39", "22"],
        [0.34, 0.20, 0.11, 0.09, 0.07, 0.06, 0.05, 0.04, 0.03, 0.01],
    ),
}
_OVERLEDEN = "02"
# What is usually assigned, by productcategorie: eenheid (WJ756), frequentie (WMO757) and volumes.
_PER_UUR = ("04", "2", ("1", "1.5", "2", "3", "4"))
_OMVANG: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "01": ("01", "2", ("90", "120", "150", "180")),
    "07": ("16", "2", ("1", "2", "4", "6")),
    "08": ("82", "6", ("1",)),
    "11": ("82", "6", ("1",)),
    "12": ("82", "6", ("1",)),
    "13": ("82", "6", ("1",)),
    "14": ("82", "6", ("1",)),
    "04": ("14", "4", ("2", "4")),
    "41": ("16", "2", ("2", "4", "8")),
    "43": ("14", "2", ("7",)),
    "44": ("14", "2", ("2", "5", "7")),
    "45": ("01", "2", ("60", "90", "120", "180")),
    "47": ("84", "4", ("1",)),
    "48": ("84", "4", ("1",)),
    "51": ("01", "6", ("300", "500", "750")),
    "52": ("01", "6", ("750", "1200", "1800")),
    "54": ("01", "6", ("600", "900", "1500")),
    "55": ("83", "6", ("7500", "12500.50")),
}
_PGB_OMVANG = ("83", "4", ("350", "612.50", "980", "1450.25"))
_PGB_KANS = {"JW": 0.06, "WMO": 0.11}
_PGB_NIET = ("08", "11", "12", "13", "14", "46", "47", "48", "55")

_AANDEEL_TOELICHTING = 0.18
# Made-up sentences about made-up names, with what free text brings: line breaks, quotes, commas.
_ZINNEN = (
    "Gesproken met Testnaam {n:04d}.\nAfspraak: over drie maanden opnieuw bekijken.",
    'Testnaam {n:04d} zegt: "het gaat beter", maar wil graag door.',
    "Overdracht van collega Testnaam {n:04d}, zie vorige voorziening.",
    "Huisbezoek met Testnaam {n:04d} en moeder (Testnaam {m:04d}).\n\nVervolg:\n- school bellen\n- evaluatie inplannen",
    'Op verzoek van "Testnaam {n:04d}" gewijzigd; aanbieder is op de hoogte.',
)


def extracten(wereld: Wereld) -> Iterator[tuple[Levering, bytes]]:
    """All deliveries of Gidso Regie with their content; the first one over 2023 has the mistyped BSNs."""
    yield from _voorzieningen(wereld)
    yield from _maatregelen(wereld)


@dataclass(frozen=True)
class _Tabel:
    """Jeugd and Wmo in one table, in order of their start."""

    perioden: Perioden
    client: IntArray
    clienten: Personen
    wet: TextArray
    productcategorie: TextArray
    hulpvorm: TextArray
    gezinshuis: TextArray
    bsn: TextArray
    eerste_bsn: TextArray


def _tabel(wereld: Wereld) -> _Tabel:
    jeugd, wmo = wereld.jeugd, wereld.wmo
    beide = (jeugd.voorzieningen, wmo.voorzieningen)
    perioden = samen([v.perioden for v in beide])
    client = np.concatenate([jeugd.voorzieningen.client, wmo.voorzieningen.client + len(jeugd.clienten)])
    clienten = allen([jeugd.clienten, wmo.clienten])
    bsn = clienten.bsn[client]
    eerste_bsn = bsn.copy()
    for rij, verschreven in jeugd.verschreven_bsn.items():
        eerste_bsn[rij] = verschreven
    volgorde = np.argsort(perioden.start, kind="stable")
    return _Tabel(
        perioden=perioden.kies(volgorde),
        client=client[volgorde],
        clienten=clienten,
        wet=np.repeat(np.array(["JW", "WMO"], dtype=object), [len(v) for v in beide])[volgorde],
        productcategorie=np.concatenate([v.productcategorie for v in beide])[volgorde],
        hulpvorm=np.concatenate([v.hulpvorm for v in beide])[volgorde],
        gezinshuis=np.concatenate([v.gezinshuis for v in beide])[volgorde],
        bsn=bsn[volgorde],
        eerste_bsn=eerste_bsn[volgorde],
    )


def _voorzieningen(wereld: Wereld) -> Iterator[tuple[Levering, bytes]]:
    kop = (
        "voorziening_id,client_nummer,bsn,geboortedatum,geslacht,postcode,woonplaats_gemeente,wijkteam,wet,productcategorie,hulpvorm,"
        "gezinshuis,toewijzingsdatum,startdatum,einddatum,reden_einde,leveringsvorm,aanbieder_agb,volume,eenheid,frequentie,toelichting"
    )
    rng = stroom(12)
    tabel = _tabel(wereld)
    aantal = len(tabel.client)
    postcode = tabel.clienten.postcode[tabel.client]
    geboren = tabel.clienten.geboren[tabel.client]
    wijk = np.array([int(p[3]) % len(_WIJKTEAMS) for p in tabel.clienten.postcode.tolist()])
    reden = _reden(rng, tabel)
    leeft = _leeft_nog(tabel, wereld)
    for wet, volgens_plan in (("JW", "31"), ("WMO", "19")):
        reden[leeft & (reden == _OVERLEDEN) & (tabel.wet == wet)] = volgens_plan
    omvang = _omvang(rng, tabel)
    midden = [
        tekst(geboren, "jjjj-mm-dd"),
        tabel.clienten.geslacht[tabel.client],
        postcode,
        np.full(aantal, GEMEENTE, dtype=object),
        _WIJKTEAMS[wijk][tabel.client],
        tabel.wet,
        tabel.productcategorie,
        tabel.hulpvorm,
        tabel.gezinshuis,
        tekst(_toewijzing(rng, tabel, geboren), "jjjj-mm-dd"),
        tekst(tabel.perioden.start, "jjjj-mm-dd"),
    ]
    voorziening_id, client_nummer = nummers("Z", np.arange(1, aantal + 1)), nummers("C", tabel.client + 1)
    toelichting = _toelichting(rng, aantal)
    for levering in _VOORZIENINGEN:
        einde = tabel.perioden.einde_bekend_op(dag(levering.jaar, 12, 31))
        kolommen = [
            voorziening_id,
            client_nummer,
            tabel.eerste_bsn if (levering.jaar, levering.volgnummer) == (2023, 1) else tabel.bsn,
            *midden,
            tekst(einde, "jjjj-mm-dd"),
            np.where(einde == OPEN, "", reden),
            *omvang,
            toelichting,
        ]
        yield levering, _bestand(kop, kolommen, tabel.perioden.in_levering(levering.jaar))


def _maatregelen(wereld: Wereld) -> Iterator[tuple[Levering, bytes]]:
    kop = "maatregel_id,client_nummer,bsn,geboortedatum,type_maatregel,startdatum,einddatum,instelling_agb"
    maatregelen, kinderen = wereld.maatregelen, wereld.jeugd.clienten
    volgorde = np.argsort(maatregelen.perioden.start, kind="stable")
    perioden, kind = maatregelen.perioden.kies(volgorde), maatregelen.client[volgorde]
    vooraan = [
        nummers("M", np.arange(1, len(kind) + 1)),
        nummers("C", kind + 1),
        kinderen.bsn[kind],
        tekst(kinderen.geboren[kind], "jjjj-mm-dd"),
        maatregelen.type_maatregel[volgorde],
        tekst(perioden.start, "jjjj-mm-dd"),
    ]
    instelling = _agb(stroom(13), len(kind), 4)
    for levering in _MAATREGELEN:
        einde = perioden.einde_bekend_op(dag(levering.jaar, 12, 31))
        yield (
            levering,
            _bestand(kop, [*vooraan, tekst(einde, "jjjj-mm-dd"), instelling], perioden.in_levering(levering.jaar)),
        )


def _toewijzing(rng: Generator, tabel: _Tabel, geboren: IntArray) -> IntArray:
    toegewezen = tabel.perioden.start - rng.integers(0, 29, len(tabel.client))
    return np.where(tabel.bsn == BSN_ONGEBOREN, geboren - 30, toegewezen)


def _reden(rng: Generator, tabel: _Tabel) -> TextArray:
    reden = np.full(len(tabel.client), "", dtype=object)
    for wet, (codes, kansen) in _REDENEN.items():
        rijen = np.flatnonzero(tabel.wet == wet)
        reden[rijen] = np.array(codes, dtype=object)[rng.choice(len(codes), len(rijen), p=kansen)]
    return reden


def _leeft_nog(tabel: _Tabel, wereld: Wereld) -> BoolArray:
    """At which ends the client has something else that ends later, or is known elsewhere as well: then nobody died."""
    laatste = np.zeros(len(tabel.clienten), dtype=np.int64)
    np.maximum.at(laatste, tabel.client, tabel.perioden.einde)
    elders = np.concatenate(
        [
            wereld.bijstand.aanvrager.bsn,
            wereld.bijstand.partner_bsn,
            wereld.inzet.bsn,
            wereld.toeslagen.bsn,
            wereld.jeugd.clienten.bsn[wereld.maatregelen.client],
        ]
    )
    return (tabel.perioden.einde < laatste[tabel.client]) | np.isin(tabel.bsn.astype(str), elders.astype(str))


def _omvang(rng: Generator, tabel: _Tabel) -> list[TextArray]:
    """leveringsvorm, aanbieder_agb, volume, eenheid and frequentie. A PGB is an amount a month, for what is no aid and
    no order."""
    aantal = len(tabel.client)
    kans = np.where(tabel.wet == "JW", _PGB_KANS["JW"], _PGB_KANS["WMO"])
    pgb = (rng.random(aantal) < kans) & ~np.isin(tabel.productcategorie, _PGB_NIET)
    pgb &= ~np.isin(tabel.hulpvorm, ["11", "13"])
    volume, eenheid, frequentie = (np.full(aantal, "", dtype=object) for _ in range(3))
    loting = rng.integers(0, 60, aantal)
    soort = np.where(pgb, "PGB", tabel.productcategorie)
    for naam in np.unique(soort.astype(str)).tolist():
        rijen = np.flatnonzero(soort == naam)
        eenheid[rijen], frequentie[rijen], volumes = _PGB_OMVANG if naam == "PGB" else _OMVANG.get(naam, _PER_UUR)
        volume[rijen] = np.array(volumes, dtype=object)[loting[rijen] % len(volumes)]
    return [np.where(pgb, "PGB", "ZIN").astype(object), _agb(rng, aantal, 60), volume, eenheid, frequentie]


def _agb(rng: Generator, aantal: int, aanbieders: int) -> TextArray:
    """Eight digits that look like AGB codes; the numbers are made up."""
    codes = np.array([f"90{n * 137 + 1000:06d}" for n in range(aanbieders)], dtype=object)
    return codes[rng.integers(0, aanbieders, aantal)]


def _toelichting(rng: Generator, aantal: int) -> TextArray:
    teksten = [zin.format(n=n, m=n + 500) for n in range(1, 400) for zin in _ZINNEN]
    varianten = np.array(["", *(t.replace('"', '""') for t in teksten)], dtype=object)
    heeft = rng.random(aantal) < _AANDEEL_TOELICHTING
    return varianten[np.where(heeft, rng.integers(1, len(varianten), aantal), 0)]


def _bestand(kop: str, kolommen: list[TextArray], rijen: BoolArray) -> bytes:
    """Every field quoted, LF, UTF-8 with a byte order mark."""
    inhoud = regels([k[rijen] for k in kolommen], '","')
    alles = [kop.replace(",", '","'), *inhoud]
    return ('"' + '"\n"'.join(alles) + '"\n').encode("utf-8-sig")
