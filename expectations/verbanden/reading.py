"""From `expectations/verbanden/<suite>.yml` to the rules across feeds.

Belongs here: finding and reading suite files, and what can be wrong with them. Does not belong here: whether the SQL of
a rule runs, which the database in which it looks can tell.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml
from pydantic import ValidationError

from expectations.verbanden.model import Regel, Suite, Verband, VerbandFout
from sources.contract import load_contracts

if TYPE_CHECKING:
    from sources.contract_model import Contract

ROOT = Path(__file__).parent
_OTHER_SCHEMA = re.compile(r"\b(staging|ruw|raw|state)\.\w+")


@cache
def load_verbanden(root: Path = ROOT) -> tuple[Verband, ...]:
    """All rules across feeds, in order of suite and as they stand there.

    Raises `VerbandFout` with every fault of all files.
    """
    contracts = {contract.sleutel: contract for contract in load_contracts()}
    found: list[Verband] = []
    faults: list[str] = []
    for path in sorted(root.glob("*.yml")):
        try:
            found += parse_suite(path.read_text(encoding="utf-8"), path.stem, contracts)
        except VerbandFout as fault:
            faults += fault.faults
    twice = [name for name, count in Counter(verband.id for verband in found).items() if count > 1]
    faults += [f"De regel {name} staat er twee keer; een id is voor altijd van een regel." for name in twice]
    if faults:
        raise VerbandFout(faults)
    return tuple(found)


def parse_suite(text: str, suite: str, contracts: dict[str, Contract]) -> list[Verband]:
    """The rules of one suite file. Raises `VerbandFout`."""
    try:
        document = Suite.model_validate(yaml.safe_load(text))
    except yaml.YAMLError as error:
        raise VerbandFout([f"{suite}.yml is geen geldige YAML: {error}"]) from None
    except ValidationError as error:
        raise VerbandFout(
            f"{suite}.yml, {'.'.join(str(part) for part in fault['loc']) or 'het bestand'}: {fault['msg']}."
            for fault in error.errors()
        ) from None
    faults = [f"{suite}.yml, {regel.id}: {fault}" for regel in document.regels for fault in _faults(regel, contracts)]
    if faults:
        raise VerbandFout(faults)
    return [_verband(regel, suite, contracts) for regel in document.regels]


def _verband(regel: Regel, suite: str, contracts: dict[str, Contract]) -> Verband:
    values: dict[str, Any] = regel.model_dump()
    values["tabel"] = regel.tabel or contracts[regel.feeds[0]].tabellen[0].naam
    return Verband(suite=suite, **values)


def _faults(regel: Regel, contracts: dict[str, Contract]) -> Iterator[str]:
    unknown = [feed for feed in regel.feeds if feed not in contracts]
    yield from (f"{feed} is geen feed met een contract." for feed in unknown)
    if unknown:
        return
    own = [tabel.naam for tabel in contracts[regel.feeds[0]].tabellen]
    if regel.tabel is None and len(own) > 1:
        yield f"{regel.feeds[0]} heeft meer tabellen; zeg met tabel welke: {', '.join(own)}."
    elif regel.tabel is not None and regel.tabel not in own:
        yield f"{regel.tabel} is geen tabel van {regel.feeds[0]}; kies uit {', '.join(own)}."
    yield from _query_faults(regel, [contracts[feed] for feed in regel.feeds])


def _query_faults(regel: Regel, feeds: Sequence[Contract]) -> Iterator[str]:
    if "levering_id" not in regel.sql or "rijnummer" not in regel.sql:
        yield "de query kiest levering_id en rijnummer."
    if re.search(r"[{}]", f"{regel.sql} {regel.over}"):
        yield "accolades hebben in de query geen betekenis."
    if other := _OTHER_SCHEMA.search(f"{regel.sql} {regel.over}"):
        yield f"{other[0]}: een regel leest nu.<bron>__<tabel> of per_jaar.<bron>__<tabel>, niets anders."
    of_feed = {contract.sleutel: {f"{contract.bron}__{t.naam}" for t in contract.tabellen} for contract in feeds}
    for table in sorted(regel.tables - set().union(*of_feed.values())):
        yield f"{table} is geen tabel van een van de feeds van de regel."
    for feed, tables in of_feed.items():
        if not regel.tables & tables:
            yield f"de query leest niets van {feed}."
