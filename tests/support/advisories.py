"""The lock against advisories in a folder, for machines that reach no service: a copy of PyPA's advisory database, with
`vulns/<package>/<number>.yaml` in the form of OSV.

Belongs here: reading advisories and comparing versions. Does not belong here: asking a service (`tests.support.audit`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from packaging.utils import canonicalize_name
from packaging.version import Version

_FROM, _UNTIL, _LAST = "introduced", "fixed", "last_affected"


@dataclass(frozen=True)
class Advies:
    """An advisory about one package."""

    nummer: str
    verholpen_in: tuple[str, ...]


def newest(folder: Path) -> str | None:
    """The day on which the newest advisory was changed, of all packages; None where there is no advisory at all."""
    return max((str(_read(path).get("modified", ""))[:10] for path in folder.glob("vulns/*/*.yaml")), default=None)


def advisories_about(folder: Path, name: str, version: str) -> list[Advies]:
    """What is known against this version of a package. Raises `KeyError` and `yaml.YAMLError` on what is no advisory."""
    here = folder / "vulns" / canonicalize_name(name)
    documents = [_read(path) for path in sorted(here.glob("*.yaml"))]
    return [
        Advies(document["id"], tuple(_fixes(document)))
        for document in documents
        if "withdrawn" not in document and any(_is_affected(part, version) for part in _parts(document, name))
    ]


def _read(path: Path) -> dict[str, Any]:
    # All text: 2.10 is no 2.1.
    document: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), yaml.CBaseLoader)
    return document


def _parts(document: Mapping[str, Any], name: str) -> Iterator[Mapping[str, Any]]:
    for part in document["affected"]:
        package = part["package"]
        if package["ecosystem"] == "PyPI" and canonicalize_name(package["name"]) == canonicalize_name(name):
            yield part


def _is_affected(part: Mapping[str, Any], version: str) -> bool:
    listed = {Version(known) for known in part.get("versions", ())}
    return Version(version) in listed or any(_within(events, Version(version)) for events in _ranges(part))


def _ranges(part: Mapping[str, Any]) -> Iterator[list[Mapping[str, str]]]:
    return (known["events"] for known in part.get("ranges", ()) if known["type"] == "ECOSYSTEM")


def _within(events: Iterable[Mapping[str, str]], version: Version) -> bool:
    affected = False
    for kind, text in sorted(
        ((kind, text) for event in events for kind, text in event.items()), key=lambda event: Version(event[1])
    ):
        if kind == _FROM and version >= Version(text):
            affected = True
        elif (kind == _UNTIL and version >= Version(text)) or (kind == _LAST and version > Version(text)):
            affected = False
    return affected


def _fixes(document: Mapping[str, Any]) -> list[str]:
    events = (event for part in document["affected"] for known in _ranges(part) for event in known)
    return [event[_UNTIL] for event in events if _UNTIL in event]
