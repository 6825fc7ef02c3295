"""What the dashboard reads of rules: every municipality where one is broken, and of the others only that it holds."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from reporting.dashboard import build_dashboard
from reporting.dashboard.read import lees_tabellen
from tests.reporting.published import RUN, delivery, feed, outcome, rule, status, write

GEMEENTEN = ("GM0001", "GM0002", "GM0003", "GM0004")
FILLED = rule("ssd", "uitkeringen", "BSN", "verplicht", "fout", "Het BSN is gevuld.")
KNOWN = rule("ssd", "uitkeringen", "CODE", "codelijst", "fout", "De code is bekend.")
NEVER = rule("ssd", "uitkeringen", "DATUM", "datum", "fout", "De datum bestaat.")
OF_NOBODY = rule("ssd", "uitkeringen", "EXTRA", "kolom_onbekend", "waarschuwing", "")
DELIVERED = {code: delivery("ssd", "uitkeringen", date(2025, 2, 28), 100, code) for code in GEMEENTEN}
BEFORE = datetime(2025, 3, 19, 1)


def results(made: dict[str, Any], **broken: int) -> list[dict[str, Any]]:
    """A result of the rule per municipality, with so many broken rows."""
    return [outcome(made, DELIVERED[code], broken.get(code, 0), 100) for code in GEMEENTEN]


def marts(tmp_path: Path, *found: dict[str, Any]) -> Path:
    rows = {
        "kwaliteit.dim_feed": [feed("ssd", "uitkeringen", "Uitkeringen")],
        "kwaliteit.mart_bronstatus": [status("ssd", "uitkeringen", code) for code in GEMEENTEN],
        "kwaliteit.fct_levering": list(DELIVERED.values()),
        "kwaliteit.dim_regel": [FILLED, KNOWN, NEVER],
        "kwaliteit.fct_controle": list(found),
    }
    return write(tmp_path / "marts.duckdb", rows)


def read(tmp_path: Path, *found: dict[str, Any]) -> list[tuple[str, str | None, int]]:
    tabellen = lees_tabellen(marts(tmp_path, *found))
    return [(uitslag.controle_id, uitslag.gemeente_code, uitslag.aantal_fout) for uitslag in tabellen.uitslagen]


def test_of_a_rule_that_holds_everywhere_one_result_is_read(tmp_path: Path):
    assert read(tmp_path, *results(FILLED)) == [(FILLED["controle_id"], "GM0001", 0)]


def test_of_a_rule_that_is_broken_every_municipality_where_it_is_comes_along(tmp_path: Path):
    found = read(tmp_path, *results(FILLED, GM0002=3, GM0004=1))
    name = FILLED["controle_id"]
    assert found == [(name, "GM0001", 0), (name, "GM0002", 3), (name, "GM0004", 1)]


@pytest.mark.parametrize(("then", "now"), [(7, 0), (0, 7)])
def test_what_a_rule_said_before_it_was_judged_again_counts_no_more(tmp_path: Path, then: int, now: int):
    earlier = outcome(FILLED, DELIVERED["GM0002"], then, 100, uitgevoerd_op=BEFORE)
    found = read(tmp_path, earlier, *results(FILLED, GM0002=now))
    assert [broken for _, gemeente, broken in found if gemeente == "GM0002"] == [now] * (now > 0)


def test_the_page_of_a_feed_tells_a_sound_a_broken_and_an_unjudged_rule_apart(tmp_path: Path):
    site = tmp_path / "site"
    build_dashboard(marts(tmp_path, *results(FILLED), *results(KNOWN, GM0003=9)), site, RUN)
    text = (site / "feeds" / "ssd_uitkeringen.html").read_text(encoding="utf-8")
    table = text.split("Regels van deze feed, wat gebroken is bovenaan", 1)[1].split("</table>", 1)[0]
    told = [row for row in table.split("<tr>") if "<td>" in row]
    assert [word for row in told for word in ("In orde", "Gebroken", "niet getoetst") if word in row] == [
        "Gebroken", "In orde", "niet getoetst",
    ]  # fmt: skip
    assert "GM0003: 9 van 100 rijen" in told[0]


def test_a_rule_that_no_contract_names_is_on_the_page_also_where_it_holds(tmp_path: Path):
    site = tmp_path / "site"
    build_dashboard(marts(tmp_path, *results(OF_NOBODY)), site, RUN)
    assert "kolom_onbekend" in (site / "feeds" / "ssd_uitkeringen.html").read_text(encoding="utf-8")
