"""A person's way to the medicine at the window: preparation, their words, questionnaires, disclosures, the course."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec
import pytest
from PySide6.QtCore import Qt

from facilitator_app.app import Stage
from facilitator_app.clinic import Clinic
from facilitator_app.record.agenda import MeetingSet
from facilitator_app.record.entry import Fact, Part
from facilitator_app.record.integration import VisitPlace
from facilitator_app.record.leaving import RiskDisclosed
from facilitator_app.record.people import PersonTold, SamePerson
from facilitator_app.record.preparation import OwnReadinessSaid, WishMatter, preparation
from facilitator_app.record.prescribing import prescribed
from facilitator_app.record.questionnaires import Questionnaire, QuestionnaireAnswered
from facilitator_app.record.results import results
from facilitator_app.record.roles import Role
from facilitator_app.record.versions import programme_for
from facilitator_app.session import Who
from facilitator_app.ui.beforehand_view import BeforehandView
from facilitator_app.ui.integration_view import IntegrationView
from tests.people import START
from tests.test_app import PASSPHRASE, Room
from tests.ui.hands import Hands
from tests.ui.test_groups import window
from tests.waiting import until


@pytest.fixture
async def here(tmp_path: Path) -> Room:
    """Rowan and Amara; Ines and Tomas."""
    there = Room(tmp_path / "clinic")
    await there.make()
    return there


def clinic(here: Room) -> Clinic:
    assert here.app.clinic is not None
    return here.app.clinic


def view(hands: Hands) -> BeforehandView:
    found = hands.shell.home.beforehand
    assert isinstance(found, BeforehandView)
    return found


async def at_rowan(hands: Hands, here: Room) -> None:
    """From home to Rowan's way to the medicine."""
    hands.shell.refresh()
    hands.touch("home.people")
    hands.touch(f"people.{here.rowan}")
    await hands.until_sees("person.beforehand")
    hands.touch("person.beforehand")
    await hands.until_sees("own.ready")


async def tell(here: Room, *facts: Fact, days: int = 0) -> None:
    at = START - timedelta(days=days)
    await clinic(here).write([Part(fact=fact, about=here.rowan, at=at) for fact in facts])


def phq(*answers: int) -> QuestionnaireAnswered:
    return QuestionnaireAnswered(questionnaire=Questionnaire.PHQ9, version="2 weeks", answers=answers)


async def test_a_page_of_figures_pasted_for_the_minutes_is_refused_at_its_field(here: Room) -> None:
    async with window(here) as hands:
        await at_rowan(hands, here)
        hands.write("held.note", "Asked about the sea.")
        hands.write("held.minutes", "6" * 5000)
        hands.touch(f"held.held_by.{here.tomas}")
        hands.touch("held.do")
        await hands.until_sees("held.minutes.error")
        assert view(hands).preparation.rows == []


async def test_a_preparation_session_and_not_yet_are_written_down(here: Room) -> None:
    async with window(here) as hands:
        await at_rowan(hands, here)
        assert "“Not yet” is an answer" in hands.reads("own.about")
        hands.write("own.words", "After the move.")
        hands.touch("own.not_yet")
        await hands.until_sees("own.said.0")
        assert hands.reads("own.said.0") == "Not yet, 05 Mar 2026: After the move."
        await until(lambda: hands.reads("own.words") == "")
        hands.touch("held.do")
        await hands.until_sees("held.note.error")
        hands.write("held.minutes", "an hour")
        hands.write("held.note", "Asked about the sea.")
        hands.touch("held.do")
        await hands.until_sees("held.minutes.error")
        hands.write("held.minutes", "60")
        hands.touch(f"held.held_by.{here.tomas}")
        hands.touch("held.do")
        await until(lambda: len(view(hands).preparation.rows) == 1 and not view(hands).preparation.form.busy)
        (held,) = preparation(clinic(here).history.about(here.rowan)).held
        assert (held.by, held.told.minutes, held.told.note) == (here.tomas, 60, "Asked about the sea.")
        await until(lambda: hands.reads("held.note") == "")
        hands.touch(f"held.{held.entry}.withdraw")
        await hands.until_sees("held.withdrawn.reason")
        hands.touch("held.withdrawn.do")
        await hands.until_sees("held.withdrawn.reason.error")
        hands.write("held.withdrawn.reason", "another person")
        hands.touch("held.withdrawn.do")
        await until(lambda: not view(hands).preparation.rows)


async def test_what_they_say_is_kept_and_what_they_said_before_stays(here: Room) -> None:
    async with window(here) as hands:
        await at_rowan(hands, here)
        hands.touch("beforehand.part.hopes")
        await hands.until_sees("hope.intention")
        assert hands.reads("hope.intention") == "To be still."
        assert not hands.there("hope.keep").isEnabled()
        hands.write("hope.intention", "To be heard.")
        hands.write("hope.music", "Nothing with voices.")
        hands.write("hope.parts", "The one who keeps watch.")
        hands.touch("hope.keep")
        await until(lambda: len(view(hands).hopes.history) == 4)
        assert clinic(here).state.participants[here.rowan].told.intention == "To be heard."
        assert preparation(clinic(here).history.about(here.rowan)).wish(WishMatter.MUSIC) == "Nothing with voices."
        said = {row["text"] for row in view(hands).hopes.history}
        assert said == {"To be still.", "To be heard.", "Nothing with voices.", "The one who keeps watch."}


async def test_a_course_of_ones_own_takes_the_newest_version_on_purpose(here: Room) -> None:
    there, key = clinic(here), "individual_six_parts"
    await there.begin_session(UUID(int=900), "First", key, (), None, (here.rowan,))
    await there.end_session(UUID(int=900))
    newest = there.state.programmes[key]
    await there.keep_programme(msgspec.structs.replace(newest, version=newest.version + 1, session_minutes=100))
    async with window(here) as hands:
        await at_rowan(hands, here)
        await hands.until_sees(f"course_version.{key}")
        hands.touch(f"course_version.take.{key}")
        await until(lambda: not view(hands).courses.rows)
        runs_by = programme_for(there.state, key, here.rowan)
        assert runs_by is not None
        assert runs_by.session_minutes == 100


async def test_what_is_typed_and_answered_outlives_the_page_and_a_lock(here: Room) -> None:
    async with window(here) as hands:
        await at_rowan(hands, here)
        hands.write("held.note", "Asked about")
        hands.touch("beforehand.part.scores")
        await hands.until_sees("score.ask.gad7")
        hands.touch("score.ask.gad7")
        await hands.until_sees("answer.0.2")
        hands.touch("answer.0.2")
        hands.touch("questionnaire.close")
        await until(lambda: not hands.sees("questionnaire.panel"))
        hands.touch("beforehand.close")
        await until(lambda: not hands.sees("beforehand.panel"))
        await until(lambda: not here.app.faults._tasks)
        hands.touch("person.cancel")
        hands.touch("home.lock")
        await hands.until_sees("unlock")
        await until(lambda: here.app.stage is Stage.LOCKED)
        assert view(hands).preparation.values.get("note", "") == ""  # nothing of anybody is held
        hands.write("unlock.sign_in", "ines")
        hands.write("unlock.passphrase", PASSPHRASE)
        hands.touch("unlock.open")
        await hands.until_sees("home")
        await at_rowan(hands, here)
        assert hands.reads("held.note") == "Asked about"
        hands.touch("beforehand.part.scores")
        await hands.until_sees("score.ask.gad7")
        hands.touch("score.ask.gad7")
        await hands.until_sees("questionnaire.progress")
        await until(lambda: hands.reads("questionnaire.progress").startswith("1 of 7 answered. Without"))


async def test_a_questionnaire_is_answered_by_figures_alone(here: Room) -> None:
    async with window(here) as hands:
        await at_rowan(hands, here)
        hands.touch("beforehand.part.scores")
        await hands.until_sees("score.ask.gad7")
        assert "Ask a questionnaire" in hands.reads("score.about")
        hands.touch("score.ask.gad7")
        await hands.until_sees("answer.0.1")
        hands.touch("answer.0.1")  # from here on the keyboard alone
        hands.keys("2")
        for figure in "111003":
            hands.keys(figure)
        assert view(hands).scores.questionnaire.answers == ["2", "1", "1", "1", "0", "0", "3"]
        hands.keys("7")  # there is no such answer
        hands.touch("questionnaire.keep")
        await until(lambda: len(view(hands).scores.rows) == 1)
        assert view(hands).scores.rows[0]["text"] == "GAD-7: 8 of 21"


async def test_half_a_questionnaire_is_refused_and_item_nine_wants_somebody_who_looks_after_it(here: Room) -> None:
    async with window(here) as hands:
        await at_rowan(hands, here)
        hands.touch("beforehand.part.scores")
        await hands.until_sees("score.ask.phq9")
        hands.touch("score.ask.phq9")
        await hands.until_sees("answer.0.1")
        for item, answer in enumerate((1, 2, 1, 0, 3, 1, 2, 0)):
            hands.touch(f"answer.{item}.{answer}")
        hands.touch("questionnaire.keep")
        await hands.until_sees("questionnaire.error")
        assert hands.reads("questionnaire.error") == "Without an answer: 9."
        await until(lambda: hands.there("answer.8.0").hasActiveFocus())  # it goes there
        hands.touch("answer.8.1")
        await hands.until_sees("questionnaire.owner")
        hands.touch("questionnaire.keep")
        await hands.until_sees("questionnaire.owner.error")
        assert hands.reads("questionnaire.owner.error").startswith("Item 9 tells of a risk. Choose who")
        assert results(clinic(here).history.about(here.rowan), ZoneInfo(clinic(here).state.zone)) == ()
        hands.touch(f"questionnaire.owner.{here.tomas}")
        hands.touch("questionnaire.keep")
        await until(lambda: not hands.sees("questionnaire.panel"))
        await until(lambda: len(view(hands).scores.risks) == 1)
        assert "Tomas Lind looks after it" in str(view(hands).scores.risks[0]["head"])
        assert view(hands).scores.rows[0]["text"] == "PHQ-9: 11 of 27"
        (line,) = clinic(here).state.risks
        await hands.until_sees(f"risk.{line}.do")
        hands.write(f"risk.{line}.answer", "We talked; a plan was made.")
        hands.touch(f"risk.{line}.do")
        await until(lambda: not view(hands).scores.risks)


async def at_scores(hands: Hands, here: Room) -> None:
    await at_rowan(hands, here)
    hands.touch("beforehand.part.scores")
    await hands.until_sees("score.ask.phq9")


async def half_answer(hands: Hands, *answers: int) -> None:
    """The PHQ-9 is asked, so many items are answered, and its sheet is closed."""
    hands.touch("score.ask.phq9")
    await hands.until_sees("answer.0.1")
    for item, answer in enumerate(answers):
        hands.touch(f"answer.{item}.{answer}")
    hands.touch("questionnaire.close")
    await until(lambda: not hands.sees("questionnaire.panel"))


async def test_a_questionnaire_left_half_way_says_since_when_and_counts_for_the_day_on_which_it_was_begun(
    here: Room,
) -> None:
    async with window(here) as hands:
        await at_scores(hands, here)
        assert not hands.sees("score.half_way.phq9")
        await half_answer(hands, 1, 2, 1, 0)
        await hands.until_sees("score.half_way.phq9")
        assert hands.reads("score.half_way.phq9") == "PHQ-9 was left half-way"
        note = hands.there("score.half_way.phq9").property("note")
        assert note == "Begun on 5 March 2026; 4 of 9 answered."
        here.clock.advance(timedelta(days=35))
        hands.touch("score.half_way.phq9")
        await hands.until_sees("questionnaire.half_way")
        assert hands.reads("questionnaire.half_way") == "Begun on 5 March 2026; 4 of 9 answered."
        for item in range(4, 9):
            hands.touch(f"answer.{item}.0")
        assert hands.reads("questionnaire.day") == "2026-03-05"
        hands.touch("questionnaire.keep")
        await until(lambda: not hands.sees("questionnaire.panel"))
        await until(lambda: len(view(hands).scores.rows) == 1)
        (kept,) = results(clinic(here).history.about(here.rowan), ZoneInfo(clinic(here).state.zone))
        assert (kept.at.date().isoformat(), kept.total) == ("2026-03-05", Decimal(4))
        assert not hands.sees("score.half_way.phq9")


async def test_a_yes_to_item_nine_that_nobody_kept_is_seen_at_home_until_somebody_looks_after_it(here: Room) -> None:
    async with window(here) as hands:
        await at_scores(hands, here)
        await half_answer(hands, *[3] * 9)
        note = str(hands.there("score.half_way.phq9").property("note"))
        assert note.endswith("9 of 9 answered. A disclosure of risk is in it, and nobody looks after it yet.")
        hands.touch("beforehand.close")
        await until(lambda: not hands.sees("beforehand.panel"))
        await until(lambda: not here.app.faults._tasks)
        hands.touch("person.cancel")
        hands.touch("home.lock")
        await hands.until_sees("unlock")
        await until(lambda: here.app.stage is Stage.LOCKED)
        assert hands.shell.home.half_way == []  # nothing of anybody is held
        hands.write("unlock.sign_in", "ines")
        hands.write("unlock.passphrase", PASSPHRASE)
        hands.touch("unlock.open")
        await hands.until_sees("home")
        hands.touch("home.today")
        await hands.until_sees(f"today.half_way.{here.rowan}.phq9")
        assert hands.reads(f"today.half_way.{here.rowan}.phq9") == "Rowan: PHQ-9 was left half-way"
        assert "nobody looks after it yet" in str(hands.there(f"today.half_way.{here.rowan}.phq9").property("note"))
        hands.touch(f"today.half_way.{here.rowan}.phq9")
        await hands.until_sees("score.half_way.phq9")
        hands.touch("score.half_way.phq9")
        await hands.until_sees(f"questionnaire.owner.{here.tomas}")
        hands.touch(f"questionnaire.owner.{here.tomas}")
        hands.touch("questionnaire.keep")
        await until(lambda: len(clinic(here).state.risks) == 1)
        await until(lambda: not hands.sees("questionnaire.panel"))
        hands.touch("beforehand.close")
        await until(lambda: not hands.sees("beforehand.panel"))
        await hands.until_sees(f"today.risk.{here.rowan}")
        assert not hands.sees(f"today.half_way.{here.rowan}.phq9")


async def test_what_was_answered_half_way_is_begun_anew_by_one_touch_and_brought_back_by_another(here: Room) -> None:
    async with window(here) as hands:
        await at_scores(hands, here)
        await half_answer(hands, 1, 2)
        here.clock.advance(timedelta(days=2))
        hands.touch("score.ask.phq9")
        await hands.until_sees("questionnaire.anew")
        hands.touch("questionnaire.anew")
        assert view(hands).scores.questionnaire.answers == [""] * 9
        assert "can be brought back" in hands.reads("questionnaire.half_way")
        hands.touch("questionnaire.bring_back")
        assert view(hands).scores.questionnaire.answers[:2] == ["1", "2"]
        assert hands.reads("questionnaire.half_way") == "Begun on 5 March 2026; 2 of 9 answered."
        hands.touch("questionnaire.anew")
        for item in range(9):
            hands.touch(f"answer.{item}.0")
        assert not hands.sees("questionnaire.bring_back")
        assert not hands.sees("questionnaire.day")  # it is of today
        hands.touch("questionnaire.keep")
        await until(lambda: not hands.sees("questionnaire.panel"))
        (kept,) = results(clinic(here).history.about(here.rowan), ZoneInfo(clinic(here).state.zone))
        assert (kept.at.date().isoformat(), kept.total) == ("2026-03-07", Decimal(0))


async def test_what_was_kept_half_way_before_its_day_was_kept_is_there_still_and_asks_for_the_day(here: Room) -> None:
    journal = here.app.journal
    assert journal is not None
    await journal.save_draft(f"beforehand/{here.rowan}/phq9", '{"1": "2", "2": "1"}')
    await journal.save_draft(f"beforehand/{here.rowan}/gad7", '{"1": "2", "begun": "spring"}')
    await journal.save_draft("beforehand/nobody/gad7", '{"1": "2"}')
    async with window(here) as hands:
        await at_scores(hands, here)
        told = "Begun before, nobody knows on which day; {} answered."
        assert hands.there("score.half_way.gad7").property("note") == told.format("1 of 7")
        hands.touch("score.half_way.phq9")
        await hands.until_sees("questionnaire.half_way")
        assert hands.reads("questionnaire.half_way") == told.format("2 of 9")
        assert hands.reads("questionnaire.day") == ""
        hands.write("questionnaire.day", "2026-02-20")
        for item in range(2, 9):
            hands.touch(f"answer.{item}.0")
        hands.touch("questionnaire.keep")
        await until(lambda: not hands.sees("questionnaire.panel"))
        (kept,) = results(clinic(here).history.about(here.rowan), ZoneInfo(clinic(here).state.zone))
        assert (kept.at.date().isoformat(), kept.total) == ("2026-02-20", Decimal(3))
        assert len(hands.shell.home.half_way) == 1  # the other one, and nothing of nobody


async def test_what_was_left_half_way_of_an_entry_that_is_made_one_with_another_goes_along(here: Room) -> None:
    async with window(here) as hands:
        await at_scores(hands, here)
        await half_answer(hands, 1, 2, 1, 0)
        hands.touch("beforehand.close")
        await until(lambda: not hands.sees("beforehand.panel"))
        joined = SamePerson(other=here.rowan, entered_as="Rowan", told=PersonTold(escort="Jude"), reason="Added twice.")
        await clinic(here).write([Part(fact=joined, about=here.amara)])
        (row,) = hands.shell.home.half_way
        assert row["person"] == str(here.amara)
        hands.shell.home.show_beforehand(str(here.amara), "scores")
        await hands.until_sees("score.half_way.phq9")
        assert hands.there("score.half_way.phq9").property("note") == "Begun on 5 March 2026; 4 of 9 answered."


async def test_a_disclosure_is_named_at_home_and_its_words_are_shown_to_few(here: Room) -> None:
    await tell(here, phq(*[1] * 9), RiskDisclosed(text="Old thoughts.", owner=here.tomas, owner_name="Tomas Lind"))
    async with window(here) as hands:
        hands.shell.refresh()
        await hands.until_sees(f"today.risk.{here.rowan}")
        hands.touch(f"today.risk.{here.rowan}")
        await hands.until_sees("beforehand.part.scores")
        hands.touch("beforehand.part.scores")
        (line,) = clinic(here).state.risks
        await hands.until_sees(f"risk.{line}.text")
        assert hands.reads(f"risk.{line}.text") == "Old thoughts."  # Ines is a provider, and wrote it


async def test_withdrawing_answers_says_which_disclosure_goes_along_and_takes_it(here: Room) -> None:
    await tell(here, phq(*[1] * 9), RiskDisclosed(text="Old thoughts.", owner=here.tomas, owner_name="Tomas Lind"))
    await tell(here, phq(*[0] * 9))
    first, second = (
        one for one in clinic(here).history.about(here.rowan) if one.fact in (phq(*[1] * 9), phq(*[0] * 9))
    )
    async with window(here) as hands:
        await at_rowan(hands, here)
        hands.touch("beforehand.part.scores")
        await hands.until_sees(f"score.{second.id}.withdraw")
        hands.touch(f"score.{second.id}.withdraw")
        await hands.until_sees("score.withdrawn.reason")
        assert not hands.sees("score.withdrawn.then")
        hands.touch(f"score.{first.id}.withdraw")
        await hands.until_sees("score.withdrawn.then")
        assert "Tomas Lind" in hands.reads("score.withdrawn.then")
        hands.write("score.withdrawn.reason", "It was Amara's.")
        hands.touch("score.withdrawn.do")
        await until(lambda: not hands.sees("score.withdrawn.then"))
        assert not clinic(here).state.risks


async def test_another_result_with_its_version_and_how_far_it_moved_stands_in_the_course(here: Room) -> None:
    await tell(here, phq(2, 2, 2, 2, 2, 2, 2, 2, 0), days=30)
    await tell(here, OwnReadinessSaid(ready=True))
    async with window(here) as hands:
        await at_rowan(hands, here)
        hands.touch("beforehand.part.scores")
        await hands.until_sees("score.name")
        hands.write("score.name", "Patient Health Questionnaire (es)")
        await until(lambda: view(hands).scores.wants_item_9)
        assert hands.sees("score.item_9.0")
        hands.write("score.name", "PHQ-9")
        hands.write("score.version", "2 weeks")
        hands.write("score.total", "ten")
        hands.touch("score.keep")
        await hands.until_sees("score.total.error")
        hands.write("score.total", "10")
        hands.touch("score.keep")
        await hands.until_sees("score.item_9.error")
        hands.touch("score.item_9.0")
        hands.touch("score.keep")
        await until(lambda: len(view(hands).scores.rows) == 2)
        assert view(hands).scores.rows[0]["moved"] == "−6 since 03 Feb 2026"
        assert results(clinic(here).history.about(here.rowan), ZoneInfo(clinic(here).state.zone))[-1].moved == Decimal(
            -6
        )
        hands.touch("beforehand.close")
        await until(lambda: not hands.sees("beforehand.panel"))
        hands.touch("person.course")
        await hands.until_sees("course.page")
        desk = hands.shell.home.integration
        assert isinstance(desk, IntegrationView)
        await until(lambda: len(desk.course.sections) == 2)
        before, scores = desk.course.sections
        assert [row["text"] for row in rows(before)] == ["Feels ready, 05 Mar 2026", "To be still."]
        assert [row["text"] for row in rows(scores)] == [
            "PHQ-9: 10 of 27 · −6 since 03 Feb 2026",
            "PHQ-9: 16 of 27",
        ]


def rows(section: dict[str, object]) -> list[dict[str, str]]:
    found = section["rows"]
    assert isinstance(found, list)
    return found


async def test_escape_closes_the_questionnaire_and_not_the_page_under_it(here: Room) -> None:
    async with window(here) as hands:
        await at_rowan(hands, here)
        hands.touch("beforehand.part.scores")
        await hands.until_sees("score.ask.pcl5")
        hands.touch("score.ask.pcl5")
        await hands.until_sees("answer.19.4")
        hands.key(Qt.Key.Key_Escape)
        await until(lambda: not hands.sees("questionnaire.panel"))
        assert hands.sees("beforehand.panel")


async def test_the_prescriber_assesses_clears_and_orders_and_each_slip_is_told_at_its_place(here: Room) -> None:
    async with window(here) as hands:
        await at_rowan(hands, here)
        hands.touch("beforehand.part.prescribing")
        await hands.until_sees("stands.order")
        assert hands.reads("stands.order") == "No order is recorded."
        assert hands.sees("prescribing.not_yours")  # Ines prescribes nothing
        assert not hands.sees("prescribing.order.do")
        hale = Who(id=here.tomas, name="Dr. Hale", roles=(Role.PRESCRIBER,))
        here.app.at_screen = clinic(here).at_screen = hale
        view(hands).look()
        await hands.until_sees("prescribing.order.do")
        hands.touch("prescribing.assessment.do")
        await hands.until_sees("prescribing.health.error")
        hands.write("prescribing.until", "2026-03-04")
        hands.touch("prescribing.clearance.do")
        await hands.until_sees("prescribing.until.error")
        hands.write("prescribing.until", "2126-06-30")  # asked about, and kept once it is meant
        hands.touch("prescribing.clearance.do")
        await until(lambda: hands.reads("prescribing.clearance.do") == "It is meant: keep the clearance")
        hands.touch("prescribing.clearance.do")
        await until(lambda: "30 June 2126" in hands.reads("stands.clearance"))
        await until(lambda: hands.reads("prescribing.until") == "")
        hands.write("prescribing.until", "2026-06-30")
        hands.touch("prescribing.clearance.do")
        await until(lambda: "30 June 2026" in hands.reads("stands.clearance"))
        await until(lambda: hands.reads("prescribing.until") == "")
        hands.write("prescribing.drug", "ketamine")
        hands.touch("prescribing.route.intramuscular")
        hands.write("prescribing.low", "40")
        hands.touch("prescribing.order.do")
        await hands.until_sees("prescribing.unit.error")
        assert "mg" in hands.reads("prescribing.unit.error")
        hands.touch("prescribing.unit.mg")
        hands.touch("prescribing.further.no")
        hands.touch("prescribing.order.do")
        await until(lambda: "ketamine 40 mg" in hands.reads("stands.order"))
        await until(lambda: len(view(hands).prescribing.rows) == 3)
        there = prescribed(clinic(here).history, here.rowan)
        assert [order.told.low for order in there.orders] == [Decimal(40)]


async def test_who_is_planned_for_two_things_at_once_is_told_as_the_second_is_set_and_it_is_kept_by_a_second_touch(
    here: Room,
) -> None:
    at = START + timedelta(days=2)
    with_amara = MeetingSet(at=at, held_by=here.tomas, place=VisitPlace.OFFICE, minutes=50)
    await clinic(here).write([Part(fact=with_amara, about=here.amara)])
    async with window(here) as hands:
        await at_rowan(hands, here)
        hands.write("held.day", at.date().isoformat())
        hands.touch(f"held.held_by.{here.tomas}")
        hands.touch("held.set")
        await hands.until_sees("held.time.error")
        zone = ZoneInfo(clinic(here).state.zone)
        said = hands.reads("held.time.error")
        assert f"Tomas Lind: Preparation: Amara, {at.astimezone(zone):%H:%M}" in said
        assert not view(hands).preparation.meetings
        hands.touch("held.set")
        await until(lambda: len(view(hands).preparation.meetings) == 1)


async def test_a_meeting_is_set_for_a_day_to_come_and_called_off(here: Room) -> None:
    async with window(here) as hands:
        await at_rowan(hands, here)
        hands.touch("held.set")
        await hands.until_sees("held.day.error")  # this moment is no moment to come
        hands.write("held.day", (START + timedelta(days=3)).date().isoformat())
        hands.touch(f"held.held_by.{here.tomas}")
        hands.touch("held.set")
        await until(lambda: len(view(hands).preparation.meetings) == 1 and not view(hands).preparation.form.busy)
        (meeting,) = clinic(here).state.agenda.meetings.values()
        assert (meeting.person, meeting.told.held_by) == (here.rowan, here.tomas)
        assert "Tomas Lind" in view(hands).preparation.meetings[0]["head"]
        await hands.until_sees(f"meeting.{meeting.entry}.withdraw")
        hands.touch(f"meeting.{meeting.entry}.withdraw")
        await hands.until_sees("held.withdrawn.reason")
        hands.write("held.withdrawn.reason", "moved away")
        hands.touch("held.withdrawn.do")
        await until(lambda: not view(hands).preparation.meetings)
