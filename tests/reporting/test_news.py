"""What is news: a state that changed, or something that happened for the first time; never the same thing twice, and never another wording."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from reporting.news import Gemeld, Rang, Zaak, news, to_remember

FEED = Zaak("feed/ssd/uitkeringen GM0153", "feed", "ssd/uitkeringen GM0153", Rang.GOED, "goed", "Goed.")
KAPOT = replace(FEED, rang=Rang.KAPOT, toestand="kapot", zin="Afgekapt.", voorvallen={"a1": "a.csv is afgekeurd."})
LAAT = replace(FEED, rang=Rang.TE_LAAT, toestand="te_laat", zin="Te laat.")
WARNING = Zaak(
    "waarschuwing/x", "waarschuwing", "ssd (x)", Rang.WAARSCHUWING, "waarschuwing", "De helft.", {"a1": "De helft."}
)


def after(told: list[Zaak], now: list[Zaak]):
    return news(to_remember(told), now)


def test_what_became_worse_is_told_with_its_reason_and_what_it_was():
    (melding,) = after([LAAT], [KAPOT]).slechter
    assert (melding.toestand, melding.was, melding.zinnen) == ("kapot", "te_laat", ("Afgekapt.",))


def test_what_was_in_order_before_was_nothing_special():
    (melding,) = after([FEED], [LAAT]).slechter
    assert melding.was is None


def test_what_became_better_is_told_apart():
    found = after([KAPOT], [LAAT])
    assert found.slechter == ()
    assert [(melding.toestand, melding.was) for melding in found.beter] == [("te_laat", "kapot")]
    assert not found.hersteld


def test_the_same_again_is_no_news():
    assert not after([KAPOT, WARNING], [KAPOT, WARNING]).is_er


def test_another_wording_is_no_news():
    assert not after([KAPOT], [replace(KAPOT, zin="Afgekapt, nu 12 dagen geleden.")]).is_er


def test_another_rejected_delivery_of_a_feed_that_is_broken_already_is_news():
    again = replace(KAPOT, voorvallen={"a1": "a.csv is afgekeurd.", "a2": "b.csv is afgekeurd."})
    (melding,) = after([KAPOT], [again]).slechter
    assert (melding.toestand, melding.was, melding.zinnen) == ("kapot", "kapot", ("b.csv is afgekeurd.",))


def test_a_rejected_delivery_of_a_feed_that_stays_sound_is_news_too():
    (melding,) = after([FEED], [replace(FEED, voorvallen={"a1": "oud.csv is afgekeurd."})]).slechter
    assert melding.zinnen == ("oud.csv is afgekeurd.",)


def test_what_gets_better_while_a_part_is_still_wrong_is_told_once_as_better():
    partly = replace(FEED, rang=Rang.DEELS, toestand="deels", voorvallen={"a1": "", "a2": "3 rijen in quarantaine."})
    found = after([KAPOT], [partly])
    assert [melding.naam for melding in (*found.slechter, *found.beter)] == [FEED.naam]
    assert not news(to_remember([partly]), [partly]).is_er


def test_when_everything_is_in_order_again_it_is_said_once():
    assert after([KAPOT, LAAT], [FEED]).hersteld
    assert not after([FEED], [FEED]).hersteld
    assert not after([KAPOT], [LAAT]).hersteld


def test_a_warning_keeps_nothing_from_being_in_order():
    assert after([KAPOT], [FEED, WARNING]).hersteld
    assert not after([WARNING], [FEED]).hersteld, "it was in order all along"


def test_what_is_no_longer_there_is_over():
    (melding,) = after([WARNING], [FEED]).beter
    assert (melding.naam, melding.toestand, melding.was) == ("ssd (x)", "voorbij", "waarschuwing")


def test_something_in_order_of_which_a_rejected_delivery_was_told_may_go_without_a_word():
    assert not after([replace(FEED, voorvallen={"a1": "x"})], []).is_er


def test_who_was_never_told_anything_hears_once_how_things_stand():
    first = news(None, [FEED, LAAT])
    assert (first.eerste, first.is_er, first.slechter, first.beter) == (True, True, (), ())
    assert first.open == (LAAT,)
    assert news(None, [FEED]).is_er
    assert not after([FEED], [FEED]).is_er


def test_the_worst_comes_first():
    other = replace(KAPOT, sleutel="feed/a", naam="a")
    found = after([], [WARNING, LAAT, other])
    assert [melding.naam for melding in found.slechter] == ["a", LAAT.naam, WARNING.naam]


zaken = st.lists(
    st.builds(
        lambda name, rang, happened: Zaak(
            name, "feed", name, rang, rang.name, "zin", {key: f"zin {key}" for key in happened}
        ),
        st.sampled_from("abcde"),
        st.sampled_from(Rang),
        st.frozensets(st.sampled_from("123")),
    ),
    unique_by=lambda zaak: zaak.sleutel,
)


@given(zaken)
def test_nothing_is_told_twice(now: list[Zaak]):
    assert not news(to_remember(now), now).is_er


@given(zaken, zaken)
def test_the_order_of_things_makes_no_difference(told: list[Zaak], now: list[Zaak]):
    assert after(told, now) == after(told[::-1], now[::-1])


@given(zaken, zaken)
def test_nothing_is_both_worse_and_better(told: list[Zaak], now: list[Zaak]):
    found = after(told, now)
    assert not {melding.naam for melding in found.slechter} & {melding.naam for melding in found.beter}


@given(zaken)
def test_what_is_remembered_survives_being_written_down(now: list[Zaak]):
    memory = to_remember(now)
    assert {key: Gemeld.from_json(gemeld.as_json()) for key, gemeld in memory.items()} == memory
