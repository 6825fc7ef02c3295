"""What a command says of faults that are nobody's code: one sentence, and not a stack.

Belongs here: from such an error to a message of a command. Does not belong here: which errors are the machine's
(`sources.machine_faults`).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import click

from orchestration.one_load import AndereLading
from sources.machine_faults import fault_of

_NO_STORAGE = {"DagsterInvalidConfigError", "DagsterPostgresException"}
"""What Dagster raises when it cannot open its own storage; named, since the second is of a package that few install."""


@contextmanager
def faults_of_the_machine() -> Iterator[None]:
    """Another load at work, a full disk, missing rights: one message that says what to do, and not a stack."""
    try:
        yield
    except click.ClickException:
        raise
    except AndereLading as fault:
        raise click.ClickException(str(fault)) from None
    except Exception as fault:
        if type(fault).__name__ in _NO_STORAGE:
            raise click.ClickException(
                "Dagsters opslag is niet bereikbaar; kijk naar DWH_DAGSTER_POSTGRES en dagster.yaml (docs/cluster.md)."
            ) from None
        if told := fault_of(fault):
            raise click.ClickException(told) from fault
        raise
