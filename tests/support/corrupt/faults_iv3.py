"""What comes from CBS and for CBS: reports in Iv3's JSON, tables of all municipalities, and harvests.

Belongs here: such files with which something is wrong. What is expected: `iv3.yml` and `landelijk.yml` in
`tests/expectations/corrupt`.
"""

from __future__ import annotations

from typing import Any

from tests.support import extracts as ex
from tests.support.corrupt.delivery import Corrupt, changed, everywhere, file, lines, rows, sound
from tests.support.corrupt.iv3_rules import amount, figure, post
from tests.support.corrupt.iv3_rules import changed as report
from tests.support.iv3 import iv3_delivery, iv3_file

REPORT_OF, LASTEN, TABEL, JAARREKENING = "iv3/iv3", "iv3/lasten", "iv3/begroting", "iv3/jaarrekening"
BEVOLKING, INKOMEN = "cbs/bevolking", "cbs/inkomen"
REPORT = iv3_file(iv3_delivery())


def without(*keys: str) -> bytes:
    """The report without these parts."""
    return iv3_file({key: part for key, part in iv3_delivery().items() if key not in keys})


def with_parts(**parts: Any) -> bytes:
    return iv3_file(iv3_delivery() | parts)


def _metadata() -> dict[str, Any]:
    """A key too many, one too few, and a number that lost its nought."""
    known = {key: value for key, value in iv3_delivery()["metadata"].items() if key != "status"}
    return known | {"versie": "2.1", "overheidsnummer": 153}


_CONTACT = {"naam": " ", "email": "geen adres", "fax": "1"}
_TWICE = REPORT.replace(b'"boekjaar": 2024', b'"boekjaar": 2024, "boekjaar": 2024')
_CODES_OF_ANOTHER_FORM = report(
    2024,
    5,
    post("lasten", taakveld=0.1),
    post("lasten", categorie="4.3.8 Overige"),
    post("balans_lasten", balanscode="?"),
    post("balans_standen", standper="eind"),
    figure("kengetallen", kengetal="?"),
    figure("beleidsindicatoren", beleidsindicator="?"),
    figure("kengetallen", kengetal="fk.1", verslagperiode="2024"),
    post("lasten", bedrag="40.000.000"),
    lambda d: d["data"]["lasten"].extend([{"taakveld": "0.4"}, "0.4"]),
)

FORM = [
    Corrupt("no JSON at all", REPORT_OF, b"jaar;taakveld;bedrag\r\n"),
    Corrupt("JSON that is cut off", REPORT_OF, REPORT[: len(REPORT) // 2]),
    Corrupt("JSON in Windows-1252", REPORT_OF, REPORT.replace(b"Ergens", "Súdwest".encode("cp1252"))),
    Corrupt("a list for a report", REPORT_OF, b"[]"),
    Corrupt("a key twice", REPORT_OF, _TWICE),
    Corrupt("no metadata, no contact and no data", REPORT_OF, without("metadata", "contact", "data")),
    Corrupt(
        "metadata of another version and no lists",
        REPORT_OF,
        with_parts(metadata=_metadata(), contact=_CONTACT, data={}),
    ),
    Corrupt("codes of another form and posts without an amount", REPORT_OF, iv3_file(_CODES_OF_ANOTHER_FORM)),
    Corrupt(
        "a figure in words",
        REPORT_OF,
        iv3_file(report(2024, 5, figure("kengetallen", kengetal="fk.2", waarde="niet bekend"))),
    ),
]

REPORTS = [
    Corrupt("an amount times a thousand", REPORT_OF, iv3_file(report(2024, 5, amount("lasten", 0, 40_000_000_000)))),
    Corrupt("0.10 that became 0.1", REPORT_OF, REPORT.replace(b'"0.10"', b'"0.1"')),
]

TABLES = [
    Corrupt(
        "codes of municipalities that lost their letters",
        LASTEN,
        everywhere(LASTEN, lambda row: {"gemeente_code": "153"}),
    ),
    Corrupt("a table of the country under a municipality", LASTEN, sound(LASTEN), gemeente="GM0153"),
    Corrupt("a table with a decimal comma", TABEL, everywhere(TABEL, lambda row: {"baten": "2,0", "lasten": "3,0"})),
    Corrupt(
        "0.10 that became 0.1 in a table",
        TABEL,
        changed(
            TABEL, {0: {"taakveld": "0.1 Mutaties reserves"}, 1: {"gemeente": "Enschede", "taakveld": "0.1 Bestuur"}}
        ),
    ),
    Corrupt(
        "a table with commas", JAARREKENING, lines(JAARREKENING, lambda text: [row.replace(b";", b",") for row in text])
    ),
]

_OBSERVATIONS = rows(BEVOLKING)["bevolking"]
_NO_ATTRIBUTE = [{k: v for k, v in row.items() if k != "value_attribute" or n} for n, row in enumerate(_OBSERVATIONS)]

HARVESTS = [
    Corrupt("a harvest that broke off", BEVOLKING, ex.harvest([ex.observation()] * 2)[:-40]),
    Corrupt("fewer rows harvested", BEVOLKING, ex.harvest([ex.observation()], count=2)),
    Corrupt("a harvest of another table", BEVOLKING, ex.harvest([{"measure": "x"}]).replace(b'"regio"', b'"wijk"')),
    Corrupt("an observation without its attribute", BEVOLKING, file(BEVOLKING, {"bevolking": _NO_ATTRIBUTE})),
    Corrupt(
        "values that are missing without a reason", BEVOLKING, changed(BEVOLKING, {n: {"value": None} for n in (2, 3)})
    ),
    Corrupt("a status that CBS has not told of", INKOMEN, everywhere(INKOMEN, lambda row: {"status": "Herzien"})),
    Corrupt("a page of errors for observations", INKOMEN, b'{"error": {"code": "500"}}\n'),
]

IV3, LANDELIJK = [*FORM, *REPORTS], [*TABLES, *HARVESTS]
