"""From `sources/<bron>/<feed>.yml` (Open Data Contract Standard v3) to `Contract`.

Belongs here: finding, reading and translating contract files. What makes a contract faulty stands in
`sources.contract_faults`.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from sources.contract_document import ContractFout, custom_properties
from sources.contract_faults import faults_of
from sources.contract_model import Contract, Regel, Tabel, Veld

CONTRACT_ROOT = Path(__file__).parent


class _UniqueKeyLoader(yaml.SafeLoader):
    """YAML keeps the last of two equal keys; in a contract that would lose a rule without a word."""


def _mapping_without_duplicates(loader: _UniqueKeyLoader, node: yaml.MappingNode) -> dict[Any, Any]:
    keys = [loader.construct_object(key) for key, _ in node.value]
    twice = sorted({str(key) for key in keys if keys.count(key) > 1})
    if twice:
        raise ContractFout([f"Regel {node.start_mark.line + 1}: de sleutel {', '.join(twice)} staat er twee keer."])
    return loader.construct_mapping(node, deep=True)


_UniqueKeyLoader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping_without_duplicates)


def parse_contract(text: str, place: str) -> Contract:
    """Translate one contract.

    `place` is the file as messages name it. Raises `ContractFout` with every fault of the contract, each a sentence.
    """
    try:
        document = yaml.load(text, Loader=_UniqueKeyLoader)  # noqa: S506 - a SafeLoader
    except ContractFout as fault:
        raise ContractFout(fault.faults, place) from None
    except yaml.YAMLError as error:
        raise ContractFout([f"Het bestand is geen geldige YAML: {error}"], place) from None
    faults = faults_of(document)
    if faults:
        raise ContractFout(faults, place)
    return _contract(document)


def load_contract(path: Path) -> Contract:
    """Read one contract file; raises `ContractFout`."""
    place = "/".join(path.parts[-3:])
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise ContractFout(["Het bestand is geen UTF-8."], place) from None
    contract = parse_contract(text, place)
    if (contract.bron, contract.feed) != (path.parent.name, path.stem):
        raise ContractFout(
            [f"Het contract heet {contract.sleutel}, maar het bestand staat op {path.parent.name}/{path.stem}."], place
        )
    return contract


@cache
def load_contracts(root: Path = CONTRACT_ROOT) -> tuple[Contract, ...]:
    """All contracts, ordered by bron and feed. Raises one `ContractFout` that lists the faults of all files."""
    contracts: list[Contract] = []
    faults: list[str] = []
    for path in sorted(root.glob("*/*.yml")):
        try:
            contracts.append(load_contract(path))
        except ContractFout as fault:
            faults.extend(f"{path.parent.name}/{path.name}: {sentence}" for sentence in fault.faults)
    # Raw and the names of checks are per bron and table, so that one table may not come from two feeds.
    tables = Counter(f"{contract.bron}/{tabel.naam}" for contract in contracts for tabel in contract.tabellen)
    faults.extend(
        f"{table}: twee feeds van een bron hebben een tabel met deze naam."
        for table, count in tables.items()
        if count > 1
    )
    if faults:
        raise ContractFout(faults)
    return tuple(contracts)


def _contract(document: dict[str, Any]) -> Contract:
    return Contract(
        bron=document["domain"],
        naam=document["name"],
        versie=document["version"],
        eigenaar=document["team"]["name"],
        doel=document["description"]["purpose"],
        gebruik=document["description"]["usage"],
        frequentie=next(p["value"] for p in document["slaProperties"] if p["property"] == "frequency"),
        tabellen=tuple(_tabel(schema) for schema in document["schema"]),
        **custom_properties(document),
    )


def _tabel(schema: dict[str, Any]) -> Tabel:
    return Tabel(
        naam=schema["name"],
        omschrijving=schema["dataGranularityDescription"],
        velden=tuple(_veld(prop) for prop in schema["properties"]),
        regels=tuple(_regel(quality, None) for quality in schema.get("quality", ())),
        **custom_properties(schema),
    )


def _veld(prop: dict[str, Any]) -> Veld:
    options = prop.get("logicalTypeOptions", {})
    return Veld(
        naam=prop["name"],
        kop=prop["physicalName"],
        type=prop["logicalType"],
        omschrijving=prop["description"],
        verplicht=prop.get("required", False),
        sleutel=prop.get("primaryKey", False),
        patroon=options.get("pattern"),
        minimum=options.get("minimum"),
        maximum=options.get("maximum"),
        codes=tuple(code["value"] for code in prop.get("enum", ())),
        regels=tuple(_regel(quality, prop["name"]) for quality in prop.get("quality", ())),
        **custom_properties(prop),
    )


def _regel(quality: dict[str, Any], kolom: str | None) -> Regel:
    implementation = quality.get("implementation", {})
    return Regel(
        id=quality["id"],
        kolom=kolom,
        omschrijving=quality["description"],
        ernst=quality["severity"],
        dimensie=quality["dimension"],
        sql=quality.get("query"),
        expectation=implementation.get("type"),
        kwargs=implementation.get("kwargs", {}),
    )
