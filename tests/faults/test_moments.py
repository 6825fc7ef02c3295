"""So many loads are broken off as was asked, at moments along the whole of a load, whatever the first one took."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.faults.disturbing import Killed, Victim
from tests.faults.moments import Moments

HOME = Path("home")
Told = list[tuple[float, Victim, bool]]


def played(undisturbed: float, lasting: float, count: int, seed: int = 1) -> list[Told]:
    """What was tried in each case, when every load would take so long: moment, victim, and whether it was over."""
    cases: list[Told] = []

    def kill(_home: Path, _variables: dict[str, str], moment: float, victim: Victim) -> Killed:
        cases[-1].append((moment, victim, moment >= lasting))
        return Killed(min(moment, lasting), moment >= lasting, "")

    for disturb in Moments({}, undisturbed, count, seed, kill=kill).cases():
        cases.append([])
        disturb(HOME)
    return cases


def moments(cases: list[Told]) -> list[float]:
    """When loads were broken off."""
    return sorted(moment for case in cases for moment, _, over in case if not over)


@pytest.mark.parametrize("lasting", [40, 100, 400])
@pytest.mark.parametrize("count", [1, 7, 100])
def test_as_many_loads_are_broken_off_as_was_asked(lasting: float, count: int):
    assert len(moments(played(100, lasting, count))) == count


def test_a_load_that_takes_what_the_first_one_took_is_broken_off_once_in_every_part_of_it():
    assert [int(moment) for moment in moments(played(100, 100, 100))] == list(range(100))


def test_one_that_takes_less_is_broken_off_along_its_whole_length_and_one_was_over_before():
    cases = played(100, 40, 100)
    assert sum(over for case in cases for *_, over in case) >= 60, "the strata past its end, each once"
    found = moments(cases)
    assert all(any(start <= moment < start + 4 for moment in found) for start in range(0, 40, 4))


def test_a_case_ends_with_the_load_that_was_over():
    cases = played(100, 40, 100)
    assert not any(over for case in cases for *_, over in case[:-1])
    assert {len(case) for case in cases} == {1, 2, 3, 4}


def test_the_same_seed_gives_the_same_cases_and_another_one_others():
    assert played(100, 40, 20) == played(100, 40, 20)
    assert played(100, 40, 20) != played(100, 40, 20, seed=2)


def test_both_the_process_alone_and_all_that_it_started_are_killed():
    assert {victim for case in played(100, 100, 20) for _, victim, _ in case} == {"proces", "groep"}
