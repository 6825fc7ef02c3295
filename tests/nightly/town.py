"""A municipality of its own for `test_real_nights`: three nights on a landing with things in it that are not as they should be, and a CBS that is not
always there.

The first night is killed half-way and started again. On the second a feed is broken, one is late and one is partly rejected, while CBS is out of order and
the warehouse was thrown away. By the third everything was put right; the fourth has nothing new. Belongs here: what lies in the landing, and the nights, which go on beside the other tests. Does not belong here: what must be true of them.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pytest_httpserver import HTTPServer

from sources.cbs.recorded_service import RecordedService, Storing
from tests.support import extracts as ex
from tests.support import workbooks as wb
from tests.support.night import ROOT, Night, command, environment, nightly
from tests.support.night_here import NightHere, definitions_known, night_here
from tests.support.personal import personal_in, traces

KEY = "een sleutel voor deze nachten"
BROKEN, MENDED = "GM0153_uitkeringen_20250131_01.csv", "GM0153_uitkeringen_20250131_02.csv"
WAITING = "GM0153_maatregelen_20250131_01.csv"
UNKNOWN_FILE, UNKNOWN_FOLDER = "overzicht uitkeringen.csv", "postkamer"
MAATREGELEN = ex.gidso([ex.gidso_row("maatregelen", 1)], "maatregelen")


OUT_OF_ORDER = Storing(status=503, headers={"Retry-After": "86400"})
PARTLY, WHOLE = "GM0153_verblijf_20250131_01.xlsx", "GM0153_verblijf_20250131_02.xlsx"
IN_TIME, LATE = "GM0153_voorzieningen_20250131_01.csv", "GM0153_inkomenstoeslagen_20250131_01.csv"
TROUBLE = {
    "ssd/uitkeringen": "kapot",
    "cbs/bevolking": "kapot",
    "cbs/inkomen": "kapot",
    "ssd/inkomenstoeslagen": "te_laat",
    "kadera/verblijf": "deels",
}
"""How the feeds that are not sound stand after the second night."""
FIRST_DAY, LATER_DAY = "2025-02-10", "2025-03-20"


@dataclass(frozen=True)
class Searched:
    """How many values of persons, and the key, were searched for in everything that the nights wrote, said, sent and
    showed in the list of processes, and what was found."""

    searched_for: int
    in_files: dict[str, set[str]]
    in_what_was_said: set[str]


@dataclass(frozen=True)
class Town:
    """Its home and its nights, each with the set that it published; `messages` are those that each night sent."""

    home: Path
    before_it_was_killed: str
    first: Night
    sets_after_the_first: int
    second: NightHere
    third: NightHere
    fourth: NightHere
    whole: NightHere
    messages: dict[str, list[dict[str, Any]]]
    searched: Searched


def nights_of_the_town(folder: Path, demo_home: Path) -> Town:
    """All nights, one after the other."""
    definitions_known(demo_home)
    landing, home = fill_landing(demo_home / "landing", folder / "landing"), folder / "home"
    with RecordedService(ROOT / "sources" / "cbs" / "demo") as cbs, HTTPServer(host="127.0.0.1") as hook:
        hook.expect_request("/bericht").respond_with_data("aangenomen")
        variables = _variables(landing, cbs, hook)
        messages = {}

        killed, first = _killed_half_way(home, variables), nightly(home, **variables)
        # Only the last three sets are kept.
        first = replace(first, published=Path(shutil.copytree(first.published, folder / "first")))
        messages["first"] = _received(hook)
        sets_after_the_first = len(list((home / "publications").iterdir()))

        variables["DWH_TODAY"] = LATER_DAY
        let_trouble_come(landing)
        shutil.rmtree(home / "warehouse")
        cbs.storingen.extend([OUT_OF_ORDER] * 10)
        second = night_here(home, **variables)
        messages["second"] = _received(hook)
        cbs.storingen.clear()

        put_right(landing)
        third = night_here(home, **variables)
        messages["third"] = _received(hook)
        fourth = night_here(home, **variables)
        messages["fourth"] = _received(hook)
        # Nothing is remembered of what the set was built from, so all of it is built anew.
        (home / "warehouse" / "gebouwd.json").unlink()
        whole = night_here(home, **variables)
    personal = personal_in(landing, KEY.encode())
    said = [
        killed,
        first.said,
        first.command_lines,
        second.summary,
        third.summary,
        fourth.summary,
        json.dumps(messages, ensure_ascii=False),
    ]
    searched = Searched(len(personal.tokens), traces(home, personal), personal.traces_in("\n".join(said).encode()))
    return Town(
        home,
        killed,
        first,
        sets_after_the_first,
        second,
        third,
        fourth,
        whole,
        messages,
        searched,
    )


def fill_landing(demo_landing: Path, landing: Path) -> Path:
    """The demo's extracts, and beside them what is broken, unknown, not complete yet or still being uploaded."""
    shutil.copytree(demo_landing, landing)
    newest = landing / "ssd" / "GM0153_uitkeringen_20241231_01.csv"
    (landing / "ssd" / BROKEN).write_bytes(newest.read_bytes()[:-2000])
    (landing / "ssd" / UNKNOWN_FILE).write_bytes(b"x")
    (landing / "ssd" / "GM0153_voorzieningen_20250131_01.csv.part").write_bytes(b"BSN")
    (landing / UNKNOWN_FOLDER).mkdir()
    (landing / UNKNOWN_FOLDER / "brief.txt").write_bytes(b"x")
    (landing / "gidso" / WAITING).write_bytes(MAATREGELEN)
    return landing


def let_trouble_come(landing: Path) -> None:
    """A delivery with a row that is wrong, beside one that is in time; the third of that source does not come."""
    rows = [wb.kadera_row(n) for n in (1, 2)]
    (landing / "kadera" / PARTLY).write_bytes(wb.kadera([*rows, wb.kadera_row(3, vorm="Onbekend")]))
    (landing / "ssd" / IN_TIME).write_bytes(_of_january(landing, "voorzieningen"))


def put_right(landing: Path) -> None:
    """What was broken comes again, what was late comes, and what the waiting delivery waited for."""
    (landing / "ssd" / MENDED).write_bytes(_of_january(landing, "uitkeringen"))
    (landing / "ssd" / LATE).write_bytes(_of_january(landing, "inkomenstoeslagen"))
    (landing / "kadera" / WHOLE).write_bytes(wb.kadera([wb.kadera_row(n) for n in (1, 2, 3)]))
    (landing / "gidso" / f"{WAITING}.sha256").write_text(ex.digest_line(WAITING, MAATREGELEN), encoding="utf-8")


def _of_january(landing: Path, feed: str) -> bytes:
    """What is still going on in January 2025 of what ran at the end of 2024; of decisions, those of the same month a year
    before, a year later."""
    header, *lines, _ = (landing / "ssd" / f"GM0153_{feed}_20241231_01.csv").read_bytes().splitlines()
    columns = header.split(b";")
    rows = [dict(zip(columns, line.split(b";"), strict=True)) for line in lines]
    if b"DATUM_EINDE" in columns:
        kept = [row for row in rows if not row[b"DATUM_EINDE"]]
    else:
        decided = [row for row in rows if row[b"DATUM_BESLUIT"].endswith(b"-01-2024")]
        kept = [{name: _a_year_later(value) for name, value in row.items()} for row in decided]
    body = [b";".join(row.values()) for row in kept]
    return b"\r\n".join([header, *body, b"#EINDE;%d" % len(body), b""])


def _a_year_later(value: bytes) -> bytes:
    return value.replace(b"-2024", b"-2025").replace(b"-2023", b"-2024")


def _received(hook: HTTPServer) -> list[dict[str, Any]]:
    """What was sent since last asked."""
    received = [json.loads(request.data) for request, _ in hook.log]
    hook.clear_log()
    return received


def _variables(landing: Path, cbs: RecordedService, hook: HTTPServer) -> dict[str, str]:
    return {
        "DWH_LANDING": str(landing),
        "DWH_PSEUDONYM_KEY": KEY,
        "DWH_TODAY": FIRST_DAY,
        "DWH_CBS_URL": cbs.base_url,
        "DWH_SIGNAAL": f"json://127.0.0.1:{hook.port}/bericht",
    }


def _killed_half_way(home: Path, variables: dict[str, str]) -> str:
    said = []
    with subprocess.Popen(
        command("nightly"), env=environment(home, **variables), cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            said.append(line)
            if "GM0153_maatregelen_20211231_01.csv wordt gelezen" in line:
                break
        process.kill()
    return "".join(said)
