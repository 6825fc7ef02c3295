"""What is plausible beside earlier deliveries, on values: no files, no ledger."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from expectations.bands import LEARN_FROM, change, learned, limits
from expectations.history import Eerder, same_period, series
from expectations.plausibility import Geleverd, judge, plausibility_checks
from expectations.profile import Maat, Meting
from expectations.resultaat import Resultaat
from sources.contract_model import Contract
from sources.plausibiliteit import Plausibiliteit, Veldband, is_judged
from tests.support.warehouse import CONTRACTS

USUAL = Plausibiliteit(rijen=0.25, leeg=0.10, code=0.10, som=0.30)
CONTRACT = CONTRACTS["ssd/uitkeringen"].model_copy(update={"plausibiliteit": USUAL})
TABLE = "uitkeringen"
ROWS, EMPTY, CODE, SUM = (
    (TABLE, "rijen", None),
    (TABLE, "leeg", "datum_einde"),
    (TABLE, "code", "regeling"),
    (TABLE, "som", "bedrag_maand"),
)
NOW = Geleverd("ssd/GM0153_uitkeringen_20241231_01.csv", date(2024, 12, 31), 1)
Values = dict[tuple[str, Maat, str | None], dict[str | None, float]]


def delivery(year: int, rows: float, *, month: int = 12, day: int = 31, number: int = 1, **more: Values) -> Eerder:
    return Eerder(date(year, month, day), number, {ROWS: {None: rows}, **more.get("also", {})})


def measured(rows: float, also: Values | None = None) -> list[Meting]:
    values: Values = {ROWS: {None: rows}, **(also or {})}
    return [Meting(*groep, key, value) for groep, keys in values.items() for key, value in keys.items()]


def judged(
    rows: float, history: list[Eerder], also: Values | None = None, *, contract: Contract = CONTRACT, at: Geleverd = NOW
) -> dict[str, Resultaat]:
    """The results by what follows the name of the table."""
    results = judge(contract, at, measured(rows, also), history)
    return {result.controle.controle_id.removeprefix("ssd.uitkeringen."): result for result in results}


def surprises(rows: float, history: list[Eerder], also: Values | None = None, **more: object) -> dict[str, str]:
    results = judged(rows, history, also, **more)  # type: ignore[arg-type]
    return {name: result.controle.reden for name, result in results.items() if not result.geslaagd}


# --- numbers of rows


def test_half_the_rows_are_noticed_with_both_values_and_what_to_do():
    assert surprises(2845, [delivery(2023, 5690)]) == {
        "tabel.plausibel_rijen": (
            "Het aantal rijen van uitkeringen is 2.845, terwijl het 5.690 was op 31-12-2023 (verwacht: tussen 4.267 en "
            "7.113). Vraag na of de levering volledig en juist is; is ze dat, aanvaard haar dan met: dwh accept "
            'ssd/GM0153_uitkeringen_20241231_01.csv --reden "…"'
        )
    }


@pytest.mark.parametrize(("rows", "odd"), [(4267, False), (4266, True), (7113, False), (7114, True), (0, True)])
def test_a_value_on_the_edge_of_its_band_is_plausible(rows: int, odd: bool):
    assert bool(surprises(rows, [delivery(2023, 5690)])) == odd


def test_the_first_delivery_is_compared_with_nothing():
    assert judged(5690, []) == {}
    assert judged(5690, [delivery(2025, 10)], at=NOW) == {}, "what comes later says nothing of what was before"


def test_a_handful_of_rows_is_not_judged_but_a_handful_where_many_were_is():
    assert judged(2, [delivery(2023, 19)]) == {}
    assert surprises(2, [delivery(2023, 20)])


def test_chance_is_allowed_to_small_numbers():
    assert surprises(27, [delivery(2023, 40)]) == {}
    assert surprises(20, [delivery(2023, 40)])


@given(
    st.lists(st.tuples(st.integers(2018, 2024), st.integers(1, 12), st.integers(0, 10**6)), min_size=1, max_size=20),
    st.randoms(),
)
def test_a_delivery_that_equals_the_one_before_is_plausible_and_the_order_of_history_is_nothing(
    earlier: list[tuple[int, int, int]], random: object
):
    history = [
        delivery(year, rows, month=month, day=1, also={SUM: {None: rows * 2.5}, CODE: {"PW": 0.7, "BBZ": 0.3}})
        for year, month, rows in earlier
    ]
    last = max(series(history, ROWS), key=lambda each: each.peildatum)
    own = {key: values for key, values in last.metingen.items() if key != ROWS}
    rows = last.metingen[ROWS][None]
    assert surprises(rows, history, own) == {}
    other = {**own, SUM: {None: 1.0}}
    before = surprises(rows / 3, history, other)
    shuffled = sorted(history, key=lambda _: random.random())  # type: ignore[attr-defined]
    if len({each.peildatum for each in history}) == len(history):
        assert surprises(rows / 3, shuffled, other) == before


@given(
    st.integers(40, 10**6),
    st.lists(st.floats(0.95, 1.05), min_size=1, max_size=30),
    st.booleans(),
)
def test_half_the_rows_are_always_noticed_of_a_stable_feed(rows: int, noise: list[float], monthly: bool):
    days = [(2022 + i // 12, i % 12 + 1, 1) if monthly else (2024 - len(noise) + i, 12, 31) for i in range(len(noise))]
    history = [delivery(y, round(rows * f), month=m, day=d) for (y, m, d), f in zip(days, noise, strict=True)]
    last = history[-1].metingen[ROWS][None]
    assert surprises(last // 2, history, at=replace(NOW, peildatum=date(2024, 12, 31)))


# --- what a delivery is compared with


def test_a_feed_that_grows_during_a_year_and_falls_back_is_plausible_in_its_second_year():
    year = [120, 230, 330, 450, 560, 640, 750, 860, 960, 1080, 1190, 1300]
    history = [delivery(2023, rows, month=month, day=28) for month, rows in enumerate(year, start=1)]
    for month, rows in enumerate(year, start=1):
        at = Geleverd("x", date(2024, month, 28), 1)
        assert surprises(rows * 1.1, history, at=at) == {}, f"month {month}"
        history.append(delivery(2024, rows * 1.1, month=month, day=28))
    odd = surprises(80, history, at=Geleverd("x", date(2025, 2, 28), 1))
    assert "1.430 was op 28-12-2024" in odd["tabel.plausibel_rijen"]
    assert " en 253 was op 28-02-2024" in odd["tabel.plausibel_rijen"]


def test_the_last_day_of_february_is_the_same_period_in_a_leap_year():
    leap, other = delivery(2024, 1, month=2, day=29), delivery(2023, 1, month=2, day=28)
    assert same_period([other], leap.peildatum) is other
    assert same_period([leap], date(2025, 2, 28)) is leap
    assert same_period([leap], date(2025, 2, 27)) is None
    assert same_period([leap], leap.peildatum) is None


def test_a_correction_is_compared_with_what_it_replaces():
    history = [delivery(2023, 1000), delivery(2024, 1240)]
    assert surprises(1230, history, at=replace(NOW, volgnummer=2)) == {}
    odd = surprises(780, history, at=replace(NOW, volgnummer=2))
    assert "1.240 was in de levering die deze vervangt" in odd["tabel.plausibel_rijen"]
    assert "31-12-2023" not in odd["tabel.plausibel_rijen"], "beside the year before it is plausible"


def test_of_a_peildatum_the_newest_delivery_counts():
    history = [delivery(2023, 1000), delivery(2023, 400, number=2)]
    assert surprises(410, history) == {}
    assert surprises(1000, history)


def test_a_surprise_is_no_yardstick_until_it_is_accepted():
    jump = delivery(2023, 400)
    history = [delivery(2022, 1000), jump]
    assert surprises(400, history) == {}
    jump.verdacht.add(ROWS)
    assert "1.000 was op 31-12-2022" in surprises(400, history)["tabel.plausibel_rijen"]
    assert surprises(1000, history) == {}


def test_a_correction_that_surprised_leaves_the_delivery_that_it_replaced_as_the_yardstick():
    wrong = delivery(2023, 300, number=2)
    wrong.verdacht.add(ROWS)
    assert surprises(1000, [delivery(2023, 1000), wrong]) == {}


def test_only_the_same_period_counts_where_the_contract_says_so():
    contract = CONTRACT.model_copy(update={"plausibiliteit": USUAL.model_copy(update={"alleen_zelfde_periode": True})})
    half_year = delivery(2024, 40, month=6, day=30)
    assert judged(80, [half_year], contract=contract) == {}
    assert surprises(80, [delivery(2023, 82), half_year], contract=contract) == {}
    assert surprises(40, [delivery(2023, 82), half_year], contract=contract)


def test_what_is_counted_from_1_january_is_not_laid_beside_the_december_before_it():
    contract = CONTRACT.model_copy(update={"plausibiliteit": USUAL.model_copy(update={"vanaf_1_januari": True})})
    january, february = Geleverd("x", date(2024, 1, 31), 1), Geleverd("x", date(2024, 2, 29), 1)
    december, last_january = delivery(2023, 1000), delivery(2023, 600, month=1, day=31)
    assert judged(600, [december], contract=contract, at=january) == {}, "there was no January yet"
    assert surprises(600, [last_january, december], contract=contract, at=january) == {}
    assert surprises(300, [last_january, december], contract=contract, at=january)
    assert surprises(300, [december, delivery(2024, 600, month=1, day=31)], contract=contract, at=february)
    assert surprises(500, [december], contract=contract), "the same day of the year before"


def test_nothing_is_compared_over_a_break_that_the_contract_names():
    broken = USUAL.model_copy(update={"breuken": (date(2024, 1, 1),)})
    contract = CONTRACT.model_copy(update={"plausibiliteit": broken})
    assert judged(10_000, [delivery(2023, 1000)], contract=contract) == {}
    before = Geleverd("x", date(2023, 6, 30), 1)
    assert surprises(10_000, [delivery(2022, 1000)], contract=contract, at=before)


# --- shares, codes and sums


def test_a_share_of_empty_fields_is_judged_in_percentage_points():
    history = [delivery(2023, 1000, also={EMPTY: {None: 0.6}})]
    assert surprises(1000, history, {EMPTY: {None: 0.7}}) == {}
    odd = surprises(1000, history, {EMPTY: {None: 0.71}})
    assert odd.keys() == {"datum_einde.plausibel_leeg"}
    assert odd["datum_einde.plausibel_leeg"].startswith(
        "Het aandeel rijen van uitkeringen zonder DATUM_EINDE is 71,0%, terwijl het 60,0% was op 31-12-2023 "
        "(verwacht: tussen 50,0% en 70,0%)."
    )


def test_shares_of_few_rows_are_not_judged():
    history = [delivery(2023, 49, also={EMPTY: {None: 0.1}})]
    assert "datum_einde.plausibel_leeg" not in judged(49, history, {EMPTY: {None: 0.9}})


def test_the_codes_of_a_field_are_one_check_and_a_code_that_came_or_went_counts():
    history = [delivery(2023, 1000, also={CODE: {"PW": 0.8, "BBZ": 0.2}})]
    assert judged(1000, history, {CODE: {"PW": 0.85, "BBZ": 0.15}})["regeling.plausibel_code"].geslaagd
    odd = judged(1000, history, {CODE: {"PW": 0.78, "IOAW": 0.22}})["regeling.plausibel_code"]
    assert (odd.geslaagd, odd.aantal, odd.aantal_fout) == (False, 3, 2)
    assert odd.controle.reden.startswith(
        "Het aandeel van de code IOAW in REGELING van uitkeringen is 22,0%, terwijl het 0,0% was op 31-12-2023 "
        "(verwacht: tussen 0,0% en 10,0%). Ook bij een andere code past het niet."
    )


def test_a_sum_is_judged_as_a_part_of_the_earlier_one():
    history = [delivery(2023, 1000, also={SUM: {None: 1_000_000.0}})]
    assert surprises(1000, history, {SUM: {None: 1_300_000.0}}) == {}
    odd = surprises(1000, history, {SUM: {None: 10_000_000.0}})
    assert odd["bedrag_maand.plausibel_som"].startswith(
        "De som van BEDRAG_MAAND van uitkeringen is 10.000.000, terwijl het 1.000.000 was op 31-12-2023 "
        "(verwacht: tussen 700.000 en 1.300.000)."
    )


def test_a_field_can_have_a_band_of_its_own_or_none():
    def with_own(**own: float | None) -> Contract:
        (tabel,) = CONTRACT.tabellen
        velden = [
            veld.model_copy(update={"plausibiliteit": Veldband(**own)}) if veld.naam == "bedrag_maand" else veld
            for veld in tabel.velden
        ]
        return CONTRACT.model_copy(update={"tabellen": (tabel.model_copy(update={"velden": tuple(velden)}),)})

    history, own = [delivery(2023, 1000, also={SUM: {None: 100.0}})], {SUM: {None: 180.0}}
    assert surprises(1000, history, own)
    assert surprises(1000, history, own, contract=with_own(som=0.9)) == {}
    assert "bedrag_maand.plausibel_som" not in judged(1000, history, own, contract=with_own(som=None))


def test_a_feed_without_bands_is_not_judged():
    off = CONTRACT.model_copy(update={"plausibiliteit": Plausibiliteit()})
    assert (is_judged(CONTRACT), is_judged(off)) == (True, False)
    assert judged(1, [delivery(2023, 1000)], contract=off) == {}
    assert plausibility_checks(off, off.tabellen[0]) == []


def test_every_check_has_a_name_and_a_sentence_before_anything_is_judged():
    checks = {check.controle_id: check.reden for check in plausibility_checks(CONTRACT, CONTRACT.tabellen[0])}
    assert checks["ssd.uitkeringen.tabel.plausibel_rijen"] == (
        "Het aantal rijen van uitkeringen past bij de leveringen ervoor."
    )
    assert checks["ssd.uitkeringen.regeling.plausibel_code"] == (
        "Het aandeel per code in REGELING van uitkeringen past bij de leveringen ervoor."
    )
    assert "ssd.uitkeringen.bsn.plausibel_leeg" not in checks, "a required field is never empty"


# --- bands that learn


def test_a_band_widens_to_what_is_usual_and_is_never_narrower_than_the_contract_says():
    swings = [delivery(2016 + i, rows) for i, rows in enumerate((1500, 1000, 1450, 900, 1400, 1050, 1550, 1000))]
    assert surprises(1500, swings) == {}, "a swing of this size is what this feed does"
    assert surprises(1500, swings[-3:]), "two changes are too few to learn from"
    calm = [delivery(2014 + i, 1000) for i in range(10)]
    assert surprises(1240, calm) == {}


@given(st.integers(0, 7), st.floats(0.01, 100))
def test_one_freak_that_was_accepted_long_ago_does_not_widen_the_band(place: int, freak: float):
    rows = [1000.0, 1010, 990, 1005, 1000, 1010, 990, 1005, 1000, 1000]
    rows[place] *= freak
    history = [delivery(2014 + i, each) for i, each in enumerate(rows)]
    assert surprises(500, history)
    changes = [change("rijen", a, b) for a, b in pairwise(rows)]
    assert learned([each for each in changes if each is not None]) < 0.25


@given(st.lists(st.floats(0, 10), max_size=40), st.floats(0.01, 2), st.floats(0, 10**9), st.floats(1, 10**6))
def test_a_band_always_holds_the_earlier_value_and_what_the_contract_allows(
    changes: list[float], band: float, earlier: float, rows: float
):
    for maat in ("rijen", "som"):
        found = limits(maat, band, earlier, rows, changes)  # type: ignore[arg-type]
        assert found.bevat(earlier)
        assert found.boven >= earlier * (1 + band) * (1 - 1e-12)
    share = limits("leeg", band, min(earlier, 1.0), rows, changes)
    assert share.bevat(min(earlier, 1.0))
    assert (share.onder >= 0, share.boven <= 1) == (True, True)


def test_nothing_is_learned_from_a_few_changes():
    assert learned([0.9] * (LEARN_FROM - 1)) == 0
    assert learned([0.9] * LEARN_FROM) == 0.9
