"""The key of the pseudonyms, in every form in which it could get out.

Belongs here: the forms, and finding them. Does not belong here: what is searched (the tests).
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from urllib.parse import quote


@cache
def forms_of(key: bytes) -> dict[str, bytes]:
    """The key, what HMAC makes of it (with any of these somebody can make pseudonyms), and how programs write such
    bytes: as they are, hexadecimal, base64, escaped by Python, by DuckDB and in an address."""
    block = hashlib.sha256(key).digest() if len(key) > 64 else key
    padded = block.ljust(64, b"\0")
    bare = {
        "key": key,
        "key as used": block,
        "inner pad": bytes(byte ^ 0x36 for byte in padded),
        "outer pad": bytes(byte ^ 0x5C for byte in padded),
    }
    found = {}
    for name, value in bare.items():
        found |= {
            name: value,
            f"{name}, hex": value.hex().encode(),
            f"{name}, HEX": value.hex().upper().encode(),
            f"{name}, base64": base64.b64encode(value).rstrip(b"="),
            f"{name}, base64 for addresses": base64.urlsafe_b64encode(value).rstrip(b"="),
            f"{name}, by Python": repr(value)[2:-1].encode(),
            f"{name}, by DuckDB": _by_duckdb(value),
            f"{name}, in an address": quote(value).encode(),
        }
    return found


def key_in(key: bytes, data: bytes) -> set[str]:
    """In which forms the key stands in some bytes."""
    return {name for form, names in _names_of_forms(key).items() if form in data for name in names}


@cache
def _names_of_forms(key: bytes) -> dict[bytes, list[str]]:
    """Several forms of a plain key are the same, and it is searched for in hundreds of megabytes."""
    found: dict[bytes, list[str]] = {}
    for name, form in forms_of(key).items():
        found.setdefault(form, []).append(name)
    return found


def _by_duckdb(value: bytes) -> bytes:
    return b"".join(
        bytes([byte]) if 32 <= byte < 127 and byte not in b"\\'\"" else f"\\x{byte:02X}".encode() for byte in value
    )
