"""Voorzieningen of the Wijkteams as rows: one table that jeugd and Wmo fill.

Belongs here: the columns and how tables are put together. Does not belong here: who gets what, nor Gidso's layout
(`sources.gidso.demo`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sources.demo.verloop import Perioden, samen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sources.demo.personen import Personen
    from sources.demo.tijd import IntArray, TextArray


@dataclass(frozen=True)
class Voorzieningen:
    """Rows; `client` is the place of the client in the table of clients that goes with them."""

    perioden: Perioden
    client: IntArray
    productcategorie: TextArray
    hulpvorm: TextArray
    gezinshuis: TextArray

    def __len__(self) -> int:
        return len(self.perioden)


def voorzieningen(
    perioden: Perioden,
    client: IntArray,
    productcategorie: str | TextArray,
    hulpvorm: str | TextArray = "",
    gezinshuis: str = "",
) -> Voorzieningen:
    """Rows of which some columns hold the same everywhere."""
    n = len(perioden)
    categorie, vorm = (
        np.full(n, k, dtype=object) if isinstance(k, str) else k.astype(object) for k in (productcategorie, hulpvorm)
    )
    return Voorzieningen(perioden, client, categorie, vorm, np.full(n, gezinshuis, dtype=object))


def alle_voorzieningen(delen: Sequence[Voorzieningen]) -> Voorzieningen:
    """All rows after one another."""
    return Voorzieningen(
        samen([d.perioden for d in delen]),
        np.concatenate([d.client for d in delen]),
        np.concatenate([d.productcategorie for d in delen]),
        np.concatenate([d.hulpvorm for d in delen]),
        np.concatenate([d.gezinshuis for d in delen]),
    )


@dataclass(frozen=True)
class Domein:
    """One law's clients and what they receive. `verschreven_bsn` says by row which wrong BSN stood in the first
    delivery of 2023."""

    wet: str
    clienten: Personen
    voorzieningen: Voorzieningen
    verschreven_bsn: dict[int, str]
