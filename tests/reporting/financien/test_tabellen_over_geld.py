"""Tables about money, from rows made by hand."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from reporting.rapport.financien.documenttabel import documenttabellen
from reporting.rapport.financien.prijsvolume import prijs_en_volume
from reporting.rapport.financien.rekening import programmarekeningen
from reporting.rapport.financien.taakvelden import _volgorde
from reporting.tabel.vlak import delen_van_totaal
from tests.reporting.financien.rijen import (
    achtergrond,
    documentcel,
    levering,
    prijsvolume,
    programmaregel,
    teksten,
)

REKENING = (
    programmaregel("lasten", 300, -7), programmaregel("baten", 100, 2), programmaregel("saldo", -200, -5), programmaregel("storting", 10, 0),
    programmaregel("onttrekking", 4, 1), programmaregel("saldo_reserves", -6, 1), programmaregel("resultaat", -206, -4),
)  # fmt: skip


def test_the_account_stands_in_the_unit_of_its_document_and_says_what_is_a_nadeel() -> None:
    ((gemeente, tabel),) = programmarekeningen(achtergrond(programmaregels=REKENING))
    assert (gemeente, tabel.eenheid, tabel.synthetisch) == ("GM0001", "x 1.000 euro", True)
    assert [kolom.kop for kolom in tabel.kolommen] == [
        "Zorg",
        "Begroting (na wijziging)",
        "Realisatie",
        "Saldo (- = nadeel)",
    ]
    assert teksten(tabel)[2] == ["Saldo van baten en lasten", "-200", "-200", "-5"]
    assert [rij.cellen[3].oordeel for rij in tabel.rijen][:4] == ["nadeel", "voordeel", "nadeel", None]


def test_every_total_of_the_account_follows_from_its_lines_in_every_column() -> None:
    ((_, tabel),) = programmarekeningen(achtergrond(programmaregels=REKENING))
    totalen = [rij for rij in tabel.rijen if rij.soort == "totaal"]
    assert len(totalen) == 3
    assert all(delen_van_totaal(tabel, rij, kolom) for rij in totalen for kolom in (1, 2, 3))


def test_where_the_document_prints_another_amount_both_stand_there() -> None:
    anders = documentcel(
        "saldo", "-201", -200, 3, afrondingsverschil=-1, toelichting="100 min 300 is -200; gedrukt is -201."
    )
    ((_, tabel),) = programmarekeningen(achtergrond(programmaregels=REKENING, documentcellen=(anders,)))
    cel = tabel.rijen[2].cellen[2]
    assert (cel.waarde, cel.kanttekening) == (
        Decimal(-200),
        "Het document drukt -201. 100 min 300 is -200; gedrukt is -201.",
    )
    assert [rij.cellen[2].kanttekening for rij in tabel.rijen].count(None) == 6


@pytest.mark.parametrize(
    ("lasten", "baten", "saldo"),
    [("300", "100", "-200"), ("300", "100", "200"), ("300", "-100", "200")],
    ids=["baten min lasten", "lasten min baten", "baten printed as negative"],
)
def test_totals_of_a_document_add_up_in_its_own_signs(lasten: str, baten: str, saldo: str) -> None:
    cellen = (
        documentcel("lasten", lasten, 300, 1),
        documentcel("baten", baten, 100, 2),
        documentcel("saldo", saldo, -200, 3),
    )
    ((_, _, tabel),) = documenttabellen(achtergrond(documentcellen=cellen))
    assert teksten(tabel) == [["Lasten", lasten], ["Baten", baten], ["Saldo", saldo]]
    assert delen_van_totaal(tabel, tabel.rijen[2], 1)


def test_a_printed_total_that_its_table_does_not_come_to_is_kept_with_its_note() -> None:
    cellen = (
        documentcel("lasten", "300", 300, 1), documentcel("baten", "100", 100, 2),
        documentcel("saldo", "-201", -200, 3, toelichting="Gedrukt is -201."),
    )  # fmt: skip
    ((_, _, tabel),) = documenttabellen(achtergrond(documentcellen=cellen))
    assert teksten(tabel)[2] == ["Saldo", "-201"]
    assert tabel.rijen[2].cellen[1].kanttekening == "Gedrukt is -201."
    assert not delen_van_totaal(tabel, tabel.rijen[2], 1)


def test_the_total_of_a_programme_adds_its_goals() -> None:
    cellen = (
        documentcel("lasten", "200", 200, 1, "doel", code="D-1"), documentcel("lasten", "100", 100, 2, "doel", code="D-2"),
        documentcel("lasten", "300", 300, 3),
    )  # fmt: skip
    ((_, _, tabel),) = documenttabellen(achtergrond(documentcellen=cellen))
    assert delen_van_totaal(tabel, tabel.rijen[2], 1) == ((0, 1), (1, 1))


@pytest.mark.parametrize(("status", "zinnen"), [("kapot", 1), ("te_laat", 1), ("goed", 0)])
def test_a_table_warns_when_the_feed_it_rests_on_is_not_sound(status: str, zinnen: int) -> None:
    ((_, tabel),) = programmarekeningen(
        achtergrond(programmaregels=REKENING, leveringen=(levering("begroting", status),))
    )
    assert len(tabel.waarschuwingen) == zinnen
    assert tabel.bronnen == ("Jaarrekening 2024", "Feed begroting (pc/begroting)")
    if status == "kapot":
        assert tabel.waarschuwingen == ("De bron Feed begroting is kapot. Het bestand is afgekeurd.",)


def test_a_table_does_not_warn_of_a_feed_that_it_does_not_rest_on() -> None:
    ((_, tabel),) = programmarekeningen(achtergrond(programmaregels=REKENING, leveringen=(levering("iv3", "kapot"),)))
    assert tabel.waarschuwingen == ()


def test_price_and_volume_warn_of_the_feed_that_counted_the_clients_of_that_product() -> None:
    rij = prijsvolume(None, 90)
    kapot = levering(f"volume {rij.product_code}", "kapot", feed="volume")
    ((_, tabel),) = prijs_en_volume(achtergrond(prijsvolumes=(rij,), volumeleveringen=(kapot,)))
    assert len(tabel.waarschuwingen) == 1
    assert any("pc/volume" in bron for bron in tabel.bronnen)
    ander = levering("volume van een ander product", "kapot")
    ((_, tabel),) = prijs_en_volume(achtergrond(prijsvolumes=(rij,), volumeleveringen=(ander,)))
    assert tabel.waarschuwingen == ()


def test_a_volume_of_few_clients_hides_the_volumes_beside_it() -> None:
    rijen = (prijsvolume("licht", 3), prijsvolume("zwaar", 60), prijsvolume(None, 63))
    ((_, tabel),) = prijs_en_volume(achtergrond(prijsvolumes=rijen))
    sleutels = [kolom.sleutel for kolom in tabel.kolommen]
    hangt_samen = {"volume", "volume_basis", "prijs", "prijs_basis", "volume_effect", "prijs_effect", "mix_effect"}
    for rij in tabel.rijen[:2]:
        verborgen = {sleutel for sleutel, cel in zip(sleutels, rij.cellen, strict=True) if cel.onderdrukt}
        assert verborgen == hangt_samen
    assert not [cel for cel in tabel.rijen[2].cellen if cel.onderdrukt]


def test_volumes_of_many_clients_are_shown() -> None:
    ((_, tabel),) = prijs_en_volume(
        achtergrond(prijsvolumes=(prijsvolume("licht", 30), prijsvolume("zwaar", 60), prijsvolume(None, 90)))
    )
    assert not [cel for rij in tabel.rijen for cel in rij.cellen if cel.onderdrukt]


def test_a_deviation_says_why_it_could_not_be_taken_apart() -> None:
    rij = replace(prijsvolume(None, 90), effect_volume_eur=None, niet_ontleed="Het volume van 2023 is niet bekend.")
    ((_, tabel),) = prijs_en_volume(achtergrond(prijsvolumes=(rij,)))
    assert tabel.rijen[0].cellen[0].kanttekening == "Het volume van 2023 is niet bekend."


def test_taakvelden_stand_in_the_order_of_iv3() -> None:
    codes = ["0.10", "6.72", "0.7", "0.61", "6", "0.1", "6.711", "0", "0.9", "0.2", "6.71", "0.11"]
    assert sorted(codes, key=_volgorde) == [
        "0",
        "0.1",
        "0.2",
        "0.61",
        "0.7",
        "0.9",
        "0.10",
        "0.11",
        "6",
        "6.71",
        "6.711",
        "6.72",
    ]
