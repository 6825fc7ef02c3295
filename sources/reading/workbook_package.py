"""The zip around a workbook: what must be known before its cells can be read safely.

Belongs here: refusing what is no workbook, is damaged or would not fit in memory, and finding the cells that calamine
hands over as something else than people see. An Excel error comes as an empty cell, and an end date that could not be
computed would read as "still running"; a percentage comes as a share, and 74,3% would read as 0,743; 12,0 comes as 12.
Does not belong here: what the cells mean (`sources.reading.workbook`), and how a format writes a number
(`sources.reading.number_format`).
"""

from __future__ import annotations

import re
import zipfile
import zlib
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from sources.reading.number_format import BUILT_IN, NumberFormat, percentage, written
from sources.reading.package_size import TeGroot, refuse_what_unpacks_too_large
from sources.reading.result import Afgekeurd

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from pathlib import Path


@dataclass(frozen=True)
class Opgemaakt:
    """A number that its format shows with more decimals than it needs: as people see it, and the number itself."""

    tekst: str
    getal: float


Zichtbaar = dict[tuple[int, int], "str | Opgemaakt"]
"""The cells of a sheet of which calamine does not give what people see: (row, column), both counted from 0, and an
error as Excel shows it, a percentage with its sign, a number with the noughts behind its comma. The format never takes
decimals away: a share of 0.7431 is 74,31%, also where the cell shows 74%."""


@dataclass(frozen=True)
class Werkblad:
    """A sheet that was asked for: what it is called in this workbook, and its cells as people see them."""

    naam: str
    zichtbaar: Zichtbaar


@dataclass(frozen=True)
class Werkmap:
    """The sheets of a workbook: those that were asked for, by the name or number by which they were, and the others on
    which people see something, each with its number among the sheets that they see."""

    gevraagd: Mapping[str | int, Werkblad]
    overig: Mapping[str, int]


_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WORKBOOK, _RELATIONS, _STYLES = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"
_RELATION_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_LARGEST_OTHER = 64 * 1024**2  # bytes; a sheet that nobody asked for is not worth more
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
_VALUE = re.compile(rb"<(?:\w+:)?(?:v|is)[ >]")
_ERROR = re.compile(rb'<(?:\w+:)?c\s[^>]*\bt="e"')


def inspect_package(path: Path, wanted: Collection[str | int], decimal_mark: str) -> Werkmap:
    """The wanted sheets, by the name or number by which they are wanted; one that is not there is left out. What stands
    beside sheets that are found by their number is nobody's business, so then there are no others.

    A number counts the worksheets that people see, from 1: no hidden ones and no charts. A name may be written with
    other capitals and spaces. Raises `Afgekeurd` for what is no sound workbook.
    """
    _refuse_what_is_no_zip(path)
    found: dict[str | int, Werkblad] = {}
    try:
        with zipfile.ZipFile(path) as archive:
            refuse_what_unpacks_too_large(archive)
            if _WORKBOOK not in archive.namelist():
                raise Afgekeurd(
                    "bestandssoort", "het bestand is een zip maar geen Excelwerkmap; lever het juiste bestand"
                )
            styles = _styles_that_add(archive)
            places = list(_places(archive))
            for key in wanted:
                place = _place(key, places)
                if place is not None:
                    sheet = _part(archive, place.part)  # read to its end, which checks it against the zip's checksum
                    _refuse_what_would_not_fit(place.naam, sheet)
                    matters = _ERROR.search(sheet) or any(f's="{style}"'.encode() in sheet for style in styles)
                    cells = dict(_visible_cells(sheet, styles, decimal_mark)) if matters else {}
                    found[key] = Werkblad(place.naam, cells)
            named = all(isinstance(key, str) for key in wanted)
            others = dict(_others(archive, places, found.values())) if named else {}
    except TeGroot:
        raise _too_large("de werkmap") from None
    except _BROKEN_ZIP:
        raise damaged() from None
    return Werkmap(found, others)


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


@dataclass(frozen=True)
class _Place:
    """Where a worksheet stands in the zip."""

    naam: str
    part: str
    is_hidden: bool


def _places(archive: zipfile.ZipFile) -> Iterator[_Place]:
    """All worksheets; a chart on a sheet of its own is none."""
    relations = {r.get("Id"): r for r in _xml(_part(archive, _RELATIONS)).iterfind("{*}Relationship")}
    for sheet in _xml(_part(archive, _WORKBOOK)).iterfind("{*}sheets/{*}sheet"):
        relation = relations[sheet.get(_RELATION_ID)]
        if relation.get("Type", "").endswith("/worksheet"):
            target = str(relation.get("Target"))
            part = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
            yield _Place(str(sheet.get("name")), part, sheet.get("state", "visible") != "visible")


def _place(key: str | int, places: list[_Place]) -> _Place | None:
    if isinstance(key, int):
        seen = [place for place in places if not place.is_hidden]
        return seen[key - 1] if key <= len(seen) else None
    exact = [place for place in places if place.naam == key]
    alike = exact or [place for place in places if _without_capitals(place.naam) == _without_capitals(key)]
    return alike[0] if len(alike) == 1 else None


def _others(archive: zipfile.ZipFile, places: list[_Place], found: Collection[Werkblad]) -> Iterator[tuple[str, int]]:
    """The sheets that people see, that hold something, and that would fit in memory, with their numbers."""
    known = {sheet.naam for sheet in found}
    for number, place in enumerate((place for place in places if not place.is_hidden), 1):
        if place.naam in known or archive.getinfo(place.part).file_size > _LARGEST_OTHER:
            continue
        sheet = archive.read(place.part)
        if _VALUE.search(sheet) and _fits(sheet):
            yield place.naam, number


def _without_capitals(name: str) -> str:
    return " ".join(name.split()).casefold()


def _xml(text: bytes) -> ElementTree.Element:
    return ElementTree.fromstring(text)  # noqa: S314 - expat itself refuses a document that blows up


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    return archive.read(name)


def _refuse_what_would_not_fit(name: str, sheet: bytes) -> None:
    if not _fits(sheet):
        raise _too_large(f"het blad '{name}'")


def _fits(sheet: bytes) -> bool:
    far = set(_FAR_CELL.findall(sheet))
    if not far:
        return True
    columns = 1 + max(_column(letters) for letters, _ in far)
    rows = max(int(row) for row in (*_ROW.findall(sheet), *(row for _, row in far)))
    return columns * rows <= _MOST_CELLS


def _too_large(what: str) -> Afgekeurd:
    return Afgekeurd(
        "omvang",
        f"{what} is te groot om te lezen; er staat iets in een cel ver buiten de tabel: verwijder dat en lever opnieuw",
    )


def _styles_that_add(archive: zipfile.ZipFile) -> dict[str, NumberFormat]:
    """The formats that add something to a number, by the style in which cells refer to them."""
    if _STYLES not in archive.namelist():
        return {}
    styles = _xml(_part(archive, _STYLES))
    named = {form.get("numFmtId"): form.get("formatCode", "") for form in styles.iterfind("{*}numFmts/{*}numFmt")}
    formats = {str(key): NumberFormat.of(code) for key, code in (BUILT_IN | named).items()}
    used = enumerate(str(form.get("numFmtId")) for form in styles.iterfind("{*}cellXfs/{*}xf"))
    return {str(style): formats[key] for style, key in used if key in formats and formats[key].adds_something}


def _visible_cells(
    sheet: bytes, styles: Mapping[str, NumberFormat], decimal_mark: str
) -> Iterator[tuple[tuple[int, int], str | Opgemaakt]]:
    """A row or a cell without its number (Excel writes it, some tools do not) follows the one before it."""
    row = column = -1
    for event, element in ElementTree.iterparse(BytesIO(sheet), events=("start", "end")):  # noqa: S314 - as in `_xml`
        match event, element.tag.rpartition("}")[2]:
            case "start", "row":
                row = int(element.get("r", row + 2)) - 1
                column = -1
            case "end", "c":
                reference = element.get("r")
                column = _column(reference.rstrip("0123456789").encode()) if reference else column + 1
                value = element.findtext("{*}v")
                form = styles.get(element.get("s", ""))
                if element.get("t") == "e":
                    yield (row, column), value or "#FOUT"
                elif value and form and element.get("t", "n") == "n":
                    yield (row, column), _as_shown(float(value), form, decimal_mark)
                element.clear()  # a sheet as elements takes ten times its text
            case "end", "row":
                element.clear()


def _as_shown(value: float, form: NumberFormat, decimal_mark: str) -> str | Opgemaakt:
    if form.is_percentage:
        return percentage(value, decimal_mark, form.decimals)
    return Opgemaakt(written(value, decimal_mark, form.decimals), value)


def _column(letters: bytes) -> int:
    """The column counted from 0: A is 0, Z is 25, AA is 26."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number - 1
