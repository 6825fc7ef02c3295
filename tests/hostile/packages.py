"""Workbooks that somebody made with bad intent, around a sound one of Kadera.

Belongs here: altering the zip and its parts. Does not belong here: what must become of them.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable, Iterable
from pathlib import Path

from tests.support import workbooks as wb

SHEET, TEXTS, STYLES = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml"
SOUND = wb.kadera([wb.kadera_row(n) for n in range(1, 9)])
MB = 1024**2

Parts = dict[str, bytes]


def altered(change: Callable[[Parts], None]) -> bytes:
    """The sound workbook after `change` did something to its parts."""
    with zipfile.ZipFile(io.BytesIO(SOUND)) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    change(parts)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in parts.items():
            target.writestr(name, content)
    return out.getvalue()


def in_sheet(old: bytes, new: bytes) -> bytes:
    """The sound workbook with something else in its sheet."""
    return wb.repacked(SOUND, SHEET, old, new)


def write_bomb(path: Path, part: str, unit: bytes, megabytes: int) -> Path:
    """A workbook of which one part holds so many megabytes of the same again before its last tag."""
    with (
        zipfile.ZipFile(io.BytesIO(SOUND)) as source,
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as target,
    ):
        whole = {name: source.read(name) for name in source.namelist()}
        for name, content in whole.items():
            if name != part:
                target.writestr(name, content)
        content = whole.get(part, b"<sst></sst>")
        end = content.rindex(b"</")
        with target.open(part, "w", force_zip64=True) as file:
            file.write(content[:end])
            for _ in range(megabytes):
                file.write(unit * (MB // len(unit)))
            file.write(content[end:])
    return path


def that_lies_about(part: str, megabytes: int, says: int) -> bytes:
    """A workbook of which one part unpacks to so many megabytes, while the zip's list says that it is `says` bytes, with
    the checksum of those."""
    whole = altered(lambda parts: parts.update({part: b" " * (megabytes * MB - 12_345)}))  # a size that stands out
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        info = archive.getinfo(part)
    for honest, told in ((info.file_size, says), (info.CRC, zlib.crc32(b" " * says))):
        number = honest.to_bytes(4, "little")
        assert whole.count(number) == 2, "it stands before the part and in the list"
        whole = whole.replace(number, told.to_bytes(4, "little"))
    return whole


def twice(part: str, other: bytes) -> bytes:
    """A workbook in which a part stands two times, with different content."""
    out = io.BytesIO(SOUND)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as target:
        import warnings

        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            target.writestr(part, other)
    return out.getvalue()


def with_many_parts(number: int) -> bytes:
    return altered(lambda parts: parts.update(dict.fromkeys(_names(number), b"")))


def _names(number: int) -> Iterable[str]:
    return (f"xl/media/{n}" for n in range(number))
