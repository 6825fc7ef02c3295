"""Where the figures of an indicator come from: mart row, components, deliveries, feeds.

Belongs here: the tables that a figure is followed back through, each row with an anchor of its own. Does not belong
here: the series itself (`indicatortabellen`).
"""

from __future__ import annotations

from reporting.rapport import cellen
from reporting.rapport.blad import Blad
from reporting.rapport.bronnen import waarschuwing
from reporting.rapport.cellen import tekst, uitsplitsing, woord
from reporting.rapport.kaderrijen import Levering
from reporting.rapport.reekstabellen import tabel
from reporting.tabel.model import Cel, Herkomst, Kolom, Tabel


def martrijen(blad: Blad) -> Tabel | None:
    """Each figure as it stands in indicatoren.fct_indicator, with numerator and denominator."""
    kolommen = [
        Kolom("jaar", "Jaar", "jaar"),
        Kolom("versie", "Definitie", "tekst"),
        Kolom("uitsplitsing", "Uitsplitsing", "tekst"),
        Kolom("teller", "Teller", "getal"),
        Kolom("noemer", "Noemer", "getal"),
        Kolom("waarde", "Waarde", "getal"),
        Kolom("peildatum", "Peildatum", "datum"),
        Kolom("status", "Status", "tekst"),
        Kolom("vanaf", "Bekend vanaf", "datum"),
        Kolom("synthetisch", "Synthetisch", "tekst"),
    ]
    rijen = [
        (
            Cel(c.jaar),
            tekst(f"versie {c.definitie_versie}"),
            tekst(uitsplitsing(c.uitsplitsing)),
            cellen.deel(c.teller, blad.versie_van(c), c.teller_onderdrukt),
            cellen.deel(c.noemer, blad.versie_van(c), c.noemer_onderdrukt),
            cellen.waarde(blad, c),
            Cel(c.peildatum),
            tekst(woord(c.status)),
            cellen.bekend(c.bekend_vanaf),
            tekst("ja" if c.synthetisch else "nee"),
        )
        for c in blad.nu
    ]
    uitleg = "Elke regel is een rij van de gepubliceerde tabel indicatoren.fct_indicator, zoals die nu bekend is."
    return tabel(blad, "cijfers", "elk cijfer met teller en noemer", kolommen, rijen, uitleg)


def onderdelen(blad: Blad) -> Tabel | None:
    """What each figure was computed from, with the deliveries of each part."""
    kolommen = [
        Kolom("jaar", "Jaar", "jaar"),
        Kolom("versie", "Definitie", "tekst"),
        Kolom("uitsplitsing", "Uitsplitsing", "tekst"),
        Kolom("rol", "Rol", "tekst"),
        Kolom("onderdeel", "Onderdeel", "code"),
        Kolom("van_onderdeel", "Uitsplitsing ervan", "tekst"),
        Kolom("waarde", "Waarde", "getal"),
        Kolom("peildatum", "Peildatum", "datum"),
        Kolom("levering", "Levering", "code"),
        Kolom("tweede", "Tweede levering", "code"),
    ]
    versies = {v.definitie_versie: v for v in blad.versies}
    rijen = [
        (
            Cel(o.jaar),
            tekst(f"versie {o.definitie_versie}"),
            tekst(uitsplitsing(o.uitsplitsing)),
            tekst(o.rol),
            Cel(o.component_code),
            tekst(uitsplitsing(o.component_uitsplitsing)),
            cellen.deel(o.waarde, versies[o.definitie_versie], o.onderdrukt),
            Cel(o.peildatum),
            _naar_levering(blad, o.levering_id),
            _naar_levering(blad, o.tweede_levering_id),
        )
        for o in blad.onderdelen
    ]
    uitleg = "Rijen van indicatoren.fct_component; de leveringen staan eronder."
    return tabel(blad, "onderdelen", "onderdelen waaruit elk cijfer is berekend", kolommen, rijen, uitleg)


def _naar_levering(blad: Blad, levering_id: str | None) -> Cel:
    if levering_id is None:
        return Cel()
    bron = Herkomst("kwaliteit.fct_levering", {"levering_id": levering_id}, f"{blad.pagina}#l-{levering_id}")
    return Cel(levering_id, herkomst=bron)


def van_blad(blad: Blad) -> tuple[Levering, ...]:
    """The deliveries that its figures, targets and printed figures were read from, newest first."""
    namen = [naam for o in blad.onderdelen for naam in (o.levering_id, o.tweede_levering_id)]
    namen += [g.levering_id for g in blad.gedrukt] + [s.levering_id for s in blad.streefwaarden]
    gevonden = [levering for naam in dict.fromkeys(namen) if (levering := blad.bronnen.levering(naam))]
    return tuple(sorted(gevonden, key=lambda lev: (lev.bron, lev.feed, -lev.peildatum.toordinal(), lev.levering_id)))


def leveringen(blad: Blad) -> Tabel | None:
    """Those deliveries with file, hash and dates."""
    kolommen = [
        Kolom("levering", "Levering", "code"),
        Kolom("bron", "Bron", "tekst"),
        Kolom("bestand", "Bestand", "code"),
        Kolom("peildatum", "Peildatum", "datum"),
        Kolom("ontvangen", "Ontvangen", "datum"),
        Kolom("rijen", "Rijen geladen", "getal", 0),
        Kolom("status", "Status", "tekst"),
        Kolom("synthetisch", "Synthetisch", "tekst"),
        Kolom("sha256", "SHA-256", "code"),
    ]
    rijen = [
        (
            Cel(lev.levering_id),
            tekst(lev.naam or f"{lev.bron}/{lev.feed}"),
            Cel(lev.bestandsnaam),
            Cel(lev.peildatum),
            cellen.bekend(lev.ontvangen_op),
            Cel(lev.rijen_geladen),
            tekst(lev.status),
            tekst("ja" if lev.synthetisch else "nee"),
            Cel(lev.sha256),
        )
        for lev in van_blad(blad)
    ]
    uitleg = "Rijen van kwaliteit.fct_levering. De hash is die van het bestand zoals het binnenkwam."
    return tabel(blad, "leveringen", "leveringen waaruit de cijfers zijn gelezen", kolommen, rijen, uitleg)


def feeds(blad: Blad) -> Tabel | None:
    """The feeds that the figures rest on, and how each is doing."""
    kolommen = [
        Kolom("bron", "Bron", "tekst"),
        Kolom("feed", "Feed", "code"),
        Kolom("status", "Status", "tekst"),
        Kolom("sinds", "Sinds", "datum"),
        Kolom("peildatum", "Laatste peildatum", "datum"),
        Kolom("reden", "Reden", "tekst"),
    ]
    rijen = []
    for link in blad.feeds:
        stand = blad.bronnen.stand((link.bron, link.feed, link.gemeente_code))
        rijen.append(
            (
                tekst(stand.titel if stand else None),
                Cel(f"{link.bron}/{link.feed}"),
                Cel(oordeel=(woord(stand.status) if stand else None) or "nooit beoordeeld"),
                cellen.bekend(stand.sinds if stand else None),
                Cel(stand.laatste_peildatum if stand else None),
                tekst((waarschuwing(stand) if stand.status != "goed" else stand.reden) if stand else None),
            )
        )
    return tabel(blad, "bronnen", "stand van de bronnen", kolommen, rijen)
