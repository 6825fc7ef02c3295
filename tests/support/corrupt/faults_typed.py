"""What partners and controllers type in workbooks: statements, targets, actions, printed figures and budget lines.

Belongs here: workbooks that people filled in with which something is wrong. What is expected:
`tests/expectations/corrupt/getypt.yml`.
"""

from __future__ import annotations

from datetime import date

from tests.support import workbooks as wb
from tests.support.corrupt.delivery import Corrupt, changed, everywhere, file, rows, sound
from tests.support.corrupt.reshaped import hidden_sheet_before
from tests.support.extracts import bsn

OPGAVE, STREEF, ACTIES = "opgave/vtt", "pc/streefwaarden", "pc/acties"
CIJFERS, REGELS = "pc/publicaties", "pc/begrotingsregels"

_OPGAVE = rows(OPGAVE)["opgave"]
_KOP_BEGROTING = (*wb.KOP_PC["begrotingsregels"][:-1], "Eenheid bedrag")

STATEMENTS = [
    Corrupt("statements on another sheet", OPGAVE, wb.opgave([], sheet="Blad1")),
    Corrupt("statements without a column", OPGAVE, wb.opgave([], kop=wb.KOP_OPGAVE[:-1])),
    Corrupt("statements under a title", OPGAVE, wb.workbook({"Opgave": [["Opgave 2024"], wb.KOP_OPGAVE]})),
    Corrupt(
        "a decimal point for a comma in a statement",
        OPGAVE,
        changed(OPGAVE, {0: {"waarde": "0.743"}, 1: {"waarde": "12.8"}}),
    ),
    Corrupt(
        "the statements of the year before below those of this",
        OPGAVE,
        file(OPGAVE, {"opgave": [*_OPGAVE, *_OPGAVE[:3]]}),
    ),
    Corrupt(
        "a number of a person for a figure", OPGAVE, changed(OPGAVE, {2: {"waarde": bsn(7)}, 4: {"waarde": bsn(7)[1:]}})
    ),
]

CYCLE = [
    Corrupt("targets for actions", ACTIES, wb.pc("streefwaarden", [])),
    Corrupt(
        "numbers of actions that became dates",
        ACTIES,
        changed(ACTIES, {n: {"nummer": date(2024, 1, n + 1)} for n in range(3)}),
    ),
    Corrupt("goals that lost their nought", ACTIES, everywhere(ACTIES, lambda row: {"doel": 1.01})),
    Corrupt(
        "a status without its moment and a number of a person",
        ACTIES,
        changed(ACTIES, {1: {"moment": None, "status": "conform verwachting"}, 2: {"toelichting": f"Bel {bsn(7)}."}}),
    ),
    Corrupt(
        "targets with a decimal point",
        STREEF,
        changed(STREEF, {0: {"streefwaarde": "74.3%"}, 1: {"streefwaarde": None}}),
    ),
    Corrupt("targets behind a hidden sheet", STREEF, hidden_sheet_before(sound(STREEF))),
    Corrupt(
        "targets without a header",
        STREEF,
        wb.workbook({"Blad1": [list(row.values()) for row in rows(STREEF)["streefwaarden"]]}),
    ),
    Corrupt(
        "halves of years in words",
        CIJFERS,
        changed(CIJFERS, {0: {"jaar": "1e halfjaar 2023"}, 1: {"waarde": "ca. 4.700"}}),
    ),
    Corrupt(
        "figures printed twice",
        CIJFERS,
        file(CIJFERS, {"publicaties": [*rows(CIJFERS)["publicaties"], rows(CIJFERS)["publicaties"][0]]}),
    ),
]

BUDGETS = [
    Corrupt(
        "codes of taakvelden that became numbers and dates",
        REGELS,
        changed(
            REGELS,
            {0: {"taakveld": 0.1, "jaar": 2024}, 1: {"taakveld": date(2024, 1, 6)}, 2: {"taakveld": 6.3, "jaar": 2024}},
        ),
    ),
    Corrupt(
        "budget lines of another municipality", REGELS, everywhere(REGELS, lambda row: {"programma": "Sociaal domein"})
    ),
    Corrupt(
        "euros for thousands of euros",
        REGELS,
        everywhere(REGELS, lambda row: {"eenheid": "euro", "bedrag": "517.499.000"}),
    ),
    Corrupt("a header that was renamed", REGELS, wb.workbook({"Regels": [_KOP_BEGROTING]})),
]

GETYPT = [*STATEMENTS, *CYCLE, *BUDGETS]
