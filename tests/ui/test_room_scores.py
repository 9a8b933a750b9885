"""Scores, limits of a person's own and repeats in the real window."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import Qt

from facilitator_app.faults import Refusal
from facilitator_app.record.limits import PersonLimitSet
from facilitator_app.record.programme import Limit, Plan, Rule, When
from facilitator_app.record.room import Deferred
from facilitator_app.record.scores import OxygenSaid, Scale, Scored
from facilitator_app.record.vitals import Measure
from facilitator_app.session import Who
from facilitator_app.ui.panels.awaiting import AwaitRow
from tests.people import DEVI, INES
from tests.ui import looks, scenes
from tests.ui.hands import spoken, under
from tests.ui.test_look import resized
from tests.ui.test_room import facts, in_the_room
from tests.waiting import until

HR, SYS, DIA, SPO2, BREATHING, T = Measure


def room_plan(monkeypatch: pytest.MonkeyPatch, plan: Plan) -> None:
    """The session runs by this plan."""
    monkeypatch.setattr(scenes, "PLAN", plan)


async def test_a_score_takes_two_touches_from_the_vitals_and_nobody_is_woken_for_it(tmp_path: Path) -> None:
    async with in_the_room(tmp_path) as (place, hands, _):
        hands.touch("tile.1")
        hands.touch("rail.vitals")
        hands.touch("pad.spare")
        hands.touch("score.inward")
        await until(lambda: len(facts(place, Scored)) == 1)
        assert facts(place, Scored) == [Scored(scale=Scale.RASS, level="inward", table="rass-2002")]
        await hands.until_sees("vitals.pad")  # back where it began
        hands.touch("vitals.temperature")
        assert not hands.sees("pad.spare")  # temperature has its point
        hands.keys("*")
        hands.touch("score.-2")
        await until(lambda: len(facts(place, Scored)) == 2)
        hands.touch("rail.person")
        hands.touch("person.part.limits")
        assert hands.reads("person.score.0") == "RASS −2 light sedation · now"


async def test_a_level_of_a_quiet_hour_is_two_touches_from_the_room_and_every_level_is_one_more(tmp_path: Path) -> None:
    async with in_the_room(tmp_path) as (place, hands, _):
        hands.touch("tile.2")
        assert spoken(hands.there("score.quick.-1")) == "RASS −1 drowsy"
        hands.touch("score.quick.-1")
        await until(lambda: [fact.level for fact in facts(place, Scored) if isinstance(fact, Scored)] == ["-1"])
        hands.touch("tile.3")
        hands.touch("score.every")
        hands.touch("score.-4")
        await until(lambda: Scored(scale=Scale.RASS, level="-4", table="rass-2002") in facts(place, Scored))
        hands.touch("tile.1")
        await resized(hands, (1024, 640))
        strip = [
            item
            for item in under(hands.window.view.contentItem())
            if item.objectName().startswith("score.quick.") and item.isVisible()
        ]
        assert [item.objectName() for item in strip] == [
            f"score.quick.{level}" for level in ("inward", "0", "-1", "-2")
        ]
        assert min(item.width() for item in strip) >= 56


async def test_only_what_the_clinic_chose_is_on_show(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    room_plan(monkeypatch, msgspec.structs.replace(scenes.PLAN, scores=()))
    async with in_the_room(tmp_path) as (_, hands, _view):
        hands.touch("tile.1")
        hands.touch("rail.vitals")
        assert not hands.sees("pad.spare")


async def test_news2_is_shown_with_its_source_where_it_was_chosen_and_says_what_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    room_plan(monkeypatch, msgspec.structs.replace(scenes.PLAN, scores=(Scale.NEWS2,)))
    async with in_the_room(tmp_path) as (place, hands, _):
        await place.check("Rowan", 112, 98, 60, 93, 22)
        hands.touch("tile.1")
        hands.touch("rail.vitals")
        hands.touch("pad.spare")
        assert hands.reads("score.news2") == "NEWS2 incomplete, missing: temperature, air or oxygen, ACVPU"
        hands.touch("score.A")
        await hands.until_sees("pad.spare")
        hands.touch("pad.spare")
        hands.touch("score.breathes.oxygen")
        await hands.until_sees("pad.spare")
        assert facts(place, OxygenSaid) == [OxygenSaid(on_oxygen=True)]
        await place.session.take_vitals(place.people["Rowan"], {T: "38.4"})
        hands.touch("pad.spare")
        await until(lambda: hands.reads("score.news2") == "NEWS2 11")
        assert hands.reads("score.source").startswith("Royal College of Physicians.")
        assert hands.there("tile.1").property("tone") == "calm"  # a figure, never the tile's colour


async def test_a_provider_sets_a_limit_of_the_persons_own_and_the_tile_is_calm_again(tmp_path: Path) -> None:
    async with in_the_room(tmp_path) as (place, hands, view):
        await place.check("Rowan", 72, 185, 90, 98)
        await until(lambda: hands.there("tile.1").property("tone") == "attention")
        hands.touch("tile.1")
        hands.touch("rail.person")
        hands.touch("person.part.limits")
        hands.touch("limit.measure.systolic")
        await until(lambda: looks.in_view(hands, "limit.of") and looks.in_view(hands, "limit.high"))
        hands.write("limit.high", "31o")
        hands.touch("limit.reason.input")
        assert hands.reads("limit.high.error") == "Figures stand here, no letters and no other signs."
        assert view.limits.ends == []
        hands.write("limit.high", "190")
        await until(lambda: len(view.limits.ends) == 1)
        assert hands.reads("limit.ends.0") == "Holds no more for this person: BP systolic: above 180 mmHg"
        view.limits.put("high", "")
        view.limits.put("low", "95")
        await until(lambda: hands.reads("limit.ends.0") == "Holds on from the plan: BP systolic: above 180 mmHg")
        view.limits.put("low", "")
        hands.write("limit.high", "310")
        hands.write("limit.reason", "Lives with 175.")
        hands.touch("limit.save")
        assert view.limits.refused_field == "high"
        assert "40 to 300" in view.limits.refusal
        hands.write("limit.high", "190")
        hands.touch("limit.save")
        await until(lambda: len(facts(place, PersonLimitSet)) == 1)
        set_now = facts(place, PersonLimitSet)[0]
        assert isinstance(set_now, PersonLimitSet)
        assert (set_now.limit.high, set_now.limit.owner) == (Decimal(190), "Ines Okafor")
        assert set_now.ends_only
        assert hands.reads("person.limit.0") == "BP systolic: above 190 mmHg. Own limit, Ines Okafor: Lives with 175."
        await until(lambda: hands.there("tile.1").property("tone") == "calm")


async def test_a_limit_without_a_baseline_says_so_and_the_clinics_stands_beside_it(tmp_path: Path) -> None:
    async with in_the_room(tmp_path, seats=1, scene="nobody_measured") as (place, hands, _):
        over = Limit(measure=SYS, rise_percent=Decimal(20), owner="Ines Okafor", reason="Asked by Dr. Hale.")
        await place.write("Rowan", PersonLimitSet(limit=over))
        await place.dose("Rowan", ago=20)
        await place.check("Rowan", 120, 240, 130, 97)
        await until(lambda: "BP" in hands.there("tile.1").property("limit"))
        hands.touch("tile.1")
        hands.touch("rail.person")
        hands.touch("person.part.limits")
        await hands.until_sees("person.limit.1")
        assert hands.reads("person.limit.0").endswith("no baseline yet: what is counted from it marks nothing")
        assert hands.reads("person.limit.1") == "BP systolic: above 180 mmHg"


async def test_who_may_not_set_a_limit_reads_them(tmp_path: Path) -> None:
    async with in_the_room(tmp_path) as (place, hands, view):
        place.app.at_screen = place.session.at_screen = DEVI
        hands.touch("tile.1")
        hands.touch("rail.person")
        hands.touch("person.part.limits")
        assert hands.reads("person.limit.0") == "BP systolic: above 180 mmHg"
        assert not hands.sees("limit.measure.systolic")
        view.limits.choose("systolic")
        view.limits.put("high", "190")
        view.limits.put("reason", "Lives with 175.")
        view.limits.save()
        await until(lambda: view.limits.refusal != "")
        assert facts(place, PersonLimitSet) == []


async def test_a_repeat_stands_on_the_tile_and_is_put_off_by_the_provider_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    room_plan(monkeypatch, msgspec.structs.replace(scenes.PLAN, repeat_minutes=5))
    async with in_the_room(tmp_path) as (place, hands, view):
        await place.check("Rowan", 72, 185, 90, 98)
        await until(lambda: hands.there("tile.1").property("limit") == "limit: BP · in 5 min")
        hands.touch("tile.1")
        hands.touch("rail.person")
        hands.touch("person.part.limits")
        assert hands.reads("person.check.0") == "BP: in 5 min, beyond a limit"
        hands.key(Qt.Key.Key_Escape)
        view.choose_nobody()
        place.clock.advance(timedelta(minutes=3))
        hands.touch("round.begin")
        place.app.at_screen = place.session.at_screen = DEVI
        hands.touch("pad.second")
        hands.touch("skip.reason.deep")
        hands.touch("skip.again.10")
        await until(lambda: view.deferral.refusal != "")
        assert view.deferral.refusal == "A value was beyond a limit. Only the medical provider puts the repeat off."
        assert facts(place, Deferred) == []
        place.app.at_screen = place.session.at_screen = INES
        hands.touch("skip.again.10")
        await hands.until_sees("round.next")
        place.clock.advance(timedelta(minutes=10))
        view.show(str(place.people["Rowan"]), "vitals")
        view.vitals.turn("put_off")
        assert view.deferral.so_far == "Put off 1× in a row so far."
        assert "BP" in view.deferral.which


async def test_a_scribe_writes_the_providers_deferral_and_it_awaits_the_providers_word(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    room_plan(monkeypatch, msgspec.structs.replace(scenes.PLAN, repeat_minutes=5))
    async with in_the_room(tmp_path) as (place, hands, view):
        ines, devi = (
            next(
                Who(id=one.id, name=name, roles=one.roles)
                for one in place.session.state.staff.values()
                if one.name == name
            )
            for name in ("Ines Okafor", "Devi Rao")
        )
        await place.check("Rowan", 72, 185, 90, 98)
        place.app.at_screen = place.session.at_screen = devi
        hands.touch("tile.1")
        hands.touch("rail.vitals")
        hands.touch("pad.second")
        hands.touch("defer.reason.deep")
        assert spoken(hands.there(f"defer.by.{ines.id}")) == "Written for: For Ines Okafor, who confirms it"
        hands.touch(f"defer.by.{ines.id}")
        hands.touch("defer.again.10")
        hands.touch("defer.breathing")
        hands.touch("defer.save")
        await until(lambda: len(facts(place, Deferred)) == 1)
        await until(lambda: view.awaiting.count == 1)
        note = AwaitRow(*view.awaiting.lines.rows[0]).note
        assert note == "done by Ines Okafor, written by Devi Rao; awaits the medical provider"
        target = place.session.awaiting()[0].first.id
        with pytest.raises(Refusal, match=r"session\.not_your_word"):
            await place.session.confirm(target)
        place.app.at_screen = place.session.at_screen = ines
        await place.session.confirm(target)
        assert place.session.awaiting() == ()


async def test_a_round_asks_each_person_for_what_is_due_and_enter_leads_through_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = (
        Rule(measures=(SPO2, BREATHING), when=When.AFTER_DOSE, every_minutes=5),
        Rule(measures=(SYS, DIA), when=When.AFTER_DOSE, every_minutes=120),
        Rule(measures=(HR,), when=When.BEFORE_LEAVING),
    )
    room_plan(monkeypatch, msgspec.structs.replace(scenes.PLAN, rules=lines))
    async with in_the_room(tmp_path) as (place, hands, view):
        hands.touch("round.begin")
        wanted = {row.key: row.wanted for row in view.vitals.fields.rows}  # type: ignore[attr-defined]  # a named tuple
        assert {key for key, asked in wanted.items() if asked} == {"spo2", "breathing"}
        assert view.vitals.active == "spo2"
        hands.keys("97")
        hands.key(Qt.Key.Key_Return, "\r")
        assert view.vitals.active == "breathing"
        hands.keys("14")
        hands.key(Qt.Key.Key_Return, "\r")
        await hands.until_sees("round.rests")
        reading = place.session.state.people[place.people["Rowan"]].readings[BREATHING]
        assert reading.value == 14
        hands.touch("round.score")
        hands.touch("score.0")
        await until(lambda: len(facts(place, Scored)) == 1)
        await hands.until_sees("round.next")


async def test_a_session_under_way_keeps_the_plan_it_began_with(tmp_path: Path) -> None:
    async with in_the_room(tmp_path) as (place, hands, _):
        clinic = place.app.clinic
        assert clinic is not None
        await clinic.sign_plan("rehearsal", msgspec.structs.replace(scenes.PLAN, name="The next plan", scores=()))
        signed = clinic.state.programmes["rehearsal"].plan
        assert signed is not None
        assert (signed.plan.name, signed.plan.version) == ("The next plan", 2)
        running = place.session.programme.plan
        assert running is not None
        assert (running.plan.name, running.plan.version) == (scenes.PLAN.name, 1)
        hands.touch("tile.1")
        hands.touch("rail.vitals")
        assert hands.sees("pad.spare")


async def test_what_is_put_off_is_what_stands_there_also_when_more_comes_due_meanwhile(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    often = Rule(measures=(Measure.SPO2, Measure.BREATHING), when=When.AFTER_DOSE, every_minutes=10)
    seldom = Rule(measures=(Measure.SYSTOLIC, Measure.DIASTOLIC), when=When.AFTER_DOSE, every_minutes=15)
    room_plan(monkeypatch, msgspec.structs.replace(scenes.PLAN, rules=(often, seldom)))
    async with in_the_room(tmp_path, seats=2, scene="nobody_dosed") as (place, hands, view):
        await place.dose("Rowan")
        place.clock.advance(timedelta(minutes=10))
        hands.touch("tile.1")
        hands.touch("rail.vitals")
        hands.touch("pad.second")
        view.tick()
        assert view.deferral.which == "SpO₂, Br"
        hands.touch("defer.reason.deep")
        view.deferral.set_breathing_seen(True)
        place.clock.advance(timedelta(minutes=2, seconds=10))
        view.deferral.set_again_and_save("10")
        await until(lambda: facts(place, Deferred) != [])
        assert [set(one.measures) for one in facts(place, Deferred) if isinstance(one, Deferred)] == [
            {Measure.SPO2, Measure.BREATHING}
        ], "the second has not passed that shows the pressure"
        view.vitals.turn("put_off")
        view.tick()
        assert "BP" in view.deferral.which, "from then on it is on show, without a touch"
