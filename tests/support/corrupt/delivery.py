"""A corrupt delivery, and how one is made from a sound one.

Belongs here: the file and the name under which it comes, and changing rows of sound ones. Does not belong here: which
there are (`faults_*`), and what is expected of them (`tests/expectations/corrupt`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from tests.support.corrupt.breker import Wijziging
from tests.support.corrupt.sound import Rij, sound_rows
from tests.support.corrupt.writing import Tabellen, written
from tests.support.warehouse import CONTRACTS

SOUND_ROWS = 12


@dataclass(frozen=True)
class Corrupt:
    """A file of a feed with which something is wrong. `digest` is what stands beside a file of Gidso ("" for the right
    one); `eerder` is what came before it under the same name."""

    wat: str
    feed: str
    inhoud: bytes
    dag: date | None = None
    gemeente: str = ""
    digest: str = ""
    eerder: bytes | None = None


def rows(feed: str, count: int = SOUND_ROWS) -> dict[str, list[Rij]]:
    """Sound rows of every table of a feed."""
    contract = CONTRACTS[feed]
    return {tabel.naam: sound_rows(contract, tabel, count) for tabel in contract.tabellen}


def sound(feed: str, count: int = SOUND_ROWS) -> bytes:
    return file(feed, rows(feed, count))


def file(feed: str, tabellen: Tabellen, dag: date | None = None) -> bytes:
    return written(CONTRACTS[feed], tabellen, dag)


def changed(feed: str, changes: Mapping[int, Wijziging], count: int = SOUND_ROWS) -> bytes:
    """The sound file in which these rows of the first table (counted from 0) differ."""
    made = rows(feed, count)
    first = CONTRACTS[feed].tabellen[0].naam
    for place, wijziging in changes.items():
        made[first][place] = made[first][place] | wijziging
    return file(feed, made)


def everywhere(feed: str, change: Callable[[Rij], Wijziging], count: int = SOUND_ROWS) -> bytes:
    """The sound file in which every row of the first table differs in the same way."""
    made = rows(feed, count)
    first = CONTRACTS[feed].tabellen[0].naam
    made[first] = [row | change(row) for row in made[first]]
    return file(feed, made)


def lines(feed: str, change: Callable[[list[bytes]], list[bytes]], count: int = SOUND_ROWS) -> bytes:
    """The sound text file with other lines: the first is the header, the last the closing line of who has one."""
    return b"".join(line + b"\r\n" for line in change(sound(feed, count).split(b"\r\n")[:-1]))
