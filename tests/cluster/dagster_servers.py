"""A web server, a daemon and code servers of Dagster, started as docs/cluster.md says, and what the web server answers.

Belongs here: starting them with the files of docs/cluster/, asking GraphQL. Does not belong here: what must be true.
"""

from __future__ import annotations

import json
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

from tests.cluster.servers import LOOPBACK, free_port, listens, running
from tests.support.night import ROOT, environment

EXAMPLES = ROOT / "docs" / "cluster"
LOCATIONS = {"A": "warehouse_a", "B": "warehouse_b"}
"""The code locations of the example, by the letter in the variables that say where their servers are."""

_LAUNCH = """
mutation ($location: String!) {
  launchRun(executionParams: {
    selector: {repositoryLocationName: $location, repositoryName: "__repository__", jobName: "nightly"}
    mode: "default"
  }) { __typename ... on LaunchRunSuccess { run { runId } } ... on PythonError { message } }
}
"""
_RUN = "query ($run: ID!) { runOrError(runId: $run) { ... on Run { status } } }"
_LOCATIONS = """
query { workspaceOrError { ... on Workspace { locationEntries {
  name locationOrLoadError { __typename ... on RepositoryLocation { repositories { assetNodes { id } } } }
} } } }
"""


def use_postgres(dagster_home: Path) -> None:
    """Put the example's dagster.yaml where Dagster looks, instead of what stood there."""
    dagster_home.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(EXAMPLES / "dagster.yaml", dagster_home / "dagster.yaml")


@dataclass(frozen=True)
class Web:
    """The web server of a shared Dagster."""

    port: int

    def ask(self, query: str, **variables: Any) -> dict[str, Any]:
        body = json.dumps({"query": query, "variables": variables}).encode()
        request = Request(f"http://{LOOPBACK}:{self.port}/graphql", body, {"Content-Type": "application/json"})
        with urlopen(request, timeout=60) as answer:
            told = json.load(answer)
        assert "errors" not in told, told["errors"]
        return dict(told["data"])

    def assets_by_location(self) -> dict[str, int]:
        """How many assets every code location has; one that cannot be loaded is left out."""
        entries = self.ask(_LOCATIONS)["workspaceOrError"]["locationEntries"]
        loaded = [e for e in entries if e["locationOrLoadError"]["__typename"] == "RepositoryLocation"]
        return {e["name"]: sum(len(r["assetNodes"]) for r in e["locationOrLoadError"]["repositories"]) for e in loaded}

    def launch(self, location: str) -> str:
        """Start the nightly job of a code location, as the button in the UI does; gives the run's id."""
        told = self.ask(_LAUNCH, location=location)["launchRun"]
        assert told["__typename"] == "LaunchRunSuccess", told
        return str(told["run"]["runId"])

    def outcome(self, run_id: str, patience: float = 600) -> str:
        """How a run ended; fails when it goes on for longer than `patience` seconds."""
        until = time.monotonic() + patience
        while time.monotonic() < until:
            status = str(self.ask(_RUN, run=run_id)["runOrError"]["status"])
            if status in ("SUCCESS", "FAILURE", "CANCELED"):
                return status
            time.sleep(1)
        raise AssertionError(f"run {run_id} is {status} after {patience} seconds")


@contextmanager
def shared_dagster(folder: Path, postgres_url: str, homes: dict[str, Path]) -> Iterator[Web]:
    """One web server and one daemon over the warehouses of `homes` (by letter), each behind its own code server."""
    dagster = str(Path(sys.executable).with_name("dagster"))
    use_postgres(folder / "dagster_home")
    ports = {letter: free_port() for letter in homes}
    where = {f"DWH_CODE_{letter}_PORT": str(port) for letter, port in ports.items()}
    where |= {f"DWH_CODE_{letter}_HOST": LOOPBACK for letter in homes}
    shared = environment(
        folder, DAGSTER_HOME=str(folder / "dagster_home"), DWH_DAGSTER_POSTGRES=postgres_url, **where
    )  # fmt: skip
    del shared["DWH_HOME"]
    with ExitStack() as stack:
        for letter, home in homes.items():
            command = [
                dagster,
                "code-server",
                "start",
                "-m",
                "orchestration.definitions",
                "-h",
                LOOPBACK,
                "-p",
                str(ports[letter]),
            ]
            own = environment(home, DWH_DAGSTER_POSTGRES=postgres_url)
            stack.enter_context(
                running(command, folder / f"code_{letter}.log", own, lambda port=ports[letter]: _serves(port), cwd=ROOT)
            )
        web = Web(free_port())
        workspace = str(EXAMPLES / "workspace.yaml")
        command = [f"{dagster}-webserver", "-w", workspace, "-h", LOOPBACK, "-p", str(web.port)]
        stack.enter_context(running(command, folder / "web.log", shared, lambda: listens(web.port), cwd=folder))
        command = [f"{dagster}-daemon", "run", "-w", workspace]
        stack.enter_context(running(command, folder / "daemon.log", shared, lambda: True, cwd=folder))
        yield web


def _serves(port: int) -> bool:
    """Whether a code server has loaded its code."""
    from dagster._grpc.client import DagsterGrpcClient

    return DagsterGrpcClient(port=port, host=LOOPBACK).health_check_query() == "SERVING"
