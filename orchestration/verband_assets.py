"""The rules across feeds as one Dagster asset between the feeds and the ledger, with a check per rule.

Belongs here: a thin asset. It comes before the ledger is handed to dbt, so that the one dbt build of the night has its
results, and it never fails: what it finds are warnings, and a rule that cannot run is reported like any other.
"""

import logging
from collections.abc import Iterator

import dagster as dg

from expectations.ledger import Ledger
from expectations.ledger_tables import StaandResultaat
from expectations.verbanden import load_verbanden
from expectations.verbanden.standing import Warehouse, run_verbanden
from orchestration.load import Load
from orchestration.staging_sql import staging_print, staging_sql
from sources.contract import load_contracts
from sources.contract_model import Ernst

log = logging.getLogger("dwh.verbanden")

VERBANDEN_KEY = dg.AssetKey(["verbanden"])


@dg.asset(
    key=VERBANDEN_KEY,
    group_name="ledger",
    deps=[dg.AssetKey([contract.bron, contract.feed]) for contract in load_contracts()],
    description="Wat de ene bron zegt en de andere tegenspreekt: personen, perioden, tellingen en bevolking.",
    kinds={"greatexpectations"},
    required_resource_keys={"load"},
    check_specs=[
        dg.AssetCheckSpec(verband.id, asset=VERBANDEN_KEY, description=f"[{verband.ernst}] {verband.omschrijving}")
        for verband in load_verbanden()
    ],
)
def verbanden(context: dg.AssetExecutionContext) -> dg.MaterializeResult:
    """Run the suites of which a delivery is new, and show what every rule says now."""
    load: Load = context.resources.load.load
    ledger = load.lading.ledger
    gelopen = run_verbanden(_warehouse(load), ledger, load_verbanden(), load.lading.run_id, load.lading.now)
    results = list(check_results(ledger))
    standing = [result for result in results if not result.passed]
    if gelopen.gelopen:
        log.info("verbanden                %s; %d waarschuwingen", ", ".join(gelopen.gelopen), len(standing))
    return dg.MaterializeResult(
        metadata={
            "gelopen": ", ".join(gelopen.gelopen) or "geen, want er is niets nieuws te vergelijken",
            "niet_opnieuw_gelopen": ", ".join(gelopen.stand) or "geen",
            "regels": len(results),
            "waarschuwingen": len(standing),
            "niet_uitgevoerd": "; ".join(gelopen.niet_uitgevoerd)[:2000] or "geen",
        },
        check_results=results,
    )


def check_results(ledger: Ledger) -> Iterator[dg.AssetCheckResult]:
    """What each rule said when it last ran; a rule that never ran has nothing against it."""
    standing = {result.controle_id: result for result in ledger.standing_verbanden()}
    for verband in load_verbanden():
        yield _check_result(verband.id, standing.get(verband.controle_id))


def _check_result(name: str, result: StaandResultaat | None) -> dg.AssetCheckResult:
    if result is None:
        return dg.AssetCheckResult(check_name=name, asset_key=VERBANDEN_KEY, passed=True)
    only_warning = result.ernst == Ernst.WAARSCHUWING
    return dg.AssetCheckResult(
        check_name=name,
        asset_key=VERBANDEN_KEY,
        passed=result.geslaagd,
        severity=dg.AssetCheckSeverity.WARN if only_warning else dg.AssetCheckSeverity.ERROR,
        description=result.reden,
        metadata={"rijen_fout": result.aantal_fout, "rijen_gecontroleerd": result.aantal},
    )


def _warehouse(load: Load) -> Warehouse:
    settings = load.settings
    return Warehouse(settings.state, settings.raw, settings.verslagen, load_contracts(), staging_sql, staging_print())
