"""Each layout as it should be: everything is loaded, nothing is rejected, and raw holds what was agreed."""

from __future__ import annotations

import hmac
from datetime import date, datetime

import pytest

from sources.contract import load_contracts
from tests.support import extracts as ex
from tests.support import iv3_landelijk as iv3
from tests.support import workbooks as wb
from tests.support.iv3 import file_name, iv3_delivery, iv3_file
from tests.support.warehouse import KEY, NOW, Record, Warehouse

DOCUMENT = "enschede-begroting-2024"
SOUND: dict[str, tuple[str, bytes]] = {
    "ssd/uitkeringen": (
        "GM0153_uitkeringen_20241231_01.csv",
        ex.ssd([ex.ssd_row("uitkeringen", n) for n in (1, 2, 3)]),
    ),
    "ssd/voorzieningen": (
        "GM0153_voorzieningen_20241231_01.csv",
        ex.ssd([ex.ssd_row("voorzieningen", n) for n in (1, 2, 3)], "voorzieningen"),
    ),
    "ssd/inkomenstoeslagen": (
        "GM0153_inkomenstoeslagen_20241231_01.csv",
        ex.ssd([ex.ssd_row("inkomenstoeslagen", n) for n in (1, 2, 3)], "inkomenstoeslagen"),
    ),
    "gidso/voorzieningen": (
        "GM0153_voorzieningen_20241231_01.csv",
        ex.gidso([ex.gidso_row("voorzieningen", n) for n in (1, 2, 3)]),
    ),
    "gidso/maatregelen": (
        "GM0153_maatregelen_20241231_01.csv",
        ex.gidso([ex.gidso_row("maatregelen", n) for n in (1, 2, 3)], "maatregelen"),
    ),
    "cimot/trajecten": ("GM0153_trajecten_20241231_01.txt", ex.cimot([ex.cimot_row(n) for n in (1, 2, 3)])),
    "vis2/opvang": ("GM0153_opvang_20231231_01.xlsx", wb.vis2()),
    "menzis/garantverzorgd": ("GM0153_garantverzorgd_20241231_01.xlsx", wb.menzis()),
    **{
        contract.sleutel: (
            f"GM0153_{contract.feed}_20241231_01.xlsx",
            wb.opgave([wb.opgave_row(), wb.opgave_row("74,3%", indicator="sportdeelname_pct")]),
        )
        for contract in load_contracts()
        if contract.familie == "opgave"
    },
    "pc/streefwaarden": (
        "GM0153_streefwaarden_20231001_01.xlsx",
        wb.pc("streefwaarden", [[DOCUMENT, "sportdeelname_pct", "", 2026, "60%", None]]),
    ),
    "pc/acties": (
        "GM0153_acties_20231001_01.xlsx",
        wb.pc("acties", [[DOCUMENT, "01.01", "01", "We doen iets.", None, None, "Vóór 2026."]]),
    ),
    "pc/publicaties": (
        "GM0153_publicaties_20231001_01.xlsx",
        wb.pc("publicaties", [[DOCUMENT, "sportdeelname_pct", "streefwaarde", "2009-2017", "58%", "%"]]),
    ),
    "pc/begrotingsregels": (
        "GM0153_begrotingsregels_20231001_01.xlsx",
        wb.pc("begrotingsregels", [wb.begrotingsregel(), wb.begrotingsregel("0", soort="baten")]),
    ),
    "iv3/iv3": (file_name(2024, 5), iv3_file(iv3_delivery(2024, 5))),
    "iv3/lasten": ("NL01_lasten_20241231_01.csv", iv3.lasten()),
    "iv3/begroting": ("NL01_begroting_20250101_01.csv", iv3.taakveldtabel(iv3.tabel_rows())),
    "iv3/jaarrekening": ("NL01_jaarrekening_20241231_01.csv", iv3.taakveldtabel([iv3.tabel_row()])),
    "kadera/verblijf": ("GM0153_verblijf_20241231_01.xlsx", wb.kadera([wb.kadera_row(n) for n in (1, 2)])),
    "leergeld/kinderen": ("GM0153_kinderen_20241231_01.csv", ex.leergeld([ex.leergeld_row(n) for n in (1, 2)])),
    "cbs/bevolking": ("NL01_bevolking_20240601_01.jsonl", ex.harvest([ex.observation(), ex.observation(regio="NL01")])),
    "cbs/inkomen": (
        "NL01_inkomen_20240601_01.jsonl",
        ex.harvest([ex.observation(inkomensgrens="A043008", duur="1", kenmerken_huishouden="1050010")], "inkomen"),
    ),
}


def deliver(warehouse: Warehouse, feed: str) -> str:
    name, content = SOUND[feed]
    bron = feed.split("/", maxsplit=1)[0]
    if bron == "cbs":
        warehouse.store_harvest(name, content)
    else:
        warehouse.deliver(bron, name, content)
    return name


def test_there_is_a_sound_delivery_here_of_every_contract():
    assert set(SOUND) == {contract.sleutel for contract in load_contracts()}


@pytest.fixture(scope="module")
def night(shared_warehouse: Warehouse) -> Warehouse:
    """One sound delivery of every feed."""
    for feed in SOUND:
        deliver(shared_warehouse, feed)
    shared_warehouse.load()
    return shared_warehouse


def of(rows: list[Record], feed: str) -> list[Record]:
    return [row for row in rows if f"{row['bron']}/{row['feed']}" == feed]


@pytest.mark.parametrize("feed", sorted(SOUND))
def test_a_sound_delivery_is_loaded_whole(night: Warehouse, feed: str):
    (levering,) = of(night.leveringen(), feed)
    assert levering["status"] == "geladen"
    assert levering["rijen_geladen"] == levering["rijen_gelezen"] > 0
    assert levering["reden"] is None
    assert of(night.failed(), feed) == []


@pytest.mark.parametrize("feed", sorted(SOUND))
def test_every_rule_of_the_contract_was_run_on_it(night: Warehouse, feed: str):
    contract = night.contracts[feed]
    spelled_out = {(tabel.naam, regel.id) for tabel in contract.tabellen for regel in tabel.regels}
    spelled_out |= {
        (tabel.naam, regel.id)
        for tabel in contract.tabellen
        for veld in tabel.velden
        for regel in veld.regels
        if veld.geldt_op(date(2024, 12, 31))
    }
    assert spelled_out <= {(check["object"], check["regel"]) for check in of(night.controles(), feed)}


def test_a_pseudonym_is_pythons_hmac_and_differs_per_domain_and_municipality(warehouse: Warehouse):
    rows = [ex.ssd_row("uitkeringen", 1, HUISHOUDNR="1", UITKERINGNR="1")]
    for gemeente in ("GM0153", "GM0141"):
        warehouse.deliver("ssd", f"{gemeente}_uitkeringen_20241231_01.csv", ex.ssd(rows))
    warehouse.load("ssd/uitkeringen")
    one, other = sorted(warehouse.raw("ssd", "uitkeringen"), key=lambda row: row["levering_id"])
    expected = hmac.new(KEY, b"bsn\x1f" + ex.bsn(1).encode(), "sha256").hexdigest()
    assert one["persoon_id"] == other["persoon_id"] == expected
    assert one["uitkering_id"] == hmac.new(KEY, b"ssd.uitkering.GM0141\x1f1", "sha256").hexdigest()
    assert len({one["uitkering_id"], other["uitkering_id"], one["huishouden_id"], other["huishouden_id"]}) == 4


def test_the_same_person_has_one_pseudonym_in_all_sources(night: Warehouse):
    tables = [
        ("ssd", "uitkeringen"),
        ("gidso", "voorzieningen"),
        ("cimot", "trajecten"),
        ("vis2", "beschermd_wonen"),
    ]
    assert len({night.raw(*table)[0]["persoon_id"] for table in tables}) == 1


def test_values_stand_in_raw_as_delivered_and_empty_ones_as_null(warehouse: Warehouse):
    row = ex.ssd_row(
        "uitkeringen", 1, BEDRAG_MAAND="0001050,20", DATUM_EINDE=" ", BSN="000000000", BSN_PARTNER="999999999"
    )
    warehouse.deliver("ssd", "GM0153_uitkeringen_20241231_01.csv", ex.ssd([row]))
    warehouse.load("ssd/uitkeringen")
    (raw,) = warehouse.raw("ssd", "uitkeringen")
    assert (raw["rijnummer"], raw["bedrag_maand"], raw["datum_ingang"], raw["datum_einde"]) == (
        2,
        "0001050,20",
        "01-02-2024",
        None,
    )
    assert (raw["geboortejaar"], raw["postcode4"]) == ("1980", "7511")
    assert (raw["persoon_id"], raw["partner_persoon_id"]) == (None, None), "a placeholder identifies nobody"


def test_dates_in_a_workbook_are_iso_or_as_somebody_typed_them(warehouse: Warehouse):
    bw = [wb.bw_row(1, start=date(2023, 2, 1)), wb.bw_row(2, start="15-02-2023")]
    warehouse.deliver("vis2", "GM0153_opvang_20231231_01.xlsx", wb.vis2(bw))
    warehouse.load("vis2/opvang")
    assert [row["startdatum"] for row in warehouse.raw("vis2", "beschermd_wonen")] == ["2023-02-01", "15-02-2023"]
    assert [row["rijnummer"] for row in warehouse.raw("vis2", "beschermd_wonen")] == [5, 6], (
        "as the spreadsheet shows them"
    )


def test_leading_zeros_are_kept(warehouse: Warehouse):
    row = ex.gidso_row("voorzieningen", 1, aanbieder_agb="00001234", productcategorie="45", hulpvorm="01")
    warehouse.deliver("gidso", "GM0153_voorzieningen_20241231_01.csv", ex.gidso([row]))
    warehouse.load("gidso/voorzieningen")
    (raw,) = warehouse.raw("gidso", "voorzieningen")
    assert (raw["aanbieder_agb"], raw["hulpvorm"]) == ("00001234", "01")


def test_a_line_break_inside_quotes_is_part_of_the_value_and_the_record_is_one_row(warehouse: Warehouse):
    rows = [
        ex.gidso_row("voorzieningen", 1, toelichting='eerste regel\ntweede "regel", en\n\nvierde'),
        ex.gidso_row("voorzieningen", 2),
    ]
    warehouse.deliver("gidso", "GM0153_voorzieningen_20241231_01.csv", ex.gidso(rows))
    warehouse.load("gidso/voorzieningen")
    assert [row["rijnummer"] for row in warehouse.raw("gidso", "voorzieningen")] == [2, 3]


@pytest.mark.parametrize(
    ("feed", "name", "content"),
    [
        ("ssd/uitkeringen", "GM0153_uitkeringen_20241231_01.csv", ex.ssd([])),
        ("gidso/maatregelen", "GM0153_maatregelen_20241231_01.csv", ex.gidso([], "maatregelen")),
        ("gidso/maatregelen", "GM0153_maatregelen_20241231_01.csv", ex.gidso([], "maatregelen").rstrip(b"\n")),
        ("cimot/trajecten", "GM0153_trajecten_20241231_01.txt", ex.cimot([])),
        ("vis2/opvang", "GM0153_opvang_20231231_01.xlsx", wb.vis2([], [])),
        ("menzis/garantverzorgd", "GM0153_garantverzorgd_20241231_01.xlsx", wb.menzis([])),
        ("opgave/vtt", "GM0153_vtt_20241231_01.xlsx", wb.opgave([])),
        ("pc/acties", "GM0153_acties_20241231_01.xlsx", wb.pc("acties", [])),
        ("kadera/verblijf", "GM0153_verblijf_20241231_01.xlsx", wb.kadera([])),
        ("leergeld/kinderen", "GM0153_kinderen_20241231_01.csv", ex.leergeld([])),
    ],
    ids=[
        "ssd",
        "gidso",
        "gidso without a last line end",
        "cimot",
        "vis2",
        "menzis",
        "opgave",
        "pc",
        "kadera",
        "leergeld",
    ],
)
def test_a_delivery_of_zero_records_is_legal_and_means_zero(warehouse: Warehouse, feed: str, name: str, content: bytes):
    warehouse.deliver(feed.split("/", maxsplit=1)[0], name, content)
    warehouse.load(feed)
    levering = warehouse.levering(name)
    assert (levering["status"], levering["rijen_gelezen"], levering["rijen_geladen"]) == ("geladen", 0, 0)
    assert levering["reden"] == "Lege levering: nul records."
    assert not warehouse.failed()


def test_the_ledger_says_what_was_delivered_when_and_by_whom(warehouse: Warehouse):
    name, content = SOUND["ssd/uitkeringen"]
    warehouse.deliver("ssd", name, content, arrived=datetime(2025, 1, 15, 8, 30, tzinfo=NOW.tzinfo))
    warehouse.load("ssd/uitkeringen")
    levering = warehouse.levering(name)
    assert levering["levering_id"] == f"ssd.uitkeringen.GM0153.20241231.01.{levering['sha256'][:8]}"
    assert (levering["bron"], levering["feed"], levering["gemeente_code"], levering["volgnummer"]) == (
        "ssd",
        "uitkeringen",
        "GM0153",
        1,
    )
    assert (levering["peildatum"], levering["ontvangen_op"]) == (date(2024, 12, 31), datetime(2025, 1, 15, 8, 30))
    assert (levering["run_id"], levering["synthetisch"]) == ("run-1", False)


def test_what_lies_in_a_demo_landing_is_marked_as_synthetic(warehouse: Warehouse):
    name = deliver(warehouse, "ssd/uitkeringen")
    (warehouse.landing / ".synthetisch").touch()
    warehouse.load("ssd/uitkeringen")
    assert warehouse.levering(name)["synthetisch"] is True
