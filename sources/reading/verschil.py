"""A difference between how a delivery is laid out and what its contract says, as a value.

Belongs here: the vocabulary of differences. Does not belong here: finding them (the readers and the inspection), or
remembering them (`expectations.ledger`).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Verschil:
    """One difference between how a delivery is laid out and what its contract says.

    `soort` is one of `SOORTEN_VERSCHIL`; `object` the table, `kolom` the header or field it is about; `gevonden` what
    the file has and `verwacht` what the contract says, neither ever a personal value; `voorstel` the lines that the
    contract would need, as YAML that can be pasted, None where the source must change.
    """

    object: str | None
    soort: str
    kolom: str | None = None
    gevonden: str | None = None
    verwacht: str | None = None
    voorstel: str | None = None


SOORTEN_VERSCHIL = (
    "kolom_nieuw",
    "kolom_ontbreekt",
    "kolom_hernoemd",
    "kolom_dubbel",
    "kolomvolgorde",
    "kolomspelling",
    "koprij_verplaatst",
    "koprij_anders",
    "blad_nieuw",
    "blad_ontbreekt",
    "blad_hernoemd",
    "code_nieuw",
)
