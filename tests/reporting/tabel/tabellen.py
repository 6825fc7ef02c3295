"""Small tables made by hand. Nothing in them is real."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from reporting.tabel.gedrukt import gedrukte_cel
from reporting.tabel.model import Cel, Kolom, Rij, Tabel

KOLOMMEN = (
    Kolom("regel", "Regel", "tekst"),
    Kolom("begroting", "Begroting", "duizend_euro"),
    Kolom("saldo", "Saldo (- = nadeel)", "duizend_euro", voordeel=True),
    Kolom("score", "Score", "getal"),
)


def rekening(**anders: object) -> Tabel:
    """Lasten, baten and their saldo, with a deviation and a printed score."""
    rijen = (
        Rij((Cel("Lasten"), Cel(Decimal("491064.123")), Cel(Decimal(-7667), oordeel="nadeel"), gedrukte_cel("489 (31/5)"))),
        Rij((Cel("Baten"), Cel(Decimal(158638)), Cel(Decimal(2092), oordeel="voordeel"), gedrukte_cel("12,8*", kanttekening="Voorlopig."))),
        Rij((Cel("Saldo"), Cel(Decimal("-332426.123")), Cel(Decimal(-5575), oordeel="nadeel"), gedrukte_cel("-")), "totaal", ((1, 1), (0, -1))),
    )  # fmt: skip
    tabel = Tabel(
        "rekening",
        "Programmarekening",
        KOLOMMEN,
        rijen,
        eenheid="x 1.000 euro",
        bronnen=("Jaarrekening",),
        synthetisch=True,
    )
    return replace(tabel, **anders)  # type: ignore[arg-type]


def een_cel(kolom: Kolom, cel: Cel) -> Tabel:
    """A table with one cell."""
    return Tabel("een", "Eén cel", (kolom,), (Rij((cel,)),))
