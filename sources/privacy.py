"""The treatment of personal fields, as SQL that runs while a file is being read.

Belongs here: which fields get a pseudonym and within which domain, the 11-proef, what remains of a birth date and a
postcode. Does not belong here: making pseudonyms (`sources.pseudonyms`), so no query has to do with the key.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from sources.contract_model import Veld
from sources.contract_properties import Behandeling, Layout
from sources.values import date_sql

BSN_PLACEHOLDERS = ("999999999", "000000000")
"""Legal values that identify nobody: unknown, and unborn (Beleidsinformatie Jeugd)."""


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


def pseudonym_column(naam: str) -> str:
    """The column in which the pseudonyms of a field stand beside its values."""
    return f"{naam}__pseudoniem"


def pseudonyms_asked(
    velden: Iterable[Veld], aanwezig: Collection[str], gemeente_code: str
) -> dict[str, tuple[str, str]]:
    """Which pseudonyms a table needs, as `Pseudoniemen.beside` takes it. `aanwezig` are the fields that the file holds,
    which may be fewer than the contract has."""
    return {
        pseudonym_column(veld.naam): (veld.naam, pseudonym_domain(str(veld.persoonsgegeven.domein), gemeente_code))
        for veld in velden
        if veld.naam in aanwezig and veld.wordt_pseudoniem and veld.persoonsgegeven
    }


def treated_columns(veld: Veld, value: str, layout: Layout, pseudonym: str) -> dict[str, str]:
    """The columns that remain of a personal field: what raw keeps, and `__gevuld` and `__leesfout` for the rules.

    `value` is the SQL of the text as delivered and `trimmed`, `pseudonym` that of its pseudonym as bytes, for a field
    that gets one. Nothing returned holds that text itself.
    """
    given = veld.persoonsgegeven
    if given is None:
        raise ValueError(f"{veld.naam} is geen persoonsgegeven")
    columns = {f"{veld.naam}__gevuld": f"CASE WHEN {value} IS NOT NULL THEN 'ja' END"}
    fault: str | None = None
    match given.behandeling:
        case Behandeling.PSEUDONIEM:
            known = pseudonym
            if given.controle == "elfproef":
                placeholders = ", ".join(f"'{p}'" for p in BSN_PLACEHOLDERS)
                known = f"CASE WHEN {value} NOT IN ({placeholders}) THEN {pseudonym} END"
                fault = f"CASE WHEN {value} IS NOT NULL AND NOT ({valid_bsn_sql(value)}) THEN 'elfproef' END"
            columns[str(given.wordt)] = known
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
