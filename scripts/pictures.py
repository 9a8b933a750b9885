"""Every picture of the documents: the scene it is taken in, and what is touched before.  Knows nothing of drawing."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

from facilitator_app.app import App
from facilitator_app.faults import Trouble
from facilitator_app.record.company import CompanyBegan, SteppedOut
from facilitator_app.record.leaving import RiskDisclosed
from facilitator_app.rehearsal.fast_clock import FastClock
from facilitator_app.rehearsal.silent_player import SilentPlayer
from facilitator_app.text import MIRRORED
from facilitator_app.ui import files
from facilitator_app.ui.window import Window
from tests.people import START
from tests.test_groups import form
from tests.ui import after, ahead, scenes
from tests.ui.hands import Hands
from tests.ui.surfaces import ACCEPTS, TO_SIGN
from tests.ui.test_first_start import name_the_clinic, name_the_person


class Picture(NamedTuple):
    """One picture: the scene, how many people, the window's size, and what is touched before it is taken.

    A name that ends in ``*`` is the first button called so; what is no button is only waited for.  ``device``: how the
    window is set before.  ``place``: the clinic it stands in.
    """

    name: str
    scene: Callable[[scenes.Room], Awaitable[None]]
    seats: int = 6
    size: tuple[int, int] = (1280, 800)
    touched: tuple[str, ...] = ()
    level: str = "room"
    screen: str = "room"
    device: Callable[[Window], None] = lambda window: None
    place: Callable[[Path, int], Awaitable[scenes.Room]] = scenes.furnished


async def _company(place: scenes.Room) -> None:
    """Somebody is sat with, somebody is out of the room, somebody was left alone longest."""
    await scenes.calm(place)
    place.clock.advance(timedelta(minutes=14))
    await place.write("Idris", CompanyBegan(), ago=6)
    await place.write("Amara", SteppedOut(where="lavatory", with_whom="Devi Rao"), ago=3)
    await place.write("Noor", SteppedOut(where="quiet room"), ago=12)
    await place.check("Teodor", 78, 130, 82, 97, ago=1)


async def _locked(place: scenes.Room) -> None:
    """The way in."""
    await place.app.lock()


async def _with_pin(place: scenes.Room) -> None:
    """A busy room; who is at the screen has a PIN."""
    await scenes.busy(place)
    assert place.app.at_screen is not None
    place.app.door.choose_pin(place.app.at_screen.id, "2468")


async def _next_day(place: scenes.Room) -> None:
    """Yesterday's session is over."""
    await after.ended(place)
    place.clock.advance(timedelta(hours=20))


async def _days_set(place: scenes.Room) -> None:
    """A session is under way, others are set."""
    await scenes.calm(place)
    await ahead.days_set(place)


async def _prescriber(place: scenes.Room) -> None:
    """The prescriber is at the desk; for one person all is written, and the next session is set."""
    await scenes.calm(place)
    await ahead.prescribed(place)


async def _disclosed(place: scenes.Room) -> None:
    """Amara told of a danger to herself, and the one at the screen looks after it."""
    await scenes.calm(place)
    assert place.app.at_screen is not None
    told = RiskDisclosed(text="Told of a plan.", owner=place.app.at_screen.id, owner_name=place.app.at_screen.name)
    await place.session.write(told, [place.people["Amara"]])


async def _grouped(place: scenes.Room) -> None:
    """A group waits for its members."""
    await scenes.calm(place)
    assert place.app.clinic is not None
    await form(place.app.clinic)


async def _agreeing(place: scenes.Room) -> None:
    """A group whose members have not accepted its agreement yet."""
    await scenes.calm(place)
    await scenes.in_a_group(place)


async def _new(folder: Path, seats: int) -> scenes.Room:
    """A clinic that nobody has made yet."""
    clock = FastClock(START)
    player = SilentPlayer(clock)
    app = App(folder, clock=clock, player=player)
    await app.start()
    return scenes.Room(app, clock, player, {})


async def _as_it_is(place: scenes.Room) -> None:
    """Nothing happens."""


def _named(window: Window) -> None:
    name_the_clinic(Hands(window))


def _about_to_be_made(window: Window) -> None:
    _named(window)
    name_the_person(Hands(window))


def _at_the_files(window: Window) -> None:
    """In a folder that every machine has, and nothing plugged in."""
    files.MOUNTS = (Path("/nothing plugged in"),) * 4
    window.shell.files.go("/usr/share/zoneinfo")
    _about_to_be_made(window)


def _mirrored(window: Window) -> None:
    window.shell.appearance.speak(MIRRORED)


def _across(window: Window) -> None:
    window.shell.glance.turn()


def _full_disk(window: Window) -> None:
    """The disk is full, the sound comes from elsewhere: what does not go away by itself and what does."""
    shown = window.shell.notices
    shown.hear(Trouble("journal.disk_full"), "session write")
    shown.hear(Trouble("music.engine_lost"), "music")


def _bug(window: Window) -> None:
    window.shell.notices.hear(ValueError(), "round")


def _spanish(window: Window) -> None:
    window.shell.appearance.speak("es")


def _left(window: Window) -> None:
    window.shell.appearance.set_hand("left")


def _large(window: Window) -> None:
    window.shell.appearance.set_percent("200")


def _keys(window: Window) -> None:
    window.shell.sheets.keys.show()


def _touched(window: Window) -> None:
    window.shell.sheets.keyboard.set_mode("always")


_TO_THE_TIME_OUT = (
    "tile.4", "rail.dose", "dose.drug.ketamine", "dose.route.intramuscular", "dose.form.whole", "dose.stated.base",
    "dose.by.*", "dose.to_amount", "pad.4", "pad.0", "pad.main",
)  # fmt: skip
SMALL, PORTRAIT, LAPTOP = (1024, 640), (800, 1280), (1920, 1080)
ROOM = (
    Picture("room", scenes.busy, touched=("tile.2",)),
    Picture("room-calm", scenes.calm),
    Picture("room-four", scenes.busy, 4, touched=("tile.3", "rail.support")),
    Picture("room-eight", scenes.busy, 8, touched=("tile.3", "rail.person")),
    Picture("room-one", scenes.calm, 1, touched=("tile.1", "rail.words")),
    Picture("room-vitals", scenes.busy, touched=("tile.4", "rail.vitals", "pad.9", "pad.2", "pad.next", "pad.1")),
    Picture("room-round", scenes.busy, touched=("round.begin",)),
    Picture("room-round-skip", scenes.busy, size=SMALL, touched=("round.begin", "pad.second")),
    Picture("room-company", _company, touched=("tile.2", "rail.person")),
    Picture("room-emergency", scenes.busy, touched=("tile.3", "emergency", "emergency.step.called_for_help")),
    Picture("room-sheet", scenes.busy, touched=("tile.3", "emergency", "emergency.sheet")),
    Picture("room-dose", scenes.busy, touched=("tile.4", "rail.dose")),
    Picture("room-orders", scenes.busy, touched=("tile.4", "rail.dose", "medicine.order", "orders.new")),
    Picture("room-adverse", scenes.busy, touched=("tile.4", "rail.support", "care.adverse", "adverse.new")),
    Picture("room-touch", scenes.busy, touched=("tile.5", "rail.person", "person.part.touch")),
    Picture("room-today", scenes.busy, touched=("tile.5", "rail.history")),
    Picture("room-undo", scenes.busy, touched=("tile.2", "chip.tears")),
    Picture("room-leaving-list", scenes.leaving, touched=("tile.2", "rail.leave")),
    Picture("room-leaving", scenes.leaving, touched=("end",)),
    Picture("room-leaving-board", scenes.leaving, touched=("end", "board.open")),
    Picture("room-limits", scenes.busy, touched=("tile.5", "rail.person", "person.part.limits")),
    Picture("room-music", scenes.busy, touched=("music.more",)),
    Picture("room-rules", scenes.calm, touched=("room.rules",)),
    Picture("room-dim", scenes.busy, touched=("tile.2",), level="dim"),
    Picture("room-dark", scenes.busy, touched=("tile.2",), level="dark"),
    Picture("room-night", scenes.busy, touched=("tile.2",), level="night"),
    Picture("room-veiled", scenes.busy, touched=("veil",)),
    Picture("room-veiled-pin", _with_pin, touched=("veil",)),
    Picture("room-here", scenes.calm, 4, touched=("here.open",)),
    Picture("room-laptop", scenes.busy, size=LAPTOP, touched=("tile.2",)),
    Picture("room-all", scenes.calm, touched=("room.all",)),
    Picture("room-note", scenes.calm, touched=("room.note",)),
    Picture("room-phase", scenes.busy, touched=("phase.return",)),
    Picture("room-support", scenes.busy, touched=("tile.2", "rail.support")),
    Picture("room-no-value", scenes.busy, touched=("tile.2", "rail.vitals", "pad.first")),
    Picture("room-put-off", scenes.busy, touched=("tile.2", "rail.vitals", "pad.second")),
    Picture("room-medicine", scenes.busy, touched=("tile.4", "rail.dose", "medicine.other")),
    Picture("room-clearance", scenes.busy, touched=("tile.4", "rail.dose", "medicine.order", "orders.clear")),
    Picture("room-time-out", scenes.busy, touched=_TO_THE_TIME_OUT),
    Picture("room-circle", scenes.busy, touched=("tile.5", "rail.person", "person.part.circle")),
    Picture("room-amend", scenes.busy, touched=("tile.5", "rail.history", "history.line.*")),
    Picture("room-way-out", scenes.leaving, touched=("tile.2", "rail.leave", "way.open", "way.transferred")),
    Picture("room-disclosures", _disclosed, touched=("tile.2", "rail.leave", "risk.new")),
    Picture("room-chart", scenes.busy, touched=("veil", "veil.chart")),
    Picture("room-pin", scenes.calm, 4, touched=("here.open", "here.pin")),
    Picture("room-appearance", scenes.calm, 4, touched=("here.open", "here.looks")),
    Picture("room-banner", scenes.busy, device=_full_disk),
    Picture("room-bug", scenes.busy, touched=("tile.2",), device=_bug),
    Picture("room-mirrored", scenes.busy, touched=("tile.2",), device=_mirrored),
    Picture("glance", scenes.busy, device=_across),
    Picture("glance-laptop", scenes.busy, size=LAPTOP, device=_across),
    Picture("glance-eight", scenes.crowded, 8, device=_across),
    Picture("glance-night", scenes.busy, level="night", device=_across),
    Picture("room-small", scenes.busy, size=SMALL, touched=("tile.3", "rail.vitals")),
    Picture("room-small-eight", scenes.crowded, 8, SMALL, ("tile.2",)),
    Picture("room-crowded", scenes.crowded, 8, touched=("tile.2",)),
    Picture("room-keyboard", scenes.busy, touched=("tile.2", "rail.words", "words.text.input"), device=_touched),
    Picture("room-spanish", scenes.busy, touched=("tile.2",), device=_spanish),
    Picture("room-keys", scenes.busy, device=_keys),
    Picture("room-left-hand", scenes.busy, touched=("tile.2",), device=_left),
    Picture("room-large", scenes.busy, touched=("tile.2",), device=_large),
    Picture("room-large-laptop", scenes.busy, size=LAPTOP, touched=("tile.4", "rail.vitals"), device=_large),
    Picture("room-vitals-laptop", scenes.busy, size=LAPTOP, touched=("tile.4", "rail.vitals")),
    Picture("room-portrait", scenes.busy, size=PORTRAIT, touched=("tile.5",)),
    Picture("room-portrait-eight", scenes.crowded, 8, PORTRAIT, ("tile.5", "rail.vitals")),
)
PRESCRIBER = ("home.people", "people.0*", "person.beforehand", "beforehand.part.prescribing")
GROUP_CIRCLE = ("home.programmes", "programmes.group_circle_three")
AROUND = (
    Picture("readiness", scenes.calm, 4, screen="readiness"),
    Picture("readiness-seat", scenes.calm, 4, screen="readiness", touched=("readiness.2.seat",)),
    Picture("readiness-paper", scenes.calm, 4, screen="readiness", touched=("readiness.paper",)),
    Picture("review", scenes.busy, screen="review"),
    Picture("review-office", scenes.busy, size=LAPTOP, level="light", screen="review"),
    Picture("review-find", scenes.busy, screen="review", touched=("review.find",)),
    Picture("review-moment", scenes.busy, screen="review", touched=("moment.next", "moment.next")),
    Picture("review-group", scenes.busy, screen="review", touched=("review.group",)),
    Picture("review-paper", scenes.busy, screen="review", touched=("review.paper",)),
    Picture("handoff", scenes.leaving, screen="handoff"),
    Picture("handoff-laptop", scenes.leaving, size=LAPTOP, screen="handoff"),
    Picture("after", _next_day, 4, screen="home", touched=("home.integration",)),
    Picture("after-laptop", _next_day, 4, LAPTOP, screen="home", touched=("home.integration",)),
    Picture("after-person", _next_day, 4, screen="home", touched=("home.integration", "desk.*")),
    Picture("after-visit", _next_day, 4, screen="home", touched=("home.integration", "desk.*", "after.part.visit")),
    Picture("after-course", _next_day, 4, screen="home", touched=("home.integration", "desk.*", "after.course")),
    Picture("after-round", _next_day, 4, screen="home", touched=("home.integration", "desk.tab.debrief", "debrief.*")),
    Picture(
        "after-report", _next_day, 4, screen="home", touched=("home.integration", "desk.tab.report", "report.count")
    ),
    Picture("home", scenes.calm, 4, screen="home"),
    Picture("home-calendar", _days_set, 4, screen="home", touched=("home.calendar",)),
    Picture("home-calendar-list", _days_set, 4, SMALL, screen="home", touched=("home.calendar", "calendar.mode.list")),
    Picture("calendar-new", _days_set, 4, screen="home", touched=("home.calendar", "calendar.act")),
    Picture(
        "calendar-seats",
        _days_set,
        4,
        screen="home",
        touched=("home.calendar", "calendar.item.00000000-0000-0000-0000-0000000001f5", "floor.seat.3"),
    ),
    Picture("before-prescriber", _prescriber, 4, screen="home", touched=PRESCRIBER),
    Picture("home-office", scenes.calm, 4, level="light", screen="home", touched=("home.people",)),
    Picture("home-person", scenes.calm, 4, screen="home", touched=("home.people", "people.act")),
    Picture("home-programmes", scenes.calm, 4, screen="home", touched=("home.programmes",)),
    Picture(
        "home-programme", scenes.calm, 4, screen="home", touched=("home.programmes", "programmes.group_circle_three")
    ),
    Picture("home-music", scenes.calm, 4, screen="home", touched=("home.music",)),
    Picture("home-library", scenes.calm, 4, screen="home", touched=("home.music", "music.tab.library")),
    Picture("home-sound", scenes.calm, 4, screen="home", touched=("home.music", "music.tab.playlists", "music.sound")),
    Picture("home-heard", _next_day, 4, screen="home", touched=("home.music", "music.tab.playlists", "music.heard")),
    Picture("home-laptop", scenes.calm, 4, LAPTOP, screen="home"),
    Picture("home-groups", scenes.calm, 4, screen="home", touched=("home.groups", "groups.act")),
    Picture(
        "home-looks", scenes.calm, 4, screen="home", touched=("home.team", "team.oversight", "oversight.part.looks")
    ),
    Picture("home-programme-edit", scenes.calm, 4, screen="home", touched=(*GROUP_CIRCLE, "programme.edit")),
    Picture("home-words", scenes.calm, 4, screen="home", touched=(*GROUP_CIRCLE, "programme.words")),
    Picture("home-member", scenes.calm, 4, screen="home", touched=("home.team", "team.act")),
    Picture("home-screen", scenes.calm, 4, screen="home", touched=("home.device",)),
    Picture("home-portrait", scenes.calm, 4, PORTRAIT, screen="home"),
    Picture("home-plan", scenes.calm, 4, screen="home", touched=(*GROUP_CIRCLE, "programme.plan.2", "programme.write")),
    Picture("home-begins", scenes.calm, 4, screen="home", touched=(*GROUP_CIRCLE, "programme.begins")),
    Picture("home-group", _grouped, 4, screen="home", touched=("home.groups", "groups.*")),
    Picture("home-accepts", _agreeing, 4, screen="home", touched=ACCEPTS),
    Picture("home-signs", _agreeing, 4, screen="home", touched=(*TO_SIGN, "sign.field")),
    Picture("home-whose", scenes.calm, 4, screen="home", touched=("home.people", "people.*")),
    Picture("home-same", scenes.calm, 4, screen="home", touched=("home.people", "people.*", "person.same")),
    Picture("home-before", scenes.calm, 4, screen="home", touched=("home.people", "people.*", "person.beforehand")),
    Picture("home-record", scenes.calm, 4, screen="home", touched=("home.people", "people.*", "person.record")),
    Picture("home-team", scenes.calm, 4, screen="home", touched=("home.team", "team.*")),
    Picture("home-key", scenes.calm, 4, screen="home", touched=("home.team", "team.key")),
    Picture("home-passphrase", scenes.calm, 4, screen="home", touched=("home.device", "device.passphrase")),
    Picture("home-mirrored", scenes.calm, 4, screen="home", device=_mirrored),
    Picture("home-large", scenes.calm, 4, screen="home", device=_large),
    Picture("review-laptop", scenes.busy, size=LAPTOP, screen="review"),
    Picture("review-mirrored", scenes.busy, screen="review", device=_mirrored),
    Picture("handoff-mirrored", scenes.leaving, screen="handoff", device=_mirrored),
    Picture("start", _as_it_is, screen="home", place=_new),
    Picture("start-person", _as_it_is, screen="home", device=_named, place=_new),
    Picture(
        "start-code",
        _as_it_is,
        screen="home",
        touched=("start.make", "start.code"),
        device=_about_to_be_made,
        place=_new,
    ),
    Picture(
        "files",
        _as_it_is,
        screen="home",
        touched=("start.make", "start.code", "start.pdf", "files.panel"),
        device=_at_the_files,
        place=_new,
    ),
    Picture("setup", scenes.calm, 4, screen="setup"),
    Picture("unlock", _locked, 1, screen="home"),
)
PICTURES = (*ROOM, *AROUND)
