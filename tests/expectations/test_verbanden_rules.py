"""Every rule across feeds is broken by rows that contradict each other, and by nothing else."""

from __future__ import annotations

import pytest

from expectations.verbanden import load_verbanden
from expectations.verbanden.model import Verband
from sources.contract_model import Ernst
from tests.support.verband_cases import CASES, INZET, OVERLEDEN, TRAJECT, UITKERING, VIS2, ZORG, Case
from tests.support.verband_rows import RULES, found, row

_IDS = [f"{case.rule}_{n}" for n, case in enumerate(CASES)]


def test_every_rule_has_a_case():
    assert {case.rule for case in CASES} == set(RULES)


def test_every_rule_only_warns_and_says_whom_to_ask():
    for verband in load_verbanden():
        assert verband.ernst is Ernst.WAARSCHUWING, verband.id
        assert any(word in verband.omschrijving for word in ("raag ", "Laat ", "Kijk na")), verband.id


@pytest.mark.parametrize("case", CASES, ids=_IDS)
def test_rows_that_contradict_are_found_and_no_others(case: Case):
    answer = found(case.rule, case.rows)
    assert answer.rows == case.broken
    assert answer.told == case.told


@pytest.mark.parametrize("case", CASES, ids=_IDS)
def test_the_sound_twin_is_left_alone(case: Case):
    assert case.sound_rows != case.rows
    assert found(case.rule, case.sound_rows).rows == set()


@pytest.mark.parametrize("case", [case for case in CASES if "persoon_id" in RULES[case.rule].sql])
def test_a_person_without_a_known_number_is_nobody(case: Case):
    """The placeholder of a BSN becomes null, and two nulls are not the same person."""
    unknown = [
        one.but(**{name: None for name in ("persoon_id", "partner_persoon_id") if name in one.values})
        for one in case.rows
    ]
    assert found(case.rule, unknown).rows == set()


@pytest.mark.parametrize("rule", sorted(RULES))
def test_nothing_delivered_breaks_no_rule(rule: str):
    assert found(rule, []).rows == set()


def test_an_older_delivery_is_not_looked_at_when_a_newer_one_is_there():
    old = row(UITKERING, peildatum="2023-12-31")
    assert found("uitkering_na_overlijden", [old, OVERLEDEN]).rows == {1}
    newer = row(UITKERING, persoon_id="p9")
    assert found("uitkering_na_overlijden", [old, OVERLEDEN, newer]).rows == set()


def test_the_same_numbers_in_another_municipality_are_other_households():
    here, there = row(INZET), row(UITKERING, gemeente="GM0141")
    assert found("activering_zonder_bijstand", [here, there, row(UITKERING, huishouden_id="h2")]).rows == {1}


def test_activation_is_not_judged_while_a_municipality_has_no_uitkeringen_yet():
    assert found("activering_zonder_bijstand", [row(INZET)]).rows == set()


def test_activation_of_last_year_is_held_against_the_uitkeringen_of_last_year():
    """The delivery of January no longer holds an uitkering that ended in December, and says nothing of activation then."""
    ended = row(UITKERING, datum_einde="15-12-2024")
    january = row(UITKERING, peildatum="2025-01-31", huishouden_id="h2")
    assert found("activering_zonder_bijstand", [row(INZET), ended, january]).rows == set()
    assert found("activering_zonder_bijstand", [row(INZET), january]).rows == set()
    assert found("activering_zonder_bijstand", [row(INZET), ended.but(huishouden_id="h3"), january]).rows == {1}


def test_a_client_of_vis2_is_not_missed_once_cimot_only_holds_later_years():
    """A delivery over 2025 no longer holds who left in 2024."""
    left = row(VIS2, peildatum="2023-12-31")
    assert found("bw_niet_overgenomen", [left, row(TRAJECT, persoon_id="p2", peildatum="2025-12-31")]).rows == set()


@pytest.mark.parametrize(("wrong", "told"), [(5, set()), (6, set(range(1, 7)))])
def test_a_share_that_the_rule_allows_is_not_told(wrong: int, told: set[int]):
    """Five of a hundred trajecten may have no uitkering; the sixth tells of all."""
    strays = [row(INZET, huishouden_id=f"x{n}") for n in range(wrong)]
    sound = [row(INZET) for _ in range(100 - wrong)]
    assert found("activering_zonder_bijstand", [*strays, *sound, row(UITKERING)]).rows == told


def test_a_share_is_of_the_rows_that_the_rule_can_speak_of():
    """Other voorzieningen say nothing about activation, however many there are."""
    others = [row(INZET, soort_voorziening="SCHOLING") for _ in range(200)]
    stray = row(INZET, huishouden_id="x")
    assert found("activering_zonder_bijstand", [stray, *others, row(UITKERING)]).rows == {1}


def test_a_share_is_counted_per_delivery():
    """A municipality that is wrong everywhere does not drown among those that are right."""
    there = [row(INZET, huishouden_id="x", gemeente="GM0141"), row(UITKERING, gemeente="GM0141")]
    here = [row(INZET) for _ in range(200)]
    assert found("activering_zonder_bijstand", [*there, *here, row(UITKERING)]).rows == {1}


def test_a_person_who_moved_on_the_day_of_the_change_is_in_one_place():
    stay = row(ZORG, hulpvorm="11", startdatum="2024-03-01")
    assert (
        found("pleegzorg_en_verblijf_tegelijk", [stay, row(ZORG, hulpvorm="14", einddatum="2024-03-01")]).rows == set()
    )


def test_no_rule_tells_anything_but_totals():
    """What a rule tells ends up on pages: only rules that compare totals tell something, and they group before that."""
    telling = [verband for verband in load_verbanden() if " AS gevonden" in verband.sql]
    assert {verband.suite for verband in telling} == {"tellingen", "bevolking"}
    assert all(not _names_people(verband) for verband in telling)


def _names_people(verband: Verband) -> bool:
    told = verband.sql.partition("concat(")[2].partition(" AS gevonden")[0]
    return any(f"{name}_id" in told for name in ("persoon", "client", "huishouden", "kind", "voorziening"))
