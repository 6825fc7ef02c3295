"""A landing that goes away, and files that change or disappear while they are read: nothing of them is entered by half, and
the next load that finds them whole loads them."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from expectations.keuring import Keurmeester
from tests.support import extracts as ex
from tests.support.warehouse import Warehouse

FIRST, SECOND = "GM0153_uitkeringen_20231231_01.csv", "GM0153_uitkeringen_20241231_01.csv"
FEED = "ssd/uitkeringen"
SOUND = ex.ssd([ex.ssd_row("uitkeringen", 1)], "uitkeringen")
OTHER = ex.ssd([ex.ssd_row("uitkeringen", n) for n in (1, 2)], "uitkeringen")


@pytest.fixture
def while_reading(warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], object]], None]:
    """Let something happen after a delivery was judged and before the load looks at its file again; once."""
    judge = Keurmeester.keur
    happen: list[Callable[[], object]] = []

    def and_then(*arguments: object, **named: object) -> object:
        found = judge(*arguments, **named)  # type: ignore[arg-type]
        while happen:
            happen.pop()()
        return found

    monkeypatch.setattr(Keurmeester, "keur", and_then)
    return happen.append


class TestAFileThatChangesWhileItIsRead:
    def test_it_waits_and_nothing_of_it_is_kept(
        self, warehouse: Warehouse, while_reading: Callable[[Callable[[], object]], None]
    ):
        path = warehouse.deliver("ssd", SECOND, SOUND)
        while_reading(lambda: path.write_bytes(OTHER))
        warehouse.load(FEED)
        assert warehouse.levering(SECOND)["status"] == "wacht"
        assert "veranderde terwijl het gelezen werd" in warehouse.levering(SECOND)["reden"]
        assert warehouse.raw("ssd", "uitkeringen") == []

    def test_the_next_load_reads_what_it_became(
        self, warehouse: Warehouse, while_reading: Callable[[Callable[[], object]], None]
    ):
        path = warehouse.deliver("ssd", SECOND, SOUND)
        while_reading(lambda: path.write_bytes(OTHER))
        warehouse.load(FEED)
        warehouse.load(FEED)
        assert warehouse.levering(SECOND)["status"] == "geladen"
        assert len(warehouse.raw("ssd", "uitkeringen")) == 2


class TestAFileThatDisappears:
    def test_while_it_is_read_nothing_of_it_is_kept_and_the_load_says_so(
        self, warehouse: Warehouse, while_reading: Callable[[Callable[[], object]], None]
    ):
        path = warehouse.deliver("ssd", SECOND, SOUND)
        while_reading(path.unlink)
        uitslag = warehouse.load(FEED)[FEED]
        assert uitslag.mislukt == [SECOND]
        assert f"{SECOND}: Een bestand of map is verdwenen" in (uitslag.controles[0].reden or "")
        assert uitslag.controles[0].ernst == "fataal"
        assert warehouse.leveringen() == []
        assert warehouse.raw("ssd", "uitkeringen") == []

    def test_put_back_it_is_loaded(self, warehouse: Warehouse, while_reading: Callable[[Callable[[], object]], None]):
        path = warehouse.deliver("ssd", SECOND, SOUND)
        while_reading(path.unlink)
        warehouse.load(FEED)
        warehouse.deliver("ssd", SECOND, SOUND)
        warehouse.load(FEED)
        assert warehouse.levering(SECOND)["status"] == "geladen"

    def test_with_other_content_only_that_counts(
        self, warehouse: Warehouse, while_reading: Callable[[Callable[[], object]], None]
    ):
        path = warehouse.deliver("ssd", SECOND, SOUND)
        while_reading(path.unlink)
        warehouse.load(FEED)
        warehouse.deliver("ssd", SECOND, OTHER)
        warehouse.load(FEED)
        assert len(warehouse.raw("ssd", "uitkeringen")) == 2


class TestALandingThatVanishesHalfWay:
    def test_what_was_read_stays_and_every_file_that_was_not_is_named(
        self, warehouse: Warehouse, while_reading: Callable[[Callable[[], object]], None]
    ):
        warehouse.deliver("ssd", FIRST, SOUND)
        warehouse.deliver("ssd", SECOND, SOUND)
        aside = warehouse.home / "aside"

        def unmount() -> None:
            path = warehouse.landing / "ssd" / FIRST
            assert path.exists()
            warehouse.landing.rename(aside)

        while_reading(unmount)
        uitslag = warehouse.load(FEED)[FEED]
        assert uitslag.mislukt == [FIRST, SECOND], "the first can no longer be told from one that changed"
        assert all("verdwenen" in (check.reden or "") for check in uitslag.controles)
        aside.rename(warehouse.landing)
        warehouse.load(FEED)
        assert [row["status"] for row in warehouse.leveringen()] == ["geladen", "geladen"]

    def test_deliveries_that_were_loaded_before_are_not_missed(self, warehouse: Warehouse):
        warehouse.deliver("ssd", FIRST, SOUND)
        warehouse.load(FEED)
        shutil.rmtree(warehouse.landing)
        uitslag = warehouse.load(FEED)[FEED]
        assert (uitslag.mislukt, uitslag.controles) == ([], [])
        assert warehouse.levering(FIRST)["status"] == "geladen"


def test_a_folder_of_the_landing_that_cannot_be_read_is_told_and_stops_no_other(
    warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch
):
    warehouse.deliver("leergeld", "GM0153_kinderen_20241231_01.csv", ex.leergeld([ex.leergeld_row(1)]))
    warehouse.deliver("ssd", SECOND, SOUND)
    listing = Path.iterdir

    def refuse(folder: Path) -> object:
        if folder.name == "ssd":
            raise PermissionError(13, "Permission denied", str(folder))
        return listing(folder)

    monkeypatch.setattr(Path, "iterdir", refuse)
    warehouse.load(FEED, "leergeld/kinderen")
    assert [row["bestandsnaam"] for row in warehouse.leveringen()] == ["GM0153_kinderen_20241231_01.csv"]
    (told,) = warehouse.failed()
    assert told["ernst"] == "fataal"
    assert told["reden"].startswith("ssd/: ")
    assert "kan niet worden gelezen" in told["reden"]
