"""What the timeline draws, as plain numbers and words: lanes, spans, curves and marks.  Knows no Qt and no writing.

Times are seconds since 1970, UTC.  Only ``decimate`` needs numpy, which is imported when the first long curve is drawn.
"""

from __future__ import annotations

import bisect
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, tzinfo
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING
from uuid import UUID

from facilitator_app import lanes, text
from facilitator_app.record.doses import plain
from facilitator_app.record.vitals import Measure

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Shape(StrEnum):
    """The shape of a mark: every kind of line has its own, so that colour only helps."""

    VITALS = "vitals"
    DOSE = "dose"
    OBSERVATION = "observation"
    NOTE = "note"
    QUOTE = "quote"
    STATE = "state"
    DEFERRAL = "deferral"
    SUPPORT = "support"
    CARE = "care"
    OUT = "out"
    MEDICINE = "medicine"
    ADVERSE = "adverse"
    PASSED = "passed"
    ROOM = "room"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """Something that lasts: a phase, a piece of music, a support call.  ``end`` None: it is still going on."""

    start: float
    end: float | None
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A moment: its shape, its words, when it was written if that was later, and until when a check was put off."""

    at: float
    shape: Shape
    label: str
    written: float | None = None
    until: float | None = None
    amended: bool = False
    voided: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """A value of one curve that holds for a while: an end of a limit, or the person's own baseline."""

    curve: str
    value: float
    start: float
    end: float | None = None


@dataclass(slots=True, kw_only=True)
class Curve:
    """Values of one measure over time.  ``low`` is filled for bars that reach from ``low`` to ``high`` (blood pressure)."""

    at: array[float] = field(default_factory=lambda: array("d"))
    high: array[float] = field(default_factory=lambda: array("d"))
    low: array[float] = field(default_factory=lambda: array("d"))

    def add(self, at: float, high: Decimal | None, low: Decimal | None = None) -> None:
        """One more value, not earlier than the last; nothing when there is none."""
        if high is not None:
            self.at.append(at)
            self.high.append(float(high))
            self.low.append(float(high if low is None else low))

    def within(self, begin: float, end: float) -> slice:
        """The part between two moments, with one neighbour on either side."""
        return slice(max(0, bisect.bisect_left(self.at, begin) - 1), bisect.bisect_right(self.at, end) + 1)


@dataclass(slots=True, kw_only=True)
class Lane:
    """One person: seat, name, curves, what stands on the curves (``doses``), calls, and the row of ``marks``.

    ``head`` is what stands before it, where that is not seat and name; ``beyond`` are the values that passed a limit, each
    where it stands on its curve.
    """

    key: str
    seat: int
    name: str
    head: str = ""
    heart_rate: Curve = field(default_factory=Curve)
    pressure: Curve = field(default_factory=Curve)
    spo2: Curve = field(default_factory=Curve)
    limits: list[Edge] = field(default_factory=list)
    baseline: list[Edge] = field(default_factory=list)
    beyond: list[Edge] = field(default_factory=list)
    doses: list[Mark] = field(default_factory=list)
    calls: list[Bar] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class Scene:
    """A session from ``start`` to ``end`` in its lanes; ``zone`` is the room's."""

    start: float = 0.0
    end: float = 3600.0
    zone: tzinfo = UTC
    phases: list[Bar] = field(default_factory=list)
    music: list[Bar] = field(default_factory=list)
    people: list[Lane] = field(default_factory=list)
    team: list[Bar] = field(default_factory=list)
    room: list[Mark] = field(default_factory=list)
    found: list[float] = field(default_factory=list)
    rates: tuple[float, float] = (40.0, 180.0)
    spo2_floor: float = 85.0

    @property
    def length(self) -> float:
        """Seconds from the beginning to the end, at least a minute."""
        return max(60.0, self.end - self.start)

    def only(self, people: list[Lane], found: list[float]) -> Scene:
        """The same session with these people's lanes, and what was found marked on it."""
        return replace(self, people=people, found=found)

    def scaled_as(self, whole: Scene) -> Scene:
        """From the same beginning to the same end on the same scales, so that a lane from which rows were taken looks alike."""
        return replace(self, start=whole.start, end=whole.end, rates=whole.rates, spo2_floor=whole.spo2_floor)


def scene_of(told: lanes.Timeline, zone: tzinfo, now: datetime) -> Scene:
    """The whole session as it is drawn; what is not over reaches to ``now``."""
    if told.start is None:
        return Scene(zone=zone)
    people = [_lane(lane) for lane in told.people]
    return Scene(
        start=told.start.timestamp(),
        end=_last(told, now).timestamp(),
        zone=zone,
        phases=[_bar(span) for span in told.phases],
        music=[_bar(span) for span in told.music],
        people=people,
        team=[_bar(span) for span in told.staff],
        room=[_mark(row, Shape.ROOM, row.text or row.kind) for row in told.room],
        rates=_rates(people),
        spo2_floor=min(85.0, min((min(lane.spo2.high) for lane in people if lane.spo2.high), default=85.0) // 5 * 5),
    )


def shapes_of(lane: lanes.PersonLane) -> dict[UUID, Shape]:
    """The shape that stands for each row of a lane."""
    parts: tuple[tuple[Sequence[lanes.Row], Shape], ...] = (
        (lane.vitals, Shape.VITALS),
        (lane.doses, Shape.DOSE),
        (lane.states, Shape.STATE),
        (lane.observations, Shape.OBSERVATION),
        (lane.notes, Shape.NOTE),
        (lane.quotes, Shape.QUOTE),
        (lane.intentions, Shape.NOTE),
        (lane.deferrals, Shape.DEFERRAL),
        (lane.scores, Shape.OBSERVATION),
        (lane.limits, Shape.NOTE),
        (lane.support, Shape.SUPPORT),
        (lane.touch, Shape.NOTE),
        (lane.medications, Shape.MEDICINE),
        (lane.adverse, Shape.ADVERSE),
        (lane.care, Shape.CARE),
        (lane.passed, Shape.PASSED),
        (lane.out, Shape.OUT),
    )
    known = {row.entry: shape for rows, shape in parts for row in rows}
    return {row.entry: known.get(row.entry, Shape.NOTE) for row in lane.rows}


def _last(told: lanes.Timeline, now: datetime) -> datetime:
    """The end of the session, or of the last thing in it; an open one reaches to now."""
    rows = [row.at for lane in told.people for row in lane.rows]
    end = told.end if told.end is not None and told.phases and told.phases[-1].end is not None else now
    return max([end, *rows])


def _rates(people: Iterable[Lane]) -> tuple[float, float]:
    """The scale that heart rate (/min) and blood pressure (mmHg) share: 40 to 180, wider when a value needs it."""
    low, high = 40.0, 180.0
    for lane in people:
        for values in (lane.heart_rate.high, lane.pressure.high, lane.pressure.low):
            if values:
                low, high = min(low, min(values) // 20 * 20), max(high, -(-max(values) // 20) * 20)
    return low, high


def _lane(told: lanes.PersonLane) -> Lane:
    lane = Lane(key=str(told.participant), seat=told.seat, name=told.name)
    for check in told.vitals:
        if not check.voided:
            at, values = check.at.timestamp(), check.values
            lane.heart_rate.add(at, values.get(Measure.HEART_RATE))
            lane.pressure.add(at, values.get(Measure.SYSTOLIC), values.get(Measure.DIASTOLIC))
            lane.spo2.add(at, values.get(Measure.SPO2))
            lane.beyond += [_edge(measure, values[measure], at) for measure in check.beyond if measure in _CURVE]
    lane.limits = [edge for bound in told.bounds for edge in _edges(bound)]
    if told.baseline and told.vitals:
        begin = told.vitals[0].at.timestamp()
        lane.baseline = [
            _edge(measure, told.baseline[measure], begin) for measure in _CURVE if measure in told.baseline
        ]
    for dose in told.doses:
        lane.doses.append(_mark(dose, Shape.DOSE, f"{plain(dose.amount_mg)} mg"))
    for call in told.support:
        if not call.voided:
            end = call.settled_at.timestamp() if call.settled_at else None
            label = call.wanted or text.render("after.support_call")
            lane.calls.append(Bar(start=call.at.timestamp(), end=end, label=label))
    shapes = shapes_of(told)
    for row in told.rows:
        if shapes[row.entry] is not Shape.DOSE and _stands_alone(row):
            lane.marks.append(_mark(row, shapes[row.entry], row.text or row.kind))
    return lane


_CURVE = {
    Measure.HEART_RATE: "heart_rate",
    Measure.SYSTOLIC: "pressure",
    Measure.DIASTOLIC: "pressure",
    Measure.SPO2: "spo2",
}
"""On which curve a measure is drawn."""


def _edge(measure: Measure, value: Decimal, start: float, end: float | None = None) -> Edge:
    return Edge(curve=_CURVE[measure], value=float(value), start=start, end=end)


def _edges(bound: lanes.Bound) -> list[Edge]:
    if bound.measure not in _CURVE:
        return []
    start, end = bound.since.timestamp(), bound.until.timestamp() if bound.until else None
    return [_edge(bound.measure, value, start, end) for value in (bound.low, bound.high) if value is not None]


def _stands_alone(row: lanes.Row) -> bool:
    """Plain vitals and calls are drawn as curve and bar; a mark of their own says that there is more to it."""
    special = row.late or row.amended or row.voided
    if isinstance(row, lanes.VitalsRow):
        return special or bool(row.words)
    return special or not isinstance(row, lanes.SupportRow)


def _mark(row: lanes.Row, shape: Shape, label: str) -> Mark:
    written = row.recorded_at.timestamp() if row.late else None
    until = row.until.timestamp() if isinstance(row, lanes.DeferralRow) else None
    first_line = label.strip().split("\n", 1)[0]
    return Mark(
        at=row.at.timestamp(),
        shape=shape,
        label=first_line[:80],
        written=written,
        until=until,
        amended=row.amended,
        voided=row.voided,
    )


def _bar(span: lanes.Span) -> Bar:
    return Bar(start=span.at.timestamp(), end=span.end.timestamp() if span.end else None, label=span.name)


def decimate(x: NDArray[np.float64], y: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """At most two points for each pixel column of ``x``: the least and the greatest, so that no peak is lost."""
    import numpy as np

    if len(x) < 3 or len(x) <= 2 * (x[-1] - x[0] + 1):
        return x, y
    column = np.floor(x)
    starts = np.flatnonzero(np.diff(column, prepend=column[0] - 1))
    least, most = np.minimum.reduceat(y, starts), np.maximum.reduceat(y, starts)
    return np.repeat(column[starts] + 0.5, 2), np.column_stack((least, most)).ravel()


def clusters(marks: Sequence[Mark], xs: Sequence[float], room: float) -> list[tuple[int, int]]:
    """Which marks (``xs`` ascending) stand closer than ``room`` pixels: groups as (first, one past the last)."""
    found: list[tuple[int, int]] = []
    for index, x in enumerate(xs):
        if found and x - xs[found[-1][0]] < room:
            found[-1] = (found[-1][0], index + 1)
        else:
            found.append((index, index + 1))
    return found
