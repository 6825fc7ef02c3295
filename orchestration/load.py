"""One load's shared state, as a Dagster resource: the ledger is opened once, Great Expectations is started at most
once.

Belongs here: putting settings, landing, harvest and `expectations.loading` together. Does not belong here: Dagster
assets (`orchestration.feeds`).
"""

from __future__ import annotations

import hmac
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from expectations.feed_uitslag import FeedUitslag
from expectations.key_change import finish_key_change, key_proof, note_key, proof_in_use
from expectations.ledger import Ledger
from expectations.loading import Lading
from orchestration.klok import refuse_clock_that_jumped_back
from orchestration.reference import codelijsten, referenties
from orchestration.settings import PROJECT_ROOT, InstellingFout, Settings
from sources.contract import load_contracts
from sources.contract_model import Contract
from sources.landing import Landing, harvested, scan

if TYPE_CHECKING:
    from sources.cbs.table import Tabel


@dataclass
class Load:
    """What one run works with."""

    settings: Settings
    lading: Lading
    landing: Landing
    cbs_url: str
    service_down: bool = False

    def load_feed(self, contract: Contract) -> FeedUitslag:
        """Load what is new of a feed that arrives as files, or that was harvested."""
        if contract.odata is None:
            return self.lading.load_feed(contract, self.landing.van(contract), self.landing.synthetisch)
        return self.lading.load_feed(contract, harvested(self.settings.oogst, [contract]), synthetisch=False)

    def harvest(self, contract: Contract) -> None:
        """Fetch the present version of a CBS table, if it is not stored yet.

        Raises `CbsFout` when the service does not give it. A service that was out of reach for one table is asked only
        once for the next: the patience of a night is spent once.
        """
        from sources.cbs.errors import CbsOnbereikbaar
        from sources.cbs.harvest import store_harvest
        from sources.cbs.patience import Geduld

        stored = list(self.lading.ledger.seen(contract.bron))
        patience = Geduld(pogingen=1) if self.service_down else Geduld()
        folder = self.settings.oogst / contract.bron
        try:
            store_harvest(cbs_table(contract), self.cbs_url, folder, stored, datetime.now(UTC), geduld=patience)
        except CbsOnbereikbaar:
            self.service_down = True
            raise
        self.service_down = False


@contextmanager
def cbs_service(settings: Settings) -> Iterator[str]:
    """Where CBS is asked; the demo has its answers recorded, and serves them itself meanwhile."""
    if settings.cbs_url is not None:
        yield settings.cbs_url
        return
    from sources.cbs.recorded_service import RecordedService

    with RecordedService(PROJECT_ROOT / "sources" / "cbs" / "demo") as service:
        yield service.base_url


def cbs_table(contract: Contract) -> Tabel:
    """What a contract asks of CBS. `status` is not on the wire: the harvest joins it from the periods."""
    from sources.cbs.table import Tabel

    if contract.odata is None:
        raise ValueError(f"{contract.sleutel} komt niet van een API")
    columns = {veld.kop: veld.naam for veld in contract.tabellen[0].velden if veld.naam != "status"}
    return Tabel(contract.feed, contract.odata.tabel, contract.odata.filter, columns)


@contextmanager
def open_load(settings: Settings, run_id: str) -> Iterator[Load]:
    """Open the warehouse for one load. Raises `LedgerInGebruik` while another one runs, `InstellingFout` for another
    key than before, `KlokFout` when the clock runs behind the load before."""
    with ExitStack() as stack:
        if settings.demo:
            from sources.demo.generate import write_demo_landing

            write_demo_landing(settings.landing)
        cbs_url = stack.enter_context(cbs_service(settings))
        ledger = stack.enter_context(Ledger(settings.state))
        refuse_clock_that_jumped_back(settings.state, datetime.now(UTC))
        finish_key_change(settings.raw, settings.state)
        refuse_another_key(settings)
        lading = Lading(
            ledger,
            settings.raw,
            settings.verslagen,
            run_id,
            codelijsten(),
            settings.key,
            referenties=referenties(),
        )
        # However the load ends: what was recorded is there for whoever reads the ledger after it.
        stack.callback(ledger.export)
        yield Load(settings, lading, scan(settings.landing, load_contracts()), cbs_url)


def refuse_another_key(settings: Settings) -> None:
    """Pseudonyms made with two keys never match, and then one person counts as two: the key of the first load is the
    key."""
    proof = key_proof(settings.key)
    in_use = proof_in_use(settings.state)
    if in_use is None:
        note_key(settings.state, proof)
    elif not hmac.compare_digest(in_use, proof):
        raise InstellingFout(
            "DWH_PSEUDONYM_KEY is een andere dan waarmee deze DWH_HOME is gevuld. Gebruik dezelfde sleutel, of draai "
            "dwh sleutel om de pseudoniemen met deze sleutel opnieuw te maken (zie docs/privacy.md)."
        )
