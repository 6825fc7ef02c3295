"""A harvest as a delivery: one file per version of a table, in the landing's naming, written whole or not at all.

The file is JSON lines: first what was asked and found, then one observation a line. It holds no time of fetching, so
that the same version fetched twice is the same file to the byte; when it was fetched is its modification time.
Asking the service belongs in `odata`, reading the file back in `reader`.
"""

import json
import os
import re
from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from sources.cbs.errors import CbsFout
from sources.cbs.odata import Eigenschappen, Geduld, Tabel, harvest, read_properties
from sources.cbs.table import Waarneming

_LAND = "NL01"  # a table covers the country, so the country's code stands where a municipality's would
_MEESTE_VOLGNUMMERS = 99
_BREEDSTE_AANTAL = 10**12
_GEDULD = Geduld()


def modified_version(tabel: Tabel, base_url: str, *, geduld: Geduld = _GEDULD) -> date:
    """The date of the table's present version (`Modified`), from one small request.

    Raises CbsTabelOntbreekt or CbsOnbereikbaar.
    """
    return read_properties(tabel, base_url, geduld=geduld).versiedatum


def newest_is_stored(
    tabel: Tabel, base_url: str, target_dir: Path, known: Collection[str], *, geduld: Geduld = _GEDULD
) -> bool:
    """Whether `store_harvest` would store nothing, from one small request.

    Raises CbsTabelOntbreekt or CbsOnbereikbaar.
    """
    eigenschappen = read_properties(tabel, base_url, geduld=geduld)
    return _is_stored(tabel, eigenschappen, target_dir, _hoogste_volgnummer(tabel, eigenschappen, target_dir, known))


def store_harvest(
    tabel: Tabel,
    base_url: str,
    target_dir: Path,
    known: Collection[str],
    now: datetime,
    *,
    geduld: Geduld = _GEDULD,
) -> Path | None:
    """Store the present version of `tabel` in `target_dir`; None when the newest stored one answers the same question.

    The same question is the same table, version (the full `Modified`), filter and columns. `known` are names of
    files delivered before, wherever they are now: their volgnummers are never given out again. `now` becomes the
    file's modification time (naive means UTC). A harvest that breaks off leaves no file; the exception says why
    (CbsTabelOntbreekt, CbsLayoutAfwijkend, CbsOnbereikbaar, or CbsFout when a day's volgnummers have run out).
    """
    with harvest(tabel, base_url, geduld=geduld) as oogst:
        nieuwste = _hoogste_volgnummer(tabel, oogst.eigenschappen, target_dir, known)
        if _is_stored(tabel, oogst.eigenschappen, target_dir, nieuwste):
            return None
        if nieuwste >= _MEESTE_VOLGNUMMERS:
            raise CbsFout(f"CBS-tabel {tabel.tabel} heeft vandaag al {nieuwste} oogsten van dezelfde versiedatum.")
        pad = target_dir / _naam(tabel, oogst.eigenschappen, nieuwste + 1)
        _schrijf(pad, _kop(tabel, oogst.eigenschappen), oogst.waarnemingen, now)
        return pad


def _is_stored(tabel: Tabel, eigenschappen: Eigenschappen, target_dir: Path, nieuwste: int) -> bool:
    if not nieuwste:
        return False
    return _vraag(_eerste_regel(target_dir / _naam(tabel, eigenschappen, nieuwste))) == _vraag(
        _kop(tabel, eigenschappen)
    )


def _kop(tabel: Tabel, eigenschappen: Eigenschappen) -> dict[str, Any]:
    return {
        "tabel": tabel.tabel,
        "titel": eigenschappen.titel,
        "modified": eigenschappen.modified,
        "catalog": eigenschappen.catalog,
        "tabelstatus": eigenschappen.tabelstatus,
        "filter": tabel.filter,
        "kolommen": dict(tabel.kolommen),
        "synthetisch": eigenschappen.synthetisch,
    }


def _vraag(kop: Mapping[str, Any]) -> list[Any]:
    return [kop.get(veld) for veld in ("tabel", "modified", "filter", "kolommen")]


def _naam(tabel: Tabel, eigenschappen: Eigenschappen, volgnummer: int) -> str:
    return f"{_LAND}_{tabel.feed}_{eigenschappen.versiedatum:%Y%m%d}_{volgnummer:02d}.jsonl"


def _hoogste_volgnummer(tabel: Tabel, eigenschappen: Eigenschappen, map_: Path, known: Collection[str]) -> int:
    """0 when nothing of this feed and date was ever delivered. Only the highest counts: it replaced the others."""
    patroon = re.compile(rf"{_LAND}_{tabel.feed}_{eigenschappen.versiedatum:%Y%m%d}_(\d\d)\.jsonl")
    aanwezig = [pad.name for pad in map_.glob(f"{_LAND}_{tabel.feed}_*.jsonl")]
    treffers = [patroon.fullmatch(naam) for naam in (*known, *aanwezig)]
    return max((int(treffer[1]) for treffer in treffers if treffer), default=0)


def _eerste_regel(pad: Path) -> Mapping[str, Any]:
    """Empty when the file is gone or unreadable: then the version is fetched again, under the next volgnummer."""
    try:
        with pad.open("rb") as bestand:
            kop = json.loads(bestand.readline())
    except (OSError, ValueError):
        return {}
    return kop if isinstance(kop, dict) else {}


def _schrijf(pad: Path, kop: Mapping[str, Any], waarnemingen: Iterable[Waarneming], now: datetime) -> None:
    pad.parent.mkdir(parents=True, exist_ok=True)
    deel = pad.with_name(pad.name + ".part")
    moment = (now if now.tzinfo else now.replace(tzinfo=UTC)).timestamp()
    try:
        with deel.open("wb") as bestand:
            bestand.write(_kopregel(kop, 0))
            aantal = 0
            for waarneming in waarnemingen:
                bestand.write(json.dumps(waarneming, ensure_ascii=False, separators=(",", ":")).encode() + b"\n")
                aantal += 1
            bestand.seek(0)
            bestand.write(_kopregel(kop, aantal))
            bestand.flush()
            os.fsync(bestand.fileno())
        os.utime(deel, (moment, moment))
        deel.replace(pad)
    finally:
        deel.unlink(missing_ok=True)


def _kopregel(kop: Mapping[str, Any], aantal: int) -> bytes:
    """Always equally long: the number is only known at the end, and filling it in must not shift what follows."""

    def regel(getal: int) -> bytes:
        return json.dumps({**kop, "aantal": getal}, ensure_ascii=False).encode()

    return regel(aantal).ljust(len(regel(_BREEDSTE_AANTAL))) + b"\n"
