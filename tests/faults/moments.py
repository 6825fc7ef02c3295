"""The moments at which loads are killed: spread over the length of a load, and drawn again where a load was over by then.

Belongs here: drawing, and breaking off at the moments that were drawn. Does not belong here: what must be true of the
warehouse afterwards (`tests.faults.kill`).
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from tests.faults.disturbing import Killed, Victim, kill_after

_IN_A_ROW = (1, 2, 3, 4)
"""How many loads of a case are killed one after the other before one may finish: also the mending is disturbed."""

Kill = Callable[[Path, dict[str, str], float, Victim], Killed]


class Moments:
    """So many loads broken off, drawn from a seed: the same seed and the same outcomes give the same moments.

    The first draws are spread evenly over `seconds`, the length of an undisturbed load. One that came after its load was
    over is drawn again over the shortest load that was seen to its end, so that what takes less than `seconds` is
    broken off along its whole length too. After it the case ends: what is left of the work is for no kill to disturb,
    and its other moments go to later cases.
    """

    def __init__(
        self, variables: dict[str, str], seconds: float, count: int, seed: int, *, kill: Kill = kill_after
    ) -> None:
        self._variables = variables
        self._kill = kill
        self._draw = random.Random(seed)
        self._shortest = seconds
        self._left = [(n + self._draw.random()) / count * seconds for n in range(count)]
        self._draw.shuffle(self._left)

    def cases(self) -> Iterator[Callable[[Path], list[Killed]]]:
        """Cases until so many loads were broken off; each is to be played before the next is asked for."""
        while self._left:
            moments = [self._left.pop() for _ in range(min(self._draw.choice(_IN_A_ROW), len(self._left)))]
            yield partial(self._break_off, moments)

    def _break_off(self, moments: Sequence[float], home: Path) -> list[Killed]:
        killed: list[Killed] = []
        for number, moment in enumerate(moments, 1):
            victim: Victim = self._draw.choice(("proces", "groep"))
            killed.append(self._kill(home, self._variables, moment, victim))
            if killed[-1].over:
                self._shortest = min(self._shortest, killed[-1].seconds)
                self._left += [self._draw.uniform(0, self._shortest), *moments[number:]]
                break
        return killed
