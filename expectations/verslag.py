"""The account of the checks of a table in the form in which Great Expectations stores a validation.

Belongs here: that form, so that its Data Docs can show what was judged without it; counts only, never a value. Does not
belong here: judging (`expectations.judging`), and rendering (`expectations.datadocs`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from expectations.resultaat import Resultaat
from sources.contract_model import Ernst

Document = dict[str, Any]

SEVERITY = {Ernst.FATAAL: "critical", Ernst.FOUT: "critical", Ernst.WAARSCHUWING: "warning"}


def entry(resultaat: Resultaat, counts: Mapping[str, float]) -> Document:
    """One check. `counts` are numbers under Great Expectations' names (`unexpected_count` and so on)."""
    check = resultaat.controle
    return {
        "success": resultaat.geslaagd,
        "expectation_config": {
            "type": check.expectation,
            "kwargs": dict(check.kwargs),
            "meta": {"controle_id": check.controle_id},
            "description": check.reden,
            "severity": SEVERITY[check.ernst],
        },
        "result": dict(counts),
        "meta": {},
        "exception_info": {
            "raised_exception": bool(resultaat.uitzondering),
            "exception_message": resultaat.uitzondering,
            "exception_traceback": None,
        },
    }


def report(entries: Sequence[Document], meta: Mapping[str, Any]) -> Document:
    """All checks of a table, under the name `meta["suite"]`."""
    passed = sum(each["success"] for each in entries)
    return {
        "success": passed == len(entries),
        "results": list(entries),
        "suite_name": meta["suite"],
        "suite_parameters": {},
        "statistics": {
            "evaluated_expectations": len(entries),
            "successful_expectations": passed,
            "unsuccessful_expectations": len(entries) - passed,
            "success_percent": 100 * passed / len(entries) if entries else None,
        },
        "meta": dict(meta),
        "id": None,
    }
