"""The night of a newcomer: a copy of the project with what the pages tell to add, and a municipality that is new to it.

Belongs here: what is added and delivered, and the night on it, which goes on beside the other tests. Does not belong
here: what must come of it (`test_newcomer.py`).
"""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

from sources.cbs.recorded_service import RecordedService
from tests.docs.newcomer import add_rows, copy_of_the_project, dwh, follow
from tests.docs.pages import ROOT, page
from tests.support import extracts as ex
from tests.support.night import Night
from tests.support.workbooks import Cell, workbook

FEED, INDICATOR = page("docs/adding-a-source.md"), page("docs/adding-an-indicator.md")
SEEDS = Path("dbt_project/seeds")
ALMELO = "GM0141"
OPGAVE = ("Indicator", "Uitsplitsing", "Jaar", "Waarde", "Eenheid", "Status", "Toelichting")
STREEFWAARDE = ("Document", "Indicator", "Uitsplitsing", "Jaar", "Streefwaarde", "Toelichting")
PUBLICATIE = ("Document", "Indicator", "Uitsplitsing", "Jaar", "Waarde", "Eenheid")
REKENING = "almelo-jaarrekening-2024"
BEGROTINGSREGEL = (
    "Document", "Jaar", "Fase", "Programma", "Doel", "Product", "Taakveld", "Soort", "Bedrag", "Eenheid",
)  # fmt: skip


def newcomers_night(project: Path) -> Night:
    """Copy the project, add everything the pages and the new municipality ask for, and run one night on it."""
    copy_of_the_project(project)
    followed = [path for doc in (FEED, INDICATOR) for path in follow(doc, project)]
    assert len(followed) > 8
    (partner,) = [block for block in FEED.blocks_in("yml") if block.startswith("- {feed:")]
    _add_partner(project / "sources/opgave/opgave.yml", partner)
    home = project / "data"
    found_almelo(project, project / "landing")
    written = dwh(project, home, "contracts", "--write")
    assert written.returncode == 0, written.stdout + written.stderr
    with RecordedService(ROOT / "sources/cbs/demo") as cbs:
        done = dwh(
            project,
            home,
            "nightly",
            DWH_LANDING=str(project / "landing"),
            DWH_PSEUDONYM_KEY="probeer",
            DWH_TODAY="2025-02-10",
            DWH_CBS_URL=cbs.base_url,
        )
    return Night(home, done.returncode, done.stdout + done.stderr, (home / "published").resolve())


def deliver(landing: Path, bron: str, name: str, content: bytes) -> None:
    path = landing / bron / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    arrived = datetime(2025, 1, 20, 6, tzinfo=UTC).timestamp()
    os.utime(path, (arrived, arrived))


def sheet(*rows: tuple[Cell, ...], name: str = "Blad1") -> bytes:
    return workbook({name: rows})


def found_almelo(project: Path, landing: Path) -> None:
    """A municipality that was never heard of here: rows and deliveries, no code."""
    add_rows(project / SEEDS / "indicatoren/document.csv", DOCUMENT_ROW)
    add_rows(project / SEEDS / "financien/begrotingsprogramma.csv", f"Meedoen,{ALMELO},almelo,\n")
    add_rows(project / SEEDS / "kwaliteit/leveringskalender.csv", f"ssd,uitkeringen,{ALMELO},2024-01-01,\n")
    uitkeringen = [ex.ssd_row("uitkeringen", n) for n in range(1, 13)]
    deliver(landing, "ssd", f"{ALMELO}_uitkeringen_20241231_01.csv", ex.ssd(uitkeringen, "uitkeringen"))
    stated = sheet(OPGAVE, ("vtt_meldingen", None, 2024, "1.234*", "meldingen", "voorlopig", None), name="Opgave")
    deliver(landing, "opgave", f"{ALMELO}_stadsbank_20241231_01.xlsx", stated)
    targets = sheet(STREEFWAARDE, (REKENING, "vtt_meldingen", None, 2024, "1.200", "Begroot"))
    deliver(landing, "pc", f"{ALMELO}_streefwaarden_20241231_01.xlsx", targets)
    budget = sheet(
        BEGROTINGSREGEL,
        (REKENING, 2024, "na wijziging", "Meedoen", None, None, None, "lasten", "1.200", "x 1.000 euro"),
        (REKENING, 2024, "realisatie", "meedoen", None, None, None, "lasten", "1.250", "x 1.000 euro"),
        (REKENING, 2024, "realisatie", "Meedoen", None, None, None, "baten", "250", "x 1.000 euro"),
    )
    deliver(landing, "pc", f"{ALMELO}_begrotingsregels_20241231_01.xlsx", budget)
    printed = sheet(
        PUBLICATIE,
        (REKENING, "bijstand_uitkeringen", None, "2024", "12", "uitkeringen"),
        (REKENING, "vtt_meldingen", None, "2024", "1.234*", "meldingen"),
    )
    deliver(landing, "pc", f"{ALMELO}_publicaties_20241231_01.xlsx", printed)


DOCUMENT_ROW = f"{REKENING},Jaarrekening 2024,{ALMELO},jaarrekening,2024,2025-06-01\n"


def _add_partner(contract: Path, line: str) -> None:
    text = contract.read_text(encoding="utf-8")
    first = next(row for row in text.splitlines(keepends=True) if row.strip().startswith("- {feed:"))
    indent = first[: len(first) - len(first.lstrip())]
    contract.write_text(text.replace(first, indent + line + first, 1), encoding="utf-8")
