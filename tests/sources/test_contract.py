"""Our contracts, and how contract files are found and read. What makes a contract faulty stands in
`test_contract_faults.py`."""

from __future__ import annotations

import re
import shutil
from datetime import date
from typing import TYPE_CHECKING

import pytest
import yaml

from sources.columns import judged_columns_of
from sources.contract import CONTRACT_ROOT, contracts_in, load_contracts, parse_contracts
from sources.contract_document import ContractFout
from sources.contract_model import Contract, Ernst
from sources.contract_properties import Behandeling
from sources.contract_queries import judged_columns

if TYPE_CHECKING:
    from pathlib import Path

TEXT = (CONTRACT_ROOT / "ssd" / "uitkeringen.yml").read_text(encoding="utf-8")
ROOT = CONTRACT_ROOT.parent
OURS = load_contracts()
FEEDS = [contract.sleutel for contract in OURS]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of contracts with one sound contract of SSD in it."""
    (tmp_path / "ssd").mkdir()
    shutil.copy(CONTRACT_ROOT / "ssd" / "uitkeringen.yml", tmp_path / "ssd")
    return tmp_path


def test_all_our_contracts_load_in_order_and_once():
    assert sorted(FEEDS) == FEEDS
    assert len(set(FEEDS)) == len(FEEDS)
    files = {contract.bestand for contract in OURS}
    assert files == {f"sources/{path.relative_to(CONTRACT_ROOT)}" for path in CONTRACT_ROOT.glob("*/*.yml")}
    assert load_contracts() is OURS


@pytest.mark.parametrize("contract", OURS, ids=FEEDS)
def test_every_personal_field_of_ours_is_treated_and_no_free_text_is_kept(contract: Contract):
    for tabel in contract.tabellen:
        for veld in tabel.velden:
            if veld.persoonsgegeven is None:
                closed = veld.type != "string" or veld.codes or veld.patroon or veld.codelijst or veld.vorm
                assert closed or contract.bron == "pc", veld.naam
            elif veld.persoonsgegeven.behandeling is Behandeling.VERWIJDEREN:
                assert veld.raw_kolom is None


def test_what_people_write_in_free_text_never_gets_past_the_landing():
    removed = {(c.sleutel, v.naam) for c in OURS for t in c.tabellen for v in t.velden if v.raw_kolom is None}
    assert {
        ("gidso/voorzieningen", "toelichting"), ("gidso/voorzieningen", "wijkteam"), ("ssd/uitkeringen", "reden_einde"),
        ("vis2/opvang", "instelling"), ("vis2/opvang", "locatie"), ("vis2/opvang", "bestemming"), ("cimot/trajecten",
            "uitstroom"), ("opgave/vtt", "toelichting"),
    } <= removed  # fmt: skip


@pytest.mark.parametrize("contract", OURS, ids=FEEDS)
def test_every_bsn_passes_the_11_proef_and_shares_one_domain(contract: Contract):
    for tabel in contract.tabellen:
        for veld in tabel.velden:
            if "bsn" in veld.naam:
                assert veld.persoonsgegeven is not None
                assert (veld.persoonsgegeven.domein, veld.persoonsgegeven.controle) == ("bsn", "elfproef")


@pytest.mark.parametrize("contract", OURS, ids=FEEDS)
def test_the_columns_that_rules_may_name_are_those_that_the_reading_step_makes(contract: Contract):
    document = yaml.safe_load((CONTRACT_ROOT.parent / contract.bestand).read_text(encoding="utf-8"))
    for tabel, schema in zip(contract.tabellen, document["schema"], strict=True):
        made = {"rijnummer"}
        for veld in tabel.velden:
            made |= set(judged_columns_of(veld, "x", (veld.naam,), contract.layout))
        assert judged_columns(schema) == made


def test_a_contract_says_what_its_file_says():
    (contract,) = parse_contracts(TEXT, "ssd/uitkeringen.yml")
    assert (contract.bron, contract.feed, contract.sleutel) == ("ssd", "uitkeringen", "ssd/uitkeringen")
    assert (contract.layout.codering, contract.layout.slotregel, contract.maximaal_aandeel_quarantaine) == (
        "windows-1252",
        "#EINDE;{aantal}",
        0.05,
    )
    (tabel,) = contract.tabellen
    velden = {veld.naam: veld for veld in tabel.velden}
    assert (velden["uitkeringnr"].sleutel, velden["uitkeringnr"].kop, velden["uitkeringnr"].raw_kolom) == (
        True,
        "UITKERINGNR",
        "uitkering_id",
    )
    assert velden["regeling"].codes == ("PW", "IOAW", "IOAZ", "BBZ")
    assert velden["datum_einde"].regels[0].ernst is Ernst.FOUT
    assert tabel.regels[0].ernst is Ernst.WAARSCHUWING


def test_a_family_is_a_contract_per_member_and_all_share_a_table():
    family = [contract for contract in OURS if contract.bestand == "sources/opgave/opgave.yml"]
    assert len({contract.sleutel for contract in family}) == len(family) > 20
    assert {(contract.bron, contract.familie) for contract in family} == {("opgave", "opgave")}
    assert all(contract.tabellen == family[0].tabellen for contract in family)
    (vtt,) = [contract for contract in family if contract.feed == "vtt"]
    assert (vtt.sleutel, vtt.eigenaar) == ("opgave/vtt", "Veilig Thuis Twente")


def test_periods_are_dates():
    contracts = {contract.sleutel: contract for contract in OURS}
    assert contracts["vis2/opvang"].peildatum_tot_en_met == date(2023, 12, 31)
    assert contracts["cimot/trajecten"].peildatum_vanaf == date(2024, 1, 1)
    overig = contracts["menzis/garantverzorgd"].tabellen[0].velden[4]
    assert (overig.geldt_op(date(2024, 12, 31)), overig.geldt_op(date(2025, 1, 1))) == (False, True)


def test_a_contract_says_when_it_is_due_whom_to_call_and_who_succeeds_it():
    contracts = {contract.sleutel: contract for contract in OURS}
    calendar = {
        sleutel: (contract.frequentie, contract.uiterlijk_dagen, contract.contact)
        for sleutel, contract in contracts.items()
    }
    assert calendar["ssd/uitkeringen"] == ("maand", 45, "functioneel beheer SSD (ssd-beheer@gemeente.example)")
    assert calendar["gidso/maatregelen"][:2] == ("halfjaar", 60)
    assert calendar["menzis/garantverzorgd"][:2] == ("jaar", 60)
    assert calendar["opgave/vtt"] == ("jaar", 120, "monitoring (monitoring@veiligthuis.example)")
    assert calendar["opgave/ggd"][:2] == ("eigen", None), "at a pace of its own within the family"
    assert calendar["iv3/begroting"][:2] == ("jaar", 150), "later than the other one of the family"
    window = contracts["cbs/bevolking"].publicatievenster
    assert window is not None
    assert (window.van, window.tot_en_met) == ("05-01", "08-31")
    assert {c.sleutel: c.opvolger for c in OURS if c.opvolger} == {"vis2/opvang": "cimot/trajecten"}


def test_nobody_of_flesh_and_blood_is_to_be_called():
    for contract in OURS:
        assert re.fullmatch(r".+ \([a-z0-9.-]+@[a-z0-9.-]+\.example\)", contract.contact), contract.sleutel


def test_every_row_of_the_calendar_is_about_a_feed():
    calendar = (ROOT / "dbt_project/seeds/kwaliteit/leveringskalender.csv").read_text(encoding="utf-8").splitlines()
    assert {"/".join(row.split(",")[:2]) for row in calendar[1:]} <= set(FEEDS)


# --- files
# ---------------------------------------------------------------------------------------------------------------


def faults(root: Path) -> str:
    with pytest.raises(ContractFout) as refused:
        load_contracts(root)
    return str(refused.value)


def test_one_message_lists_the_faults_of_all_files(folder: Path):
    for name in ("a", "b"):
        text = TEXT.replace("severity: fout", "severity: ernstig").replace(
            "behandeling: geboortejaar", "behandeling: wissen"
        )
        (folder / "ssd" / f"{name}.yml").write_text(text)
    message = faults(folder)
    assert message.startswith("De contracten: 2 fout(en).")
    assert "ssd/a.yml: " in message
    assert "ssd/b.yml: " in message


def test_a_contract_that_is_alone_names_its_file(folder: Path):
    path = folder / "ssd" / "uitkeringen.yml"
    path.write_text(TEXT.replace("id: ssd-uitkeringen", "id: ssd-iets"))
    with pytest.raises(ContractFout, match=r"ssd/uitkeringen\.yml: 1 fout"):
        contracts_in(path)


@pytest.mark.parametrize("place", ["ssd/bijstand.yml", "kassa/uitkeringen.yml"])
def test_a_contract_stands_where_its_name_says(folder: Path, place: str):
    (folder / place).parent.mkdir(exist_ok=True)
    (folder / "ssd" / "uitkeringen.yml").rename(folder / place)
    assert f"Het contract heet ssd/uitkeringen, maar het bestand staat op {place.removesuffix('.yml')}." in faults(
        folder
    )


def test_two_feeds_of_a_source_do_not_share_a_table(folder: Path):
    text = TEXT.replace("id: ssd-uitkeringen", "id: ssd-bijstand").replace("value: uitkeringen\n", "value: bijstand\n")
    (folder / "ssd" / "bijstand.yml").write_text(text)
    assert "ssd/uitkeringen: twee feeds van een bron hebben een tabel met deze naam." in faults(folder)


@pytest.mark.parametrize(
    ("opvolger", "last", "says"),
    [
        ("cimot/verblijf", None, "de opvolger cimot/verblijf is geen feed van een contract."),
        ("vis2/opvang", None, "de opvolger vis2/opvang houdt niet later op dan de feed zelf."),
        ("cimot/trajecten", "2023-12-31", "de opvolger cimot/trajecten houdt niet later op dan de feed zelf."),
    ],
)
def test_who_succeeds_a_feed_is_a_feed_that_goes_on(tmp_path: Path, opvolger: str, last: str | None, says: str):
    texts = {
        feed: (CONTRACT_ROOT / f"{feed}.yml").read_text(encoding="utf-8") for feed in ("vis2/opvang", "cimot/trajecten")
    }
    texts["vis2/opvang"] = texts["vis2/opvang"].replace("value: cimot/trajecten", f"value: {opvolger}")
    if last:
        texts["cimot/trajecten"] = texts["cimot/trajecten"].replace(
            "  - property: peildatum_vanaf\n    value: '2024-01-01'\n",
            f"  - property: peildatum_tot_en_met\n    value: '{last}'\n",
        )
    for feed, text in texts.items():
        (tmp_path / f"{feed}.yml").parent.mkdir()
        (tmp_path / f"{feed}.yml").write_text(text, encoding="utf-8")
    assert f"vis2/opvang: {says}" in faults(tmp_path)


FAMILY = (CONTRACT_ROOT / "opgave" / "opgave.yml").read_text(encoding="utf-8")


@pytest.fixture
def family(tmp_path: Path) -> Path:
    """A folder with the family of partners in it."""
    (tmp_path / "opgave").mkdir()
    (tmp_path / "opgave" / "opgave.yml").write_text(FAMILY, encoding="utf-8")
    return tmp_path


def test_a_new_partner_is_one_line(family: Path):
    line = "      - {feed: roc,"
    text = FAMILY.replace(
        line,
        f"      - {{feed: tennisclub, naam: Leden, eigenaar: Tennisclub, contact: bestuur (b@tennisclub.example)}}\n{line}",
    )
    (family / "opgave" / "opgave.yml").write_text(text, encoding="utf-8")
    new = {contract.sleutel for contract in load_contracts(family)} - set(FEEDS)
    assert new == {"opgave/tennisclub"}


def test_a_family_stands_in_the_file_of_its_name(family: Path):
    (family / "opgave" / "opgave.yml").rename(family / "opgave" / "partners.yml")
    assert "Het contract heet opgave/opgave, maar het bestand staat op opgave/partners.yml"[:-4] in faults(family)


def test_no_other_contract_of_a_source_takes_the_feed_or_the_table_of_a_family(family: Path):
    (family / "opgave" / "vtt.yml").write_text(
        TEXT.replace("id: ssd-uitkeringen", "id: opgave-vtt")
        .replace("domain: ssd", "domain: opgave")
        .replace("value: uitkeringen\n", "value: vtt\n")
        .replace("name: uitkeringen\n", "name: opgave\n"),
        encoding="utf-8",
    )
    message = faults(family)
    assert "opgave/vtt: twee contracten van een bron beschrijven een feed met deze naam." in message
    assert "opgave/opgave: twee feeds van een bron hebben een tabel met deze naam." in message


@pytest.mark.parametrize("key", ["severity: fout", "name: bsn", "domain: ssd", "logicalType: date"])
def test_a_key_that_stands_there_twice_is_a_fault_that_names_its_line(key: str):
    indent = next(line for line in TEXT.splitlines() if line.strip().removeprefix("- ") == key)
    spaces = " " * (len(indent) - len(indent.lstrip(" -")))
    text = TEXT.replace(indent, f"{indent}\n{spaces}{key}", 1)
    with pytest.raises(
        ContractFout, match=rf"Regel \d+: de sleutel {key.split(':', maxsplit=1)[0]} staat er twee keer"
    ):
        parse_contracts(text, "x")


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "geen contract"),
        (b"- een\n- lijst\n", "geen contract"),
        (b"tekst", "geen contract"),
        (b"a: [1", "geen geldige YAML"),
        (b"a: !!python/object/apply:os.getcwd []\n", "geen geldige YAML"),
        (b"? [a]\n: b\n", "geen geldige YAML"),
        ("a: é".encode("cp1252"), "geen UTF-8"),
        (b"a: b", "past niet bij de Open Data Contract Standard"),
    ],
)
def test_a_file_that_is_no_contract_is_a_fault(folder: Path, content: bytes, says: str):
    (folder / "ssd" / "iets.yml").write_bytes(content)
    message = faults(folder)
    assert says in message
    assert "ssd/iets.yml" in message


def test_a_folder_without_contracts_has_none(tmp_path: Path):
    assert load_contracts(tmp_path) == ()
