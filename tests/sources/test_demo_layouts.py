"""The demo's files look as their sources write them, quirks included, and every value is one that its contract knows.

Belongs here: the layouts of feeds.md, read byte by byte. Does not belong here: what the values add up to.
"""

import csv
import hashlib
import io
import itertools
import re
from collections import Counter
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import yaml

import sources.demo
from sources import bedrag, getypt
from sources.demo.generate import LEVERINGEN
from sources.demo.levering import Levering
from tests.support.demo_rows import as_text, first_sheet

BRONNEN = Path(sources.demo.__file__).parents[1]
PLAATSHOUDERS = {"999999999", "000000000"}
GEWICHTEN = (9, 8, 7, 6, 5, 4, 3, 2, -1)

Rij = dict[str, str]


def _bestanden(landing: Path, bron: str, patroon: str = "*") -> list[Path]:
    paden = [p for p in sorted((landing / bron).glob(patroon)) if p.suffix != ".sha256"]
    assert paden
    return paden


@cache
def _ssd(pad: Path) -> list[Rij]:
    return list(csv.DictReader(pad.read_bytes().decode("cp1252").split("\r\n")[:-2], delimiter=";"))


@cache
def _gidso(pad: Path) -> list[Rij]:
    return list(csv.DictReader(io.StringIO(pad.read_bytes().decode("utf-8-sig"), newline="")))


def _cimot(pad: Path) -> list[Rij]:
    return list(csv.DictReader(pad.read_text(encoding="utf-8").splitlines()[:-1], delimiter="|"))


@cache
def _boek(pad: Path) -> openpyxl.Workbook:
    return openpyxl.load_workbook(pad)


def _blad(pad: Path, naam: str, kopregel: int) -> list[list[Any]]:
    """The sheet's rows from its header to the empty row that ends them."""
    rijen = [list(rij) for rij in _boek(pad)[naam].iter_rows(min_row=kopregel, values_only=True)]
    return rijen[: next((i for i, rij in enumerate(rijen) if not any(rij)), len(rijen))]


def _leergeld(pad: Path) -> list[Rij]:
    return list(csv.DictReader(pad.read_text(encoding="utf-8").splitlines(), delimiter=";"))


def _iv3(pad: Path) -> list[Rij]:
    with pad.open(encoding="utf-8", newline="") as bestand:
        return list(csv.DictReader(bestand, delimiter="," if "_lasten_" in pad.name else ";"))


def _werkmap(pad: Path, naam: str, kopregel: int) -> list[Rij]:
    kop, *rijen = _blad(pad, naam, kopregel)
    return [dict(zip(kop, map(as_text, rij), strict=True)) for rij in rijen]


def _rijen(pad: Path, levering: Levering) -> list[Rij]:
    lezers = {
        "ssd": _ssd,
        "gidso": _gidso,
        "cimot": _cimot,
        "leergeld": _leergeld,
        "iv3": _iv3,
        "opgave": first_sheet,
        "pc": first_sheet,
    }
    if levering.bron == "menzis":
        return _werkmap(pad, f"Verzekerden {levering.jaar}", 3)
    return _werkmap(pad, "Cliënten", 2) if levering.bron == "kadera" else lezers[levering.bron](pad)


def _alle(landing: Path) -> list[tuple[str, str, Path, list[Rij]]]:
    """Every table of the demo: bron, object, file, rows as text. Not the reports in JSON, which have no columns."""
    tabellen = []
    families = {("iv3", "begroting"): "taakveldtabel", ("iv3", "jaarrekening"): "taakveldtabel"}
    for levering in LEVERINGEN:
        pad = levering.pad(landing)
        if levering.extensie == "json":
            continue
        if levering.bron == "vis2":
            tabellen.append(("vis2", "beschermd_wonen", pad, _werkmap(pad, "Beschermd wonen", 4)))
            tabellen.append(("vis2", "maatschappelijke_opvang", pad, _werkmap(pad, "Maatschappelijke opvang", 4)))
        else:
            familie = "opgave" if levering.bron == "opgave" else levering.feed
            tabel = families.get((levering.bron, levering.feed), familie)
            tabellen.append((levering.bron, tabel, pad, _rijen(pad, levering)))
    return tabellen


@pytest.fixture(scope="module")
def tabellen(landing: Path) -> list[tuple[str, str, Path, list[Rij]]]:
    return _alle(landing)


def test_ssd_ends_with_a_line_that_counts_the_records(landing: Path) -> None:
    for pad in _bestanden(landing, "ssd"):
        regels = pad.read_bytes().split(b"\r\n")
        assert regels[-1] == b""
        assert regels[-2] == b"#EINDE;%d" % (len(regels) - 3)
        assert b"\n" not in b"".join(regels)
        assert regels[0] == regels[0].upper()


def test_ssd_writes_windows_1252_and_decimal_commas(landing: Path) -> None:
    for pad in _bestanden(landing, "ssd", "*uitkeringen*"):
        inhoud = pad.read_bytes()
        assert b"Be\xebindigd" in inhoud
        assert b"\x80" in inhoud
        with pytest.raises(UnicodeDecodeError):
            inhoud.decode("utf-8")
        rijen = _ssd(pad)
        assert all(re.fullmatch(r"\d+,\d\d", rij["BEDRAG_MAAND"]) for rij in rijen)
        assert all(bool(rij["REDEN_EINDE"]) == bool(rij["DATUM_EINDE"]) for rij in rijen)
        assert all(re.fullmatch(r"75(1[1-9]|[234]\d)[A-Z]{2}", rij["POSTCODE"]) for rij in rijen)


def test_gidso_quotes_every_field_after_a_byte_order_mark(landing: Path) -> None:
    for pad in _bestanden(landing, "gidso"):
        inhoud = pad.read_bytes()
        assert inhoud.startswith(b"\xef\xbb\xbf")
        rijen = list(csv.reader(io.StringIO(inhoud.decode("utf-8-sig"), newline="")))
        opnieuw = io.StringIO(newline="")
        csv.writer(opnieuw, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(rijen)
        assert opnieuw.getvalue().encode("utf-8-sig") == inhoud


def test_gidso_comes_with_the_digest_of_the_file(landing: Path) -> None:
    for pad in _bestanden(landing, "gidso"):
        sidecar = pad.with_name(pad.name + ".sha256").read_text(encoding="ascii")
        assert sidecar == f"{hashlib.sha256(pad.read_bytes()).hexdigest()}  {pad.name}\n"


def test_gidsos_free_text_has_line_breaks_and_only_invented_names(landing: Path) -> None:
    for pad in _bestanden(landing, "gidso", "*voorzieningen*.csv"):
        teksten = [rij["toelichting"] for rij in _gidso(pad) if rij["toelichting"]]
        assert any("\n" in tekst for tekst in teksten)
        assert any('"' in tekst for tekst in teksten)
        assert all(re.search(r"Testnaam \d{4}", tekst) for tekst in teksten)


def test_vis2_has_a_peildatum_above_and_a_total_below_both_sheets(landing: Path) -> None:
    for pad in _bestanden(landing, "vis2"):
        boek = _boek(pad)
        assert boek.sheetnames == ["Beschermd wonen", "Maatschappelijke opvang"]
        for blad in boek:
            assert blad["A2"].value == f"Peildatum: 31-12-{pad.name[14:18]}"
            cellen = [rij[0] for rij in blad.iter_rows(values_only=True)]
            assert cellen[-2] is None
            assert cellen[-1] == f"Totaal aantal: {len(cellen) - 6}"


def test_vis2_mixes_excel_dates_with_dates_that_somebody_typed(landing: Path) -> None:
    for pad in _bestanden(landing, "vis2"):
        for naam, kolom in (("Beschermd wonen", 5), ("Maatschappelijke opvang", 3)):
            soorten = Counter(type(rij[kolom]) for rij in _blad(pad, naam, 4)[1:])
            assert set(soorten) == {datetime, str}
            assert soorten[datetime] > soorten[str]


def test_cimot_ends_with_a_line_that_counts_the_records(landing: Path) -> None:
    (pad,) = _bestanden(landing, "cimot")
    regels = pad.read_text(encoding="utf-8").splitlines()
    assert regels[-1] == f"EOF|{len(regels) - 2}"
    assert {regel.count("|") for regel in regels[:-1]} == {7}
    assert {rij["soort"] for rij in _cimot(pad)} == {"BW", "BW_WACHT", "MO"}


def test_menzis_has_twelve_months_and_hides_one_small_number(landing: Path) -> None:
    verborgen = []
    for pad in _bestanden(landing, "menzis"):
        kop, *rijen = _blad(pad, f"Verzekerden {pad.name[22:26]}", 3)
        assert kop == ["Peilmaand", "GarantVerzorgd 1", "GarantVerzorgd 2", "GarantVerzorgd 3", "Totaal"]
        assert len({rij[0] for rij in rijen}) == len(rijen) == 12
        for maand, *pakketten, totaal in rijen:
            rest = totaal - sum(p for p in pakketten if p != "<5")
            assert rest in (range(5) if "<5" in pakketten else [0])
            verborgen += [maand] * pakketten.count("<5")
    assert len(verborgen) == 1
    assert verborgen != ["dec"]


def test_kadera_has_a_title_above_its_header_and_excel_dates(landing: Path) -> None:
    for pad in _bestanden(landing, "kadera"):
        boek = _boek(pad)
        assert boek.sheetnames == ["Cliënten"]
        titel, kop, *rijen = boek["Cliënten"].iter_rows(values_only=True)
        assert titel[0].startswith("Kadera")
        assert kop == ("Cliënt", "Vorm", "Instroom", "Uitstroom")
        assert all(isinstance(rij[0], int) and isinstance(rij[2], datetime) for rij in rijen)
        assert {rij[1] for rij in rijen} == {"Noodbed", "Safehouse", "Intensief"}
        assert any(rij[3] is None for rij in rijen)


def test_leergeld_writes_a_child_once_a_year_between_four_and_seventeen(landing: Path) -> None:
    for pad in _bestanden(landing, "leergeld"):
        jaar = pad.name.split("_")[2][:4]
        rijen = _leergeld(pad)
        assert len({rij["kindnummer"] for rij in rijen}) == len(rijen)
        assert {rij["jaar"] for rij in rijen} == {rij["eerste_verstrekking"][:4] for rij in rijen} == {jaar}
        assert {rij["inkomensgroep"] for rij in rijen} == ({"tot120", "tot130"} if jaar >= "2023" else {"tot120"})
        for rij in rijen:
            leeftijd = int(jaar) - int(rij["geboortedatum"][:4])
            assert 4 <= leeftijd <= 18
            assert not re.search(r"\d{9}", rij["kindnummer"])


def test_most_children_return_to_leergeld_until_they_are_eighteen(landing: Path) -> None:
    jaren = [{rij["kindnummer"]: rij for rij in _leergeld(pad)} for pad in _bestanden(landing, "leergeld")]
    for dit, volgend in itertools.pairwise(jaren):
        terug = dit.keys() & volgend.keys()
        assert 0.5 < len(terug) / len(dit) < 0.9
        assert all(dit[kind]["geboortedatum"] == volgend[kind]["geboortedatum"] for kind in terug)


def test_a_reason_of_ending_belongs_to_its_law_and_to_what_has_ended(landing: Path) -> None:
    codes = {
        "JW": {"02", "20", "31", "32", "33", "34", "35", "36", "37", "38", "39"},
        "WMO": {"02", "19", "20", "21", "22", "23", "31", "36", "37", "38", "39"},
    }
    for pad in _bestanden(landing, "gidso", "*voorzieningen*.csv"):
        for rij in _gidso(pad):
            assert (rij["reden_einde"] in codes[rij["wet"]]) if rij["einddatum"] else rij["reden_einde"] == ""


def test_every_value_is_one_that_the_contract_knows(tabellen: list[tuple[str, str, Path, list[Rij]]]) -> None:
    contracten: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for bestand in BRONNEN.glob("*/*.yml"):
        contract = yaml.safe_load(bestand.read_text(encoding="utf-8"))
        for tabel in contract["schema"]:
            contracten[bestand.parent.name, tabel["name"]] = tabel["properties"]
    for bron, naam, _, rijen in tabellen:
        aanwezig = [k for k in contracten[bron, naam] if not _geldt_later(k)]
        assert list(rijen[0]) == [k["physicalName"] for k in aanwezig]
        for kolom in aanwezig:
            waarden = [rij[kolom["physicalName"]] for rij in rijen]
            gevuld = [w for w in waarden if w]
            assert not kolom.get("required") or len(gevuld) == len(waarden)
            assert not kolom.get("unique") or len(set(gevuld)) == len(gevuld)
            assert not kolom.get("enum") or set(gevuld) <= {str(keuze["value"]) for keuze in kolom["enum"]}
            patroon = kolom.get("logicalTypeOptions", {}).get("pattern")
            assert not patroon or all(re.fullmatch(patroon, w) for w in gevuld), kolom["name"]
            assert all(re.fullmatch(vorm, w) for vorm in _vormen(kolom) for w in gevuld)


def _vormen(kolom: dict[str, Any]) -> list[str]:
    """The grammar of a cell in which people type."""
    vormen = {"getypt": getypt.PATROON, "bedrag": bedrag.PATROON}
    return [vormen[e["value"]] for e in kolom.get("customProperties", []) if e["property"] == "vorm"]


def _geldt_later(kolom: dict[str, Any]) -> bool:
    return any(e["property"] == "geldig_vanaf" and e["value"] > "2024-12-31" for e in kolom.get("customProperties", []))


def test_no_row_ends_before_it_starts_or_falls_outside_its_year(
    tabellen: list[tuple[str, str, Path, list[Rij]]],
) -> None:
    kolommen = [
        ("DATUM_INGANG", "DATUM_EINDE"),
        ("startdatum", "einddatum"),
        ("Startdatum", "Einddatum"),
        ("Datum in", "Datum uit"),
        ("begin", "eind"),
        ("Instroom", "Uitstroom"),
    ]
    for _, _, pad, rijen in tabellen:
        jaar = pad.name.split("_")[2][:4]
        for start, einde in kolommen:
            for rij in rijen if start in rijen[0] else []:
                van, tot = _dag(rij[start]), _dag(rij[einde]) or "99991231"
                assert van <= tot
                assert van <= f"{jaar}1231"
                assert f"{jaar}0101" <= tot
                assert tot <= f"{jaar}1231" or tot == "99991231"


def _dag(tekst: str) -> str:
    if tekst[2:3] == "-":
        return tekst[6:] + tekst[3:5] + tekst[:2]
    return tekst.replace("-", "")


def test_every_bsn_is_a_placeholder_or_made_up_and_passes_the_11_proef(
    tabellen: list[tuple[str, str, Path, list[Rij]]],
) -> None:
    bsns = {
        rij[kolom]
        for *_, rijen in tabellen
        for rij in rijen
        for kolom in ("BSN", "bsn", "BSN_PARTNER")
        if rij.get(kolom)
    }

    assert bsns >= PLAATSHOUDERS
    for bsn in bsns - PLAATSHOUDERS:
        assert re.fullmatch(r"99\d{7}", bsn)
        assert sum(g * int(c) for g, c in zip(GEWICHTEN, bsn, strict=True)) % 11 == 0


def test_no_source_number_can_be_taken_for_a_bsn(landing: Path) -> None:
    for pad in [*_bestanden(landing, "ssd"), *_bestanden(landing, "gidso"), *_bestanden(landing, "cimot")]:
        lezer = {"ssd": _ssd, "gidso": _gidso, "cimot": _cimot}[pad.parent.name]
        for rij in lezer(pad):
            anders = [w for kolom, w in rij.items() if kolom.upper() not in ("BSN", "BSN_PARTNER")]
            assert not any(len(w) == 9 and w.isdigit() for w in anders)


@pytest.mark.parametrize(
    ("bron", "feed", "sleutel", "einde"),
    [
        ("ssd", "uitkeringen", "UITKERINGNR", "DATUM_EINDE"),
        ("ssd", "voorzieningen", "VOORZIENINGNR", "DATUM_EINDE"),
        ("gidso", "voorzieningen", "voorziening_id", "einddatum"),
        ("gidso", "maatregelen", "maatregel_id", "einddatum"),
    ],
)
def test_what_is_open_on_a_peildatum_returns_the_year_after(
    landing: Path, bron: str, feed: str, sleutel: str, einde: str
) -> None:
    lezer = _ssd if bron == "ssd" else _gidso
    jaren = [{rij[sleutel]: rij for rij in lezer(pad)} for pad in _bestanden(landing, bron, f"GM0153_{feed}_*_01.csv")]
    for dit, volgend in itertools.pairwise(jaren):
        open_gebleven = {nummer for nummer, rij in dit.items() if not rij[einde]}
        assert open_gebleven == dit.keys() & volgend.keys()
        assert any(volgend[nummer][einde] for nummer in open_gebleven)
