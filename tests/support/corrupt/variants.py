"""Other ways in which people break the same rules: values as they really come.

Belongs here: a line per way, beside what is derived or spelled out. Does not belong here: the only way to break a rule
(`spelled_out`), and values that a grammar refuses (tests of `sources.values`, `sources.privacy`, `sources.getypt`).
"""

from __future__ import annotations

from datetime import date

from tests.support.corrupt.breker import Breker, een
from tests.support.extracts import bsn, wrong_bsn

VARIANTS: dict[str, tuple[Breker, ...]] = {
    "ssd/uitkeringen": (
        een("uitkeringnr.verplicht", uitkeringnr=" "),
        een("datum_ingang.datum", datum_ingang="29-02-2023"),
        een("datum_ingang.datum", datum_ingang="2024-02-01"),
        een("datum_ingang.datum", datum_ingang="1-2-2024"),
        een("datum_ingang.datum", datum_ingang="01-02-0224"),
        een("regeling.code", regeling="pw"),
        een("bsn.elfproef", bsn=bsn(7)[1:]),
        een("bsn.elfproef", bsn="volgt nog"),
        een("bsn_partner.elfproef", bsn_partner=wrong_bsn(8)),
        een("postcode.postcode", postcode="Enschede"),
        een("bedrag_maand.getal", bedrag_maand="1050.25"),
        een("bedrag_maand.bereik", bedrag_maand=bsn(9)),
    ),
    "gidso/voorzieningen": (
        een("aanbieder_agb.vorm", aanbieder_agb="1234567"),
        een("aanbieder_agb.vorm", aanbieder_agb="1234\n5678"),
        een("volume.getal", volume="2,5"),
        een("geboortedatum.datum", geboortedatum="2012-13-01"),
    ),
    "cimot/trajecten": (
        een("begin.datum", begin="2024-02-01"),
        een("gemeente_herkomst.gemeente", gemeente_herkomst="Enschede"),
        een("soort.code", soort="VO"),
    ),
    "vis2/beschermd_wonen": (
        een("bsn.elfproef", bsn=int(bsn(4)[1:])),  # typed as a number: Excel drops leading noughts
        een("startdatum.datum", startdatum=45000),
        een("startdatum.datum", startdatum=date(1024, 2, 1).isoformat()),
        een("einddatum.datum", einddatum="#N/A"),  # could not be computed, and must not read as "still running"
    ),
}
