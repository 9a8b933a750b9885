"""A session read afterwards: from its history to lanes and tables, late, amended and withdrawn lines marked as such.

Pure.  Draws nothing and judges nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta, tzinfo
from typing import Any, TypeVar
from uuid import UUID

import msgspec

from facilitator_app import medicine_lanes, music_lanes, vitals_lanes
from facilitator_app.lanes import (
    Around,
    Bound,
    DeferralRow,
    LogRow,
    MusicSpan,
    OutRow,
    PersonLane,
    QuoteRow,
    Row,
    Span,
    SupportRow,
    Timeline,
    covers,
    earlier,
)
from facilitator_app.medicine_words import by_the_clock
from facilitator_app.monitoring import plan_of
from facilitator_app.record import circle, leave, leaving, music, room, touch
from facilitator_app.record import integration as afterwards
from facilitator_app.record.company import CameBack, CompanyBegan, CompanyEnded, SteppedOut
from facilitator_app.record.debrief import DebriefSaid
from facilitator_app.record.doses import ClockRecounted, GivenEarlier
from facilitator_app.record.emergency import EmergencyBegan, EmergencyEnded, EmergencyStep, SheetGiven
from facilitator_app.record.entry import Fact, UnknownFact, on_the_wall
from facilitator_app.record.history import History, Line
from facilitator_app.record.limits import PersonLimitSet
from facilitator_app.record.names import called
from facilitator_app.record.orders import ClearedForMedicine, OrderGiven
from facilitator_app.record.readiness import ReadinessPassed, ReadinessTold, RoomChecked, RoomPassed, StaysWithout
from facilitator_app.record.scores import OxygenSaid, Scored
from facilitator_app.record.state import SessionState
from facilitator_app.wording import Words, describe, kind_name

NEAR = timedelta(minutes=1)
"""How far to both sides of a moment its surroundings reach."""

_LEAVING = (
    leaving.CriterionAnswered,
    leaving.LeavingScored,
    leaving.LeavingSigned,
    *leaving.RESTRICTED,
)

_TOUCH = (room.TouchAgreed, touch.TouchAgreed, touch.SafetyTouchAgreed, touch.TouchAsked, touch.TouchDone)

_AFTER = (*afterwards.ABOUT_A_PERSON, DebriefSaid)

R = TypeVar("R", bound=Row)


def timeline(history: History[SessionState], zone: tzinfo, words: Words, about: UUID | None = None) -> Timeline:
    """The session in lanes, times in ``zone``; of its people only ``about``, where that is asked."""
    return _Reader(history, zone, words).timeline(about)


def log_rows(history: History[SessionState], zone: tzinfo, words: Words) -> tuple[LogRow, ...]:
    """Every line of the session in one table, in the order of what happened, withdrawn lines marked."""
    reader = _Reader(history, zone, words)
    state = history.state
    seats = {person.id: person.seat for person in reversed(state.in_seat_order)}
    names = {person.id: called(person, state) for person in state.people.values()}
    rows = []
    for line in history.lines():
        fact, about = line.entry.fact, line.entry.participant
        if isinstance(fact, room.Seated) and about is not None and line.voided is None:
            seats[about] = fact.seat
        row = reader.row(LogRow, line, seat=seats.get(about) if about else None, name="", marks=())
        named = names.get(about, "") if about else ""
        rows.append(msgspec.structs.replace(row, name=named, marks=marks(row, words)))
    return tuple(rows)


def marks(row: Row, words: Words) -> tuple[str, ...]:
    """What was done to a row, in words."""
    said = [words.render("mark.late")] if row.late else []
    if row.amended:
        said.append(words.render("mark.amended"))
        said += [reading.told(words) for reading in row.earlier]
    if row.confirmed_by:
        said.append(words.render("mark.confirmed", name=row.confirmed_by))
    if row.voided:
        said.append(words.render("mark.voided"))
        if row.void_reason:
            said.append(words.render("mark.reason", reason=row.void_reason))
    return tuple(said)


def during(lanes: Timeline, moment: datetime) -> Around:
    """Everything within a minute of ``moment`` on both sides, what played and which phase it was."""
    every = [*(row for lane in lanes.people for row in lane.rows), *lanes.room, *lanes.staff, *lanes.after]
    near = [row for row in every if abs(row.at - moment) <= NEAR]
    return Around(
        rows=tuple(sorted(near, key=lambda row: row.at)),
        playing=tuple(span for span in lanes.music if covers(span, moment)),
        phase=next((span for span in reversed(lanes.phases) if covers(span, moment)), None),
    )


class _Reader:
    """Turns lines into rows; knows names, zone and words so that they need not be passed about."""

    def __init__(self, history: History[SessionState], zone: tzinfo, words: Words) -> None:
        self._lines = history.lines()
        self._state = history.state
        self._zone = zone
        self._words = words

    def timeline(self, about: UUID | None) -> Timeline:
        state, ended = self._state, self._state.closed_at
        start = self._local(state.opened_at) if state.opened_at else None
        last = self._lines[-1].entry.observed_at if self._lines else None
        end = ended or last
        return Timeline(
            start=start,
            end=self._local(end) if end else None,
            phases=self._phases(),
            music=self._music(),
            people=tuple(self._lane(person.id) for person in state.in_seat_order if about in (None, person.id)),
            staff=self._staff(),
            room=self._rows(
                line
                for line in self._lines
                if line.entry.participant is None
                and isinstance(
                    line.entry.fact,
                    room.Noted
                    | room.AppStarted
                    | room.ClockStepped
                    | room.MusicTroubled
                    | music.MusicChanged
                    | room.SessionClosed
                    | EmergencyBegan
                    | EmergencyStep
                    | EmergencyEnded
                    | circle.RulesSaid
                    | RoomChecked
                    | RoomPassed,
                )
            ),
            after=self._rows(line for line in self._lines if isinstance(line.entry.fact, _AFTER)),
        )

    def row(self, kind: type[R], line: Line, **more: Any) -> R:
        """The row of a line, with the fields that are its kind's own."""
        entry, first, words = line.entry, line.first, self._words
        return kind(
            entry=first.id,
            at=self._local(entry.observed_at),
            recorded_at=self._local(first.recorded_at),
            kind=kind_name(entry.fact, words),
            text=self._told(entry.fact),
            participant=entry.participant,
            done_by=self._state.staff_name(first.done_by),
            written_by=self._state.staff_name(first.recorded_by),
            confirmed_by=self._state.staff_name(line.confirmed.recorded_by) if line.confirmed else "",
            late=first.is_late,
            amended=line.is_amended,
            earlier=earlier(line, self._zone, self._told, self._state.staff_name),
            voided=line.voided is not None,
            void_reason=getattr(line.voided.fact, "reason", "") if line.voided else "",
            **more,
        )

    def _told(self, fact: Fact | UnknownFact) -> str:
        if isinstance(fact, room.PhaseBegan):
            return self._phase_name(fact.phase)
        if isinstance(fact, room.StaffLeft):
            return self._state.staff_name(fact.staff)
        return by_the_clock(fact, self._words, self._zone) or describe(fact, self._words)

    def _local(self, moment: datetime) -> datetime:
        return on_the_wall(moment, self._zone)

    def _phase_name(self, key: str) -> str:
        programme = self._state.programme
        found = next((phase.name for phase in programme.phases if phase.key == key), None) if programme else None
        return found or key

    def _rows(self, lines: Iterable[Line]) -> tuple[Row, ...]:
        return tuple(self.row(Row, line) for line in lines)

    def _live(self, *kinds: type) -> Iterator[Line]:
        return (line for line in self._lines if line.voided is None and isinstance(line.entry.fact, kinds))

    def _phases(self) -> tuple[Span, ...]:
        programme = self._state.programme
        if programme is None:
            return ()
        spans: list[Span] = []
        for line in self._live(room.SessionOpened, room.PhaseBegan):
            fact = line.entry.fact
            key = fact.phase if isinstance(fact, room.PhaseBegan) else programme.phases[0].key
            minutes = next((phase.minutes for phase in programme.phases if phase.key == key), None)
            at = self._local(line.entry.observed_at)
            if spans:
                spans[-1] = msgspec.structs.replace(spans[-1], end=at)
            planned = at + timedelta(minutes=minutes) if minutes else None
            spans.append(self.row(Span, line, key=key, name=self._phase_name(key), planned_end=planned))
        if spans and self._state.closed_at:
            spans[-1] = msgspec.structs.replace(spans[-1], end=self._local(self._state.closed_at))
        return tuple(spans)

    def _music(self) -> tuple[MusicSpan, ...]:
        lines = list(self._live(*music.MUSIC))
        ended = music_lanes.ends(lines)
        spans = []
        for line in lines:
            fact = line.entry.fact
            if isinstance(fact, room.MusicBegan):
                over = ended.get(fact.play)
                end = over.entry.observed_at if over else None
                why = over.entry.fact.why if over and isinstance(over.entry.fact, room.MusicEnded) else ""
                second = fact.second if isinstance(fact, music.MusicBegan) else None
                levels = music_lanes.steps(lines, line.entry.observed_at, end) if second is not None else ()
                told = {"why": why, "second": second, "steps": levels, "phase": fact.phase}
                local = self._local(end) if end else None
                spans.append(self.row(MusicSpan, line, key=fact.play, name=fact.title, end=local, **told))
        return tuple(spans)

    def _staff(self) -> tuple[Span, ...]:
        spans: list[Span] = []
        for line in self._live(room.StaffPresent, room.StaffLeft):
            fact = line.entry.fact
            if isinstance(fact, room.StaffPresent):
                spans.append(self.row(Span, line, key=str(fact.staff), name=fact.name))
            elif isinstance(fact, room.StaffLeft):
                at = self._local(line.entry.observed_at)
                spans = [
                    msgspec.structs.replace(span, end=at) if span.key == str(fact.staff) and span.end is None else span
                    for span in spans
                ]
        return tuple(spans)

    def _lane(self, participant: UUID) -> PersonLane:
        person = self._state.people[participant]
        lines = [line for line in self._lines if line.entry.participant == participant]
        limits = vitals_lanes.Limits(lines, person, plan_of(self._state))
        first_dose = min((dose.at for dose in person.doses), default=None)

        def plain(*kinds: type) -> tuple[Row, ...]:
            return self._rows(line for line in lines if isinstance(line.entry.fact, kinds))

        return PersonLane(
            participant=participant,
            seat=person.seat,
            name=called(person, self._state),
            vitals=vitals_lanes.vitals(self.row, lines, first_dose, limits),
            doses=medicine_lanes.doses(self.row, lines, self._state),
            orders=plain(OrderGiven, ClearedForMedicine),
            recounts=plain(ClockRecounted, GivenEarlier, leaving.ClearanceReopened, leaving.ClearanceLookedAt),
            medications=medicine_lanes.medications(self.row, lines, self._state),
            adverse=medicine_lanes.adverse_events(self.row, lines, person),
            states=plain(room.StateSaid),
            observations=plain(room.Observed),
            notes=plain(room.Noted),
            quotes=self._quotes(lines),
            intentions=plain(room.IntentionSaid),
            deferrals=self._deferrals(lines),
            scores=plain(Scored, OxygenSaid),
            limits=plain(PersonLimitSet),
            support=self._support(lines),
            touch=plain(*_TOUCH),
            company=plain(CompanyBegan, CompanyEnded, SteppedOut, CameBack),
            emergency=plain(EmergencyBegan, EmergencyStep, EmergencyEnded, SheetGiven),
            circle=plain(circle.CheckedIn),
            leaving=plain(*_LEAVING),
            readiness=plain(ReadinessTold, StaysWithout),
            care=plain(room.NeedsCare),
            passed=plain(leaving.CriterionPassed, ReadinessPassed),
            out=self._outs(lines),
            bounds=self._bounds(limits),
            baseline=dict(limits.baseline),
        )

    def _bounds(self, limits: vitals_lanes.Limits) -> tuple[Bound, ...]:
        opened = self._state.opened_at
        return limits.bounds(opened) if opened else ()

    def _outs(self, lines: Sequence[Line]) -> tuple[OutRow, ...]:
        return tuple(
            self.row(OutRow, line, way=fact.way) for line in lines if isinstance(fact := line.entry.fact, room.WentOut)
        )

    def _quotes(self, lines: Sequence[Line]) -> tuple[QuoteRow, ...]:
        standing = [line.entry.fact for line in lines if line.voided is None]
        phases, pieces = self._phases(), self._music()

        def then(spans: Sequence[Span], line: Line, told: str) -> str:
            """What it was at the moment that the line has now: that may have been corrected since the words were written."""
            at = self._local(line.entry.observed_at)
            return next((span.name for span in spans if covers(span, at)), "") if spans else told

        return tuple(
            self.row(
                QuoteRow,
                line,
                leaves=leave.leaves(standing, line.first.id),
                phase=then(phases, line, self._phase_name(fact.phase) if fact.phase else ""),
                playing=then(pieces, line, fact.playing),
            )
            for line in lines
            if isinstance(fact := line.entry.fact, room.Quoted)
        )

    def _deferrals(self, lines: Sequence[Line]) -> tuple[DeferralRow, ...]:
        return tuple(
            self.row(
                DeferralRow,
                line,
                measures=fact.measures,
                reason=fact.reason,
                until=self._local(line.entry.observed_at + timedelta(minutes=fact.again_minutes)),
                breathing_seen=fact.breathing_seen,
            )
            for line in lines
            if isinstance(fact := line.entry.fact, room.Deferred)
        )

    def _support(self, lines: Sequence[Line]) -> tuple[SupportRow, ...]:
        rows: list[SupportRow] = []
        is_open = False
        for line in lines:
            fact, at = line.entry.fact, self._local(line.entry.observed_at)
            if isinstance(fact, room.SupportCalled) and (line.voided is not None or not is_open):
                row = self.row(SupportRow, line, wanted=fact.wanted)
                rows = [*rows, row] if line.voided is None else [row, *rows]
                is_open = is_open or line.voided is None
            elif not is_open or line.voided is not None:
                continue
            elif isinstance(fact, room.SupportAnswered):
                by = self._state.staff_name(line.entry.done_by or line.entry.recorded_by)
                if rows[-1].answered_at is None:
                    rows[-1] = msgspec.structs.replace(rows[-1], answered_at=at, answered_by=by)
            elif isinstance(fact, room.SupportSettled):
                rows[-1] = msgspec.structs.replace(rows[-1], settled_at=at, done=fact.done)
                is_open = False
            elif isinstance(fact, room.WentOut):  # a call nobody settled stays readable as such
                is_open = False
        return tuple(sorted(rows, key=lambda row: row.at))
