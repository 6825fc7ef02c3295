"""Plausibility beside validity: whether a delivery looks like the ones before it.

A value is plausible when it lies in the band around the delivery before, or around that of the same period in an
earlier year: feeds that hold what was active since 1 January grow during a year and fall back after it. A correction
must also lie near what it replaces. What somebody must look at is a warning; until it is accepted, nothing is compared
with that value and no band learns from it.

Belongs here: comparing the measures of a delivery with those of earlier ones. Does not belong here: taking measures
(`expectations.profile`), finding earlier deliveries (`expectations.history`), and the sentences
(`expectations.plausibility_told`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from expectations.bands import Grens, change, limits
from expectations.history import Eerder, Geschiedenis, Groep, same_period, series
from expectations.ledger_tables import Levering
from expectations.plausibility_told import Afwijking, Vergeleken, asked_of, surprising
from expectations.profile import MATEN, Maat, Meting
from expectations.resultaat import Resultaat
from expectations.rules import Controle, controle_id
from sources.contract_model import Contract, Ernst, Tabel, Veld
from sources.plausibiliteit import band_of, has_empties, has_shares_of_codes, has_sum

FEWEST_ROWS = 20
"""Where both deliveries have fewer rows, their number is not judged."""

FEWEST_ROWS_FOR_A_SHARE = 50
"""Where one of both has fewer rows, shares are not judged."""

REGEL = "plausibel_"


@dataclass(frozen=True)
class Geleverd:
    """Which delivery is judged; `naam` is what `dwh accept` calls it."""

    naam: str
    peildatum: date
    volgnummer: int


@dataclass(frozen=True)
class _Ijkpunt:
    """An earlier delivery that is compared with, and how the series that it belongs to changed before."""

    eerder: Eerder
    reeks: Sequence[tuple[Eerder, Eerder]]
    vervangen: bool = False


def plausibility_checks(contract: Contract, tabel: Tabel) -> list[Controle]:
    """What is judged of a table, as checks: what each asks, before anything was found."""
    return [_check(contract, tabel, maat, veld, asked_of(maat, tabel, veld)) for maat, veld in _judged(contract, tabel)]


def judge(
    contract: Contract, geleverd: Geleverd, metingen: Sequence[Meting], history: Sequence[Eerder]
) -> list[Resultaat]:
    """A result per measure of the delivery that there is something to compare with."""
    own = _grouped(metingen)
    found = []
    for tabel in contract.tabellen:
        for maat, veld in _judged(contract, tabel):
            result = _judge_group(contract, geleverd, tabel, maat, veld, own, history)
            if result is not None:
                found.append(result)
    return found


def judge_and_remember(
    contract: Contract, levering: Levering, metingen: Sequence[Meting], history: Geschiedenis
) -> list[Resultaat]:
    """What a loaded delivery looks like beside the ones before it; the next ones are held against it too."""
    naam = f"{levering.bron}/{levering.bestandsnaam}"
    geleverd = Geleverd(naam, levering.peildatum, levering.volgnummer)
    found = judge(contract, geleverd, metingen, history.before(levering))
    history.add(levering, metingen, {result.controle.controle_id for result in found if not result.geslaagd})
    return found


def _judged(contract: Contract, tabel: Tabel) -> Iterator[tuple[Maat, Veld | None]]:
    """Each measure with its field for which the contract has a band."""
    if contract.plausibiliteit.rijen is not None:
        yield "rijen", None
    for maat in MATEN[1:]:
        for veld in tabel.velden:
            has_it = {"leeg": has_empties(veld), "code": has_shares_of_codes(veld), "som": has_sum(veld)}[maat]
            if has_it and band_of(contract, maat, veld) is not None:
                yield maat, veld


def _judge_group(
    contract: Contract,
    geleverd: Geleverd,
    tabel: Tabel,
    maat: Maat,
    veld: Veld | None,
    own: Mapping[Groep, Mapping[str | None, float]],
    history: Sequence[Eerder],
) -> Resultaat | None:
    groep = (tabel.naam, maat, veld.naam if veld else None)
    rows = (tabel.naam, "rijen", None)
    points = [
        point
        for point in _points(contract, series(history, groep), geleverd)
        if groep in own and _enough_rows(maat, own[rows][None], point.eerder.metingen[rows][None])
    ]
    if not points:
        return None
    band = band_of(contract, maat, veld)
    values, out = _values(own[groep], points, groep), []
    for key, value in values.items():
        compared = [_compared(point, groep, key, float(band or 0), own[rows][None]) for point in points]
        odd = _odd(value, compared)
        if odd:
            out.append(Afwijking(key, value, tuple(odd)))
    reden = surprising(maat, tabel, veld, geleverd.naam, out) if out else asked_of(maat, tabel, veld)
    return Resultaat(_check(contract, tabel, maat, veld, reden), not out, len(values), len(out))


def _points(contract: Contract, known: Sequence[Eerder], geleverd: Geleverd) -> list[_Ijkpunt]:
    """The delivery before, the same period of an earlier year where that is another, and what a correction replaces."""
    usual = contract.plausibiliteit
    comparable = [eerder for eerder in known if usual.vergelijkbaar(eerder.peildatum, geleverd.peildatum)]
    before = [eerder for eerder in comparable if eerder.peildatum < geleverd.peildatum]
    of_a_year = [(earlier, each) for each in before if (earlier := same_period(before, each.peildatum)) is not None]
    in_a_row = [pair for pair in pairwise(before) if usual.volgt_op(pair[0].peildatum, pair[1].peildatum)]
    changes = in_a_row or of_a_year
    points = []
    if before and usual.volgt_op(before[-1].peildatum, geleverd.peildatum):
        points.append(_Ijkpunt(before[-1], changes))
    same = same_period(before, geleverd.peildatum)
    if same is not None and not any(point.eerder is same for point in points):
        points.append(_Ijkpunt(same, of_a_year))
    points += [_Ijkpunt(each, changes, True) for each in comparable if each.peildatum == geleverd.peildatum]
    return points


def _enough_rows(maat: Maat, own: float, earlier: float) -> bool:
    if maat == "rijen":
        return max(own, earlier) >= FEWEST_ROWS
    return maat == "som" or min(own, earlier) >= FEWEST_ROWS_FOR_A_SHARE


def _values(own: Mapping[str | None, float], points: Sequence[_Ijkpunt], groep: Groep) -> dict[str | None, float]:
    """The values to judge: also the share of a code that is no longer there."""
    keys = [*own, *(key for point in points for key in point.eerder.metingen[groep])]
    return {key: own.get(key, 0.0) for key in keys}


def _compared(point: _Ijkpunt, groep: Groep, key: str | None, band: float, rows: float) -> Vergeleken:
    def value(eerder: Eerder) -> float:
        return eerder.metingen[groep].get(key, 0.0)

    maat: Maat = groep[1]  # type: ignore[assignment]
    changes = [change(maat, value(earlier), value(later)) for earlier, later in point.reeks]
    fewest = min(rows, point.eerder.metingen[(groep[0], "rijen", None)][None])
    allowed = limits(maat, band, value(point.eerder), fewest, [each for each in changes if each is not None])
    return Vergeleken(value(point.eerder), point.eerder.peildatum, allowed, point.vervangen)


def _odd(value: float, compared: Sequence[Vergeleken]) -> list[Vergeleken]:
    """What speaks against a value; nothing when it is plausible."""
    earlier = [each for each in compared if not each.vervangen]
    odd = [] if any(_fits(each.grens, value) for each in earlier) else earlier
    return [*odd, *(each for each in compared if each.vervangen and not _fits(each.grens, value))]


def _fits(grens: Grens, value: float) -> bool:
    # The billionth part is for binary fractions: a sum of the same amounts in another order is the same.
    slack = 1e-9 * max(abs(grens.onder), abs(grens.boven))
    return Grens(grens.onder - slack, grens.boven + slack).bevat(value)


def _check(contract: Contract, tabel: Tabel, maat: Maat, veld: Veld | None, reden: str) -> Controle:
    regel = f"{REGEL}{maat}"
    naam, kop = (veld.naam, veld.kop) if veld else (None, None)
    return Controle(
        controle_id(contract, tabel.naam, naam, regel), tabel.naam, kop, regel, Ernst.WAARSCHUWING, reden, regel
    )


def _grouped(metingen: Sequence[Meting]) -> dict[Groep, dict[str | None, float]]:
    found: dict[Groep, dict[str | None, float]] = {}
    for meting in metingen:
        found.setdefault((meting.object, meting.maat, meting.kolom), {})[meting.sleutel] = meting.waarde
    return found
