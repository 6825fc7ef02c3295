"""The message after a load, in Dutch: what became worse, what became better, what is still open, and where to look.

Belongs here: words. They come from the published set, which holds nothing of persons. Does not belong here: what is
news (`reporting.news`), or how it is sent (`orchestration.signal_channels`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from reporting.news import LADING, Melding, Nieuws, Zaak
from reporting.set_parts import PARTS

MAX_LINES = 25
"""How many lines a list has at most; the dashboard has them all."""
MAX_SENTENCE = 600
"""How many characters of a reason are told."""

_NUMBER_OF_SOMEBODY = re.compile(r"(?<![0-9])[0-9]{9}(?![0-9])")
_COUNTED = {
    "feed": ("feed", "feeds"),
    "domein": ("domein", "domeinen"),
    "stap": ("stap", "stappen"),
    "waarschuwing": ("waarschuwing", "waarschuwingen"),
}
_SINGLE = {"landing": "de landing", **PARTS}
"""What there is only one of, and is not counted."""


@dataclass(frozen=True)
class Herkomst:
    """What a message says of the load that it is about; `link` is where to look, an address or a path."""

    run_id: str
    vandaag: date
    link: str
    synthetisch: bool


@dataclass(frozen=True)
class Bericht:
    """A message as people read it, and the same for a program. `toon` is what a chat shows in a colour."""

    onderwerp: str
    tekst: str
    inhoud: dict[str, Any]
    toon: Literal["info", "success", "warning", "failure"] = "info"


def message(nieuws: Nieuws, herkomst: Herkomst) -> Bericht:
    """Put news into words."""
    text = "\n".join(_lines(nieuws, herkomst)).lstrip("\n")
    return Bericht(_subject(nieuws, herkomst), text, _content(nieuws, herkomst), _tone(nieuws))


def trial(herkomst: Herkomst) -> Bericht:
    """A message that says nothing but that it arrived."""
    text = "Dit is een proef: berichten van het datawarehouse sociaal domein komen hier aan. Er is niets aan de hand."
    return Bericht("Datawarehouse: proefbericht", text, {"proef": True, "link": herkomst.link})


def _subject(nieuws: Nieuws, herkomst: Herkomst) -> str:
    if nieuws.eerste:
        what = "vanaf nu volgt hier wat er verandert"
    elif nieuws.hersteld:
        what = "alles is weer in orde"
    elif any(melding.soort == LADING for melding in nieuws.slechter):
        what = "niets nieuws gepubliceerd"
    else:
        what = " en ".join(
            f"{len(found)} {word}" for found, word in ((nieuws.slechter, "slechter"), (nieuws.beter, "beter")) if found
        )
    return f"Datawarehouse: {what} ({herkomst.vandaag:%d-%m-%Y})"


def _tone(nieuws: Nieuws) -> Literal["info", "success", "warning", "failure"]:
    if any(melding.soort == LADING for melding in nieuws.slechter):
        return "failure"
    if nieuws.slechter:
        return "warning"
    return "success" if nieuws.beter else "info"


def _lines(nieuws: Nieuws, herkomst: Herkomst) -> Iterator[str]:
    if nieuws.eerste:
        yield "Vanaf nu krijgt u hier na een lading bericht van wat er slechter of beter is geworden, en anders niets."
        yield from _listed("Zo staat het er nu voor", [_open_line(zaak) for zaak in nieuws.open])
    if nieuws.hersteld:
        yield "Alle feeds zijn weer goed, en alles is gebouwd en gepubliceerd."
    yield from _listed("Slechter", [_worse_line(melding) for melding in nieuws.slechter])
    yield from _listed("Beter", [_better_line(melding) for melding in nieuws.beter])
    yield ""
    yield f"Nu open: {_counts(nieuws.open)}."
    yield f"Kijk verder: {herkomst.link}"
    yield f"Lading {herkomst.run_id} van {herkomst.vandaag:%d-%m-%Y}."
    if herkomst.synthetisch:
        yield "Er zijn synthetische (verzonnen) leveringen bij."


def _listed(head: str, lines: Sequence[str]) -> Iterator[str]:
    if not lines:
        return
    yield from ("", f"{head} ({len(lines)}):")
    yield from (f"- {line}" for line in lines[:MAX_LINES])
    if len(lines) > MAX_LINES:
        yield f"- en nog {len(lines) - MAX_LINES}"


def _open_line(zaak: Zaak) -> str:
    return f"{_line(zaak.naam)}: {_words(zaak.toestand)}. {_line(zaak.zin)}"


def _worse_line(melding: Melding) -> str:
    again = melding.was == melding.toestand
    state = _words(melding.toestand)
    after = "" if melding.was is None or again else f" (was {_words(melding.was)})"
    return f"{_line(melding.naam)}: {'opnieuw, ' if again else ''}{state}{after}. {_reasons(melding)}"


def _better_line(melding: Melding) -> str:
    state = f"{_words(melding.toestand)} (was {_words(melding.was or '')})"
    return f"{_line(melding.naam)}: {state}. {_reasons(melding)}".strip()


def _reasons(melding: Melding) -> str:
    return _line(" ".join(melding.zinnen))


def _counts(still_open: Iterable[Zaak]) -> str:
    found = Counter((zaak.soort, zaak.toestand) for zaak in still_open)
    return ", ".join(_counted(soort, toestand, number) for (soort, toestand), number in found.items()) or "niets"


def _counted(soort: str, toestand: str, number: int) -> str:
    if soort not in _COUNTED:
        return f"{_SINGLE.get(soort, '')} {_words(toestand)}".strip()
    noun = _COUNTED[soort][number != 1]
    return f"{number} {noun}" if soort == toestand else f"{number} {noun} {_words(toestand)}"


def _words(toestand: str) -> str:
    return toestand.replace("_", " ")


def _line(text: str) -> str:
    """A text on one line, not too long, without a number that could be somebody's."""
    line = _NUMBER_OF_SOMEBODY.sub("#", " ".join("".join(c if c.isprintable() else " " for c in text).split()))
    return line if len(line) <= MAX_SENTENCE else f"{line[: MAX_SENTENCE - 1]}…"


def _content(nieuws: Nieuws, herkomst: Herkomst) -> dict[str, Any]:
    """The same for a program: a webhook that makes a ticket of it, say."""
    return {
        "eerste": nieuws.eerste,
        "in_orde": nieuws.in_orde,
        "hersteld": nieuws.hersteld,
        "slechter": [_as_json(melding) for melding in nieuws.slechter[:MAX_LINES]],
        "beter": [_as_json(melding) for melding in nieuws.beter[:MAX_LINES]],
        "open": [
            {"soort": zaak.soort, "naam": _line(zaak.naam), "toestand": zaak.toestand}
            for zaak in nieuws.open[:MAX_LINES]
        ],
        "aantallen": {
            "slechter": len(nieuws.slechter),
            "beter": len(nieuws.beter),
            "open": len(nieuws.open),
        },
        "lading": herkomst.run_id,
        "vandaag": herkomst.vandaag.isoformat(),
        "synthetisch": herkomst.synthetisch,
        "link": herkomst.link,
    }


def _as_json(melding: Melding) -> dict[str, Any]:
    return {
        "soort": melding.soort,
        "naam": _line(melding.naam),
        "toestand": melding.toestand,
        "was": melding.was,
        "reden": _reasons(melding),
    }
