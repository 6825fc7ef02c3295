"""A text as a reader hands it over."""

from __future__ import annotations

import pyarrow as pa

from sources.reading.trimming import trimmed


def as_read(text: str | None) -> str | None:
    """What remains of one delivered text."""
    batch = pa.record_batch({"veld": pa.array([text], pa.string())})
    (row,) = trimmed(pa.RecordBatchReader.from_batches(batch.schema, [batch])).read_all().to_pylist()
    found: str | None = row["veld"]
    return found
