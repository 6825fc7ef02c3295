"""Of which counts figures are made, and which sums tie those together.

Belongs here: from figures and formulas to counts, thresholds and sums at one moment. Does not belong here: what is
hidden (`verberg`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import isclose

from reporting.onderdrukking.model import TOTAAL, Cijfer, Component, Formule, Som, Telling, Versie

GEEN_DEEL = frozenset({"begin_jaar", "gemiddeld"})
"""Breakdowns that measure the same group at another time; every other breakdown is a part of the whole."""
_VAN_EEN_GROEP = ("%", "per ")


@dataclass(frozen=True)
class Opbouw:
    """The counts behind one figure. `ook` are those that it is computed from besides teller and noemer."""

    teller: Telling | None
    noemer: Telling | None
    ook: tuple[Telling, ...] = ()
    eenheden_per_telling: float = 1.0
    aandeel: bool = False
    gemiddelde: bool = False

    @property
    def alle(self) -> tuple[Telling, ...]:
        return tuple(telling for telling in (self.teller, self.noemer, *self.ook) if telling)


@dataclass
class Stand:
    """What is known at one moment of one municipality and year, as counts."""

    tellingen: dict[Telling, float] = field(default_factory=dict)
    drempels: dict[Telling, float] = field(default_factory=dict)
    sommen: list[Som] = field(default_factory=list)
    ongepubliceerd: set[Telling] = field(default_factory=set)


def opbouw(cijfer: Cijfer, formules: Mapping[tuple[Versie, str], Sequence[Formule]]) -> Opbouw:
    """The counts of a figure. One that has no formula is a count by itself."""
    passend = (f for f in formules.get((cijfer.versie, cijfer.uitsplitsing), ()) if f.geldt_in(cijfer.jaar))
    formule = next(passend, None)
    eigen = f"{cijfer.indicator_code}/{cijfer.definitie_versie}"
    if formule is None:
        formule = Formule(cijfer.versie, cijfer.uitsplitsing, (eigen, f"{cijfer.uitsplitsing}/teller"),
                          (eigen, f"{cijfer.uitsplitsing}/noemer") if cijfer.noemer is not None else None)  # fmt: skip

    def telling(term: tuple[str, str]) -> Telling:
        return (cijfer.gemeente_code, *term, cijfer.jaar)

    if formule.aftrek:
        termen = (formule.teller, *([formule.noemer] if formule.noemer else ()), *formule.aftrek)
        return Opbouw(None, None, tuple(telling(term) for term in termen))
    noemer = telling(formule.noemer) if formule.noemer else None
    van_een_groep = cijfer.eenheid.startswith(_VAN_EEN_GROEP)
    if noemer is None and van_een_groep:
        # A percentage that was delivered as such is no count; the count that follows from it is made in `stand`.
        return Opbouw(None, None, (telling(formule.teller),))
    return Opbouw(
        telling(formule.teller),
        noemer,
        eenheden_per_telling=formule.noemer_constante or 1.0,
        aandeel=noemer is not None and van_een_groep and formule.noemer_constante is None,
        gemiddelde=noemer is not None and not van_een_groep,
    )


def stand(
    cijfers: Iterable[tuple[Cijfer, Opbouw]], componenten: Iterable[Component], drempels: Mapping[Versie, int | None]
) -> Stand:
    """Counts, thresholds and sums of the figures that hold at one moment."""
    gevonden = Stand()
    rijen = [(cijfer, bouw, drempels[cijfer.versie]) for cijfer, bouw in cijfers]
    for component in componenten:
        if component.waarde is not None:
            gevonden.tellingen[component.telling] = component.waarde
    for cijfer, bouw, drempel in rijen:
        _tel(gevonden, bouw.teller, cijfer.teller if cijfer.teller is not None else cijfer.waarde)
        _tel(gevonden, bouw.noemer, cijfer.noemer)
        if drempel is not None:
            for telling in bouw.alle if bouw.teller else ():
                per = bouw.eenheden_per_telling if telling == bouw.teller else 1.0
                gevonden.drempels[telling] = max(gevonden.drempels.get(telling, 0.0), drempel * per)
    for cijfer, bouw, drempel in rijen:
        if drempel is not None and bouw.aandeel and bouw.teller and bouw.noemer:
            _rest(gevonden, bouw.noemer, bouw.teller, drempel, f"rest van {cijfer.indicator_code}", ook_nul=True)
    _uitsplitsingen(gevonden, rijen)
    return gevonden


def _tel(gevonden: Stand, telling: Telling | None, waarde: float | None) -> None:
    if telling and waarde is not None:
        gevonden.tellingen[telling] = waarde


def _rest(gevonden: Stand, geheel: Telling, deel: Telling, drempel: float, naam: str, *, ook_nul: bool) -> None:
    """What is left of a whole beside a part follows from the two, though no table has it.

    `ook_nul`: that nobody is left is a secret as well. Of a percentage it is (everybody in the group has it), of a
    breakdown it is not: nobody is there to point at.
    """
    tellingen = gevonden.tellingen
    if geheel not in tellingen or deel not in tellingen or geheel == deel:
        return
    rest = tellingen[geheel] - tellingen[deel]
    if rest < 0 or (rest == 0 and not ook_nul):
        return
    telling = (deel[0], f"{naam} beside {deel[1]}/{deel[2]} of {geheel[1]}", geheel[2], deel[3])
    tellingen[telling] = rest
    gevonden.drempels[telling] = drempel
    gevonden.ongepubliceerd.add(telling)
    gevonden.sommen.append(Som(geheel, (deel, telling)))


def _uitsplitsingen(gevonden: Stand, rijen: Sequence[tuple[Cijfer, Opbouw, int | None]]) -> None:
    per_groep: dict[tuple[str, Versie, int], dict[str, tuple[Cijfer, Opbouw, int]]] = defaultdict(dict)
    for cijfer, bouw, drempel in rijen:
        if drempel is not None and cijfer.uitsplitsing not in GEEN_DEEL:
            groep = per_groep[cijfer.gemeente_code, cijfer.versie, cijfer.jaar]
            groep[cijfer.uitsplitsing] = (cijfer, bouw, drempel)
    for groep in per_groep.values():
        if TOTAAL in groep:
            _een_uitsplitsing(gevonden, groep)


def _een_uitsplitsing(gevonden: Stand, groep: Mapping[str, tuple[Cijfer, Opbouw, int]]) -> None:
    cijfer, geheel, drempel = groep[TOTAAL]
    if geheel.teller is None or geheel.teller not in gevonden.tellingen:
        return
    aantal = gevonden.tellingen[geheel.teller]
    for naam, (deelcijfer, bouw, _) in groep.items():
        if bouw.teller is None and bouw.ook and deelcijfer.waarde is not None and deelcijfer.eenheid.startswith("%"):
            gevonden.tellingen[bouw.ook[0]] = aantal * deelcijfer.waarde / 100
            gevonden.drempels[bouw.ook[0]] = drempel
            _rest(gevonden, geheel.teller, bouw.ook[0], drempel, f"rest van {naam}", ook_nul=True)
    delen = tuple(_delen(gevonden, groep, geheel))
    for deel in delen:
        _rest(
            gevonden, geheel.teller, deel, drempel * geheel.eenheden_per_telling,
            f"rest van {cijfer.indicator_code}", ook_nul=False,
        )  # fmt: skip
    if len(delen) > 1 and isclose(sum(gevonden.tellingen[deel] for deel in delen), aantal):
        gevonden.sommen.append(Som(geheel.teller, delen))


def _delen(gevonden: Stand, groep: Mapping[str, tuple[Cijfer, Opbouw, int]], geheel: Opbouw) -> Iterator[Telling]:
    """The parts that are counted in the unit of the whole, in the order of their names."""
    for naam, (_, bouw, _) in sorted(groep.items()):
        telbaar = bouw.teller in gevonden.tellingen and bouw.teller != geheel.teller
        if naam != TOTAAL and bouw.teller and telbaar and bouw.eenheden_per_telling == geheel.eenheden_per_telling:
            yield bouw.teller
