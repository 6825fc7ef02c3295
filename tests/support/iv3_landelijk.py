"""CBS's tables of all municipalities, made on the fly and sound unless a test says otherwise.

Belongs here: the bytes of such files. Does not belong here: the reports of one municipality, or loading anything
(`tests.support.warehouse`).
"""

from __future__ import annotations

LASTEN_ROWS = [f"GM0153,2024X000,161738,{code},10.0" for code in ("0.1", "0.2", "0.3", "0.4", "0.5", "0.61", "6.73")]
TABEL_CODES = ("0.10 Mutaties reserves", "0.11 Resultaat van de rekening van bat..", "6.711 Huishoudelijke hulp (WMO)")
_KOP_LASTEN = "gm_code,verslagsoort,inwoners,taakveld,lasten_x1000"
_KOP_TABEL = (
    "Gemeenten;Taakveld;L1.1 Salarissen en sociale lasten;Baten;Lasten;Provincie;Gemeentegrootte;Stedelijkheid;"
    "Inwonertal;Centrumfunctie;Sociale structuur"
)


def lasten(*rows: str) -> bytes:
    """The lasten of all reports: the given rows below sound ones."""
    return "\r\n".join([_KOP_LASTEN, *LASTEN_ROWS, *rows, ""]).encode()


def taakveldtabel(rows: list[str]) -> bytes:
    """A table of one report with these rows."""
    return "\n".join([_KOP_TABEL, *rows, ""]).encode()


def tabel_rows() -> list[str]:
    """Sound rows of 2025."""
    return [tabel_row("Enschede", label) for label in TABEL_CODES]


def tabel_row(gemeente: str = "Twenterand", taakveld: str = "0.4 Overhead", bedragen: str = "1.0;2.0;3.0") -> str:
    return f"{gemeente};{taakveld};{bedragen};Overijssel;20000tot50000inwoners;Weinigstedelijk;34113;Redelijk;Matig"
