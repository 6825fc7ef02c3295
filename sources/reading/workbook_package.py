"""The zip around a workbook: what must be known before its cells can be read safely.

Belongs here: refusing what is no workbook, is damaged or would not fit in memory, and finding the cells that calamine
hands over as something else than people see. An Excel error comes as an empty cell, and an end date that could not be
computed would read as "still running"; a percentage comes as a share, and 74,3% would read as 0,743. Does not belong
here: what the cells mean (`sources.reading.workbook`).
"""

from __future__ import annotations

import re
import zipfile
import zlib
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from sources.reading.result import Afgekeurd

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

Zichtbaar = dict[tuple[int, int], str]
"""Cells of a sheet as people see them: (row, column), both counted from 0, and an error or percentage as Excel shows
it."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WORKBOOK, _RELATIONS, _STYLES = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"
_RELATION_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_LARGEST_PART = 2 * 1024**3  # bytes
_MOST_CELLS = 30_000_000
# What is raised for a zip that is cut off, altered, or packed in a way that Excel does not.
_BROKEN_ZIP = (
    zipfile.BadZipFile,
    zlib.error,
    ElementTree.ParseError,
    EOFError,
    KeyError,
    NotImplementedError,
    RuntimeError,
    ValueError,
)
# Cells with something in them beyond column Z, and rows. calamine makes room for all cells up to the last one.
_FAR_CELL = re.compile(rb'<(?:\w+:)?c\s[^>]*?\br="([A-Z]{2,3})([0-9]+)"[^>]*(?<!/)>')
_ROW = re.compile(rb'<(?:\w+:)?row\s[^>]*?\br="([0-9]+)"')
_ERROR = re.compile(rb'<(?:\w+:)?c\s[^>]*\bt="e"')
_PERCENT_FORMATS = {"9", "10"}  # those that every workbook has; others it names itself
_NOT_SHOWN_AS_PERCENT = re.compile(r'"[^"]*"|\\.')  # a % in quotes or behind a backslash is a letter like any other


def inspect_package(path: Path, wanted: Collection[str | int], decimal_mark: str) -> dict[str, Zichtbaar]:
    """The errors and percentages on the wanted sheets (by name, or by number from 1); a sheet without any is left out.
    Raises `Afgekeurd` for what is no sound workbook."""
    _refuse_what_is_no_zip(path)
    visible: dict[str, Zichtbaar] = {}
    try:
        with zipfile.ZipFile(path) as archive:
            if _WORKBOOK not in archive.namelist():
                raise Afgekeurd(
                    "bestandssoort", "het bestand is een zip maar geen Excelwerkmap; lever het juiste bestand"
                )
            styles = _percent_styles(archive)
            for name, sheet in _sheets(archive, wanted):
                _refuse_what_would_not_fit(name, sheet)
                if _ERROR.search(sheet) or any(f's="{style}"'.encode() in sheet for style in styles):
                    visible[name] = dict(_visible_cells(sheet, styles, decimal_mark))
    except _BROKEN_ZIP:
        raise damaged() from None
    return visible


def protected() -> Afgekeurd:
    return Afgekeurd(
        "wachtwoord", "de werkmap heeft een wachtwoord (of is een oud .xls); lever haar zonder wachtwoord als .xlsx"
    )


def damaged() -> Afgekeurd:
    return Afgekeurd("beschadigd", "de werkmap is beschadigd en niet te openen; lever haar opnieuw")


def _refuse_what_is_no_zip(path: Path) -> None:
    if path.stat().st_size == 0:
        raise Afgekeurd("leeg", "het bestand is leeg (0 bytes); lever het opnieuw")
    with path.open("rb") as file:
        start = file.read(8)
    if start == _OLE:
        raise protected()
    if not start.startswith(b"PK"):
        raise Afgekeurd(
            "bestandssoort", "het bestand is geen Excelwerkmap (.xlsx), wat de naam ook zegt; lever het juiste bestand"
        )


def _sheets(archive: zipfile.ZipFile, wanted: Collection[str | int]) -> Iterator[tuple[str, bytes]]:
    """Name and XML of each worksheet; reading a part to its end also checks it against the checksum in the zip."""
    targets = {r.get("Id"): str(r.get("Target")) for r in _xml(_part(archive, _RELATIONS)).iterfind("{*}Relationship")}
    for number, sheet in enumerate(_xml(_part(archive, _WORKBOOK)).iterfind("{*}sheets/{*}sheet"), 1):
        target = targets.get(sheet.get(_RELATION_ID), "")
        part = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
        if (sheet.get("name") in wanted or number in wanted) and part in archive.namelist():
            yield str(sheet.get("name")), _part(archive, part)


def _xml(text: bytes) -> ElementTree.Element:
    return ElementTree.fromstring(text)  # noqa: S314 - expat itself refuses a document that blows up


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    if archive.getinfo(name).file_size > _LARGEST_PART:
        raise _too_large("de werkmap")
    return archive.read(name)


def _refuse_what_would_not_fit(name: str, sheet: bytes) -> None:
    far = set(_FAR_CELL.findall(sheet))
    if not far:
        return
    columns = 1 + max(_column(letters) for letters, _ in far)
    rows = max(int(row) for row in (*_ROW.findall(sheet), *(row for _, row in far)))
    if columns * rows > _MOST_CELLS:
        raise _too_large(f"het blad '{name}'")


def _too_large(what: str) -> Afgekeurd:
    return Afgekeurd(
        "omvang",
        f"{what} is te groot om te lezen; er staat iets in een cel ver buiten de tabel: verwijder dat en lever opnieuw",
    )


def _percent_styles(archive: zipfile.ZipFile) -> set[str]:
    """The styles that show a share as a percentage, as cells refer to them."""
    if _STYLES not in archive.namelist():
        return set()
    styles = _xml(_part(archive, _STYLES))
    named = {
        str(form.get("numFmtId"))
        for form in styles.iterfind("{*}numFmts/{*}numFmt")
        if "%" in _NOT_SHOWN_AS_PERCENT.sub("", form.get("formatCode", ""))
    }
    formats = enumerate(styles.iterfind("{*}cellXfs/{*}xf"))
    return {str(number) for number, form in formats if form.get("numFmtId") in named | _PERCENT_FORMATS}


def _visible_cells(sheet: bytes, styles: Collection[str], decimal_mark: str) -> Iterator[tuple[tuple[int, int], str]]:
    """A row or a cell without its number (Excel writes it, some tools do not) follows the one before it."""
    row = -1
    for line in _xml(sheet).iterfind("{*}sheetData/{*}row"):
        row = int(line.get("r", row + 2)) - 1
        column = -1
        for cell in line.iterfind("{*}c"):
            reference = cell.get("r")
            column = _column(reference.rstrip("0123456789").encode()) if reference else column + 1
            value = cell.findtext("{*}v")
            if cell.get("t") == "e":
                yield (row, column), value or "#FOUT"
            elif value and cell.get("t", "n") == "n" and cell.get("s") in styles:
                yield (row, column), f"{float(value) * 100:.12g}%".replace(".", decimal_mark)


def _column(letters: bytes) -> int:
    """The column counted from 0: A is 0, Z is 25, AA is 26."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number - 1
