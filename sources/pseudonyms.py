"""Pseudonyms: HMAC-SHA-256 over the columns of an Arrow stream, a batch at a time.

Belongs here: the key while it is used, and what a pseudonym is made of. The key is data beside the values and stands in
no query, so that no plan, log or error can hold it. Does not belong here: which fields get a pseudonym, and what else
remains of a personal field (`sources.privacy`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow as pa
    from datafusion import Expr, SessionContext

_BLOCK = 64  # bytes; the block size of SHA-256, to which HMAC pads its key
_SEPARATOR = b"\x1f"  # the unit separator occurs in no domain, so two (domain, value) pairs never read the same
_ROWS, _OUTER, _INNER = "rijen", "hmac_outer", "hmac_inner"


class PseudoniemFout(Exception):
    """Pseudonyms could not be made. What the library said of it is left out: it may quote a value."""


def hmac_pads(key: bytes) -> tuple[bytes, bytes]:
    """HMAC's inner and outer pad of a key."""
    padded = (hashlib.sha256(key).digest() if len(key) > _BLOCK else key).ljust(_BLOCK, b"\0")
    return bytes(b ^ 0x36 for b in padded), bytes(b ^ 0x5C for b in padded)


class Pseudoniemen:
    """Makes pseudonyms under one key."""

    def __init__(self, key: bytes) -> None:
        self._inner, self._outer = hmac_pads(key)

    def beside(self, stroom: pa.RecordBatchReader, asked: Mapping[str, tuple[str, str]]) -> pa.RecordBatchReader:
        """The same rows with a column more for each that is asked: by its name the text column of which, and the domain
        within which, it is the pseudonym. That is HMAC-SHA-256 of `<domain>␟<value>`, 32 bytes; null stays null. Raises
        `PseudoniemFout` while it is read."""
        import pyarrow as pa

        if not asked:
            return stroom
        schema = pa.schema([*stroom.schema, *(pa.field(name, pa.binary()) for name in asked)])

        def batches() -> Iterator[pa.RecordBatch]:
            for batch in stroom:
                made = self._made(batch, asked)
                yield pa.RecordBatch.from_arrays([*batch.columns, *made], schema=schema)

        return pa.RecordBatchReader.from_batches(schema, batches())

    def _made(self, batch: pa.RecordBatch, asked: Mapping[str, tuple[str, str]]) -> list[pa.Array]:
        import pyarrow as pa

        values = {name: batch.column(field) for name, (field, _) in asked.items()}
        pads = {_OUTER: self._outer} | {
            _INNER + domain: self._inner + domain.encode() + _SEPARATOR for _, domain in asked.values()
        }
        rows = pa.table(values | {name: _everywhere(pad, batch.num_rows) for name, pad in pads.items()})
        wanted = [_hmac(name, _INNER + domain).alias(name) for name, (_, domain) in asked.items()]
        try:
            made = self._context.from_arrow(rows, name=_ROWS).select(*wanted).to_arrow_table()
        except Exception as error:  # noqa: BLE001 - the library has no errors of its own
            raise PseudoniemFout(f"pseudoniemen konden niet worden gemaakt ({type(error).__name__})") from None
        finally:
            self._context.deregister_table(_ROWS)
        return [made.column(name).combine_chunks().cast(pa.binary()) for name in asked]

    @cached_property
    def _context(self) -> SessionContext:
        from datafusion import SessionConfig, SessionContext

        return SessionContext(SessionConfig().with_target_partitions(1))


def _everywhere(pad: bytes, rows: int) -> pa.DictionaryArray:
    """A column that is the same in all rows, and is held once."""
    import numpy as np
    import pyarrow as pa

    return pa.DictionaryArray.from_arrays(np.zeros(rows, np.int8), pa.array([pad], pa.binary()))


def _hmac(value: str, inner: str) -> Expr:
    import pyarrow as pa
    from datafusion import functions as f

    message = f.concat(_column(inner).cast(pa.binary()), _column(value).cast(pa.binary()))
    digest = f.sha256(f.concat(_column(_OUTER).cast(pa.binary()), f.sha256(message)))
    return f.when(_column(value).is_not_null(), digest).end()


def _column(name: str) -> Expr:
    """A column by exactly this name: unquoted, capitals and points would mean something."""
    from datafusion import col

    return col(f'"{name}"')
