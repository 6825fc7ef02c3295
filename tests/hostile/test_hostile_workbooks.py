"""Workbooks made with bad intent: refused, or read as the harmless thing that remains of them, in bounded memory."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from sources.reading.package_size import LARGEST_LIST, LARGEST_TEXTS, MOST_PARTS
from tests.hostile import packages as pk
from tests.hostile.reading import Gelezen, read_apart
from tests.support.warehouse import Warehouse

FEED, NAME = "kadera/verblijf", "GM0153_verblijf_20241231_01.xlsx"
LAUGHS = b'<!DOCTYPE x [<!ENTITY a "' + b"ha" * 50 + b'">' + b"".join(
    b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(12)
) + b"]>"  # fmt: skip
FROM_DISK = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
MOST_MEMORY = 700
"""MB, of which a hundred is Python with the readers."""


def with_doctype(doctype: bytes, entity: bytes) -> bytes:
    def change(parts: pk.Parts) -> None:
        parts[pk.SHEET] = doctype + parts[pk.SHEET].replace(b"Intensief", entity)

    return pk.altered(change)


@pytest.fixture(scope="module")
def gelezen(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Gelezen]:
    folder = tmp_path_factory.mktemp("hostile")
    contents = {
        "sound": pk.SOUND,
        "lies about its sheet": pk.that_lies_about(pk.SHEET, 50, 100),
        "lies about its texts": pk.that_lies_about(pk.TEXTS, 50, 100),
        "texts without end": pk.that_lies_about(pk.TEXTS, 1, LARGEST_TEXTS + 1),
        "a part twice": pk.twice(pk.SHEET, b"<worksheet><sheetData/></worksheet>"),
        "parts without end": pk.with_many_parts(MOST_PARTS + 1),
        "entities within entities": with_doctype(LAUGHS, b"&m;"),
        "an entity from the disk": with_doctype(FROM_DISK, b"&a;"),
        "a relation up the tree": pk.altered(
            lambda parts: parts.update(
                {
                    "xl/_rels/workbook.xml.rels": parts["xl/_rels/workbook.xml.rels"].replace(
                        b"/xl/worksheets/sheet1.xml", b"../../../../../../etc/hostname"
                    )
                }
            )
        ),
        "a part with a path": pk.altered(lambda parts: parts.update({"../../../../tmp/uitgebroken": b"x"})),
    }
    paths = {}
    for name, content in contents.items():
        paths[name] = folder / f"{name}.xlsx"
        paths[name].write_bytes(content)
    paths["styles"] = pk.write_bomb(folder / "styles.xlsx", pk.STYLES, b"<xf/>", LARGEST_LIST // pk.MB + 1)
    found = read_apart(dict.fromkeys(paths.values(), FEED))
    return {name: found[path.name] for name, path in paths.items()}


def test_the_sound_one_is_read(gelezen: dict[str, Gelezen]):
    assert (gelezen["sound"].regel, gelezen["sound"].rijen) == (None, 8)


@pytest.mark.parametrize(
    ("name", "regel"),
    [
        ("lies about its sheet", "beschadigd"),
        ("lies about its texts", "beschadigd"),
        ("a part twice", "beschadigd"),
        ("parts without end", "omvang"),
        ("texts without end", "omvang"),
        ("styles", "omvang"),
        ("entities within entities", "beschadigd"),
        ("an entity from the disk", "beschadigd"),
        ("a relation up the tree", "beschadigd"),
    ],
)
def test_it_is_refused_with_a_sentence(gelezen: dict[str, Gelezen], name: str, regel: str):
    assert (gelezen[name].regel, gelezen[name].rijen) == (regel, 0)
    assert "root:" not in gelezen[name].reden


def test_a_part_with_a_path_is_never_unpacked_anywhere(gelezen: dict[str, Gelezen]):
    assert gelezen["a part with a path"].rijen == 8
    assert not Path("/tmp/uitgebroken").exists()


def test_all_of_them_together_stay_within_bounds(gelezen: dict[str, Gelezen]):
    assert max(found.piek_mb for found in gelezen.values()) < MOST_MEMORY


@pytest.mark.long
def test_the_largest_sheet_that_is_accepted_stays_within_bounds(tmp_path: Path):
    """Half a million rows of errors, which are kept one by one, and a sheet of 700 MB without one cell."""
    files = {
        pk.write_bomb(tmp_path / "rows.xlsx", pk.SHEET, b'<row><c t="e"><v>#N/A</v></c></row>', 17): FEED,
        pk.write_bomb(tmp_path / "nothing.xlsx", pk.SHEET, b" " * 1024, 700): FEED,
    }
    found = read_apart(files, most_mb=6000)
    assert found["nothing.xlsx"].rijen == 8
    assert found["nothing.xlsx"].piek_mb < 2500


@pytest.mark.long
def test_a_bomb_of_ten_gigabytes_costs_neither_memory_nor_a_minute(tmp_path: Path):
    bomb = pk.write_bomb(tmp_path / "bomb.xlsx", pk.SHEET, bytes(1024), 10_240)
    assert bomb.stat().st_size < 60 * pk.MB
    found = read_apart({bomb: FEED})["bomb.xlsx"]
    assert (found.regel, found.piek_mb < 300) == ("omvang", True)


@pytest.fixture
def callers() -> Iterator[tuple[str, list[bytes]]]:
    """An address on this machine, and who called there."""
    called: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.1)
        stop = threading.Event()

        def listen() -> None:
            while not stop.is_set():
                try:
                    caller, _ = server.accept()
                except TimeoutError:
                    continue
                with caller:
                    called.append(caller.recv(1000))

        thread = threading.Thread(target=listen)
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}", called
        stop.set()
        thread.join()


def test_links_to_elsewhere_are_not_followed_and_formulas_are_not_calculated(
    warehouse: Warehouse, callers: tuple[str, list[bytes]]
):
    """What Excel computed when it saved is what is read; without that the cell is empty."""
    address, called = callers
    ours = address.encode()
    link = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
    )
    link += b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/externalLinkPath" '
    link += b'Target="' + ours + b'/boek.xlsx" TargetMode="External"/></Relationships>'
    formula = b'<f>WEBSERVICE("' + ours + b'/"&amp;A4)</f>'

    def change(parts: pk.Parts) -> None:
        parts["xl/externalLinks/externalLink1.xml"] = b"<externalLink/>"
        parts["xl/externalLinks/_rels/externalLink1.xml.rels"] = link
        old = b'<c r="B3" t="inlineStr"><is><t>Intensief</t></is></c>'
        sheet = parts[pk.SHEET]
        assert old in sheet
        sheet = sheet.replace(old, b'<c r="B3" t="str">' + formula + b"<v>Noodbed</v></c>")
        parts[pk.SHEET] = sheet.replace(old.replace(b"B3", b"B4"), b'<c r="B4" t="str"><f>[1]Blad1!A1</f></c>').replace(
            old.replace(b"B3", b"B5"), b'<c r="B5" t="str"><f>"Inten"&amp;"sief"</f></c>'
        )

    warehouse.deliver("kadera", NAME, pk.altered(change))
    warehouse.load(FEED)
    vormen = {row["rijnummer"]: row["vorm"] for row in warehouse.raw("kadera", "verblijf")}
    if vormen:
        assert vormen[3] == "Noodbed"
    else:
        assert {row["rijnummer"] for row in warehouse.quarantaine() if row["kolom"] == "vorm"} == {4, 5}
    assert called == []
