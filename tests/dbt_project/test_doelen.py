"""The goal trees: each hangs together, has the levels its document has, and is linked to what serves it."""

from collections import Counter

import pytest

from tests.dbt_project.seeds import Rij, kolom, seed

DOELEN = {rij["doel_code"]: rij for rij in seed("doel")}
# Per framework its levels, from the root down; subdoel and doel of Twenterand stand beside each other.
NIVEAUS = {
    "enschede": {"opgave": 1, "doel": 3, "subdoel": 7, "speerpunt": 13},
    "enschede_doelenboom": {"missie": 1, "thema": 3, "hoofddoel": 3, "doel": 7, "subdoel": 13},
    "enschede_2015": {"programma": 1, "doelstelling": 2, "thema": 9},
    "twenterand": {"programma": 1, "doelenboom": 6, "maatschappelijk_effect": 6, "doel": 16, "subdoel": 35},
    "bbv": {"kader": 1, "beleidsveld": 3},
}
KADERS = sorted(NIVEAUS)
# The goals of the doelenboom 2022-2026 and what they are called in 2024.
NIEUW = {rij["doel_code_2022"]: rij["doel_code_2024"] for rij in seed("doelnummering")}


def weg_omhoog(doel: Rij) -> list[Rij]:
    """The goal and all above it; stops where it would go round."""
    weg = [doel]
    while (boven := weg[-1]["bovenliggend_doel_code"]) and len(weg) <= len(DOELEN):
        weg.append(DOELEN[boven])
    return weg


def test_a_code_names_one_goal_over_all_frameworks() -> None:
    assert len(DOELEN) == len(seed("doel"))


@pytest.mark.parametrize("kader", KADERS)
def test_a_tree_has_one_root_and_every_goal_hangs_under_it(kader: str) -> None:
    doelen = [doel for doel in DOELEN.values() if doel["kader"] == kader]
    assert {weg_omhoog(doel)[-1]["doel_code"] for doel in doelen} == {
        doel["doel_code"] for doel in doelen if not doel["bovenliggend_doel_code"]
    }
    assert sum(not doel["bovenliggend_doel_code"] for doel in doelen) == 1
    assert {stap["kader"] for doel in doelen for stap in weg_omhoog(doel)} == {kader}


@pytest.mark.parametrize("kader", KADERS)
def test_a_tree_has_the_levels_of_its_document(kader: str) -> None:
    assert Counter(kolom("doel", "niveau", kader=kader)) == NIVEAUS[kader]


@pytest.mark.parametrize("kader", KADERS)
def test_a_goal_hangs_under_one_of_the_level_above_it(kader: str) -> None:
    diepte = {niveau: n for n, niveau in enumerate(NIVEAUS[kader])}
    if kader == "twenterand":  # the document does not say which subdoel serves which doel
        diepte["subdoel"] = diepte["doel"]
    for doel in DOELEN.values():
        if doel["kader"] == kader and doel["bovenliggend_doel_code"]:
            boven = DOELEN[doel["bovenliggend_doel_code"]]
            assert diepte[doel["niveau"]] == diepte[boven["niveau"]] + 1, doel["doel_code"]


def test_goals_under_the_same_one_each_have_their_own_place() -> None:
    plaatsen = [(doel["kader"], doel["bovenliggend_doel_code"], doel["volgnummer"]) for doel in DOELEN.values()]
    assert len(set(plaatsen)) == len(plaatsen)


def test_the_six_trees_of_twenterand_each_have_an_effect_doelen_and_subdoelen() -> None:
    for boom in kolom("doel", "doel_code", kader="twenterand", niveau="doelenboom"):
        [effect] = kolom("doel", "doel_code", bovenliggend_doel_code=boom)
        assert set(kolom("doel", "niveau", bovenliggend_doel_code=effect)) == {"doel", "subdoel"}


def test_the_nine_themes_of_2015_are_three_of_a_and_six_of_b() -> None:
    assert [len(kolom("doel", "doel_code", bovenliggend_doel_code=f"2015-{letter}")) for letter in "AB"] == [3, 6]


class TestTheNumberingOf2024:
    def test_takes_over_every_goal_below_the_themes(self) -> None:
        oud = {
            doel["doel_code"]
            for doel in DOELEN.values()
            if doel["kader"] == "enschede_doelenboom" and doel["niveau"] not in ("missie", "thema")
        }
        assert set(NIEUW) == oud
        assert set(NIEUW.values()) == {
            doel["doel_code"] for doel in DOELEN.values() if doel["kader"] == "enschede" and doel["niveau"] != "opgave"
        }

    def test_keeps_every_goal_in_its_place(self) -> None:
        for oud, nieuw in NIEUW.items():
            boven = DOELEN[oud]["bovenliggend_doel_code"]
            if boven in NIEUW:
                assert DOELEN[nieuw]["bovenliggend_doel_code"] == NIEUW[boven]
            assert DOELEN[nieuw]["volgnummer"] == DOELEN[oud]["volgnummer"] or DOELEN[oud]["niveau"] == "hoofddoel"

    def test_writes_one_digit_with_a_zero_and_the_third_as_a_letter(self) -> None:
        assert (NIEUW["3"], NIEUW["3.2"], NIEUW["3.2.3"]) == ("03", "03.02", "03.02.c")


class TestWhatServesTheGoals:
    def test_exists_under_its_code(self) -> None:
        bekend = {
            soort: {rij[f"{soort}_code"] for rij in seed(soort)} for soort in ("product", "ontwikkelopgave", "sdg")
        }
        assert all(rij["code"] in bekend[rij["soort"]] and rij["doel_code"] in DOELEN for rij in seed("doelkoppeling"))

    def test_has_one_hoofddoel_for_every_product_and_none_for_what_has_no_budget(self) -> None:
        hoofddoelen = Counter(
            (rij["soort"], rij["code"]) for rij in seed("doelkoppeling") if rij["is_hoofddoel"] == "true"
        )
        # A stelpost corrects the whole programme: it serves no goal.
        assert set(hoofddoelen) == {("product", code) for code in kolom("product", "product_code")} - {
            ("product", "stelpost_onderuitputting")
        }
        assert set(hoofddoelen.values()) == {1}

    def test_has_no_two_products_of_a_framework_with_one_name(self) -> None:
        """So that a budget line finds its product by any of its names."""
        namen = [
            (rij["kader"], naam)
            for rij in seed("product")
            for naam in {rij["product_code"], rij["naam"], rij["naam_jaarrekening_2024"]} - {""}
        ]
        assert len(set(namen)) == len(namen)

    def test_links_a_hoofddoel_on_top_of_the_tree_and_doelen_below_it(self) -> None:
        for rij in seed("doelkoppeling"):
            niveau = DOELEN[rij["doel_code"]]["niveau"]
            assert niveau in (("hoofddoel", "doelstelling") if rij["is_hoofddoel"] == "true" else ("doel", "thema"))

    def test_is_many_to_many(self) -> None:
        assert kolom("doelkoppeling", "doel_code", code="algemene_voorzieningen", is_hoofddoel="false") == [
            "2.1", "2.2", "3.1", "3.2",
        ]  # fmt: skip
        assert kolom("doelkoppeling", "doel_code", code="wmo_centrumtaken") == ["1", "1.2", "3.1"]
        assert len(kolom("doelkoppeling", "code", doel_code="1.1", soort="product")) == 5

    def test_has_the_seven_ontwikkelopgaven_of_which_the_last_serves_every_doel(self) -> None:
        assert kolom("ontwikkelopgave", "ontwikkelopgave_code") == [str(n) for n in range(1, 8)]
        assert kolom("doelkoppeling", "doel_code", soort="ontwikkelopgave", code="7") == kolom(
            "doel", "doel_code", kader="enschede_doelenboom", niveau="doel"
        )

    def test_has_a_goal_of_the_united_nations_for_every_doel(self) -> None:
        assert kolom("doelkoppeling", "code", soort="sdg", doel_code="1.1") == ["1", "2", "3", "8", "10"]
        assert kolom("doelkoppeling", "code", soort="sdg", doel_code="2.2") == ["3"]
        assert {rij["doel_code"] for rij in seed("doelkoppeling") if rij["soort"] == "sdg"} == set(
            kolom("doel", "doel_code", kader="enschede_doelenboom", niveau="doel")
        )
