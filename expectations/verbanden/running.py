"""Running the rules across feeds in Great Expectations, and putting in words what they found.

Belongs here: from a suite of rules to results for the ledger, examples of rows, and Great Expectations' own account
without a value. Does not belong here: when a suite runs (`expectations.verbanden.standing`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from expectations.ledger_tables import Controleresultaat, Voorbeeld
from expectations.rules import Controle
from expectations.verbanden.database import DELIVERIES
from expectations.verbanden.model import OBJECT, Verband
from sources.contract_model import Ernst

if TYPE_CHECKING:
    from expectations.gx_engine import DuckDBExecutionEngine
    from expectations.gx_suite import Resultaat

EXAMPLES = 20
"""How many rows of a delivery are kept per rule: enough to start mending, few enough to stay a list."""

_GEMEENTEN_SHOWN = 5
_FOUND_SHOWN = 3
_FOUND = " AS gevonden"


@dataclass
class Uitkomst:
    """What the rules of a suite found. `heel` says that every one of them could run."""

    controles: list[Controleresultaat] = field(default_factory=list)
    voorbeelden: list[Voorbeeld] = field(default_factory=list)
    verslag: dict[str, Any] | None = None
    heel: bool = True


def run_suite(
    engine: DuckDBExecutionEngine, con: Any, verbanden: Sequence[Verband], run_id: str, moment: datetime
) -> Uitkomst:
    """Run the rules of one suite. `con` is a connection to the engine's database, in which the tables that they read
    are (`offer_tables`); `moment` is in naive UTC."""
    from expectations.gx_suite import validate

    suite = verbanden[0].suite
    meta = {"suite": f"{OBJECT}.{suite}", "run_id": run_id}
    validatie = validate(engine, DELIVERIES, [_check(verband) for verband in verbanden], meta)
    uitkomst = Uitkomst(verslag=validatie.verslag)
    for verband, result in zip(verbanden, validatie.resultaten, strict=True):
        if result.uitzondering:
            uitkomst.controles.append(could_not_run(verband, result.uitzondering, run_id, moment))
            uitkomst.heel = False
            continue
        uitkomst.controles.append(_entry(con, verband, result, run_id, moment))
        uitkomst.voorbeelden.extend(_examples(con, verband, result, run_id))
    return uitkomst


def could_not_run(verband: Verband, kind: str, run_id: str, moment: datetime) -> Controleresultaat:
    """The result of a rule that ran into an error, of which only the kind is told: its text may quote a row.

    It names no feed: an error of ours says nothing about a delivery, and breaks no feed.
    """
    reden = (
        f"De regel {verband.id} over feeds heen kon niet worden uitgevoerd ({kind}); de cijfers zijn gewoon berekend. "
        "Meld dit aan de beheerder."
    )
    return Controleresultaat(
        run_id,
        verband.controle_id,
        None,
        None,
        None,
        OBJECT,
        None,
        verband.id,
        Ernst.FATAAL,
        False,
        1,
        1,
        moment,
        reden,
    )


def rows_query(verband: Verband) -> str:
    """The rows that contradict, of deliveries in use, without those that the rule allows."""
    found = "gevonden" if _FOUND in verband.sql else "CAST(NULL AS VARCHAR) AS gevonden"
    query = (
        f"SELECT levering_id, rijnummer, {found} FROM ({verband.sql}) AS strijdig "
        f"WHERE levering_id IN (SELECT levering_id FROM {{batch}})"
    )
    if not verband.toegestaan_aandeel:
        return query
    return (
        f"SELECT levering_id, rijnummer, gevonden FROM ({query}) AS geteld "
        f"JOIN (SELECT levering_id, count(*) AS rijen FROM {_looked_at(verband)} GROUP BY levering_id) AS alle "
        "USING (levering_id) "
        f"QUALIFY count(*) OVER (PARTITION BY levering_id) > {verband.toegestaan_aandeel} * rijen"
    )


def _check(verband: Verband) -> Controle:
    return Controle(
        verband.controle_id,
        OBJECT,
        None,
        verband.id,
        verband.ernst,
        verband.omschrijving,
        "unexpected_rows_expectation",
        {"unexpected_rows_query": rows_query(verband)},
    )


def _looked_at(verband: Verband) -> str:
    """What follows FROM for the rows that the rule can say something of."""
    schema = "per_jaar" if f"per_jaar.{verband.staging}" in verband.sql else "nu"
    return f"{schema}.{verband.staging} WHERE {verband.over or 'true'}"


def _entry(con: Any, verband: Verband, result: Resultaat, run_id: str, moment: datetime) -> Controleresultaat:
    looked_at = int(con.execute(f"SELECT count(*) FROM {_looked_at(verband)}").fetchall()[0][0])
    return Controleresultaat(
        run_id=run_id,
        controle_id=verband.controle_id,
        levering_id=None,
        bron=verband.bron,
        feed=verband.feed,
        object=OBJECT,
        kolom=None,
        regel=verband.id,
        ernst=verband.ernst,
        geslaagd=result.geslaagd,
        aantal=looked_at,
        aantal_fout=result.aantal_fout,
        uitgevoerd_op=moment,
        reden=None if result.geslaagd else f"{verband.omschrijving} {_told(con, result)}",
    )


def _told(con: Any, result: Resultaat) -> str:
    """How many rows, in which municipalities, and for totals what both sides say."""
    per_gemeente = con.execute(
        f"SELECT levering.gemeente_code, count(*) AS rijen FROM ({result.rijen_sql}) AS rij "
        f"JOIN {DELIVERIES} AS levering USING (levering_id) GROUP BY ALL ORDER BY rijen DESC, gemeente_code"
    ).fetchall()
    rows = sum(count for _, count in per_gemeente)
    places = _some([f"{code} {count}" for code, count in per_gemeente], _GEMEENTEN_SHOWN, "gemeenten")
    found = con.execute(
        f"SELECT DISTINCT gevonden FROM ({result.rijen_sql}) AS rij WHERE gevonden IS NOT NULL ORDER BY gevonden"
    ).fetchall()
    told = f"Het gaat om {rows} {'rij' if rows == 1 else 'rijen'} ({places})."
    return f"{told} Gevonden: {_some([row[0] for row in found], _FOUND_SHOWN, 'keer')}." if found else told


def _some(texts: Sequence[str], limit: int, rest: str) -> str:
    more = f" en nog {len(texts) - limit} {rest}" if len(texts) > limit else ""
    return "; ".join(texts[:limit]) + more


def _examples(con: Any, verband: Verband, result: Resultaat, run_id: str) -> Iterable[Voorbeeld]:
    if not result.rijen_sql:
        return
    rows = con.execute(
        f"SELECT DISTINCT levering_id, rijnummer FROM ({result.rijen_sql}) AS rij "
        f"QUALIFY dense_rank() OVER (PARTITION BY levering_id ORDER BY rijnummer) <= {EXAMPLES} ORDER BY ALL"
    ).fetchall()
    for levering_id, rijnummer in rows:
        yield Voorbeeld(run_id, verband.controle_id, levering_id, verband.tabel, rijnummer)
