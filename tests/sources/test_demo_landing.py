"""Writing the demo's landing: the same every time, never among real extracts, and finished when it was cut off."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sources.demo.generate import LEVERINGEN, LandingInGebruikError, write_demo_landing

KADERA = 6 + 1  # one a year, and one halfway 2023
LEERGELD = 6
OPGAVE = 25 + 14  # of the partners of Enschede, and of those of Twenterand
PC = 2 + 2 + 3 + 3 + 5  # targets, figures and actions of four documents, two without actions; five with budget lines
IV3 = 2 * 3 + 3  # three reports of two municipalities, and CBS's tables of all
OP_EIGEN_TIJD = {("iv3", "jaarrekening"), ("iv3", "lasten"), ("pc", "begrotingsregels")}  # long after the year


def _alles(folder: Path) -> dict[str, tuple[bytes, int]]:
    """Every file but the marker: content and time of arrival."""
    paden = [p for p in folder.rglob("*") if p.is_file() and p.name != ".synthetisch"]
    return {str(p.relative_to(folder)): (p.read_bytes(), p.stat().st_mtime_ns) for p in paden}


def test_the_landing_says_that_it_is_synthetic(landing: Path) -> None:
    assert "synthetisch" in (landing / ".synthetisch").read_text(encoding="utf-8")


def test_every_feed_has_a_delivery_for_every_year_and_one_has_a_correction(landing: Path) -> None:
    namen = {f"{p.parent.name}/{p.name}" for p in (levering.pad(landing) for levering in LEVERINGEN)}

    van_systemen = 3 * 6 + 2 * 6 + 1 + 5 + 1 + 6
    assert len(namen) == len(LEVERINGEN) == van_systemen + KADERA + LEERGELD + OPGAVE + PC + IV3
    assert {n for n in namen if "_02." in n} == {"gidso/GM0153_voorzieningen_20231231_02.csv"}
    assert {n for n in namen if n.startswith("cimot")} == {"cimot/GM0153_trajecten_20241231_01.txt"}
    assert sorted(n[19:23] for n in namen if n.startswith("vis2")) == ["2019", "2020", "2021", "2022", "2023"]
    assert set(_alles(landing)) == namen | {f"{n}.sha256" for n in namen if n.startswith("gidso")}


def test_the_demo_is_the_same_to_the_byte_and_to_the_second(landing: Path, tmp_path: Path) -> None:
    write_demo_landing(tmp_path)

    assert _alles(tmp_path) == _alles(landing)


def test_deliveries_arrive_after_their_peildatum_before_the_demos_day_and_no_two_sources_at_once(landing: Path) -> None:
    momenten: dict[datetime, str] = {}
    for levering in LEVERINGEN:
        moment = datetime.fromtimestamp(levering.pad(landing).stat().st_mtime, tz=UTC)
        laat = 300 if (levering.bron, levering.feed) in OP_EIGEN_TIJD else 120
        assert 9 <= (moment.date() - levering.peildatum).days <= laat
        assert moment < datetime(2025, 2, 8, tzinfo=UTC)
        assert moment.hour == 6
        assert momenten.setdefault(moment, levering.bron) == levering.bron


def test_a_delivery_names_its_municipality(landing: Path) -> None:
    gemeenten = {levering.gemeente: set() for levering in LEVERINGEN}
    for levering in LEVERINGEN:
        gemeenten[levering.gemeente].add(levering.bron)
        assert levering.pad(landing).name.startswith(f"{levering.gemeente}_{levering.feed}_")

    assert gemeenten["GM1700"] == {"opgave", "pc", "iv3"}
    assert gemeenten["NL01"] == {"iv3"}
    assert set(gemeenten) == {"GM0153", "GM1700", "NL01"}


def test_writing_again_changes_nothing(landing: Path, tmp_path: Path) -> None:
    map_ = Path(shutil.copytree(landing, tmp_path / "landing"))

    def sporen() -> dict[Path, tuple[int, int, int]]:
        return {p: (p.stat().st_mtime_ns, p.stat().st_ctime_ns, p.stat().st_ino) for p in map_.rglob("*")}

    voor = sporen()

    geschreven = write_demo_landing(map_)

    assert sporen() == voor
    assert geschreven == [levering.pad(map_) for levering in LEVERINGEN]


def test_a_landing_that_was_cut_off_is_completed(landing: Path, tmp_path: Path) -> None:
    map_ = Path(shutil.copytree(landing, tmp_path / "landing"))
    (map_ / "ssd" / "GM0153_uitkeringen_20211231_01.csv").unlink()
    (map_ / "gidso" / "GM0153_maatregelen_20221231_01.csv.sha256").unlink()

    write_demo_landing(map_)

    assert _alles(map_) == _alles(landing)


def test_the_demo_is_not_written_among_real_extracts(tmp_path: Path) -> None:
    echt = tmp_path / "ssd" / "GM0153_uitkeringen_20251231_01.csv"
    echt.parent.mkdir()
    echt.write_text("een echt extract", encoding="utf-8")

    with pytest.raises(LandingInGebruikError, match="de demo wordt hier niet geschreven"):
        write_demo_landing(tmp_path)

    assert [p for p in tmp_path.rglob("*") if p.is_file()] == [echt]
