"""When a suite across feeds runs: when a delivery that it compares is new, or the rules or staging changed. Otherwise
what it said last still stands.

Belongs here: that decision, and handing what was found to the ledger. Does not belong here: running a suite
(`expectations.verbanden.running`).
"""

from __future__ import annotations

import hashlib
import json
import logging
import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from expectations.pending import keep_report
from expectations.raw import write_empty_tables
from expectations.verbanden.database import connect, offer_deliveries, offer_table, words_of
from expectations.verbanden.model import OBJECT, Verband
from expectations.verbanden.running import Uitkomst, could_not_run, run_suite
from sources.whole_file import write_whole

if TYPE_CHECKING:
    import pyarrow as pa

    from expectations.ledger import Ledger
    from sources.contract_model import Contract

log = logging.getLogger("dwh.verbanden")

STATE = "verbanden.json"
"""In the folder state: what each suite last looked at."""

_NOTHING = "niets geleverd"
_SPILL = "verbanden_tijdelijk"


@dataclass(frozen=True)
class Warehouse:
    """Where the rules look, and what they need. `staging` gives the SQL of the staging models, and `staging_print` says
    cheaply whether it changed."""

    state: Path
    raw: Path
    verslagen: Path
    contracts: Sequence[Contract]
    staging: Callable[[], Mapping[str, str]]
    staging_print: str


@dataclass
class Gelopen:
    """What one run did with the suites."""

    gelopen: list[str] = field(default_factory=list)
    stand: list[str] = field(default_factory=list)
    niet_uitgevoerd: list[str] = field(default_factory=list)


def run_verbanden(
    warehouse: Warehouse,
    ledger: Ledger,
    verbanden: Iterable[Verband],
    run_id: str,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> Gelopen:
    """Run the suites that have something new to look at, and enter what they find in the ledger."""
    in_use = ledger.in_use()
    path = warehouse.state / STATE
    seen: dict[str, str] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    suites = {suite: list(rules) for suite, rules in groupby(verbanden, key=lambda verband: verband.suite)}
    prints = {suite: _print(rules, in_use, warehouse) for suite, rules in suites.items()}
    due = {suite: rules for suite, rules in suites.items() if prints[suite] not in (_NOTHING, seen.get(suite))}
    gelopen = Gelopen(list(due), [suite for suite in suites if suite not in due])
    if due:
        moment = now().astimezone(UTC).replace(tzinfo=None)
        try:
            found = _look(warehouse, due, in_use, run_id, moment)
        except Exception as error:  # noqa: BLE001 - the boundary: an error of ours here may not stop the night
            found = {suite: _failed(suite, rules, error, run_id, moment) for suite, rules in due.items()}
        for suite, uitkomst in found.items():
            ledger.record_checks(uitkomst.controles)
            ledger.record_examples(uitkomst.voorbeelden)
            _keep_report(warehouse.verslagen, suite, uitkomst, run_id, moment)
            if not uitkomst.heel:
                prints.pop(suite)
                gelopen.niet_uitgevoerd += [c.reden or "" for c in uitkomst.controles if c.bron is None]
        write_whole(path, json.dumps(prints, indent=1))
    return gelopen


def _print(rules: Sequence[Verband], in_use: pa.Table, warehouse: Warehouse) -> str:
    """A digest of everything that the outcome of a suite follows from; `_NOTHING` before its feeds delivered."""
    feeds = {feed for rule in rules for feed in rule.feeds}
    deliveries = sorted(row["levering_id"] for row in in_use.to_pylist() if f"{row['bron']}/{row['feed']}" in feeds)
    if not deliveries:
        return _NOTHING
    said = json.dumps([rule.model_dump(mode="json") for rule in rules], sort_keys=True)
    return hashlib.sha256("\0".join([warehouse.staging_print, said, *deliveries]).encode()).hexdigest()


def _look(
    warehouse: Warehouse, suites: Mapping[str, Sequence[Verband]], in_use: pa.Table, run_id: str, moment: datetime
) -> dict[str, Uitkomst]:
    write_empty_tables(warehouse.raw, warehouse.contracts)
    staging, offered = warehouse.staging(), set[str]()
    every_rule = [rule for rules in suites.values() for rule in rules]
    found = {}
    spill = warehouse.state / _SPILL
    # What a load that was killed left there is of no use to anybody.
    shutil.rmtree(spill, ignore_errors=True)
    with connect(spill) as con:
        offer_deliveries(con, in_use)
        for suite, rules in suites.items():
            try:
                for name in sorted({table for rule in rules for table in rule.tables} - offered):
                    words = words_of(every_rule, name)
                    offer_table(con, name, warehouse.raw, warehouse.contracts, staging[name], words)
                    offered.add(name)
                found[suite] = run_suite(con, rules, run_id, moment)
            except Exception as error:  # noqa: BLE001 - the boundary: one broken suite may not stop the next
                found[suite] = _failed(suite, rules, error, run_id, moment)
    shutil.rmtree(spill, ignore_errors=True)
    return found


def _failed(suite: str, rules: Iterable[Verband], error: Exception, run_id: str, moment: datetime) -> Uitkomst:
    """The text of an error may quote a row, so only its kind is told."""
    kind = type(error).__name__
    log.error("suite %s: %s", suite, kind)
    return Uitkomst([could_not_run(rule, kind, run_id, moment) for rule in rules], heel=False)


def _keep_report(verslagen: Path, suite: str, uitkomst: Uitkomst, run_id: str, moment: datetime) -> None:
    """Beside the reports of deliveries, under a name of the same parts (`expectations.datadocs`)."""
    if uitkomst.verslag is None:
        return
    name = f"{OBJECT}.{suite}.alle.{moment:%Y%m%d}.{moment:%H%M%S}.{run_id[:8]}.{OBJECT}.{suite}.json"
    keep_report(verslagen, name, uitkomst.verslag)
