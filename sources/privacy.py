"""The treatment of personal fields, as SQL that runs while a file is being read.

Belongs here: pseudonyms, the 11-proef, what remains of a birth date and a postcode. The key lives in session variables
of the private in-memory connection, never in a query's text, so that no log and no error can hold it.
"""

from __future__ import annotations

from typing import Protocol

from sources.contract_model import Veld
from sources.contract_properties import Behandeling, Layout
from sources.values import date_sql

BSN_PLACEHOLDERS = ("999999999", "000000000")
"""Legal values that identify nobody: unknown, and unborn (Beleidsinformatie Jeugd)."""

_BLOCK = 64  # bytes; the block size of SHA-256, to which HMAC pads its key
_SEPARATOR = "chr(31)"  # the unit separator occurs in no domain, so two (domain, value) pairs never read the same


class Connection(Protocol):
    def execute(self, query: str, parameters: object = ...) -> object: ...


def install_key(connection: Connection, key: bytes) -> None:
    """Give the connection what `pseudonym_sql` needs: HMAC's inner and outer pad of the key."""
    import hashlib

    padded = (hashlib.sha256(key).digest() if len(key) > _BLOCK else key).ljust(_BLOCK, b"\0")
    connection.execute("SET VARIABLE hmac_inner = $1", [bytes(b ^ 0x36 for b in padded)])
    connection.execute("SET VARIABLE hmac_outer = $1", [bytes(b ^ 0x5C for b in padded)])


def pseudonym_sql(domein: str, value: str) -> str:
    """HMAC-SHA-256 of `<domein>␟<value>` as 64 hex digits; null stays null. `value` is an SQL expression of type
    VARCHAR."""
    message = f"encode('{domein}' || {_SEPARATOR} || {value})"
    return f"sha256(getvariable('hmac_outer') || unhex(sha256(getvariable('hmac_inner') || {message})))"


def valid_bsn_sql(value: str) -> str:
    """Whether the text is nine digits that pass the 11-proef (a placeholder passes as well)."""
    digits = f"CAST(string_split({value}, '') AS FLOAT[])"
    proof = f"list_dot_product({digits}, CAST([9, 8, 7, 6, 5, 4, 3, 2, -1] AS FLOAT[])) % 11 = 0"
    placeholders = ", ".join(f"'{p}'" for p in BSN_PLACEHOLDERS)
    return (
        f"CASE WHEN {value} IN ({placeholders}) THEN true "
        f"WHEN regexp_full_match({value}, '[0-9]{{9}}') THEN {proof} ELSE false END"
    )


def pseudonym_domain(domein: str, gemeente_code: str) -> str:
    """A BSN means the same person everywhere; a number of a source system means something only within one
    municipality."""
    return domein if domein == "bsn" else f"{domein}.{gemeente_code}"


def treated_columns(veld: Veld, value: str, layout: Layout, gemeente_code: str) -> dict[str, str]:
    """The columns that remain of a personal field: what raw keeps, and `__gevuld` and `__leesfout` for the rules.

    `value` is the SQL of the text as delivered and `trimmed`. Nothing returned holds that text itself.
    """
    given = veld.persoonsgegeven
    if given is None:
        raise ValueError(f"{veld.naam} is geen persoonsgegeven")
    columns = {f"{veld.naam}__gevuld": f"CASE WHEN {value} IS NOT NULL THEN 'ja' END"}
    fault: str | None = None
    match given.behandeling:
        case Behandeling.PSEUDONIEM:
            known = value
            if given.controle == "elfproef":
                placeholders = ", ".join(f"'{p}'" for p in BSN_PLACEHOLDERS)
                known = f"CASE WHEN {value} NOT IN ({placeholders}) THEN {value} END"
                fault = f"CASE WHEN {value} IS NOT NULL AND NOT ({valid_bsn_sql(value)}) THEN 'elfproef' END"
            columns[str(given.wordt)] = pseudonym_sql(pseudonym_domain(str(given.domein), gemeente_code), known)
        case Behandeling.GEBOORTEJAAR:
            columns[str(given.wordt)] = f"strftime({date_sql(value, layout.datumvormen)}, '%Y')"
            fault = f"CASE WHEN {value} IS NOT NULL AND {date_sql(value, layout.datumvormen)} IS NULL THEN 'datum' END"
        case Behandeling.POSTCODE4:
            digits = f"regexp_extract({value}, '^([1-9][0-9]{{3}}) ?[A-Za-z]{{2}}$', 1)"
            columns[str(given.wordt)] = f"nullif({digits}, '')"
            fault = f"CASE WHEN {value} IS NOT NULL AND {digits} = '' THEN 'postcode' END"
        case Behandeling.VERWIJDEREN:
            pass
    if fault is not None:
        columns[f"{veld.naam}__leesfout"] = fault
    return columns
