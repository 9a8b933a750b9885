"""The leaving list, sign-offs by a PIN, what awaits a word, touch, the circle and the sheet, by touch in the real window."""

from __future__ import annotations

import re
from datetime import timedelta
from decimal import Decimal
from functools import partial
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt

from facilitator_app.faults import Refusal
from facilitator_app.handoff.reading import text_of as extract_text
from facilitator_app.record import circle, emergency, leaving, room, touch
from facilitator_app.record.adverse import AdverseReported, Severity
from facilitator_app.record.changes import Confirmed, Voided
from facilitator_app.record.company import SteppedOut
from facilitator_app.record.doses import DoseGiven, Route
from facilitator_app.record.entry import Entry
from facilitator_app.record.people import PersonTold
from facilitator_app.record.roles import Role
from facilitator_app.record.state import Person
from facilitator_app.session import Who
from facilitator_app.ui.room import RoomView
from tests.leaving_ready import ready_to_leave
from tests.ui import scenes
from tests.ui.hands import Hands
from tests.ui.test_room import facts, in_the_room
from tests.waiting import until


def staff(place: scenes.Room, name: str) -> Who:
    """Somebody of the team."""
    member = next(one for one in place.session.state.staff.values() if one.name == name)
    return Who(id=member.id, name=member.name, roles=member.roles)


def person(place: scenes.Room, name: str = "Amara") -> Person:
    """Somebody in the room."""
    return place.session.state.people[place.people[name]]


async def grounded(place: scenes.Room, view: RoomView, name: str = "Amara") -> None:
    """Two hours on, well and grounded, the check before leaving taken."""
    place.clock.advance(timedelta(hours=2))
    await place.said(name, room.State.GROUNDED)
    await place.check(name, 76, 124, 78, 98)
    view.tick()


def _answered(place: scenes.Room, key: str) -> bool:
    """Whether a criterion of Amara's was answered."""
    return key in person(place).leaving.answers


def confirmed(place: scenes.Room) -> list[Entry]:
    """Every confirmation."""
    return [entry for entry in place.session.history.entries if isinstance(entry.fact, Confirmed)]


def type_pin(hands: Hands, digits: str) -> None:
    """A PIN on the pad."""
    for digit in digits:
        hands.touch(f"pad.{digit}")
    hands.touch("pad.next")


async def test_the_list_is_answered_signed_by_a_pin_and_then_the_person_is_cleared(tmp_path: Path) -> None:
    async with in_the_room(tmp_path) as (place, hands, view):
        await grounded(place, view)
        hands.touch("tile.2")
        hands.touch("rail.leave")
        assert "open" in hands.reads("board.about")
        assert hands.reads("criterion.note.vitals").startswith("HR 76")
        for key in ("oriented", "steady", "nausea", "safety", "belongings", "no_driving", "number", "instructions"):
            hands.touch(f"criterion.yes.{key}")
            await until(partial(_answered, place, key))
        hands.touch("criterion.yes.escort")  # a yes without a name says too little: it asks for one
        assert "escort" not in person(place).leaving.answers
        hands.write("criterion.field", "Jude, her brother")
        hands.touch("criterion.with")
        await until(lambda: "escort" in person(place).leaving.answers)
        assert person(place).leaving.answers["escort"].note == "Jude, her brother"
        tomas = staff(place, "Tomas Lind")
        await place.session.write(leaving.LeavingSigned(role=Role.FACILITATOR, name=tomas.name, met=()),
                                  [place.people["Amara"]], who=tomas)  # fmt: skip
        view.tick()
        hands.touch("way.open")
        hands.touch("way.cleared")
        assert hands.reads("way.escort.input") == "Jude, her brother"
        hands.touch("way.record")
        await until(lambda: person(place).out is not None)
        assert person(place).state is room.State.CLEARED


async def test_cleared_with_something_open_is_refused_before_anybody_types_a_pin(tmp_path: Path) -> None:
    async with in_the_room(tmp_path) as (place, hands, view):
        await grounded(place, view)
        hands.touch("tile.2")
        hands.touch("rail.leave")
        hands.touch("way.open")
        hands.touch("way.cleared")
        hands.touch("way.record")
        assert "No escort is named" in hands.reads("refused")
        hands.write("way.escort", "Jude")
        hands.touch("way.record")
        assert "of the leaving list are open" in hands.reads("refused")
        hands.touch("way.back")
        hands.touch("way.open")
        hands.touch("way.left_before_clearance")
        hands.touch("way.record")
        assert hands.reads("way.note.error") == "Say why they go with nobody."
        assert not hands.sees("refused"), "it stands at its field alone"
        for way, words in (("withdrew", "say why they go"), ("transferred", "say where they are taken")):
            hands.touch("way.back")
            hands.touch("way.open")
            hands.touch(f"way.{way}")
            hands.touch("way.record")
            assert words in hands.reads("way.note.error")
        assert person(place).out is None
        hands.write("way.note", "To the hospital.")
        hands.touch("way.record")
        await until(lambda: person(place).out is not None)


async def test_cleared_ten_minutes_ago_is_refused_where_the_list_was_answered_since(tmp_path: Path) -> None:
    async with in_the_room(tmp_path) as (place, hands, view):
        await grounded(place, view)
        await ready_to_leave(place.session, place.people["Amara"])
        place.clock.advance(timedelta(minutes=3))
        view.tick()
        hands.touch("tile.2")
        hands.touch("rail.leave")
        hands.touch("way.open")
        hands.touch("way.cleared")
        hands.touch("moment.10")
        hands.touch("way.record")
        assert hands.reads("refused").startswith("At that moment it was not so yet")
        assert person(place).out is None
        hands.touch("moment.2")
        hands.touch("way.record")
        await until(lambda: person(place).out is not None)
        assert person(place).state is room.State.CLEARED


async def test_whoever_leaves_with_a_value_beyond_its_limit_leaves_with_a_word_of_it(tmp_path: Path) -> None:
    async with in_the_room(tmp_path) as (place, hands, view):
        hands.touch("tile.2")
        hands.touch("rail.leave")
        hands.touch("way.open")
        hands.touch("way.left_before_clearance")
        assert not hands.sees("way.left_open")
        await place.check("Amara", 96, 205, 120, 97)
        view.tick()
        await hands.until_sees("way.left_open")
        assert hands.reads("way.left_open") == "Beyond the limit: BP systolic 205"
        hands.write("way.note", "walked out")
        hands.touch("way.record")
        await until(lambda: person(place).out is not None)


async def test_what_is_open_of_somebody_is_told_before_they_go_and_a_call_is_settled_before_they_are_cleared(
    tmp_path: Path,
) -> None:
    async with in_the_room(tmp_path, seats=3) as (place, hands, view):
        await grounded(place, view)
        await place.write("Amara", room.SupportCalled(wanted="the provider"), ago=12)
        await place.write("Amara", AdverseReported(what="panic", severity=Severity.SEVERE))
        await place.write("Amara", SteppedOut(where="lavatory", with_whom="Devi Rao", back_within=10), ago=3)
        view.tick()
        hands.touch("tile.2")
        hands.touch("rail.leave")
        assert hands.reads("criterion.note.support_call") == "support wanted, 12 min"
        assert not hands.sees("criterion.yes.support_call")
        hands.touch("way.open")
        hands.touch("way.cleared")
        assert hands.reads("way.left_open") == (
            "Still open: support wanted, 12 min; adverse: panic attack; out 3 min: lavatory, Devi"
        )
        hands.write("way.escort", "Jude")
        hands.touch("way.record")
        assert "A call for support is open" in hands.reads("refused")
        hands.touch("way.back")
        hands.touch("end")  # on the board of everybody it is a line, in which Amara alone has something to say
        hands.touch("board.open")
        await hands.until_sees("board.screen")
        assert hands.there("board.2.support_call").property("text") == "Amara, Call for support settled: open"
        assert hands.there("board.3.support_call").property("text") == "Idris, Call for support settled: does not apply"
        hands.touch("board.2.support_call")  # nobody says yes to it: her own list opens
        await hands.until_sees("criterion.note.support_call")
        await place.write("Amara", room.SupportSettled(done="A hand"))
        view.tick()
        await until(lambda: not hands.sees("criterion.note.support_call"))
        hands.touch("way.open")
        hands.touch("way.cleared")
        assert hands.reads("way.left_open") == "Still open: adverse: panic attack; out 3 min: lavatory, Devi"


async def test_the_provider_passes_a_line_with_a_reason(tmp_path: Path) -> None:
    async with in_the_room(tmp_path) as (place, hands, _):
        hands.touch("tile.2")
        hands.touch("rail.leave")
        hands.touch("criterion.more.since_dose")
        hands.touch("criterion.pass")
        assert hands.reads("refused") == "The reason is empty."
        hands.write("criterion.field", "the dose was small")
        hands.touch("criterion.pass")
        await until(lambda: person(place).leaving.passed == {"since_dose": "the dose was small"})
        assert hands.reads("criterion.note.since_dose") == "Passed: the dose was small"


async def test_a_disclosure_is_written_for_an_owner_and_hidden_from_the_others(tmp_path: Path) -> None:
    async with in_the_room(tmp_path) as (place, hands, view):
        hands.touch("tile.2")
        hands.touch("rail.leave")
        hands.touch("risk.new")
        hands.touch("risk.save")
        assert hands.reads("refused") == "Say who looks after it."
        hands.write("risk.words", "Old thoughts came up.")
        hands.touch(f"risk.owner.{staff(place, 'Devi Rao').id}")
        hands.touch("risk.save")
        await until(lambda: len(person(place).leaving.open_disclosures) == 1 and not view.board.risks.saving)
        assert hands.reads("risk.text") == "Old thoughts came up."
        place.app.at_screen = Who(id=UUID(int=5), name="Juniper", roles=(Role.FACILITATOR,))
        view.tick()
        assert not hands.sees("risk.text")
        assert "Devi Rao" in hands.reads("risk.about")
        place.app.at_screen = staff(place, "Devi Rao")
        view.tick()
        hands.write("risk.answer", "A plan was made.")
        place.session.at_screen = place.app.at_screen
        hands.key(Qt.Key.Key_Return)
        await until(lambda: person(place).leaving.open_disclosures == ())


async def test_what_awaits_a_word_is_confirmed_by_one_touch_or_by_anothers_pin(tmp_path: Path) -> None:
    async with in_the_room(tmp_path) as (place, hands, view):
        dose = DoseGiven(drug="ketamine", route=Route.SUBLINGUAL, amount_mg=Decimal(25))
        tomas = staff(place, "Tomas Lind")
        began = emergency.EmergencyStep(step=emergency.Step.OXYGEN)
        await place.session.write(began, [place.people["Amara"]], unclaimed=True)
        place.clock.advance(timedelta(seconds=1))
        await place.session.write(dose, [place.people["Rowan"]], who=tomas)
        view.tick()
        before = len(place.session.awaiting())
        hands.touch("awaiting.open")
        hands.touch("awaiting.confirm.0")
        await until(lambda: len(confirmed(place)) == 1)
        assert len(place.session.awaiting()) == before - 1
        ines = place.app.at_screen
        assert ines is not None
        place.app.door.choose_pin(ines.id, "2468")
        place.app.at_screen = place.session.at_screen = tomas  # a facilitator's word does not count for a dose
        hands.touch("awaiting.confirm.0")
        assert hands.reads("hold.asked") == "PIN of the medical provider"
        type_pin(hands, "1111")
        assert hands.sees("refused")
        type_pin(hands, "2468")
        await until(lambda: len(confirmed(place)) == 2)
        assert place.session.awaiting() == ()
        assert confirmed(place)[-1].recorded_by == ines.id
        assert hands.reads("awaiting.holder").startswith("Ines Okafor signs, ")
        place.clock.advance(timedelta(minutes=4))
        view.tick()
        assert not hands.sees("awaiting.holder")


async def test_touch_is_narrowed_by_one_touch_and_widened_never_under_the_medicine(tmp_path: Path) -> None:
    async with in_the_room(tmp_path, scene="nobody_dosed") as (place, hands, _):
        await place.write("Amara", touch.TouchAgreed(extent=touch.Extent.HAND_SHOULDER))
        place.clock.advance(timedelta(minutes=1))
        await place.dose("Amara")
        hands.touch("tile.2")
        hands.touch("rail.person")
        hands.touch("person.part.touch")
        hands.touch("touch.as_prepared")
        await hands.until_sees("refused")
        assert "Under the medicine" in hands.reads("refused")
        hands.touch("touch.hand")
        await until(lambda: person(place).touch_narrowed)
        assert hands.reads("touch.told.0") == "Agreed to: hand only"
        hands.touch(f"touch.whose.{staff(place, 'Devi Rao').id}")
        hands.touch("touch.none")
        await until(lambda: len(person(place).consent.by_staff) == 1)
        hands.touch("touch.ask.held")
        await until(lambda: person(place).consent.asked == "to be held")
        hands.touch("touch.for_safety")
        hands.touch("touch.did.hand")
        await until(lambda: facts(place, touch.TouchDone) == [touch.TouchDone(text="a hand", for_safety=True)])


async def test_words_at_the_circle_and_the_rules_over_the_room(tmp_path: Path) -> None:
    async with in_the_room(tmp_path) as (place, hands, _):
        hands.touch("room.rules")
        await hands.until_sees("circle.screen")
        hands.touch("circle.edit")
        hands.write("circle.rules_text", "What is said here stays here.")
        hands.touch("circle.keep")
        await until(lambda: place.session.state.circle_rules != "")
        await hands.until_sees("circle.rule.0")
        assert hands.reads("circle.rule.0") == "What is said here stays here."
        hands.touch("circle.close")
        hands.touch("tile.2")
        hands.touch("rail.person")
        hands.touch("person.part.circle")
        hands.write("circle.words", "Quiet.")
        hands.touch("circle.which.closing")
        hands.touch("circle.save")
        await until(lambda: len(person(place).checked_in) == 1)
        assert person(place).checked_in[0].circle is circle.Circle.CLOSING


async def test_a_quote_is_two_touches_and_its_words(tmp_path: Path) -> None:
    async with in_the_room(tmp_path) as (place, hands, _):
        hands.touch("tile.2")
        hands.touch("rail.words")
        hands.write("words.text", "like the sea")
        hands.touch("words.save_quote")
        await until(lambda: len(facts(place, room.Quoted)) == 1)
        assert [fact.text for fact in facts(place, room.Quoted) if isinstance(fact, room.Quoted)] == ["like the sea"]


async def test_the_sheet_is_two_touches_and_goes_out_as_a_page_of_its_own(tmp_path: Path) -> None:
    async with in_the_room(tmp_path) as (place, hands, _):
        assert place.app.clinic is not None
        told = PersonTold(medicines="sertraline 100 mg", emergency_contact="Jude, 303 555 0134")
        await place.app.clinic.tell_person(place.people["Amara"], told)
        await place.app.clinic.keep_for_sessions(emergency.AddressTold(address="12 Lantern Lane, door B"))
        hands.touch("tile.2")
        hands.touch("emergency")
        await hands.until_sees("emergency.screen")
        hands.touch("emergency.sheet")
        await hands.until_sees("sheet.screen")
        assert hands.reads("sheet.name") == "Amara"
        assert hands.reads("sheet.born") == "1979-09-30, 46 years old"
        assert hands.reads("sheet.allergies") == "penicillin"
        assert hands.reads("sheet.conditions") == "not recorded"
        hands.touch("sheet.print")
        await until(lambda: len(facts(place, emergency.SheetGiven)) == 1, 20)  # on the record first
        await until(lambda: "sheet-" in hands.reads("sheet.printed"), 20)
        (page,) = tmp_path.rglob("sheet-*.pdf")  # noqa: ASYNC240 - a test's own folder
        assert str(page) in hands.reads("sheet.printed")
        text = extract_text(page.read_bytes())
        for words in ("Amara", "penicillin", "sertraline 100 mg", "ketamine 60 mg", "303 555 0134", "12 Lantern Lane"):
            assert words in text
        assert not any(name in text for name in place.people if name != "Amara")


async def test_a_late_returner_is_one_touch_away_from_the_next_session(tmp_path: Path) -> None:
    async with in_the_room(tmp_path, seats=2) as (place, hands, view):
        first = place.session
        await place.write("Rowan", room.WentOut(way=room.WayOut.WITHDREW, note="went home"))
        who = place.app.at_screen
        assert who is not None
        await place.app.begin_session(title="Evening circle", programme="rehearsal", lead=who.id, staff=[who.id],
                                      seats={1: place.people["Rowan"]}, staffing_reason="late")  # fmt: skip
        view.tick()
        await hands.until_sees("late.Rehearsal")
        hands.touch("late.Rehearsal")
        await until(lambda: place.session.scope == first.scope)
        assert place.session.state.people[place.people["Amara"]].out is None


async def test_a_session_that_was_held_on_paper_is_closed_at_the_hour_that_the_paper_says(tmp_path: Path) -> None:
    async with in_the_room(tmp_path, seats=2) as (place, hands, view):
        who, began = place.app.at_screen, place.clock.now() + timedelta(minutes=1)
        assert who is not None
        everybody = [place.people["Rowan"], place.people["Amara"]]
        await place.session.write(room.WentOut(way=room.WayOut.WITHDREW, escort="Sam"), everybody)
        hands.touch("end")
        assert not hands.sees("session.ended")  # a session that runs here is over as it is closed
        place.clock.advance(timedelta(hours=8))
        await place.app.begin_session(title="On paper", programme="rehearsal", lead=who.id, staff=[who.id],
                                      seats={1: everybody[0]}, staffing_reason="late", at=began)  # fmt: skip
        last = began + timedelta(minutes=95)
        out = room.WentOut(way=room.WayOut.WITHDREW, escort="Sam")
        await place.session.write(out, everybody[:1], at=last)
        view.tick()
        hands.touch("end")
        await hands.until_sees("session.ended")
        on_the_wall = last.astimezone(ZoneInfo(place.session.state.zone))
        assert hands.reads("session.ends_at") == (
            f"It was held on paper: empty is {on_the_wall:%H:%M}, the hour of its last line."
        )
        hands.write("session.ended", f"{on_the_wall - timedelta(minutes=20):%H:%M}")
        hands.touch("session.close")
        await until(lambda: hands.sees("refused"))
        assert "not over before it" in hands.reads("refused")
        hands.write("session.ended", f"{on_the_wall + timedelta(minutes=20):%H:%M}")
        hands.touch("session.close")
        await until(lambda: place.session.state.closed_at is not None)
        assert place.session.state.closed_at == (last + timedelta(minutes=20)).replace(second=0, microsecond=0)


async def test_what_is_due_of_a_late_returner_stays_in_sight_in_the_next_session_and_leads_back(tmp_path: Path) -> None:
    async with in_the_room(tmp_path, seats=2) as (place, hands, view):
        first = place.session
        await place.write("Rowan", room.WentOut(way=room.WayOut.WITHDREW, note="went home"))
        who = place.app.at_screen
        assert who is not None
        assert not hands.sees("late.mark.0")
        await place.app.begin_session(title="Evening circle", programme="rehearsal", lead=who.id, staff=[who.id],
                                      seats={1: place.people["Rowan"]}, staffing_reason="late")  # fmt: skip
        await hands.until_sees("late.mark.0")
        hands.touch("tile.1")
        told = "Amara of the earlier session: "
        assert re.fullmatch(told + r"HR, BP, SpO₂, Br due in \d+ min", mark(hands))
        place.clock.advance(timedelta(minutes=40))
        view.tick()
        assert re.fullmatch(told + r"HR, .* overdue by \d+ min", mark(hands))
        hands.touch("veil")
        await until(lambda: mark(hands).startswith("Seat 2 of the earlier session: "))
        hands.shell.veil.lift()
        hands.touch("late.mark.0")
        await until(lambda: place.session.scope == first.scope)
        await until(lambda: hands.reads("panel.name") == "Amara")
        await until(lambda: mark(hands).startswith("Rowan of the later session: "))


def mark(hands: Hands) -> str:
    """What the mark of the late returner says; nothing when there is none."""
    return hands.reads("late.mark.0.text") if hands.sees("late.mark.0") else ""


async def test_one_pin_holds_the_board_for_several_people(tmp_path: Path) -> None:
    async with in_the_room(tmp_path, seats=3) as (place, hands, view):
        ines = place.app.at_screen
        assert ines is not None
        place.app.door.choose_pin(ines.id, "2468")
        await grounded(place, view)
        hands.touch("end")
        hands.touch("board.open")
        await hands.until_sees("board.screen")
        hands.touch("board.2.steady")
        hands.touch("board.3.oriented")
        await until(
            lambda: "steady" in person(place).leaving.answers and "oriented" in person(place, "Idris").leaving.answers
        )
        hands.touch("board.sign.2.medical_provider")
        await hands.until_sees("hold.asked")
        type_pin(hands, "2468")
        await until(lambda: Role.MEDICAL_PROVIDER in person(place).leaving.signed)
        hands.touch("board.sign.3.medical_provider")
        await until(lambda: Role.MEDICAL_PROVIDER in person(place, "Idris").leaving.signed)
        assert hands.reads("board.holder").startswith("Ines Okafor signs")
        hands.touch("board.done")
        hands.touch("board.2.escort")  # needs a name: the person's own list opens
        await hands.until_sees("criterion.yes.escort")
        assert not hands.sees("board.screen")


async def test_a_pin_signs_no_more_once_another_has_the_screen_or_names_are_hidden(tmp_path: Path) -> None:
    async with in_the_room(tmp_path, seats=3) as (place, hands, view):
        ines, tomas = staff(place, "Ines Okafor"), staff(place, "Tomas Lind")
        place.app.door.choose_pin(ines.id, "2468")
        await grounded(place, view)
        hands.touch("tile.2")
        hands.touch("rail.leave")
        view.board.sign("medical_provider")
        await hands.until_sees("hold.asked")
        type_pin(hands, "2468")
        await until(lambda: Role.MEDICAL_PROVIDER in person(place).leaving.signed)
        place.app.at_screen = place.session.at_screen = tomas
        hands.touch("tile.3")
        hands.touch("rail.leave")
        view.board.sign("medical_provider")
        assert view.hold.asking, "Ines is not at the screen any more"
        assert person(place, "Idris").leaving.signed == {}
        type_pin(hands, "2468")
        await until(lambda: Role.MEDICAL_PROVIDER in person(place, "Idris").leaving.signed)
        assert view.hold.holder.startswith("Ines Okafor signs")
        hands.touch("veil")
        await until(lambda: hands.shell.veil.is_down)
        assert view.hold.holder == ""


async def test_what_the_provider_confirmed_by_a_pin_is_undone_by_one_touch_while_it_is_good(tmp_path: Path) -> None:
    async with in_the_room(tmp_path, seats=3) as (place, hands, view):
        ines, tomas = staff(place, "Ines Okafor"), staff(place, "Tomas Lind")
        place.app.door.choose_pin(ines.id, "2468")
        await grounded(place, view)
        place.app.at_screen = place.session.at_screen = tomas
        hands.touch("tile.2")
        hands.touch("rail.leave")
        view.board.open("steady")
        view.board.type("with a stick")
        view.board.pass_by("steady")
        await hands.until_sees("hold.asked")
        type_pin(hands, "2468")
        await until(lambda: "steady" in person(place).leaving.passed)
        await hands.until_sees("undo.undo")
        place.clock.advance(timedelta(seconds=1))
        hands.touch("undo.undo")
        await until(lambda: not person(place).leaving.passed)
        assert not hands.shell.notices.present
        withdrawn = [one for one in place.session.history.entries if isinstance(one.fact, Voided)]
        assert [one.recorded_by for one in withdrawn] == [ines.id], "by the word that gave it"
        view.board.sign("medical_provider")
        await until(lambda: Role.MEDICAL_PROVIDER in person(place).leaving.signed)
        await hands.until_sees("undo.undo")
        view.hold.let_go()
        assert view.desk.undo_text == "", "nobody is offered what they could not take back"
        signed = next(one for one in place.session.history.lines() if isinstance(one.entry.fact, leaving.LeavingSigned))
        with pytest.raises(Refusal, match=r"session\.not_your_word"):
            await place.session.void(signed.first.id, "not yet")


async def test_a_touch_takes_nobody_the_word_of_their_way_out_and_calls_nobody_who_has_gone(tmp_path: Path) -> None:
    async with in_the_room(tmp_path, scene="leaving") as (place, hands, view):
        rowan, amara = place.people["Rowan"], place.people["Amara"]
        hands.touch("tile.1")
        hands.touch("rail.person")
        hands.touch("state.inward")
        await until(lambda: view.person.refusal == "Rowan is out of the session. Choose a time before that.")
        assert place.session.state.people[rowan].state is room.State.CLEARED
        hands.touch("moment.10")
        hands.touch("state.returning")
        await until(lambda: view.desk.undo_text.startswith("1 Rowan: returning"))
        assert place.session.state.people[rowan].state is room.State.CLEARED, "how it was before is told, and it stands"
        hands.touch("rail.observe")
        await hands.until_sees("for.several")
        hands.touch("for.several")
        hands.touch("tile.2")
        hands.touch("rail.support")
        hands.touch("support.call")
        await until(lambda: place.session.state.people[amara].support is not None)
        assert place.session.state.people[rowan].support is None
        hands.touch("tile.2")
        hands.touch("tile.3")
        assert set(view.desk.chosen) == {rowan, place.people["Idris"]}
        hands.touch("support.call")
        await until(lambda: view.support.refusal == "Rowan is out of the session. Choose a time before that.")


async def test_a_lock_while_the_room_is_open_is_no_fault(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    async with in_the_room(tmp_path, seats=2) as (place, _, _view):
        heard: list[BaseException] = []
        place.app.faults.listen(lambda fault, where: heard.append(fault))
        await scenes.lock_with_a_kept_pin(place.app)
        assert heard == []
        assert "session.not_open" not in capfd.readouterr().err
