"""Workbooks that are the same to the byte whenever they are made.

Belongs here: sheets, cells, and the times that a workbook carries inside. Does not belong here: what a source puts in
its sheets.
"""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date, datetime, time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Cel = str | int | date | None

_DATUMNOTATIE = "dd-mm-yyyy"
_ZIP_TIJD = (1980, 1, 1, 0, 0, 0)


def werkmap(bladen: Iterable[tuple[str, Iterable[Sequence[Cel]]]], gemaakt: datetime) -> bytes:
    """A workbook of sheets (name, rows); a date becomes an Excel date, shown as dd-mm-jjjj. `gemaakt` stands in its
    properties."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell

    boek = Workbook(write_only=True)
    boek.properties.creator = "Synthetische demo"
    boek.properties.created = gemaakt.replace(tzinfo=None)
    for naam, rijen in bladen:
        blad = boek.create_sheet(naam)
        for rij in rijen:
            cellen: list[object] = []
            for waarde in rij:
                if isinstance(waarde, date):
                    cel = WriteOnlyCell(blad, value=datetime.combine(waarde, time()))
                    cel.number_format = _DATUMNOTATIE
                    cellen.append(cel)
                else:
                    cellen.append(waarde)
            blad.append(cellen)
    ruw = io.BytesIO()
    boek.save(ruw)
    return _zonder_klok(ruw.getvalue(), gemaakt)


def _zonder_klok(inhoud: bytes, gemaakt: datetime) -> bytes:
    """openpyxl writes the time of saving in the properties and in the zip; both become fixed."""
    vast = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(inhoud)) as bron, zipfile.ZipFile(vast, "w", zipfile.ZIP_DEFLATED) as doel:
        for deel in bron.infolist():
            tekst = bron.read(deel)
            if deel.filename == "docProps/core.xml":
                moment = f"{gemaakt:%Y-%m-%dT%H:%M:%SZ}".encode()
                tekst = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + moment, tekst)
            nieuw = zipfile.ZipInfo(deel.filename, date_time=_ZIP_TIJD)
            nieuw.compress_type = zipfile.ZIP_DEFLATED
            doel.writestr(nieuw, tekst)
    return vast.getvalue()
