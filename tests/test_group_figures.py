"""A session looked back at in counts and times: nothing in it says who."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

import msgspec

from facilitator_app import group_figures, review, text
from facilitator_app.record import room
from tests.people import AMARA, DEVI, INES, ROWAN
from tests.told import ZONE, Told, full_session

DENVER = ZoneInfo(ZONE)
MINUTE = timedelta(minutes=1)


def figures_of(told: Told) -> group_figures.GroupFigures:
    seen = review.timeline(told.history, DENVER, text.english())
    return group_figures.figures(seen, told.history.entries[-1].observed_at)


def counts(found: group_figures.GroupFigures) -> dict[str, tuple[int, tuple[int, ...]]]:
    return {count.what: (count.whole, count.phases) for count in found.counts}


def a_session() -> Told:
    told = Told().staff().seated(ROWAN, AMARA)
    told.vitals(5, ROWAN, "HR 72")
    told.phase(20, "medicine")
    told.dose(21, ROWAN)
    told.dose(22, AMARA)
    told.observed(25, ROWAN, told_at=40)
    told.voided(30, told.observed(26, AMARA))
    told.write(30, room.SupportCalled(), ROWAN)
    told.write(32, room.SupportAnswered(), ROWAN, by=DEVI)
    told.write(40, room.SupportSettled(), ROWAN)
    told.write(50, room.SupportCalled(), AMARA)
    told.write(56, room.SupportAnswered(), AMARA, by=DEVI)
    told.out(90, ROWAN)
    told.out(102, AMARA)
    return told


def test_lines_are_counted_in_all_and_in_the_phase_they_were_in() -> None:
    found = counts(figures_of(a_session()))
    assert found["doses"] == (2, (0, 2))
    assert found["vitals"] == (1, (1, 0))
    assert found["support"] == (2, (0, 2))
    assert found["observations"] == (1, (0, 1)), "a withdrawn one counts as withdrawn alone"
    assert found["voided"] == (1, (0, 1))
    assert found["late"] == (1, (0, 1))
    assert found["adverse"] == (0, (0, 0))


def test_how_long_phases_and_calls_were() -> None:
    found = figures_of(a_session())
    assert found.people == 2
    assert [(phase.name, phase.was, phase.planned) for phase in found.phases] == [
        ("Arrival", 20 * MINUTE, 20 * MINUTE),
        ("Medicine", 82 * MINUTE, 60 * MINUTE),
    ]
    times = {one.what: (one.count, one.middle, one.longest) for one in found.times}
    assert times["answered"] == (2, 4 * MINUTE, 6 * MINUTE)
    assert times["settled"] == (1, 10 * MINUTE, 10 * MINUTE)
    assert times["stayed"] == (2, 74.5 * MINUTE, 80 * MINUTE)
    assert times["told_late"] == (1, 15 * MINUTE, 15 * MINUTE)


def test_nothing_in_it_says_who_or_what() -> None:
    told = full_session()
    said = msgspec.json.encode(figures_of(told)).decode()
    names = [person.preferred_name for person in told.history.state.people.values()]
    assert names
    assert not [name for name in [*names, INES.name, "water", "ketamine", "tears"] if name in said]


def test_a_session_without_anybody_has_no_figures() -> None:
    empty = group_figures.figures(review.timeline(Told().history, DENVER, text.english()), Told().start)
    assert (empty.people, empty.times) == (0, ())
    assert {count.whole for count in empty.counts} == {0}
