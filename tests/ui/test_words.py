"""The words for what is seen: edited by the clinic for a programme, and the most used ones where the thumb is."""

from __future__ import annotations

from pathlib import Path

from facilitator_app.record import room
from tests.ui.hands import at_window
from tests.ui.test_room import facts, in_the_room
from tests.ui.test_shell import at_home, opened
from tests.waiting import until

CIRCLE = "group_circle_three"


async def test_the_clinic_adds_renames_reorders_and_takes_out_words(tmp_path: Path) -> None:
    app = await opened(tmp_path)
    async with at_window(app) as hands:
        await at_home(hands, app)
        hands.touch("home.programmes")
        hands.touch(f"programmes.{CIRCLE}")
        hands.touch("programme.words")
        await hands.until_sees("words.keep")
        assert app.clinic is not None
        before = app.clinic.state.programmes[CIRCLE]
        hands.write("word.resting_quietly", "Lies quietly")
        hands.touch("word.still.up")
        hands.touch("word.calm.remove")
        hands.touch("word.still.open")
        hands.touch("word.icon.calm")
        hands.touch("words.add")
        hands.touch("words.keep")
        await until(lambda: "own_1" in hands.shell.programmes.words.form.errors)
        editor = hands.shell.programmes.words
        editor.rename("own_1", " Whistles ")
        editor.regroup("own_1", "body")
        hands.touch("words.keep")
        await until(lambda: not hands.sees("words.keep"))
        programme = app.clinic.state.programmes[CIRCLE]
        assert programme.version == before.version + 1
        words = {word.key: word for word in programme.words}
        assert [word.key for word in programme.words][:2] == ["still", "resting_quietly"]
        assert (words["resting_quietly"].label, words["still"].icon) == ("Lies quietly", "calm")
        assert (words["own_1"].label, words["own_1"].group) == ("Whistles", "body")
        assert "calm" not in words


async def test_all_resting_quietly_is_two_touches(tmp_path: Path) -> None:
    async with in_the_room(tmp_path) as (place, hands, _):
        hands.touch("room.all")
        hands.touch("chip.resting_quietly")
        await until(lambda: len([f for f in facts(place, room.Observed) if f.word == "resting_quietly"]) == 6)  # type: ignore[attr-defined]  # facts of that kind


async def test_no_word_is_there_twice_and_where_each_lies_stays_while_the_session_runs(tmp_path: Path) -> None:
    async with in_the_room(tmp_path) as (place, hands, view):
        hands.touch("tile.2")
        await until(lambda: len(view.observe.often.rows) == 10)  # two rows of five below
        often = [row[0] for row in view.observe.often.rows]
        words = place.session.programme.words
        first_of_each = {"resting_quietly", "hands_moving", "tears", "breath_slow", "silent", "sat_near"}
        assert first_of_each < set(often)
        rest = [row[2] for row in view.observe.words.rows]
        assert list(dict.fromkeys(rest)) == [
            "Stillness", "Movement", "Feeling", "Body", "Voice", "Support given", "Around them",
        ], "each group stands together"  # fmt: skip
        there = often + [row[0] for row in view.observe.words.rows]
        assert sorted(there) == sorted(word.key for word in words), "each is there once"
        for _ in range(3):
            await place.saw("Rowan", "sighing")
        for seat in (1, 3):
            hands.touch(f"tile.{seat}")
            hands.touch("chip.sighing")
            await until(lambda seat=seat: hands.there(f"tile.{seat}").property("observation") == "Sighing")  # type: ignore[misc]
            assert [row[0] for row in view.observe.often.rows] == often, (
                "nothing moves under a hand that knows its place"
            )


async def test_what_was_used_most_lies_where_the_thumb_is_in_the_next_session(tmp_path: Path) -> None:
    async with in_the_room(tmp_path, seats=2) as (place, _, view):
        for _ in range(3):
            await place.saw("Rowan", "sighing")
        for name in place.people:
            await place.write(name, room.WentOut(way=room.WayOut.WITHDREW, note="went home"))
        await place.app.close_session()
        who = place.app.at_screen
        assert who is not None
        await place.app.begin_session(title="Evening circle", programme="rehearsal", lead=who.id, staff=[who.id],
                                      seats={1: place.people["Rowan"]}, staffing_reason="a few")  # fmt: skip
        await until(lambda: "sighing" in [row[0] for row in view.observe.often.rows])
        assert {"still", "eyes_closed", "sighing"} < {row[0] for row in view.observe.often.rows}
