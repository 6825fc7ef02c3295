"""From `sources/<bron>/<feed>.yml` (Open Data Contract Standard v3) to `Contract`, one per feed.

Belongs here: finding, reading and translating contract files. What makes a contract faulty stands in
`sources.contract_faults`.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from sources.contract_document import ContractFout, custom_properties
from sources.contract_faults import faults_of
from sources.contract_model import Contract, Regel, Tabel, Veld
from sources.contract_period import Codeperiode
from sources.kalender import contact_of, pace_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

CONTRACT_ROOT = Path(__file__).parent


class _UniqueKeyLoader(yaml.CSafeLoader):
    """YAML keeps the last of two equal keys; in a contract that would lose a rule without a word."""


def _mapping_without_duplicates(loader: _UniqueKeyLoader, node: yaml.MappingNode) -> dict[Any, Any]:
    keys = [loader.construct_object(key) for key, _ in node.value]
    twice = sorted({str(key) for key in keys if keys.count(key) > 1})
    if twice:
        raise ContractFout([f"Regel {node.start_mark.line + 1}: de sleutel {', '.join(twice)} staat er twee keer."])
    return loader.construct_mapping(node, deep=True)


_UniqueKeyLoader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping_without_duplicates)


def parse_contracts(text: str, place: str) -> tuple[Contract, ...]:
    """Translate one contract file: one contract per feed, so one, unless it describes a family of feeds.

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
    return _contracts(document, place)


def contracts_in(path: Path) -> tuple[Contract, ...]:
    """Read one contract file; raises `ContractFout`."""
    place = "/".join(path.parts[-3:])
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise ContractFout(["Het bestand is geen UTF-8."], place) from None
    contracts = parse_contracts(text, place)
    named = f"{contracts[0].bron}/{contracts[0].familie or contracts[0].feed}"
    if named != f"{path.parent.name}/{path.stem}":
        raise ContractFout(
            [f"Het contract heet {named}, maar het bestand staat op {path.parent.name}/{path.stem}."], place
        )
    return contracts


@cache
def load_contracts(root: Path = CONTRACT_ROOT) -> tuple[Contract, ...]:
    """All contracts, ordered by bron and feed. Raises one `ContractFout` that lists the faults of all files."""
    contracts: list[Contract] = []
    faults: list[str] = []
    for path in sorted(root.glob("*/*.yml")):
        try:
            contracts.extend(contracts_in(path))
        except ContractFout as fault:
            faults.extend(f"{path.parent.name}/{path.name}: {sentence}" for sentence in fault.faults)
    faults.extend(_said_in_two_files(contracts))
    faults.extend(_succeeded_by_nobody(contracts))
    if faults:
        raise ContractFout(faults)
    return tuple(sorted(contracts, key=lambda contract: (contract.bron, contract.feed)))


def _said_in_two_files(contracts: Iterable[Contract]) -> Iterator[str]:
    """Raw and the names of checks are per bron and table, and a file in the landing is of one feed: so no two contract
    files may speak of the same table or feed."""
    files: dict[str, set[str]] = defaultdict(set)
    for contract in contracts:
        files[f"{contract.sleutel}: twee contracten van een bron beschrijven een feed met deze naam."].add(
            contract.bestand
        )
        for tabel in contract.tabellen:
            files[f"{contract.bron}/{tabel.naam}: twee feeds van een bron hebben een tabel met deze naam."].add(
                contract.bestand
            )
    yield from (fault for fault, places in files.items() if len(places) > 1)


def _succeeded_by_nobody(contracts: Iterable[Contract]) -> Iterator[str]:
    """Who comes in the place of a feed is a feed too, and goes on after it."""
    last = {contract.sleutel: contract.peildatum_tot_en_met for contract in contracts}
    for contract in contracts:
        if contract.opvolger is None or contract.peildatum_tot_en_met is None:
            continue
        if contract.opvolger not in last:
            yield f"{contract.sleutel}: de opvolger {contract.opvolger} is geen feed van een contract."
        elif (last[contract.opvolger] or date.max) <= contract.peildatum_tot_en_met:
            yield f"{contract.sleutel}: de opvolger {contract.opvolger} houdt niet later op dan de feed zelf."


def _contracts(document: dict[str, Any], place: str) -> tuple[Contract, ...]:
    properties = custom_properties(document)
    tabellen = tuple(_tabel(schema) for schema in document["schema"])
    members = properties.pop("feeds", None)
    alone = {"feed": properties.pop("feed", None), "naam": document["name"], "eigenaar": document["team"]["name"]}
    feeds = members or [alone | {"contact": contact_of(document)}]
    return tuple(
        Contract(
            bestand=place,
            familie=tabellen[0].naam if members else None,
            bron=document["domain"],
            versie=document["version"],
            doel=document["description"]["purpose"],
            gebruik=document["description"]["usage"],
            tabellen=tabellen,
            **(feed | pace_of(document, feed)),
            **properties,
        )
        for feed in feeds
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
        codeperioden=tuple(
            Codeperiode(code=code["value"], **custom_properties(code))
            for code in prop.get("enum", ())
            if custom_properties(code)
        ),
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
        **custom_properties(quality),
    )
