"""What was half typed for one person, in the real window: it is there again for them, and never in another's panel."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import pytest
from shiboken6 import isValid

from facilitator_app.record.adverse import AdverseReported, Severity
from facilitator_app.record.doses import DoseWithTimeOut
from facilitator_app.record.leaving import RiskDisclosed
from facilitator_app.record.medication import MedicationGiven
from facilitator_app.record.roles import Role
from facilitator_app.record.room import Deferred, Noted, PhaseBegan, Quoted, SupportCalled, WentOut
from facilitator_app.record.touch import Extent, SafetyTouchAgreed, TouchAgreed, TouchDone
from facilitator_app.record.vitals import Measure, VitalsTaken
from facilitator_app.rehearsal.faults import killed
from facilitator_app.ui.room import RoomView
from tests.ui import scenes
from tests.ui.fit import misfits
from tests.ui.hands import Hands, at_window
from tests.ui.test_room import facts, in_the_room
from tests.waiting import until


def at_dose(hands: Hands, seat: int) -> None:
    hands.touch(f"tile.{seat}")
    hands.touch("rail.dose")


async def test_a_dose_half_typed_waits_for_its_person_and_never_stands_in_anothers_panel(tmp_path: Path) -> None:
    async with in_the_room(tmp_path) as (place, hands, view):
        giver = next(key["key"] for key in view.dose.givers)
        at_dose(hands, 2)
        hands.touch("dose.drug.ketamine")
        hands.touch("dose.route.intramuscular")
        hands.touch("dose.form.whole")
        hands.touch("dose.stated.base")
        hands.touch(f"dose.by.{giver}")
        hands.touch("dose.to_amount")
        hands.touch("pad.4")
        at_dose(hands, 3)
        assert view.dose.page == "what"
        assert set(view.dose.values.values()) == {""}, "what is Amara's is not shown for Idris"
        hands.touch("dose.drug.esketamine")
        at_dose(hands, 2)
        assert hands.there("dose.amount").property("typed") == "4"
        hands.touch("pad.0")
        hands.touch("pad.main")
        hands.touch("dose.because.on_paper")
        hands.touch("tile.3")
        assert view.dose.out.summary == ""
        at_dose(hands, 3)
        assert hands.reads("dose.other") == "esketamine"
        hands.touch("dose.start_over")
        assert not hands.sees("dose.start_over")
        at_dose(hands, 2)
        assert {row[2] for row in view.dose.out.concerns.rows} == {"stands on paper"}
        hands.touch("dose.record")
        at_dose(hands, 3)
        hands.touch("dose.drug.ketamine")
        await until(lambda: len(facts(place, DoseWithTimeOut)) == 1)
        await until(lambda: not view.dose.out.saving)
        (line,) = [one for one in place.session.history.lines() if isinstance(one.entry.fact, DoseWithTimeOut)]
        assert line.entry.participant == place.people["Amara"]
        assert hands.reads("dose.other") == "ketamine", "that Amara's is written takes nothing from Idris"
        at_dose(hands, 2)
        assert set(view.dose.values.values()) == {""}, "what is written is gone from its panel"


async def test_vitals_an_event_and_a_medicine_half_typed_wait_for_their_person(tmp_path: Path) -> None:
    async with in_the_room(tmp_path) as (place, hands, view):
        hands.touch("tile.2")
        hands.touch("rail.vitals")
        hands.touch("pad.7")
        hands.touch("rail.support")
        hands.touch("care.adverse")
        hands.touch("adverse.new")
        hands.touch("adverse.what.nausea")
        hands.touch("rail.dose")
        hands.touch("medicine.other")
        hands.write("medication.amount", "4")
        hands.touch("tile.3")
        assert set(view.adverse.values.values()) | set(view.medication.values.values()) == {""}
        hands.touch("rail.vitals")
        assert hands.there("vitals.heart_rate").property("typed") == ""
        hands.touch("tile.2")
        hands.touch("rail.vitals")
        assert hands.there("vitals.heart_rate").property("typed") == "7"
        hands.touch("rail.dose")
        hands.touch("medicine.other")
        assert hands.reads("medication.amount") == "4"
        hands.touch("rail.support")
        hands.touch("care.adverse")
        hands.touch("adverse.severity.mild")
        hands.touch("adverse.save")
        await until(lambda: facts(place, AdverseReported) == [AdverseReported(what="nausea", severity=Severity.MILD)])
        assert facts(place, MedicationGiven) == []


async def away_and_back(hands: Hands) -> RoomView:
    """To the review and back: the room's screen is another one then."""
    before = hands.shell.findChild(RoomView)
    hands.shell.go("review")
    await hands.until_sees("review")
    await until(lambda: not isValid(before))
    hands.shell.go("room")
    await hands.until_sees("tile.1")
    view = hands.shell.findChild(RoomView)
    assert view is not None
    return view


def figures(view: RoomView) -> list[str]:
    return [row[4] for row in view.vitals.fields.rows if row[4]]


async def on_disk(place: scenes.Room, panel: str) -> str:
    """The draft of a panel, as the file has it."""
    assert place.app.journal is not None
    found = await place.app.journal.drafts(f"session/{place.session.scope}/half_{panel}/")
    return next(iter(found.values()), "")


async def test_a_figure_is_on_disk_when_its_field_is_left_and_there_again_after_the_program_was_killed(
    tmp_path: Path,
) -> None:
    place = await scenes.furnished(tmp_path / "clinic", 2)
    scope = place.session.scope
    async with at_window(place.app, start=False) as hands:
        hands.shell.go("room")
        hands.touch("tile.2")
        hands.touch("rail.vitals")
        view = hands.shell.findChild(RoomView)
        assert view is not None
        assert view.vitals.unsaved == ""
        for digit in "72":
            hands.touch(f"pad.{digit}")
        hands.touch("vitals.systolic")
        journal = place.app.journal
        assert journal is not None
        await place.app.faults.finished()
        assert any('"72"' in text for text in (await journal.drafts("session/")).values())
        again = await killed(place.app, place.player)
    async with at_window(again) as hands:
        await again.unlock("ines", scenes.PASSPHRASE)
        await again.enter_session(scope)
        hands.shell.go("room")
        await hands.until_sees("tile.2")
        hands.touch("tile.2")
        hands.touch("rail.vitals")
        assert hands.there("vitals.heart_rate").property("typed") == "72"
        assert hands.reads("vitals.unsaved").startswith("Typed ")
        assert hands.reads("vitals.unsaved").endswith(", not saved yet")
        hands.touch("pad.main")
        session = again.session
        assert session is not None
        await until(lambda: Measure.HEART_RATE in session.state.people[place.people["Amara"]].readings)
        await until(lambda: not hands.sees("vitals.unsaved"))
        assert again.journal is not None
        assert await again.journal.drafts("session/") == {}, "the draft went with the line"


@pytest.mark.parametrize(
    ("size", "language", "percent"),
    [((1024, 640), "en", "200"), ((1024, 640), "es", "200"), ((800, 1280), "es", "150")],
)
async def test_that_something_was_typed_and_when_is_read_whole_in_large_text(
    tmp_path: Path, size: tuple[int, int], language: str, percent: str
) -> None:
    async with in_the_room(tmp_path, seats=6, scene="busy", size=size) as (place, hands, view):
        hands.shell.appearance.speak(language)
        hands.shell.appearance.set_percent(percent)
        hands.touch("tile.2")
        hands.touch("rail.vitals")
        hands.keys("7")
        hands.touch("tile.4")
        place.clock.advance(timedelta(minutes=14))
        view.tick()
        hands.touch("tile.2")
        hands.touch("rail.vitals")
        await hands.until_sees("vitals.unsaved")
        hands.window.view.grabWindow()
        assert not [found for found in misfits(hands.window.view) if hands.reads("vitals.unsaved") in found]


async def test_half_typed_work_is_there_after_the_review_and_goes_with_its_line(tmp_path: Path) -> None:
    async with in_the_room(tmp_path) as (place, hands, view):
        hands.touch("tile.2")
        hands.touch("rail.vitals")
        for digit in "72":
            hands.touch(f"pad.{digit}")
        at_dose(hands, 2)
        hands.touch("dose.drug.ketamine")
        view.dose.put("amount", "60")
        hands.touch("tile.3")
        view.orders.put("as_written", "25 mg at once")
        view = await away_and_back(hands)
        assert view.waiting == []
        hands.touch("tile.2")
        assert view.waiting == ["dose", "vitals"], "the rail says where something waits"
        assert (figures(view), view.dose.values["drug"], view.dose.values["amount"]) == (["72"], "ketamine", "60")
        assert set(view.orders.values.values()) == {""}, "what is Idris's is not shown for Amara"
        hands.touch("rail.vitals")
        hands.touch("pad.main")
        await until(lambda: VitalsTaken(values={Measure.HEART_RATE: Decimal(72)}) in facts(place, VitalsTaken))
        await until(lambda: not view.vitals.has_anything)
        assert await on_disk(place, "vitals") == ""
        assert "ketamine" in await on_disk(place, "dose")
        hands.touch("tile.3")
        assert view.orders.values["as_written"] == "25 mg at once"


async def test_a_dose_held_in_its_time_out_is_held_again_after_the_review_but_no_pin_is_kept(tmp_path: Path) -> None:
    async with in_the_room(tmp_path) as (_, hands, view):
        giver = next(key["key"] for key in view.dose.givers)
        at_dose(hands, 2)
        filled = {"drug": "ketamine", "route": "intramuscular", "form": "whole", "stated_as": "base", "by": giver}
        for name, text in {**filled, "amount": "40"}.items():
            view.dose.put(name, text)
        view.dose.go_on()
        view.dose.out.put("lot", "L 17")
        view.dose.out.give_reason("stands on paper")
        view = await away_and_back(hands)
        at_dose(hands, 2)
        assert view.dose.page == "time_out"
        assert "40" in hands.reads("dose.summary")
        assert view.dose.out.values["lot"] == "L 17"
        assert {row[2] for row in view.dose.out.concerns.rows} == {"stands on paper"}


async def test_words_a_reason_and_a_note_wait_while_another_tile_is_touched(tmp_path: Path) -> None:
    async with in_the_room(tmp_path) as (place, hands, view):
        await place.write("Amara", SupportCalled())
        hands.touch("tile.2")
        view.support.type("sat with her")
        view.circle.type("heavy but curious")
        view.deferral.set_reason("in the bath")
        view.leaving.open_ways()
        view.leaving.choose("left_before_clearance")
        view.leaving.type_note("her brother came")
        hands.touch("tile.3")
        assert {view.support.done_text, view.circle.text, view.deferral.reason, view.leaving.note} == {""}
        view = await away_and_back(hands)
        hands.touch("tile.2")
        assert (view.support.done_text, view.circle.text) == ("sat with her", "heavy but curious")
        assert (view.deferral.reason, view.leaving.note) == ("in the bath", "her brother came")
        view.deferral.set_breathing_seen(True)
        view.deferral.set_again("10")
        view.deferral.save()
        view.support.settle()
        await until(lambda: not view.support.done_text and not view.deferral.reason)
        assert len(facts(place, Deferred)) == 1
        hands.touch("rail.leave")
        hands.touch("way.record")
        await until(lambda: len(facts(place, WentOut)) == 1)
        await until(lambda: not view.leaving.note)
        assert [await on_disk(place, panel) for panel in ("support", "leaving", "deferral")] == ["", "", ""]
        assert "curious" in await on_disk(place, "circle")


async def test_a_disclosure_half_typed_waits_for_its_person_and_for_who_typed_it(tmp_path: Path) -> None:
    async with in_the_room(tmp_path) as (place, hands, view):
        risks = view.board.risks
        hands.touch("tile.2")
        risks.begin()
        risks.type("told of a plan")
        owner = risks.owners[0]["key"]
        risks.give_to(owner)
        hands.touch("tile.3")
        assert (risks.text, risks.owner) == ("", "")
        hands.touch("tile.2")
        assert (risks.text, risks.owner, risks.writing) == ("told of a plan", owner, True)
        words = "nine loud lanterns"
        await place.app.add_account(name="Devi", roles=(Role.FACILITATOR,), sign_in="devi", passphrase=words)
        await place.app.switch_to("devi", words)
        await until(lambda: risks.text == "")
        await place.app.switch_to("ines", scenes.PASSPHRASE)
        await until(lambda: risks.text == "told of a plan")
        risks.save()
        await until(lambda: len(facts(place, RiskDisclosed)) == 1)
        await until(lambda: not risks.writing)
        assert await on_disk(place, "risk") == ""


async def test_the_last_letter_before_the_lock_is_kept(tmp_path: Path) -> None:
    async with in_the_room(tmp_path) as (place, hands, view):
        scope = place.session.scope
        hands.touch("tile.2")
        view.circle.type("quiet")
        hands.shell.lock()
        assert hands.shell.veil.is_down, "a session is open"
        await place.app.lock()
        await hands.until_sees("unlock")
        await place.app.unlock("ines", scenes.PASSPHRASE)
        await place.app.enter_session(scope)
        hands.shell.go("room")
        await hands.until_sees("tile.2")
        hands.touch("tile.2")
        again = hands.shell.findChild(RoomView)
        assert again is not None
        assert again.circle.text == "quiet"


async def test_what_is_typed_of_touch_waits_field_by_field_and_goes_with_its_own_line(tmp_path: Path) -> None:
    async with in_the_room(tmp_path, scene="nobody_dosed") as (place, hands, view):
        tomas = next(one["key"] for one in view.touched.team if one["text"] == "Tomas Lind")
        agreed = TouchAgreed(extent=Extent.HAND, staff=UUID(tomas), staff_name="Tomas Lind")
        await place.session.write(agreed, [place.people["Amara"]])
        hands.touch("tile.2")
        hands.touch("rail.person")
        hands.touch("person.part.touch")
        hands.touch(f"touch.whose.{tomas}")
        hands.write("touch.but_not", "no neck")
        hands.write("touch.safety", "by the elbow")
        hands.write("touch.other", "held a foot")
        hands.touch("tile.3")
        assert (view.touched.but_not, view.touched.safety, view.touched.other) == ("", "", "")
        view = await away_and_back(hands)
        hands.touch("tile.2")
        assert view.waiting == ["person"]
        hands.touch("rail.person")
        hands.touch("person.part.touch")
        assert (view.touched.whose, hands.reads("touch.but_not")) == (tomas, "no neck"), "whose it is goes with it"
        assert hands.reads("touch.other") == "held a foot"
        view.touched.did(view.touched.other)
        await until(lambda: facts(place, TouchDone) == [TouchDone(text="held a foot")])
        await until(lambda: view.touched.other == "")
        assert (hands.reads("touch.but_not"), hands.reads("touch.safety")) == ("no neck", "by the elbow")
        view.touched.leave_out(view.touched.but_not)
        view.touched.agree_safety(False, view.touched.safety)
        await until(lambda: len(facts(place, SafetyTouchAgreed)) == 1)
        await until(lambda: view.touched.safety == "")
        await place.app.faults.finished()
        assert await on_disk(place, "touch") == ""


async def test_a_line_half_amended_waits_with_its_reason_and_goes_with_what_became_of_it(tmp_path: Path) -> None:
    async with in_the_room(tmp_path) as (place, hands, view):
        await place.write("Amara", Noted(text="asked for wter"))
        await place.write("Amara", Noted(text="asked twice"))
        hands.touch("tile.2")
        hands.touch("rail.history")
        twice, water = [row[0] for row in view.history.lines.rows if row[3].startswith("asked")]
        for line, field, text in ((water, "text", "asked for water"), (twice, "reason", "it was once")):
            view.history.open(line)
            view.history.put(field, text)
        hands.touch("tile.3")
        hands.touch("rail.history")
        assert view.history.open_line == ""
        view = await away_and_back(hands)
        hands.touch("tile.2")
        assert view.waiting == ["history"]
        hands.touch("rail.history")
        assert (view.history.open_line, hands.reads("amend.reason")) == (twice, "it was once")
        hands.touch("amend.withdraw")
        await until(lambda: view.history.open_line == "")
        view.history.open(water)
        assert view.history.fields["reason"] == "", "each line has its own"
        assert hands.reads("amend.text") == "asked for water"
        hands.touch("amend.back")
        assert view.waiting == ["history"], "back is not away"
        view.history.open(water)
        view.history.put("reason", "misspelt")
        hands.touch("amend.save")
        await until(lambda: not view.waiting)
        await place.app.faults.finished()
        assert await on_disk(place, "history") == ""
        assert [
            line.entry.fact.text for line in place.session.history.lines() if isinstance(line.entry.fact, Noted)
        ] == [
            "asked for water",
            "asked twice",
        ]


async def test_the_answer_to_a_disclosure_half_typed_waits_for_who_typed_it(tmp_path: Path) -> None:
    async with in_the_room(tmp_path) as (place, hands, view):
        risks = view.board.risks
        hands.touch("tile.2")
        for told in ("told of a plan", "told of a fall"):
            risks.type(told)
            risks.give_to(risks.owners[0]["key"])
            risks.save()
            await until(lambda: not risks.text)
        hands.touch("rail.leave")
        plan, fall = [row[0] for row in risks.disclosures.rows]
        risks.type_answer(plan, "rang her brother")
        risks.type_answer(fall, "looked at her knee")
        hands.touch("tile.3")
        risks = (view := await away_and_back(hands)).board.risks
        hands.touch("tile.2")
        assert view.waiting == ["leave"]
        assert [row[4] for row in risks.disclosures.rows] == ["rang her brother", "looked at her knee"]
        risks.answer(plan, "rang her brother and her sister")
        await until(lambda: [row[2] for row in risks.disclosures.rows] == [False, True])
        await until(lambda: "sister" not in str(risks.disclosures.rows[0]))
        await place.app.faults.finished()
        assert "knee" in (left := await on_disk(place, "risk_answer"))
        assert "brother" not in left
        words = "nine loud lanterns"
        await place.app.add_account(name="Devi", roles=(Role.FACILITATOR,), sign_in="devi", passphrase=words)
        await place.app.switch_to("devi", words)
        await until(lambda: risks.disclosures.rows[1][4] == "")


async def test_rules_half_changed_are_there_again_after_the_program_was_killed(tmp_path: Path) -> None:
    place = await scenes.furnished(tmp_path / "clinic", 2)
    scope = place.session.scope
    async with at_window(place.app, start=False) as hands:
        hands.shell.go("room")
        for name in ("room.rules", "circle.edit"):
            await hands.until_sees(name)
            hands.touch(name)
        hands.write("circle.rules_text", "We stay until the end.\nWe ask before we")
        hands.touch("circle.close")
        view = hands.shell.findChild(RoomView)
        assert view is not None
        view.keep()
        await place.app.faults.finished()
        again = await killed(place.app, place.player)
    async with at_window(again) as hands:
        await again.unlock("ines", scenes.PASSPHRASE)
        await again.enter_session(scope)
        hands.shell.go("room")
        for name in ("room.rules", "circle.edit"):
            await hands.until_sees(name)
            hands.touch(name)
        assert hands.reads("circle.rules_text").endswith("We ask before we")
        hands.touch("circle.keep")
        session = again.session
        assert session is not None
        await until(lambda: session.state.circle_rules.endswith("We ask before we"))
        await until(lambda: not hands.sees("circle.keep"))
        assert again.journal is not None
        await again.faults.finished()
        assert await again.journal.drafts("session/") == {}


async def test_a_note_under_the_head_of_two_stands_in_the_charts_of_both_and_not_in_the_rooms(tmp_path: Path) -> None:
    async with in_the_room(tmp_path) as (place, hands, view):
        two = {place.people["Rowan"], place.people["Amara"]}
        hands.touch("tile.1")
        hands.touch("for.several")
        hands.touch("tile.2")
        hands.touch("rail.words")
        await hands.until_sees("words.text")
        assert hands.reads("panel.name") == "2 people: 1, 2"
        assert view.words.hint == "What you see and do"
        hands.write("words.text", "both hold hands and hum")
        view.choose_nobody()
        view.open("words")
        assert view.words.text == "", "what waits for two is not the room's"
        assert view.words.hint.startswith("A note about the room")
        view.reach_for("several")
        for seat in (2, 1):
            hands.touch(f"tile.{seat}")
        view.open("words")
        assert view.words.text == "both hold hands and hum", "it waited for them"
        view.words.save()
        await until(lambda: view.desk.undo_text == "2 people: 1, 2: Note")
        notes = [line.first for line in place.session.history.lines() if isinstance(line.entry.fact, Noted)]
        assert {note.participant for note in notes} == two
        assert len({note.act for note in notes}) == 1, "one touch takes both back"


async def test_a_quote_that_was_half_typed_some_time_ago_is_told_for_then_with_its_phase_unless_it_is_said_to_be_of_now(
    tmp_path: Path,
) -> None:
    async with in_the_room(tmp_path) as (place, hands, view):
        session = place.session

        def quoted() -> list[tuple[datetime, str]]:
            found = [one for one in session.history.entries if isinstance(one.fact, Quoted)]
            return [(one.observed_at, one.fact.phase) for one in found if isinstance(one.fact, Quoted)]

        before, began, phase = len(quoted()), place.clock.now(), session.state.phase
        hands.touch("tile.1")
        view.words.choose("quote")
        view.words.type("like being a river")
        hands.touch("tile.3")
        place.clock.advance(timedelta(minutes=40))
        await session.write(PhaseBegan(phase="return"))
        view.tick()
        hands.touch("tile.1")
        assert view.words.text == "like being a river"
        assert view.words.draft == f"Typed {began.astimezone(view.desk.zone):%H:%M}, not saved yet"
        view.words.save()
        await until(lambda: len(quoted()) == before + 1)
        assert (began, phase) in quoted()
        await until(lambda: not view.words.text)
        # another, which is said to be of now
        hands.touch("tile.3")
        hands.touch("rail.words")
        view.words.choose("quote")
        view.words.type("and the sea")
        hands.touch("tile.1")
        place.clock.advance(timedelta(minutes=10))
        view.tick()
        hands.touch("tile.3")
        hands.touch("rail.words")
        view.desk.moment_row.choose(0)
        now = place.clock.now()
        view.words.save()
        await until(lambda: len(quoted()) == before + 2)
        assert (now, "return") in quoted()
