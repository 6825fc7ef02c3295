"""What a load has to touch: the feeds of which something may be new, and the tables that can differ because of it.

Belongs here: comparing the landing, the ledger and CBS with what the published set was built from
(`orchestration.built`). It may name too much and never too little: whether a file is new is judged in the load. Does
not belong here: loading and building.
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from expectations.ledger import Ledger, LedgerInGebruik
from expectations.raw import missing_raw
from orchestration.built import Gebouwd, project_fingerprint
from orchestration.load import cbs_service, cbs_table
from orchestration.publication import read_manifest
from orchestration.settings import Settings
from sources.contract import load_contracts
from sources.contract_model import Contract
from sources.landing import Landing, harvested, scan, vingerafdruk

log = logging.getLogger("dwh")

_TODAY = "macro.sociaal_domein.vandaag"
_STATE = "state"


@dataclass(frozen=True)
class Keuze:
    """What a load touches. `feeds` are the keys (`bron/feed`) of which something may be new; `ledger` says whether the
    account of deliveries can differ from the published one; `gebouwd_op` is the run that published."""

    feeds: frozenset[str]
    ledger: bool
    gebouwd_op: str


def choose(settings: Settings) -> Keuze | None:
    """What has to be done; None for everything, when it is not certain what the published set was built from.

    Raises `LedgerInGebruik` while another load runs.
    """
    built = Gebouwd.read(settings.warehouse)
    manifest = read_manifest(settings.published)
    if built is None or built.project != project_fingerprint():
        return None
    if manifest is None or manifest["run_id"] != built.run_id:
        return None
    contracts = load_contracts()
    landing = scan(settings.landing, contracts)
    with Ledger(settings.state) as ledger:
        noted = [_rows(ledger, table) - n for table, n in built.rijen.items()]
        if min(noted) < 0:  # the ledger is older than the warehouse: it was put back from a back-up
            return None
        feeds = {contract.sleutel for contract in contracts if _arrived(settings, contract, landing, ledger)}
        feeds |= _to_harvest(settings, [c for c in contracts if c.odata and c.sleutel not in feeds], ledger)
        feeds |= _feeds_since(built, ledger)
    touched = bool(feeds or any(noted) or built.alleen_toen or landing.onbekend)
    return Keuze(frozenset(feeds), touched, built.run_id)


def choose_or_all(settings: Settings) -> Keuze | None:
    """What has to be done; None for everything, also while another load runs: the load itself refuses or waits, and
    says so."""
    try:
        return choose(settings)
    except LedgerInGebruik:
        return None


def _rows(ledger: Ledger, table: str) -> int:
    ((count,),) = ledger.select(f"SELECT count(*) FROM {table}", {})
    return int(count)


def _feeds_since(built: Gebouwd, ledger: Ledger) -> set[str]:
    """The feeds of which the ledger says more than was published: a load was broken off, or somebody accepted a
    delivery."""
    query = (
        "SELECT bron || '/' || feed FROM levering WHERE rowid >= $levering UNION "
        "SELECT bron || '/' || feed FROM levering JOIN aanvaarding AS a USING (levering_id) "
        "WHERE a.rowid >= $aanvaarding"
    )
    since = {table: built.rijen[table] for table in ("levering", "aanvaarding")}
    return {sleutel for (sleutel,) in ledger.select(query, since)}


def _arrived(settings: Settings, contract: Contract, landing: Landing, ledger: Ledger) -> bool:
    """Whether a file of the feed is not the one that was seen last, or rows of the feed got lost."""
    files = landing.van(contract) if contract.odata is None else harvested(settings.oogst, [contract])
    seen = ledger.seen(contract.bron)
    new = any(file.naam not in seen or seen[file.naam][1] != vingerafdruk(file.pad) for file in files)
    return new or bool(missing_raw(settings.raw, contract, ledger))


def _to_harvest(settings: Settings, contracts: Sequence[Contract], ledger: Ledger) -> set[str]:
    """The feeds of which CBS has another version than the one that is stored, or did not answer; that is judged in the
    load, which has more patience."""
    from sources.cbs.errors import CbsFout, CbsOnbereikbaar
    from sources.cbs.harvest import newest_is_stored
    from sources.cbs.patience import Geduld

    found = {contract.sleutel for contract in contracts}
    with cbs_service(settings) as url:
        for contract in contracts:
            seen, folder = list(ledger.seen(contract.bron)), settings.oogst / contract.bron
            try:
                if newest_is_stored(cbs_table(contract), url, folder, seen, geduld=Geduld(pogingen=1)):
                    found -= set() if _was_out_of_reach(contract, ledger) else {contract.sleutel}
            except CbsOnbereikbaar:
                break
            except CbsFout:
                continue
    return found


def _was_out_of_reach(contract: Contract, ledger: Ledger) -> bool:
    query = (
        "SELECT arg_max(geslaagd, rowid) FROM controle WHERE bron = $bron AND feed = $feed AND regel = 'bereikbaar' "
        "AND levering_id IS NULL"
    )
    return ledger.select(query, {"bron": contract.bron, "feed": contract.feed}) != [(True,)]


def nodes_to_build(manifest: Mapping[str, Any], keuze: Keuze, contracts: Iterable[Contract]) -> set[str]:
    """The unique ids of the models that can come out differently.

    What a model makes of raw follows from the deliveries of the feeds that it reads, and of nobody else's; what only
    the ledger goes into follows from every delivery; and some follow from the day.
    """
    parents: Mapping[str, Sequence[str]] = manifest["parent_map"]
    changed = {f"{c.bron}.{tabel.naam}" for c in contracts if c.sleutel in keuze.feeds for tabel in c.tabellen}
    reads: dict[str, frozenset[str]] = {}
    found = set()
    for name, node in manifest["nodes"].items():
        if node["resource_type"] != "model":
            continue
        sources = _sources_of(name, parents, reads)
        raw = {source for source in sources if not source.startswith(f"{_STATE}.")}
        of_the_ledger = keuze.ledger and (raw & changed or (sources and not raw))
        if of_the_ledger or _follows_the_day(name, manifest):
            found.add(name)
    return found


def _sources_of(name: str, parents: Mapping[str, Sequence[str]], known: dict[str, frozenset[str]]) -> frozenset[str]:
    """The sources that a node is made of, directly or not, as `<bron>.<table>`."""
    if name not in known:
        if name.startswith("source."):
            known[name] = frozenset({name.split(".", 2)[2]})
        else:
            known[name] = frozenset().union(*(_sources_of(parent, parents, known) for parent in parents.get(name, ())))
    return known[name]


def _follows_the_day(name: str, manifest: Mapping[str, Any]) -> bool:
    node = manifest["nodes"].get(name)
    if node is None:
        return False
    if _TODAY in node["depends_on"]["macros"]:
        return True
    return any(_follows_the_day(parent, manifest) for parent in manifest["parent_map"].get(name, ()))


def domains_of(nodes: Collection[str], manifest: Mapping[str, Any], domains: Sequence[str]) -> list[str]:
    """The domains of which a published table is among the nodes."""
    schemas = {manifest["nodes"][node]["schema"] for node in nodes}
    return [domain for domain in domains if domain in schemas]
