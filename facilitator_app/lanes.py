"""The rows a session is read in afterwards: what stands in a lane of the timeline or in a table.  Pure."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta, tzinfo
from decimal import Decimal
from uuid import UUID

import msgspec

from facilitator_app.record import room
from facilitator_app.record.doses import Route
from facilitator_app.record.entry import Fact, UnknownFact, on_the_wall
from facilitator_app.record.history import Line
from facilitator_app.record.leave import Recipient
from facilitator_app.record.music import Heard
from facilitator_app.record.vitals import Measure, Unavailable
from facilitator_app.wording import Words


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """How a line read, and was said to have been ``at``, until ``changed_by`` amended it at ``changed_at`` for ``reason``.

    ``reworded`` and ``moved`` say which of the two that amendment changed.
    """

    text: str
    at: datetime
    reworded: bool
    moved: bool
    reason: str
    changed_at: datetime
    changed_by: str

    def told(self, words: Words) -> str:
        """What it was, then who amended it when and why."""
        was = [words.render("mark.was", text=self.text)] if self.reworded or not self.moved else []
        was += [self.moved_from(words)] if self.moved else []
        by = ", ".join(part for part in (f"{self.changed_at:%H:%M}", self.changed_by) if part)
        return words.render("mark.reading", was=", ".join(was), by=by, reason=self.reason)

    def moved_from(self, words: Words) -> str:
        """When it was said to have been."""
        return words.render("mark.was_at", at=f"{self.at:%H:%M}")


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """A line as it reads now, with what was done to it.  Times are in the room's zone.

    ``earlier`` are its readings before each amendment, in the order of writing; ``voided`` lines stay readable here and
    nowhere else.
    """

    entry: UUID
    at: datetime
    recorded_at: datetime
    kind: str
    text: str
    participant: UUID | None = None
    done_by: str = ""
    written_by: str = ""
    confirmed_by: str = ""
    late: bool = False
    amended: bool = False
    earlier: tuple[Reading, ...] = ()
    voided: bool = False
    void_reason: str = ""


def earlier(
    line: Line, zone: tzinfo, tell: Callable[[Fact | UnknownFact], str], name: Callable[[UUID | None], str]
) -> tuple[Reading, ...]:
    """The readings of a line before each of its amendments, told by ``tell``, those who amended named by ``name``."""
    readings = line.readings
    found = []
    for was, now, change in zip(readings, readings[1:], line.amendments, strict=False):
        before = tell(was.fact)
        found.append(
            Reading(
                text=before,
                at=on_the_wall(was.observed_at, zone),
                reworded=before != tell(now.fact),
                moved=was.observed_at != now.observed_at,
                reason=getattr(change.fact, "reason", ""),
                changed_at=on_the_wall(change.recorded_at, zone),
                changed_by=name(change.recorded_by),
            )
        )
    return tuple(found)


class VitalsRow(Row, frozen=True, kw_only=True):
    """A check; ``is_baseline`` when it was before the person's first dose, ``beyond`` what passed the limit of that time."""

    values: dict[Measure, Decimal]
    words: dict[Measure, Unavailable]
    confirmed: tuple[Measure, ...]
    as_typed: dict[Measure, str]
    is_baseline: bool
    beyond: tuple[Measure, ...] = ()


class DoseRow(Row, frozen=True, kw_only=True):
    """A dose; ``awaits`` when a scribe wrote it and the one whose word counts has not confirmed it yet."""

    drug: str
    amount_mg: Decimal
    route: Route
    by_oneself: bool
    awaits: bool


class MedicationRow(Row, frozen=True, kw_only=True):
    """A medicine for a side effect; ``awaits`` as of a dose."""

    by_oneself: bool
    awaits: bool


class AdverseRow(Row, frozen=True, kw_only=True):
    """A line about an adverse event; ``event`` is the line that reported it, ``is_open`` while nobody said it is over.

    ``serious`` None: no provider has classed it yet.
    """

    event: UUID
    is_open: bool
    serious: bool | None


class QuoteRow(Row, frozen=True, kw_only=True):
    """A person's own words, what played then, and whether they may go on, to each recipient."""

    leaves: dict[Recipient, room.Leave]
    phase: str
    playing: str

    @property
    def leave(self) -> room.Leave:
        """What holds for every recipient alike; not asked where they differ."""
        said = set(self.leaves.values())
        return said.pop() if len(said) == 1 else room.Leave.NOT_ASKED


class DeferralRow(Row, frozen=True, kw_only=True):
    """A check put off until ``until``."""

    measures: tuple[Measure, ...]
    reason: str
    until: datetime
    breathing_seen: bool


class SupportRow(Row, frozen=True, kw_only=True):
    """A support call from its beginning (``at``); None where nobody came, or nobody said that it was over."""

    wanted: str
    answered_at: datetime | None = None
    answered_by: str = ""
    settled_at: datetime | None = None
    done: str = ""


class OutRow(Row, frozen=True, kw_only=True):
    """A way out."""

    way: room.WayOut


class Span(Row, frozen=True, kw_only=True):
    """Something that lasts: a phase, a piece of music, somebody of the team in the room.  ``end`` None: it goes on."""

    key: str
    name: str
    end: datetime | None = None
    planned_end: datetime | None = None
    why: str = ""


class MusicStep(msgspec.Struct, frozen=True, kw_only=True):
    """From ``at`` on the music is at this level, and lowered for a voice or not."""

    at: datetime
    level_db: int
    ducked: bool


class MusicSpan(Span, frozen=True, kw_only=True):
    """A piece while it is heard, from which second of it on (None: the line does not tell), and how loud since when."""

    phase: str = ""
    second: int | None = None
    steps: tuple[MusicStep, ...] = ()

    def heard(self, moment: datetime) -> Heard:
        """What is heard of it at ``moment``."""
        since = (moment - self.at) // timedelta(seconds=1)
        step = next((step for step in reversed(self.steps) if step.at <= moment), None)
        return Heard(
            title=self.name,
            phase=self.phase,
            second=None if self.second is None else max(0, self.second + since),
            level_db=step.level_db if step is not None else None,
            ducked=step is not None and step.ducked,
        )


class Bound(msgspec.Struct, frozen=True, kw_only=True):
    """Between which ends a measure is within its limit, from ``since`` on.  ``until`` None: to the end."""

    measure: Measure
    low: Decimal | None
    high: Decimal | None
    since: datetime
    until: datetime | None = None


class PersonLane(msgspec.Struct, frozen=True, kw_only=True):
    """Everything about one person; ``baseline`` is the person's own, from before the first dose."""

    participant: UUID
    seat: int
    name: str
    vitals: tuple[VitalsRow, ...] = ()
    doses: tuple[DoseRow, ...] = ()
    orders: tuple[Row, ...] = ()
    recounts: tuple[Row, ...] = ()
    medications: tuple[MedicationRow, ...] = ()
    adverse: tuple[AdverseRow, ...] = ()
    states: tuple[Row, ...] = ()
    observations: tuple[Row, ...] = ()
    notes: tuple[Row, ...] = ()
    quotes: tuple[QuoteRow, ...] = ()
    intentions: tuple[Row, ...] = ()
    deferrals: tuple[DeferralRow, ...] = ()
    scores: tuple[Row, ...] = ()
    limits: tuple[Row, ...] = ()
    support: tuple[SupportRow, ...] = ()
    touch: tuple[Row, ...] = ()
    company: tuple[Row, ...] = ()
    emergency: tuple[Row, ...] = ()
    circle: tuple[Row, ...] = ()
    leaving: tuple[Row, ...] = ()
    readiness: tuple[Row, ...] = ()
    care: tuple[Row, ...] = ()
    passed: tuple[Row, ...] = ()
    out: tuple[OutRow, ...] = ()
    bounds: tuple[Bound, ...] = ()
    baseline: dict[Measure, Decimal] = {}

    @property
    def rows(self) -> tuple[Row, ...]:
        """All rows of the lane, in the order of what happened."""
        parts: tuple[tuple[Row, ...], ...] = (
            self.vitals,
            self.doses,
            self.orders,
            self.recounts,
            self.medications,
            self.adverse,
            self.states,
            self.observations,
            self.notes,
            self.quotes,
            self.intentions,
            self.deferrals,
            self.scores,
            self.limits,
            self.support,
            self.touch,
            self.company,
            self.emergency,
            self.circle,
            self.leaving,
            self.readiness,
            self.care,
            self.passed,
            self.out,
        )
        return tuple(sorted((row for part in parts for row in part), key=lambda row: row.at))

    def only(self, lets: Callable[[Row], bool]) -> PersonLane:
        """The lane with the rows that ``lets`` lets through."""
        parts = {name: getattr(self, name) for name in self.__struct_fields__ if name != "bounds"}
        kept = {name: tuple(filter(lets, rows)) for name, rows in parts.items() if isinstance(rows, tuple)}
        return msgspec.structs.replace(self, **kept)


class Timeline(msgspec.Struct, frozen=True, kw_only=True):
    """A session in lanes.  ``room`` holds what is about nobody: notes, restarts, trouble with the music.

    ``after`` is what came of it in the days and weeks after: found and read, and drawn in no lane.
    """

    start: datetime | None
    end: datetime | None
    phases: tuple[Span, ...] = ()
    music: tuple[MusicSpan, ...] = ()
    people: tuple[PersonLane, ...] = ()
    staff: tuple[Span, ...] = ()
    room: tuple[Row, ...] = ()
    after: tuple[Row, ...] = ()

    def lane(self, participant: UUID) -> PersonLane | None:
        """The lane of a person, or None when the person had no seat."""
        return next((lane for lane in self.people if lane.participant == participant), None)

    def only(self, lets: Callable[[Row], bool]) -> Timeline:
        """The session with the rows that ``lets`` lets through; phases, music and team stay."""
        people = tuple(lane.only(lets) for lane in self.people)
        room, after = (tuple(filter(lets, rows)) for rows in (self.room, self.after))
        return msgspec.structs.replace(self, people=people, room=room, after=after)


class Around(msgspec.Struct, frozen=True, kw_only=True):
    """What surrounds a moment."""

    rows: tuple[Row, ...]
    playing: tuple[MusicSpan, ...]
    phase: Span | None


class LogRow(Row, frozen=True, kw_only=True):
    """A row of the flat table; ``seat`` is the person's seat at that time."""

    seat: int | None
    name: str
    marks: tuple[str, ...]


def covers(span: Span, moment: datetime) -> bool:
    """Whether ``moment`` lies in the span."""
    return span.at <= moment and (span.end is None or moment < span.end)
