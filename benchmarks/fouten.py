"""Rows that a contract must reject, each for one reason of its own.

Belongs here: which faults a table can have according to its contract, and which rows get one. Does not belong here:
sound values (`benchmarks.velden`).
"""

from __future__ import annotations

from dataclasses import dataclass

from benchmarks.velden import day_text, quoted
from sources.contract_model import Contract, Tabel, Veld

_PER_MILLION = 1_000_000


@dataclass(frozen=True)
class Fout:
    """A field and the SQL of what stands in it instead of its value."""

    veld: str
    sql: str


def faults_of(contract: Contract, tabel: Tabel) -> tuple[Fout, ...]:
    """What can be wrong with a row of this table, every fault of the kind that puts the row in quarantine."""
    faults = []
    for veld in tabel.velden:
        if wrong := _wrong_value(veld):
            faults.append(Fout(veld.naam, wrong))
        if veld.verplicht:
            faults.append(Fout(veld.naam, "NULL"))
    for regel in tabel.alle_regels:
        if "column_A" in regel.kwargs and regel.ernst == "fout":
            end = regel.kwargs["column_A"].split("__")[0]
            faults.append(Fout(end, day_text("begin - 1", contract.layout)))
    return tuple(faults)


def _wrong_value(veld: Veld) -> str | None:
    if veld.persoonsgegeven is not None:
        # One more in the last digit and the 11-proef fails.
        wrong_bsn = "substr(bsn, 1, 8) || ((substr(bsn, 9, 1)::INTEGER + 1) % 10)"
        return wrong_bsn if veld.persoonsgegeven.controle and veld.verplicht else None
    if veld.codes:
        return quoted("??")
    return {"date": quoted("31-13-2024"), "number": quoted("veel")}.get(veld.type)


def fault_number(share: float, faults: tuple[Fout, ...]) -> str:
    """The SQL that gives a row the number of its fault, null for a sound row; `share` of the rows get one."""
    if not faults or not share:
        return "NULL"
    bad = f"hash(h, 'goed of slecht') % {_PER_MILLION} < {round(share * _PER_MILLION)}"
    return f"CASE WHEN {bad} THEN (hash(h, 'wat') % {len(faults)})::INTEGER END"


def spoiled(values: dict[str, str], faults: tuple[Fout, ...]) -> dict[str, str]:
    """The values, with in the rows that have a fault (`fout`) what is wrong."""
    result = dict(values)
    for number, fault in enumerate(faults):
        if fault.veld in result:
            result[fault.veld] = f"CASE WHEN fout = {number} THEN {fault.sql} ELSE {result[fault.veld]} END"
    return result
