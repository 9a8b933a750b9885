"""Every story told in ``tests/stories`` and in the resources goes as it says, through the real core."""

from __future__ import annotations

import sys
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from facilitator_app import text
from facilitator_app.faults import Refusal, Trouble
from facilitator_app.playlists.engine.protocol import Status
from facilitator_app.record.doses import DoseGiven, Route
from facilitator_app.rehearsal.acts import Tell
from facilitator_app.rehearsal.camera import Camera
from facilitator_app.rehearsal.demo import Demonstration, invented_room
from facilitator_app.rehearsal.expectations import EXPECTATIONS
from facilitator_app.rehearsal.fast_clock import FastClock
from facilitator_app.rehearsal.grammar import THINGS
from facilitator_app.rehearsal.play import Played, play
from facilitator_app.rehearsal.simulate import EXPORT, RECORD, SUMMARY, simulated
from facilitator_app.rehearsal.stage import settled, sign_in
from facilitator_app.rehearsal.story import _HEADING, read
from facilitator_app.rehearsal.verbs import VERBS
from tests.people import START

HERE = Path(__file__).parent / "stories"
EXAMPLE = text.RESOURCES / "stories" / "example.txt"
STORIES = [*sorted(HERE.glob("*.txt")), EXAMPLE]
HEADING = """
zone America/Denver
date 2026-03-05
programme home_like_group
staff Ines Okafor: medical provider, facilitator, lead
staff Devi Rao: facilitator
person Rowan, seat 1, legal "Rowan Marsh"
person Amara, seat 2

10:00 open session because the others are away
"""
BAD = [5, 9, 11, 13, 15, 16, 17, 18, 21, 22, 23, 24]
"""The lines of ``bad_lines.txt`` that cannot be read."""


async def told(lines: str, folder: Path) -> Played:
    """Play some lines after a usual heading, and let go of the record."""
    played = await play(read(HEADING + lines), folder / "clinic")
    await played.stage.app.close()
    return played


def source(path: Path) -> str:
    """The text of a story."""
    return path.read_text("utf-8")


@pytest.mark.expects_log
@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.stem)
async def test_a_story_goes_as_it_says(path: Path, tmp_path: Path) -> None:
    played = await play(read(source(path)), tmp_path / "clinic")
    await played.stage.app.close()
    found = [(finding.number, finding.reason) for finding in played.findings]
    expected = BAD if path.stem == "bad_lines" else []
    assert [number for number, _ in found] == expected, found


async def test_a_bad_line_is_refused_with_its_reason_and_the_rest_counted(tmp_path: Path) -> None:
    story = HERE / "bad_lines.txt"
    played = await simulated(story, tmp_path / "to", "quiet water under stone")
    reasons = {finding.number: finding.reason for finding in played.findings}
    assert reasons[16] == "There is no verb “dance”."
    assert reasons[15] == "There is no person “Mae” in this story."
    assert reasons[13].startswith("The session is not open yet")
    assert "4 went as told" in played.summary
    assert "Line 16: There is no verb “dance”." in played.summary


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("10:01 expect Rowan hr 72", "It is nothing."),
        ("10:01 expect Rowan overdue", "It is not overdue."),
        ("10:01 expect music plays", "It is idle."),
        ("10:01 expect session closed", "It is open."),
        ("10:01 expect 3 notes", "It is 0."),
        ("10:01 expect Devi Rao at the screen", "It is Ines Okafor."),
        ("10:01 expect Amara wants support", "It is wants nothing."),
        ("10:01 expect guard Rowan finds Amara", "It is nothing."),
        ('10:01 expect packet Rowan holds "sea"', "The handoff does not hold this text."),
        ("10:01 expect packet Rowan earliest 2026-03-07 10:00", "It is open."),
        ("10:01 refused: observe Rowan tears", "This was expected to be refused and was not."),
        ("10:01 fails: observe Rowan tears", "This was expected to fail and did not."),
        ("10:01 refused room.full: observe Rowan bliss", "room.unknown_word"),
        ("10:01 pass find Rowan Amara because x", "The name guard did not find “Amara”."),
        ("10:01 expect banner journal.disk_full", "It is nothing."),
        (
            "10:01 expect record sound\n10:02 expect Rowan still here\n10:03 expect Rowan out cleared",
            "It is still here.",
        ),
    ],
)
async def test_what_does_not_hold_is_a_finding_with_what_is_so(line: str, reason: str, tmp_path: Path) -> None:
    played = await told(line, tmp_path)
    assert [finding.number for finding in played.findings] == [11 + line.count("\n")]
    assert reason in played.findings[0].reason


async def test_a_find_of_the_guard_is_let_through_by_two(tmp_path: Path) -> None:
    played = await told(
        """10:01 note Rowan "Read a poem by Amara."
10:02 expect guard Rowan finds Amara
10:03 refused guard.second_needed: pass find Rowan Amara because the poet is meant
10:03 refused handoff.not_signed: release packet Rowan to "Dr. Hale"
10:04 pass find Rowan Amara with Devi because the poet is meant
10:04 expect guard Rowan finds nothing
10:05 refused packet.not_out_yet: sign packet Rowan
10:05 out all withdrew
10:05 sign packet Rowan
10:06 release packet Rowan to "Dr. Hale"
10:06 expect Rowan's last packet plain
10:08 close session
10:08 expect packet Rowan earliest open""",
        tmp_path,
    )
    assert played.findings == []
    assert [path.suffix for path in (tmp_path / "released").iterdir()] == [".pdf"]


def test_every_verb_and_expectation_is_explained_with_its_example() -> None:
    explained = (Path(__file__).parent.parent / "docs" / "stories.md").read_text("utf-8")
    assert [v.phrase for v in VERBS if f"| `{v.phrase}` | `{v.example}` | {v.meaning} |" not in explained] == []
    assert [e.name for e in EXPECTATIONS if f"| `{e.example}` | {e.meaning} |" not in explained] == []
    assert [word for word in _HEADING if f"| `{word}` |" not in explained] == []
    assert [thing for thing in THINGS if thing not in explained] == []


def test_every_example_is_a_line_that_can_be_read() -> None:
    heading = HEADING.replace("person Amara, seat 2", "person Amara, seat 2\nperson Mae\nstaff Tomas Lind: facilitator")
    for example in [verb.example for verb in VERBS] + [f"13:30 expect {e.example}" for e in EXPECTATIONS]:
        assert read(heading + example).bad == (), example


def test_every_verb_is_told_in_some_story() -> None:
    acts = {line.act.__class__ for path in STORIES for line in read(source(path)).lines}
    phrases = "\n".join(source(path) for path in STORIES)
    untold = [verb.phrase for verb in VERBS if f" {verb.phrase} " not in phrases and f" {verb.phrase}\n" not in phrases]
    assert untold == ["pass find"]  # told above, where it needs a folder to look into
    assert len(acts) > 20


async def test_simulate_leaves_what_a_session_would(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def looks_away(*_: object) -> None:
        """The window has tests of its own."""

    monkeypatch.setattr(Camera, "__call__", looks_away)
    to = tmp_path / "to"
    left = await simulated(EXAMPLE, to)
    assert left.findings == ()
    assert (to / RECORD / "record.db").is_file()
    kinds = sorted(path.name.split("-")[0] + path.suffix for path in (to / EXPORT).iterdir())
    assert kinds.count("handoff.pdf") == 4
    assert "session.json" in kinds
    assert "passphrase" in left.summary
    assert "passphrase" not in (to / SUMMARY).read_text("utf-8")
    with pytest.raises(Refusal) as refused:
        await simulated(EXAMPLE, to)
    assert refused.value.key == "story.folder_not_empty"


async def test_a_story_that_is_not_there_or_no_text_is_said(tmp_path: Path) -> None:
    (tmp_path / "song.txt").write_bytes(b"\xff\xfe\x00")
    for name in ("gone.txt", "song.txt"):
        with pytest.raises(Trouble) as trouble:
            await simulated(tmp_path / name, tmp_path / "to")
        assert trouble.value.key == "story.not_read"


async def test_a_heading_that_cannot_be_set_up_is_refused(tmp_path: Path) -> None:
    for number, (old, new, key) in enumerate(
        (
            ("staff", "# staff", "story.nobody_there"),
            ("programme home_like_group", "plan Nobody's plan", "story.unknown_plan"),
        )
    ):
        with pytest.raises(Refusal) as refused:
            await play(read(HEADING.replace(old, new)), tmp_path / str(number))
        assert refused.value.key == key


async def test_the_demonstration_is_a_room_in_its_43rd_minute(tmp_path: Path) -> None:
    stage = await invented_room(tmp_path / "clinic", START)
    state = stage.state
    assert [person.preferred_name for person in state.in_seat_order] == [
        "Rowan",
        "Amara",
        "Idris",
        "Noor",
        "Teodor",
        "Mae",
    ]
    assert state.programme is not None
    assert state.programme.plan is not None
    assert state.programme.plan.plan.invented
    assert state.opened_at is not None
    assert (stage.now - state.opened_at).total_seconds() == 43 * 60
    assert stage.now == START
    assert all(person.doses for person in state.in_seat_order)
    assert stage.app.deck is not None
    assert stage.app.deck.state.status == "playing"
    await stage.app.close()


async def test_the_demonstration_opens_by_itself_with_music_and_ends_with_it(tmp_path: Path) -> None:
    stage = await invented_room(tmp_path / "clinic", START)
    who, session = sign_in(stage.heading.staff[0].name), stage.session.scope
    assert stage.app.deck is not None
    await stage.app.deck.finish()
    await stage.let_pass(stage.now + timedelta(seconds=10))
    await stage.app.close()
    app = Demonstration(tmp_path / "clinic", who, stage.passphrase, session, clock=stage.clock, player=stage.player)
    await app.start()
    await settled()
    assert app.session is not None
    assert app.session.state.playing is not None
    assert app.deck is not None
    await app.close()
    stage.clock.advance(timedelta(seconds=10))
    stage.player.advance()
    heard: list[object] = []
    stage.player.listen(heard.append)
    await stage.player.open(start=True)
    assert [report.status for report in heard if isinstance(report, Status)] == ["idle"]


def test_a_clock_of_a_rehearsal_stands_still_until_it_is_told_to_move() -> None:
    clock = FastClock(START)
    clock.advance(timedelta(hours=2))
    assert (clock.now() - START, clock.monotonic()) == (timedelta(hours=2), 7200.0)
    assert clock.step() is None
    clock.set_wall(timedelta(minutes=-10))
    assert (clock.step(), clock.step()) == (timedelta(minutes=-10), None)
    with pytest.raises(ValueError, match="does not go back"):
        clock.advance(timedelta(seconds=-1))


NIGHT = "zone America/Denver\ndate 2026-11-01\nstaff Ines Okafor: medical provider, lead\nperson Rowan, seat 1\n"


def test_a_story_goes_through_the_night_in_which_the_clocks_go_back() -> None:
    story = read(NIGHT + "00:30 open session\n01:50 wait\n01:10 wait\n02:10 wait\n")
    assert story.bad == ()
    assert [line.now.strftime("%H:%M") for line in story.lines] == ["06:30", "07:50", "08:10", "09:10"]


@pytest.mark.parametrize("line", ["+99999999999999999 min wait", "10:01 for 99999999999999 min ago note Rowan x"])
def test_a_time_beyond_all_calendars_is_refused_by_its_number(line: str) -> None:
    story = read(f"{NIGHT}10:00 open session\n{line}\n10:05 wait\n")
    assert [(bad.number, bad.reason) for bad in story.bad] == [(6, "There is no such moment.")]
    assert [line.number for line in story.lines] == [5, 7]


@pytest.mark.parametrize(
    ("act", "reason"),
    [
        ("dose Rowan ketamine 50 mg 70 mg intramuscular", "“70 mg” is said twice."),
        ("dose Rowan ketamine 50 mg intramuscular banana", "“banana” was not understood."),
        ("dose Rowan ketamine 50 mg intramuscular oral", "“oral” is said twice."),
        ("dose Rowan ketamine -50 mg intramuscular", "“-50 mg intramuscular” was not understood."),
        ("dose Rowan ketamine intramuscular", "Here should be an amount in mg."),
        ("vitals Rowan hr 72 hr 75", "“hr” is said twice."),
        ("vitals Rowan bp declined bp 120/80", "“bp” is said twice."),
        ("defer Rowan hr, hr 10 min because calm", "“hr” is said twice."),
        ('note Rowan "unclosed', "A quote is not closed."),
        ('note Rowan "a" 1000000000 times', "A text of a story has 1000000 letters at most."),
        (f'note Rowan "a" {"9" * 5000} times', "A text of a story has 1000000 letters at most."),
        ("expect banner", "It cannot be checked whether “banner”."),
    ],
    ids=range(12),
)
def test_what_is_not_understood_is_refused_and_nothing_left_out(act: str, reason: str) -> None:
    story = read(f"{NIGHT}10:00 open session\n10:01 {act}\n10:05 wait\n")
    assert [(bad.number, bad.reason) for bad in story.bad] == [(6, reason)]
    assert [line.number for line in story.lines] == [5, 7]


def test_a_dose_is_read_in_any_order_of_its_parts() -> None:
    said = "ketamine intramuscular, 50 mg 50 mg/ml 1 ml by oneself as salt"
    (act,) = [line.act for line in read(f"{NIGHT}10:00 open session\n10:01 dose Rowan {said}\n").lines[1:]]
    assert isinstance(act, Tell)
    assert act.fact == DoseGiven(
        drug="ketamine",
        route=Route.INTRAMUSCULAR,
        amount_mg=Decimal(50),
        strength_mg_per_ml=Decimal(50),
        volume_ml=Decimal(1),
        stated_as="salt",
        by_oneself=True,
    )


@pytest.mark.parametrize(("ago", "seconds"), [("90 s", 90), ("6 min", 360), ("1 h", 3600)])
def test_what_was_is_told_in_seconds_minutes_or_hours_ago(ago: str, seconds: int) -> None:
    line = read(f"{NIGHT}10:00 open session\n12:00 for {ago} ago note Rowan Turned.\n").lines[1]
    assert line.was == line.now - timedelta(seconds=seconds)


@pytest.mark.expects_log
async def test_no_banner_is_that_none_is_told_or_not_this_one(tmp_path: Path) -> None:
    played = await told(
        """10:01 expect no banner
10:01 expect no banner music.device_lost
10:02 music begins
10:03 sound device lost
10:03 expect no banner music.device_lost
10:03 expect no banner""",
        tmp_path,
    )
    assert [(finding.number, finding.reason) for finding in played.findings] == [(16, "It is music.no_device.")]


@pytest.mark.skipif(sys.platform != "linux", reason="a folder that nobody, root included, can make")
async def test_a_folder_that_cannot_be_made_is_said_as_such() -> None:
    with pytest.raises(Trouble) as trouble:
        await simulated(EXAMPLE, Path("/proc/facilitator-story"))
    assert trouble.value.key == "story.folder_not_made"


def test_somebody_of_the_team_without_a_name_is_refused_by_the_line() -> None:
    story = read("staff : facilitator\nperson Rowan, seat 1\n")
    assert [bad.number for bad in story.bad] == [1]
