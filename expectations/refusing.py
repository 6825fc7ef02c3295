"""What can be said against a delivery before anything in it is read, and of its day where the contract has another.

Belongs here: its name, its place and what was delivered under that name before. Does not belong here: what is inside a
file (`sources.reading`), and judging it (`expectations.keuring`).
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from sources.contract_model import Contract
from sources.landing import Bestand
from sources.reading.result import Afgekeurd, Opmerking


def changed(first_sha256: str | None, sha256: str) -> Afgekeurd | None:
    """Whether a file of this name was delivered before with another content."""
    if first_sha256 is None or first_sha256 == sha256:
        return None
    return Afgekeurd(
        "gewijzigd",
        "een bestand met deze naam is al geleverd met een andere inhoud, en een levering verandert niet; "
        "lever de correctie met een hoger volgnummer. De eerdere levering blijft staan",
    )


def misnamed(contract: Contract, bestand: Bestand, gemeenten: Collection[str], today: date) -> Afgekeurd | None:
    """Whether the name says a day or a place that cannot be."""
    if contract.odata is not None:
        return None
    if bestand.peildatum > today:
        return Afgekeurd(
            "toekomst",
            f"de peildatum {bestand.peildatum} in de bestandsnaam moet nog komen; verbeter de bestandsnaam",
        )
    if contract.gebied_code is not None and bestand.gemeente_code != contract.gebied_code:
        return Afgekeurd(
            "gebied",
            f"een bestand van {contract.sleutel} gaat over meer dan een gemeente en zijn naam begint met "
            f"{contract.gebied_code}, niet met {bestand.gemeente_code}; verbeter de bestandsnaam",
        )
    if contract.gebied_code is None and bestand.gemeente_code not in gemeenten:
        return Afgekeurd(
            "gemeente",
            f"{bestand.gemeente_code} is geen Nederlandse gemeente (dim_gemeente); verbeter de bestandsnaam",
        )
    return None


def out_of_period(contract: Contract, bestand: Bestand) -> tuple[Opmerking, ...]:
    """A remark on a delivery of a day on which the contract expects none."""
    first, last = contract.peildatum_vanaf, contract.peildatum_tot_en_met
    if (first and bestand.peildatum < first) or (last and bestand.peildatum > last):
        span = " ".join(p for p in (f"vanaf {first}" if first else "", f"tot en met {last}" if last else "") if p)
        return (
            Opmerking(
                "peildatum",
                f"volgens het contract levert {contract.sleutel} peildatums {span}; de levering is wel geladen",
            ),
        )
    return ()
