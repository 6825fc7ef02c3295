"""What was known when: figures change from a delivery's arrival on, and never before."""

import json
from datetime import date, datetime

import pytest

from tests.dbt_project.verhalen import ALMELO, ENSCHEDE, HENGELO, LOSSER, TWENTERAND
from tests.dbt_project.wereld import Wereld


def utc(moment: str) -> datetime:
    """The marts hold UTC without a zone."""
    return datetime.fromisoformat(moment)


def test_a_corrected_delivery_changes_the_figure_from_its_arrival_on_and_never_before(wereld: Wereld) -> None:
    assert wereld.indicator(ENSCHEDE, "bijstand_uitkeringen", 2024, op="2025-01-05 09:59:59") is None
    assert wereld.indicator(ENSCHEDE, "bijstand_uitkeringen", 2024, op="2025-01-05 10:00:00") == 3
    assert wereld.indicator(ENSCHEDE, "bijstand_uitkeringen", 2024, op="2025-02-01 09:59:59") == 3
    assert wereld.indicator(ENSCHEDE, "bijstand_uitkeringen", 2024, op="2025-02-01 10:00:00") == 4


def test_a_rejected_delivery_leaves_the_last_sound_figure_standing(wereld: Wereld) -> None:
    assert wereld.indicator(ENSCHEDE, "bijstand_uitkeringen", 2024) == 4


def test_an_older_peildatum_that_arrives_later_changes_nothing(wereld: Wereld) -> None:
    rijen = wereld.vraag(
        "select waarde, peildatum, bekend_tot from indicatoren.fct_indicator"
        f" where gemeente_code = '{TWENTERAND}' and indicator_code = 'bijstand_uitkeringen' and uitsplitsing = 'totaal'"
    )
    assert rijen == [(2.0, date(2024, 12, 31), None)]


def test_becoming_definitief_opens_an_interval_when_the_next_year_arrives(wereld: Wereld) -> None:
    rijen = wereld.vraag(
        "select waarde, status, bekend_vanaf, bekend_tot from indicatoren.fct_indicator"
        f" where gemeente_code = '{HENGELO}' and indicator_code = 'bijstand_uitkeringen' and uitsplitsing = 'totaal'"
        " and jaar = 2023 order by bekend_vanaf"
    )
    eind_2023, eerste_2024 = utc("2024-01-05 10:00"), utc("2024-02-08 10:00")
    assert rijen == [
        (1.0, "voorlopig", utc("2023-12-05 10:00"), eind_2023),
        (2.0, "voorlopig", eind_2023, eerste_2024),
        (2.0, "definitief", eerste_2024, None),
    ]


def test_a_year_of_the_old_register_is_closed_by_the_first_delivery_of_its_successor(wereld: Wereld) -> None:
    rijen = wereld.vraag(
        "select status, min(bekend_vanaf) from indicatoren.fct_indicator"
        f" where gemeente_code = '{ALMELO}' and indicator_code = 'beschermd_wonen_clienten' and jaar = 2023"
        " group by 1 order by 1"
    )
    assert rijen == [("definitief", utc("2024-07-10 10:00")), ("voorlopig", utc("2024-01-10 10:00"))]


def test_the_figure_is_as_final_as_the_least_final_of_teller_and_noemer(wereld: Wereld) -> None:
    rijen = wereld.vraag(
        "select noemer, status, bekend_vanaf from indicatoren.fct_indicator"
        f" where gemeente_code = '{LOSSER}' and indicator_code = 'wmo_voorziening_per_1000' and uitsplitsing = 'totaal'"
        " order by 3"
    )
    # The second harvest is definitief, but 2025 has not been delivered by Gidso yet.
    assert rijen == [(20000.0, "voorlopig", utc("2025-01-15 10:00")), (25000.0, "voorlopig", utc("2025-01-25 10:00"))]


@pytest.mark.parametrize("schema_tabel", ["indicatoren.fct_indicator", "indicatoren.fct_component"])
def test_at_every_moment_at_most_one_row_holds(wereld: Wereld, schema_tabel: str) -> None:
    code = "indicator_code, definitie_versie" if schema_tabel.endswith("indicator") else "component_code"
    dubbel = wereld.vraag(
        f"with t as (select gemeente_code, concat({code}, uitsplitsing) as wat, jaar, bekend_vanaf,"
        f" coalesce(bekend_tot, timestamp '9999-01-01') as tot from {schema_tabel})"
        " select * from t as a join t as b using (gemeente_code, wat, jaar)"
        " where a.bekend_vanaf < b.bekend_vanaf and b.bekend_vanaf < a.tot"
    )
    assert dubbel == []


def test_inside_dbt_the_macro_bekend_op_tells_what_was_known(wereld: Wereld) -> None:
    vraag = f"""
        select waarde from {{{{ bekend_op(ref('fct_indicator'), "timestamp '2025-01-31 00:00:00'") }}}} as toen
        where gemeente_code = '{ENSCHEDE}' and indicator_code = 'bijstand_uitkeringen' and uitsplitsing = 'totaal'
    """
    getoond = wereld.dbt("--quiet", "show", "--inline", vraag, "--output", "json")
    assert [rij["waarde"] for rij in json.loads(getoond)["show"]] == [3.0]


def test_every_figure_can_be_followed_back_to_the_files_it_was_counted_from(wereld: Wereld) -> None:
    bestanden = wereld.vraag(
        """
        select distinct l.bestandsnaam, l.sha256 is not null
        from indicatoren.fct_indicator i
        join indicatoren.dim_formule f using (indicator_code, definitie_versie, uitsplitsing)
        join indicatoren.fct_component c
          on c.gemeente_code = i.gemeente_code and c.jaar = i.jaar
         and (   (c.component_code = f.teller_component and c.uitsplitsing = f.teller_uitsplitsing)
              or (c.component_code = f.noemer_component and c.uitsplitsing = f.noemer_uitsplitsing)
              or (c.component_code = f.aftrek_teller_component and c.uitsplitsing = f.aftrek_teller_uitsplitsing)
              or (c.component_code = f.aftrek_noemer_component and c.uitsplitsing = f.aftrek_noemer_uitsplitsing))
         and c.bekend_vanaf < coalesce(i.bekend_tot, timestamp '9999-12-31')
         and i.bekend_vanaf < coalesce(c.bekend_tot, timestamp '9999-12-31')
        join kwaliteit.fct_levering l on l.levering_id in (c.levering_id, c.tweede_levering_id)
        where i.gemeente_code = 'GM0168' and i.indicator_code = 'wmo_voorziening_per_1000' and i.bekend_tot is null
          and i.jaar between coalesce(f.jaar_van, i.jaar) and coalesce(f.jaar_tot, i.jaar)
        order by 1
        """
    )
    assert bestanden == [("GM0168_voorzieningen_20241231_01", True), ("NL01_bevolking_20250120_01", True)]
