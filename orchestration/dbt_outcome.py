"""What one dbt build came to: what failed in it, and which domains of published tables that breaks.

dbt goes on past what fails and skips only what lies downstream, so one process builds all domains and a broken one
stops no other. Belongs here: the account of the last build. Does not belong here: building
(`orchestration.dbt_assets`) or publishing.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

_RESULTS = "statussen.json"
_FAILED = {"error", "fail", "runtime error", "partial success"}


class DomeinNietGebouwd(RuntimeError):
    """The tables of a domain are not all built and sound, so they are not published."""

    def __init__(self, domain: str, failed: Iterable[str], machine: str | None = None) -> None:
        told = f"Het domein {domain} is niet gebouwd; mislukt: {', '.join(failed)}. Zie logs/nightly.log."
        super().__init__(f"{told} {machine}" if machine else told)


def forget(target: Path) -> None:
    """Take away the account of an earlier build, so that it is never taken for that of the next."""
    (target / _RESULTS).unlink(missing_ok=True)


def remember(target: Path, statuses: Mapping[str, str]) -> None:
    """Leave an account of a build: the status of each node by its unique id."""
    (target / _RESULTS).write_text(json.dumps(statuses), encoding="utf-8")


def failed_nodes(target: Path) -> list[str]:
    """The unique ids of the models, seeds and tests that failed in the last build; what was skipped because of them is
    not among them, nor is a test that only warns. Empty where there is no account: then dbt's step failed."""
    path = target / _RESULTS
    if not path.exists():
        return []
    statuses: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    return [node for node, status in statuses.items() if status in _FAILED]


def broken_domains(
    failed: Iterable[str], manifest: Mapping[str, Any], tables: Mapping[str, Iterable[str]]
) -> dict[str, list[str]]:
    """Per domain what broke it, as people know it: `model fct_levering`, `test unieke_korrel_…`.

    `tables` are the unique ids of each domain's published tables. A domain is broken when one of these, or anything
    that they are made of, failed or has a test that failed.
    """
    parents: Mapping[str, list[str]] = manifest["parent_map"]
    failed = list(failed)
    found = {}
    for domain, published in tables.items():
        made_of = _with_ancestors(published, parents)
        broken_by = [node for node in failed if node in made_of or (_is_test(node) and made_of & set(parents[node]))]
        if broken_by:
            found[domain] = [_shown(node, manifest) for node in broken_by]
    return found


def _with_ancestors(nodes: Iterable[str], parents: Mapping[str, list[str]]) -> set[str]:
    found: set[str] = set()
    waiting = list(nodes)
    while waiting:
        node = waiting.pop()
        if node not in found:
            found.add(node)
            waiting.extend(parents.get(node, ()))
    return found


def _is_test(node: str) -> bool:
    return node.startswith("test.")


def _shown(node: str, manifest: Mapping[str, Any]) -> str:
    return f"{node.partition('.')[0]} {manifest['nodes'][node]['name']}"
