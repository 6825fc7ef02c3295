"""Small deliveries are judged beside each other; what follows from them is the same as one after the other."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from expectations import gekeurd
from tests.support import extracts as ex

if TYPE_CHECKING:
    from sources.contract_model import Contract
    from sources.landing import Bestand
    from sources.reading.result import Inhoud
    from tests.support.warehouse import Warehouse

FEED = "ssd/uitkeringen"
DAYS = [f"2024{month:02d}28" for month in range(1, 13)]


@pytest.fixture
def names(warehouse: Warehouse) -> list[str]:
    """A dozen deliveries; one has a row with a fault, one is no delivery at all."""
    found = [f"GM0153_uitkeringen_{day}_01.csv" for day in DAYS]
    for number, name in enumerate(found):
        rows = [ex.ssd_row("uitkeringen", n) for n in range(1, number + 2)]
        warehouse.deliver("ssd", name, ex.ssd(rows))
    warehouse.deliver("ssd", found[4], ex.ssd([ex.ssd_row("uitkeringen", 1), ex.ssd_row("uitkeringen", 1)]))
    warehouse.deliver("ssd", found[7], b"")
    return found


def outcome(warehouse: Warehouse) -> list[tuple[object, ...]]:
    columns = ("bestandsnaam", "status", "reden", "rijen_gelezen", "rijen_geladen", "rijen_quarantaine")
    return [tuple(row[column] for column in columns) for row in warehouse.leveringen()]


class _Seen:
    """On which threads deliveries are read."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.threads: dict[str, str] = {}
        self._read = gekeurd.read_delivery
        monkeypatch.setattr(gekeurd, "read_delivery", self)

    def __call__(self, contract: Contract, bestand: Bestand) -> Inhoud:
        self.threads[bestand.naam] = threading.current_thread().name
        return self._read(contract, bestand)


def test_beside_each_other_comes_to_the_same_as_one_after_the_other(
    warehouse: Warehouse, names: list[str], monkeypatch: pytest.MonkeyPatch
):
    with monkeypatch.context() as patch:
        seen = _Seen(patch)
        found = warehouse.load(FEED)[FEED]
        assert {name.rpartition("_")[0] for name in seen.threads.values()} == {"keuring"}
    together, raw = outcome(warehouse), warehouse.raw("ssd", "uitkeringen")
    assert [levering.bestandsnaam for levering in found.nieuw] == names, "the ledger has them in the order of the files"
    assert {row[1] for row in together} == {"geladen", "afgekeurd"}

    alone = type(warehouse)(warehouse.home / "alone", warehouse.keurmeester)
    for name in names:
        alone.deliver("ssd", name, (warehouse.landing / "ssd" / name).read_bytes())
    monkeypatch.setattr("expectations.loading.SEVERAL", 1000)
    alone.load(FEED)
    assert outcome(alone) == together
    assert alone.raw("ssd", "uitkeringen") == raw


def test_a_large_delivery_is_judged_by_itself_and_keeps_its_turn(
    warehouse: Warehouse, names: list[str], monkeypatch: pytest.MonkeyPatch
):
    large = warehouse.landing / "ssd" / names[5]
    monkeypatch.setattr("expectations.loading.SMALL", large.stat().st_size - 1)
    seen = _Seen(monkeypatch)
    found = warehouse.load(FEED)[FEED]
    own = {name for name, thread in seen.threads.items() if not thread.startswith("keuring")}
    assert names[5] in own
    assert names[0] not in own
    assert [levering.bestandsnaam for levering in found.nieuw] == names


def test_an_error_on_one_of_the_threads_is_that_delivery_s_and_leaves_nothing_of_it_behind(
    warehouse: Warehouse, names: list[str], monkeypatch: pytest.MonkeyPatch
):
    read = gekeurd.read_delivery

    def clumsy(contract: Contract, bestand: Bestand) -> Inhoud:
        if bestand.naam == names[2]:
            raise RuntimeError("no")
        return read(contract, bestand)

    with monkeypatch.context() as patch:
        patch.setattr(gekeurd, "read_delivery", clumsy)
        found = warehouse.load(FEED)[FEED]
    assert found.mislukt == [names[2]]
    assert [levering.bestandsnaam for levering in found.nieuw] == [name for name in names if name != names[2]]
    assert [levering.bestandsnaam for levering in warehouse.load(FEED)[FEED].nieuw] == [names[2]]


def test_what_was_judged_and_not_concluded_when_a_load_ends_is_judged_again(
    warehouse: Warehouse, names: list[str], monkeypatch: pytest.MonkeyPatch
):
    class Ended(BaseException):
        pass

    def end(*_: object) -> None:
        raise Ended

    with monkeypatch.context() as patch:
        patch.setattr("expectations.loading._Feedlading._conclude", end)
        with pytest.raises(Ended):
            warehouse.load(FEED)
    assert len(warehouse.load(FEED)[FEED].nieuw) == len(names)
