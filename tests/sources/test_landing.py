"""What lies in the landing: which files are deliveries, and what is said of the others."""

from __future__ import annotations

import hashlib
import os
from datetime import UTC, date, datetime, timedelta, timezone
from typing import TYPE_CHECKING

import pytest

from sources.contract import load_contracts
from sources.landing import Bestand, Landing, check_sidecar, harvested, ontvangen_op, scan, sha256_of, vingerafdruk

if TYPE_CHECKING:
    from pathlib import Path

CONTRACTS = {contract.sleutel: contract for contract in load_contracts()}
NOW = datetime(2025, 6, 1, 2, 0, tzinfo=UTC)


def look(root: Path, *files: str) -> Landing:
    """The landing with these (empty) files in it."""
    for name in files:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    return scan(root, CONTRACTS.values())


def test_a_name_says_what_a_delivery_is(tmp_path: Path):
    (bestand,) = look(tmp_path, "ssd/GM0153_uitkeringen_20241231_02.csv").bestanden
    assert bestand == Bestand("ssd", "uitkeringen", "GM0153", date(2024, 12, 31), 2, tmp_path, "csv")
    assert (bestand.naam, bestand.extensie) == ("GM0153_uitkeringen_20241231_02.csv", "csv")
    assert bestand.levering_id("abcdef0123456789") == "ssd.uitkeringen.GM0153.20241231.02.abcdef01"


def test_every_feed_that_arrives_as_a_file_is_known(tmp_path: Path):
    names = [
        f"{c.bron}/GM0153_{c.feed}_20231231_01.{c.layout.extensie}"
        for c in CONTRACTS.values()
        if c.layout.formaat != "odata"
    ]
    landing = look(tmp_path, *names)
    assert len(landing.bestanden) == len(names) > 7
    assert landing.onbekend == ()


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("ssd/uitkeringen.csv", "<gemeentecode>_<feed>_<jjjjmmdd>_<volgnr>"),
        ("ssd/GM0153_uitkeringen_20241231.csv", "<gemeentecode>_<feed>_<jjjjmmdd>_<volgnr>"),
        ("ssd/GM0153_uitkeringen_20241231_1.csv", "<gemeentecode>_<feed>_<jjjjmmdd>_<volgnr>"),
        ("ssd/GM0153_uitkeringen_20241231_001.csv", "<gemeentecode>_<feed>_<jjjjmmdd>_<volgnr>"),
        ("ssd/gm0153_uitkeringen_20241231_01.csv", "<gemeentecode>_<feed>_<jjjjmmdd>_<volgnr>"),
        ("ssd/GM0153_Uitkeringen_20241231_01.csv", "<gemeentecode>_<feed>_<jjjjmmdd>_<volgnr>"),
        ("ssd/GM0153_uitkeringen_20241231_01.CSV", "<gemeentecode>_<feed>_<jjjjmmdd>_<volgnr>"),
        ("ssd/GM0153_uitkeringen_20241231_01.csv.zip", "<gemeentecode>_<feed>_<jjjjmmdd>_<volgnr>"),
        ("ssd/GM0153_uitkeringen_20241231_01 (kopie).csv", "<gemeentecode>_<feed>_<jjjjmmdd>_<volgnr>"),
        ("ssd/GM0153_uitkeringen_٢٠٢٤١٢٣١_01.csv", "<gemeentecode>_<feed>_<jjjjmmdd>_<volgnr>"),
        ("ssd/2024/GM0153_uitkeringen_20241231_01.csv", "<gemeentecode>_<feed>_<jjjjmmdd>_<volgnr>"),
        ("ssd/GM0153_uitkeringen_20241301_01.csv", "geen datum"),
        ("ssd/GM0153_uitkeringen_20230229_01.csv", "geen datum"),
        ("ssd/GM0153_uitkeringen_00000000_01.csv", "geen datum"),
        ("ssd/GM0153_uitkeringen_20241231_01.txt", "extensie van deze feed is .csv"),
        ("vis2/GM0153_opvang_20231231_01.xls", "extensie van deze feed is .xlsx"),
        (
            "ssd/GM0153_leerlingen_20241231_01.csv",
            "geen feed leerlingen; we kennen inkomenstoeslagen, uitkeringen, voorzieningen",
        ),
        ("gidso/GM0153_uitkeringen_20241231_01.csv", "geen feed uitkeringen; we kennen maatregelen, voorzieningen"),
        ("cbs/NL01_bevolking_20240601_01.jsonl", "wordt bij de bron zelf opgehaald"),
        (
            "kassa/GM0153_uitkeringen_20241231_01.csv",
            "geen bron heet zo; we kennen cbs, cimot, gidso, iv3, kadera, leergeld, menzis, opgave, pc, ssd, vis2",
        ),
        ("SSD/GM0153_uitkeringen_20241231_01.csv", "geen bron heet zo"),
        ("GM0153_uitkeringen_20241231_01.csv", "niet in de map van een bron"),
    ],
)
def test_what_is_no_delivery_is_reported_and_never_fatal(tmp_path: Path, name: str, says: str):
    landing = look(tmp_path, name)
    assert landing.bestanden == ()
    (onbekend,) = landing.onbekend
    assert says in onbekend.reden
    assert onbekend.pad.rstrip("/") in name


@pytest.mark.parametrize(
    "name",
    [
        "ssd/GM0153_uitkeringen_20241231_01.csv.part", "ssd/GM0153_uitkeringen_20241231_01.part",
            "ssd/GM0153_uitkeringen_20241231_01.csv.tmp",
        "ssd/GM0153_uitkeringen_20241231_01.csv.PART", "ssd/.GM0153_uitkeringen_20241231_01.csv", ".uploads/x.csv",
            "ssd.tmp/x.csv", ".DS_Store",
        "ssd/.~lock.x#",
    ],
)  # fmt: skip
def test_an_upload_under_way_is_not_looked_at(tmp_path: Path, name: str):
    assert look(tmp_path, name) == Landing((), (), False)


def test_a_file_with_a_digest_belongs_to_another_and_is_no_delivery(tmp_path: Path):
    landing = look(
        tmp_path, "gidso/GM0153_maatregelen_20241231_01.csv", "gidso/GM0153_maatregelen_20241231_01.csv.sha256"
    )
    assert len(landing.bestanden) == 1
    assert landing.onbekend == ()


def test_a_missing_landing_is_an_empty_one(tmp_path: Path):
    assert scan(tmp_path / "nergens", CONTRACTS.values()) == Landing((), (), False)


def test_a_name_that_is_no_text_is_reported_in_a_way_that_can_be_written_down(tmp_path: Path):
    folder = tmp_path / "ssd"
    folder.mkdir()
    (folder / os.fsdecode(b"uitkeringen caf\xe9.csv")).touch()
    (onbekend,) = scan(tmp_path, CONTRACTS.values()).onbekend
    assert onbekend.pad == "ssd/uitkeringen caf\\xe9.csv"
    onbekend.pad.encode("utf-8")


def test_a_name_cannot_begin_a_line_of_its_own_or_reach_a_terminal(tmp_path: Path):
    (onbekend,) = look(tmp_path, "ssd/kwaad\nStatus 0.\x1b[2J\u202e.csv").onbekend
    assert onbekend.pad == "ssd/kwaad�Status 0.�[2J�.csv"


@pytest.mark.parametrize(
    "name",
    ["ssd/brief 990000047.pdf", "990000047.csv", "dossier 990000047/x.csv", "ssd/GM0153_990000047_20241231_01.csv"],
)
def test_somebodys_number_in_a_name_is_not_repeated(tmp_path: Path, name: str):
    (onbekend,) = look(tmp_path, name).onbekend
    assert "990000047" not in onbekend.pad + onbekend.reden
    assert "…" in onbekend.pad


def test_deliveries_of_a_feed_come_in_the_order_in_which_they_count(tmp_path: Path):
    landing = look(
        tmp_path,
        "ssd/GM0153_uitkeringen_20241231_10.csv",
        "ssd/GM0153_uitkeringen_20241231_02.csv",
        "ssd/GM0153_uitkeringen_20240630_11.csv",
        "ssd/GM0141_uitkeringen_20251231_01.csv",
        "ssd/GM0153_voorzieningen_20241231_01.csv",
    )
    found = [
        (b.gemeente_code, f"{b.peildatum:%Y%m%d}", b.volgnummer) for b in landing.van(CONTRACTS["ssd/uitkeringen"])
    ]
    assert found == [
        ("GM0141", "20251231", 1),
        ("GM0153", "20240630", 11),
        ("GM0153", "20241231", 2),
        ("GM0153", "20241231", 10),
    ]


def test_a_demo_landing_says_so(tmp_path: Path):
    assert not look(tmp_path, "ssd/GM0153_uitkeringen_20241231_01.csv").synthetisch
    assert look(tmp_path, ".synthetisch").synthetisch


def test_stored_harvests_are_found_by_feed_and_anything_else_is_passed_over(tmp_path: Path):
    look(
        tmp_path,
        "cbs/NL01_bevolking_20240601_02.jsonl",
        "cbs/NL01_bevolking_20240601_01.jsonl",
        "cbs/NL01_inkomen_20240601_01.jsonl",
        "cbs/NL01_bevolking_20241301_01.jsonl",
        "cbs/NL01_bevolking_20240601_03.jsonl.part",
        "cbs/bevolking.jsonl",
    )
    assert [b.volgnummer for b in harvested(tmp_path, [CONTRACTS["cbs/bevolking"]])] == [1, 2]
    assert harvested(tmp_path / "nergens", CONTRACTS.values()) == ()


# --- arrival, digest and fingerprint
# -------------------------------------------------------------------------------------


def arrived(path: Path, moment: datetime) -> Path:
    path.touch()
    os.utime(path, (moment.timestamp(), moment.timestamp()))
    return path


@pytest.mark.parametrize(
    ("mtime", "expected"),
    [
        (NOW - timedelta(days=2, microseconds=7), datetime(2025, 5, 30, 1, 59, 59, 999993)),
        (NOW, datetime(2025, 6, 1, 2, 0)),
        (NOW + timedelta(days=2), datetime(2025, 6, 1, 2, 0)),
        (datetime(2025, 1, 1, 1, tzinfo=timezone(timedelta(hours=1))), datetime(2025, 1, 1)),
    ],
    ids=["before", "now", "in the future", "in another time zone"],
)
def test_a_file_arrived_when_it_was_modified_but_never_later_than_now(
    tmp_path: Path, mtime: datetime, expected: datetime
):
    assert ontvangen_op(arrived(tmp_path / "a", mtime), NOW) == expected
    assert ontvangen_op(tmp_path / "a", NOW.astimezone(timezone(timedelta(hours=2)))) == expected


def test_a_fingerprint_changes_with_the_content_and_with_the_times(tmp_path: Path):
    path = tmp_path / "a"
    path.write_bytes(b"abc")
    before = vingerafdruk(path)
    assert vingerafdruk(path) == before
    path.write_bytes(b"abcd")
    assert vingerafdruk(path) != before


def test_the_digest_is_that_of_the_content(tmp_path: Path):
    path = tmp_path / "a"
    path.write_bytes(b"abc" * 100_000)
    assert sha256_of(path) == hashlib.sha256(b"abc" * 100_000).hexdigest()


DIGEST = hashlib.sha256(b"abc").hexdigest()


@pytest.mark.parametrize(
    "text", [f"{DIGEST}  a.csv\n", f"{DIGEST} *a.csv\r\n", DIGEST, f"{DIGEST.upper()}  a.csv", f"\n{DIGEST}"]
)
def test_a_digest_that_agrees_is_accepted_in_all_its_spellings(tmp_path: Path, text: str):
    (tmp_path / "a.csv.sha256").write_text(text)
    sidecar = check_sidecar(tmp_path / "a.csv", DIGEST)
    assert (sidecar.aanwezig, sidecar.fout) == (True, None)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (DIGEST.replace("b", "c", 1).encode(), "andere inhoud"),
        (DIGEST[:-1].encode(), "geen sha256"),
        (b"   \n", "geen sha256"),
        (f"{DIGEST}  a.csv".encode("utf-16"), "geen sha256"),
        (b"\xff\xfe\x00", "geen sha256"),
    ],
)
def test_a_digest_that_does_not_agree_is_a_fault_and_says_what_to_do(tmp_path: Path, content: bytes, says: str):
    (tmp_path / "a.csv.sha256").write_bytes(content)
    sidecar = check_sidecar(tmp_path / "a.csv", DIGEST)
    assert sidecar.aanwezig
    assert says in str(sidecar.fout)
    assert "opnieuw" in str(sidecar.fout)


def test_a_digest_that_is_not_there_or_still_empty_is_not_there_yet(tmp_path: Path):
    assert not check_sidecar(tmp_path / "a.csv", DIGEST).aanwezig
    (tmp_path / "a.csv.sha256").touch()
    assert not check_sidecar(tmp_path / "a.csv", DIGEST).aanwezig
