"""One asset per feed, a step per contract file, and the ledger that they fill.

Belongs here: thin Dagster assets. A feed that breaks does not fail its step: what is wrong is in its checks and in the
ledger, and every other feed, the marts and the publication go on with the last sound delivery.
"""

import logging
import traceback
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import dagster as dg

from expectations.feed_uitslag import FeedUitslag
from expectations.raw import refuse_missing_raw, write_empty_tables
from expectations.verbanden import load_verbanden
from orchestration.built import BASED_ON
from orchestration.checks import feed_check_results, feed_check_specs
from orchestration.dbt import LEDGER_KEY
from orchestration.load import Load, open_load
from orchestration.settings import Settings
from orchestration.verband_assets import VERBANDEN_KEY
from sources.contract import load_contracts
from sources.contract_model import Contract

log = logging.getLogger("dwh.feeds")

_HARVEST_RETRIES = 1
_HARVEST_RETRY_WAIT = (
    15.0  # seconds; the client itself already tries several times, and waits as long as the service asks
)


class OpenLoad:
    """An open load and how patient it is."""

    def __init__(self, load: Load, harvest_retry_wait: float) -> None:
        self.load = load
        self.harvest_retry_wait = harvest_retry_wait


class LoadResource(dg.ConfigurableResource):
    """Gives every step of a run the same open warehouse."""

    harvest_retry_wait: float = _HARVEST_RETRY_WAIT

    @contextmanager
    def yield_for_execution(self, context: dg.InitResourceContext) -> Iterator[OpenLoad]:
        settings = Settings.from_env()
        with open_load(settings, context.run_id or "los") as load:
            yield OpenLoad(load, self.harvest_retry_wait)


def feed_assets(contracts: Sequence[Contract]) -> dg.AssetsDefinition:
    """The assets of the feeds that one contract file describes: their deliveries, checked, in raw and in the ledger.

    The partners of a family send the same sheet; a step for each would cost more than reading what they send.
    """
    first = contracts[0]

    @dg.multi_asset(
        name="__".join(Path(first.bestand).with_suffix("").parts[-2:]),
        specs=[_asset_spec(contract) for contract in contracts],
        check_specs=[spec for contract in contracts for spec in feed_check_specs(contract, _key(contract))],
        required_resource_keys={"load"},
        can_subset=True,
    )
    def load_feeds(context: dg.AssetExecutionContext) -> Iterator[dg.MaterializeResult | dg.AssetCheckResult]:
        for contract in contracts:
            if _key(contract) in context.selected_asset_keys:
                yield from _load_one_feed(context, contract)

    return load_feeds


def _asset_spec(contract: Contract) -> dg.AssetSpec:
    return dg.AssetSpec(
        _key(contract),
        group_name=contract.bron,
        description=f"{contract.naam}. {contract.gebruik}",
        kinds={"api" if contract.odata else "file", "parquet", "greatexpectations"},
        metadata={"eigenaar": contract.eigenaar, "contract": contract.bestand, "doel": contract.doel},
    )


def _load_one_feed(
    context: dg.AssetExecutionContext, contract: Contract
) -> Iterator[dg.MaterializeResult | dg.AssetCheckResult]:
    opened: OpenLoad = context.resources.load
    if contract.odata:
        _harvest(context, opened, contract)
    uitslag = opened.load.load_feed(contract)
    tell(uitslag)
    yield dg.MaterializeResult(asset_key=_key(contract), metadata=_metadata(uitslag))
    lading = opened.load.lading
    selected = {key.name for key in context.selected_asset_check_keys if key.asset_key == _key(contract)}
    results = feed_check_results(contract, _key(contract), lading.ledger, lading.run_id)
    yield from (result for result in results if result.check_name in selected)


def _key(contract: Contract) -> dg.AssetKey:
    return dg.AssetKey([contract.bron, contract.feed])


@dg.asset(
    key=LEDGER_KEY,
    group_name="ledger",
    deps=[*(_key(contract) for contract in load_contracts()), VERBANDEN_KEY],
    description="Wat er van elke levering, elke controle en elke afgekeurde rij geworden is; hieruit leest dbt.",
    kinds={"duckdb", "parquet"},
    required_resource_keys={"load"},
)
def ledger(context: dg.AssetExecutionContext) -> dg.MaterializeResult:
    """Report what is no delivery, and hand the ledger to dbt, with what the contracts say beside it."""
    load: Load = context.resources.load.load
    unknown = load.lading.note_unknown(load.landing.onbekend)
    for check in unknown:
        log.warning("landing: %s", check.reden)
    write_empty_tables(load.settings.raw, load_contracts())
    refuse_missing_raw(load.settings.raw, load_contracts(), load.lading.ledger)
    load.lading.ledger.export()
    if BASED_ON not in context.run.tags:  # else the project is the one of the set before, and so are its contracts
        from orchestration.contract_facts import write_contract_facts

        write_contract_facts(load.settings.state, load_contracts(), load_verbanden())
    return dg.MaterializeResult(metadata={"onbekende_bestanden": len(unknown)})


def _harvest(context: dg.AssetExecutionContext, opened: OpenLoad, contract: Contract) -> None:
    """Ask the API; on a fault try again a little later, and after that go on with what was harvested before."""
    from sources.cbs.errors import CbsFout, CbsOnbereikbaar

    was_down = opened.load.service_down and context.retry_number == 0
    try:
        opened.load.harvest(contract)
    except CbsFout as fault:
        again = isinstance(fault, CbsOnbereikbaar) and context.retry_number < _HARVEST_RETRIES and not was_down
        if again:
            raise dg.RetryRequested(max_retries=_HARVEST_RETRIES, seconds_to_wait=opened.harvest_retry_wait) from fault
        log.error("%s: %s", contract.sleutel, fault)
        opened.load.lading.note_harvest(contract, str(fault))
    except Exception as error:  # noqa: BLE001 - the boundary: an error of ours in one harvest may not stop the night
        reden = f"De oogst is mislukt door een onverwachte fout ({type(error).__name__}); meld dit aan de beheerder."
        log.error("%s: %s", contract.sleutel, reden)
        context.log.error(traceback.format_exc())
        opened.load.lading.note_harvest(contract, reden)
    else:
        opened.load.lading.note_harvest(contract, None)


def tell(uitslag: FeedUitslag) -> None:
    """One line per feed while the load works; a feed of which nothing lies in the landing is no news."""
    if not (uitslag.nieuw or uitslag.wacht or uitslag.mislukt or uitslag.ongewijzigd):
        return
    parts = [f"{len(uitslag.geladen)} geladen"]
    parts += [f"{len(uitslag.afgekeurd)} afgekeurd"] if uitslag.afgekeurd else []
    parts += [f"{len(uitslag.wacht)} wacht"] if uitslag.wacht else []
    parts += [f"{len(uitslag.mislukt)} mislukt"] if uitslag.mislukt else []
    parts += [f"{uitslag.ongewijzigd} ongewijzigd"] if uitslag.ongewijzigd else []
    rows = sum(levering.rijen_geladen for levering in uitslag.geladen)
    quarantined = sum(levering.rijen_quarantaine for levering in uitslag.nieuw)
    log.info(
        "%-24s %s; %d rijen geladen, %d in quarantaine", uitslag.contract.sleutel, ", ".join(parts), rows, quarantined
    )


def _metadata(uitslag: FeedUitslag) -> dict[str, int | str]:
    return {
        "leveringen_geladen": len(uitslag.geladen),
        "leveringen_afgekeurd": len(uitslag.afgekeurd),
        "leveringen_wachtend": len(uitslag.wacht),
        "leveringen_ongewijzigd": uitslag.ongewijzigd,
        "rijen_gelezen": sum(levering.rijen_gelezen for levering in uitslag.nieuw),
        "rijen_geladen": sum(levering.rijen_geladen for levering in uitslag.nieuw),
        "rijen_quarantaine": sum(levering.rijen_quarantaine for levering in uitslag.nieuw),
        "redenen": "; ".join(f"{levering.bestandsnaam}: {levering.reden}" for levering in uitslag.afgekeurd)[:2000]
        or "geen",
    }


def assets_of(contracts: Iterable[Contract]) -> list[dg.AssetsDefinition]:
    """The assets of all feeds, a step per contract file."""
    of_file: dict[str, list[Contract]] = {}
    for contract in contracts:
        of_file.setdefault(contract.bestand, []).append(contract)
    return [feed_assets(of_one_file) for of_one_file in of_file.values()]


FEED_ASSETS = assets_of(load_contracts())
