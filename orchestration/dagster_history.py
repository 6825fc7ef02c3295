"""Dagster's own account of a run: how it is written down, and what it says of what failed.

Belongs here: what `orchestration.nightly` needs of Dagster's events. Does not belong here: what became of deliveries;
that stands in the ledger.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

from dagster import DagsterEvent, DagsterEventType, DagsterInstance
from dagster._core.storage.event_log.sqlite import sqlite_event_log
from sqlalchemy import event as sqlalchemy_event
from sqlalchemy.engine import Engine
from sqlalchemy.pool import SingletonThreadPool

from sources.machine_faults import machine_fault
from sources.whole_file import write_whole

KEPT_RUNS = 60
"""How many runs Dagster's UI can look back on: two months of nights."""

BROKEN_OFF = "Deze lading is afgebroken voor het einde. De volgende lading is begonnen en doet het werk opnieuw."

_FOR_PEOPLE = {
    "InstellingFout",
    "RawOntbreekt",
    "LedgerInGebruik",
    "LandingInGebruikError",
    "DomeinNietGebouwd",
    "KlokFout",
}
"""Errors of our own whose text says what to do."""


@dataclass(frozen=True)
class Mislukking:
    """Why a step failed or, where `stap` is None, why no step began.

    `reden` is for people, `verslag` (with the stack) for whoever mends it; `voor_mensen` says that `reden` tells what
    to do and not only what kind of error it was.
    """

    stap: str | None
    reden: str
    verslag: str
    voor_mensen: bool = False


def failures_of(events: Iterable[DagsterEvent]) -> list[Mislukking]:
    """Every step that failed, and what kept the run from starting."""
    return [failure for event in events if (failure := _failure(event)) is not None]


def _failure(event: DagsterEvent) -> Mislukking | None:
    if event.is_step_failure:
        error = event.step_failure_data.error
    elif event.event_type == DagsterEventType.RESOURCE_INIT_FAILURE:
        error = event.engine_event_data.error
    else:
        return None
    if error is None:
        return Mislukking(event.step_key, event.message or "", event.message or "")
    cause = error
    while cause.cause is not None:
        cause = cause.cause
    # Dagster writes the class before the text.
    for_people = cause.cls_name in _FOR_PEOPLE
    text = cause.message.strip().partition(": ")[2] if for_people else f"{cause.cls_name}."
    if not for_people and (of_the_machine := machine_fault(cause.message)):
        for_people, text = True, of_the_machine
    return Mislukking(event.step_key, text, error.to_string(), for_people)


def next_run(instance: DagsterInstance, note: Path) -> str:
    """The id for the run of this load, noted for the next one; the load before, where Dagster still has it under way,
    is reported failed.

    Only for who is inside `one_load`: he knows that the load before him is no more. It goes by the note, not by asking
    Dagster for runs under way: of those some are of others (its daemon, somebody in the UI, another warehouse).
    """
    if note.exists():
        before = instance.get_run_by_id(note.read_text(encoding="utf-8"))
        if before is not None and not before.is_finished:
            instance.report_run_failed(before, BROKEN_OFF)
    run_id = str(uuid4())
    write_whole(note, run_id)
    return run_id


def forget_old_runs(instance: DagsterInstance) -> None:
    """Remove the events of all but the last runs: a night writes some megabytes of them, and what counts is in the
    ledger."""
    for run in instance.get_runs()[KEPT_RUNS:]:
        if run.is_finished:
            instance.delete_run(run.run_id)


def write_without_waiting() -> None:
    """Let SQLite hand Dagster's events to the system without waiting for the disk after each of a thousand.

    A power cut can cost the history of some runs, which is all that Dagster keeps: what was loaded stands in the
    ledger.
    """
    if not sqlalchemy_event.contains(Engine, "connect", _relax):
        sqlalchemy_event.listen(Engine, "connect", _relax)


class OneEnginePerFile:
    """Makes an engine for a database the first time it is asked for, and gives the same one after that, with its
    connection still open; `close` closes them all."""

    def __init__(self, make: Callable[..., Engine]) -> None:
        self._make = make
        self._close: list[Callable[[], None]] = []
        self.kept: dict[str, Engine] = {}

    def __call__(self, url: str, **options: Any) -> Engine:
        if url not in self.kept:
            engine: Any = self._make(url, **(options | {"poolclass": SingletonThreadPool}))
            self._close.append(engine.dispose)
            # Dagster disposes of its engine after each event.
            engine.dispose = _stay_open
            self.kept[url] = engine
        return self.kept[url]

    def close(self) -> None:
        """Close every connection."""
        for close in self._close:
            close()


@contextmanager
def kept_engines() -> Iterator[OneEnginePerFile]:
    """Within it Dagster's event log uses one engine and one connection per file for all its events.

    It makes both anew for each, and then SQLAlchemy compiles the same statements thousands of times a night.
    """
    module: Any = sqlite_event_log
    make = module.create_engine
    keeper = OneEnginePerFile(make)
    module.create_engine = keeper
    try:
        yield keeper
    finally:
        module.create_engine = make
        keeper.close()


def _stay_open() -> None:
    """What an engine that is kept does when it is disposed of."""


def _relax(connection: object, _record: object) -> None:
    if isinstance(connection, sqlite3.Connection):
        connection.execute("PRAGMA synchronous=OFF")
