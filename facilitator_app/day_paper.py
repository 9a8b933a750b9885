"""Paper for the case that all machines fail: the day sheet, and for each person a sheet to write vitals and words on.

The clinic's own paper: it names several people.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from facilitator_app import agenda, sheet_rows
from facilitator_app.clinic import Clinic
from facilitator_app.handoff.glyphs import printable
from facilitator_app.handoff.sheet import given
from facilitator_app.handoff.typeset import typeset
from facilitator_app.medicine_words import awaited, other_weight
from facilitator_app.monitoring import limits_of, plan_of
from facilitator_app.record import names, people
from facilitator_app.record.agenda import SetSession
from facilitator_app.record.entry import Entry
from facilitator_app.record.groups import Group
from facilitator_app.record.orders import ClearedForMedicine, OrderGiven, is_of_other_weight
from facilitator_app.record.prescribing import prescribed, source_of
from facilitator_app.record.programme import Limit, Plan
from facilitator_app.record.state import Person, SessionState
from facilitator_app.record.vitals import Measure, VitalsTaken
from facilitator_app.set_board import as_begun
from facilitator_app.wording import Words, describe, limit


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """What stands of one person on paper.  ``own_name``: by which ``transcribe`` tells them from the others, where one does.

    ``without``: why they take no medicine, where they said so.  ``awaited``: what a scribe wrote and the prescriber has not
    said.  ``weighed``: when their weight was told.  ``usual`` and ``measured``: with what is known of them, and what was
    measured here before the medicine, a rise is compared.
    """

    id: UUID
    seat: int
    name: str
    own_name: str = ""
    birth_date: str = ""
    allergies: str = ""
    medicines: str = ""
    conditions: str = ""
    access_needs: str = ""
    escort: str = ""
    emergency_contact: str = ""
    intention: str = ""
    orders: tuple[OrderGiven, ...] = ()
    awaited: tuple[Entry, ...] = ()
    cleared: ClearedForMedicine | None = None
    without: str | None = None
    limits: tuple[Limit, ...] = ()
    weight_kg: Decimal | None = None
    weighed: datetime | None = None
    usual: Mapping[Measure, Decimal] = {}
    measured: Mapping[Measure, Decimal] = {}
    lacks: bool = False
    doses: tuple[datetime, ...] = ()

    @property
    def called(self) -> str:
        """How ``transcribe`` knows them: by a name that is theirs alone, else by their seat."""
        return self.own_name or f"seat {self.seat}"


class Sitting(msgspec.Struct, frozen=True, kw_only=True):
    """A session that is set or open, with who sits where; of an open one who leads it, and who else of the team is there.

    ``many``: how many are expected and how many seats there are, where somebody has none; ``unseated`` is who.  ``state`` is
    the record of an open one.
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
    state: SessionState | None = None


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
    """A session that is set, as it would stand if it began with those who are expected."""
    told, will_be = one.told, as_begun(clinic, one)
    rest = [id for id in agenda.people(clinic.state, one) if id not in will_be.people]
    return Sitting(
        title=told.title,
        at=told.at,
        place=told.place,
        plan=plan_of(will_be),
        people=_people(clinic, will_be, told.group),
        many=agenda.too_many(clinic.state, one),
        unseated=tuple(names.called_in_clinic(rest, clinic.state.participants).values()),
    )


def of_session(clinic: Clinic, state: SessionState) -> Sitting:
    """A session that is open, as its own record tells it; who is out of it is left out."""
    assert state.opened_at is not None  # what was never opened is no session
    team = tuple(one.name for one in state.staff.values() if one.left is None and one.id != state.lead)
    return Sitting(
        title=state.title,
        at=state.opened_at,
        place="",
        plan=plan_of(state),
        people=_people(clinic, state, state.meets.group if state.meets is not None else None),
        lead=state.staff_name(state.lead),
        team=team,
        state=state,
    )


def sheets(sittings: Sequence[Sitting], words: Words, zone: ZoneInfo, now: datetime) -> bytes:
    """A sheet for each person of the sessions, as a PDF/UA-1 file.  Raises Trouble when the setting program fails."""
    made = [_sheet(one, person, words, zone, now) for one in sittings for person in one.people]
    columns = [words.render(f"on_paper.{name}") for name in sheet_rows.COLUMNS]
    return _set("vitals.typ", {"sheets": made, "columns": columns}, words, zone, now)


def day_sheet(day: date, sittings: Sequence[Sitting], words: Words, zone: ZoneInfo, now: datetime) -> bytes:
    """Who, when, where, on which seat and under which conditions, as a PDF/UA-1 file."""
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=zone)
    data = {
        "day": words.render("paper_day.day", zone=zone, at=noon),
        "none": words.render("paper_day.none"),
        "heads": [words.render(f"paper_day.head_{key}") for key in ("seat", "who", "medicine", "mind")],
        "sittings": [_row(one, day, words, zone, now) for one in sittings],
    }
    return _set("day.typ", data, words, zone, now)


def _people(clinic: Clinic, state: SessionState, group: UUID | None) -> tuple[Known, ...]:
    known = clinic.state.groups.get(group) if group else None
    there = [person for person in state.in_seat_order if person.out is None]
    return tuple(_known(clinic, state, person, known) for person in there)


def _awaited(clinic: Clinic, person: Person) -> Iterator[Entry]:
    """What was written of them in another room and awaits the prescriber's word."""
    here = {one.entry for one in (*person.orders, person.cleared) if one is not None}
    for entry in prescribed(clinic.history, person.id).awaiting.values():
        if source_of(entry) not in here:
            yield entry


def _known(clinic: Clinic, state: SessionState, person: Person, group: Group | None) -> Known:
    """What the session knows of somebody, and beside it what the clinic does."""
    own, without = names.alone(state)[person.id], person.readiness.without
    there = Known(
        id=person.id,
        seat=person.seat,
        name=names.on_paper(person, state),
        own_name=own[0] if own else "",
        orders=tuple(order.told for order in person.orders),
        awaited=tuple(_awaited(clinic, person)),
        cleared=person.cleared.told if person.cleared else None,
        without=without.words if without is not None and person.stays_without else None,
        limits=tuple(limits_of(person, plan_of(state)).values()),
        weight_kg=person.weight_kg,
        usual=person.usual,
        measured=person.baseline,
        doses=person.dosed_at,
    )
    found = clinic.state.participants.get(person.id)
    if found is None:
        return there
    told, more = found.told, found.details
    return msgspec.structs.replace(
        there,
        birth_date=told.birth_date,
        allergies=told.allergies,
        medicines=more.medicines,
        conditions=more.conditions,
        access_needs=more.access_needs,
        escort=told.escort,
        emergency_contact=more.emergency_contact,
        intention=told.intention,
        weighed=people.told_since(clinic.history.about(person.id), "weight_kg"),
        lacks=bool(group and group.lacking(person.id)),
    )


def _sheet(one: Sitting, person: Known, words: Words, zone: ZoneInfo, now: datetime) -> dict[str, object]:
    facts = [
        (words.render("paper_day.born"), person.birth_date),
        (words.render("paper_day.allergies"), person.allergies),
        (words.render("paper_day.medicines"), person.medicines),
        (words.render("paper_day.conditions"), person.conditions),
        *_medicine(person, one.at.astimezone(zone).date(), words, zone),
        *_given(one, person, words, now),
        (words.render("paper_day.limits"), "\n".join(limit(one, words) for one in person.limits)),
        (words.render("paper_day.own_values"), "\n".join(_own_values(person, words))),
        (words.render("paper_day.weight"), _weight(person, words, zone)),
        (words.render("paper_day.escort"), person.escort),
        (words.render("field.emergency_contact"), person.emergency_contact),
        (words.render("field.intention"), person.intention),
    ]
    none = words.render("paper_day.not_told")
    rows = sheet_rows.rows(
        one.plan, _said(person, words), person.doses, words, zone, without=person.without is not None
    )
    return {
        "name": printable(person.name),
        "seat": words.render("paper_day.seat", seat=person.seat),
        "session": printable(_about(one, words, zone)),
        "facts": [[label, printable(text) or none] for label, text in facts],
        "rows": [[due, printable(what)] for due, what in rows],
    }


def _said(person: Known, words: Words) -> str:
    """How a row of the sheet names its person: by their own name, else by their seat."""
    return person.own_name or words.render("on_paper.seat", seat=person.seat)


def _medicine(person: Known, day: date, words: Words, zone: ZoneInfo) -> list[tuple[str, str]]:
    """What stands of the medicine: that they take none, or order and clearance."""
    if person.without is not None:
        return [(words.render("paper_day.medicine"), _takes_none(person.without, words))]
    return [
        (words.render("prescribing.order"), _order(person, words, zone)),
        (words.render("prescribing.clearance"), _cleared(person, day, words)),
    ]


def _given(one: Sitting, person: Known, words: Words, now: datetime) -> list[tuple[str, str]]:
    """What they were given, of an open session: whoever goes on by paper cannot ask the app whether a dose was."""
    if one.state is None:
        return []
    found = given(one.state, one.state.people[person.id], now, words)
    return [(words.render("emergency.doses"), "\n".join(found) or words.render("paper_day.not_given"))]


def _takes_none(why: str, words: Words) -> str:
    return words.render("paper_day.takes_none_because" if why else "paper_day.takes_none", why=why)


def _own_values(person: Known, words: Words) -> Iterator[str]:
    """What a rise is compared with: as it was measured here before the medicine, else as it usually is."""
    usual = {measure: value for measure, value in person.usual.items() if measure not in person.measured}
    for key, values in (("measured", dict(person.measured)), ("usual", usual)):
        if values:
            yield words.render(f"paper_day.{key}", values=describe(VitalsTaken(values=values), words))


def _weight(person: Known, words: Words, zone: ZoneInfo) -> str:
    if person.weight_kg is None:
        return ""
    key = "weight_of" if person.weighed else "weight_only"
    return words.render(f"paper_day.{key}", zone=zone, weight=person.weight_kg, at=person.weighed)


def _row(one: Sitting, day: date, words: Words, zone: ZoneInfo, now: datetime) -> dict[str, object]:
    rows = []
    for person in one.people:
        medicine = [text for _, text in _medicine(person, day, words, zone)]
        medicine += [f"{label}: {text}" for label, text in _given(one, person, words, now)]
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


def _order(person: Known, words: Words, zone: ZoneInfo) -> str:
    found = [text for order in person.orders for text in (describe(order, words), *_other(person, order, words, zone))]
    return "\n".join([*(found or [words.render("prescribing.no_order")]), *awaited(person.awaited, words, zone)])


def _other(person: Known, order: OrderGiven, words: Words, zone: ZoneInfo) -> list[str]:
    if person.weight_kg is None or not is_of_other_weight(order, person.weight_kg):
        return []
    return [words.render("paper_day.other", told=other_weight(order, person.weight_kg, person.weighed, words, zone))]


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
