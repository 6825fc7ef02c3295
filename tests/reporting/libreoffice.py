"""LibreOffice without a window, as a reader who opens what we write.

Belongs here: finding it, and having it calculate and save workbooks anew. Does not belong here: getting it
(`install_programs.sh`), or what must be in a workbook.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

ABSENT = "no LibreOffice: `make browser` installs Debian's package, or DWH_SOFFICE names a soffice"
AS_SHOWN = "csv:Text - txt - csv (StarCalc):59,34,76,1,,0,false,true,true,false,false,-1"
"""Each sheet as text with semicolons, every cell with the characters that it shows."""
CALCULATED = "xlsx:Calc MS Excel 2007 XML"
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>nl-NL</value></prop></item>
</oor:items>
"""
"""Formulas are calculated when a file is opened: by itself LibreOffice believes the outcomes that stand in it. And a
reader in the Netherlands, who sees 491.064."""


def found_or_said(environ: Mapping[str, str]) -> str:
    """LibreOffice; without it the test is skipped, and where CI=true it fails."""
    path = shutil.which(environ.get("DWH_SOFFICE") or "soffice", path=environ.get("PATH"))
    if path:
        return path
    if environ.get("CI") == "true":
        pytest.fail(ABSENT)
    pytest.skip(ABSENT)


def opened(workbooks: Sequence[Path], target: Path, how: str) -> list[Path]:
    """Have these workbooks opened, calculated and saved to a folder; what was saved.

    Raises AssertionError where one could not be opened: then LibreOffice says so, and still ends well.
    """
    soffice = found_or_said(os.environ)
    profile = target / "profile" / "user"
    profile.mkdir(parents=True)
    (profile / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
    saved = target / "saved"
    done = subprocess.run(
        [soffice, "--headless", f"-env:UserInstallation={profile.parent.as_uri()}", "--convert-to", how,
         "--outdir", str(saved), *map(str, workbooks)],
        check=True, capture_output=True, text=True, timeout=180,
    )  # fmt: skip
    said = [line for line in done.stderr.splitlines() if "javaldx" not in line]
    assert said == [], f"{said}\n{done.stdout}"
    return sorted(saved.iterdir())
