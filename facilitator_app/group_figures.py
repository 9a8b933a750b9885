"""A session of a group in counts and times, for the team's own look back: no name, no word and no value of anybody.  Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from statistics import median

import msgspec

from facilitator_app.lanes import PersonLane, Row, Span, Timeline


class Count(msgspec.Struct, frozen=True, kw_only=True):
    """How many there were, in all and in each phase, in the phases' order.  ``what`` names it among the texts."""

    what: str
    whole: int
    phases: tuple[int, ...]


class Lasted(msgspec.Struct, frozen=True, kw_only=True):
    """How long something took: of ``count`` of them half at most ``middle``, none more than ``longest``."""

    what: str
    count: int
    middle: timedelta
    longest: timedelta


class PhaseTime(msgspec.Struct, frozen=True, kw_only=True):
    """How long a phase was, and was planned to be (None: no length was planned)."""

    name: str
    was: timedelta
    planned: timedelta | None


class GroupFigures(msgspec.Struct, frozen=True, kw_only=True):
    """The session in figures."""

    people: int
    phases: tuple[PhaseTime, ...]
    counts: tuple[Count, ...]
    times: tuple[Lasted, ...]


def figures(told: Timeline, now: datetime) -> GroupFigures:
    """The figures of a session; what is not over lasts until ``now``.  Withdrawn lines count as withdrawn alone."""
    every = [row for lane in told.people for row in lane.rows]
    return GroupFigures(
        people=len(told.people),
        phases=tuple(_phase(span, now) for span in told.phases),
        counts=tuple(_counts(told.people, every, told.phases)),
        times=tuple(_times(told.people)),
    )


def _phase(span: Span, now: datetime) -> PhaseTime:
    planned = span.planned_end - span.at if span.planned_end else None
    return PhaseTime(name=span.name, was=(span.end or max(now, span.at)) - span.at, planned=planned)


def _counts(people: Sequence[PersonLane], every: Sequence[Row], phases: Sequence[Span]) -> Iterable[Count]:
    def rows(kind: str) -> list[Row]:
        return [row for lane in people for row in getattr(lane, kind) if not row.voided]

    reported = [row for lane in people for row in lane.adverse if row.event == row.entry and not row.voided]
    beyond = [row for lane in people for row in lane.vitals if row.beyond and not row.voided]
    kinds = ("doses", "medications", "vitals", "deferrals", "observations", "quotes", "notes", "support")
    standing = [row for row in every if not row.voided]
    yield from (_count(kind, rows(kind), phases) for kind in kinds)
    yield _count("beyond", beyond, phases)
    yield _count("adverse", reported, phases)
    yield _count("late", [row for row in standing if row.late], phases)
    yield _count("amended", [row for row in standing if row.amended], phases)
    yield _count("voided", [row for row in every if row.voided], phases)


def _count(what: str, rows: Sequence[Row], phases: Sequence[Span]) -> Count:
    """A line belongs to the last phase that had begun."""
    by_phase = [0] * len(phases)
    for row in rows:
        place = sum(1 for span in phases if span.at <= row.at) - 1
        if place >= 0:
            by_phase[place] += 1
    return Count(what=what, whole=len(rows), phases=tuple(by_phase))


def _times(people: Sequence[PersonLane]) -> Iterable[Lasted]:
    calls = [call for lane in people for call in lane.support if not call.voided]
    answered = [call.answered_at - call.at for call in calls if call.answered_at]
    settled = [call.settled_at - call.at for call in calls if call.settled_at]
    doses = [[dose.at for dose in lane.doses if not dose.voided] for lane in people]
    out = [[row.at for row in lane.out if not row.voided] for lane in people]
    stayed = [went[-1] - given[0] for given, went in zip(doses, out, strict=True) if given and went]
    told_late = [row.recorded_at - row.at for lane in people for row in lane.rows if row.late and not row.voided]
    for what, found in (("answered", answered), ("settled", settled), ("stayed", stayed), ("told_late", told_late)):
        if found:
            middle = timedelta(seconds=median(one.total_seconds() for one in found))
            yield Lasted(what=what, count=len(found), middle=middle, longest=max(found))
