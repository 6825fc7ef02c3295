"""A small SQL shell on the published marts, read-only."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import click
import duckdb

_MOST_ROWS = 500
_WIDEST_COLUMN = 120
_NO_TERMINAL = 10_000
_PROMPT = "dwh> "
_HELP = "SQL eindigt met ;   .tables toont de tabellen   .quit stopt"


def run_shell(marts: Path, sql: str | None) -> None:
    """Answer one query, or read queries until the input ends. Each query sees the set that is published at that
    moment."""
    if sql is not None:
        if not _answer(marts, sql):
            sys.exit(1)
        return
    click.echo(f"{marts}\n{_HELP}")
    pending = ""
    while True:
        try:
            line = input(_PROMPT if not pending else "...> ")
        except (EOFError, KeyboardInterrupt):
            click.echo()
            return
        if not pending and line.strip() in (".quit", ".exit"):
            return
        if not pending and line.strip() == ".tables":
            _answer(marts, "SELECT schema_name, table_name, comment FROM duckdb_tables() ORDER BY ALL")
            continue
        pending = f"{pending}\n{line}" if pending else line
        if pending.strip().endswith(";"):
            _answer(marts, pending)
            pending = ""


def _answer(marts: Path, sql: str) -> bool:
    """Run a query and show its rows; False when DuckDB refused it."""
    try:
        with duckdb.connect(str(marts), read_only=True) as con:
            relation = con.sql(sql)
            if relation is not None:
                relation.show(max_rows=_MOST_ROWS, max_width=_width(), max_col_width=_WIDEST_COLUMN)
    except duckdb.Error as error:
        click.echo(str(error), err=True)
        return False
    return True


def _width() -> int:
    """The width of the terminal; without one (a pipe, a file) all columns are shown."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else _NO_TERMINAL
