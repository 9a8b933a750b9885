"""An emergency in the record: its clock, its steps, and lines that are nobody's until they are confirmed."""

from __future__ import annotations

from datetime import timedelta

from facilitator_app import rules, text
from facilitator_app.record.changes import Voided
from facilitator_app.record.emergency import Done, Emergency, EmergencyBegan, EmergencyEnded, EmergencyStep, Step
from facilitator_app.wording import describe
from tests.people import DEVI, INES, ROWAN, START, TOMAS
from tests.test_session import Room, empty, here, journal
from tests.told import Told

__all__ = ["empty", "here", "journal"]


def emergency(told: Told) -> Emergency | None:
    return told.history.state.emergency


def test_the_clock_counts_from_the_first_touch_and_ends_when_it_is_over() -> None:
    told = Told().staff(TOMAS, INES, DEVI).seated(ROWAN)
    told.write(10, EmergencyStep(step=Step.OXYGEN))
    assert emergency(told) is None
    told.write(20, EmergencyBegan())
    told.write(21, EmergencyBegan(), ROWAN)
    told.write(22, EmergencyStep(step=Step.CALLED_FOR_HELP), ROWAN)
    steps = (Done(step=Step.CALLED_FOR_HELP, at=START + timedelta(minutes=22), person=ROWAN),)
    assert emergency(told) == Emergency(since=START + timedelta(minutes=20), steps=steps)
    told.write(40, EmergencyEnded())
    assert emergency(told) is None
    assert describe(EmergencyStep(step=Step.AMBULANCE_ARRIVED), text.english()) == "ambulance arrived"


async def test_lines_of_an_emergency_are_nobodys_until_somebody_confirms_them(here: Room) -> None:
    began = (await here.session.write(EmergencyBegan(), unclaimed=True))[0]
    assert (began.done_by, began.recorded_by) == (None, None)
    wrong = (await here.session.write(EmergencyStep(step=Step.AIRWAY), [ROWAN], unclaimed=True))[0]
    claimed = await here.tell(EmergencyEnded())
    assert [line.first.id for line in here.session.awaiting()] == [began.id, wrong.id]
    await here.session.confirm(began.id)
    await here.tell(Voided(target=wrong.id, reason="touched by mistake"), ROWAN)
    assert here.session.awaiting() == ()
    line = here.session.history.line(claimed)
    assert line is not None
    assert not rules.awaits(line, here.session.state)
