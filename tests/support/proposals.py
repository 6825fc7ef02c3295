"""Pasting what is proposed into a contract, as a person would: where the comment says, and nothing else.

Belongs here: following the comment of a proposal in the document of a contract. Does not belong here: what is proposed
(`sources.reading.proposal`).
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable
from typing import Any

import yaml

from sources.contract import CONTRACT_ROOT, parse_contracts
from sources.contract_model import Contract

_PLACE = re.compile(
    r"# tabel (?P<tabel>\w+)(, veld (?P<veld>\w+))?, onder (?P<onder>\w+)"
    r"(, (na het veld (?P<na>\w+)|vooraan|in plaats van deze (?P<instead>eigenschap|code)))?:"
)


def pasted(contract: Contract, proposals: Iterable[str]) -> Contract:
    """The contract with what was proposed, as its file would be read; raises `ContractFout` where that is no contract."""
    document = yaml.safe_load((CONTRACT_ROOT.parent / contract.bestand).read_text(encoding="utf-8"))
    for text in proposals:
        paste(document, text)
    found = parse_contracts(yaml.safe_dump(document, sort_keys=False, allow_unicode=True), contract.bestand)
    return next(each for each in found if each.feed == contract.feed)


def paste(document: dict[str, Any], text: str) -> None:
    """Put one proposal where its comment says."""
    place = _PLACE.fullmatch(text.splitlines()[0])
    assert place is not None, text
    (entry,) = yaml.safe_load(text)
    element = next(table for table in document["schema"] if table["name"] == place["tabel"])
    if place["veld"]:
        element = next(prop for prop in element["properties"] if prop["name"] == place["veld"])
    entries = element.setdefault(place["onder"], [])
    if place["onder"] == "properties":
        at = [prop["name"] for prop in entries].index(place["na"]) + 1 if place["na"] else 0
        entries.insert(at, copy.deepcopy(entry))
        return
    key = "value" if place["onder"] == "enum" else "property"
    same = [other for other in entries if other[key] == entry[key]]
    assert bool(same) == bool(place["instead"]), "whether something stands there already is said"
    entries[:] = [*(other for other in entries if other not in same), copy.deepcopy(entry)]
