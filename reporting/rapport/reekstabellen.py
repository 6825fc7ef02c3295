"""The series of an indicator as tables: the whole with its target, and its breakdowns.

Belongs here: years in rows, definitions and breakdowns in columns. Does not belong here: what else is said about an
indicator (`indicatortabellen`), what it is made of (`herkomsttabellen`).
"""

from __future__ import annotations

from collections.abc import Iterable

from reporting.rapport import cellen
from reporting.rapport.blad import Blad
from reporting.rapport.cellen import tekst, uitsplitsing, woord
from reporting.rapport.kaderrijen import Breuk, Indicator
from reporting.rapport.rijen import TOTAAL, Cijfer, Score
from reporting.tabel.model import Cel, Kolom, Rij, Tabel


def tabel(
    blad: Blad,
    naam: str,
    titel: str,
    kolommen: Iterable[Kolom],
    rijen: Iterable[tuple[Cel, ...]],
    toelichting: str | None = None,
    waarschuwingen: tuple[str, ...] = (),
) -> Tabel | None:
    """A table of this indicator, with what must stand wherever it stands; None without rows."""
    inhoud = tuple(Rij(rij) for rij in rijen)
    if not inhoud:
        return None
    return Tabel(
        sleutel=f"{blad.code}-{naam}",
        titel=f"{blad.indicator.naam}: {titel}",
        kolommen=tuple(kolommen),
        rijen=inhoud,
        eenheid=blad.indicator.eenheid,
        toelichting=toelichting,
        bronnen=blad.bronnamen,
        synthetisch=blad.synthetisch,
        waarschuwingen=tuple(dict.fromkeys((*blad.waarschuwingen, *waarschuwingen))),
    )


def reeks(blad: Blad) -> Tabel | None:
    """Per year the figure by each definition, side by side, the target and what came of it."""
    scores = {s.jaar: s for s in blad.scores if s.uitsplitsing == TOTAAL}
    cijfers = {(c.definitie_versie, c.jaar): c for c in blad.nu if c.uitsplitsing == TOTAAL}
    versies = [v for v in blad.versies if any(versie == v.definitie_versie for versie, _ in cijfers)]
    jaren = sorted({jaar for _, jaar in cijfers} | {j for j, s in scores.items() if s.streefwaarde is not None})
    kolommen = [
        Kolom("jaar", "Jaar", "jaar"),
        *(Kolom(f"versie_{v.definitie_versie}", versiekop(blad, v, versies), "getal") for v in versies),
        Kolom("streefwaarde", "Streefwaarde", "getal"),
        Kolom("document", "Uit", "tekst"),
        Kolom("afwijking", "Afwijking", "getal"),
        Kolom("oordeel", "Oordeel", "tekst"),
        Kolom("status", "Status", "tekst"),
    ]
    rijen = [
        (
            Cel(jaar, kanttekening=breuken_in(blad.breuken, jaar, TOTAAL)),
            *(cellen.waarde(blad, cijfers.get((v.definitie_versie, jaar))) for v in versies),
            *_beoordeeld(blad, scores.get(jaar)),
            tekst(_status(cijfers, jaar)),
        )
        for jaar in jaren
    ]
    return tabel(blad, "reeks", "realisatie en streefwaarde", kolommen, rijen)


def _beoordeeld(blad: Blad, score: Score | None) -> tuple[Cel, Cel, Cel, Cel]:
    if score is None:
        return Cel(), Cel(), Cel(), Cel()
    document = blad.document(score.document_code) if score.streefwaarde is not None else None
    doel = cellen.doelwaarde(blad, score), tekst(document)
    if score.onderdrukt:
        return *doel, Cel(onderdrukt=score.onderdrukt), Cel(onderdrukt=score.onderdrukt)
    return *doel, Cel(score.afwijking, decimalen=blad.indicator.decimalen), Cel(oordeel=woord(score.oordeel))


def _status(cijfers: dict[tuple[int, int], Cijfer], jaar: int) -> str | None:
    gevonden = dict.fromkeys(woord(c.status) for (_, j), c in cijfers.items() if j == jaar and c.status)
    return " / ".join(status for status in gevonden if status) or None


def versiekop(blad: Blad, versie: Indicator, versies: list[Indicator]) -> str:
    """How the column of a definition is called where there are several."""
    if len(versies) == 1:
        return "Realisatie"
    soort = "Nieuwe methode" if versie is blad.indicator else "Oude methode"
    return f"{soort} (versie {versie.definitie_versie})"


def breuken_in(breuken: Iterable[Breuk], jaar: int, naam: str) -> str | None:
    """What must be said of a year in which the series does not run on."""
    zinnen = dict.fromkeys(b.uitleg for b in breuken if b.jaar == jaar and b.uitsplitsing in {None, naam})
    return f"Breuk: {' '.join(zinnen)}" if zinnen else None


def per_uitsplitsing(blad: Blad) -> Tabel | None:
    """Per year each breakdown beside the whole, by the newest definition that has any."""
    los = [c for c in blad.nu if c.uitsplitsing != TOTAAL]
    if not los:
        return None
    versies = {v.definitie_versie: v for v in blad.versies}
    versie = next(nummer for nummer in versies if any(c.definitie_versie == nummer for c in los))
    cijfers = {(c.uitsplitsing, c.jaar): c for c in blad.nu if c.definitie_versie == versie}
    doelen = {(s.uitsplitsing, s.jaar): s for s in blad.scores if s.streefwaarde is not None}
    namen = [naam for naam in blad.uitsplitsingen if any(n == naam for n, _ in cijfers)]
    met_doel = [naam for naam in namen if naam != TOTAAL and any(n == naam for n, _ in doelen)]
    kolommen = [Kolom("jaar", "Jaar", "jaar")]
    for naam in namen:
        kolommen.append(Kolom(naam, uitsplitsing(naam).capitalize(), "getal"))
        if naam in met_doel:
            kolommen.append(Kolom(f"{naam}.streef", "Streefwaarde", "getal"))
    rijen = []
    for jaar in sorted({jaar for _, jaar in cijfers} | {jaar for naam, jaar in doelen if naam in met_doel}):
        rij = [Cel(jaar, kanttekening=breuken_in(blad.breuken, jaar, TOTAAL))]
        for naam in namen:
            rij.append(cellen.waarde(blad, cijfers.get((naam, jaar))))
            if naam in met_doel:
                rij.append(cellen.doelwaarde(blad, doelen.get((naam, jaar))))
        rijen.append(tuple(rij))
    return tabel(blad, "uitsplitsing", "per uitsplitsing", kolommen, rijen)
