"""What a contract would need to expect a difference, as YAML that can be pasted into it.

Belongs here: the rows for a new, renamed or ended column, a header row or a sheet elsewhere, and a new code. The first
line of a proposal is a comment that says where the others belong; they are a list of one entry. Does not belong here:
finding differences, and deciding that the source is right: a person does that.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import yaml

from sources.contract_period import geldend

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from sources.contract_model import Tabel, Veld
    from sources.contract_period import Periode

_RESERVED = {"levering_id", "rijnummer", "rij"}
_PERIOD = ("geldig_vanaf", "geldig_tot_en_met")


def new_field(tabel: Tabel, header: str, peildatum: date, taken: Collection[str], after: str | None) -> tuple[str, str]:
    """A field for a column that the contract does not know, and its name.

    It is like its sibling where one has the same header but for a number; else nothing of it is kept, until somebody
    says what it holds. `taken` are names that other proposals gave, `after` the field that stands before it.
    """
    name = _name(header, {veld.naam for veld in tabel.velden} | set(taken))
    sibling = _sibling(tabel, header)
    field: dict[str, Any] = {"name": name, "physicalName": header}
    hints = []
    custom: list[dict[str, Any]] = [{"property": "geldig_vanaf", "value": _begin(peildatum).isoformat()}]
    if sibling is not None:
        field |= {"logicalType": sibling.type, "description": f"Als {sibling.kop}."}
        field |= _limits(sibling)
        hints = _rules_that_name(tabel, sibling)
    elif _keeps_free_text(tabel):
        field |= {"logicalType": "string", "description": "Nieuwe kolom; beschrijf wat erin staat."}
        custom.append({"property": "vrije_tekst", "value": True})
    else:
        field |= {
            "logicalType": "string",
            "description": "Nieuwe kolom; beschrijf wat erin staat.",
            "classification": "persoonsgegeven",
        }
        custom.append({"property": "persoonsgegeven", "value": {"behandeling": "verwijderen"}})
        hints = ["er blijft niets van bewaard, tot codes of een patroon zeggen wat erin mag staan"]
    place = f"onder properties, {f'na het veld {after}' if after else 'vooraan'}"
    return _text(f"tabel {tabel.naam}, {place}", field | {"customProperties": custom}, hints), name


def renamed(tabel: Tabel, veld: Veld, header: str, peildatum: date) -> str:
    """The field's header from this year on."""
    row = {"kop": header} | _from(veld.kop_per_periode, peildatum)
    return _property(tabel, veld, "kop_per_periode", [*_as_written(veld.kop_per_periode), row])


def ended(tabel: Tabel, veld: Veld, peildatum: date) -> str | None:
    """The field without the deliveries of this year and later; None where it is the key, or began only this year."""
    last = _begin(peildatum) - timedelta(days=1)
    if veld.sleutel or (veld.geldig_vanaf and veld.geldig_vanaf > last):
        return None
    return _property(tabel, veld, "geldig_tot_en_met", last.isoformat())


def expected_now(tabel: Tabel, veld: Veld, peildatum: date) -> str:
    """A field that the contract knows in another period, expected in that of this delivery as well."""
    if veld.geldig_vanaf and peildatum < veld.geldig_vanaf:
        return _property(tabel, veld, "geldig_vanaf", _begin(peildatum).isoformat())
    return _property(tabel, veld, "geldig_tot_en_met", date(peildatum.year, 12, 31).isoformat())


def moved(tabel: Tabel, peildatum: date, **changed: str | int) -> str:
    """The place of a table from this year on: another sheet, another header row, or both."""
    now = geldend(tabel.blad_per_periode, peildatum)
    row = (_row(now) if now else {}) | changed
    row = {key: value for key, value in row.items() if key not in _PERIOD} | _from(tabel.blad_per_periode, peildatum)
    return _property(tabel, None, "blad_per_periode", [*_as_written(tabel.blad_per_periode), row])


def new_code(tabel: Tabel, veld: Veld, code: str) -> str:
    """A code for the enumeration of a field; one that the contract knows in another period loses that period."""
    instead = any(periode.code == code for periode in veld.codeperioden)
    place = f"tabel {tabel.naam}, veld {veld.naam}, onder enum{', in plaats van deze code' if instead else ''}"
    return _text(place, {"value": code, "label": code})


def _property(tabel: Tabel, veld: Veld | None, name: str, value: Any) -> str:
    known = getattr(tabel if veld is None else veld, name)
    place = f"tabel {tabel.naam}, {f'veld {veld.naam}, ' if veld else ''}onder customProperties"
    return _text(f"{place}{', in plaats van deze eigenschap' if known else ''}", {"property": name, "value": value})


def _text(place: str, entry: dict[str, Any], hints: Iterable[str] = ()) -> str:
    lines = [f"# {place}:", *(f"# {hint}" for hint in hints)]
    dumped = yaml.safe_dump([entry], sort_keys=False, allow_unicode=True, width=1000, default_flow_style=None)
    return "\n".join(lines) + "\n" + dumped.rstrip("\n")


def _begin(peildatum: date) -> date:
    return date(peildatum.year, 1, 1)


def _from(rows: Sequence[Periode], peildatum: date) -> dict[str, str]:
    """From when a new row holds: this year, unless one already begins there; then this month, or else this day."""
    begun = {row.geldig_vanaf for row in rows}
    later = any(row.geldig_vanaf and row.geldig_vanaf > _begin(peildatum) for row in rows if row.geldt_op(peildatum))
    choices = [_begin(peildatum), peildatum.replace(day=1), peildatum]
    free = [day for day in choices[later:] if day not in begun]
    return {"geldig_vanaf": (free or [peildatum])[0].isoformat()}


def _row(periode: Periode) -> dict[str, Any]:
    row = periode.model_dump(mode="json", exclude_unset=True)
    return dict(sorted(row.items(), key=lambda item: item[0] in _PERIOD))


def _as_written(rows: Iterable[Periode]) -> list[dict[str, Any]]:
    return [_row(row) for row in rows]


def _name(header: str, taken: Collection[str]) -> str:
    letters = unicodedata.normalize("NFKD", header).encode("ascii", "ignore").decode()
    name = re.sub(r"[^a-z0-9]+", "_", letters.lower()).strip("_")
    name = name if re.match("[a-z]", name) and name not in _RESERVED else f"kolom_{name}".rstrip("_")
    number = 2
    base = name
    while name in taken:
        name, number = f"{base}_{number}", number + 1
    return name


def _sibling(tabel: Tabel, header: str) -> Veld | None:
    """The last field whose header is the same but for its number, such as that of another package."""

    def numberless(name: str) -> str:
        return re.sub(r"\d+", "#", name).casefold()

    if not re.search(r"\d", header):
        return None
    alike = [veld for veld in tabel.velden if numberless(veld.kop) == numberless(header)]
    closed = [veld for veld in alike if veld.persoonsgegeven is None and (veld.patroon or veld.codes)]
    return closed[-1] if closed else None


def _limits(veld: Veld) -> dict[str, Any]:
    options = {"pattern": veld.patroon, "minimum": veld.minimum, "maximum": veld.maximum}
    given = {key: value for key, value in options.items() if value is not None}
    codes = [{"value": code, "label": code} for code in veld.codes]
    return ({"logicalTypeOptions": given} if given else {}) | ({"enum": codes} if codes else {})


def _rules_that_name(tabel: Tabel, veld: Veld) -> list[str]:
    names = [
        regel.id for regel in tabel.alle_regels if re.search(rf"\b{veld.naam}(__\w+)?\b", f"{regel.sql} {regel.kwargs}")
    ]
    return [f"neem het ook op in de regel {name}, zoals {veld.naam}" for name in names]


def _keeps_free_text(tabel: Tabel) -> bool:
    """Whether the table is about no persons and has what may not stand beside a personal field."""
    open_kinds = any(veld.vrije_tekst or veld.vorm == "bedrag" for veld in tabel.velden)
    tells = any(" AS gevonden" in (regel.sql or "") for regel in tabel.alle_regels)
    return (open_kinds or tells) and not any(veld.persoonsgegeven for veld in tabel.velden)
