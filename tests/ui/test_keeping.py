"""A person's record at the window: a copy, a correction, how long it is kept, and erased by two; and the key of it all."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from facilitator_app.record.requests import CorrectionAsked
from facilitator_app.record.retention import KeyChanged, RetentionKept
from facilitator_app.ui.record_view import RecordView
from facilitator_app.ui.review_view import ReviewView
from tests.test_app import PASSPHRASE
from tests.test_erasure import TOMAS, WHY, Over
from tests.ui.hands import Hands, at_window, spoken
from tests.ui.test_accessible import Seen
from tests.waiting import until


@pytest.fixture
async def here(tmp_path: Path) -> Over:
    """A session that is over, with Rowan and Amara in it."""
    made = Over(tmp_path / "clinic")
    made.scope = await made.over()
    return made


async def until_says(hands: Hands, name: str, said: str) -> None:
    """Wait until a thing is to be seen and says so."""
    await until(lambda: hands.sees(name) and said in hands.reads(name))


async def at_record(hands: Hands, here: Over, part: str = "") -> None:
    """Rowan's record, and a part of it."""
    hands.shell.refresh()
    hands.touch("home.people")
    hands.touch(f"people.{here.rowan}")
    await hands.until_sees("person.record")
    hands.touch("person.record")
    await hands.until_sees("record.panel")
    await hands.until_sees("record.copy")
    view = hands.shell.home.record
    assert isinstance(view, RecordView)
    await until(lambda: not view.form.busy)
    if part:
        hands.touch(f"record.part.{part}")


async def test_a_copy_is_written_and_the_list_of_disclosures_kept(here: Over, tmp_path: Path) -> None:
    async with at_window(here.app, start=False) as hands:
        await at_record(hands, here)
        await until_says(hands, "record.disclosure.0", "Nothing was disclosed")
        hands.touch("record.copy")
        hands.shell.files.go(str(tmp_path))
        hands.shell.files.choose("")
        await until_says(hands, "record.said", "Written")
        assert here.clinic.state.asking[here.rowan].copies[0].fact.files[0].startswith("own-copy-")
        hands.write("record.disclosure.day", "5.3.2026")
        hands.touch("record.disclosure.tell")
        await hands.until_sees("record.disclosure.day.error")
        hands.write("record.disclosure.day", "2026-03-05")
        for field, said in (("to", "County court"), ("what", "One session"), ("purpose", "a subpoena")):
            hands.write(f"record.disclosure.{field}", said)
        hands.touch("record.disclosure.tell")
        await until_says(hands, "record.disclosure.0", "County court")
        await until(lambda: hands.reads("record.disclosure.to") == "")
        hands.touch("record.list.write")
        hands.shell.files.choose("")
        await until(lambda: len(list(tmp_path.glob("disclosures-*.pdf"))) == 1)


async def test_a_correction_is_asked_for_denied_and_disagreed_with(here: Over) -> None:
    async with at_window(here.app, start=False) as hands:
        await at_record(hands, here, "corrections")
        hands.write("record.correction", "I was awake.")
        hands.touch("record.correction.ask")
        await hands.until_sees("record.request.0")
        assert "I was awake." in hands.reads("record.request.0.asked")
        hands.touch("record.request.0.take")
        hands.touch("record.request.0.denied")
        await hands.until_sees("record.request.0.words.error")
        due = hands.reads("record.request.0.due")
        hands.write("record.request.0.words", "Who held it is away.")
        hands.touch("record.request.0.later")
        await until_says(hands, "record.request.0.put_off", "Who held it is away.")
        await until(lambda: hands.reads("record.request.0.due") != due)
        await hands.until_sees("record.request.0.take")
        hands.touch("record.request.0.take")
        assert not hands.sees("record.request.0.later")
        hands.write("record.request.0.words", "Two of the team saw it.")
        hands.touch("record.request.0.denied")
        await until(lambda: hands.sees("record.request.0.answer"))
        assert hands.reads("record.request.0.answer") == "Not corrected: Two of the team saw it."
        await hands.until_sees("record.request.0.take")
        hands.touch("record.request.0.take")
        hands.write("record.request.0.words", "I remember it.")
        hands.touch("record.request.0.say")
        await until(lambda: hands.sees("record.request.0.statement"))
        await hands.until_sees("record.request.0.take")
        hands.touch("record.request.0.take")
        hands.write("record.request.0.words", "Both wrote it down.")
        hands.touch("record.request.0.rebut")
        await until_says(hands, "record.request.0.rebuttal", "Both wrote it down.")
        await until(lambda: not hands.sees("record.request.0.take"))


async def test_the_rule_and_a_hold_are_set_and_stand_in_the_way(here: Over) -> None:
    async with at_window(here.app, start=False) as hands:
        await at_record(hands, here, "keeping")
        await until_says(hands, "record.until", "Last care on 2026-03-05.")
        hands.write("record.years", "many")
        hands.touch("record.rule.keep")
        await until_says(hands, "record.years.error", "0 to 100")
        hands.write("record.years", "7")
        hands.write("record.source", "Invented.")
        hands.touch("record.rule.keep")
        await until_says(hands, "record.until", "2033-03-05")
        hands.write("record.reason", "A complaint.")
        hands.touch("record.hold.place")
        await hands.until_sees("record.hold.lift")
        hands.touch("record.part.erasing")
        await hands.until_sees("record.in_the_way")
        assert "A complaint." in hands.reads("record.in_the_way")
        hands.touch("record.part.keeping")
        hands.write("record.reason", "Settled.")
        hands.touch("record.hold.lift")
        await hands.until_sees("record.hold.place")
        hands.touch("record.part.erasing")
        await until_says(hands, "record.in_the_way", "05 Mar 2033")


async def test_a_person_is_erased_by_two_who_are_told_what_it_comes_to(here: Over) -> None:
    here.clock.advance(timedelta(days=8 * 366))
    await here.clinic.note(RetentionKept(years=7, source="Invented."))
    async with at_window(here.app, start=False) as hands:
        await at_record(hands, here, "erasing")
        await hands.until_sees("record.comes_to")
        assert "Copies made before still have the key" in hands.reads("record.comes_to")
        hands.touch("record.erase.ask")
        await hands.until_sees("record.erase.reason.error")
        hands.write("record.erase.reason", WHY)
        hands.touch("record.erase.ask")
        await hands.until_sees("record.erase.confirm")
        hands.write("record.erase.sign_in", "ines")
        hands.write("record.erase.passphrase", PASSPHRASE)
        hands.touch("record.erase.confirm")
        await until_says(hands, "record.erase.sign_in.error", "second person")
        hands.write("record.erase.sign_in", TOMAS[0])
        hands.write("record.erase.passphrase", TOMAS[1])
        hands.touch("record.erase.confirm")
        await until(lambda: not hands.sees("record.panel"))
        await until(lambda: not hands.sees("person.panel"))
        await until_says(hands, "people.erased", "can never be read again")
        assert here.rowan not in here.clinic.state.participants
        assert [row["name"] for row in hands.shell.people.listed] == ["Amara"]


async def test_an_erasure_that_was_asked_for_is_called_off(here: Over) -> None:
    await here.clinic.note(RetentionKept(years=0, source="Invented."))
    here.clock.advance(timedelta(days=2))
    async with at_window(here.app, start=False) as hands:
        await at_record(hands, here, "erasing")
        await hands.until_sees("record.erase.reason")
        hands.write("record.erase.reason", WHY)
        hands.touch("record.erase.ask")
        await hands.until_sees("record.erase.off")
        hands.touch("record.erase.off")
        await hands.until_sees("record.erase.ask")
        assert here.clinic.state.keeping.asked == {}
        hands.touch("record.close")
        await until(lambda: not hands.sees("record.panel"))


async def test_when_somebody_leaves_the_key_is_changed_and_a_new_code_made(here: Over) -> None:
    async with at_window(here.app, start=False) as hands:
        hands.shell.refresh()
        hands.touch("home.team")
        hands.touch(f"team.{here.tomas}")
        hands.touch("member.end")
        hands.touch("member.yes")
        changed = lambda: any(isinstance(line.fact, KeyChanged) for line in here.clinic.history.entries)  # noqa: E731 - asked twice
        await until(changed, 30)
        await until(lambda: not hands.shell.people.member.form.busy)
        assert not here.app.door.record_key.is_owed
        hands.touch("member.cancel")
        hands.touch("team.key")
        await hands.until_sees("key.change")
        assert not hands.sees("key.owed")
        hands.touch("key.code.make")
        await hands.until_sees("key.code")
        code = hands.reads("key.code")
        assert len(code) == 34
        hands.touch("key.code.written")
        await until(lambda: not hands.sees("key.code"))
        hands.touch("key.change")
        await until_says(hands, "key.said", "another key")
        hands.touch("key.close")


async def test_every_part_can_be_read_reached_and_touched(here: Over) -> None:
    await here.clinic.note(RetentionKept(years=0, source="Invented."))
    await here.clinic.note(CorrectionAsked(text="I was awake."), here.rowan)
    here.clock.advance(timedelta(days=2))
    seen = Seen()
    async with at_window(here.app, (1280, 800), start=False) as hands:
        await at_record(hands, here)
        hands.shell.people.person.close()  # the walk looks at the last sheet that was made
        await until(lambda: not hands.sees("person.panel"))
        seen.look(hands, "their own copy")
        for part, there in (
            ("corrections", "record.request.0"),
            ("keeping", "record.until"),
            ("erasing", "record.comes_to"),
        ):
            hands.touch(f"record.part.{part}")
            await hands.until_sees(there)
            seen.look(hands, part)
        hands.write("record.erase.reason", WHY)
        hands.touch("record.erase.ask")
        await hands.until_sees("record.erase.confirm")
        seen.look(hands, "an erasure that was asked for")
        hands.touch("record.close")
        await until(lambda: not hands.sees("record.panel"))
        hands.touch("home.team")
        hands.touch("team.key")
        await hands.until_sees("key.change")
        hands.touch("key.code.make")
        await hands.until_sees("key.code")
        seen.look(hands, "the key of the record")
    assert seen.wrong == []


async def test_the_room_and_the_review_of_an_old_session_say_erased_at_that_seat(here: Over) -> None:
    await here.erase()
    async with at_window(here.app, start=False) as hands:
        await here.app.enter_session(here.scope)
        hands.shell.go("room")
        await hands.until_sees("tile.1")
        assert spoken(hands.there("tile.1")) == "Seat 1, erased"
        hands.touch("tile.1")  # nobody's: nothing happens
        hands.touch("tile.2")
        await hands.until_sees("rail.vitals")
        hands.shell.go("review")
        await hands.until_sees("review.find")
        view = hands.shell.findChild(ReviewView)
        assert view is not None
        await until(lambda: [row["text"] for row in view.people] == ["1  erased", "2  Amara"])
