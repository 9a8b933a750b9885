"""Adverse events in the real window: reported by anyone, marked on the tile while open, classed by the provider."""

from __future__ import annotations

from datetime import UTC, timedelta
from decimal import Decimal
from pathlib import Path

from facilitator_app.record.adverse import AdverseClassed, AdverseReported, Outcome, Severity
from facilitator_app.record.company import CompanyBegan
from facilitator_app.record.medication import MedicationGiven, MedicineRoute
from facilitator_app.review import timeline
from facilitator_app.session import Who
from facilitator_app.text import english
from facilitator_app.ui.scene import Shape, shapes_of
from tests.people import ROWAN
from tests.told import Told
from tests.ui import scenes
from tests.ui.test_room import facts, in_the_room
from tests.waiting import until


def as_tomas(place: scenes.Room) -> None:
    """Tomas, a facilitator, takes the screen."""
    tomas = next(staff for staff in place.session.state.staff.values() if staff.name == "Tomas Lind")
    who = Who(id=tomas.id, name=tomas.name, roles=tomas.roles)
    place.app.at_screen = place.session.at_screen = who


async def test_an_event_is_reported_marks_the_tile_and_is_open_until_it_is_over(tmp_path: Path) -> None:
    async with in_the_room(tmp_path) as (place, hands, view):
        as_tomas(place)
        hands.touch("tile.2")
        hands.touch("rail.support")
        hands.touch("care.adverse")
        hands.touch("moment.5")
        hands.touch("adverse.new")
        hands.touch("adverse.save")
        assert view.adverse.refusal == "Choose what happened, or write it in your own words."
        hands.touch("adverse.severity.moderate")
        hands.touch("adverse.what.nausea")
        hands.touch("adverse.save")
        await until(lambda: hands.there("tile.2").property("adverse") == "adverse: nausea")
        assert facts(place, AdverseReported) == [AdverseReported(what="nausea", severity=Severity.MODERATE)]
        (event,) = place.session.state.people[place.people["Amara"]].adverse
        assert place.clock.now() - event.at == timedelta(minutes=5)
        assert "adverse: nausea" in hands.there("tile.2").property("accessible")
        assert [line.first.id for line in place.session.awaiting()] == [event.entry]
        await hands.until_sees("adverse.event.0")
        hands.touch("adverse.event.0")
        assert not hands.sees("adverse.serious"), "a facilitator does not class"
        hands.touch("adverse.outcome.resolved")
        hands.touch("adverse.follow")
        await until(lambda: hands.there("tile.2").property("adverse") == "")
        (event,) = place.session.state.people[place.people["Amara"]].adverse
        assert event.outcome is Outcome.RESOLVED


async def test_the_provider_classes_it_and_a_serious_one_needs_its_reason(tmp_path: Path) -> None:
    async with in_the_room(tmp_path) as (place, hands, view):
        await place.write("Amara", AdverseReported(what="chest_pain", severity=Severity.SEVERE), ago=4)
        hands.touch("tile.2")
        hands.touch("rail.support")
        hands.touch("care.adverse")
        hands.touch("adverse.event.0")
        hands.touch("adverse.serious")
        assert view.adverse.refused_field == "reason"
        hands.write("adverse.reason", "Taken to the hospital.")
        hands.touch("adverse.serious")
        await until(lambda: len(facts(place, AdverseClassed)) == 1)
        (event,) = place.session.state.people[place.people["Amara"]].adverse
        assert event.serious
        assert place.session.awaiting() == ()


async def test_something_else_needs_words(tmp_path: Path) -> None:
    async with in_the_room(tmp_path) as (_, hands, view):
        hands.touch("tile.3")
        hands.touch("rail.support")
        hands.touch("care.adverse")
        hands.touch("adverse.new")
        hands.touch("adverse.severity.mild")
        hands.touch("adverse.what.other")
        hands.touch("adverse.save")
        assert view.adverse.refused_field == "words"
        hands.write("adverse.words", "Cramp in the calf")
        hands.touch("adverse.save")
        await until(lambda: hands.there("tile.3").property("adverse") == "adverse: Cramp in the calf")


def test_every_line_of_a_person_has_its_shape_in_the_review() -> None:
    told = Told().staff().seated()
    event = told.write(20, AdverseReported(what="fainting", severity=Severity.SEVERE), ROWAN)
    given = MedicationGiven(name="x", amount=Decimal(1), unit="mg", route=MedicineRoute.ORAL, for_what="nausea")
    medicine = told.write(21, given, ROWAN)
    with_them = told.write(22, CompanyBegan(), ROWAN)
    lane = timeline(told.history, UTC, english()).lane(ROWAN)
    assert lane is not None
    shapes = shapes_of(lane)
    assert (shapes[event], shapes[medicine], shapes[with_them]) == (Shape.ADVERSE, Shape.MEDICINE, Shape.NOTE)
    assert set(shapes) == {row.entry for row in lane.rows}
