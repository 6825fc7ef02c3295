"""What the contracts and the rules across feeds say, as tables beside the ledger: from them dbt knows what is due, whom
to call and what each rule asks.

Belongs here: `state/feed.parquet`, `state/regel.parquet` and `state/verband.parquet`, written anew by every load before
dbt reads them. Does not belong here: what became of deliveries (`expectations.ledger`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq

from expectations.plausibility import plausibility_checks
from expectations.rules import Controle, controle_id, controles
from expectations.verbanden.model import OBJECT
from sources.contract_model import Contract, Ernst, Tabel
from sources.whole_file import put_in_place

if TYPE_CHECKING:
    from pathlib import Path

    from expectations.verbanden import Verband

_ANY_CODES: defaultdict[str, tuple[str, ...]] = defaultdict(tuple)
_TEXT, _DAY, _NUMBER = pa.string(), pa.date32(), pa.int32()

FEED = pa.schema(
    {
        "bron": _TEXT,
        "feed": _TEXT,
        "naam": _TEXT,
        "eigenaar": _TEXT,
        "contact": _TEXT,
        "doel": _TEXT,
        "contract": _TEXT,
        "contract_versie": _TEXT,
        "frequentie": _TEXT,
        "uiterlijk_dagen": _NUMBER,
        "alleen_periode_einde": pa.bool_(),
        "publicatie_van": _TEXT,
        "publicatie_tot_en_met": _TEXT,
        "peildatum_vanaf": _DAY,
        "peildatum_tot_en_met": _DAY,
        "opvolger": _TEXT,
    }
)
REGEL = pa.schema(
    dict.fromkeys(("controle_id", "bron", "object", "feed", "kolom", "regel", "ernst", "omschrijving"), _TEXT)
)
VERBAND = pa.schema(
    {
        "controle_id": _TEXT,
        "bron": _TEXT,
        "feed": _TEXT,
        "volgnummer": _NUMBER,
        "object": _TEXT,
        "regel": _TEXT,
        "ernst": _TEXT,
        "omschrijving": _TEXT,
    }
)

_Row = dict[str, object]


def write_contract_facts(state: Path, contracts: Sequence[Contract], verbanden: Iterable[Verband]) -> None:
    """Write the three tables, each replaced as one."""
    rules = {row["controle_id"]: row for contract in contracts for row in rule_rows(contract)}
    _write(state / "feed.parquet", FEED, [feed_row(contract) for contract in contracts])
    _write(state / "regel.parquet", REGEL, list(rules.values()))
    _write(state / "verband.parquet", VERBAND, [row for verband in verbanden for row in verband_rows(verband)])


def feed_row(contract: Contract) -> _Row:
    """One row of `state/feed.parquet`: what a contract says of a feed as a whole."""
    window = contract.publicatievenster
    return {
        "bron": contract.bron,
        "feed": contract.feed,
        "naam": contract.naam,
        "eigenaar": contract.eigenaar,
        "contact": contract.contact,
        "doel": contract.doel,
        "contract": contract.bestand,
        "contract_versie": contract.versie,
        "frequentie": contract.frequentie.value,
        "uiterlijk_dagen": contract.uiterlijk_dagen,
        "alleen_periode_einde": contract.alleen_periode_einde,
        "publicatie_van": window.van if window else None,
        "publicatie_tot_en_met": window.tot_en_met if window else None,
        "peildatum_vanaf": contract.peildatum_vanaf,
        "peildatum_tot_en_met": contract.peildatum_tot_en_met,
        "opvolger": contract.opvolger,
    }


def rule_rows(contract: Contract) -> Iterator[_Row]:
    """The rows of `state/regel.parquet`: every rule that deliveries of the feed are held against, also those that only
    some of them meet. The feeds of a family share theirs, which then belong to no one of them."""
    feed = None if contract.familie else contract.feed
    for tabel in contract.tabellen:
        for check in (*_checks(contract, tabel), *plausibility_checks(contract, tabel)):
            yield {
                "controle_id": check.controle_id,
                "bron": contract.bron,
                "object": tabel.naam,
                "feed": feed,
                "kolom": check.kolom,
                "regel": check.regel,
                "ernst": check.ernst.value,
                "omschrijving": _of_any_delivery(contract, check),
            }
    for place, regel, omschrijving in _of_the_whole(contract):
        first = contract.tabellen[0].naam
        yield {
            "controle_id": f"{contract.bron}.{place}.{regel}",
            "bron": contract.bron,
            "object": first,
            "feed": feed,
            "kolom": None,
            "regel": regel,
            "ernst": Ernst.FATAAL.value,
            "omschrijving": omschrijving,
        }


def verband_rows(verband: Verband) -> Iterator[_Row]:
    """The rows of `state/verband.parquet`: a rule across feeds for each feed that it is about, in the order of the
    rule; it is shown at the first."""
    for number, sleutel in enumerate(verband.feeds, start=1):
        bron, _, feed = sleutel.partition("/")
        yield {
            "controle_id": verband.controle_id,
            "bron": bron,
            "feed": feed,
            "volgnummer": number,
            "object": OBJECT,
            "regel": verband.id,
            "ernst": str(verband.ernst),
            "omschrijving": verband.omschrijving,
        }


def _checks(contract: Contract, tabel: Tabel) -> list[Controle]:
    """All checks of a table, whatever its peildatum; what it announces where it announces anything."""
    announces = contract.layout.slotregel or contract.odata or (tabel.blad and tabel.blad.totaalregel)
    return controles(
        contract, tabel, [veld.naam for veld in tabel.velden], date.max, 0 if announces else None, _ANY_CODES
    )


def _of_any_delivery(contract: Contract, check: Controle) -> str:
    """The sentence of a check without what it says of one delivery or of today's code lists."""
    if check.controle_id == controle_id(contract, check.tabel, None, "controletotaal"):
        return "Het bestand bevat evenveel records als het zelf aankondigt."
    return check.reden


def _of_the_whole(contract: Contract) -> Iterator[tuple[str, str, str]]:
    """Place, name and sentence of the rules about a delivery as a whole."""
    first = contract.tabellen[0].naam
    yield f"{first}.bestand", "leesbaar", "Het bestand is leesbaar volgens de afgesproken layout."
    yield (
        f"{first}.tabel",
        "aandeel_quarantaine",
        f"Niet meer dan {contract.maximaal_aandeel_quarantaine:.0%} van de rijen is onjuist.",
    )
    if contract.odata:
        yield f"{contract.feed}.oogst", "bereikbaar", "De dienst van het CBS heeft de tabel gegeven."


def _write(path: Path, schema: pa.Schema, rows: list[_Row]) -> None:
    temporary = path.with_suffix(".part")
    pq.write_table(pa.Table.from_pylist(rows, schema=schema), temporary, compression="zstd")
    put_in_place(temporary, path)
