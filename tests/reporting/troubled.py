"""A morning with everything in it: a broken feed, a missing one, a late one, one with rows set apart, doubts, and a feed that has ended.

Belongs here: the rows of that morning. Does not belong here: the tables they stand in (`published`).
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from tests.reporting.published import (
    LONG,
    NASTY,
    delivery,
    feed,
    month_ends,
    outcome,
    rule,
    series,
    status,
)

VERBAND = "verband.overleden_en_bijstand"
PARTNERS = ("vtt", "ciz", "duo", "ggd", "roc", "szt", "civ", "mee")


def troubled() -> dict[str, list[dict[str, Any]]]:
    uitkeringen = _broken()
    jeugd = _partly()
    half = delivery("ssd", "voorzieningen", date(2025, 2, 28), 1804)
    regels = [
        rule("ssd", "uitkeringen", "BSN", "elfproef", "fout", "Het burgerservicenummer voldoet niet aan de 11-proef."),
        rule("ssd", "uitkeringen", "REGELING", "code", "fout", "De regeling is PW, IOAW, IOAZ of BBZ."),
        rule("ssd", "uitkeringen", None, "kop", "fataal", "De koprij heeft alle afgesproken kolommen."),
        rule("ssd", "uitkeringen", "BEDRAG_MAAND", "bereik", "waarschuwing", "Het maandbedrag ligt tussen 0 en 5.000 euro."),
        rule("gidso", "voorzieningen", "startdatum", "datum", "fout", "De startdatum is een bestaande dag, geschreven als jjjj-mm-dd."),
        rule("gidso", "voorzieningen", "hulpvorm", "code", "fout", f"De hulpvorm is een code van Beleidsinformatie Jeugd. {NASTY}"),
    ]  # fmt: skip
    verband = rule("ssd", "uitkeringen", None, "x", "waarschuwing", "Wie is overleden, ontvangt geen uitkering meer.")
    verband |= {"controle_id": VERBAND, "object": "verband", "regel": "overleden_en_bijstand"}
    return {
        "kwaliteit.dim_feed": _feeds(),
        "kwaliteit.mart_bronstatus": _statuses(),
        "kwaliteit.dim_regel": [*regels, verband],
        "kwaliteit.fct_levering": [
            *uitkeringen, *jeugd, half, *series("ssd", "voorzieningen", 13, 3600)[1:], *series("ssd", "inkomenstoeslagen", 5, 2600),
            *(delivery("cbs", "bevolking", day, 48, "NL01") for day in month_ends(date(2024, 12, 31), 3)),
            *(row for partner in PARTNERS for row in series("opgave", partner, 2, 12)),
            *(delivery("vis2", "opvang", date(year, 12, 31), 1100 + year % 7 * 13) for year in range(2019, 2024)),
            delivery("ssd", "uitkeringen", date(2025, 1, 31), 0, "GM9999", status="afgekeurd", reden="GM9999 is geen gemeente."),
            delivery("ssd", "uitkeringen", date(2025, 2, 28), 900, "GM1700", bestandsnaam=f"{LONG}.csv"),
        ],
        "kwaliteit.fct_controle": [
            outcome(regels[0], uitkeringen[0]), outcome(regels[1], uitkeringen[0], 3), outcome(regels[2], uitkeringen[0], 1, 1),
            outcome(regels[0], uitkeringen[1]), outcome(regels[3], uitkeringen[0], 12), outcome(regels[4], jeugd[0], 31, 30223),
            outcome(regels[5], jeugd[0], 9, 30223), outcome(verband, None, 4, 6827, reden="4 personen zijn overleden voor de peildatum en ontvangen nog."),
        ],
        "kwaliteit.mart_quarantaine": [
            _open(jeugd[0], regels[4], 31, "2, 17, 40, 41, 42, 43, 44, 90, 91, 92, 93, 94, 95, 96, 97, 98, 99, 101, 102, 103 …"),
            _open(jeugd[0], regels[5], 9, "5, 9, 12, 13, 14, 15, 16, 18, 19"),
            _open(uitkeringen[0], regels[2], 6850, ""),
        ],
        "kwaliteit.mart_waarschuwing": _warnings(half),
        "kwaliteit.fct_verschil": _differences(uitkeringen[0]),
        "kwaliteit.fct_aanvaarding": [
            {"levering_id": uitkeringen[2]["levering_id"], "reden": "Nieuwe regeling sinds 1 december, met de eigenaar besproken.", "aanvaard_op": datetime(2025, 1, 20, 9)},
        ],
        "kwaliteit.brug_verband_feed": [{"controle_id": VERBAND, "bron": "ssd", "feed": name} for name in ("uitkeringen", "voorzieningen")],
        "kwaliteit.fct_verbandvoorbeeld": [
            {key: half[key] for key in ("levering_id", "bron", "feed", "gemeente_code", "bestandsnaam")} | {"controle_id": VERBAND, "object": "voorzieningen", "rijnummer": number}
            for number in range(11, 41)
        ],
        **_indicators(),
    }  # fmt: skip


def _broken() -> list[dict[str, Any]]:
    made = series("ssd", "uitkeringen", 26)
    made[0] |= {"status": "afgekeurd", "rijen_gelezen": 6850, "rijen_geladen": 0, "rijen_quarantaine": 6850,
                "reden": f"De koprij mist REGELING; nieuw is {NASTY}."}  # fmt: skip
    made[4] |= {"rijen_quarantaine": 14, "rijen_geladen": made[4]["rijen_geladen"] - 14}
    return [*made[:2], delivery("ssd", "uitkeringen", date(2025, 1, 31), 3999, number=0, status="vervangen"), *made[2:]]


def _partly() -> list[dict[str, Any]]:
    made = [
        delivery("gidso", "voorzieningen", date(year, 12, 31), 22000 + 1400 * (year - 2017))
        for year in range(2024, 2017, -1)
    ]
    for place, apart in ((0, 40), (2, 12), (3, 3)):
        made[place] |= {"rijen_quarantaine": apart, "rijen_geladen": made[place]["rijen_geladen"] - apart}
    return made


def _feeds() -> list[dict[str, Any]]:
    return [
        feed("ssd", "uitkeringen", "Bijstandsuitkeringen uit SSD"),
        feed("ssd", "voorzieningen", "Voorzieningen naar werk uit SSD"),
        feed("ssd", "inkomenstoeslagen", "Individuele inkomenstoeslagen uit SSD"),
        feed("gidso", "voorzieningen", "Jeugdhulp en Wmo uit Gidso Regie", frequentie="halfjaar", uiterlijk_dagen=60, eigenaar="Wijkteams"),
        feed("menzis", "garantverzorgd", "Collectieve zorgverzekering", frequentie="jaar", uiterlijk_dagen=60),
        feed("cbs", "bevolking", "Bevolking (CBS)", frequentie="eigen", uiterlijk_dagen=None, publicatie_van="05-01", publicatie_tot_en_met="06-30",
             contact="CBS, Infoservice", eigenaar="Centraal Bureau voor de Statistiek"),
        feed("vis2", "opvang", "Beschermd wonen en opvang uit VIS2", frequentie="jaar", opvolger="cimot/trajecten", peildatum_tot_en_met=date(2023, 12, 31)),
        feed("cimot", "trajecten", "Trajecten beschermd wonen en opvang uit CIMOT", frequentie=None, uiterlijk_dagen=None, contact=None, eigenaar=None, doel=None),
        *(feed("opgave", partner, f"Opgave van partner {partner.upper()}", frequentie="jaar", uiterlijk_dagen=120) for partner in PARTNERS),
    ]  # fmt: skip


def _statuses() -> list[dict[str, Any]]:
    beheer = "functioneel beheer (beheer-ssd@gemeente.example)"
    return [
        status("ssd", "uitkeringen", state="kapot", sinds=datetime(2025, 3, 12, 23, 30), laatste_peildatum=date(2025, 1, 31), rijen_geladen=6799,
               verwacht_voor=date(2025, 4, 14), waarschuwingen=2,
               reden=f"De nieuwste levering (GM0153_uitkeringen_20250228_01.csv) is afgekeurd: De koprij mist REGELING; nieuw is {NASTY}. "
               "In gebruik blijft de levering met peildatum 31-01-2025.",
               advies=f"Stuur de reden door aan {beheer}; een verbeterd bestand krijgt het volgende volgnummer. Bekijk ook de waarschuwingen."),
        status("ssd", "uitkeringen", "GM1700", rijen_geladen=900),
        status("menzis", "garantverzorgd", state="ontbreekt", sinds=datetime(2025, 3, 2), laatste_peildatum=None, verwacht_voor=date(2025, 3, 1),
               rijen_geladen=0, reden="Er is nog nooit een goede levering geweest; de eerste was er uiterlijk op 01-03-2025 verwacht.",
               advies="Vraag functioneel beheer (beheer-menzis@gemeente.example) om de eerste levering."),
        status("ssd", "inkomenstoeslagen", state="te_laat", sinds=datetime(2025, 3, 18), laatste_peildatum=date(2024, 12, 31),
               verwacht_voor=date(2025, 3, 17), reden="De levering die uiterlijk op 17-03-2025 verwacht was, is er niet; de laatste heeft peildatum 31-12-2024.",
               advies=f"Vraag {beheer} om de levering met peildatum 31-01-2025 of later."),
        status("gidso", "voorzieningen", state="deels", laatste_peildatum=date(2024, 12, 31), rijen_geladen=31760, rijen_quarantaine=40,
               verwacht_voor=date(2025, 8, 29), reden="Van de levering met peildatum 31-12-2024 zijn 40 rijen apart gezet; 31760 rijen zijn geladen.",
               advies="Stuur de quarantaine van deze levering (40 rijen) door aan functioneel beheer (beheer-gidso@gemeente.example); "
               "een verbeterd bestand krijgt het volgende volgnummer."),
        status("ssd", "voorzieningen", rijen_geladen=1804, waarschuwingen=2,
               advies=f"Bekijk de waarschuwingen en vraag {beheer} om uitleg; wat toch klopt kan worden aanvaard (dwh accept)."),
        status("cbs", "bevolking", "NL01", laatste_peildatum=date(2024, 12, 31), verwacht_voor=None, rijen_geladen=48),
        status("vis2", "opvang", laatste_peildatum=date(2023, 12, 31), verwacht_voor=None, rijen_geladen=1139, sinds=None,
               reden="De levering met peildatum 31-12-2023 is volledig geladen. Opgevolgd door cimot/trajecten."),
        *(status("opgave", partner, rijen_geladen=12) for partner in PARTNERS),
    ]  # fmt: skip


def _open(levering: dict[str, Any], made: dict[str, Any], number: int, rows: str) -> dict[str, Any]:
    return {key: levering[key] for key in ("bron", "feed", "gemeente_code", "levering_id", "bestandsnaam", "peildatum")} | {
        "levering_status": levering["status"], "object": made["object"], "controle_id": made["controle_id"], "kolom": made["kolom"],
        "regel": made["regel"], "verwachting": made["omschrijving"], "aantal": number, "rijnummers": rows, "sinds": levering["ontvangen_op"],
    }  # fmt: skip


def _warnings(half: dict[str, Any]) -> list[dict[str, Any]]:
    of = {key: half[key] for key in ("bron", "feed", "gemeente_code", "levering_id", "bestandsnaam")}
    return [
        of | {"controle_id": "ssd.voorzieningen.tabel.plausibel_rijen", "regel": "plausibel_rijen", "aanvaard": False,
              "reden": "Er zijn 1.804 rijen; in de zes leveringen hiervoor waren het er 3.674 tot 3.901. De band loopt van 3.300 tot 4.300."},
        {"bron": "ssd", "feed": "uitkeringen", "controle_id": VERBAND, "regel": "overleden_en_bijstand", "aanvaard": False,
         "reden": "4 personen zijn overleden voor de peildatum en ontvangen nog."},
        {"bron": "ssd", "feed": "uitkeringen", "gemeente_code": "GM0153", "controle_id": "ssd.uitkeringen.bestand.kolom_onbekend",
         "regel": "kolom_onbekend", "aanvaard": False, "bestandsnaam": "GM0153_uitkeringen_20250228_01.csv", "reden": f"De kolom {NASTY} staat niet in het contract."},
        {"bron": "cbs", "feed": "bevolking", "gemeente_code": "NL01", "controle_id": "cbs.bevolking.tabel.plausibel_som", "regel": "plausibel_som",
         "aanvaard": True, "aanvaard_reden": "Herindeling per 1 januari.", "reden": "De som is 18.044.027; vorig jaar 17.942.942."},
    ]  # fmt: skip


def _differences(levering: dict[str, Any]) -> list[dict[str, Any]]:
    of = {key: levering[key] for key in ("levering_id", "bron", "feed", "gemeente_code", "bestandsnaam")} | {
        "object": "uitkeringen"
    }
    return [
        of | {"soort": "kolom_ontbreekt", "kolom": "REGELING", "verwacht": "REGELING"},
        of | {"soort": "kolom_nieuw", "kolom": NASTY, "gevonden": NASTY,
              "voorstel": "- name: soort_regeling\n  physicalName: SOORT_REGELING\n  logicalType: string\n  customProperties:\n"
              "    - {property: vanaf, value: 2025-02-01, description: 'een lange regel die breder is dan een telefoon'}"},
    ]  # fmt: skip


def _indicators() -> dict[str, list[dict[str, Any]]]:
    names = {
        "bijstand_uitkeringen": ("Aantal bijstandsuitkeringen", ["ssd/uitkeringen"]),
        "sociale_activering_pct": ("Huishoudens met sociale activering", ["ssd/uitkeringen", "ssd/voorzieningen"]),
        "iit_bereik_pct": ("Bereik van de individuele inkomenstoeslag", ["ssd/inkomenstoeslagen", "cbs/bevolking"]),
        "garantverzorgd_bereik_pct": ("Bereik van de collectieve zorgverzekering voor inwoners met een laag inkomen, als deel van de doelgroep tot 120% van het sociaal minimum", ["menzis/garantverzorgd"]),
        "jeugdhulp_voorzieningen": ("Voorzieningen jeugdhulp", ["gidso/voorzieningen"]),
        "wmo_voorziening_per_1000": ("Inwoners met een Wmo-voorziening, per 1.000", ["gidso/voorzieningen", "cbs/bevolking"]),
        "bbv_31": (f"Kinderen in uitkeringsgezin {NASTY}", ["opgave/duo", "onbekend/feed"]),
    }  # fmt: skip
    names |= {f"jeugd_{n}": (f"Jeugdhulp naar vorm {n}", ["gidso/voorzieningen"]) for n in range(1, 11)}
    return {
        "indicatoren.dim_gemeente": [{"gemeente_code": "GM0153", "naam": "Enschede"}, {"gemeente_code": "GM1700", "naam": "Twenterand"}],
        "indicatoren.dim_indicator": [
            {"indicator_code": code, "definitie_versie": version, "naam": naam if version == 2 else "Oude naam"}
            for code, (naam, _) in names.items()
            for version in (1, 2)
        ],
        "indicatoren.brug_indicator_feed": [
            {"gemeente_code": "GM0153", "indicator_code": code, "bron": source.split("/")[0], "feed": source.split("/")[1]}
            for code, (_, sources) in names.items()
            for source in sources
        ] + [{"gemeente_code": "GM1700", "indicator_code": "bijstand_uitkeringen", "bron": "ssd", "feed": "uitkeringen"}],
        "indicatoren.mart_indicatorplausibiliteit": [
            {"gemeente_code": "GM0153", "indicator_code": code, "definitie_versie": 2, "uitsplitsing": part, "jaar": year, "vorige_jaar": year - 1,
             "verandering": change, "herziening": 0.114, "oordeel": judgement}
            for code, part, year, change, judgement in (
                ("sociale_activering_pct", "totaal", 2024, -0.437, "sprong"), ("sociale_activering_pct", "totaal", 2023, 0.9, "sprong"),
                ("bijstand_uitkeringen", "begin_jaar", 2024, 0.004, "herzien_sterk"), ("iit_bereik_pct", "totaal", 2024, None, "sprong"),
                ("jeugd_1", "totaal", 2024, 0.01, "plausibel"),
            )
        ],
        "indicatoren.fct_indicator": [
            {"gemeente_code": "GM0153", "indicator_code": code, "definitie_versie": 2, "uitsplitsing": "totaal", "jaar": year,
             "peildatum": date(year, 12, 31), "waarde": 12.5, "status": "definitief" if year < 2024 else "nader_voorlopig"}
            for code in list(names)[:-3]
            for year in (2022, 2023, 2024)
        ],
    }  # fmt: skip
