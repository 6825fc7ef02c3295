"""Reading a stored harvest back: its metadata and its observations as a table of text.

Nothing is cast or checked against a contract here; only that the file is whole.
"""

import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.json as pa_json

from sources.cbs.errors import OogstBeschadigd
from sources.cbs.table import STATUS

_VERPLICHT: dict[str, type] = {
    "tabel": str,
    "titel": str,
    "modified": str,
    "filter": str,
    "kolommen": dict,
    "synthetisch": bool,
    "aantal": int,
}
_EERSTE_WAARNEMING = 2  # the metadata is line 1


def read_harvest(path: Path) -> tuple[dict[str, Any], pa.Table]:
    """The metadata of the harvest at `path`, and its observations.

    The table holds `rijnummer` (int64, the line in the file), then the harvest's columns in the order of its question
    and `status`, all strings with null where CBS had none. A harvest of zero observations has the same columns.
    Raises OogstBeschadigd when the file is cut off, holds a line that is no observation, or lacks its metadata.
    """
    with path.open("rb") as bestand:
        metadata = _metadata(path, bestand.readline())
        schema = pa.schema([(naam, pa.string()) for naam in (*metadata["kolommen"].values(), STATUS)])
        waarnemingen = _waarnemingen(path, bestand.read(), schema)
    if waarnemingen.num_rows != metadata["aantal"]:
        raise OogstBeschadigd(
            f"{path.name}: {waarnemingen.num_rows} waarnemingen in plaats van {metadata['aantal']}; het bestand is "
            "afgebroken of gewijzigd."
        )
    rijnummers = pa.array(range(_EERSTE_WAARNEMING, _EERSTE_WAARNEMING + waarnemingen.num_rows), pa.int64())
    return metadata, waarnemingen.add_column(0, "rijnummer", rijnummers)


def _metadata(path: Path, regel: bytes) -> dict[str, Any]:
    try:
        metadata = json.loads(regel)
    except ValueError as fout:
        raise OogstBeschadigd(f"{path.name}: de eerste regel is geen JSON met gegevens over de oogst.") from fout
    if not isinstance(metadata, dict):
        raise OogstBeschadigd(f"{path.name}: de eerste regel is geen JSON-object met gegevens over de oogst.")
    mist = [veld for veld, soort in _VERPLICHT.items() if not isinstance(metadata.get(veld), soort)]
    if mist:
        raise OogstBeschadigd(f"{path.name}: in de eerste regel ontbreken {', '.join(mist)}.")
    return metadata


def _waarnemingen(path: Path, inhoud: bytes, schema: pa.Schema) -> pa.Table:
    if not inhoud:
        return schema.empty_table()  # pyarrow refuses an empty file, and no observations is a legal harvest
    opties = pa_json.ParseOptions(explicit_schema=schema, unexpected_field_behavior="error")
    try:
        return pa_json.read_json(pa.BufferReader(inhoud), parse_options=opties)
    except pa.ArrowInvalid as fout:
        raise OogstBeschadigd(f"{path.name}: een regel is geen waarneming in JSON ({fout}).") from fout
