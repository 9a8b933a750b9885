"""For which moment things are told, in the real window: what waits half typed keeps its own, and no other act takes it."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import msgspec

from facilitator_app.record.adverse import AdverseReported
from facilitator_app.record.clinic import ParticipantAdded
from facilitator_app.record.company import CompanyBegan
from facilitator_app.record.doses import DoseWithTimeOut
from facilitator_app.record.leaving import SHIPPED, LeavingListKept, LeavingScale, LeavingScored
from facilitator_app.record.room import Deferred, Noted, Observed, PhaseBegan, Quoted, SupportCalled
from facilitator_app.record.vitals import VitalsTaken
from facilitator_app.rehearsal.faults import killed
from facilitator_app.session import Session
from facilitator_app.ui.room import RoomView
from tests.ui import scenes
from tests.ui.hands import Hands, at_window
from tests.ui.test_room import facts, in_the_room
from tests.ui.test_room_kept import away_and_back
from tests.waiting import until

TEN, TWO = timedelta(minutes=10), timedelta(minutes=2)


def told_at(session: Session, kind: type) -> list[datetime]:
    """For when the lines of this kind are told, in the order in which they were written."""
    written = sorted(session.history.entries, key=lambda entry: entry.id)
    return [entry.observed_at for entry in written if isinstance(entry.fact, kind)]


def at_time_out(hands: Hands, view: RoomView, seat: int) -> None:
    """Forty milligrams for that seat, typed as far as the time-out."""
    hands.touch(f"tile.{seat}")
    hands.touch("rail.dose")
    hands.touch("moment.10")
    filled = {"drug": "ketamine", "route": "intramuscular", "form": "whole", "stated_as": "base"}
    for name, text in {**filled, "by": view.dose.givers[0]["key"], "amount": "40"}.items():
        view.dose.put(name, text)
    view.dose.go_on()
    view.dose.out.give_reason("in the room")


async def test_a_dose_told_for_ten_minutes_ago_is_so_after_words_for_others_and_for_the_same_person(
    tmp_path: Path,
) -> None:
    async with in_the_room(tmp_path, scene="nobody_dosed") as (place, hands, view):
        then = place.clock.now() - TEN
        at_time_out(hands, view, 1)
        hands.touch("tile.2")
        assert view.desk.moment.said == "", "another's word is for now"
        hands.touch("chip.tears")
        await until(lambda: told_at(place.session, Observed) == [place.clock.now()])
        place.clock.advance(timedelta(minutes=3))
        view.tick()
        hands.touch("tile.1")
        assert view.desk.moment.said == "", "a word for them is for now too"
        hands.touch("chip.still")
        await until(lambda: told_at(place.session, Observed)[1:] == [place.clock.now()])
        hands.touch("rail.dose")
        assert hands.reads("moment.time") == f"{then.astimezone(view.desk.zone):%H:%M}"
        assert hands.there("moment.time").property("on")
        assert not hands.there("moment.0").property("on")
        hands.touch("dose.record")
        await until(lambda: told_at(place.session, DoseWithTimeOut) == [then])
        await until(lambda: view.desk.moment.minutes == 0)
        assert view.desk.undo_text.endswith(f"at {then.astimezone(view.desk.zone):%H:%M}")


async def test_what_waits_says_its_moment_and_keeps_it_through_a_kill(tmp_path: Path) -> None:
    place = await scenes.furnished(tmp_path / "clinic", 2)
    scope = place.session.scope
    place.clock.advance(timedelta(minutes=30))
    then = place.clock.now() - TEN
    async with at_window(place.app, start=False) as hands:
        hands.shell.go("room")
        hands.touch("tile.2")
        hands.touch("rail.vitals")
        hands.touch("moment.10")
        for digit in "72":
            hands.touch(f"pad.{digit}")
        hands.touch("vitals.systolic")
        hands.touch("rail.words")
        hands.touch("moment.2")
        hands.write("words.text", "It is like")
        view = hands.shell.findChild(RoomView)
        assert view is not None
        view.keep()
        await place.app.faults.finished()
        again = await killed(place.app, place.player)
    async with at_window(again) as hands:
        await again.unlock("ines", scenes.PASSPHRASE)
        await again.enter_session(scope)
        hands.shell.go("room")
        await hands.until_sees("tile.2")
        hands.touch("tile.2")
        hands.touch("rail.vitals")
        view = hands.shell.findChild(RoomView)
        session = again.session
        assert view is not None
        assert session is not None
        assert hands.reads("vitals.unsaved") == (
            f"Typed {(then + TEN).astimezone(view.desk.zone):%H:%M}, not saved yet: for {then.astimezone(view.desk.zone):%H:%M}"
        )
        hands.touch("pad.main")
        await until(lambda: told_at(session, VitalsTaken) == [then])
        hands.touch("rail.words")
        assert hands.reads("words.text") == "It is like"
        hands.touch("words.save_quote")
        await until(lambda: told_at(session, Quoted) == [then + timedelta(minutes=8)])
        await until(lambda: hands.reads("words.text") == "")
        await again.faults.finished()
        assert again.journal is not None
        assert await again.journal.drafts("session/") == {}, "moment and text went with the line"


async def test_an_event_and_a_note_half_typed_keep_their_moments_beside_each_other(tmp_path: Path) -> None:
    async with in_the_room(tmp_path) as (place, hands, view):
        now = place.clock.now()
        hands.touch("tile.2")
        hands.touch("rail.support")
        hands.touch("care.adverse")
        hands.touch("moment.5")
        hands.touch("adverse.new")
        hands.touch("adverse.what.nausea")
        hands.touch("rail.words")
        assert view.desk.moment.minutes == 0, "the note has nothing of the event's moment"
        hands.write("words.text", "Quiet since")
        hands.touch("moment.10")
        view = await away_and_back(hands)
        hands.touch("tile.2")
        hands.touch("rail.words")
        assert view.desk.moment.minutes == 10
        hands.touch("rail.support")
        assert view.desk.moment.minutes == 0, "a call is for now"
        hands.touch("support.call")
        await until(lambda: told_at(place.session, SupportCalled) == [now])
        hands.touch("care.adverse")
        assert view.desk.moment.minutes == 5
        hands.touch("adverse.severity.mild")
        hands.touch("adverse.save")
        await until(lambda: told_at(place.session, AdverseReported) == [now - timedelta(minutes=5)])
        hands.touch("rail.words")
        hands.touch("words.save")
        await until(lambda: told_at(place.session, Noted) == [now - TEN])


async def test_a_phase_and_with_me_are_for_now_while_vitals_are_half_typed_for_ten_minutes_ago(tmp_path: Path) -> None:
    async with in_the_room(tmp_path) as (place, hands, view):
        now = place.clock.now()
        hands.touch("tile.1")
        hands.touch("rail.vitals")
        hands.touch("moment.10")
        hands.touch("pad.8")
        hands.touch("phase.return")
        assert hands.reads("phase.begin") == "Begin Return now"
        hands.touch("phase.begin")
        await until(lambda: told_at(place.session, PhaseBegan)[-1:] == [now])
        hands.touch("company")
        await until(lambda: told_at(place.session, CompanyBegan)[-1:] == [now])
        assert view.desk.moment.minutes == 10
        hands.touch("pad.8")
        hands.touch("pad.main")
        await until(lambda: told_at(place.session, VitalsTaken)[-1:] == [now - TEN])


async def test_a_moment_that_was_chosen_for_the_next_act_is_said_before_and_after(tmp_path: Path) -> None:
    async with in_the_room(tmp_path) as (place, hands, view):
        then = place.clock.now() - TWO
        clock = f"{then.astimezone(view.desk.zone):%H:%M}"
        hands.touch("tile.1")
        hands.touch("rail.vitals")
        hands.touch("moment.2")
        hands.touch("phase.return")
        assert hands.reads("phase.begin") == "Begin Return, 2 min ago"
        hands.touch("phase.begin")
        await until(lambda: told_at(place.session, PhaseBegan)[-1:] == [then])
        await until(lambda: view.desk.undo_text == f"Return has begun, at {clock}")
        hands.touch("moment.2")
        hands.touch("pad.7")
        hands.touch("pad.erase")
        assert view.desk.moment.minutes == 2, "what is taken out again leaves the choice as it was"
        hands.touch("company")
        await until(lambda: told_at(place.session, CompanyBegan)[-1:] == [then])
        await until(lambda: view.desk.undo_text.endswith(f", at {clock}"))
        assert view.desk.moment.minutes == 0


async def test_a_time_that_is_half_typed_waits_and_is_refused_until_it_can_be_read(tmp_path: Path) -> None:
    async with in_the_room(tmp_path) as (place, hands, view):
        hands.touch("tile.1")
        hands.touch("rail.vitals")
        hands.touch("pad.7")
        hands.touch("pad.2")
        hands.touch("moment.time")
        hands.write("moment.field", "x")
        hands.touch("tile.2")
        hands.touch("rail.vitals")
        assert view.desk.moment.minutes == 0
        hands.touch("tile.1")
        hands.touch("rail.vitals")
        assert (view.desk.moment.minutes, view.desk.moment.typed) == (-1, "x")
        before = len(facts(place, VitalsTaken))
        hands.touch("pad.main")
        await until(lambda: view.vitals.refusal != "")
        hands.touch("moment.back")
        hands.touch("pad.main")
        await until(lambda: len(facts(place, VitalsTaken)) == before + 1)
        assert told_at(place.session, VitalsTaken)[-1] == place.clock.now()


async def test_a_check_put_off_and_the_vitals_beside_it_have_each_their_moment(tmp_path: Path) -> None:
    async with in_the_room(tmp_path) as (place, hands, view):
        now = place.clock.now()
        hands.touch("tile.1")
        hands.touch("rail.vitals")
        hands.touch("moment.5")
        hands.touch("pad.7")
        hands.touch("pad.second")
        assert view.desk.moment.minutes == 0
        hands.touch("moment.2")
        hands.touch("defer.reason.deep")
        view.deferral.set_breathing_seen(True)
        hands.touch("defer.again.20")
        hands.touch("defer.save")
        await until(lambda: told_at(place.session, Deferred) == [now - TWO])
        await until(lambda: view.vitals.page == "pad")
        assert view.desk.moment.minutes == 5


async def test_in_a_small_window_the_clock_shows_what_waits_and_changes_nothing_of_it(tmp_path: Path) -> None:
    async with in_the_room(tmp_path, size=(1024, 640)) as (place, hands, view):
        then = place.clock.now() - TWO
        hands.touch("tile.2")
        hands.touch("rail.vitals")
        hands.touch("moment.open")
        hands.touch("pad.7")
        hands.touch("tile.1")
        place.clock.advance(timedelta(minutes=1))
        view.tick()
        hands.touch("tile.2")
        hands.touch("rail.vitals")
        told = f"at {then.astimezone(view.desk.zone):%H:%M}"
        assert view.desk.moment.said == told
        hands.touch("moment.open")
        assert hands.there("moment.time").property("on")
        assert view.desk.moment.said == told
        hands.touch("moment.open")
        assert view.desk.moment.said == ""


async def test_a_figure_typed_before_somebody_was_called_away_is_told_for_then_unless_it_is_said_to_be_so_now(
    tmp_path: Path,
) -> None:
    async with in_the_room(tmp_path) as (place, hands, view):
        then = place.clock.now()
        for seat in (1, 2, 3):
            hands.touch(f"tile.{seat}")
            hands.touch("rail.vitals")
            hands.touch("pad.7")
            hands.touch("pad.1")
        hands.touch("tile.4")
        place.clock.advance(timedelta(minutes=3))
        view.tick()
        hands.touch("tile.3")
        hands.touch("rail.vitals")
        assert view.desk.moment.minutes == 0, "three minutes are no age"
        hands.touch("tile.4")
        place.clock.advance(timedelta(minutes=37))
        view.tick()
        hands.touch("tile.1")
        hands.touch("rail.vitals")
        typed = f"{then.astimezone(view.desk.zone):%H:%M}"
        assert hands.reads("vitals.unsaved") == f"Typed {typed}, not saved yet"
        assert view.desk.moment.held == typed, "the row of moments shows for when it is told"
        hands.touch("pad.main")
        await until(lambda: then in told_at(place.session, VitalsTaken))
        await until(lambda: not view.vitals.saving)
        # the second is still so: one touch
        hands.touch("tile.2")
        hands.touch("rail.vitals")
        hands.touch("moment.0")
        assert view.desk.moment.minutes == 0
        assert not hands.sees("vitals.unsaved")
        hands.touch("pad.main")
        await until(lambda: place.clock.now() in told_at(place.session, VitalsTaken))
        await until(lambda: not view.vitals.saving)
        # a figure that stands in sight grows old as well
        hands.touch("tile.5")
        hands.touch("rail.vitals")
        hands.touch("pad.8")
        seen = place.clock.now()
        place.clock.advance(timedelta(minutes=6))
        view.tick()
        hands.touch("pad.0")
        hands.touch("pad.main")
        await until(lambda: seen in told_at(place.session, VitalsTaken))


async def test_four_items_of_a_score_touched_long_ago_are_no_score_of_now(tmp_path: Path) -> None:
    async with in_the_room(tmp_path) as (place, hands, view):
        app, told = place.app, place.session.state
        assert app.clinic is not None
        assert told.lead is not None
        scored = msgspec.structs.replace(SHIPPED, scale=LeavingScale.PADSS)
        await app.clinic.keep_for_sessions(LeavingListKept(programme="rehearsal", list=scored))
        seats = {
            seat: await app.clinic.add_participant(ParticipantAdded(preferred_name=name, birth_date="1980-02-03"))
            for seat, name in ((2, "Juno"), (3, "Bela"))
        }
        await app.begin_session(
            title="Afternoon", programme="rehearsal", lead=told.lead, staff=list(told.staff), seats=seats
        )
        view.tick()
        then = place.clock.now()
        hands.touch("tile.2")
        hands.touch("rail.leave")
        hands.touch("criterion.more.scale")
        *first, last = [str(item["key"]) for item in view.board.scale]
        for item in first:
            view.board.score(item, "2")
        hands.touch("tile.3")
        place.clock.advance(timedelta(minutes=40))
        view.tick()
        hands.touch("tile.2")
        hands.touch("rail.leave")
        assert hands.reads("scale.unsaved") == f"Typed {then.astimezone(view.desk.zone):%H:%M}, not saved yet"
        view.board.score(last, "2")
        await until(lambda: told_at(place.session, LeavingScored) == [then])
        await until(lambda: not hands.sees("scale.unsaved"))
