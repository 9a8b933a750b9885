"""A session that is over: ways out, words, calls and corrections, and one note that names somebody else of the group."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import msgspec

from facilitator_app.record import room
from facilitator_app.record.vitals import Measure, VitalsTaken
from tests.leaving_ready import ready_to_leave
from tests.ui import scenes


async def over(folder: Path, seats: int = 4) -> scenes.Room:
    """A closed session, as ``ended`` tells it."""
    place = await scenes.furnished(folder, seats)
    await ended(place)
    return place


async def ended(place: scenes.Room) -> None:
    """It is over.  Amara's note names Rowan; Idris has words nobody asked about; one check of Rowan was amended."""
    await scenes.calm(place)
    names = list(place.people)
    await place.write("Amara", room.SupportCalled(wanted="a hand"), ago=3)
    await place.write("Amara", room.SupportAnswered(), ago=2)
    await place.write("Amara", room.SupportSettled(done="sat together"), ago=1)
    await place.write("Amara", room.Noted(text="Asked twice whether Rowan was all right. Then slept."), ago=12)
    await place.write("Idris", room.Quoted(text="The river carried me."), ago=1)
    await place.write("Idris", room.Quoted(text="I was not alone with it."), ago=1)
    await correct(place)
    place.clock.advance(timedelta(minutes=50))
    await place.session.write(room.PhaseBegan(phase="discharge"))
    for name in names:
        await place.check(name, 70, 121, 77, 98)
        await ready_to_leave(place.session, place.people[name])
        await place.write(name, room.WentOut(way=room.WayOut.CLEARED, escort="a friend"))
    place.clock.advance(timedelta(minutes=5))
    await place.app.close_session()


async def correct(place: scenes.Room) -> None:
    """Rowan's second check had two figures swapped; Noor's observation was meant for another seat."""
    lines = [line for line in place.session.history.lines() if line.entry.participant == place.people["Rowan"]]
    check = [line for line in lines if isinstance(line.entry.fact, VitalsTaken)][1]
    fact = check.entry.fact
    assert isinstance(fact, VitalsTaken)
    mended = msgspec.structs.replace(fact, values={**fact.values, Measure.HEART_RATE: fact.values[Measure.SPO2]})
    await place.session.amend(check.first.id, mended, "two figures were swapped")
    seen = next(
        line
        for line in place.session.history.lines()
        if isinstance(line.entry.fact, room.Observed) and line.entry.participant == place.people["Noor"]
    )
    await place.session.void(seen.first.id, "meant for another seat")
