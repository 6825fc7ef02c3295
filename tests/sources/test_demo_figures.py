"""The demo's files, read with nothing but pandas, add up to every target figure.

Belongs here: the formulas of the published indicators, written a second time. Does not belong here: how the files look.
"""

import io
from collections.abc import Callable
from functools import cached_property
from pathlib import Path

import pandas as pd
import pytest

from sources.demo.doelcijfers import Doelcijfer, lees
from tests.support.demo_rows import first_sheet, number

OPEN = "9999-12-31"
ONBEKEND = ("999999999", "000000000", "")
VAN_CBS = {("iit_bereik_pct", 2, "noemer"), ("garantverzorgd_bereik_pct", 1, "noemer")}
"""Denominators that no extract of ours holds; the figures that are divided by them are recomputed with them."""

ZWAAR_BREED = ["43", "44", "46", "47", "48", "55"]
MET_VERBLIJF = ["11", "12", "13", "14"]


def _iso(dagen: pd.Series) -> pd.Series:
    """Days of any of the sources' notations as ISO text, which sorts as days do; empty is far away."""
    tekst = dagen.fillna("").astype(str).str.slice(0, 10)
    tekst = tekst.where(
        ~tekst.str.fullmatch(r"\d{2}-\d{2}-\d{4}"), tekst.str[6:] + "-" + tekst.str[3:5] + "-" + tekst.str[:2]
    )
    tekst = tekst.where(~tekst.str.fullmatch(r"\d{8}"), tekst.str[:4] + "-" + tekst.str[4:6] + "-" + tekst.str[6:])
    return tekst.where(tekst != "", OPEN)


def _actief(tabel: pd.DataFrame, eerste: str, laatste: str | None = None) -> pd.DataFrame:
    return tabel[(tabel["start"] <= (laatste or eerste)) & (tabel["einde"] >= eerste)]


def _personen(*bsns: pd.Series) -> set[str]:
    return set(pd.concat(bsns)) - set(ONBEKEND)


class Jaar:
    """The deliveries of one year; each formula gives one figure."""

    def __init__(self, landing: Path, jaar: int, volgnummer: int | None) -> None:
        self._landing, self.jaar, self._volgnummer = landing, jaar, volgnummer
        self.t, self.begin = f"{jaar}-12-31", f"{jaar}-01-01"

    def _pad(self, bron: str, feed: str) -> Path:
        paden = sorted(
            p for p in (self._landing / bron).glob(f"GM0153_{feed}_{self.jaar}1231_*") if p.suffix != ".sha256"
        )
        return paden[-1] if self._volgnummer is None else paden[self._volgnummer - 1]

    def _ssd(self, feed: str, start: str, einde: str) -> pd.DataFrame:
        regels = self._pad("ssd", feed).read_text(encoding="cp1252").splitlines()[:-1]
        tabel = pd.read_csv(io.StringIO("\n".join(regels)), sep=";", dtype=str, keep_default_na=False)
        return tabel.assign(start=_iso(tabel[start]), einde=_iso(tabel[einde]))

    def _gidso(self, feed: str) -> pd.DataFrame:
        tabel = pd.read_csv(self._pad("gidso", feed), encoding="utf-8-sig", dtype=str, keep_default_na=False)
        return tabel.assign(start=_iso(tabel["startdatum"]), einde=_iso(tabel["einddatum"]))

    @cached_property
    def uitkeringen(self) -> pd.DataFrame:
        return self._ssd("uitkeringen", "DATUM_INGANG", "DATUM_EINDE")

    @cached_property
    def inzet(self) -> pd.DataFrame:
        tabel = self._ssd("voorzieningen", "DATUM_INGANG", "DATUM_EINDE")
        return tabel.assign(uren=pd.to_numeric(tabel["UREN_PER_WEEK"].str.replace(",", ".")))

    @cached_property
    def toegekend(self) -> pd.DataFrame:
        tabel = self._ssd("inkomenstoeslagen", "DATUM_BESLUIT", "DATUM_BESLUIT")
        return tabel[(tabel["BESLUIT"] == "TOEGEKEND") & tabel["start"].between(self.begin, self.t)]

    @cached_property
    def jeugd(self) -> pd.DataFrame:
        return _actief(self.gidso[self.gidso["wet"] == "JW"], self.begin, self.t)

    @cached_property
    def gidso(self) -> pd.DataFrame:
        return self._gidso("voorzieningen")

    @cached_property
    def opvang(self) -> pd.DataFrame:
        """Both systems in one shape: bsn, start, einde, and whether it is maatschappelijke opvang."""
        if self.jaar >= 2024:
            tabel = pd.read_csv(self._pad("cimot", "trajecten"), sep="|", dtype=str, keep_default_na=False).iloc[:-1]
            return tabel.assign(start=_iso(tabel["begin"]), einde=_iso(tabel["eind"]), mo=tabel["soort"] == "MO")
        bladen = pd.read_excel(self._pad("vis2", "opvang"), sheet_name=None, header=3, dtype={"BSN": str})
        delen = []
        for blad, start, einde in (
            ("Beschermd wonen", "Startdatum", "Einddatum"),
            ("Maatschappelijke opvang", "Datum in", "Datum uit"),
        ):
            rijen = bladen[blad].dropna(subset=["BSN"])
            delen.append(
                pd.DataFrame(
                    {
                        "bsn": rijen["BSN"],
                        "start": _iso(rijen[start]),
                        "einde": _iso(rijen[einde]),
                        "mo": blad[0] == "M",
                    }
                )
            )
        return pd.concat(delen, ignore_index=True)

    def bijstand(self, t: str) -> pd.DataFrame:
        return _actief(self.uitkeringen, t)

    def sociale_activering(self, maat: str, versie: int) -> int:
        bijstand = self.bijstand(self.t)
        bezig = _actief(self.inzet[self.inzet["SOORT_VOORZIENING"] == "SOCIALE_ACTIVERING"], self.t)
        if versie == 2:
            noemer, deel = set(bijstand["HUISHOUDNR"]), set(bezig["HUISHOUDNR"])
        else:
            noemer, deel = _personen(bijstand["BSN"], bijstand["BSN_PARTNER"]), _personen(bezig["BSN"])
        return len(noemer & deel) if maat == "teller" else len(noemer)

    def lks(self, maat: str) -> int:
        lks = self.inzet[self.inzet["SOORT_VOORZIENING"].isin(["LOONKOSTENSUBSIDIE", "FORFAITAIRE_LKS"])]
        werkend = _personen(_actief(lks[lks["WERKGEVER_SOORT"] == "REGULIER"], self.t)["BSN"])
        bijstand = self.bijstand(self.t)
        doelgroep = _personen(bijstand[bijstand["DOELGROEP_LKS"] == "J"]["BSN"])
        return len(werkend) if maat == "teller" else len(werkend | doelgroep)

    def beschut(self, uitsplitsing: str) -> float:
        beschut = self.inzet[self.inzet["SOORT_VOORZIENING"] == "BESCHUT_WERK"]
        maandeinden = [str(m.date()) for m in pd.date_range(self.begin, self.t, freq="ME")]
        dagen = {"totaal": [self.t], "begin_jaar": [self.begin], "gemiddeld": maandeinden}[uitsplitsing]
        return float(sum(_actief(beschut, t)["uren"].sum() for t in dagen) / len(dagen) / 31)

    def garantverzorgd(self) -> int:
        tabel = pd.read_excel(self._pad("menzis", "garantverzorgd"), sheet_name=f"Verzekerden {self.jaar}", header=2)
        return int(tabel.loc[tabel["Peilmaand"] == "dec", "Totaal"].iloc[0])

    def beschermd_wonen(self, versie: int) -> int:
        beschermd = self.opvang[~self.opvang["mo"]]
        return len(
            _personen((_actief(beschermd, self.t) if versie == 1 else _actief(beschermd, self.begin, self.t))["bsn"])
        )

    def verblijfsduur(self, maat: str) -> float:
        mo = self.opvang[
            self.opvang["mo"] & self.opvang["einde"].between(self.begin, self.t) & ~self.opvang["bsn"].isin(ONBEKEND)
        ]
        dagen = (pd.to_datetime(mo["einde"]) - pd.to_datetime(mo["start"])).dt.days.groupby(mo["bsn"]).sum()
        return len(dagen) if maat == "noemer" else float(dagen.mean() / 30.4375)

    def _intensief(self, peildatum: str) -> pd.Series:
        """By person the days in intensive care of the stays that had ended by then."""
        pad = self._landing / "kadera" / f"GM0153_verblijf_{peildatum.replace('-', '')}_01.xlsx"
        tabel = pd.read_excel(pad, sheet_name="Cliënten", header=1)
        weg = tabel[(tabel["Vorm"] == "Intensief") & tabel["Uitstroom"].between(self.begin, peildatum)]
        return (weg["Uitstroom"] - weg["Instroom"]).dt.days.groupby(weg["Cliënt"]).sum()

    def vrouwenopvang(self, maat: str, peildatum: str = "") -> float:
        dagen = self._intensief(peildatum or self.t)
        return len(dagen) if maat == "noemer" else float(dagen.mean())

    def leergeld(self, groepen: list[str]) -> int:
        tabel = pd.read_csv(self._pad("leergeld", "kinderen"), sep=";", dtype=str)
        geholpen = tabel[
            tabel["inkomensgroep"].isin(groepen) & tabel["eerste_verstrekking"].between(self.begin, self.t)
        ]
        return int(geholpen["kindnummer"].nunique())

    def opgave(self, feed: str, post: str) -> float:
        """What the newest statement that tells it says."""
        waarden = [
            number(rij["Waarde"])
            for pad in sorted((self._landing / "opgave").glob(f"GM0153_{feed}_*"))
            for rij in first_sheet(pad)
            if (rij["Indicator"], rij["Uitsplitsing"], rij["Jaar"]) == (post, "", str(self.jaar))
        ]
        return waarden[-1]

    def zwaar(self, versie: int) -> pd.Series:
        if versie == 2:
            return self.jeugd["productcategorie"].isin(ZWAAR_BREED) | (self.jeugd["hulpvorm"] == "13")
        return self.jeugd["hulpvorm"].isin(MET_VERBLIJF) | (self.jeugd["productcategorie"] == "48")

    def jeugdhulp(self, uitsplitsing: str, versie: int) -> int:
        zwaar = int(self.zwaar(versie).sum())
        return {"totaal": len(self.jeugd), "zwaar": zwaar, "licht": len(self.jeugd) - zwaar}[uitsplitsing]

    def kinderen(self) -> int:
        return len(_personen(self.jeugd["bsn"]))

    def bescherming(self) -> int:
        maatregelen = _actief(self._gidso("maatregelen"), self.begin, self.t)
        return len(_personen(maatregelen[maatregelen["type_maatregel"].isin(["11", "12", "21", "22", "23"])]["bsn"]))

    def verblijf(self, uitsplitsing: str) -> int:
        pleegzorg = self.jeugd["hulpvorm"] == "11"
        gezinshuis = (self.jeugd["hulpvorm"] == "12") & (self.jeugd["gezinshuis"] == "J")
        keuze = {
            "pleegzorg": pleegzorg,
            "gezinshuis": gezinshuis,
            "totaal": pleegzorg | gezinshuis,
            "alle": self.jeugd["hulpvorm"].isin(MET_VERBLIJF),
        }
        return len(_personen(self.jeugd[keuze[uitsplitsing]]["bsn"]))

    def wmo(self, uitsplitsing: str) -> int:
        categorieen = {
            "ondersteuning_thuis": ["02", "03", "06", "07", "09"],
            "hulp_bij_huishouden": ["01"],
            "hulpmiddelen_en_diensten": ["08", "11", "12", "13", "14"],
        }
        wmo = self.gidso[(self.gidso["wet"] == "WMO") & self.gidso["productcategorie"].isin(categorieen[uitsplitsing])]
        return len(_personen(_actief(wmo, self.begin, f"{self.jaar}-06-30")["bsn"]))


FORMULES: dict[str, Callable[[Jaar, Doelcijfer], float]] = {
    "bijstand_uitkeringen": lambda j, d: len(j.bijstand(j.begin if d.uitsplitsing == "begin_jaar" else j.t)),
    "sociale_activering_pct": lambda j, d: j.sociale_activering(d.maat, d.definitie_versie),
    "lks_regulier_pct": lambda j, d: j.lks(d.maat),
    "beschut_werk": lambda j, d: j.beschut(d.uitsplitsing),
    "iit_toekenningen": lambda j, _: len(j.toegekend),
    "iit_bereik_pct": lambda j, d: (
        j.toegekend["HUISHOUDNR"].nunique() if d.maat == "teller" else j.opgave("gbtwente", "iit_doelgroep")
    ),
    "garantverzorgd_bereik_pct": lambda j, _: j.garantverzorgd(),
    "beschermd_wonen_clienten": lambda j, d: j.beschermd_wonen(d.definitie_versie),
    "mo_verblijfsduur": lambda j, d: j.verblijfsduur(d.maat),
    "vo_verblijfsduur": lambda j, d: j.vrouwenopvang(d.maat),
    "vo_clienten": lambda j, _: j.vrouwenopvang("noemer"),
    "leergeld_bereik_pct": lambda j, d: (
        j.leergeld(["tot120"]) if d.maat == "teller" else j.opgave("cbs", "leergeld_doelgroep")
    ),
    "leergeld_kinderen": lambda j, d: j.leergeld(["tot120"] if d.uitsplitsing == "tot120" else ["tot120", "tot130"]),
    "jeugdhulp_voorzieningen": lambda j, d: j.jeugdhulp(d.uitsplitsing, d.definitie_versie),
    "jeugdhulp_zwaar_pct": lambda j, d: j.jeugdhulp("zwaar" if d.maat == "teller" else "totaal", d.definitie_versie),
    "jeugdhulp_kinderen_uniek": lambda j, _: j.kinderen(),
    "jeugdbescherming_kinderen": lambda j, _: j.bescherming(),
    "jeugdbescherming_pct": lambda j, d: j.bescherming() if d.maat == "teller" else j.kinderen(),
    "pleegzorg_gezinshuis_kinderen": lambda j, d: j.verblijf(d.uitsplitsing),
    "pleegzorg_gezinshuis_pct": lambda j, d: j.verblijf("totaal" if d.maat == "teller" else "alle"),
    "wmo_voorziening_per_1000": lambda j, d: j.wmo(d.uitsplitsing),
}


@pytest.fixture(scope="module")
def jaren(landing: Path) -> Callable[[int, int | None], Jaar]:
    bekend: dict[tuple[int, int | None], Jaar] = {}
    return lambda jaar, volgnummer: bekend.setdefault((jaar, volgnummer), Jaar(landing, jaar, volgnummer))


@pytest.mark.parametrize(
    "doelcijfer",
    [
        d
        for d in lees()
        if (d.indicator_code, d.definitie_versie, d.maat) not in VAN_CBS
        and not (d.maat == "waarde" and d.indicator_code.endswith("_pct"))
    ],
    ids=lambda d: f"{d.indicator_code}-v{d.definitie_versie}-{d.uitsplitsing}-{d.maat}-{d.jaar}",
)
def test_the_files_add_up_to_the_target_figure(
    doelcijfer: Doelcijfer, jaren: Callable[[int, int | None], Jaar]
) -> None:
    berekend = FORMULES[doelcijfer.indicator_code](jaren(doelcijfer.jaar, doelcijfer.volgnummer), doelcijfer)

    decimalen = max(0, -int(doelcijfer.waarde.as_tuple().exponent))
    assert round(berekend, decimalen) == float(doelcijfer.waarde)


def test_beschut_werk_of_2024_is_exactly_the_printed_hours(jaren: Callable[[int, int | None], Jaar]) -> None:
    jaar = jaren(2024, None)

    assert jaar.beschut("totaal") * 31 == pytest.approx(4240.8)
    assert jaar.beschut("begin_jaar") * 31 == pytest.approx(3627.0)
    assert jaar.beschut("gemiddeld") <= 128


def test_vrouwenopvang_of_2022_has_the_two_short_stays_that_the_budget_prints(
    jaren: Callable[[int, int | None], Jaar],
) -> None:
    dagen = sorted(jaren(2022, None)._intensief("2022-12-31"))

    assert len(dagen) == 14
    assert sum(dagen) / len(dagen) == 181
    assert dagen[:2] == [63, 64]
    assert dagen[2] > 64


def test_halfway_2023_the_mean_stay_was_what_the_budget_prints(jaren: Callable[[int, int | None], Jaar]) -> None:
    jaar = jaren(2023, None)

    assert jaar.vrouwenopvang("waarde", "2023-06-30") == 220
    assert 0 < jaar.vrouwenopvang("noemer", "2023-06-30") < jaar.vrouwenopvang("noemer")


def test_two_stays_of_about_two_years_make_2024_far_longer_than_2023(jaren: Callable[[int, int | None], Jaar]) -> None:
    dagen = sorted(jaren(2024, None)._intensief("2024-12-31"))

    assert all(abs(lang - 2 * 365) < 30 for lang in dagen[-2:])
    assert dagen[-3] < 365
    assert jaren(2024, None).vrouwenopvang("waarde") > 1.2 * jaren(2023, None).vrouwenopvang("waarde")


def test_somebody_who_came_back_counts_once(landing: Path) -> None:
    tabel = pd.read_excel(landing / "kadera" / "GM0153_verblijf_20211231_01.xlsx", header=1)
    intensief = tabel[(tabel["Vorm"] == "Intensief") & tabel["Uitstroom"].notna()]

    assert intensief["Cliënt"].duplicated().sum() == 1


def test_who_stays_a_few_nights_or_in_a_safehouse_is_registered_as_well(landing: Path) -> None:
    for pad in (landing / "kadera").iterdir():
        tabel = pd.read_excel(pad, header=1)
        nachten = (tabel["Uitstroom"] - tabel["Instroom"]).dt.days
        assert nachten[(tabel["Vorm"] == "Noodbed") & nachten.notna()].between(1, 3).all()
        assert (tabel["Vorm"] == "Safehouse").sum() >= 3


def test_leergeld_reached_over_74_percent_in_2022_and_slightly_less_in_2024_than_in_2023(
    jaren: Callable[[int, int | None], Jaar],
) -> None:
    for groepen in (["tot120"], ["tot120", "tot130"]):
        bereik = {
            jaar: 100 * jaren(jaar, None).leergeld(groepen) / jaren(jaar, None).opgave("cbs", "leergeld_doelgroep")
            for jaar in range(2019, 2025)
        }
        assert 74 < bereik[2022] < 75
        assert bereik[2019] > bereik[2020] > bereik[2021]
        assert 0 < bereik[2023] - bereik[2024] < 2
        assert bereik[2023] > bereik[2022] + 3


def test_nothing_of_sociale_activering_is_registered_before_2022(jaren: Callable[[int, int | None], Jaar]) -> None:
    for jaar in (2019, 2020, 2021):
        assert "SOCIALE_ACTIVERING" not in set(jaren(jaar, None).inzet["SOORT_VOORZIENING"])


def test_both_deliveries_of_2023_give_the_same_voorzieningen(jaren: Callable[[int, int | None], Jaar]) -> None:
    eerste, tweede = jaren(2023, 1), jaren(2023, 2)

    assert eerste.gidso.drop(columns="bsn").equals(tweede.gidso.drop(columns="bsn"))
    assert (eerste.gidso["bsn"] != tweede.gidso["bsn"]).sum() == 3


def test_who_was_in_vis2_returns_in_cimot_with_a_new_number(jaren: Callable[[int, int | None], Jaar]) -> None:
    oud, nieuw = jaren(2023, None), jaren(2024, None)

    gebleven = _personen(oud.opvang.loc[oud.opvang["einde"] == OPEN, "bsn"])
    assert len(gebleven) > 600
    assert gebleven <= _personen(nieuw.opvang["bsn"])
    assert nieuw.opvang["client_id"].str.fullmatch(r"K\d{7}").all()


def test_some_households_are_granted_a_toeslag_twice(jaren: Callable[[int, int | None], Jaar]) -> None:
    assert jaren(2024, None).toegekend["HUISHOUDNR"].duplicated().sum() == 2158 - 2142
