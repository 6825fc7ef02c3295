"""What the ledger holds: its tables, and their rows as values.

Belongs here: names, types and meaning of everything that is written down about a delivery. Does not belong here:
writing and reading them (`expectations.ledger`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import pyarrow as pa

    from expectations.profile import Meting
    from sources.landing import Vingerafdruk
    from sources.reading.verschil import Verschil

Status = Literal["geladen", "afgekeurd", "wacht"]

SCHEMA = """
CREATE TABLE IF NOT EXISTS levering (
    levering_id VARCHAR PRIMARY KEY, bron VARCHAR, feed VARCHAR, gemeente_code VARCHAR, peildatum DATE,
    volgnummer INTEGER, bestandsnaam VARCHAR, sha256 VARCHAR, ontvangen_op TIMESTAMP, status VARCHAR, reden VARCHAR,
    rijen_gelezen BIGINT, rijen_geladen BIGINT, rijen_quarantaine BIGINT, run_id VARCHAR, synthetisch BOOLEAN);
CREATE TABLE IF NOT EXISTS controle (
    run_id VARCHAR, controle_id VARCHAR, levering_id VARCHAR, bron VARCHAR, feed VARCHAR, object VARCHAR,
    kolom VARCHAR, regel VARCHAR, ernst VARCHAR, geslaagd BOOLEAN, aantal BIGINT, aantal_fout BIGINT,
    uitgevoerd_op TIMESTAMP, reden VARCHAR);
CREATE TABLE IF NOT EXISTS quarantaine (
    levering_id VARCHAR, object VARCHAR, rijnummer BIGINT, controle_id VARCHAR, kolom VARCHAR, reden VARCHAR);
CREATE TABLE IF NOT EXISTS verschil (
    levering_id VARCHAR, object VARCHAR, soort VARCHAR, kolom VARCHAR, gevonden VARCHAR, verwacht VARCHAR,
    voorstel VARCHAR);
CREATE TABLE IF NOT EXISTS profiel (
    levering_id VARCHAR, object VARCHAR, maat VARCHAR, kolom VARCHAR, sleutel VARCHAR, waarde DOUBLE);
CREATE TABLE IF NOT EXISTS aanvaarding (levering_id VARCHAR, reden VARCHAR, aanvaard_op TIMESTAMP);
CREATE TABLE IF NOT EXISTS voorbeeld (
    run_id VARCHAR, controle_id VARCHAR, levering_id VARCHAR, object VARCHAR, rijnummer BIGINT);
CREATE TABLE IF NOT EXISTS gezien (
    bron VARCHAR, bestandsnaam VARCHAR, sha256 VARCHAR, grootte BIGINT, mtime_ns BIGINT, ctime_ns BIGINT,
    PRIMARY KEY (bron, bestandsnaam));
CREATE TABLE IF NOT EXISTS geexporteerd (tabel VARCHAR PRIMARY KEY, rijen BIGINT);
"""
EXPORTED = ("levering", "controle", "quarantaine", "verschil", "profiel", "aanvaarding", "voorbeeld")
"""The tables that dbt reads, each as a Parquet file."""


@dataclass(frozen=True)
class Levering:
    """One row of the ledger; the columns of `kwaliteit.fct_levering`, times in naive UTC."""

    levering_id: str
    bron: str
    feed: str
    gemeente_code: str
    peildatum: date
    volgnummer: int
    bestandsnaam: str
    sha256: str
    ontvangen_op: datetime
    status: Status
    reden: str | None
    rijen_gelezen: int
    rijen_geladen: int
    rijen_quarantaine: int
    run_id: str
    synthetisch: bool


@dataclass(frozen=True)
class Controleresultaat:
    """One row of `kwaliteit.fct_controle`."""

    run_id: str
    controle_id: str
    levering_id: str | None
    bron: str | None
    feed: str | None
    object: str | None
    kolom: str | None
    regel: str
    ernst: str
    geslaagd: bool
    aantal: int
    aantal_fout: int
    uitgevoerd_op: datetime
    reden: str | None


@dataclass(frozen=True)
class Gezien:
    """What a file of a bron looked like when it was last read."""

    bron: str
    bestandsnaam: str
    sha256: str
    vingerafdruk: Vingerafdruk


@dataclass(frozen=True)
class Oordeel:
    """A judged delivery with everything that was found, as it goes into the ledger: all of it or nothing.

    `quarantaine` holds tables of object, rijnummer, controle_id, kolom, reden.
    """

    levering: Levering
    controles: Sequence[Controleresultaat] = ()
    quarantaine: Sequence[pa.Table] = ()
    profiel: Sequence[Meting] = ()
    verschillen: Sequence[Verschil] = ()
    gezien: Gezien | None = None


@dataclass(frozen=True)
class Bekend:
    """What the ledger knows of a delivery that was judged before."""

    levering_id: str
    bestandsnaam: str
    sha256: str


@dataclass(frozen=True)
class StaandResultaat:
    """What a check says of a delivery that is the newest of its municipality now, sound or not. `aanvaard` is why
    somebody accepted a warning."""

    controle_id: str
    levering_id: str | None
    ernst: str
    geslaagd: bool
    aantal: int
    aantal_fout: int
    reden: str | None
    aanvaard: str | None = None


@dataclass(frozen=True)
class Voorbeeld:
    """A row that a check across feeds found: where its owner can look it up."""

    run_id: str
    controle_id: str
    levering_id: str
    object: str
    rijnummer: int
