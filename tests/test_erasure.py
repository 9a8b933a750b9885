"""A whole person erased by two: nothing of theirs is read again, everybody else is untouched, and no copy brings them back."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import pytest

from facilitator_app import erasure, safekeeping, text
from facilitator_app.app import App
from facilitator_app.clinic import Clinic
from facilitator_app.copies import from_before
from facilitator_app.faults import Refusal
from facilitator_app.handoff.desk import Desk
from facilitator_app.journal import JournalFile
from facilitator_app.journal.erased import ERASED
from facilitator_app.journal.place import RECORD
from facilitator_app.record import room
from facilitator_app.record.findable import asked
from facilitator_app.record.retention import HoldPlaced, PersonErased, RetentionKept
from facilitator_app.record.vitals import Measure, VitalsTaken
from tests.test_app import PASSPHRASE, Room

TOMAS = ("tomas", PASSPHRASE + " again")
WHY = "A letter of the third of March; nothing has to be kept."


class Over(Room):
    """A session that is over, with Rowan and Amara in it."""

    scope = UUID(int=0)

    @property
    def clinic(self) -> Clinic:
        assert self.app.clinic is not None
        return self.app.clinic

    @property
    def journal(self) -> JournalFile:
        assert self.app.journal is not None
        return self.app.journal

    async def over(self) -> UUID:
        """The session's scope, once it was closed."""
        await self.make()
        await self.begin()
        scope = self.session.scope
        await self.session.write(room.Noted(text="Rowan wept by the river."), [self.rowan])
        await self.session.write(room.Noted(text="Amara hummed."), [self.amara])
        await self.session.write(room.Noted(text="Rain on the roof."))
        taken = await self.session.take_vitals(self.rowan, {Measure.HEART_RATE: "72"})
        await self.session.amend(taken.id, VitalsTaken(values={Measure.HEART_RATE: Decimal(82)}), "misread")
        await self.session.take_vitals(self.rowan, {Measure.HEART_RATE: "78"})
        await self.session.void(self.session.history.entries[-1].id, "Amara's")
        await self.app.keep_draft(f"session/{scope}/note/{self.rowan}", "half a word about Rowan")
        await self.app.keep_draft(f"session/{scope}/note/{self.amara}", "half a word about Amara")
        for person in (self.rowan, self.amara):
            await self.session.write(room.WentOut(way=room.WayOut.WITHDREW), [person])
        await self.app.close_session()
        await self.app.leave_session()
        return scope

    async def erase(self, person: UUID | None = None) -> int:
        """Ines asks and Tomas confirms, eight years later."""
        self.clock.advance(timedelta(days=8 * 366))
        if self.clinic.state.keeping.rule is None:
            await self.clinic.note(RetentionKept(years=7, source="Invented."))
        await erasure.ask(self.journal, self.clinic, person or self.rowan, WHY)
        second = self.clinic.who_comes(self.app.door.knock(*TOMAS).account)
        return await erasure.confirm(self.journal, self.clinic, person or self.rowan, second)

    async def come_back(self) -> None:
        """Another start of the program, and Ines comes in."""
        await self.app.close()
        self.app = App(self.app.folder, clock=self.clock, player=self.player)
        await self.app.start()
        await self.app.unlock("ines", PASSPHRASE)


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[Over]:
    made = Over(tmp_path / "clinic")
    made.scope = await made.over()
    yield made
    await made.app.close()


async def refused(work: object) -> str:
    with pytest.raises(Refusal) as no:
        await work  # type: ignore[misc]  # a coroutine of whatever kind
    return no.value.key


async def test_two_people_a_reason_and_the_date_and_only_then(here: Over) -> None:
    clinic, journal = here.clinic, here.journal
    assert await refused(erasure.ask(journal, clinic, here.rowan, WHY)) == "retention.no_rule"
    await clinic.note(RetentionKept(years=7, source="Invented."))
    assert await refused(erasure.ask(journal, clinic, here.rowan, WHY)) == "retention.kept_until"
    here.clock.advance(timedelta(days=8 * 366))
    await clinic.note(HoldPlaced(reason="A complaint."), here.amara)
    assert await refused(erasure.ask(journal, clinic, here.amara, WHY)) == "retention.held"
    assert await refused(erasure.confirm(journal, clinic, here.rowan, None)) == "retention.not_asked"
    await erasure.ask(journal, clinic, here.rowan, WHY)
    ines, tomas = (clinic.who_comes(one) for one in (here.app.at_screen.id, here.tomas))  # type: ignore[union-attr]  # she is there
    for nobody in (None, ines):
        no = erasure.confirm(journal, clinic, here.rowan, nobody, alone="I am alone.")
        assert await refused(no) == "retention.second_needed"
    assert here.rowan in clinic.state.participants
    assert await erasure.confirm(journal, clinic, here.rowan, tomas) > 3
    assert here.rowan not in clinic.state.participants
    said = next(entry.fact for entry in clinic.history.entries if isinstance(entry.fact, PersonErased))
    assert (said.asked_by, said.second, said.second_name, said.reason) == (ines.id, tomas.id, "Tomas Lind", WHY)
    assert [(seat.session, seat.seat) for seat in said.seats] == [(here.scope, 1)]
    assert await refused(erasure.confirm(journal, clinic, here.rowan, tomas)) == "retention.not_asked"


async def test_nothing_of_theirs_is_left_and_everybody_else_is_as_they_were(here: Over) -> None:
    before = (await here.app.read_session(here.scope)).history.state
    heads = await here.journal.heads(here.scope)
    assert len(await here.journal.find(asked("river"), 10)) == 1
    lines = await here.erase()
    after = (await here.app.read_session(here.scope)).history.state
    assert list(after.people) == [here.amara]
    assert after.people[here.amara] == before.people[here.amara]
    assert after.staff == before.staff
    assert await here.journal.heads(here.scope) == heads  # not a line was added to a session that is over
    assert await here.journal.find(asked("river"), 10) == ()
    assert len(await here.journal.find(asked("hummed"), 10)) == 1
    assert list(await here.journal.drafts()) == [f"session/{here.scope}/note/{here.amara}"]
    found = await here.app.verify()
    assert [(one.what, one.values, one.is_harmless) for one in found] == [
        ("journal.found_erased", {"lines": lines}, True)
    ]
    assert here.clinic.state.keeping.erased_seats(here.scope) == (1,)
    await here.come_back()
    assert here.rowan not in here.clinic.state.participants
    assert here.clinic.state.keeping.erased_seats(here.scope) == (1,)
    assert list((await here.app.enter_session(here.scope)).state.people) == [here.amara]


async def test_a_handoff_of_somebody_else_can_be_searched_for_their_seat_alone(tmp_path: Path) -> None:
    made = Over(tmp_path / "clinic")
    await made.make()
    await made.begin()
    scope = made.scope = made.session.scope
    await made.session.write(room.Noted(text="Amara held his hand; the one on seat 2 cried."), [made.rowan])
    for person in (made.rowan, made.amara):
        await made.session.write(room.WentOut(way=room.WayOut.WITHDREW), [person])
    await made.app.close_session()
    await made.app.leave_session()
    await made.erase(made.amara)
    session = await made.app.read_session(scope)
    desk = Desk(session, made.app.clinic_state(), made.clock, text.english())
    assert [find.text for find in desk.finds(made.rowan)] == ["seat 2"]
    await made.app.close()


async def test_who_is_in_an_open_session_is_not_erased(tmp_path: Path) -> None:
    here = Over(tmp_path / "clinic")
    await here.make()
    await here.begin()
    assert await refused(erasure.ask(here.journal, here.clinic, here.rowan, WHY)) == "retention.in_session"
    await here.app.close()


async def test_who_works_alone_says_why(tmp_path: Path) -> None:
    here = Over(tmp_path / "clinic")
    await here.make()
    await here.clinic.end_access(here.tomas)
    await erasure.ask(here.journal, here.clinic, here.rowan, "Added twice.")
    none = erasure.confirm(here.journal, here.clinic, here.rowan, None)
    assert await refused(none) == "retention.alone_reason"
    await erasure.confirm(here.journal, here.clinic, here.rowan, None, alone="I work alone.")
    said = next(entry.fact for entry in here.clinic.history.entries if isinstance(entry.fact, PersonErased))
    assert (said.second, said.alone) == (None, "I work alone.")
    await here.app.close()


async def test_a_copy_from_before_does_not_bring_them_back(here: Over, tmp_path: Path) -> None:
    """The laptop is gone; what is left is a stick with a copy from before the erasure, and one from after."""
    old = await here.journal.backup(tmp_path / "stick")
    await here.erase()
    here.clock.advance(timedelta(hours=1))
    new = await here.journal.backup(tmp_path / "stick")
    scope = here.scope
    await here.app.close()
    shutil.rmtree(new)
    spare = Over(tmp_path / "spare")
    spare.clock = here.clock
    await safekeeping.bring_back(old, tmp_path / "spare", "ines", PASSPHRASE, here.clock)
    spare.app = App(tmp_path / "spare", clock=here.clock, player=here.player)
    await spare.app.unlock("ines", PASSPHRASE)
    assert here.rowan not in spare.clinic.state.participants
    assert list((await spare.app.read_session(scope)).history.state.people) == [here.amara]
    assert spare.clinic.state.keeping.erased_seats(scope) == (1,)
    said = next(entry.fact for entry in spare.clinic.history.entries if isinstance(entry.fact, PersonErased))
    assert said.again
    assert [one.what for one in await spare.app.verify()] == ["journal.found_erased"]
    await spare.app.close()
    here.app = App(here.app.folder, clock=here.clock, player=here.player)


async def test_a_record_put_back_by_hand_does_not_either(here: Over, tmp_path: Path) -> None:
    await here.app.close()
    shutil.copytree(here.app.folder, tmp_path / "kept")
    await here.come_back()
    await here.erase()
    await here.app.close()
    for name in (RECORD, "record.heads"):
        shutil.copy2(tmp_path / "kept" / name, here.app.folder / name)
    await here.come_back()
    assert here.rowan not in here.clinic.state.participants
    assert list((await here.app.enter_session(here.scope)).state.people) == [here.amara]


async def test_a_list_that_somebody_wrote_without_the_key_erases_nobody(here: Over) -> None:
    held = await here.journal.held_of(here.rowan)
    assert held is not None
    made = f'{{"gone":[{{"subject":"{here.rowan}","key":"{held.key}","proof":"AAAA","at":"2026-03-05T17:00:00Z"}}]}}'
    (here.app.folder / ERASED).write_text(made)
    await here.come_back()
    assert here.rowan in here.clinic.state.participants
    (here.app.folder / ERASED).write_text("[half")
    await here.come_back()
    assert here.rowan in here.clinic.state.participants


async def test_a_list_that_is_lost_is_made_again_from_the_record(here: Over) -> None:
    await here.erase()
    kept = (here.app.folder / ERASED).read_bytes()
    (here.app.folder / ERASED).unlink()
    await here.come_back()
    assert (here.app.folder / ERASED).read_bytes() == kept


async def test_copies_from_before_stay_thirty_days_and_no_longer(here: Over) -> None:
    await here.app.copies.take(here.journal)
    place = here.app.folder / "backups"
    before = {path.name for path in place.glob("*Z")}
    (here.app.folder / "aside" / min(before)).mkdir(parents=True)
    await here.erase()
    await here.app.copies.take(here.journal)
    assert before <= {path.name for path in place.glob("*Z")}
    here.clock.advance(timedelta(days=29))
    await here.app.copies.take(here.journal)
    assert before <= {path.name for path in place.glob("*Z")}
    here.clock.advance(timedelta(days=2))
    await here.app.copies.take(here.journal)
    left = {path.name for path in place.glob("*Z")}
    assert not before & left
    assert len(left) == 3
    assert list((here.app.folder / "aside").iterdir()) == []


def test_the_newest_copy_is_never_let_go_for_being_from_before(here: Over) -> None:
    moment = here.clock.now()
    names = ["20250101T000000Z", f"{moment:%Y%m%dT%H%M%SZ}"]
    assert from_before(names, [moment], names[-1]) == ()
    later = f"{moment + timedelta(days=30):%Y%m%dT%H%M%SZ}"
    assert from_before([*names, later], [moment], later) == ("20250101T000000Z",)
