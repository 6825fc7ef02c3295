"""Another key: every pseudonym in raw is made anew from the extracts in the landing, and nothing else changes.

Belongs here: which deliveries that takes, the order of the steps, and finishing what a crash interrupted. Does not
belong here: the rows of one delivery (`expectations.rekeyed_rows`), and the command (`orchestration.command_sleutel`).

The new files are made beside raw, in `raw/.sleutelwissel`. Once all are there the proof of the new key is written
among them, and from then on the change counts: whoever opens the warehouse next finishes it, whatever happened in
between. Without that proof the folder is a beginning that came to nothing, and raw is still of the old key.
"""

from __future__ import annotations

import hashlib
import hmac
import logging
import os
import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from expectations.raw import raw_file
from sources.landing import Bestand, sha256_of
from sources.reading.result import Afgekeurd

if TYPE_CHECKING:
    from expectations.ledger import Ledger
    from sources.contract_model import Contract

log = logging.getLogger("dwh.sleutel")

_PROOF = "sleutelcontrole"
_STAGING = ".sleutelwissel"
_LOADED = (
    "SELECT levering_id, bron, feed, bestandsnaam, sha256 FROM levering WHERE status = 'geladen' "
    "ORDER BY bron, feed, bestandsnaam"
)

Remake = Callable[["Contract", Bestand, str, Path, Path], None]


class SleutelFout(ValueError):
    """The key was not changed, and nothing else was; the message says why and what to do."""


@dataclass(frozen=True)
class Herlezen:
    """A loaded delivery whose pseudonyms must be made anew, and the extract that it was read from."""

    contract: Contract
    bestand: Bestand
    levering_id: str


def key_proof(key: bytes) -> str:
    """What tells one key from another, and nothing about either: 16 hex digits."""
    return hmac.new(key, b"sleutelcontrole", hashlib.sha256).hexdigest()[:16]


def proof_in_use(state: Path) -> str | None:
    """The proof of the key with which this warehouse was filled; None while nothing was."""
    path = state / _PROOF
    return path.read_text(encoding="utf-8") if path.exists() else None


def note_key(state: Path, proof: str) -> None:
    """Write down, as one, which key counts from now on."""
    temporary = state / f"{_PROOF}.part"
    _write_durably(temporary, proof)
    temporary.replace(state / _PROOF)


def to_be_remade(
    ledger: Ledger, contracts: Iterable[Contract], bestanden: Iterable[Bestand], raw: Path
) -> list[Herlezen]:
    """The deliveries that a change of key takes, each with its extract. Reads every extract once, for its hash.

    Raises `SleutelFout` with the whole list when extracts or rows are missing: then nothing can be changed.
    """
    by_feed = {(contract.bron, contract.feed): contract for contract in contracts}
    in_landing = {(bestand.bron, bestand.naam): bestand for bestand in bestanden}
    found: list[Herlezen] = []
    faults: list[str] = []
    for levering_id, bron, feed, naam, sha256 in ledger.select(_LOADED, {}):
        contract = by_feed.get((bron, feed))
        if contract is not None and not _has_pseudonyms(contract):
            continue
        bestand = in_landing.get((bron, naam))
        fault = _why_not(contract, bestand, levering_id, sha256, raw)
        if fault:
            faults.append(f"{bron}/{naam}: {fault}")
        elif contract is not None and bestand is not None:
            found.append(Herlezen(contract, bestand, levering_id))
    if faults:
        raise SleutelFout(_refusal(faults))
    return found


def change_key(raw: Path, state: Path, proof: str, deliveries: Sequence[Herlezen], remake: Remake) -> None:
    """Replace the raw files of these deliveries by those that `remake` writes with the key of this proof: all or none.

    `remake(contract, bestand, levering_id, raw, target)` writes the tables of one delivery under `target`. Raises
    `SleutelFout` when one of them cannot be made; raw is then as it was.
    """
    staging = raw / _STAGING
    shutil.rmtree(staging, ignore_errors=True)
    try:
        staging.mkdir(parents=True)
        for sleutel, number in Counter(item.contract.sleutel for item in deliveries).items():
            log.info("%s: %s levering(en) worden opnieuw gelezen", sleutel, number)
            for item in deliveries:
                if item.contract.sleutel == sleutel:
                    _remake(item, remake, raw, staging)
        _write_durably(staging / f"{_PROOF}.part", proof)
        (staging / f"{_PROOF}.part").replace(staging / _PROOF)
    except BaseException:
        shutil.rmtree(staging, ignore_errors=True)
        raise
    finish_key_change(raw, state)


def finish_key_change(raw: Path, state: Path) -> bool:
    """Bring a change of key that was under way to its end; whether one was. A beginning that came to nothing is
    removed. To be called by whoever holds the ledger, before anything reads raw or looks at the key."""
    staging = raw / _STAGING
    if not staging.exists():
        return False
    decided = (staging / _PROOF).exists()
    if decided:
        for made in sorted(staging.rglob("*.parquet")):
            made.replace(raw / made.relative_to(staging))
        note_key(state, (staging / _PROOF).read_text(encoding="utf-8"))
        (staging / _PROOF).unlink()
    shutil.rmtree(staging)
    return decided


def _has_pseudonyms(contract: Contract) -> bool:
    return any(veld.wordt_pseudoniem for tabel in contract.tabellen for veld in tabel.velden)


def _why_not(
    contract: Contract | None, bestand: Bestand | None, levering_id: str, sha256: str, raw: Path
) -> str | None:
    if contract is None:
        return "van deze feed is er geen contract meer"
    if bestand is None:
        return "ligt niet meer in de landing"
    if sha256_of(bestand.pad) != sha256:
        return "heeft een andere inhoud dan toen het geladen werd"
    if not all(raw_file(raw, contract, tabel, levering_id).exists() for tabel in contract.tabellen):
        return "de rijen ontbreken in raw; draai eerst een lading met de oude sleutel, die leest ze terug"
    return None


def _refusal(faults: Sequence[str]) -> str:
    first = f"De sleutel kan niet worden vervangen: {len(faults)} geladen levering(en) zijn niet opnieuw te lezen."
    last = (
        "Er is niets veranderd. Leg deze uittreksels terug in de landing (uit het archief, met dezelfde naam en "
        "inhoud) en draai het commando opnieuw. Zijn ze er niet meer, houd dan de oude sleutel, of begin een nieuwe "
        "DWH_HOME met wat er nog wel is (docs/privacy.md)."
    )
    return "\n".join([first, *(f"  {fault}" for fault in faults), last])


def _remake(item: Herlezen, remake: Remake, raw: Path, staging: Path) -> None:
    naam = f"{item.bestand.bron}/{item.bestand.naam}"
    try:
        remake(item.contract, item.bestand, item.levering_id, raw, staging)
    except Afgekeurd as fault:
        raise _failed(naam, fault.reden) from None
    except SleutelFout as fault:
        raise _failed(naam, str(fault)) from None
    except OSError as fault:
        raise _failed(naam, fault.strerror or type(fault).__name__) from None
    except Exception as fault:  # noqa: BLE001 - the boundary: the text of an error may quote a row, its kind does not
        raise _failed(naam, f"onverwachte fout ({type(fault).__name__})") from None


def _failed(naam: str, why: str) -> SleutelFout:
    return SleutelFout(f"De sleutel is niet vervangen en er is niets veranderd. {naam}: {why}.")


def _write_durably(path: Path, text: str) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
