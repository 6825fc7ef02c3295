"""What is wrong with the machine, in a sentence that says what to do: the disk, rights, a folder that went, memory.

Belongs here: recognising such an error by what the system calls it, whoever raised it (Python, DuckDB, SQLite, pyarrow,
dbt). Does not belong here: what a load does about it.
"""

from __future__ import annotations

import re

_AGAIN = "Er is niets verloren; de volgende lading gaat verder waar deze ophield."
_KNOWN: tuple[tuple[str, str], ...] = (
    (
        r"No space left on device|disk is full|Disk quota exceeded|File too large|not enough (disk )?space",
        "De schijf is vol{waar}. Maak ruimte op de schijf van DWH_HOME en draai de lading opnieuw.",
    ),
    (
        r"Read-only file system|readonly database|read-only mode",
        "De schijf is alleen te lezen{waar}. Geef DWH_HOME een schijf waarop geschreven mag worden.",
    ),
    (
        r"Permission denied|Operation not permitted|unable to open database file",
        "Er zijn geen rechten{waar}. Het account van de lading schrijft in DWH_HOME en leest in de landing.",
    ),
    (
        r"Input/output error|Stale file handle|Transport endpoint is not connected|Host is down",
        "De schijf of netwerkmap antwoordt niet{waar}. Kijk of zij nog gekoppeld is.",
    ),
    (
        r"No such file or directory|Not a directory|No files found that match",
        "Een bestand of map is verdwenen{waar}. Kijk of de schijf of netwerkmap nog gekoppeld is.",
    ),
    (
        r"Too many open files",
        "Er zijn te veel bestanden open{waar}. Verhoog de grens voor het account van de lading (ulimit -n).",
    ),
    (
        r"disk image is malformed|file is not a database",
        "De geschiedenis van Dagster is beschadigd{waar}. Verwijder dagster/ in DWH_HOME; een lading maakt een nieuwe.",
    ),
    (
        r"not a valid DuckDB database|Corrupt database file|Could not read enough bytes|to be a Parquet|No magic bytes",
        "Een bestand van de lading is beschadigd{waar}. In docs/runbook/damaged-file.md staat per map wat te doen is.",
    ),
    (
        r"Out of Memory Error|Cannot allocate memory|^MemoryError|could not allocate block",
        "Het geheugen is op{waar}. Draai de lading op een machine met meer geheugen, of zonder andere programma's.",
    ),
)
_DAMAGED = "beschadigd"
_PATH = re.compile(r"""(?:file|path|directory)?:? ?["']((?:\.{0,2}/)[^"']+)["']""")
_ENDANGERED = re.compile("[0-9]{9,}")


def machine_fault(text: str) -> str | None:
    """The sentence for an error of the machine, from the text of the error; None for any other error.

    Of the text no more is shown than the path in it, without long numbers: what else it says may quote a row.
    """
    for pattern, sentence in _KNOWN:
        if re.search(pattern, text, re.IGNORECASE):
            told = sentence.format(waar=_where(text))
            return told if _DAMAGED in told else f"{told} {_AGAIN}"
    return None


def fault_of(error: BaseException) -> str | None:
    """The same of an exception or of what caused it."""
    cause: BaseException | None = error
    while cause is not None:
        if sentence := machine_fault(f"{type(cause).__name__}: {cause}"):
            return sentence
        cause = cause.__cause__ or (None if cause.__suppress_context__ else cause.__context__)
    return None


def _where(text: str) -> str:
    found = _PATH.search(text)
    if found is None:
        return ""
    path = "".join(c if c.isprintable() else "�" for c in found[1])
    return f" ({_ENDANGERED.sub('…', path)})"
