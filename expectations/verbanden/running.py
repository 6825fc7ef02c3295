"""Running the rules across feeds, and putting in words what they found.

Belongs here: from a suite of rules to results for the ledger, examples of rows, and the account for Data Docs without a
value. Every rule is asked once; what is told of it is told of the rows that it found. Does not belong here: when a
suite runs (`expectations.verbanden.standing`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import duckdb

from expectations.ledger_tables import Controleresultaat, Voorbeeld
from expectations.resultaat import Resultaat
from expectations.rules import Controle
from expectations.verbanden.database import DELIVERIES
from expectations.verbanden.model import OBJECT, Verband
from expectations.verslag import entry, report
from sources.contract_model import Ernst

EXAMPLES = 20
"""How many rows of a delivery are kept per rule: enough to start mending, few enough to stay a list."""

FOUND = "gevonden_rijen"
"""The table of the rows that the rule in hand found: levering_id, rijnummer, gevonden."""

_GEMEENTEN_SHOWN = 5
_FOUND_SHOWN = 3
_TELLS = " AS gevonden"


@dataclass
class Uitkomst:
    """What the rules of a suite found. `heel` says that every one of them could run."""

    controles: list[Controleresultaat] = field(default_factory=list)
    voorbeelden: list[Voorbeeld] = field(default_factory=list)
    verslag: dict[str, Any] | None = None
    heel: bool = True


def run_suite(con: Any, verbanden: Sequence[Verband], run_id: str, moment: datetime) -> Uitkomst:
    """Run the rules of one suite. `con` is a connection to the database in which the tables that they read are
    (`offer_table`); `moment` is in naive UTC."""
    uitkomst, accounts = Uitkomst(), []
    deliveries = _count(con, DELIVERIES)
    for verband in verbanden:
        try:
            controle = _ask(con, verband, run_id, moment)
        except duckdb.Error as error:
            kind = type(error).__name__
            uitkomst.controles.append(could_not_run(verband, kind, run_id, moment))
            uitkomst.heel = False
            accounts.append(entry(Resultaat(_check(verband), False, deliveries, deliveries, None, kind), {}))
            continue
        uitkomst.controles.append(controle)
        uitkomst.voorbeelden.extend(_examples(con, verband, run_id))
        found = Resultaat(_check(verband), controle.geslaagd, deliveries, controle.aantal_fout)
        accounts.append(entry(found, {"observed_value": controle.aantal_fout}))
    uitkomst.verslag = report(accounts, {"suite": f"{OBJECT}.{verbanden[0].suite}", "run_id": run_id})
    return uitkomst


def _ask(con: Any, verband: Verband, run_id: str, moment: datetime) -> Controleresultaat:
    """Keep the rows that contradict in `FOUND`, and say what there is to say of them."""
    con.execute(f"CREATE OR REPLACE TABLE {FOUND} AS {rows_query(verband)}")
    broken = _count(con, FOUND)
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
        geslaagd=broken == 0,
        aantal=_count(con, _looked_at(verband)),
        aantal_fout=broken,
        uitgevoerd_op=moment,
        reden=None if broken == 0 else f"{verband.omschrijving} {_told(con)}",
    )


def _count(con: Any, relation: str) -> int:
    return int(con.execute(f"SELECT count(*) FROM {relation}").fetchall()[0][0])


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
    found = "gevonden" if _TELLS in verband.sql else "CAST(NULL AS VARCHAR) AS gevonden"
    query = (
        f"SELECT levering_id, rijnummer, {found} FROM ({verband.sql}) AS strijdig "
        f"WHERE levering_id IN (SELECT levering_id FROM {DELIVERIES})"
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


def _told(con: Any) -> str:
    """How many rows, in which municipalities, and for totals what both sides say."""
    per_gemeente = con.execute(
        f"SELECT levering.gemeente_code, count(*) AS rijen FROM {FOUND} AS rij "
        f"JOIN {DELIVERIES} AS levering USING (levering_id) GROUP BY ALL ORDER BY rijen DESC, gemeente_code"
    ).fetchall()
    rows = sum(count for _, count in per_gemeente)
    places = _some([f"{code} {count}" for code, count in per_gemeente], _GEMEENTEN_SHOWN, "gemeenten")
    found = con.execute(
        f"SELECT DISTINCT gevonden FROM {FOUND} WHERE gevonden IS NOT NULL ORDER BY gevonden"
    ).fetchall()
    told = f"Het gaat om {rows} {'rij' if rows == 1 else 'rijen'} ({places})."
    return f"{told} Gevonden: {_some([row[0] for row in found], _FOUND_SHOWN, 'keer')}." if found else told


def _some(texts: Sequence[str], limit: int, rest: str) -> str:
    more = f" en nog {len(texts) - limit} {rest}" if len(texts) > limit else ""
    return "; ".join(texts[:limit]) + more


def _examples(con: Any, verband: Verband, run_id: str) -> Iterable[Voorbeeld]:
    rows = con.execute(
        f"SELECT DISTINCT levering_id, rijnummer FROM {FOUND} "
        f"QUALIFY dense_rank() OVER (PARTITION BY levering_id ORDER BY rijnummer) <= {EXAMPLES} ORDER BY ALL"
    ).fetchall()
    for levering_id, rijnummer in rows:
        yield Voorbeeld(run_id, verband.controle_id, levering_id, verband.tabel, rijnummer)
