"""What formulas come to, written beside them.

Belongs here: the one thing that openpyxl does not write. Without it a formula shows nothing in a preview, in a
protected view and in a program that reads values. Does not belong here: which formulas there are (`xlsx`).
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

_FORMULE = re.compile(rb'(<c r="([A-Z]+[0-9]+)"[^>]*><f>[^<]*</f>)(?:<v\s*/>|<v></v>)')


def zet_uitkomsten(pad: Path, uitkomsten: Mapping[int, Mapping[str, Decimal]]) -> Path:
    """Write into a saved workbook what its formulas come to, per sheet (from 1, in their order) and cell; the path.

    Raises ValueError when a formula of one of these sheets has no outcome, or an outcome no formula.
    """
    namen = {f"xl/worksheets/sheet{nummer}.xml": per_cel for nummer, per_cel in uitkomsten.items() if per_cel}
    if not namen:
        return pad
    terzijde = pad.with_name(f".{pad.name}.part")
    with zipfile.ZipFile(pad) as oud, zipfile.ZipFile(terzijde, "w", zipfile.ZIP_DEFLATED) as nieuw:
        for deel in oud.infolist():
            inhoud = oud.read(deel)
            nieuw.writestr(deel, _ingevuld(inhoud, namen[deel.filename]) if deel.filename in namen else inhoud)
    terzijde.replace(pad)
    return pad


def _ingevuld(blad: bytes, per_cel: Mapping[str, Decimal]) -> bytes:
    gevonden: set[str] = set()

    def uitkomst(treffer: re.Match[bytes]) -> bytes:
        cel = treffer[2].decode()
        gevonden.add(cel)
        if cel not in per_cel:
            raise ValueError(f"Van de formule in {cel} is de uitkomst niet bekend.")
        return treffer[1] + f"<v>{per_cel[cel]:f}</v>".encode()

    ingevuld = _FORMULE.sub(uitkomst, blad)
    if gevonden != set(per_cel):
        raise ValueError(f"Er staat geen formule in {', '.join(sorted(set(per_cel) - gevonden))}.")
    return ingevuld
