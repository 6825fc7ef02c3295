"""Accepting what is unusual about a delivery: somebody looked at its warnings, and it is right.

Belongs here: which delivery a person means, whether there is anything to accept, and what a reason may not hold. Does
not belong here: the command (`orchestration.command_accept`), and what follows: an accepted delivery is what the next
ones are compared with (`expectations.history`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sources.long_numbers import holds_long_number_sql

if TYPE_CHECKING:
    from expectations.ledger import Ledger

_LONGEST_REASON = 500
_NAMED = """
WITH waarschuwing AS (
    SELECT levering_id, count(*) AS aantal FROM controle
    WHERE ernst = 'waarschuwing' AND NOT geslaagd GROUP BY levering_id),
aanvaard AS (SELECT levering_id, arg_max(reden, aanvaard_op) AS reden FROM aanvaarding GROUP BY levering_id)
SELECT l.levering_id, l.bron, l.bestandsnaam, l.status, coalesce(w.aantal, 0), a.reden,
    (SELECT arg_max(n.bestandsnaam, n.volgnummer) FROM levering AS n
     WHERE n.bron = l.bron AND n.feed = l.feed AND n.gemeente_code = l.gemeente_code AND n.peildatum = l.peildatum
        AND n.volgnummer > l.volgnummer AND n.status = 'geladen')
FROM levering AS l LEFT JOIN waarschuwing AS w USING (levering_id) LEFT JOIN aanvaard AS a USING (levering_id)
WHERE l.bestandsnaam = $bestandsnaam AND l.bron = coalesce($bron, l.bron)
ORDER BY l.bron, l.ontvangen_op
"""


class AanvaardFout(ValueError):
    """Nothing was accepted; the message says why and what to do."""


@dataclass(frozen=True)
class Kandidaat:
    """A delivery of the name that somebody typed."""

    levering_id: str
    bron: str
    bestandsnaam: str
    status: str
    waarschuwingen: int
    aanvaard: str | None
    vervangen_door: str | None

    @property
    def naam(self) -> str:
        return f"{self.bron}/{self.bestandsnaam}"

    @property
    def bezwaar(self) -> str | None:
        """Why there is nothing to accept; None when there is."""
        if self.status != "geladen":
            return "is afgekeurd en niet geladen; vraag een verbeterde levering"
        if self.vervangen_door is not None:
            return f"is vervangen door {self.vervangen_door}; alleen die telt nog"
        if self.aanvaard is not None:
            return f"is al aanvaard: {self.aanvaard}"
        if self.waarschuwingen == 0:
            return "heeft geen waarschuwing die openstaat"
        return None


def accept(ledger: Ledger, namen: Sequence[str], reden: str, moment: datetime) -> list[Kandidaat]:
    """Accept the warnings of these deliveries, all or none. `namen` are file names, with or without the bron before
    them (`ssd/GM0153_uitkeringen_20241231_01.csv`); `moment` is naive UTC.

    Raises `AanvaardFout`.
    """
    why = _checked_reason(ledger, reden)
    chosen = {item.levering_id: item for item in (_chosen(ledger, naam) for naam in namen)}
    for item in chosen.values():
        ledger.accept(item.levering_id, why, moment)
    return list(chosen.values())


def _checked_reason(ledger: Ledger, reden: str) -> str:
    why = " ".join(reden.split())
    if not why:
        raise AanvaardFout("Er staat geen reden bij; schrijf op waarom de levering juist is.")
    if len(why) > _LONGEST_REASON:
        raise AanvaardFout(f"De reden is langer dan {_LONGEST_REASON} tekens; vat haar samen.")
    if "@" in why:
        raise AanvaardFout("In de reden staat een e-mailadres, en zij wordt gepubliceerd; noem een functie.")
    held = ledger.select(f"SELECT {holds_long_number_sql('CAST($reden AS VARCHAR)')}", {"reden": why})
    if held[0][0]:
        raise AanvaardFout(
            "In de reden staan negen of meer cijfers achter elkaar, en dat kan iemands nummer zijn; laat het weg."
        )
    return why


def _chosen(ledger: Ledger, naam: str) -> Kandidaat:
    bron, _, bestandsnaam = naam.rpartition("/")
    rows = ledger.select(_NAMED, {"bestandsnaam": bestandsnaam, "bron": bron or None})
    candidates = [Kandidaat(*row) for row in rows]
    if not candidates:
        raise AanvaardFout(
            f"{naam} is geen levering die beoordeeld is; de namen staan in kwaliteit.fct_levering (bestandsnaam)."
        )
    standing = [item for item in candidates if item.bezwaar is None]
    if not standing:
        raise AanvaardFout(f"{candidates[-1].naam} {candidates[-1].bezwaar}.")
    if len(standing) > 1:
        choice = " of ".join(item.naam for item in standing)
        raise AanvaardFout(f"Meer dan een bron heeft een levering met deze naam; noem de bron erbij: {choice}.")
    return standing[0]
