"""The quarantine as work: the workbook of one feed and municipality, in Dutch, for whoever owns the source.

Belongs here: what the sheets say. It holds row numbers and what is expected there, and no value of a person: it is made
of the published set, which has none. Does not belong here: how a sheet looks (`reporting.sheets`), what is open
(`reporting.quarantine_work`), or which workbooks there are (`reporting.quarantine_folder`).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from reporting.dashboard.run import Run
from reporting.quarantine_work import Bestand, Regel, Werk
from reporting.sheets import Kolom, add_lines, add_table, save_workbook
from reporting.site.notation import dag, tijdstip

_WHAT = (
    "Deze rijen tellen niet mee in de cijfers. Per rij staat hier waar zij in uw bestand staat en wat er wordt "
    "verwacht. Gegevens van personen worden niet bewaard en staan hier dus niet: zoek de rij op in het bestand zelf."
)
_TO_DO = (
    "Verbeter de rijen in het bronsysteem en niet in het bestand. Maak de uitlevering daarna opnieuw en lever het hele "
    "bestand aan, ook de rijen die goed waren, met het volgende volgnummer. Een nieuwe levering vervangt de vorige van "
    "dezelfde peildatum helemaal."
)
_AFTERWARDS = (
    "De eerstvolgende nacht wordt de nieuwe levering gekeurd. Is zij goed, dan vervalt deze werkmap vanzelf; u hoeft "
    "haar niet terug te sturen."
)
_ROW_NUMBERS = "Het rijnummer is dat van het oorspronkelijke bestand, de koprij meegeteld."
_WHOLE_FILE = "het hele bestand"
_SYNTHETIC = "De levering is synthetisch (demo): de rijen zijn verzonnen en er hoeft niemand iets te doen."
_MEND = {
    "fataal": "Het hele bestand is afgekeurd. Herstel de oorzaak en lever het bestand opnieuw aan.",
    "fout": "Deze rijen zijn niet geladen, de andere wel. Verbeter ze bij de bron en lever het bestand opnieuw aan.",
    "waarschuwing": "De rijen zijn geladen. Ga na of zij kloppen.",
}
"""What to do about a rule, by its ernst."""


def write_workbook(werk: Werk, path: Path, run: Run) -> None:
    """Write the workbook of one feed and municipality, whole or not at all."""
    workbook = Workbook()
    explanation = workbook.active
    if not isinstance(explanation, Worksheet):
        raise TypeError("a new workbook begins with a sheet")
    explanation.title = "Uitleg"
    heading = f"{werk.naam} ({werk.bron}/{werk.feed}), {werk.gemeente_code}"
    next_row = add_lines(explanation, f"Rijen in quarantaine: {heading}", list(_explained(werk, run)))
    add_table(explanation, _FILES, [_told(bestand) for bestand in werk.bestanden], heading, first_row=next_row)
    add_table(workbook.create_sheet("Per regel"), _RULES, [_rule(regel) for regel in werk.regels], heading)
    rows: list[list[object]] = [
        [rij.bestandsnaam, rij.object, rij.rijnummer, rij.kolom, rij.regel, rij.verwachting] for rij in werk.rijen
    ]
    add_table(workbook.create_sheet("Rijen"), _ROWS, rows, heading, last_line=_below_the_rows(werk))
    save_workbook(workbook, path, heading, run.gebouwd_op)


_FILES = (
    Kolom("Bestand", 36),
    Kolom("Wat ermee gebeurde", 64),
    Kolom("Peildatum", 12),
    Kolom("Ontvangen", 17),
    Kolom("Rijen gelezen", 11),
    Kolom("Rijen in quarantaine", 13),
    Kolom("Naam van de nieuwe levering", 36),
)
_RULES = (
    Kolom("Bestand", 38),
    Kolom("Blad of tabel", 18),
    Kolom("Kolom", 20),
    Kolom("Regel", 16),
    Kolom("Ernst", 13),
    Kolom("Aantal rijen", 10),
    Kolom("Eerste rijen (hooguit twintig)", 26),
    Kolom("Wat wordt verwacht", 60),
    Kolom("Wat u kunt doen", 40),
)
_ROWS = (
    Kolom("Bestand", 38),
    Kolom("Blad of tabel", 18),
    Kolom("Rij in het bestand", 11),
    Kolom("Kolom", 20),
    Kolom("Regel", 16),
    Kolom("Wat wordt verwacht", 80),
)


def _explained(werk: Werk, run: Run) -> Iterator[tuple[str, str]]:
    yield "Wat is dit", _WHAT
    if run.demo or all(bestand.synthetisch for bestand in werk.bestanden):
        yield "Synthetisch", _SYNTHETIC
    yield "Wat vragen wij u", _TO_DO
    yield "Wat gebeurt er dan", _AFTERWARDS
    yield "Rijnummers", _ROW_NUMBERS
    yield "Bladen", "Per regel: wat er mis is, hoe vaak en waar het begint. Rijen: elke rij apart."
    yield "Eigenaar van de bron", f"{werk.eigenaar}{f' ({werk.contact})' if werk.contact else ''}"
    yield "Vragen", "Stel ze aan wie u deze werkmap stuurde. Stuur geen gegevens van personen mee."
    yield "Gemaakt", f"{tijdstip(run.gebouwd_op)}, met de stand van {dag(run.vandaag)}; opnieuw als er iets verandert"


def _told(bestand: Bestand) -> list[object]:
    outcome = f"Afgekeurd: {bestand.reden or 'zonder reden'}" if bestand.afgekeurd else "Geladen zonder deze rijen."
    return [
        bestand.bestandsnaam,
        outcome,
        "" if bestand.peildatum is None else f"{bestand.peildatum:%d-%m-%Y}",
        tijdstip(bestand.ontvangen_op),
        bestand.rijen_gelezen,
        bestand.rijen_quarantaine,
        bestand.volgende or "",
    ]


def _rule(regel: Regel) -> list[object]:
    return [
        regel.bestandsnaam,
        regel.object,
        regel.kolom,
        regel.regel,
        regel.ernst,
        regel.aantal,
        _WHOLE_FILE if regel.rijnummers is None else regel.rijnummers,
        regel.verwachting,
        _MEND[regel.ernst],
    ]


def _below_the_rows(werk: Werk) -> str | None:
    if not werk.rijen:
        return "Er zijn geen rijen om apart te verbeteren: er is iets met het hele bestand. Zie het blad 'Per regel'."
    if werk.niet_genoemd <= 0:
        return None
    return (
        f"En nog {werk.niet_genoemd} regels die hier niet staan: deze lijst noemt er {len(werk.rijen)} van "
        f"{werk.aantal}. Verbeter eerst wat hier staat; het blad 'Per regel' telt alles."
    )
