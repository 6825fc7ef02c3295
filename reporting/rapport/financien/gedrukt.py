"""Every figure that a document prints, beside what the warehouse makes of it.

Belongs here: `mart_aansluiting`, a row per printed figure, in the order of the document. Does not belong here: the
tables of a document in their own form (`documenttabel`, `metingen`, `bbv`).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from reporting.onderdrukking import Onderdrukking
from reporting.rapport.financien.achtergrond import Achtergrond
from reporting.rapport.financien.bronrijen import Gedruktcijfer
from reporting.tabel.gedrukt import gedrukte_cel
from reporting.tabel.model import Cel, Herkomst, Kolom, Rij, Tabel

_MART = "indicatoren.mart_aansluiting"
_AANSLUITING = {"sluit_aan": "sluit aan", "wijkt_af": "wijkt af", "niet_berekend": "niet berekend"}
_DELEN = (
    ("bedragen", "Gedrukte bedragen", ("financieel",)),
    ("cijfers", "Gedrukte cijfers van indicatoren", ("indicator", "onderdeel")),
    ("tellingen", "Gedrukte tellingen van het document zelf", ("telling",)),
)
_BEDRAGDECIMALEN = {"mln euro": 3}


def gedrukte_cijfers(achtergrond: Achtergrond, onderdrukking: Onderdrukking) -> Iterator[tuple[str, str, Tabel]]:
    """Per document amounts, figures of indicators and counts of the document itself, each a table, after the
    municipality and the code of the document."""
    kapot = {(rij.gemeente_code, rij.indicator_code): rij.feeds for rij in achtergrond.financien.kapotte_indicatoren}
    for (gemeente, document), groep in groupby(
        achtergrond.financien.gedrukt, lambda rij: (rij.gemeente_code, rij.document_code)
    ):
        cijfers = list(groep)
        for deel, titel, soorten in _DELEN:
            gekozen = [cijfer for cijfer in cijfers if (cijfer.soort or "indicator") in soorten]
            if gekozen:
                yield (
                    gemeente,
                    document,
                    achtergrond.tabel(
                        f"{document}-gedrukte-{deel}",
                        titel,
                        _KOLOMMEN,
                        [Rij(_cellen(achtergrond, cijfer, onderdrukking, kapot)) for cijfer in gekozen],
                        gemeente_code=gemeente,
                        soorten=("gedrukt",),
                        documenten=(document,),
                        toelichting=(
                            "Elk cijfer zoals het document het drukt, en wat het datawarehuis ervoor berekent. "
                            "Waar een document zichzelf tegenspreekt, staan beide cijfers er."
                        ),
                        synthetisch=any(cijfer.synthetisch for cijfer in gekozen),
                    ),
                )


_KOLOMMEN = (
    Kolom("onderwerp", "Onderwerp", "tekst"),
    Kolom("maat", "Maat", "tekst"),
    Kolom("uitsplitsing", "Uitsplitsing", "tekst"),
    Kolom("jaar", "Jaar", "tekst"),
    Kolom("gedrukt", "Gedrukt", "getal"),
    Kolom("eenheid", "Eenheid", "tekst"),
    Kolom("berekend", "Berekend", "getal"),
    Kolom("aansluiting", "Aansluiting", "tekst"),
)


def herkomst_van(achtergrond: Achtergrond, cijfer: Gedruktcijfer) -> Herkomst:
    """The row of a printed figure, and the page of its indicator, or of the budget lines that an amount rests on."""
    financieel = cijfer.soort == "financieel"
    pagina = (
        achtergrond.pagina(cijfer.gemeente_code, f"herkomst-{cijfer.document_code}")
        if financieel
        else f"{achtergrond.map_van(cijfer.gemeente_code)}/indicator/{cijfer.indicator_code}.html"
    )
    sleutel = {"levering_id": cijfer.levering_id, "rijnummer": str(cijfer.rijnummer)}
    return Herkomst(_MART, sleutel, None if cijfer.soort == "telling" else pagina)


def gedrukt_cijfer(achtergrond: Achtergrond, cijfer: Gedruktcijfer, onderdrukking: Onderdrukking) -> Cel:
    """The printed figure as it stands, or why it is not shown."""
    waarom_niet = onderdrukking.gedrukt(cijfer.levering_id, cijfer.rijnummer)
    if waarom_niet is not None:
        return Cel(onderdrukt=waarom_niet)
    return gedrukte_cel(
        cijfer.waarde_gedrukt,
        cijfer.gepubliceerd,
        kanttekening=cijfer.toelichting,
        herkomst=herkomst_van(achtergrond, cijfer),
    )


def _uitsplitsing(cijfer: Gedruktcijfer) -> str | None:
    """Of what part the figure is, in words; nothing for a figure of the whole."""
    gedrukt = cijfer.uitsplitsing_gedrukt
    if gedrukt is None or gedrukt in {cijfer.maat, "totaal"}:
        return None
    return gedrukt.removeprefix(f"{cijfer.maat}.").replace("_", " ")


def _cellen(
    achtergrond: Achtergrond,
    cijfer: Gedruktcijfer,
    onderdrukking: Onderdrukking,
    kapot: dict[tuple[str, str], str],
) -> tuple[Cel, ...]:
    gedrukt = gedrukt_cijfer(achtergrond, cijfer, onderdrukking)
    feeds = kapot.get((cijfer.gemeente_code, cijfer.indicator_code))
    berekend = Cel(
        cijfer.berekend,
        decimalen=max(gedrukt.decimalen or 0, cijfer.decimalen or 0, _BEDRAGDECIMALEN.get(cijfer.eenheid or "", 0)),
        kanttekening=f"De bron is niet in orde: {feeds}." if feeds else None,
        herkomst=herkomst_van(achtergrond, cijfer),
    )
    return (
        Cel(cijfer.indicator or cijfer.indicator_code),
        Cel(cijfer.maat.replace("_", " ")),
        Cel(_uitsplitsing(cijfer)),
        Cel(cijfer.jaar_gedrukt or (None if cijfer.jaar is None else str(cijfer.jaar))),
        gedrukt,
        Cel(cijfer.eenheid),
        Cel(onderdrukt=gedrukt.onderdrukt) if gedrukt.onderdrukt is not None else berekend,
        Cel(oordeel=_AANSLUITING.get(cijfer.aansluiting, cijfer.aansluiting)),
    )
