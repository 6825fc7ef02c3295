"""Harvests as deliveries: names, versions, idempotence, and nothing left behind by one that broke."""

import hashlib
import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from sources.cbs.errors import CbsFout, CbsOnbereikbaar
from sources.cbs.harvest import modified_version, store_harvest
from sources.cbs.odata import Tabel
from sources.cbs.recorded_service import Storing

NACHT = datetime(2025, 3, 1, 2, 0, tzinfo=UTC)


@pytest.fixture
def doel(tmp_path: Path) -> Path:
    return tmp_path / "oogst" / "cbs"


def test_a_harvest_is_a_file_named_after_the_version_of_the_table(tabel, schrijf_tabel, serveer, doel):
    pad = store_harvest(tabel, serveer(schrijf_tabel()).base_url, doel, [], NACHT)
    assert pad == doel / "NL01_bevolking_20250201_01.jsonl"
    assert datetime.fromtimestamp(pad.stat().st_mtime, UTC) == NACHT
    kop, *regels = [json.loads(regel) for regel in pad.read_text(encoding="utf-8").splitlines()]
    assert kop == {
        "tabel": "99999NED",
        "titel": "Made up",
        "modified": "2025-02-01T00:00:00+01:00",
        "catalog": "CBS",
        "tabelstatus": "Regulier",
        "filter": tabel.filter,
        "kolommen": dict(tabel.kolommen),
        "synthetisch": False,
        "aantal": 3,
    }
    assert [regel["regio"] for regel in regels] == ["GM0000", "GM0001", "GM0002"]
    assert regels[0]["status"] == "Definitief"


def test_the_version_costs_one_small_request(tabel, schrijf_tabel, serveer):
    dienst = serveer(schrijf_tabel())
    assert modified_version(tabel, dienst.base_url) == date(2025, 2, 1)
    assert dienst.verzoeken == ["/99999NED/Properties"]


def test_a_second_night_loads_nothing_and_asks_no_observations(tabel, schrijf_tabel, serveer, doel):
    dienst = serveer(schrijf_tabel())
    eerste = store_harvest(tabel, dienst.base_url, doel, [], NACHT)
    assert eerste
    dienst.verzoeken.clear()
    assert store_harvest(tabel, dienst.base_url, doel, [eerste.name], NACHT + timedelta(days=1)) is None
    assert dienst.verzoeken == ["/99999NED/Properties"]
    assert [pad.name for pad in doel.iterdir()] == [eerste.name]


def test_a_harvest_that_the_ledger_has_not_seen_yet_is_not_fetched_again(tabel, schrijf_tabel, serveer, doel):
    dienst = serveer(schrijf_tabel())
    store_harvest(tabel, dienst.base_url, doel, [], NACHT)
    assert store_harvest(tabel, dienst.base_url, doel, [], NACHT) is None


def test_a_new_version_on_the_same_day_gets_the_next_volgnummer(tabel, schrijf_tabel, serveer, doel):
    dienst = serveer(schrijf_tabel())
    store_harvest(tabel, dienst.base_url, doel, [], NACHT)
    schrijf_tabel(modified="2025-02-01T06:30:00+01:00")
    tweede = store_harvest(tabel, dienst.base_url, doel, [], NACHT)
    assert tweede
    assert tweede.name == "NL01_bevolking_20250201_02.jsonl"
    assert store_harvest(tabel, dienst.base_url, doel, [], NACHT) is None


def test_a_new_version_on_another_day_starts_at_one(tabel, schrijf_tabel, serveer, doel):
    dienst = serveer(schrijf_tabel())
    store_harvest(tabel, dienst.base_url, doel, [], NACHT)
    schrijf_tabel(modified="2025-02-28T00:00:00+01:00")
    tweede = store_harvest(tabel, dienst.base_url, doel, [], NACHT)
    assert tweede
    assert tweede.name == "NL01_bevolking_20250228_01.jsonl"


@pytest.mark.parametrize("wat", ["filter", "kolommen"])
def test_another_question_about_the_same_version_is_another_harvest(tabel, schrijf_tabel, serveer, doel, wat):
    dienst = serveer(schrijf_tabel())
    store_harvest(tabel, dienst.base_url, doel, [], NACHT)
    minder = {veld: naam for veld, naam in tabel.kolommen.items() if veld != "ValueAttribute"}
    anders = {
        "filter": Tabel(tabel.feed, tabel.tabel, "RegioS eq 'GM0001'", tabel.kolommen),
        "kolommen": Tabel(tabel.feed, tabel.tabel, tabel.filter, minder),
    }[wat]
    tweede = store_harvest(anders, dienst.base_url, doel, [], NACHT)
    assert tweede
    assert tweede.name.endswith("_02.jsonl")
    # Back to the first question: the newest counts, so the first answer must come again as a newer delivery.
    derde = store_harvest(tabel, dienst.base_url, doel, [], NACHT)
    assert derde
    assert derde.name.endswith("_03.jsonl")


def test_a_volgnummer_that_was_delivered_before_is_never_given_out_again(tabel, schrijf_tabel, serveer, doel):
    dienst = serveer(schrijf_tabel())
    bekend = ["NL01_bevolking_20250201_07.jsonl", "NL01_bevolking_20240101_12.jsonl", "NL01_inkomen_20250201_30.jsonl"]
    pad = store_harvest(tabel, dienst.base_url, doel, bekend, NACHT)
    assert pad
    assert pad.name == "NL01_bevolking_20250201_08.jsonl"


def test_a_stored_harvest_that_became_unreadable_is_fetched_again_beside_it(tabel, schrijf_tabel, serveer, doel):
    dienst = serveer(schrijf_tabel())
    eerste = store_harvest(tabel, dienst.base_url, doel, [], NACHT)
    assert eerste
    eerste.write_bytes(b"\x00\x00")
    tweede = store_harvest(tabel, dienst.base_url, doel, [], NACHT)
    assert tweede
    assert tweede.name.endswith("_02.jsonl")


def test_volgnummers_have_two_digits_and_no_more(tabel, schrijf_tabel, serveer, doel):
    dienst = serveer(schrijf_tabel())
    with pytest.raises(CbsFout, match="99 oogsten"):
        store_harvest(tabel, dienst.base_url, doel, ["NL01_bevolking_20250201_99.jsonl"], NACHT)


def test_the_same_version_fetched_twice_is_the_same_file_to_the_byte(tabel, schrijf_tabel, serveer, tmp_path):
    dienst = serveer(schrijf_tabel())
    paden = [
        store_harvest(tabel, dienst.base_url, tmp_path / f"nacht{n}", [], NACHT + timedelta(days=n)) for n in (1, 2)
    ]
    digests = {hashlib.sha256(pad.read_bytes()).hexdigest() for pad in paden if pad}
    assert len(digests) == 1


def test_a_harvest_that_breaks_off_halfway_leaves_no_file_and_the_next_night_succeeds(
    tabel, schrijf_tabel, serveer, doel, wachtkamer
):
    dienst = serveer(schrijf_tabel(), paginagrootte=1)
    goed = Storing(status=200, onderdeel="Observations")
    dienst.storingen += [goed] + [Storing(afgebroken=True, onderdeel="Observations")] * 3
    with pytest.raises(CbsOnbereikbaar):
        store_harvest(tabel, dienst.base_url, doel, [], NACHT, geduld=wachtkamer.geduld)
    assert list(doel.iterdir()) == []
    assert store_harvest(tabel, dienst.base_url, doel, [], NACHT) == doel / "NL01_bevolking_20250201_01.jsonl"


def test_what_a_killed_run_left_behind_is_overwritten(tabel, schrijf_tabel, serveer, doel):
    doel.mkdir(parents=True)
    (doel / "NL01_bevolking_20250201_01.jsonl.part").write_bytes(b"x" * 100_000)
    pad = store_harvest(tabel, serveer(schrijf_tabel()).base_url, doel, [], NACHT)
    assert pad
    assert [p.name for p in doel.iterdir()] == [pad.name]
    assert b"xxx" not in pad.read_bytes()


def test_a_synthetic_table_says_so(tabel, schrijf_tabel, serveer, doel):
    pad = store_harvest(tabel, serveer(schrijf_tabel(catalog="SYNTHETISCH")).base_url, doel, [], NACHT)
    assert pad
    assert json.loads(pad.read_text().splitlines()[0])["synthetisch"] is True


def test_a_time_without_zone_is_utc(tabel, schrijf_tabel, serveer, doel):
    pad = store_harvest(tabel, serveer(schrijf_tabel()).base_url, doel, [], NACHT.replace(tzinfo=None))
    assert pad
    assert pad.stat().st_mtime == NACHT.timestamp()
