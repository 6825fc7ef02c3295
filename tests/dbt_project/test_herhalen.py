"""Running again: what was counted stays counted, what is new is added, and a rebuild from scratch says the same."""

import shutil
from pathlib import Path

from tests.dbt_project import verhalen
from tests.dbt_project.wereld import PROJECT, Wereld

MARTS = (
    "fct_component", "fct_indicator", "fct_streefwaarde", "fct_actie", "mart_indicatorscore", "mart_vergelijking",
    "mart_aansluiting",
)  # fmt: skip
# What is looked at here and all that it is made of, without dbt's own tests: those ran on the shared world.
BOUW = ("build", "--resource-type", "seed", "--resource-type", "model", "--select", *(f"+{naam}" for naam in MARTS))


def marts(w: Wereld) -> dict[str, list[tuple[object, ...]]]:
    """Every mart, row by row."""
    return {naam: w.vraag(f"select * from indicatoren.{naam} order by all") for naam in MARTS}


def test_new_deliveries_are_added_without_reading_the_old_ones_and_a_rebuild_says_the_same(lege_wereld: Wereld) -> None:
    w = lege_wereld
    for verhaal in (
        verhalen.definitief, verhalen.werk, verhalen.opvang, verhalen.zorg_en_jeugd, verhalen.cbs, verhalen.opgaven,
        verhalen.vrouwenopvang_en_leergeld, verhalen.documenten,
    ):  # fmt: skip
        verhaal(w)
    w.dbt(*BOUW)
    eerst = marts(w)

    oud = w.raw("ssd", "uitkeringen", w.leveringen[0][0])
    bewaard = oud.rename(oud.with_suffix(".weg"))
    verhalen.correctie(w)
    verhalen.door_elkaar(w)
    w.dbt(*BOUW)
    bijgewerkt = marts(w)
    assert w.indicator(verhalen.HENGELO, "bijstand_uitkeringen", 2023, op="2023-12-06 00:00:00") == 1, (
        "counted before, kept since"
    )
    assert w.indicator(verhalen.ENSCHEDE, "bijstand_uitkeringen", 2024) == 4
    assert set(eerst["fct_indicator"]) < set(bijgewerkt["fct_indicator"])

    bewaard.rename(oud)
    w.dbt(*BOUW, "--full-refresh")
    assert marts(w) == bijgewerkt


def test_a_changed_definition_is_counted_again_for_every_delivery(lege_wereld: Wereld, tmp_path: Path) -> None:
    lege_wereld.project = Path(shutil.copytree(PROJECT, tmp_path / "project"))
    verhalen.zorg_en_jeugd(lege_wereld)
    verhalen.cbs(lege_wereld)
    lege_wereld.dbt(*BOUW)
    assert lege_wereld.indicator(verhalen.LOSSER, "jeugdhulp_zwaar_pct", 2024, versie=2) == 25.0

    codegroep = lege_wereld.project / "seeds" / "indicatoren" / "codegroep.csv"
    codegroep.write_text(
        codegroep.read_text(encoding="utf-8") + "jeugdhulp_zwaar,versie_2,productcategorie,45\n", encoding="utf-8"
    )
    lege_wereld.dbt(*BOUW)
    assert lege_wereld.indicator(verhalen.LOSSER, "jeugdhulp_zwaar_pct", 2024, versie=2) == 75.0
    assert lege_wereld.indicator(verhalen.LOSSER, "jeugdhulp_zwaar_pct", 2024, versie=1) == 50.0
