"""The quality marts: the ledger as published, how each feed is doing, and what is left to do about it."""

import pytest

from expectations import keuring
from expectations.verbanden import load_verbanden
from reporting.quarantine_work import AS_A_WHOLE
from sources.contract import load_contracts
from sources.kalender import Frequentie
from tests.dbt_project.seeds import seed
from tests.dbt_project.verhalen import ENSCHEDE
from tests.dbt_project.wereld import PROJECT, Wereld

TWENTERAND = "GM1700"  # in the calendar with partners that delivered until 2018
KALENDER = seed("leveringskalender", onderdeel="kwaliteit")
FEEDS = {contract.sleutel: contract for contract in load_contracts()}
TE_LAAT, ONTBREEKT = ("leergeld", "kinderen", ENSCHEDE), ("iv3", "iv3", TWENTERAND)
GEMEND, OPEN, INGEHAALD, AFGEKEURD, VREEMD, AANVAARD = (f"GM000{nummer}" for nummer in range(1, 7))
UITKERINGEN = "ssd.uitkeringen"
VAN_ENSCHEDE = {f"{rij['bron']}/{rij['feed']}" for rij in KALENDER if rij["gemeente_code"] == ENSCHEDE}
VERBAND = next(verband for verband in load_verbanden() if len(verband.feeds) > 1 and {*verband.feeds} <= VAN_ENSCHEDE)


class TestInTheWorldOfAllStories:
    def test_a_replaced_delivery_is_called_so_and_a_rejected_one_replaces_nothing(self, wereld: Wereld) -> None:
        status = wereld.vraag(
            "select volgnummer, status from kwaliteit.fct_levering"
            f" where gemeente_code = '{ENSCHEDE}' and feed = 'uitkeringen' order by 1"
        )
        assert status == [(1, "vervangen"), (2, "geladen"), (3, "afgekeurd")]

    def test_a_rejected_newest_delivery_makes_the_feed_broken_and_says_what_stays_in_use_and_whom_to_call(
        self, wereld: Wereld
    ) -> None:
        [(status, reden, advies)] = wereld.vraag(
            "select status, reden, advies from kwaliteit.mart_bronstatus"
            f" where gemeente_code = '{ENSCHEDE}' and feed = 'uitkeringen'"
        )
        assert status == "kapot"
        assert reden == (
            "De nieuwste levering (GM0153_uitkeringen_20241231_03) is afgekeurd: De laatste regel ontbreekt."
            " In gebruik blijft de levering met peildatum 31-12-2024."
        )
        assert advies == (
            f"Stuur de reden door aan {FEEDS['ssd/uitkeringen'].contact};"
            " een verbeterd bestand krijgt het volgende volgnummer."
        )

    def test_feeds_outside_the_calendar_are_judged_on_soundness_only(self, wereld: Wereld) -> None:
        status = wereld.vraag(
            "select distinct status from kwaliteit.mart_bronstatus"
            f" where gemeente_code not in {(ENSCHEDE, TWENTERAND, 'NL01')}"
        )
        assert status == [("goed",)]


@pytest.fixture(scope="module")
def ochtend(tmp_path_factory: pytest.TempPathFactory) -> Wereld:
    """A morning on which the whole calendar was met but for one late and one missing feed, and some municipalities have
    work to do. Nothing is there but the ledger and what the contracts say."""
    wereld = Wereld(tmp_path_factory.mktemp("ochtend") / "home")
    _lever_volgens_de_kalender(wereld)
    _lever_werk(wereld)
    for bestand in (wereld.home / "raw").rglob("*.parquet"):
        bestand.unlink()
    wereld.dbt("build", "--selector", "kwaliteit", "--exclude-resource-type", "unit_test")
    return wereld


def _lever_volgens_de_kalender(wereld: Wereld) -> None:
    for rij in KALENDER:
        plek = (rij["bron"], rij["feed"], rij["gemeente_code"])
        if plek == ONTBREEKT:
            continue
        peildatum = (
            "2022-12-31" if plek == TE_LAAT else rij["geldig_tot"] or _nieuwste_peildatum(f"{plek[0]}/{plek[1]}")
        )
        wereld.levering(f"{plek[0]}.{plek[1]}", plek[2], peildatum, "2025-01-20T10:00:00")


def _nieuwste_peildatum(feed: str) -> str:
    contract = FEEDS[feed]
    if contract.opvolger:
        return "2022-12-31"  # its last year never came, and its successor delivers
    return "2024-05-01" if contract.frequentie is Frequentie.EIGEN or contract.publicatievenster else "2024-12-31"


def _lever_werk(wereld: Wereld) -> None:
    def lever(gemeente: str, peildatum: str, ontvangen: str, **wat: object) -> str:
        return wereld.levering(UITKERINGEN, gemeente, peildatum, ontvangen, **wat)  # type: ignore[arg-type]

    lever(GEMEND, "2024-12-31", "2025-01-05T10:00:00", apart=2)
    lever(GEMEND, "2024-12-31", "2025-01-06T10:00:00", volgnummer=2)
    lever(OPEN, "2024-12-31", "2025-01-05T10:00:00", apart=23)
    for gemeente in (INGEHAALD, AFGEKEURD):
        afgekeurd = lever(gemeente, "2024-12-31", "2025-01-05T10:00:00", status="afgekeurd", reden="Afgebroken.")
        wereld.controle(
            "ssd.uitkeringen.bestand.slotregel", UITKERINGEN, afgekeurd, "Afgebroken.", ernst="fataal", op="2025-01-05"
        )
    lever(INGEHAALD, "2025-01-31", "2025-02-05T10:00:00")
    for gemeente in (VREEMD, AANVAARD):
        vreemd = lever(gemeente, "2024-12-31", "2025-01-05T10:00:00")
        wereld.controle(
            "ssd.uitkeringen.tabel.plausibel_rijen", UITKERINGEN, vreemd, "Half zoveel rijen.", ernst="waarschuwing",
            op="2025-01-05",
        )  # fmt: skip
        if gemeente == AANVAARD:
            wereld.aanvaardingen.append((vreemd, "Een gemeente is afgesplitst.", "2025-02-01 09:00:00"))
    bron_feed = VERBAND.feeds[0].replace("/", ".")
    # Yesterday it passed; what it found the day before is no example of today.
    for op, reden in (
        ("2025-02-08", "Tegenstrijdig."),
        ("2025-02-09", None),
        ("2025-02-10", "Nog eens tegenstrijdig."),
    ):
        wereld.controle(VERBAND.controle_id, bron_feed, None, reden, ernst="waarschuwing", op=op)
        wereld.voorbeelden.append((f"run-{op}", VERBAND.controle_id, vreemd, "uitkeringen", int(op[-2:])))


class TestInTheMorning:
    def test_what_the_calendar_asked_is_sound_and_what_did_not_come_is_late_or_missing(self, ochtend: Wereld) -> None:
        status = {
            rij[:3]: rij[3]
            for rij in ochtend.vraag("select bron, feed, gemeente_code, status from kwaliteit.mart_bronstatus")
        }
        gevraagd = {(rij["bron"], rij["feed"], rij["gemeente_code"]) for rij in KALENDER}
        assert {plek: status[plek] for plek in gevraagd} == dict.fromkeys(gevraagd, "goed") | {
            TE_LAAT: "te_laat",
            ONTBREEKT: "ontbreekt",
        }

    def test_a_late_feed_says_since_when_what_to_ask_for_and_of_whom(self, ochtend: Wereld) -> None:
        [(sinds, verwacht_voor, advies)] = ochtend.vraag(
            "select cast(sinds as date)::text, verwacht_voor::text, advies from kwaliteit.mart_bronstatus"
            " where status = 'te_laat'"
        )
        assert (sinds, verwacht_voor) == ("2024-03-01", "2024-02-29")
        assert advies == f"Vraag {FEEDS['leergeld/kinderen'].contact} om de levering met peildatum 31-12-2023 of later."

    def test_a_succeeded_system_is_not_missed_and_says_by_which(self, ochtend: Wereld) -> None:
        [(status, verwacht_voor, reden)] = ochtend.vraag(
            "select status, verwacht_voor, reden from kwaliteit.mart_bronstatus where bron = 'vis2'"
        )
        assert (status, verwacht_voor) == ("goed", None)
        assert reden.endswith("Deze bron liep tot en met peildatum 31-12-2023 en is opgevolgd door cimot/trajecten.")

    def test_work_is_open_until_a_sound_delivery_took_its_place(self, ochtend: Wereld) -> None:
        werk = ochtend.vraag(
            "select gemeente_code, levering_status, regel, verwachting, aantal, rijnummers"
            " from kwaliteit.mart_quarantaine order by 1"
        )
        eerste_twintig = ", ".join(str(nummer) for nummer in range(100, 120))
        assert werk == [
            (OPEN, "geladen", "elfproef", _omschrijving(ochtend), 23, f"{eerste_twintig} …"),
            (AFGEKEURD, "afgekeurd", "slotregel", "Afgebroken.", 0, None),
        ]

    def test_a_feed_of_which_rows_are_set_apart_is_deels_and_says_whom_to_send_them(self, ochtend: Wereld) -> None:
        status = dict(
            ochtend.vraag(
                f"select gemeente_code, status from kwaliteit.mart_bronstatus where feed = '{UITKERINGEN[4:]}'"
            )
        )
        assert {gemeente: status[gemeente] for gemeente in (GEMEND, OPEN, INGEHAALD, AFGEKEURD)} == {
            GEMEND: "goed",
            OPEN: "deels",
            INGEHAALD: "goed",
            AFGEKEURD: "kapot",
        }
        [(advies,)] = ochtend.vraag("select advies from kwaliteit.mart_bronstatus where status = 'deels'")
        assert advies.startswith("Stuur de quarantaine van deze levering (23 rijen) door aan functioneel beheer SSD")

    def test_a_warning_stands_until_it_is_accepted(self, ochtend: Wereld) -> None:
        stand = ochtend.vraag(
            "select w.gemeente_code, aanvaard, aanvaard_reden, s.waarschuwingen, s.advies like 'Bekijk de waarschuwingen%'"
            " from kwaliteit.mart_waarschuwing w join kwaliteit.mart_bronstatus s using (bron, feed, gemeente_code)"
            " where regel = 'plausibel_rijen' order by 1"
        )
        assert stand == [
            (VREEMD, False, None, 1, True),
            (AANVAARD, True, "Een gemeente is afgesplitst.", 0, False),
        ]

    def test_a_rule_across_feeds_warns_with_todays_examples_at_every_feed_that_it_is_about(
        self, ochtend: Wereld
    ) -> None:
        assert ochtend.vraag(
            "select controle_id, reden, aanvaard from kwaliteit.mart_waarschuwing where gemeente_code is null"
        ) == [(VERBAND.controle_id, "Nog eens tegenstrijdig.", False)]
        assert ochtend.vraag("select gemeente_code, rijnummer from kwaliteit.fct_verbandvoorbeeld") == [(AANVAARD, 10)]
        gewaarschuwd = ochtend.vraag(
            "select distinct bron || '/' || feed from kwaliteit.mart_bronstatus"
            f" where waarschuwingen > 0 and gemeente_code = '{ENSCHEDE}'"
        )
        assert {feed for (feed,) in gewaarschuwd} == set(VERBAND.feeds)

    def test_every_feed_and_every_rule_of_the_contracts_is_there_to_look_up(self, ochtend: Wereld) -> None:
        assert ochtend.vraag("select bron || '/' || feed from kwaliteit.dim_feed order by 1") == [
            (sleutel,) for sleutel in sorted(FEEDS)
        ]
        [(rijen, verbanden)] = ochtend.vraag(
            "select count(*), count(*) filter (object = 'verband') from kwaliteit.dim_regel"
        )
        assert verbanden == len(load_verbanden())
        assert rijen > 500


def test_rows_with_nothing_wrong_but_their_delivery_are_told_apart_by_the_sentence_that_the_inspection_gives_them() -> (
    None
):
    mart = (PROJECT / "models" / "kwaliteit" / "mart_quarantaine.sql").read_text(encoding="utf-8")
    assert f"'{AS_A_WHOLE}'" in mart
    assert keuring._REJECTED == AS_A_WHOLE


def _omschrijving(wereld: Wereld) -> str:
    [(omschrijving,)] = wereld.vraag(
        "select omschrijving from kwaliteit.dim_regel where controle_id = 'ssd.uitkeringen.bsn.elfproef'"
    )
    return str(omschrijving)
