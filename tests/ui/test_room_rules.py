"""What the room's window must not get wrong about the rules: a late dose, a check that is overdue, who was forgotten."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from facilitator_app.record.doses import Concern, DoseWithTimeOut, Route
from facilitator_app.record.orders import ClearedForMedicine, OrderGiven
from facilitator_app.record.room import Seated, State
from facilitator_app.ui.here import Here
from facilitator_app.ui.people_found import PeopleFound
from tests.ui.test_room import facts, in_the_room
from tests.waiting import until


async def test_a_dose_told_late_is_written_though_it_was_cleared_and_ordered_after_that_moment(tmp_path: Path) -> None:
    async with in_the_room(tmp_path, scene="nobody_dosed") as (place, hands, view):
        await place.ready("Amara", ago=5)
        await place.write("Amara", ClearedForMedicine(prescriber="Dr. Hale", until=date(2026, 3, 31)))
        order = OrderGiven(drug="ketamine", route=Route.INTRAMUSCULAR, low=Decimal(50), prescriber="Dr. Hale")
        await place.write("Amara", order)
        place.clock.advance(timedelta(minutes=2))
        hands.touch("tile.2")
        hands.touch("rail.dose")
        values = {
            "drug": "ketamine", "route": "intramuscular", "form": "whole", "stated_as": "base", "amount": "50",
            "by": view.dose.givers[0]["key"],
        }  # fmt: skip
        for name, text in values.items():
            view.dose.put(name, text)
        hands.touch("dose.to_amount")
        hands.touch("pad.main")
        await hands.until_sees("dose.record")
        assert [row[0] for row in view.dose.out.concerns.rows] == []
        view.desk.moment_row.choose(5)
        assert [row[0] for row in view.dose.out.concerns.rows] == ["not_cleared", "no_order"], "as the record compares"
        told = {row[0]: row[1] for row in view.dose.out.rows.rows}
        assert told["Cleared"] == "not recorded; written after this moment: until 2026-03-31, by Dr. Hale"
        await hands.until_sees("dose.reason.not_cleared")
        hands.touch("dose.reason.not_cleared")  # below all that is read aloud, so that it has been in view
        hands.touch("dose.record")
        await until(lambda: view.dose.out.refused_field == "not_cleared")
        view.dose.out.give_reason("By telephone.")
        hands.touch("dose.record")
        await until(lambda: len(facts(place, DoseWithTimeOut)) == 1)
        (dose,) = facts(place, DoseWithTimeOut)
        assert isinstance(dose, DoseWithTimeOut)
        assert dose.reasons == {Concern.NOT_CLEARED: "By telephone.", Concern.NO_ORDER: "By telephone."}
        assert dose.order is None, "the order was written after the dose"


async def test_a_tile_says_overdue_though_the_check_before_leaving_was_asked_for_first(tmp_path: Path) -> None:
    async with in_the_room(tmp_path) as (place, hands, view):
        await place.check("Amara", 72, 130, 80, 98)
        await place.said("Amara", State.GROUNDED)
        place.clock.advance(timedelta(minutes=34))
        view.tick()
        tile = hands.there("tile.2")
        await until(lambda: tile.property("check") == "overdue")
        assert tile.property("tone") == "overdue"
        assert tile.property("check_text") != "", "with how late it is"


async def test_two_of_one_name_are_told_apart_in_the_time_out_who_is_here_and_what_came_due(tmp_path: Path) -> None:
    async with in_the_room(tmp_path, scene="nobody_dosed", seats=3) as (place, hands, view):
        for name, seat, legal in (("Rowan", 1, "Amara Quist"), ("Amara", 2, "Amara Diallo")):
            await place.write(name, Seated(seat=seat, preferred_name="Amara", legal_name=legal))
        await until(lambda: hands.there("tile.1").property("name") == "Amara Q.")
        hands.touch("tile.1")
        hands.touch("rail.dose")
        by = view.dose.givers[0]["key"]
        for name, text in (
            ("drug", "ketamine"),
            ("route", "oral"),
            ("form", "whole"),
            ("amount", "50"),
            ("by", by),
            ("stated_as", "base"),
        ):
            view.dose.put(name, text)
        hands.touch("dose.to_amount")
        hands.touch("pad.main")
        await hands.until_sees("dose.record")
        assert view.dose.out.rows.rows[0][1] == "1 Amara Q."
        here = Here(place.app, PeopleFound(place.app))
        assert [seat["name"] for seat in here.seats][:3] == ["Amara Q.", "Amara D.", "Idris"]
