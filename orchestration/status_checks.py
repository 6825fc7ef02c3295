"""How every feed is doing, as a check on its asset: the published account of quality, told in Dagster's own words.

Belongs here: from `kwaliteit.mart_bronstatus` to check results, in one step after publication. Does not belong here:
judging a feed; that is dbt's. Dagster's freshness policies are not used: they look at when an asset was materialized,
which is every night, and not at the peildatum of what was delivered, which is what a contract's calendar is about.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import dagster as dg
import duckdb

from orchestration.dbt import CLOSING_DOMAIN, published_key
from orchestration.settings import Settings
from reporting.site.notation import lokaal
from sources.contract import load_contracts

STATUS = "status"
"""The name of the check: whether a feed is sound and on time. One check says both: each costs milliseconds a night."""
STATUSES = ("goed", "deels", "te_laat", "ontbreekt", "kapot")
"""From best to worst."""

_SHOWN = 20
"""How many municipalities are shown, those that need somebody first."""
_QUERY = (
    "SELECT bron, feed, gemeente_code, status, sinds, laatste_peildatum, verwacht_voor, reden, advies "
    "FROM kwaliteit.mart_bronstatus ORDER BY bron, feed, gemeente_code"
)


@dataclass(frozen=True)
class Bronstatus:
    """One row of `kwaliteit.mart_bronstatus`."""

    bron: str
    feed: str
    gemeente_code: str
    status: str
    sinds: datetime | None
    laatste_peildatum: date | None
    verwacht_voor: date | None
    reden: str
    advies: str | None

    @property
    def key(self) -> dg.AssetKey:
        return dg.AssetKey([self.bron, self.feed])

    def is_late(self, today: date) -> bool:
        """Whether something is due that did not come; a feed can be broken and late at once."""
        return self.status in ("te_laat", "ontbreekt") or (
            self.verwacht_voor is not None and self.verwacht_voor < today
        )


def read_status(marts: Path) -> list[Bronstatus]:
    """How every feed of every municipality is doing; nothing where nothing was published yet."""
    if not marts.exists():
        return []
    with duckdb.connect(str(marts), read_only=True) as con:
        return [Bronstatus(*row) for row in con.execute(_QUERY).fetchall()]


def status_counts(rows: Iterable[Bronstatus]) -> dict[str, int]:
    """How many feeds have each status, as metadata of the published set."""
    counts = Counter(row.status for row in rows)
    return {f"feeds_{status}": counts[status] for status in STATUSES}


def check_results(rows: Iterable[Bronstatus], today: date) -> Iterator[tuple[dg.AssetKey, dg.AssetCheckResult]]:
    """The check of every feed that is there. `today` is the day that the load believes it is."""
    of_feed: dict[dg.AssetKey, list[Bronstatus]] = {}
    for row in rows:
        of_feed.setdefault(row.key, []).append(row)
    for key, own in of_feed.items():
        yield key, _result(key, sorted(own, key=lambda row: (-STATUSES.index(row.status), row.gemeente_code)), today)


def _result(key: dg.AssetKey, own: list[Bronstatus], today: date) -> dg.AssetCheckResult:
    """`own` are the municipalities, the worst first."""
    wrong = [row for row in own if row.status != "goed"]
    broken = any(row.status == "kapot" for row in wrong)
    told = "; ".join(f"{row.gemeente_code} {row.status}: {row.reden} {row.advies or ''}".strip() for row in wrong)
    late = [row.gemeente_code for row in own if row.is_late(today)]
    return dg.AssetCheckResult(
        asset_key=key,
        check_name=STATUS,
        passed=not wrong,
        severity=dg.AssetCheckSeverity.ERROR if broken else dg.AssetCheckSeverity.WARN,
        description=told[:2000] or None,
        metadata={
            **{name: dg.MetadataValue.text(value) for name, value in _days(own[0]).items()},
            "op_tijd": dg.MetadataValue.text(f"nee: {', '.join(late[:_SHOWN])}" if late else "ja"),
            "aantal_gemeenten": dg.MetadataValue.int(len(own)),
            "gemeenten": dg.MetadataValue.json({row.gemeente_code: _days(row) for row in own[:_SHOWN]}),
        },
    )


def _days(row: Bronstatus) -> dict[str, str]:
    return {
        "status": row.status,
        # The day on which it was here, as the dashboard and the message tell it.
        "sinds": f"{lokaal(row.sinds):%Y-%m-%d}" if row.sinds else "onbekend",
        "laatste_peildatum": str(row.laatste_peildatum or "geen"),
        "verwacht_voor": str(row.verwacht_voor or "geen verwacht"),
    }


@dg.multi_asset_check(
    specs=[
        dg.AssetCheckSpec(
            STATUS,
            asset=dg.AssetKey([contract.bron, contract.feed]),
            description="De feed is bij elke gemeente op tijd volgens de kalender van het contract, heel en volledig.",
            additional_deps=[published_key(CLOSING_DOMAIN)],
        )
        for contract in load_contracts()
    ],
    name="bronstatus",
    can_subset=True,
)
def bronstatus(context: dg.AssetCheckExecutionContext) -> Iterator[dg.AssetCheckResult]:
    """Tell of every feed what the set that was just published says of it."""
    settings = Settings.from_env()
    selected = {check.asset_key for check in context.selected_asset_check_keys}
    for key, result in check_results(read_status(settings.published / "marts.duckdb"), settings.today):
        if key in selected:
            yield result
