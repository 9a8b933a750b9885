"""With me, leaving, out of the room: in the real window."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import QPointF

from facilitator_app.record import room
from facilitator_app.record.adverse import AdverseReported, Severity
from facilitator_app.record.clinic import ParticipantAdded
from facilitator_app.record.company import CameBack, CompanyBegan, CompanyEnded, SteppedOut
from facilitator_app.record.roles import Role
from facilitator_app.record.room import Observed, State, SupportAnswered, SupportCalled, WayOut, WentOut
from facilitator_app.record.touch import TouchDone
from facilitator_app.record.vitals import VitalsTaken
from tests.ui import scenes
from tests.ui.hands import under
from tests.ui.test_room import facts, in_the_room
from tests.waiting import until


async def test_with_me_and_leaving_are_one_touch_on_the_panel_and_the_quiet_one_shows(tmp_path: Path) -> None:
    async with in_the_room(tmp_path) as (place, hands, view):
        place.clock.advance(timedelta(minutes=20))
        view.tick()
        assert hands.there("tile.1").property("longest"), (
            "everybody was measured together; the first seat waits longest"
        )
        hands.touch("tile.1")
        hands.touch("company")
        await until(lambda: hands.there("tile.1").property("company") == "Ines · now")
        assert len(facts(place, CompanyBegan)) == 1
        assert hands.there("tile.2").property("longest")
        place.clock.advance(timedelta(minutes=7))
        view.tick()
        assert hands.there("tile.1").property("company") == "Ines · 7 min"
        assert "Ines with them since 7 min" in hands.there("tile.1").property("accessible")
        hands.touch("company")
        await until(lambda: hands.there("tile.1").property("company") == "just seen to")
        assert len(facts(place, CompanyEnded)) == 1
        assert hands.there("tile.2").property("company").endswith("longest")


async def test_with_me_on_another_ends_it_on_the_first_and_the_only_one_alone_is_marked(tmp_path: Path) -> None:
    async with in_the_room(tmp_path, seats=2) as (place, hands, view):
        hands.touch("tile.1")
        hands.touch("company")
        await until(lambda: hands.there("tile.1").property("company") == "Ines · now")
        hands.touch("tile.2")
        hands.touch("company")
        await until(lambda: view.desk.undo_text == "2 Amara: you are with them, no longer with 1 Rowan")
        await until(lambda: hands.there("tile.1").property("company") == "just seen to")
        place.clock.advance(timedelta(minutes=12))
        view.tick()
        await until(lambda: hands.there("tile.1").property("longest") is True)
        assert hands.there("tile.1").property("company") == "alone 12 min, longest"


async def test_looking_at_somebody_counts_for_nothing_and_vitals_count(tmp_path: Path) -> None:
    async with in_the_room(tmp_path) as (place, hands, view):
        place.clock.advance(timedelta(minutes=30))
        await place.saw("Rowan", "still")
        view.tick()
        alone = hands.there("tile.1").property("company")
        assert alone.startswith("alone ")
        assert alone != "just seen to"
        await place.check("Rowan", 70, 120, 80, 98)
        await until(lambda: hands.there("tile.1").property("company") == "just seen to")


async def test_out_of_the_room_is_two_touches_marked_when_long_and_back_is_one(tmp_path: Path) -> None:
    async with in_the_room(tmp_path) as (place, hands, view):
        hands.touch("tile.2")
        hands.touch("rail.person")
        hands.touch(f"away.with.{_team(place)['Ines Okafor']}")
        hands.touch("away.to.lavatory")
        await until(lambda: hands.there("tile.2").property("away") == "out now: lavatory, Ines")
        assert facts(place, SteppedOut) == [SteppedOut(where="lavatory", with_whom="Ines Okafor")]
        assert not hands.there("tile.2").property("away_long")
        place.clock.advance(timedelta(minutes=10))
        view.tick()
        assert hands.there("tile.2").property("away") == "still out 10 min: lavatory, Ines"
        assert hands.there("tile.2").property("away_long")
        assert "still out 10 min: lavatory" in hands.there("tile.2").property("accessible")
        hands.touch("away.back")
        await until(lambda: hands.there("tile.2").property("away") == "")
        assert len(facts(place, CameBack)) == 1


async def test_one_undo_takes_back_an_act_on_everybody_in_one_go(tmp_path: Path) -> None:
    async with in_the_room(tmp_path) as (place, hands, _):
        hands.touch("room.all")
        hands.touch("chip.laughter")
        await hands.until_sees("undo.undo")
        hands.touch("undo.undo")
        await until(lambda: len([line for line in place.session.history.lines() if line.voided]) == 6)
        voids = {line.voided.act for line in place.session.history.lines() if line.voided}
        assert len(voids) == 1


async def test_who_goes_out_for_longer_is_marked_after_the_minutes_that_were_chosen(tmp_path: Path) -> None:
    async with in_the_room(tmp_path, seats=2) as (place, hands, view):
        hands.touch("tile.2")
        hands.touch("rail.person")
        hands.touch("away.within.20")
        hands.touch("away.to.outside")
        await until(lambda: facts(place, SteppedOut) == [SteppedOut(where="outside", back_within=20)])
        place.clock.advance(timedelta(minutes=19))
        view.tick()
        assert not hands.there("tile.2").property("away_long")
        place.clock.advance(timedelta(minutes=1))
        view.tick()
        assert hands.there("tile.2").property("away_long")


async def test_all_is_all_who_are_here_and_who_is_out_of_the_room_is_named_as_left_out(tmp_path: Path) -> None:
    async with in_the_room(tmp_path, seats=3) as (place, hands, view):
        await place.write("Amara", SteppedOut(where="lavatory"))
        already = len(facts(place, Observed))
        hands.touch("rail.observe")
        hands.touch("for.all")
        assert view.desk.whom() == "2 people: 1, 3"
        hands.touch("chip.resting_quietly")
        await until(lambda: len(facts(place, Observed)) == already + 2)
        await until(lambda: view.desk.undo_text == "2 people: 1, 3: Resting quietly")
        hands.touch("for.several")
        hands.touch("tile.2")
        hands.touch("chip.still")
        await until(lambda: len(facts(place, Observed)) == already + 4)
        await until(lambda: "Out of the room, not written: 2 Amara" in view.desk.undo_text)
        view.desk.moment.choose_time()
        view.desk.moment.type("25 o'clock")
        hands.touch("chip.smiling")
        await until(lambda: view.observe.refusal != "")
        view.desk.moment.choose(0)
        await place.write("Rowan", SteppedOut(where="garden"))
        await place.write("Idris", SteppedOut(where="garden"))
        hands.touch("chip.smiling")
        assert view.observe.refusal == "Everybody chosen is out of the room: choose them one by one."
        view.desk.moment.choose(5)  # then all of them were here
        hands.touch("chip.smiling")
        await until(lambda: len(facts(place, Observed)) == already + 7)


async def test_a_double_touch_on_support_is_one_call_and_one_undo_takes_the_mark_away(tmp_path: Path) -> None:
    async with in_the_room(tmp_path, seats=2) as (place, hands, view):
        hands.touch("tile.1")
        hands.touch("quick.support")
        hands.touch("quick.support")
        await until(lambda: view.support.refusal == "Support is wanted for Rowan already: that call stands open.")
        await until(lambda: hands.there("tile.1").property("support") != "")
        assert len(facts(place, SupportCalled)) == 1
        await until(lambda: view.desk.undo_text != "")
        view.desk.undo()
        await until(lambda: hands.there("tile.1").property("support") == "")
        await place.write("Amara", SupportCalled())
        view.reach_for("all")
        view.support.call("")
        await until(lambda: len([one for one in place.session.state.people.values() if one.support]) == 2)


def _team(place: scenes.Room) -> dict[str, UUID]:
    return {one.name: one.id for one in place.session.state.staff.values()}


async def test_who_is_at_the_screen_writes_that_another_takes_somebody_out(tmp_path: Path) -> None:
    async with in_the_room(tmp_path, seats=3) as (place, hands, view):
        hands.touch("tile.3")
        hands.touch("company")
        await until(lambda: hands.there("tile.3").property("company") == "Ines · now")
        hands.touch("tile.2")
        hands.touch("rail.person")
        hands.touch(f"away.with.{_team(place)['Devi Rao']}")
        hands.touch("away.to.lavatory")
        await until(lambda: hands.there("tile.2").property("away") == "out now: lavatory, Devi")
        line = next(one for one in place.session.history.entries if isinstance(one.fact, SteppedOut))
        names = place.session.state.staff_name
        assert (names(line.done_by), names(line.recorded_by)) == ("Devi Rao", "Ines Okafor")
        place.clock.advance(timedelta(minutes=25))
        view.tick()
        out, other = hands.there("tile.2"), hands.there("tile.3")
        assert (out.property("company"), out.property("longest")) == ("", False), "they are out with Devi"
        assert other.property("company") == "Ines · 25 min", "who wrote it went nowhere"
        assert hands.there("tile.1").property("longest"), "the one in the room whom nobody is with"
        hands.touch("away.back")
        await until(lambda: hands.there("tile.2").property("company") == "just seen to")
        assert view.company.with_whom.chosen == "nobody", "the next one out is nobody's again"


async def test_a_call_is_answered_by_who_is_at_the_screen_or_by_another_with_one_touch_more(tmp_path: Path) -> None:
    async with in_the_room(tmp_path, seats=2) as (place, hands, view):
        await place.write("Amara", SupportCalled())
        hands.touch("tile.2")
        hands.touch("rail.support")
        assert hands.reads("support.answer") == "I am with them"
        hands.touch(f"support.by.{_team(place)['Devi Rao']}")
        assert hands.reads("support.answer") == "Devi is with them"
        hands.touch("support.answer")
        await until(lambda: view.desk.undo_text == "2 Amara: Devi is there")
        place.clock.advance(timedelta(minutes=15))
        view.tick()
        tile = hands.there("tile.2")
        assert (tile.property("support"), tile.property("company")) == ("with them · 15 min", "Devi · 15 min")
        assert "nobody with them" not in tile.property("accessible")
        line = next(one for one in place.session.history.entries if isinstance(one.fact, SupportAnswered))
        assert place.session.state.staff_name(line.done_by) == "Devi Rao"
        assert view.support.by.other == "", "the next one is of who is at the screen again"


async def test_touch_is_written_as_by_who_touched_also_when_its_words_wait_half_typed(tmp_path: Path) -> None:
    async with in_the_room(tmp_path, seats=2) as (place, hands, view):
        hands.touch("tile.2")
        hands.touch("rail.person")
        hands.touch("person.part.touch")
        hands.touch(f"touch.by.{_team(place)['Devi Rao']}")
        view.touched.type("other", "held both hands")
        hands.touch("tile.1")
        assert view.touched.by.other == "", "with Rowan it is of who is at the screen"
        hands.touch("tile.2")
        assert (view.touched.other, view.touched.by.other) == ("held both hands", "Devi")
        view.touched.did("held both hands")
        await until(lambda: view.touched.other == "")
        view.touched.did("hand")
        await until(lambda: len(facts(place, TouchDone)) == 2)
        lines = [one for one in place.session.history.entries if isinstance(one.fact, TouchDone)]
        names = [place.session.state.staff_name(one.done_by) for one in lines]
        assert names == ["Devi Rao", "Ines Okafor"]


async def test_vitals_are_written_as_taken_by_another_by_touch_and_by_keys(tmp_path: Path) -> None:
    async with in_the_room(tmp_path, seats=2) as (place, hands, view):
        hands.touch("tile.2")
        hands.touch("rail.vitals")
        hands.touch("vitals.by.open")
        hands.touch(f"vitals.by.{_team(place)['Devi Rao']}")
        hands.touch("pad.7")
        hands.touch("pad.2")
        now = place.clock.now().astimezone(view.desk.zone)
        assert hands.reads("vitals.unsaved") == "taken by Devi"
        hands.touch("tile.1")
        assert not hands.sees("vitals.unsaved"), "Rowan's would be by who is at the screen"
        hands.touch("tile.2")
        hands.touch("rail.vitals")
        assert hands.reads("vitals.unsaved") == f"Typed {now:%H:%M}, not saved yet · taken by Devi"
        hands.touch("pad.main")
        taken = _by(place)
        await until(lambda: _by(place)[-1:] == ["Devi Rao"] and len(_by(place)) == len(taken) + 1)
        await until(lambda: not view.vitals.has_anything)
        assert view.vitals.by.other == "", "the next check is of who is at the screen again"
        hands.keys("/")
        hands.keys("5")
        hands.keys("2")  # the second of the team; who is at the screen stands first
        assert view.vitals.by.other == "Tomas"
        hands.keys("68")
        view.vitals.save()
        await until(lambda: _by(place)[-1] == "Tomas Lind")


async def test_what_one_has_measured_and_not_saved_stays_theirs_when_another_comes_to_the_screen(
    tmp_path: Path,
) -> None:
    async with in_the_room(tmp_path, seats=2) as (place, hands, view):
        words = "nine loud lanterns"
        await place.app.add_account(name="Devi Anand", roles=(Role.FACILITATOR,), sign_in="devi", passphrase=words)
        hands.touch("tile.2")
        hands.touch("rail.vitals")
        hands.touch("pad.7")
        hands.touch("pad.1")
        assert not hands.sees("vitals.unsaved")
        await place.app.switch_to("devi", words)
        await hands.until_sees("vitals.unsaved")
        await until(lambda: hands.reads("vitals.unsaved") == "taken by Ines")
        hands.touch("tile.1")
        hands.touch("tile.2")
        hands.touch("rail.vitals")
        assert hands.reads("vitals.unsaved").endswith("taken by Ines"), "it is still hers when it is brought back"
        before = _by(place)
        view.vitals.save()
        await until(lambda: _by(place) == [*before, "Ines Okafor"])
        line = next(one for one in reversed(place.session.history.entries) if isinstance(one.fact, VitalsTaken))
        assert place.session.state.staff_name(line.recorded_by) == "Devi Anand"
        await until(lambda: not view.vitals.has_anything)
        hands.keys("6")
        view.vitals.erase()
        await place.app.switch_to("ines", scenes.PASSPHRASE)
        hands.keys("68")
        assert not hands.sees("vitals.unsaved"), "what was taken away again is nobody's"
        view.vitals.save()
        await until(lambda: _by(place) == [*before, "Ines Okafor", "Ines Okafor"])


def _by(place: scenes.Room) -> list[str]:
    """By whom each check was taken, in the order in which they were written."""
    entries = (one for one in place.session.history.entries if isinstance(one.fact, VitalsTaken))
    return [place.session.state.staff_name(one.done_by) for one in entries]


async def test_in_a_small_window_the_pad_stays_whole_when_another_took_the_vitals(tmp_path: Path) -> None:
    async with in_the_room(tmp_path, seats=6, size=(1024, 640)) as (place, hands, _):
        hands.touch("tile.2")
        hands.touch("rail.vitals")
        hands.touch("pad.first")
        hands.touch("why.by")
        hands.touch(f"vitals.by.{_team(place)['Devi Rao']}")
        await hands.until_sees("pad.main")
        for _ in range(2):
            hands.window.view.grabWindow()
        assert hands.reads("vitals.unsaved") == "taken by Devi"
        key, panel = hands.there("pad.main"), hands.there("panel")
        low = key.mapToScene(QPointF(0, key.height())).y()
        assert low <= panel.mapToScene(QPointF(0, panel.height())).y(), "the last row lies within the panel"


async def test_how_several_are_said_to_be_is_not_said_of_who_is_out_of_the_room(tmp_path: Path) -> None:
    async with in_the_room(tmp_path, seats=3) as (place, hands, view):
        await place.write("Amara", SteppedOut(where="lavatory"))
        was = place.session.state.people[place.people["Amara"]].state
        view.reach_for("several")
        hands.touch("tile.1")
        hands.touch("tile.2")
        view.person.say_state("grounded")
        await until(lambda: "Out of the room, not written: 2 Amara" in view.desk.undo_text)
        people = {one.preferred_name: one.state for one in place.session.state.people.values()}
        assert (people["Rowan"], people["Amara"]) == (State.GROUNDED, was)
        view.reach_for("one")
        hands.touch("tile.2")
        view.person.say_state("grounded")  # of one alone, who says so has seen them
        await until(lambda: place.session.state.people[place.people["Amara"]].state is State.GROUNDED)


async def test_the_key_of_a_seat_is_of_who_sits_there_now(tmp_path: Path) -> None:
    async with in_the_room(tmp_path, seats=3, scene="nobody_dosed") as (place, _, view):
        await place.write("Idris", WentOut(way=WayOut.DID_NOT_TAKE_MEDICINE, note="went home"))
        assert place.app.clinic is not None
        kai = await place.app.clinic.add_participant(ParticipantAdded(preferred_name="Kai", birth_date="1990-01-01"))
        await place.app.seat(place.session, 3, kai)
        view.choose_nobody()
        view.reach_for("several")
        view.press("3", True)
        assert view.desk.chosen == (kai,), "Idris, who sat there, has gone home"


@pytest.mark.parametrize("size", [(1024, 640), (800, 1280)])
async def test_whom_nobody_was_with_for_longest_is_told_before_ages_and_arrows(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with in_the_room(tmp_path, size=size) as (place, hands, view):
        place.clock.advance(timedelta(minutes=12))
        for name in place.people:
            if name != "Idris":
                await place.check(name, 70, 120, 70, 98)
        await place.write("Idris", room.TouchAgreed(consent="hand only", narrowed=True))
        await place.write("Idris", AdverseReported(what="nausea", severity=Severity.MILD))
        view.tick()
        hands.window.view.grabWindow()
        tile = hands.there("tile.3")
        assert tile.property("longest")
        told = [str(item.property("text")) for item in under(tile) if item.isVisible()]
        assert "alone 17 min, longest" in told
