"""`pc-tabellen.xlsx`: all tables of the documents in one workbook.

Belongs here: putting the sheets together and writing the file. Does not belong here: front sheets (`voorbladen`) and
charts (`grafiek`).
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

from reporting.dashboard.run import Run
from reporting.pc_workbook.blad import Blad
from reporting.pc_workbook.grafiek import zet_grafiek
from reporting.pc_workbook.voorbladen import TITEL, zet_bronnen, zet_inhoud
from reporting.sheets import save_workbook
from reporting.tabel.opmaak import bladnamen
from reporting.tabel.uitkomsten import zet_uitkomsten
from reporting.tabel.xlsx import leeg_werkboek, zet_tabel

_VOORBLADEN = ("Inhoud", "Bronnen en run")


def schrijf_werkboek(bladen: Sequence[Blad], pad: Path, run: Run) -> Path:
    """Write a workbook with these sheets after its contents and sources, whole or not at all; the path.

    The same sheets and run give the same bytes.
    """
    namen = bladnamen([*_VOORBLADEN, *(blad.naam for blad in bladen)])[len(_VOORBLADEN) :]
    werkboek = leeg_werkboek()
    zet_inhoud(werkboek.create_sheet(_VOORBLADEN[0]), bladen, namen)
    zet_bronnen(werkboek.create_sheet(_VOORBLADEN[1]), bladen, namen, run)
    uitkomsten: dict[int, dict[str, Decimal]] = {}
    for nummer, (blad, naam) in enumerate(zip(bladen, namen, strict=True), len(_VOORBLADEN) + 1):
        werkblad = werkboek.create_sheet(naam)
        geplaatst = zet_tabel(werkblad, blad.tabel)
        uitkomsten[nummer] = geplaatst.uitkomsten
        if blad.grafiek:
            zet_grafiek(werkblad, blad.tabel, geplaatst)
    save_workbook(werkboek, pad, TITEL, run.gebouwd_op)
    return zet_uitkomsten(pad, uitkomsten)
