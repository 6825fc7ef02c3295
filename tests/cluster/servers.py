"""Servers on this machine for tests: started on a free port of loopback, waited for, and ended by their own id.

Belongs here: the life of a process. Does not belong here: what a server is for.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

LOOPBACK = "127.0.0.1"


def free_port() -> int:
    """A port of loopback on which nothing listens now."""
    with socket.socket() as listener:
        listener.bind((LOOPBACK, 0))
        return int(listener.getsockname()[1])


def listens(port: int) -> bool:
    """Whether something answers on a port of loopback."""
    with socket.socket() as caller:
        caller.settimeout(1)
        return caller.connect_ex((LOOPBACK, port)) == 0


@contextmanager
def running(
    command: list[str],
    log: Path,
    environment: Mapping[str, str],
    ready: Callable[[], bool],
    *,
    user: str | None = None,
    patience: float = 120,
    cwd: Path | None = None,
    stop: signal.Signals = signal.SIGTERM,
) -> Iterator[subprocess.Popen[bytes]]:
    """A server with everything it starts, from the moment it is ready until the end of the block; what it says goes to `log`.

    Fails with what it said when it ends before it is ready, or is not ready after `patience` seconds.
    """
    with log.open("wb") as said:
        server = subprocess.Popen(
            command, env=dict(environment), stdout=said, stderr=subprocess.STDOUT, cwd=cwd, user=user, group=user,
            extra_groups=[] if user else None, start_new_session=True,
        )  # fmt: skip
        try:
            until = time.monotonic() + patience
            while not ready():
                assert server.poll() is None, f"{command[0]} ended:\n{log.read_text(errors='replace')[-4000:]}"
                assert time.monotonic() < until, (
                    f"{command[0]} is not ready:\n{log.read_text(errors='replace')[-4000:]}"
                )
                time.sleep(0.2)
            yield server
        finally:
            _end(server, stop)


def _end(server: subprocess.Popen[bytes], stop: signal.Signals) -> None:
    """Ask the server to stop; after that nothing of its session is left."""
    server.send_signal(stop)
    try:
        server.wait(30)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait(30)
    try:
        os.killpg(server.pid, signal.SIGKILL)
    except ProcessLookupError:
        return
