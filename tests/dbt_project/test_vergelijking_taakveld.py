"""Lasten per inhabitant beside those of other municipalities: the size classes, the small world and the whole country."""

from collections import defaultdict
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from statistics import median

import duckdb
import pytest

from tests.dbt_project.seeds import kolom, seed
from tests.dbt_project.sjablonen import model
from tests.dbt_project.verhalen import ALMELO, EMMEN, ENSCHEDE, HAAKSBERGEN, TWENTERAND
from tests.dbt_project.wereld import PROJECT, Wereld

VERSLAG = "2024X005"


def zes_decimalen(getal: Decimal) -> Decimal:
    """As the marts hold a number per inhabitant: half of the sixth decimal goes away from zero."""
    return getal.quantize(Decimal("0.000001"), ROUND_HALF_UP)


def test_the_size_classes_of_cbs_hold_every_number_of_inhabitants_once() -> None:
    klassen = [rij for rij in seed("referentiegroep") if rij["groep_code"].startswith("grootte_")]
    grenzen = [(int(rij["van_inwoners"]), rij["tot_inwoners"]) for rij in klassen]
    assert len(klassen) == 8
    assert grenzen[0][0] == 0
    assert [tot for _, tot in grenzen] == [*(str(van) for van, _ in grenzen[1:]), ""]


def test_who_compares_itself_with_a_list_is_not_on_it() -> None:
    lijsten = {
        rij["groep_code"]: rij["gemeente_code"] for rij in seed("referentiegroep") if rij["soort"] == "ledenlijst"
    }
    assert lijsten["referentie_20"] == ENSCHEDE
    for groep, gemeente in lijsten.items():
        leden = kolom("referentiegroeplid", "gemeente_code", groep_code=groep)
        assert leden
        assert gemeente not in leden


class TestTheSmallWorld:
    """The jaarrekening of 2023: Almelo sent zeros, Haaksbergen nothing, Emmen is missing."""

    @pytest.fixture(scope="class")
    def rijen(self, wereld: Wereld) -> dict[tuple[str, str, str], dict[str, object]]:
        kolommen = (
            "gemeente_code taakveld_code groep_code opgave lasten_eur lasten_per_inwoner_eur aantal rang rang_van"
        )
        return {
            rij[:3]: dict(zip(kolommen.split(), rij, strict=True))
            for rij in wereld.vraag(
                f"select {', '.join(kolommen.split())} from financien.mart_taakveldvergelijking"
                " where verslagsoort = '2023X005'"
            )
        }

    def test_a_taakveld_stands_with_its_parts_and_without_reserves(self, rijen) -> None:
        assert rijen[ENSCHEDE, "6.71", "land"]["lasten_eur"] == Decimal("3000.50")
        assert not {taakveld for _, taakveld, _ in rijen} & {"0.10", "0.11", "6.71a"}

    def test_who_delivered_without_a_taakveld_spent_nothing_on_it(self, rijen) -> None:
        hengelo = rijen["GM0164", "6.71", "land"]
        assert (hengelo["opgave"], hengelo["lasten_per_inwoner_eur"]) == ("geleverd", 0)

    @pytest.mark.parametrize(
        ("gemeente", "opgave"), [(ALMELO, "nullen"), (HAAKSBERGEN, "geen_opgave"), (EMMEN, "ontbreekt")]
    )
    def test_who_did_not_deliver_has_no_figure_and_no_rank(self, rijen, gemeente: str, opgave: str) -> None:
        rij = rijen[gemeente, "6.71", "land"]
        assert rij["opgave"] == opgave
        assert (rij["lasten_eur"], rij["lasten_per_inwoner_eur"], rij["rang"], rij["rang_van"]) == (None,) * 4
        assert rij["aantal"] == sum(
            andere["rang"] is not None
            for (_, taakveld, groep), andere in rijen.items()
            if (taakveld, groep) == ("6.71", "land")
        )

    def test_a_municipality_stands_in_the_class_of_its_inhabitants_and_in_no_group_that_did_not_deliver(
        self, rijen
    ) -> None:
        """None of the reference municipalities delivered."""
        groepen = defaultdict(set)
        for gemeente, _, groep in rijen:
            groepen[gemeente].add(groep)
        assert groepen[TWENTERAND] == {"grootte_4", "land"}
        assert groepen[ENSCHEDE] == {"grootte_7", "sterk_stedelijk", "land"}


@pytest.mark.real_data
class TestTheWholeCountry:
    """The jaarrekening of 2024 in the open data of CBS, through both models, against sums in Python."""

    @pytest.fixture(scope="class")
    def bestand(self, real_data_dir: Path) -> Path:
        return real_data_dir / "iv3" / "iv3_lasten_per_taakveld_alle_gemeenten.csv.gz"

    @pytest.fixture(scope="class")
    def con(self, bestand: Path) -> duckdb.DuckDBPyConnection:
        con = duckdb.connect()
        con.execute(
            f"""
            create table mart_taakveld as
            select gm_code as gemeente_code, cast(left(verslagsoort, 4) as int) as jaar, verslagsoort,
                taakveld as taakveld_code, cast(lasten_x1000 as decimal(18, 2)) * 1000 as lasten_eur,
                cast(inwoners as int) as inwoners, 'geleverd' as opgave
            from read_csv('{bestand}', all_varchar = true)
            where verslagsoort = '{VERSLAG}'
            """
        )
        con.execute(
            "create table mart_iv3opgave as select gemeente_code, jaar, verslagsoort, 'jaarrekening' as verslag,"
            " case when sum(abs(lasten_eur)) > 0 then 'geleverd' else 'nullen' end as opgave,"
            " max(inwoners) as inwoners, false as synthetisch from mart_taakveld group by all"
        )
        con.execute(
            "create table dim_taakveld as select taakveld_code, 2024 as jaar, naam, bovenliggende_code, niveau,"
            " case niveau when 'hoofdtaakveld' then taakveld_code else bovenliggende_code end as hoofdtaakveld_code"
            f" from read_csv('{PROJECT}/seeds/financien/taakveld.csv', all_varchar = true)"
            " where 2024 between cast(van_jaar as int) and coalesce(cast(tot_jaar as int), 2024)"
        )
        for naam in ("referentiegroep", "referentiegroeplid"):
            con.execute(f"create table {naam} as from read_csv('{PROJECT}/seeds/indicatoren/{naam}.csv')")
        for pad in ("intermediate/financien/int_taakveldlasten", "financien/mart_taakveldvergelijking"):
            con.execute(f"create table {pad.split('/')[-1]} as {model(f'models/{pad}.sql', 'breuken')}")
        return con

    @pytest.fixture(scope="class")
    def per_inwoner(self, con: duckdb.DuckDBPyConnection) -> dict[str, dict[str, tuple[Decimal, int]]]:
        """Lasten and inhabitants per taakveld and municipality; who has zeros only is not in it."""
        rijen = con.execute("select gemeente_code, taakveld_code, lasten_eur, inwoners from mart_taakveld").fetchall()
        inwoners = {gemeente: aantal for gemeente, _, lasten, aantal in rijen if lasten}
        uit: dict[str, dict[str, tuple[Decimal, int]]] = defaultdict(
            lambda: {gemeente: (Decimal(0), aantal) for gemeente, aantal in inwoners.items()}
        )
        for gemeente, taakveld, lasten, _ in rijen:
            if gemeente in inwoners:
                for code in (taakveld, taakveld[0]):
                    al, aantal = uit[code][gemeente]
                    uit[code][gemeente] = (al + lasten, aantal)
        return uit

    @pytest.mark.parametrize("taakveld", ["6", "6.3", "6.72", "2.3"])
    @pytest.mark.parametrize("groep", ["land", "grootte_7", "sterk_stedelijk", "referentie_20"])
    def test_enschede_stands_where_python_puts_it(self, con, per_inwoner, taakveld: str, groep: str) -> None:
        van_groep = {
            "land": lambda _, __: True,
            "grootte_7": lambda _, inwoners: 150_000 <= inwoners < 250_000,
            "sterk_stedelijk": lambda _, inwoners: 100_000 <= inwoners < 300_000,
            "referentie_20": lambda code, _: (
                code in kolom("referentiegroeplid", "gemeente_code", groep_code="referentie_20")
            ),
        }[groep]
        leden = {code: cel for code, cel in per_inwoner[taakveld].items() if van_groep(code, cel[1])}
        quotienten = {code: zes_decimalen(lasten / aantal) for code, (lasten, aantal) in leden.items()}
        lasten, aantal = per_inwoner[taakveld][ENSCHEDE]
        eigen = zes_decimalen(lasten / aantal)
        [rij] = con.execute(
            "select lasten_per_inwoner_eur, laagste_per_inwoner_eur, hoogste_per_inwoner_eur, aantal, rang, rang_van,"
            " mediaan_per_inwoner_eur, gemiddelde_per_inwoner_eur from mart_taakveldvergelijking"
            " where gemeente_code = ? and taakveld_code = ? and groep_code = ?",
            [ENSCHEDE, taakveld, groep],
        ).fetchall()
        plaatsen = quotienten | {ENSCHEDE: eigen}
        assert rij[:6] == (
            eigen, min(quotienten.values()), max(quotienten.values()), len(leden),
            1 + sum(waarde > eigen for waarde in plaatsen.values()), len(plaatsen),
        )  # fmt: skip
        gemiddelde = sum(lasten for lasten, _ in leden.values()) / sum(aantal for _, aantal in leden.values())
        assert rij[6:] == (zes_decimalen(median(quotienten.values())), zes_decimalen(gemiddelde))

    def test_every_municipality_is_in_one_size_class_and_in_the_country(self, con) -> None:
        [[gemeenten, in_klasse, in_land]] = con.execute(
            "select count(distinct gemeente_code), count(*) filter (groep_code like 'grootte_%'),"
            " count(*) filter (groep_code = 'land') from mart_taakveldvergelijking where taakveld_code = '6'"
        ).fetchall()
        assert gemeenten == in_klasse == in_land == 342
