"""Runs the floor, `vloer.sql`, on one delivery: `python -m benchmarks.vloer <file> <new folder>`.

Belongs here: what SQL cannot do of it, which is turning Windows-1252 into UTF-8 and handing over the key. Does not
belong here: what the floor is (`vloer.sql`), and timing it (`benchmarks.gevallen`).
"""

from __future__ import annotations

import os
import sys
from datetime import datetime
from pathlib import Path

import duckdb

from sources.pseudonyms import hmac_pads

_SCRIPT = Path(__file__).with_name("vloer.sql")
_BLOCK = 16 * 1024 * 1024


def run_floor(delivery: Path, key: bytes) -> None:
    """Leave `uitkeringen.parquet` and `marts.duckdb` in the working directory."""
    text = Path("utf8.csv").resolve()
    with delivery.open("rb") as source, text.open("wb") as target:
        # One byte is one character in Windows-1252, so a block may end anywhere.
        while block := source.read(_BLOCK):
            target.write(block.decode("cp1252").encode())
    gemeente, _, peildatum, _ = delivery.stem.split("_")
    variables = {
        "bestand": str(text),
        "gemeente": gemeente,
        "peildatum": datetime.strptime(peildatum, "%Y%m%d").date(),  # noqa: DTZ007 - a date, no time
    } | dict(zip(("hmac_inner", "hmac_outer"), hmac_pads(key), strict=True))
    with duckdb.connect() as connection:
        for name, value in variables.items():
            connection.execute(f"SET VARIABLE {name} = $1", [value])
        connection.execute(_SCRIPT.read_text(encoding="utf-8"))
    text.unlink()


if __name__ == "__main__":
    file, here = Path(sys.argv[1]).resolve(), Path(sys.argv[2])
    here.mkdir(parents=True)
    os.chdir(here)
    run_floor(file, os.environ["DWH_PSEUDONYM_KEY"].encode())
