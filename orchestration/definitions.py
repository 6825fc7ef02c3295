"""Everything that Dagster knows: assets, checks, the nightly job, its schedule, the landing sensor.

Loaded by `dwh nightly` and by `dagster dev`. Reading this module parses the dbt project when it changed.
"""

from __future__ import annotations

import dagster as dg

from orchestration.settings import Settings

Settings.from_env().export()

from orchestration.dbt_assets import Dbt, dbt_models  # noqa: E402 - dbt reads the environment that export() sets
from orchestration.feeds import FEED_ASSETS, LoadResource, ledger  # noqa: E402
from orchestration.landing_sensor import landing_sensor  # noqa: E402
from orchestration.publish_assets import PUBLISHED_ASSETS  # noqa: E402
from orchestration.report_assets import REPORT_ASSETS, report_checks  # noqa: E402
from orchestration.selected_job import requested  # noqa: E402
from orchestration.selection import choose_or_all  # noqa: E402
from orchestration.signal_sensor import signal_sensors  # noqa: E402
from orchestration.status_checks import bronstatus  # noqa: E402
from orchestration.verband_assets import verbanden  # noqa: E402

nightly_job = dg.define_asset_job(
    "nightly",
    selection=dg.AssetSelection.all(),
    description="Laadt wat nieuw is, bouwt de marts en publiceert ze als een geheel.",
    # By this tag a Dagster that several warehouses share lets one load at a time into each (docs/cluster/dagster.yaml).
    tags={"dwh/warehouse": str(Settings.from_env().home)},
)


@dg.schedule(
    name="nightly_schedule",
    job=nightly_job,
    cron_schedule="0 2 * * *",
    execution_timezone="Europe/Amsterdam",
    default_status=dg.DefaultScheduleStatus.RUNNING,
)
def nightly_schedule(_context: dg.ScheduleEvaluationContext) -> dg.RunRequest:
    """Ask for a run of what the night has to touch."""
    return _what_is_needed()


def _what_is_needed(run_key: str | None = None) -> dg.RunRequest:
    return requested(choose_or_all(Settings.from_env()), defs.resolve_asset_graph(), run_key)


defs = dg.Definitions(
    assets=[*FEED_ASSETS, verbanden, ledger, dbt_models, *PUBLISHED_ASSETS, *REPORT_ASSETS],
    asset_checks=[bronstatus, report_checks],
    jobs=[nightly_job],
    schedules=[nightly_schedule],
    sensors=[landing_sensor(nightly_job, _what_is_needed), *signal_sensors(nightly_job)],
    resources={"load": LoadResource(), "dbt": Dbt()},
    # Also for what somebody starts by hand in the UI: a process per step costs seconds of imports each, and the steps
    # of a run share one open ledger.
    executor=dg.in_process_executor,
)
