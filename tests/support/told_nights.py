"""A night that tells its channels of itself, with a set made up for it.

Belongs here: what such nights have in common. Does not belong here: the channels (`tests.support.channels`).
"""

from __future__ import annotations

from pathlib import Path

from orchestration.settings import Settings

KAPOT = {
    "status": "kapot",
    "reden": "De nieuwste levering (b.csv) is afgekeurd: Het is afgekapt.",
    "advies": "Stuur dit door aan werk@gemeente.example.",
}
REJECTED = {"levering_id": "b", "status": "afgekeurd", "bestandsnaam": "b.csv", "reden": "Het is afgekapt."}


def settings_of(home: Path, *urls: str, **variables: str) -> Settings:
    """The settings of a warehouse that tells these addresses."""
    (home / "landing").mkdir(parents=True, exist_ok=True)
    return Settings.from_env({"DWH_HOME": str(home), "DWH_SIGNAAL": " ".join(urls)} | variables)
