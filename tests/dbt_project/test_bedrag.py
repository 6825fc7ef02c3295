"""The macro that reads typed amounts (macros/bedrag.sql): every amount that the grammar lets in is read to the cent, and
nothing else is.

The macro is plain Jinja over functions of DuckDB, so it is rendered here without dbt; all cells of an example go
through the engine at once.
"""

import re
from decimal import Decimal

import duckdb
import jinja2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sources.bedrag import PATROON
from sources.getypt import SPATIES
from tests.dbt_project.wereld import PROJECT

MACROS = "".join((PROJECT / "macros" / f"{naam}.sql").read_text(encoding="utf-8") for naam in ("getypt", "bedrag"))
QUERY = (
    jinja2.Environment()
    .from_string(MACROS + "select {{ bedrag_getypt('k') }} as bedrag from cellen order by nr")
    .render()
)


def lees(*cellen: str | None) -> list[Decimal | None]:
    """All cells through the macro, in one query."""
    with duckdb.connect() as con:
        con.execute("create table cellen (nr integer, k varchar)")
        con.executemany("insert into cellen values (?, ?)", list(enumerate(cellen)))
        return [bedrag for (bedrag,) in con.execute(QUERY).fetchall()]


def zoals_gedrukt(bedrag: Decimal, punten: bool, min_teken: str) -> str:
    """The amount as Dutch people write it, with or without points between the thousands."""
    cijfers = f"{abs(bedrag):,f}" if punten else f"{abs(bedrag):f}"
    teken = min_teken if bedrag < 0 else ""
    return teken + cijfers.translate(str.maketrans(",.", ".,"))


BEDRAGEN = st.decimals(Decimal("-999999999999.99"), Decimal("999999999999.99"), places=2) | st.integers(
    -999_999_999_999, 999_999_999_999
).map(Decimal)
TOEGELATEN = st.from_regex(re.compile(PATROON), fullmatch=True)
TEKENS = st.sampled_from("0123456789.,-−+ \u00a0x\n\t")


@st.composite
def bijna_toegelaten(draw: st.DrawFn) -> str:
    """An allowed cell with one character too many, too few, or another one; now and then that is allowed as well."""
    cel = draw(TOEGELATEN)
    plek = draw(st.integers(0, len(cel)))
    return cel[:plek] + draw(st.just("") | TEKENS) + cel[plek + draw(st.integers(0, 1)) :]


def is_toegelaten(cel: str) -> bool:
    """Whether the check at the gate lets the cell in."""
    return re.fullmatch(PATROON, re.sub(f"[{SPATIES}]", " ", cel).strip(" ")) is not None


@given(st.lists(st.tuples(BEDRAGEN, st.booleans(), st.sampled_from("-−")), min_size=10, max_size=40))
@settings(max_examples=20, deadline=None)
def test_an_amount_is_read_to_the_cent_however_it_is_written(geschreven: list[tuple[Decimal, bool, str]]) -> None:
    cellen = [zoals_gedrukt(*cel) for cel in geschreven]
    assert lees(*cellen) == [bedrag for bedrag, _, _ in geschreven], cellen


@given(st.lists(bijna_toegelaten() | TOEGELATEN | st.text(TEKENS, max_size=12), min_size=10, max_size=40))
@settings(max_examples=30, deadline=None)
def test_the_macro_reads_what_is_let_in_and_nothing_else(cellen: list[str]) -> None:
    for cel, bedrag in zip(cellen, lees(*cellen), strict=True):
        assert (bedrag is not None) == is_toegelaten(cel), cel


@pytest.mark.parametrize(
    ("cel", "bedrag"),
    [
        ("491.064", "491064"),
        ("-14.014.961", "-14014961"),
        ("−332.426", "-332426"),
        ("+2.092", "2092"),
        ("268.686,00", "268686"),
        ("1234,5", "1234.5"),
        ("491064.0", "491064"),
        ("-0", "0"),
        ("\u00a0 0,05\n", "0.05"),
        ("999.999.999.999,99", "999999999999.99"),
        ("1,234", None),
        ("12.5", None),
        ("n.n.b.", None),
        (None, None),
    ],
)
def test_a_typed_amount_is_a_number_with_two_decimals(cel: str | None, bedrag: str | None) -> None:
    assert lees(cel) == [None if bedrag is None else Decimal(bedrag)]
