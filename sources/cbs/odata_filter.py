"""The part of OData's $filter language that our harvests use, for the service that answers from recordings.

eq, ge and startswith on text, and, or, parentheses. Anything else is refused rather than half understood: a
filter that silently lets rows through would make a test prove the wrong thing.
"""

import re
from collections.abc import Callable, Collection, Mapping
from typing import Any

Rij = Mapping[str, Any]
Predicaat = Callable[[Rij], bool]

_TEKEN = re.compile(r"\s*(?:(?P<haak>[(),])|(?P<tekst>'(?:[^']|'')*')|(?P<naam>[A-Za-z_]\w*))")
_VERGELIJKINGEN: dict[str, Callable[[str, str], bool]] = {
    "eq": lambda links, rechts: links == rechts,
    "ge": lambda links, rechts: links >= rechts,
}


class FilterNietBegrepen(ValueError):
    """The filter says something outside the subset, or names a column that the table does not have."""


def compile_filter(tekst: str, kolommen: Collection[str]) -> Predicaat:
    """A function that tells whether a row passes `tekst`; an empty text lets every row pass.

    Raises FilterNietBegrepen.
    """
    if not tekst.strip():
        return lambda _: True
    lezer = _Lezer(_tekens(tekst), kolommen)
    predicaat = lezer.of()
    if lezer.volgende:
        raise FilterNietBegrepen(f"niet begrepen vanaf {lezer.volgende!r}")
    return predicaat


def _tekens(tekst: str) -> list[str]:
    tekens, plek, einde = [], 0, len(tekst.rstrip())
    while plek < einde:
        treffer = _TEKEN.match(tekst, plek)
        if treffer is None:
            raise FilterNietBegrepen(f"niet begrepen vanaf {tekst[plek:]!r}")
        tekens.append(treffer[0].strip())
        plek = treffer.end()
    return tekens


class _Lezer:
    """Recursive descent, one method per level: or binds weakest, then and, then a comparison or parentheses."""

    def __init__(self, tekens: list[str], kolommen: Collection[str]) -> None:
        self._tekens = tekens
        self._kolommen = kolommen

    @property
    def volgende(self) -> str:
        return self._tekens[0] if self._tekens else ""

    def _neem(self, verwacht: str | None = None) -> str:
        if not self._tekens or (verwacht is not None and self.volgende != verwacht):
            raise FilterNietBegrepen(f"{verwacht or 'nog iets'} verwacht, {self.volgende or 'het einde'} gevonden")
        return self._tekens.pop(0)

    def of(self) -> Predicaat:
        delen = [self._en()]
        while self.volgende == "or":
            self._neem()
            delen.append(self._en())
        return lambda rij: any(deel(rij) for deel in delen)

    def _en(self) -> Predicaat:
        delen = [self._term()]
        while self.volgende == "and":
            self._neem()
            delen.append(self._term())
        return lambda rij: all(deel(rij) for deel in delen)

    def _term(self) -> Predicaat:
        if self.volgende == "(":
            self._neem()
            binnen = self.of()
            self._neem(")")
            return binnen
        if self.volgende == "startswith":
            return self._startswith()
        kolom, vergelijking = self._kolom(), self._neem()
        if vergelijking not in _VERGELIJKINGEN:
            raise FilterNietBegrepen(f"vergelijking {vergelijking!r} wordt niet ondersteund")
        vergelijk, waarde = _VERGELIJKINGEN[vergelijking], self._tekst()
        return lambda rij: vergelijk(str(rij[kolom]), waarde)

    def _startswith(self) -> Predicaat:
        self._neem()
        self._neem("(")
        kolom = self._kolom()
        self._neem(",")
        begin = self._tekst()
        self._neem(")")
        return lambda rij: str(rij[kolom]).startswith(begin)

    def _kolom(self) -> str:
        naam = self._neem()
        if naam not in self._kolommen:
            raise FilterNietBegrepen(f"onbekende kolom {naam!r}")
        return naam

    def _tekst(self) -> str:
        teken = self._neem()
        if not teken.startswith("'"):
            raise FilterNietBegrepen(f"tekst tussen aanhalingstekens verwacht, {teken} gevonden")
        return teken[1:-1].replace("''", "'")
