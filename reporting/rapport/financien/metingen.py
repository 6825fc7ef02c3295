"""The measurements of Twenterand's budget and the BBV table of Enschede's account, in the form of their documents.

Belongs here: printed figures of indicators laid out as the document does. Does not belong here: the same figures beside
what is reckoned (`gedrukt`).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from reporting.onderdrukking import Onderdrukking
from reporting.rapport.financien.achtergrond import Achtergrond
from reporting.rapport.financien.bronrijen import Doel, Gedruktcijfer
from reporting.rapport.financien.gedrukt import gedrukt_cijfer
from reporting.rapport.samen import slug
from reporting.tabel.model import Cel, Kolom, Rij, Tabel

_BEGROOT = "streefwaarde"


def metingen(achtergrond: Achtergrond, onderdrukking: Onderdrukking) -> Iterator[tuple[str, Tabel]]:
    """Per municipality (given first) with goals in doelenbomen, document and doelenboom: indicators by goal, with what
    was budgeted and measured in the columns of the document."""
    doelen = {doel.doel_code: doel for doel in achtergrond.financien.doelen}
    gekozen = [
        (cijfer, boom)
        for cijfer in achtergrond.financien.gedrukt
        if cijfer.soort != "financieel"
        and cijfer.jaar is not None
        and (boom := _doelenboom(cijfer.doel_code, doelen)) is not None
    ]
    for (gemeente, document, boom), groep in groupby(
        sorted(gekozen, key=lambda paar: (paar[0].gemeente_code, paar[0].document_code, paar[1])),
        lambda paar: (paar[0].gemeente_code, paar[0].document_code, paar[1]),
    ):
        cijfers = [cijfer for cijfer, _ in groep]
        momenten = list(dict.fromkeys(sorted(map(_moment, cijfers), reverse=True)))
        kolommen = (
            Kolom("indicator", "Beleidsdoelen", "tekst"),
            *(
                Kolom(f"m_{begroot:d}_{jaar}", f"Begroot {jaar}" if begroot else str(jaar), "getal")
                for begroot, jaar in momenten
            ),
            Kolom("bron", "Bron", "tekst"),
        )
        yield (
            gemeente,
            achtergrond.tabel(
                f"metingen-{slug(boom)}-{document}",
                f"Metingen {doelen[boom].naam}",
                kolommen,
                _rijen(achtergrond, cijfers, momenten, doelen, onderdrukking),
                gemeente_code=gemeente,
                soorten=("gedrukt",),
                documenten=(document,),
                toelichting="Zoals het document de tabel drukt.",
                synthetisch=any(cijfer.synthetisch for cijfer in cijfers),
            ),
        )


def _doelenboom(code: str | None, doelen: dict[str, Doel]) -> str | None:
    """The doelenboom that a goal is in; nothing for a goal of another framework."""
    while code is not None and code in doelen:
        if doelen[code].niveau == "doelenboom":
            return code
        code = doelen[code].bovenliggend_doel_code
    return None


def _moment(cijfer: Gedruktcijfer) -> tuple[bool, int]:
    return cijfer.maat == _BEGROOT, cijfer.jaar or 0


def _rijen(
    achtergrond: Achtergrond,
    cijfers: list[Gedruktcijfer],
    momenten: list[tuple[bool, int]],
    doelen: dict[str, Doel],
    onderdrukking: Onderdrukking,
) -> Iterator[Rij]:
    """A heading for each goal, and its indicators below it in the order of the document."""
    per_doel: dict[str, dict[str, dict[tuple[bool, int], Gedruktcijfer]]] = {}
    for cijfer in cijfers:
        per_indicator = per_doel.setdefault(cijfer.doel_code or "", {})
        cellen = per_indicator.setdefault(cijfer.indicator_code, {})
        eerder = cellen.get(_moment(cijfer))
        # Of two figures in one cell, as in (150) 225, one row has the characters of both.
        if eerder is None or len(eerder.waarde_gedrukt) < len(cijfer.waarde_gedrukt):
            cellen[_moment(cijfer)] = cijfer
    for doel, per_indicator in per_doel.items():
        yield Rij((Cel(doelen[doel].naam), *(Cel() for _ in momenten), Cel()), "tussenkop")
        for per_moment in per_indicator.values():
            eerste = next(iter(per_moment.values()))
            waarden = (
                gedrukt_cijfer(achtergrond, per_moment[moment], onderdrukking) if moment in per_moment else Cel()
                for moment in momenten
            )
            yield Rij((Cel(eerste.indicator or eerste.indicator_code), *waarden, Cel(eerste.bronnen)))


def bbv_tabellen(achtergrond: Achtergrond, onderdrukking: Onderdrukking) -> Iterator[tuple[str, Tabel]]:
    """The indicators that the BBV asks of every municipality, as each document prints them, after the municipality."""
    doelen = {doel.doel_code: doel for doel in achtergrond.financien.doelen}
    bbv = (cijfer for cijfer in achtergrond.financien.gedrukt if cijfer.kader == "bbv")
    for (gemeente, document), groep in groupby(bbv, lambda cijfer: (cijfer.gemeente_code, cijfer.document_code)):
        cijfers = list(groep)
        yield (
            gemeente,
            achtergrond.tabel(
                f"bbv-{document}",
                "Beleidsindicatoren volgens het Besluit begroting en verantwoording (BBV)",
                (
                    Kolom("nummer", "Nummer", "code"),
                    Kolom("beleidsveld", "Beleidsveld", "tekst"),
                    Kolom("indicator", "Naam indicator", "tekst"),
                    Kolom("eenheid", "Eenheid", "tekst"),
                    Kolom("jaar", "Jaar", "jaar"),
                    Kolom("score", "Score", "getal"),
                    Kolom("bron", "Bron", "tekst"),
                ),
                [Rij(_bbv(achtergrond, cijfer, doelen, onderdrukking)) for cijfer in cijfers],
                gemeente_code=gemeente,
                soorten=("gedrukt",),
                documenten=(document,),
                synthetisch=any(cijfer.synthetisch for cijfer in cijfers),
            ),
        )


def _bbv(
    achtergrond: Achtergrond, cijfer: Gedruktcijfer, doelen: dict[str, Doel], onderdrukking: Onderdrukking
) -> tuple[Cel, ...]:
    veld = doelen.get(cijfer.doel_code or "")
    nummer = cijfer.indicator_code.removeprefix("bbv_").partition("_")[0]
    beleidsveld = None if veld is None else f"{veld.doel_code.rpartition('-')[2]}. {veld.naam}"
    return (
        Cel(f"{nummer}."),
        Cel(beleidsveld),
        Cel(cijfer.indicator),
        Cel(cijfer.eenheid),
        Cel(cijfer.jaar),
        gedrukt_cijfer(achtergrond, cijfer, onderdrukking),
        Cel(cijfer.bronnen),
    )
