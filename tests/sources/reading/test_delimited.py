"""Text with columns: which rows come out under which number, whatever the blocks in which the file is read."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sources.contract_model import Tabel, Veld
from sources.contract_properties import Layout
from sources.reading import delimited, transcoding
from sources.reading.delimited import read_delimited, row_numbers
from sources.reading.result import Afgekeurd, Inhoud

if TYPE_CHECKING:
    from pathlib import Path

PEILDATUM = date(2024, 12, 31)
TABEL = Tabel(
    naam="t",
    omschrijving="",
    velden=tuple(Veld(naam=naam, kop=naam.upper(), type="string", omschrijving="") for naam in ("een", "twee", "drie")),
)
HEADER = b"EEN;TWEE;DRIE"


def layout(**changes: Any) -> Layout:
    base: dict[str, Any] = {
        "formaat": "csv", "extensie": "csv", "datumvormen": ("dd-mm-jjjj",), "decimaalteken": ",",
            "scheidingsteken": ";", "codering": "windows-1252",
    }  # fmt: skip
    return Layout(**base | changes)


def read(folder: Path, content: bytes, **changes: Any) -> Inhoud:
    path = folder / "x.csv"
    path.write_bytes(content)
    return read_delimited(path, TABEL, layout(**changes), PEILDATUM)


def rows(inhoud: Inhoud) -> list[tuple[Any, ...]]:
    """(rijnummer, leesfout, een, twee, drie) by row number."""
    return sorted(tuple(row.values()) for batch in inhoud.tabellen["t"].stroom for row in batch.to_pylist())


def faults(inhoud: Inhoud) -> list[str]:
    return [fault.regel for fault in inhoud.tabellen["t"].fouten]


@pytest.mark.parametrize("line_end", [b"\r\n", b"\n", b"\r"], ids=["CRLF", "LF", "CR"])
@pytest.mark.parametrize("last", [True, False], ids=["", "without a last line end"])
def test_all_line_ends_are_line_ends(tmp_path: Path, line_end: bytes, last: bool):
    content = line_end.join([HEADER, b"1;2;3", b"4;5;6", b"#EINDE;2"]) + (line_end if last else b"")
    inhoud = read(tmp_path, content, slotregel="#EINDE;{aantal}")
    assert rows(inhoud) == [(2, None, "1", "2", "3"), (3, None, "4", "5", "6")]
    assert (inhoud.tabellen["t"].aangekondigd, faults(inhoud)) == (2, [])


@pytest.mark.parametrize("tail", [b"", b"\r\n", b"\r\n\r\n\r\n", b"  \r\n", b"\n\t\n"])
def test_blank_lines_behind_the_closing_line_do_not_hide_it(tmp_path: Path, tail: bytes):
    inhoud = read(tmp_path, HEADER + b"\r\n1;2;3\r\n#EINDE;1" + tail, slotregel="#EINDE;{aantal}")
    assert (len(rows(inhoud)), inhoud.tabellen["t"].aangekondigd, faults(inhoud)) == (1, 1, [])


@pytest.mark.parametrize(
    "closing",
    [b"#EINDE;", b"#EINDE", b"#EINDE;1;", b"EINDE;1", b"#EINDE;een", b"#einde;1", b"#EINDE;123456789", b"x" * 5000],
)
def test_a_damaged_closing_line_is_a_fault_and_the_rows_are_read_all_the_same(tmp_path: Path, closing: bytes):
    inhoud = read(tmp_path, HEADER + b"\n1;2;3\n" + closing, slotregel="#EINDE;{aantal}")
    assert (2, None, "1", "2", "3") in rows(inhoud)
    assert (inhoud.tabellen["t"].aangekondigd, faults(inhoud)) == (None, ["slotregel"])


def test_a_closing_line_is_not_looked_for_where_none_was_agreed(tmp_path: Path):
    inhoud = read(tmp_path, HEADER + b"\n1;2;3\n")
    assert (len(rows(inhoud)), inhoud.tabellen["t"].aangekondigd, faults(inhoud)) == (1, None, [])


def test_a_header_alone_is_an_empty_delivery(tmp_path: Path):
    for content in (HEADER, HEADER + b"\n", HEADER + b"\r\n\r\n"):
        inhoud = read(tmp_path, content)
        assert (rows(inhoud), faults(inhoud)) == ([], [])


def test_columns_are_found_by_name_and_an_unknown_one_is_not_read(tmp_path: Path):
    inhoud = read(tmp_path, b"DRIE;ANDERS;EEN;TWEE\n3;x;1;2\n")
    assert rows(inhoud) == [(2, None, "1", "2", "3")]
    assert [remark.regel for remark in inhoud.opmerkingen] == ["kolom_onbekend", "kolomvolgorde"]


def test_values_come_out_as_they_stand(tmp_path: Path):
    inhoud = read(tmp_path, HEADER + b'\n 007 ;NULL;\n;n/a;""\n"a;b";"""x""";\x80\n')
    assert rows(inhoud) == [(2, None, " 007 ", "NULL", ""), (3, None, "", "n/a", ""), (4, None, "a;b", '"x"', "€")]


def test_without_a_quote_character_a_quote_is_a_letter(tmp_path: Path):
    inhoud = read(tmp_path, HEADER.replace(b";", b"|") + b'\n"1|2"|3\n', scheidingsteken="|", aanhalingsteken="")
    assert rows(inhoud) == [(2, None, '"1', '2"', "3")]


def test_a_byte_that_is_zero_is_part_of_a_value_when_it_stands_far_in_the_file(tmp_path: Path):
    inhoud = read(tmp_path, HEADER + b"\n" + b"1;2;3\n" * 1000 + b"1;\x00;3\n")
    assert rows(inhoud)[-1] == (1002, None, "1", "\x00", "3")


# --- row numbers
# ---------------------------------------------------------------------------------------------------------


LINE = st.sampled_from([b"1;2;3", b"a;;", b"4;5", b"4;5;6;7", b"", b";;", b"  ", b'"x;y";2;3'])


def expected(lines: list[bytes]) -> list[tuple[int, str | None]]:
    """The number and the fault of each line that is a record, as a spreadsheet would count."""
    kinds = {b"4;5": "kolommen", b"4;5;6;7": "kolommen"}
    return [(n, kinds.get(line)) for n, line in enumerate(lines, 2) if line.replace(b";", b"").strip()]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(LINE, max_size=30), st.integers(14, 60), st.integers(3, 40))
def test_row_numbers_are_those_of_the_file_whatever_the_blocks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lines: list[bytes], block: int, piece: int
):
    with monkeypatch.context() as patch:
        patch.setattr(delimited, "_BLOCK", block)
        patch.setattr(transcoding, "_BLOCK", piece)
        inhoud = read(tmp_path, b"\r\n".join([HEADER, *lines]))
        assert [row[:2] for row in rows(inhoud)] == expected(lines)
        assert faults(inhoud) == []


def test_a_record_over_several_lines_is_one_row(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    content = b'"EEN";"TWEE";"DRIE"\n"1";"x\ny\n\nz";"3"\n"4";"5"\n"6";"7";"8\n"\n"9";"";""\n'
    for block in (24, 30, 40, 8_000_000):
        monkeypatch.setattr(delimited, "_BLOCK", block)
        found = rows(read(tmp_path, content, regels_over_meer_regels=True))
        assert [row[:3] for row in found] == [(2, None, "1"), (3, "kolommen", None), (4, None, "6"), (5, None, "9")]


@given(st.lists(st.booleans(), max_size=60), st.integers(1, 10))
def test_sound_rows_are_numbered_around_the_skipped_ones(ragged: list[bool], size: int):
    numbers = range(2, 2 + len(ragged))
    skipped = [n for n, bad in zip(numbers, ragged, strict=True) if bad]
    sound = [n for n, bad in zip(numbers, ragged, strict=True) if not bad]
    found: list[int] = []
    for start in range(0, len(sound), size):
        found += row_numbers(start, len(sound[start : start + size]), skipped).to_pylist()
    assert found == sound


# --- what cannot be read
# -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "content",
    [b'1;2;"3\n4;5;6\n', b'"1;2;3\n4;5;6\n', b'1;2;3\n4;5;"', b'1;2;3\n"', b'1;2;3\n4;5;"6'],
    ids=["in the last column", "in the first column", "at the end", "alone", "on the last line"],
)
@pytest.mark.parametrize("over_lines", [True, False])
def test_a_quote_that_is_never_closed_is_a_fault_since_it_swallows_what_follows(
    tmp_path: Path, content: bytes, over_lines: bool
):
    inhoud = read(tmp_path, HEADER + b"\n" + content, regels_over_meer_regels=over_lines)
    rows(inhoud)
    assert faults(inhoud) == ["leesbaar"]


def test_a_record_that_never_ends_is_a_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(delimited, "_BLOCK", 64)
    inhoud = read(tmp_path, HEADER + b'\n1;2;"' + b"x\n" * 200, regels_over_meer_regels=True)
    rows(inhoud)
    assert faults(inhoud) == ["leesbaar"]


@pytest.mark.parametrize(("line", "row"), [(b"\x81;2;3", 2), (b"1;2;3\n4;\x9d;6", 3)])
def test_a_letter_that_the_code_page_lacks_is_a_fault_that_names_its_line(tmp_path: Path, line: bytes, row: int):
    inhoud = read(tmp_path, HEADER + b"\n" + line + b"\n")
    rows(inhoud)
    (fault,) = inhoud.tabellen["t"].fouten
    assert (fault.regel, f"regel {row} " in fault.reden) == ("codering", True)


@pytest.mark.parametrize("block", [1, 2, 3, 7, 4096])
def test_utf8_is_recognised_where_windows_1252_was_agreed_also_across_blocks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, block: int
):
    monkeypatch.setattr(transcoding, "_BLOCK", block)
    utf8 = read(tmp_path, HEADER + "\né;–;€\n".encode() + b"1;2;3\n" * 20)
    rows(utf8)
    assert faults(utf8) == ["codering"]
    cp1252 = read(tmp_path, HEADER + "\nna;ë\n;x\nï;2;Ã\n".encode("cp1252") + b"1;2;3\n" * 20)
    rows(cp1252)
    assert faults(cp1252) == []


def test_a_letter_at_the_end_of_a_block_does_not_make_windows_1252_into_utf8(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(transcoding, "_BLOCK", len(HEADER) + 2)
    inhoud = read(tmp_path, HEADER + b"\n\xe9;plain;ascii\n")
    assert rows(inhoud) == [(2, None, "é", "plain", "ascii")]
    assert faults(inhoud) == []


def test_a_letter_of_utf8_may_be_split_over_blocks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(transcoding, "_BLOCK", 1)
    inhoud = read(tmp_path, HEADER + "\né;€;😀\n".encode(), codering="utf-8")
    assert rows(inhoud) == [(2, None, "é", "€", "😀")]


@pytest.mark.parametrize("codering", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["without a mark", "with a mark"])
def test_a_byte_order_mark_is_no_part_of_the_first_header(tmp_path: Path, codering: str, mark: bytes):
    assert rows(read(tmp_path, mark + HEADER + b"\n1;2;3\n", codering=codering)) == [(2, None, "1", "2", "3")]


@pytest.mark.parametrize(
    ("content", "regel"),
    [
        (b"", "leeg"),
        (b"PK\x03\x04" + HEADER, "bestandssoort"),
        (b"\xd0\xcf\x11\xe0", "bestandssoort"),
        (b"%PDF-1.4", "bestandssoort"),
        ("EEN;TWEE;DRIE\n".encode("utf-16"), "bestandssoort"),
        ("EEN;TWEE;DRIE\n".encode("utf-16-be"), "bestandssoort"),
        (b"\xef\xbb\xbf" + HEADER, "codering"),
        (b"\x81;TWEE;DRIE\n", "codering"),
        (b"EEN;TWEE\n", "kop"),
        (b"1;2;3\n", "kop"),
        (b"\n" + HEADER, "kop"),
        (b'"' + b"x" * 200_000, "kop"),
        (b"EEN;TWEE;DRIE;TWEE\n", "kop"),
    ],
)
def test_what_is_no_such_file_at_all_is_refused_at_once(tmp_path: Path, content: bytes, regel: str):
    with pytest.raises(Afgekeurd) as refused:
        read(tmp_path, content)
    assert refused.value.regel == regel
