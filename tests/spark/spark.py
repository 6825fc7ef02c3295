"""The dbt project on Spark, and a standalone cluster to run it on, both as docs/cluster.md says.

Belongs here: starting them. Does not belong here: what the tables must hold (`tests.spark.comparing`).
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from tests.cluster.servers import LOOPBACK, free_port, listens, running
from tests.support.night import ROOT, environment

PROJECT = ROOT / "dbt_project"
DEMO_TODAY = "2025-02-10"
WORKERS = 2

# Short runs on small files: Java's second compiler costs more than it saves; without it the room for code is small by itself.
_JAVA = "-XX:TieredStopAtLevel=1 -XX:ReservedCodeCacheSize=256m"
_QUICK = {
    "spark.driver.extraJavaOptions": _JAVA,
    "spark.executor.extraJavaOptions": _JAVA,
    "spark.executor.memory": "640m",
}


def missing() -> str | None:
    """Why dbt cannot run on Spark here, for who skips a test; None where it can."""
    if find_spec("pyspark") is None or find_spec("dbt.adapters.spark") is None:
        return "pyspark and dbt-spark are not installed: make cluster"
    return None if shutil.which("java") else "there is no Java, which Spark runs on"


@dataclass(frozen=True)
class Built:
    """What `dbt build --target spark` left: its tables under `home`, and on which executors its tasks ran."""

    home: Path
    said: str
    tasks: dict[str, int]

    def files(self, schema: str, table: str) -> str:
        """The Parquet files of a table, for DuckDB to read."""
        return str(self.home / "spark" / "warehouse" / f"{schema}.db" / table / "*.parquet")


def deliveries_of(home: Path, target: Path) -> Path:
    """A DWH_HOME with only what was delivered to another one: raw and the ledger."""
    target.mkdir()
    for part in ("raw", "state"):
        (target / part).symlink_to(home / part)
    return target


def dbt_on_spark(home: Path, *arguments: str, **variables: str) -> Built:
    """Run dbt with the target spark and these variables (DWH_*); fails with what it said when it fails."""
    work = home / "spark"
    events = work / "events"
    for folder in (work / "conf", work / "dbt", events):
        folder.mkdir(parents=True, exist_ok=True)
    for old in events.iterdir():
        shutil.rmtree(old) if old.is_dir() else old.unlink()
    settings = _QUICK | {
        "spark.eventLog.enabled": "true",
        "spark.eventLog.dir": events.as_uri(),
        "spark.eventLog.rolling.enabled": "false",
        "spark.eventLog.compress": "false",
    }
    defaults = "".join(f"{name} {value}\n" for name, value in settings.items())
    (work / "conf" / "spark-defaults.conf").write_text(defaults, encoding="utf-8")
    told = {
        "DWH_TODAY": DEMO_TODAY,
        "DBT_TARGET_PATH": str(work / "dbt"),
        "DBT_LOG_PATH": str(work / "dbt" / "logs"),
        "SPARK_CONF_DIR": str(work / "conf"),
        "SPARK_LOCAL_IP": LOOPBACK,
    }
    done = subprocess.run(
        [str(Path(sys.executable).with_name("dbt")), "--no-use-colors", *arguments,
         "--target", "spark", "--project-dir", str(PROJECT), "--profiles-dir", str(PROJECT)],
        env=environment(home, **told) | variables,
        cwd=work, capture_output=True, text=True, check=False,
    )  # fmt: skip
    said = done.stdout + done.stderr
    assert done.returncode == 0, said[-8000:]
    return Built(home, said, _tasks(events))


def _tasks(events: Path) -> dict[str, int]:
    """How many tasks every executor finished, from Spark's own account."""
    counted: Counter[str] = Counter()
    for log in events.iterdir():
        with log.open(encoding="utf-8") as lines:
            counted.update(
                json.loads(line)["Task Info"]["Executor ID"] for line in lines if '"SparkListenerTaskEnd"' in line
            )
    return dict(counted)


@contextmanager
def standalone_cluster(folder: Path) -> Iterator[str]:
    """A master and two workers of one core each on loopback; gives the master's address."""
    import pyspark

    spark_class = str(Path(pyspark.__file__).parent / "bin" / "spark-class")
    own = environment(folder, SPARK_LOCAL_IP=LOOPBACK)
    port = free_port()
    master = f"spark://{LOOPBACK}:{port}"
    with ExitStack() as stack:
        command = [spark_class, "org.apache.spark.deploy.master.Master", "--host", LOOPBACK, "--port", str(port)]
        command += ["--webui-port", "0"]
        stack.enter_context(running(command, folder / "master.log", own, lambda: listens(port), cwd=folder))
        for number in range(WORKERS):
            log = folder / f"worker_{number}.log"
            command = [spark_class, "org.apache.spark.deploy.worker.Worker", "--host", LOOPBACK, "--cores", "1"]
            command += ["--memory", "1g", "--webui-port", "0", "--work-dir", str(folder / f"work_{number}"), master]
            stack.enter_context(running(command, log, own, lambda file=log: _registered(file), cwd=folder))
        yield master


def _registered(log: Path) -> bool:
    return "Successfully registered with master" in log.read_text(encoding="utf-8", errors="replace")
