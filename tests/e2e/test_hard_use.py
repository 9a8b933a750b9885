"""The real program in clumsy, hurried and unlucky hands."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from facilitator_app.record.room import MusicBegan, MusicEnded, Noted, Observed
from facilitator_app.record.vitals import VitalsTaken
from tests.e2e import day
from tests.e2e.furnished import entries, furnish, into_the_room
from tests.e2e.hand import Hand
from tests.e2e.program import window
from tests.e2e.screen import Screen, end_what_runs_in, engines_of, screen
from tests.waiting import until_now

pytestmark = [pytest.mark.e2e, pytest.mark.slow, pytest.mark.timeout(180)]


@pytest.fixture
def there(tmp_path: Path) -> Iterator[Screen]:
    """A screen on a machine without a loudspeaker."""
    with screen(tmp_path, sound=False) as made:
        yield made


IMPOSSIBLE = [
    ({"systolic": "700"}, "Systolic must be 40 to 300 mmHg."),
    ({"spo2": "140"}, "SpO₂ must be 40 to 100 %."),
    ({"heart_rate": "0"}, "Heart rate must be 20 to 250 /min."),
    ({"heart_rate": "abc"}, "Heart rate is a number from 20 to 250 /min."),
    ({"systolic": "80", "diastolic": "120"}, "Diastolic must be below systolic."),
]
IMPROBABLE = [
    ({"heart_rate": "38"}, "Heart rate 38 /min: is that right?"),
    ({"spo2": "84"}, "SpO₂ 84 %: is that right?"),
    ({"systolic": "205", "diastolic": "120"}, "Systolic 205 mmHg: is that right?"),
    ({"temperature": "98"}, "98 °F = 36.7 °C?"),
]


def test_numbers_that_cannot_be_and_numbers_that_are_asked_about(there: Screen) -> None:
    folder = there.home / "clinic"
    session = furnish(folder)
    with window(there, folder) as program:
        hand = program.hand
        into_the_room(hand)
        hand.touch("tile.1")
        hand.touch("rail.vitals")
        for typed, told in IMPOSSIBLE:
            type_vitals(hand, typed)
            hand.touch("pad.main")
            hand.sees(told)
            for measure, value in typed.items():
                assert hand.shows(f"vitals.{measure}").about == value, "what was typed stays"
            clear_vitals(hand, typed)
        for typed, asked in IMPROBABLE:
            type_vitals(hand, typed)
            hand.touch("pad.main")
            hand.sees(asked)
            hand.touch("vitals.keep")
            hand.sees("1 Rowan: vitals")
            hand.touch("undo.undo")  # withdrawn, so that the next one is told from this one
            hand.gone("undo.undo")
        assert program.leave() == 0
    taken = [entry.fact for entry in entries(folder, session) if isinstance(entry.fact, VitalsTaken)]
    kept = [{measure.value: str(value) for measure, value in fact.values.items()} for fact in taken]
    assert kept == [
        {"heart_rate": "38"},
        {"spo2": "84"},
        {"systolic": "205", "diastolic": "120"},
        {"temperature": "36.7"},
    ]


def type_vitals(hand: Hand, typed: dict[str, str]) -> None:
    """With the keyboard."""
    for measure, value in typed.items():
        hand.touch(f"vitals.{measure}")
        hand.type(value)
        hand.holds(f"vitals.{measure}", value)


def clear_vitals(hand: Hand, typed: dict[str, str]) -> None:
    """Take away what was typed, letter by letter."""
    for measure, value in typed.items():
        hand.touch(f"vitals.{measure}")
        hand.keys(*["BackSpace"] * len(value))
        hand.holds(f"vitals.{measure}", "")


def test_hurried_hands_lose_nothing_and_write_nothing_twice(there: Screen) -> None:
    folder = there.home / "clinic"
    session = furnish(folder)
    words = ["resting_quietly", "hands_moving", "tears", "breath_slow"]  # where the thumb is
    with window(there, folder) as program:
        hand = program.hand
        into_the_room(hand)
        hand.touch("tile.2")
        hand.touch_at_once(*(f"chip.{word}" for word in words))
        hand.sees("2 Amara: Slow breathing")
        hand.touch_at_once("tile.1", "chip.hands_moving", "tile.3", "chip.resting_quietly")
        hand.sees("3 Idris: Resting quietly")
        hand.touch("rail.vitals")
        hand.type("71")
        hand.touch_at_once("pad.main", "pad.main", "pad.main")
        hand.sees("3 Idris: vitals")
        hand.touch("rail.words")
        hand.touch("words.text.input")
        hand.type("Once.")
        hand.touch_at_once("words.save", "words.save", "words.save")
        hand.sees("3 Idris: Note")
        hand.touch("tile.1")
        hand.touch("rail.observe")
        hand.touch_at_once("chip.tears", "chip.tears")  # one touch of a hand that trembles
        hand.sees("1 Rowan: Tears")
        assert program.leave() == 0
    facts = [(entry.participant, entry.fact) for entry in entries(folder, session)]
    people = list(dict.fromkeys(person for person, _ in facts if person is not None))
    seen = [(people.index(person), fact.word) for person, fact in facts if isinstance(fact, Observed) and person]
    assert seen == [*((1, word) for word in words), (0, "hands_moving"), (2, "resting_quietly"), (0, "tears")]
    assert len([fact for _, fact in facts if isinstance(fact, VitalsTaken)]) == 1
    assert len([fact for _, fact in facts if isinstance(fact, Noted)]) == 1


def test_a_power_cut_in_the_middle_of_a_sentence_written_without_a_pause(there: Screen) -> None:
    folder = there.home / "clinic"
    furnish(folder)
    sentence = (
        "They say the light behind the eyes is warm, that the breath goes by itself and that nothing is asked of them. "
    )
    with window(there, folder) as program:
        hand = program.hand
        into_the_room(hand)
        hand.touch("tile.1")
        hand.touch("rail.words")
        hand.touch("words.text.input")
        hand.type(sentence, pause_ms=40)  # a fast typist; never a second without a letter
        program.kill()
    with window(there, folder) as program:
        into_the_room(program.hand)
        program.hand.touch("tile.1")
        program.hand.touch("rail.words")
        kept = program.hand.text("words.text.input")
    assert sentence.startswith(kept)
    assert len(kept) >= len(sentence) // 2, "more than the last moments was lost"


def test_two_windows_on_one_folder(there: Screen) -> None:
    folder = there.home / "clinic"
    furnish(folder)
    told = ("trouble journal.already_open",)  # both windows tell it to one log
    with window(there, folder, meant=told) as first:
        into_the_room(first.hand)
        with window(there, folder, meant=told) as second:
            day.unlock(second.hand, *day.INES)
            second.hand.sees("already open in another window")
            assert second.leave() == 0
        first.hand.touch("tile.1")
        day.observe(first.hand, "resting_quietly", "1 Rowan: Resting quietly")


def test_the_music_engine_dies(there: Screen) -> None:
    folder = there.home / "clinic"
    furnish(folder)
    with window(there, folder) as program:
        hand = program.hand
        into_the_room(hand)
        hand.sees("No loudspeaker")
        hand.touch("tile.1")
        (engine,) = engines_of(folder)
        engine.kill()
        engine.wait(10)
        until_now(lambda: [one.pid for one in engines_of(folder)] not in ([], [engine.pid]), 20)
        day.observe(hand, "resting_quietly", "1 Rowan: Resting quietly")  # the room goes on meanwhile


def test_a_wrong_passphrase(there: Screen) -> None:
    folder = there.home / "clinic"
    furnish(folder)
    before = (folder / "record.db").read_bytes()
    with window(there, folder) as program:
        hand = program.hand
        for _ in range(5):
            day.unlock(hand, day.INES[0], "not the passphrase")
            hand.sees("do not open this")
        day.unlock(hand, *day.INES)
        hand.sees("Too many tries")
        assert (folder / "record.db").read_bytes() == before
        until_now(lambda: tried_again_and_open(hand), 60)


def tried_again_and_open(hand: Hand) -> bool:
    """Enter once more; whether it let us in."""
    hand.keys("Return")
    return hand.find("home.today") is not None


def test_closed_right_after_a_touch(there: Screen) -> None:
    folder = there.home / "clinic"
    session = furnish(folder)
    with window(there, folder) as program:
        into_the_room(program.hand)
        program.hand.touch("tile.1")
        program.hand.touch_at_once("chip.resting_quietly")
        assert program.cross() == 0
    words = [entry.fact.word for entry in entries(folder, session) if isinstance(entry.fact, Observed)]
    assert words == ["resting_quietly"]


def test_told_for_a_moment_ago(there: Screen) -> None:
    folder = there.home / "clinic"
    session = furnish(folder)
    with window(there, folder) as program:
        hand = program.hand
        into_the_room(hand)
        hand.touch("tile.1")
        if hand.find("moment.open") is not None:  # a low window: the row is behind a button
            hand.touch("moment.open")
        hand.touch("moment.5")
        day.observe(hand, "tears", "1 Rowan: Tears")
        day.observe(hand, "resting_quietly", "1 Rowan: Resting quietly")
        assert program.leave() == 0
    tears, resting = (entry for entry in entries(folder, session) if isinstance(entry.fact, Observed))
    assert 299 <= (tears.recorded_at - tears.observed_at).total_seconds() <= 301
    assert resting.recorded_at == resting.observed_at, "the next one is for now again"


def test_no_name_stays_on_the_screen_when_it_is_hidden_or_locked(there: Screen) -> None:
    folder = there.home / "clinic"
    furnish(folder)
    with window(there, folder) as program:
        hand = program.hand
        into_the_room(hand)
        hand.touch("end")
        hand.touch("session.close")
        hand.sees("Not everybody is accounted for: Rowan, Amara, Idris.")
        for seat in (1, 2, 3):
            hand.touch(f"tile.{seat}")
            hand.touch("rail.leave")
            hand.touch("way.open")
            hand.touch("way.withdrew")
            hand.touch("way.record")
            hand.shows("way.recorded")
        hand.touch("end")
        assert hand.shows("undo").words == "3 Idris: withdrew"
        hand.touch("session.close")
        hand.shows("session.review")
        hand.gone("undo")  # what is closed is not opened again by one touch
        hand.touch("veil")
        hand.shows("veil.lift")
        hand.gone("panel")
        assert not names_on(hand)
        hand.fill("veil.sign_in", day.INES[0])
        hand.fill("veil.passphrase", day.INES[1])
        hand.touch("veil.lift")
        hand.touch("session.home")
        hand.touch("home.lock")
        hand.shows("unlock.open")
        assert not names_on(hand)


def names_on(hand: Hand) -> list[str]:
    """Whatever on the screen holds somebody's name."""
    said = [words for one in hand.all() for words in (one.words, one.about)]
    return [words for words in said if any(name in words for name in day.PEOPLE)]


def test_the_window_goes_before_the_music_has_faded_out(tmp_path: Path) -> None:
    with screen(tmp_path, sound=True) as there:
        folder = there.home / "clinic"
        session = furnish(folder)
        with window(there, folder) as program:
            hand = program.hand
            into_the_room(hand, loudspeaker=True)
            hand.touch("music.begin")
            hand.shows("music.fade")
            for seat in (1, 2, 3):
                hand.touch(f"tile.{seat}")
                hand.touch("rail.leave")
                hand.touch("way.open")
                hand.touch("way.withdrew")
                hand.touch("way.record")
                hand.shows("way.recorded")
            hand.touch("end")
            hand.touch("session.close")
            hand.shows("session.review")
            assert program.leave() == 0
        until_now(lambda: '"ended"' in (folder / "music" / "engine.json").read_text("utf-8"), 30)
        end_what_runs_in(folder)
        with window(there, folder) as program:
            hand = program.hand
            day.unlock(hand, *day.INES)
            hand.sees("First circle")
            hand.touch(hand.named("today.review.", ""))
            hand.shows("review.handoff")
            until_now(lambda: '"ended"' not in (folder / "music" / "engine.json").read_text("utf-8"), 30)
            assert program.leave() == 0
        music = [entry.fact for entry in entries(folder, session) if isinstance(entry.fact, MusicBegan | MusicEnded)]
    began, ended = music
    assert isinstance(began, MusicBegan)
    assert isinstance(ended, MusicEnded)
    assert began.play == ended.play
