"""A real Postgres for one test session, on loopback, with a database of its own for whoever asks.

Belongs here: setting up, starting and ending it. It refuses to run as root, so there it runs as the user that the package made.
"""

from __future__ import annotations

import os
import pwd
import secrets
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.cluster.servers import LOOPBACK, free_port, listens, running
from tests.support.night import INHERITED

PROGRAMS = ("initdb", "postgres")


def missing() -> str | None:
    """Why there can be no Postgres here, for who skips a test; None where there can."""
    absent = [program for program in PROGRAMS if shutil.which(program) is None]
    if absent:
        return f"there is no {' and no '.join(absent)} on PATH"
    if os.getuid() == 0 and _user() is None:
        return "Postgres refuses to run as root, and there is no user postgres"
    return None


@dataclass(frozen=True)
class Postgres:
    """A server; `url` is that of a database on it."""

    port: int
    password: str

    def url(self, database: str) -> str:
        """As Dagster is told, which must name the driver that dagster-postgres brings."""
        return f"postgresql+psycopg2://dwh:{self.password}@{LOOPBACK}:{self.port}/{database}"

    def new_database(self, name: str) -> str:
        """Makes an empty database and gives its url."""
        self.ask("postgres", f"CREATE DATABASE {name}")
        return self.url(name)

    def ask(self, database: str, sql: str) -> list[tuple[Any, ...]]:
        """The rows of a query, or none of a command."""
        import psycopg2

        connection = psycopg2.connect(
            host=LOOPBACK, port=self.port, user="dwh", password=self.password, dbname=database
        )
        connection.autocommit = True
        try:
            with connection.cursor() as cursor:
                cursor.execute(sql)
                return cursor.fetchall() if cursor.description else []
        finally:
            connection.close()


@contextmanager
def postgres() -> Iterator[Postgres]:
    """A server until the end of the block; nothing of it stays behind."""
    user = _user() if os.getuid() == 0 else None
    server = Postgres(free_port(), secrets.token_hex(16))
    # Not in pytest's folder, into which no other user may look.
    folder = Path(tempfile.mkdtemp(prefix="dwh_postgres_"))
    try:
        password = folder / "password"
        password.write_text(server.password, encoding="utf-8")
        if user:
            shutil.chown(folder, user)
            shutil.chown(password, user)
        data = folder / "data"
        subprocess.run(
            ["initdb", "-D", data, "-U", "dwh", "-A", "scram-sha-256", f"--pwfile={password}", "--no-sync"],
            check=True, capture_output=True, cwd=folder, env=INHERITED, user=user, group=user, extra_groups=[] if user else None,
        )  # fmt: skip
        command = ["postgres", "-D", str(data), "-p", str(server.port), "-h", LOOPBACK, "-k", "", "-c", "fsync=off"]
        with running(
            command,
            folder / "postgres.log",
            INHERITED,
            lambda: listens(server.port),
            user=user,
            cwd=folder,
            stop=signal.SIGINT,
        ):
            yield server
    finally:
        shutil.rmtree(folder)


def _user() -> str | None:
    try:
        return pwd.getpwnam("postgres").pw_name
    except KeyError:
        return None
