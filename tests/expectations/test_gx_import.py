"""Great Expectations leaves pyspark alone where that is installed too."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.night import INHERITED, ROOT


@pytest.mark.parametrize("module", ["expectations.gx_engine", "expectations.datadocs_site"])
def test_importing_great_expectations_does_not_import_pyspark(module: str, tmp_path: Path):
    (tmp_path / "pyspark").mkdir()
    (tmp_path / "pyspark" / "__init__.py").write_text("raise SystemExit('pyspark was imported')", encoding="utf-8")
    program = f"import {module}, importlib.util; print(importlib.util.find_spec('pyspark').origin)"
    done = subprocess.run(
        [sys.executable, "-c", program],
        env=INHERITED | {"PYTHONPATH": f"{tmp_path}:{ROOT}"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(str(tmp_path)), "who needs pyspark must still find it"
