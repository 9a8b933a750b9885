"""Paper for the case that all machines fail: the day sheet, and for each person a sheet to write vitals and words on.

The clinic's own paper: it names several people.  The columns of a person's sheet are those that ``transcribe`` brings back in,
and what is printed there is worded as it reads it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from facilitator_app import agenda
from facilitator_app.clinic import Clinic
from facilitator_app.handoff.glyphs import printable
from facilitator_app.handoff.typeset import typeset
from facilitator_app.monitoring import limits_of, plan_of
from facilitator_app.record import versions
from facilitator_app.record.agenda import SetSession
from facilitator_app.record.groups import Group
from facilitator_app.record.in_the_way import orders_that_count
from facilitator_app.record.orders import ClearedForMedicine, OrderGiven
from facilitator_app.record.prescribing import prescribed
from facilitator_app.record.programme import Limit, Plan, When
from facilitator_app.record.state import SessionState
from facilitator_app.record.vitals import Measure
from facilitator_app.wording import Words, describe, limit

COLUMNS = ("time", "by", "what")
"""What a row of a person's sheet has, as ``transcribe`` asks for it."""
TOKENS: Mapping[str, tuple[Measure, ...]] = {
    "hr": (Measure.HEART_RATE,),
    "bp": (Measure.SYSTOLIC, Measure.DIASTOLIC),
    "spo2": (Measure.SPO2,),
    "br": (Measure.BREATHING,),
    "t": (Measure.TEMPERATURE,),
}
"""The short words by which ``transcribe`` knows what was measured."""
LONGEST = timedelta(hours=4)
"""Checks without an end are printed for so long after the dose."""
EMPTY_ROWS = 10
"""Rows without a word on them, for whatever else is seen."""


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """What stands of one person on paper.  ``called`` is how ``transcribe`` knows them; ``dosed_at`` their last dose."""

    id: UUID
    seat: int
    name: str
    called: str
    birth_date: str = ""
    allergies: str = ""
    medicines: str = ""
    conditions: str = ""
    access_needs: str = ""
    escort: str = ""
    emergency_contact: str = ""
    intention: str = ""
    orders: tuple[OrderGiven, ...] = ()
    cleared: ClearedForMedicine | None = None
    limits: tuple[Limit, ...] = ()
    lacks: bool = False
    dosed_at: datetime | None = None


class Sitting(msgspec.Struct, frozen=True, kw_only=True):
    """A session that is set or open, with who sits where; of an open one who leads it, and who else of the team is there.

    ``many``: how many are expected and how many seats there are, where somebody has none; ``unseated`` is who.
    """

    title: str
    at: datetime
    place: str
    plan: Plan | None
    people: tuple[Known, ...]
    lead: str = ""
    team: tuple[str, ...] = ()
    many: tuple[int, int] | None = None
    unseated: tuple[str, ...] = ()


def of_day(clinic: Clinic, day: date, open_now: Iterable[SessionState]) -> tuple[Sitting, ...]:
    """The sessions that are open, and those that are set for ``day``, by their time."""
    zone = ZoneInfo(clinic.state.zone)
    there = [of_session(clinic, state) for state in open_now]
    ahead = clinic.state.agenda.sessions.values()
    there += [
        of_set(clinic, one)
        for one in ahead
        if one.told.at.astimezone(zone).date() == day and one.told.session not in clinic.state.sessions
    ]
    return tuple(sorted(there, key=lambda one: one.at))


def of_set(clinic: Clinic, one: SetSession) -> Sitting:
    """A session that is set, as the clinic knows it."""
    told = one.told
    seats = agenda.seats(clinic.state, one)
    group = clinic.state.groups.get(told.group) if told.group else None
    called = _called({id: clinic.state.participants[id].names for id in seats.values()})
    programme = versions.programme_for(clinic.state, told.programme, told.group)
    plan = programme.plan.plan if programme and programme.plan else None
    many = agenda.too_many(clinic.state, one)
    rest = [id for id in agenda.people(clinic.state, one) if id not in seats.values()]
    unseated = tuple(clinic.state.participants[id].told.preferred_name for id in rest)
    people = []
    for seat, id in sorted(seats.items()):
        there = prescribed(clinic.history, id)
        orders = tuple(order.told for order in there.orders)
        cleared = there.cleared.told if there.cleared else None
        known = _known(clinic, id, seat, called[id], group)
        limits = plan.limits if plan else ()
        people.append(msgspec.structs.replace(known, orders=orders, cleared=cleared, limits=limits))
    return Sitting(
        title=told.title, at=told.at, place=told.place, plan=plan, people=tuple(people), many=many, unseated=unseated
    )


def of_session(clinic: Clinic, state: SessionState) -> Sitting:
    """A session that is open, as its own record tells it; who is out of it is left out."""
    assert state.opened_at is not None  # what was never opened is no session
    there, plan = [person for person in state.in_seat_order if person.out is None], plan_of(state)
    called = _called({person.id: (person.preferred_name, person.legal_name) for person in state.people.values()})
    group = clinic.state.groups.get(state.meets.group) if state.meets is not None else None
    people = [
        msgspec.structs.replace(
            _known(clinic, person.id, person.seat, called[person.id], group),
            name=person.preferred_name,
            orders=tuple(order.told for order in orders_that_count(person)),
            cleared=person.cleared.told if person.cleared else None,
            limits=tuple(limits_of(person, plan).values()),
            dosed_at=max((dose.at for dose in person.doses), default=None),
        )
        for person in there
    ]
    team = tuple(one.name for one in state.staff.values() if one.left is None and one.id != state.lead)
    return Sitting(
        title=state.title,
        at=state.opened_at,
        place="",
        plan=plan,
        people=tuple(people),
        lead=state.staff_name(state.lead),
        team=team,
    )


def sheets(sittings: Sequence[Sitting], words: Words, zone: ZoneInfo, now: datetime) -> bytes:
    """A sheet for each person of the sessions, as a PDF/UA-1 file.  Raises Trouble when the setting program fails."""
    made = [_sheet(one, person, words, zone) for one in sittings for person in one.people]
    return _set("vitals.typ", {"sheets": made, "columns": COLUMNS}, words, zone, now)


def day_sheet(day: date, sittings: Sequence[Sitting], words: Words, zone: ZoneInfo, now: datetime) -> bytes:
    """Who, when, where, on which seat and under which conditions, as a PDF/UA-1 file."""
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=zone)
    data = {
        "day": words.render("paper_day.day", zone=zone, at=noon),
        "none": words.render("paper_day.none"),
        "heads": [words.render(f"paper_day.head_{key}") for key in ("seat", "who", "medicine", "mind")],
        "sittings": [_row(one, day, words, zone) for one in sittings],
    }
    return _set("day.typ", data, words, zone, now)


def checks(plan: Plan | None, dosed_at: datetime | None) -> Iterator[tuple[When, timedelta, tuple[Measure, ...]]]:
    """When which measures are asked for by the plan: before the dose, so long after it, before leaving."""
    rules = plan.rules if plan else ()
    for when in When if dosed_at is None else (When.AFTER_DOSE, When.BEFORE_LEAVING):
        at: dict[timedelta, list[Measure]] = {}
        for rule in (rule for rule in rules if rule.when is when):
            every = timedelta(minutes=rule.every_minutes or 0)
            moment = timedelta(minutes=rule.from_minutes) or every
            until = timedelta(minutes=rule.until_minutes) if rule.until_minutes else LONGEST
            while when is When.AFTER_DOSE and moment <= until:
                at.setdefault(moment, []).extend(rule.measures)
                moment += every
            if when is not When.AFTER_DOSE:
                at.setdefault(timedelta(0), []).extend(rule.measures)
        for moment, measures in sorted(at.items()):
            yield when, moment, tuple(measure for measure in Measure if measure in measures)


def row_of(called: str, measures: Sequence[Measure], blank: str = "____") -> str:
    """What is printed of a check, with room for the figures: "vitals Rowan hr ____ bp ____/____"."""
    parts = [f"vitals {called}"]
    for token, asked in TOKENS.items():
        if set(asked) & set(measures):
            parts.append(f"{token} {'/'.join([blank] * len(asked))}")
    return " ".join(parts)


def _known(clinic: Clinic, id: UUID, seat: int, called: str, group: Group | None) -> Known:
    found = clinic.state.participants.get(id)
    if found is None:
        return Known(id=id, seat=seat, name=called, called=called)
    told, more = found.told, found.details
    return Known(
        id=id,
        seat=seat,
        name=told.preferred_name,
        called=called,
        birth_date=told.birth_date,
        allergies=told.allergies,
        medicines=more.medicines,
        conditions=more.conditions,
        access_needs=more.access_needs,
        escort=told.escort,
        emergency_contact=more.emergency_contact,
        intention=told.intention,
        lacks=bool(group and group.lacking(id)),
    )


def _called(names: Mapping[UUID, Sequence[str]]) -> dict[UUID, str]:
    """By which of their names each is told from the others; where there is none, by the first."""
    every = [name for of_one in names.values() for name in set(of_one) if name]
    return {id: next((one for one in own if one and every.count(one) == 1), own[0]) for id, own in names.items()}


def _sheet(one: Sitting, person: Known, words: Words, zone: ZoneInfo) -> dict[str, object]:
    rows = []
    for when, after, measures in checks(one.plan, person.dosed_at):
        rows.append((_due(when, after, person.dosed_at, words, zone), row_of(person.called, measures)))
    kinds = (
        f"dose {person.called} ",
        f"observe {person.called} ",
        f'note {person.called} "',
        f"support {person.called}",
    )
    free = [("", kind) for kind in kinds] + [("", "")] * EMPTY_ROWS
    facts = [
        (words.render("paper_day.born"), person.birth_date),
        (words.render("paper_day.allergies"), person.allergies),
        (words.render("paper_day.medicines"), person.medicines),
        (words.render("paper_day.conditions"), person.conditions),
        (words.render("prescribing.order"), _order(person, words)),
        (words.render("prescribing.clearance"), _cleared(person, one.at.astimezone(zone).date(), words)),
        (words.render("paper_day.limits"), "\n".join(limit(one, words) for one in person.limits)),
        (words.render("paper_day.escort"), person.escort),
        (words.render("field.emergency_contact"), person.emergency_contact),
        (words.render("field.intention"), person.intention),
    ]
    none = words.render("paper_day.not_told")
    return {
        "name": printable(person.name),
        "seat": words.render("paper_day.seat", seat=person.seat),
        "session": printable(_about(one, words, zone)),
        "facts": [[label, printable(text) or none] for label, text in facts],
        "rows": [[due, printable(what)] for due, what in (*rows, *free)],
    }


def _due(when: When, after: timedelta, dosed_at: datetime | None, words: Words, zone: ZoneInfo) -> str:
    if when is not When.AFTER_DOSE:
        return words.render(f"paper_day.{when.value}")
    if dosed_at is not None:
        return words.render("paper_day.at", zone=zone, at=dosed_at + after)
    return words.render("paper_day.after", minutes=int(after.total_seconds() // 60))


def _row(one: Sitting, day: date, words: Words, zone: ZoneInfo) -> dict[str, object]:
    rows = []
    for person in one.people:
        medicine = [_order(person, words), _cleared(person, day, words)]
        mind = [
            words.render("paper_day.allergy", text=person.allergies) if person.allergies else "",
            person.access_needs,
            words.render("paper_day.fetched", name=person.escort) if person.escort else "",
            words.render("paper_day.lacks") if person.lacks else "",
        ]
        cells = (str(person.seat), person.name, "\n".join(medicine), "\n".join(text for text in mind if text))
        rows.append([printable(cell) for cell in cells])
    return {
        "about": printable(_about(one, words, zone)),
        "team": printable("\n".join([_team(one, words), *_no_seat(one, words)])),
        "rows": rows,
        "nobody": words.render("paper_day.nobody"),
    }


def _about(one: Sitting, words: Words, zone: ZoneInfo) -> str:
    told = words.render("paper_day.session", zone=zone, at=one.at, title=one.title)
    return f"{told}, {one.place}" if one.place else told


def _team(one: Sitting, words: Words) -> str:
    """Who leads and who else is there; of a session that was not begun, lines to write it on."""
    if not one.lead:
        return words.render("paper_day.team_open")
    return words.render("paper_day.team" if one.team else "paper_day.lead_alone", lead=one.lead, team=list(one.team))


def _no_seat(one: Sitting, words: Words) -> list[str]:
    """That more are expected than have a seat, and who has none."""
    if one.many is None:
        return []
    many = words.render("agenda.choose_who_comes", count=one.many[0], seats=one.many[1])
    return [many, words.render("paper_day.unseated", names=list(one.unseated))]


def _order(person: Known, words: Words) -> str:
    told = [describe(order, words) for order in person.orders]
    return "\n".join(told) or words.render("prescribing.no_order")


def _cleared(person: Known, day: date, words: Words) -> str:
    if person.cleared is None:
        return words.render("prescribing.no_clearance")
    told = words.render("paper_day.cleared", told=describe(person.cleared, words))
    return told if person.cleared.until >= day else f"{words.render('prescribing.has_ended')} {told}"


def _set(template: str, data: Mapping[str, object], words: Words, zone: ZoneInfo, now: datetime) -> bytes:
    more = {
        "lang": words.render("print.lang"),
        "title": words.render(f"paper_day.title_{template.partition('.')[0]}"),
        "how": words.render("paper_day.how"),
        "made": words.render("paper_day.made", zone=zone, at=now),
        "paper": "us-letter" if zone.key.startswith("America/") else "a4",
        "due": words.render("paper_day.due"),
    }
    return typeset(template, more | dict(data), now)
