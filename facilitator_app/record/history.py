"""The entries of one scope, how each line reads now, and the state they come to.

Late and out-of-order entries come to the same state as if they had come in time: facts fold by when they were;
amendments, voids and confirmations by the hybrid clock of when they were written.
"""

from __future__ import annotations

import bisect
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from itertools import accumulate
from typing import Generic, TypeVar
from uuid import UUID

import msgspec

from facilitator_app.record.changes import Amended, Confirmed, Voided
from facilitator_app.record.entry import Entry
from facilitator_app.record.replaced import left_by

S = TypeVar("S")


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """A line as it reads now: ``entry`` with amendments in it, ``first`` as it was written, and what was done to it.

    ``confirmed`` is of the words as they read now: who confirmed what was amended later has not confirmed the amendment.
    """

    entry: Entry
    first: Entry
    amendments: tuple[Entry, ...] = ()
    voided: Entry | None = None
    confirmed: Entry | None = None

    @property
    def is_amended(self) -> bool:
        """Whether it reads otherwise than it was written."""
        return bool(self.amendments)

    @property
    def readings(self) -> tuple[Entry, ...]:
        """Every reading in the order of writing: as it was written, then as each amendment left it."""
        return tuple(accumulate(self.amendments, _reread, initial=self.first))

    @property
    def worded_by(self) -> UUID | None:
        """Who wrote it down as it reads now."""
        return (self.amendments[-1] if self.amendments else self.first).recorded_by


class History(Generic[S]):
    """All entries of one scope and the state that ``apply`` folds them to, from ``start``.

    ``fold`` comes to the same for many at once, and quicker.
    """

    def __init__(
        self,
        start: S,
        apply: Callable[[S, Entry], S],
        entries: Iterable[Entry] = (),
        fold: Callable[[S, Sequence[Entry]], S] | None = None,
    ) -> None:
        self._start = start
        self._apply = apply
        self._fold = fold or self._one_by_one
        self._entries: dict[UUID, Entry] = {}
        self._changes: dict[UUID, list[Entry]] = {}
        self._about: dict[UUID, list[Entry]] = {}
        self._folded: list[Entry] = []
        self._lines: list[Line] | None = None  # the room asks after every touch: kept until a change or a late line
        self._state = start
        for entry in entries:
            if entry.id not in self._entries:
                self._keep(entry)
        self._refold()

    @property
    def state(self) -> S:
        """What the entries come to."""
        return self._state

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Every entry as it was written, in the order in which things happened."""
        return tuple(sorted(self._entries.values(), key=lambda entry: entry.order))

    @property
    def count(self) -> int:
        """How many entries there are: another number says that something was written."""
        return len(self._entries)

    def entry(self, id: UUID) -> Entry | None:
        """The entry of that id as it was written, or None."""
        return self._entries.get(id)

    def add(self, entry: Entry) -> S:
        """Take in one entry (again does nothing) and return the state after it."""
        if self._takes_in(entry):
            self._refold()
        return self._state

    def add_all(self, entries: Sequence[Entry]) -> S:
        """The same for several, one after the other."""
        last = self._folded[-1].order if self._folded else None
        ordered = [entry.order for entry in entries]
        is_plain = ordered == sorted(ordered) and (last is None or not ordered or last < ordered[0])
        if not is_plain or any(_is_change(entry) or entry.id in self._entries for entry in entries):
            if any([self._takes_in(entry) for entry in entries]):  # all of them, and folded anew once
                self._refold()
            return self._state
        for entry in entries:
            self._keep(entry)
        self._folded.extend(entries)
        self._lines = None
        self._state = self._fold(self._state, entries)
        return self._state

    def with_one_more(self, entry: Entry) -> S:
        """What the entries would come to with ``entry`` among them; takes nothing in."""
        return self.with_more((entry,))

    def with_more(self, entries: Iterable[Entry]) -> S:
        """What the entries would come to with these among them; takes nothing in."""
        return History(self._start, self._apply, [*self._entries.values(), *entries], self._fold).state

    def state_at(self, moment: datetime) -> S:
        """What was told, by now, of everything up to ``moment``."""
        state = self._start
        for entry in self._folded:
            if entry.observed_at <= moment:
                state = self._apply(state, entry)
        return state

    def line(self, id: UUID) -> Line | None:
        """How the line of that id reads now, or None when there is none."""
        first = self._entries.get(id)
        return None if first is None else self._read(first)

    def lines(self) -> tuple[Line, ...]:
        """Every line that is not itself a change, as it reads now, voided ones included, in the order of what happened."""
        if self._lines is None:
            found = [self._read(entry) for entry in self._entries.values() if not _is_change(entry)]
            self._lines = sorted(found, key=lambda line: line.entry.order)
        return tuple(self._lines)

    def about(self, participant: UUID) -> tuple[Entry, ...]:
        """The standing lines about one person, as they read now, in the order of what happened."""
        return tuple(line.entry for line in self.lines_about(participant) if line.voided is None)

    def lines_about(self, participant: UUID, by: datetime | None = None) -> tuple[Line, ...]:
        """Every line about one person that is not itself a change, as it reads now, in the order of what happened.

        ``by``: those up to that moment, as they read then: what was amended or withdrawn only later stood.
        """
        lines = [self._read(entry, by) for entry in self._about.get(participant, ()) if not _is_change(entry)]
        there = (line for line in lines if by is None or line.entry.observed_at <= by)
        return tuple(sorted(there, key=lambda line: line.entry.order))

    def folded_about(self, participant: UUID, by: datetime | None = None) -> tuple[Entry, ...]:
        """The standing lines about one person and what the withdrawn ones leave, as they are folded, now or ``by`` a moment."""
        return tuple(entry for line in self.lines_about(participant, by) for entry in _comes_to(line))

    def written_about(self, participant: UUID) -> tuple[Entry, ...]:
        """Every entry about one person as it was written, in the order in which things happened."""
        return tuple(sorted(self._about.get(participant, ()), key=lambda entry: entry.order))

    def _line_up(self, entry: Entry) -> None:
        """Put a line that came last after those that are known; where it did not come last they are read anew."""
        if self._lines is not None and (not self._lines or self._lines[-1].entry.order < entry.order):
            self._lines.append(Line(entry=entry, first=entry))
        else:
            self._lines = None

    def _takes_in(self, entry: Entry) -> bool:
        """Take in one entry (again does nothing); whether the lines have to be folded anew for it."""
        if entry.id in self._entries:
            return False
        self._keep(entry)
        late = bool(self._folded) and entry.order < self._folded[-1].order
        if isinstance(entry.fact, Amended | Voided) or late or entry.id in self._changes:
            return True
        if not isinstance(entry.fact, Confirmed):
            self._folded.append(entry)
            self._state = self._apply(self._state, entry)
            self._line_up(entry)
        return False

    def _keep(self, entry: Entry) -> None:
        self._entries[entry.id] = entry
        if entry.participant is not None:
            self._about.setdefault(entry.participant, []).append(entry)
        if isinstance(entry.fact, Amended | Voided | Confirmed):
            self._lines = None
            bisect.insort(self._changes.setdefault(entry.fact.target, []), entry, key=written)

    def _read(self, first: Entry, by: datetime | None = None) -> Line:
        """Changes in the order of writing, all or those ``by`` a moment: the last amendment counts, a void is for good."""
        now, amendments = first, []
        voided: Entry | None = None
        confirmed: Entry | None = None
        for change in self._changes.get(first.id, ()):
            fact = change.fact
            if by is not None and change.observed_at > by:
                continue
            if isinstance(fact, Voided):
                voided = voided or change
            elif isinstance(fact, Confirmed):
                confirmed = change
            else:
                amendments.append(change)
                confirmed = None
                now = _reread(now, change)
        return Line(entry=now, first=first, amendments=tuple(amendments), voided=voided, confirmed=confirmed)

    def _refold(self) -> None:
        self._lines = None
        self._folded = [entry for line in self.lines() for entry in _comes_to(line)]
        self._state = self._fold(self._start, self._folded)

    def _one_by_one(self, state: S, entries: Sequence[Entry]) -> S:
        for entry in entries:
            state = self._apply(state, entry)
        return state


def _reread(now: Entry, change: Entry) -> Entry:
    """The line as it reads after one more amendment."""
    fact = change.fact
    assert isinstance(fact, Amended)  # _keep lets nothing else in here
    return msgspec.structs.replace(
        now,
        fact=fact.fact or now.fact,
        observed_at=fact.observed_at or now.observed_at,
        moved_from=now.told_at if fact.observed_at else now.moved_from,
    )


def _comes_to(line: Line) -> Iterator[Entry]:
    """What is folded of a line: as it reads now while it stands, and what it leaves where it took another's place."""
    if line.voided is not None or line.is_amended:
        yield from left_by(line)  # before the line itself: what it took the place of is older than it
    if line.voided is None:
        yield line.entry


def _is_change(entry: Entry) -> bool:
    return isinstance(entry.fact, Amended | Voided | Confirmed)


def written(entry: Entry) -> tuple[int, bytes, int]:
    """Where an entry belongs in the order of writing; one that is not on disk yet is the last."""
    stamp = entry.stamp
    return (1 << 63, b"", 0) if stamp is None else (stamp.hlc, stamp.chain.bytes, stamp.seq)
