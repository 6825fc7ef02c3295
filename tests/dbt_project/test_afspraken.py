"""The query behind volgens_afspraak and volgens_contract (macros/afspraken.sql): each kind of rule is broken, and told
by its name, its columns and how often.

The macro is plain Jinja, so it is rendered here without dbt.
"""

from typing import Any

import duckdb
import jinja2
import pytest

from tests.dbt_project.wereld import PROJECT

MACROS = (PROJECT / "macros" / "afspraken.sql").read_text(encoding="utf-8")
ALLES: dict[str, Any] = {
    "gevuld": ["jaar", "code"],
    "uniek": [["jaar", "code"], ["jaar", "naam"]],
    "codes": {"code": ["a", "in 't kort"], "jaar": [2023, 2024]},
}


def gebroken(rijen: str, **afspraken: Any) -> list[tuple[str, str, int]]:
    """What the query says of rows (jaar, code, naam), given as SQL values."""
    aanroep = "{{ afspraken('rijen', gevuld, uniek, codes) }}"
    query = (
        jinja2.Environment(extensions=["jinja2.ext.do"])
        .from_string(MACROS + aanroep)
        .render({"gevuld": [], "uniek": [], "codes": {}} | afspraken)
    )
    with duckdb.connect() as con:
        con.execute(f"create table rijen as select * from (values {rijen}) as r (jaar, code, naam)")
        return sorted(con.execute(query).fetchall())


def test_rows_that_keep_to_everything_give_nothing():
    assert gebroken("(2023, 'a', 'x'), (2024, 'a', 'x'), (2024, 'in ''t kort', 'y')", **ALLES) == []


@pytest.mark.parametrize(
    ("rijen", "wat"),
    [
        ("(2023, 'a', 'x'), (null, 'a', 'y'), (null, 'a', 'z')", [("gevuld", "jaar", 2), ("uniek", "jaar, code", 1)]),
        ("(2023, 'a', 'x'), (2023, null, 'y')", [("gevuld", "code", 1)]),
        ("(2023, 'a', 'x'), (2023, 'b', 'y')", [("code", "code", 1)]),
        ("(2023, 'a', 'x'), (2025, 'a', 'y')", [("code", "jaar", 1)]),
        ("(2023, 'a', 'x'), (2023, 'a', 'y')", [("uniek", "jaar, code", 1)]),
        ("(2023, 'a', 'x'), (2023, 'in ''t kort', 'x')", [("uniek", "jaar, naam", 1)]),
    ],
)
def test_a_broken_rule_is_named_with_its_columns_and_how_often(rijen: str, wat: list[tuple[str, str, int]]):
    assert gebroken(rijen, **ALLES) == wat


def test_a_table_without_rows_breaks_nothing():
    with duckdb.connect():
        assert gebroken("(2023, 'a', 'x')", codes={"naam": ["x"]}) == []
    leeg = "(2023, 'a', 'x')) as r (jaar, code, naam) where false union all select * from (values (2023, 'a', 'x')"
    assert gebroken(leeg, **ALLES) == []


@pytest.mark.parametrize("deel", ["gevuld", "uniek", "codes"])
def test_each_part_can_be_asked_alone(deel: str):
    assert gebroken("(null, 'b', 'x'), (null, 'b', 'x')", **{deel: ALLES[deel]}) != []
