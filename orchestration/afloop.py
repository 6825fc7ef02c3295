"""How a load ended, for whoever tells of it.

Belongs here: which steps failed and why. Does not belong here: finding that out (`orchestration.dagster_history`), or
what the load left behind (the ledger and the published set).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from orchestration.dagster_history import Mislukking


@dataclass(frozen=True)
class Afloop:
    """How a load ended, as far as the published set does not say: which steps failed, and why, in sentences."""

    run_id: str
    stappen: Sequence[str] = ()
    redenen: Sequence[str] = ()


def ended(run_id: str, failures: Sequence[Mislukking]) -> Afloop:
    """How a load ended, from what Dagster says of its failures."""
    return Afloop(
        run_id,
        [failure.stap for failure in failures if failure.stap],
        [failure.reden if failure.voor_mensen or not failure.stap else _of_step(failure) for failure in failures],
    )


def _of_step(failure: Mislukking) -> str:
    return f"Stap {failure.stap}: {failure.reden}"
