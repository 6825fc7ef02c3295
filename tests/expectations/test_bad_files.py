"""What bad files get: rejected as a whole, with a sentence that says what is wrong and what to do, while everything
else loads.

All are delivered in one night, between sound ones. Bad rows stand in `test_bad_rows.py`.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.support import extracts as ex
from tests.support import workbooks as wb
from tests.support.bad_files import BAD_TEXT, GIDSO, SOUND, Bad
from tests.support.bad_workbooks import BAD_WORKBOOKS

if TYPE_CHECKING:
    from tests.support.warehouse import Warehouse

BAD = [*BAD_TEXT, *BAD_WORKBOOKS]
PEILDATUM = {"vis2/opvang": "20231231", "cbs/bevolking": "20240601"}
EXTENSION = {
    "cimot/trajecten": "txt",
    "vis2/opvang": "xlsx",
    "menzis/garantverzorgd": "xlsx",
    "opgave/vtt": "xlsx",
    "pc/acties": "xlsx",
    "kadera/verblijf": "xlsx",
    "cbs/bevolking": "jsonl",
}
SOUND_ONES = {
    "ssd/uitkeringen": SOUND,
    "gidso/voorzieningen": GIDSO,
    "gidso/maatregelen": ex.gidso([ex.gidso_row("maatregelen", 1)], "maatregelen"),
    "cimot/trajecten": ex.cimot([ex.cimot_row(1)]),
    "vis2/opvang": wb.vis2(),
    "menzis/garantverzorgd": wb.menzis(),
    "opgave/vtt": wb.opgave([wb.opgave_row()]),
    "pc/acties": wb.pc("acties", []),
    "kadera/verblijf": wb.kadera([wb.kadera_row(1)]),
    "cbs/bevolking": ex.harvest([ex.observation()]),
}
_WORDS = ("lever", "verbeter", "verwijder", "herstel", "meld")

NUMBERED = [(bad, 1 + sum(other.feed == bad.feed for other in BAD[:i])) for i, bad in enumerate(BAD)]


def name_of(feed: str, number: int) -> str:
    code = "NL01" if feed.startswith("cbs") else "GM0153"
    name, extension = feed.split("/")[1], EXTENSION.get(feed, "csv")
    return f"{code}_{name}_{PEILDATUM.get(feed, '20241231')}_{number:02d}.{extension}"


@pytest.fixture(scope="module")
def night(shared_warehouse: Warehouse) -> Warehouse:
    """One night in which all bad files arrive, and after them one sound delivery per feed."""
    deliveries = [(bad.feed, number, bad.content, bad.digest) for bad, number in NUMBERED]
    deliveries += [(feed, 99, content, "") for feed, content in SOUND_ONES.items()]
    for feed, number, content, digest in deliveries:
        if feed.startswith("cbs"):
            shared_warehouse.store_harvest(name_of(feed, number), content)
        else:
            shared_warehouse.deliver(feed.split("/")[0], name_of(feed, number), content, digest=digest)
    outcome = shared_warehouse.load(*SOUND_ONES)
    assert [uitslag.mislukt for uitslag in outcome.values()] == [[]] * len(SOUND_ONES), "an error of ours"
    return shared_warehouse


@pytest.mark.parametrize(("bad", "number"), NUMBERED, ids=[bad.what for bad in BAD])
def test_a_bad_file_is_rejected_with_its_rule_and_its_reason(night: Warehouse, bad: Bad, number: int):
    levering = night.levering(name_of(bad.feed, number))
    assert levering["status"] == "afgekeurd"
    for part in bad.says:
        assert part.lower() in levering["reden"].lower()
    fatal = [c for c in night.failed() if c["levering_id"] == levering["levering_id"] and c["ernst"] == "fataal"]
    assert fatal[0]["regel"] == bad.regel
    assert levering["reden"].startswith(fatal[0]["reden"])


@pytest.mark.parametrize(("bad", "number"), NUMBERED, ids=[bad.what for bad in BAD])
def test_the_reason_says_what_to_do_in_one_sentence_or_two(night: Warehouse, bad: Bad, number: int):
    reden = night.levering(name_of(bad.feed, number))["reden"]
    assert any(word in reden.lower() for word in _WORDS)
    assert not reden[0].islower()
    assert reden.endswith(".")
    assert len(reden) < 500


@pytest.mark.parametrize(("bad", "number"), NUMBERED, ids=[bad.what for bad in BAD])
def test_all_rows_that_were_read_are_accounted_for_in_the_quarantine(night: Warehouse, bad: Bad, number: int):
    levering = night.levering(name_of(bad.feed, number))
    rows = {(q["object"], q["rijnummer"]) for q in night.quarantaine() if q["levering_id"] == levering["levering_id"]}
    assert (levering["rijen_gelezen"], levering["rijen_geladen"], len(rows)) == (bad.read, 0, bad.read)


@pytest.mark.parametrize("feed", sorted(SOUND_ONES))
def test_a_sound_delivery_of_the_same_feed_is_loaded_all_the_same(night: Warehouse, feed: str):
    assert night.levering(name_of(feed, 99))["status"] == "geladen"


def test_every_bad_file_has_a_number_of_its_own():
    assert max(Counter(bad.feed for bad in BAD).values()) < 99
    assert len({bad.what for bad in BAD}) == len(BAD)


def test_what_was_rejected_tonight_is_not_judged_again_tomorrow(night: Warehouse):
    before = night.leveringen()
    outcome = night.load(*SOUND_ONES)
    assert sum(uitslag.ongewijzigd for uitslag in outcome.values()) == len(BAD) + len(SOUND_ONES)
    assert night.leveringen() == before


@pytest.mark.parametrize(
    ("feed", "name", "content"),
    [
        ("ssd/uitkeringen", "GM9999_uitkeringen_20241231_01.csv", SOUND),
        ("ssd/uitkeringen", "NL01_uitkeringen_20241231_01.csv", SOUND),
        ("menzis/garantverzorgd", "GM0000_garantverzorgd_20241231_01.xlsx", wb.menzis()),
    ],
)
def test_a_delivery_of_no_dutch_municipality_is_rejected_unread(
    warehouse: Warehouse, feed: str, name: str, content: bytes
):
    warehouse.deliver(feed.split("/", maxsplit=1)[0], name, content)
    warehouse.load(feed)
    levering = warehouse.levering(name)
    assert (levering["status"], levering["rijen_gelezen"]) == ("afgekeurd", 0)
    assert name.split("_", maxsplit=1)[0] in levering["reden"]
    assert "verbeter de bestandsnaam" in levering["reden"]


def test_a_delivery_outside_the_period_of_its_source_is_loaded_and_reported(warehouse: Warehouse):
    kop = wb.vis2_sheet(wb.KOP_BW, [], peildatum="Peildatum: 31-12-2024")
    content = wb.workbook(
        {
            "Beschermd wonen": kop,
            "Maatschappelijke opvang": wb.vis2_sheet(wb.KOP_MO, [], peildatum="Peildatum: 31-12-2024"),
        }
    )
    warehouse.deliver("vis2", "GM0153_opvang_20241231_01.xlsx", content)
    warehouse.load("vis2/opvang")
    assert warehouse.levering("GM0153_opvang_20241231_01.xlsx")["status"] == "geladen"
    (check,) = warehouse.failed()
    assert (check["ernst"], check["regel"]) == ("waarschuwing", "peildatum")
    assert str(date(2023, 12, 31)) in check["reden"]
