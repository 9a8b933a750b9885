"""The writer of the clinic, on the real record: staff, people, programmes, plans, sessions, and by whose word."""

from __future__ import annotations

import secrets
from collections.abc import AsyncIterator, Awaitable
from pathlib import Path
from uuid import UUID

import msgspec
import pytest

from facilitator_app import programme_draft, programmes
from facilitator_app.clinic import Clinic
from facilitator_app.faults import Faults, Refusal
from facilitator_app.journal import JournalFile
from facilitator_app.record import clinic as record
from facilitator_app.record import room
from facilitator_app.record.clinic import ClinicState, ParticipantAdded, PlanSigned, SessionEnded
from facilitator_app.record.roles import Role
from facilitator_app.rehearsal.fast_clock import FastClock
from facilitator_app.session import Who
from tests.golden import entry_of
from tests.people import HALE, INES, START

OFFICE = Who(id=UUID(int=9), name="Ines Okafor", roles=(Role.ADMINISTRATOR,))
NOBODY = UUID(int=404)
CIRCLE = "group_circle_three"


@pytest.fixture
async def journal(tmp_path: Path) -> AsyncIterator[JournalFile]:
    made = JournalFile.create(tmp_path / "clinic", secrets.token_bytes(32), FastClock(START))
    yield made
    await made.close()


@pytest.fixture
async def clinic(journal: JournalFile) -> Clinic:
    """Made with the programmes that ship; its administrator is at the screen."""
    made = Clinic(journal.clinic_scope, journal, FastClock(START), Faults())
    await made.make("Still Water", "America/Denver", OFFICE, programmes.shipped())
    made.at_screen = OFFICE
    return made


async def refused(act: Awaitable[object]) -> str:
    with pytest.raises(Refusal) as refused:
        await act
    return refused.value.key


async def test_a_new_clinic_has_its_name_its_first_account_and_five_programmes(clinic: Clinic) -> None:
    assert (clinic.state.name, clinic.state.zone) == ("Still Water", "America/Denver")
    assert clinic.who(OFFICE.id) == OFFICE
    assert len(clinic.state.programmes) == 5
    assert not any(programme.is_usable for programme in clinic.state.programmes.values())
    assert await refused(clinic.make("Again", "UTC", OFFICE, [])) == "clinic.already_made"


async def test_the_clinic_read_again_is_the_same(clinic: Clinic, journal: JournalFile) -> None:
    await clinic.add_staff("Devi Rao", [Role.FACILITATOR])
    await clinic.add_participant(ParticipantAdded(preferred_name="Rowan"))
    entries = await journal.entries(journal.clinic_scope)
    assert Clinic(journal.clinic_scope, journal, FastClock(START), Faults(), entries).state == clinic.state


async def test_staff_and_people_are_added_and_listeners_told(clinic: Clinic) -> None:
    heard: list[int] = []
    stop = clinic.listen(lambda: heard.append(len(clinic.state.staff)))
    devi = await clinic.add_staff("Devi Rao", [Role.FACILITATOR])
    given = await clinic.add_staff("Tomas Lind", [Role.FACILITATOR], UUID(int=2))
    stop()
    rowan = await clinic.add_participant(ParticipantAdded(preferred_name="Rowan", intention="To grieve."))
    assert heard == [2, 3]
    assert clinic.who(devi).name == "Devi Rao"
    assert given == UUID(int=2)
    assert clinic.seating(rowan, 3) == (
        room.Seated(seat=3, preferred_name="Rowan"),
        room.IntentionSaid(text="To grieve."),
    )
    amara = await clinic.add_participant(ParticipantAdded(preferred_name="Amara"))
    assert clinic.seating(amara, 1) == (room.Seated(seat=1, preferred_name="Amara"),)
    for ask, key in ((lambda: clinic.who(NOBODY), "staff"), (lambda: clinic.seating(NOBODY, 1), "participant")):
        with pytest.raises(Refusal) as unknown:
            ask()
        assert unknown.value.key == f"clinic.no_such_{key}"


async def test_a_named_prescriber_or_provider_signs_the_plan(clinic: Clinic) -> None:
    plan = programmes.starting_plans()[0]
    assert await refused(clinic.sign_plan(CIRCLE, plan)) == "session.not_your_word"
    assert await refused(clinic.sign_plan("nothing", plan)) == "clinic.no_such_programme"
    clinic.at_screen = None
    assert await refused(clinic.sign_plan(CIRCLE, plan)) == "session.not_your_word"
    for version, (who, role) in enumerate(((INES, Role.MEDICAL_PROVIDER), (HALE, Role.PRESCRIBER)), start=1):
        clinic.at_screen = who
        await clinic.sign_plan(CIRCLE, plan)
        signed = clinic.state.programmes[CIRCLE].plan
        assert signed is not None
        as_signed = msgspec.structs.replace(plan, version=version)
        assert (signed.plan, signed.signer, signed.role) == (as_signed, who.name, role)


async def test_a_programme_that_is_changed_keeps_the_plan_that_was_signed_for_it(clinic: Clinic) -> None:
    clinic.at_screen = HALE
    await clinic.sign_plan("home_like_group", programmes.starting_plans()[0])
    clinic.at_screen = OFFICE
    before = clinic.state.programmes["home_like_group"]
    draft = programme_draft.draft_of(before)
    draft.typed["integration_gap_hours"] = "24"
    await clinic.keep_programme(programme_draft.programme_of(draft, before))
    home = clinic.state.programmes["home_like_group"]
    assert (home.version, home.integration_gap_hours, home.is_usable) == (2, 24, True)


async def test_a_programme_that_comes_in_brings_no_signature(clinic: Clinic) -> None:
    own = msgspec.structs.replace(clinic.state.programmes[CIRCLE], key="own")
    clinic.at_screen = HALE
    await clinic.sign_plan(CIRCLE, programmes.starting_plans()[0])
    clinic.at_screen = OFFICE
    signed = clinic.state.programmes[CIRCLE].plan
    await clinic.keep_programme(msgspec.structs.replace(own, plan=signed))
    assert not clinic.state.programmes["own"].is_usable


async def test_sessions_are_planned_and_ended(clinic: Clinic) -> None:
    session = UUID(int=900)
    await clinic.begin_session(session, "Thursday circle", CIRCLE, [])
    assert await refused(clinic.begin_session(session, "x", "nothing", [])) == "clinic.no_such_programme"
    assert await refused(clinic.begin_session(session, " ", CIRCLE, [])) == "entry.empty"
    assert await refused(clinic.end_session(session)) == "session.not_your_word"
    clinic.at_screen = INES
    await clinic.end_session(session)
    assert clinic.state.sessions[session].ended_at == START


async def test_only_the_administrator_changes_the_team(clinic: Clinic) -> None:
    clinic.at_screen = HALE
    assert await refused(clinic.add_staff("Devi Rao", [Role.FACILITATOR])) == "session.not_your_word"
    await clinic.add_participant(ParticipantAdded(preferred_name="Rowan"))
    clinic.at_screen = None
    assert await refused(clinic.add_participant(ParticipantAdded(preferred_name="Amara"))) == "session.not_your_word"


def test_lines_about_what_the_clinic_does_not_know_move_nothing() -> None:
    plan = programmes.starting_plans()[0]
    signed = entry_of(PlanSigned(programme="nothing", plan=plan, signer="Dr. Hale", role=Role.PRESCRIBER))
    assert record.apply(ClinicState(), signed) == ClinicState()
    assert record.apply(ClinicState(), entry_of(SessionEnded(session=NOBODY))) == ClinicState()
