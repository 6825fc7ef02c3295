"""Taakvelden of a municipality beside its reference groups, and its Iv3 reports as a whole.

Belongs here: `mart_taakveldvergelijking`, `mart_taakveld`, `mart_iv3opgave`. Does not belong here: the delivery to CBS.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import groupby

from reporting.rapport.financien.achtergrond import Achtergrond
from reporting.rapport.financien.bronrijen import Opgave
from reporting.rapport.financien.rijen import Taakveld
from reporting.rapport.samen import slug
from reporting.tabel.model import Cel, Herkomst, Kolom, Rij, Tabel, duizend

_MART = "financien.mart_taakveldvergelijking"
_OPGAVEN = "financien.mart_iv3opgave"
_EENHEID = "x 1.000 euro; per inwoner in euro"
_NA_NEGEN = frozenset({"10", "11"})
"""The taakvelden of which the number is ten and more; in others a second figure divides the first."""


def verslagnaam(verslag: str) -> str:
    """A report in words: kwartaal_1 is kwartaal 1."""
    return verslag.replace("_", " ")


def taakveldtabellen(achtergrond: Achtergrond) -> Iterator[tuple[str, str, Tabel]]:
    """A table per municipality and report (both given first), newest first: all taakvelden, each with the median of
    every reference group that has the report."""
    for (gemeente, jaar, _verslagsoort), groep in groupby(
        achtergrond.financien.taakvelden, lambda rij: (rij.gemeente_code, rij.jaar, rij.verslagsoort)
    ):
        rijen = list(groep)
        verslag = verslagnaam(rijen[0].verslag)
        # A group in which nobody else has the report says nothing.
        groepen = {rij.groep_code: rij.groep for rij in rijen if (rij.aantal or 0) > 1}
        per_veld: dict[str, dict[str, Taakveld]] = {}
        for rij in rijen:
            per_veld.setdefault(rij.taakveld_code, {})[rij.groep_code] = rij
        codes = sorted(per_veld, key=_volgorde)
        yield (
            gemeente,
            f"{jaar}-{slug(verslag)}",
            achtergrond.tabel(
                f"taakvelden-{jaar}-{slug(verslag)}",
                f"Taakvelden {verslag} {jaar} naast vergelijkbare gemeenten",
                _kolommen(groepen),
                [_rij(achtergrond, code, per_veld, codes, groepen) for code in codes],
                gemeente_code=gemeente,
                soorten=("iv3",),
                eenheid=_EENHEID,
                toelichting=(
                    "Lasten per inwoner, met per groep de mediaan en de plaats van de gemeente daarin: 1 is de hoogste."
                ),
                synthetisch=any(rij.synthetisch for rij in rijen),
            ),
        )


def _volgorde(code: str) -> tuple[int, int, str]:
    """As Iv3 lists them: a hoofdtaakveld before its taakvelden, 0.61 within 0.6, and 0.10 after 0.9."""
    hoofd, _, veld = code.partition(".")
    if veld in _NA_NEGEN:
        return int(hoofd), int(veld), ""
    return int(hoofd), int(veld[:1] or "0"), veld[1:]


def _kolommen(groepen: dict[str, str]) -> tuple[Kolom, ...]:
    return (
        Kolom("code", "Code", "code"),
        Kolom("taakveld", "Taakveld", "tekst"),
        Kolom("lasten", "Lasten", "duizend_euro"),
        Kolom("baten", "Baten", "duizend_euro"),
        Kolom("per_inwoner", "Lasten per inwoner", "euro", 2),
        *(
            kolom
            for code, naam in groepen.items()
            for kolom in (
                Kolom(f"mediaan_{code}", f"Mediaan {naam}", "euro", 2),
                Kolom(f"plaats_{code}", f"Plaats in {naam}", "tekst"),
            )
        ),
    )


def _rij(
    achtergrond: Achtergrond,
    code: str,
    per_veld: dict[str, dict[str, Taakveld]],
    codes: list[str],
    groepen: dict[str, str],
) -> Rij:
    veld = next(iter(per_veld[code].values()))
    herkomst = Herkomst(
        _MART,
        {
            "gemeente_code": veld.gemeente_code,
            "jaar": str(veld.jaar),
            "verslagsoort": veld.verslagsoort,
            "taakveld_code": code,
        },
        achtergrond.pagina(veld.gemeente_code, "iv3"),
    )
    onder = [nummer for nummer, ander in enumerate(codes) if ander.startswith(f"{code}.")]
    baten = veld.baten_eur
    if onder:
        delen = [next(iter(per_veld[codes[nummer]].values())).baten_eur for nummer in onder]
        bekend = [bedrag for bedrag in delen if bedrag is not None]
        baten = sum(bekend, Decimal(0)) if len(bekend) == len(delen) else None
    naast = [per_veld[code].get(groep) for groep in groepen]
    return Rij(
        (
            Cel(code),
            Cel(veld.taakveld),
            Cel(duizend(veld.lasten_eur), herkomst=herkomst),
            Cel(duizend(baten), herkomst=herkomst),
            Cel(veld.lasten_per_inwoner_eur, herkomst=herkomst),
            *(cel for ander in naast for cel in _naast(ander, herkomst)),
        ),
        "totaal" if veld.niveau == "hoofdtaakveld" else "gewoon",
        tuple((nummer, 1) for nummer in onder) if veld.niveau == "hoofdtaakveld" else (),
    )


def _naast(veld: Taakveld | None, eigen: Herkomst) -> tuple[Cel, Cel]:
    if veld is None:
        return Cel(), Cel()
    plaats = None if veld.rang is None else f"{veld.rang} van {veld.rang_van}"
    herkomst = Herkomst(eigen.mart, {**eigen.sleutel, "groep_code": veld.groep_code}, eigen.pagina)
    return Cel(veld.mediaan_per_inwoner_eur, herkomst=herkomst), Cel(plaats, herkomst=herkomst)


def opgaven(achtergrond: Achtergrond) -> Iterator[tuple[str, Tabel]]:
    """The Iv3 reports of each municipality (given first), newest first, with the delivery that each is."""
    for gemeente, groep in groupby(achtergrond.financien.opgaven, lambda opgave: opgave.gemeente_code):
        rijen = list(groep)
        yield (
            gemeente,
            achtergrond.tabel(
                "iv3-opgaven",
                "Iv3: wat is opgegeven",
                (
                    Kolom("jaar", "Jaar", "jaar"),
                    Kolom("verslag", "Verslag", "tekst"),
                    Kolom("lasten", "Lasten", "duizend_euro"),
                    Kolom("baten", "Baten", "duizend_euro"),
                    Kolom("saldo", "Saldo (baten min lasten)", "duizend_euro"),
                    Kolom("evenwicht", "In evenwicht", "tekst"),
                    Kolom("inwoners", "Inwoners", "getal", 0),
                    Kolom("levering", "Levering", "code"),
                ),
                [Rij(_opgave(opgave)) for opgave in rijen],
                gemeente_code=gemeente,
                soorten=("iv3",),
                eenheid="x 1.000 euro",
                synthetisch=any(opgave.synthetisch for opgave in rijen),
            ),
        )


def _opgave(opgave: Opgave) -> tuple[Cel, ...]:
    herkomst = Herkomst(
        _OPGAVEN,
        {"gemeente_code": opgave.gemeente_code, "jaar": str(opgave.jaar), "verslagsoort": opgave.verslagsoort},
    )
    evenwicht = None if opgave.in_evenwicht is None else "ja" if opgave.in_evenwicht else "nee"
    return (
        Cel(opgave.jaar),
        Cel(verslagnaam(opgave.verslag), kanttekening=None if opgave.opgave == "geleverd" else opgave.opgave),
        Cel(duizend(opgave.lasten_eur), herkomst=herkomst),
        Cel(duizend(opgave.baten_eur), herkomst=herkomst),
        Cel(duizend(opgave.saldo_eur), herkomst=herkomst),
        Cel(evenwicht),
        Cel(opgave.inwoners, herkomst=herkomst),
        Cel(opgave.levering_id),
    )
