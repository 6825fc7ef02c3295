"""A made-up CBS table on a local service: what the connector's tests ask."""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from sources.cbs.odata import Geduld, Tabel
from sources.cbs.recorded_service import RecordedService

NU = datetime(2025, 3, 1, 2, 0, tzinfo=UTC)
KOLOMMEN = {
    "Measure": "measure",
    "ValueAttribute": "value_attribute",
    "Value": "value",
    "RegioS": "regio",
    "Perioden": "periode",
}


@dataclass
class Wachtkamer:
    """Notes how long a client would have slept, and does not sleep."""

    gewacht: list[float] = field(default_factory=list)
    timeout: float = 5.0

    @property
    def geduld(self) -> Geduld:
        return Geduld(pogingen=3, timeout=(self.timeout, self.timeout), slaap=self.gewacht.append, klok=lambda: NU)


@pytest.fixture
def wachtkamer() -> Wachtkamer:
    return Wachtkamer()


@pytest.fixture
def tabel() -> Tabel:
    return Tabel("bevolking", "99999NED", "startswith(RegioS,'GM')", KOLOMMEN)


@pytest.fixture
def schrijf_tabel(tmp_path: Path) -> Callable[..., Path]:
    """Writes the table 99999NED as a recording; returns the folder to serve. Call again for a next version."""

    def schrijf(
        rijen: list[dict[str, Any]] | None = None,
        statussen: Mapping[str, str] | None = None,
        modified: str = "2025-02-01T00:00:00+01:00",
        catalog: str = "CBS",
    ) -> Path:
        opname = tmp_path / "opname"
        map_ = opname / "99999NED"
        map_.mkdir(parents=True, exist_ok=True)
        statussen = statussen or {"2024JJ00": "Definitief"}
        inhoud: dict[str, dict[str, Any]] = {
            "properties": {"Title": "Made up", "Modified": modified, "Catalog": catalog, "Status": "Regulier"},
            "dimensions": {"value": [{"Identifier": "RegioS"}, {"Identifier": "Perioden"}]},
            "codes-Perioden": {"value": [{"Identifier": code, "Status": s} for code, s in statussen.items()]},
            "observations-page-1": {"value": genummerd(drie_rijen() if rijen is None else rijen)},
        }
        for naam, document in inhoud.items():
            (map_ / f"{naam}.json").write_text(json.dumps(document), encoding="utf-8")
        return opname

    return schrijf


@pytest.fixture
def rij() -> Callable[..., dict[str, Any]]:
    """One observation as on the wire."""
    return een_rij


def een_rij(**anders: Any) -> dict[str, Any]:
    gewoon = {"Id": 0, "Measure": "M1", "ValueAttribute": "None", "Value": 10, "StringValue": None}
    return {**gewoon, "RegioS": "GM0153", "Perioden": "2024JJ00", **anders}


def genummerd(rijen: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """As CBS numbers them: each observation of a table has an Id of its own."""
    return [{**rij, "Id": nummer} for nummer, rij in enumerate(rijen)]


def drie_rijen() -> list[dict[str, Any]]:
    return [een_rij(RegioS=f"GM000{nummer}", Value=nummer) for nummer in range(3)]


@pytest.fixture
def serveer() -> Iterator[Callable[..., RecordedService]]:
    """Starts a service on a folder; stopped when the test ends."""
    with ExitStack() as open_diensten:
        yield lambda map_, **keuze: open_diensten.enter_context(RecordedService(map_, **keuze))
