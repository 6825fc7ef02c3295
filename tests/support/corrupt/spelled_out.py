"""What breaks the rules that a contract spells out, and those that follow from it where the derived way breaks more.

Belongs here: a line per way to break a rule, as data. A rule that stands here is not derived. Does not belong here:
the rules of an Iv3 delivery (`tests.support.corrupt.iv3_rules`).
"""

from __future__ import annotations

from datetime import date

from tests.support.corrupt.breker import Breker, een

_PERIODE = "tabel.buiten_de_periode"
_PROGRAMMA = "Sociaal domein"  # of Twenterand

NEVER_READ = {"menzis.garantverzorgd.peilmaand.verplicht"}
"""Rules of rows that no file brings as far as its rules: a row without a month ends the table of Menzis."""

SPELLED_OUT: dict[str, tuple[Breker, ...]] = {
    "ssd/uitkeringen": (
        een("datum_einde.niet_voor_datum_ingang", datum_einde="31-01-2024"),
        een(_PERIODE, datum_ingang="01-01-2025"),
        een(_PERIODE, datum_ingang="01-02-2020", datum_einde="31-12-2023"),
    ),
    "ssd/voorzieningen": (
        een("datum_einde.niet_voor_datum_ingang", datum_einde="31-01-2024"),
        een("uren_per_week.verplicht_bij_beschut_werk", soort_voorziening="BESCHUT_WERK", uren_per_week=None),
        een(_PERIODE, datum_ingang="01-01-2025", datum_einde=None),
    ),
    "ssd/inkomenstoeslagen": (
        een("datum_besluit.niet_voor_datum_aanvraag", datum_besluit="31-01-2024"),
        een("datum_besluit.verplicht_bij_besluit", datum_besluit=None),
    ),
    "gidso/voorzieningen": (
        een("productcategorie.past_bij_wet", wet="WMO", hulpvorm=None),
        een("productcategorie.past_bij_wet", productcategorie="01"),
        een("hulpvorm.verplicht_bij_jeugdwet", hulpvorm=None),
        een("hulpvorm.alleen_bij_jeugdwet", wet="WMO", productcategorie="01"),
        een("einddatum.niet_voor_startdatum", einddatum="2024-01-31"),
        een(_PERIODE, startdatum="2025-01-01"),
    ),
    "gidso/maatregelen": (
        een("einddatum.niet_voor_startdatum", einddatum="2024-01-31"),
        een(_PERIODE, startdatum="2025-01-01"),
    ),
    "cimot/trajecten": (
        een("eind.niet_voor_begin", eind="20240131"),
        een(_PERIODE, begin="20250101"),
    ),
    "leergeld/kinderen": (
        een("jaar.bereik", "eerste_verstrekking.na_het_jaar", "tabel.leeftijd", _PERIODE, jaar="1999"),
        een("jaar.bereik", "eerste_verstrekking.voor_het_jaar", "tabel.leeftijd", _PERIODE, jaar="2101"),
        een("eerste_verstrekking.na_het_jaar", _PERIODE, eerste_verstrekking="01-01-2025"),
        een("eerste_verstrekking.na_de_geboorte", "eerste_verstrekking.voor_het_jaar",
            eerste_verstrekking="05-06-2014"),
        een("eerste_verstrekking.voor_het_jaar", eerste_verstrekking="31-12-2023"),
        Breker("tabel.dubbel", ({"kindnummer": "L9999999"},) * 2),
        een("tabel.leeftijd", geboortedatum="05-06-2005"),
        een(_PERIODE, jaar="2023", eerste_verstrekking="01-02-2023"),
    ),
    "vis2/beschermd_wonen": (
        een("einddatum.niet_voor_startdatum", einddatum=date(2023, 1, 31)),
        een(_PERIODE, startdatum=date(2024, 1, 1)),
    ),
    "vis2/maatschappelijke_opvang": (
        een("datum_uit.niet_voor_datum_in", datum_uit="28-02-2023"),
        een(_PERIODE, datum_in=date(2022, 3, 1), datum_uit=date(2022, 12, 31)),
    ),
    "menzis/garantverzorgd": (
        # A package that cannot be read may be up to four, so the sum still fits.
        een("garantverzorgd_1.verplicht", garantverzorgd_1=None, garantverzorgd_2=5, garantverzorgd_3=6,
            garantverzorgd_overig=7, totaal=20),
        een("garantverzorgd_1.vorm", garantverzorgd_1="<10", garantverzorgd_2=5, garantverzorgd_3=6,
            garantverzorgd_overig=7, totaal=20),
        een("garantverzorgd_2.verplicht", garantverzorgd_1=4, garantverzorgd_2=None, garantverzorgd_3=6,
            garantverzorgd_overig=7, totaal=20),
        een("garantverzorgd_2.vorm", garantverzorgd_1=4, garantverzorgd_2="<10", garantverzorgd_3=6,
            garantverzorgd_overig=7, totaal=20),
        een("garantverzorgd_3.verplicht", garantverzorgd_1=4, garantverzorgd_2=5, garantverzorgd_3=None,
            garantverzorgd_overig=7, totaal=20),
        een("garantverzorgd_3.vorm", garantverzorgd_1=4, garantverzorgd_2=5, garantverzorgd_3="<10",
            garantverzorgd_overig=7, totaal=20),
        een("garantverzorgd_overig.vorm", garantverzorgd_1=4, garantverzorgd_2=5, garantverzorgd_3=6,
            garantverzorgd_overig="<10", totaal=19),
        een("totaal.som_van_de_pakketten", totaal=7),
        een("peilmaand.code", peilmaand="januari"),
        een("tabel.twaalf_maanden", peilmaand="jan"),
    ),
    "kadera/verblijf": (
        een("uitstroom.niet_voor_instroom", uitstroom=date(2024, 1, 31)),
        een(_PERIODE, instroom=date(2025, 1, 1)),
        Breker("tabel.dubbel", ({"client": "K7999999"}, {"client": "K7999999", "vorm": "INTENSIEF"})),
    ),
    "opgave/opgave": (
        een("jaar.bereik", jaar=1989),
        een("jaar.bereik", "tabel.jaar_na_peildatum", jaar=2101),
        een("waarde.acht_cijfers", waarde="12345678"),
        een("waarde.schrikkeldag", waarde="65 (29-2)", jaar=2023),
        Breker("tabel.dubbel", ({"uitsplitsing": None}, {"uitsplitsing": "Totaal"})),
        een("tabel.jaar_na_peildatum", jaar=2025),
    ),
    "pc/streefwaarden": (
        een("streefwaarde.leeg_zonder_toelichting", streefwaarde=None),
        Breker("tabel.dubbel", ({"uitsplitsing": None}, {"uitsplitsing": "totaal", "jaar": "2026,0"})),
    ),
    "pc/acties": (
        een("status.status_zonder_moment", status="boven verwachting", moment=None),
        Breker("tabel.dubbel", ({"nummer": "9.1", "moment": "TR"}, {"nummer": "9,1", "moment": "tr"})),
    ),
    "pc/publicaties": (
        Breker("tabel.dubbel", ({"uitsplitsing": None}, {"uitsplitsing": "Totaal"})),
    ),
    "pc/begrotingsregels": (
        een("jaar.getal", jaar="veel", fase="primair"),  # two lines without a year would be the same line
        een("programma.van_de_gemeente", programma=_PROGRAMMA),
        een("doel.van_het_programma", doel="TW-1"),
        Breker("doel.boven_elkaar", ({"doel": "02", "jaar": 2023}, {"doel": "02.01", "jaar": 2023}), context=1),
        een("product.van_het_programma", product="Ondersteuning lokaal (Wmo)",
            programma="Maatschappelijke ondersteuning"),
        een("taakveld.van_het_jaar", taakveld="6.711", jaar=2024),
        een("taakveld.nul_verloren", taakveld=0.1, jaar=2022),
        een("bedrag.teken", bedrag="-3.500"),
        een("eenheid.van_het_document", eenheid="euro"),
        Breker("tabel.dubbel", ({"jaar": 2021}, {"jaar": 2021, "programma": "vitaal en sociaal"})),
    ),
    "iv3/lasten": (
        een("gemeente_code.bestond", "taakveld.bestaat", gemeente_code="GM1700", verslagsoort="2001X005"),
        een("verslagsoort.vorm", verslagsoort="2024X006"),
        een("verslagsoort.na_peildatum", verslagsoort="2026X000"),
        een("taakveld.vorm", "taakveld.bestaat", taakveld="Overhead"),
        een("taakveld.bestaat", taakveld="6.6", verslagsoort="2025X000"),
        Breker("tabel.dubbel", ({"gemeente_code": "GM0141", "verslagsoort": "2024X000", "taakveld": "0.1"},) * 2),
    ),
    "iv3/taakveldtabel": (
        een("gemeente.vorm", "gemeente.bestaat", gemeente="GM0153"),
        een("gemeente.bestaat", gemeente="Appingedam"),
        een("taakveld.vorm", "taakveld.bestaat", taakveld="Overhead"),
        een("taakveld.bestaat", taakveld="6.71a Huishoudelijke hulp"),
        Breker("tabel.dubbel", ({"gemeente": "Almelo", "taakveld": "0.63 Parkeren"},
                                {"gemeente": "Almelo", "taakveld": "0.63 Parkeerbelasting"})),
        Breker("tabel.peildatum", dag=date(2025, 7, 1)),
    ),
    "cbs/bevolking": (
        een("value_attribute.vorm", value_attribute="?", value=None),
        een("tabel.waarde_of_reden", value=None),
        een("tabel.waarde_of_reden", value_attribute="Impossible"),
    ),
    "cbs/inkomen": (
        een("value_attribute.vorm", value_attribute="?", value=None),
        een("tabel.waarde_of_reden", value=None),
    ),
}  # fmt: skip
