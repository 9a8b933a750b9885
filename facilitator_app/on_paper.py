"""A session that was held on paper and is opened only afterwards: whether it goes on still, and which hours are its own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from facilitator_app.integration import moment
from facilitator_app.record import room
from facilitator_app.record.doses import GivenEarlier
from facilitator_app.record.history import Line
from facilitator_app.record.prescribing import ForTheRoom
from facilitator_app.record.readiness import ReadinessTold
from facilitator_app.record.release import MedicalLeaveGiven
from facilitator_app.session import Session


def held_on_paper(session: Session) -> bool:
    """Whether it was opened only after it had begun: what is on paper of it is brought in afterwards."""
    opening = (line.first for line in session.history.lines() if isinstance(line.first.fact, room.SessionOpened))
    return any(entry.observed_at < entry.recorded_at for entry in opening)


def goes_on(session: Session, now: datetime) -> bool:
    """Whether it may be going on, so that what the desk writes counts in it: not one that is only brought in from paper.

    One that was opened after it had begun goes on as long as its programme says (of no length told: that day), and
    once something is told in it as it happens.
    """
    state = session.state
    if state.opened_at is None or not held_on_paper(session):
        return True
    if any(line.first.observed_at == line.first.recorded_at for line in _of_its_hours(session)):
        return True
    zone, minutes = ZoneInfo(state.zone), session.programme.session_minutes
    if minutes is None:
        return now.astimezone(zone).date() == state.opened_at.astimezone(zone).date()
    return now <= state.opened_at + timedelta(minutes=minutes)


def hour_of(session: Session, told: str) -> datetime:
    """The moment of an hour of the session, as the wall of its room showed it: the first one after it began."""
    zone, began = ZoneInfo(session.state.zone), session.state.opened_at
    assert began is not None  # no other is closed
    on = began.astimezone(zone).date()
    at = moment(on.isoformat(), told, session.state.zone)
    return at if at >= began else moment((on + timedelta(days=1)).isoformat(), told, session.state.zone)


def last_told(session: Session) -> datetime:
    """The hour of the last line that was told of somebody, of a phase or of the room; else when the session began.

    What comes into the room from the desk tells of no hour of the session.
    """
    return max(line.entry.observed_at for line in _of_its_hours(session))


def _of_its_hours(session: Session) -> Iterator[Line]:
    return (
        line
        for line in session.history.lines()
        if line.voided is None
        and not isinstance(line.entry.fact, room.Seated | ReadinessTold | ForTheRoom | GivenEarlier | MedicalLeaveGiven)
        and (line.first.participant or isinstance(line.entry.fact, room.SessionOpened | room.PhaseBegan | room.Noted))
    )
