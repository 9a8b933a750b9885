"""The app as a whole, without a window: make a clinic, run a session, lose the program, come back."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import pytest

from facilitator_app import programme_draft, programmes
from facilitator_app.app import App, Stage
from facilitator_app.faults import Refusal, Trouble
from facilitator_app.record import room
from facilitator_app.record.clinic import ParticipantAdded
from facilitator_app.record.doses import DoseGiven, Route
from facilitator_app.record.roles import Role
from facilitator_app.record.vitals import Measure
from facilitator_app.rehearsal.fast_clock import FastClock
from facilitator_app.rehearsal.faults import disk_full, disk_has_room, killed
from facilitator_app.rehearsal.silent_player import SilentPlayer
from facilitator_app.session import Session
from tests.leaving_ready import ready_to_leave
from tests.people import START
from tests.waiting import until

PASSPHRASE = "four quiet mats in a room"


class Room:
    """A clinic with one session under way, and the clock and player it goes by."""

    def __init__(self, folder: Path) -> None:
        self.clock = FastClock(START)
        self.player = SilentPlayer(self.clock)
        self.app = App(folder, clock=self.clock, player=self.player)
        self.tomas = self.rowan = self.amara = UUID(int=0)

    @property
    def session(self) -> Session:
        """The session on the screen."""
        assert self.app.session is not None
        return self.app.session

    async def make(self) -> None:
        """Ines makes the clinic, signs a plan, and opens a session for Rowan and Amara."""
        await self.app.start()
        await self.app.make_clinic(
            name="Still Water (invented)",
            zone="America/Denver",
            person="Ines Okafor",
            roles=[Role.ADMINISTRATOR, Role.MEDICAL_PROVIDER],
            sign_in="ines",
            passphrase=PASSPHRASE,
        )
        clinic = self.app.clinic
        assert clinic is not None
        self.tomas = await self.app.add_account(
            name="Tomas Lind", roles=[Role.FACILITATOR], sign_in="tomas", passphrase=PASSPHRASE + " again"
        )
        self.rowan = await clinic.add_participant(ParticipantAdded(preferred_name="Rowan", intention="To be still."))
        self.amara = await clinic.add_participant(ParticipantAdded(preferred_name="Amara"))
        await clinic.sign_plan("group_circle_three", programmes.starting_plans()[-1])

    async def begin(self, at: datetime | None = None) -> None:
        """The session begins, or began ``at``, with one facilitator too few and the reason for it."""
        assert self.app.at_screen is not None
        await self.app.begin_session(
            title="First circle",
            programme="group_circle_three",
            lead=self.tomas,
            staff=[self.app.at_screen.id, self.tomas],
            seats={1: self.rowan, 2: self.amara},
            staffing_reason="Devi is ill; the group agreed.",
            at=at,
        )

    async def after_a_kill(self) -> None:
        """The program is gone; another is started on what is on disk, and Ines unlocks."""
        scope = self.session.scope
        self.app = await killed(self.app, self.player)
        await self.app.start()
        assert self.app.stage is Stage.LOCKED
        await self.app.unlock("ines", PASSPHRASE)
        await self.app.enter_session(scope)


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[Room]:
    """A session under way."""
    room_ = Room(tmp_path / "clinic")
    await room_.make()
    await room_.begin()
    yield room_
    await room_.app.close()


def titles(session: Session, kind: type[room.MusicBegan | room.MusicEnded]) -> list[str]:
    """The titles of the music lines of a kind, in order."""
    return [entry.fact.title for entry in session.history.entries if isinstance(entry.fact, kind)]


async def test_a_first_account_that_is_no_administrator_leaves_nothing_behind(tmp_path: Path) -> None:
    app = App(tmp_path / "clinic", clock=FastClock(START))
    with pytest.raises(Refusal) as refused:
        await app.make_clinic(
            name="Still Water",
            zone="America/Denver",
            person="Tomas Lind",
            roles=[Role.FACILITATOR],
            sign_in="tomas",
            passphrase=PASSPHRASE,
        )
    assert refused.value.key == "clinic.first_is_administrator"
    assert not (tmp_path / "clinic").exists()
    await app.close()


async def test_a_time_zone_that_does_not_exist_is_refused_at_its_field(tmp_path: Path) -> None:
    app = App(tmp_path / "clinic", clock=FastClock(START))
    with pytest.raises(Refusal) as refused:
        await app.make_clinic(
            name="Still Water",
            zone="Mars/Olympus",
            person="Ines Okafor",
            roles=[Role.ADMINISTRATOR],
            sign_in="ines",
            passphrase=PASSPHRASE,
        )
    assert (refused.value.key, refused.value.field) == ("clinic.unknown_zone", "zone")
    assert not (tmp_path / "clinic").exists()
    await app.close()


async def test_a_wrong_passphrase_opens_nothing(here: Room) -> None:
    await here.app.lock()
    with pytest.raises(Refusal) as refused:
        await here.app.unlock("ines", "not the passphrase")
    assert refused.value.key == "vault.not_opened"
    assert here.app.stage is Stage.LOCKED
    assert here.app.clinic is None


async def test_a_programme_without_a_signed_plan_cannot_be_run(tmp_path: Path) -> None:
    new = Room(tmp_path / "clinic")
    await new.make()
    with pytest.raises(Refusal) as refused:
        await new.app.begin_session(
            title="Circle", programme="home_like_group", lead=new.tomas, staff=[new.tomas], seats={1: new.rowan}
        )
    assert refused.value.key == "session.plan_not_signed"
    assert new.app.clinic_state().sessions == {}
    await new.app.close()


async def test_after_a_kill_the_room_is_as_it_was_and_says_what_came_due(here: Room) -> None:
    await here.session.write(room.StateSaid(state=room.State.SETTLED), [here.rowan])
    await here.session.take_vitals(here.amara, {Measure.HEART_RATE: "72"})
    await here.app.keep_draft(f"session/{here.session.scope}/note/{here.rowan}", "half a wor")
    await here.session.write(DoseGiven(drug="ketamine", route=Route.INTRAMUSCULAR, amount_mg=Decimal(40)), [here.rowan])
    before = here.session.state
    here.clock.advance(timedelta(minutes=14))
    await here.after_a_kill()
    assert here.session.state == before
    assert list(here.app.drafts.values()) == ["half a wor"]
    assert [(due.person, due.overdue) for due in here.app.came_due] == [(here.rowan, True)]
    last = here.session.history.entries[-1].fact
    assert isinstance(last, room.AppStarted)
    assert last.away_seconds == 14 * 60


async def test_what_plays_is_written_once_also_when_the_program_was_gone_meanwhile(here: Room) -> None:
    await here.app.music.begin()
    await until(lambda: here.session.state.playing)
    await here.session.write(room.PhaseBegan(phase="peak"))
    await until(lambda: len(titles(here.session, room.MusicBegan)) == 2)
    scope = here.session.scope
    here.app = await killed(here.app, here.player)
    for _ in range(12):
        here.clock.advance(timedelta(seconds=30))
        here.player.advance()
    await here.app.start()
    await here.app.unlock("ines", PASSPHRASE)
    await here.app.enter_session(scope)
    began = room.MusicBegan
    await until(lambda: len(titles(here.session, began)) > 3)
    await until(lambda: len(titles(here.session, began)) == len(titles(here.session, room.MusicEnded)) + 1)
    events = [entry.fact.event for entry in here.session.history.entries if isinstance(entry.fact, began)]
    assert len(events) == len(set(events))


async def test_a_full_disk_refuses_the_entry_loudly_and_the_room_goes_on(here: Room) -> None:
    assert here.app.journal is not None
    await disk_full(here.app.journal)
    before = here.session.state

    async def write_on() -> None:
        while True:
            await here.session.write(room.Noted(text="x" * 4000), [here.rowan])

    with pytest.raises(Trouble) as told:
        await write_on()
    assert told.value.key == "journal.disk_full"
    assert here.session.state.people == before.people
    await disk_has_room(here.app.journal)
    written = await here.session.write(room.Noted(text="There is room again."), [here.rowan])
    assert written[0].stamp is not None


async def test_the_session_cannot_be_closed_with_somebody_unaccounted_for(here: Room) -> None:
    with pytest.raises(Refusal) as refused:
        await here.app.close_session()
    assert refused.value.values["names"] == ("Rowan", "Amara")
    for person in (here.rowan, here.amara):
        await here.session.write(room.WentOut(way=room.WayOut.DID_NOT_TAKE_MEDICINE), [person])
    await here.app.close_session()
    assert here.session.state.closed_at is not None
    assert here.app.clinic_state().sessions[here.session.scope].ended_at is not None


async def test_somebody_else_takes_the_screen_and_only_the_provider_can_clear(here: Room) -> None:
    await here.app.switch_to("tomas", PASSPHRASE + " again")
    with pytest.raises(Refusal) as refused:
        await here.session.write(room.WentOut(way=room.WayOut.CLEARED), [here.rowan])
    assert refused.value.key == "session.not_your_word"
    await here.app.switch_to("ines", PASSPHRASE)
    await ready_to_leave(here.session, here.rowan)
    await here.session.write(room.WentOut(way=room.WayOut.CLEARED, escort="Sam"), [here.rowan])
    person = here.session.state.people[here.rowan]
    assert person.out is not None
    assert person.state is room.State.CLEARED


async def test_what_was_planned_longer_is_kept_with_the_plan(here: Room) -> None:
    clinic = here.app.clinic
    assert clinic is not None
    before = clinic.state.programmes["group_circle_three"]
    draft = programme_draft.draft_of(before)
    for phase in draft.phases:
        phase.minutes = {"peak": "35", "return": "15"}.get(phase.key, "")
    draft.typed["integration_gap_hours"] = "72"
    await clinic.keep_programme(programme_draft.programme_of(draft, before))
    kept = clinic.state.programmes["group_circle_three"]
    assert (kept.phase("peak").minutes, kept.phase("arrival").minutes) == (35, None)
    assert kept.integration_gap_hours == 72
    assert kept.version == 2
    assert kept.plan is not None
    assert "phase_minutes" in kept.unset


async def test_nothing_can_be_read_while_the_record_is_locked(here: Room) -> None:
    scope = here.session.scope
    await here.app.lock()
    for asked in (here.app.enter_session(scope), here.app.verify(), here.app.keep_draft("a", "b")):
        with pytest.raises(Refusal) as refused:
            await asked
        assert refused.value.key == "app.locked"
