"""However lines come in, late, doubled or out of order, they come to the same state; and the old line always stays."""

from __future__ import annotations

from copy import deepcopy
from datetime import timedelta
from decimal import Decimal
from random import Random
from uuid import UUID

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from facilitator_app.record import codec, room
from facilitator_app.record.apply import apply
from facilitator_app.record.changes import Amended
from facilitator_app.record.clinic import ClinicState, ParticipantAdded, ProgrammeKept, SessionPlanned
from facilitator_app.record.clinic import apply as apply_clinic
from facilitator_app.record.clinic import fold as fold_clinic
from facilitator_app.record.entry import Entry, Fact, Stamp, UnknownFact
from facilitator_app.record.growing import Growing
from facilitator_app.record.history import History
from facilitator_app.record.state import SessionState
from facilitator_app.record.vitals import Measure, Unavailable, VitalsTaken
from tests.golden import PROGRAMME, entry_of, facts
from tests.people import AMARA, DEVI, IDRIS, INES, NOOR, ROWAN, TOMAS
from tests.told import Told, full_session, read_check, with_unknown

HR = Measure.HEART_RATE
STEPS = (
    "vitals",
    "dose",
    "observe",
    "note",
    "state",
    "defer",
    "support",
    "answer",
    "settle",
    "touch",
    "phase",
    "out",
    "amend",
    "move",
    "void",
    "confirm",
)


def fold(entries: list[Entry]) -> SessionState:
    return History(SessionState(), apply, entries).state


def random_session(seed: int, length: int) -> list[Entry]:
    """A session in which anything may follow anything, some of it told late, some of it changed."""
    dice = Random(seed)
    told = Told().staff().seated(ROWAN, AMARA)
    minute = 2.0
    for _ in range(length):
        minute += dice.random() * 3
        _step(told, dice, round(minute, 2))
    return told.entries


def _step(told: Told, dice: Random, minute: float) -> None:
    who = dice.choice((ROWAN, AMARA, IDRIS))
    when = max(1.0, minute - dice.choice((0, 0, 0, 4, 9)))
    target = dice.choice(told.entries).id
    facts = {
        "observe": room.Observed(word="tears", label="tears"),
        "note": room.Noted(text="Still."),
        "state": room.StateSaid(state=dice.choice(list(room.State)[:-1])),
        "defer": room.Deferred(measures=(HR,), reason="calm", breathing_seen=True, again_minutes=dice.randint(1, 20)),
        "support": room.SupportCalled(wanted=dice.choice(("", "a hand"))),
        "answer": room.SupportAnswered(),
        "settle": room.SupportSettled(),
        "touch": room.TouchAgreed(consent="hand only", narrowed=dice.random() < 0.5),
        "phase": room.PhaseBegan(phase=dice.choice(("arrival", "opening", "medicine"))),
        "out": room.WentOut(way=dice.choice(list(room.WayOut))),
    }
    match dice.choice(STEPS):
        case "vitals":
            told.vitals(when, who, f"HR {dice.randint(60, 110)}", told_at=minute)
        case "dose":
            told.dose(when, who)
        case "amend":
            told.write(minute, _amendment(target, dice, told, when), told_at=minute)
        case "move":
            told.write(minute, room.Seated(seat=dice.randint(1, 8), preferred_name="Rowan"), ROWAN)
        case "void":
            told.voided(minute, target)
        case "confirm":
            told.confirmed(minute, target)
        case step:
            told.write(when, facts[step], who, told_at=minute)


def _amendment(target: UUID, dice: Random, told: Told, when: float) -> Fact:
    fact = next(entry.fact for entry in told.entries if entry.id == target)
    new = read_check(f"HR {dice.randint(60, 110)}") if isinstance(fact, VitalsTaken) else None
    at = told.start + timedelta(minutes=when) if new is None or dice.random() < 0.5 else None
    return Amended(target=target, fact=new, reason="slip", observed_at=at)


sessions = some.builds(random_session, some.integers(0, 10**9), some.integers(0, 40))


@given(sessions, some.randoms(use_true_random=False))
@settings(max_examples=150, deadline=None)
def test_shuffled_and_doubled_delivery_comes_to_the_same_state(entries: list[Entry], dice: Random) -> None:
    in_time = fold(entries)
    delivered = [*entries, *dice.sample(entries, k=len(entries) // 2)]
    dice.shuffle(delivered)
    live = History(SessionState(), apply)
    for entry in delivered:
        live.add(entry)
    assert live.state == in_time
    assert fold(delivered) == in_time
    lines = History(SessionState(), apply, entries).lines()
    assert live.lines() == lines
    assert History(SessionState(), apply, delivered).lines() == lines


@given(sessions, some.integers(0, 60))
@settings(max_examples=150, deadline=None)
def test_the_state_after_a_restart_is_the_live_state(entries: list[Entry], cut: int) -> None:
    live = History(SessionState(), apply, entries[:cut])
    for entry in entries[cut:]:
        live.add(entry)
    from_disk = [
        codec.decode(codec.encode(e), kind=e.kind, id=e.id, scope=e.scope, stamp=stamp)
        for e in entries
        if (stamp := e.stamp) is not None
    ]
    assert fold(from_disk) == live.state


@given(sessions)
@settings(max_examples=40, deadline=None)
def test_the_lines_that_are_read_after_every_touch_are_those_read_anew(entries: list[Entry]) -> None:
    history = History(SessionState(), apply)
    for count, entry in enumerate(entries, 1):
        history.add(entry)
        assert history.lines() == History(SessionState(), apply, entries[:count]).lines()


def test_a_full_afternoon_reads_as_it_was_told() -> None:
    state = full_session().history.state
    rowan = state.people[ROWAN]
    assert (rowan.seat, rowan.state, len(rowan.doses)) == (1, room.State.CLEARED, 1)
    assert rowan.readings[HR].value == 74
    assert rowan.baseline[HR] == 72
    assert rowan.intention.startswith("To meet the grief")
    assert rowan.touch == "hand and shoulder"
    assert rowan.support is None
    assert rowan.deferrals == {}
    assert rowan.observation is not None
    assert rowan.observation.text == "tears"
    assert [said.text for said in rowan.needs_care] == ["Nausea in the car last time: a bag for the way home."]
    assert rowan.out is not None
    assert (rowan.out.escort, rowan.out.by) == ("Pat", INES.id)
    assert state.people[IDRIS].state is room.State.ARRIVING
    assert not state.is_open
    assert [person.id for person in state.in_seat_order] == [ROWAN, AMARA, IDRIS]
    assert [state.staff_name(id) for id in (TOMAS.id, NOOR, None)] == ["Tomas Lind", "", ""]


def test_a_correction_reads_otherwise_and_both_are_there() -> None:
    told = Told().staff().seated()
    check = told.vitals(5, ROWAN, "HR 118")
    told.amended(6, check, read_check("HR 81"), "the clip had slipped")
    told.amended(7, check, None, "a minute earlier", at=4)
    line = told.history.line(check)
    assert line is not None
    assert line.is_amended
    assert isinstance(line.first.fact, VitalsTaken)
    assert line.first.fact.values == {HR: Decimal(118)}
    reading = told.history.state.people[ROWAN].readings[HR]
    assert (reading.value, reading.at) == (Decimal(81), told.start + timedelta(minutes=4))


def test_what_was_withdrawn_counts_no_more_and_stays_readable() -> None:
    told = Told().staff().seated()
    wrong = told.dose(5, ROWAN)
    told.voided(6, wrong)
    told.voided(7, wrong, "again")
    history = told.history
    assert history.state.people[ROWAN].doses == ()
    line = history.line(wrong)
    assert line is not None
    assert line.voided is not None
    assert line.entry == history.entry(wrong)
    assert line in history.lines()
    assert history.line(UUID(int=1)) is None


def test_a_confirmation_changes_no_state() -> None:
    told = Told().staff().seated()
    dose = told.dose(5, ROWAN, scribe=TOMAS)
    before = told.history.state
    told.confirmed(6, dose)
    line = told.history.line(dose)
    assert told.history.state == before
    assert line is not None
    assert line.confirmed is not None


def test_a_change_that_comes_before_its_line_counts_once_the_line_is_there() -> None:
    told = Told().staff().seated()
    wrong = told.dose(5, ROWAN)
    told.voided(6, wrong)
    history = History(SessionState(), apply)
    for entry in reversed(told.entries):
        history.add(entry)
    assert history.state == told.history.state
    assert history.entries == tuple(sorted(told.entries, key=lambda entry: entry.order))


def test_what_was_written_shows_in_the_number_of_entries_and_the_same_line_again_does_not() -> None:
    told = Told().staff().seated()
    before = told.history.count
    assert before == len(told.entries)
    wrong = told.dose(5, ROWAN)
    assert told.history.count == before + 1
    told.voided(6, wrong)
    assert told.history.count == before + 2
    told.history.add(told.entries[-1])
    assert told.history.count == before + 2


def test_a_line_not_yet_on_disk_comes_last() -> None:
    told = Told().staff().seated()
    check = told.vitals(5, ROWAN, "HR 72")
    pending = msgspec.structs.replace(told.entries[-1], id=UUID(int=5), stamp=None, fact=room.Noted(text="x"))
    history = told.history
    history.add(pending)
    assert history.entries[-1] == pending
    told.voided(6, check)
    change = msgspec.structs.replace(told.entries[-1], stamp=None)
    history.add(change)
    assert history.state.people[ROWAN].readings == {}


def test_facts_about_nobody_known_and_unknown_kinds_move_nothing() -> None:
    told = Told().staff().seated(ROWAN)
    before = told.history.state
    told.write(6, room.Observed(word="tears", label="tears"))
    told.write(6, room.Seated(seat=3, preferred_name="Nobody"))
    told.write(7, room.StaffLeft(staff=UUID(int=404)))
    told.write(7, room.MusicEnded(play="never", title="", why="ended"))
    told.write(8, room.SupportAnswered(), ROWAN)
    with_unknown(told, UnknownFact(kind="dream/1", raw=b"{}"))
    assert told.history.state == before


def test_what_is_told_for_a_moment_before_the_person_sat_down_counts() -> None:
    told = Told().staff().seated(ROWAN)
    told.vitals(0.5, ROWAN, "HR 72", told_at=10)
    told.dose(0.7, ROWAN)
    told.observed(5, NOOR)
    state = told.history.state
    assert state.people[ROWAN].readings[HR].value == 72
    assert len(state.people[ROWAN].doses) == 1
    assert NOOR not in state.people
    told.write(6, room.Seated(seat=2, preferred_name="Noor"), NOOR)
    late = told.history.state
    assert late.people[NOOR].observation is not None
    assert late.early == {}


def test_the_room_from_the_door_to_the_music() -> None:
    told = Told().staff(INES, TOMAS).seated(ROWAN)
    told.write(5, room.StaffPresent(staff=DEVI.id, name=DEVI.name, roles=DEVI.roles))
    told.write(6, room.StaffLeft(staff=DEVI.id))
    told.write(7, room.Seated(seat=4, preferred_name="Ro"), ROWAN)
    told.phase(8, "medicine")
    told.music(9, "Slow Tide")
    told.music(9.5, "Under Snow", until=9.8)
    told.music(10, "Wide Water")
    state = told.history.state
    assert state.staff[DEVI.id].left == told.start + timedelta(minutes=6)
    assert (state.people[ROWAN].seat, state.people[ROWAN].preferred_name) == (4, "Ro")
    assert (state.phase, state.is_open) == ("medicine", True)
    assert state.playing is not None
    assert state.playing.title == "Wide Water"


def test_support_is_one_call_until_it_is_settled_or_the_person_is_out() -> None:
    told = Told().staff().seated()
    told.write(5, room.SupportCalled(wanted="a hand"), ROWAN)
    told.write(6, room.SupportCalled(wanted="the provider"), ROWAN)
    told.write(7, room.SupportAnswered(), ROWAN, by=DEVI)
    call = told.history.state.people[ROWAN].support
    assert call is not None
    assert (call.wanted, call.answered_by) == ("a hand", DEVI.id)
    told.write(8, room.WentOut(way=room.WayOut.WITHDREW), ROWAN)
    gone = told.history.state.people[ROWAN]
    assert (gone.support, gone.state) == (None, room.State.ARRIVING)


def test_deferrals_count_up_until_a_number_is_taken_and_a_word_only_ends_the_time() -> None:
    told = Told().staff().seated()
    put_off = room.Deferred(measures=(HR, Measure.SPO2), reason="calm", breathing_seen=True, again_minutes=10)
    told.write(5, put_off, ROWAN)
    told.write(15, put_off, ROWAN)
    held = told.history.state.people[ROWAN].deferrals
    assert (held[HR].in_a_row, held[HR].until) == (2, told.start + timedelta(minutes=25))
    told.write(20, VitalsTaken(values={}, words={HR: Unavailable.DECLINED}), ROWAN)
    person = told.history.state.people[ROWAN]
    assert person.readings[HR].word is Unavailable.DECLINED
    assert (person.deferrals[HR].in_a_row, person.deferrals[HR].until) == (2, told.start + timedelta(minutes=20))
    told.vitals(21, ROWAN, "HR 80")
    assert set(told.history.state.people[ROWAN].deferrals) == {Measure.SPO2}


def test_the_baseline_is_what_was_taken_before_the_first_dose() -> None:
    told = Told().staff().seated()
    told.vitals(3, ROWAN, "HR 72")
    told.dose(5, ROWAN)
    told.vitals(15, ROWAN, "HR 95")
    told.vitals(4, ROWAN, "HR 70", told_at=20)
    person = told.history.state.people[ROWAN]
    assert (person.baseline[HR], person.readings[HR].value) == (Decimal(70), Decimal(95))


def test_a_participant_is_only_known_with_an_id() -> None:
    nameless = msgspec.structs.replace(entry_of(ParticipantAdded(preferred_name="Rowan")), participant=None)
    assert apply_clinic(ClinicState(), nameless) == ClinicState()
    stamped = msgspec.structs.replace(nameless, stamp=Stamp(hlc=1, chain=UUID(int=1), seq=1), fact=room.Noted(text="x"))
    assert apply_clinic(ClinicState(), stamped) == ClinicState()


def test_lines_taken_in_together_come_to_the_same_as_one_after_the_other() -> None:
    entries = random_session(7, 40)  # some of them late, some of them changes
    together: History[SessionState] = History(SessionState(), apply)
    together.add_all(entries[:12])
    together.add_all(())
    together.add_all(entries[10:])  # two of them again
    assert together.state == fold(entries)
    assert together.lines() == History(SessionState(), apply, entries).lines()


@pytest.mark.parametrize("seed", range(5))
def test_lines_of_every_kind_come_to_the_same_clinic_at_once_and_one_by_one(seed: int) -> None:
    dice = Random(seed)
    told = [fact for fact in facts() for _ in range(3)]
    dice.shuffle(told)
    courses = [
        SessionPlanned(session=UUID(int=9), title="Again", programme="circle", course=one) for one in (ROWAN, AMARA)
    ]
    lines = [
        msgspec.structs.replace(
            entry_of(fact), id=UUID(int=9000 + number), participant=dice.choice((ROWAN, AMARA, IDRIS))
        )
        for number, fact in enumerate([ProgrammeKept(programme=PROGRAMME), *courses, *told, courses[0]])
    ]
    half = fold_clinic(ClinicState(), lines[: len(lines) // 2])
    kept = deepcopy(half)
    state = ClinicState()
    for line in lines:
        state = apply_clinic(state, line)
    whole = fold_clinic(half, lines[len(lines) // 2 :])
    assert whole == state
    sat = {whose: [one.session for one in there] for (whose, _), there in whole.held.items()}
    assert sat == {ROWAN: [UUID(int=9)], AMARA: []}  # one session, planned anew for another
    assert half == kept  # nobody who holds a state sees it change
    assert not any(isinstance(there, Growing) for of in (whole, whole.agenda) for there in msgspec.structs.astuple(of))


def test_a_clinic_folded_at_once_is_the_one_that_is_told_line_by_line_and_no_state_before_changes() -> None:
    first = entry_of(ParticipantAdded(preferred_name="Rowan"))
    more = [
        msgspec.structs.replace(
            first,
            id=UUID(int=5000 + number),
            participant=UUID(int=6000 + number),
            fact=ParticipantAdded(preferred_name=name),
        )
        for number, name in enumerate(("Amara", "Idris", "Noor"))
    ]
    slow: History[ClinicState] = History(ClinicState(), apply_clinic, [first, *more])
    quick: History[ClinicState] = History(ClinicState(), apply_clinic, [first], fold_clinic)
    before = quick.state
    quick.add_all(more)
    assert quick.state == slow.state
    assert quick.with_more([msgspec.structs.replace(first, id=UUID(int=1))]) == slow.state
    assert list(before.participants) == [ROWAN]
    assert type(quick.state.participants) is dict
