"""A landing of any size: which deliveries of which municipalities, and where they lie.

Belongs here: municipalities, feeds, days and how the rows are divided. Does not belong here: the files themselves
(`benchmarks.bestanden`).
"""

from __future__ import annotations

import calendar
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb

from benchmarks import overgenomen
from benchmarks.bestanden import place, write_delivery
from benchmarks.personen import AANTAL, make_persons
from benchmarks.regels import Vraag
from sources.contract import load_contracts
from sources.contract_model import Contract
from sources.iv3.demo_gemeenten import gemeenten_op
from sources.landing import DEMO_MARKER

TWAALF_FEEDS = (
    "ssd/uitkeringen",
    "ssd/voorzieningen",
    "ssd/inkomenstoeslagen",
    "gidso/voorzieningen",
    "gidso/maatregelen",
    "cimot/trajecten",
    "vis2/opvang",
    "kadera/verblijf",
    "leergeld/kinderen",
    "menzis/garantverzorgd",
    "iv3/iv3",
    "opgave/gmsd",
)
"""What a municipality delivers of itself in a year."""

PEILDATUM = date(2024, 12, 31)


@dataclass(frozen=True)
class Opdracht:
    """What to generate: `rijen` of every feed together, divided evenly over municipalities and days. `perioden` days go
    back from `peildatum`, `maanden` apart. `slecht` is the share of rows with a fault."""

    doel: Path
    rijen: int
    gemeenten: int = 1
    feeds: Sequence[str] = ("ssd/uitkeringen",)
    slecht: float = 0.0
    peildatum: date = PEILDATUM
    perioden: int = 1
    maanden: int = 12
    volgnummer: int = 1
    eerste_gemeente: int = 0
    """The place of the first municipality in the list of all."""


def make_landing(opdracht: Opdracht) -> list[Path]:
    """Write every delivery; what lies there already under the same name is replaced. Returns the files, sidecars left
    out. Raises ValueError for a feed or a number of municipalities that there is not."""
    by_name = {contract.sleutel: contract for contract in load_contracts()}
    unknown = [feed for feed in opdracht.feeds if feed not in by_name]
    if unknown:
        raise ValueError(f"no contract describes {', '.join(unknown)}")
    gemeenten = _gemeenten(opdracht)
    opdracht.doel.mkdir(parents=True, exist_ok=True)
    (opdracht.doel / DEMO_MARKER).touch()
    days = _days(opdracht)
    per_delivery = max(1, opdracht.rijen // (len(gemeenten) * len(opdracht.feeds) * len(days)))
    persons = min(AANTAL, max(1000, -(-per_delivery * len(gemeenten) * 4 // 12) * 4))
    written = []
    with duckdb.connect() as connection:
        make_persons(connection, persons)
        for number, (code, naam) in enumerate(gemeenten):
            for contract, day in _deliveries([by_name[feed] for feed in opdracht.feeds], days):
                path = _path(opdracht, contract, code, day)
                if contract.sleutel in overgenomen.FEEDS:
                    place(path, [overgenomen.content(contract.sleutel, code, naam, day)], day)
                else:
                    first = (opdracht.eerste_gemeente + number) * per_delivery % persons
                    write_delivery(
                        connection, Vraag(contract, code, day, per_delivery, opdracht.slecht, first, persons), path
                    )
                written.append(path)
    return written


def _gemeenten(opdracht: Opdracht) -> list[tuple[str, str]]:
    there = gemeenten_op(opdracht.peildatum)
    chosen = list(zip(there.codes, there.namen, strict=True))[opdracht.eerste_gemeente :][: opdracht.gemeenten]
    if len(chosen) < opdracht.gemeenten:
        raise ValueError(f"there are {len(there.codes)} municipalities, not {opdracht.gemeenten}")
    return chosen


def _days(opdracht: Opdracht) -> list[date]:
    """The last days of months, counted back."""
    days = []
    for back in range(opdracht.perioden):
        year, month = divmod(opdracht.peildatum.year * 12 + opdracht.peildatum.month - 1 - back * opdracht.maanden, 12)
        days.append(date(year, month + 1, calendar.monthrange(year, month + 1)[1]))
    return days[::-1]


def _deliveries(contracts: Sequence[Contract], days: Sequence[date]) -> Iterator[tuple[Contract, date]]:
    """A feed that has ended is delivered for the last time on its last day; one that did not exist yet is not."""
    for contract in contracts:
        last = contract.peildatum_tot_en_met
        yield from (
            (contract, day)
            for day in sorted({min(day, last) if last else day for day in days})
            if contract.peildatum_vanaf is None or day >= contract.peildatum_vanaf
        )


def _path(opdracht: Opdracht, contract: Contract, code: str, day: date) -> Path:
    name = f"{code}_{contract.feed}_{day:%Y%m%d}_{opdracht.volgnummer:02d}.{contract.layout.extensie}"
    return opdracht.doel / contract.bron / name
