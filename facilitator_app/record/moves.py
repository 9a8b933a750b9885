"""A line filed for the wrong person: withdrawn there and written for the other at its own time, in one act.  Pure.

The first person's lines then say only that one filed in error was withdrawn; the other's hold the fact and nothing of
the first.  What joins the two is about nobody, so neither person's key opens it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

import msgspec

from facilitator_app.faults import Refusal
from facilitator_app.record import handover, packets, release, room, time_out
from facilitator_app.record.adverse import AdverseClassed, AdverseFollowed, AdverseReported
from facilitator_app.record.changes import Amended, Confirmed, Voided
from facilitator_app.record.circle import CheckedIn
from facilitator_app.record.company import CameBack, CompanyBegan, CompanyEnded, SteppedOut
from facilitator_app.record.doses import ClockRecounted, Concern, DoseGiven, DoseWithTimeOut
from facilitator_app.record.emergency import EmergencyBegan, EmergencyEnded, EmergencyStep
from facilitator_app.record.entry import Entry, Fact, Part, new_id
from facilitator_app.record.leaving import ClearanceReopened, CriterionAnswered, CriterionPassed, LeavingSigned
from facilitator_app.record.limits import PersonLimitSet
from facilitator_app.record.medication import MedicationGiven
from facilitator_app.record.orders import ClearedForMedicine, OrderGiven
from facilitator_app.record.scores import OxygenSaid, Scored
from facilitator_app.record.touch import SafetyTouchAgreed, TouchAgreed, TouchAsked, TouchDone, TouchKept
from facilitator_app.record.vitals import VitalsTaken

if TYPE_CHECKING:
    from facilitator_app.record.history import History, Line
    from facilitator_app.record.state import SessionState

NOBODYS = (EmergencyBegan, EmergencyStep, EmergencyEnded)
"""What may be about nobody: nobody was chosen when it was touched.  It moves from nobody to a person too, and back."""

_OF_THE_ROOM = (*NOBODYS, room.Noted)
"""What moves from nobody to a person: a note, too, that was written about the room.  It moves back, no other does."""

MOVABLE = (
    *NOBODYS,
    VitalsTaken,
    DoseGiven,
    MedicationGiven,
    AdverseReported,
    OrderGiven,
    room.Observed,
    room.Quoted,
    room.Noted,
    room.NeedsCare,
    room.IntentionSaid,
    room.StateSaid,
    room.Deferred,
    Scored,
    OxygenSaid,
    TouchAgreed,
    SafetyTouchAgreed,
    TouchAsked,
    TouchDone,
    CheckedIn,
    CriterionAnswered,
    room.SupportCalled,
    room.SupportAnswered,
    room.SupportSettled,
    CompanyBegan,
    CompanyEnded,
    SteppedOut,
    CameBack,
    AdverseFollowed,
)
"""Kinds of lines that can be filed for the wrong person and moved."""

_GOES_ALONG: Mapping[type, tuple[type, ...]] = {
    room.SupportCalled: (room.SupportAnswered, room.SupportSettled),
    room.SupportAnswered: (room.SupportSettled,),
    CompanyBegan: (CompanyEnded,),
    SteppedOut: (CameBack,),
}
"""What goes on with a line of the first kind until another of its kind begins: who came, what was done, when it was over."""

JUDGED = (
    ClearedForMedicine,
    AdverseClassed,
    PersonLimitSet,
    CriterionPassed,
    LeavingSigned,
    room.WentOut,
    room.GuardPassed,
    room.PacketSaved,
    *packets.KINDS,
    room.PacketSigned,
    room.PacketReleased,
    release.MedicalLeaveGiven,
    release.MedicalLeaveGivenTo,
    release.MedicalSigned,
    release.ReleasedToKind,
    release.PacketReleased,
    handover.HandoverSaid,
    release.ReleaseWithdrawn,
    room.SessionSigned,
)
"""Words of judgement: they were given for one person, and are given anew for another."""


class Moved(Fact, frozen=True, kw_only=True, tag="moved/1"):
    """The line ``withdrawn`` was filed for the wrong person and stands as ``written`` for the right one.

    Always about nobody: it joins the two lines without a word of the one in what is sealed for the other.
    """

    withdrawn: UUID
    written: UUID


class Way(msgspec.Struct, frozen=True, kw_only=True):
    """How a line is moved: to whom (None: it was nobody's), why it is withdrawn where it stands, when, and what each matter
    that stands in a dose's way there is passed for."""

    to: UUID | None
    reason: str
    now: datetime
    reasons: Mapping[Concern, str] = {}


def can_move(line: Line | None) -> bool:
    """Whether a line is one that can be filed for the wrong person: about a person, or of those that may be nobody's."""
    if line is None or not isinstance(line.first.fact, MOVABLE):
        return False
    return line.first.participant is not None or isinstance(line.first.fact, _OF_THE_ROOM)


def asks(history: History[SessionState], target: UUID, to: UUID | None, now: datetime) -> tuple[Concern, ...]:
    """What stands in a dose's way with the person ``to`` and needs a named reason there, in the order in which it is asked.

    Reasons that were named where it stands were named for somebody else.  None where it cannot be moved: ``parts`` says why.
    """
    line = history.line(target)
    if line is None or line.voided is not None or not isinstance(line.entry.fact, DoseWithTimeOut):
        return ()
    if to is None or to not in history.state.people or to == line.first.participant:
        return ()
    known = _known_there(history, line, to)
    return tuple(one for one in _in_the_way(history, line, to, now) if not known.get(one, "").strip())


def parts(history: History[SessionState], target: UUID, way: Way) -> tuple[UUID, tuple[Part, ...]]:
    """The lines that move ``target`` to another person, and the id that it has there.

    Raises Refusal session.no_such_line, .line_withdrawn, move.judged, .not_this, .nobodys, .same, .which_event and
    room.not_seated.
    """
    line, to, reason, now = _movable(history, target), way.to, way.reason, way.now
    first = line.first.participant
    may_be_nobodys = NOBODYS if to is None and not _was_the_rooms(history, line) else _OF_THE_ROOM
    if (first is None or to is None) and not isinstance(line.first.fact, may_be_nobodys):
        raise Refusal("move.nobodys")
    if to == first:
        raise Refusal("move.same", field="seat")
    if to is not None and to not in history.state.people:
        raise Refusal("room.not_seated", field="participant")
    written = new_id(now)
    made = [
        Part(fact=Voided(target=target, reason=reason), about=first),
        _again(history, _of_their_event(line, history.state, to), way, written),
    ]
    for other, renewed in _along(history, target, written):
        made.append(Part(fact=Voided(target=other.first.id, reason=reason), about=first))
        if renewed is not None:
            made.append(_again(history, msgspec.structs.replace(other, entry=renewed), way, new_id(now)))
    made.append(Part(fact=Moved(withdrawn=target, written=written)))
    return written, tuple(made)


def check(state: SessionState, history: History[SessionState], entry: Entry, fact: Moved) -> None:
    """Refuse a link to a line that cannot be moved, or that says whom it is about."""
    if entry.participant is not None:
        raise Refusal("move.nobodys")
    line = history.line(fact.withdrawn)
    if line is None or not isinstance(line.first.fact, MOVABLE):
        raise Refusal("session.no_such_line")


def recounts(history: History[SessionState], entries: Sequence[Entry]) -> tuple[tuple[ClockRecounted, UUID], ...]:
    """Whose dose clock ``entries`` set to another start by changing or moving a dose, and from what to what."""
    moved = any(isinstance(entry.fact, Moved) for entry in entries)
    touched = {person for entry in entries for person in _whose_dose(history, entry, moved)}
    if not touched:
        return ()
    before, after = history.state, history.with_more(entries)
    told = []
    for person in (one.id for one in before.in_seat_order if one.id in touched):
        (first, last), (first_now, last_now) = _doses_at(before, person), _doses_at(after, person)
        if last != last_now:
            told.append((ClockRecounted(before=last, since=last_now), person))
        if first != first_now and (first, first_now) != (last, last_now):
            told.append((ClockRecounted(before=first, since=first_now, of_first=True), person))
    return tuple(told)


def reopened(history: History[SessionState], entries: Sequence[Entry]) -> tuple[tuple[ClearanceReopened, UUID], ...]:
    """Whose clearance ``entries`` open again: a dose is told that is later than the last one that was known by it."""
    cleared = {one.id: one.out for one in history.state.people.values() if one.out is not None and one.out.is_cleared}
    touched = {person for entry in entries for person in _whose_dose(history, entry, moved=True)} & cleared.keys()
    if not touched:
        return ()
    after, told = history.with_more(entries), []
    for person in sorted(touched):
        (_, was), (_, now), there = _doses_at(history.state, person), _doses_at(after, person), after.people.get(person)
        stands = there is not None and there.out is not None and there.out.entry == cleared[person].entry
        if stands and now is not None and (was is None or now > was):
            told.append((ClearanceReopened(clearance=cleared[person].entry, before=was), person))
    return tuple(told)


def _movable(history: History[SessionState], target: UUID) -> Line:
    line = history.line(target)
    if line is None or isinstance(line.first.fact, Amended | Voided | Confirmed):
        raise Refusal("session.no_such_line")
    if line.voided is not None:
        raise Refusal("session.line_withdrawn")
    if isinstance(line.first.fact, JUDGED):
        raise Refusal("move.judged")
    if not isinstance(line.first.fact, MOVABLE) or isinstance(line.first.fact, TouchKept):
        raise Refusal("move.not_this")
    if getattr(line.first.fact, "beforehand", None) is not None:
        raise Refusal("move.not_this")  # it is written in the person's own record already
    return line


def _again(history: History[SessionState], line: Line, way: Way, id: UUID) -> Part:
    """The same fact as it reads now, at its own time, seen or done by the same, for the other."""
    fact: Any = line.entry.fact
    if isinstance(fact, MedicationGiven):
        fact = msgspec.structs.replace(fact, event=None)  # that event is the first person's
    if isinstance(fact, DoseWithTimeOut):
        fact = _compared_anew(history, line, fact, way)
    first, at = line.first, line.entry.observed_at
    nobodys = first.recorded_by is None  # who moves what nobody has claimed yet did not do it
    return Part(fact=fact, about=way.to, at=at, by=first.done_by, id=id, unclaimed=nobodys)


def _of_their_event(line: Line, state: SessionState, to: UUID | None) -> Line:
    """What followed an adverse event is of the one that is open of this person; refused where that is not one."""
    fact = line.entry.fact
    if not isinstance(fact, AdverseFollowed) or to is None:
        return line
    events = [event.entry for event in state.people[to].adverse if event.is_open]
    if len(events) != 1:
        raise Refusal("move.which_event", field="seat")
    told = msgspec.structs.replace(line.entry, fact=msgspec.structs.replace(fact, event=events[0]))
    return msgspec.structs.replace(line, entry=told)


def _compared_anew(history: History[SessionState], line: Line, fact: DoseWithTimeOut, way: Way) -> DoseWithTimeOut:
    """The time-out was held with somebody else: compared with this person's order, and with what was named for them.

    What is left without a reason is refused where the line is written, as at the dose itself.
    """
    assert way.to is not None  # a dose is somebody's
    person = time_out.as_then(history.state, history, way.to, line.entry.observed_at, way.now)
    order = time_out.order_for(person, fact)
    named = {**_known_there(history, line, way.to), **way.reasons}
    asked = _in_the_way(history, line, way.to, way.now)
    reasons = {one: named[one] for one in asked if named.get(one, "").strip()}
    return msgspec.structs.replace(fact, order=order.entry if order else None, reasons=reasons)


def _in_the_way(history: History[SessionState], line: Line, to: UUID, now: datetime) -> tuple[Concern, ...]:
    fact, at = line.entry.fact, line.entry.observed_at
    assert isinstance(fact, DoseWithTimeOut)  # nothing else is compared
    person = time_out.as_then(history.state, history, to, at, now)
    return time_out.concerns(history.state, person, fact, at, fact.expiry)


def _known_there(history: History[SessionState], line: Line, to: UUID) -> Mapping[Concern, str]:
    """What was named for this dose while it stood with this person, before it was moved away: so a move is taken back."""
    return next((_named(was, line) for was in _stood_as(history, line) if was.first.participant == to), {})


def _stood_as(history: History[SessionState], line: Line) -> Iterator[Line]:
    """The same line as it stood before it was moved, with whoever it was; the last first."""
    links = [one.entry.fact for one in history.lines()]
    came = {fact.written: fact.withdrawn for fact in links if isinstance(fact, Moved)}
    before: Line | None = line
    while before is not None and before.first.id in came:
        before = history.line(came[before.first.id])
        assert before is not None  # what is withdrawn stays in the record
        yield before


def _was_the_rooms(history: History[SessionState], line: Line) -> bool:
    return any(was.first.participant is None for was in _stood_as(history, line))


def _named(was: Line, now: Line) -> Mapping[Concern, str]:
    """The reasons of a dose as it stood; none where it reads otherwise now."""
    stood, stands = was.entry.fact, now.entry.fact
    given = (*time_out.WHAT_IS_GIVEN, "expiry", "by_oneself")
    if not isinstance(stood, DoseWithTimeOut) or was.entry.observed_at != now.entry.observed_at:
        return {}
    return stood.reasons if all(getattr(stood, name) == getattr(stands, name) for name in given) else {}


def _along(history: History[SessionState], target: UUID, written: UUID) -> Iterator[tuple[Line, Entry | None]]:
    """Lines that hang on the one that is moved: what followed an adverse event goes along; leave and classing do not.

    So does what followed a call, a coming or a going out, up to the next.
    """
    yield from ((line, line.entry) for line in _went_on(history, target))
    for line in history.lines():
        fact = line.entry.fact
        if line.voided is not None:
            continue
        if isinstance(fact, AdverseFollowed) and fact.event == target:
            renewed = msgspec.structs.replace(fact, event=written)
            yield line, msgspec.structs.replace(line.entry, fact=renewed)
        elif (isinstance(fact, AdverseClassed) and fact.event == target) or getattr(fact, "quote", None) == target:
            yield line, None


def _went_on(history: History[SessionState], target: UUID) -> Iterator[Line]:
    moved = history.line(target)
    assert moved is not None  # _movable has found it
    begins, first = type(moved.entry.fact), moved.entry
    along = _GOES_ALONG.get(begins, ())
    for line in history.lines():
        fact, entry = line.entry.fact, line.entry
        if line.voided is not None or entry.participant != first.participant or entry.order <= first.order:
            continue
        if begins is CompanyBegan and (entry.done_by or entry.recorded_by) != (first.done_by or first.recorded_by):
            continue
        if isinstance(fact, begins):
            return
        if isinstance(fact, along):
            yield line


def _whose_dose(history: History[SessionState], entry: Entry, moved: bool) -> Iterator[UUID]:
    fact = entry.fact
    if isinstance(fact, Amended | Voided):
        line = history.line(fact.target)
        if line is not None and isinstance(line.first.fact, DoseGiven) and line.first.participant is not None:
            yield line.first.participant
    elif moved and isinstance(fact, DoseGiven) and entry.participant is not None:
        yield entry.participant


def _doses_at(state: SessionState, person: UUID) -> tuple[datetime | None, datetime | None]:
    """When somebody's first and last dose were; None: they had none."""
    found = state.people.get(person)
    at = [dose.at for dose in found.doses] if found else []
    return min(at, default=None), max(at, default=None)
