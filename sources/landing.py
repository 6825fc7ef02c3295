"""What lies in the landing: which files are deliveries, which are not, and in what order they count.

Belongs here: names, sidecars, hashes and times of arrival. Does not belong here: what is inside a file
(`sources.reading`) or what became of a delivery (`expectations.ledger`).
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

from sources.contract_model import Contract
from sources.machine_faults import fault_of

DEMO_MARKER = ".synthetisch"
"""A landing with this file in its root is a demo: every extract in it is made up, and every figure that follows from it
says so."""

_NAME = re.compile(
    r"(?P<gemeente>[A-Z]{2}[0-9]{2,4})_(?P<feed>[a-z0-9]+)_(?P<peildatum>[0-9]{8})_(?P<nr>[0-9]{2})\.(?P<ext>[a-z0-9]+)"
)
_UNDER_WAY = (".part", ".tmp")
_SIDECARS = (".sha256",)
_LONGEST_SIDECAR = 4096  # bytes; a digest and a name


@dataclass(frozen=True, order=True)
class Bestand:
    """A file whose name says that it is a delivery. Ordered as deliveries count: by peildatum, then volgnummer."""

    bron: str
    feed: str
    gemeente_code: str
    peildatum: date
    volgnummer: int
    pad: Path = field(compare=False)
    extensie: str = field(compare=False)

    @property
    def naam(self) -> str:
        return self.pad.name

    def levering_id(self, sha256: str) -> str:
        """The delivery's name for ever: what it says it is, and the content it was."""
        day = self.peildatum.strftime("%Y%m%d")
        return f"{self.bron}.{self.feed}.{self.gemeente_code}.{day}.{self.volgnummer:02d}.{sha256[:8]}"


@dataclass(frozen=True)
class Vingerafdruk:
    """What tells without reading a file whether it can have changed since it was hashed."""

    grootte: int
    mtime_ns: int
    ctime_ns: int


@dataclass(frozen=True)
class Onbekend:
    """Something in the landing that is no delivery; reported, never fatal. `onleesbaar` is a folder in which deliveries
    may lie that nobody can see."""

    pad: str
    reden: str
    onleesbaar: bool = False


@dataclass(frozen=True)
class Landing:
    """One look at the landing."""

    bestanden: tuple[Bestand, ...]
    onbekend: tuple[Onbekend, ...]
    synthetisch: bool

    def van(self, contract: Contract) -> tuple[Bestand, ...]:
        """The deliveries of one feed, in the order in which they count."""
        return tuple(b for b in self.bestanden if (b.bron, b.feed) == (contract.bron, contract.feed))


def scan(root: Path, contracts: Iterable[Contract]) -> Landing:
    """Look at the landing. Uploads under way and dot-files are not looked at; a missing folder is an empty landing."""
    by_bron: dict[str, dict[str, Contract]] = {}
    for contract in contracts:
        by_bron.setdefault(contract.bron, {})[contract.feed] = contract
    bestanden: list[Bestand] = []
    onbekend: list[Onbekend] = []
    for found in _entries(root, by_bron):
        (bestanden if isinstance(found, Bestand) else onbekend).append(found)  # type: ignore[arg-type]
    return Landing(tuple(sorted(bestanden)), tuple(onbekend), (root / DEMO_MARKER).exists())


def _entries(root: Path, by_bron: dict[str, dict[str, Contract]]) -> Iterator[Bestand | Onbekend]:
    folders, unreadable = _readable(root)
    yield from unreadable
    for folder in folders:
        if not folder.is_dir():
            yield Onbekend(_shown(folder.name), "dit bestand ligt niet in de map van een bron")
        elif folder.name not in by_bron:
            yield Onbekend(f"{_shown(folder.name)}/", f"geen bron heet zo; we kennen {', '.join(sorted(by_bron))}")
        else:
            paths, unreadable = _readable(folder)
            yield from unreadable
            for path in paths:
                if path.suffix.lower() not in _SIDECARS:
                    yield _recognise(path, by_bron[folder.name])


def _readable(folder: Path) -> tuple[list[Path], list[Onbekend]]:
    """What lies in a folder of the landing; a folder that nobody may read stops no other."""
    try:
        return _visible(folder), []
    except OSError as fault:
        reden = fault_of(fault) or f"{type(fault).__name__}."
        return [], [Onbekend(f"{_shown(folder.name)}/", f"de map kan niet worden gelezen. {reden}", onleesbaar=True)]


def _visible(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return sorted(p for p in folder.iterdir() if not p.name.startswith(".") and p.suffix.lower() not in _UNDER_WAY)


def _recognise(path: Path, feeds: dict[str, Contract]) -> Bestand | Onbekend:
    place = f"{path.parent.name}/{_shown(path.name)}"
    match = _NAME.fullmatch(path.name)
    if not path.is_file() or match is None:
        return Onbekend(place, "de naam is niet <gemeentecode>_<feed>_<jjjjmmdd>_<volgnr>.<extensie>")
    contract = feeds.get(match["feed"])
    if contract is not None and contract.layout.formaat == "odata":
        return Onbekend(place, f"feed {match['feed']} wordt bij de bron zelf opgehaald en niet als bestand geleverd")
    if contract is None:
        return Onbekend(
            place, f"deze bron heeft geen feed {_shown(match['feed'])}; we kennen {', '.join(sorted(feeds))}"
        )
    if match["ext"] != contract.layout.extensie:
        return Onbekend(place, f"de extensie van deze feed is .{contract.layout.extensie}")
    peildatum = _peildatum(match["peildatum"])
    if peildatum is None:
        return Onbekend(place, "de peildatum in de naam is geen datum (jjjjmmdd)")
    return Bestand(path.parent.name, contract.feed, match["gemeente"], peildatum, int(match["nr"]), path, match["ext"])


def _shown(name: str) -> str:
    """A name as a message may show it: a name that is not ours may hold somebody's number, need not be text at all, and
    may not begin a line of its own in a log or a summary."""
    readable = os.fsencode(name).decode("utf-8", errors="backslashreplace")
    on_one_line = "".join(c if c.isprintable() else "�" for c in readable)
    return re.sub("[0-9]{9,}", "…", on_one_line)


def _peildatum(digits: str) -> date | None:
    try:
        return datetime.strptime(digits, "%Y%m%d").date()  # noqa: DTZ007 - a date, no time
    except ValueError:
        return None


def harvested(root: Path, contracts: Iterable[Contract]) -> tuple[Bestand, ...]:
    """The harvests of APIs, stored by ourselves under the same kind of name as a delivery."""
    found = []
    for contract in contracts:
        for path in _visible(root / contract.bron):
            match = _NAME.fullmatch(path.name)
            peildatum = _peildatum(match["peildatum"]) if match is not None else None
            if match is not None and peildatum is not None and match["feed"] == contract.feed:
                found.append(
                    Bestand(
                        contract.bron, contract.feed, match["gemeente"], peildatum, int(match["nr"]), path, match["ext"]
                    )
                )
    return tuple(sorted(found))


def vingerafdruk(path: Path) -> Vingerafdruk:
    """The file's size and times."""
    stat = path.stat()
    return Vingerafdruk(stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns)


def sha256_of(path: Path) -> str:
    """The hex digest of the file's content, read in blocks."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def ontvangen_op(path: Path, now: datetime) -> datetime:
    """When the file arrived: its modification time in UTC, never later than the run itself. Naive UTC, whole
    microseconds."""
    arrived = datetime.fromtimestamp(path.stat().st_mtime, tz=UTC)
    return min(arrived, now.astimezone(UTC)).replace(tzinfo=None)


@dataclass(frozen=True)
class Sidecar:
    """What the `.sha256` beside a file says: missing, agreeing, or why not."""

    aanwezig: bool
    fout: str | None = None


def check_sidecar(path: Path, sha256: str) -> Sidecar:
    """Compare the file's digest with its sidecar `<file>.sha256` (hex digest, two spaces, name). An empty one is still
    being written."""
    beside = path.with_name(path.name + ".sha256")
    if not beside.is_file() or beside.stat().st_size == 0:
        return Sidecar(False)
    with beside.open("rb") as file:
        words = file.read(_LONGEST_SIDECAR).decode("utf-8", errors="replace").split()
    if not words or not re.fullmatch(r"[0-9a-fA-F]{64}", words[0]):
        return Sidecar(
            True, f"{beside.name} bevat geen sha256-controlegetal; lever het bestand met zijn controlebestand opnieuw"
        )
    if words[0].lower() != sha256:
        return Sidecar(
            True, f"het controlegetal in {beside.name} hoort bij een andere inhoud; lever het bestand opnieuw"
        )
    return Sidecar(True)
