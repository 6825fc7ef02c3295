"""Which checks a contract asks for, each with a stable id and a sentence for the source owner.

Belongs here: deriving checks from what a contract says of a field (required, key, codes, pattern, limits, treatment)
and taking over the rules it spells out. Does not belong here: running them (`expectations.judging`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from expectations.placeholders import filled_in
from sources.contract_model import Contract, Ernst, Regel, Tabel, Veld
from sources.contract_properties import Behandeling, Codelijst
from sources.quoting import sql_text
from sources.reading.result import ONLEESBAAR

Codelijsten = Mapping[str, Collection[str]]
"""The code lists that a contract names instead of spelling out, e.g. `gemeente`."""

_CODES_SHOWN = 20
_NOT_ON_THE_LIST = {
    Codelijst.GEMEENTE: "is geen Nederlandse gemeente uit de lijst van het CBS; verbeter de code",
    Codelijst.INDICATOR: "is geen code van een indicator; verbeter de code, of meld de nieuwe indicator",
    Codelijst.OPGAVEPOST: "is geen code van een indicator of opgavepost; verbeter de code, of meld de nieuwe post",
    Codelijst.DOCUMENT: "is geen code van een document; verbeter de code, of meld het nieuwe document",
    Codelijst.DOEL: "is geen code van een doel; verbeter de code, of meld het nieuwe doel",
    Codelijst.PROGRAMMA: "is geen programma uit de lijst begrotingsprogramma; verbeter de naam, of meld het programma",
    Codelijst.PRODUCT: "is geen code of naam van een product; verbeter de naam, of meld het nieuwe product",
}


@dataclass(frozen=True)
class Controle:
    """One check of one table of a feed.

    `expectation` and `kwargs` are Great Expectations' own names. `kolom` is the header that the source owner knows.
    `reden` says what is wrong and what to do, and never holds a value; `toont` names the field of which a broken row
    may tell what was typed.
    """

    controle_id: str
    tabel: str
    kolom: str | None
    regel: str
    ernst: Ernst
    reden: str
    expectation: str
    kwargs: dict[str, Any] = field(default_factory=dict)
    toont: str | None = None

    @property
    def op_rijen(self) -> bool:
        """Whether the check judges single rows, so that breaking it has row numbers."""
        return self.expectation != "expect_table_row_count_to_equal"

    @property
    def vertelt(self) -> bool:
        """Whether its query selects what it found (`AS gevonden`), for the reason of a rejection."""
        return " AS gevonden" in self.kwargs.get("unexpected_rows_query", "")


def controles(
    contract: Contract,
    tabel: Tabel,
    aanwezig: Collection[str],
    peildatum: date,
    aangekondigd: int | None,
    codelijsten: Codelijsten,
    gemeente_code: str = "",
) -> list[Controle]:
    """All checks of one table of a delivery. `aanwezig` are the fields that the file holds; of the others only rules of
    the table speak."""

    def spelled_out(regel: Regel, veld: Veld | None) -> Controle:
        query = None if regel.sql is None else filled_in(regel.sql, peildatum, gemeente_code, contract.feed)
        return _spelled_out(contract, tabel, regel, veld, query)

    found = [_readable(contract, tabel)]
    for veld in tabel.velden:
        if veld.naam in aanwezig:
            found.extend(_field_checks(contract, tabel, veld, codelijsten))
        if veld.geldt_op(peildatum):
            found.extend(spelled_out(regel, veld) for regel in veld.regels)
    found.extend(spelled_out(regel, None) for regel in tabel.regels)
    if aangekondigd is not None:
        found.append(_announced(contract, tabel, aangekondigd))
    return found


def controle_id(contract: Contract, tabel: str, kolom: str | None, regel: str) -> str:
    """The check's name for ever, e.g. `ssd.uitkeringen.bsn.elfproef`."""
    return f"{contract.bron}.{tabel}.{kolom or 'tabel'}.{regel}"


def _readable(contract: Contract, tabel: Tabel) -> Controle:
    return Controle(
        controle_id(contract, tabel.naam, None, "kolommen"),
        tabel.naam,
        None,
        "kolommen",
        Ernst.FOUT,
        "De regel heeft niet evenveel kolommen als de koprij; herstel de regel en lever opnieuw.",
        "expect_column_values_to_be_null",
        {"column": ONLEESBAAR},
    )


def _announced(contract: Contract, tabel: Tabel, aangekondigd: int) -> Controle:
    return Controle(
        controle_id(contract, tabel.naam, None, "controletotaal"),
        tabel.naam,
        None,
        "controletotaal",
        Ernst.FATAAL,
        f"{_place(contract, tabel)} kondigt {aangekondigd} records aan maar bevat een ander aantal; het is niet "
        "heel, lever het bestand opnieuw.",
        "expect_table_row_count_to_equal",
        {"value": aangekondigd},
    )


def _place(contract: Contract, tabel: Tabel) -> str:
    """Where the rows of a table stand, as a sentence begins with it."""
    if len(contract.tabellen) == 1 or tabel.blad is None or tabel.blad.naam is None:
        return "Het bestand"
    return f"Het blad '{tabel.blad.naam}'"


def _field_checks(contract: Contract, tabel: Tabel, veld: Veld, codelijsten: Codelijsten) -> Iterator[Controle]:
    def check(regel: str, reden: str, expectation: str, **kwargs: Any) -> Controle:
        return Controle(
            controle_id(contract, tabel.naam, veld.naam, regel),
            tabel.naam,
            veld.kop,
            regel,
            Ernst.FOUT,
            reden,
            expectation,
            kwargs,
            _shown(veld),
        )

    filled = f"{veld.naam}__gevuld" if veld.persoonsgegeven else veld.naam
    if veld.verplicht:
        yield check(
            "verplicht",
            f"{veld.kop} is leeg maar verplicht; vul het veld en lever opnieuw.",
            "expect_column_values_to_not_be_null",
            column=filled,
        )
    if veld.sleutel:
        reden = f"{veld.kop} hoort uniek te zijn maar komt in deze levering vaker voor; lever elke sleutel een keer."
        yield check("uniek", reden, "expect_column_values_to_be_unique", column=veld.raw_kolom)
    unreadable = _unreadable(contract, veld)
    if unreadable:
        yield check(*unreadable, "expect_column_values_to_be_null", column=f"{veld.naam}__leesfout")
    if veld.codes:
        shown = ", ".join(veld.codes[:_CODES_SHOWN]) + (" …" if len(veld.codes) > _CODES_SHOWN else "")
        reden = (
            f"{veld.kop} heeft een code die het contract niet kent (toegestaan: {shown}); verbeter de code, of "
            "meld de nieuwe code."
        )
        yield check("code", reden, "expect_column_values_to_be_in_set", column=veld.naam, value_set=list(veld.codes))
    if veld.codelijst:
        reden, codes = f"{veld.kop} {_NOT_ON_THE_LIST[veld.codelijst]}.", sorted(codelijsten[veld.codelijst])
        if veld.hoofdletters_vrij:
            names = ", ".join(f"lower('{sql_text(code)}')" for code in codes)
            query = f"SELECT rijnummer FROM {{batch}} WHERE lower({veld.naam}) NOT IN ({names})"
            yield check(veld.codelijst, reden, "unexpected_rows_expectation", unexpected_rows_query=query)
        else:
            yield check(veld.codelijst, reden, "expect_column_values_to_be_in_set", column=veld.naam, value_set=codes)
    if veld.patroon:
        shape = veld.voorbeeld or veld.patroon
        reden = f"{veld.kop} heeft niet de afgesproken vorm ({shape}); verbeter de waarde en lever opnieuw."
        yield check(
            "vorm", reden, "expect_column_values_to_match_regex", column=veld.naam, regex=f"^(?:{veld.patroon})$"
        )
    if veld.minimum is not None or veld.maximum is not None:
        reden = f"{veld.kop} ligt buiten de grenzen ({_limits(veld)}); verbeter de waarde en lever opnieuw."
        limits = {"min_value": veld.minimum, "max_value": veld.maximum}
        yield check("bereik", reden, "expect_column_values_to_be_between", column=f"{veld.naam}__getal", **limits)


def _shown(veld: Veld) -> str | None:
    return veld.naam if veld.toon_waarde else None


def _limits(veld: Veld) -> str:
    limits = (("minstens", veld.minimum), ("hoogstens", veld.maximum))
    return " en ".join(f"{word} {limit:.15g}" for word, limit in limits if limit is not None)


def _unreadable(contract: Contract, veld: Veld) -> tuple[str, str] | None:
    """The rule and the sentence for a value that cannot be read as what it should be; None where any text will do."""
    shapes = " of ".join(contract.layout.datumvormen)
    datum = ("datum", f"{veld.kop} is geen bestaande datum in de vorm {shapes}; verbeter de datum en lever opnieuw.")
    given = veld.persoonsgegeven
    if given is not None:
        if given.controle == "elfproef":
            reden = (
                f"{veld.kop} is geen burgerservicenummer: negen cijfers, met voorloopnullen, die de 11-proef doorstaan "
                "(onbekend is 999999999); verbeter het nummer en lever opnieuw."
            )
            return "elfproef", reden
        if given.behandeling is Behandeling.GEBOORTEJAAR:
            return datum
        if given.behandeling is Behandeling.POSTCODE4:
            return "postcode", f"{veld.kop} is geen postcode (1234AB); verbeter de postcode en lever opnieuw."
        return None
    if veld.type == "date":
        return datum
    if veld.type in ("number", "integer"):
        mark = "komma" if contract.layout.decimaalteken == "," else "punt"
        kind = "geheel getal" if veld.type == "integer" else f"getal (decimaalteken: {mark})"
        return "getal", f"{veld.kop} is geen {kind}; verbeter de waarde en lever opnieuw."
    if veld.vorm == "getypt":
        reden = (
            f"{veld.kop} is geen getal van hooguit acht cijfers (12,8 of 1.234 of 74,3%), met hooguit een bestaande "
            "dag (31/5) en een noot (*) erbij, en ook geen n.n.b., n.b., n.v.t., gereed, vervallen, - of <5; "
            "verbeter de waarde en lever opnieuw."
        )
        return "getypt", reden
    if veld.vorm == "bedrag":
        reden = (
            f"{veld.kop} is geen bedrag (491.064, -14.014.961 of 1234,50): hooguit twaalf cijfers, punten alleen "
            "tussen duizendtallen, en hooguit twee cijfers achter de komma; verbeter het bedrag en lever opnieuw."
        )
        return "bedrag", reden
    if veld.vrije_tekst:
        reden = (
            f"{veld.kop} bevat negen of meer cijfers achter elkaar, en dat kan iemands nummer zijn; haal het weg, of "
            "zet een woord tussen de getallen, en lever opnieuw."
        )
        return "nummer", reden
    return None


def _spelled_out(contract: Contract, tabel: Tabel, regel: Regel, veld: Veld | None, query: str | None) -> Controle:
    kwargs = dict(regel.kwargs) if query is None else {"unexpected_rows_query": query}
    return Controle(
        controle_id(contract, tabel.naam, regel.kolom, regel.id),
        tabel.naam,
        veld.kop if veld else None,
        regel.id,
        regel.ernst,
        regel.omschrijving,
        regel.expectation or "unexpected_rows_expectation",
        kwargs,
        _shown(veld) if veld else None,
    )
