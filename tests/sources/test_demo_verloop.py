"""Stock and flow: counts come out exactly, whatever they are."""

import numpy as np
import pytest

from sources.demo.personen import Burgerregister, geboren_bij, stroom
from sources.demo.tijd import BEGIN, JAREN, OPEN, als_datum, dag, jaar_van, tekst
from sources.demo.verloop import Perioden, met_terugkeer, verloop

STANDEN = [50, 60, 55, 40, 41, 70, 65]
IN_JAAR = [80, 75, 70, 60, 90, 85]


def test_counts_at_the_ends_and_within_the_years_are_those_that_were_asked() -> None:
    perioden = verloop(np.random.default_rng(1), STANDEN, IN_JAAR)

    for i, jaar in enumerate(JAREN):
        assert perioden.actief_op(dag(jaar, 1, 1)).sum() == STANDEN[i]
        assert perioden.actief_op(dag(jaar, 12, 31)).sum() == STANDEN[i + 1]
        assert perioden.in_levering(jaar).sum() == IN_JAAR[i]
    assert (perioden.start <= perioden.einde).all()


def test_the_first_half_of_the_year_can_be_asked_for_too() -> None:
    helft = [70, 70, 60, 50, 60, 80]
    perioden = verloop(np.random.default_rng(1), STANDEN, IN_JAAR, eerste_helft=helft)

    assert [int(perioden.actief_tussen(dag(j, 1, 1), dag(j, 6, 30)).sum()) for j in JAREN] == helft


def test_counts_that_contradict_each_other_are_refused() -> None:
    with pytest.raises(ValueError, match="no flow in 2019"):
        verloop(np.random.default_rng(1), STANDEN, [40, *IN_JAAR[1:]])


def test_who_comes_back_left_in_an_earlier_year() -> None:
    perioden = verloop(np.random.default_rng(1), STANDEN, IN_JAAR)
    persoon = met_terugkeer(np.random.default_rng(2), perioden, 0.5)

    terug = np.flatnonzero(np.bincount(persoon) > 1)
    assert len(terug) > 0
    for wie in terug:
        rijen = np.flatnonzero(persoon == wie)
        rijen = rijen[np.argsort(perioden.start[rijen])]
        assert (jaar_van(perioden.start[rijen[1:]]) > jaar_van(perioden.einde[rijen[:-1]])).all()


def test_a_later_end_is_not_known_yet() -> None:
    perioden = Perioden(np.array([BEGIN, BEGIN]), np.array([dag(2019, 12, 31), dag(2020, 1, 1)]))

    assert perioden.einde_bekend_op(dag(2019, 12, 31)).tolist() == [dag(2019, 12, 31), OPEN]


def test_days_are_written_as_each_source_writes_them() -> None:
    dagen = np.array([dag(2024, 2, 29), OPEN])

    assert tekst(dagen, "jjjj-mm-dd").tolist() == ["2024-02-29", ""]
    assert tekst(dagen, "dd-mm-jjjj").tolist() == ["29-02-2024", ""]
    assert tekst(dagen, "jjjjmmdd").tolist() == ["20240229", ""]
    assert als_datum(OPEN) is None


def test_a_day_before_the_table_of_days_is_refused() -> None:
    with pytest.raises(IndexError):
        tekst(np.array([dag(1900, 1, 1)]), "jjjj-mm-dd")


def test_no_bsn_is_given_out_twice_and_running_out_is_said() -> None:
    register = Burgerregister()
    assert len({*register.bsns(500), *register.bsns(500)}) == 1000
    with pytest.raises(ValueError, match="more persons than made-up numbers"):
        register.bsns(1_000_000)


def test_ages_fit_both_the_first_and_the_last_day() -> None:
    eerste = np.array([dag(2010, 1, 1), dag(2019, 6, 1)])
    laatste = np.array([dag(2024, 1, 1), OPEN])
    geboren = geboren_bij(stroom(99), eerste, laatste, (0, 17), 21)

    assert (geboren <= eerste).all()
    assert ((dag(2024, 1, 1) - geboren) / 365.25 <= 21.01).all()
