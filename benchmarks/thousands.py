"""What thousands cost: home, search, a person and a group opened among 10,000 people, 1,500 groups and 5,000 sessions.

    python benchmarks/thousands.py [--rounds N] [--keep] [--people N] [--groups N] [--sessions N]

Against the same in a clinic with one of each.  The program's own writers make both: one session is held, and written again
for other people at other times.  Both have their real window, drawn offscreen by the software renderer; each act is done in
both in turn, from the touch to the painted frame that shows it.  Exit 1 when one takes more than 1.5 times as long.

Coming in reads every line of the clinic and is measured apart, in processor time: against the bare reading of the same
rows, bodies shut, in the same run.  Exit 1 when it takes more than 8 times as long, the passphrase apart.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import json
import os
import platform
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple
from uuid import UUID

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_QUICK_BACKEND", "software")

import msgspec

from facilitator_app.app import App
from facilitator_app.clock import SystemClock
from facilitator_app.record.clinic import ParticipantAdded, SessionEnded, SessionPlanned
from facilitator_app.record.entry import Entry, Fact, new_id
from facilitator_app.record.groups import GroupFormed, MemberJoined, SessionOfGroup
from facilitator_app.record.people import PersonTold
from facilitator_app.rehearsal.fast_clock import FastClock
from facilitator_app.rehearsal.silent_player import SilentPlayer
from facilitator_app.ui.groups_view import GroupsView
from facilitator_app.ui.main import open_window, run_on_qt, start_qt
from facilitator_app.ui.window import Window
from tests.ui import scenes

RESULTS = Path(__file__).resolve().parent / "results"
TARGET = 1.5
COMING_IN = 8.0
"""What coming in to thousands costs more than to one of each, against the bare reading of the clinic's rows: each is
opened, decoded and folded besides.  It was eleven while each person's key was asked for by itself."""
SEATS = 4
AT_ONCE = 2000
COMINGS = 3
LONGEST = 120
"""Seconds after which what was asked for is taken for never coming."""
FIRST = ("Rowan", "Amara", "Idris", "Noor", "Teodor", "Mae", "Sable", "Juniper")
LAST = ("Marsh", "Osei", "Haddad", "Lind", "Varga", "Ito", "Ferro", "Quill", "Sund", "Abara")


class Size(NamedTuple):
    """How many of each."""

    people: int
    groups: int
    sessions: int


class Made(NamedTuple):
    """A clinic, and whom and what to open in it."""

    folder: Path
    person: UUID
    group: UUID
    size: Size
    lines: int


async def made(folder: Path, size: Size) -> Made:
    """A clinic of that size, closed."""
    place = await scenes.furnished(folder, 1)
    await scenes.nobody_dosed(place)
    app = place.app
    assert app.clinic is not None
    assert app.journal is not None
    first = place.people["Rowan"]
    people = [first, *await app.clinic.add_participants([_person(number) for number in range(size.people - 1)])]
    held = await app.journal.entries(place.session.scope)
    lines: list[Entry] = []
    groups = [new_id(place.clock.now()) for _ in range(size.groups)]
    for number, group in enumerate(groups):
        lines += _group(app, number, group, people)
    for number in range(size.sessions):
        at = held[0].observed_at - timedelta(days=1, hours=6 * number)
        group = groups[1 + number % (size.groups - 1)] if number else groups[0]  # the first is as the only one
        lines += _session(app, held, number, group, people, at)
    for begin in range(0, len(lines), AT_ONCE):
        await app.journal.append(lines[begin : begin + AT_ONCE])
    await app.close()
    again = App(
        folder, clock=place.clock, player=place.player
    )  # the day before: no launch has written thousands of chains
    await again.unlock("ines", scenes.PASSPHRASE)
    assert again.clinic is not None
    await again.clinic.tell_person(first, PersonTold(legal_name="Rowan Eldermoor"))
    await again.close()
    return Made(folder, first, groups[0], size, len(lines) + 2 * size.people)


def _person(number: int) -> tuple[ParticipantAdded, PersonTold | None]:
    name = FIRST[number % len(FIRST)]
    told = ParticipantAdded(
        preferred_name=name,
        legal_name=f"{name} {LAST[number // len(FIRST) % len(LAST)]} {number}",
        birth_date=(date(1950, 1, 1) + timedelta(days=number * 7 % 20_000)).isoformat(),
        allergies="none known",
    )
    return told, PersonTold(contacts=f"+1 555 {number:05}", language="English")


def _line(app: App, fact: Fact, at: datetime, person: UUID | None = None) -> Entry:
    assert app.clinic is not None
    assert app.at_screen is not None
    by = app.at_screen.id
    return Entry(
        id=new_id(at), scope=app.clinic.scope, observed_at=at, recorded_at=at, fact=fact, done_by=by, recorded_by=by,
        participant=person,
    )  # fmt: skip


def _group(app: App, number: int, group: UUID, people: Sequence[UUID]) -> list[Entry]:
    """A group with its members; the first has one, as where there is only one."""
    at = app.clock.now()
    seats = range(SEATS if number else 1)
    members = {people[(number * SEATS + seat) % len(people)] for seat in seats}
    joined = [
        _line(
            app, MemberJoined(group=group, decided_by=group, decided_by_name="Tomas Lind", why="They fit."), at, person
        )
        for person in sorted(members)
    ]
    return [_line(app, GroupFormed(group=group, programme="rehearsal", theme=f"Circle {number}"), at), *joined]


def _session(
    app: App, held: Sequence[Entry], number: int, group: UUID, people: Sequence[UUID], at: datetime
) -> list[Entry]:
    """The session that was held, once more: of a group, with somebody else, at another time, and closed."""
    scope, person, shift = new_id(at), people[number % len(people)], at - held[0].observed_at
    lines = [
        _line(app, SessionPlanned(session=scope, title=f"Circle {number}", programme="rehearsal"), at),
        _line(app, SessionOfGroup(group=group, session=scope), at),
    ]
    lines += [
        msgspec.structs.replace(
            one,
            id=new_id(at),
            scope=scope,
            act=None,
            stamp=None,
            observed_at=one.observed_at + shift,
            recorded_at=one.recorded_at + shift,
            participant=person if one.participant else None,
        )
        for one in held
    ]
    return [*lines, _line(app, SessionEnded(session=scope), at + timedelta(hours=3))]


async def opened(place: Made) -> tuple[App, Window, float]:
    """The clinic at its window, and how long the way in took, from the passphrase to home."""
    clock = FastClock(scenes.START + timedelta(hours=4))
    app = App(place.folder, clock=clock, player=SilentPlayer(clock))
    await app.start()
    window = open_window(app, still=True)
    window.view.resize(1280, 800)
    window.view.show()
    await painted(window, window.shell.refresh, lambda: seen(window, "unlock"))
    began = time.perf_counter()
    window.shell.unlock.open("ines", scenes.PASSPHRASE)
    await painted(window, lambda: None, lambda: seen(window, "home"))
    return app, window, time.perf_counter() - began


def seen(window: Window, name: str) -> bool:
    """Whether a thing is on the screen."""
    found = window.find(name)
    return found is not None and found.isVisible()


async def came_in(place: Made) -> tuple[float, float, int]:
    """Seconds of the processor to come in, and to read the clinic's rows and no more; and how many lines those are."""
    clock = FastClock(scenes.START + timedelta(hours=4))
    app = App(place.folder, clock=clock, player=SilentPlayer(clock))
    await app.start()
    gc.collect()
    gc.disable()  # as in the window, which collects when nobody waits
    began = time.process_time()
    await app.unlock("ines", scenes.PASSPHRASE)
    there = time.process_time()
    assert app.journal is not None
    rows = await app.journal.export_rows(app.journal.clinic_scope)
    read = time.process_time()
    await app.close()
    return there - began, read - there, len(rows)


async def coming_in(one: Made, many: Made, rounds: int) -> dict[str, float]:
    """What coming in costs, at the median."""
    small = [await came_in(one) for _ in range(rounds)]
    large = [await came_in(many) for _ in range(rounds)]
    least, took = (statistics.median(took for took, _, _ in times) for times in (small, large))
    read = statistics.median(read for _, read, _ in large)
    return {
        "coming_in_one_cpu_s": least,
        "coming_in_many_cpu_s": took,
        "rows_many_cpu_s": read,
        "clinic_lines": float(large[0][2]),
        "coming_in_ratio": (took - least) / read,
    }


async def painted(window: Window, act: Callable[[], object], shown: Callable[[], bool]) -> float:
    """Seconds from an act to the end of the first frame that shows what it is to show."""
    began, looking = time.perf_counter(), 0.0
    act()
    while True:
        swapped = asyncio.get_running_loop().create_future()
        told = window.view.frameSwapped.connect(lambda now=swapped: None if now.done() else now.set_result(None))
        window.view.update()
        await asyncio.wait_for(swapped, 60)
        window.view.frameSwapped.disconnect(told)
        now = time.perf_counter()
        is_shown = shown()
        if is_shown:
            return now - began - looking
        looking += time.perf_counter() - now  # to look whether it is there is no part of it
        assert now - began < LONGEST, "what is to be shown is not"
        await asyncio.sleep(0)


async def acts(window: Window, place: Made) -> dict[str, float]:
    """Each act once, by its name: seconds."""
    shell = window.shell
    people = shell.people
    took = {}
    await painted(window, lambda: shell.home.show("team"), lambda: seen(window, "team"))
    took["home"] = await painted(window, lambda: shell.home.show("today"), lambda: seen(window, "today"))
    took["people"] = await painted(window, lambda: shell.home.show("people"), lambda: seen(window, "people.list"))
    await painted(
        window, lambda: people.search("nobody of this name"), lambda: not seen(window, f"people.{place.person}")
    )
    # from a list where nobody was found: in the small clinic too there is a row to make
    took["search"] = await painted(
        window, lambda: people.search("rowan elder"), lambda: seen(window, f"people.{place.person}")
    )
    person = str(place.person)
    took["a person"] = await painted(window, lambda: people.person.show(person), lambda: seen(window, "person.panel"))
    people.person.close()
    people.search("")
    took["groups"] = await painted(window, lambda: shell.home.show("groups"), lambda: seen(window, "groups.list"))
    groups = shell.home.groups
    assert isinstance(groups, GroupsView)
    group = str(place.group)
    took["a group"] = await painted(window, lambda: groups.page.show(group), lambda: seen(window, "group.panel"))
    groups.page.close()
    return took


async def measured(folder: Path, size: Size, rounds: int) -> tuple[dict[str, dict[str, list[float]]], dict[str, float]]:
    """Every act in both clinics in turn; and what making and opening the large one took."""
    start_qt()
    began = time.perf_counter()
    one, many = await made(folder / "one", Size(1, 1, 1)), await made(folder / "many", size)
    about = {"lines": float(many.lines), "made_s": time.perf_counter() - began}
    about |= await coming_in(one, many, COMINGS)
    there = {}
    for name, place in (("one", one), ("many", many)):
        app, window, about[f"way_in_{name}_s"] = await opened(place)
        there[name] = (app, window, place)
    took: dict[str, dict[str, list[float]]] = {}
    for number in range(rounds + 1):
        both = list(there.items())
        for name, (_, window, place) in both if number % 2 else both[::-1]:
            for act, seconds in (await acts(window, place)).items():
                if number:  # the first round warms the caches up
                    took.setdefault(act, {}).setdefault(name, []).append(seconds)
    for app, window, _ in there.values():
        window.close()
        await app.close()
    return took, about


def report(took: dict[str, dict[str, list[float]]], about: dict[str, float]) -> tuple[dict[str, object], bool]:
    """The figures, printed and returned, and whether they are within their target."""
    figures: dict[str, object] = {name: round(value, 2) for name, value in about.items()}
    good = True
    for act, both in took.items():
        many, one = (statistics.median(both[name]) * 1000 for name in ("many", "one"))
        ratio = many / one
        good &= ratio <= TARGET
        verdict = "ok" if ratio <= TARGET else "MISSED"
        print(f"{act}: thousands {many:.1f} ms, one of each {one:.1f} ms: {ratio:.2f}x (target {TARGET:g}x) {verdict}")
        figures[act] = {"thousands_ms": round(many, 1), "one_ms": round(one, 1), "ratio": round(ratio, 2)}
    good &= about["coming_in_ratio"] <= COMING_IN
    verdict = "ok" if about["coming_in_ratio"] <= COMING_IN else "MISSED"
    print(
        f"coming in to thousands: {about['coming_in_many_cpu_s']:.2f} s of the processor, one of each"
        f" {about['coming_in_one_cpu_s']:.2f} s; {about['coming_in_ratio']:.1f}x the bare reading of"
        f" {about['clinic_lines']:.0f} rows (target {COMING_IN:g}x) {verdict}"
    )
    print(f"way in with thousands, in s  {about['way_in_many_s']:.1f}")
    print(f"way in with one of each, in s  {about['way_in_one_s']:.1f}")
    return figures, good


def main() -> int:
    """Make, measure, print, and keep when asked."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    options.add_argument("--rounds", type=int, default=9)
    options.add_argument("--keep", action="store_true", help="write the result to benchmarks/results")
    for name, count in (("people", 10_000), ("groups", 1_500), ("sessions", 5_000)):
        options.add_argument(f"--{name}", type=int, default=count)
    asked = options.parse_args()
    size = Size(asked.people, asked.groups, asked.sessions)
    with tempfile.TemporaryDirectory(prefix="thousands-") as place:
        took, about = run_on_qt(measured(Path(place), size, asked.rounds))
    figures, good = report(took, about)
    if asked.keep:
        load = os.getloadavg()[0] if hasattr(os, "getloadavg") else None
        machine = {"system": platform.platform(), "processors": os.cpu_count(), "python": platform.python_version()}
        kept = {"measured": SystemClock().now().isoformat(timespec="seconds"), "machine": machine | {"load": load}}
        RESULTS.mkdir(exist_ok=True)
        (RESULTS / "thousands.json").write_text(
            json.dumps(kept | {"size": size._asdict()} | figures, indent=2) + "\n", "utf-8"
        )
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
