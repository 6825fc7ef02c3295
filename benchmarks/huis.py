"""A warehouse and its landing for one case, and nights in it.

Belongs here: where a case lives, the environment that `dwh` gets, CBS's recorded answers. Does not belong here: which
nights make a case (`benchmarks.gevallen`).
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.landing import Opdracht, make_landing
from benchmarks.meten import Meting, command, folder_size, measure
from sources.cbs.recorded_service import RecordedService

_CBS = Path(__file__).parents[1] / "sources" / "cbs" / "demo"
_OWN_VARIABLES = ("DWH_", "DBT_", "DAGSTER_")
_KEY = "geen geheim: alles is verzonnen"
_VANDAAG = "2025-02-10"
_PUBLISHED = (0, 3)


@dataclass
class Huis:
    """A folder with a landing and a DWH_HOME of its own. `demo`: no landing is named, so the load makes its own."""

    map: Path
    cbs_url: str
    demo: bool = False
    nachten: list[Meting] = field(default_factory=list)

    @property
    def home(self) -> Path:
        return self.map / "home"

    @property
    def landing(self) -> Path:
        return self.map / "landing"

    def lever(self, **wat: object) -> list[Path]:
        """Put deliveries in the landing; the arguments are those of `Opdracht`."""
        return make_landing(Opdracht(self.landing, **wat))  # type: ignore[arg-type]

    def nacht(self) -> Meting:
        """One whole load in a process of its own. Raises `Mislukt` when nothing was published."""
        log = self.map / f"nacht{len(self.nachten)}.log"
        meting = measure(command("dwh", "nightly"), self.omgeving(), log, _PUBLISHED)
        self.nachten.append(meting)
        return meting

    def omgeving(self) -> dict[str, str]:
        """What the commands of the warehouse get to know."""
        clean = {name: value for name, value in os.environ.items() if not name.startswith(_OWN_VARIABLES)}
        clean |= {"DWH_HOME": str(self.home)}
        if not self.demo:
            clean |= {
                "DWH_LANDING": str(self.landing),
                "DWH_TODAY": _VANDAAG,
                "DWH_PSEUDONYM_KEY": _KEY,
                "DWH_CBS_URL": self.cbs_url,
            }
        return clean

    def grootte(self) -> int:
        """Bytes on disk, the landing left out."""
        return folder_size(self.home)

    def weg(self) -> None:
        """Clear the disk for the next case."""
        shutil.rmtree(self.map)


@contextmanager
def cbs() -> Iterator[str]:
    """CBS as the demo knows it, served by this process so that it is not measured."""
    with RecordedService(_CBS) as service:
        yield service.base_url
