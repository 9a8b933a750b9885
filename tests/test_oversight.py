"""Who may read, who looked at what, and who got in by an emergency: each is a line, and an administrator is shown it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from facilitator_app import key_slots, own_copy_files
from facilitator_app.app import App
from facilitator_app.faults import Refusal, Trouble
from facilitator_app.handoff import files
from facilitator_app.integration_desk import IntegrationDesk
from facilitator_app.oversight import GOING_OUT
from facilitator_app.record.clinic import ParticipantAdded
from facilitator_app.record.doses import DoseGiven, Route
from facilitator_app.record.entry import Entry, Part
from facilitator_app.record.findable import asked
from facilitator_app.record.integration import VisitPlace
from facilitator_app.record.looks import Looked, View, months
from facilitator_app.record.looks import scope_of as looks_scope
from facilitator_app.record.oversight import (
    AccessRead,
    CodeUsed,
    EmergencyAccess,
    Guarded,
    ReadingKept,
    apply,
    may_read,
)
from facilitator_app.record.preparation import PreparationHeld
from facilitator_app.record.process_notes import NotesBegun, NotesLicensed, NotesOpened
from facilitator_app.record.roles import Role
from facilitator_app.session import Who
from facilitator_app.text import english
from tests.people import ROWAN, START, TOMAS
from tests.test_app import PASSPHRASE
from tests.test_process_notes import AGAIN, DEVI_SAYS, HALE_SAYS, SAYS, Practice

F, M, P, T, A = Role


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tries at the lowest cost."""
    monkeypatch.setattr(key_slots, "COST", key_slots.Cost(passes=1, memory=64, lanes=1))


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[Practice]:
    made = Practice(tmp_path / "clinic")
    await made.make()
    await made.begin()
    yield made
    await made.app.close()


async def refusal(work: Coroutine[Any, Any, object]) -> str:
    """The key with which it was refused, or nothing."""
    try:
        await work
    except Refusal as refused:
        return refused.key
    return ""


async def looked(here: Practice) -> list[tuple[str, View, tuple[UUID, ...]]]:
    """What the record has of this month, the latest first: by whom, what, whose."""
    await here.app.faults.finished()
    assert here.app.journal is not None
    staff = here.app.clinic_state().staff
    entries = await here.app.journal.entries(looks_scope(here.app.journal.clinic_scope, here.clock.now()))
    facts = [(entry.done_by, entry.fact) for entry in reversed(entries)]
    return [(staff[by].name, fact.view, fact.people) for by, fact in facts if by and isinstance(fact, Looked)]


# --------------------------------------------------------------------------------------------------------- who looked


async def test_a_look_is_a_line_with_who_what_and_whose_and_one_look_is_one_line(here: Practice) -> None:
    app, session = here.app, here.session.scope
    app.looked(View.REVIEW, [here.rowan, here.amara], session)
    app.looked(View.REVIEW, [here.rowan], session)
    here.clock.advance(timedelta(minutes=9))
    app.looked(View.REVIEW, [here.amara], session)
    app.looked(View.COURSE, [here.rowan])
    await app.switch_to("tomas", AGAIN)
    app.looked(View.COURSE, [here.rowan])
    here.clock.advance(timedelta(minutes=2))
    app.looked(View.REVIEW, [here.rowan], session)
    app.looked(View.COURSE, [here.rowan])
    await app.switch_to("ines", PASSPHRASE)
    app.looked(View.REVIEW, [here.rowan, here.amara], session)
    assert await looked(here) == [
        ("Ines Okafor", View.REVIEW, (here.rowan, here.amara)),
        ("Tomas Lind", View.REVIEW, (here.rowan,)),
        ("Tomas Lind", View.COURSE, (here.rowan,)),
        ("Ines Okafor", View.COURSE, (here.rowan,)),
        ("Ines Okafor", View.REVIEW, (here.rowan, here.amara)),
    ]


async def test_only_an_administrator_reads_who_looked(here: Practice) -> None:
    here.app.looked(View.COURSE, [here.rowan])
    await here.app.faults.finished()
    (line,) = await here.app.oversight.looks(here.clock.now())
    assert line.observed_at == here.clock.now()
    await here.app.switch_to("tomas", AGAIN)
    assert await refusal(here.app.oversight.looks(here.clock.now())) == "session.not_your_word"


async def test_who_looked_survives_a_kill_and_stays_when_the_person_is_erased(here: Practice) -> None:
    here.app.looked(View.COURSE, [here.rowan])
    await here.app.faults.finished()
    await here.after_a_kill()
    assert here.app.journal is not None
    await here.app.journal.erase(here.rowan)
    assert await looked(here) == [("Ines Okafor", View.COURSE, (here.rowan,))]
    assert {finding.what for finding in await here.app.verify()} == {"journal.found_key_gone"}  # and nothing broken


@pytest.mark.expects_log
async def test_a_look_that_could_not_be_written_is_written_with_the_next(
    here: Practice, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal = here.app.oversight.journal

    async def full(*_: object, **__: object) -> tuple[Entry, ...]:
        raise Trouble("journal.disk_full")

    with monkeypatch.context() as disk:
        disk.setattr(journal, "append", full)
        here.app.looked(View.COURSE, [here.rowan])
        await here.app.faults.finished()
    assert await looked(here) == []
    here.app.looked(View.COURSE, [here.amara])
    assert [people for _, _, people in await looked(here)] == [(here.amara,), (here.rowan,)]


@pytest.mark.expects_log
async def test_nothing_leaves_before_it_is_on_the_record_that_it_does(
    here: Practice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scope, out = await here.is_over(), tmp_path / "out"
    journal = here.app.oversight.journal

    async def full(*_: object, **__: object) -> tuple[Entry, ...]:
        raise Trouble("journal.disk_full")

    with monkeypatch.context() as disk:
        disk.setattr(journal, "append", full)
        with pytest.raises(Trouble):
            await own_copy_files.give(here.app, here.rowan, out, english())
        with pytest.raises(Trouble):
            async with here.app.going_out([here.amara], scope):
                raise AssertionError("it left")
    assert not out.exists()
    assert await looked(here) == []
    await own_copy_files.give(here.app, here.rowan, out, english())
    assert ("Ines Okafor", View.EXPORT, (here.rowan,)) in await looked(here)
    assert list(out.glob("own-copy-*.pdf"))


async def test_what_a_kill_left_half_written_outside_is_swept_at_the_next_start(
    here: Practice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick, away = tmp_path / "stick", tmp_path / "away"
    assert here.app.journal is not None
    for folder in (stick, away):
        await here.app.journal.save_draft(f"{GOING_OUT}{folder}", str(folder))  # as while something is written there
    with monkeypatch.context() as run:
        run.setattr(files, "_RUN", "0badcafe")  # the run that is killed before it has noted what it wrote
        files.lay(stick, "handoff-3f9a01bc.pdf", b"sealed")
    stays = [stick / ".theirs.0123456789ab", files.lay(stick, "course-3f9a01bc.pdf", b"now").beside]
    stays[0].write_bytes(b"of somebody else")
    await here.after_a_kill()
    await here.app.faults.finished()
    assert sorted(stick.iterdir()) == sorted(stays)
    assert here.app.journal is not None
    assert list(await here.app.journal.drafts(GOING_OUT)) == [f"{GOING_OUT}{away}"]  # the stick that is not in now


async def test_a_locked_record_has_nobody_who_looks(here: Practice) -> None:
    await here.app.lock()
    here.app.looked(View.COURSE, [here.rowan])
    with pytest.raises(Refusal) as told:
        _ = here.app.oversight
    assert told.value.key == "app.locked"


def test_months_go_back_from_now_to_the_first() -> None:
    found = months(START - timedelta(days=70), START)
    assert [(one.year, one.month) for one in found] == [(2026, 3), (2026, 2), (2026, 1), (2025, 12)]


# ------------------------------------------------------------------------------------------------------- who may read


@pytest.mark.parametrize(
    ("roles", "limited", "there", "may"),
    [
        ({F}, False, False, True),
        ({F}, True, True, True),
        ({F}, True, False, False),
        ({A}, True, False, False),
        ({F, A}, True, False, False),
        ({M}, True, False, True),
        ({P}, True, False, True),
        ({T, F}, True, False, True),
    ],
)
def test_where_reading_is_limited_facilitators_read_the_rooms_they_were_in(
    roles: set[Role], limited: bool, there: bool, may: bool
) -> None:
    room = {TOMAS.id} if there else {ROWAN}
    assert may_read(Guarded(limited=limited), TOMAS.id, roles, room) is may


async def test_a_facilitator_who_was_not_there_is_refused_the_session_and_gets_one_chart_in_an_emergency(
    here: Practice,
) -> None:
    open_, scope = here.session.state, await here.is_over()
    state = (await here.app.read_session(scope)).state
    await here.app.oversight.write(ReadingKept(limited=True))
    await here.app.switch_to("tomas", AGAIN)
    await here.app.enter_session(scope)  # he was there
    await here.app.leave_session()
    await here.app.switch_to("devi", DEVI_SAYS)
    await here.app.oversight.must_read(open_)  # a room that is open is for who comes to help
    assert await refusal(here.app.enter_session(scope)) == "oversight.not_yours"
    guard = here.app.oversight
    assert await refusal(guard.must_open_chart(here.rowan, [state])) == "oversight.not_yours"
    assert await refusal(guard.emergency(here.rowan, " ")) == "entry.empty"
    assert await refusal(guard.emergency(here.rowan, "x" * 2001)) == "entry.too_long"
    assert await refusal(guard.emergency(UUID(int=9), "unwell")) == "clinic.no_such_participant"
    await guard.emergency(here.rowan, "Rowan is unwell at the door.")
    assert await refusal(guard.must_open_chart(here.rowan, [state])) == ""
    assert await refusal(guard.must_open_chart(here.amara, [state])) == "oversight.not_yours"
    assert await refusal(guard.must_open_chart(here.amara, [])) == ""
    here.clock.advance(timedelta(minutes=61))
    assert await refusal(guard.must_open_chart(here.rowan, [state])) == "oversight.not_yours"
    await here.app.switch_to("ines", PASSPHRASE)
    (event,) = guard.state.unread
    assert event.fact == EmergencyAccess(
        staff=here.devi, name="Devi Rao", proven=True, person=here.rowan, reason="Rowan is unwell at the door."
    )


async def test_where_reading_is_limited_a_search_and_the_desk_after_sessions_leave_out_what_is_not_ones_own(
    here: Practice,
) -> None:
    dose = DoseGiven(drug="ketamine", route=Route.SUBLINGUAL, amount_mg=Decimal(100))
    await here.session.write(dose, [here.rowan])
    await here.session.quote(here.rowan, "The river is warm.")
    await here.app.oversight.write(ReadingKept(limited=True))
    scope = await here.is_over()
    assert here.app.journal is not None
    assert here.app.clinic is not None
    desk = IntegrationDesk(here.app.clinic, here.clock, here.app.read_own)
    for name, mine in (("tomas", 1), ("devi", 0), ("hale", 1)):
        await here.app.switch_to(name, SAYS[name])
        found = await here.app.readable(await here.app.journal.find(asked("river"), 10))
        assert len(found) == mine, name
        await desk.look()
        assert (await refusal(_session(desk, scope)) == "") is bool(mine), name


ROLES = {F: False, M: True, P: True, T: True, A: False}
"""Who reads of people across sessions where reading is limited."""


async def test_where_reading_is_limited_every_door_to_a_person_asks_whose_it_is(here: Practice, tmp_path: Path) -> None:
    app, scope = here.app, await here.is_over()
    clinic = app.clinic
    assert clinic is not None
    await app.oversight.write(ReadingKept(limited=True))
    stranger = await clinic.add_participant(ParticipantAdded(preferred_name="Mae"))
    somebody = {role: await clinic.add_staff(role.value, [role]) for role in ROLES}
    doors: dict[str, Callable[[], Coroutine[Any, Any, object]]] = {
        "the music of a session that is over, and its paper log": lambda: app.read_own(scope),
        "what is kept of a person": lambda: app.must_open_chart(here.rowan),
        "what was told before sessions": lambda: app.must_open_before(here.rowan),
        "a person's own copy": lambda: own_copy_files.give(app, here.rowan, tmp_path, english()),
    }
    for role, may in ROLES.items():
        clinic.at_screen = app.at_screen = clinic.who(somebody[role])
        for door, opens in doors.items():
            assert await refusal(opens()) == ("" if may else "oversight.not_yours"), (role, door)
        await app.must_open_before(stranger)  # who has no session yet is for whoever prepares them


async def test_who_prepares_a_person_reads_what_was_told_before_also_where_reading_is_limited(here: Practice) -> None:
    app = here.app
    await here.is_over()
    await app.oversight.write(ReadingKept(limited=True))
    await app.switch_to("devi", DEVI_SAYS)
    assert app.clinic is not None
    held = PreparationHeld(place=VisitPlace.OFFICE, note="Asked about the sea.")
    await app.clinic.write([Part(fact=held, about=here.rowan)])
    await app.must_open_before(here.rowan)
    assert await refusal(app.must_open_chart(here.rowan)) == "oversight.not_yours"
    assert await refusal(app.must_open_before(here.amara)) == "oversight.not_yours"


async def test_who_is_administrator_alone_reads_nothing_that_others_told_before_sessions(here: Practice) -> None:
    app, clinic = here.app, here.app.clinic
    assert clinic is not None
    held = PreparationHeld(place=VisitPlace.OFFICE, note="Asked about the sea.")
    await clinic.write([Part(fact=held, about=here.rowan)])
    desk, therapist = [await clinic.add_staff(role.value, [role]) for role in (A, T)]
    clinic.at_screen = app.at_screen = clinic.who(desk)
    assert await refusal(app.must_open_before(here.rowan)) == "oversight.not_yours"
    await app.must_open_before(here.amara)  # of whom nothing was told: whoever is at the desk begins it
    await clinic.write([Part(fact=held, about=here.amara)])
    await app.must_open_before(here.amara)
    await app.oversight.emergency(here.rowan, "Unwell at the desk.")
    await app.must_open_before(here.rowan)
    clinic.at_screen = app.at_screen = clinic.who(therapist)
    await app.must_open_before(here.rowan)


async def _session(desk: IntegrationDesk, scope: UUID) -> None:
    desk.session(scope)


async def test_somebody_of_whom_only_a_name_is_known_is_written_down_as_that_until_an_administrator_has_read_it(
    here: Practice,
) -> None:
    guard = here.app.oversight
    entry = await guard.emergency(here.rowan, "Not breathing well.", "Dr. Hale", here.hale)
    assert (entry.done_by, entry.recorded_by) == (None, None)
    assert isinstance(entry.fact, EmergencyAccess)
    assert not entry.fact.proven
    assert not guard.is_granted(here.rowan)  # it opens no more than the one page
    await here.app.switch_to("tomas", AGAIN)
    assert await refusal(guard.has_read(entry.id)) == "session.not_your_word"
    await here.after_a_kill()
    assert [event.id for event in (await here.app.oversight.read()).unread] == [entry.id]
    await here.app.oversight.has_read(entry.id)
    await here.app.oversight.has_read(entry.id)
    state = here.app.oversight.state
    assert state.unread == ()
    assert state.events[0].read_by == here.ines


async def test_the_use_of_the_code_on_paper_is_shown_to_an_administrator(here: Practice) -> None:
    code = here.app.door.record_key.new_code(here.ines)
    await here.app.lock()
    await here.app.unlock_with_recovery(code)
    (event,) = here.app.oversight.state.unread
    assert (event.fact, event.by) == (CodeUsed(), here.ines)


# --------------------------------------------------------------------------------------- every command as every role

SOMEBODY = UUID(int=600)
Command = Callable[[App, Practice], Coroutine[Any, Any, object]]
COMMANDS: dict[str, tuple[frozenset[Role], Command]] = {
    "limit reading": (frozenset({A}), lambda app, _: app.oversight.write(ReadingKept(limited=True))),
    "license": (frozenset({A}), lambda app, _: app.oversight.write(NotesLicensed(staff=SOMEBODY, licensed=True))),
    "have read": (frozenset({A}), lambda app, _: app.oversight.write(AccessRead(target=SOMEBODY))),
    "see looks": (frozenset({A}), lambda app, _: app.oversight.looks(START)),
    "name custodians": (frozenset({A}), lambda app, here: app.process_notes.name_custodians([here.ines, here.hale])),
    "begin notes": (frozenset({F, T}), lambda app, _: app.oversight.write(NotesBegun())),
    "read notes": (frozenset({F, T}), lambda app, _: app.process_notes.mine()),
    "keep a note": (frozenset({F, T}), lambda app, here: app.process_notes.keep(here.rowan, SOMEBODY, "text")),
    "seal copies": (frozenset({F, T}), lambda app, _: app.process_notes.seal_copies()),
    "open together": (
        frozenset(Role),  # by what both hold, not by a role
        lambda app, here: app.process_notes.open_together(
            here.tomas, (app.door.knock("ines", PASSPHRASE), app.door.knock("hale", HALE_SAYS)), "He died."
        ),
    ),
    "an emergency": (frozenset(Role), lambda app, here: app.oversight.emergency(here.rowan, "unwell")),
}


async def test_every_command_is_for_those_of_the_table_and_for_nobody_else(here: Practice) -> None:
    await here.everybody_came_in()
    await here.app.process_notes.name_custodians([here.ines, here.hale])
    clinic = here.app.clinic
    assert clinic is not None
    for name, (may, command) in COMMANDS.items():
        for role in Role:
            clinic.at_screen = Who(id=SOMEBODY, name="Somebody", roles=(role,))
            key = await refusal(command(here.app, here))
            assert (key != "session.not_your_word") is (role in may), (name, role, key)
        clinic.at_screen = None
        assert await refusal(command(here.app, here)) in ("app.locked", "session.not_your_word"), name


def lines(*facts: Any) -> Iterator[Entry]:
    """Lines by Tomas."""
    for number, fact in enumerate(facts):
        yield Entry(
            id=UUID(int=number), scope=UUID(int=99), observed_at=START, recorded_at=START, fact=fact, done_by=TOMAS.id
        )


def test_what_guards_the_record_is_told_by_its_lines() -> None:
    opened = NotesOpened(
        author=TOMAS.id, author_name="Tomas Lind", custodians=(ROWAN, SOMEBODY), names=("A", "B"), reason="x"
    )
    state = Guarded()
    for entry in lines(NotesLicensed(staff=TOMAS.id, licensed=True), NotesBegun(), NotesBegun(), opened,
                       AccessRead(target=UUID(int=7)), Looked(view=View.NOTE, people=())):  # fmt: skip
        state = apply(state, entry)
    assert (state.licensed, list(state.begun), len(state.unread)) == (frozenset({TOMAS.id}), [TOMAS.id], 1)
    with pytest.raises(Refusal):
        NotesOpened(author=TOMAS.id, author_name="T", custodians=(ROWAN, ROWAN), names=("A", "A"), reason="x")
