"""Two people of one preferred name in one session are told apart: by an initial, else by their seat."""

from __future__ import annotations

from facilitator_app.record import names, room
from facilitator_app.record.names import called
from tests.people import AMARA, IDRIS, ROWAN
from tests.told import Told


def test_two_of_one_name_are_told_apart_by_the_surname_and_where_that_does_not_by_the_seat() -> None:
    told = Told().staff()
    told.write(1, room.Seated(seat=1, preferred_name="Rowan", legal_name="Rowan Miller"), ROWAN)
    assert called(told.history.state.people[ROWAN], told.history.state) == "Rowan"
    told.write(2, room.Seated(seat=2, preferred_name="rowan ", legal_name="Rowan Diallo"), AMARA)
    state = told.history.state
    assert [called(one, state) for one in state.people.values()] == ["Rowan M.", "rowan D."]
    told.write(3, room.Seated(seat=3, preferred_name="Rowan", legal_name="Rowan Meyer"), IDRIS)
    state = told.history.state
    assert [called(one, state) for one in state.people.values()] == ["Rowan (1)", "rowan D.", "Rowan (3)"]
    on_paper = [names.on_paper(one, state) for one in state.people.values()]
    assert on_paper == ["Rowan (Rowan Miller)", "rowan D.", "Rowan (Rowan Meyer)"]


def test_who_gave_no_surname_is_told_apart_by_the_seat() -> None:
    told = Told().staff()
    told.write(1, room.Seated(seat=1, preferred_name="Rowan", legal_name="Rowan Miller"), ROWAN)
    told.write(2, room.Seated(seat=2, preferred_name="Rowan"), AMARA)
    state = told.history.state
    assert [called(one, state) for one in state.people.values()] == ["Rowan M.", "Rowan (2)"]
    assert [names.on_paper(one, state) for one in state.people.values()] == ["Rowan M.", "Rowan (2)"]
