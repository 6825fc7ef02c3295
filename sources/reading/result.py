"""What every reader hands over, and how a reader says that a delivery cannot be trusted."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pyarrow as pa

    from sources.reading.verschil import Verschil

RIJNUMMER = "rijnummer"
"""BIGINT: the row as a spreadsheet shows it, the header counted. A record over several lines is one row."""

ONLEESBAAR = "rij__leesfout"
"""VARCHAR: why the row could not be divided into columns; null for a sound row."""

AANTAL = "([0-9]{1,8})"
"""The number of records in a closing line, as a pattern; messages repeat it, and nine digits could be somebody's
number."""


class Afgekeurd(Exception):
    """The delivery cannot be trusted as a whole.

    `regel` is a short stable name, `reden` a Dutch sentence for the source owner that says what to do, `verschillen`
    how its layout differs from the contract. None of them ever holds a value from a row.
    """

    def __init__(
        self,
        regel: str,
        reden: str,
        *,
        tabel: str | None = None,
        kolom: str | None = None,
        verschillen: Sequence[Verschil] = (),
    ) -> None:
        super().__init__(reden)
        self.regel, self.reden, self.tabel, self.kolom = regel, reden, tabel, kolom
        self.verschillen = tuple(verschillen)

    @classmethod
    def samen(cls, fouten: Sequence[Afgekeurd]) -> Afgekeurd:
        """Several faults as one, so that the source owner hears them all at once; named after the first."""
        first, *others = fouten
        if not others:
            return first
        reden = ". ".join([first.reden, *(fout.reden[0].upper() + fout.reden[1:] for fout in others)])
        differences = [verschil for fout in fouten for verschil in fout.verschillen]
        return cls(first.regel, reden, tabel=first.tabel, kolom=first.kolom, verschillen=differences)


@dataclass(frozen=True)
class Opmerking:
    """Something about the file as a whole that is worth a look but stops nothing."""

    regel: str
    reden: str


@dataclass
class Rijen:
    """The rows of one table of a delivery.

    `stroom` yields Arrow batches with `rijnummer`, `rij__leesfout` and one text column per field of the contract that
    the file holds, named as the field. It can be read once; `aangekondigd` (the number of records that the file itself
    promises) and `fouten` are complete only after that.
    """

    stroom: pa.RecordBatchReader
    velden: tuple[str, ...]
    aangekondigd: int | None = None
    fouten: list[Afgekeurd] = field(default_factory=list)


@dataclass(frozen=True)
class Inhoud:
    """A delivery as read: its tables, remarks, and how its layout differs from the contract without being wrong."""

    tabellen: Mapping[str, Rijen]
    opmerkingen: tuple[Opmerking, ...] = ()
    synthetisch: bool = False
    verschillen: tuple[Verschil, ...] = ()


def text_schema(velden: tuple[str, ...]) -> pa.Schema:
    """The shape of `Rijen.stroom`."""
    import pyarrow as pa

    return pa.schema([(RIJNUMMER, pa.int64()), (ONLEESBAAR, pa.string()), *((veld, pa.string()) for veld in velden)])
