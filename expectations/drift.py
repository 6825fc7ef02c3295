"""Codes that a delivery brings and the contract does not know, as differences.

Belongs here: finding them among the rows that the inspection kept back, and the guard that decides whether one may be
named. Whoever types in a code column may type a name or a number there, so what does not look like a code of that very
field is counted and never shown. Does not belong here: columns and sheets (`sources.reading`), and the rules themselves
(`expectations.rules`).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from expectations.placeholders import judged_table
from expectations.rules import controle_id
from sources.contract_properties import Behandeling
from sources.reading import proposal
from sources.reading.result import ONLEESBAAR, RIJNUMMER
from sources.reading.shown import resembling
from sources.reading.verschil import Verschil

if TYPE_CHECKING:
    from expectations.resultaat import Resultaat
    from sources.contract_model import Contract, Tabel, Veld

MINIMUM_ROWS = 3
"""A code is new when it stands in so many rows; less often it is a slip of the pen. Where rows are about persons it
must stand with so many different ones as well."""

LONGEST_CODE = 40
_LONG_NUMBER = re.compile(r"\d{4,}")
_YEAR = re.compile(r"(?<!\d)(19|20)\d{2}(?!\d)")
_LONGEST_ABBREVIATION = 4  # letters; a longer word may be somebody's name
_CLOSE_KIN = 0.8
_KNOWN_SHOWN = 20
_TOLD_AT_MOST = 5


def new_codes(
    connection: Any,
    contract: Contract,
    tabel: Tabel,
    resultaten: Sequence[Resultaat],
    codelijsten: Mapping[str, Collection[str]],
) -> Iterator[Verschil]:
    """The codes of one table that the contract does not know, each with the row that it would need; one that may not be
    named stands for its field, with nothing found. `tabel` is the table as it holds on the peildatum."""
    broken = {result.controle.controle_id: result for result in resultaten if result.rijen_sql}
    for veld in tabel.velden:
        rule = controle_id(contract, tabel.naam, veld.naam, veld.codelijst or "code")
        if veld.persoonsgegeven is None and (veld.codes or veld.codelijst) and rule in broken:
            others = [result for name, result in broken.items() if name != rule]
            known = codelijsten[veld.codelijst] if veld.codelijst else veld.codes
            found = _values(connection, tabel, veld, broken[rule], others)
            yield from _differences(tabel, veld, found, known)


def told(verschillen: Sequence[Verschil]) -> str:
    """The end of the reason of a delivery that has too many broken rows: what may lie behind them."""
    columns = [v.kolom for v in verschillen if v.soort == "kolom_nieuw" and v.kolom]
    codes = [f"{v.gevonden} in {v.kolom}" for v in verschillen if v.soort == "code_nieuw" and v.gevonden]
    kinds = {"kolommen": columns, "codes": codes}
    parts = [f"{kind} die het contract niet kent ({_first(names)})" for kind, names in kinds.items() if names]
    return f" Er staan {' en '.join(parts)} in; zie dwh propose." if parts else ""


def _first(names: Sequence[str]) -> str:
    return ", ".join(names[:_TOLD_AT_MOST]) + (" …" if len(names) > _TOLD_AT_MOST else "")


def may_be_shown(value: str, known: Collection[str], *, persons: bool, years: bool = False) -> bool:
    """Whether a value that is no known code may be named: it is written like the known codes of its field.

    `persons` says that the rows are about people. Then a word that could be a name is shown only where it is kin to a
    known code. With `years` a year may stand in it, for lists of what is public.
    """
    digits = _YEAR.sub("", value) if years else value
    if not value or len(value) > min(LONGEST_CODE, 2 * max(map(len, known), default=0)) or _LONG_NUMBER.search(digits):
        return False
    shape = _shape(value)
    alike = [code for code in known if _shape(code) == shape]
    if not alike:
        return False
    if re.search(r"\d", value) and not years and not _length_fits(value, alike):
        return False
    return not (persons and _could_be_a_name(value)) or _is_kin(value, known)


def _values(
    connection: Any, tabel: Tabel, veld: Veld, result: Resultaat, others: Sequence[Resultaat]
) -> list[tuple[str, bool]]:
    """The unknown codes that stand in enough rows which break no other rule, and whether they stand with enough
    different persons, the most frequent first."""
    table, person = judged_table(tabel.naam), _person(tabel)
    elsewhere = " UNION ALL ".join(f"SELECT {RIJNUMMER} FROM ({other.rijen_sql})" for other in others)
    sound = f"AND NOT EXISTS (FROM ({elsewhere}) AS ander WHERE ander.{RIJNUMMER} = rij.{RIJNUMMER})" if others else ""
    enough = f'count(DISTINCT rij."{person}") >= {MINIMUM_ROWS}' if person else "true"
    rows = connection.execute(
        f'SELECT rij."{veld.naam}", {enough} FROM {table} AS rij '
        f"WHERE rij.{RIJNUMMER} IN (SELECT {RIJNUMMER} FROM ({result.rijen_sql})) AND rij.{ONLEESBAAR} IS NULL {sound} "
        f'GROUP BY rij."{veld.naam}" HAVING count(*) >= {MINIMUM_ROWS} ORDER BY count(*) DESC, rij."{veld.naam}"'
    ).fetchall()
    return [(str(value), bool(fits)) for value, fits in rows]


def _differences(
    tabel: Tabel, veld: Veld, found: Sequence[tuple[str, bool]], known: Collection[str]
) -> Iterator[Verschil]:
    expected = ", ".join(sorted(known)[:_KNOWN_SHOWN] if veld.codelijst else list(known)[:_KNOWN_SHOWN])
    in_another_period = {periode.code for periode in veld.codeperioden}
    hidden = False
    for value, with_enough_persons in found:
        written = with_enough_persons and may_be_shown(
            value, known, persons=_is_about_persons(tabel), years=veld.toon_waarde
        )
        if value in in_another_period or written:
            row = f"# codelijst {veld.codelijst}:\n{value}" if veld.codelijst else proposal.new_code(tabel, veld, value)
            yield Verschil(tabel.naam, "code_nieuw", veld.kop, value, expected, row)
        else:
            hidden = True
    if hidden:
        yield Verschil(tabel.naam, "code_nieuw", veld.kop, None, expected)


def _is_about_persons(tabel: Tabel) -> bool:
    treated = (veld.persoonsgegeven.behandeling for veld in tabel.velden if veld.persoonsgegeven)
    return any(behandeling is not Behandeling.VERWIJDEREN for behandeling in treated)


def _person(tabel: Tabel) -> str | None:
    """The column that tells persons apart: the pseudonym of the BSN, or else of a client number."""
    given = [(veld.persoonsgegeven, veld) for veld in tabel.velden if veld.persoonsgegeven]
    pseudonyms = [(treated.domein, veld) for treated, veld in given if treated.domein is not None]
    # First the BSN, then what is no key: a key is different in every row.
    pseudonyms.sort(key=lambda pseudonym: (pseudonym[0] != "bsn", pseudonym[1].sleutel))
    return pseudonyms[0][1].raw_kolom if pseudonyms else None


def _shape(value: str) -> str:
    """How a code is written: runs of capitals (A), small letters (a) and digits (9), and what stands between them;
    equal parts count once, so that `A_B_C` is written like `A_B`."""
    kinds = "".join("A" if c.isupper() else "a" if c.islower() else "9" if c.isdigit() else c for c in value)
    runs = re.sub(r"([Aa9])\1+", r"\1", kinds)
    return re.sub(r"\b([Aa9]+)([^Aa9])(?:\1\2)+(?=\1)", r"\1\2", runs)


def _length_fits(value: str, alike: Sequence[str]) -> bool:
    return min(map(len, alike)) <= len(value) <= max(map(len, alike))


def _could_be_a_name(value: str) -> bool:
    words = re.findall(r"[^\W\d_]+", value)
    return any(len(word) > _LONGEST_ABBREVIATION or not word.isupper() for word in words)


def _is_kin(value: str, known: Collection[str]) -> bool:
    """Whether it shares a part with a known code, or is nearly one."""
    parts = set(_parts(value))
    return resembling(value, list(known), _CLOSE_KIN) is not None or any(parts & set(_parts(code)) for code in known)


def _parts(code: str) -> list[str]:
    return [part for part in re.split(r"[^A-Za-z]+", code) if len(part) > 1]
