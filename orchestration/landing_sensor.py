"""The sensor that starts a load when something new has arrived and the upload has come to rest."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Self

import dagster as dg
from dagster._core.definitions.target import ExecutableDefinition

from orchestration.settings import Settings
from sources.contract import load_contracts
from sources.landing import Bestand, scan

INTERVAL_SECONDS = 60


@dataclass(frozen=True)
class Cursor:
    """What the sensor saw last, and for what it last started a load."""

    seen: str = ""
    started: str = ""

    @classmethod
    def parse(cls, text: str | None) -> Self:
        return cls(**json.loads(text)) if text else cls()

    def __str__(self) -> str:
        return json.dumps(asdict(self))


@dataclass(frozen=True)
class Decision:
    """What to do now, why not if nothing, and what to remember."""

    cursor: Cursor
    start: bool
    reason: str = ""


def decide(cursor: Cursor, fingerprint: str) -> Decision:
    """Start when the landing differs from what the last load was started for and has stood still for one interval."""
    if fingerprint == cursor.started:
        return Decision(Cursor(fingerprint, cursor.started), False, "Niets nieuws in de landing.")
    if fingerprint != cursor.seen:
        return Decision(
            Cursor(fingerprint, cursor.started), False, "De landing verandert nog; de volgende keer verder."
        )
    return Decision(Cursor(fingerprint, fingerprint), True)


def landing_fingerprint(bestanden: tuple[Bestand, ...]) -> str:
    """A digest of which deliveries lie there, with size and time; sidecars count, since a delivery may wait for one.

    An empty landing has an empty digest: nothing ever has to be loaded from it.
    """
    if not bestanden:
        return ""
    digest = hashlib.sha256()
    for bestand in bestanden:
        for path in (bestand.pad, bestand.pad.with_name(bestand.pad.name + ".sha256")):
            if path.exists():
                stat = path.stat()
                digest.update(f"{path.name}\0{stat.st_size}\0{stat.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def landing_sensor(job: ExecutableDefinition, ask: Callable[[str], dg.RunRequest]) -> dg.SensorDefinition:
    """On by default; a run key per state of the landing keeps one arrival from starting two loads. `ask` gives the run
    that what arrived needs, by that key."""

    @dg.sensor(
        name="landing_sensor",
        job=job,
        minimum_interval_seconds=INTERVAL_SECONDS,
        default_status=dg.DefaultSensorStatus.RUNNING,
    )
    def watch(context: dg.SensorEvaluationContext) -> dg.SensorResult:
        landing = scan(Settings.from_env().landing, load_contracts())
        decision = decide(Cursor.parse(context.cursor), landing_fingerprint(landing.bestanden))
        if not decision.start:
            return dg.SensorResult(skip_reason=decision.reason, cursor=str(decision.cursor))
        return dg.SensorResult(run_requests=[ask(decision.cursor.started)], cursor=str(decision.cursor))

    return watch
