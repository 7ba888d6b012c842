"""Asking a geocoding service, by its rules: only when told to, politely, and not for long.

The service may be slow, wrong or hostile. Whatever it does ends in an OnlineError of one
line, at latest when the time for all questions together is over.
"""

import contextlib
import json
import math
import re
import threading
import time
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from http.client import HTTPMessage, HTTPResponse
from typing import IO, NoReturn, TypeVar
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, HTTPSHandler, ProxyHandler, Request, build_opener

from geopy.adapters import URLLibAdapter
from geopy.exc import (
    GeocoderInsufficientPrivileges,
    GeocoderParseError,
    GeocoderRateLimited,
    GeocoderServiceError,
    GeocoderTimedOut,
)
from geopy.extra.rate_limiter import RateLimiter
from geopy.geocoders import Nominatim, Photon

from .errors import OnlineError, UsageError, quoted
from .model import Candidate, Place, Position, Query
from .prose import clean_text
from .version import __version__

MAX_ANSWER = 1_000_000
MAX_CANDIDATES = 5
MAX_NAME = 200
_LICENCE = "ODbL 1.0"
_GAZETTEER = "© OpenStreetMap contributors"  # as they want to be named

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds: at least from one question to the next, at most for an answer, and for all."""

    apart_s: float = 1.1
    answer_s: float = 15.0
    total_s: float = 60.0


POLITE = Pace()


class Service:
    """A geocoding service that places are asked of."""

    def __init__(self, ask: Callable[[Query], object], host: str, pace: Pace) -> None:
        self._ask = RateLimiter(
            ask, min_delay_seconds=pace.apart_s, max_retries=0, error_wait_seconds=pace.apart_s,
            swallow_exceptions=False,
        )  # fmt: skip
        self._host = host
        self._pace = pace

    def answers(
        self, items: Iterable[Item], query: Callable[[Item], Query]
    ) -> Iterator[tuple[Item, tuple[Candidate, ...]]]:
        """Each item with the places of its query, as they come in.

        Raises OnlineError at the first that is not answered as it should be, or too late.
        """
        end = time.monotonic() + self._pace.total_s
        for item in items:
            yield item, self._answer(query(item), end)

    def _answer(self, query: Query, end: float) -> tuple[Candidate, ...]:
        left = end - time.monotonic()
        try:
            locations = _within(min(left, self._pace.apart_s + self._pace.answer_s),
                                lambda: self._ask(query))  # fmt: skip
            return _candidates(locations, query)
        except GeocoderRateLimited:
            self._fail("asks us to stop (429: too many questions); try again later")
        except GeocoderInsufficientPrivileges:
            self._fail("does not want to be asked (403)")
        except (GeocoderTimedOut, TimeoutError):
            late = left < self._pace.answer_s
            self._fail(
                f"{self._pace.total_s:.0f} s are over" if late else "does not answer in time"
            )
        except GeocoderParseError:
            self._fail("gives an answer that cannot be understood")
        except GeocoderServiceError as error:
            self._fail(f"fails: {clean_text(str(error))[:80] or type(error).__name__}")
        except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError, Warning):
            self._fail("gives an answer that cannot be understood")
        except (OSError, RecursionError) as error:
            self._fail(f"cannot be asked: {clean_text(str(error))[:80]}")

    def _fail(self, message: str) -> NoReturn:
        raise OnlineError(f"{self._host}: {message}.") from None


def service(geocoder: str, server: str = "", contact: str = "", *, pace: Pace = POLITE) -> Service:
    """The service of that name, at a server of one's own or the public one.

    Raises UsageError where the address is none, or a public service is not told who asks.
    """
    if contact and not re.fullmatch(r"[!-~]{1,60}@[!-~]{1,60}|https?://[!-~]{1,99}", contact):
        raise UsageError(f"{quoted(contact)} is neither a mail nor a web address.")
    if not server and not contact:
        raise UsageError(
            "a public geocoder wants to know who asks: add --contact with your mail address."
        )
    options: dict[str, object] = {
        "user_agent": f"journeymap/{__version__}" + (f" ({contact})" if contact else ""),
        "timeout": pace.answer_s,
        "adapter_factory": _Adapter,
    }
    if server:
        parts = urlsplit(server)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.query:
            raise UsageError(f"{quoted(server)} is no web address like https://example.org.")
        options |= {"scheme": parts.scheme, "domain": parts.netloc + parts.path.rstrip("/")}
    if geocoder == "photon":
        photon = Photon(**options)
        return Service(lambda query: _ask_photon(photon, query), photon.domain, pace)
    nominatim = Nominatim(**options)
    return Service(lambda query: _ask_nominatim(nominatim, query), nominatim.domain, pace)


def _ask_nominatim(nominatim: Nominatim, query: Query) -> object:
    return nominatim.geocode(
        query.today or query.toponym,
        exactly_one=False,
        limit=MAX_CANDIDATES,
        country_codes=query.country.lower() or None,
        addressdetails=True,
        extratags=True,
        language="en",
    )


def _ask_photon(photon: Photon, query: Query) -> object:
    name = query.today or query.toponym
    return photon.geocode(name, exactly_one=False, limit=MAX_CANDIDATES, language="en")


# ---------------------------------------------------------------- the way there and back


def _within(seconds: float, function: Callable[[], object]) -> object:
    """What the function gives. Raises TimeoutError where it has not done so in that time.

    A thread that is given up ends with the process: nothing else can end a name's look-up, or
    an answer of which a byte comes now and then.
    """
    results: list[object] = []
    errors: list[Exception] = []

    def run() -> None:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("error")  # geopy mends what it should refuse
                results.append(function())
        except Exception as error:  # noqa: BLE001  raised again below, in the thread that waits
            errors.append(error)

    if seconds <= 0:
        raise TimeoutError
    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(seconds)
    if errors:
        raise errors[0]
    if not results:
        raise TimeoutError
    return results[0]


class _NoRedirects(HTTPRedirectHandler):
    """Goes nowhere but where the user said."""

    def http_error_302(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage
    ) -> NoReturn:
        fp.close()
        raise GeocoderServiceError(f"it sends us elsewhere ({code}); name that with --server")

    http_error_301 = http_error_303 = http_error_307 = http_error_308 = http_error_302


class _Adapter(URLLibAdapter):  # type: ignore[misc]
    """geopy's own way to the net, with an end to how much is read, and without redirects."""

    def __init__(self, *, proxies: Mapping[str, str] | None, ssl_context: object) -> None:
        super().__init__(proxies=proxies, ssl_context=ssl_context)
        opener = build_opener(
            HTTPSHandler(context=ssl_context),  # type: ignore[arg-type]
            ProxyHandler(dict(proxies) if proxies is not None else None),
            _NoRedirects(),
        )
        self.urlopen = opener.open

    def get_json(self, url: str, *, timeout: float, headers: Mapping[str, str]) -> object:
        text = self.get_text(url, timeout=timeout, headers=headers)
        try:
            return json.loads(text)
        except (ValueError, RecursionError) as error:
            raise GeocoderParseError("no JSON") from error

    def _decode_page(self, page: HTTPResponse) -> str:
        with contextlib.closing(page):
            body = page.read(MAX_ANSWER + 1)
        if len(body) > MAX_ANSWER:
            raise GeocoderServiceError("its answer is larger than 1 MB")
        return str(body, encoding="utf-8")


# ---------------------------------------------------------------- answers → candidates


def _candidates(locations: object, query: Query) -> tuple[Candidate, ...]:
    """The places of an answer, those of the country asked for first. Raises ValueError."""
    if locations is None:
        return ()
    if not isinstance(locations, list):
        raise TypeError("no list of places")
    found = [_candidate(one.raw) for one in locations]
    wanted = [one for one in found if query.country in ("", one.place.country)]
    return tuple(wanted[:MAX_CANDIDATES])


def _candidate(raw: Mapping[str, object]) -> Candidate:
    """A place of Nominatim, whose facts lie in the record, or of Photon: in its properties.

    The record itself is read: geopy takes a latitude that is missing for 0.
    """
    facts = _mapping(raw, "properties") or raw
    address = _mapping(raw, "address")
    name = _text(facts, "name") or _text(raw, "display_name").partition(",")[0]
    country = _text(address, "country_code") or _text(facts, "countrycode")
    ident = f"{_text(facts, 'osm_type')} {_text(facts, 'osm_id')}".strip()
    place = Place(
        name=name,
        position=_position(raw),
        country=country.upper() if re.fullmatch(r"[a-zA-Z]{2}", country) else "",
        population=_count(_text(_mapping(raw, "extratags"), "population")),
        gazetteer=_GAZETTEER,
        ident=ident,
        licence=_LICENCE,
    )
    return Candidate(place, name, _importance(raw.get("importance", 0.5)))


def _position(raw: Mapping[str, object]) -> Position:
    lon, lat = raw.get("lon"), raw.get("lat")
    if "geometry" in raw:
        lon, lat = _mapping(raw, "geometry")["coordinates"]  # type: ignore[misc]
    if not isinstance(lon, str | int | float) or not isinstance(lat, str | int | float):
        raise TypeError("no degrees")
    return Position(lon=float(lon), lat=float(lat))


def _mapping(facts: Mapping[str, object], key: str) -> Mapping[str, object]:
    inner = facts.get(key)
    return inner if isinstance(inner, Mapping) else {}


def _text(facts: Mapping[str, object], key: str) -> str:
    value = facts.get(key, "")
    return clean_text(str(value))[:MAX_NAME] if isinstance(value, str | int) else ""


def _count(text: str) -> int:
    return int(text) if re.fullmatch(r"[0-9]{1,9}", text) else 0


def _importance(value: object) -> float:
    """A score from just above 0 to 1."""
    if isinstance(value, int | float) and math.isfinite(value):
        return min(max(float(value), 0.001), 1.0)
    return 0.5
