"""A file as UTF-8, block by block, while watching that it is written in the code page that its contract names.

Belongs here: decoding. The transcoder never raises into the CSV parser: it stops and keeps what was wrong, so that no
error text can quote the file.
"""

from __future__ import annotations

import codecs
import io
import threading
import time
from typing import TYPE_CHECKING

from sources.reading.result import Afgekeurd

if TYPE_CHECKING:
    from pathlib import Path

_BLOCK = 4 * 1024 * 1024
_BETWEEN_CHARACTERS = (b"", 0)  # the state of a decoder that holds no part of one, nor looks for a mark at the start
_TO_ASK = 0.05  # seconds
_BINARY = {b"PK\x03\x04": "een zip- of Excelbestand", b"\xd0\xcf\x11\xe0": "een oud Office-bestand", b"%PDF": "een PDF"}
_BOMS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def code_page(codering: str) -> str:
    """A code page as a message names it."""
    return "Windows-1252" if codering == "windows-1252" else "UTF-8"


class Transcoder(io.RawIOBase):
    """Reads the first `length` bytes of a file and hands them over as UTF-8, with the text `closing` after them when
    all of them could be decoded."""

    def __init__(self, path: Path, codering: str, length: int, closing: str = "") -> None:
        self._file = path.open("rb")
        self._left = length
        self._codering = codering
        self._decoder = codecs.getincrementaldecoder(codering)(errors="strict")
        self._utf8: codecs.IncrementalDecoder | None = codecs.getincrementaldecoder("utf-8")(errors="strict")
        self._pending = b""
        self._closing = closing.encode("utf-8")
        self._non_ascii = False
        self._lines = 0
        self._reading = threading.Lock()
        self.fout: Afgekeurd | None = None

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        """As many bytes as asked for, unless the file ends or cannot be decoded."""
        with self._reading:
            everything = size is None or size < 0
            while (everything or len(self._pending) < size) and self._left and self.fout is None:
                self._pending += self._next_block()
            size = len(self._pending) if everything else size
            out, self._pending = self._pending[:size], self._pending[size:]
            return out

    def close(self) -> None:
        """The parser reads ahead on a thread of its own, also when it has given up: what it is reading now is waited
        for, and there is no more."""
        with self._reading:
            given_up = bool(self._left or self._pending)
            self._left, self._pending = 0, b""
            self._file.close()
        super().close()
        if given_up:
            # What it has still to ask is answered with nothing; a process that ends before that ends with a crash.
            time.sleep(_TO_ASK)

    def _next_block(self) -> bytes:
        block = self._file.read(min(_BLOCK, self._left))
        self._left = self._left - len(block) if block else 0
        try:
            if block.isascii() and self._decoder.getstate() == _BETWEEN_CHARACTERS:
                utf8 = block  # in every code page the same, and most blocks are
            else:
                utf8 = self._decoder.decode(block, final=not self._left).encode("utf-8")
        except UnicodeDecodeError as error:
            row = self._lines + block.count(b"\n", 0, error.start) + 1
            self.fout = Afgekeurd(
                "codering",
                f"regel {row} van het bestand is niet leesbaar als {code_page(self._codering)}; "
                "lever het bestand opnieuw in die codering",
            )
            return b""
        self._lines += block.count(b"\n")
        if self._codering == "windows-1252":
            self._watch_for_utf8(block)
        return utf8 + (b"" if self._left else self._closing)

    def _watch_for_utf8(self, block: bytes) -> None:
        self._non_ascii = self._non_ascii or not block.isascii()
        # A plain block is looked at as well when the former one ended within a character.
        if self._utf8 is not None and (self._utf8.getstate()[0] or not block.isascii()):
            try:
                self._utf8.decode(block, final=not self._left)
            except UnicodeDecodeError:
                self._utf8 = None

    def verdict(self) -> Afgekeurd | None:
        """After reading: what was wrong with the encoding. Text beyond ASCII that is whole UTF-8 throughout was not
        written as Windows-1252."""
        if self.fout is None and self._non_ascii and self._utf8 is not None:
            return Afgekeurd(
                "codering",
                "het bestand is UTF-8 in plaats van Windows-1252; lever het opnieuw in de afgesproken codering",
            )
        return self.fout


def refuse_what_is_no_text(path: Path) -> int:
    """The file's size in bytes. Raises `Afgekeurd` for an empty file and for what is no text file at all, whatever its
    name says."""
    size = path.stat().st_size
    if size == 0:
        raise Afgekeurd(
            "leeg", "het bestand is leeg (0 bytes); een lege levering heeft wel een koprij; lever het opnieuw"
        )
    with path.open("rb") as file:
        start = file.read(4096)
    for magic, kind in _BINARY.items():
        if start.startswith(magic):
            raise Afgekeurd(
                "bestandssoort", f"het bestand is {kind} en geen tekst, wat de naam ook zegt; lever het juiste bestand"
            )
    if start.startswith(_BOMS) or b"\0" in start:
        raise Afgekeurd(
            "bestandssoort", "het bestand is geen gewone tekst (UTF-16 of binair); lever het in de afgesproken codering"
        )
    return size
