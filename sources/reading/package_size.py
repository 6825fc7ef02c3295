"""What a zip unpacks to, before anything in it is unpacked in memory.

Belongs here: bounds to the parts of a workbook, and that a part is as large as it says: two megabytes can unpack to
gigabytes, and a reader that trusts the size in the zip's own list would find out too late. Does not belong here: what
the parts are and mean (`sources.reading.workbook_package`).
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

MB = 1024**2
MOST_PARTS = 10_000
LARGEST_PART = 768 * MB
"""A sheet of a million rows and twelve columns, the most that fits in Excel, is about 540 MB."""
LARGEST_TEXTS = 256 * MB
LARGEST_LIST = 16 * MB
"""Bytes of any part, of the one with all texts, and of those that are read as a whole tree of elements."""

_LISTS = ("xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml")
_TEXTS = "xl/sharedstrings.xml"
_LOCAL_HEADER = struct.Struct("<26xHH")
_BLOCK = 256 * 1024


class TeGroot(ValueError):
    """The zip holds more than a workbook does."""


def refuse_what_unpacks_too_large(archive: zipfile.ZipFile) -> None:
    """Unpacks every part, block by block and without keeping anything.

    Raises `TeGroot`, and `zipfile.BadZipFile` for a part that unpacks to more than it says, begins where no part can or
    is packed in a way that Excel does not know.
    """
    parts = archive.infolist()
    if len(parts) > MOST_PARTS:
        raise TeGroot
    if len({part.filename for part in parts}) < len(parts):
        raise zipfile.BadZipFile("a part stands there twice, and readers differ in which they take")
    for part in parts:
        if part.file_size > _bound(part.filename.lower()):
            raise TeGroot
        if part.header_offset + _LOCAL_HEADER.size > archive.start_dir:
            raise zipfile.BadZipFile("a part does not begin before the list of parts")
        if _unpacked(archive, part) != part.file_size:
            raise zipfile.BadZipFile("a part is not as large as it says")


def _bound(name: str) -> int:
    if name in _LISTS:
        return LARGEST_LIST
    return LARGEST_TEXTS if name == _TEXTS else LARGEST_PART


def _unpacked(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> int:
    """How many bytes a part really unpacks to; counting stops beyond what it says."""
    if part.compress_type == zipfile.ZIP_STORED:
        return part.compress_size
    if part.compress_type != zipfile.ZIP_DEFLATED:
        raise zipfile.BadZipFile("Excel packs with deflate only")
    unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
    size = 0
    for block in _packed(archive, part):
        left = block
        while left and size <= part.file_size:
            size += len(unpacker.decompress(left, _BLOCK))
            left = unpacker.unconsumed_tail
    return size


def _packed(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """The bytes of a part as they are packed; its own header says where they begin."""
    file = archive.fp
    if file is None:
        raise zipfile.BadZipFile("the zip was closed")
    file.seek(part.header_offset)
    name, extra = _LOCAL_HEADER.unpack(file.read(_LOCAL_HEADER.size))
    place, left = part.header_offset + _LOCAL_HEADER.size + name + extra, part.compress_size
    while left > 0:
        file.seek(place)
        block = file.read(min(_BLOCK, left))
        if not block:
            raise zipfile.BadZipFile("the zip is cut off")
        yield block
        place, left = place + len(block), left - len(block)
