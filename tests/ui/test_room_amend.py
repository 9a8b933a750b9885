"""A line opened in the real window: what it lacks is in view, and its own time is told."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from facilitator_app.record import room
from facilitator_app.record.doses import Concern, DoseWithTimeOut, Route
from facilitator_app.record.orders import OrderGiven
from facilitator_app.record.vitals import Measure, VitalsTaken
from facilitator_app.text import word
from tests.ui.looks import in_view
from tests.ui.test_room import facts, in_the_room
from tests.waiting import until


@pytest.mark.parametrize("size", [(1280, 800), (1024, 640)])
async def test_a_reason_that_is_missing_is_in_view_and_typed_at_once(tmp_path: Path, size: tuple[int, int]) -> None:
    async with in_the_room(tmp_path, size=size) as (place, hands, view):
        await place.write("Amara", room.Noted(text="asked for water"), ago=7)
        hands.touch("tile.2")
        hands.touch("rail.history")
        line = next(row for row in view.history.lines.rows if row[3] == "asked for water")
        hands.touch(f"history.line.{line[0]}")
        assert hands.there("amend.time").property("hint") == line[1], "an empty time field shows the line's own"
        hands.write("amend.text", "asked for tea")
        hands.touch("amend.save")
        await hands.until_sees("refused")
        assert in_view(hands, "amend.reason.input")
        assert in_view(hands, "refused")
        hands.keys("misheard")
        assert hands.reads("amend.reason") == "misheard"
        hands.touch("amend.save")
        await until(lambda: facts(place, room.Noted) == [room.Noted(text="asked for tea")])
        shown = next(row for row in view.history.lines.rows if row[0] == line[0])
        assert shown[1] == line[1], "its time stays"


async def test_a_doses_amount_and_route_are_amended_and_compared_anew(tmp_path: Path) -> None:
    async with in_the_room(tmp_path, scene="nobody_dosed") as (place, hands, view):
        reasons = dict.fromkeys((Concern.NOT_CLEARED, Concern.NO_ORDER), "on paper")
        told = DoseWithTimeOut(
            drug="ketamine", route=Route.INTRAMUSCULAR, amount_mg=Decimal(60), strength_mg_per_ml=Decimal(100),
            volume_ml=Decimal("0.6"), reasons=reasons,
        )  # fmt: skip
        await place.ready("Amara", ago=5)
        await place.write("Amara", told, ago=3)
        order = OrderGiven(drug="ketamine", route=Route.INTRAMUSCULAR, low=Decimal(60), prescriber="Dr. Hale")
        await place.write("Amara", order, ago=4)
        (dose,) = place.session.state.people[place.people["Amara"]].doses
        hands.touch("tile.2")
        hands.touch("rail.history")
        view.history.open(str(dose.entry))
        assert (view.history.amendable, view.history.counted) == ("dose", "Volume")
        await hands.until_sees("amend.amount")
        view.history.put("amount", "50")
        view.history.put("reason", "misread the syringe")
        view.history.amend()
        assert "60" in view.history.refusal, "strength and volume still say 60 mg"
        view.history.put("count", "0.5")
        view.history.put("route", "subcutaneous")
        view.history.amend()
        assert word(Concern.OUTSIDE_ORDER) in view.history.refusal, "what it now needs a reason for is named first"
        then = place.session.history.entries[-1].observed_at.astimezone(view.desk.zone)
        for minutes in (1, 2):
            view.history.put("time", f"{then - timedelta(minutes=minutes):%H:%M}")
            view.history.amend()
            assert word(Concern.OUTSIDE_ORDER) in view.history.refusal, "another time is another correction"
            assert view.history.open_line == str(dose.entry)
        view.history.put("time", "")
        view.history.amend()
        assert view.history.open_line == str(dose.entry)
        view.history.amend()
        await until(lambda: view.history.open_line == "")
        line = place.session.history.line(dose.entry)
        assert line is not None
        now = line.entry.fact
        assert isinstance(now, DoseWithTimeOut)
        assert (now.amount_mg, now.volume_ml, now.route) == (Decimal(50), Decimal("0.5"), Route.SUBCUTANEOUS)
        assert now.reasons == {Concern.NOT_CLEARED: "on paper", Concern.OUTSIDE_ORDER: "misread the syringe"}


async def test_an_observation_and_a_state_are_amended_to_another_word_of_their_kind(tmp_path: Path) -> None:
    async with in_the_room(tmp_path) as (place, hands, view):
        programme = place.session.programme
        first = programme.words[0]
        other = next(one for one in programme.words if one.group == first.group and one.key != first.key)
        await place.write("Amara", room.Observed(word=first.key, label=first.label, group=first.group), ago=7)
        await place.write("Amara", room.StateSaid(state=room.State.RETURNING), ago=6)
        hands.touch("tile.2")
        hands.touch("rail.history")
        line = next(row for row in view.history.lines.rows if row[3] == first.label)
        hands.touch(f"history.line.{line[0]}")
        assert [one["key"] for one in view.history.words] == [
            one.key for one in programme.words if one.group == first.group
        ]
        await hands.until_sees(f"amend.word.{other.key}")
        hands.touch(f"amend.word.{other.key}")
        hands.write("amend.reason", "a slip of the thumb")
        hands.touch("amend.save")
        await until(lambda: not view.history.open_line)
        shown = next(row for row in view.history.lines.rows if row[0] == line[0])
        assert shown[3] == other.label
        written = room.Observed(word=other.key, label=other.label, group=other.group)
        assert written in facts(place, room.Observed)
        assert first.label in shown[4], "the old reading stays on view"
        state = next(row for row in view.history.lines.rows if row[3] == word(room.State.RETURNING))
        await hands.until_sees(f"history.line.{state[0]}")
        hands.touch(f"history.line.{state[0]}")
        assert "cleared" not in [one["key"] for one in view.history.words]
        await hands.until_sees("amend.word.inward")
        hands.touch("amend.word.inward")
        hands.write("amend.reason", "not yet")
        hands.touch("amend.save")
        await until(lambda: place.session.state.people[place.people["Amara"]].state is room.State.INWARD)
        await until(lambda: not view.history.open_line)


async def test_an_improbable_value_is_asked_about_where_a_check_is_corrected_too(tmp_path: Path) -> None:
    async with in_the_room(tmp_path, seats=2) as (place, hands, view):
        amara = place.people["Amara"]
        check = next(one for one in reversed(place.session.history.about(amara)) if isinstance(one.fact, VitalsTaken))

        def stands() -> VitalsTaken:
            line = place.session.history.line(check.id)
            assert line is not None
            assert isinstance(line.entry.fact, VitalsTaken)
            return line.entry.fact

        was = stands()
        hands.touch("tile.2")
        hands.touch("rail.history")
        hands.touch(f"history.line.{check.id}")
        hands.write("amend.reason", "misread")
        hands.write("amend.value", "72")
        hands.touch("amend.save")
        await hands.until_sees("refused")
        assert view.history.refusal == "Choose which value is amended."
        hands.touch("amend.measure.spo2")
        hands.touch("amend.save")
        await until(lambda: view.history.refusal.startswith("SpO₂ 72 %: is that right?"))
        hands.write("amend.value", "71")
        hands.touch("amend.save")
        await until(lambda: view.history.refusal.startswith("SpO₂ 71 %: is that right?"))
        assert stands() == was, "another value is asked about by itself"
        hands.touch("amend.save")
        await until(lambda: stands().values[Measure.SPO2] == 71)
        assert stands().confirmed == (Measure.SPO2,)
        await until(lambda: not view.history.open_line)
        await hands.until_sees(f"history.line.{check.id}")
        hands.touch(f"history.line.{check.id}")
        await hands.until_sees("amend.reason")
        hands.write("amend.reason", "misread again")
        hands.touch("amend.measure.systolic")
        hands.write("amend.value", str(was.values[Measure.DIASTOLIC] + 2))
        hands.touch("amend.save")
        await until(lambda: view.history.refusal.endswith("Amend it once more, then it is kept so."))
        hands.write("amend.value", "131")
        hands.touch("amend.save")
        await until(lambda: stands().values[Measure.SYSTOLIC] == 131)
        assert stands().confirmed == (Measure.SPO2,), "what is usual was never asked"
