"""Pseudonyms beside the values of a stream, against Python's own HMAC."""

from __future__ import annotations

import hmac

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.pseudonyms import Pseudoniemen, PseudoniemFout

KEY = b"\x00 a key with bytes of every kind \xff'\x1f"
TEXT = st.none() | st.text(st.characters(exclude_categories=("Cs",)), max_size=100)
ASKED = {"nummer__pseudoniem": ("nummer", "ssd.client.GM0153"), "bsn__pseudoniem": ("bsn", "bsn")}
SCHEMA = pa.schema([("rijnummer", pa.int64()), ("nummer", pa.string()), ("bsn", pa.string())])


@pytest.fixture(scope="module")
def pseudoniemen() -> Pseudoniemen:
    return Pseudoniemen(KEY)


def stream(*batches: list[tuple[str | None, str | None]]) -> pa.RecordBatchReader:
    """Each batch as (nummer, bsn), numbered from 2."""
    made = [
        pa.record_batch([range(2, 2 + len(rows)), [a for a, _ in rows], [b for _, b in rows]], schema=SCHEMA)
        for rows in batches
    ]
    return pa.RecordBatchReader.from_batches(SCHEMA, made)


def by_python(key: bytes, domein: str, value: str | None) -> bytes | None:
    return None if value is None else hmac.digest(key, domein.encode() + b"\x1f" + value.encode(), "sha256")


@given(st.lists(st.lists(st.tuples(TEXT, TEXT), max_size=5), max_size=4))
def test_a_pseudonym_is_the_hmac_of_domain_and_value_and_of_nothing_there_is_none(
    pseudoniemen: Pseudoniemen, batches: list[list[tuple[str | None, str | None]]]
):
    found = pseudoniemen.beside(stream(*batches), ASKED).read_all().to_pylist()
    rows = [row for batch in batches for row in batch]
    assert [(row["nummer"], row["bsn"]) for row in found] == rows, "the rows are those that came, in their order"
    assert [row["nummer__pseudoniem"] for row in found] == [by_python(KEY, "ssd.client.GM0153", a) for a, _ in rows]
    assert [row["bsn__pseudoniem"] for row in found] == [by_python(KEY, "bsn", b) for _, b in rows]


def test_a_batch_of_any_size_keeps_its_order(pseudoniemen: Pseudoniemen):
    """More rows than the library takes at once."""
    rows = [(str(n), None) for n in range(30_000)]
    found = pseudoniemen.beside(stream(rows), ASKED).read_all()
    assert found["nummer__pseudoniem"].to_pylist() == [by_python(KEY, "ssd.client.GM0153", n) for n, _ in rows]
    assert found["bsn__pseudoniem"].null_count == len(rows)


@pytest.mark.parametrize("length", [0, 1, 63, 64, 65, 200])
def test_a_key_of_any_length_is_the_key_of_python(length: int):
    key = bytes(range(1, 256))[:length]
    found = Pseudoniemen(key).beside(stream([("1", "1")]), ASKED).read_all()
    assert found["bsn__pseudoniem"].to_pylist() == [by_python(key, "bsn", "1")]


def test_domains_do_not_run_into_values(pseudoniemen: Pseudoniemen):
    asked = {"one": ("nummer", "ssd.a"), "other": ("bsn", "ssd.ab")}
    (row,) = pseudoniemen.beside(stream([("b1", "1")]), asked).read_all().to_pylist()
    assert row["one"] != row["other"]


def test_a_table_without_pseudonyms_stays_as_it_is(pseudoniemen: Pseudoniemen):
    assert pseudoniemen.beside(stream([("1", None)]), {}).read_all() == stream([("1", None)]).read_all()


def test_nothing_of_what_was_read_is_kept(pseudoniemen: Pseudoniemen):
    pseudoniemen.beside(stream([("1", "2")], [("3", "4")]), ASKED).read_all()
    catalog = pseudoniemen._context.catalog()
    assert not [name for schema in catalog.names() for name in catalog.schema(schema).names()]


def test_an_error_says_nothing_of_a_value(pseudoniemen: Pseudoniemen):
    schema = pa.schema([("nummer", pa.list_(pa.string()))])
    broken = pa.RecordBatchReader.from_batches(schema, [pa.record_batch([[["990000023"]]], schema=schema)])
    with pytest.raises(PseudoniemFout) as error:
        pseudoniemen.beside(broken, {"p": ("nummer", "bsn")}).read_all()
    assert "990000023" not in str(error.value)
    assert error.value.__suppress_context__
