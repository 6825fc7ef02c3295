"""One JSON document over HTTP, with patience: time-outs, repeated attempts and Retry-After; and with bounds to what a
service that lost its way can make us hold or wait for.

Nothing here knows what a CBS table is: `odata` gives the documents their meaning.
"""

import json
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

import requests
from requests import exceptions as http
from tenacity import RetryCallState, Retrying, retry_if_exception_type, stop_after_attempt, wait_exponential_jitter

from sources.cbs.errors import CbsOnbereikbaar

_LOOPBACK = {"127.0.0.1", "localhost", "::1"}
_VERDWENEN = {404, 410}
_EVEN_NIET = {408, 425, 429}
_BLOK = 64 * 1024


def _nu() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class Geduld:
    """How long we try. All durations are in seconds.

    `langste_wachttijd` bounds one wait; a service that asks for more is given up for this run, because asking
    earlier would be rude and waiting longer would eat the night. One answer may take `langste_antwoord`, however
    steadily it drips in, and hold `grootste_antwoord` bytes once unpacked: CBS's pages are a tenth of that. `slaap`
    and `klok` are there for tests.
    """

    pogingen: int = 5
    eerste_wachttijd: float = 1.0
    langste_wachttijd: float = 300.0
    timeout: tuple[float, float] = (10.0, 120.0)  # to connect, and between two pieces of an answer
    langste_antwoord: float = 900.0
    grootste_antwoord: int = 256 * 1024**2
    slaap: Callable[[float], None] = time.sleep
    klok: Callable[[], datetime] = _nu


class BestaatNiet(Exception):
    """The service answered that there is nothing at this address (404 or 410)."""


class _Tijdelijk(Exception):
    """Trouble that may be over in a moment; `retry_after` holds the seconds the service asks for, if it does."""

    def __init__(self, reden: str, retry_after: float | None = None) -> None:
        super().__init__(reden)
        self.retry_after = retry_after


def nieuwe_sessie(base_url: str) -> requests.Session:
    """A session for `base_url`; the caller closes it. A service on this very machine is never asked through a proxy."""
    sessie = requests.Session()
    sessie.headers["Accept"] = "application/json"
    sessie.trust_env = urlsplit(base_url).hostname not in _LOOPBACK
    return sessie


def haal_json(session: requests.Session, url: str, geduld: Geduld, veld: str, soort: type) -> dict[str, Any]:
    """The JSON object at `url`, which holds `veld` of type `soort`; numbers stay text exactly as on the wire.

    Raises BestaatNiet on 404 and 410, CbsOnbereikbaar when no complete answer came within `geduld.pogingen`.
    """
    proberen = Retrying(
        stop=stop_after_attempt(geduld.pogingen),
        wait=_wachttijd(geduld),
        retry=retry_if_exception_type(_Tijdelijk),
        sleep=geduld.slaap,
        reraise=True,
    )
    try:
        return proberen(_een_poging, session, url, geduld, veld, soort)
    except _Tijdelijk as fout:
        raise CbsOnbereikbaar(
            f"CBS gaf ook na {geduld.pogingen} keer proberen geen bruikbaar antwoord op {url}: {fout}."
        ) from fout


def _wachttijd(geduld: Geduld) -> Callable[[RetryCallState], float]:
    terugval = wait_exponential_jitter(
        initial=geduld.eerste_wachttijd, max=geduld.langste_wachttijd, jitter=geduld.eerste_wachttijd
    )

    def wacht(stand: RetryCallState) -> float:
        fout = stand.outcome.exception() if stand.outcome else None
        gevraagd = fout.retry_after if isinstance(fout, _Tijdelijk) else None
        return max(terugval(stand), gevraagd or 0.0)  # "Retry-After: 0" is no licence to hammer

    return wacht


def _een_poging(session: requests.Session, url: str, geduld: Geduld, veld: str, soort: type) -> dict[str, Any]:
    try:
        with session.get(url, timeout=geduld.timeout, stream=True) as antwoord:
            _beoordeel_status(antwoord, geduld)
            _beoordeel_soort(antwoord)
            inhoud = _inhoud(antwoord, geduld)
    except http.Timeout as fout:
        raise _Tijdelijk("geen antwoord binnen de tijd") from fout
    except (http.ChunkedEncodingError, http.ContentDecodingError) as fout:
        raise _Tijdelijk("het antwoord brak af") from fout
    except http.ConnectionError as fout:
        raise _Tijdelijk("geen verbinding, of de verbinding viel weg") from fout
    except http.RequestException as fout:
        # What is left (no valid address, redirects without end) is not cured by asking again.
        raise CbsOnbereikbaar(f"CBS kan niet worden gevraagd op {url}: {type(fout).__name__}.") from fout
    return _lees(inhoud, veld, soort)


def _beoordeel_soort(antwoord: requests.Response) -> None:
    """A page for people (maintenance, a proxy that wants a password) comes with status 200 as well."""
    soort = antwoord.headers.get("Content-Type", "").split(";")[0].strip().lower()
    if soort and not re.fullmatch(r"application/(\w[\w.-]*\+)?json", soort):
        raise _Tijdelijk(f"het antwoord is van de soort {soort[:60]!r} en geen JSON")


def _inhoud(antwoord: requests.Response, geduld: Geduld) -> bytes:
    """The whole answer, unpacked. A few bytes can unpack to any number, and an answer need not end."""
    begin, inhoud = geduld.klok(), bytearray()
    for deel in antwoord.iter_content(_BLOK):
        inhoud += deel
        if len(inhoud) > geduld.grootste_antwoord:
            raise CbsOnbereikbaar(
                f"CBS geeft op {antwoord.url} een antwoord van meer dan {geduld.grootste_antwoord // 1024**2} MB; dat "
                "is geen pagina van een tabel."
            )
        if (geduld.klok() - begin).total_seconds() > geduld.langste_antwoord:
            raise _Tijdelijk(f"het antwoord was er na {geduld.langste_antwoord:.0f} seconden nog niet helemaal")
    return bytes(inhoud)


def _beoordeel_status(antwoord: requests.Response, geduld: Geduld) -> None:
    status = antwoord.status_code
    if status in _VERDWENEN:
        raise BestaatNiet(antwoord.url)
    if status in _EVEN_NIET or status >= 500:
        seconden = retry_after_seconds(antwoord.headers.get("Retry-After"), geduld.klok())
        if seconden is not None and seconden > geduld.langste_wachttijd:
            raise CbsOnbereikbaar(
                f"CBS vraagt {seconden:.0f} seconden te wachten (antwoord {status} op {antwoord.url}); "
                f"langer dan {geduld.langste_wachttijd:.0f} seconden wacht een run niet."
            )
        raise _Tijdelijk(f"antwoord {status}", seconden)
    if status != 200:
        raise CbsOnbereikbaar(f"CBS weigert de vraag met antwoord {status}: {antwoord.url}.")


def retry_after_seconds(kop: str | None, nu: datetime) -> float | None:
    """Seconds a Retry-After header asks to wait, given as seconds or as an HTTP date; None when it says nothing."""
    if kop is None:
        return None
    if kop.strip().isdecimal():
        return float(kop)
    try:
        moment = parsedate_to_datetime(kop)
    except ValueError:
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (moment - nu).total_seconds())


def _lees(inhoud: bytes, veld: str, soort: type) -> dict[str, Any]:
    try:
        # Numbers as text: 17344874.5 must not become a float that prints otherwise.
        document = json.loads(inhoud, parse_float=str, parse_int=str)
    except ValueError as fout:
        raise _Tijdelijk("het antwoord is geen volledige JSON") from fout
    if not isinstance(document, dict) or not isinstance(document.get(veld), soort):
        raise _Tijdelijk(f"in het antwoord ontbreekt '{veld}'")
    return document
