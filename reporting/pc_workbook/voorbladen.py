"""The sheets before the tables: what is in the workbook, and what it rests on.

Belongs here: contents, run and sources in words. Does not belong here: the tables.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from reporting.dashboard.run import Run
from reporting.pc_workbook.blad import Blad
from reporting.sheets import LETTER, Kolom, add_lines, add_table, set_height
from reporting.site.notation import dag, opsomming, tijdstip
from reporting.tabel.xlsx import SYNTHETISCH

TITEL = "Tabellen voor planning en control, sociaal domein"
_LINK = Font(LETTER, color="1F3864", underline="single")
_EERSTE_REGEL = 3
"""Where the lines below the title begin."""
_LEES = (
    "Elke tabel staat op een eigen blad, in de eenheid en met de tekens die erboven staan; de koppen blijven in beeld "
    "en de rijen vormen één blok dat in één keer te kopiëren is. Getallen zijn niet afgerond: de opmaak toont ze zoals "
    "het document ze drukt. Totalen zijn formules waar de delen precies op het totaal uitkomen; drukt een document een "
    "ander totaal, dan staat dat getal er, met een kanttekening."
)
_ONDERDRUKT = (
    "Waar onderdrukt staat, wordt het cijfer niet getoond omdat het over te weinig personen gaat of zo'n klein aantal "
    "zou verraden. De kanttekening bij de rij zegt dat."
)


def zet_inhoud(blad: Worksheet, bladen: Sequence[Blad], namen: Sequence[str]) -> None:
    """The contents: every sheet with a link to it, under its municipality and part."""
    volgende = add_lines(blad, TITEL, [("Hoe te lezen", _LEES), ("Kleine aantallen", _ONDERDRUKT)])
    rijen = [[b.gemeente, b.kop, b.tabel.titel, naam] for b, naam in zip(bladen, namen, strict=True)]
    kolommen = (Kolom("Gemeente", 18), Kolom("Onderdeel", 38), Kolom("Tabel", 60), Kolom("Blad", 34))
    add_table(blad, kolommen, rijen, TITEL, first_row=volgende)
    for regel, naam in enumerate(namen, volgende + 1):
        cel = blad.cell(regel, 4)
        plaats = naam.replace("'", "''")
        cel.hyperlink = Hyperlink(ref=cel.coordinate, location=f"'{plaats}'!A1")
        cel.font = _LINK
    _maak_af(blad, kolommen, volgende, len(rijen))


def zet_bronnen(blad: Worksheet, bladen: Sequence[Blad], namen: Sequence[str], run: Run) -> None:
    """The run, and of every sheet its sources, its unit, and what must be known of them."""
    volgende = add_lines(blad, "Bronnen en run", list(_run(run)))
    rijen = [
        [
            naam,
            b.tabel.titel,
            b.tabel.eenheid,
            "; ".join(b.tabel.bronnen),
            "ja" if b.tabel.synthetisch else "nee",
            " ".join(b.tabel.waarschuwingen),
        ]
        for b, naam in zip(bladen, namen, strict=True)
    ]
    kolommen = (
        Kolom("Blad", 34),
        Kolom("Tabel", 44),
        Kolom("Eenheid", 18),
        Kolom("Bronnen", 50),
        Kolom("Synthetisch", 13),
        Kolom("Waarschuwing", 30),
    )
    add_table(blad, kolommen, rijen, "Bronnen en run", first_row=volgende)
    _maak_af(blad, kolommen, volgende, len(rijen))


def _maak_af(blad: Worksheet, kolommen: Sequence[Kolom], kopregel: int, aantal: int) -> None:
    """Let the lines above the table run over its width, and its header stay in view, on paper too, with a filter."""
    ruimte = sum(kolom.breedte for kolom in kolommen[1:])
    for regel in range(_EERSTE_REGEL, kopregel - 1):
        set_height(blad, regel, [(str(blad.cell(regel, 2).value), ruimte)])
        blad.merge_cells(start_row=regel, end_row=regel, start_column=2, end_column=len(kolommen))
    blad.freeze_panes = f"A{kopregel + 1}"
    blad.print_title_rows = f"{kopregel}:{kopregel}"
    blad.auto_filter.ref = f"A{kopregel}:{get_column_letter(len(kolommen))}{kopregel + aantal}"


def _run(run: Run) -> Iterator[tuple[str, str]]:
    yield "Run", run.run_id
    yield "Stand van", dag(run.vandaag)
    yield "Gemaakt op", tijdstip(run.gebouwd_op)
    if run.demo:
        yield "Synthetisch", SYNTHETISCH
    if run.oude_domeinen:
        yield "Niet van deze run", f"De cijfers van {opsomming(list(run.oude_domeinen))} zijn van een eerdere run."
