"""The dbt sources that follow from the contracts: `dbt_project/models/staging/<bron>/_<bron>__sources.yml`.

Belongs here: turning contracts into those files. They are committed, so that dbt and its readers need nothing else, and
a test proves that they say
what the contracts say; `dwh contracts --write` writes them.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from pathlib import Path
from typing import Any

import yaml

from orchestration.settings import PROJECT_ROOT
from sources.contract_model import Contract, Tabel, Veld

STAGING = PROJECT_ROOT / "dbt_project" / "models" / "staging"
_HEADER = "# Follows from the contracts in sources/: written by `dwh contracts --write`, not by hand.\n"


def source_files(contracts: Iterable[Contract]) -> dict[Path, str]:
    """The text of every sources file, by the path where it belongs."""
    ordered = sorted(contracts, key=lambda contract: (contract.bron, contract.feed))
    return {
        _path(bron): _text(bron, list(feeds)) for bron, feeds in groupby(ordered, key=lambda contract: contract.bron)
    }


def differences(contracts: Iterable[Contract]) -> list[Path]:
    """The files that do not say what the contracts say."""
    files = source_files(contracts)
    return [path for path, text in files.items() if not path.exists() or path.read_text(encoding="utf-8") != text]


def _path(bron: str) -> Path:
    return STAGING / bron / f"_{bron}__sources.yml"


def _text(bron: str, feeds: list[Contract]) -> str:
    # The feeds of a family share their table; the first of them speaks for all.
    tables = {tabel.naam: _table(feed, tabel) for feed in reversed(feeds) for tabel in reversed(feed.tabellen)}
    source = {
        "name": bron,
        "description": "; ".join(f"{feed.feed}: {feed.naam} ({feed.eigenaar})" for feed in feeds),
        "config": {"tags": ["indicatoren"]},
        "tables": list(reversed(tables.values())),
    }
    return _HEADER + yaml.safe_dump({"sources": [source]}, sort_keys=False, allow_unicode=True, width=110)


def _table(feed: Contract, tabel: Tabel) -> dict[str, Any]:
    kept = [veld for veld in tabel.velden if veld.raw_kolom]
    origin = f"de familie van feeds {feed.familie}" if feed.familie else f"de feed {feed.feed}"
    return {
        "name": tabel.naam,
        "description": f"{tabel.omschrijving} uit {origin}, zoals geleverd, zonder afgekeurde rijen.",
        "config": {"meta": {"external_location": _location(feed.bron, tabel.naam)}},
        "data_tests": [
            {
                "volgens_contract": {
                    "name": f"volgens_contract_{feed.bron}__{tabel.naam}",
                    "arguments": {
                        "gevuld": ["levering_id", "rijnummer", *(str(v.raw_kolom) for v in kept if _always_filled(v))],
                        "codes": {str(v.raw_kolom): list(v.codes) for v in kept if v.codes},
                    },
                }
            }
        ],
        "columns": [
            {"name": "levering_id", "description": "De levering waaruit de rij komt."},
            {"name": "rijnummer", "description": "De rij in het bestand, de koprij meegeteld."},
            *({"name": v.raw_kolom, "description": _description(v)} for v in kept),
        ],
    }


def _location(bron: str, tabel: str) -> str:
    """The files of a table. A file is named after its delivery: a filter on levering_id opens the files that it asks
    for, and no others. Every file has all columns (`expectations.raw.write_empty_tables`)."""
    files = f"'{{{{ env_var(\"DWH_HOME\") }}}}/raw/{bron}/{tabel}/*.parquet'"
    named = "select * exclude (filename) replace (parse_filename(filename, true) as levering_id)"
    return f"({named} from read_parquet({files}, filename=true))"


def _always_filled(veld: Veld) -> bool:
    """Required in deliveries of every period, and never emptied on purpose: a placeholder BSN is delivered, but
    identifies nobody."""
    always = veld.geldig_vanaf is None and veld.geldig_tot_en_met is None
    return veld.verplicht and always and not (veld.persoonsgegeven and veld.persoonsgegeven.controle == "elfproef")


def _description(veld: Veld) -> str:
    if veld.persoonsgegeven is None:
        return veld.omschrijving
    return f"{veld.omschrijving} Behandeld als persoonsgegeven: {veld.persoonsgegeven.behandeling}."
