"""For every rule across feeds rows that break it, and the one change that makes them sound.

Belongs here: what contradicts what, as data. Does not belong here: running a rule (`tests.support.verband_rows`).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from tests.support.verband_rows import Row, row

UITKERING, INZET, TOESLAG = "ssd/uitkeringen", "ssd/voorzieningen", "ssd/inkomenstoeslagen"
ZORG, MAATREGEL, TRAJECT, VIS2 = "gidso/voorzieningen", "gidso/maatregelen", "cimot/trajecten", "vis2/opvang"
OVERLEDEN = row(ZORG, einddatum="2024-06-10", reden_einde="02")
DCW = row("opgave/dcw", indicator="beschut_werk", uitsplitsing="bij_dcw", waarde="2,5")
MENZIS = row("opgave/menzis", indicator="tw_collectieve_zorgverzekering", waarde="1.200")
DOELGROEP = row("opgave/cbs", indicator="leergeld_doelgroep", waarde="1*")
KINDEREN = [row("leergeld/kinderen", kind_id=f"l{n}") for n in (1, 2)]
LANG_LAAG = row("cbs/inkomen", inkomensgrens="A043009", duur="A028724")
LAAG = row("cbs/inkomen", inkomensgrens="A043008", duur="A028721")


@dataclass(frozen=True)
class Case:
    """Rows of which those at the places `broken` break the rule; with the row at `at` changed by `sound`, none does."""

    rule: str
    rows: list[Row]
    broken: set[int]
    at: int
    sound: dict[str, str | None]
    told: list[str] = field(default_factory=list)

    @property
    def sound_rows(self) -> list[Row]:
        return [one.but(**self.sound) if n == self.at else one for n, one in enumerate(self.rows, 1)]


PEOPLE = [
    Case("geboortejaar_uitkering_en_zorg", [row(UITKERING), row(ZORG, geboortejaar="1981")], {1}, 2,
         {"geboortejaar": "1980"}),
    Case("geboortejaar_maatregel_en_zorg", [row(MAATREGEL), row(ZORG, geboortejaar="2011")], {1}, 2,
         {"geboortejaar": "2012"}),
    Case("activering_zonder_bijstand", [row(INZET), row(UITKERING, huishouden_id="h2")], {1}, 2,
         {"huishouden_id": "h1"}),
    Case("activering_zonder_bijstand", [row(INZET), row(UITKERING, datum_einde="29-02-2024")], {1}, 2,
         {"datum_einde": "01-03-2024"}),
    Case("voorziening_in_ander_huishouden", [row(UITKERING), row(INZET, huishouden_id="h2")], {2}, 1,
         {"datum_einde": "01-03-2024"}),
    Case("toeslag_in_ander_huishouden", [row(UITKERING), row(TOESLAG, huishouden_id="h2")], {2}, 1,
         {"datum_einde": "30-04-2024"}),
    Case("partner_ontvangt_zelf", [row(UITKERING, partner_persoon_id="p2"), row(UITKERING, persoon_id="p2")], {1}, 2,
         {"datum_einde": "01-02-2024"}),
    Case("partner_ontvangt_zelf", [row(UITKERING, partner_persoon_id="p3"),
         row(UITKERING, persoon_id="p2", partner_persoon_id="p3")], {1, 2}, 2, {"partner_persoon_id": "p4"}),
    Case("huishouden_met_twee_uitkeringen", [row(UITKERING), row(UITKERING, persoon_id="p2")], {1, 2}, 2,
         {"regeling": "BBZ"}),
    Case("huishouden_met_twee_uitkeringen", [row(UITKERING), row(UITKERING, datum_ingang="01-09-2024")], {1, 2}, 1,
         {"datum_einde": "31-08-2024"}),
    Case("bw_niet_overgenomen", [row(VIS2, peildatum="2023-12-31"), row(TRAJECT, persoon_id="p2")], {1}, 2,
         {"persoon_id": "p1"}),
    Case("bw_niet_overgenomen", [row(VIS2, peildatum="2023-12-31"), row(TRAJECT, persoon_id="p2")], {1}, 1,
         {"einddatum": "31-12-2023"}),
    Case("bw_onbekend_in_vis2", [row(TRAJECT), row(VIS2, peildatum="2023-12-31", persoon_id="p2")], {1}, 1,
         {"begin": "20240101"}),
    Case("bw_andere_status_na_overgang", [row(TRAJECT), row(VIS2, peildatum="2023-12-31", status="Wachtlijst")], {1}, 2,
         {"status": "Indicatie"}),
    Case("bw_andere_status_na_overgang", [row(TRAJECT, soort="BW_WACHT"), row(VIS2, peildatum="2023-12-31")], {1}, 1,
         {"begin": "20240101"}),
]  # fmt: skip

PERIODS = [
    Case("pleegzorg_en_verblijf_tegelijk", [row(ZORG, hulpvorm="11"), row(ZORG, hulpvorm="14", startdatum="2024-03-01")],
         {1}, 1, {"einddatum": "2024-03-01"}),
    Case("pleegzorg_en_verblijf_tegelijk", [row(ZORG, hulpvorm="11"), row(ZORG, hulpvorm="13")], {1}, 2,
         {"hulpvorm": "12"}),
    Case("gesloten_plaatsing_en_opvang_tegelijk", [row(ZORG, hulpvorm="13"), row(TRAJECT, soort="MO")], {1}, 2,
         {"eind": "20240101"}),
    Case("wachtlijst_en_plaats_tegelijk", [row(TRAJECT, soort="BW_WACHT"), row(TRAJECT)], {1}, 1, {"eind": "20200201"}),
    Case("minderjarige_met_uitkering", [row(UITKERING), row(MAATREGEL)], {1}, 2, {"einddatum": "2024-02-01"}),
    Case("minderjarige_met_uitkering", [row(UITKERING, partner_persoon_id="p2"), row(MAATREGEL, persoon_id="p2")], {1}, 2,
         {"type_maatregel": "41"}),
    Case("maatregel_boven_de_leeftijd", [row(MAATREGEL, geboortejaar="2000")], {1}, 1, {"geboortejaar": "2001"}),
    Case("maatregel_boven_de_leeftijd", [row(MAATREGEL, geboortejaar="2000")], {1}, 1, {"einddatum": "2023-12-31"}),
    Case("jeugdhulp_boven_de_leeftijd", [row(ZORG, wet="JW", geboortejaar="2000")], {1}, 1, {"wet": "WMO"}),
    Case("uitkering_na_overlijden", [row(UITKERING), OVERLEDEN], {1}, 1, {"datum_einde": "11-07-2024"}),
    Case("uitkering_na_overlijden", [row(UITKERING, persoon_id="p2", partner_persoon_id="p1"), OVERLEDEN], {1}, 2,
         {"reden_einde": "19"}),
    Case("inzet_na_overlijden", [row(INZET), OVERLEDEN], {1}, 1, {"datum_einde": "10-06-2024"}),
    Case("toeslag_na_overlijden", [row(TOESLAG, datum_aanvraag="11-06-2024"), OVERLEDEN], {1}, 1,
         {"datum_aanvraag": "10-06-2024"}),
    Case("zorg_na_overlijden", [row(ZORG, startdatum="2024-06-11", einddatum="2024-06-20"), OVERLEDEN], {1}, 1,
         {"startdatum": "2024-06-10"}),
    Case("zorg_na_overlijden", [row(ZORG, einddatum="2024-07-12"), OVERLEDEN], {1}, 1, {"einddatum": "2024-07-11"}),
    Case("maatregel_na_overlijden", [row(MAATREGEL), OVERLEDEN], {1}, 1, {"einddatum": "2024-06-10"}),
    Case("opvang_na_overlijden", [row(TRAJECT), OVERLEDEN], {1}, 1, {"persoon_id": "p2"}),
]  # fmt: skip

TOTALS = [
    Case("beschut_werk_opgave_boven_telling", [DCW, *[row(INZET, soort_voorziening="BESCHUT_WERK")] * 2], {1}, 1,
         {"waarde": "2,1"}, ["GM0153 2024: DCW geeft 2,5 op en SSD telt 2,0"]),
    Case("garantverzorgd_opgave_en_werkmap", [MENZIS, row("menzis/garantverzorgd")], {1}, 2, {"totaal": "1230"},
         ["GM0153 2024: de opgave zegt 1.200 en de werkmap 1000"]),
    Case("leergeld_boven_doelgroep", [DOELGROEP, *KINDEREN], {1}, 1, {"waarde": "2*"},
         ["GM0153 2024: Leergeld hielp 2 kinderen en het CBS telt er 1*"]),
    Case("toeslagen_boven_doelgroep", [LANG_LAAG, row(TOESLAG), row(TOESLAG, huishouden_id="h2")], {1}, 3,
         {"besluit": "AFGEWEZEN"},
         ["GM0153 2024: 2 huishoudens met een toeslag en volgens het CBS 1 met een langdurig laag inkomen"]),
    Case("bijstand_boven_lage_inkomens", [LAAG, row(UITKERING), row(UITKERING, huishouden_id="h2")], {1}, 3,
         {"datum_einde": "30-12-2024"},
         ["GM0153 2024: 2 huishoudens met bijstand en volgens het CBS 1 met een laag inkomen"]),
    Case("inwoners_iv3_en_cbs", [row("iv3/lasten", inwoners="164000"), row("cbs/bevolking")], {1}, 1,
         {"inwoners": "163000"}, ["GM0153 2024: Iv3 noemt 164000 inwoners en het CBS 160000"]),
    Case("clienten_tegen_bevolking", [row("cbs/bevolking", value="7"), row(ZORG), row(ZORG, client_id="c2")], {1}, 1,
         {"value": "8"}, ["GM0153 2024: 2 clienten en 7 inwoners"]),
    Case("bijstand_tegen_bevolking", [row("cbs/bevolking", value="9"), row(UITKERING)], {1}, 1, {"value": "10"},
         ["GM0153 2024: 1 uitkeringen en 9 inwoners"]),
]  # fmt: skip

CASES = [*PEOPLE, *PERIODS, *TOTALS]
