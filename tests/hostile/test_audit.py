"""`make audit` fails for a vulnerability, and never calls packages sound that nobody looked up."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import pytest
import yaml

from tests.support.audit import PROBE, Uitkomst, audit, audit_with, entry, judged, packages

ROOT = Path(__file__).resolve().parents[2]
SOUND = {"name": "requests", "version": "1.0", "vulns": []}
SKIPPED = {"name": "requests", "skip_reason": "Dependency not found on PyPI and could not be audited: requests (1.0)"}
BROKEN = {"name": "click", "version": "8.5.1", "vulns": [{"id": "PYSEC-0000-1", "fix_versions": ["8.5.2"]}]}
LOCK = "click==8.5.1 \\\n    --hash=sha256:00\n    # via\nrequests[socks]==1.0 \\\n    --hash=sha256:01 \\\n    --hash=sha256:02\n"


def auditor(folder: Path, *reports: object) -> list[str]:
    """Something that answers as pip-audit does, one report after the other; a text is an error without a report."""
    script = folder / "auditor.py"
    script.write_text(
        "import json, pathlib, sys\n"
        f"folder = pathlib.Path({str(folder)!r})\n"
        "number = len(list(folder.glob('asked*')))\n"
        "asked = pathlib.Path(sys.argv[sys.argv.index('--requirement') + 1]).read_text()\n"
        "(folder / f'asked{number}').write_text(asked)\n"
        f"report = json.loads({json.dumps(json.dumps(reports))})[number]\n"
        "sys.exit(report) if isinstance(report, str) else print(json.dumps(report))\n",
        encoding="utf-8",
    )
    return [sys.executable, str(script)]


@pytest.fixture
def lock(tmp_path: Path) -> Path:
    path = tmp_path / "requirements.lock"
    path.write_text(LOCK, encoding="utf-8")
    return path


def test_a_vulnerability_is_told_and_is_status_1(lock: Path, tmp_path: Path):
    found = audit(lock, auditor(tmp_path, {"dependencies": [SOUND]}, {"dependencies": [SOUND, BROKEN]}))
    assert (found.status, found.lines) == (
        1,
        [
            "2 pakketten nagekeken, 1 met een bekende kwetsbaarheid.",
            "click 8.5.1: PYSEC-0000-1, verholpen in 8.5.2",
        ],
    )
    assert (tmp_path / "asked1").read_text() == LOCK


@pytest.mark.parametrize("answer", [{"dependencies": [SKIPPED]}, "no network"])
def test_where_there_are_no_advisories_nothing_is_called_sound_and_one_package_was_asked(
    lock: Path, tmp_path: Path, answer: object
):
    found = audit(lock, auditor(tmp_path, answer))
    assert (found.status, found.nagekeken) == (0, 0)
    assert found.lines[0].startswith("NIET NAGEKEKEN")
    assert (tmp_path / "asked0").read_text().startswith("requests[socks]==1.0")
    assert not (tmp_path / "asked1").exists()


def test_what_could_not_be_looked_up_is_named():
    found = judged({"dependencies": [SOUND, {"name": "ours", "skip_reason": "not on PyPI"}]})
    assert found == Uitkomst(1, ("ours",), ())
    assert "Niet nagekeken: ours." in found.lines


def test_every_package_of_the_locks_has_hashes_and_the_probe_is_one_of_them():
    for name in ("requirements.lock", "requirements-bootstrap.lock", "requirements-cluster.lock"):
        text = (ROOT / name).read_text(encoding="utf-8")
        names = re.findall(r"^([A-Za-z0-9][\w.-]*)(?:\[[\w,.-]+\])?==", text, re.MULTILINE)
        assert names
        assert [package for package in names if "--hash=sha256:" not in entry(text, package)] == []
    assert "--hash" in entry((ROOT / "requirements.lock").read_text(encoding="utf-8"), PROBE)


def advisory(folder: Path, number: str, *events: dict[str, str], name: str = "click", **more: object) -> None:
    """An advisory in a folder that is laid out as PyPA's database."""
    document = {
        "id": number,
        "modified": "2026-10-01T08:00:00Z",
        "affected": [
            {
                "package": {"ecosystem": "PyPI", "name": name},
                "ranges": [
                    {"type": "GIT", "events": [{"introduced": "0"}, {"fixed": "74ea7cf7"}]},
                    {"type": "ECOSYSTEM", "events": list(events)},
                ],
            }
        ],
    } | more
    path = folder / "vulns" / name.lower() / f"{number}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(yaml.safe_dump(document), encoding="utf-8")


@pytest.mark.parametrize(
    ("events", "affected"),
    [
        ([{"introduced": "0"}, {"fixed": "8.5.2"}], True),
        ([{"introduced": "0"}, {"fixed": "8.5.1"}], False),
        ([{"introduced": "8.5.1"}], True),
        ([{"introduced": "8.5.2"}], False),
        ([{"introduced": "0"}, {"last_affected": "8.5.1"}], True),
        ([{"introduced": "0"}, {"last_affected": "8.5"}], False),
        ([{"fixed": "8.10"}, {"introduced": "8.4"}, {"fixed": "8.3"}, {"introduced": "0"}], True),
        ([{"introduced": "0"}, {"fixed": "8.3"}, {"introduced": "8.6"}], False),
    ],
)
def test_without_a_service_a_folder_of_advisories_tells_which_versions_are_affected(
    lock: Path, tmp_path: Path, events: list[dict[str, str]], affected: bool
):
    advisory(tmp_path, "PYSEC-0000-1", *events)
    found = audit_with(lock, tmp_path)
    assert (found.nagekeken, found.status) == (2, int(affected))
    assert [line.split(",")[0] for line in found.kwetsbaar] == ["click 8.5.1: PYSEC-0000-1"] * affected
    assert "De nieuwste van deze adviezen is van 2026-10-01." in found.lines


def test_an_advisory_may_list_versions_one_by_one(lock: Path, tmp_path: Path):
    package = {"ecosystem": "PyPI", "name": "Requests"}
    for number, versions in (("PYSEC-0000-2", ["1.0.0"]), ("PYSEC-0000-3", ["1.0.1", "1.1"])):
        advisory(tmp_path, number, name="requests", affected=[{"package": package, "versions": versions}])
    assert audit_with(lock, tmp_path).kwetsbaar == ("requests 1.0: PYSEC-0000-2, verholpen in nog geen versie",)


def test_what_was_withdrawn_or_is_about_something_else_is_no_vulnerability(lock: Path, tmp_path: Path):
    advisory(tmp_path, "PYSEC-0000-4", {"introduced": "0"}, withdrawn="2026-10-02T08:00:00Z")
    elsewhere = {"package": {"ecosystem": "npm", "name": "click"}, "versions": ["8.5.1"]}
    advisory(tmp_path, "PYSEC-0000-5", affected=[elsewhere])
    assert audit_with(lock, tmp_path).status == 0


def test_a_folder_without_advisories_calls_nothing_sound(lock: Path, tmp_path: Path):
    assert audit_with(lock, tmp_path).lines[0].startswith("NIET NAGEKEKEN")


def test_every_package_of_the_lock_is_held_against_the_advisories():
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert len(packages(text)) == len(re.findall("==.*\\\\$", text, re.MULTILINE))
    assert all(version[0].isdigit() for _, version in packages(text))
