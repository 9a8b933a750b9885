"""A session read afterwards, told in the words of those who were there."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from facilitator_app import lanes, review, text
from facilitator_app.handoff.packet import compose
from facilitator_app.record import room
from facilitator_app.record.entry import UnknownFact
from facilitator_app.record.vitals import Measure, Unavailable, VitalsTaken
from tests.people import AMARA, DEVI, IDRIS, INES, ROWAN, TOMAS
from tests.told import PROGRAMME, ZONE, Told, full_session, read_check, with_unknown

DENVER = ZoneInfo(ZONE)
WORDS = text.english()


def lanes_of(told: Told) -> lanes.Timeline:
    return review.timeline(told.history, DENVER, WORDS)


def lane(told: Told, person: object = ROWAN) -> lanes.PersonLane:
    return next(found for found in lanes_of(told).people if found.participant == person)


def test_phases_lie_one_after_the_other_with_what_was_planned() -> None:
    seen = lanes_of(full_session())
    assert [(span.name, f"{span.at:%H:%M}", f"{span.end:%H:%M}" if span.end else "") for span in seen.phases] == [
        ("Arrival", "10:00", "10:20"),
        ("Opening circle", "10:20", "10:35"),
        ("Medicine", "10:35", "11:35"),
        ("Closing circle", "11:35", "12:20"),
    ]
    assert seen.phases[2].planned_end == seen.phases[2].at + timedelta(minutes=60)
    assert seen.phases[3].planned_end is None
    assert (f"{seen.start:%H:%M}", f"{seen.end:%H:%M}") == ("10:00", "12:20")


def test_music_stands_with_its_beginning_its_end_and_why() -> None:
    told = Told().staff().seated()
    told.music(5, "Slow Tide", until=12, why="skipped")
    told.music(12, "Under Snow")
    first, second = lanes_of(told).music
    assert (first.name, f"{first.at:%H:%M}", f"{first.end:%H:%M}" if first.end else "", first.why) == (
        "Slow Tide",
        "10:05",
        "10:12",
        "skipped",
    )
    assert second.end is None


def test_the_team_is_a_lane_of_its_own() -> None:
    told = Told().staff(INES, TOMAS).seated()
    told.write(40, room.StaffLeft(staff=TOMAS.id))
    seen = lanes_of(told).staff
    assert [(span.name, span.end is None) for span in seen] == [("Ines Okafor", True), ("Tomas Lind", False)]


def test_a_check_before_the_first_dose_is_the_baseline() -> None:
    checks = lane(full_session()).vitals
    assert [check.is_baseline for check in checks] == [True, False, False, False, False]
    assert checks[0].text == "HR 72 /min, BP 118/76 mmHg, SpO₂ 98 %, Br 14 /min, T 36.7 °C"


def test_improbable_and_missing_values_say_so() -> None:
    told = Told().staff().seated()
    told.vitals(5, ROWAN, "HR 38, T 98", sure=True)
    moving = VitalsTaken(
        values={}, words={Measure.SYSTOLIC: Unavailable.DECLINED, Measure.DIASTOLIC: Unavailable.DECLINED}
    )
    told.write(9, moving, ROWAN)
    odd, none = lane(told).vitals
    assert odd.text == "HR 38 /min, T 36.7 °C (typed as 98 °F); asked and confirmed: HR"
    assert none.text == "BP declined"
    assert none.values == {}


def test_an_amended_line_shows_both_how_it_reads_and_how_it_read() -> None:
    told = Told().staff().seated()
    line = told.vitals(20, ROWAN, "HR 72")
    told.amended(26, line, read_check("HR 76"), "read off the wrong line", at=18)
    (check,) = lane(told).vitals
    assert (check.text, [was.text for was in check.earlier], check.amended) == ("HR 76 /min", ["HR 72 /min"], True)
    assert [was.reason for was in check.earlier] == ["read off the wrong line"]
    assert f"{check.at:%H:%M}" == "10:18"
    (row,) = [row for row in review.log_rows(told.history, DENVER, WORDS) if row.entry == line]
    assert row.marks == (
        "amended",
        "was: HR 72 /min, was at 10:20 (amended 10:26, Tomas Lind, because: read off the wrong line)",
    )


def test_a_line_amended_twice_shows_every_reading_in_order_with_who_when_and_why() -> None:
    told = Told().staff().seated()
    line = told.vitals(5, ROWAN, "HR 72", told_at=9)
    told.amended(12, line, read_check("HR 99"), "read off the wrong line")
    told.amended(14, line, read_check("HR 88"), "misread again", at=7)
    told.amended(15, line, None, "by the wall clock", at=6)
    (row,) = [row for row in review.log_rows(told.history, DENVER, WORDS) if row.entry == line]
    assert row.text == "HR 88 /min"
    assert row.marks == (
        "entered late",
        "amended",
        "was: HR 72 /min (amended 10:12, Tomas Lind, because: read off the wrong line)",
        "was: HR 99 /min, was at 10:05 (amended 10:14, Tomas Lind, because: misread again)",
        "was at 10:07 (amended 10:15, Tomas Lind, because: by the wall clock)",
    )
    assert (f"{row.at:%H:%M}", f"{row.recorded_at:%H:%M}") == ("10:06", "10:09")


def test_late_withdrawn_and_confirmed_lines_are_marked() -> None:
    told = Told().staff().seated()
    late = told.observed(20, ROWAN, "tears", told_at=25)
    wrong = told.observed(21, ROWAN, "laughter")
    told.voided(22, wrong, "wrong seat")
    dose = told.dose(30, ROWAN, by=INES, scribe=TOMAS)
    assert lane(told).doses[0].awaits
    told.confirmed(31, dose)
    rows = {row.entry: row for row in review.log_rows(told.history, DENVER, WORDS)}
    assert rows[late].marks == ("entered late",)
    assert rows[wrong].marks == ("withdrawn", "because: wrong seat")
    assert rows[dose].marks == ("confirmed by Ines Okafor",)
    assert (rows[dose].done_by, rows[dose].written_by) == ("Ines Okafor", "Tomas Lind")
    assert not lane(told).doses[0].awaits


def test_a_support_call_is_one_row_from_its_beginning_to_its_end() -> None:
    (call,) = lane(full_session()).support
    assert (call.wanted, call.answered_by, call.done) == ("a hand", "Devi Rao", "held a hand until the breath was slow")
    assert (call.answered_at, call.settled_at) == (call.at + timedelta(minutes=1), call.at + timedelta(minutes=8))


def test_who_came_first_answered_a_call_and_a_second_call_is_a_second_row() -> None:
    told = Told().staff().seated()
    told.write(10, room.SupportCalled(), ROWAN)
    told.write(11, room.SupportAnswered(), ROWAN, by=DEVI)
    told.write(12, room.SupportAnswered(), ROWAN, by=TOMAS)
    told.write(12.5, room.SupportCalled(wanted="the provider"), ROWAN)
    told.write(13, room.SupportSettled(done="slept"), ROWAN)
    mistaken = told.write(14, room.SupportCalled(), ROWAN)
    told.voided(15, mistaken)
    told.write(20, room.SupportCalled(), ROWAN)
    told.out(30, ROWAN, room.WayOut.WITHDREW)
    first, voided, last = lane(told).support
    assert (first.answered_by, first.done) == ("Devi Rao", "slept")
    assert voided.voided
    assert last.settled_at is None, "nobody said that it was over"


def test_quotes_know_whether_they_may_go_on() -> None:
    told = Told().staff().seated()
    told.quote(10, ROWAN, "Warm.", room.Leave.YES)
    told.quote(11, ROWAN, "Cold.")
    assert [quote.leave for quote in lane(told).quotes] == [room.Leave.YES, room.Leave.NOT_ASKED]


def test_phase_and_music_of_a_quote_are_those_of_the_moment_that_it_has_now() -> None:
    told = Told().staff().seated()
    told.phase(20, "medicine")
    told.music(30, "Slow Tide", until=60)
    line = told.write(40, room.Quoted(text="Warm.", phase="medicine", playing="Slow Tide"), ROWAN)
    (quote,) = lane(told).quotes
    assert (quote.phase, quote.playing) == ("Medicine", "Slow Tide")
    told.amended(70, line, None, "it was in the circle", at=10)
    (quote,) = lane(told).quotes
    assert (quote.phase, quote.playing) == ("Arrival", "")
    assert "Slow Tide" not in compose(told.history, ROWAN, None, text.english()).sections["quotes"]


def test_a_moment_shows_what_was_near_it_and_what_played() -> None:
    told = full_session()
    seen = lanes_of(told)
    around = review.during(seen, told.start + timedelta(minutes=68, seconds=30))
    assert [row.kind for row in around.rows] == ["support wanted"]
    assert [span.name for span in around.playing] == ["Under Snow"]
    assert around.phase is not None
    assert around.phase.name == "Medicine"
    before = review.during(seen, told.start - timedelta(hours=1))
    assert (before.rows, before.playing, before.phase) == ((), (), None)


def test_the_table_is_in_the_order_of_what_happened_with_seat_and_name() -> None:
    told = full_session()
    told.write(141, room.Noted(text="a cable to mend"), None)
    rows = review.log_rows(told.history, DENVER, WORDS)
    assert [row.at for row in rows] == sorted(row.at for row in rows)
    dose = next(row for row in rows if row.kind == "dose")
    assert (dose.seat, dose.name) == (1, "Rowan")
    assert dose.text == "ketamine 40 mg, intramuscular, 0.8 mL of 50 mg/mL, stated as base"
    note = rows[-1]
    assert (note.seat, note.name, note.text) == (None, "", "a cable to mend")
    assert all(row.kind and not row.kind.startswith("kind.") for row in rows)


def test_somebody_who_changed_seats_has_the_seat_of_that_time() -> None:
    told = Told().staff().seated(ROWAN)
    told.observed(10, ROWAN, "tears")
    told.write(20, room.Seated(seat=4, preferred_name="Rowan"), ROWAN)
    told.observed(30, ROWAN, "stillness")
    rows = review.log_rows(told.history, DENVER, WORDS)
    assert [row.seat for row in rows if row.kind == "observation"] == [1, 4]


def test_what_is_about_nobody_has_a_lane() -> None:
    told = full_session()
    told.write(30, room.AppStarted(version="0.1.0", away_seconds=42))
    told.write(31, room.ClockStepped(seconds=3600))
    assert [row.text for row in lanes_of(told).room][:2] == ["version 0.1.0, after 42 s away", "by 3600 s"]


def test_an_entry_of_a_newer_version_is_shown_as_such() -> None:
    told = Told().staff().seated()
    rows = review.log_rows(with_unknown(told, UnknownFact(kind="dream_told/1", raw=b"{}")).history, DENVER, WORDS)
    assert rows[-1].kind == "from a newer version"
    assert "dream_told/1" in rows[-1].text


def test_an_unopened_session_is_an_empty_timeline() -> None:
    told = Told()
    told.entries.clear()
    seen = lanes_of(told)
    assert (seen.start, seen.end, seen.phases, seen.people) == (None, None, (), ())


def test_an_empty_seat_is_no_lane() -> None:
    told = Told().staff().seated(ROWAN, IDRIS)
    seen = lanes_of(told)
    assert seen.lane(AMARA) is None
    assert [found.name for found in seen.people] == ["Rowan", "Idris"]
    assert {found.name for found in seen.phases} == {PROGRAMME.phases[0].name}


@pytest.mark.parametrize("zone", ["Asia/Kolkata", "UTC"])
def test_times_are_in_the_zone_that_is_asked_for(zone: str) -> None:
    seen = review.timeline(full_session().history, ZoneInfo(zone), WORDS)
    began = seen.phases[0].at
    assert began.isoformat() == began.astimezone(ZoneInfo(zone)).isoformat()
