"""What goals cost, per document, year and phase.

Belongs here: `mart_lasten_per_doel`, as a table of all goals and as one of each. Does not belong here: the goals
themselves.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import groupby

from reporting.rapport.financien.achtergrond import FASENAMEN, Achtergrond, bedragsoort, in_eenheid
from reporting.rapport.financien.rijen import Doellast
from reporting.rapport.samen import slug
from reporting.tabel.model import Cel, Kolom, Rij, Tabel
from reporting.tabel.notatie import getaltekst

_MART = "financien.mart_lasten_per_doel"
_VOLGORDE = list(FASENAMEN)


def kosten_van_elk_doel(achtergrond: Achtergrond) -> Iterator[tuple[tuple[str, str], Tabel]]:
    """A table of each goal that has lasten, after its municipality and code; newest first."""
    sleutel = _per_doel
    for (gemeente, code), groep in groupby(sorted(achtergrond.financien.doellasten, key=sleutel), sleutel):
        rijen = sorted(groep, key=lambda rij: (-rij.jaar, _VOLGORDE.index(rij.fase), rij.document_code))
        eenheid = achtergrond.eenheid(rijen[0].document_code)
        yield (
            (gemeente, code),
            achtergrond.tabel(
                f"doel-{slug(code)}-lasten",
                f"Lasten van {rijen[0].doelnaam}",
                (
                    Kolom("jaar", "Jaar", "jaar"),
                    Kolom("fase", "Fase", "tekst"),
                    Kolom("lasten", "Totale lasten", bedragsoort(eenheid)),
                    Kolom("document", "Document", "tekst"),
                ),
                tuple(
                    Rij((Cel(rij.jaar), Cel(FASENAMEN[rij.fase]), _lasten(achtergrond, rij, eenheid), Cel(naam)))
                    for rij, naam in ((rij, achtergrond.document(rij.document_code)) for rij in rijen)
                ),
                gemeente_code=gemeente,
                soorten=("begroting",),
                documenten=[rij.document_code for rij in rijen],
                eenheid=eenheid,
                synthetisch=any(rij.synthetisch for rij in rijen),
            ),
        )


def lasten_per_doel(achtergrond: Achtergrond) -> Iterator[tuple[str, Tabel]]:
    """All goals of a programme side by side, after their municipality."""
    sleutel = _per_programma
    programmalasten = _programmalasten(achtergrond)
    for (gemeente, programma), groep in groupby(sorted(achtergrond.financien.doellasten, key=sleutel), sleutel):
        rijen = list(groep)
        eenheid = achtergrond.eenheid(rijen[0].document_code)
        momenten = sorted({(rij.jaar, _VOLGORDE.index(rij.fase), rij.document_code) for rij in rijen}, reverse=True)
        lasten = {(rij.doel_code, rij.jaar, _VOLGORDE.index(rij.fase), rij.document_code): rij for rij in rijen}
        namen = {rij.doel_code: rij.doelnaam for rij in sorted(rijen, key=lambda rij: rij.doel_code)}
        kolommen = (
            Kolom("code", "Code", "code"),
            Kolom("doel", "Doel", "tekst"),
            *(
                Kolom(f"{fase}_{jaar}_{document}", f"{FASENAMEN[_VOLGORDE[fase]]} {jaar}", bedragsoort(eenheid))
                for jaar, fase, document in momenten
            ),
        )
        per_doel = [
            Rij(
                (
                    Cel(code),
                    Cel(naam),
                    *(_lasten(achtergrond, lasten.get((code, *moment)), eenheid) for moment in momenten),
                )
            )
            for code, naam in namen.items()
        ]
        totalen = (
            _totaal(
                _som([rij.cellen[plaats].waarde for rij in per_doel]),
                programmalasten.get((programma, *moment)),
                eenheid,
            )
            for plaats, moment in enumerate(momenten, 2)
        )
        totaal = Rij(
            (Cel("Totaal"), Cel("Alle doelen"), *totalen),
            "totaal",
            tuple((plaats, 1) for plaats in range(len(per_doel))),
        )
        yield (
            gemeente,
            achtergrond.tabel(
                f"lasten-per-doel-{slug(programma)}",
                f"Lasten per doel: {programma}",
                kolommen,
                (*per_doel, totaal),
                gemeente_code=gemeente,
                soorten=("begroting",),
                documenten=[rij.document_code for rij in rijen],
                eenheid=eenheid,
                synthetisch=any(rij.synthetisch for rij in rijen),
            ),
        )


def _programmalasten(achtergrond: Achtergrond) -> dict[tuple[str, int, int, str], Decimal]:
    """The lasten of programmes, by programme, year, place of the phase and document."""
    bedragen = {
        (regel.programma, regel.jaar, _VOLGORDE.index(fase), regel.document_code): bedrag
        for regel in achtergrond.financien.programmaregels
        if regel.regel == "lasten"
        for fase, bedrag in (
            ("begroting_primair", regel.begroting_primair_eur),
            ("begroting_na_wijziging", regel.begroting_na_wijziging_eur),
            ("realisatie", regel.realisatie_eur),
        )
        if bedrag is not None
    }
    ramingen = {
        (raming.programma, raming.jaar, _VOLGORDE.index(raming.fase), raming.document_code): raming.bedrag_eur
        for raming in achtergrond.financien.ramingen
        if raming.niveau == "programma" and raming.regel == "lasten"
    }
    return {**bedragen, **ramingen}


def _totaal(som: Decimal | None, programma: Decimal | None, eenheid: str) -> Cel:
    """The sum of the goals, and what the programme has where that is something else."""
    anders = in_eenheid(programma, eenheid)
    if som is None or anders is None or som == anders:
        return Cel(som)
    return Cel(
        som,
        kanttekening=f"De lasten van het programma zijn {getaltekst(anders, 0)}; de doelen zijn afzonderlijk afgerond.",
    )


def _per_doel(rij: Doellast) -> tuple[str, str]:
    return rij.gemeente_code, rij.doel_code


def _per_programma(rij: Doellast) -> tuple[str, str]:
    return rij.gemeente_code, rij.programma


def _som(waarden: list[object]) -> Decimal | None:
    """The sum; nothing where a part is missing."""
    bedragen = [waarde for waarde in waarden if isinstance(waarde, Decimal)]
    return sum(bedragen, Decimal(0)) if len(bedragen) == len(waarden) else None


def _lasten(achtergrond: Achtergrond, rij: Doellast | None, eenheid: str) -> Cel:
    if rij is None:
        return Cel()
    herkomst = achtergrond.regelherkomst(
        _MART, rij.gemeente_code, rij.document_code, jaar=str(rij.jaar), fase=rij.fase, doel_code=rij.doel_code
    )
    return Cel(in_eenheid(rij.lasten_eur, eenheid), herkomst=herkomst)
