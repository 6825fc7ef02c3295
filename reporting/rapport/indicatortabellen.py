"""What is said of an indicator besides its series: targets, what was known when, printed figures, reference group.

Belongs here: those tables of its page. Does not belong here: the series (`reekstabellen`), what it is made of
(`herkomsttabellen`), how a table is rendered (`reporting.tabel`).
"""

from __future__ import annotations

from reporting.rapport import cellen
from reporting.rapport.blad import Blad
from reporting.rapport.cellen import tekst, uitsplitsing, woord
from reporting.rapport.reekstabellen import tabel
from reporting.tabel.model import Cel, Kolom, Tabel


def streefwaarden(blad: Blad) -> Tabel | None:
    """Every target as every document sets it."""
    kolommen = [
        Kolom("jaar", "Jaar", "jaar"),
        Kolom("uitsplitsing", "Uitsplitsing", "tekst"),
        Kolom("document", "Document", "tekst"),
        Kolom("streefwaarde", "Streefwaarde", "tekst"),
        Kolom("toelichting", "Toelichting", "tekst"),
    ]
    rijen = [
        (
            Cel(s.jaar, kanttekening=None if s.jaar else "Het document noemt geen jaar."),
            tekst(uitsplitsing(s.uitsplitsing)),
            tekst(blad.document(s.document_code)),
            cellen.getypt(blad, s),
            tekst(s.toelichting),
        )
        for s in blad.streefwaarden
    ]
    waarschuwingen = blad.bronnen.van_leveringen(
        (s.levering_id for s in blad.streefwaarden), blad.gemeente.gemeente_code
    )
    return tabel(blad, "streefwaarden", "streefwaarden per document", kolommen, rijen, waarschuwingen=waarschuwingen)


def bekend_wanneer(blad: Blad) -> Tabel | None:
    """What was known when, of the figures that were known in more than one way."""
    kolommen = [
        Kolom("jaar", "Jaar", "jaar"),
        Kolom("versie", "Definitie", "tekst"),
        Kolom("uitsplitsing", "Uitsplitsing", "tekst"),
        Kolom("waarde", "Waarde", "getal"),
        Kolom("status", "Status", "tekst"),
        Kolom("vanaf", "Bekend vanaf", "datum"),
        Kolom("tot", "Bekend tot", "datum"),
    ]
    sleutels = [(c.definitie_versie, c.uitsplitsing, c.jaar) for c in blad.cijfers]
    herzien = [c for c, sleutel in zip(blad.cijfers, sleutels, strict=True) if sleutels.count(sleutel) > 1]
    rijen = [
        (
            Cel(c.jaar),
            tekst(f"versie {c.definitie_versie}"),
            tekst(uitsplitsing(c.uitsplitsing)),
            cellen.waarde(blad, c),
            tekst(woord(c.status)),
            cellen.bekend(c.bekend_vanaf),
            cellen.bekend(c.bekend_tot),
        )
        for c in sorted(herzien, key=lambda c: (c.jaar, c.definitie_versie, c.uitsplitsing, c.bekend_vanaf))
    ]
    uitleg = "Een cijfer zonder einddatum is wat nu bekend is."
    return tabel(blad, "bekend", "wat wanneer bekend was", kolommen, rijen, uitleg)


def gedrukte_cijfers(blad: Blad) -> Tabel | None:
    """The figures that documents print, beside what is computed; what contradicts stands both."""
    kolommen = [
        Kolom("document", "Document", "tekst"),
        Kolom("jaar", "Jaar", "tekst"),
        Kolom("maat", "Wat", "tekst"),
        Kolom("uitsplitsing", "Uitsplitsing", "tekst"),
        Kolom("gedrukt", "Gedrukt", "getal"),
        Kolom("eenheid", "Eenheid", "tekst"),
        Kolom("berekend", "Berekend", "getal"),
        Kolom("aansluiting", "Aansluiting", "tekst"),
        Kolom("toelichting", "Toelichting", "tekst"),
    ]
    rijen = [
        (
            tekst(blad.document(g.document_code)),
            tekst(g.jaar_gedrukt),
            tekst(woord(g.maat)),
            tekst(uitsplitsing(g.uitsplitsing)),
            (gedrukt := cellen.gedrukt(blad, g)),
            tekst(g.eenheid),
            Cel(onderdrukt=g.onderdrukt) if g.onderdrukt else Cel(g.berekend, decimalen=(gedrukt.decimalen or 0) + 1),
            Cel(oordeel=woord(g.aansluiting)),
            tekst(g.toelichting),
        )
        for g in blad.gedrukt
    ]
    waarschuwingen = blad.bronnen.van_leveringen((g.levering_id for g in blad.gedrukt), blad.gemeente.gemeente_code)
    uitleg = "Gedrukt is wat in het document staat, letterlijk; berekend is wat het magazijn er nu van maakt."
    return tabel(blad, "gedrukt", "gedrukt in documenten", kolommen, rijen, uitleg, waarschuwingen)


def referentiegroep(blad: Blad) -> Tabel | None:
    """Our figure beside that of the group it is compared with."""
    kolommen = [
        Kolom("jaar", "Jaar", "jaar"),
        Kolom("uitsplitsing", "Uitsplitsing", "tekst"),
        Kolom("waarde", blad.gemeente.naam, "getal"),
        Kolom("groep", "Referentiegroep", "getal"),
        Kolom("groepsnaam", "Groep", "tekst"),
        Kolom("verschil", "Verschil", "getal"),
        Kolom("oordeel", "Oordeel", "tekst"),
    ]
    plaatsen = max(v.decimalen for v in blad.versies)
    plaatsen = max(plaatsen, 1)
    rijen = [
        (
            Cel(v.jaar),
            tekst(uitsplitsing(v.uitsplitsing)),
            Cel(onderdrukt=v.onderdrukt) if v.onderdrukt else Cel(v.waarde, decimalen=plaatsen),
            Cel(v.waarde_groep, decimalen=plaatsen),
            tekst(v.groep),
            Cel(onderdrukt=v.onderdrukt) if v.onderdrukt else Cel(v.verschil, decimalen=plaatsen),
            Cel(oordeel=woord(v.oordeel)),
        )
        for v in blad.vergelijkingen
    ]
    herkomst = " ".join(dict.fromkeys(v.herkomst for v in blad.vergelijkingen if v.herkomst))
    return tabel(blad, "referentie", "naast de referentiegroep", kolommen, rijen, herkomst or None)
