"""A small hand-made warehouse: raw deliveries and ledger as Parquet, and dbt run over them.

Belongs here: what the dbt tests need to lay down deliveries row by row and to look at the marts. Does not belong here:
readers and quality rules; what is written here is what those would have left behind.
"""

import os
import subprocess
import sys
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb

from expectations.raw import NO_ROWS
from expectations.verbanden import load_verbanden
from orchestration.contract_facts import write_contract_facts
from sources.contract import load_contracts
from tests.support.garbage import THRESHOLDS

PROJECT = Path(__file__).resolve().parents[2] / "dbt_project"

# Object in raw -> its columns; all are text, as delivered.
KOLOMMEN: dict[str, str] = {
    "ssd.uitkeringen": """uitkering_id huishouden_id persoon_id partner_persoon_id regeling datum_ingang datum_einde
        geboortejaar postcode4 doelgroep_lks bedrag_maand""",
    "ssd.voorzieningen": """voorziening_id huishouden_id persoon_id soort_voorziening datum_ingang datum_einde
        uren_per_week loonwaarde_pct werkgever_soort""",
    "ssd.inkomenstoeslagen": "beschikking_id huishouden_id persoon_id datum_aanvraag datum_besluit besluit bedrag",
    "gidso.voorzieningen": """voorziening_id client_id persoon_id geboortejaar postcode4 woonplaats_gemeente wet
        productcategorie hulpvorm gezinshuis toewijzingsdatum startdatum einddatum reden_einde leveringsvorm
        aanbieder_agb volume eenheid frequentie""",
    "gidso.maatregelen": """maatregel_id client_id persoon_id geboortejaar type_maatregel startdatum einddatum
        instelling_agb""",
    "vis2.beschermd_wonen": "client_id persoon_id status indicatiedatum startdatum einddatum",
    "vis2.maatschappelijke_opvang": "client_id persoon_id datum_in datum_uit",
    "cimot.trajecten": "traject_id client_id persoon_id soort gemeente_herkomst begin eind",
    "menzis.garantverzorgd": """peilmaand garantverzorgd_1 garantverzorgd_2 garantverzorgd_3 garantverzorgd_overig
        totaal""",
    "kadera.verblijf": "client_id vorm instroom uitstroom",
    "leergeld.kinderen": "kind_id geboortejaar jaar inkomensgroep eerste_verstrekking",
    "opgave.opgave": "indicator uitsplitsing jaar waarde status",
    "pc.streefwaarden": "document indicator uitsplitsing jaar streefwaarde toelichting",
    "pc.acties": "document doel nummer actie moment status toelichting",
    "pc.publicaties": "document indicator uitsplitsing jaar waarde eenheid",
    "pc.begrotingsregels": "document jaar fase programma doel product taakveld soort bedrag eenheid",
    "iv3.kop": "overheidslaag overheidsnummer boekjaar periode status details_openbaar",
    "iv3.rekening": "boekjaar periode onderdeel taakveld categorie bedrag",
    "iv3.balans": "boekjaar periode onderdeel balanscode categorie standper bedrag",
    "iv3.kengetal": "boekjaar periode onderdeel verslagperiode code waarde",
    "iv3.lasten": "gemeente_code verslagsoort inwoners taakveld lasten_x1000",
    "iv3.taakveldtabel": """gemeente taakveld salarissen baten lasten provincie gemeentegrootte stedelijkheid inwonertal
        centrumfunctie sociale_structuur""",
    "cbs.bevolking": "measure value_attribute value regio periode status",
    "cbs.inkomen": "measure value_attribute value inkomensgrens duur kenmerken_huishouden regio periode status",
}
# What the contracts demand and no story is about.
INGEVULD: dict[str, str] = {
    "client_id": "c1",
    "datum_aanvraag": "01-01-2023",
    "garantverzorgd_1": "0",
    "garantverzorgd_2": "0",
    "garantverzorgd_3": "0",
    "value_attribute": "None",
}
# The feeds whose workbook holds more tables than one, and the bron whose feeds share one; every other feed is its own.
OBJECTEN = {
    "vis2.opvang": ("beschermd_wonen", "maatschappelijke_opvang"),
    "iv3.iv3": ("kop", "rekening", "balans", "kengetal"),
    "iv3.begroting": ("taakveldtabel",),
    "iv3.jaarrekening": ("taakveldtabel",),
    "opgave": ("opgave",),
}

# The rule that rows break which are set apart, where a test looks it up.
APART = {"ssd.uitkeringen": "ssd.uitkeringen.bsn.elfproef"}

STATE = {
    "levering": """levering_id VARCHAR, bron VARCHAR, feed VARCHAR, gemeente_code VARCHAR, peildatum DATE,
        volgnummer INTEGER, bestandsnaam VARCHAR, sha256 VARCHAR, ontvangen_op TIMESTAMP, status VARCHAR, reden VARCHAR,
        rijen_gelezen BIGINT, rijen_geladen BIGINT, rijen_quarantaine BIGINT, run_id VARCHAR, synthetisch BOOLEAN""",
    "controle": """run_id VARCHAR, controle_id VARCHAR, levering_id VARCHAR, bron VARCHAR, feed VARCHAR, object VARCHAR,
        kolom VARCHAR, regel VARCHAR, ernst VARCHAR, geslaagd BOOLEAN, aantal BIGINT, aantal_fout BIGINT,
        uitgevoerd_op TIMESTAMP, reden VARCHAR""",
    "quarantaine": """levering_id VARCHAR, object VARCHAR, rijnummer BIGINT, controle_id VARCHAR, kolom VARCHAR,
        reden VARCHAR""",
    "verschil": """levering_id VARCHAR, object VARCHAR, soort VARCHAR, kolom VARCHAR, gevonden VARCHAR,
        verwacht VARCHAR, voorstel VARCHAR""",
    "profiel": """levering_id VARCHAR, object VARCHAR, maat VARCHAR, kolom VARCHAR, sleutel VARCHAR, waarde DOUBLE""",
    "aanvaarding": "levering_id VARCHAR, reden VARCHAR, aanvaard_op TIMESTAMP",
    "voorbeeld": "run_id VARCHAR, controle_id VARCHAR, levering_id VARCHAR, object VARCHAR, rijnummer BIGINT",
}

DBT = f"import gc; gc.set_threshold{THRESHOLDS}; from dbt.cli.main import cli; cli()"
"""dbt's command. What it parses lives as long as it does."""

Rij = dict[str, Any]


@dataclass
class Wereld:
    """One DWH_HOME. Deliveries are laid down with levering(); schrijf_state() and dbt() make marts of them."""

    home: Path
    project: Path = PROJECT
    vandaag: str = "2025-02-10"
    leveringen: list[tuple[Any, ...]] = field(default_factory=list)
    quarantaine: list[tuple[Any, ...]] = field(default_factory=list)
    controles: list[tuple[Any, ...]] = field(default_factory=list)
    aanvaardingen: list[tuple[Any, ...]] = field(default_factory=list)
    voorbeelden: list[tuple[Any, ...]] = field(default_factory=list)

    def __post_init__(self) -> None:
        (self.home / "state").mkdir(parents=True)
        (self.home / "warehouse").mkdir()
        for naam in KOLOMMEN:
            self._schrijf_raw(naam, NO_ROWS, [])

    def levering(
        self,
        bron_feed: str,
        gemeente: str,
        peildatum: str,
        ontvangen: str,
        rijen: list[Rij] | dict[str, list[Rij]] | None = None,
        *,
        volgnummer: int = 1,
        status: str = "geladen",
        reden: str | None = None,
        apart: int = 0,
        synthetisch: bool = False,
    ) -> str:
        """Lays down one delivery of a feed ("ssd.uitkeringen"): raw rows when it was loaded, and its row in the ledger.

        Returns the levering_id. rijen is a list, or a list per object where the feed has more objects than one.
        """
        bron, feed = bron_feed.split(".")
        dag, volgnr = peildatum.replace("-", ""), f"{volgnummer:02d}"
        levering_id = f"{bron}.{feed}.{gemeente}.{dag}.{volgnr}.{len(self.leveringen):08x}"
        tabellen = OBJECTEN.get(bron_feed) or OBJECTEN.get(bron) or (feed,)
        per_tabel = rijen if isinstance(rijen, dict) else {tabellen[0]: rijen or []}
        aantal = sum(len(r) for r in per_tabel.values())
        if status == "geladen":
            for tabel in tabellen:
                self._schrijf_raw(f"{bron}.{tabel}", levering_id, per_tabel.get(tabel, []))
        sleutel = (levering_id, bron, feed, gemeente, date.fromisoformat(peildatum), volgnummer)
        bestand = (
            f"{gemeente}_{feed}_{dag}_{volgnr}",
            f"{len(self.leveringen):064x}",
            datetime.fromisoformat(ontvangen),
        )
        self.leveringen.append((*sleutel, *bestand, status, reden, aantal + apart, aantal, apart, "run-1", synthetisch))
        controle_id = APART.get(bron_feed, "controle")
        self.quarantaine += [(levering_id, feed, 100 + n, controle_id, "kolom", "Reden") for n in range(apart)]
        return levering_id

    def raw(self, bron: str, tabel: str, levering_id: str) -> Path:
        """The Parquet file of one delivery and object."""
        return self.home / "raw" / bron / tabel / f"{levering_id}.parquet"

    def controle(
        self, controle_id: str, bron_feed: str, levering_id: str | None, reden: str | None, *, ernst: str, op: str
    ) -> None:
        """Lays down what a check said of a delivery, or of what lies between deliveries; without a reason it passed."""
        bron, feed = bron_feed.split(".")
        delen = controle_id.split(".")
        tabel = "verband" if delen[0] == "verband" else delen[1]
        self.controles.append(
            (
                f"run-{op}", controle_id, levering_id, bron, feed, tabel, None, delen[-1], ernst, reden is None, 1,
                int(reden is not None), datetime.fromisoformat(op), reden,
            )
        )  # fmt: skip

    def schrijf_state(self) -> None:
        """Writes the ledger as the ingest leaves it, and what our contracts say."""
        moment = datetime.fromisoformat("2025-01-01")
        geslaagd = [
            (
                "run-1",
                "controle",
                rij[0],
                rij[1],
                rij[2],
                rij[2],
                None,
                "regel",
                "fout",
                True,
                rij[11],
                rij[13],
                moment,
                None,
            )
            for rij in self.leveringen
        ]
        rijen = {
            "levering": self.leveringen,
            "controle": geslaagd + self.controles,
            "quarantaine": self.quarantaine,
            "aanvaarding": self.aanvaardingen,
            "voorbeeld": self.voorbeelden,
        }
        for naam, kolommen in STATE.items():
            _schrijf_parquet(self.home / "state" / f"{naam}.parquet", kolommen, rijen.get(naam, []))
        write_contract_facts(self.home / "state", load_contracts(), load_verbanden())

    def dbt(self, *argumenten: str) -> str:
        """Runs dbt over this world and returns what it printed, which is the assertion's message when it fails."""
        self.schrijf_state()
        omgeving = os.environ | {
            "DWH_HOME": str(self.home),
            "DWH_TODAY": self.vandaag,
            "DBT_TARGET_PATH": str(self.home / "dbt" / "target"),
            "DBT_LOG_PATH": str(self.home / "dbt" / "logs"),
            "DBT_PROJECT_DIR": str(self.project),
            "DBT_PROFILES_DIR": str(self.project),
        }
        klaar = subprocess.run(
            [sys.executable, "-c", DBT, "--no-use-colors", *argumenten],
            env=omgeving, cwd=self.home, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert klaar.returncode == 0, klaar.stdout[-6000:] + klaar.stderr[-2000:]
        return klaar.stdout

    def vraag(self, sql: str) -> list[tuple[Any, ...]]:
        """Rows of a query on the warehouse; opened read-only and closed at once, since DuckDB lets one process in."""
        with duckdb.connect(str(self.home / "warehouse" / "warehouse.duckdb"), read_only=True) as con:
            return con.execute(sql).fetchall()

    def indicator(
        self,
        gemeente: str,
        code: str,
        jaar: int,
        *,
        versie: int = 1,
        uitsplitsing: str = "totaal",
        op: str | None = None,
    ) -> float | None:
        """The value as known now, or at a moment (ISO, UTC); None when it was not known then."""
        wanneer = f"timestamp '{op}'" if op else "timestamp '9999-01-01'"
        rijen = self.vraag(
            f"""
            select waarde
            from indicatoren.fct_indicator
            where gemeente_code = '{gemeente}' and indicator_code = '{code}' and jaar = {jaar}
              and definitie_versie = {versie} and uitsplitsing = '{uitsplitsing}'
              and bekend_vanaf <= {wanneer} and (bekend_tot is null or bekend_tot > {wanneer})
            """
        )
        assert len(rijen) <= 1, "more than one value is known at one moment"
        return rijen[0][0] if rijen else None

    def _schrijf_raw(self, naam: str, levering_id: str, rijen: list[Rij]) -> None:
        velden = KOLOMMEN[naam].split()
        for rij in rijen:
            onbekend = set(rij) - set(velden)
            assert not onbekend, f"{naam} has no column {onbekend}"
        kolommen = ", ".join(["levering_id VARCHAR", "rijnummer BIGINT", *(f"{veld} VARCHAR" for veld in velden)])
        waarden = [
            (levering_id, nummer, *((INGEVULD | rij).get(veld) for veld in velden))
            for nummer, rij in enumerate(rijen, start=2)
        ]
        bron, tabel = naam.split(".")
        _schrijf_parquet(self.raw(bron, tabel, levering_id), kolommen, waarden)


def _schrijf_parquet(bestand: Path, kolommen: str, rijen: list[tuple[Any, ...]]) -> None:
    bestand.parent.mkdir(parents=True, exist_ok=True)
    with duckdb.connect() as con:
        con.execute(f"create table t ({kolommen})")
        if rijen:
            con.executemany(f"insert into t values ({', '.join('?' * len(rijen[0]))})", rijen)
        con.execute(f"copy t to '{bestand}' (format parquet)")
