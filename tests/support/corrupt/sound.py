"""Sound rows of every table of every contract, by the contract's names of the fields; no two of them are the same.

Belongs here: what stands in a sound row. Does not belong here: the file around it (`tests.support.corrupt.writing`).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from sources.contract_model import Contract, Tabel
from tests.support import extracts as ex
from tests.support import workbooks as wb
from tests.support.iv3_landelijk import tabel_row
from tests.support.warehouse import CONTRACTS

Rij = dict[str, wb.Cell]

NAAM = "Jannigje Testpersoon"
"""Stands in every field that is thrown away, so that it can be looked for in all that is written."""

PEILDATUM = {
    "vis2/opvang": date(2023, 12, 31),
    "menzis/garantverzorgd": date(2025, 12, 31),
    "iv3/lasten": date(2025, 1, 1),
    "iv3/begroting": date(2025, 1, 1),
    "iv3/jaarrekening": date(2024, 12, 31),
}
"""The peildatum of a sound delivery where it is not the last day of 2024."""

_TAAKVELDEN = ("0.1", "0.2", "0.3", "0.4", "0.5", "0.61", "0.62", "0.63", "0.64", "0.7", "0.8", "1.1", "1.2", "2.1")
_GEMEENTEN = ("Enschede", "Twenterand", "Hengelo", "Borne")


def peildatum(feed: str) -> date:
    return PEILDATUM.get(feed, date(2024, 12, 31))


def representatives() -> dict[str, Contract]:
    """One feed of each contract file, with its contract: the members of a family have the same rules."""
    return {
        contract.sleutel: contract
        for contract in {contract.bestand: contract for contract in reversed(CONTRACTS.values())}.values()
    }


def sound_row(contract: Contract, tabel: Tabel, n: int) -> Rij:
    """The n-th sound row of a table, from 0."""
    place = f"{contract.bron}/{tabel.naam}"
    if place not in _ROWS:
        raise LookupError(f"Add what a sound row of '{place}' looks like to _ROWS in tests/support/corrupt/sound.py.")
    return _by_field(tabel, _ROWS[place](n))


def sound_rows(contract: Contract, tabel: Tabel, count: int) -> list[Rij]:
    return [sound_row(contract, tabel, n) for n in range(count)]


def _by_field(tabel: Tabel, cells: Rij) -> Rij:
    naam_of = {veld.kop: veld.naam for veld in tabel.velden}
    return {naam_of.get(kop, kop): cell for kop, cell in cells.items()}


def _under(koppen: tuple[str, ...], cells: list[wb.Cell]) -> Rij:
    return dict(zip(koppen, cells, strict=True))


def _ssd(feed: str) -> Callable[[int], Rij]:
    def row(n: int) -> Rij:
        sound = ex.ssd_row(feed, n)
        key = next(iter(sound))
        changes = {key: f"{key[0]}{1_000_000 + n}", "HUISHOUDNR": f"H{2_000_000 + n}"}
        return {**sound, **changes, **({"REDEN_EINDE": NAAM} if feed == "uitkeringen" else {})}

    return row


def _gidso(feed: str) -> Callable[[int], Rij]:
    def row(n: int) -> Rij:
        sound = ex.gidso_row(feed, n)
        key = next(iter(sound))
        changes = {key: f"{key[0].upper()}{3_000_000 + n}", "client_nummer": f"C{4_000_000 + n}"}
        return {**sound, **changes, **({"toelichting": NAAM} if feed == "voorzieningen" else {})}

    return row


def _cimot(n: int) -> Rij:
    return {**ex.cimot_row(n, trajectnummer=f"T{5_000_000 + n}", client_id=f"K{6_000_000 + n}", uitstroom=NAAM)}


def _bw(n: int) -> Rij:
    return _under(wb.KOP_BW, [f"W{7_000_000 + n}", *wb.bw_row(n)[1:-1], NAAM])


def _mo(n: int) -> Rij:
    return _under(wb.KOP_MO, [f"W{8_000_000 + n}", *wb.mo_row(n)[1:-1], NAAM])


def _menzis(n: int) -> Rij:
    """The n-th month of 2025, in which there are four packages."""
    return _under((*wb.KOP_MENZIS[:4], "GarantVerzorgd 4", "Totaal"), wb.menzis_rows(4)[n])


def _opgave(n: int) -> Rij:
    return _under(wb.KOP_OPGAVE, wb.opgave_row(f"{n}", uitsplitsing=f"u{n}", eenheid=NAAM, toelichting=NAAM))


def _pc(feed: str, *cells: wb.Cell) -> Rij:
    return _under(wb.KOP_PC[feed], list(cells))


_DOCUMENT = "enschede-jaarrekening-2024"

_ROWS: dict[str, Callable[[int], Rij]] = {
    "ssd/uitkeringen": _ssd("uitkeringen"),
    "ssd/voorzieningen": _ssd("voorzieningen"),
    "ssd/inkomenstoeslagen": _ssd("inkomenstoeslagen"),
    "gidso/voorzieningen": _gidso("voorzieningen"),
    "gidso/maatregelen": _gidso("maatregelen"),
    "cimot/trajecten": _cimot,
    "leergeld/kinderen": lambda n: {**ex.leergeld_row(n, kindnummer=f"L{9_000_000 + n}")},
    "vis2/beschermd_wonen": _bw,
    "vis2/maatschappelijke_opvang": _mo,
    "menzis/garantverzorgd": _menzis,
    "kadera/verblijf": lambda n: _under(wb.KOP_KADERA, [f"K{7_100_000 + n}", *wb.kadera_row(n)[1:]]),
    "opgave/opgave": _opgave,
    "pc/streefwaarden": lambda n: _pc("streefwaarden", _DOCUMENT, "vtt_meldingen", f"u{n}", 2026, "60%", None),
    "pc/acties": lambda n: _pc("acties", _DOCUMENT, "01.01", str(n + 1), "We doen iets.", "JR", None, None),
    "pc/publicaties": lambda n: _pc("publicaties", _DOCUMENT, "vtt_meldingen", f"u{n}", "2023", "4.707", "meldingen"),
    "pc/begrotingsregels": lambda n: _under(wb.KOP_PC["begrotingsregels"], wb.begrotingsregel("1", jaar=2026 + n)),
    "iv3/lasten": lambda n: dict(
        zip(
            ("gm_code", "verslagsoort", "inwoners", "taakveld", "lasten_x1000"),
            ("GM0153", f"{2017 + n % 8}X00{n // 8 % 6}", "161738", _TAAKVELDEN[n // 48], "10.0"),
            strict=True,
        )
    ),
    "iv3/taakveldtabel": lambda n: _taakveldtabel(_GEMEENTEN[n % 4], _TAAKVELDEN[n // 4]),
    "cbs/bevolking": lambda n: {**ex.observation(), "value": f"{100_000 + n}"},
    "cbs/inkomen": lambda n: {
        **ex.observation(inkomensgrens="A043008", duur="2021100", kenmerken_huishouden="1050010"),
        "value": f"{1000 + n}",
    },
}


def _taakveldtabel(gemeente: str, code: str) -> Rij:
    koppen = tuple(veld.kop for veld in CONTRACTS["iv3/begroting"].tabellen[0].velden)
    return dict(zip(koppen, tabel_row(gemeente, f"{code} Taakveld").split(";"), strict=True))
