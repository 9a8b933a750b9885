"""What a tile says about a person at a moment: a pure function of state, plan and now.  What is kept of it: ``tile_set``."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import NamedTuple
from uuid import UUID

from facilitator_app import monitoring
from facilitator_app.monitoring import PRESSURE, Due
from facilitator_app.record.programme import Plan
from facilitator_app.record.state import Person, Reading, SessionState
from facilitator_app.record.vitals import Measure
from facilitator_app.text import render, word
from facilitator_app.ui.medicine_marks import adverse_of, mouth_of
from facilitator_app.ui.repeats import limit_mark, put_off_times
from facilitator_app.ui.times import countdown, said, short, spoken
from facilitator_app.ui.touch_mark import touch_of

QUIET = timedelta(minutes=10)
"""How long nobody must have been with somebody before the longest wait is told."""

SOON = timedelta(minutes=2)
"""How long before it is due a check is shown as coming soon."""


class Figure(NamedTuple):
    """One figure of a tile: what stands there, its age, where it lies from the baseline, and what is to be marked."""

    text: str = "–"
    age: str = ""
    arrow: str = ""
    stale: bool = False
    is_word: bool = False
    passed: bool = False
    spoken: str = ""


class Company(NamedTuple):
    """Who is with a person, or how long nobody was; for the eye and for the ear, and both without names for the veil.

    ``brief`` is what a small tile has room for.
    """

    text: str = ""
    spoken: str = ""
    unnamed: str = ""
    spoken_unnamed: str = ""
    brief: str = ""


NO_COMPANY = Company()


class Check(NamedTuple):
    """The ring: its kind (none, wait, soon, due, overdue, deferred), how full, what it says inside and below."""

    kind: str
    share: float
    text: str
    under: str
    spoken: str


class Tile(NamedTuple):
    """A tile, ready to be shown.  Every state stands in words as well; ``accessible`` says it all."""

    person: str
    seat: int
    name: str
    state_word: str
    since_dose: str
    first_dose: str
    heart_rate: str
    heart_rate_age: str
    heart_rate_arrow: str
    heart_rate_stale: bool
    heart_rate_word: bool
    heart_rate_passed: bool
    pressure: str
    pressure_age: str
    pressure_arrow: str
    pressure_stale: bool
    pressure_word: bool
    pressure_passed: bool
    spo2: str
    spo2_age: str
    spo2_arrow: str
    spo2_stale: bool
    spo2_word: bool
    spo2_passed: bool
    check: str
    check_share: float
    check_text: str
    check_under: str
    support: str
    limit: str
    touch: str
    touch_least: str
    touch_unasked: bool
    observation: str
    observation_age: str
    observation_picture: str
    out: str
    company: str
    company_unnamed: str
    company_brief: str
    longest: bool
    away: str
    away_unnamed: str
    away_long: bool
    adverse: str
    mouth: str
    tone: str
    chosen: bool
    accessible: str
    unnamed: str


def tile(
    person: Person,
    plan: Plan | None,
    now: datetime,
    chosen: bool,
    pictures: Mapping[str, str] = MappingProxyType({}),
    company: Company = NO_COMPANY,
    longest: bool = False,
    name: str = "",
    team: Mapping[UUID, str] = MappingProxyType({}),
) -> Tile:
    """A person's tile at ``now``."""
    passed = {found.measure for found in monitoring.limits_passed(person, plan)}
    rate = figure(person, Measure.HEART_RATE, passed, plan, now)
    pressure = blood_pressure(person, passed, plan, now)
    spo2 = figure(person, Measure.SPO2, passed, plan, now)
    check = check_of(monitoring.next_check(person, plan, now), now)
    if person.out is not None:
        check = Check("none", 0.0, "", said(now - person.out.at), spoken(now - person.out.at))
    limit, support = limit_mark(person, plan, now), support_of(person, now)
    adverse, mouth, touch = adverse_of(person), mouth_of(person, now), touch_of(person)
    out = word(person.out.said) if person.out else ""
    since, first, dosed = doses_of(person, now)
    away, away_unnamed = away_of(person, now, team), away_unnamed_of(person, now)
    name = name or person.preferred_name
    seen = person.observation
    observation, observation_age = (seen.text, said(now - seen.at)) if seen else ("", "")
    parts = (check.spoken, support, limit, dosed, rate.spoken, pressure.spoken, spo2.spoken)
    hidden = (away_unnamed, company.spoken_unnamed, *_veiled(adverse, touch.text), mouth)
    told = (company.spoken, adverse, mouth, touch.text, f"{observation}, {spoken(now - seen.at)}" if seen else "")
    return Tile(
        str(person.id), person.seat, name, word(person.state), since, first,
        *rate[:6], *pressure[:6], *spo2[:6],
        *check[:4], support, limit, *touch, observation, observation_age,
        pictures.get(observation, "seen"), out, company.text, company.unnamed, company.brief, longest,
        away, away_unnamed, is_long_away(person, now), adverse, mouth,
        tone_of(person, check, bool(passed)), chosen,
        _together(render("tile.spoken", seat=person.seat, name=name, state=person.state), out, away, *parts, *told),
        _together(render("tile.spoken_unnamed", seat=person.seat, state=person.state), out, *parts, *hidden),
    )  # fmt: skip


def _veiled(adverse: str, touch: str) -> Iterator[str]:
    """The marks whose words are notes, as the veil shows them: that there is something, not what."""
    for mark, key in ((adverse, "adverse.title"), (touch, "room_ui.touch")):
        if mark:
            yield render(key)


def figure(person: Person, measure: Measure, passed: Collection[Measure], plan: Plan | None, now: datetime) -> Figure:
    """The last of a measure, with its age and its place against the person's own baseline."""
    reading = person.readings.get(measure)
    if reading is None:
        return Figure(spoken=render("tile.none_taken", name=word(measure)))
    way = monitoring.arrow(measure, reading.value, person.own(measure))
    stale = monitoring.is_stale(person, measure, plan, now)
    text = _text(reading)
    return Figure(
        text, short(now - reading.at), way, stale, reading.word is not None, measure in passed,
        _spoken(word(measure), text, way, stale, now - reading.at),
    )  # fmt: skip


def blood_pressure(person: Person, passed: Collection[Measure], plan: Plan | None, now: datetime) -> Figure:
    """Both halves of one cuff as one figure, marked when either passed a limit; a half taken since then stands alone."""
    taken = [person.readings.get(measure) for measure in PRESSURE]
    name = render("measure.blood_pressure")
    at = max((half.at for half in taken if half is not None), default=None)
    if at is None:
        return Figure(spoken=render("tile.none_taken", name=name))
    both = [half if half is not None and half.at == at else None for half in taken]
    halves = [(measure, half) for measure, half in zip(PRESSURE, both, strict=True) if half is not None]
    is_word = all(half.word is not None for _, half in halves)
    text = _text(halves[0][1]) if is_word else "/".join(map(_number, both))
    ways = [monitoring.arrow(measure, half.value, person.own(measure)) for measure, half in halves]
    way = next((way for way in ways if way in ("up", "down")), ways[0])
    stale = any(monitoring.is_stale(person, measure, plan, now) for measure, _ in halves)
    beyond = any(measure in passed for measure in PRESSURE)
    return Figure(text, short(now - at), way, stale, is_word, beyond, _spoken(name, text, way, stale, now - at))


def check_of(due: Due | None, now: datetime) -> Check:
    """The ring for the next check."""
    if due is None:
        return Check("none", 0.0, "", "", "")
    left = due.due_at - now
    if left <= timedelta(0):
        kind = "overdue" if due.overdue else "due"
        text = countdown(left) if due.interval else ""
        times = (
            [put_off_times(due)] if due.deferred else []
        )  # that it was put off stays told once it is late all the same
        under = " · ".join((render(f"tile.check_{kind}"), *times))
        return Check(kind, 1.0, text, under, ", ".join((render(f"tile.spoken_{kind}", span=said(-left)), *times)))
    kind = "deferred" if due.deferred else "soon" if left <= SOON else "wait"
    whole = due.interval or timedelta(minutes=15)
    share = min(1.0, left / whole)
    minutes = max(1, int(left.total_seconds() // 60))
    under = put_off_times(due) if kind == "deferred" else render(f"tile.check_{kind}")
    return Check(
        kind, round(share, 3), countdown(left), under,
        render(f"tile.spoken_{kind}_one") if minutes == 1 else render(f"tile.spoken_{kind}", minutes=minutes),
    )  # fmt: skip


def support_of(person: Person, now: datetime) -> str:
    """The support mark in words: called since, or who is there."""
    call = person.support
    if call is None:
        return ""
    if call.answered_at is not None:
        return render("mark_tile.support_there", since=said(now - call.answered_at))
    return render("mark_tile.support", since=said(now - call.since))


def last_with(person: Person) -> datetime:
    """When anyone was last with this person: company that was said, or something done hand on; else since being seated."""
    return person.attended_at or person.seated_at


def longest_alone(state: SessionState, now: datetime) -> UUID | None:
    """The one in the room whom nobody was with for longest, once that is long enough to tell."""
    here = (person for person in state.in_seat_order if person.out is None and person.away is None)
    alone = [person for person in here if not person.company]
    if not alone:
        return None
    longest = min(alone, key=last_with)
    return longest.id if now - last_with(longest) >= QUIET else None


def company_of(person: Person, now: datetime, team: Mapping[UUID, str], longest: UUID | None) -> Company:
    """Who is with the person and since when, or since when nobody is; ``team`` is what each of them is called.

    Out of the room with somebody, that is told where it says that they are out.
    """
    if person.out is not None or (person.away is not None and person.away.with_whom and not person.company):
        return NO_COMPANY
    if person.away is not None and person.away.staff is not None and len(person.company) == 1:
        return NO_COMPANY
    if person.company:
        return _with_them(person, now, team)
    span = now - last_with(person)
    if person.attended_at is None and span < timedelta(minutes=1):
        return _nobody(render("company.just_seated"), render("company.just_seated"))
    if span < timedelta(minutes=1):
        return _nobody(render("company.just_there"), render("company.spoken_just_there"))
    spoken_alone = render("company.spoken_alone", since=said(span))
    if person.id != longest:
        return _nobody(render("company.alone", since=said(span)), spoken_alone)
    text, brief = render("company.longest", since=said(span)), render("company.longest_brief", since=said(span))
    return _nobody(text, render("company.spoken_longest", alone=spoken_alone), brief)


def _with_them(person: Person, now: datetime, team: Mapping[UUID, str]) -> Company:
    """Each with the time since when they are there."""
    there = [(_named(one.staff, team), said(now - one.since)) for one in person.company]
    text = ", ".join(render("company.with_them", names=name, since=since) for name, since in there)
    spoken = ", ".join(render("company.spoken_with", names=name, since=since) for name, since in there)
    somebody, first = render("company.somebody"), said(now - min(one.since for one in person.company))
    unnamed = render("company.with_them", names=somebody, since=first)
    spoken_unnamed = render("company.spoken_with", names=somebody, since=first)
    brief = text if len(there) == 1 else ", ".join(name for name, _ in there)
    return Company(text, spoken, unnamed, spoken_unnamed, brief)


def _nobody(text: str, spoken: str, brief: str = "") -> Company:
    return Company(text, spoken, text, spoken, brief or text)


def _named(staff: UUID | None, team: Mapping[UUID, str]) -> str:
    return (team.get(staff, "") if staff else "") or render("company.somebody")


def is_long_away(person: Person, now: datetime) -> bool:
    """Out of the room for longer than was said."""
    return person.away is not None and now - person.away.since >= timedelta(minutes=person.away.back_within)


def away_of(person: Person, now: datetime, team: Mapping[UUID, str]) -> str:
    """Out of the room: where, with whom, since when."""
    away = person.away
    if away is None:
        return ""
    key = "company.out" + ("_long" if is_long_away(person, now) else "") + ("_with" if away.with_whom else "")
    name = _named(away.staff, team) if away.staff else away.with_whom.partition(" ")[0]
    return render(key, where=away.where, name=name, since=said(now - away.since))


def away_unnamed_of(person: Person, now: datetime) -> str:
    """The same behind the veil: since when."""
    if person.away is None:
        return ""
    key = "company.out_unnamed_long" if is_long_away(person, now) else "company.out_unnamed"
    return render(key, since=said(now - person.away.since))


def doses_of(person: Person, now: datetime) -> tuple[str, str, str]:
    """Time since the own last dose and the how manieth it was; since the first where there were more; both as spoken."""
    times = person.dosed_at
    if not times:
        return "", "", ""
    count, last, first = len(times), said(now - max(times)), said(now - min(times))
    if count == 1:
        return last, "", render("tile.dose_spoken", since=last)
    told = render("tile.doses_spoken", since=last, first=first, count=count)
    return last, render("tile.first_dose", since=first), told


def tone_of(person: Person, check: Check, passed: bool) -> str:
    """The one colour of the tile; the strongest state wins, and each also has its shape and word."""
    if person.out is not None:
        return "attention" if person.out.look_again else "out"
    if passed or (person.support is not None and person.support.answered_at is None):
        return "attention"
    if check.kind == "overdue":
        return "overdue"
    return "soon" if check.kind in ("soon", "due") else "calm"


def _together(*parts: str) -> str:
    return ". ".join(part for part in parts if part)


def _text(reading: Reading) -> str:
    if reading.word is not None:
        return word(reading.word)
    return _number(reading)


def _number(half: Reading | None) -> str:
    """One half of a blood pressure as a number; a stroke where there is none."""
    return "–" if half is None or half.value is None else f"{half.value:f}"


def _spoken(name: str, text: str, way: str, stale: bool, age: timedelta) -> str:
    arrow = render(f"tile.arrow_{way}") if way in ("up", "down") else ""
    old = render("tile.stale") if stale else ""
    return ", ".join(part for part in (f"{name} {text}", arrow, spoken(age), old) if part)
