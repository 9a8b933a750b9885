"""The one writer of a session, on the real record: what it writes, what it refuses, and by whose word."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import TypeAlias
from uuid import UUID

import msgspec
import pytest

from facilitator_app import programmes
from facilitator_app.faults import Faults, Question, Refusal, Trouble
from facilitator_app.journal import JournalFile
from facilitator_app.record import room
from facilitator_app.record.changes import Amended, Voided
from facilitator_app.record.doses import DoseGiven, Route
from facilitator_app.record.entry import Fact
from facilitator_app.record.leave import Recipient
from facilitator_app.record.packets import Edit, PacketSaved
from facilitator_app.record.programme import Programme, SignedPlan
from facilitator_app.record.release import How, PacketReleased
from facilitator_app.record.roles import Role
from facilitator_app.record.vitals import Measure, VitalsTaken
from facilitator_app.rehearsal.fast_clock import FastClock
from facilitator_app.session import Change, Session, Who
from tests.people import AMARA, DEVI, HALE, IDRIS, INES, NOOR, ROWAN, START, TOMAS

HR = Measure.HEART_RATE
MINUTE = timedelta(minutes=1)
NOBODY = UUID(int=404)
RELEASED = PacketReleased(to=Recipient.PERSON, recipient="Rowan", how=How.PAPER, digest="ab")
DOSE = DoseGiven(drug="ketamine", route=Route.INTRAMUSCULAR, amount_mg=Decimal(50))
CLEARED = room.WentOut(way=room.WayOut.CLEARED, escort="Sam")
WITHDREW = room.WentOut(way=room.WayOut.WITHDREW, note="went home")


def signed() -> Programme:
    """The circle of up to four people, with the invented plan signed."""
    circle = next(programme for programme in programmes.shipped() if programme.key == "group_circle_three")
    plan = programmes.starting_plans()[-1]
    by = SignedPlan(plan=plan, signed_by=HALE.id, signer=HALE.name, role=Role.PRESCRIBER, signed_at=START)
    return msgspec.structs.replace(circle, plan=by)


class Room:
    """A session with its clock and its record."""

    def __init__(self, session: Session, clock: FastClock, journal: JournalFile) -> None:
        self.session, self.clock, self.journal = session, clock, journal

    def pass_minutes(self, minutes: int) -> None:
        self.clock.advance(minutes * MINUTE)

    async def tell(self, fact: Fact, *about: UUID, by: Who | None = None) -> UUID:
        """Write as who is at the screen, or with ``by`` there."""
        if by is not None:
            self.session.at_screen = by
        return (await self.session.write(fact, about))[0].id

    async def refused(self, act: Awaitable[object]) -> str:
        """The key of the refusal that ``act`` meets; nothing may have been written."""
        before = self.session.history.entries
        with pytest.raises(Refusal) as refused:
            await act
        assert self.session.history.entries == before
        assert len(await self.journal.entries(self.session.scope)) == len(before)
        return refused.value.key


@pytest.fixture
async def journal(tmp_path: Path) -> AsyncIterator[JournalFile]:
    made = JournalFile.create(tmp_path / "clinic", secrets.token_bytes(32), FastClock(START))
    yield made
    await made.close()


@pytest.fixture
def empty(journal: JournalFile) -> Room:
    """Before the session was opened."""
    clock = FastClock(START)
    session = Session(UUID(int=900), journal, clock, Faults())
    session.at_screen = TOMAS
    return Room(session, clock, journal)


@pytest.fixture
async def here(empty: Room) -> Room:
    """Opened with three of the team; Rowan and Amara sit on seats 1 and 2, Tomas is at the screen."""
    await _open(empty, signed(), INES, TOMAS, DEVI)
    await empty.tell(room.Seated(seat=1, preferred_name="Rowan"), ROWAN)
    await empty.tell(room.Seated(seat=2, preferred_name="Amara"), AMARA)
    return empty


async def _open(at: Room, programme: Programme, *staff: Who, reason: str = "") -> None:
    await at.session.open(
        programme,
        "Thursday circle",
        zone="America/Denver",
        clinic_name="Still Water",
        lead=TOMAS,
        staff=staff,
        staffing_reason=reason,
    )


# ---------------------------------------------------------------- opening
async def test_nothing_is_written_before_the_session_is_open(empty: Room) -> None:
    assert await empty.refused(empty.session.write(room.Noted(text="early"))) == "session.not_open"
    assert await empty.refused(empty.session.observe([ROWAN], "tears")) == "session.not_open"


async def test_a_programme_without_a_signed_plan_cannot_be_run(empty: Room) -> None:
    unsigned = msgspec.structs.replace(signed(), plan=None)
    assert await empty.refused(_open(empty, unsigned, INES, TOMAS, DEVI)) == "session.plan_not_signed"


async def test_too_few_staff_need_a_stated_reason(empty: Room) -> None:
    assert await empty.refused(_open(empty, signed(), INES, TOMAS)) == "session.too_few_staff"
    await _open(empty, signed(), INES, TOMAS, reason="Devi is on the train.")
    assert empty.session.state.is_open
    assert await empty.refused(_open(empty, signed(), INES, TOMAS, DEVI)) == "session.already_open"


@pytest.mark.parametrize("who", [None, HALE])
async def test_only_who_runs_rooms_opens_a_session(empty: Room, who: Who | None) -> None:
    empty.session.at_screen = who
    assert await empty.refused(_open(empty, signed(), INES, TOMAS, DEVI)) == "session.not_your_word"


# ---------------------------------------------------------------- writing
async def test_a_touch_on_several_is_one_line_each_and_one_act(here: Room) -> None:
    told: list[Change] = []
    stop = here.session.listen(told.append)
    lines = await here.session.observe([ROWAN, AMARA], "tears", by=DEVI.id)
    assert [line.participant for line in lines] == [ROWAN, AMARA]
    assert len({line.act for line in lines}) == 1
    assert lines[0].act is not None
    assert {(line.done_by, line.recorded_by) for line in lines} == {(DEVI.id, TOMAS.id)}
    assert all(line.stamp for line in lines)
    assert told[0].entries == lines
    assert told[0].before.people[ROWAN].observation is None
    assert told[0].after is here.session.state
    stop()
    await here.session.observe([ROWAN], "still")
    assert len(told) == 1


async def test_a_session_read_again_from_disk_is_the_same(here: Room) -> None:
    check = await here.session.take_vitals(ROWAN, {HR: "72"})
    await here.session.amend(check.id, VitalsTaken(values={HR: Decimal(74)}), "misread")
    here.session.at_screen = INES
    await here.session.write(DOSE, [ROWAN])
    entries = await here.journal.entries(here.session.scope)
    again = Session(here.session.scope, here.journal, here.clock, Faults(), entries)
    assert again.state == here.session.state
    assert again.history.lines() == here.session.history.lines()


async def test_who_gives_up_waiting_does_not_undo_what_has_begun(here: Room) -> None:
    waiting = asyncio.ensure_future(here.session.write(room.Noted(text="Turned over."), [ROWAN]))  # noqa: TID251 - a caller that goes away
    await asyncio.sleep(0)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    await here.session.write(room.Noted(text="after"))
    notes = [entry.fact.text for entry in here.session.history.entries if isinstance(entry.fact, room.Noted)]
    assert sorted(notes) == ["Turned over.", "after"]


@pytest.mark.expects_log
async def test_a_view_that_breaks_does_not_undo_a_line(here: Room) -> None:
    def broken(_: Change) -> None:
        raise ZeroDivisionError

    here.session.listen(broken)
    await here.session.observe([ROWAN], "tears")
    assert here.session.state.people[ROWAN].observation is not None


async def test_a_full_disk_is_said_and_nothing_is_half_written(here: Room) -> None:
    await here.journal.limit_pages(1)
    before = here.session.state
    with pytest.raises(Trouble) as trouble:
        await here.session.write(room.Noted(text="long " * 20_000), [ROWAN])
    assert trouble.value.key == "journal.disk_full"
    assert here.session.state == before
    await here.journal.limit_pages(0)
    await here.session.write(room.Noted(text="long " * 20_000), [ROWAN])


async def test_vitals_are_refused_asked_or_kept(here: Room) -> None:
    assert await here.refused(here.session.take_vitals(ROWAN, {HR: "0"})) == "vitals.out_of_range"
    with pytest.raises(Question):
        await here.session.take_vitals(ROWAN, {HR: "38"})
    kept = await here.session.take_vitals(ROWAN, {HR: "38"}, confirmed=frozenset({HR}), by=INES.id)
    assert isinstance(kept.fact, VitalsTaken)
    assert kept.fact.confirmed == (HR,)


async def test_words_have_their_phase_and_what_played(here: Room) -> None:
    before = await here.session.quote(ROWAN, "Cold hands.")
    assert before.fact == room.Quoted(text="Cold hands.", phase="arrival")
    await here.tell(room.MusicBegan(play="p", title="Wide Water", phase="arrival"))
    after = await here.session.quote(ROWAN, "The sea.")
    assert after.fact == room.Quoted(text="The sea.", phase="arrival", playing="Wide Water")


async def test_a_note_ends_its_draft(here: Room) -> None:
    await here.journal.save_draft("session/x/note/1", "Reached for")
    await here.session.write(room.Noted(text="Reached for the wall."), [ROWAN], ends_draft="session/x/note/1")
    assert await here.journal.drafts() == {}


# ---------------------------------------------------------------- when
async def test_what_happened_can_be_told_later_but_not_before_or_ahead(here: Room) -> None:
    here.pass_minutes(10)
    late = await here.session.write(room.Noted(text="a while ago"), [ROWAN], at=here.clock.now() - 5 * MINUTE)
    assert late[0].is_late
    note = room.Noted(text="x")
    early = here.session.write(note, at=START - MINUTE)
    assert await here.refused(early) == "entry.before_the_session"
    assert await here.refused(here.session.write(note, at=here.clock.now() + 2 * MINUTE)) == "entry.in_the_future"
    await here.session.write(note, at=here.clock.now() + timedelta(seconds=50))


async def test_after_closing_only_what_follows_a_session_is_written(here: Room) -> None:
    await _all_out(here)
    here.pass_minutes(5)
    assert await here.refused(here.session.write(room.Noted(text="x"), [ROWAN])) == "session.closed"
    await here.session.write(room.NeedsCare(text="A call tomorrow."), [ROWAN])
    await here.session.write(room.Noted(text="told later"), [ROWAN], at=START)


async def _all_out(here: Room) -> None:
    here.session.at_screen = INES
    await here.session.write(WITHDREW, [ROWAN, AMARA])
    await here.session.write(room.SessionClosed())


# ---------------------------------------------------------------- seats, phases, states
Refused: TypeAlias = Callable[[Session], Awaitable[object]]


@pytest.mark.parametrize(
    ("act", "key"),
    [
        (lambda s: s.write(room.Seated(seat=3, preferred_name="Noor")), "room.not_seated"),
        (lambda s: s.write(room.Seated(seat=1, preferred_name="Noor"), [NOOR]), "room.seat_taken"),
        (lambda s: s.write(room.PhaseBegan(phase="sleep")), "programme.unknown_phase"),
        (lambda s: s.write(room.StateSaid(state=room.State.CLEARED), [ROWAN]), "room.cleared_by_way_out"),
        (lambda s: s.observe([ROWAN], "bliss"), "room.unknown_word"),
        (lambda s: s.observe([NOOR], "tears"), "room.not_seated"),
        (lambda s: s.write(room.StateSaid(state=room.State.INWARD)), "room.not_seated"),
        (lambda s: s.write(room.SupportAnswered(), [ROWAN]), "room.no_support_call"),
        (lambda s: s.write(room.SupportSettled(), [ROWAN]), "room.no_support_call"),
        (lambda s: s.write(CLEARED, [ROWAN]), "session.not_your_word"),
        (lambda s: s.write(room.SessionClosed()), "session.unaccounted"),
        (lambda s: s.amend(NOBODY, None, "x", observed_at=START), "session.no_such_line"),
        (lambda s: s.void(NOBODY, "x"), "session.no_such_line"),
        (lambda s: s.confirm(NOBODY), "session.no_such_line"),
        (lambda s: s.write(Voided(target=NOBODY, reason="x")), "session.no_such_line"),
    ],
)
async def test_what_may_not_be_written(here: Room, act: Refused, key: str) -> None:
    assert await here.refused(act(here.session)) == key


async def test_the_cap_of_the_programme_holds(here: Room) -> None:
    await here.tell(room.Seated(seat=3, preferred_name="Idris"), IDRIS)
    await here.tell(room.Seated(seat=4, preferred_name="Noor"), NOOR)
    fifth = here.session.write(room.Seated(seat=5, preferred_name="Mae"), [UUID(int=15)])
    assert await here.refused(fifth) == "room.full"
    await here.tell(room.Seated(seat=5, preferred_name="Noor"), NOOR)


async def test_two_on_one_seat_are_refused_also_in_one_touch(here: Room) -> None:
    both = here.session.write(room.Seated(seat=3, preferred_name="Idris"), [IDRIS, NOOR])
    assert await here.refused(both) == "room.seat_taken"


async def test_a_seat_is_free_again_when_its_person_is_out(here: Room) -> None:
    await here.tell(WITHDREW, ROWAN)
    await here.tell(room.Seated(seat=1, preferred_name="Noor"), NOOR)
    assert here.session.state.people[NOOR].seat == 1


async def test_a_call_for_support_is_answered_and_settled(here: Room) -> None:
    await here.tell(room.SupportCalled(wanted="a hand"), ROWAN)
    await here.session.write(room.SupportAnswered(), [ROWAN], by=DEVI.id)
    call = here.session.state.people[ROWAN].support
    assert call is not None
    assert call.answered_by == DEVI.id
    await here.tell(room.SupportSettled(done="Held a hand."), ROWAN)
    assert here.session.state.people[ROWAN].support is None


async def test_a_second_touch_is_no_second_call_and_one_undo_takes_the_mark_away(here: Room) -> None:
    call = await here.tell(room.SupportCalled(wanted="a hand"), ROWAN)
    again = here.session.write(room.SupportCalled(), [ROWAN])
    assert await here.refused(again) == "room.support_called_already"
    await here.session.void(call, "undone")
    assert here.session.state.people[ROWAN].support is None
    here.clock.advance(timedelta(minutes=2))
    await here.tell(room.SupportCalled(), ROWAN)
    at = here.clock.now() - timedelta(minutes=1)
    await here.session.write(room.SupportCalled(wanted="water"), [ROWAN], at=at)  # one of before it, told as it was
    there = here.session.state.people[ROWAN].support
    assert there is not None
    assert (there.since, there.wanted) == (at, "water")


# ---------------------------------------------------------------- whose word
async def test_a_scribe_writes_a_dose_and_it_awaits_the_provider(here: Room) -> None:
    dose = await here.session.write(DOSE, [ROWAN], by=INES.id)
    assert [line.first.id for line in here.session.awaiting()] == [dose[0].id]
    assert await here.refused(here.session.confirm(dose[0].id)) == "session.not_your_word"
    here.session.at_screen = None
    assert await here.refused(here.session.confirm(dose[0].id)) == "session.not_your_word"
    here.session.at_screen = INES
    await here.session.confirm(dose[0].id)
    assert here.session.awaiting() == ()


async def test_a_dose_of_the_provider_or_a_withdrawn_one_awaits_nobody(here: Room) -> None:
    unclaimed = await here.tell(DOSE, ROWAN)
    await here.session.void(unclaimed, "not given")
    await here.tell(DOSE, ROWAN, by=INES)
    await here.tell(room.Noted(text="x"), ROWAN)
    assert here.session.awaiting() == ()
    here.session.at_screen = None
    await here.session.write(DOSE, [AMARA])
    assert len(here.session.awaiting()) == 1


async def test_clearing_to_leave_is_the_providers_word(here: Room) -> None:
    here.session.at_screen = INES
    await here.session.write(CLEARED, [ROWAN])
    assert here.session.state.people[ROWAN].state is room.State.CLEARED
    assert await here.refused(here.session.write(WITHDREW, [ROWAN])) == "room.already_out"


async def test_who_took_medicine_did_not_not_take_it(here: Room) -> None:
    await here.tell(DOSE, ROWAN, by=INES)
    none = room.WentOut(way=room.WayOut.DID_NOT_TAKE_MEDICINE)
    assert await here.refused(here.session.write(none, [ROWAN])) == "room.took_medicine"
    await here.tell(none, AMARA)


# ---------------------------------------------------------------- changes
async def test_a_correction_keeps_its_kind_its_time_and_its_reason(here: Room) -> None:
    here.pass_minutes(5)
    check = await here.session.take_vitals(ROWAN, {HR: "118"})
    change = here.session.amend
    new = VitalsTaken(values={HR: Decimal(81)})
    assert await here.refused(change(check.id, room.Noted(text="x"), "slip")) == "session.other_kind"
    assert await here.refused(change(check.id, new, " ")) == "entry.empty"
    assert await here.refused(change(check.id, None, "slip")) == "amend.nothing"
    early = change(check.id, None, "slip", observed_at=START - MINUTE)
    assert await here.refused(early) == "entry.before_the_session"
    ahead = change(check.id, None, "slip", observed_at=here.clock.now() + 5 * MINUTE)
    assert await here.refused(ahead) == "entry.in_the_future"
    await change(check.id, new, "the clip had slipped", observed_at=START + 2 * MINUTE)
    reading = here.session.state.people[ROWAN].readings[HR]
    assert (reading.value, reading.at) == (Decimal(81), START + 2 * MINUTE)
    assert await here.refused(here.session.void(check.id, "")) == "entry.empty"
    await here.session.void(check.id, "wrong person")
    assert await here.refused(change(check.id, new, "again")) == "session.line_withdrawn"


async def test_changes_and_what_must_stand_are_not_changed(here: Room) -> None:
    opened = here.session.history.entries[0].id
    assert await here.refused(here.session.void(opened, "x")) == "session.cannot_amend"
    assert await here.refused(here.session.amend(opened, None, "x", observed_at=START)) == "session.cannot_amend"
    note = await here.tell(room.Noted(text="x"))
    change = await here.session.amend(note, room.Noted(text="y"), "slip")
    assert await here.refused(here.session.void(change.id, "x")) == "session.no_such_line"
    out = await here.tell(CLEARED, ROWAN, by=INES)
    assert await here.refused(here.session.amend(out, WITHDREW, "x")) == "session.cannot_amend"
    gone = await here.tell(WITHDREW, AMARA)
    assert await here.refused(here.session.amend(gone, CLEARED, "x")) == "session.cannot_amend"


@pytest.mark.parametrize(
    ("first", "then", "key"),
    [
        (room.PhaseBegan(phase="peak"), room.PhaseBegan(phase="sleep"), "programme.unknown_phase"),
        (
            room.StateSaid(state=room.State.INWARD),
            room.StateSaid(state=room.State.CLEARED),
            "room.cleared_by_way_out",
        ),
        (room.Seated(seat=3, preferred_name="Rowan"), room.Seated(seat=2, preferred_name="Rowan"), "room.seat_taken"),
    ],
)
async def test_a_correction_brings_in_nothing_that_could_not_have_been_written(
    here: Room, first: Fact, then: Fact, key: str
) -> None:
    line = await here.tell(first, *([] if isinstance(first, room.PhaseBegan) else [ROWAN]))
    change = Amended(target=line, fact=then, reason="slip")  # type: ignore[arg-type]  # all three can be amended
    assert await here.refused(here.session.write(change, [ROWAN])) == key


# ---------------------------------------------------------------- the handoff
async def test_a_find_is_let_through_for_a_reason_and_by_a_second_person(here: Room) -> None:
    let = here.session.pass_find
    assert await here.refused(let(ROWAN, "account/1", "")) == "guard.reason_needed"
    assert await here.refused(let(ROWAN, "account/1", "the poet")) == "guard.second_needed"
    assert await here.refused(let(ROWAN, "account/1", "the poet", TOMAS.id)) == "guard.second_needed"
    assert await here.refused(let(ROWAN, "account/1", "the poet", NOBODY)) == "guard.second_needed"
    passed = await let(ROWAN, "account/1", "the poet", DEVI.id)
    assert isinstance(passed.fact, room.GuardPassed)
    assert passed.fact.second_name == "Devi Rao"


async def test_who_works_alone_lets_a_find_through_for_a_reason(empty: Room) -> None:
    await _open(empty, signed(), TOMAS, reason="A rehearsal.")
    await empty.tell(room.Seated(seat=1, preferred_name="Rowan"), ROWAN)
    assert (await empty.session.pass_find(ROWAN, "account/1", "the poet")).done_by == TOMAS.id


async def test_a_packet_is_saved_signed_and_released(here: Room) -> None:
    sections = {"account": "Lay still."}
    edits = {"account": Edit(text="Lay still.")}
    assert (await here.session.write(PacketSaved(to=None, edits=edits), [ROWAN]))[0].participant == ROWAN
    assert await here.refused(here.session.sign_packet(ROWAN, sections, "ab", "Reviewed.")) == "packet.not_out_yet"
    await here.session.write(room.WentOut(way=room.WayOut.LEFT_BEFORE_CLEARANCE, note="walked out"), [ROWAN])
    signature = await here.session.sign_packet(ROWAN, sections, "ab", "Reviewed.")
    assert isinstance(signature.fact, room.PacketSigned)
    assert (signature.fact.signer, signature.fact.role) == ("Tomas Lind", Role.FACILITATOR)
    released = await here.session.note_release(ROWAN, RELEASED)
    for line in (signature.id, released.id):
        assert await here.refused(here.session.void(line, "x")) == "session.cannot_amend"


@pytest.mark.parametrize("who", [None, HALE])
async def test_a_packet_is_signed_by_who_was_in_the_room(here: Room, who: Who | None) -> None:
    here.session.at_screen = who
    assert await here.refused(here.session.sign_packet(ROWAN, {}, "ab", "Reviewed.")) == "session.not_your_word"
    assert await here.refused(here.session.note_release(ROWAN, RELEASED)) == "session.not_your_word"


async def test_an_act_on_several_people_is_withdrawn_whole_and_only_once(here: Room) -> None:
    await here.tell(room.Seated(seat=3, preferred_name="Idris"), IDRIS)
    written = await here.session.observe([ROWAN, AMARA, IDRIS], here.session.programme.words[0].key)
    act = written[0].act
    assert act is not None
    await here.session.void(written[1].id, "only Rowan and Idris")
    withdrawn = await here.session.void_act(act, "undone at once")
    assert [entry.participant for entry in withdrawn] == [ROWAN, IDRIS]
    assert len({entry.act for entry in withdrawn}) == 1
    assert all(person.observation is None for person in here.session.state.people.values())
    assert await here.refused(here.session.void_act(act, "again")) == "session.no_such_line"
