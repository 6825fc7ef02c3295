"""One nightly load from the command line: run the job, tell how it went, answer with a status.

Belongs here: running and concluding. What is printed is put together in `orchestration.summary`.
"""

from __future__ import annotations

import contextlib
import logging
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb

from expectations.raw import sql_path
from orchestration.afloop import Afloop, ended
from orchestration.publication import read_manifest
from orchestration.settings import Settings
from sources.machine_faults import fault_of

log = logging.getLogger("dwh")

SOUND, NOTHING_PUBLISHED, NOT_ALL_SOUND = 0, 1, 3
"""The exit statuses of a load."""


@dataclass
class Verloop:
    """How a load went."""

    settings: Settings
    run_id: str
    seconden: float
    gepubliceerd: bool
    mislukte_stappen: list[str] = field(default_factory=list)
    niet_gebouwd: dict[str, list[str]] = field(default_factory=dict)
    overgenomen: list[str] = field(default_factory=list)
    leveringen: list[dict[str, Any]] = field(default_factory=list)
    bronnen: list[dict[str, Any]] = field(default_factory=list)
    meldingen: list[str] = field(default_factory=list)
    onbekend: list[str] = field(default_factory=list)
    waarschuwingen: list[dict[str, Any]] = field(default_factory=list)
    oudere_waarschuwingen: int = 0
    voorstellen: int = 0
    onverzonden: list[str] = field(default_factory=list)

    @property
    def kapotte_leveringen(self) -> list[dict[str, Any]]:
        """What came in this load and is not sound, whether or not it is the newest of its feed."""
        return [row for row in self.leveringen if row["status"] == "afgekeurd" or row["rijen_quarantaine"]]

    @property
    def status(self) -> int:
        """0 all feeds sound and published; 3 published, but not everything is sound; 1 nothing new was published."""
        if not self.gepubliceerd:
            return NOTHING_PUBLISHED
        trouble = self.mislukte_stappen or self.niet_gebouwd or self.overgenomen or self.meldingen
        sound = not (trouble or self.kapotte_leveringen)
        return SOUND if sound and all(bron["status"] == "goed" for bron in self.bronnen) else NOT_ALL_SOUND


def run_nightly(settings: Settings) -> Verloop:
    """Run the nightly job in this process, conclude from what it left behind, and tell what changed."""
    try:
        verloop, afloop = _run(settings)
    except Exception as fault:
        _tell(settings, Afloop("zonder run", [f"voor de eerste stap ({type(fault).__name__})"], [_cause(fault)]))
        raise
    verloop.onverzonden = _tell(settings, afloop)
    return verloop


def _run(settings: Settings) -> tuple[Verloop, Afloop]:
    started = time.monotonic()
    settings.export()
    settings.fix_today()
    log.info("warehouse %s%s", settings.home, " (demo: alle uittreksels zijn synthetisch)" if settings.demo else "")
    from dagster import DagsterInstance

    from orchestration.dagster_history import (
        failures_of,
        forget_old_runs,
        kept_engines,
        next_run,
        write_without_waiting,
    )
    from orchestration.definitions import defs
    from orchestration.selected_job import job_of, tags_of
    from orchestration.selection import choose_or_all

    write_without_waiting()
    logs = settings.home / "logs"
    logs.mkdir(parents=True, exist_ok=True)
    # dbt tells every model and test on stdout; that belongs in a file, not between the progress lines.
    with (
        kept_engines(),
        DagsterInstance.get() as instance,
        (logs / "nightly.log").open("w", encoding="utf-8") as file,
        contextlib.redirect_stdout(file),
    ):
        keuze = choose_or_all(settings)
        result = job_of(defs, keuze).execute_in_process(
            instance=instance,
            run_id=next_run(instance, settings.dagster_home / "lading"),
            tags=tags_of(keuze),
            raise_on_error=False,
            run_config={"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}},
        )
        failures = failures_of(result.all_events)
        forget_old_runs(instance)
        file.writelines(f"\n{failure.stap or 'start'}: {failure.verslag}" for failure in failures)
    verloop = conclude(settings, result.run_id, time.monotonic() - started, [f.stap for f in failures if f.stap])
    verloop.meldingen[:0] = [
        f.reden if f.stap else f"De lading is niet begonnen: {f.reden}" for f in failures if f.voor_mensen or not f.stap
    ]
    return verloop, ended(result.run_id, failures)


def _tell(settings: Settings, afloop: Afloop) -> list[str]:
    """Messages are off for most; then nothing of what makes them is imported."""
    if not settings.signaal:
        return []
    from orchestration.signals import tell

    return tell(settings, afloop)


def _cause(fault: Exception) -> str:
    """What people are told of an error that ended the load: its text where it is ours; another may quote a row."""
    from orchestration.dbt import DbtOnleesbaar
    from sources.contract_document import ContractFout

    if isinstance(fault, ContractFout | DbtOnleesbaar):
        return str(fault)
    return fault_of(fault) or f"De lading is gestopt door een onverwachte fout ({type(fault).__name__})."


def conclude(settings: Settings, run_id: str, seconds: float, failed: list[str]) -> Verloop:
    """Read from ledger and manifest what the run did."""
    manifest = read_manifest(settings.published)
    published = manifest is not None and manifest["run_id"] == run_id
    verloop = Verloop(settings, run_id, seconds, published, failed)
    state = settings.state
    if (state / "levering.parquet").exists():
        verloop.leveringen = _rows(
            "SELECT bron, feed, bestandsnaam, status, reden, rijen_gelezen, rijen_geladen, rijen_quarantaine,"
            " synthetisch"
            f" FROM '{sql_path(state / 'levering.parquet')}' WHERE run_id = $run_id"
            " ORDER BY bron, feed, peildatum, volgnummer",
            run_id,
        )
        beside = _rows(
            f"SELECT ernst, reden FROM '{sql_path(state / 'controle.parquet')}'"
            " WHERE run_id = $run_id AND levering_id IS NULL AND NOT geslaagd"
            # What rules across feeds found stands among the warnings; that one could not run is an error of ours.
            " AND (object IS DISTINCT FROM 'verband' OR ernst = 'fataal') ORDER BY bron, feed, reden",
            run_id,
        )
        verloop.meldingen = [row["reden"] for row in beside if row["ernst"] == "fataal"]
        verloop.onbekend = [row["reden"] for row in beside if row["ernst"] != "fataal"]
    if not settings.landing.is_dir():
        verloop.meldingen.append(
            f"De landing {settings.landing} is er niet; zet DWH_LANDING op de map waar uittreksels binnenkomen."
        )
    if published and manifest is not None:
        verloop.niet_gebouwd = manifest["niet_gebouwd"]
        verloop.overgenomen = manifest["overgenomen"]
        verloop.bronnen = _rows(
            "SELECT bron, feed, gemeente_code, status, laatste_peildatum, reden FROM kwaliteit.mart_bronstatus"
            " ORDER BY bron, feed, gemeente_code",
            None,
            settings.published / "marts.duckdb",
        )
        _warnings(verloop, settings.published / "marts.duckdb")
    return verloop


def _warnings(verloop: Verloop, marts: Path) -> None:
    """The warnings that stand and nobody accepted: those of this load apart, since they are news."""
    standing = _rows(
        "SELECT w.bron, w.feed, w.gemeente_code, w.bestandsnaam, w.regel, w.reden,"
        " w.levering_id IS NULL OR l.run_id = $run_id AS nieuw"
        " FROM kwaliteit.mart_waarschuwing AS w LEFT JOIN kwaliteit.fct_levering AS l USING (levering_id)"
        " WHERE NOT w.aanvaard ORDER BY w.bron, w.feed, w.gemeente_code, w.bestandsnaam, w.controle_id",
        verloop.run_id,
        marts,
    )
    verloop.waarschuwingen = [row for row in standing if row["nieuw"]]
    verloop.oudere_waarschuwingen = len(standing) - len(verloop.waarschuwingen)
    (found,) = _rows(
        "SELECT count(*) AS aantal FROM kwaliteit.fct_verschil JOIN kwaliteit.fct_levering USING (levering_id)"
        " WHERE voorstel IS NOT NULL AND run_id = $run_id",
        verloop.run_id,
        marts,
    )
    verloop.voorstellen = found["aantal"]


def _rows(query: str, run_id: str | None, database: Path | None = None) -> list[dict[str, Any]]:
    with duckdb.connect(str(database) if database else ":memory:", read_only=database is not None) as con:
        cursor = con.execute(query, {"run_id": run_id} if run_id else None)
        names = [column[0] for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
