"""Native charts of series: lines over years, each with a marker of its own shape.

Belongs here: openpyxl's charts. Does not belong here: the charts on pages, which are drawings.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from openpyxl.chart import LineChart, Reference
from openpyxl.chart.layout import Layout, ManualLayout
from openpyxl.chart.legend import Legend
from openpyxl.chart.marker import Marker
from openpyxl.chart.series import Series
from openpyxl.chart.series_factory import SeriesFactory
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText, Text
from openpyxl.chart.title import Title
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.text import CharacterProperties, Paragraph, ParagraphProperties, RegularTextRun
from openpyxl.worksheet.worksheet import Worksheet

from reporting.tabel.csv import veilig
from reporting.tabel.model import Cel, Getal, Kolom, Tabel
from reporting.tabel.opmaak import SCHUIN, getalopmaak
from reporting.tabel.xlsx import Geplaatst

_Vorm = Literal["circle", "square", "triangle", "diamond", "x", "star"]
_VORMEN: tuple[_Vorm, ...] = ("circle", "square", "triangle", "diamond", "x", "star")
_KLEUREN = ("1F3864", "C55A11", "548235", "7030A0", "806000", "404040")
_NIET_GETEKEND = frozenset({"afwijking"})
_STREEF = "streef"
_EERSTE_VRIJE = "B"
"""The first column that is not kept in view."""
_RUIMTE = 2
"""Empty rows between the text below a table and what the chart is drawn from."""


def zet_grafiek(blad: Worksheet, tabel: Tabel, geplaatst: Geplaatst) -> bool:
    """Draw the amounts of a table over its first column, below it; whether there was anything to draw.

    Below, since beside a table it would make the page on paper twice as wide and all on it half as large; the two stand
    on one page together.

    A line is drawn where a column has two figures or more. What is not shown is not drawn: where a word stands in a
    column (onderdrukt, n.n.b.) a spreadsheet would draw a nought, so the chart is then drawn from a copy without words,
    below the table.
    """
    kolommen = [
        (nummer, kolom)
        for nummer, kolom in enumerate(tabel.kolommen)
        if kolom.soort in {"getal", "procent"} and kolom.sleutel not in _NIET_GETEKEND and _aantal(tabel, nummer) > 1
    ]
    if not kolommen:
        return False
    eerste, jaren, plaatsen = geplaatst.eerste, 1, [geplaatst.kolommen[kolom.sleutel] for _, kolom in kolommen]
    if any(_is_woord(rij.cellen[nummer]) for nummer, _ in kolommen for rij in tabel.rijen):
        eerste, plaatsen = _zonder_woorden(blad, tabel, kolommen)
    laatste = eerste + len(tabel.rijen) - 1
    grafiek = _lege_grafiek(tabel)
    for volgorde, (plaats, (_, kolom)) in enumerate(zip(plaatsen, kolommen, strict=True)):
        waarden = Reference(blad, min_col=plaats, min_row=eerste, max_row=laatste)
        grafiek.series.append(_lijn(waarden, kolom, volgorde))
    grafiek.set_categories(Reference(blad, min_col=jaren, min_row=eerste, max_row=laatste))
    blad.page_setup.fitToHeight = 1
    blad.add_chart(grafiek, f"{_EERSTE_VRIJE}{blad.max_row + _RUIMTE}")
    return True


def _aantal(tabel: Tabel, nummer: int) -> int:
    return sum(isinstance(rij.cellen[nummer].waarde, Getal) for rij in tabel.rijen)


def _is_woord(cel: Cel) -> bool:
    return cel.waarde is None and (cel.onderdrukt is not None or bool(cel.gedrukt or cel.oordeel))


def _zonder_woorden(blad: Worksheet, tabel: Tabel, kolommen: Sequence[tuple[int, Kolom]]) -> tuple[int, list[int]]:
    """Write a copy of these columns with their figures alone; the first row of it, and its columns."""
    kop = blad.max_row + _RUIMTE
    blad.cell(kop, 1, veilig("Getekend in de grafiek, zonder wat niet wordt getoond:")).font = SCHUIN
    eerste = kop + 1
    for regel, rij in enumerate(tabel.rijen, eerste):
        jaar = rij.cellen[0].waarde
        blad.cell(regel, 1, jaar).font = SCHUIN
        for plaats, (nummer, kolom) in enumerate(kolommen, 2):
            waarde = rij.cellen[nummer].waarde
            cel = blad.cell(regel, plaats, waarde if isinstance(waarde, Getal) else None)
            cel.number_format, cel.font = getalopmaak(kolom, rij.cellen[nummer]), SCHUIN
    return eerste, list(range(2, len(kolommen) + 2))


def _lege_grafiek(tabel: Tabel) -> LineChart:
    grafiek = LineChart()
    grafiek.title = _titel(tabel.titel, 12, vet=True)
    grafiek.height, grafiek.width = 10, 20
    grafiek.display_blanks = "gap"
    grafiek.legend = Legend()
    grafiek.legend.position = "b"
    grafiek.plot_area.layout = Layout(
        manualLayout=ManualLayout(xMode="edge", yMode="edge", x=0.08, y=0.16, w=0.88, h=0.6)
    )
    grafiek.y_axis.title = _titel(tabel.eenheid or "aantal", 9, vet=False)
    grafiek.x_axis.title = _titel(tabel.kolommen[0].kop, 9, vet=False)
    grafiek.y_axis.number_format = "General"
    # Without this a spreadsheet draws no axes at all.
    grafiek.x_axis.delete = grafiek.y_axis.delete = False
    return grafiek


def _titel(tekst: str, punten: int, *, vet: bool) -> Title:
    """A title of this size (in points): by itself it takes a quarter of a chart."""
    letter = CharacterProperties(sz=punten * 100, b=vet)
    alinea = Paragraph(pPr=ParagraphProperties(defRPr=letter), r=[RegularTextRun(rPr=letter, t=tekst)])
    return Title(tx=Text(rich=RichText(p=[alinea])), overlay=False)


def _lijn(waarden: Reference, kolom: Kolom, volgorde: int) -> Series:
    kleur = _KLEUREN[volgorde % len(_KLEUREN)]
    lijn: Series = SeriesFactory(waarden, title=kolom.kop)
    vlak = GraphicalProperties(solidFill=kleur, ln=LineProperties(solidFill=kleur))
    lijn.marker = Marker(symbol=_VORMEN[volgorde % len(_VORMEN)], size=7, spPr=vlak)
    lijn.graphicalProperties = GraphicalProperties(ln=LineProperties(solidFill=kleur, w=22_000))
    if _STREEF in kolom.sleutel:
        lijn.graphicalProperties.ln.prstDash = "dash"
    lijn.smooth = False
    return lijn
