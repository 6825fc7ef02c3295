"""A stored harvest of an API, as rows like those of any other delivery."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sources.cbs.errors import OogstBeschadigd
from sources.reading.result import RIJNUMMER, Afgekeurd, Inhoud, Rijen, text_schema
from sources.reading.verschil import Verschil

if TYPE_CHECKING:
    from pathlib import Path

    from sources.contract_model import Tabel


def read_stored_harvest(path: Path, tabel: Tabel) -> Inhoud:
    """Read a harvest that `sources.cbs.harvest` stored. Raises `Afgekeurd` when the file is damaged or lacks a column
    of the contract."""
    import pyarrow as pa

    from sources.cbs.reader import read_harvest

    try:
        metadata, table = read_harvest(path)
    except OogstBeschadigd:
        raise Afgekeurd(
            "beschadigd",
            "de bewaarde oogst is beschadigd; verwijder het bestand, dan wordt opnieuw geoogst",
            tabel=tabel.naam,
        ) from None
    velden = tuple(veld.naam for veld in tabel.velden)
    missing = [naam for naam in velden if naam not in table.column_names]
    if missing:
        raise Afgekeurd(
            "kop",
            f"de oogst mist {', '.join(missing)}; de tabel van het CBS heeft een andere vorm gekregen: meld "
            "dit aan de beheerder",
            tabel=tabel.naam,
            verschillen=[Verschil(tabel.naam, "kolom_ontbreekt", naam, None, naam) for naam in missing],
        )
    nothing = pa.nulls(table.num_rows, pa.string())
    rows = pa.table(
        [table.column(RIJNUMMER), nothing, *(table.column(naam) for naam in velden)], schema=text_schema(velden)
    )
    return Inhoud(
        {tabel.naam: Rijen(rows.to_reader(), velden, metadata["aantal"])}, synthetisch=bool(metadata["synthetisch"])
    )
