"""Reading stored harvests back, whole ones and damaged ones."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pytest

from sources.cbs.errors import OogstBeschadigd
from sources.cbs.harvest import store_harvest
from sources.cbs.reader import read_harvest

NACHT = datetime(2025, 3, 1, 2, 0, tzinfo=UTC)


@pytest.fixture
def oogst(tabel, schrijf_tabel, serveer, rij, tmp_path) -> Path:
    """Two observations, one of them missing at CBS."""
    rijen = [rij(Value=17344874.5), rij(Value=None, ValueAttribute="Impossible", Perioden="2023JJ00")]
    pad = store_harvest(tabel, serveer(schrijf_tabel(rijen)).base_url, tmp_path / "oogst", [], NACHT)
    assert pad
    return pad


def test_a_harvest_reads_back_as_text_with_the_line_it_stands_on(oogst):
    metadata, tabel = read_harvest(oogst)
    assert (metadata["tabel"], metadata["aantal"], metadata["synthetisch"]) == ("99999NED", 2, False)
    kolommen = ["rijnummer", "measure", "value_attribute", "value", "regio", "periode", "status"]
    assert tabel.schema == pa.schema([(k, pa.int64() if k == "rijnummer" else pa.string()) for k in kolommen])
    assert tabel["rijnummer"].to_pylist() == [2, 3]
    assert tabel["value"].to_pylist() == ["17344874.5", None]
    assert tabel["status"].to_pylist() == ["Definitief", None]


def test_an_empty_harvest_has_all_its_columns(tabel, schrijf_tabel, serveer, tmp_path):
    pad = store_harvest(tabel, serveer(schrijf_tabel([])).base_url, tmp_path / "oogst", [], NACHT)
    assert pad
    metadata, waarnemingen = read_harvest(pad)
    assert metadata["aantal"] == waarnemingen.num_rows == 0
    assert waarnemingen.column_names == ["rijnummer", *tabel.kolommen.values(), "status"]
    assert waarnemingen["value"].type == pa.string()


def test_a_harvest_that_lacks_its_last_lines_is_rejected_as_cut_off(oogst):
    oogst.write_bytes(b"".join(oogst.read_bytes().splitlines(keepends=True)[:-1]))
    with pytest.raises(OogstBeschadigd, match=r"1 waarnemingen in plaats van 2.*afgebroken"):
        read_harvest(oogst)


@pytest.mark.parametrize("einde", [40, 400], ids=["halfway the second observation", "halfway the metadata"])
def test_a_harvest_cut_off_halfway_a_line_is_rejected(oogst, einde):
    oogst.write_bytes(oogst.read_bytes()[:-einde])
    with pytest.raises(OogstBeschadigd, match=oogst.name):
        read_harvest(oogst)


@pytest.mark.parametrize(
    "regel",
    [b"no JSON at all\n", b'{"measure":"M1","verrassing":"x"}\n', b'{"measure":1}\n', b"[1]\n", b"\xff\n"],
    ids=["no JSON", "unknown column", "a number", "a list", "no UTF-8"],
)
def test_a_line_that_is_no_observation_is_rejected(oogst, regel):
    regels = oogst.read_bytes().splitlines(keepends=True)
    oogst.write_bytes(b"".join([*regels[:-1], regel]))
    with pytest.raises(OogstBeschadigd, match="geen waarneming in JSON"):
        read_harvest(oogst)


@pytest.mark.parametrize("regel", [b"", b"no JSON\n", b"[]\n", b"{}\n", b'{"measure":"M1"}\n'])
def test_a_file_that_does_not_begin_with_its_metadata_is_rejected(oogst, regel):
    oogst.write_bytes(regel)
    with pytest.raises(OogstBeschadigd, match="eerste regel"):
        read_harvest(oogst)


def test_missing_metadata_is_named(oogst):
    kop, rest = oogst.read_text(encoding="utf-8").split("\n", 1)
    zonder = {veld: waarde for veld, waarde in json.loads(kop).items() if veld not in ("aantal", "modified")}
    oogst.write_text(json.dumps(zonder) + "\n" + rest, encoding="utf-8")
    with pytest.raises(OogstBeschadigd, match="ontbreken modified, aantal"):
        read_harvest(oogst)


@pytest.mark.parametrize("aantal", [1, 12, 123])
def test_the_number_of_observations_fits_in_the_first_line_however_wide_it_is(
    tabel, schrijf_tabel, serveer, rij, tmp_path, aantal
):
    rijen = [rij(Value=nummer) for nummer in range(aantal)]
    pad = store_harvest(tabel, serveer(schrijf_tabel(rijen)).base_url, tmp_path / "oogst", [], NACHT)
    assert pad
    metadata, waarnemingen = read_harvest(pad)
    assert metadata["aantal"] == aantal
    assert waarnemingen["value"].to_pylist() == [str(nummer) for nummer in range(aantal)]
