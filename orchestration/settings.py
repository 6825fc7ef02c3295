"""Where the warehouse lives and what it believes, read from the environment when a command starts; never at import.

Belongs here: the `DWH_*` variables and the folders under `DWH_HOME`. `docs/operations.md` explains each to whoever sets
them.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from sources.whole_file import write_whole

PROJECT_ROOT = Path(__file__).resolve().parent.parent
CBS_URL = "https://datasets.cbs.nl/odata/v1/CBS"
DEMO_TODAY = date(2025, 2, 10)
"""The day on which the demo takes place: the deliveries of 2024 are in, and nothing is late yet."""

_DEMO_KEY = b"demo: dit is geen geheim, want de demo kent geen echte personen"


class InstellingFout(ValueError):
    """The environment does not allow a load; the message says what to set."""


@dataclass(frozen=True)
class Settings:
    """One warehouse. `demo` is true when no landing was named, and then everything in it is made up."""

    home: Path
    landing: Path
    today: date
    key: bytes = field(repr=False)
    cbs_url: str | None
    demo: bool
    signaal: tuple[str, ...] = field(default=(), repr=False)
    """Where messages go, as addresses of Apprise; they hold passwords."""
    signaal_link: str | None = None
    """Where a message says to look, when not at the path of the dashboard."""

    @classmethod
    def from_env(cls, environ: Mapping[str, str] | None = None) -> Settings:
        """Raises `InstellingFout` when a variable is missing or unreadable."""
        env = os.environ if environ is None else environ
        home = home_from(env)
        demo = not env.get("DWH_LANDING")
        landing = home / "landing" if demo else Path(env["DWH_LANDING"]).resolve()
        return cls(
            home,
            landing,
            _today(env, demo=demo),
            _key(env, demo=demo),
            env.get("DWH_CBS_URL") or (None if demo else CBS_URL),
            demo,
            tuple(env.get("DWH_SIGNAAL", "").split()),
            env.get("DWH_SIGNAAL_LINK") or None,
        )

    @property
    def dashboard(self) -> Path:
        return self.published / "kwaliteit" / "index.html"

    @property
    def rapport(self) -> Path:
        return self.published / "rapport" / "index.html"

    @property
    def state(self) -> Path:
        return self.home / "state"

    @property
    def raw(self) -> Path:
        return self.home / "raw"

    @property
    def verslagen(self) -> Path:
        return self.state / "verslagen"

    @property
    def oogst(self) -> Path:
        return self.home / "oogst"

    @property
    def warehouse(self) -> Path:
        return self.home / "warehouse"

    @property
    def published(self) -> Path:
        return self.home / "published"

    @property
    def dagster_home(self) -> Path:
        return self.home / "dagster"

    def export(self) -> None:
        """Tell dbt and Dagster, which read the environment themselves, where they work. Neither phones home.

        The day is not told here: Dagster's daemon lives for weeks, and what it sets its runs inherit (`fix_today`).
        """
        self.warehouse.mkdir(parents=True, exist_ok=True)
        self.dagster_home.mkdir(parents=True, exist_ok=True)
        os.environ.update(
            DWH_HOME=str(self.home),
            DBT_TARGET_PATH=str(self.warehouse / "dbt"),
            DBT_LOG_PATH=str(self.warehouse / "dbt" / "logs"),
            DAGSTER_HOME=str(self.dagster_home),
            DO_NOT_TRACK="1",
            GX_ANALYTICS_ENABLED="false",
        )
        config = self.dagster_home / "dagster.yaml"
        if not config.exists():
            write_whole(config, (Path(__file__).parent / "dagster.yaml").read_text(encoding="utf-8"))

    def fix_today(self) -> None:
        """Tell this process, and the dbt it starts, which day it is: a run that passes midnight keeps its day."""
        os.environ["DWH_TODAY"] = self.today.isoformat()


def home_from(environ: Mapping[str, str] | None = None) -> Path:
    """Where everything stands; who only looks, or writes in the ledger, needs no more of the environment."""
    env = os.environ if environ is None else environ
    return Path(env.get("DWH_HOME") or "data").resolve()


def _today(env: Mapping[str, str], *, demo: bool) -> date:
    text = env.get("DWH_TODAY")
    if not text:
        return DEMO_TODAY if demo else date.today()  # noqa: DTZ011 - the municipality's own calendar day
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InstellingFout(f"DWH_TODAY is '{text}', maar hoort een datum te zijn (jjjj-mm-dd).") from None


def _key(env: Mapping[str, str], *, demo: bool) -> bytes:
    key = env.get("DWH_PSEUDONYM_KEY", "").encode()
    if key or demo:
        return key or _DEMO_KEY
    raise InstellingFout(
        "DWH_PSEUDONYM_KEY ontbreekt. Zonder geheime sleutel worden geen persoonsgegevens gelezen; zet haar in de "
        "omgeving (zie docs/privacy.md)."
    )
