"""Iv3 deliveries as rows: what is read, what never leaves the reader, and CBS's code for every fault of form."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sources.contract import load_contracts
from sources.reading import exact_json
from sources.reading.iv3 import read_iv3
from sources.reading.result import Afgekeurd, Inhoud
from tests.support.iv3 import PERSONAL, Change, Document, iv3_delivery, iv3_file

CONTRACT = next(contract for contract in load_contracts() if contract.sleutel == "iv3/iv3")
AMOUNT = '"bedrag": 40000000'


def read(folder: Path, content: bytes | Document) -> Inhoud:
    path = folder / "x.json"
    path.write_bytes(content if isinstance(content, bytes) else iv3_file(content))
    return read_iv3(path, CONTRACT.tabellen)


def rows(inhoud: Inhoud, tabel: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = inhoud.tabellen[tabel].stroom.read_all().to_pylist()
    assert [row.pop("rijnummer") for row in found] == list(range(1, len(found) + 1))
    assert {row.pop("rij__leesfout") for row in found} <= {None}
    return found


def refused(folder: Path, content: bytes | Document) -> list[Afgekeurd]:
    """What is said against a delivery, of which then no row comes out."""
    try:
        inhoud = read(folder, content)
    except Afgekeurd as fault:
        return [fault]
    faults = [fault for rijen in inhoud.tabellen.values() for fault in rijen.fouten]
    if faults:
        assert not any(rijen.stroom.read_all().num_rows for rijen in inhoud.tabellen.values())
    return faults


def with_amount(written: str) -> bytes:
    return iv3_file(iv3_delivery()).replace(AMOUNT.encode(), f'"bedrag": {written}'.encode())


def test_a_delivery_becomes_the_rows_of_four_tables_in_the_order_of_the_schema(tmp_path: Path):
    inhoud = read(tmp_path, iv3_delivery(2024, 5))
    assert rows(inhoud, "kop") == [
        {"overheidslaag": "Gemeente", "overheidsnummer": "0153", "boekjaar": "2024", "periode": "5",
         "status": "Realisatie", "details_openbaar": "false"},
    ]  # fmt: skip
    rekening = rows(inhoud, "rekening")
    assert [tuple(entry.values()) for entry in rekening][1:5] == [
        ("2024", "5", "lasten", "6.3", "4.1.1", "100000000.25"),
        ("2024", "5", "lasten", "0.10", "7.1", "5000000"),
        ("2024", "5", "lasten", "0.11", "7.1", "1000000"),
        ("2024", "5", "baten", "0.7", "4.3.1", "144000000.25"),
    ]
    balans = rows(inhoud, "balans")
    assert [r["onderdeel"] for r in balans] == ["balans_lasten"] * 2 + ["balans_baten"] * 2 + ["balans_standen"] * 6
    assert [(r["categorie"], r["standper"]) for r in (balans[0], balans[4])] == [("6.1", None), (None, "1 januari")]
    assert [(r["onderdeel"], r["code"], r["waarde"]) for r in rows(inhoud, "kengetal")] == [
        ("kengetallen", "fk.1", "83,5%"),
        ("beleidsindicatoren", "bi.3", None),
    ]


def test_the_columns_are_those_of_the_contract(tmp_path: Path):
    inhoud = read(tmp_path, iv3_delivery())
    assert {name: rijen.velden for name, rijen in inhoud.tabellen.items()} == {
        tabel.naam: tuple(veld.naam for veld in tabel.velden) for tabel in CONTRACT.tabellen
    }


def test_who_sent_it_and_what_they_wrote_never_leaves_the_reader(tmp_path: Path):
    inhoud = read(tmp_path, iv3_delivery())
    told = repr([rows(inhoud, name) for name in inhoud.tabellen])
    assert not [value for value in (*PERSONAL, "Ergens") if value in told]


def test_an_empty_delivery_is_legal(tmp_path: Path):
    document = iv3_delivery()
    document["data"] = {part: [] for part in ("lasten", "baten", "balans_lasten", "balans_baten", "balans_standen")}
    inhoud = read(tmp_path, document)
    assert [len(rows(inhoud, name)) for name in ("kop", "rekening", "balans", "kengetal")] == [1, 0, 0, 0]


def test_a_byte_order_mark_is_no_fault(tmp_path: Path):
    assert refused(tmp_path, b"\xef\xbb\xbf" + iv3_file(iv3_delivery())) == []


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("40000000", "40000000"), ("40000000.00", "40000000"), ("4e7", "40000000"), ("-12.50", "-12.5"), ("0.1", "0.1"),
        ("-0.0", "0"), ("1E-2", "0.01"), ("999999999999.99", "999999999999.99"), ("0e999999", "0"),
    ],
)  # fmt: skip
def test_an_amount_is_kept_exactly(tmp_path: Path, written: str, kept: str):
    assert rows(read(tmp_path, with_amount(written)), "rekening")[0]["bedrag"] == kept


@pytest.mark.parametrize(
    "written",
    ["null", '""', '"40000000"', "true", "[]", "{}", "1e12", "0.001", "40000000.125", "1e-999999999999999999999",
     "1e999999999999999999999", "9" * 5000],
)  # fmt: skip
def test_what_is_no_amount_to_the_cent_is_refused(tmp_path: Path, written: str):
    (fault,) = refused(tmp_path, with_amount(written))
    assert fault.regel == "SF017"
    assert "lasten, de 1e" in fault.reden


def year_as(value: Any) -> Change:
    return lambda d: d["metadata"].update(boekjaar=value)


def row(part: str, **changes: Any) -> Change:
    return lambda d: d["data"][part][0].update(changes)


def without(*path: str) -> Change:
    def change(document: Document) -> None:
        place: Any = document
        for step in path[:-1]:
            place = place[0] if step == "0" else place[step]
        del place[path[-1]]

    return change


FAULTS: list[tuple[str, Change, str, str]] = [
    ("no metadata", without("metadata"), "SF001", "metadata ontbreekt"),
    ("metadata that are no object", lambda d: d.update(metadata=[]), "SF001", "metadata ontbreekt"),
    ("a key of the metadata is missing", without("metadata", "periode"), "SF002", "ontbreekt periode;"),
    ("an unknown key in the metadata", lambda d: d["metadata"].update(behandelaar="Jansen"), "SF003", "hoort"),
    ("another layer", lambda d: d["metadata"].update(overheidslaag="Rijk"), "SF004", "overheidslaag"),
    ("a number without zeros", lambda d: d["metadata"].update(overheidsnummer="153"), "SF004", "vier cijfers"),
    ("a boekjaar as text", year_as("2024"), "SF004", "boekjaar (hoort te zijn: een jaar als getal)"),
    ("half a boekjaar", year_as(2024.5), "SF004", "boekjaar"),
    ("a period that is not there", lambda d: d["metadata"].update(periode=6), "SF004", "0 tot en met 5"),
    ("a status in another word", lambda d: d["metadata"].update(status="Raming"), "SF004", "Begroting of Realisatie"),
    ("a day without time", lambda d: d["metadata"].update(datum="2024-12-31"), "SF004", "datum"),
    ("yes in a word", lambda d: d["metadata"].update(details_openbaar="ja"), "SF004", "true of false"),
    ("a name that is a number", lambda d: d["metadata"].update(overheidsnaam=153), "SF004", "overheidsnaam"),
    ("nobody to ask", without("contact"), "SF005", "contact ontbreekt"),
    ("nobody to call", without("contact", "telefoon"), "SF006", "ontbreekt telefoon;"),
    ("more about the sender", lambda d: d["contact"].update(adres="Dorpsstraat 1"), "SF007", "hoort"),
    ("a name of another type", lambda d: d["contact"].update(naam=1), "SF008", "naam"),
    ("no address for mail", lambda d: d["contact"].update(email="Pietje van Zender"), "SF008", "email"),
    ("an empty name", lambda d: d["contact"].update(naam=" "), "SF009", "naam"),
    ("no data", without("data"), "SF010", "data ontbreekt"),
    ("no baten", without("data", "baten"), "SF011", "de lijst baten"),
    ("no lasten", without("data", "lasten"), "SF012", "de lijst lasten"),
    ("no balans_baten", without("data", "balans_baten"), "SF013", "de lijst balans_baten"),
    ("balans_lasten that are no list", lambda d: d["data"].update(balans_lasten={}), "SF014", "de lijst balans_lasten"),
    ("no balans_standen", without("data", "balans_standen"), "SF015", "de lijst balans_standen"),
    ("a row without its taakveld", without("data", "lasten", "0", "taakveld"), "SF016", "taakveld bij lasten, de 1e"),
    (
        "a row without its amount",
        without("data", "balans_standen", "0", "bedrag"),
        "SF016",
        "bedrag bij balans_standen",
    ),
    ("a row that is none", lambda d: d["data"]["baten"].append("Jansen"), "SF016", "alles bij baten, de 3e"),
    ("an amount that is not filled", row("baten", bedrag=None), "SF017", "baten, de 1e"),
    ("a taakveld as a number", row("lasten", taakveld=0.1), "DF001", "tussen aanhalingstekens"),
    ("a taakveld in words", row("lasten", taakveld="Overhead"), "DF001", "lasten, de 1e"),
    ("a category as a number", row("baten", categorie=3.8), "DF002", "baten, de 1e"),
    ("a category that is none", row("balans_baten", categorie="alle"), "DF002", "balans_baten, de 1e"),
    ("a balanscode of nobody", row("balans_standen", balanscode="Jansen 1"), "DF003", "balans_standen, de 1e"),
    ("a day in words", row("balans_standen", standper="Jansen"), "DF004", "1 januari, ultimo of 31-3-2024"),
    ("a kengetal without its name", row("kengetallen", kengetal=None), "DF005", "kengetallen, de 1e"),
    ("an indicator in words", row("beleidsindicatoren", beleidsindicator="Formatie"), "DF006", "de 1e"),
    ("a period in words", row("kengetallen", verslagperiode="dit jaar"), "DF007", "kengetallen, de 1e"),
    ("a value as a number", row("kengetallen", waarde=83.5), "SF999", "waarde bij kengetallen, de 1e"),
    ("details in words", row("lasten", details="Pietje van Zender"), "SF999", "details bij lasten, de 1e"),
    ("more in a row than its keys", row("kengetallen", toelichting="Jansen"), "SF999", "kengetallen, de 1e"),
    ("an unknown part", lambda d: d.update(bijlage="Jansen"), "SF999", "onbekend onderdeel"),
    (
        "an unknown part of the data",
        lambda d: d["data"].update(jansen=[]),
        "SF999",
        "een onderdeel dat daar niet hoort",
    ),
    ("remarks that are no list", lambda d: d.update(opmerkingen="Jansen"), "SF999", "opmerkingen is geen lijst"),
    ("a remark in one word", lambda d: d["opmerkingen"].append("Jansen"), "SF999", "opmerkingen, de 2e"),
    ("a remark without its text", without("opmerkingen", "0", "tekst"), "SF999", "opmerkingen, de 1e"),
    ("a remark with more", lambda d: d["opmerkingen"][0].update(jansen="x"), "SF999", "opmerkingen, de 1e"),
    ("a remark that is a number", lambda d: d["opmerkingen"][0].update(tekst=1), "SF999", "opmerkingen, de 1e"),
    ("kengetallen that are no list", lambda d: d["data"].update(kengetallen={}), "SF999", "kengetallen is geen lijst"),
]


@pytest.mark.parametrize(("what", "change", "code", "says"), FAULTS, ids=[case[0] for case in FAULTS])
def test_a_fault_of_form_has_the_code_of_cbs_and_no_other(
    tmp_path: Path, what: str, change: Change, code: str, says: str
):
    document = iv3_delivery()
    change(document)
    (fault,) = refused(tmp_path, document)
    assert fault.regel == code
    assert fault.reden.startswith(f"{code} (CBS): ")
    assert says in fault.reden
    assert not [value for value in (*PERSONAL, "Jansen", "Dorpsstraat") if value.lower() in fault.reden.lower()]


def test_what_stands_for_a_figure_is_kept_where_it_is_one_and_refused_nowhere(tmp_path: Path):
    written = ("1.234,5", " 83,5 % ", "n.v.t.", "zie Pietje van Zender", "123.456.782", "123456782", " ")
    document = iv3_delivery()
    document["data"]["kengetallen"] = [document["data"]["kengetallen"][0] | {"waarde": value} for value in written]
    inhoud = read(tmp_path, document)
    assert [r["waarde"] for r in rows(inhoud, "kengetal")] == ["1.234,5", "83,5 %", *[None] * 6]
    (remark,) = inhoud.opmerkingen
    assert (remark.regel, "kengetallen, de 3e; kengetallen, de 4e; kengetallen, de 5e; en nog 1" in remark.reden) == (
        "waarde",
        True,
    )
    assert not [value for value in (*PERSONAL, "123") if value in remark.reden]


def test_every_code_of_cbs_about_the_form_is_tried():
    assert {code for _, _, code, _ in FAULTS} == {
        *(f"SF{number:03}" for number in range(1, 18)), "SF999", *(f"DF{number:03}" for number in range(1, 8)),
    }  # fmt: skip


def test_all_faults_are_told_at_once_and_of_many_alike_the_first_three(tmp_path: Path):
    document = iv3_delivery()
    document["contact"]["naam"] = ""
    for entry in (*document["data"]["lasten"], *document["data"]["baten"]):
        entry["bedrag"] = None
    assert [fault.regel for fault in refused(tmp_path, document)] == ["SF009"], "rows are not read in a broken frame"
    document["contact"]["naam"] = "Z"
    document["data"]["baten"][0]["taakveld"] = "?"
    by_code = {fault.regel: fault.reden for fault in refused(tmp_path, document)}
    assert set(by_code) == {"DF001", "SF017"}
    assert "bij lasten, de 1e; lasten, de 2e; lasten, de 3e; en nog 3; vul" in by_code["SF017"]


NO_JSON: list[tuple[bytes, str]] = [
    (b"", "geen JSON"),
    (b"{", "geen JSON"),
    (b"taakveld;bedrag", "geen JSON"),
    (b'{"a": 1}}', "geen JSON"),
    (b"[]", "geen object"),
    (b'"metadata"', "geen object"),
    (b"12", "geen object"),
    (iv3_file(iv3_delivery()).replace(AMOUNT.encode(), b'"bedrag": NaN'), "NaN of Infinity"),
    (iv3_file(iv3_delivery()).replace(AMOUNT.encode(), b'"bedrag": -Infinity'), "NaN of Infinity"),
    (iv3_file(iv3_delivery()).replace(AMOUNT.encode(), f'{AMOUNT}, "bedrag": 4'.encode()), "twee keer staat"),
    (b"[" * 200_000, "te veel lagen"),
    (b'{"a":' * 200_000, "te veel lagen"),
    (json.dumps(iv3_delivery()).encode("utf-16"), "geen UTF-8"),
    (iv3_file(iv3_delivery()).replace(b"Ergens", b"Erg\xebns"), "geen UTF-8"),
]


@pytest.mark.parametrize(("content", "says"), NO_JSON, ids=[f"{n} {says}" for n, (_, says) in enumerate(NO_JSON)])
def test_a_file_that_can_be_read_in_no_way_or_in_two_is_refused(tmp_path: Path, content: bytes, says: str):
    (fault,) = refused(tmp_path, content)
    assert (fault.regel, fault.reden.startswith("SF999 (CBS): het bestand ")) == ("SF999", True)
    assert says in fault.reden
    assert "lever het opnieuw" in fault.reden


def test_a_file_that_is_too_large_is_refused_before_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(exact_json, "LARGEST", 1024**2)
    (fault,) = refused(tmp_path, b" " * (1024**2 + 1))
    assert "groter dan 1 MB" in fault.reden


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["bedrag", "taakveld", "waarde", "", "naam"]) | st.text(max_size=5), inner, max_size=3
        )
    ),
    max_leaves=8,
)
_PLACES = [
    (*path,)
    for path in (
        [], ["metadata"], ["contact"], ["opmerkingen"], ["data"],
        *(["metadata", key] for key in iv3_delivery()["metadata"]),
        *(["contact", key] for key in ("naam", "email", "telefoon")),
        *(["data", part] for part in iv3_delivery()["data"]),
        *(["data", part, 0] for part in iv3_delivery()["data"]),
        *(["data", part, 0, key] for part, entries in iv3_delivery()["data"].items() for key in entries[0]),
    )
]  # fmt: skip


@given(place=st.sampled_from(_PLACES), value=_JSON)
@example(place=("data", "lasten", 0, "taakveld"), value="\ud800")
def test_whatever_stands_anywhere_there_are_rows_or_a_refusal_with_a_code(place: tuple[Any, ...], value: Any):
    document: Any = iv3_delivery()
    if place:
        *way, last = place
        target = document
        for step in way:
            target = target[step]
        target[last] = value
    else:
        document = value
    with tempfile.TemporaryDirectory() as folder:
        faults = refused(Path(folder), json.dumps(document).encode())
    for fault in faults:
        assert fault.reden.startswith(f"{fault.regel} (CBS): ")


@given(content=st.binary(max_size=60))
def test_whatever_bytes_there_are_the_refusal_has_a_code(content: bytes):
    with tempfile.TemporaryDirectory() as folder:
        faults = refused(Path(folder), content)
    assert faults
    assert all(fault.regel.startswith("SF") for fault in faults)
