"""The demo looks like itself from year to year: nothing in it surprises that the contracts do not explain."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.support.night import Night


def test_every_measure_of_the_demo_is_judged_and_none_surprises(demo_night: Night):
    checks = demo_night.ask(
        """
        select regel, count(*) as aantal, count(*) filter (not geslaagd) as verrast, count(distinct bron) as bronnen
        from kwaliteit.fct_controle where regel like 'plausibel_%' group by regel order by regel
        """
    )
    assert [row["regel"] for row in checks] == [
        "plausibel_code",
        "plausibel_leeg",
        "plausibel_rijen",
        "plausibel_som",
    ]
    assert all(row["aantal"] > 30 for row in checks), checks
    assert [row for row in checks if row["verrast"]] == []


def test_only_printed_figures_of_small_partners_jump(demo_night: Night):
    jumps = demo_night.ask(
        "select gemeente_code, indicator_code from indicatoren.mart_indicatorplausibiliteit where oordeel <> 'plausibel'"
    )
    assert 0 < len(jumps) < 10
    assert {row["gemeente_code"] for row in jumps} == {"GM1700"}
    assert all(row["indicator_code"].startswith("tw_") for row in jumps)
