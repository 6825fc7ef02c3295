"""The client, against a service on this machine that misbehaves on command."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from sources.cbs.odata import (
    CbsLayoutAfwijkend,
    CbsOnbereikbaar,
    CbsTabelOntbreekt,
    Geduld,
    Tabel,
    harvest,
    read_properties,
)
from sources.cbs.recorded_service import RecordedService, Storing

Serveer = Callable[..., RecordedService]
SchrijfTabel = Callable[..., Path]


def haal_alles(tabel: Tabel, base_url: str, geduld: Geduld) -> list[dict[str, str | None]]:
    with harvest(tabel, base_url, geduld=geduld) as oogst:
        return list(oogst.waarnemingen)


def test_observations_arrive_under_our_names_with_the_status_of_their_period(tabel, schrijf_tabel, serveer, wachtkamer):
    dienst = serveer(schrijf_tabel(statussen={"2024JJ00": "NaderVoorlopig"}))
    eerste = haal_alles(tabel, dienst.base_url, wachtkamer.geduld)[0]
    assert eerste == {
        "measure": "M1",
        "value_attribute": "None",
        "value": "0",
        "regio": "GM0000",
        "periode": "2024JJ00",
        "status": "NaderVoorlopig",
    }
    assert wachtkamer.gewacht == []


def test_all_three_statuses_are_kept_apart(tabel, schrijf_tabel, serveer, rij, wachtkamer):
    statussen = {"2022JJ00": "Definitief", "2023JJ00": "NaderVoorlopig", "2024JJ00": "Voorlopig"}
    dienst = serveer(schrijf_tabel([rij(Perioden=periode) for periode in statussen], statussen))
    waarnemingen = haal_alles(tabel, dienst.base_url, wachtkamer.geduld)
    assert {w["periode"]: w["status"] for w in waarnemingen} == statussen


def test_values_keep_the_text_on_the_wire_and_codes_lose_their_padding(tabel, schrijf_tabel, serveer, rij, wachtkamer):
    rijen = [
        rij(Value=17344874.5, RegioS="GM0153  ", Perioden="2024JJ00 "),
        rij(Value=158986),
        rij(Value=None, ValueAttribute="Impossible"),
    ]
    waarnemingen = haal_alles(tabel, serveer(schrijf_tabel(rijen)).base_url, wachtkamer.geduld)
    assert [w["value"] for w in waarnemingen] == ["17344874.5", "158986", None]
    assert {(w["regio"], w["periode"], w["status"]) for w in waarnemingen} == {("GM0153", "2024JJ00", "Definitief")}
    assert waarnemingen[2]["value_attribute"] == "Impossible"


def test_numbers_are_never_rounded_through_a_float(tabel, schrijf_tabel, serveer, wachtkamer):
    wire = (
        b'{"value": [{"Id":1,"Measure":"M1","ValueAttribute":"None","Value":0.10000000000000000555,"StringValue":null,'
    )
    storing = Storing(body=wire + b'"RegioS":"GM0153","Perioden":"2024JJ00"}]}', onderdeel="Observations")
    dienst = serveer(schrijf_tabel(), storingen=[storing])
    assert haal_alles(tabel, dienst.base_url, wachtkamer.geduld)[0]["value"] == "0.10000000000000000555"


def test_every_page_is_read_and_the_filter_goes_along(tabel, schrijf_tabel, serveer, rij, wachtkamer):
    rijen = [rij(Id=nummer, Value=nummer) for nummer in range(25)] + [rij(RegioS="NL01", Value=-1)]
    dienst = serveer(schrijf_tabel(rijen), paginagrootte=10)
    waarden = [w["value"] for w in haal_alles(tabel, dienst.base_url, wachtkamer.geduld)]
    assert waarden == [str(nummer) for nummer in range(25)]
    assert sum("$skip=" in pad and "$filter=startswith" in pad for pad in dienst.verzoeken) == 2


def test_observations_are_given_out_before_the_next_page_is_asked(tabel, schrijf_tabel, serveer, wachtkamer):
    dienst = serveer(schrijf_tabel(), paginagrootte=1)
    with harvest(tabel, dienst.base_url, geduld=wachtkamer.geduld) as oogst:
        next(oogst.waarnemingen)
        assert sum("Observations" in pad for pad in dienst.verzoeken) == 1


def test_a_table_without_observations_is_an_empty_harvest(tabel, schrijf_tabel, serveer, wachtkamer):
    assert haal_alles(tabel, serveer(schrijf_tabel([])).base_url, wachtkamer.geduld) == []


@pytest.mark.parametrize(
    "storing",
    [
        Storing(status=503),
        Storing(status=429),
        Storing(status=500),
        Storing(status=502, body=b"<html>Bad gateway</html>"),
        Storing(afgebroken=True),
        Storing(body=b'{"value": [{"Id": 1, "Meas'),
        Storing(body=b'{"error": {"code": "timeout"}}'),
        Storing(body=b'["no object"]'),
        Storing(body=b""),
    ],
    ids=["503", "429", "500", "html", "body cut short", "JSON cut short", "error in a 200", "no object", "empty body"],
)
def test_a_passing_trouble_costs_a_wait_and_no_observation(tabel, schrijf_tabel, serveer, wachtkamer, storing):
    dienst = serveer(schrijf_tabel(), paginagrootte=2)
    dienst.storingen += [Storing(**{**vars(storing), "onderdeel": "Observations"})]
    assert [w["value"] for w in haal_alles(tabel, dienst.base_url, wachtkamer.geduld)] == ["0", "1", "2"]
    assert len(wachtkamer.gewacht) == 1


def test_a_service_that_says_nothing_is_given_up_after_the_time_out_and_asked_again(
    tabel, schrijf_tabel, serveer, wachtkamer
):
    wachtkamer.timeout = 0.2
    dienst = serveer(schrijf_tabel(), storingen=[Storing(zwijgt=True, onderdeel="Observations")])
    assert len(haal_alles(tabel, dienst.base_url, wachtkamer.geduld)) == 3
    assert len(wachtkamer.gewacht) == 1


@pytest.mark.parametrize("status", [429, 503])
def test_retry_after_in_seconds_is_waited_for(tabel, schrijf_tabel, serveer, wachtkamer, status):
    dienst = serveer(schrijf_tabel(), storingen=[Storing(status=status, headers={"Retry-After": "42"})])
    haal_alles(tabel, dienst.base_url, wachtkamer.geduld)
    assert wachtkamer.gewacht == [42.0]


def test_retry_after_as_a_date_is_waited_for(tabel, schrijf_tabel, serveer, wachtkamer):
    kop = {"Retry-After": "Sat, 01 Mar 2025 02:01:30 GMT"}  # the test's clock says 02:00:00
    haal_alles(
        tabel, serveer(schrijf_tabel(), storingen=[Storing(status=503, headers=kop)]).base_url, wachtkamer.geduld
    )
    assert wachtkamer.gewacht == [90.0]


@pytest.mark.parametrize("kop", ["0", "soon", "Sat, 01 Mar 2025 01:00:00 GMT"])
def test_a_retry_after_that_says_nothing_useful_falls_back_to_our_own_waiting(
    tabel, schrijf_tabel, serveer, wachtkamer, kop
):
    dienst = serveer(schrijf_tabel(), storingen=[Storing(status=503, headers={"Retry-After": kop})])
    haal_alles(tabel, dienst.base_url, wachtkamer.geduld)
    assert wachtkamer.gewacht[0] >= wachtkamer.geduld.eerste_wachttijd


def test_waiting_grows_with_every_attempt(tabel, schrijf_tabel, serveer, wachtkamer):
    dienst = serveer(schrijf_tabel(), storingen=[Storing(status=500), Storing(status=500)])
    haal_alles(tabel, dienst.base_url, wachtkamer.geduld)
    eerste, tweede = wachtkamer.gewacht
    assert 1.0 <= eerste <= 2.0 <= tweede <= 3.0


def test_a_service_that_asks_for_more_time_than_the_night_has_is_not_asked_again(
    tabel, schrijf_tabel, serveer, wachtkamer
):
    dienst = serveer(schrijf_tabel(), storingen=[Storing(status=503, headers={"Retry-After": "7200"})])
    with pytest.raises(CbsOnbereikbaar, match="7200 seconden te wachten"):
        haal_alles(tabel, dienst.base_url, wachtkamer.geduld)
    assert wachtkamer.gewacht == []
    assert len(dienst.verzoeken) == 1


def test_trouble_that_stays_is_reported_after_a_bounded_number_of_attempts(tabel, schrijf_tabel, serveer, wachtkamer):
    dienst = serveer(schrijf_tabel(), storingen=[Storing(status=503)] * 10)
    with pytest.raises(CbsOnbereikbaar, match=r"na 3 keer proberen geen bruikbaar antwoord .* antwoord 503"):
        haal_alles(tabel, dienst.base_url, wachtkamer.geduld)
    assert len(dienst.verzoeken) == 3
    assert len(wachtkamer.gewacht) == 2


def test_a_service_that_is_not_there_is_reported(tabel, schrijf_tabel, wachtkamer):
    with RecordedService(schrijf_tabel()) as dienst:
        adres = dienst.base_url
    with pytest.raises(CbsOnbereikbaar, match="geen verbinding"):
        haal_alles(tabel, adres, wachtkamer.geduld)


def test_an_address_that_is_none_is_not_tried_twice(tabel, wachtkamer):
    with pytest.raises(CbsOnbereikbaar, match="kan niet worden gevraagd"):
        haal_alles(tabel, "datasets.cbs.nl", wachtkamer.geduld)
    assert wachtkamer.gewacht == []


def test_a_question_that_the_service_refuses_is_not_repeated(schrijf_tabel, serveer, wachtkamer, tabel):
    vreemd = Tabel("bevolking", tabel.tabel, "Nergens eq 'x'", tabel.kolommen)
    dienst = serveer(schrijf_tabel())
    with pytest.raises(CbsOnbereikbaar, match="weigert de vraag met antwoord 400"):
        haal_alles(vreemd, dienst.base_url, wachtkamer.geduld)
    assert wachtkamer.gewacht == []


@pytest.mark.parametrize("nummer", ["00000NED", "99999ned"], ids=["gone", "other case"])
def test_a_table_that_is_not_there_is_named_with_what_to_do(schrijf_tabel, serveer, wachtkamer, tabel, nummer):
    dienst = serveer(schrijf_tabel())
    with pytest.raises(CbsTabelOntbreekt, match=f"{nummer} bestaat niet .*StatLine.*hoofdletters.*cbs.bevolking"):
        haal_alles(Tabel("bevolking", nummer, "", tabel.kolommen), dienst.base_url, wachtkamer.geduld)
    assert wachtkamer.gewacht == []


def test_pages_that_lead_back_to_themselves_are_noticed(tabel, schrijf_tabel, serveer, wachtkamer):
    kring = Storing(body=b'{"value": [], "@odata.nextLink": "Observations?$skip=1"}', onderdeel="Observations")
    dienst = serveer(schrijf_tabel(), storingen=[kring] * 5)
    with pytest.raises(CbsOnbereikbaar, match="loopt in een kring"):
        haal_alles(tabel, dienst.base_url, wachtkamer.geduld)
    assert sum("Observations" in pad for pad in dienst.verzoeken) == 2


def test_a_table_that_changes_while_it_is_read_is_no_harvest(tabel, schrijf_tabel, serveer, wachtkamer):
    dienst = serveer(schrijf_tabel(), paginagrootte=1)
    with harvest(tabel, dienst.base_url, geduld=wachtkamer.geduld) as oogst:
        next(oogst.waarnemingen)
        schrijf_tabel(modified="2025-03-01T02:00:00+01:00")
        with pytest.raises(CbsOnbereikbaar, match="bijgewerkt terwijl hij werd opgehaald"):
            list(oogst.waarnemingen)


def test_a_changed_layout_is_one_message_with_all_differences(schrijf_tabel, serveer, rij, wachtkamer, tabel):
    anders: dict[str, Any] = rij(Geslacht="T001038")
    del anders["Measure"], anders["ValueAttribute"]
    with pytest.raises(CbsLayoutAfwijkend, match=r"kolom Measure.*kolom ValueAttribute.*dimensie Geslacht"):
        haal_alles(tabel, serveer(schrijf_tabel([anders])).base_url, wachtkamer.geduld)


def test_an_observation_that_lacks_a_column_halfway_a_page_is_noticed(schrijf_tabel, serveer, rij, wachtkamer, tabel):
    half = rij()
    del half["Value"]
    with pytest.raises(CbsLayoutAfwijkend, match="ontbrekende kolom Value"):
        haal_alles(tabel, serveer(schrijf_tabel([rij(), half])).base_url, wachtkamer.geduld)


def test_a_version_that_is_no_date_is_reported(tabel, schrijf_tabel, serveer, wachtkamer):
    dienst = serveer(schrijf_tabel(modified="last Tuesday"))
    with pytest.raises(CbsOnbereikbaar, match="'last Tuesday': geen datum"):
        read_properties(tabel, dienst.base_url, geduld=wachtkamer.geduld)


def test_properties_are_one_request_and_midnight_stays_its_own_day(tabel, schrijf_tabel, serveer, wachtkamer):
    dienst = serveer(schrijf_tabel(modified="2025-06-23T00:00:00+02:00"))
    eigenschappen = read_properties(tabel, dienst.base_url, geduld=wachtkamer.geduld)
    assert eigenschappen.versiedatum == date(2025, 6, 23)
    assert len(dienst.verzoeken) == 1


@pytest.mark.parametrize(
    ("feed", "kolommen"),
    [("Bevolking 2", {"Value": "value"}), ("bevolking", {"A": "x", "B": "x"}), ("bevolking", {"A": "status"})],
    ids=["feed name", "double column", "reserved column"],
)
def test_a_question_that_cannot_be_stored_is_refused_at_once(feed, kolommen):
    with pytest.raises(ValueError, match=feed):
        Tabel(feed, "99999NED", "", kolommen)
