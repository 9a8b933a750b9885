"""The writer and reader of process notes: sealed for their author, and for two custodians who open them together.

The text is in clear only between the author's hands and the seal.  Knows keys through ``Keys``; knows no screen and no SQL.
"""

from __future__ import annotations

import base64
import itertools
import secrets
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple, Protocol
from uuid import UUID, uuid4

import msgspec

from facilitator_app import own_keys
from facilitator_app.faults import Refusal
from facilitator_app.oversight import Oversight
from facilitator_app.record import process_notes as facts
from facilitator_app.record.entry import Entry, Fact, new_id, text_within
from facilitator_app.record.oversight import Guarded
from facilitator_app.record.process_notes import CustodiansNamed, NoteCopySealed, ProcessNoteKept
from facilitator_app.record.roles import Act, whose_word, word_counts
from facilitator_app.session import Who


class _Kept(NamedTuple):
    """A line that keeps a note, and what is sealed of it for custodians, by whose custody."""

    entry: Entry
    fact: ProcessNoteKept
    copies: dict[UUID, bytes]


Opener = Callable[[_Kept], bytes | None]
"""Opens the key of a line, or does not."""


class Keys(Protocol):
    """The accounts' own keys, of those who came in since the record was opened."""

    def own(self, account: UUID) -> tuple[bytes, ...]:
        """The private keys that are open, the newest first."""
        ...

    def own_public(self, account: UUID) -> bytes | None:
        """What others seal to."""
        ...


class Shown(Protocol):
    """Somebody who has just shown who they are, with the own keys that this opened."""

    @property
    def account(self) -> UUID:
        """Who it is."""
        ...

    @property
    def own(self) -> tuple[bytes, ...]:
        """Their private keys."""
        ...


class Note(msgspec.Struct, frozen=True, kw_only=True):
    """A note as it reads now.  ``earlier``: how it read before and since when.  ``has_copy``: two custodians can open it."""

    id: UUID
    person: UUID | None
    session: UUID
    at: datetime
    text: str
    earlier: tuple[tuple[datetime, str], ...] = ()
    has_copy: bool = False


class ProcessNotes:
    """The notes of who is at the screen; and, for two custodians together, those of somebody who is not there any more."""

    def __init__(self, oversight: Oversight, keys: Keys) -> None:
        self._oversight = oversight
        self._keys = keys

    async def may_keep(self) -> Who:
        """Who is at the screen, if they keep process notes: in a role that may, named as licensed, with a key that opens.

        Raises Refusal session.not_your_word, process_notes.not_licensed, or process_notes.no_key.
        """
        who = self._oversight.clinic.at_screen
        if who is None or not word_counts(who.roles, Act.PROCESS_NOTE):
            roles = tuple(role.value for role in whose_word(Act.PROCESS_NOTE))
            raise Refusal("session.not_your_word", act=Act.PROCESS_NOTE.value, roles=roles)
        if who.id not in (await self._oversight.read()).licensed:
            raise Refusal("process_notes.not_licensed")
        if not self._keys.own(who.id):
            raise Refusal("process_notes.no_key")
        return who

    async def mine(self, person: UUID | None = None) -> tuple[Note, ...]:
        """The notes of who is at the screen that an open key opens, about one person or all, the latest first."""
        who = await self.may_keep()
        return _notes(await self._lines(who.id), self._author(who.id), self._oversight.state, person)

    async def keep(
        self, person: UUID, session: UUID, text: str, note: UUID | None = None, ends_draft: str | None = None
    ) -> None:
        """Keep a note of who is at the screen about one person of one session; ``note``: how that one reads from now on."""
        who = await self.may_keep()
        text_within(text, facts.LONGEST, "text")
        if who.id not in self._oversight.state.begun:
            await self._oversight.write(facts.NotesBegun())
        now = self._oversight.clock.now()
        line, key = new_id(now), secrets.token_bytes(32)
        bound = _bound(who.id, line)
        custody = self._oversight.state.custody
        fact = ProcessNoteKept(
            note=note or uuid4(),
            session=session,
            sealed=own_keys.lock(key, text.encode(), bound),
            for_author=own_keys.lock(own_keys.lock_of(self._keys.own(who.id)[0]), key, bound),
            custody=custody.custody if custody else None,
            for_custodians=_for(custody, key, bound) if custody else b"",
        )
        await self._append([self._line(fact, who.id, person, line)], ends_draft)

    async def seal_copies(self) -> int:
        """Seal a copy of each note of who is at the screen that the custodians of now cannot open; how many there were."""
        who = await self.may_keep()
        custody = self._oversight.state.custody
        if custody is None:
            return 0
        opens, made = self._author(who.id), []
        for line in _kept(await self._lines(who.id)):
            key = None if custody.custody in line.copies else opens(line)
            if key is not None:
                sealed = _for(custody, key, _bound(who.id, line.entry.id))
                copy = NoteCopySealed(target=line.entry.id, custody=custody.custody, for_custodians=sealed)
                made.append(self._line(copy, who.id, line.entry.participant))
        if made:
            await self._append(made)
        return len(made)

    def sealed_draft(self, text: str, author: UUID) -> str:
        """Half-typed text as it may lie on disk: only its author reads it again.  Raises Refusal process_notes.no_key."""
        keys = self._locks(author)
        if not keys:
            raise Refusal("process_notes.no_key")
        return base64.b64encode(own_keys.lock(keys[0], text.encode(), _draft(author))).decode()

    def opened_draft(self, kept: str, author: UUID) -> str:
        """Half-typed text again; empty when no open key opens it."""
        sealed = base64.b64decode(kept)
        found = (own_keys.unlock(key, sealed, _draft(author)) for key in self._locks(author))
        return next((text.decode() for text in found if text is not None), "")

    def _locks(self, author: UUID) -> list[bytes]:
        return [own_keys.lock_of(private) for private in self._keys.own(author)]

    # ------------------------------------------------------------ two together
    async def name_custodians(self, staff: Sequence[UUID]) -> None:
        """Name those of whom any two open notes together; a new key is shared out among them and kept nowhere else.

        Raises Refusal process_notes.how_many, and .no_key_yet with the ``name`` of who never came in by a passphrase.
        """
        await self._oversight.read()
        custodians = []
        for one in staff:
            member, public = self._oversight.clinic.who(one), self._keys.own_public(one)
            if public is None:
                raise Refusal("process_notes.no_key_yet", field="custodians", name=member.name)
            custodians.append(facts.Custodian(staff=one, name=member.name, public=public))
        custody = uuid4()
        public, pairs = own_keys.share_out({one.staff: one.public for one in custodians}, custody.bytes)
        shares = tuple(facts.Pair(one=a, other=b, of_one=x, of_other=y) for a, b, x, y in pairs)
        named = CustodiansNamed(custody=custody, public=public, custodians=tuple(custodians), pairs=shares)
        await self._oversight.write(named)

    def lost_custodians(self) -> tuple[str, ...]:
        """The names of custodians not to be counted on: they have another key since they were named, or come in no more."""
        custody, staff = self._oversight.state.custody, self._oversight.clinic.state.staff
        return tuple(
            one.name
            for one in (custody.custodians if custody else ())
            if self._keys.own_public(one.staff) != one.public or not staff[one.staff].may_come_in
        )

    async def open_together(
        self, author: UUID, two: tuple[Shown, Shown], reason: str, person: UUID | None = None
    ) -> tuple[Note, ...]:
        """An author's notes, by two custodians who both have just shown who they are; on the record before one is read.

        Raises Refusal process_notes.two_people, .not_custodians when their shares do not open anything, entry.empty.
        """
        state, clinic = await self._oversight.read(), self._oversight.clinic
        opened = facts.NotesOpened(
            author=author,
            author_name=clinic.who(author).name,
            custodians=(two[0].account, two[1].account),
            names=(clinic.who(two[0].account).name, clinic.who(two[1].account).name),
            reason=reason.strip(),
            person=person,
        )
        joined = {id: _joined(named, two) for id, named in state.custodies.items()}
        keys = {id: key for id, key in joined.items() if key is not None}
        if not keys:
            raise Refusal("process_notes.not_custodians", field="second")
        await self._oversight.write(opened)
        return _notes(await self._lines(author), _custodians(author, keys), state, person)

    # ------------------------------------------------------------ how
    def _author(self, author: UUID) -> Opener:
        """Opens the key of a line as its author."""
        keys = self._locks(author)

        def opens(line: _Kept) -> bytes | None:
            found = (own_keys.unlock(key, line.fact.for_author, _bound(author, line.entry.id)) for key in keys)
            return next((key for key in found if key is not None), None)

        return opens

    async def _lines(self, author: UUID) -> tuple[Entry, ...]:
        return await self._oversight.journal.entries(facts.scope_of(self._oversight.clinic.scope, author))

    async def _append(self, lines: Sequence[Entry], ends_draft: str | None = None) -> None:
        await self._oversight.faults.finish(
            self._oversight.journal.append(lines, ends_draft=ends_draft), "process note"
        )

    def _line(self, fact: Fact, author: UUID, person: UUID | None, id: UUID | None = None) -> Entry:
        now = self._oversight.clock.now()
        return Entry(
            id=id or new_id(now),
            scope=facts.scope_of(self._oversight.clinic.scope, author),
            observed_at=now,
            recorded_at=now,
            fact=fact,
            done_by=author,
            recorded_by=author,
            participant=person,
        )


def _joined(named: CustodiansNamed, two: tuple[Shown, Shown]) -> bytes | None:
    """The key of a custody, which two of its custodians have together."""
    pair, own = named.pair(two[0].account, two[1].account), {one.account: one.own for one in two}
    if pair is None:
        return None
    shares = own_keys.Pair(pair.one, pair.other, pair.of_one, pair.of_other)
    for one, other in itertools.product(own[pair.one], own[pair.other]):
        key = own_keys.join(shares, one, other, named.custody.bytes)
        if key is not None:
            return key
    return None


def _custodians(author: UUID, keys: Mapping[UUID, bytes]) -> Opener:
    """Opens the key of a line as two custodians, by the keys of the custodies that they have together."""

    def opens(line: _Kept) -> bytes | None:
        for custody, sealed in line.copies.items():
            private = keys.get(custody)
            key = own_keys.unseal(private, sealed, _bound(author, line.entry.id)) if private else None
            if key is not None:
                return key
        return None

    return opens


def _kept(entries: Sequence[Entry]) -> list[_Kept]:
    """The lines that keep notes, in the order of writing."""
    found = {}
    for entry in entries:
        fact = entry.fact
        if isinstance(fact, ProcessNoteKept):
            copies = {fact.custody: fact.for_custodians} if fact.custody else {}
            found[entry.id] = _Kept(entry, fact, copies)
        elif isinstance(fact, NoteCopySealed) and fact.target in found:
            found[fact.target].copies[fact.custody] = fact.for_custodians
    return list(found.values())


def _notes(entries: Sequence[Entry], opens: Opener, state: Guarded, person: UUID | None) -> tuple[Note, ...]:
    """What opens, as notes, the latest first."""
    notes: dict[UUID, Note] = {}
    for line in _kept(entries):
        entry, fact = line.entry, line.fact
        if entry.done_by is None or person not in (None, entry.participant):
            continue
        key = opens(line)
        text = own_keys.unlock(key, fact.sealed, _bound(entry.done_by, entry.id)) if key else None
        if text is None:
            continue
        before = notes.pop(fact.note, None)
        notes[fact.note] = Note(
            id=fact.note,
            person=entry.participant,
            session=fact.session,
            at=entry.recorded_at,
            text=text.decode(),
            earlier=(*before.earlier, (before.at, before.text)) if before else (),
            has_copy=any(_holds(state, custody, entry.done_by) for custody in line.copies),
        )
    return tuple(reversed(notes.values()))


def _holds(state: Guarded, custody: UUID, author: UUID) -> bool:
    """Whether a custody has two people who are not the author."""
    named = state.custodies.get(custody)
    return named is not None and named.opens_without(author)


def _for(custody: CustodiansNamed, key: bytes, bound: bytes) -> bytes:
    return own_keys.seal_to(custody.public, key, bound)


def _draft(author: UUID) -> bytes:
    return b"draft" + author.bytes


def _bound(author: UUID, line: UUID) -> bytes:
    """What a note's seals are tied to: moved to another line or another author they do not open."""
    return author.bytes + line.bytes
