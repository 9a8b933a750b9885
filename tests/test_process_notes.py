"""Process notes: their author reads them and nobody else; two custodians together, for a reason, if the author is gone."""

from __future__ import annotations

import base64
import json
from collections.abc import AsyncIterator, Coroutine
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import msgspec
import pytest

from facilitator_app import key_slots
from facilitator_app.export import export_session
from facilitator_app.faults import Refusal
from facilitator_app.journal.restore import restore
from facilitator_app.process_notes import Note
from facilitator_app.record import room
from facilitator_app.record.entry import Entry, UnknownFact, as_builtins, new_id
from facilitator_app.record.findable import asked
from facilitator_app.record.oversight import scope_of as oversight_scope
from facilitator_app.record.process_notes import NotesLicensed, NotesOpened, ProcessNoteKept, scope_of
from facilitator_app.record.roles import Role
from tests.test_app import PASSPHRASE, Room

MARK = "the river again, and what I felt at it"
DEVI_SAYS, HALE_SAYS = "devi has words of her own", "a prescriber's long words"
AGAIN = PASSPHRASE + " again"


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tries at the lowest cost."""
    monkeypatch.setattr(key_slots, "COST", key_slots.Cost(passes=1, memory=64, lanes=1))


class Practice(Room):
    """A session after which Tomas, who is licensed, keeps notes; Ines administers; Devi and Dr. Hale are there too."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.devi = self.hale = UUID(int=0)

    async def make(self) -> None:
        """The clinic and its team."""
        await super().make()
        self.devi = await self.app.add_account(
            name="Devi Rao", roles=[Role.FACILITATOR], sign_in="devi", passphrase=DEVI_SAYS
        )
        self.hale = await self.app.add_account(
            name="Dr. Hale", roles=[Role.PRESCRIBER], sign_in="hale", passphrase=HALE_SAYS
        )

    @property
    def ines(self) -> UUID:
        """Her id."""
        return next(id for id, one in self.app.clinic_state().staff.items() if one.name == "Ines Okafor")

    async def everybody_came_in(self) -> None:
        """Each has signed in with their own passphrase once; Ines is at the screen."""
        for name, says in (("tomas", AGAIN), ("devi", DEVI_SAYS), ("hale", HALE_SAYS), ("ines", PASSPHRASE)):
            await self.app.switch_to(name, says)

    async def license(self, *staff: UUID) -> None:
        """Ines says who is a mental health professional."""
        for one in staff:
            await self.app.oversight.write(NotesLicensed(staff=one, licensed=True))

    async def tomas_writes(self, text: str = MARK, person: UUID | None = None, note: UUID | None = None) -> None:
        """He takes the screen and keeps a note."""
        await self.app.switch_to("tomas", AGAIN)
        scope = next(iter(self.app.clinic_state().sessions))
        await self.app.process_notes.keep(person or self.rowan, scope, text, note)

    async def is_over(self) -> UUID:
        """Both go and the session is closed and left; returns which it was."""
        scope = self.session.scope
        await self.session.write(room.WentOut(way=room.WayOut.WITHDREW, note="went home"), [self.rowan, self.amara])
        await self.app.close_session()
        await self.app.leave_session()
        return scope

    async def mine(self, person: UUID | None = None) -> list[str]:
        """What who is at the screen reads."""
        return [note.text for note in await self.app.process_notes.mine(person)]

    async def lines(self, author: UUID) -> tuple[Entry, ...]:
        """The lines of an author's notes as the record has them."""
        assert self.app.journal is not None
        return await self.app.journal.entries(scope_of(self.app.journal.clinic_scope, author))


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[Practice]:
    made = Practice(tmp_path / "clinic")
    await made.make()
    await made.license(made.tomas)
    await made.begin()
    yield made
    await made.app.close()


async def refused(work: Coroutine[Any, Any, object]) -> str:
    with pytest.raises(Refusal) as told:
        await work
    return told.value.key


# --------------------------------------------------------------------------------------------------- its author alone


async def test_the_author_writes_and_reads_it_and_it_reads_otherwise_with_the_earlier_kept(here: Practice) -> None:
    await here.tomas_writes()
    (note,) = await here.app.process_notes.mine(here.rowan)
    assert (note.text, note.person, note.session, note.has_copy) == (MARK, here.rowan, here.session.scope, False)
    await here.tomas_writes("The river, and her sister.", note=note.id)
    await here.tomas_writes("Of Amara: nothing yet.", here.amara)
    (now,) = await here.app.process_notes.mine(here.rowan)
    assert now.text == "The river, and her sister."
    assert [text for _, text in now.earlier] == [MARK]
    assert await here.mine() == ["Of Amara: nothing yet.", "The river, and her sister."]


async def test_nobody_else_reads_it_whatever_their_role(here: Practice) -> None:
    await here.tomas_writes()
    await here.app.switch_to("ines", PASSPHRASE)
    await here.license(here.devi, here.ines, here.hale)
    assert await refused(here.app.process_notes.mine()) == "session.not_your_word"
    await here.app.switch_to("hale", HALE_SAYS)
    assert await refused(here.app.process_notes.mine()) == "session.not_your_word"
    await here.app.switch_to("devi", DEVI_SAYS)
    assert await here.mine() == []
    # also with everybody's keys in hand, what the record has opens under none but his
    (line,) = await here.lines(here.tomas)
    assert isinstance(line.fact, ProcessNoteKept)
    assert MARK.encode() not in line.fact.sealed


async def test_who_is_not_named_as_a_professional_keeps_none(here: Practice) -> None:
    await here.app.switch_to("devi", DEVI_SAYS)
    keeping = here.app.process_notes.keep(here.rowan, here.session.scope, MARK)
    assert await refused(keeping) == "process_notes.not_licensed"
    await here.app.switch_to("ines", PASSPHRASE)
    await here.app.oversight.write(NotesLicensed(staff=here.tomas, licensed=False))
    await here.app.switch_to("tomas", AGAIN)
    assert await refused(here.app.process_notes.mine()) == "process_notes.not_licensed"


async def test_no_export_no_search_no_session_and_no_file_holds_a_word_of_it(here: Practice, tmp_path: Path) -> None:
    await here.tomas_writes()
    draft = here.app.process_notes.sealed_draft("half of " + MARK, here.tomas)
    assert here.app.process_notes.opened_draft(draft, here.tomas) == "half of " + MARK
    await here.app.keep_draft("note/draft", draft)
    assert here.app.journal is not None
    assert "river" not in str(await here.app.journal.drafts())
    journal = here.app.journal
    assert journal is not None
    assert await journal.find(asked("river"), 10) == ()
    out = tmp_path / "out"
    session = await here.app.read_session(here.session.scope)
    assert not [entry for entry in session.history.entries if "note" in entry.kind and "process" in entry.kind]
    for _ in export_session(session, here.app.clinic_state(), out, frozenset({"json", "csv"})):
        pass
    everything = b"".join(path.read_bytes() for path in out.iterdir())
    assert b"river" not in everything
    lines = [entry for scope in await journal.scopes() for entry in await journal.entries(scope)]
    whole = json.dumps([as_builtins(line.fact) for line in lines if not isinstance(line.fact, UnknownFact)])
    assert "river" not in whole
    assert base64.b64encode(MARK.encode()).decode()[:12] not in whole


async def test_a_backup_with_all_its_keys_gives_the_note_to_nobody_but_its_author(
    here: Practice, tmp_path: Path
) -> None:
    await here.tomas_writes()
    journal = here.app.journal
    assert journal is not None
    copy = await journal.backup(tmp_path / "copies")
    other = Practice(tmp_path / "elsewhere")
    restore(copy, other.app.folder, here.app.door.knock("ines", PASSPHRASE).key, here.clock)
    await other.app.start()
    await other.app.unlock("ines", PASSPHRASE)
    lines = await other.lines(here.tomas)
    assert len(lines) == 1
    assert await refused(other.app.process_notes.mine()) == "session.not_your_word"
    await other.app.switch_to("tomas", AGAIN)
    assert await other.mine() == [MARK]
    await other.app.close()


async def test_another_passphrase_leaves_them_readable_and_one_given_by_an_administrator_does_not(
    here: Practice,
) -> None:
    await here.tomas_writes()
    code = here.app.door.own_keys.make_code(here.tomas)
    here.app.door.change_passphrase(here.tomas, AGAIN, "tomas keeps other words now")
    assert await here.mine() == [MARK]
    await here.app.lock()
    await here.app.unlock("tomas", "tomas keeps other words now")
    assert await here.mine() == [MARK]
    await here.app.switch_to("ines", PASSPHRASE)
    here.app.door.end_way_in(here.ines, here.tomas)
    here.app.door.give_way_in(here.ines, "tomas", "words that ines chose for him", here.tomas, [Role.FACILITATOR])
    await here.app.switch_to("tomas", "words that ines chose for him")
    assert await here.mine() == []
    assert here.app.door.own_keys.standing(here.tomas) == (False, True)
    here.app.door.own_keys.open_by_code(here.tomas, code)
    assert await here.mine() == [MARK]


async def test_notes_and_their_copies_open_after_the_record_was_put_under_another_key(here: Practice) -> None:
    await here.everybody_came_in()
    await custodians(here, here.ines, here.hale)
    await here.tomas_writes()
    here.app.door.record_key.new_code(here.ines)
    assert here.app.journal is not None
    await here.app.door.record_key.change(here.app.journal, here.ines)
    assert await here.mine() == [MARK]
    await here.after_a_kill()
    await here.app.switch_to("tomas", AGAIN)
    assert await here.mine() == [MARK]
    assert [note.text for note in await open_as(here, "ines", "hale")] == [MARK]


async def test_after_a_kill_the_notes_are_there_and_an_erased_person_has_none(here: Practice) -> None:
    await here.tomas_writes()
    await here.tomas_writes("Of Amara.", here.amara)
    await here.after_a_kill()
    await here.app.switch_to("tomas", AGAIN)
    assert await here.mine() == ["Of Amara.", MARK]
    assert here.app.journal is not None
    await here.app.journal.erase(here.rowan)
    assert await here.mine() == ["Of Amara."]
    assert {finding.what for finding in await here.app.verify()} == {"journal.found_key_gone"}  # and nothing broken


# ------------------------------------------------------------------------------------------------------ two together


async def custodians(here: Practice, *staff: UUID) -> None:
    await here.app.switch_to("ines", PASSPHRASE)
    await here.app.process_notes.name_custodians(staff)


SAYS = {"ines": PASSPHRASE, "tomas": AGAIN, "devi": DEVI_SAYS, "hale": HALE_SAYS}


async def open_as(here: Practice, one: str, other: str, reason: str = "He died in May.") -> tuple[Note, ...]:
    """Each shows who they are by their own passphrase."""
    two = (here.app.door.knock(one, SAYS[one]), here.app.door.knock(other, SAYS[other]))
    return await here.app.process_notes.open_together(here.tomas, two, reason)


async def test_two_custodians_open_them_together_for_a_reason_and_it_is_on_the_record_first(here: Practice) -> None:
    await here.everybody_came_in()
    await custodians(here, here.ines, here.hale, here.devi)
    await here.tomas_writes()
    (note,) = await here.app.process_notes.mine()
    assert note.has_copy
    await here.app.switch_to("ines", PASSPHRASE)
    assert await refused(open_as(here, "ines", "ines")) == "process_notes.two_people"
    assert await refused(open_as(here, "ines", "hale", "  ")) == "entry.empty"
    assert await refused(open_as(here, "ines", "tomas")) == "process_notes.not_custodians"
    assert here.app.oversight.state.events == ()
    for pair in (("ines", "hale"), ("hale", "devi"), ("devi", "ines")):
        assert [note.text for note in await open_as(here, *pair)] == [MARK]
    events = [event.fact for event in here.app.oversight.state.unread]
    assert [fact.names for fact in events if isinstance(fact, NotesOpened)] == [
        ("Ines Okafor", "Dr. Hale"),
        ("Dr. Hale", "Devi Rao"),
        ("Devi Rao", "Ines Okafor"),
    ]
    assert here.app.journal is not None
    kept = await here.app.journal.entries(oversight_scope(here.app.journal.clinic_scope))
    assert sum(isinstance(entry.fact, NotesOpened) for entry in kept) == 3


async def test_a_custodian_shows_it_by_passphrase_or_pin_and_one_who_was_given_a_passphrase_anew_opens_nothing(
    here: Practice,
) -> None:
    await here.everybody_came_in()
    await custodians(here, here.ines, here.hale)
    await here.tomas_writes()
    await here.app.lock()
    await here.app.unlock("ines", PASSPHRASE)
    door = here.app.door
    door.choose_pin(here.ines, "2468")
    two = (door.knock_with_pin(here.ines, "2468"), door.knock("hale", HALE_SAYS))
    assert [note.text for note in await here.app.process_notes.open_together(here.tomas, two, "He died.")] == [MARK]
    assert here.app.process_notes.lost_custodians() == ()
    door.end_way_in(here.ines, here.hale)
    door.give_way_in(here.ines, "hale", "words that ines chose", here.hale, [Role.PRESCRIBER])
    two = (two[0], door.knock("hale", "words that ines chose"))
    opening = here.app.process_notes.open_together(here.tomas, two, "Ines alone.")
    assert await refused(opening) == "process_notes.not_custodians"
    assert here.app.process_notes.lost_custodians() == ("Dr. Hale",)


async def test_while_nobody_is_named_a_note_is_kept_without_a_copy_which_is_sealed_once_there_are(
    here: Practice,
) -> None:
    await here.everybody_came_in()
    await here.tomas_writes()
    assert await here.app.process_notes.seal_copies() == 0
    await custodians(here, here.ines, here.hale)
    assert await open_as(here, "ines", "hale") == ()
    await here.app.switch_to("tomas", AGAIN)
    assert await here.app.process_notes.seal_copies() == 1
    assert await here.app.process_notes.seal_copies() == 0
    (note,) = await here.app.process_notes.mine()
    assert note.has_copy
    assert [one.text for one in await open_as(here, "ines", "hale")] == [MARK]


async def test_others_named_instead_open_what_its_author_sealed_for_them_and_the_first_what_was_theirs(
    here: Practice,
) -> None:
    await here.everybody_came_in()
    await custodians(here, here.ines, here.hale)
    await here.tomas_writes()
    await custodians(here, here.devi, here.hale)
    assert await open_as(here, "devi", "hale") == ()
    assert [note.text for note in await open_as(here, "ines", "hale")] == [MARK]
    await here.app.switch_to("tomas", AGAIN)
    await here.app.process_notes.seal_copies()
    assert [note.text for note in await open_as(here, "devi", "hale")] == [MARK]


async def test_a_copy_that_needs_the_author_is_no_copy(here: Practice) -> None:
    await here.everybody_came_in()
    await custodians(here, here.tomas, here.hale)
    await here.tomas_writes()
    (note,) = await here.app.process_notes.mine()
    assert not note.has_copy


async def test_custodians_are_named_by_an_administrator_two_to_four_who_have_come_in_once(here: Practice) -> None:
    naming = here.app.process_notes.name_custodians
    assert await refused(naming([here.ines, here.hale])) == "process_notes.no_key_yet"
    await here.everybody_came_in()
    assert await refused(naming([here.ines])) == "process_notes.how_many"
    assert await refused(naming([here.ines, here.ines])) == "process_notes.how_many"
    await here.app.switch_to("devi", DEVI_SAYS)
    assert await refused(naming([here.ines, here.hale])) == "session.not_your_word"


async def test_a_note_moved_under_another_line_or_author_does_not_open(here: Practice) -> None:
    await here.tomas_writes()
    await here.app.switch_to("ines", PASSPHRASE)
    await here.license(here.devi)
    (line,) = await here.lines(here.tomas)
    assert here.app.journal is not None
    moved = msgspec.structs.replace(line, id=new_id(here.clock.now() + timedelta(seconds=1)), stamp=None)
    await here.app.journal.append([moved])
    await here.app.switch_to("tomas", AGAIN)
    assert await here.mine() == [MARK]  # the one that stands in its own place
