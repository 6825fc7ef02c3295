"""A table as CSV.

Belongs here: the file that somebody opens from a page. Does not belong here: CSV as open data, which is made for
programs (`reporting.opendata`).
"""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

from reporting.safe_cells import safe_text
from reporting.tabel.model import Cel, Rij, Tabel
from reporting.tabel.notatie import ONDERDRUKT, rekengetal
from reporting.tabel.vlak import Vlakkolom, kanttekeningen, vlakke_kolommen

_LOS_STREEPJE = frozenset({"-", "--", "–"})
"""What documents print for no value: nothing can be calculated with it, so it needs no apostrophe."""


def schrijf_csv(tabel: Tabel, pad: Path) -> Path:
    """Write the table; the path.

    UTF-8 with a byte order mark, semicolons and a decimal comma: what a spreadsheet set to Dutch opens with a double
    click. Numbers are unrounded and without points. Every row says its unit, its sources, and whether it is synthetic,
    so that it still does when it has been copied elsewhere.
    """
    pad.write_text(csv_tekst(tabel), encoding="utf-8-sig", newline="")
    return pad


def csv_tekst(tabel: Tabel) -> str:
    """The file as text, lines ending in CR LF as RFC 4180 has it."""
    uit = io.StringIO()
    schrijver = csv.writer(uit, delimiter=";")
    kolommen = vlakke_kolommen(tabel)
    vast = _vast(tabel)
    schrijver.writerow([*(veilig(kolom.kop) for kolom in kolommen), *vast])
    for rij in tabel.rijen:
        schrijver.writerow([*(_veld(tabel, rij, kolom) for kolom in kolommen), *vast.values()])
    return uit.getvalue()


def veilig(tekst: str) -> str:
    """Text as a cell may hold it: nothing in it is calculated."""
    return tekst if tekst in _LOS_STREEPJE else safe_text(tekst)


def _vast(tabel: Tabel) -> dict[str, str]:
    """What is the same in every row; a header that the table has itself is not used twice."""
    vast = {
        "Eenheid": tabel.eenheid,
        "Bron": "; ".join(tabel.bronnen),
        "Waarschuwing": " ".join(tabel.waarschuwingen),
        "Synthetisch": "ja" if tabel.synthetisch else "nee",
    }
    eigen = {kolom.kop for kolom in tabel.kolommen}
    return {f"{kop} (tabel)" if kop in eigen else kop: veilig(tekst) for kop, tekst in vast.items() if tekst}


def _veld(tabel: Tabel, rij: Rij, kolom: Vlakkolom) -> str:
    if kolom.inhoud == "kanttekening":
        return veilig(kanttekeningen(tabel.kolommen, rij))
    cel = rij.cellen[kolom.nummer]
    return veilig(cel.oordeel or "") if kolom.inhoud == "oordeel" else _waarde(cel)


def _waarde(cel: Cel) -> str:
    if cel.onderdrukt is not None:
        return ONDERDRUKT
    if cel.waarde is None:
        return veilig(cel.gedrukt or cel.oordeel or "")
    if isinstance(cel.waarde, str):
        return veilig(cel.waarde)
    return cel.waarde.isoformat() if isinstance(cel.waarde, date) else rekengetal(cel.waarde)
