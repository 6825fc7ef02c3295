"""The target figures themselves: that they agree with each other and with what the annual report says in words.

Belongs here: the file of targets. Does not belong here: whether the extracts meet them.
"""

import pytest

from sources.demo.doelcijfers import Doelcijfer, Doelcijfers, lees


def _is_percentage(doelcijfer: Doelcijfer) -> bool:
    return doelcijfer.maat == "waarde" and doelcijfer.indicator_code.endswith("_pct")


@pytest.mark.parametrize(
    "doelcijfer", [d for d in lees() if _is_percentage(d)], ids=lambda d: f"{d.indicator_code}-{d.jaar}"
)
def test_a_percentage_is_its_teller_over_its_noemer(doelcijfer: Doelcijfer) -> None:
    delen = {
        d.maat: d.waarde
        for d in lees()
        if (d.indicator_code, d.definitie_versie, d.jaar)
        == (doelcijfer.indicator_code, doelcijfer.definitie_versie, doelcijfer.jaar)
    }
    decimalen = max(0, -int(doelcijfer.waarde.as_tuple().exponent))
    assert round(float(100 * delen["teller"] / delen["noemer"]), decimalen) == float(doelcijfer.waarde)


def test_the_file_of_targets_holds_each_figure_once() -> None:
    sleutels = [(d.indicator_code, d.definitie_versie, d.uitsplitsing, d.jaar, d.maat, d.volgnummer) for d in lees()]

    assert len(sleutels) == len(set(sleutels))


def test_a_printed_figure_names_its_document() -> None:
    for doelcijfer in lees():
        assert doelcijfer.herkomst in ("gedrukt", "aannemelijk")
        assert (doelcijfer.herkomst == "gedrukt") == bool(doelcijfer.document_code)


def test_the_story_of_the_annual_report_holds() -> None:
    """What the report says in words about charts whose values it does not print."""
    waarde = {
        (d.indicator_code, d.definitie_versie, d.uitsplitsing, d.jaar): d.waarde for d in lees() if d.maat == "waarde"
    }

    for indicator, versie in (
        ("lks_regulier_pct", 1),
        ("garantverzorgd_bereik_pct", 1),
        ("beschermd_wonen_clienten", 2),
    ):
        assert waarde[indicator, versie, "totaal", 2024] < waarde[indicator, versie, "totaal", 2023]
    assert waarde["mo_verblijfsduur", 1, "totaal", 2024] > 6
    assert waarde["iit_toekenningen", 1, "totaal", 2023] < waarde["iit_toekenningen", 1, "totaal", 2024]
    gezin = [waarde["pleegzorg_gezinshuis_kinderen", 1, "gezinshuis", jaar] for jaar in (2023, 2024)]
    assert gezin[1] >= gezin[0]
    for versie in (1, 2):
        zwaar = [waarde["jeugdhulp_zwaar_pct", versie, "totaal", jaar] for jaar in range(2019, 2025)]
        assert max(zwaar[:3]) < zwaar[3], "the woonplaatsbeginsel of 2022 brought stays"
        assert zwaar[3] - zwaar[2] < 1
        assert zwaar[3] > zwaar[4] > zwaar[5]
    for jaar in range(2019, 2025):
        assert (
            waarde["beschermd_wonen_clienten", 1, "totaal", jaar]
            < waarde["beschermd_wonen_clienten", 2, "totaal", jaar]
        )
        assert (
            waarde["jeugdhulp_voorzieningen", 1, "zwaar", jaar] != waarde["jeugdhulp_voorzieningen", 2, "zwaar", jaar]
        )


def test_a_target_that_is_no_count_is_not_taken_for_one() -> None:
    with pytest.raises(ValueError, match="is no count"):
        Doelcijfers().aantal("beschut_werk", 2024)
