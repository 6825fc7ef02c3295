"""Whoever knows what is shown, and how the rule works, cannot compute what is hidden.

The reader of these tests is a brute: it tries every way in which the hidden counts can be filled in.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from reporting.onderdrukking.model import Som, Telling
from reporting.onderdrukking.oordeel import beoordeel
from reporting.onderdrukking.verberg import verberg
from tests.reporting.onderdrukking.rijen import aandeel, cijfer

MOST = 9
"""No part is larger, so that trying all of them ends."""


def cel(naam: str) -> Telling:
    return ("GM1", naam, "totaal", 2024)


def ways(
    waarden: Mapping[Telling, float], drempel: int, sommen: Sequence[Som], verborgen: frozenset[Telling]
) -> Iterator[dict[Telling, float]]:
    """Every way to fill in the hidden counts that agrees with what is shown, for a reader who even knows which ones are small."""
    onbekend = list(dict.fromkeys(deel for som in sommen for deel in som.delen if deel in verborgen))
    bereik = [range(drempel) if waarden[deel] < drempel else range(drempel, MOST * 2) for deel in onbekend]
    for poging in product(*bereik):
        gevuld = dict(waarden) | dict(zip(onbekend, poging, strict=True))
        for som in sommen:
            totaal = sum(gevuld[deel] for deel in som.delen)
            if som.totaal not in verborgen and totaal != waarden[som.totaal]:
                break
        else:
            yield gevuld


drempels = st.integers(2, 4)
delen = st.lists(st.integers(0, MOST), min_size=2, max_size=3)


@settings(max_examples=60, deadline=None)
@given(drempels, delen)
def test_a_hidden_part_of_a_shown_total_can_be_any_small_number(drempel: int, aantallen: list[int]) -> None:
    namen = tuple(cel(f"deel{nummer}") for nummer in range(len(aantallen)))
    som = Som(cel("totaal"), namen)
    waarden: dict[Telling, float] = dict(zip(namen, aantallen, strict=True)) | {cel("totaal"): sum(aantallen)}
    verborgen = verberg(waarden, dict.fromkeys(waarden, drempel), [som])
    klein = [telling for telling in namen if waarden[telling] < drempel]
    assert verborgen.issuperset(klein)
    assume(klein)
    mogelijk = list(ways(waarden, drempel, [som], verborgen))
    for telling in klein:
        assert {poging[telling] for poging in mogelijk} == set(range(drempel))


@settings(max_examples=60, deadline=None)
@given(drempels, st.lists(st.integers(0, MOST), min_size=4, max_size=4))
def test_a_small_count_in_two_sums_at_once_keeps_more_than_one_value(drempel: int, aantallen: list[int]) -> None:
    a, b, c, d = (cel(naam) for naam in "abcd")
    waarden: dict[Telling, float] = dict(zip((a, b, c, d), aantallen, strict=True))
    sommen = [Som(cel("ab"), (a, b)), Som(cel("acd"), (a, c, d))]
    waarden |= {som.totaal: sum(waarden[deel] for deel in som.delen) for som in sommen}
    verborgen = verberg(waarden, dict.fromkeys(waarden, drempel), sommen)
    klein = [telling for telling in (a, b, c, d) if waarden[telling] < drempel]
    assume(klein)
    mogelijk = list(ways(waarden, drempel, sommen, verborgen))
    for telling in klein:
        assert len({poging[telling] for poging in mogelijk}) > 1


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 20), st.integers(0, 20), st.integers(0, 30))
def test_no_row_of_a_table_gives_away_a_small_numerator_rest_or_part(zwaar: int, licht: int, rest: int) -> None:
    """A table of a total, its two parts, and the total as a percentage of a larger group."""
    totaal = zwaar + licht
    rijen = [
        cijfer(totaal, code="i"),
        cijfer(licht, "licht", code="i"),
        cijfer(zwaar, "zwaar", code="i"),
        aandeel(totaal, totaal + rest),
    ]
    oordeel = beoordeel(rijen, {("i", 1): 5, ("pct", 1): 5})
    heel, deel_licht, deel_zwaar, pct = (oordeel.rijen[rij.sleutel, rij.bekend_vanaf] for rij in rijen)
    for klein, ander, som in ((deel_zwaar, deel_licht, heel), (deel_licht, deel_zwaar, heel)):
        known_by_difference = ander.waarde is not None and som.waarde is not None
        assert klein.waarde is not None or not known_by_difference
    if pct.teller is not None and pct.noemer is not None:
        assert pct.teller >= 5
        assert pct.noemer - pct.teller >= 5
    known = [number is not None for number in (pct.waarde, pct.teller, pct.noemer)]
    assert sum(known) != 2, "two of a quotient give the third"
    for getoond in (heel, deel_licht, deel_zwaar):
        assert getoond.waarde is None or getoond.waarde >= 5


def test_sums_that_together_are_as_many_equations_as_unknowns_do_not_give_a_small_one_away() -> None:
    x, y, z = cel("x"), cel("y"), cel("z")
    waarden: dict[Telling, float] = {x: 2, y: 9, z: 8, cel("xy"): 11, cel("xyz"): 19, cel("yz"): 17}
    sommen = [Som(cel("xy"), (x, y)), Som(cel("xyz"), (x, y, z)), Som(cel("yz"), (y, z))]
    verborgen = verberg(waarden, dict.fromkeys(waarden, 4), sommen)
    assert len({poging[x] for poging in ways(waarden, 4, sommen, verborgen)}) > 1


def test_a_bound_that_travels_through_two_sums_does_not_either() -> None:
    """Of a + b = 3 and a + c + d = 5, with b, c and d below 2, only a = 3 is left."""
    a, b, c, d = (cel(naam) for naam in "abcd")
    waarden: dict[Telling, float] = {a: 3, b: 0, c: 1, d: 1, cel("ab"): 3, cel("acd"): 5}
    sommen = [Som(cel("ab"), (a, b)), Som(cel("acd"), (a, c, d))]
    verborgen = verberg(waarden, dict.fromkeys(waarden, 2), sommen)
    assert {poging[b] for poging in ways(waarden, 2, sommen, verborgen)} == {0, 1}
