"""Geocoders that answer, and geocoders that misbehave: a loopback server plays them all."""

import json
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest

from journeymap.errors import OnlineError, UsageError
from journeymap.model import Candidate, Position, Query
from journeymap.online import POLITE, Pace, service

QUICK = Pace(apart_s=0.01, answer_s=1.0, total_s=3.0)
"""A pace for a server on this computer."""

Answering = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class Played:
    """A server on this computer, and what it was asked."""

    url: str
    asked: list[str] = field(default_factory=list)
    agents: list[str] = field(default_factory=list)
    times: list[float] = field(default_factory=list)


@contextmanager
def played(answering: Answering) -> Iterator[Played]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            said.asked.append(self.path)
            said.agents.append(self.headers["User-Agent"])
            said.times.append(time.monotonic())
            try:
                answering(self)
            except OSError:
                self.close_connection = True

        def log_message(self, *arguments: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    said = Played(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield said
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def sends(body: bytes | str, *, status: int = 200, **headers: str) -> Answering:
    data = body.encode() if isinstance(body, str) else body

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        handler.send_header("Content-Length", str(len(data)))
        for name, value in headers.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(data)

    return answer


ODESA = {
    "osm_type": "relation", "osm_id": 1413934, "lat": "46.4843", "lon": "30.7323",
    "display_name": "Odesa, Odesa Urban Hromada, Ukraine", "name": "Odesa", "importance": 0.66,
    "address": {"country_code": "ua"}, "extratags": {"population": "1010000"},
}  # fmt: skip


def with_(**changes: object) -> Answering:
    return sends(json.dumps([{**ODESA, **changes}]))


def ask(
    url: str, *names: str, geocoder: str = "nominatim", pace: Pace = QUICK, contact: str = ""
) -> list[Sequence[Candidate]]:
    asked = service(geocoder, url, contact, pace=pace)
    return [found for _, found in asked.answers([Query(name) for name in names], lambda q: q)]


# ---------------------------------------------------------------- as it should be


def test_a_place_comes_with_its_country_people_key_and_licence() -> None:
    with played(sends(json.dumps([ODESA]))) as server:
        ((one,),) = ask(server.url, "Odessa")
    place = one.place
    assert (place.name, place.country, place.population) == ("Odesa", "UA", 1_010_000)
    assert place.position == Position(30.7323, 46.4843)
    assert (place.ident, place.licence) == ("relation 1413934", "ODbL 1.0")
    assert place.gazetteer == "© OpenStreetMap contributors"


def test_photon_is_understood_as_well() -> None:
    feature = {
        "type": "Feature", "geometry": {"type": "Point", "coordinates": [30.73, 46.48]},
        "properties": {"name": "Odesa", "countrycode": "UA", "osm_type": "R", "osm_id": 1},
    }  # fmt: skip
    with played(sends(json.dumps({"features": [feature]}))) as server:
        ((one,),) = ask(server.url, "Odessa", geocoder="photon")
    assert (one.place.name, one.place.country) == ("Odesa", "UA")
    assert one.place.position == Position(30.73, 46.48)


@pytest.mark.parametrize("body", ["[]", '{"error": "Unable to geocode"}'])
def test_a_name_it_does_not_know_has_no_places(body: str) -> None:
    with played(sends(body)) as server:
        assert ask(server.url, "Nowhere") == [()]


def test_it_asks_for_the_present_name_in_the_country_of_the_row() -> None:
    with played(sends(json.dumps([ODESA]))) as server:
        asked = service("nominatim", server.url, pace=QUICK)
        list(asked.answers([Query("Zarigrad", "Odesa", "UA")], lambda query: query))
    said = parse_qs(urlsplit(server.asked[0]).query)
    assert (said["q"], said["countrycodes"]) == (["Odesa"], ["ua"])


def test_places_outside_the_country_asked_for_are_no_answer() -> None:
    with played(sends(json.dumps([ODESA]))) as server:
        asked = service("nominatim", server.url, pace=QUICK)
        ((_, found),) = asked.answers([Query("Odessa", "", "US")], lambda query: query)
    assert found == ()


def test_it_says_who_asks() -> None:
    with played(sends("[]")) as server:
        ask(server.url, "Odessa", contact="teacher@example.org")
    assert server.agents[0].startswith("journeymap/")
    assert server.agents[0].endswith(" (teacher@example.org)")


def test_a_place_without_a_latitude_is_not_put_on_the_equator() -> None:
    with played(with_(lat="")) as server, pytest.raises(OnlineError):
        ask(server.url, "Odessa")


def test_a_second_and_more_lies_between_two_questions() -> None:
    assert POLITE.apart_s >= 1
    assert POLITE.total_s <= 60
    with played(sends("[]")) as server:
        ask(server.url, "Odessa", "Kiev", pace=Pace(1.1, 5.0, 20.0))
    assert server.times[1] - server.times[0] >= 1


@pytest.mark.parametrize("contact", ["", "nobody", "a b@c", "x@y\r\nEvil: 1", "ftp://x", "é@x"])
def test_a_public_service_is_not_asked_without_saying_who_asks(contact: str) -> None:
    with pytest.raises(UsageError):
        service("nominatim", "", contact)


@pytest.mark.parametrize("server", ["file:///etc/passwd", "example.org", "http://", "http://x?y"])
def test_a_server_is_a_web_address(server: str) -> None:
    with pytest.raises(UsageError, match="web address"):
        service("nominatim", server)


# ---------------------------------------------------------------- as it should not be


def drips(handler: BaseHTTPRequestHandler) -> None:
    """A byte now and then, for ever."""
    handler.send_response(200)
    handler.send_header("Content-Length", "100000")
    handler.end_headers()
    for _ in range(200):
        handler.wfile.write(b" ")
        handler.wfile.flush()
        time.sleep(0.05)


def drips_headers(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"HTTP/1.0 200 OK\r\n")
    for number in range(90):
        handler.wfile.write(b"X-%d: y\r\n" % number)
        handler.wfile.flush()
        time.sleep(0.05)


def says_nothing(handler: BaseHTTPRequestHandler) -> None:
    time.sleep(4)


def hangs_up(handler: BaseHTTPRequestHandler) -> None:
    handler.connection.close()


def sends_for_ever(handler: BaseHTTPRequestHandler) -> None:
    """50 MB without saying so before."""
    handler.send_response(200)
    handler.end_headers()
    for _ in range(50):
        handler.wfile.write(b"[" * 1_000_000)


MISBEHAVIOUR: dict[str, tuple[Answering, str]] = {
    "429": (sends("slow down", status=429), "asks us to stop (429"),
    "403": (sends("no", status=403), "does not want to be asked (403)"),
    "500": (sends("oops", status=500), "fails:"),
    "404": (sends("what?", status=404), "fails:"),
    "it says nothing": (says_nothing, "does not answer in time"),
    "it drips": (drips, "does not answer in time"),
    "its headers drip": (drips_headers, "does not answer in time"),
    "it hangs up": (hangs_up, ""),
    "50 MB": (sends_for_ever, "its answer is larger than 1 MB"),
    "50 MB announced": (sends(b"[" * 50_000_000), "its answer is larger than 1 MB"),
    "it sends us elsewhere": (
        sends("", status=302, Location="http://127.0.0.1:1/search"), "sends us elsewhere (302)",
    ),
    "it sends us in circles": (sends("", status=301, Location="/search"), "elsewhere (301)"),
    "it sends us to a file": (sends("", status=302, Location="file:///etc/passwd"), ""),
    "no JSON": (sends("<html>hello"), "cannot be understood"),
    "nothing at all": (sends(""), "cannot be understood"),
    "no text": (sends(b"\xff\xfe\x00"), "cannot be understood"),
    "a million brackets": (sends("[" * 900_000), "cannot be understood"),
    "a number": (sends("7"), "cannot be understood"),
    "a list of numbers": (sends("[1, 2]"), "cannot be understood"),
    "an error of its own": (sends('{"error": "no \\u001b[31m way"}'), "no "),
    "not a number": (with_(lat="NaN"), "cannot be understood"),
    "infinite": (with_(lon="Infinity"), "cannot be understood"),
    "beyond the pole": (with_(lat="91.5"), "cannot be understood"),
    "no latitude": (with_(lat=None), "cannot be understood"),
    "a latitude of words": (with_(lat="north"), "cannot be understood"),
    "a longitude in a list": (with_(lon=["1"]), "cannot be understood"),
}  # fmt: skip


@pytest.mark.parametrize("kind", MISBEHAVIOUR)
def test_whatever_it_does_ends_in_one_line(kind: str) -> None:
    answering, said = MISBEHAVIOUR[kind]
    with played(answering) as server, pytest.raises(OnlineError) as raised:
        ask(server.url, "Odessa", "Kiev")
    assert said in str(raised.value)
    assert str(raised.value).isprintable()
    assert len(str(raised.value)) < 200
    assert len(server.asked) == 1  # it is not asked again


def test_a_server_that_is_not_there_is_told() -> None:
    with pytest.raises(OnlineError, match=r"^127\.0\.0\.1:1: "):
        ask("http://127.0.0.1:1", "Odessa")


def test_all_questions_together_have_an_end() -> None:
    def slowly(handler: BaseHTTPRequestHandler) -> None:
        time.sleep(0.2)
        sends("[]")(handler)

    names = [f"Name {number}" for number in range(99)]
    with played(slowly) as server, pytest.raises(OnlineError, match="1 s are over"):
        ask(server.url, *names, pace=Pace(0.01, 5.0, 1.0))
    assert 1 <= len(server.asked) < 10


def test_what_was_answered_before_is_kept() -> None:
    def once(handler: BaseHTTPRequestHandler) -> None:
        sends(json.dumps([ODESA]), status=200 if "Odessa" in handler.path else 500)(handler)

    with played(once) as server:
        asked = service("nominatim", server.url, pace=QUICK)
        answers = asked.answers([Query("Odessa"), Query("Kiev")], lambda query: query)
        assert next(answers)[0] == Query("Odessa")
        with pytest.raises(OnlineError):
            next(answers)


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"name": "x" * 5_000}, "x" * 200),
        ({"name": "a\x1b[31m\nb"}, "a[31m b"),
        ({"name": 7, "display_name": "Odesa, Ukraine"}, "7"),
        ({"name": None, "display_name": "Odesa, Ukraine"}, "Odesa"),
        ({"address": "nowhere", "extratags": [1], "importance": "much"}, "Odesa"),
    ],
)
def test_strange_texts_of_an_answer_are_tamed(changes: dict[str, object], name: str) -> None:
    with played(with_(**changes)) as server:
        ((one,),) = ask(server.url, "Odessa")
    assert one.place.name == name
    assert 0 < one.score <= 1
