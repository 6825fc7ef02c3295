"""Differences between deliveries and their contracts about which somebody still has to decide.

Belongs here: reading them from the ledger's Parquet, and telling which of them the contract expects by now. Does not
belong here: finding differences (`sources.reading`, `expectations.drift`), and the message about them
(`orchestration.proposal_text`).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from orchestration.reference import codelijsten
from sources.contract_properties import Codelijst
from sources.reading.verschil import Verschil

if TYPE_CHECKING:
    from sources.contract_model import Contract, Tabel, Veld

# Of each peildatum the newest delivery that differs, unless a sound one that does not has come after it: for the same
# peildatum, or since a rejected one came also for a later peildatum.
_OPEN = """
WITH geleverd AS (
    SELECT *, levering_id IN (SELECT levering_id FROM '{state}/verschil.parquet') AS wijkt_af
    FROM '{state}/levering.parquet' WHERE status IN ('geladen', 'afgekeurd')),
nieuwste AS (
    SELECT * FROM geleverd WHERE wijkt_af
    QUALIFY row_number() OVER (
        PARTITION BY bron, feed, gemeente_code, peildatum ORDER BY volgnummer DESC, ontvangen_op DESC, levering_id) = 1)
SELECT levering_id, bron, feed, gemeente_code, peildatum, bestandsnaam, status
FROM nieuwste AS n
WHERE NOT EXISTS (
    FROM geleverd AS later
    WHERE later.bron = n.bron AND later.feed = n.feed AND later.gemeente_code = n.gemeente_code
        AND later.status = 'geladen' AND NOT later.wijkt_af
        AND (later.peildatum = n.peildatum AND later.volgnummer > n.volgnummer
            OR later.peildatum > n.peildatum AND later.ontvangen_op >= n.ontvangen_op AND n.status = 'afgekeurd'))
ORDER BY bron, feed, gemeente_code, peildatum
"""
_DIFFERENCES = """
SELECT levering_id, object, soort, kolom, gevonden, verwacht, voorstel FROM '{state}/verschil.parquet'
WHERE levering_id IN (SELECT unnest($1))
"""
_ROWS_WITH_A_CODE = """
SELECT levering_id, object, kolom, list(DISTINCT rijnummer ORDER BY rijnummer) FROM '{state}/quarantaine.parquet'
WHERE levering_id IN (SELECT unnest($1)) AND list_contains($2, split_part(controle_id, '.', 4))
GROUP BY levering_id, object, kolom
"""
_CODE_RULES = ["code", *Codelijst]


@dataclass(frozen=True)
class Afwijking:
    """A delivery with how it differs from its contract. `rijen` are the rows in quarantine for an unknown code, per
    table and column."""

    bron: str
    feed: str
    gemeente_code: str
    peildatum: date
    bestandsnaam: str
    is_afgekeurd: bool
    verschillen: tuple[Verschil, ...]
    rijen: Mapping[tuple[str | None, str | None], list[int]]

    @property
    def sleutel(self) -> str:
        return f"{self.bron}/{self.feed}"


def open_differences(state: Path, feed: str | None = None) -> list[Afwijking]:
    """The deliveries that differ, of all feeds or of one (`bron/feed`), in order of feed, municipality and peildatum.
    Empty where nothing was ever loaded."""
    import duckdb

    if not (state / "verschil.parquet").exists():
        return []
    place = str(state).replace("'", "''")
    with duckdb.connect() as connection:
        found = [
            row
            for row in connection.execute(_OPEN.format(state=place)).fetchall()
            if feed is None or f"{row[1]}/{row[2]}" == feed
        ]
        ids = [row[0] for row in found]
        differences: dict[str, list[Verschil]] = {levering_id: [] for levering_id in ids}
        for levering_id, *rest in connection.execute(_DIFFERENCES.format(state=place), [ids]).fetchall():
            differences[levering_id].append(Verschil(*rest))
        rows: dict[str, dict[tuple[str | None, str | None], list[int]]] = {levering_id: {} for levering_id in ids}
        query = _ROWS_WITH_A_CODE.format(state=place)
        for levering_id, table, kolom, numbers in connection.execute(query, [ids, _CODE_RULES]).fetchall():
            rows[levering_id][table, kolom] = numbers
    return [
        Afwijking(bron, name, code, day, file, status == "afgekeurd", tuple(differences[key]), rows[key])
        for key, bron, name, code, day, file, status in found
    ]


def tabel_van(contract: Contract, verschil: Verschil, peildatum: date) -> Tabel | None:
    """The table that a difference is about, as it holds on the peildatum; None for one about the workbook."""
    found = next((tabel for tabel in contract.tabellen if tabel.naam == verschil.object), None)
    return found.op(peildatum) if found is not None else None


def veld_van(tabel: Tabel | None, verschil: Verschil) -> Veld | None:
    """The field that a difference is about, by what its column is called or was found to be called."""
    names = {name.casefold() for name in (verschil.kolom, verschil.gevonden) if name}
    velden = tabel.velden if tabel is not None else ()
    by_header = [veld for veld in velden if veld.kop.casefold() in names or veld.naam in names]
    by_pattern = [v for v in velden if v.koppatroon and re.fullmatch(v.koppatroon, verschil.gevonden or "")]
    return next(iter(by_header or by_pattern), None)


def _codes(veld: Veld) -> Collection[str]:
    return codelijsten()[veld.codelijst] if veld.codelijst else veld.codes


def _is_this_column(veld: Veld, verschil: Verschil) -> bool:
    """Whether the field is the new column itself. A pattern that its header fits may have been taken by another one
    already, unless it was this very field that was proposed for it."""
    by_name = veld.kop.casefold() == (verschil.gevonden or "").casefold()
    return by_name or f", veld {veld.naam}, " in (verschil.voorstel or "")


def is_expected_now(contract: Contract, verschil: Verschil, peildatum: date) -> bool:
    """Whether the contract, as it is today, expects what was found."""
    tabel = tabel_van(contract, verschil, peildatum)
    if tabel is None:
        return False
    veld = veld_van(tabel, verschil)
    match verschil.soort:
        case "kolom_nieuw":
            return veld is not None and veld.geldt_op(peildatum) and _is_this_column(veld, verschil)
        case "kolom_hernoemd":
            return any(each.kop == verschil.gevonden for each in tabel.velden if each.geldt_op(peildatum))
        case "kolom_ontbreekt":
            return not any(each.kop == verschil.kolom for each in tabel.velden if each.geldt_op(peildatum))
        case "koprij_verplaatst":
            return tabel.blad is not None and f"rij {tabel.blad.kopregel}" == verschil.gevonden
        case "blad_hernoemd":
            named = tabel.blad.naam if tabel.blad is not None else None
            return named is not None and named.replace("{jaar}", str(peildatum.year)) == verschil.gevonden
        case "code_nieuw":
            return veld is not None and verschil.gevonden in _codes(veld)
        case _:
            return False
