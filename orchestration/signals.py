"""One message after a load, to each channel, of what changed since that channel last accepted one.

Belongs here: what was told to whom (`state/gemeld.json`) and that two processes do not tell the same. Does not belong
here: how things stand (`orchestration.signal_state`), what of it is news and in which words (`reporting`), or how it is
sent (`orchestration.signal_channels`).

A channel that was never told anything is told once how things stand, also when all is well: a channel is silent most
nights, and only a first message tells silence from a wrong address.
"""

from __future__ import annotations

import fcntl
import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from orchestration.afloop import Afloop
from orchestration.publication import read_manifest
from orchestration.settings import Settings
from orchestration.signal_channels import kanalen
from orchestration.signal_state import how_things_stand
from reporting.message import Herkomst, message, trial
from reporting.news import Gemeld, Herinnering, news, to_remember
from reporting.set_parts import QUALITY_PAGES
from sources.whole_file import write_whole

log = logging.getLogger("dwh.signaal")


def tell(settings: Settings, afloop: Afloop) -> list[str]:
    """Tell every channel what is news to it; the sentences for people about messages that did not arrive.

    A channel that did not accept its message gets it after the next load, with what came on top. Whatever goes wrong
    here, the load stands.
    """
    if not settings.signaal:
        return []
    try:
        with _one_at_a_time(settings.state):
            return _tell(settings, afloop)
    except Exception as fault:  # noqa: BLE001 - the boundary: what was published may be of any version, and the load stands
        return [f"Het bericht over deze lading kon niet worden gemaakt ({type(fault).__name__})."]


def try_out(settings: Settings) -> list[tuple[str, bool]]:
    """Send a trial message to every channel; per channel what it is called and whether it accepted the message."""
    bericht = trial(_origin(settings, "proef"))
    return [(str(kanaal), kanaal.send(bericht)) for kanaal in kanalen(settings.signaal)]


def _tell(settings: Settings, afloop: Afloop) -> list[str]:
    stand = how_things_stand(settings, afloop)
    path = settings.state / "gemeld.json"
    told = _read(path)
    unsent = []
    for kanaal in kanalen(settings.signaal):
        name = kanaal.fingerprint(settings.key)
        found = news(told.get(name), stand)
        if not found.is_er:
            continue
        if kanaal.send(message(found, _origin(settings, afloop.run_id))):
            told[name] = to_remember(stand)
            _write(path, told)
            log.info("bericht verstuurd (%s)", kanaal)
        else:
            unsent.append(
                f"Het bericht over deze lading kon niet worden verstuurd ({kanaal}); de volgende lading probeert het "
                "weer."
            )
    return unsent


def _origin(settings: Settings, run_id: str) -> Herkomst:
    manifest = read_manifest(settings.published)
    synthetic = settings.demo or bool(manifest and manifest["synthetisch"])
    return Herkomst(run_id, settings.today, _where_to_look(settings, manifest), synthetic)


def _where_to_look(settings: Settings, manifest: dict[str, Any] | None) -> str:
    """The dashboard, or the set that it should have been in when its pages could not be made."""
    if manifest and QUALITY_PAGES in manifest["niet_gebouwd"]:
        return str(settings.published / "marts.duckdb")
    return settings.signaal_link or str(settings.dashboard)


def _read(path: Path) -> dict[str, Herinnering]:
    """What was told, per channel. Of a file that cannot be read nothing was told: better twice than never."""
    if not path.exists():
        return {}
    try:
        document: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return {
            channel: {key: Gemeld.from_json(gemeld) for key, gemeld in told.items()}
            for channel, told in document.items()
        }
    except (ValueError, TypeError, KeyError, AttributeError):
        log.warning("%s is onleesbaar; wat er gemeld was, wordt opnieuw gemeld", path.name)
        return {}


def _write(path: Path, told: dict[str, Herinnering]) -> None:
    document = {
        channel: {key: gemeld.as_json() for key, gemeld in sorted(memory.items())}
        for channel, memory in sorted(told.items())
    }
    write_whole(path, json.dumps(document, ensure_ascii=False, indent=1) + "\n")


@contextmanager
def _one_at_a_time(state: Path) -> Iterator[None]:
    """The command and Dagster's daemon may both see the end of a load; the second to look finds that it was told."""
    state.mkdir(parents=True, exist_ok=True)
    with (state / "gemeld.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
