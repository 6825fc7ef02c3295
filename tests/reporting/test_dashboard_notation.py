"""Numbers, days, times and running text as people here read them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.dashboard.environment import lopend, ritme, soort_verschil
from reporting.dashboard.rows import Feed
from reporting.site import notation as n
from sources.reading.verschil import SOORTEN_VERSCHIL

DAY = date(2025, 2, 10)


@pytest.mark.parametrize(
    ("number", "text"), [(0, "0"), (999, "999"), (1234, "1.234"), (1234567, "1.234.567"), (None, "–")]
)
def test_thousands_have_points(number: int | None, text: str):
    assert n.getal(number) == text


def test_one_is_not_many():
    assert (n.telling(1, "rij", "rijen"), n.telling(0, "rij", "rijen"), n.telling(2000, "rij", "rijen")) == (
        "1 rij",
        "0 rijen",
        "2.000 rijen",
    )


@pytest.mark.parametrize(
    ("moment", "text"),
    [(datetime(2025, 1, 31, 23, 30), "01-02-2025 00:30"), (datetime(2025, 7, 1, 22, 30), "02-07-2025 00:30"),
     (datetime(2025, 7, 1, 22, 30, tzinfo=UTC), "02-07-2025 00:30"), (None, "–")],
)  # fmt: skip
def test_times_are_those_of_amsterdam(moment: datetime | None, text: str):
    assert n.tijdstip(moment) == text
    assert n.dag(moment) == text[:10]


def test_days_are_written_the_dutch_way():
    assert (n.dag(DAY), n.dag(None), n.voluit(DAY), n.iso(DAY), n.iso(None)) == (
        "10-02-2025",
        "–",
        "maandag 10 februari 2025",
        "2025-02-10",
        "",
    )
    assert n.iso(datetime(2025, 1, 31, 23, 30)) == "2025-02-01T00:30+01:00"


@pytest.mark.parametrize(
    ("day", "text"),
    [(DAY, "vandaag"), (date(2025, 2, 11), "morgen"), (date(2025, 2, 9), "gisteren"), (date(2025, 3, 17), "over 35 dagen"),
     (date(2025, 1, 29), "12 dagen geleden"), (date(2021, 2, 10), "1.461 dagen geleden"), (None, "")],
)  # fmt: skip
def test_how_far_a_day_is_from_today(day: date | None, text: str):
    assert n.afstand(day, DAY) == text


@pytest.mark.parametrize(
    ("share", "text"),
    [(0.2, "20% hoger"), (-0.437, "44% lager"), (0.0041, "0,4% hoger"), (12.5, "1.250% hoger")],
)
def test_a_change_is_told_in_words(share: float, text: str):
    assert n.verschil(share) == text


def test_the_calendar_of_a_feed_in_words():
    assert (
        ritme(Feed("a", "b", frequentie="kwartaal", uiterlijk_dagen=1))
        == "elk kwartaal, uiterlijk 1 dag na de peildatum"
    )
    assert ritme(Feed("a", "b", frequentie="jaar")) == "elk jaar"
    assert ritme(Feed("a", "b")) == "geen"
    own = Feed("a", "b", frequentie="eigen", publicatie_van="05-01", publicatie_tot_en_met="06-30")
    assert ritme(own) == "eigen kalender: elk jaar een nieuwe versie tussen 1 mei en 30 juni"


def test_every_kind_of_difference_has_words():
    assert [kind for kind in SOORTEN_VERSCHIL if soort_verschil(kind) == kind] == []


def test_a_list_reads_as_a_sentence():
    assert (n.opsomming([]), n.opsomming(["a"]), n.opsomming(["a", "b", "c"])) == ("", "a", "a, b en c")


def test_addresses_are_links_and_dates_stay_whole():
    assert lopend("Bel <b> beheer (x-y.z@gemeente.example) voor 17-03-2025.") == (
        'Bel &lt;b&gt; beheer (<a href="mailto:x-y.z@gemeente.example">x-y.z@gemeente.example</a>) voor <span class="heel">17-03-2025</span>.'
    )


@given(st.text(alphabet=st.characters(codec="utf-8") | st.sampled_from("<>&\"'@.-0123456789")))
def test_running_text_never_opens_a_tag_of_its_own(text: str):
    left = str(lopend(text))
    for ours in ('<a href="mailto:', '<span class="heel">', "</a>", "</span>", '">'):
        left = left.replace(ours, "")
    assert not set("<>\"'") & set(left)
