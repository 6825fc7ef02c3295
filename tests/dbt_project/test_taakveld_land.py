"""The whole country: CBS's open data of all municipalities, 2017 to 2025, through the models, against CBS's own totals."""

from collections import Counter
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from tests.dbt_project.wereld import Wereld

pytestmark = pytest.mark.real_data

LASTEN = "iv3_lasten_per_taakveld_alle_gemeenten.csv.gz"
# File, feed and peildatum of the data with names and baten.
TABELLEN = (
    ("2023_begroting.csv", "begroting", "2023-01-01"),
    ("2023_jaarrekening.csv", "jaarrekening", "2023-12-31"),
    ("2025_begroting.csv", "begroting", "2025-01-01"),
)


@pytest.fixture(scope="module")
def iv3(real_data_dir: Path) -> Path:
    """CBS's files."""
    return real_data_dir / "iv3"


@pytest.fixture(scope="module")
def land(tmp_path_factory: pytest.TempPathFactory, iv3: Path) -> Wereld:
    """A world in which only national Iv3 data was delivered, with the models and data tests that are about it."""
    w = Wereld(tmp_path_factory.mktemp("land") / "home")
    _leg_neer(
        w, "lasten", "2025-02-01", "lasten",
        f"select gm_code as gemeente_code, verslagsoort, inwoners, taakveld, lasten_x1000 from {_csv(iv3 / LASTEN)}",
    )  # fmt: skip
    for bestand, feed, peildatum in TABELLEN:
        _leg_neer(
            w, feed, peildatum, "taakveldtabel",
            'select Gemeenten as gemeente, Taakveld as taakveld, "L1.1 Salarissen en sociale lasten" as salarissen,'
            " Baten as baten, Lasten as lasten, Provincie as provincie, Gemeentegrootte as gemeentegrootte,"
            " Stedelijkheid as stedelijkheid, Inwonertal as inwonertal, Centrumfunctie as centrumfunctie,"
            ' "Sociale structuur" as sociale_structuur'
            f" from {_csv(iv3 / bestand)}",
        )  # fmt: skip
    w.dbt(
        "build", "--select", "+mart_taakveld", "+mart_iv3opgave", "+dim_taakveld",
        "--indirect-selection", "cautious", "--exclude-resource-type", "unit_test",
    )  # fmt: skip
    return w


def _csv(bestand: Path) -> str:
    return f"read_csv('{bestand}', all_varchar = true)"


def _leg_neer(w: Wereld, feed: str, peildatum: str, tabel: str, sql: str) -> None:
    """A delivery whose rows come from a query: hundreds of thousands of them."""
    levering_id = w.levering(f"iv3.{feed}", "NL01", peildatum, "2025-02-01T10:00:00")
    duckdb.execute(
        f"copy (select '{levering_id}' as levering_id, row_number() over () + 1 as rijnummer, * from ({sql}))"
        f" to '{w.raw('iv3', tabel, levering_id)}' (format parquet)"
    )


def test_every_municipality_and_report_adds_up_to_the_totals_of_cbs(land: Wereld, iv3: Path) -> None:
    """Without 0.10 and 0.11; sociaal is what the tree of taakvelden puts under 6, whatever the codes look like."""
    [(verslagen, verschillend)] = land.vraag(
        f"""
        with mart as (
            select m.gemeente_code, m.verslagsoort,
                sum(case when m.taakveld_code not in ('0.10', '0.11') then m.lasten_eur end) as lasten,
                sum(case when d.hoofdtaakveld_code = '6' then m.lasten_eur end) as sociaal
            from financien.mart_taakveld as m
            inner join financien.dim_taakveld as d on m.taakveld_code = d.taakveld_code and m.jaar = d.jaar
            group by all
        )
        select count(*), count(*) filter (
            m.lasten is distinct from t.lasten_x1000::decimal(18, 2) * 1000
            or m.sociaal is distinct from t.sociaal_x1000::decimal(18, 2) * 1000)
        from mart as m
        right join {_csv(iv3 / "iv3_totalen_alle_gemeenten.csv")} as t
            on m.gemeente_code = t.gm_code and m.verslagsoort = t.verslagsoort
        """
    )
    assert (verslagen, verschillend) == (5711, 0)


def test_baten_and_reserves_are_those_of_cbs_where_the_data_has_them(land: Wereld, iv3: Path) -> None:
    vergeleken = land.vraag(
        f"""
        with mart as (
            select gemeente_code, verslagsoort, count(baten_eur) as bekend,
                sum(case when taakveld_code not in ('0.10', '0.11') then baten_eur end) as baten,
                sum(case when taakveld_code = '0.10' then lasten_eur end) as reserve_lasten,
                sum(case when taakveld_code = '0.10' then baten_eur end) as reserve_baten
            from financien.mart_taakveld
            group by all
        )
        select m.verslagsoort, count(*), count(*) filter (
            m.baten is distinct from t.baten_x1000::decimal(18, 2) * 1000
            or m.reserve_lasten is distinct from t.reserve_lasten_x1000::decimal(18, 2) * 1000
            or m.reserve_baten is distinct from t.reserve_baten_x1000::decimal(18, 2) * 1000)
        from mart as m
        inner join {_csv(iv3 / "iv3_totalen_alle_gemeenten.csv")} as t
            on m.gemeente_code = t.gm_code and m.verslagsoort = t.verslagsoort
        where m.bekend > 0
        group by all
        order by all
        """
    )
    assert vergeleken == [("2023X000", 342, 0), ("2023X005", 342, 0), ("2025X000", 338, 0)]


def test_every_name_of_cbs_is_placed_on_a_municipality_of_its_own(land: Wereld) -> None:
    rijen = land.vraag(
        "select count(*), count(gemeente_code), count(distinct gemeente_code), count_if(gemeente_naam = 'Nederland')"
        " from intermediate.int_iv3_gemeente group by levering_id"
    )
    assert rijen == [(342, 342, 342, 0)] * 3


def test_all_municipalities_together_are_the_country_but_for_rounding(land: Wereld, iv3: Path) -> None:
    """CBS prints Nederland as a row of its own; each amount is rounded to thousands by itself."""
    verslagen = {("begroting", 2023): "2023X000", ("jaarrekening", 2023): "2023X005", ("begroting", 2025): "2025X000"}
    afwijkend = []
    for bestand, feed, peildatum in TABELLEN:
        afwijkend += land.vraag(
            f"""
            select n.Taakveld, n.Lasten, n.Baten, m.lasten, m.baten
            from {_csv(iv3 / bestand)} as n
            left join (
                select taakveld_code, sum(lasten_eur) / 1000 as lasten, sum(baten_eur) / 1000 as baten
                from financien.mart_taakveld
                where verslagsoort = '{verslagen[feed, int(peildatum[:4])]}' and feed = '{feed}'
                group by all
            ) as m on m.taakveld_code = split_part(n.Taakveld, ' ', 1)
            where n.Gemeenten = 'Nederland'
                and not coalesce(abs(n.Lasten::double - m.lasten) <= 171 and abs(n.Baten::double - m.baten) <= 171, false)
            """
        )
    assert afwijkend == []


def test_who_states_nothing_is_known_for_every_report(land: Wereld, iv3: Path) -> None:
    """Twenty-five reports are zeros; CBS leaves four of them, in the begroting of 2025, out of its totals."""
    soorten = Counter(opgave for (opgave,) in land.vraag("select opgave from financien.mart_iv3opgave"))
    assert soorten == {"geleverd": 5690, "nullen": 25}
    zonder_totaal = land.vraag(
        f"""
        select gemeente_code, verslagsoort, opgave
        from financien.mart_iv3opgave as o
        anti join {_csv(iv3 / "iv3_totalen_alle_gemeenten.csv")} as t
            on o.gemeente_code = t.gm_code and o.verslagsoort = t.verslagsoort
        order by all
        """
    )
    assert zonder_totaal == [(gemeente, "2025X000", "nullen") for gemeente in ("GM0310", "GM0415", "GM1731", "GM1961")]
    assert land.vraag(
        "select count(lasten_per_inwoner_eur) from financien.mart_taakveld where opgave <> 'geleverd'"
    ) == [(0,)]


def test_all_reports_with_baten_balance_but_for_rounding_and_the_one_that_does_not_is_named(land: Wereld) -> None:
    """The begroting of 2023 of Sliedrecht has fourteen million more baten than lasten."""
    assert land.vraag("select count(*) from financien.mart_iv3opgave where in_evenwicht") == [(1019,)]
    assert land.vraag(
        "select gemeente_code, verslagsoort, saldo_eur from financien.mart_iv3opgave where not in_evenwicht"
    ) == [("GM0610", "2023X000", Decimal("14174000.00"))]
