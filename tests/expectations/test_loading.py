"""The life of a delivery: what is loaded once, what waits, what changed, what comes again, and what goes wrong with
us."""

from __future__ import annotations

import os
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from expectations import loading
from tests.support import extracts as ex
from tests.support.warehouse import NOW, Warehouse

if TYPE_CHECKING:
    from pathlib import Path

FEED = "ssd/uitkeringen"
FIRST, SECOND = "GM0153_uitkeringen_20241231_01.csv", "GM0153_uitkeringen_20241231_02.csv"
GIDSO, GIDSO_FEED = "GM0153_maatregelen_20241231_01.csv", "gidso/maatregelen"


def ssd(*numbers: int) -> bytes:
    return ex.ssd([ex.ssd_row("uitkeringen", n) for n in numbers])


def maatregelen(*numbers: int) -> bytes:
    return ex.gidso([ex.gidso_row("maatregelen", n) for n in numbers], "maatregelen")


def stamps(warehouse: Warehouse) -> dict[Path, int]:
    return {
        path: path.stat().st_mtime_ns
        for path in warehouse.written()
        if "raw" in path.parts or "verslagen" in path.parts
    }


def test_running_twice_loads_nothing_twice(warehouse: Warehouse):
    warehouse.deliver("ssd", FIRST, ssd(1, 2))
    warehouse.load(FEED)
    before = (warehouse.leveringen(), warehouse.controles(), warehouse.quarantaine(), stamps(warehouse))
    outcome = warehouse.load(FEED)[FEED]
    assert (outcome.nieuw, outcome.ongewijzigd) == ([], 1)
    assert (warehouse.leveringen(), warehouse.controles(), warehouse.quarantaine(), stamps(warehouse)) == before


def test_a_file_that_is_as_it_was_is_not_even_read(warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch):
    warehouse.deliver("ssd", FIRST, ssd(1))
    warehouse.load(FEED)
    monkeypatch.setattr(loading, "sha256_of", lambda path: pytest.fail("the file was read"))
    assert warehouse.load(FEED)[FEED].ongewijzigd == 1


def test_the_same_content_again_changes_nothing_and_is_remembered(
    warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch
):
    path = warehouse.deliver("ssd", FIRST, ssd(1))
    warehouse.load(FEED)
    before = warehouse.leveringen()
    path.unlink()
    warehouse.deliver("ssd", FIRST, ssd(1), arrived=NOW - timedelta(days=3))
    assert warehouse.load(FEED)[FEED].ongewijzigd == 1
    assert warehouse.leveringen() == before
    monkeypatch.setattr(loading, "sha256_of", lambda path: pytest.fail("the file was read"))
    warehouse.load(FEED)


def test_the_same_name_with_other_content_is_rejected_and_the_first_stands(warehouse: Warehouse):
    warehouse.deliver("ssd", FIRST, ssd(1, 2))
    warehouse.load(FEED)
    raw = warehouse.raw("ssd", "uitkeringen")
    warehouse.deliver("ssd", FIRST, ssd(1, 2, 3))
    (levering,) = warehouse.load(FEED)[FEED].nieuw
    assert levering.status == "afgekeurd"
    assert "hoger volgnummer" in str(levering.reden)
    assert [row["status"] for row in warehouse.leveringen()] == ["geladen", "afgekeurd"]
    assert warehouse.raw("ssd", "uitkeringen") == raw


def test_a_changed_file_of_the_same_size_and_time_is_noticed(warehouse: Warehouse):
    path = warehouse.deliver("ssd", FIRST, ssd(1))
    warehouse.load(FEED)
    times = path.stat()
    path.write_bytes(ssd(1).replace(b"U1;", b"U9;"))
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert [levering.status for levering in warehouse.load(FEED)[FEED].nieuw] == ["afgekeurd"]


def test_the_first_content_put_back_is_the_delivery_that_was_loaded(warehouse: Warehouse):
    for content in (ssd(1), ssd(1, 2), ssd(1)):
        warehouse.deliver("ssd", FIRST, content)
        warehouse.load(FEED)
    assert sorted(row["status"] for row in warehouse.leveringen()) == ["afgekeurd", "geladen"]


def test_a_correction_with_a_higher_volgnummer_is_loaded_beside_the_first(warehouse: Warehouse):
    warehouse.deliver("ssd", FIRST, ssd(1, 2))
    warehouse.load(FEED)
    warehouse.deliver("ssd", SECOND, ssd(1))
    warehouse.load(FEED)
    loaded = {row["volgnummer"]: row["rijen_geladen"] for row in warehouse.leveringen()}
    assert loaded == {1: 2, 2: 1}
    assert len(warehouse.raw("ssd", "uitkeringen")) == 3, "who knew what when needs both"


def test_a_broken_correction_leaves_the_sound_delivery_alone(warehouse: Warehouse):
    warehouse.deliver("ssd", FIRST, ssd(1, 2))
    warehouse.deliver("ssd", SECOND, b"")
    warehouse.load(FEED)
    assert (warehouse.levering(FIRST)["status"], warehouse.levering(SECOND)["status"]) == ("geladen", "afgekeurd")
    assert len(warehouse.raw("ssd", "uitkeringen")) == 2


def test_a_delivery_that_arrived_in_the_future_arrives_now(warehouse: Warehouse):
    warehouse.deliver("ssd", FIRST, ssd(1), arrived=NOW + timedelta(days=400))
    warehouse.load(FEED)
    assert warehouse.levering(FIRST)["ontvangen_op"] == NOW.replace(tzinfo=None)


@pytest.mark.parametrize(("days", "status"), [(0, "geladen"), (1, "afgekeurd")])
def test_a_peildatum_that_is_still_to_come_is_a_slip_in_the_name(warehouse: Warehouse, days: int, status: str):
    name = f"GM0153_uitkeringen_{NOW + timedelta(days=days):%Y%m%d}_01.csv"
    warehouse.deliver("ssd", name, ssd(1))
    warehouse.load(FEED)
    levering = warehouse.levering(name)
    assert levering["status"] == status
    assert status == "geladen" or "verbeter de bestandsnaam" in levering["reden"]


def test_an_upload_under_way_is_not_looked_at(warehouse: Warehouse):
    path = warehouse.deliver("ssd", f"{FIRST}.part", ssd(1)[:50])
    assert warehouse.load(FEED)[FEED].nieuw == []
    assert warehouse.controles() == []
    path.unlink()
    warehouse.deliver("ssd", FIRST, ssd(1))
    assert len(warehouse.load(FEED)[FEED].geladen) == 1


# --- Gidso's digest
# ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("digest", [None, " "], ids=["no file", "an empty file"])
def test_without_its_digest_a_delivery_of_gidso_waits(warehouse: Warehouse, digest: str | None):
    path = warehouse.deliver("gidso", GIDSO, maatregelen(1), digest=None)
    if digest is not None:
        path.with_name(f"{GIDSO}.sha256").touch()
    outcome = warehouse.load(GIDSO_FEED)[GIDSO_FEED]
    levering = warehouse.levering(GIDSO)
    assert ([w.bestandsnaam for w in outcome.wacht], outcome.nieuw) == ([GIDSO], [])
    assert (levering["status"], levering["rijen_gelezen"]) == ("wacht", 0)
    assert ".sha256 is er nog niet" in levering["reden"]
    assert warehouse.raw("gidso", "maatregelen") == []


def test_when_the_digest_arrives_the_delivery_is_loaded_and_no_longer_waits(warehouse: Warehouse):
    warehouse.deliver("gidso", GIDSO, maatregelen(1), digest=None)
    for _ in range(2):
        warehouse.load(GIDSO_FEED)
    warehouse.deliver("gidso", GIDSO, maatregelen(1))
    warehouse.load(GIDSO_FEED)
    assert warehouse.levering(GIDSO)["status"] == "geladen"


def test_a_file_that_is_still_growing_while_it_waits_is_loaded_as_it_ends(warehouse: Warehouse):
    warehouse.deliver("gidso", GIDSO, maatregelen(1)[:100], digest=None)
    warehouse.load(GIDSO_FEED)
    warehouse.deliver("gidso", GIDSO, maatregelen(1, 2))
    warehouse.load(GIDSO_FEED)
    assert warehouse.levering(GIDSO)["rijen_geladen"] == 2


def test_a_digest_in_capitals_is_the_same_digest(warehouse: Warehouse):
    content = maatregelen(1)
    warehouse.deliver("gidso", GIDSO, content, digest=ex.digest_line(GIDSO, content).upper())
    warehouse.load(GIDSO_FEED)
    assert warehouse.levering(GIDSO)["status"] == "geladen"
