"""window.journeymap (DESIGN §5, “Script”): what other scripts may rely on."""

import re
from typing import Any

import pytest

from conftest import SMALL_IDS, Opened
from journeymap import __version__

pytestmark = pytest.mark.browser


def test_the_global_has_the_names_of_the_contract_and_cannot_be_changed(small: Opened) -> None:
    names = small.js("Object.keys(journeymap).sort()")
    wanted = "version stays duration state play pause seek goTo speed on mount"
    assert names == sorted(wanted.split())
    assert small.js("Object.isFrozen(journeymap)")
    assert small.js("journeymap.version") == __version__
    assert re.fullmatch(r"\d+\.\d+.*", __version__)


def test_the_stays_are_the_list_s(small: Opened) -> None:
    stays = small.js("journeymap.stays")
    rows = small.js(
        "[...document.querySelectorAll('li[data-stay-id]')].map(r => ({id: r.dataset.stayId,"
        " lat: +r.dataset.lat, lon: +r.dataset.lon, date: r.dataset.edtf,"
        " place: r.querySelector('[data-part=place]').textContent}))"
    )
    assert [{key: stay[key] for key in row} for stay, row in zip(stays, rows, strict=True)] == rows
    assert [stay["id"] for stay in stays] == list(SMALL_IDS)
    assert {tuple(sorted(stay)) for stay in stays} == {
        ("date", "era", "id", "lat", "lon", "place", "t")
    }
    times = [stay["t"] for stay in stays]
    assert times == sorted(times)
    assert times[0] > 0
    assert times[-1] < small.js("journeymap.duration")
    assert [stay["era"] for stay in stays] == ["early"] * 3 + ["middle"] * 2 + ["late"] * 2


def test_play_and_pause_are_no_toggles(small: Opened) -> None:
    small.js("journeymap.play(); journeymap.play()")
    assert small.state["playing"]
    small.js("journeymap.pause(); journeymap.pause()")
    assert not small.state["playing"]


def test_the_state_is_the_same_a_moment_later_when_nothing_plays(small: Opened) -> None:
    small.js("journeymap.goTo('delta-1905')")
    before = small.state
    assert before == {
        "playing": False,
        "t": small.js("journeymap.stays[3].t"),
        "stay": "delta-1905",
        "date": "1905",
        "era": "middle",
    }
    small.frames(3)
    assert small.state == before


def test_the_date_is_gregorian_edtf_of_the_playhead(small: Opened) -> None:
    small.js("journeymap.goTo('gamma-1902')")
    assert small.state["date"] == "1902-05-10"
    small.js("journeymap.goTo('zeta-1910')")
    assert small.state["date"] == "1910-03"


@pytest.mark.parametrize(
    ("asked", "stay"),
    [("'delta-1905'", "delta-1905"), ("'1905-03-01'", "delta-1905"), ("'1902-05-10'", "gamma-1902"),
     ("1908", "epsilon-1908"), ("'1904'", "beta-1901")],
)  # fmt: skip
def test_one_goes_to_an_id_or_a_date(small: Opened, asked: str, stay: str) -> None:
    assert small.js(f"journeymap.goTo({asked})") is True
    assert small.main("data-stay") == stay
    assert small.state["t"] == small.js(f"journeymap.stays.find(s => s.id === '{stay}').t")


def test_rubbish_moves_nothing_and_breaks_nothing(small: Opened) -> None:
    small.js("journeymap.goTo('delta-1905'); journeymap.speed(2)")
    before = small.state
    answers = small.js(
        "() => { const rubbish = [undefined, null, NaN, Infinity, -Infinity, '', 'x', '5', {}, [],"
        " [3], true, 10n, Symbol('x'), () => 1, Object.create(null), '__proto__', '<b>', '1800',"
        " new Proxy({}, {get() { throw new Error('read'); }})];"
        " const answers = new Set();"
        " for (const r of rubbish) { answers.add(journeymap.goTo(r)); journeymap.seek(r); }"
        " for (const r of rubbish) if (typeof r !== 'number') journeymap.speed(r);"
        " journeymap.speed(NaN); journeymap.speed(); journeymap.seek(); journeymap.goTo();"
        " return [...answers]; }"
    )
    assert answers == [False]
    assert small.state == before
    assert small.page.locator(".j-speed").text_content() == "2×"


@pytest.mark.parametrize(
    ("asked", "said"), [(0.1, "0.25×"), (1000, "64×"), (-1, "0.25×"), (3, "3×")]
)
def test_the_speed_has_limits_and_is_shown(small: Opened, asked: float, said: str) -> None:
    small.js("x => journeymap.speed(x)", asked)
    assert small.page.locator(".j-speed").text_content() == said


def test_the_speed_is_the_speed(small: Opened) -> None:
    small.js("journeymap.speed(4); journeymap.play()")
    measured = small.js(
        "() => new Promise(done => { let first = null; const look = now => {"
        " first ??= [now, journeymap.state().t];"
        " if (now - first[0] < 500) return requestAnimationFrame(look);"
        " done((journeymap.state().t - first[1]) / (now - first[0])); };"
        " requestAnimationFrame(look); })"
    )
    assert 3.2 < measured < 4.8


def test_events_are_heard_until_one_unsubscribes(small: Opened) -> None:
    small.js(
        "window.heard = []; window.off = ['stay', 'state', 'end', 'nothing'].map(e =>"
        " journeymap.on(e, d => heard.push([e, JSON.parse(JSON.stringify(d))]))); 0"
    )
    small.js("journeymap.goTo('delta-1905')")
    heard: list[Any] = small.js("heard")
    assert ["stay", {"id": "delta-1905"}] in heard
    assert [what for what, _ in heard].count("stay") == 1
    states = [detail for what, detail in heard if what == "state"]
    assert states == [small.state]
    small.js("heard.length = 0; journeymap.play(); journeymap.pause()")
    assert [(what, detail["playing"]) for what, detail in small.js("heard")] == [
        ("state", True),
        ("state", False),
    ]
    assert small.js("off.map(f => f()).length") == 4
    small.js("heard.length = 0; journeymap.goTo('eta-1912'); journeymap.play()")
    assert small.js("heard") == []


def test_a_listener_may_drive_the_player(small: Opened) -> None:
    small.js(
        "journeymap.on('stay', d => { if (d.id === 'beta-1901') journeymap.goTo('zeta-1910'); }); 0"
    )
    small.js("journeymap.goTo('beta-1901')")
    assert (small.state["stay"], small.main("data-stay")) == ("zeta-1910", "zeta-1910")
    small.frames(3)
    assert small.page.locator(".j-card h3").text_content() == "Over the ocean"


def test_a_listener_that_throws_does_not_stop_the_journey(small: Opened) -> None:
    small.js("journeymap.on('stay', () => { throw new Error('mine'); }); journeymap.speed(8)")
    small.js("journeymap.play()")
    small.until("journeymap.state().stay === 'beta-1901'")
    assert set(small.errors) == {"mine"}
    small.errors.clear()


def test_what_a_caller_does_to_the_answers_changes_nothing(small: Opened) -> None:
    small.js("const s = journeymap.state(); s.t = 5; s.stay = 'x'; 0")
    small.js("try { journeymap.stays.length = 0 } catch {} 0")
    small.js("journeymap.goTo('eta-1912')")
    assert small.state["stay"] == "eta-1912"
    assert small.page.locator(".j-card h3").text_content() == "To this day"
