"""The last lines of a load: what was loaded, what was not, why, and where to look.

Belongs here: sentences and tables for the person who comes in the morning. Does not belong here: deciding the exit
status (`orchestration.nightly`).
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from orchestration.nightly import NOTHING_PUBLISHED, Verloop
from reporting.set_parts import PARTS, QUALITY_PAGES, REPORT
from reporting.site.notation import getal, telling

WARNINGS_SHOWN = 20
"""How many warnings of a load are told one by one."""
FEEDS_SHOWN = 150
"""How many feeds of municipalities have a line of the table; of a region or the country they are counted per feed."""
_STYLE = {"goed": "green", "deels": "yellow", "te_laat": "yellow", "kapot": "red", "ontbreekt": "red"}
_COLUMNS: tuple[str, ...] = ("bron", "feed", "gemeente", "status", "laatste peildatum")


def print_summary(verloop: Verloop, console: Console) -> None:
    """Print the summary of a load."""
    console.print()
    if verloop.bronnen:
        console.print(_sources(verloop.bronnen), crop=False)
    console.out("\n".join(lines(verloop)), highlight=False)


def lines(verloop: Verloop) -> list[str]:
    """The summary in sentences, the most important last."""
    return [
        *_not_loaded(verloop),
        *_feeds_that_need_somebody(verloop),
        *_worth_a_look(verloop),
        *_loaded(verloop),
        *_outcome(verloop),
    ]


def _sources(bronnen: list[dict[str, Any]]) -> Table:
    """The table, each column as wide as it must be."""
    if len(bronnen) <= FEEDS_SHOWN:
        columns, rows = _COLUMNS, [_one(bron) for bron in bronnen]
    else:
        columns, rows = ("bron", "feed", *_STYLE), _counted(bronnen)
    width = sum(3 + max(len(Text.from_markup(cell)) for cell in column) for column in zip(columns, *rows, strict=True))
    table = Table(*columns, width=width + 1)
    for row in rows:
        table.add_row(*row)
    return table


def _one(bron: dict[str, Any]) -> tuple[str, ...]:
    status = f"[{_STYLE.get(bron['status'], 'white')}]{bron['status']}[/]"
    return bron["bron"], bron["feed"], bron["gemeente_code"], status, str(bron["laatste_peildatum"] or "-")


def _counted(bronnen: list[dict[str, Any]]) -> list[tuple[str, ...]]:
    """Per feed how many municipalities have each status."""
    count = Counter((bron["bron"], bron["feed"], bron["status"]) for bron in bronnen)
    feeds = sorted({(bron["bron"], bron["feed"]) for bron in bronnen})
    return [(*feed, *(getal(count[*feed, status]) for status in _STYLE)) for feed in feeds]


def _feeds_that_need_somebody(verloop: Verloop) -> list[str]:
    return [
        f"{bron['status'].upper()} {bron['bron']}/{bron['feed']} {bron['gemeente_code']}: {bron['reden']}"
        for bron in verloop.bronnen
        if bron["status"] != "goed"
    ]


def _not_loaded(verloop: Verloop) -> list[str]:
    out = [
        f"NIET GELADEN {row['bron']}/{row['bestandsnaam']}: {row['reden']}"
        for row in verloop.leveringen
        if row["status"] == "afgekeurd"
    ]
    out += [
        f"WACHT {row['bron']}/{row['bestandsnaam']}: {row['reden']}"
        for row in verloop.leveringen
        if row["status"] == "wacht"
    ]
    out += [
        f"DEELS GELADEN {row['bron']}/{row['bestandsnaam']}: "
        f"{_apart(row['rijen_quarantaine'], row['rijen_gelezen'])} in quarantaine."
        for row in verloop.leveringen
        if row["status"] == "geladen" and row["rijen_quarantaine"]
    ]
    out += [f"ONBEKEND {melding}" for melding in verloop.onbekend]
    out += [f"FOUT {melding}" for melding in verloop.meldingen]
    out += [f"FOUT stap {stap} is mislukt; zie logs/nightly.log onder DWH_HOME." for stap in verloop.mislukte_stappen]
    out += [_not_built(verloop, domain) for domain in sorted({*verloop.niet_gebouwd, *verloop.overgenomen})]
    return out


def _worth_a_look(verloop: Verloop) -> list[str]:
    """What stops nothing: a warning keeps status 0, and so does a message that could not be sent."""
    out = [f"LET OP {_warned(row)}" for row in verloop.waarschuwingen[:WARNINGS_SHOWN]]
    hidden = len(verloop.waarschuwingen) - WARNINGS_SHOWN
    if hidden > 0:
        out.append(f"LET OP en nog {hidden}; het dashboard noemt ze alle.")
    if verloop.oudere_waarschuwingen:
        standing = telling(verloop.oudere_waarschuwingen, "waarschuwing", "waarschuwingen")
        out.append(f"LET OP van eerdere ladingen: nog {standing} die niemand heeft aanvaard.")
    if verloop.voorstellen:
        proposed = telling(verloop.voorstellen, "verschil", "verschillen")
        out.append(f"LET OP voor {proposed} in indeling ligt een voorstel voor het contract klaar: dwh propose")
    return out + [f"LET OP {sentence}" for sentence in verloop.onverzonden]


def _warned(row: dict[str, Any]) -> str:
    what = row["reden"] or f"de regel {row['regel']} ging niet op."
    return f"{row['bron']}/{row['bestandsnaam']}: {what}" if row["bestandsnaam"] else f"over feeds heen: {what}"


def _apart(number: int, read: int) -> str:
    return f"{getal(number)} van de {telling(read, 'rij', 'rijen')} {'staat' if number == 1 else 'staan'}"


def _not_built(verloop: Verloop, domain: str) -> str:
    failed = verloop.niet_gebouwd.get(domain)
    because = f" (mislukt: {', '.join(failed)}; zie logs/nightly.log onder DWH_HOME)" if failed else ""
    if domain in PARTS:
        return f"FOUT {PARTS[domain]} kon niet worden gemaakt{because}; de cijfers zijn wel gepubliceerd."
    instead = "de tabellen van de vorige set staan er nog" if domain in verloop.overgenomen else "het ontbreekt"
    return f"FOUT domein {domain} kon niet worden gebouwd{because}; {instead}."


def _loaded(verloop: Verloop) -> list[str]:
    count = Counter(row["status"] for row in verloop.leveringen)
    rows = sum(row["rijen_geladen"] for row in verloop.leveringen)
    quarantined = sum(row["rijen_quarantaine"] for row in verloop.leveringen)
    if not verloop.leveringen:
        return ["Geen nieuwe leveringen."]
    parts = ", ".join(f"{number} {status}" for status, number in sorted(count.items()))
    made_up = (
        " Alle cijfers uit deze leveringen zijn synthetisch."
        if all(row["synthetisch"] for row in verloop.leveringen)
        else ""
    )
    told = f"{telling(rows, 'rij', 'rijen')} geladen, {getal(quarantined)} in quarantaine"
    return [f"Leveringen: {parts}; {told}.{made_up}"]


def _outcome(verloop: Verloop) -> list[str]:
    published = verloop.settings.published
    if verloop.status == NOTHING_PUBLISHED:
        untouched = f"wat er stond in {published} is niet aangeraakt"
        return [f"NIETS NIEUWS GEPUBLICEERD na {verloop.seconden:.0f} s; {untouched}. Status 1."]
    wrong = [bron for bron in verloop.bronnen if bron["status"] != "goed"]
    sound = f"{len(verloop.bronnen) - len(wrong)} van {len(verloop.bronnen)} feeds goed"
    return [
        *_for_owners(verloop),
        f"Gepubliceerd na {verloop.seconden:.0f} s: {published / 'marts.duckdb'} ({sound}).",
        f"{_where_to_look(verloop)} Status {verloop.status}.",
    ]


def _where_to_look(verloop: Verloop) -> str:
    pages = {QUALITY_PAGES: verloop.settings.dashboard, REPORT: verloop.settings.rapport}
    there = " en ".join(str(page) for part, page in pages.items() if part not in verloop.niet_gebouwd)
    return f"Kijk verder in {there}, of vraag: make query." if there else "Vraag verder: make query."


def _for_owners(verloop: Verloop) -> list[str]:
    folder = verloop.settings.dashboard.parent / "quarantaine"
    books = len(list(folder.glob("*.xlsx")))
    if not books:
        return []
    return [f"{telling(books, 'werkmap', 'werkmappen')} voor eigenaren van bronnen: {folder}"]
