"""What a delivery looks like as a whole, measured while it is judged."""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb
import pytest

from expectations.profile import SMALLEST_TABLE, Meting, as_table, profile
from sources.plausibiliteit import Veldband
from tests.support import extracts as ex
from tests.support.warehouse import CONTRACTS, records

if TYPE_CHECKING:
    from sources.contract_model import Tabel
    from tests.support.warehouse import Warehouse

FEED, FILE = "ssd/uitkeringen", "GM0153_uitkeringen_20241231_01.csv"
TABLE = CONTRACTS[FEED].tabellen[0]
MEASURED = {
    ("rijen", None),
    ("leeg", "bsn_partner"),
    ("leeg", "datum_einde"),
    ("leeg", "reden_einde"),
    ("leeg", "geboortedatum"),
    ("leeg", "postcode"),
    ("leeg", "doelgroep_lks"),
    ("leeg", "bedrag_maand"),
    ("code", "regeling"),
    ("code", "doelgroep_lks"),
    ("som", "bedrag_maand"),
}


def profile_of(warehouse: Warehouse, file: str = FILE) -> dict[tuple[str, str | None, str | None], float]:
    levering_id = warehouse.levering(file)["levering_id"]
    rows = records(f"SELECT * FROM '{warehouse.state / 'profiel.parquet'}' WHERE levering_id = '{levering_id}'")
    assert {row["object"] for row in rows} <= {"uitkeringen"}
    return {(row["maat"], row["kolom"], row["sleutel"]): row["waarde"] for row in rows}


def test_a_loaded_delivery_is_measured_over_its_sound_rows_only(warehouse: Warehouse):
    rows = [
        ex.ssd_row(
            "uitkeringen",
            n,
            REGELING="BBZ" if n <= 5 else "PW",
            DATUM_EINDE="31-03-2024" if n <= 4 else "",
            BEDRAG_MAAND="" if n <= 10 else "100,50",
        )
        for n in range(1, 21)
    ]
    broken = ex.ssd_row("uitkeringen", 21, BSN="123", REGELING="IOAZ", BEDRAG_MAAND="99999")
    warehouse.deliver("ssd", FILE, ex.ssd([*rows, broken]))
    warehouse.load(FEED)
    assert warehouse.levering(FILE)["rijen_quarantaine"] == 1
    found = profile_of(warehouse)
    assert {(maat, kolom) for maat, kolom, _ in found} == MEASURED
    assert found["rijen", None, None] == 20
    assert found["leeg", "datum_einde", None] == 0.8
    assert found["leeg", "bedrag_maand", None] == 0.5
    assert found["leeg", "postcode", None] == 0, "of a personal field only whether there was a value is known"
    assert (found["code", "regeling", "PW"], found["code", "regeling", "BBZ"]) == (0.75, 0.25)
    assert ("code", "regeling", "IOAZ") not in found
    assert found["som", "bedrag_maand", None] == 1005


@pytest.mark.parametrize("number", [0, 1, SMALLEST_TABLE - 1])
def test_of_a_handful_of_rows_only_their_number_is_kept(warehouse: Warehouse, number: int):
    warehouse.deliver("ssd", FILE, ex.ssd([ex.ssd_row("uitkeringen", n) for n in range(1, number + 1)]))
    warehouse.load(FEED)
    assert profile_of(warehouse) == {("rijen", None, None): number}


def test_a_sum_of_a_handful_of_values_is_not_kept(warehouse: Warehouse):
    rows = [ex.ssd_row("uitkeringen", n, BEDRAG_MAAND="10,00" if n < SMALLEST_TABLE else "") for n in range(1, 31)]
    warehouse.deliver("ssd", FILE, ex.ssd(rows))
    warehouse.load(FEED)
    assert not any(maat == "som" for maat, _, _ in profile_of(warehouse))


def test_a_rejected_delivery_is_not_measured(warehouse: Warehouse):
    warehouse.deliver("ssd", FILE, ex.ssd([ex.ssd_row("uitkeringen", 1)], closing=None))
    warehouse.load(FEED)
    assert profile_of(warehouse) == {}


def test_measuring_takes_two_queries():
    asked = []

    class Listening:
        def __init__(self) -> None:
            self.inner = duckdb.connect()

        def execute(self, query: str) -> object:
            asked.append(query)
            return self.inner.execute(query)

    connection = Listening()
    columns = ", ".join(
        f'\'x\' AS "{veld.naam}", \'ja\' AS "{veld.naam}__gevuld", 1.5 AS "{veld.naam}__getal"' for veld in TABLE.velden
    )
    connection.inner.execute(f"CREATE TABLE keuring_uitkeringen AS SELECT range AS rijnummer, {columns} FROM range(50)")
    connection.inner.execute("CREATE TABLE keuring_uitkeringen_kapot AS SELECT 0 AS rijnummer")
    found = profile(connection, TABLE, [veld.naam for veld in TABLE.velden])
    assert found[0] == Meting("uitkeringen", "rijen", None, None, 49)
    assert len(asked) == 2


def test_a_field_that_the_file_does_not_hold_is_not_empty_but_absent():
    connection = duckdb.connect()
    connection.execute(
        "CREATE TABLE keuring_uitkeringen AS SELECT range AS rijnummer, NULL AS datum_einde FROM range(50)"
    )
    connection.execute("CREATE TABLE keuring_uitkeringen_kapot AS SELECT 0 AS rijnummer WHERE false")
    assert [m.maat for m in profile(connection, TABLE, [])] == ["rijen"]
    assert [m.waarde for m in profile(connection, TABLE, ["datum_einde"])] == [50, 1]


def test_a_field_with_a_pattern_has_shares_or_a_sum_where_the_contract_asks():
    tabel = CONTRACTS["kadera/verblijf"].tabellen[0]
    connection = duckdb.connect()
    connection.execute(
        "CREATE TABLE keuring_verblijf AS SELECT range AS rijnummer, "
        "CASE WHEN range % 2 = 0 THEN 'Noodbed' ELSE 'NOODBED' END AS vorm, 2 AS vorm__getal FROM range(50)"
    )
    connection.execute("CREATE TABLE keuring_verblijf_kapot AS SELECT 0 AS rijnummer WHERE false")

    def measures(own: Veldband | None) -> list[tuple[str, str | None, float]]:
        velden = tuple(
            veld.model_copy(update={"plausibiliteit": own}) if veld.naam == "vorm" else veld for veld in tabel.velden
        )
        changed: Tabel = tabel.model_copy(update={"velden": velden})
        return [(m.maat, m.sleutel, m.waarde) for m in profile(connection, changed, ["vorm"])][1:]

    assert measures(tabel.velden[1].plausibiliteit) == [("code", "noodbed", 1.0)]
    assert measures(None) == []
    assert measures(Veldband(som=0.3)) == [("som", None, 100.0)]


def test_measures_become_a_table_also_when_there_are_none():
    assert as_table([]).num_rows == 0
    assert as_table([Meting("t", "rijen", None, None, 3)]).to_pylist() == [
        {"object": "t", "maat": "rijen", "kolom": None, "sleutel": None, "waarde": 3.0}
    ]


def test_a_field_may_be_called_code_beside_another_with_codes():
    (veld,) = [veld for veld in TABLE.velden if veld.naam == "regeling"]
    changed = TABLE.model_copy(update={"velden": (veld, veld.model_copy(update={"naam": "code"}))})
    connection = duckdb.connect()
    connection.execute(
        "CREATE TABLE keuring_uitkeringen AS SELECT range AS rijnummer, 'PW' AS regeling, 'BBZ' AS code FROM range(20)"
    )
    connection.execute("CREATE TABLE keuring_uitkeringen_kapot AS SELECT 0 AS rijnummer LIMIT 0")
    found = profile(connection, changed, ["regeling", "code"])
    assert [(m.kolom, m.sleutel, m.waarde) for m in found if m.maat == "code"] == [
        ("regeling", "PW", 1),
        ("code", "BBZ", 1),
    ]
