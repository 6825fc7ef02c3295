"""The macros that read typed cells (macros/getypt.sql): every cell that the grammar lets in is read whole, and no other.

The macros are plain Jinja over functions of DuckDB, so they are rendered here without dbt; all cells of an example go
through the engine at once.
"""

import re
from dataclasses import dataclass
from datetime import date
from operator import add

import duckdb
import jinja2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sources.getypt import PATROON, SPATIES
from tests.dbt_project.wereld import PROJECT

JAAR = 2023
MACROS = (PROJECT / "macros" / "getypt.sql").read_text(encoding="utf-8")
SJABLOON = """
select
    {{ getypt_getal('k') }} as getal,
    {{ getypt_eerder('k') }} as eerder,
    {{ getypt_merk('k') }} as merk,
    {{ getypt_datum('k', 'jaar') }} as datum,
    {{ getypt_is_percentage('k') }} as is_percentage,
    {{ getypt_decimalen('k') }} as decimalen,
    {{ getypt_bijzonderheid('k') }} as bijzonderheid,
    {{ getypt_soort('k') }} as soort,
    {{ getypt_zin('k', 'jaar') }} as zin
from cellen
order by nr
"""
QUERY = jinja2.Environment().from_string(MACROS + SJABLOON).render()


@dataclass(frozen=True)
class Gelezen:
    """What the macros make of one cell."""

    getal: float | None
    eerder: float | None
    merk: str | None
    datum: date | None
    is_percentage: bool
    decimalen: int | None
    bijzonderheid: str | None
    soort: str | None
    zin: str | None


def lees(*cellen: str | None, jaar: int | None = JAAR) -> list[Gelezen]:
    """All cells through the macros, in one query."""
    with duckdb.connect() as con:
        con.execute("create table cellen (nr integer, k varchar, jaar integer)")
        con.executemany("insert into cellen values (?, ?, ?)", [(nr, k, jaar) for nr, k in enumerate(cellen)])
        return [Gelezen(*rij) for rij in con.execute(QUERY).fetchall()]


@dataclass(frozen=True)
class Cel:
    """A cell put together from its parts, so that one knows what must come out of it."""

    eerder: str
    teken: str
    geheel: str
    decimalen: str
    procent: str
    merk: str
    dag: tuple[int, int] | None
    streepje: str
    voorloopnul: bool
    merk_achteraan: bool
    spaties: bool

    @property
    def tekst(self) -> str:
        spatie = "\u00a0" if self.spaties else ""
        datum = ""
        if self.dag:
            dag, maand = (f"{n:02d}" if self.voorloopnul else str(n) for n in self.dag)
            datum = f"{spatie}({dag}{self.streepje}{maand})"
        merk = spatie + self.merk if self.merk else ""
        achter = datum + merk if self.merk_achteraan else merk + datum
        eerder = f"({self.eerder}){spatie}" if self.eerder else ""
        procent = spatie + self.procent if self.procent else ""
        return f"{spatie}{eerder}{self.teken}{self.geheel}{self.decimalen}{procent}{achter}{spatie}"

    @property
    def getal(self) -> float:
        getal = als_getal(self.geheel + self.decimalen)
        return -getal if self.teken in {"-", "−"} else getal


def als_getal(cijfers: str) -> float:
    """Digits with points and a comma as a number."""
    return float(cijfers.replace(".", "").replace(",", "."))


def met_punten(getal: int) -> str:
    """The number as Dutch people write it."""
    return f"{getal:,}".replace(",", ".")


GEHEEL = st.integers(0, 99_999_999).flatmap(lambda getal: st.sampled_from([str(getal), met_punten(getal)]))
DECIMALEN = st.just("") | st.from_regex(",[0-9]{1,20}", fullmatch=True)
DAGEN = st.dates(date(JAAR, 1, 1), date(JAAR, 12, 31)).map(lambda dag: (dag.day, dag.month))
CELLEN = st.builds(
    Cel,
    eerder=st.just("") | st.builds(add, GEHEEL, DECIMALEN),
    teken=st.sampled_from(["", "-", "−", "+"]),
    geheel=GEHEEL,
    decimalen=DECIMALEN,
    procent=st.sampled_from(["", "%"]),
    merk=st.sampled_from(["", "*", "**", "***"]),
    dag=st.none() | DAGEN,
    streepje=st.sampled_from("-/"),
    voorloopnul=st.booleans(),
    merk_achteraan=st.booleans(),
    spaties=st.booleans(),
)
TOEGELATEN = st.from_regex(re.compile(PATROON), fullmatch=True)
TEKENS = st.sampled_from("0123456789.,-−–—+%*()/<5 \u00a0nbvtgrdalNGx\n\t")


@st.composite
def bijna_toegelaten(draw: st.DrawFn) -> str:
    """An allowed cell with one character too many, too few, or another one; now and then that is allowed as well."""
    cel = draw(TOEGELATEN)
    plek = draw(st.integers(0, len(cel)))
    return cel[:plek] + draw(st.just("") | TEKENS) + cel[plek + draw(st.integers(0, 1)) :]


def is_toegelaten(cel: str) -> bool:
    """Whether the check at the gate lets the cell in."""
    return re.fullmatch(PATROON, re.sub(f"[{SPATIES}]", " ", cel).strip(" ")) is not None


@given(st.lists(CELLEN, min_size=10, max_size=40))
@settings(max_examples=20, deadline=None)
def test_every_part_that_is_typed_is_in_the_number_or_in_the_sentence(cellen: list[Cel]) -> None:
    for cel, gelezen in zip(cellen, lees(*(cel.tekst for cel in cellen)), strict=True):
        zin = gelezen.zin or ""
        assert gelezen.soort == "getal"
        assert gelezen.bijzonderheid is None
        assert gelezen.getal == cel.getal
        assert gelezen.decimalen == max(len(cel.decimalen) - 1, 0)
        assert gelezen.is_percentage == bool(cel.procent)
        assert gelezen.eerder == (als_getal(cel.eerder) if cel.eerder else None)
        assert (f"Eerder opgegeven: {cel.eerder}." in zin) == bool(cel.eerder)
        assert gelezen.merk == (cel.merk or None)
        assert (f"Gemerkt met {cel.merk}." in zin) == bool(cel.merk)
        assert gelezen.datum == (date(JAAR, cel.dag[1], cel.dag[0]) if cel.dag else None)
        assert ("Stand op" in zin) == bool(cel.dag)
        assert cel.dag is None or f"Stand op {cel.dag[0]:02d}-{cel.dag[1]:02d}-{JAAR}." in zin
        assert (gelezen.zin is None) == (not cel.eerder and not cel.merk and not cel.dag), "a plain number needs none"


@given(st.lists(TOEGELATEN, min_size=10, max_size=40))
@settings(max_examples=20, deadline=None)
def test_every_cell_that_is_let_in_gives_a_number_or_says_why_there_is_none(cellen: list[str]) -> None:
    for cel, gelezen in zip(cellen, lees(*cellen), strict=True):
        assert (gelezen.getal is None) != (gelezen.bijzonderheid is None), cel
        assert gelezen.getal is not None or gelezen.zin, cel


@given(st.lists(bijna_toegelaten() | st.text(TEKENS, max_size=12), min_size=10, max_size=40))
@settings(max_examples=30, deadline=None)
def test_the_macros_read_what_is_let_in_and_nothing_else(cellen: list[str]) -> None:
    for cel, gelezen in zip(cellen, lees(*cellen), strict=True):
        assert (gelezen.soort is not None) == is_toegelaten(cel), cel
        assert is_toegelaten(cel) or gelezen == Gelezen(None, None, None, None, False, None, None, None, None), cel


@pytest.mark.parametrize(
    ("cel", "getal", "zin"),
    [
        ("511(01-7)", 511, "Stand op 01-07-2023."),
        ("489 (31/5)", 489, "Stand op 31-05-2023."),
        ("322.316**", 322316, "Gemerkt met **."),
        ("(150) 225", 225, "Eerder opgegeven: 150."),
        ("(1.150,5) 0", 0, "Eerder opgegeven: 1.150,5."),
        ("12,8*", 12.8, "Gemerkt met *."),
        ("(150) -1.225,50 % * (01-07)", -1225.5, "Eerder opgegeven: 150. Gemerkt met *. Stand op 01-07-2023."),
        ("74,3%", 74.3, None),
        ("1.234", 1234, None),
        ("1,234", 1.234, None),
        ("0,0033333333333333335", 0.0033333333333333335, None),
        ("\t4.501\n", 4501, None),
        ("(150)\n225\u00a0", 225, "Eerder opgegeven: 150."),
        ("\rn.n.b.\n", None, "Nog niet bekend (n.n.b.)."),
        ("n.n.b.", None, "Nog niet bekend (n.n.b.)."),
        ("N.B.", None, "Niet bekend (n.b.)."),
        ("n.v.t.", None, "Niet van toepassing (n.v.t.)."),
        ("--", None, "Geen cijfer opgegeven (--)."),
        ("—", None, "Geen cijfer opgegeven (—)."),
        ("**", None, "Geen cijfer opgegeven (**)."),
        ("Gereed", None, "Gereed."),
        ("vervallen", None, "Vervallen."),
        ("<5", None, "Minder dan vijf (<5)."),
        (None, None, None),
    ],
)  # fmt: skip
def test_a_typed_cell_is_a_number_with_a_sentence_beside_it(
    cel: str | None, getal: float | None, zin: str | None
) -> None:
    [gelezen] = lees(cel)
    assert (gelezen.getal, gelezen.zin) == (getal, zin)


def test_a_day_that_its_year_does_not_have_is_no_date_and_stays_in_the_sentence() -> None:
    assert [(g.datum, g.zin) for g in lees("7 (29/2)", jaar=2023)] == [(None, "Stand op 29-02-2023.")]
    assert [(g.datum, g.zin) for g in lees("7 (29/2)", jaar=2024)] == [(date(2024, 2, 29), "Stand op 29-02-2024.")]


def test_a_day_without_a_year_stays_in_the_sentence() -> None:
    assert [(g.datum, g.zin) for g in lees("7 (1-7)", jaar=None)] == [(None, "Stand op 01-07.")]
