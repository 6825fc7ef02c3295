"""Another key: persons keep matching, everything that is no pseudonym stays, and nothing is ever half done."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest

from expectations import key_change
from expectations.key_change import SleutelFout, change_key, finish_key_change, key_proof, note_key, to_be_remade
from expectations.ledger import Ledger
from expectations.rekeyed_rows import RekeyedRows, _in_large_pieces
from sources.landing import scan
from tests.support import extracts as ex
from tests.support import workbooks as wb
from tests.support.spill import spilled
from tests.support.warehouse import KEY, Warehouse, records

OTHER_KEY = b"another key, that nobody guesses either"
UITKERINGEN, CORRECTION = "GM0153_uitkeringen_20241231_01.csv", "GM0153_uitkeringen_20241231_02.csv"
TRAJECTEN, OPVANG, MENZIS = (
    "GM0153_trajecten_20241231_01.txt",
    "GM0153_opvang_20231231_01.xlsx",
    "GM0153_garantverzorgd_20241231_01.xlsx",
)
FEEDS = ("ssd/uitkeringen", "cimot/trajecten", "vis2/opvang", "menzis/garantverzorgd")
PSEUDONYMS = {
    ("ssd", "uitkeringen"): ("uitkering_id", "huishouden_id", "persoon_id", "partner_persoon_id"),
    ("cimot", "trajecten"): ("traject_id", "client_id", "persoon_id"),
    ("vis2", "beschermd_wonen"): ("client_id", "persoon_id"),
    ("vis2", "maatschappelijke_opvang"): ("client_id", "persoon_id"),
}


@pytest.fixture(scope="module")
def loaded(shared_warehouse: Warehouse) -> Warehouse:
    """Persons who occur in several feeds, partners and placeholders, rows in quarantaine, a correction, a feed without
    persons."""
    warehouse = shared_warehouse
    rows = [ex.ssd_row("uitkeringen", n, BSN_PARTNER=ex.bsn(n + 1) if n % 2 else "") for n in range(1, 60)]
    rows += [ex.ssd_row("uitkeringen", 90, BSN="999999999"), ex.ssd_row("uitkeringen", 91, REGELING="ONBEKEND")]
    warehouse.deliver("ssd", UITKERINGEN, ex.ssd(rows))
    warehouse.deliver("ssd", CORRECTION, ex.ssd(rows[:-1]))
    warehouse.deliver("cimot", TRAJECTEN, ex.cimot([ex.cimot_row(n) for n in range(1, 12)]))
    warehouse.deliver("vis2", OPVANG, wb.vis2([wb.bw_row(n) for n in range(1, 9)], [wb.mo_row(3), wb.mo_row(4)]))
    warehouse.deliver("menzis", MENZIS, wb.menzis())
    warehouse.load(*FEEDS)
    assert {row["status"] for row in warehouse.leveringen()} == {"geladen"}
    note_key(warehouse.state, key_proof(KEY))
    return warehouse


@pytest.fixture
def filled(loaded: Warehouse, tmp_path: Path) -> Warehouse:
    """That warehouse, for one test to change."""
    copy = Warehouse(tmp_path / "dwh", loaded.keurmeester)
    shutil.copytree(loaded.home, copy.home)
    return copy


@pytest.fixture
def change(filled: Warehouse) -> Callable[..., None]:
    """Changes the key of the filled warehouse, as the command does."""

    def run(key: bytes = OTHER_KEY) -> None:
        with Ledger(filled.state) as ledger:
            bestanden = scan(filled.landing, filled.contracts.values()).bestanden
            found = to_be_remade(ledger, filled.contracts.values(), bestanden, filled.home / "raw")
            change_key(filled.home / "raw", filled.state, key_proof(key), found, RekeyedRows(key).remake)

    return run


def raw_bytes(warehouse: Warehouse) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted((warehouse.home / "raw").rglob("*")) if path.is_file()}


def loaded_with(key: bytes, warehouse: Warehouse, home: Path, keurmeester_of: Callable[[bytes], object]) -> Warehouse:
    """The same landing, loaded from nothing with another key."""
    other = Warehouse(home, keurmeester_of(key))  # type: ignore[arg-type]
    shutil.copytree(warehouse.landing, other.landing, copy_function=shutil.copy2)
    other.load(*FEEDS)
    return other


def test_afterwards_raw_is_what_a_load_with_the_new_key_would_have_made(
    filled: Warehouse, change: Callable[..., None], tmp_path: Path
):
    from expectations.keuring import Keurmeester
    from tests.support.warehouse import CODELIJSTEN

    fresh = loaded_with(OTHER_KEY, filled, tmp_path / "fresh", lambda key: Keurmeester(key, CODELIJSTEN))
    change()
    for bron, table in [*PSEUDONYMS, ("menzis", "garantverzorgd")]:
        assert filled.raw(bron, table) == fresh.raw(bron, table), table
        assert filled.raw(bron, table), "there was something to compare"


def test_persons_still_match_across_feeds_and_nothing_else_changes(filled: Warehouse, change: Callable[..., None]):
    before = {place: filled.raw(*place) for place in PSEUDONYMS}
    change()
    pairs: dict[str, set[tuple[str | None, str | None]]] = {}
    for (bron, table), columns in PSEUDONYMS.items():
        after = filled.raw(bron, table)
        assert [{k: v for k, v in row.items() if k not in columns} for row in after] == [
            {k: v for k, v in row.items() if k not in columns} for row in before[bron, table]
        ]
        for column in columns:
            domein = "bsn" if column.endswith("persoon_id") else f"{bron}.{column}"
            pairs.setdefault(domein, set()).update(
                (old[column], new[column]) for old, new in zip(before[bron, table], after, strict=True)
            )
    for domein, found in pairs.items():
        told = {(old, new) for old, new in found if old is not None}
        assert len(told) == len({old for old, _ in told}) == len({new for _, new in told}), domein
        assert not {old for old, _ in told} & {new for _, new in told}, domein
        assert all(new is None for old, new in found if old is None), domein
    assert len(pairs["bsn"]) > 30


def test_ledger_and_reports_are_not_touched_and_a_load_finds_nothing_to_do(
    filled: Warehouse, change: Callable[..., None]
):
    def others() -> dict[str, bytes]:
        kept = [path for path in filled.written() if "raw" not in path.parts and path.name != "sleutelcontrole"]
        return {path.name: path.read_bytes() for path in kept if path.suffix in (".json", ".parquet")}

    leveringen, before = filled.leveringen(), others()
    change()
    assert others() == before
    outcome = filled.load(*FEEDS)
    assert [uitslag.nieuw for uitslag in outcome.values()] == [[]] * len(FEEDS)
    assert filled.leveringen() == leveringen


def test_the_feeds_without_pseudonyms_keep_their_very_files(filled: Warehouse, change: Callable[..., None]):
    before = {path: bytes_ for path, bytes_ in raw_bytes(filled).items() if "/menzis/" in path}
    change()
    assert {path: bytes_ for path, bytes_ in raw_bytes(filled).items() if "/menzis/" in path} == before
    assert before


def test_a_code_that_was_sound_then_stays_though_the_lists_changed_since(
    filled: Warehouse, change: Callable[..., None]
):
    """No rule is asked again, so no row comes or goes."""
    before = [row["rijnummer"] for row in filled.raw("ssd", "uitkeringen")]
    contract = filled.contracts["ssd/uitkeringen"]
    tabel = contract.tabellen[0]
    stricter = [
        veld.model_copy(update={"codes": ("IOAW",)}) if veld.naam == "regeling" else veld for veld in tabel.velden
    ]
    filled.contracts["ssd/uitkeringen"] = contract.model_copy(
        update={"tabellen": (tabel.model_copy(update={"velden": tuple(stricter)}),)}
    )
    change()
    assert [row["rijnummer"] for row in filled.raw("ssd", "uitkeringen")] == before


@pytest.mark.parametrize("older", ["CAST(NULL AS VARCHAR) AS", "EXCLUDE"])
def test_columns_that_the_contract_did_not_have_then_stay_as_empty_as_they_are(
    filled: Warehouse, change: Callable[..., None], older: str
):
    path = next((filled.home / "raw" / "ssd" / "uitkeringen").glob("ssd*.01.*.parquet"))
    new_since = ("partner_persoon_id", "bedrag_maand")
    without = f"SELECT * EXCLUDE ({', '.join(new_since)}) "
    select = without if older == "EXCLUDE" else f"{without}, {', '.join(f'{older} {name}' for name in new_since)} "
    duckdb.execute(f"COPY ({select} FROM '{path}') TO '{path}.part' (FORMAT parquet)")
    Path(f"{path}.part").replace(path)
    before = records(f"SELECT * FROM '{path}'")
    change()
    after = records(f"SELECT * FROM '{path}'")
    assert [list(row) for row in after] == [list(row) for row in before]
    assert {row.get(name) for row in after for name in new_since} == {None}
    assert all(
        new["persoon_id"] != old["persoon_id"] for new, old in zip(after, before, strict=True) if old["persoon_id"]
    )


def test_when_extracts_are_missing_all_are_listed_and_nothing_is_changed(
    filled: Warehouse, change: Callable[..., None]
):
    before = raw_bytes(filled)
    (filled.landing / "ssd" / UITKERINGEN).unlink()
    (filled.landing / "cimot" / TRAJECTEN).write_bytes(b"something else")
    next((filled.home / "raw" / "vis2" / "beschermd_wonen").glob("vis2*.parquet")).rename(filled.home / "aside")
    with pytest.raises(SleutelFout) as refused:
        change()
    said = str(refused.value)
    assert "3 geladen levering(en) zijn niet opnieuw te lezen" in said
    assert f"ssd/{UITKERINGEN}: ligt niet meer in de landing" in said
    assert f"cimot/{TRAJECTEN}: heeft een andere inhoud dan toen het geladen werd" in said
    assert f"vis2/{OPVANG}: de rijen ontbreken in raw; draai eerst een lading met de oude sleutel" in said
    assert "houd dan de oude sleutel" in said
    assert raw_bytes(filled) == {path: content for path, content in before.items() if Path(path).exists()}


def test_a_feed_that_has_no_contract_any_more_is_refused(filled: Warehouse, change: Callable[..., None]):
    del filled.contracts["cimot/trajecten"]
    with pytest.raises(SleutelFout, match=f"cimot/{TRAJECTEN}: van deze feed is er geen contract meer"):
        change()


@pytest.mark.parametrize("what", ["another value", "a row less"])
def test_rows_that_read_otherwise_than_they_did_are_refused(filled: Warehouse, change: Callable[..., None], what: str):
    """As when a new version of a reader counts rows in another way: then a person would get another one's row."""
    path = next((filled.home / "raw" / "ssd" / "uitkeringen").glob("ssd*.01.*.parquet"))
    select = {
        "another value": "SELECT * REPLACE (CASE WHEN rijnummer = 5 THEN '7512' ELSE postcode4 END AS postcode4)",
        "a row less": "SELECT * REPLACE (rijnummer + 1000 AS rijnummer)",
    }[what]
    duckdb.execute(f"COPY ({select} FROM '{path}') TO '{path}.part' (FORMAT parquet)")
    Path(f"{path}.part").replace(path)
    before = raw_bytes(filled)
    with pytest.raises(SleutelFout, match=r"lezen nu anders|van de 60 rijen in raw zijn er 0 teruggevonden") as told:
        change()
    assert "niets veranderd" in str(told.value)
    assert raw_bytes(filled) == before


def test_an_error_of_which_the_text_may_quote_a_row_is_told_by_its_kind(filled: Warehouse):
    def broken(*_: object) -> None:
        raise RuntimeError(f"in de rij van {ex.bsn(1)}")

    with Ledger(filled.state) as ledger:
        bestanden = scan(filled.landing, filled.contracts.values()).bestanden
        found = to_be_remade(ledger, filled.contracts.values(), bestanden, filled.home / "raw")
    with pytest.raises(SleutelFout, match=r"onverwachte fout \(RuntimeError\)") as told:
        change_key(filled.home / "raw", filled.state, key_proof(OTHER_KEY), found, broken)
    assert ex.bsn(1) not in str(told.value)
    assert told.value.__cause__ is None


class Killed(BaseException):
    """The process ends here."""


@pytest.fixture
def killed_at(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[int], None]]:
    """Ends the process at the n-th file that is put in its place; what would have cleaned up does not run."""
    replace, rmtree = Path.replace, key_change.shutil.rmtree

    def at(number: int) -> None:
        left = [number]

        def counted(path: Path, target: Path) -> Path:
            left[0] -= 1
            if left[0] < 0:
                raise Killed
            return replace(path, target)

        def not_any_more(*arguments: object, **options: object) -> None:
            if left[0] >= 0:
                rmtree(*arguments, **options)

        monkeypatch.setattr(Path, "replace", counted)
        monkeypatch.setattr(key_change.shutil, "rmtree", not_any_more)

    yield at
    monkeypatch.undo()


def test_wherever_it_is_killed_raw_is_of_one_key_again_before_the_next_load_reads_it(
    filled: Warehouse, change: Callable[..., None], killed_at: Callable[[int], None], monkeypatch: pytest.MonkeyPatch
):
    raw, old = filled.home / "raw", raw_bytes(filled)
    change()
    new = raw_bytes(filled)
    moves = sum(old[path] != new[path] for path in new) + 2  # the files, and the proof in both its places
    assert moves == 7
    outcomes = []
    for number in range(moves):
        for path, content in old.items():
            Path(path).write_bytes(content)
        note_key(filled.state, key_proof(KEY))
        killed_at(number)
        with pytest.raises(Killed):
            change()
        monkeypatch.undo()
        finished = finish_key_change(raw, filled.state)
        proof = (filled.state / "sleutelcontrole").read_text()
        outcomes.append(finished)
        assert raw_bytes(filled) == (new if finished else old), number
        assert proof == key_proof(OTHER_KEY if finished else KEY), number
        assert not finish_key_change(raw, filled.state)
    assert outcomes == [False] + [True] * (moves - 1)


def test_neither_key_and_nobody_stands_in_anything_that_it_wrote_or_said(
    filled: Warehouse, change: Callable[..., None], caplog: pytest.LogCaptureFixture
):
    caplog.set_level(logging.DEBUG)
    change()
    forbidden = [OTHER_KEY.decode(), OTHER_KEY.hex(), *(ex.bsn(n) for n in range(1, 60))]
    assert spilled(filled.written(), forbidden) == []
    assert [text for text in forbidden if text in caplog.text] == []
    assert "ssd/uitkeringen: 2 levering(en) worden opnieuw gelezen" in caplog.text


def test_a_delivery_in_many_pieces_is_made_whole(
    filled: Warehouse, change: Callable[..., None], monkeypatch: pytest.MonkeyPatch
):
    def small_pieces(stroom: pa.RecordBatchReader) -> Iterator[pa.Table]:
        rows = stroom.read_all()
        yield from (rows.slice(first, 7) for first in range(0, rows.num_rows, 7))

    monkeypatch.setattr("expectations.rekeyed_rows._in_large_pieces", small_pieces)
    before = filled.raw("ssd", "uitkeringen")
    change()
    after = filled.raw("ssd", "uitkeringen")
    assert [row["rijnummer"] for row in after] == [row["rijnummer"] for row in before]
    assert not {row["uitkering_id"] for row in after} & {row["uitkering_id"] for row in before}
    assert len({row["uitkering_id"] for row in after}) == len({row["uitkering_id"] for row in before})


def test_pieces_are_large_and_hold_every_row():
    schema = pa.schema([("rijnummer", pa.int64())])
    batches = [pa.RecordBatch.from_pydict({"rijnummer": range(300_000)}, schema=schema)] * 5
    pieces = [piece.num_rows for piece in _in_large_pieces(pa.RecordBatchReader.from_batches(schema, batches))]
    assert pieces == [600_000, 600_000, 300_000]
