"""The checks of a feed as Dagster shows them: one per rule of its contract, judged on the deliveries that stand now.

The feeds of a family share their rules, and show them as two: what is wrong, and what is worth a look.

Belongs here: names of asset checks, and results from the ledger. The checks block nothing: a delivery that cannot be
trusted was already kept out, and the rest of the night goes on with the last sound one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from dagster import AssetCheckResult, AssetCheckSeverity, AssetCheckSpec, AssetKey

from expectations.ledger import Ledger
from expectations.ledger_tables import StaandResultaat
from expectations.plausibility import REGEL
from expectations.rules import Controle, controles
from sources.contract_model import Contract, Ernst
from sources.plausibiliteit import is_judged

_ALL_CODELISTS: defaultdict[str, tuple[str, ...]] = defaultdict(tuple)
_FILE_CHECK = "bestand"
_SHARE_CHECK = "aandeel_quarantaine"
_HARVEST_CHECK = "oogst"
_PLAUSIBILITY_CHECK = "plausibel"
_FAMILY_CHECKS = {
    "regels": "[fout] Elke rij voldoet aan de regels die alle feeds met deze layout gemeen hebben.",
    "waarschuwingen": "[waarschuwing] Er is niets dat nog eens bekeken moet worden.",
}


def check_name(contract: Contract, controle_id: str, ernst: str) -> str:
    """The name of the asset check under which a check of the ledger is shown. What speaks of the file as a whole is one
    check."""
    parts = controle_id.split(".")
    if _FILE_CHECK in parts[2:3]:
        return _FILE_CHECK
    if parts[-1] == _SHARE_CHECK:
        return _SHARE_CHECK
    if _HARVEST_CHECK in parts[2:3]:
        return _HARVEST_CHECK
    if parts[-1].startswith(REGEL):
        return _PLAUSIBILITY_CHECK
    if contract.familie:
        return "waarschuwingen" if ernst == Ernst.WAARSCHUWING else "regels"
    return re.sub(r"[^A-Za-z0-9_]", "_", "_".join(parts[1:]))


def feed_check_specs(contract: Contract, asset: AssetKey) -> list[AssetCheckSpec]:
    """A check per rule of the contract (of a family the two that stand for its rules), and those of the file as a
    whole."""
    specs = dict(_FAMILY_CHECKS) if contract.familie else _rule_checks(contract)
    specs[_FILE_CHECK] = "[fataal] Het bestand is leesbaar volgens de afgesproken layout en hoort bij zijn naam."
    specs[_SHARE_CHECK] = "[fataal] Niet meer rijen in quarantaine dan het contract toestaat."
    if is_judged(contract):
        specs[_PLAUSIBILITY_CHECK] = "[waarschuwing] De levering lijkt op die ervoor, of is aanvaard zoals ze is."
    if contract.odata:
        specs[_HARVEST_CHECK] = "[fataal] De dienst van het CBS heeft de tabel gegeven."
    return [AssetCheckSpec(name, asset=asset, description=text) for name, text in specs.items()]


def feed_check_results(contract: Contract, asset: AssetKey, ledger: Ledger, run_id: str) -> Iterator[AssetCheckResult]:
    """What each check says of the newest delivery of every municipality; a check that has judged nothing yet has
    nothing against it. A feed of which nothing was ever judged has no results at all."""
    standing: dict[str, list[StaandResultaat]] = {}
    for result in ledger.standing_results(contract.bron, contract.feed, run_id):
        standing.setdefault(check_name(contract, result.controle_id, result.ernst), []).append(result)
    if not standing:
        return
    for spec in feed_check_specs(contract, asset):
        results = standing.get(spec.name, [])
        broken = [result for result in results if not result.geslaagd and result.aanvaard is None]
        yield AssetCheckResult(
            check_name=spec.name,
            asset_key=asset,
            passed=not broken,
            severity=_severity(broken),
            description=_told(results, broken),
            metadata={
                "leveringen": len(results),
                "rijen_fout": sum(result.aantal_fout for result in broken),
                "rijen_gecontroleerd": sum(result.aantal for result in results),
                "leveringen_met_fout": ", ".join(
                    sorted({result.levering_id for result in broken if result.levering_id})
                )[:1000]
                or "geen",
            },
        )


def _told(results: list[StaandResultaat], broken: list[StaandResultaat]) -> str | None:
    """Why a check is broken; of a check that is not, why its warnings were accepted."""
    reasons = [result.reden for result in broken if result.reden]
    accepted = {f"Aanvaard: {result.aanvaard}": None for result in results if result.aanvaard is not None}
    return "; ".join(reasons or accepted)[:1000] or None


def _rule_checks(contract: Contract) -> dict[str, str]:
    rules = [rule for tabel in contract.tabellen for rule in _rules(contract, tabel.naam)]
    return {check_name(contract, rule.controle_id, rule.ernst): f"[{rule.ernst}] {rule.reden}" for rule in rules}


def _severity(broken: list[StaandResultaat]) -> AssetCheckSeverity:
    only_warnings = bool(broken) and all(result.ernst == Ernst.WAARSCHUWING for result in broken)
    return AssetCheckSeverity.WARN if only_warnings else AssetCheckSeverity.ERROR


def _rules(contract: Contract, tabel_naam: str) -> list[Controle]:
    tabel = next(t for t in contract.tabellen if t.naam == tabel_naam)
    return controles(contract, tabel, [v.naam for v in tabel.velden], date.max, 0, _ALL_CODELISTS)
