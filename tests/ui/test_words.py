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


async def test_all_resting_quietly_is_three_touches(tmp_path: Path) -> None:
    async with in_the_room(tmp_path) as (place, hands, _):
        hands.touch("room.all")
        hands.touch("chip.resting_quietly")
        await until(lambda: len([f for f in facts(place, room.Observed) if f.word == "resting_quietly"]) == 6)  # type: ignore[attr-defined]  # facts of that kind


async def test_the_words_used_most_lie_where_the_thumb_is_and_none_is_there_twice(tmp_path: Path) -> None:
    async with in_the_room(tmp_path) as (place, hands, view):
        for _ in range(3):
            await place.saw("Rowan", "sighing")
        hands.touch("tile.2")
        often = [row[0] for row in view.observe.often.rows]
        assert "sighing" in often
        rest = [row[0] for row in view.observe.words.rows if not row[4]]
        assert not set(often) & set(rest)
        assert {*often, *rest} == {word.key for word in place.session.programme.words}
        heads = [row[4] for row in view.observe.words.rows if row[4]]
        assert heads == [
            "Stillness", "Movement", "Feeling", "Body", "Voice", "Support given", "Surroundings",
        ]  # fmt: skip
        hands.touch("chip.sighing")
        assert [row[0] for row in view.observe.often.rows] == often, "nothing moves under the finger"
