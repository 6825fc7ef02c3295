"""What a delivered text means as a date or a number, as SQL.

Belongs here: the shapes in which dates and numbers are written. A text that does not fit is null, never an error: the
rules decide what that means for the row. Does not belong here: personal fields (`sources.privacy`).
"""

from __future__ import annotations

from collections.abc import Iterable

from sources.bedrag import leesbaar_bedrag_sql
from sources.contract_model import Veld
from sources.contract_properties import Layout
from sources.getypt import leesbaar_sql
from sources.long_numbers import holds_long_number_sql

_DATE_SHAPES = {
    "dd-mm-jjjj": (r"[0-9]{2}-[0-9]{2}-[0-9]{4}", "%d-%m-%Y"),
    "jjjj-mm-dd": (r"[0-9]{4}-[0-9]{2}-[0-9]{2}", "%Y-%m-%d"),
    "jjjjmmdd": (r"[0-9]{8}", "%Y%m%d"),
}
_NUMBER_SHAPES = {
    ",": r"-?[0-9]+(,[0-9]+)?",
    ".": r"-?[0-9]+(\.[0-9]+)?",
}
_EARLIEST, _LATEST = "1880-01-01", "2199-12-31"  # outside this a date is a slip of the pen


def date_sql(value: str, shapes: Iterable[str]) -> str:
    """DATE, or null where the text is no existing day in one of the shapes (strptime alone accepts `1-2-2024`, so the
    shape is checked first)."""
    cases = " ".join(
        f"WHEN regexp_full_match({value}, '{pattern}') THEN CAST(try_strptime({value}, '{form}') AS DATE)"
        for pattern, form in (_DATE_SHAPES[shape] for shape in shapes)
    )
    day = f"CASE {cases} END"
    return f"CASE WHEN {day} BETWEEN DATE '{_EARLIEST}' AND DATE '{_LATEST}' THEN {day} END"


def number_sql(value: str, decimal_mark: str) -> str:
    """DECIMAL(18,6), or null where the text is no number in this notation. Points between thousands are refused: a
    register does not write them, and `1.234` in a file with decimal commas may be either number."""
    plain = f"replace({value}, ',', '.')" if decimal_mark == "," else value
    fits = f"regexp_full_match({value}, '{_NUMBER_SHAPES[decimal_mark]}')"
    return f"CASE WHEN {fits} THEN TRY_CAST({plain} AS DECIMAL(18, 6)) END"


def plain_columns(veld: Veld, value: str, layout: Layout) -> dict[str, str]:
    """The columns of a field that is not personal: the text as delivered, and its meaning and reading fault for the
    rules. `value` is the SQL of a text that was `trimmed`."""
    columns = {veld.naam: value}
    if veld.type == "date":
        columns[f"{veld.naam}__datum"] = date_sql(value, layout.datumvormen)
        columns[f"{veld.naam}__leesfout"] = (
            f"CASE WHEN {value} IS NOT NULL AND {columns[f'{veld.naam}__datum']} IS NULL THEN 'datum' END"
        )
    elif veld.type in ("number", "integer"):
        number = number_sql(value, layout.decimaalteken)
        broken = f"{number} IS NULL" + (f" OR {number} <> floor({number})" if veld.type == "integer" else "")
        columns[f"{veld.naam}__getal"] = number
        columns[f"{veld.naam}__leesfout"] = f"CASE WHEN {value} IS NOT NULL AND ({broken}) THEN 'getal' END"
    elif veld.vorm == "getypt":
        columns[f"{veld.naam}__leesfout"] = f"CASE WHEN NOT {leesbaar_sql(value)} THEN 'getypt' END"
    elif veld.vorm == "bedrag":
        columns[f"{veld.naam}__leesfout"] = f"CASE WHEN NOT {leesbaar_bedrag_sql(value)} THEN 'bedrag' END"
    elif veld.vrije_tekst:
        columns[f"{veld.naam}__leesfout"] = f"CASE WHEN {holds_long_number_sql(value)} THEN 'nummer' END"
    elif veld.patroon:
        columns[f"{veld.naam}__getal"] = number_sql(value, layout.decimaalteken)
    return columns
