"""A whole day with the real program: mouse, keyboard, a power cut in the middle, and what is left on disk."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from tests.e2e import day
from tests.e2e.hand import Hand
from tests.e2e.program import Program, command, window
from tests.e2e.screen import Screen, engines_of, screen
from tests.waiting import until_now

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(180)]

NOTE = "Hands warm; breath slow & even. <b>100%</b> 'ok'"
DRAFT = "Half a thought that"


@pytest.fixture
def there(tmp_path: Path) -> Iterator[Screen]:
    """A screen with a loudspeaker."""
    with screen(tmp_path, sound=True) as made:
        yield made


@pytest.mark.timeout(400)  # a session of hours on a real screen, killed within it: a minute and a half of its own
def test_a_whole_session(there: Screen) -> None:
    folder = there.home / "clinic"
    with window(there, folder) as program:
        hand = program.hand
        day.prepare(hand)
        ten_touches(hand)
        music_and_a_phase(hand)
        hand.touch("rail.words")
        hand.touch("words.text.input")
        hand.type(DRAFT)
        hand.sees("Draft kept")
        before = tiles(hand)
        program.kill()

    (engine,) = engines_of(folder)
    with window(there, folder) as program:
        session = come_back(program, before)
        assert [process.pid for process in engines_of(folder)] == [engine.pid], "the music did not go on"
        everybody_leaves(program.hand)
        hand_over(program.hand, there.home)
        assert program.leave() == 0
    until_now(lambda: not engines_of(folder), 60)  # the session is over: nobody needs music, and nothing is left behind

    compare_with_what_was_touched(there, folder, session)


def ten_touches(hand: Hand) -> None:
    """By touch: seen, seen, seen of all three, a state, vitals, a dose and a note; with the ways out ten entries and more."""
    hand.touch("tile.1")
    day.observe(hand, "resting_quietly", "1 Rowan: Resting quietly")
    day.observe(hand, "tears", "1 Rowan: Tears")
    hand.touch("for.all")
    day.observe(hand, "breath_slow", "3 people: 1, 2, 3: Slow breathing")
    hand.touch("for.one")
    hand.touch("tile.1")
    hand.touch("rail.person")
    hand.touch("state.settled")
    hand.sees("Rowan, settled")
    day.take_vitals(hand, heart_rate="72", systolic="118", diastolic="76", spo2="97", temperature="36.7")
    hand.sees("1 Rowan: vitals")
    day.give_dose(hand, strength="50", volume="1.2", amount="60")
    hand.sees("1 Rowan: ketamine 60 mg, intramuscular")
    hand.touch("tile.2")
    hand.touch("rail.words")
    hand.touch("words.text.input")
    hand.type(NOTE)
    hand.touch("words.save")
    hand.sees("2 Amara: Note")


def music_and_a_phase(hand: Hand) -> None:
    """The music begins and follows the room into its next phase."""
    hand.touch("music.begin")
    hand.shows("music.fade")
    hand.touch("phase.opening_circle")
    hand.touch("phase.begin")
    hand.sees("Opening circle, now")
    hand.sees("Opening circle · ")


def tiles(hand: Hand) -> list[str]:
    """What the tiles say of the three, without what tells of time."""
    said = [hand.shows(f"tile.{seat}").words for seat in (1, 2, 3)]
    of_time = r"(just seated|nobody with them since [^.]*)\. |, (just now|\d+ minutes ago)"
    return [re.sub(of_time, "", words.split(". Next check")[0]) for words in said]


def come_back(program: Program, before: list[str]) -> str:
    """Dark, at the unlock, saying what plays; then the room as it was, and the half-typed note.  Returns the session."""
    hand = program.hand
    assert hand.shows("unlock.playing").words.startswith("Playing: ")
    day.unlock(hand, *day.INES)
    hand.sees("Still open")
    resume = hand.named("today.resume.", "")
    hand.touch(resume)
    assert "The app was away" in hand.shows("away.since").words
    assert tiles(hand) == before
    hand.touch("tile.2")
    hand.touch("rail.words")
    assert hand.text("words.text.input") == DRAFT
    return resume.removeprefix("today.resume.")


def everybody_leaves(hand: Hand) -> None:
    """The session is not closed over the head of somebody; then everybody's way out, and the end."""
    hand.touch("end")
    hand.touch("session.close")
    hand.sees("Rowan, 2 Amara, 3 Idris")
    for seat, way in ((1, "left_before_clearance"), (2, "withdrew"), (3, "transferred")):
        hand.touch(f"tile.{seat}")
        hand.touch("rail.leave")
        hand.touch("way.open")
        if seat == 1:  # nothing of the leaving list is answered: the word is not said, the fact can be
            hand.touch("way.cleared")
            hand.fill("way.escort", "Sable")
            hand.touch("way.record")
            hand.sees("The check before leaving is open")
            hand.touch("way.back")
            hand.touch("way.open")
        hand.touch(f"way.{way}")
        if seat == 1:
            hand.fill("way.escort", "Sable")
        hand.touch("way.record")
        hand.shows("way.recorded")
    hand.touch("end")
    hand.touch("session.close")
    hand.shows("session.review")
    hand.gone("music.fade", 40)  # the music has faded out, and its end is written


def hand_over(hand: Hand, home: Path) -> None:
    """The review, and Rowan's handoff read, signed and let go to the prescriber as a PDF that opens with a password."""
    hand.touch("session.review")
    hand.touch("review.handoff")
    assert hand.text("packet.name") == "Rowan"
    hand.touch("leaving.to.prescriber")
    hand.fill("receiver.name", "Dr. Hale")
    hand.walk_to("leaving.read")
    hand.touch("leaving.read")
    hand.sees("Read through by Ines Okafor")
    hand.walk_to("leaving.sign")
    hand.touch("leaving.sign")
    hand.sees("Signed by Ines Okafor")
    hand.walk_to("leaving.countersign")
    hand.touch("leaving.countersign")  # the medical part, as the provider she also is
    hand.walk_to("leaving.write")
    hand.touch("leaving.write")
    hand.touch("release.go")
    hand.touch("files.choose")
    hand.sees("Written: handoff-")
    (written,) = home.glob("handoff-*.pdf")
    assert "Draft" not in PdfReader(written, password=hand.text("release.password")).pages[0].extract_text()
    hand.touch("release.done")
    hand.gone("release.panel")


def compare_with_what_was_touched(there: Screen, folder: Path, session: str) -> None:
    """The files of the command line say, value by value, what was touched."""
    secrets, out = day.secrets(there.home), there.home / "out"
    told = command(there, folder, secrets, "export", "--session", session, "--to", str(out), "--kind", "json,pdf,csv")
    assert (told.returncode, told.stderr) == (0, "")
    written = [Path(line) for line in told.stdout.splitlines()]
    assert sorted(path.name.split("-")[0] for path in written) == [*["handoff"] * 3, *["record"] * 3, "room", "session"]
    (whole,) = (path for path in written if path.suffix == ".json")
    document = json.loads(whole.read_text("utf-8"))
    assert document["session"] == session
    assert sorted(document["staff"].values()) == ["Ines Okafor", "Tomas Lind"]
    *rowan, read, signed, medical, written_out = facts_of(document, "Rowan")
    assert rowan == ROWAN
    assert read["kind"] == "packet_read/1"
    assert (signed["kind"], signed["signer"]) == ("packet_signed/1", "Ines Okafor")
    assert (medical["kind"], medical["signer"]) == ("medical_signed/1", "Ines Okafor")
    assert (written_out["kind"], written_out["recipient"]) == ("packet_released/3", "Dr. Hale")
    assert facts_of(document, "Amara") == AMARA
    assert facts_of(document, "Idris") == IDRIS
    assert facts_of(document, None) == ROOM
    assert document["now"]["playing"] is None
    assert {entry["recorded_by"] for entry in document["entries"]} == {document["now"]["lead"]}
    (table,) = (path for path in written if path.suffix == ".csv" and "Amara" in path.read_text("utf-8"))
    with table.open(newline="", encoding="utf-8") as lines:
        assert [line["entry"] for line in csv.DictReader(lines)] == ["seat 2", "Slow breathing", NOTE, "withdrew"]
    printed = [PdfReader(path).pages[0].extract_text() for path in written if path.suffix == ".pdf"]
    assert sum("Rowan" in text and "118/76" in text and "ketamine 60 mg" in text for text in printed) == 1
    assert sum("Draft, not signed" in text for text in printed) == 2, "Amara's and Idris's"

    sound = command(there, folder, secrets, "verify")
    assert (sound.returncode, sound.stdout.strip()) == (0, "Every chain, page and projection is sound."), (
        sound.stdout + sound.stderr
    )


def facts_of(document: dict[str, Any], name: str | None) -> list[dict[str, Any]]:
    """What was written about one person, or about nobody, without what the day itself decides (ids)."""
    people = {person["preferred_name"]: id_ for id_, person in document["now"]["people"].items()}
    about = people[name] if name else None
    return [_plain(entry["fact"]) for entry in document["entries"] if entry["participant"] == about]


def _plain(fact: dict[str, Any]) -> dict[str, Any]:
    left_out = {"programme", "list", "second", "staff", "lead", "play", "event", "away_seconds", "version"}
    return {key: value for key, value in fact.items() if key not in left_out and value not in (None, "", {}, [], False)}


def _seen(word: str, label: str, group: str) -> dict[str, Any]:
    return {"kind": "observed/1", "word": word, "label": label, "group": group}


ROWAN = [
    {"kind": "seated/1", "seat": 1, "preferred_name": "Rowan", "legal_name": "Rowan Ashdown", "allergies": "latex"},
    {"kind": "intention_said/1", "text": "to rest"},
    _seen("resting_quietly", "Resting quietly", "stillness"),
    _seen("tears", "Tears", "feeling"),
    _seen("breath_slow", "Slow breathing", "body"),
    {"kind": "state_said/1", "state": "settled"},
    {
        "kind": "vitals_taken/1",
        "values": {"heart_rate": "72", "systolic": "118", "diastolic": "76", "spo2": "97", "temperature": "36.7"},
    },
    {
        "kind": "dose_given/2",
        "drug": "ketamine",
        "route": "intramuscular",
        "amount_mg": "60",
        "strength_mg_per_ml": "50",
        "volume_ml": "1.2",
        "stated_as": "base",
        "reasons": dict.fromkeys(("not_cleared", "no_order", "not_measured", "not_ready"), "stands on paper"),
    },
    {"kind": "went_out/1", "way": "left_before_clearance", "escort": "Sable"},
]
AMARA = [
    {"kind": "seated/1", "seat": 2, "preferred_name": "Amara"},
    _seen("breath_slow", "Slow breathing", "body"),
    {"kind": "noted/1", "text": NOTE},
    {"kind": "went_out/1", "way": "withdrew"},
]
IDRIS = [
    {"kind": "seated/1", "seat": 3, "preferred_name": "Idris"},
    _seen("breath_slow", "Slow breathing", "body"),
    {"kind": "went_out/1", "way": "transferred"},
]
ROOM = [
    {
        "kind": "session_opened/1",
        "title": "First circle",
        "zone": "UTC",
        "lead_name": "Ines Okafor",
        "clinic_name": day.CLINIC,
        "staffing_reason": day.FEW,
    },
    {
        "kind": "staff_present/1",
        "name": "Ines Okafor",
        "roles": ["administrator", "facilitator", "prescriber", "medical_provider"],
    },
    {"kind": "staff_present/1", "name": "Tomas Lind", "roles": ["facilitator"]},
    {"kind": "leaving_list_taken/1"},
    {"kind": "music_began/2", "title": "Lamplight", "phase": "arrival", "because": "begun"},
    {"kind": "phase_began/1", "phase": "opening_circle"},
    {"kind": "app_started/1"},
    {"kind": "session_closed/1"},
    {"kind": "music_ended/2", "title": "Lamplight", "why": "faded"},
]
