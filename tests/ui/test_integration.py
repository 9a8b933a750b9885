"""The desk after the sessions at the window: the call, the booking and the visit, by touch and by key, kept while typed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt

from facilitator_app.handoff.reading import text_of
from facilitator_app.record.agenda import MeetingSet
from facilitator_app.record.debrief import DebriefSaid
from facilitator_app.record.entry import Fact, Part
from facilitator_app.record.integration import (
    Attendance,
    ContactTried,
    PartKind,
    Reach,
    TaskGiven,
    VisitBooked,
    VisitHeld,
    VisitKind,
    VisitPlace,
    VisitSigned,
)
from facilitator_app.record.roles import Act, word_counts
from tests.test_app import Room as Clinic
from tests.ui.after import over
from tests.ui.hands import Hands, at_window
from tests.ui.scenes import Room
from tests.waiting import until


async def at_the_desk(hands: Hands, place: Room, who: str = "Rowan") -> None:
    """From home to somebody's page."""
    row = f"desk.{next(iter(place.app.clinic_state().sessions))}/{place.people[who]}"
    hands.shell.go("home")
    await hands.until_sees("home.integration")
    hands.touch("home.integration")
    await hands.until_sees(row)
    hands.touch(row)
    await hands.until_sees("after.panel")
    await hands.until_sees("waits.call")


def left(folder: Path, pattern: str) -> bytes:
    """The file that was written."""
    return next(folder.glob(pattern)).read_bytes()


async def told(place: Room, kind: type[Fact]) -> list[Fact]:
    """What of a kind is on the record."""
    session = await place.app.read_session(next(iter(place.app.clinic_state().sessions)))
    return [entry.fact for entry in session.history.entries if isinstance(entry.fact, kind)]


async def test_the_call_is_given_to_another_tried_and_made(tmp_path: Path) -> None:
    place = await over(tmp_path / "clinic")
    place.clock.advance(timedelta(hours=20))
    async with at_window(place.app, start=False) as hands:
        await at_the_desk(hands, place)
        assert hands.reads("waits.call").startswith("Call on the next day, 6 Mar")
        devi = next(str(one.id) for one in place.app.clinic_state().staff.values() if one.name == "Devi Rao")
        hands.touch(f"contact.give.{devi}")
        await until(lambda: hands.there("waits.call").property("note") == "Devi Rao")
        hands.touch("contact.let_go")
        await hands.until_sees("contact.note.error")  # not without a reason
        hands.touch("contact.note.input")
        hands.keys("Voicemail.")
        hands.touch("contact.not_reached")
        await until(lambda: "not reached: 1" in str(hands.there("waits.call").property("note")))
        hands.touch("waits.call")
        await hands.until_sees("contact.reached")
        hands.touch("contact.reached")
        await until(lambda: not hands.sees("waits.call"))
        tried = await told(place, ContactTried)
        assert [(one.reach, one.note) for one in tried if isinstance(one, ContactTried)] == [
            (Reach.NOT_REACHED, "Voicemail."),
            (Reach.REACHED, ""),
        ]
        assert len(await told(place, TaskGiven)) == 1


async def test_a_visit_sooner_than_the_gap_is_booked_because_it_was_asked_for(tmp_path: Path) -> None:
    place = await over(tmp_path / "clinic")
    async with at_window(place.app, start=False) as hands:
        await at_the_desk(hands, place)
        hands.touch("after.part.book")
        await hands.until_sees("book.day")
        hands.touch("book.do")
        await hands.until_sees("book.form.error")
        hands.touch("book.form.group")
        hands.touch("book.place.telehealth")
        hands.write("book.day", "2026-03-06")
        hands.write("book.time", "9:30")
        await hands.until_sees("book.soon")
        hands.touch("book.do")
        await hands.until_sees("book.reason.error")
        hands.touch("book.reason.0")
        await until(lambda: hands.reads("book.reason") == "asked for sooner")
        hands.touch("book.do")
        await hands.until_sees("after.fact.booked")
        assert hands.reads("after.fact.booked") == "6 Mar 2026, 09:30, in the group, by telehealth"
        booked = (await told(place, VisitBooked))[0]
        assert isinstance(booked, VisitBooked)
        assert (booked.reason, booked.at.isoformat()) == ("asked for sooner", "2026-03-06T16:30:00+00:00")


async def test_a_visit_while_who_holds_it_is_planned_elsewhere_is_told_and_booked_by_a_second_touch(
    tmp_path: Path,
) -> None:
    place = await over(tmp_path / "clinic")
    clinic = place.app.clinic
    assert clinic is not None
    holder = next(one for one in clinic.state.staff.values() if word_counts(one.roles, Act.SIGN_VISIT))
    elsewhere = next(one for one in clinic.state.participants if one != place.people["Rowan"])
    at = datetime(2026, 3, 9, 16, 0, tzinfo=UTC)
    meeting = MeetingSet(at=at, held_by=holder.id, place=VisitPlace.OFFICE, minutes=50)
    await clinic.write([Part(fact=meeting, about=elsewhere)])
    async with at_window(place.app, start=False) as hands:
        await at_the_desk(hands, place)
        hands.touch("after.part.book")
        await hands.until_sees("book.day")
        hands.touch("book.form.individual")
        hands.touch("book.place.office")
        hands.touch(f"book.held_by.{holder.id}")
        hands.write("book.day", "2026-03-09")
        zone = ZoneInfo(clinic.state.zone)
        hands.write("book.time", f"{(at + timedelta(minutes=30)).astimezone(zone):%H:%M}")
        hands.touch("book.do")
        await hands.until_sees("book.time.error")
        assert holder.name in hands.reads("book.time.error")
        assert await told(place, VisitBooked) == []
        hands.touch("book.do")
        await hands.until_sees("after.fact.booked")
        assert len(await told(place, VisitBooked)) == 1


async def test_the_visit_is_written_kept_over_a_closed_page_and_signed(tmp_path: Path) -> None:
    place = await over(tmp_path / "clinic")
    place.clock.advance(timedelta(hours=50))
    async with at_window(place.app, start=False) as hands:
        await at_the_desk(hands, place)
        hands.touch("after.part.visit")
        await hands.until_sees("visit.day")
        hands.touch("visit.came_up.input")
        hands.keys("The lake again.")
        hands.touch("visit.theme.input")
        hands.keys("water")
        hands.key(Qt.Key.Key_Return)
        await hands.until_sees("visit.themes.0")
        hands.touch("visit.part.input")
        hands.keys("the watchman")
        hands.touch("visit.part.kind.manager")
        hands.touch("visit.part.add")
        await hands.until_sees("visit.parts.0")
        hands.touch("after.close")
        await until(lambda: not hands.sees("after.panel"))
        await at_the_desk(hands, place)
        hands.touch("after.part.visit")
        await hands.until_sees("visit.came_up")
        assert hands.reads("visit.came_up") == "The lake again."
        assert hands.reads("visit.parts.0") == "the watchman (manager)"
        hands.touch("visit.keep_sign")
        await hands.until_sees("visit.attendance.error")
        for choice in ("attendance.came", "form.individual", "place.office"):
            hands.touch(f"visit.{choice}")
        hands.write("visit.scores", "PHQ-9 seven")
        hands.touch("visit.keep_sign")
        await hands.until_sees("visit.scores.error")
        hands.write("visit.scores", "PHQ-9 7")
        hands.touch("visit.keep_sign")
        await hands.until_sees("after.fact.visit")
        visit = (await told(place, VisitHeld))[0]
        assert isinstance(visit, VisitHeld)
        assert (visit.attendance, visit.themes, visit.scores[0].value) == (Attendance.CAME, ("water",), "7")
        assert (visit.parts[0].name, visit.parts[0].kind) == ("the watchman", PartKind.MANAGER)
        assert len(await told(place, VisitSigned)) == 1
        await until(lambda: not hands.sees("waits.book"))


async def test_a_visit_is_corrected_with_its_reason_and_one_of_another_person_is_withdrawn(tmp_path: Path) -> None:
    place = await over(tmp_path / "clinic")
    place.clock.advance(timedelta(hours=50))
    assert place.app.clinic is not None
    session = await place.app.read_session(next(iter(place.app.clinic_state().sessions)))
    session.at_screen = place.app.at_screen
    came = VisitHeld(
        attendance=Attendance.CAME,
        form=VisitKind.GROUP,
        place=VisitPlace.OFFICE,
        came_up="The lake agian.",
        themes=("water",),
    )
    await session.write(came, [place.people["Rowan"]])
    place.clock.advance(timedelta(minutes=5))
    async with at_window(place.app, start=False) as hands:
        await at_the_desk(hands, place)
        hands.touch("after.part.visit")
        await hands.until_sees("written.0.change")
        hands.touch("written.0.change")
        await hands.until_sees("visit.why")
        await until(lambda: hands.reads("visit.came_up") == "The lake agian.")
        hands.write("visit.came_up", "The lake again.")
        hands.touch("visit.keep")
        await hands.until_sees("visit.why.error")  # not without a reason
        hands.write("visit.why", "a slip of the pen")
        hands.touch("visit.keep")
        await until(lambda: not hands.sees("visit.day"))
        hands.touch("after.part.visit")
        await hands.until_sees("written.0.was")
        assert hands.reads("written.0.was").endswith("Changed by Ines Okafor, 7 Mar 2026, 16:51: a slip of the pen")
        assert "The lake agian." in hands.reads("written.0.was")
        assert "The lake again." in hands.reads("written.0.whole")
        assert hands.reads("visit.came_up") == ""  # the form is of a new visit
        hands.touch("written.0.take_back")
        await hands.until_sees("written.withdraw")
        hands.touch("written.withdraw")
        await hands.until_sees("written.reason.error")
        hands.write("written.reason", "it was Amara")
        hands.touch("written.withdraw")
        await until(lambda: not hands.sees("visit.day"))
        hands.touch("after.part.visit")
        await hands.until_sees("written.0.gone")
        assert "it was Amara" in hands.reads("written.0.gone")
        assert not hands.sees("written.0.change")
        assert not hands.sees("after.fact.visit")


async def test_a_visit_held_sooner_than_the_gap_is_written_with_its_reason(tmp_path: Path) -> None:
    place = await over(tmp_path / "clinic")
    async with at_window(place.app, start=False) as hands:
        await at_the_desk(hands, place)
        hands.touch("after.part.visit")
        await hands.until_sees("visit.soon")
        for choice in ("attendance.came", "form.individual", "place.office"):
            hands.touch(f"visit.{choice}")
        hands.write("visit.came_up", "The lake again.")
        hands.touch("visit.keep")
        await hands.until_sees("visit.reason.error")
        hands.write("visit.reason", "asked for sooner")
        hands.touch("visit.keep")
        await hands.until_sees("after.fact.visit")
        visit = (await told(place, VisitHeld))[0]
        assert isinstance(visit, VisitHeld)
        assert visit.reason == "asked for sooner"


async def test_a_clinic_without_sessions_is_told_the_next_step(tmp_path: Path) -> None:
    here = Clinic(tmp_path / "clinic")
    await here.make()
    async with at_window(here.app, start=False) as hands:
        hands.shell.go("home")
        await hands.until_sees("home.integration")
        hands.touch("home.integration")
        await until(lambda: "First a session is held" in hands.reads("desk.about"))


async def test_the_teams_round_warns_of_a_name_and_keeps_what_is_said(tmp_path: Path) -> None:
    place = await over(tmp_path / "clinic")
    scope = next(iter(place.app.clinic_state().sessions))
    async with at_window(place.app, start=False) as hands:
        hands.shell.go("home")
        await hands.until_sees("home.integration")
        hands.touch("home.integration")
        await hands.until_sees("desk.tab.debrief")
        hands.touch("desk.tab.debrief")
        await hands.until_sees(f"debrief.{scope}")
        hands.touch(f"debrief.{scope}")
        await hands.until_sees("debrief.topic.near_miss")
        hands.touch("debrief.topic.near_miss")
        await until(lambda: hands.there("debrief.topic.near_miss").property("on"))
        hands.touch("debrief.say")
        await hands.until_sees("debrief.text.error")
        hands.touch("debrief.text.input")
        hands.keys("Rowan nearly fell at the step.")
        await hands.until_sees("debrief.warning")
        assert hands.reads("debrief.warning").startswith("Who? Rowan")
        hands.touch("debrief.say")  # warned, not held back
        await hands.until_sees("debrief.said.near_miss.0")
        assert hands.reads("debrief.said.near_miss.0") == "Rowan nearly fell at the step."
        await until(lambda: hands.reads("debrief.text") == "")
        assert len(await told(place, DebriefSaid)) == 1


async def test_the_whole_course_is_one_touch_away_and_is_written_as_a_page(tmp_path: Path) -> None:
    place = await over(tmp_path / "clinic")
    async with at_window(place.app, start=False) as hands:
        await at_the_desk(hands, place)
        hands.touch("after.course")
        await hands.until_sees("course.1.text.2")
        assert hands.reads("course.0") == "Before the sessions"
        assert hands.reads("course.1").startswith("1. Rehearsal, 5 Mar 2026")
        assert hands.reads("course.1.text.3") == "ketamine 60 mg, intramuscular"
        hands.touch("course.write")
        await until(lambda: hands.shell.files.asking)
        hands.shell.files.choose(str(tmp_path))
        await hands.until_sees("course.said")
        text = text_of(left(tmp_path, "course-*.pdf"))
        assert "First light" in text
        assert "Amara" not in text


async def test_the_report_counts_a_period_and_hides_the_few(tmp_path: Path) -> None:
    place = await over(tmp_path / "clinic")
    async with at_window(place.app, start=False) as hands:
        hands.shell.go("home")
        await hands.until_sees("home.integration")
        hands.touch("home.integration")
        await hands.until_sees("desk.tab.report")
        hands.touch("desk.tab.report")
        await hands.until_sees("report.count")
        hands.write("report.first", "March")
        hands.touch("report.count")
        await hands.until_sees("report.first.error")
        hands.write("report.first", "2026-03-01")
        hands.touch("report.count")
        await hands.until_sees("report.text.1")
        assert (hands.reads("report.text.0"), hands.reads("report.text.1")) == ("1", "hidden: few")
        hands.touch("report.csv")
        await until(lambda: hands.shell.files.asking)
        hands.shell.files.choose(str(tmp_path))
        await hands.until_sees("report.said")
        assert "People,hidden: few" in left(tmp_path, "report-*.csv").decode()


async def test_a_persons_page_leads_to_their_course(tmp_path: Path) -> None:
    place = await over(tmp_path / "clinic")
    async with at_window(place.app, start=False) as hands:
        hands.shell.go("home")
        await hands.until_sees("home.people")
        hands.touch("home.people")
        await hands.until_sees(f"people.{place.people['Noor']}")
        hands.touch(f"people.{place.people['Noor']}")
        await hands.until_sees("person.course")
        hands.touch("person.course")
        await hands.until_sees("course.page")
        await until(lambda: hands.reads("course.about") == "Sessions: 1")


async def test_a_programmes_follow_up_contacts_are_set_and_wait_from_then_on(tmp_path: Path) -> None:
    place = await over(tmp_path / "clinic")
    async with at_window(place.app, start=False) as hands:
        hands.shell.go("home")
        await hands.until_sees("home.integration")
        hands.touch("home.integration")
        await hands.until_sees("desk.tab.wishes")
        hands.touch("desk.tab.wishes")
        await hands.until_sees("wishes.rehearsal")
        hands.touch("wishes.rehearsal")
        await until(lambda: hands.there("wishes.rehearsal").property("chosen"))
        hands.touch("wishes.call")
        hands.write("wishes.days", "7, soon")
        hands.touch("wishes.keep")
        await hands.until_sees("wishes.days.error")
        hands.write("wishes.days", "30, 7")
        hands.touch("wishes.keep")
        await hands.until_sees("wishes.said")
        kept = place.app.clinic_state().after["rehearsal"]
        assert (kept.call, kept.follow_up_days) == (False, (30, 7))
