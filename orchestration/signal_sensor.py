"""The sensors that tell of loads which Dagster's daemon started; the command `dwh nightly` tells of its own.

Belongs here: what Dagster knows of how a run ended. Both tell through `orchestration.signals`, which remembers what was
told, so a load that both see is told of once.
"""

from __future__ import annotations

import dagster as dg
from dagster._core.definitions.unresolved_asset_job_definition import UnresolvedAssetJobDefinition

from orchestration.afloop import ended
from orchestration.dagster_history import failures_of
from orchestration.settings import Settings

OFF = "Er is geen kanaal voor berichten (DWH_SIGNAAL)."
PASSED = "Er is al een latere lading; die vertelt hoe het ervoor staat."


def signal_sensors(job: UnresolvedAssetJobDefinition) -> list[dg.SensorDefinition]:
    """One sensor for loads that came to their end and one for those that failed; both on, and silent while no channel
    is set."""

    @dg.run_status_sensor(
        run_status=dg.DagsterRunStatus.SUCCESS,
        name="signaal_na_lading",
        monitored_jobs=[job],
        default_status=dg.DefaultSensorStatus.RUNNING,
    )
    def after_load(context: dg.RunStatusSensorContext) -> dg.SkipReason | None:
        return tell_of_run(context.instance, context.dagster_run)

    @dg.run_failure_sensor(
        name="signaal_na_mislukte_lading",
        monitored_jobs=[job],
        default_status=dg.DefaultSensorStatus.RUNNING,
    )
    def after_failure(context: dg.RunFailureSensorContext) -> dg.SkipReason | None:
        return tell_of_run(context.instance, context.dagster_run)

    return [after_load, after_failure]


def tell_of_run(instance: dg.DagsterInstance, run: dg.DagsterRun) -> dg.SkipReason | None:
    """Tell what a run of the daemon's changed; why not, when there is nobody to tell or nothing to tell any more."""
    settings = Settings.from_env()
    if not settings.signaal:
        return dg.SkipReason(OFF)
    from orchestration.signals import tell

    newest = instance.get_runs(filters=dg.RunsFilter(job_name=run.job_name), limit=1)
    if newest and newest[0].run_id != run.run_id:
        return dg.SkipReason(PASSED)
    events = [entry.dagster_event for entry in instance.all_logs(run.run_id) if entry.dagster_event]
    unsent = tell(settings, ended(run.run_id, failures_of(events)))
    return dg.SkipReason(" ".join(unsent)) if unsent else None
