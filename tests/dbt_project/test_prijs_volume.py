"""Volume, price and mix: the formula as docs/price-volume.md has it, in exact fractions, against the models' SQL; and
the data tests that guard the sum, which must see a sum that is wrong."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

import duckdb
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.dbt_project.seeds import seed
from tests.dbt_project.sjablonen import generieke_test, model

GROEPMODEL = model("models/financien/mart_prijs_volume_groep.sql", "breuken")
TELT_OP = model("tests/prijs_volume_telt_op.sql")
ZIJN_GEHEEL = generieke_test(
    "delen_zijn_geheel", "mart", delen=["volume", "prijs", "mix"], geheel="afwijking", tenzij="niet_ontleed"
)
Effecten = tuple[Decimal, Decimal, Decimal, Decimal]


@dataclass(frozen=True)
class Groep:
    """Lasten and volume of a group in the base (0) and in the year (1)."""

    k0: Decimal
    k1: Decimal
    q0: Decimal
    q1: Decimal


def uit_het_model(*producten: list[Groep]) -> list[list[Effecten]]:
    """Deviation, volume, price and mix of each group of each product, as the model makes them, in one query."""
    with duckdb.connect() as con:
        con.execute(
            "create table int_prijsvolume_paar (gemeente_code varchar, product_code varchar, jaar int,"
            " vergelijking varchar, groep varchar, naam varchar, component_code varchar, volume_eenheid varchar, jaar_basis int,"
            " document_code varchar, document_code_basis varchar, lasten_basis_eur decimal(18, 2),"
            " lasten_eur decimal(18, 2), volume_basis decimal(18, 6), volume decimal(18, 6),"
            " volume_basis_totaal decimal(18, 6), volume_totaal decimal(18, 6), volume_herkomst varchar,"
            " niet_ontleed varchar, synthetisch boolean)"
        )
        con.executemany(
            "insert into int_prijsvolume_paar by name select ? as jaar, ? as groep, ? as lasten_basis_eur,"
            " ? as lasten_eur, ? as volume_basis, ? as volume, ? as volume_basis_totaal, ? as volume_totaal",
            [
                (nr, f"{g_nr:02}", g.k0, g.k1, g.q0, g.q1, sum(g.q0 for g in groepen), sum(g.q1 for g in groepen))
                for nr, groepen in enumerate(producten)
                for g_nr, g in enumerate(groepen)
            ],
        )
        rijen = con.execute(
            "select jaar, afwijking_eur, effect_volume_eur, effect_prijs_eur, effect_mix_eur"
            f" from ({GROEPMODEL}) order by jaar, groep"
        ).fetchall()
    return [[rij[1:] for rij in rijen if rij[0] == nr] for nr in range(len(producten))]


def volgens_de_formule(groepen: list[Groep]) -> list[tuple[Fraction, Fraction, Fraction]]:
    """Volume, price and mix of each group in fractions, with the sign of a voordeel."""
    groei = Fraction(sum(g.q1 for g in groepen)) / Fraction(sum(g.q0 for g in groepen))
    uit = []
    for g in groepen:
        k0, k1, q0, q1 = map(Fraction, (g.k0, g.k1, g.q0, g.q1))
        p0 = k0 / q0 if q0 else (k1 / q1 if q1 else Fraction(0))
        uit.append((-k0 * (groei - 1), -(k1 - q1 * p0), -(q1 - q0 * groei) * p0))
    return uit


def op_de_cent(bedrag: Fraction) -> Decimal:
    centen = abs(bedrag) * 100
    afgerond = (2 * centen.numerator + centen.denominator) // (2 * centen.denominator)
    return Decimal(afgerond if bedrag >= 0 else -afgerond) / 100


lasten = st.decimals(0, 10**9, places=2)
volume = st.one_of(st.integers(1, 10**5).map(Decimal), st.decimals(1, 10**5, places=6))
gewoon = st.builds(Groep, lasten, lasten, volume, volume)
nieuw = st.builds(Groep, st.just(Decimal(0)), lasten, st.just(Decimal(0)), volume)
verdwenen = st.builds(Groep, lasten, st.just(Decimal(0)), volume, st.just(Decimal(0)))


product = st.builds(
    lambda eerste, rest: [eerste, *rest], gewoon, st.lists(st.one_of(gewoon, nieuw, verdwenen), max_size=4)
)


@settings(max_examples=10, deadline=None)
@given(st.lists(product, min_size=5, max_size=10))
# Exactly half a cent, of which binary fractions make less.
@example([[Groep(Decimal("301573447.91"), Decimal(0), Decimal("1768.511554"), Decimal("884.255777"))]])
def test_whatever_the_amounts_the_effects_are_exact_to_the_cent_and_add_up(producten: list[list[Groep]]) -> None:
    for groepen, effecten in zip(producten, uit_het_model(*producten), strict=True):
        for groep, (afwijking, op_volume, op_prijs, op_mix), (volume_, prijs, mix) in zip(
            groepen, effecten, volgens_de_formule(groepen), strict=True
        ):
            assert afwijking == groep.k0 - groep.k1 == op_volume + op_prijs + op_mix
            assert (op_volume, op_mix) == (op_de_cent(volume_), op_de_cent(mix))
            assert abs(Fraction(op_prijs) - prijs) <= Fraction(1, 100)


def test_the_example_of_the_documentation_is_what_the_model_makes_of_it() -> None:
    licht = Groep(Decimal(4_000_000), Decimal(4_620_000), Decimal(800), Decimal(880))
    zwaar = Groep(Decimal(4_000_000), Decimal(3_680_000), Decimal(200), Decimal(170))
    [groepen] = uit_het_model([licht, zwaar])
    assert groepen == [
        (-620_000, -200_000, -220_000, -200_000),
        (320_000, -200_000, -280_000, 800_000),
    ]


def overtredingen(afwijking: float | None, delen: Iterable[float | None], niet_ontleed: str | None) -> int:
    """How many rows the generic test rejects, of one row."""
    with duckdb.connect() as con:
        con.execute(
            "create table mart (afwijking decimal(18, 2), volume decimal(18, 2), prijs decimal(18, 2),"
            " mix decimal(18, 2), niet_ontleed varchar)"
        )
        con.execute("insert into mart values (?, ?, ?, ?, ?)", [afwijking, *delen, niet_ontleed])
        return len(con.execute(ZIJN_GEHEEL).fetchall())


@pytest.mark.parametrize(
    ("afwijking", "delen", "niet_ontleed", "fout"),
    [
        (6, (1, 2, 3), None, 0),
        (6.01, (1, 2, 3), None, 1),
        (None, (1, 2, 3), None, 1),
        (6, (1, None, 3), None, 1),
        (6, (None, None, None), None, 1),
        (6, (None, None, None), "Zonder volume in 2023.", 0),
        (6, (1, None, None), "Zonder volume in 2023.", 1),
    ],
)
def test_parts_that_are_not_the_whole_are_seen_to_the_cent_and_when_one_is_missing(
    afwijking: float | None, delen: tuple[float | None, ...], niet_ontleed: str | None, fout: int
) -> None:
    assert overtredingen(afwijking, delen, niet_ontleed) == fout


def niet_opgeteld(groepen: list[tuple[str, float]], product: list[tuple[str, float, float, float]]) -> set[str]:
    """The municipalities that the singular test rejects; groups as deviations, products as deviation, effect and rest."""
    with duckdb.connect() as con:
        con.execute(
            "create table mart_prijs_volume_groep (gemeente_code varchar, product_code varchar default 'p',"
            " jaar int default 2024, vergelijking varchar default 'begroting', lasten_basis_eur decimal(18, 2) default 0,"
            " lasten_eur decimal(18, 2))"
        )
        con.execute(
            "create table mart_prijs_volume (gemeente_code varchar, product_code varchar default 'p',"
            " jaar int default 2024, vergelijking varchar default 'begroting', afwijking_eur decimal(18, 2),"
            " effect_volume_eur decimal(18, 2), effect_prijs_eur decimal(18, 2), effect_mix_eur decimal(18, 2),"
            " niet_ontleed_eur decimal(18, 2))"
        )
        for gemeente, afwijking in groepen:
            con.execute(
                "insert into mart_prijs_volume_groep (gemeente_code, lasten_eur) values (?, ?)", [gemeente, -afwijking]
            )
        for rij in product:
            con.execute(
                "insert into mart_prijs_volume (gemeente_code, afwijking_eur, effect_prijs_eur, niet_ontleed_eur)"
                " values (?, ?, ?, ?)",
                rij,
            )
        return {rij[0] for rij in con.execute(TELT_OP).fetchall()}


def test_a_product_that_is_not_the_sum_of_its_groups_is_seen_also_when_one_of_them_is_not_there() -> None:
    assert niet_opgeteld([("goed", 5), ("goed", 7)], [("goed", 12, 10, 2)]) == set()
    assert niet_opgeteld([("cent", 5), ("cent", 7)], [("cent", 12.01, 10.01, 2)]) == {"cent"}
    assert niet_opgeteld([("rest", 12)], [("rest", 12, 10, 1)]) == {"rest"}
    assert niet_opgeteld([("geen_product", 12)], []) == {"geen_product"}
    assert niet_opgeteld([], [("geen_groepen", 12, 10, 2)]) == {"geen_groepen"}


def test_every_group_has_taakvelden_of_its_year_and_no_taakveld_is_in_two() -> None:
    bestaat = defaultdict(set)
    for rij in seed("taakveld", "financien"):
        for jaar in range(int(rij["van_jaar"]), int(rij["tot_jaar"] or 2026) + 1):
            bestaat[jaar].add(rij["taakveld_code"])
    geteld: set[tuple[str, str, int]] = set()
    groepen = defaultdict(set)
    for rij in seed("prijsvolumetaakveld", "financien"):
        for jaar in range(int(rij["jaar_van"]), int(rij["jaar_tot"] or 2026) + 1):
            assert rij["taakveld_code"] in bestaat[jaar], (rij, jaar)
            sleutel = (rij["product_code"], rij["taakveld_code"], jaar)
            assert sleutel not in geteld, sleutel
            geteld.add(sleutel)
            groepen[jaar].add((rij["product_code"], rij["groep"]))
    alle = {(rij["product_code"], rij["groep"]) for rij in seed("prijsvolumegroep", "financien")}
    assert all(groepen[jaar] == alle for jaar in range(2023, 2027))
    assert "overig" not in {groep for _, groep in alle}
