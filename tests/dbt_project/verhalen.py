"""The deliveries of the small world: one municipality, one function per story."""

from tests.dbt_project.wereld import Rij, Wereld

ENSCHEDE, TWENTERAND, ALMELO, HENGELO, BORNE, LOSSER = "GM0153", "GM1700", "GM0141", "GM0164", "GM0147", "GM0168"
HAAKSBERGEN, OLDENZAAL = "GM0158", "GM0173"
# Two of the twenty reference municipalities, and one that is none.
EMMEN, AMERSFOORT, ROTTERDAM = "GM0114", "GM0307", "GM0599"


def uitkering(nummer: str, van: str = "01-01-2020", tot: str | None = None, **rest: str | None) -> Rij:
    """An uitkering of household and person with the same number."""
    return {
        "uitkering_id": f"u{nummer}",
        "huishouden_id": f"h{nummer}",
        "persoon_id": f"p{nummer}",
        "regeling": "PW",
        "datum_ingang": van,
        "datum_einde": tot,
        "geboortejaar": "1980",
        "doelgroep_lks": "N",
        "bedrag_maand": "1200,50",
    } | rest


def voorziening(nummer: str, soort: str, van: str = "01-01-2020", tot: str | None = None, **rest: str | None) -> Rij:
    """A re-integratievoorziening of household and person with the same number."""
    return {
        "voorziening_id": f"v{nummer}",
        "huishouden_id": f"h{nummer}",
        "persoon_id": f"p{nummer}",
        "soort_voorziening": soort,
        "datum_ingang": van,
        "datum_einde": tot,
    } | rest


def zorg(nummer: str, wet: str, categorie: str, van: str, tot: str | None = None, **rest: str | None) -> Rij:
    """A toegewezen voorziening of Gidso, of the person with the same number."""
    return {
        "voorziening_id": f"v{nummer}",
        "persoon_id": f"p{nummer}",
        "wet": wet,
        "productcategorie": categorie,
        "gezinshuis": "N",
        "startdatum": van,
        "einddatum": tot,
    } | rest


def toeslag(nummer: int, huishouden: int, datum: str, besluit: str = "TOEGEKEND") -> Rij:
    """A decision on the inkomenstoeslag."""
    return {
        "beschikking_id": f"b{nummer}",
        "huishouden_id": f"h{huishouden}",
        "datum_besluit": datum,
        "besluit": besluit,
    }


def huishoudens(jaar: int, grens: str, duur: str, duizendtal: str) -> Rij:
    """A cell of CBS's income table, for Borne."""
    return {
        "measure": "1050010_1",
        "value": duizendtal,
        "inkomensgrens": grens,
        "duur": duur,
        "kenmerken_huishouden": "1050010",
        "regio": BORNE,
        "periode": f"{jaar}JJ00",
        "status": "NaderVoorlopig",
    }


def correctie(w: Wereld) -> None:
    """Enschede: year-end 2024 arrives on 5 January with three uitkeringen; the correction of 1 February has four."""
    drie = [
        uitkering("1"),
        uitkering("2", van="02-01-2024"),
        uitkering("3", tot="31-12-2024"),
        uitkering("4", tot="30-12-2024"),
    ]
    w.levering("ssd.uitkeringen", ENSCHEDE, "2024-12-31", "2025-01-05T10:00:00", drie)
    w.levering("ssd.uitkeringen", ENSCHEDE, "2024-12-31", "2025-02-01T10:00:00", [*drie, uitkering("5")], volgnummer=2)
    w.levering(
        "ssd.uitkeringen",
        ENSCHEDE,
        "2024-12-31",
        "2025-02-03T10:00:00",
        volgnummer=3,
        status="afgekeurd",
        reden="De laatste regel ontbreekt.",
    )


def door_elkaar(w: Wereld) -> None:
    """Twenterand: year-end arrives first, November and a correction of it later."""
    w.levering("ssd.uitkeringen", TWENTERAND, "2024-12-31", "2025-01-03T10:00:00", [uitkering("1"), uitkering("2")])
    w.levering("ssd.uitkeringen", TWENTERAND, "2024-11-30", "2025-01-09T10:00:00", [uitkering("1")])
    w.levering("ssd.uitkeringen", TWENTERAND, "2024-11-30", "2025-01-10T10:00:00", [], volgnummer=2)


def definitief(w: Wereld) -> None:
    """Hengelo: 2023 is complete on 5 January 2024 and becomes definitief when 2024 begins to arrive, on 8 February."""
    w.levering("ssd.uitkeringen", HENGELO, "2023-11-30", "2023-12-05T10:00:00", [uitkering("1")])
    w.levering("ssd.uitkeringen", HENGELO, "2023-12-31", "2024-01-05T10:00:00", [uitkering("1"), uitkering("2")])
    w.levering("ssd.uitkeringen", HENGELO, "2024-01-31", "2024-02-08T10:00:00", [uitkering("1")])


def opvang(w: Wereld) -> None:
    """Almelo: VIS2 and CIMOT both deliver 2023; some people and one stay are in both. 2024 comes from CIMOT alone."""
    w.levering(
        "vis2.opvang", ALMELO, "2023-12-31", "2024-01-10T10:00:00",
        {
            "beschermd_wonen": [
                {"persoon_id": "b1", "status": "Indicatie", "indicatiedatum": "2022-01-01", "startdatum": "2022-02-01"},
                {"persoon_id": "b2", "status": "Wachtlijst", "startdatum": "15-03-2023"},
                {"persoon_id": "b3", "status": "Indicatie", "startdatum": "01-02-2022", "einddatum": "30-06-2023"},
                {"persoon_id": None, "status": "Indicatie", "startdatum": "01-02-2022"},
            ],
            "maatschappelijke_opvang": [
                {"persoon_id": "m1", "datum_in": "2023-01-01", "datum_uit": "2023-03-02"},
                {"persoon_id": "m2", "datum_in": "2023-12-01"},
            ],
        },
    )  # fmt: skip
    w.levering(
        "cimot.trajecten", ALMELO, "2023-12-31", "2024-02-10T10:00:00",
        [
            {"traject_id": "t1", "persoon_id": "b1", "soort": "BW", "begin": "20220201"},
            {"traject_id": "t2", "persoon_id": "b4", "soort": "BW_WACHT", "begin": "20231101"},
            {"traject_id": "t3", "persoon_id": "m1", "soort": "MO", "begin": "20230101", "eind": "20230302"},
            {"traject_id": "t4", "persoon_id": "m3", "soort": "MO", "begin": "20230601", "eind": "20230731"},
        ],
    )  # fmt: skip
    w.levering(
        "cimot.trajecten", ALMELO, "2024-06-30", "2024-07-10T10:00:00",
        [{"traject_id": "t1", "persoon_id": "b1", "soort": "BW", "begin": "20220201"}],
    )  # fmt: skip


def werk(w: Wereld) -> None:
    """Borne: sociale activering by persons (2023) and households (2024), and the other figures of Werk & Inkomen."""
    for jaar, ontvangen in ((2023, "2024-01-05"), (2024, "2025-01-05")):
        w.levering(
            "ssd.uitkeringen", BORNE, f"{jaar}-12-31", f"{ontvangen}T10:00:00",
            [
                uitkering("1", partner_persoon_id="p1b"),
                uitkering("2", doelgroep_lks="J"),
                uitkering("3"),
                uitkering("4", persoon_id=None),
            ],
        )  # fmt: skip
        w.levering(
            "ssd.voorzieningen", BORNE, f"{jaar}-12-31", f"{ontvangen}T11:00:00",
            [
                voorziening("1", "SOCIALE_ACTIVERING"),
                voorziening("8", "LOONKOSTENSUBSIDIE", werkgever_soort="REGULIER"),
                voorziening("9", "BESCHUT_WERK", uren_per_week="15,50"),
                voorziening("10", "BESCHUT_WERK", van=f"01-07-{jaar}", uren_per_week="31"),
            ],
        )  # fmt: skip
        w.levering(
            "ssd.inkomenstoeslagen", BORNE, f"{jaar}-12-31", f"{ontvangen}T12:00:00",
            [
                toeslag(1, 1, f"01-03-{jaar}"),
                toeslag(2, 1, f"31-12-{jaar}"),
                toeslag(3, 2, f"31-12-{jaar}", "AFGEWEZEN"),
                toeslag(4, 3, f"31-12-{jaar - 1}"),
            ],
        )  # fmt: skip
    w.levering(
        "menzis.garantverzorgd", BORNE, "2024-12-31", "2025-01-20T10:00:00",
        [
            {"peilmaand": "nov", "totaal": "1"},
            {"peilmaand": "dec", "garantverzorgd_1": "<5", "garantverzorgd_2": "196", "totaal": "200"},
        ],
    )  # fmt: skip


def zorg_en_jeugd(w: Wereld) -> None:
    """Losser: jeugdhulp, maatregelen and Wmo of 2024."""
    w.levering(
        "gidso.voorzieningen", LOSSER, "2024-12-31", "2025-01-15T10:00:00",
        [
            zorg("1", "JW", "43", "2023-05-01", hulpvorm="11"),
            zorg("2", "JW", "45", "2024-05-01", "2024-06-01", hulpvorm="12", gezinshuis="J"),
            zorg("3", "JW", "45", "2024-05-01", hulpvorm="02"),
            zorg("4", "JW", "54", "2023-05-01", "2024-01-01"),
            zorg("5", "JW", "54", "2023-05-01", "2023-12-31"),
            zorg("6", "WMO", "01", "2024-06-30"),
            zorg("7", "WMO", "02", "2024-01-01", persoon_id="p6"),
            zorg("8", "WMO", "12", "2024-07-01"),
            zorg("9", "WMO", "15", "2024-01-01"),
        ],
    )  # fmt: skip
    w.levering(
        "gidso.maatregelen", LOSSER, "2024-12-31", "2025-01-15T10:00:00",
        [
            {"maatregel_id": "1", "persoon_id": "p1", "type_maatregel": "11", "startdatum": "2024-02-01"},
            {"maatregel_id": "2", "persoon_id": "p1", "type_maatregel": "21", "startdatum": "2024-08-01"},
            {"maatregel_id": "3", "persoon_id": "p3", "type_maatregel": "41", "startdatum": "2024-02-01"},
        ],
    )  # fmt: skip


def cbs(w: Wereld) -> None:
    """CBS, for Borne and Losser: the population of 2024 is revised and becomes definitief in a later harvest."""

    def inwoners(aantal: str, status: str) -> list[Rij]:
        gemeenschappelijk = {"periode": "2024JJ00", "status": status}
        return [
            {"measure": "M000352", "value": aantal, "regio": f"{LOSSER}  "} | gemeenschappelijk,
            {"measure": "M000365", "value": "1", "regio": LOSSER} | gemeenschappelijk,
            {"measure": "M000352", "value": "17942942", "regio": "NL01"} | gemeenschappelijk,
            {"measure": "M000352", "value": None, "regio": ALMELO} | gemeenschappelijk,
        ]

    w.levering("cbs.bevolking", "NL01", "2024-05-01", "2024-06-01T10:00:00", inwoners("20000", "Voorlopig"))
    w.levering("cbs.bevolking", "NL01", "2025-01-20", "2025-01-25T10:00:00", inwoners("25000", "Definitief"))
    w.levering(
        "cbs.inkomen", "NL01", "2024-10-01", "2024-11-01T10:00:00",
        [
            huishoudens(jaar, *cel)
            for jaar in (2023, 2024)
            for cel in (("A043009", "A028724", "0.5"), ("A043008", "A028721", "1.6"), ("A043009", "A028721", "9"))
        ],
    )  # fmt: skip


def opgave(code: str, jaar: int, waarde: str, uitsplitsing: str | None = None, status: str | None = None) -> Rij:
    """A statement of a partner, as typed."""
    return {"indicator": code, "uitsplitsing": uitsplitsing, "jaar": str(jaar), "waarde": waarde, "status": status}


def opgaven(w: Wereld) -> None:
    """Haaksbergen: partners state figures in typed cells. Old years stand until stated again, a correction drops one, a
    new method comes beside the old, and the reference municipalities grow by 2% where our two uitkeringen were one."""
    w.levering(
        "opgave.vtt", HAAKSBERGEN, "2023-12-31", "2024-02-01T10:00:00",
        [
            opgave("vtt_meldingen", 2021, "999 (31/5)"),
            opgave("vtt_meldingen", 2022, "1.234*"),
            opgave("vtt_meldingen", 2023, "n.n.b."),
            opgave("vtt_meldingen", 2023, "<5", "Kindermishandeling_pct"),
        ],
    )  # fmt: skip
    w.levering(
        "opgave.vtt", HAAKSBERGEN, "2023-12-31", "2024-03-01T10:00:00",
        [opgave("vtt_meldingen", 2022, "1.240", status="Nader voorlopig"), opgave("vtt_meldingen", 2023, "1.290")],
        volgnummer=2,
    )  # fmt: skip
    w.levering(
        "opgave.vtt", HAAKSBERGEN, "2024-12-31", "2025-02-01T10:00:00",
        [opgave("vtt_meldingen", 2023, "1.300"), opgave("vtt_meldingen", 2024, "(1.200) 1.250")],
    )  # fmt: skip
    startkwalificatie = "startkwalificatie_pct"
    w.levering(
        "opgave.cbs", HAAKSBERGEN, "2022-12-31", "2023-02-05T10:00:00", [opgave(startkwalificatie, 2022, "70,5%")]
    )
    w.levering("opgave.cbs", HAAKSBERGEN, "2023-12-31", "2024-02-05T10:00:00", [opgave(startkwalificatie, 2022, "73")])
    groei = "bijstand_volume_ontwikkeling"
    w.levering(
        "opgave.referentiegemeenten", HAAKSBERGEN, "2024-12-31", "2025-01-20T10:00:00",
        [
            opgave(groei, jaar, str(stand), gemeente)
            for jaar, standen in ((2023, (1000, 2000, 9000)), (2024, (1020, 2040, 5000)))
            for gemeente, stand in zip((EMMEN, AMERSFOORT, ROTTERDAM), standen, strict=True)
        ],
    )  # fmt: skip
    w.levering(
        "ssd.uitkeringen", HAAKSBERGEN, "2024-12-31", "2025-01-15T10:00:00",
        [uitkering("1"), uitkering("2", van="01-07-2024")],
    )  # fmt: skip


def vrouwenopvang_en_leergeld(w: Wereld) -> None:
    """Oldenzaal: two stays in intensive care ended in 2024, of 30 and 50 days; Leergeld provided for three children."""
    w.levering(
        "kadera.verblijf", OLDENZAAL, "2024-12-31", "2025-01-15T10:00:00",
        [
            {"client_id": "k1", "vorm": "Intensief", "instroom": "2024-02-01", "uitstroom": "02-03-2024"},
            {"client_id": "k2", "vorm": "Intensief", "instroom": "2023-12-12", "uitstroom": "2024-01-31"},
            {"client_id": "k3", "vorm": "Intensief", "instroom": "2024-12-01"},
            {"client_id": "k4", "vorm": "Noodbed", "instroom": "2024-12-01", "uitstroom": "2024-12-03"},
        ],
    )  # fmt: skip
    w.levering(
        "leergeld.kinderen", OLDENZAAL, "2024-12-31", "2025-01-16T10:00:00",
        [
            {"kind_id": f"k{nr}", "geboortejaar": "2014", "jaar": "2024", "inkomensgroep": groep, "eerste_verstrekking": dag}
            for nr, groep, dag in ((1, "tot120", "01-03-2024"), (2, "tot120", "2024-12-31"), (3, "tot130", "01-02-2024"))
        ],
    )  # fmt: skip
    w.levering(
        "opgave.cbs", OLDENZAAL, "2024-12-31", "2025-01-20T10:00:00",
        [opgave("leergeld_doelgroep", 2024, "1.000", status="voorlopig")],
    )  # fmt: skip


def documenten(w: Wereld) -> None:
    """Enschede prints figures, sets targets and lists actions. The account raises one target of the budget and lets
    another lapse; a correction of the budget's file takes a target back. Twenterand types what partners stated."""
    begroting, rekening = "enschede-begroting-2024", "enschede-jaarrekening-2024"

    def doel(document: str, code: str, jaar: str | None, waarde: str, uitsplitsing: str | None = None) -> Rij:
        return {
            "document": document, "indicator": code, "uitsplitsing": uitsplitsing, "jaar": jaar, "streefwaarde": waarde,
        }  # fmt: skip

    def gedrukt(
        document: str, code: str, jaar: str | None, waarde: str, soort: str | None = None, maat: str = ""
    ) -> Rij:
        return {
            "document": document, "indicator": code, "uitsplitsing": soort, "jaar": jaar, "waarde": waarde, "eenheid": maat,
        }  # fmt: skip

    van_begroting = [
        doel(begroting, "leergeld_bereik_pct", "2026", "75%"),
        doel(begroting, "lks_regulier_pct", "2024", "60"),
        doel(begroting, "vrijwilligerswerk_pct", None, "30"),
    ]
    w.levering(
        "pc.streefwaarden", ENSCHEDE, "2023-10-01", "2023-10-11T10:00:00",
        [*van_begroting, doel(begroting, "sportdeelname_pct", "2024", "70")],
    )  # fmt: skip
    w.levering("pc.streefwaarden", ENSCHEDE, "2023-10-01", "2023-11-11T10:00:00", van_begroting, volgnummer=2)
    w.levering(
        "pc.streefwaarden", ENSCHEDE, "2024-12-31", "2025-02-05T10:00:00",
        [
            doel(rekening, "leergeld_bereik_pct", "2026", "85"),
            doel(rekening, "lks_regulier_pct", "2024", "vervallen"),
            doel(rekening, "sportdeelname_pct", "2024", "71", "liefst"),
        ],
    )  # fmt: skip
    w.levering(
        "pc.acties", ENSCHEDE, "2024-12-31", "2025-02-05T10:00:00",
        [
            {"document": rekening, "doel": "02.01", "nummer": nummer, "actie": "Iets doen", "moment": moment}
            for nummer in ("01", "02")
            for moment in ("TR", "JR")
        ],
    )  # fmt: skip
    w.levering(
        "pc.publicaties", ENSCHEDE, "2024-12-31", "2025-02-05T10:00:00",
        [
            gedrukt(rekening, "bijstand_uitkeringen", "2024", "3"),
            gedrukt(rekening, "bijstand_uitkeringen", "2024", "4", "begin_jaar"),
            gedrukt(rekening, "leergeld_bereik_pct", "2026", "85%", "streefwaarde"),
            gedrukt(begroting, "leergeld_bereik_pct", "2026", "75", "streefwaarde"),
            gedrukt(rekening, "lks_regulier_pct", "2024", "vervallen", "streefwaarde"),
            gedrukt(begroting, "iit_bereik_pct", None, "24"),
            gedrukt(rekening, "aantal_acties", "2024", "2", "02.01"),
            gedrukt(rekening, "aantal_acties", "2024", "3", "01.01"),
            gedrukt(rekening, "fin_lasten", "2024", "517.499", "realisatie.totaal_programma", "x 1.000 euro"),
        ],
    )  # fmt: skip
    w.levering(
        "opgave.civ", TWENTERAND, "2018-12-31", "2019-02-01T10:00:00",
        [opgave("tw_uitkeringsgerechtigden_pw", 2017, "511(01-7)"), opgave("tw_beschut_werk", 2016, "-")],
    )  # fmt: skip
    w.levering(
        "pc.publicaties", TWENTERAND, "2019-10-01", "2019-10-16T10:00:00",
        [
            gedrukt("twenterand-begroting-2020", "tw_uitkeringsgerechtigden_pw", "2017", "511 (1/7)"),
            gedrukt("twenterand-begroting-2020", "tw_beschut_werk", "2016", "-"),
        ],
    )  # fmt: skip


def alle(w: Wereld) -> None:
    """Every story."""
    for verhaal in (
        correctie, door_elkaar, definitief, opvang, werk, zorg_en_jeugd, cbs, opgaven, vrouwenopvang_en_leergeld,
        documenten,
    ):  # fmt: skip
        verhaal(w)
