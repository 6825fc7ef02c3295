"""How things stand after a load, as what `reporting.news` compares: the load, its domains, the feeds, the warnings.

Belongs here: reading the published set. Does not belong here: what of it is news.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb

from orchestration.afloop import Afloop
from orchestration.publication import read_manifest
from orchestration.settings import Settings
from reporting.news import LADING, Rang, Zaak
from reporting.set_parts import PARTS, QUALITY_PAGES
from reporting.site.notation import dag, getal, telling

_RANG = {
    "goed": Rang.GOED,
    "deels": Rang.DEELS,
    "te_laat": Rang.TE_LAAT,
    "ontbreekt": Rang.ONTBREEKT,
    "kapot": Rang.KAPOT,
}
_WITHOUT_NUMBERS = re.compile(r"[0-9]+")

Rijen = list[dict[str, Any]]


def how_things_stand(settings: Settings, afloop: Afloop) -> list[Zaak]:
    """Everything that somebody may have to be told of. What was published before speaks for itself when this load
    published nothing."""
    manifest = read_manifest(settings.published)
    published = manifest is not None and manifest["run_id"] == afloop.run_id
    zaken = [_load(afloop, published=published)]
    if not settings.landing.is_dir():
        zin = "De map waar uittreksels binnenkomen is er niet; zie DWH_LANDING."
        zaken.append(Zaak("landing", "landing", "De landing", Rang.KAPOT, "onvindbaar", zin))
    if manifest is None:
        return zaken
    if published:
        zaken += [_step(step) for step in afloop.stappen]
    return [*zaken, *_domains(manifest), *_parts(manifest), *_from_marts(settings.published / "marts.duckdb")]


def _load(afloop: Afloop, *, published: bool) -> Zaak:
    if published:
        return Zaak(LADING, LADING, "De lading", Rang.GOED, "gepubliceerd", "Er is weer een nieuwe set gepubliceerd.")
    why = " ".join(dict.fromkeys(afloop.redenen)) or f"Mislukt: {', '.join(afloop.stappen) or 'de lading'}."
    zin = f"{why} Wat er stond is niet aangeraakt; meer staat in logs/nightly.log onder DWH_HOME."
    failures = {_WITHOUT_NUMBERS.sub("", cause): zin for cause in afloop.stappen or afloop.redenen}
    return Zaak(LADING, LADING, "De lading", Rang.NIETS_GEPUBLICEERD, "niets_gepubliceerd", zin, failures)


def _step(step: str) -> Zaak:
    zin = "Kijk in logs/nightly.log onder DWH_HOME."
    return Zaak(f"stap/{step}", "stap", f"Stap {step}", Rang.KAPOT, "mislukt", zin)


def _domains(manifest: Mapping[str, Any]) -> Iterator[Zaak]:
    built: Mapping[str, str] = manifest["domeinen"]
    failed: Mapping[str, Sequence[str]] = manifest["niet_gebouwd"]
    carried: Sequence[str] = manifest["overgenomen"]
    for domain in sorted({*built, *failed} - PARTS.keys()):
        if domain not in failed and domain in built and domain not in carried:
            state = (Rang.GOED, "gebouwd", "De tabellen zijn weer van de laatste lading.")
        else:
            instead = "de tabellen van een eerdere lading staan er nog" if domain in built else "er zijn geen tabellen"
            because = f"Mislukt: {', '.join(failed[domain])}; " if domain in failed else ""
            state = (Rang.KAPOT, "niet_gebouwd", f"{because}{instead}.")
        yield Zaak(f"domein/{domain}", "domein", f"Domein {domain}", *state)


def _parts(manifest: Mapping[str, Any]) -> Iterator[Zaak]:
    """The pages and packages of a set; without them the figures are published all the same."""
    for part, naam in PARTS.items():
        failed: Sequence[str] | None = manifest["niet_gebouwd"].get(part)
        if failed is None:
            state = (Rang.GOED, "gemaakt", "Het is er weer.")
        else:
            also = "Ook werkmappen zijn er niet; de" if part == QUALITY_PAGES else "De"
            state = (Rang.KAPOT, "niet_gemaakt", f"Mislukt: {', '.join(failed)}. {also} cijfers zijn wel gepubliceerd.")
        yield Zaak(part, part, naam[0].upper() + naam[1:], *state)


def _from_marts(marts: Path) -> list[Zaak]:
    with duckdb.connect(str(marts), read_only=True) as con:
        happened = _records(
            con,
            "SELECT * FROM kwaliteit.fct_levering WHERE status = 'afgekeurd' OR rijen_quarantaine > 0 "
            "ORDER BY peildatum, volgnummer, levering_id",
        )
        feeds = _records(con, "SELECT * FROM kwaliteit.mart_bronstatus")
        # A set that an older version published has no warnings.
        known = con.execute(
            "SELECT 1 FROM duckdb_tables() WHERE schema_name = 'kwaliteit' AND table_name = 'mart_waarschuwing'"
        ).fetchall()
        warnings = _records(con, "SELECT * FROM kwaliteit.mart_waarschuwing") if known else []
    return [*_feeds(feeds, happened), *_warnings(warnings)]


def _feeds(feeds: Rijen, happened: Rijen) -> Iterator[Zaak]:
    per_feed: dict[str, dict[str, str]] = defaultdict(dict)
    for levering in happened:
        per_feed[_feed_name(levering)][levering["levering_id"]] = _what_happened(levering)
    for feed in feeds:
        name, status = _feed_name(feed), feed["status"]
        parts = (feed["reden"],) if status == "goed" else (_since(feed), feed["reden"], feed.get("advies"))
        zin = " ".join(part for part in parts if part)
        yield Zaak(f"feed/{name}", "feed", name, _RANG[status], status, zin, per_feed.get(name, {}))


def _since(feed: Mapping[str, Any]) -> str:
    return f"Sinds {dag(feed['sinds'])}." if feed["sinds"] else ""


def _what_happened(levering: Mapping[str, Any]) -> str:
    if levering["status"] == "afgekeurd":
        return f"{levering['bestandsnaam']} is afgekeurd: {levering['reden'] or 'zonder reden.'}"
    apart = levering["rijen_quarantaine"]
    some = f"{getal(apart)} van de {telling(levering['rijen_gelezen'], 'rij', 'rijen')}"
    return f"Van {levering['bestandsnaam']} {'staat' if apart == 1 else 'staan'} {some} in quarantaine."


def _warnings(warnings: Rijen) -> Iterator[Zaak]:
    """A warning is the same one while it is of the same rule, feed and municipality; it returns with each delivery."""
    together: dict[tuple[str, str], Rijen] = defaultdict(list)
    for row in warnings:
        across = row["levering_id"] is None
        together[row["controle_id"], "over feeds heen" if across else _feed_name(row)].append(row)
    for (controle_id, where), rows in together.items():
        standing = [row for row in rows if not row["aanvaard"]]
        first = (standing or rows)[0]
        name = f"{where} ({first['regel']})"
        happened = {row["levering_id"]: _warned(row) for row in standing if row["levering_id"] is not None}
        key = f"waarschuwing/{controle_id}/{where}"
        if standing:
            zin = _warned(first)
            yield Zaak(key, "waarschuwing", name, Rang.WAARSCHUWING, "waarschuwing", zin, happened)
        else:
            yield Zaak(key, "waarschuwing", name, Rang.GOED, "aanvaard", first["aanvaard_reden"] or "")


def _warned(row: Mapping[str, Any]) -> str:
    return row["reden"] or f"De regel {row['regel']} ging niet op."


def _feed_name(row: Mapping[str, Any]) -> str:
    return " ".join(filter(None, (f"{row['bron']}/{row['feed']}", row["gemeente_code"])))


def _records(con: duckdb.DuckDBPyConnection, query: str) -> Rijen:
    cursor = con.execute(query)
    names = [column[0] for column in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
