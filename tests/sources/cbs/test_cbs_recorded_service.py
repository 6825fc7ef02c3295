"""The local service: CBS's paths, the filter language it claims to understand, and refusal of the rest."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
import requests

from sources.cbs import odata_filter
from sources.cbs.odata import Tabel, harvest

DEMO = Path(odata_filter.__file__).parent / "demo"
INKOMEN = {
    "Measure": "measure",
    "Value": "value",
    "InkomensgrensHuishouden": "inkomensgrens",
    "DuurInkomenspositie": "duur",
    "KenmerkenVanHuishoudens": "kenmerken_huishouden",
    "RegioS": "regio",
    "Perioden": "periode",
}
RIJ = {"RegioS": "GM0153", "Perioden": "2024JJ00", "Geslacht": "T001038"}


@pytest.mark.parametrize(
    ("tekst", "past"),
    [
        ("", True),
        ("RegioS eq 'GM0153'", True),
        ("RegioS eq 'gm0153'", False),
        ("Perioden ge '2019JJ00'", True),
        ("Perioden ge '2025JJ00'", False),
        ("startswith(RegioS,'GM')", True),
        ("startswith(RegioS, 'PV')", False),
        ("RegioS eq 'NL01' or RegioS eq 'GM0153'", True),
        # and binds before or: without that this would be false
        ("RegioS eq 'GM0153' or RegioS eq 'NL01' and Perioden eq '1900JJ00'", True),
        ("(RegioS eq 'GM0153' or RegioS eq 'NL01') and Perioden eq '1900JJ00'", False),
        ("RegioS eq 'it''s'", False),
    ],
)
def test_a_filter_of_the_supported_kind_is_applied(tekst, past):
    assert odata_filter.compile_filter(tekst, RIJ)(RIJ) is past


@pytest.mark.parametrize(
    "tekst",
    [
        "RegioS ne 'GM0153'",
        "contains(RegioS,'GM')",
        "Onbekend eq 'x'",
        "RegioS eq 5",
        "RegioS eq Perioden",
        "RegioS eq 'GM0153",
        "RegioS eq 'GM0153' and",
        "(RegioS eq 'GM0153'",
        "RegioS eq 'GM0153')",
        "RegioS",
        "not RegioS eq 'x'",
    ],
)
def test_a_filter_that_is_not_understood_is_refused(tekst):
    with pytest.raises(odata_filter.FilterNietBegrepen):
        odata_filter.compile_filter(tekst, RIJ)


@pytest.mark.parametrize(
    ("pad", "status"),
    [
        ("/03759ned/Properties", 200),
        ("/03759ned/Dimensions", 200),
        ("/03759ned/MeasureCodes", 200),
        ("/03759ned/RegioSCodes", 200),
        ("/03759ned/Observations", 200),
        ("/03759NED/Properties", 404),
        ("/03759ned/BestaatNietCodes", 404),
        ("/03759ned/../85678NED/Properties", 404),
        ("/..%2f..%2fcbs/Properties", 404),
        ("/03759ned", 404),
        ("/", 404),
        ("/03759ned/Observations?$filter=RegioS ne 'x'", 400),
        ("/03759ned/Observations?$orderby=Value", 400),
        ("/03759ned/Observations?$skip=x", 400),
        ("/03759ned/RegioSCodes?$top=1", 400),
    ],
)
def test_known_paths_are_answered_and_all_others_refused(serveer, pad, status):
    # A prepared request, since requests would tidy "../" away before it is sent.
    verzoek = requests.Request("GET", serveer(DEMO).base_url).prepare()
    verzoek.url = f"{verzoek.url}".rstrip("/") + pad
    with requests.Session() as sessie:
        sessie.trust_env = False
        assert sessie.send(verzoek).status_code == status


@pytest.mark.parametrize("teken", [signal.SIGINT, signal.SIGTERM])
def test_it_runs_on_its_own_says_where_and_stops_when_told_also_in_the_background_of_a_shell(teken):
    op_de_achtergrond = ["bash", "-c", 'trap "" INT; exec "$0" "$@"']
    opdracht = [*op_de_achtergrond, sys.executable, "-m", "sources.cbs.recorded_service", str(DEMO)]
    omgeving = {**os.environ, "PYTHONPATH": str(Path(odata_filter.__file__).parents[2])}
    with subprocess.Popen(opdracht, stdout=subprocess.PIPE, text=True, env=omgeving) as proces:
        try:
            assert proces.stdout
            adres = proces.stdout.readline().strip().removeprefix("DWH_CBS_URL=")
            tabel = Tabel("inkomen", "85678NED", "", INKOMEN)
            with harvest(tabel, adres) as oogst:
                assert len(list(oogst.waarnemingen)) == 12
            proces.send_signal(teken)
            assert proces.wait(10) == 0
        finally:
            proces.kill()
