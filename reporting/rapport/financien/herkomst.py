"""What amounts rest on: the budget lines of a document, and the deliveries they came with.

Belongs here: the end of the way back from a figure about money. Does not belong here: figures.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from reporting.rapport.financien.achtergrond import FASENAMEN, REGELNAMEN, Achtergrond, bedragsoort, in_eenheid
from reporting.rapport.financien.bronrijen import Levering
from reporting.rapport.financien.rijen import Begrotingsregel
from reporting.site.notation import tijdstip
from reporting.tabel.model import Cel, Herkomst, Kolom, Rij, Tabel

_MART = "financien.fct_begrotingsregel"


def begrotingsregels(achtergrond: Achtergrond) -> Iterator[tuple[str, str, Tabel]]:
    """The lines of each document as they were delivered, after its municipality and code."""
    for (gemeente, document), groep in groupby(
        achtergrond.financien.begrotingsregels, lambda regel: (regel.gemeente_code, regel.document_code)
    ):
        regels = list(groep)
        eenheid = achtergrond.eenheid(document)
        yield (
            gemeente,
            document,
            achtergrond.tabel(
                f"begrotingsregels-{document}",
                "Begrotingsregels zoals geleverd",
                (
                    Kolom("jaar", "Jaar", "jaar"),
                    Kolom("fase", "Fase", "tekst"),
                    Kolom("programma", "Programma", "tekst"),
                    Kolom("doel", "Doel", "code"),
                    Kolom("product", "Product", "tekst"),
                    Kolom("taakveld", "Taakveld", "code"),
                    Kolom("soort", "Soort", "tekst"),
                    Kolom("bedrag", "Bedrag", bedragsoort(eenheid)),
                    Kolom("levering", "Levering", "code"),
                    Kolom("rij", "Rij", "getal", 0),
                ),
                [Rij(_regel(regel, eenheid)) for regel in regels],
                gemeente_code=gemeente,
                soorten=("begroting",),
                documenten=(document,),
                eenheid=eenheid,
                synthetisch=any(regel.synthetisch for regel in regels),
            ),
        )


def _regel(regel: Begrotingsregel, eenheid: str) -> tuple[Cel, ...]:
    herkomst = Herkomst(_MART, {"levering_id": regel.levering_id, "rijnummer": str(regel.rijnummer)})
    return (
        Cel(regel.jaar),
        Cel(FASENAMEN.get(regel.fase, regel.fase)),
        Cel(regel.programma),
        Cel(regel.doel_code),
        Cel(regel.product),
        Cel(regel.taakveld_code),
        Cel(REGELNAMEN.get(regel.soort, regel.soort)),
        Cel(in_eenheid(regel.bedrag_eur, eenheid), herkomst=herkomst),
        Cel(regel.levering_id),
        Cel(regel.rijnummer),
    )


def leveringen(achtergrond: Achtergrond, gemeente_code: str, soort: str, sleutel: str) -> Tabel | None:
    """The deliveries that figures of this kind rest on, each with its hash; nothing where there are none."""
    rijen = [
        rij for rij in achtergrond.financien.leveringen if (rij.gemeente_code, rij.soort) == (gemeente_code, soort)
    ]
    if not rijen:
        return None
    return achtergrond.tabel(
        sleutel,
        "Leveringen",
        (
            Kolom("levering", "Levering", "code"),
            Kolom("feed", "Feed", "tekst"),
            Kolom("bestand", "Bestand", "tekst"),
            Kolom("peildatum", "Peildatum", "datum"),
            Kolom("ontvangen", "Ontvangen op", "tekst"),
            Kolom("sha256", "SHA-256", "code"),
        ),
        [Rij(_levering(rij)) for rij in rijen],
        gemeente_code=gemeente_code,
        soorten=(soort,),
        synthetisch=any(rij.synthetisch for rij in rijen),
    )


def _levering(levering: Levering) -> tuple[Cel, ...]:
    return (
        Cel(levering.levering_id, herkomst=Herkomst("kwaliteit.fct_levering", {"levering_id": levering.levering_id})),
        Cel(levering.naam or levering.feed),
        Cel(levering.bestandsnaam),
        Cel(levering.peildatum),
        Cel(tijdstip(levering.ontvangen_op)),
        Cel(levering.sha256),
    )
