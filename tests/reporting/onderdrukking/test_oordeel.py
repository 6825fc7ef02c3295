"""What may be shown of a figure, and of the figures around it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

import pytest

from reporting.onderdrukking.model import STANDAARD_DREMPEL, Cijfer, Component, Formule, Versie
from reporting.onderdrukking.oordeel import Getoond, Oordeel, beoordeel
from tests.reporting.onderdrukking.rijen import VANAF, aandeel, cijfer, formule

VIJF: Mapping[Versie, int | None] = {("i", 1): 5, ("pct", 1): 5, ("duur", 1): 5}


def judged(
    *rijen: Cijfer,
    formules: Sequence[Formule] = (),
    componenten: Sequence[Component] = (),
    drempels: Mapping[Versie, int | None] = VIJF,
) -> list[Getoond]:
    oordeel = beoordeel(rijen, drempels, formules, componenten)
    return [oordeel.rijen[rij.sleutel, rij.bekend_vanaf] for rij in rijen]


def shown(*rijen: Cijfer, **more: object) -> list[float | None]:
    return [getoond.waarde for getoond in judged(*rijen, **more)]  # type: ignore[arg-type]


class TestACount:
    @pytest.mark.parametrize(("waarde", "gezien"), [(0, None), (1, None), (4, None), (4.9, None), (5, 5), (491, 491)])
    def test_is_hidden_below_the_threshold_of_its_indicator(self, waarde: float, gezien: float | None) -> None:
        (getoond,) = judged(cijfer(waarde))
        assert getoond.waarde == getoond.teller == gezien
        assert (getoond.waarde_onderdrukt is None) == (gezien is not None)

    def test_says_why_in_the_words_of_its_threshold(self) -> None:
        (getoond,) = judged(cijfer(4))
        assert (
            getoond.waarde_onderdrukt
            == "Niet getoond: minder dan 5, of een cijfer waaruit zo'n klein aantal te berekenen is."
        )

    def test_of_no_persons_is_shown_however_small(self) -> None:
        assert shown(cijfer(1), drempels={("i", 1): None}) == [1]

    def test_of_an_indicator_that_nobody_described_gets_the_standard_policy(self) -> None:
        assert shown(cijfer(STANDAARD_DREMPEL - 1), cijfer(STANDAARD_DREMPEL, code="j"), drempels={}) == [
            None,
            STANDAARD_DREMPEL,
        ]

    def test_that_is_not_known_has_nothing_to_hide(self) -> None:
        (getoond,) = judged(cijfer(None))
        assert getoond == Getoond(None, None, None)


class TestAPercentage:
    def test_of_few_persons_goes_with_its_numerator_and_keeps_its_denominator(self) -> None:
        (getoond,) = judged(aandeel(3, 900))
        assert (getoond.waarde, getoond.teller, getoond.noemer) == (None, None, 900)
        assert getoond.teller_onderdrukt == getoond.waarde_onderdrukt != getoond.noemer_onderdrukt
        assert getoond.noemer_onderdrukt is None

    @pytest.mark.parametrize("teller", [897, 900])
    def test_that_few_or_none_fall_outside_of_says_as_much_of_them(self, teller: float) -> None:
        (getoond,) = judged(aandeel(teller, 900))
        assert (getoond.waarde, getoond.teller) == (None, None)

    def test_of_a_small_group_hides_the_group_as_well(self) -> None:
        (getoond,) = judged(aandeel(2, 4))
        assert (getoond.waarde, getoond.teller, getoond.noemer) == (None, None, None)

    def test_of_enough_persons_in_and_out_is_shown(self) -> None:
        (getoond,) = judged(aandeel(433, 883))
        assert (getoond.teller, getoond.noemer) == (433, 883)
        assert getoond.waarde == pytest.approx(433 / 8.83)

    def test_of_hours_over_a_number_set_by_law_has_no_persons_left_over(self) -> None:
        tegen_taakstelling = formule("pct", "uren.gemiddeld", "taakstelling.totaal", noemer_constante=31)
        assert shown(aandeel(3933, 128), formules=[tegen_taakstelling]) != [None]


class TestANeighbour:
    def test_is_hidden_where_the_total_would_give_the_small_one_away(self) -> None:
        assert shown(cijfer(500), cijfer(497, "licht"), cijfer(3, "zwaar")) == [500, None, None]

    def test_is_chosen_by_name_whatever_its_size(self) -> None:
        def hidden(b: int, c: int) -> list[float | None]:
            return shown(cijfer(3 + b + c), cijfer(3, "a"), cijfer(b, "b"), cijfer(c, "c"))

        assert hidden(20, 90) == [113, None, None, 90]
        assert hidden(90, 20) == [113, None, None, 20]

    def test_that_leaves_the_small_one_no_room_takes_another_with_it(self) -> None:
        assert shown(cijfer(40), cijfer(0, "a"), cijfer(5, "b"), cijfer(35, "c")) == [40, None, None, None]

    def test_that_only_measures_another_moment_says_nothing(self) -> None:
        assert shown(cijfer(500), cijfer(498, "begin_jaar"), cijfer(499, "gemiddeld")) == [500, 498, 499]

    def test_with_nobody_beside_it_is_the_whole_and_no_secret(self) -> None:
        assert shown(cijfer(500), cijfer(500, "tot120")) == [500, 500]

    def test_with_a_few_beside_it_is_hidden(self) -> None:
        assert shown(cijfer(500), cijfer(498, "tot120")) == [500, None]

    def test_that_was_delivered_as_a_percentage_is_counted_out(self) -> None:
        meldingen = cijfer(60), cijfer(5, "partnergeweld_pct", eenheid="% van de meldingen")
        assert shown(*meldingen)[1] is None
        assert shown(cijfer(600), meldingen[1]) == [600, 5]


class TestWhatIsComputedFromTheSameCount:
    formules = (formule("i", "kinderen.zwaar"), formule("pct", "kinderen.zwaar", "kinderen.totaal"))

    def test_is_hidden_everywhere(self) -> None:
        telling, pct = judged(cijfer(3), aandeel(3, 900), formules=self.formules)
        assert telling.waarde is None
        assert (pct.waarde, pct.teller, pct.noemer) == (None, None, 900)

    def test_is_a_component_that_is_hidden_too(self) -> None:
        assert set(beoordeel([cijfer(3)], VIJF, self.formules).componenten) == {("GM1", "kinderen", "zwaar", 2024)}

    def test_is_a_difference_that_goes_when_one_of_its_terms_goes(self) -> None:
        groei = formule("g", "bestand.eind", "bestand.begin", aftrek=(("wij", "eind"), ("wij", "begin")))
        rij = cijfer(1.5, code="g", eenheid="procentpunt", teller=101.5)
        few = Component(("GM1", "wij", "begin", 2024), 3, VANAF)
        assert shown(rij, formules=[groei], drempels={("g", 1): 5}) == [1.5]
        wij = formule("i", "wij.begin")
        verschil, _ = judged(
            rij, cijfer(3), formules=[groei, wij], componenten=[few], drempels={("g", 1): 5, ("i", 1): 5}
        )
        assert (verschil.waarde, verschil.teller) == (None, None)


class TestAMean:
    def test_over_few_persons_hides_their_days_too(self) -> None:
        (getoond,) = judged(cijfer(63.5, teller=127, code="duur", noemer=2, eenheid="dagen"))
        assert (getoond.waarde, getoond.teller, getoond.noemer) == (None, None, None)

    def test_over_enough_persons_is_shown_however_short(self) -> None:
        (getoond,) = judged(cijfer(3, teller=18, code="duur", noemer=6, eenheid="dagen"))
        assert (getoond.waarde, getoond.teller, getoond.noemer) == (3, 18, 6)


class TestHistory:
    def test_hides_what_was_small_then_and_shows_what_is_not_now(self) -> None:
        toen = cijfer(3, bekend_vanaf=datetime(2024, 1, 1), bekend_tot=VANAF)
        assert shown(toen, cijfer(9)) == [None, 9]

    def test_hides_a_neighbour_at_every_moment_that_it_stood_beside_the_small_one(self) -> None:
        toen = cijfer(3, "zwaar", bekend_vanaf=datetime(2024, 1, 1), bekend_tot=VANAF)
        altijd = {"bekend_vanaf": datetime(2024, 1, 1)}
        licht = cijfer(400, "licht", **altijd)
        assert shown(cijfer(403, **altijd), licht, toen) == [403, None, None]


def test_a_judgement_of_nothing_hides_nothing() -> None:
    assert beoordeel([], {}) == Oordeel({}, {})
