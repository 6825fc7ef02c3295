"""Which figures hang on a column, a table or a feed.

Belongs here: following a column through what dbt compiled (source, staging, component models) to the components that it
counts in, and those through the formulas to the indicators. Where the column says nothing, because its figures are not
counted in a component model, all indicators of the feed are the answer. Does not belong here: what is different about a
column (`sources.reading`), or how a figure is made (dbt). Reads what the last night left; imports nothing of dbt.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

_TERMS = ("teller", "noemer", "aftrek_teller", "aftrek_noemer")
_TEXT = re.compile(r"'((?:[^']|'')*)'")
_SOME_ROWS = re.compile(r"/\* rijen van (\S+) \*/.*?/\* tot zover \*/", re.DOTALL)
"""Where a query reads some deliveries of a staging model, with the SQL of that model (`macros/leveringen.sql`)."""
_COMMENT = re.compile(r"--[^\n]*|/\*.*?\*/", re.DOTALL)


class NogNietTeZeggen(RuntimeError):
    """The last night did not leave what is needed; the message says what is missing."""


@dataclass(frozen=True, order=True)
class Indicator:
    """A figure as people know it."""

    code: str
    naam: str


def dependent_indicators(
    home: Path, bron: str, table: str, column: str | None = None, feed: str | None = None
) -> list[Indicator]:
    """The indicators that depend on a column of a source table (None: on the table), ordered by code.

    `column` is named as in raw. `feed` is whose indicators are meant where the table is one of a family's, or where the
    column says nothing; the table's own name if it is not given. Raises `NogNietTeZeggen`.
    """
    return Herkomst(home).of_column(bron, table, column, feed or table)


@dataclass
class Herkomst:
    """What a warehouse under `home` tells of where its figures come from; its files are read once."""

    home: Path

    def of_column(self, bron: str, table: str, column: str | None, feed: str) -> list[Indicator]:
        """As `dependent_indicators`."""
        components = self._components(bron, table, column)
        if components is None:
            return self.of_feed(bron, feed)
        return self._of_components(components)

    def of_feed(self, bron: str, feed: str) -> list[Indicator]:
        """All indicators whose present figures are made of deliveries of the feed."""
        query = "SELECT DISTINCT indicator_code FROM indicatoren.brug_indicator_feed WHERE bron = $1 AND feed = $2"
        return self._named(self._ask(query, [bron, feed], "indicatoren.brug_indicator_feed"))

    def _components(self, bron: str, table: str, column: str | None) -> set[str] | None:
        """The components that are counted from the column; None where that cannot be told at this level."""
        staging = self._children(f"source.{self._project}.{bron}.{table}")
        counted = [(parent, child) for parent in staging for child in self._children(parent) if _is_component(child)]
        if not counted:
            return None
        found: set[str] = set()
        for parent, child in counted:
            sql = self._sql(child)
            columns = _columns_made_of(self._sql(parent), column) if column else None
            if columns is None or _mentions(sql, self._nodes[parent]["name"], columns):
                found |= set(_TEXT.findall(_without_comments(sql)))
        return found

    def _of_components(self, components: Collection[str]) -> list[Indicator]:
        terms = " OR ".join(f"list_contains($1, {term}_component)" for term in _TERMS)
        query = f"SELECT DISTINCT indicator_code FROM indicatoren.dim_formule WHERE {terms}"
        return self._named(self._ask(query, [sorted(components)], "indicatoren.dim_formule"))

    def _named(self, rows: Iterable[tuple[Any, ...]]) -> list[Indicator]:
        names = self._names
        return sorted(Indicator(code, names.get(code, code)) for (code,) in rows)

    @cached_property
    def _names(self) -> dict[str, str]:
        query = "SELECT indicator_code, arg_max(naam, definitie_versie) FROM indicatoren.dim_indicator GROUP BY ALL"
        return dict(self._ask(query, [], "indicatoren.dim_indicator"))

    def _ask(self, query: str, parameters: list[Any], table: str) -> list[tuple[Any, ...]]:
        import duckdb

        try:
            rows: list[tuple[Any, ...]] = self._marts.execute(query, parameters).fetchall()
        except duckdb.CatalogException:
            raise NogNietTeZeggen(f"{table} is nog niet gepubliceerd; de volgende lading maakt die tabel") from None
        return rows

    @cached_property
    def _marts(self) -> Any:
        import duckdb

        path = self.home / "published" / "marts.duckdb"
        if not path.exists():
            raise NogNietTeZeggen(f"er is nog niets gepubliceerd in {path.parent}; draai eerst make nightly")
        return duckdb.connect(str(path), read_only=True)

    @cached_property
    def _manifest(self) -> Any:
        path = self.home / "warehouse" / "dbt" / "manifest.json"
        if not path.exists():
            raise NogNietTeZeggen(f"er is nog niets gebouwd in {self.home}; draai eerst make nightly")
        return json.loads(path.read_text(encoding="utf-8"))

    @property
    def _nodes(self) -> dict[str, Any]:
        nodes: dict[str, Any] = self._manifest["nodes"]
        return nodes

    @property
    def _project(self) -> str:
        return str(self._manifest["metadata"]["project_name"])

    def _children(self, unique_id: str) -> list[str]:
        return [child for child in self._manifest["child_map"].get(unique_id, ()) if child.startswith("model.")]

    def _sql(self, unique_id: str) -> str:
        """The SQL as it last ran."""
        node = self._nodes[unique_id]
        compiled = self.home / "warehouse" / "dbt" / "compiled"
        earlier: Path = compiled / str(node["package_name"]) / str(node["original_file_path"])
        if node.get("compiled_code"):
            return str(node["compiled_code"])
        if earlier.exists():  # the last run did not come to this model
            return earlier.read_text(encoding="utf-8")
        raise NogNietTeZeggen(f"dbt heeft {node['name']} nog niet gebouwd")


def _is_component(unique_id: str) -> bool:
    return unique_id.rsplit(".", 1)[-1].startswith("int_component__")


def _columns_made_of(sql: str, column: str) -> set[str]:
    """The columns of a staging model in whose expression the source's column stands."""
    found = set()
    for item in _selected(_without_comments(sql)):
        expression = _TEXT.sub("", item)
        if re.search(rf"\b{re.escape(column)}\b", expression):
            found.add(re.split(r"\bas\s+(?=\w+\s*$)|[.\s](?=\w+\s*$)", expression.strip())[-1].strip())
    return found


def _selected(sql: str) -> list[str]:
    """What the last select of a query selects, each item with its name; what it selects from may be selects too."""
    plain = _TEXT.sub(lambda text: " " * len(text[0]), sql)
    last = [m.end() for m in re.finditer(r"\bselect\b", plain) if _depth(plain[: m.start()]) == 0]
    body = sql[max(last, default=0) :]
    items: list[str] = []
    depth, item = 0, ""
    for word in re.split(r"([(),]|\b(?:from|case|end)\b)", body):
        if word == "from" and depth == 0:
            break
        if word == "," and depth == 0:
            items, item = [*items, item], ""
            continue
        depth += (word in ("(", "case")) - (word in (")", "end"))
        item += word
    return [*items, item]


def _depth(sql: str) -> int:
    return sql.count("(") - sql.count(")")


def _mentions(sql: str, staging: str, columns: Collection[str]) -> bool:
    """Whether a query uses one of these columns of a staging model: by the model's alias, or without any."""
    plain = _TEXT.sub("''", _without_comments(sql))
    aliases = re.findall(rf'"{re.escape(staging)}"(?:\s+as)?\s+(?!on\b|where\b|inner\b|left\b|group\b)(\w+)', plain)
    prefix = "|".join(re.escape(alias) for alias in {*aliases, staging})
    if re.search(rf"\b(?:{prefix})\.\*", plain):
        return bool(columns)
    return any(re.search(rf"(?:(?<![\w.\"])|\b(?:{prefix})\.)(?<!\bas ){re.escape(c)}\b(?!\.)", plain) for c in columns)


def _without_comments(sql: str) -> str:
    return _COMMENT.sub("", _SOME_ROWS.sub(r"\1", sql))
