"""`python -m benchmarks` measures; `python -m benchmarks landing` only writes deliveries.

Belongs here: the command line. Does not belong here: what is measured (`benchmarks.gevallen`).
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.gevallen import GEVALLEN, SNEL, VOL, Uitkomst
from benchmarks.huis import cbs
from benchmarks.land import SCALE, country, slopes
from benchmarks.landing import PEILDATUM, TWAALF_FEEDS, Opdracht, make_landing
from benchmarks.verslag import README, circumstances, table, write_down


def main(arguments: list[str] | None = None) -> None:
    """Read the arguments and do what they ask."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    parser.add_argument("--snel", action="store_true", help="a small version of every case; the pages stay as they are")
    parser.add_argument("--gevallen", nargs="+", choices=[*GEVALLEN], default=[*GEVALLEN])
    parser.add_argument("--map", type=Path, help="where the warehouses are built (10 GB); default a temporary folder")
    commands = parser.add_subparsers(dest="command")
    landing = commands.add_parser("landing", help="write made-up deliveries")
    landing.add_argument("--doel", type=Path, required=True, help="the folder that becomes the landing")
    landing.add_argument("--rijen", type=int, default=100_000, help="of all deliveries together")
    landing.add_argument("--gemeenten", type=int, default=1)
    landing.add_argument("--eerste-gemeente", type=int, default=0, help="place in the list of municipalities")
    landing.add_argument("--feeds", nargs="+", default=["ssd/uitkeringen"], help="bron/feed …, or `twaalf`")
    landing.add_argument("--slecht", type=float, default=0.0, help="share of rows with a fault, e.g. 0.01")
    landing.add_argument("--peildatum", type=date.fromisoformat, default=PEILDATUM)
    landing.add_argument("--perioden", type=int, default=1, help="so many peildatums, the last one is --peildatum")
    landing.add_argument("--maanden", type=int, default=12, help="months between two peildatums")
    landing.add_argument("--volgnummer", type=int, default=1, help="2 for a correction")
    asked = vars(parser.parse_args(arguments))
    small, chosen, folder, command = (asked.pop(name) for name in ("snel", "gevallen", "map", "command"))
    if command == "landing":
        _landing(asked)
    else:
        _measure(chosen, folder, small=small)


def _landing(asked: dict[str, Any]) -> None:
    if asked["feeds"] == ["twaalf"]:
        asked["feeds"] = TWAALF_FEEDS
    started = time.monotonic()
    paths = make_landing(Opdracht(**asked))
    size = sum(path.stat().st_size for path in paths)
    _say(f"{len(paths)} leveringen, {size / 1e6:.1f} MB, {time.monotonic() - started:.1f} s: {asked['doel']}")


def _measure(chosen: list[str], folder: Path | None, *, small: bool) -> None:
    outcomes: list[Uitkomst] = []
    with tempfile.TemporaryDirectory(prefix="dwh-bench-", dir=folder) as root, cbs() as cbs_url:
        for name in chosen:
            for outcome in GEVALLEN[name](Path(root) / name, cbs_url, SNEL if small else VOL):
                _say(f"{outcome.naam}: {outcome.meting.seconden:.1f} s")
                outcomes.append(outcome)
    text = f"{table(outcomes)}\n\n{circumstances()}"
    _say(f"\n{text}")
    helling = slopes(outcomes)
    land = country(helling) if helling else None
    if land:
        _say(f"\n{land}")
    if not small and chosen == [*GEVALLEN] and land:
        write_down(text, README)
        write_down(land, SCALE)


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
