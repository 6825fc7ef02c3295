"""Text files and names made with bad intent: refused, or harmless, in bounded memory."""

from __future__ import annotations

import os
import tracemalloc
from pathlib import Path

import pytest

from reporting.safe_cells import safe_text
from sources.contract import load_contracts
from sources.landing import check_sidecar, scan
from tests.hostile.reading import MB, Gelezen, read_apart
from tests.support import extracts as ex
from tests.support import workbooks as wb
from tests.support.spill import spilled
from tests.support.warehouse import Warehouse

FEED, NAME = "ssd/uitkeringen", "GM0153_uitkeringen_20241231_01.csv"
SOUND = ex.ssd([ex.ssd_row("uitkeringen", n) for n in range(1, 100)])
HEADER, ROW = SOUND.split(b"\r\n")[:2]
END = b"\r\n#EINDE;1\r\n"
TURNED = "\u202egnp.exe"
HTML = '<img src=x onerror="alert(1)">'
MOST_MEMORY = 700


def write_line(path: Path, start: bytes, megabytes: int, *, header: bytes = HEADER) -> Path:
    """A file with a header and then one line of so many megabytes."""
    with path.open("wb") as file:
        file.write(header + b"\r\n" + start)
        for _ in range(megabytes):
            file.write(b"x" * MB)
        file.write(END)
    return path


@pytest.fixture(scope="module")
def gelezen(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Gelezen]:
    folder = tmp_path_factory.mktemp("hostile")
    million = b";" * 1_000_000
    contents = {
        "sound": SOUND,
        "a million empty columns": HEADER + million + b"\r\n" + ROW + million + END,
        "a million columns in a row": HEADER + b"\r\n" + ROW + million + END,
        "columns with names": HEADER + b"".join(b";K%d" % n for n in range(120_000)) + b"\r\n" + ROW + END,
        "a header of one word": b"x" * 5 * MB,
        "nothing but quotes": HEADER + b"\r\n" + b'"' * 5_000_001,
        "nothing but line ends": HEADER + b"\r\n" * 2_000_000 + b"#EINDE;0\r\n",
        "NUL at the start": SOUND.replace(b"U1;", b"U\x001;", 1),
        "NUL further on": SOUND.replace(b"U80;", b"U\x0080;", 1),
    }
    paths = {name: folder / f"{name}.csv" for name in contents}
    for name, content in contents.items():
        paths[name].write_bytes(content)
    for name, start in {"a long line": b"", "a long line in quotes": b'"', "a long cell": ROW + b";"}.items():
        paths[name] = write_line(folder / f"{name}.csv", start, 40)
    found = read_apart(dict.fromkeys(paths.values(), FEED))
    return {name: found[path.name] for name, path in paths.items()}


@pytest.mark.parametrize(
    ("name", "regel", "rijen"),
    [
        ("sound", None, 99),
        ("a million empty columns", "kop", 0),
        ("a million columns in a row", None, 1),
        ("columns with names", "kop", 0),
        ("a header of one word", "kop", 0),
        ("nothing but quotes", "slotregel", 1),
        ("nothing but line ends", None, 0),
        ("NUL at the start", "bestandssoort", 0),
        ("NUL further on", None, 99),
        ("a long line", "leesbaar", 0),
        ("a long line in quotes", "leesbaar", 0),
        ("a long cell", "leesbaar", 0),
    ],
)
def test_it_is_refused_or_read_for_what_it_is(gelezen: dict[str, Gelezen], name: str, regel: str | None, rijen: int):
    assert (gelezen[name].regel, gelezen[name].rijen) == (regel, rijen)
    assert len(gelezen[name].reden) < 500


def test_all_of_them_together_stay_within_bounds(gelezen: dict[str, Gelezen]):
    assert max(found.piek_mb for found in gelezen.values()) < MOST_MEMORY


@pytest.mark.long
@pytest.mark.parametrize("start", [b"", b'"', ROW + b";"], ids=["bare", "in quotes", "a cell"])
def test_a_line_of_two_gigabytes_is_refused_within_bounds(tmp_path: Path, start: bytes):
    path = write_line(tmp_path / "line.csv", start, 2048)
    found = read_apart({path: FEED})["line.csv"]
    assert (found.regel, found.piek_mb < MOST_MEMORY) == ("leesbaar", True)


def test_a_header_of_two_gigabytes_is_refused_within_bounds(tmp_path: Path):
    """The file has holes, so that it takes no room; that it is no text shows in its first bytes."""
    path = tmp_path / "header.csv"
    with path.open("wb") as file:
        file.write(b"x" * 5000)
        file.truncate(2048 * MB)
    assert read_apart({path: FEED})["header.csv"].piek_mb < 300


def test_a_checksum_file_of_two_gigabytes_is_looked_at_no_further_than_a_checksum_is_long(tmp_path: Path):
    path = tmp_path / "GM0153_voorzieningen_20241231_01.csv"
    path.write_bytes(b"x")
    beside = path.with_name(path.name + ".sha256")
    with beside.open("wb") as file:
        file.write(b"0" * 64)
        file.truncate(2048 * MB)
    tracemalloc.start()
    try:
        assert check_sidecar(path, "0" * 64).aanwezig
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < MB


@pytest.mark.parametrize(
    "name",
    [
        f"GM0153_uitkeringen_{TURNED}",
        "GM0153_uitkeringen_20241231_01.csv\n12:00 alles geladen",
        "..GM0153_uitkeringen_20241231_01.csv.",
        "GM0153_uitkeringen_20241231_01.csv%00.exe",
        "GM0153_..%2f..%2fuitkeringen_20241231_01.csv",
        "GM0153_uitkeringen_２０２４１２３１_01.csv",
        "=cmd|' C calc'!A0.csv",
        HTML.replace("/", ""),
        "x" * 250,
        "GM0153_uitkeringen_20241231_01.csv;rm -rf ~",
        "$(reboot)_uitkeringen_20241231_01.csv",
        "GM0153_uitkeringen_20241231_01.CSV",
    ],
)
def test_a_name_is_exactly_that_of_a_delivery_or_no_delivery(tmp_path: Path, name: str):
    """And what is told of it is one line in the direction in which it is written."""
    folder = tmp_path / "ssd"
    folder.mkdir()
    (folder / name).write_bytes(SOUND)
    found = scan(tmp_path, load_contracts())
    assert found.bestanden == ()
    assert all(item.pad.isprintable() for item in found.onbekend)


def test_what_is_no_file_is_never_opened(tmp_path: Path):
    """A pipe would be waited for until the end of days."""
    folder = tmp_path / "ssd"
    folder.mkdir()
    os.mkfifo(folder / NAME)
    (folder / NAME.replace("_01", "_02")).symlink_to("/dev/zero")
    (folder / NAME.replace("_01", "_03")).symlink_to(folder / NAME.replace("_01", "_03"))
    (folder / NAME.replace("_01", "_04")).mkdir()
    (folder / "omhoog").symlink_to(tmp_path, target_is_directory=True)
    found = scan(tmp_path, load_contracts())
    assert found.bestanden == ()
    assert len(found.onbekend) == 5


def test_a_pipe_beside_a_file_is_no_checksum(tmp_path: Path):
    path = tmp_path / NAME
    path.write_bytes(SOUND)
    os.mkfifo(path.with_name(path.name + ".sha256"))
    assert not check_sidecar(path, "0" * 64).aanwezig


def test_html_marks_and_formulas_in_what_is_told_are_text_on_one_line(warehouse: Warehouse):
    """The two places where what somebody typed gets into a message: a cell of a partner, and the name of a column."""
    nasty = [HTML, f"12{TURNED}", "=1+1|cmd", "1\u200b2", "a\nb\u2028c"]
    rows = [wb.opgave_row(text, jaar=2000 + n) for n, text in enumerate(nasty)]
    fillers = [wb.opgave_row(jaar=year) for year in range(2010, 2090)]
    warehouse.deliver("opgave", "GM0153_vtt_20241231_01.xlsx", wb.opgave([*rows, *fillers]))
    extra = f"extra{TURNED}"
    kinderen = [ex.gidso_row("voorzieningen") | {extra: "x"}]
    content = ex.gidso(kinderen, columns=[*ex.gidso_row("voorzieningen"), extra])
    warehouse.deliver("gidso", "GM0153_voorzieningen_20241231_01.csv", content)
    warehouse.load("opgave/vtt", "gidso/voorzieningen")
    told = [
        row["reden"]
        for row in (*warehouse.quarantaine(), *warehouse.controles(), *warehouse.leveringen())
        if row["reden"]
    ]
    assert any(HTML in reden for reden in told), "shown as it is; the page that shows it escapes it"
    assert [reden for reden in told if not reden.isprintable()] == []
    assert all(safe_text(text)[0] == "'" for text in ("=1+1|cmd", "\u202e=1+1"))
    pages = [path for path in warehouse.written() if path.suffix == ".html"]
    assert spilled(pages, [HTML, TURNED]) == []
