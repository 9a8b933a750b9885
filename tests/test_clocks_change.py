"""A session over the night when the clocks change: what goes by is counted by the time, and shown by the clock on the wall."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from facilitator_app import text
from facilitator_app.group_figures import figures
from facilitator_app.handoff.packet import compose
from facilitator_app.record import room
from facilitator_app.review import during, timeline
from tests.people import ROWAN
from tests.told import Told

ZONE = "America/Denver"
AUTUMN = datetime(2026, 11, 1, 6, 30, tzinfo=UTC)
"""Half past midnight; at two it is one again."""
SPRING = datetime(2026, 3, 8, 7, 30, tzinfo=UTC)
"""Half past midnight; at two it is three."""


def night(start: datetime) -> Told:
    """A dose after half an hour; values and a note before the change and after it."""
    told = Told(zone=ZONE, start=start).staff().seated()
    told.vitals(5, ROWAN, "HR 72, BP 118/76, SpO2 98")
    told.dose(30, ROWAN)
    told.vitals(60, ROWAN, "HR 80, BP 118/76, SpO2 98")
    told.write(70, room.Noted(text="Before."), ROWAN)
    told.vitals(120, ROWAN, "HR 90, BP 118/76, SpO2 98")
    told.write(125, room.Noted(text="After."), ROWAN)
    return told


@pytest.mark.parametrize("start", [AUTUMN, SPRING])
def test_minutes_since_the_dose_are_the_minutes_that_went_by(start: datetime) -> None:
    told = night(start)
    told.out(200, ROWAN, room.WayOut.TRANSFERRED)
    packet = compose(told.closed(210).history, ROWAN, None, text.english())
    assert [line.since_dose for line in packet.vitals] == ["−25 min", "+30 min", "+90 min"]
    account = packet.sections["account"]
    assert account.index("Before.") < account.index("After.")
    assert "(+40 min) note: Before." in account
    assert "(+95 min) note: After." in account


def test_a_moment_of_the_review_is_that_moment_and_not_the_one_an_hour_later() -> None:
    told = night(AUTUMN)
    told.write(130, room.Noted(text="An hour after the first half past one."), ROWAN)
    lanes = timeline(told.history, ZoneInfo(ZONE), text.english())
    first = AUTUMN + timedelta(minutes=70)
    assert [row.text for row in during(lanes, first).rows] == ["Before."]


def test_a_night_lasts_as_long_as_it_lasted() -> None:
    told = night(AUTUMN)
    told.out(200, ROWAN, room.WayOut.TRANSFERRED)
    lanes = timeline(told.closed(210).history, ZoneInfo(ZONE), text.english())
    of_group = figures(lanes, AUTUMN + timedelta(minutes=300))
    assert sum((phase.was for phase in of_group.phases), timedelta()) == timedelta(minutes=210)
    stayed = next(one for one in of_group.times if one.what == "stayed")
    assert stayed.middle == timedelta(minutes=170)
