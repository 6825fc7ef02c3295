"""The macro that prints amounts (macros/toon_bedrag.sql): the characters of the documents, and for any amount what a
Dutch reader would write. It is plain Jinja over functions of DuckDB, so it is rendered here without dbt; all amounts of
an example go through the engine at once."""

from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

import duckdb
import jinja2
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.dbt_project.wereld import PROJECT

MACRO = (PROJECT / "macros" / "toon_bedrag.sql").read_text(encoding="utf-8")
AANROEP = "toon_bedrag('bedrag', factor='factor', decimalen='decimalen', teken='teken', erbij='erbij')"
QUERY = jinja2.Environment().from_string(MACRO + "select {{ " + AANROEP + " }} from bedragen order by nr").render()


class Bedrag(NamedTuple):
    """An amount of ours, and how a document prints it."""

    bedrag: Decimal | None
    factor: int = 1
    decimalen: int = 0
    teken: int = 1
    erbij: int = 0


def toon(*bedragen: Bedrag) -> list[str | None]:
    """All amounts through the macro, in one query."""
    with duckdb.connect() as con:
        con.execute(
            "create table bedragen (nr int, bedrag decimal(18, 2), factor int, decimalen int, teken int, erbij int)"
        )
        con.executemany("insert into bedragen values (?, ?, ?, ?, ?, ?)", [(n, *b) for n, b in enumerate(bedragen)])
        return [tekst for (tekst,) in con.execute(QUERY).fetchall()]


def met_de_hand(b: Bedrag) -> str | None:
    """What should be printed, by Python's own decimals."""
    if b.bedrag is None:
        return None
    eenheden = (b.bedrag * b.teken / b.factor).quantize(Decimal(1).scaleb(-b.decimalen), ROUND_HALF_UP)
    eenheden += b.erbij  # which makes -0 a plain 0 too
    return f"{eenheden:,}".translate(str.maketrans(",.", ".,"))


@pytest.mark.parametrize(
    ("bedrag", "tekst"),
    [
        (Bedrag(Decimal(491_064_000), 1000), "491.064"),
        (Bedrag(Decimal(-332_426_000), 1000), "-332.426"),
        (Bedrag(Decimal(-22_155_000), 1000), "-22.155"),
        (Bedrag(Decimal(54_227_762)), "54.227.762"),
        (Bedrag(Decimal(14_014_961), teken=-1), "-14.014.961"),
        (Bedrag(Decimal(268_686_000), 1000, 2), "268.686,00"),
        (Bedrag(Decimal(-18_930_000), 1_000_000, 1), "-18,9"),
        (Bedrag(Decimal(7_580_000), 1000, erbij=1), "7.581"),
        (Bedrag(Decimal(169_000), 1000), "169"),
        (Bedrag(Decimal(0), teken=-1), "0"),
        (Bedrag(None, 1000), None),
    ],
)
def test_an_amount_is_printed_as_the_documents_do(bedrag: Bedrag, tekst: str | None) -> None:
    assert toon(bedrag) == [tekst]


def test_a_half_is_rounded_away_from_zero_and_what_becomes_nothing_has_no_sign() -> None:
    bedragen = [Bedrag(Decimal(b), 1000) for b in ("500", "1500", "2500", "-500", "-1500", "499.99", "-499.99")]
    assert toon(*bedragen) == ["1", "2", "3", "-1", "-2", "0", "0"]


BEDRAGEN = st.builds(
    Bedrag,
    st.none() | st.decimals(Decimal("-9999999999999.99"), Decimal("9999999999999.99"), places=2),
    st.sampled_from([1, 1000, 1_000_000]),
    st.integers(0, 2),
    st.sampled_from([1, -1]),
    st.integers(-1, 1),
)


@settings(max_examples=40, deadline=None)
@example([Bedrag(Decimal("223295773641.35"), decimalen=1)])
@given(st.lists(BEDRAGEN, min_size=1, max_size=30))
def test_any_amount_is_printed_as_by_hand(bedragen: list[Bedrag]) -> None:
    assert toon(*bedragen) == [met_de_hand(b) for b in bedragen]
