"""What a rejection says beyond the sentence of its rule: what was typed, what was found, and which rows come first.

Belongs here: the ends of reasons, as SQL and as text. A value is only told where the contract allows it
(`toon_waarde`), and a number that could be somebody's never is. Does not belong here: which rows are broken
(`expectations.keuring`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from expectations.placeholders import judged_table
from sources.long_numbers import shown_sql

if TYPE_CHECKING:
    from expectations.rules import Controle
    from sources.contract_model import Tabel

_ROWS_SHOWN = 3


def sentence(text: str) -> str:
    """What a reader says, as a sentence of its own."""
    return text[0].upper() + text[1:] + ("" if text.endswith(".") else ".")


def told_of_row(check: Controle) -> str:
    """SQL for the end of the reason of one broken row: `rij` is the row, `gevonden` what the rule's query selected."""
    if check.vertelt:
        return "coalesce(' Gevonden: ' || gevonden.gevonden || '.', '')"
    return f"coalesce(' Er staat: ' || {shown_sql(f'rij.{check.toont}')}, '')" if check.toont else "''"


def told_of_delivery(connection: Any, tabel: Tabel, check: Controle) -> str:
    """The end of the reason of a delivery that this check rejects: what was found, or the first broken rows."""
    table = judged_table(tabel.naam)
    shown = [veld for veld in tabel.velden if veld.toon_waarde]
    if check.vertelt:
        found = connection.execute(
            f"SELECT reden FROM {table}_kapot WHERE controle_id = $1 ORDER BY rijnummer LIMIT 1", [check.controle_id]
        ).fetchall()
        return str(found[0][0]).removeprefix(check.reden) if found else ""
    if not shown:
        return ""
    values = ", ".join(f"'{veld.kop} ' || {shown_sql(f'rij.{veld.naam}')}" for veld in shown)
    rows = connection.execute(
        f"SELECT kapot.rijnummer, concat_ws(', ', {values}), count(*) OVER () FROM {table}_kapot AS kapot "
        f"JOIN {table} AS rij ON rij.rijnummer = kapot.rijnummer WHERE kapot.controle_id = $1 "
        f"ORDER BY kapot.rijnummer LIMIT {_ROWS_SHOWN}",
        [check.controle_id],
    ).fetchall()
    if not rows:
        return ""
    more = rows[0][2] - len(rows)
    end = f"; en nog {more}" if more else ""
    return " Het gaat om " + "; ".join(f"rij {number} ({text})" for number, text, _ in rows) + f"{end}."
