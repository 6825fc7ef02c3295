"""A small OData v4 service on this machine that answers from recorded responses: for the demo and for tests.

It serves a folder with per table properties.json, dimensions.json, measure-codes.json, codes-<Dimension>.json and
observations-page-*.json, on CBS's own paths, with real paging. What it does not understand it refuses with 400;
it invents nothing. Tests script trouble with `Storing`. Run it by hand with

    python -m sources.cbs.recorded_service FOLDER
"""

import argparse
import json
import signal
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qs, quote, unquote, urlsplit

from sources.cbs.odata_filter import FilterNietBegrepen, compile_filter

PAGINAGROOTTE = 100_000  # CBS's own
_VASTE_ONDERDELEN = {"Properties": "properties", "Dimensions": "dimensions", "MeasureCodes": "measure-codes"}
_VASTE_KOLOMMEN = ["Id", "Measure", "ValueAttribute", "Value", "StringValue"]


@dataclass(frozen=True)
class Storing:
    """One answer that goes wrong, given once instead of the true one to a request for `onderdeel` (None: any).

    `body` replaces what is sent; `afgebroken` announces the whole answer, sends half of it and hangs up; `zwijgt`
    takes the request and says nothing until the service stops.
    """

    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes | None = None
    afgebroken: bool = False
    zwijgt: bool = False
    onderdeel: str | None = None


class _Afgewezen(Exception):
    def __init__(self, status: int, reden: str) -> None:
        super().__init__(reden)
        self.status = status


class RecordedService:
    """Context manager: within it the folder is served on `base_url`, a free port on 127.0.0.1.

    `storingen` are used up from the front and may be added to at any time; `verzoeken` are the paths that were asked.
    """

    def __init__(
        self, map_: Path, *, paginagrootte: int = PAGINAGROOTTE, storingen: list[Storing] | None = None, poort: int = 0
    ) -> None:
        self.map = map_
        self.paginagrootte = paginagrootte
        self.storingen = storingen or []
        self.verzoeken: list[str] = []
        self.gestopt = threading.Event()
        self._slot = threading.Lock()
        self._server = ThreadingHTTPServer(("127.0.0.1", poort), partial(_Antwoorder, self))
        self._server.daemon_threads = True
        self.base_url = f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> Self:
        # A short poll: the server looks this often whether it must stop, and every test waits for it.
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        return self

    def __exit__(
        self, soort: type[BaseException] | None, fout: BaseException | None, spoor: TracebackType | None
    ) -> None:
        self.gestopt.set()
        self._server.shutdown()
        self._server.server_close()

    def storing_voor(self, pad: str) -> Storing | None:
        """Note the request and take the first scripted trouble that applies to it, if any."""
        onderdeel = urlsplit(pad).path.rsplit("/", 1)[-1]
        with self._slot:
            self.verzoeken.append(unquote(pad))
            for storing in self.storingen:
                if storing.onderdeel in (None, onderdeel):
                    self.storingen.remove(storing)
                    return storing
        return None

    def antwoord(self, pad: str) -> tuple[int, dict[str, Any]]:
        """Status and JSON document for a path with its query."""
        try:
            return 200, self._document(pad)
        except _Afgewezen as fout:
            return fout.status, {"error": {"code": str(fout.status), "message": str(fout)}}

    def _document(self, pad: str) -> dict[str, Any]:
        adres = urlsplit(pad)
        delen = [unquote(deel) for deel in adres.path.split("/") if deel]
        # Compared with the names that are there, so that upper and lower case differ on every file system.
        if len(delen) != 2 or delen[0] not in {tabel.name for tabel in self.map.iterdir() if tabel.is_dir()}:
            raise _Afgewezen(404, "onbekende tabel of onbekend pad")
        tabel, onderdeel = delen
        vraag = {naam: waarden[-1] for naam, waarden in parse_qs(adres.query, keep_blank_values=True).items()}
        if onderdeel == "Observations":
            return self._waarnemingen(tabel, vraag)
        if vraag:
            raise _Afgewezen(400, f"vraag niet ondersteund: {', '.join(vraag)}")
        naam = _VASTE_ONDERDELEN.get(onderdeel) or f"codes-{onderdeel.removesuffix('Codes')}"
        bestanden = {bestand.name: bestand for bestand in (self.map / tabel).iterdir()}
        if f"{naam}.json" not in bestanden:
            raise _Afgewezen(404, f"{tabel} heeft geen {onderdeel}")
        return _lees(bestanden[f"{naam}.json"])

    def _waarnemingen(self, tabel: str, vraag: Mapping[str, str]) -> dict[str, Any]:
        if set(vraag) - {"$filter", "$skip"} or not vraag.get("$skip", "0").isdecimal():
            raise _Afgewezen(400, f"vraag niet ondersteund: {dict(vraag)}")
        odata_filter, overslaan = vraag.get("$filter", ""), int(vraag.get("$skip", "0"))
        try:
            past = compile_filter(odata_filter, self._kolommen(tabel))
        except FilterNietBegrepen as fout:
            raise _Afgewezen(400, f"$filter: {fout}") from fout
        paginas = sorted((self.map / tabel).glob("observations-page-*.json"), key=lambda pad: (len(pad.name), pad.name))
        rijen = [rij for pagina in paginas for rij in _lees(pagina)["value"] if past(rij)]
        einde = overslaan + self.paginagrootte
        document: dict[str, Any] = {"value": rijen[overslaan:einde]}
        if einde < len(rijen):
            filterdeel = f"$filter={quote(odata_filter, safe='')}&" if odata_filter else ""
            document["@odata.nextLink"] = f"{self.base_url}/{quote(tabel)}/Observations?{filterdeel}$skip={einde}"
        return document

    def _kolommen(self, tabel: str) -> list[str]:
        return _VASTE_KOLOMMEN + [dim["Identifier"] for dim in _lees(self.map / tabel / "dimensions.json")["value"]]


def _lees(pad: Path) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(pad.read_bytes())
    return document


class _Antwoorder(BaseHTTPRequestHandler):
    def __init__(self, dienst: RecordedService, *args: Any) -> None:
        self.dienst = dienst
        super().__init__(*args)

    def do_GET(self) -> None:
        storing = self.dienst.storing_voor(self.path)
        if storing and storing.zwijgt:
            self.dienst.gestopt.wait()
            return
        status, document = self.dienst.antwoord(self.path)
        body = json.dumps(document, ensure_ascii=False).encode()
        if storing:
            status, body = storing.status, body if storing.body is None else storing.body
        self.send_response(status)
        gewoon = {"Content-Type": "application/json; charset=utf-8", "Content-Length": str(len(body))}
        for naam, waarde in {**gewoon, **(storing.headers if storing else {})}.items():
            self.send_header(naam, waarde)
        self.end_headers()
        self.wfile.write(body[: len(body) // 2] if storing and storing.afgebroken else body)

    def log_message(self, *args: Any) -> None:
        """Silent: the load's own log says what was asked."""


def main() -> None:
    """Serve a folder until interrupted or terminated; prints what to set DWH_CBS_URL to."""
    ontleder = argparse.ArgumentParser(description="Serve recorded CBS responses as an OData v4 service.")
    ontleder.add_argument("folder", type=Path)
    ontleder.add_argument("--port", type=int, default=0, help="0 takes a free one")
    ontleder.add_argument("--page-size", type=int, default=PAGINAGROOTTE)
    keuze = ontleder.parse_args()
    genoeg = threading.Event()
    # Said outright: what a shell starts in the background ignores interrupts, and would never stop.
    for teken in (signal.SIGINT, signal.SIGTERM):
        signal.signal(teken, lambda *_: genoeg.set())
    with RecordedService(keuze.folder, paginagrootte=keuze.page_size, poort=keuze.port) as dienst:
        print(f"DWH_CBS_URL={dienst.base_url}", flush=True)
        genoeg.wait()
        print("gestopt")


if __name__ == "__main__":
    main()
