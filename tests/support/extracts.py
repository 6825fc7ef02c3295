"""Extracts made on the fly, one factory per layout, sound unless a test says otherwise.

Belongs here: the bytes of files as source systems write them, and values that identify nobody. Does not belong here:
putting them in a landing and loading them (`tests.support.warehouse`).
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Iterable, Mapping, Sequence

Row = dict[str, str]


def bsn(n: int) -> str:
    """The n-th made-up BSN: it begins with 99 and passes the 11-proef. `n` is below 500,000."""
    prefix = 99_000_000 + 2 * n
    if _check_digit(prefix) > 9:
        prefix += 1  # of two numbers that differ in their last digit only, at most one has no check digit
    return f"{prefix}{_check_digit(prefix)}"


def _check_digit(prefix: int) -> int:
    return sum(weight * int(digit) for weight, digit in zip(range(9, 1, -1), str(prefix), strict=True)) % 11


def wrong_bsn(n: int) -> str:
    """Nine digits that fail the 11-proef."""
    number = bsn(n)
    return number[:8] + str((int(number[8]) + 1) % 10)


# --- ssd
# ---------------------------------------------------------------------------------------------------------------

_SSD: Mapping[str, Row] = {
    "uitkeringen": {
        "UITKERINGNR": "U{n}", "HUISHOUDNR": "H{n}", "BSN": "{bsn}", "BSN_PARTNER": "", "REGELING": "PW",
            "DATUM_INGANG": "01-02-2024",
        "DATUM_EINDE": "", "REDEN_EINDE": "", "GEBOORTEDATUM": "03-04-1980", "POSTCODE": "7511AA",
            "DOELGROEP_LKS": "N", "BEDRAG_MAAND": "1050,25",
    },
    "voorzieningen": {
        "VOORZIENINGNR": "V{n}", "HUISHOUDNR": "H{n}", "BSN": "{bsn}", "SOORT_VOORZIENING": "LOONKOSTENSUBSIDIE",
            "DATUM_INGANG": "01-02-2024",
        "DATUM_EINDE": "31-10-2024", "UREN_PER_WEEK": "24,5", "LOONWAARDE_PCT": "60", "WERKGEVER_SOORT": "REGULIER",
    },
    "inkomenstoeslagen": {
        "BESCHIKKINGNR": "B{n}", "HUISHOUDNR": "H{n}", "BSN": "{bsn}", "DATUM_AANVRAAG": "01-02-2024",
            "DATUM_BESLUIT": "20-02-2024",
        "BESLUIT": "TOEGEKEND", "BEDRAG": "450,00",
    },
}  # fmt: skip


def ssd_row(feed: str, n: int = 1, **changes: str) -> Row:
    return _row(_SSD[feed], n, changes)


def ssd(
    rows: Sequence[Mapping[str, str]],
    feed: str = "uitkeringen",
    *,
    columns: Sequence[str] | None = None,
    closing: str | None = "#EINDE;{n}",
    encoding: str = "cp1252",
    line_end: str = "\r\n",
) -> bytes:
    """`closing` is the last line, with `{n}` for the number of records; None leaves it out."""
    lines = _lines(rows, columns or list(_SSD[feed]), ";")
    return _text([*lines, *_closing(closing, len(rows))], line_end).encode(encoding)


# --- gidso
# ---------------------------------------------------------------------------------------------------------------

_GIDSO: Mapping[str, Row] = {
    "voorzieningen": {
        "voorziening_id": "V{n}", "client_nummer": "C{n}", "bsn": "{bsn}", "geboortedatum": "2012-05-06",
            "geslacht": "O", "postcode": "7511 AB",
        "woonplaats_gemeente": "GM0153", "wijkteam": "Wijkteam Een", "wet": "JW", "productcategorie": "45",
            "hulpvorm": "01", "gezinshuis": "N",
        "toewijzingsdatum": "2024-01-15", "startdatum": "2024-02-01", "einddatum": "", "reden_einde": "",
            "leveringsvorm": "ZIN",
        "aanbieder_agb": "12345678", "volume": "2.5", "eenheid": "04", "frequentie": "2", "toelichting": "",
    },
    "maatregelen": {
        "maatregel_id": "M{n}", "client_nummer": "C{n}", "bsn": "{bsn}", "geboortedatum": "2012-05-06",
            "type_maatregel": "11",
        "startdatum": "2024-02-01", "einddatum": "", "instelling_agb": "12345678",
    },
}  # fmt: skip


def gidso_row(feed: str, n: int = 1, **changes: str) -> Row:
    return _row(_GIDSO[feed], n, changes)


def gidso(
    rows: Sequence[Mapping[str, str]],
    feed: str = "voorzieningen",
    *,
    columns: Sequence[str] | None = None,
    encoding: str = "utf-8-sig",
) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\n")
    names = columns or list(_GIDSO[feed])
    writer.writerow(names)
    writer.writerows([row.get(name, "") for name in names] for row in rows)
    return out.getvalue().encode(encoding)


def digest_line(name: str, content: bytes) -> str:
    """What stands in the `.sha256` beside a file of Gidso."""
    return f"{hashlib.sha256(content).hexdigest()}  {name}\n"


# --- cimot
# ---------------------------------------------------------------------------------------------------------------

_CIMOT: Row = {
    "trajectnummer": "T{n}", "client_id": "K{n}", "bsn": "{bsn}", "soort": "BW", "gemeente_herkomst": "GM0153",
        "begin": "20240201", "eind": "",
    "uitstroom": "",
}  # fmt: skip


def cimot_row(n: int = 1, **changes: str) -> Row:
    return _row(_CIMOT, n, changes)


def cimot(
    rows: Sequence[Mapping[str, str]],
    *,
    columns: Sequence[str] | None = None,
    closing: str | None = "EOF|{n}",
    encoding: str = "utf-8",
) -> bytes:
    lines = _lines(rows, columns or list(_CIMOT), "|")
    return _text([*lines, *_closing(closing, len(rows))], "\n").encode(encoding)


# --- leergeld
# ------------------------------------------------------------------------------------------------------------

_LEERGELD: Row = {
    "kindnummer": "L{n}", "geboortedatum": "05-06-2014", "jaar": "2024", "inkomensgroep": "tot120",
        "eerste_verstrekking": "01-02-2024",
}  # fmt: skip


def leergeld_row(n: int = 1, **changes: str) -> Row:
    return _row(_LEERGELD, n, changes)


def leergeld(rows: Sequence[Mapping[str, str]], *, columns: Sequence[str] | None = None) -> bytes:
    return _text(_lines(rows, columns or list(_LEERGELD), ";"), "\r\n").encode()


# --- cbs
# -----------------------------------------------------------------------------------------------------------------


def harvest(
    observations: Sequence[Mapping[str, str | None]], feed: str = "bevolking", *, count: int | None = None
) -> bytes:
    """A stored harvest of CBS; `count` is what its first line promises."""
    kolommen = {
        "Measure": "measure",
        "ValueAttribute": "value_attribute",
        "Value": "value",
        "RegioS": "regio",
        "Perioden": "periode",
    }
    if feed == "inkomen":
        kolommen |= {
            "InkomensgrensHuishouden": "inkomensgrens",
            "DuurInkomenspositie": "duur",
            "KenmerkenVanHuishoudens": "kenmerken_huishouden",
        }
    metadata = {
        "tabel": "03759ned", "titel": "Bevolking", "modified": "2024-06-01T02:00:00+02:00", "filter": "",
            "kolommen": kolommen, "synthetisch": False,
        "aantal": len(observations) if count is None else count,
    }  # fmt: skip
    return "".join(json.dumps(line) + "\n" for line in (metadata, *observations)).encode()


def observation(**changes: str | None) -> dict[str, str | None]:
    row: dict[str, str | None] = {
        "measure": "M000352", "value_attribute": "None", "value": "161000", "regio": "GM0153", "periode": "2024JJ00",
            "status": "Definitief",
    }  # fmt: skip
    return row | changes


# --- shared
# --------------------------------------------------------------------------------------------------------------


def _row(sound: Row, n: int, changes: Mapping[str, str]) -> Row:
    unknown = set(changes) - set(sound)
    if unknown:
        raise KeyError(f"the layout has no column {unknown}")
    return {name: value.format(n=n, bsn=bsn(n)) for name, value in sound.items()} | dict(changes)


def _lines(rows: Iterable[Mapping[str, str]], columns: Sequence[str], delimiter: str) -> list[str]:
    return [delimiter.join(columns), *(delimiter.join(row.get(name, "") for name in columns) for row in rows)]


def _closing(closing: str | None, records: int) -> list[str]:
    return [] if closing is None else [closing.replace("{n}", str(records))]


def _text(lines: Iterable[str], line_end: str) -> str:
    return "".join(line + line_end for line in lines)
