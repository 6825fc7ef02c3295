"""What stands around a delivered text does not count."""

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.getypt import SPATIES
from sources.reading.result import text_schema
from sources.reading.trimming import trimmed
from tests.support.texts import as_read

AROUND = st.text(" " + SPATIES, max_size=4)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("  PW ", "PW"), ("", None), ("   ", None), (None, None), ("a  b", "a  b"),
        ("4.501\n", "4.501"), ("\t4.501", "4.501"), ("\xa04.501\r\n ", "4.501"), ("a\n b", "a\n b"), (" \t\xa0\n", None),
    ],
)  # fmt: skip
def test_spaces_around_a_text_do_not_count_and_empty_is_none(text: str | None, found: str | None):
    assert as_read(text) == found


@given(AROUND, st.text(), AROUND)
def test_whatever_stands_within_a_text_stays_as_it_is(before: str, text: str, after: str):
    inside = text.strip(" " + SPATIES)
    assert as_read(before + inside + after) == (inside or None)


def test_rows_keep_their_number_their_order_and_their_batch():
    schema = text_schema(("a",))
    rows = [pa.record_batch([[n], [None], [f" {n} "]], schema=schema) for n in (7, 2)]
    found = trimmed(pa.RecordBatchReader.from_batches(schema, rows))
    assert found.schema == schema
    assert [batch.to_pylist() for batch in found] == [
        [{"rijnummer": n, "rij__leesfout": None, "a": str(n)}] for n in (7, 2)
    ]
