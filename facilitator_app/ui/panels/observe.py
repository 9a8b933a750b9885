"""Observations by one touch: the programme's words, for the person chosen, for several or for all.

Where each word lies is settled by what was used before the session was opened, and stays while it runs: hands learn places.
The most used ones lie where the thumb is, the others above them in the order of their groups.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple
from uuid import UUID

from shiboken6 import isValid

from facilitator_app.faults import Refusal
from facilitator_app.record.programme import Word
from facilitator_app.record.room import Observed
from facilitator_app.record.state import SessionState
from facilitator_app.record.words import GROUPS
from facilitator_app.session import Session
from facilitator_app.text import render
from facilitator_app.ui.names import called
from facilitator_app.ui.panels.desk import Desk, PanelView
from facilitator_app.ui.rows import Rows
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot
from facilitator_app.ui.words_editor import group_name

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1

OFTEN = 6
"""How many words lie within reach of a thumb where the panel is high enough."""

TREMBLE_S = 0.4
"""A word touched again within so many seconds for the same people is one touch of a hand that trembles."""


class WordRow(NamedTuple):
    """A word that can be touched; ``odd`` tells its group from the one before and the one after."""

    key: str
    label: str
    group: str
    picture: str
    odd: bool


@QmlElement
@QmlUncreatable("made by the program")
class ObservePanel(PanelView):
    """The words on show.  A touch is an entry for everybody chosen."""

    looked = Signal()
    counted = Signal()
    written = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._words = Rows(WordRow, self)
        self._often = Rows(WordRow, self)
        self._room = OFTEN
        self._count = 0
        self._used: Counter[str] = Counter()
        self._seen: Session | None = None
        self._last: tuple[str, tuple[UUID, ...], float] = ("", (), 0.0)
        self.refresh()

    @Property(Rows, constant=True)
    def words(self) -> Rows:
        """The words that are not used most, in the order of their groups."""
        return self._words

    @Property(Rows, constant=True)
    def often(self) -> Rows:
        """The words used most in the session before, where the thumb is; they keep the programme's order among themselves.

        Of words that were used as often, the first of each group come first.
        """
        return self._often

    @Property(int, notify=counted)
    def count(self) -> int:
        """How many words there are."""
        return self._count

    @Property(str, notify=looked)
    def longest(self) -> str:
        """The longest part of a word that cannot be broken."""
        programme = self.desk.state.programme
        parts = (part for word in (programme.words if programme else ()) for part in word.label.split())
        return max(parts, key=len, default="")

    @Slot(int)
    def has_room_for(self, many: int) -> None:
        """How many words lie within reach."""
        if many != self._room:
            self._room = many
            self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Show the words of the session's programme.  Nothing moves while the session runs."""
        if self.desk.app.session is not self._seen:
            self._seen, self._used = self.desk.app.session, Counter()
            if self._seen is not None:
                self.desk.app.faults.spawn(self._look_back(self._seen), "words used before")
        programme = self.desk.state.programme
        words = programme.words if programme else ()
        often = _most_used(words, self._used)[: self._room]
        order = _in_order(words)
        self._often.show([_row(word, order) for word in words if word in often])
        rest = sorted((word for word in words if word not in often), key=lambda word: order.index(word.group))
        self._words.show([_row(word, order) for word in rest])
        self.looked.emit()
        if len(words) != self._count:
            self._count = len(words)
            self.counted.emit()

    async def _look_back(self, session: Session) -> None:
        """Count the words of the last session of this programme that was over before this one was opened."""
        app, state = self.desk.app, session.state
        opened, key = state.opened_at, state.programme.key if state.programme else ""
        over = [
            one
            for one in app.clinic_state().sessions.values()
            if one.programme == key and one.ended_at is not None and opened is not None and one.ended_at <= opened
        ]
        if not over:
            return
        before = await app.read_session(max(over, key=lambda one: one.planned_at).id)
        if isValid(self) and app.session is session:
            facts = (entry.fact for entry in before.history.entries)
            self._used = Counter(fact.word for fact in facts if isinstance(fact, Observed))
            self.refresh()

    @Slot(str)
    def touch(self, key: str) -> None:
        """Log the word for everybody chosen, at once; of several for those who are in the room at that moment."""
        people = seen_here(self.desk)
        if not people:
            self.tell(Refusal("room_ui.nobody_here" if self.desk.chosen else "room_ui.choose_somebody"))
            return
        last, self._last = self._last, (key, people, self.desk.app.clock.monotonic())
        if last[:2] == (key, people) and self._last[2] - last[2] < TREMBLE_S:
            return
        label = next((row[1] for row in (*self._often.rows, *self._words.rows) if row[0] == key), key)
        said = said_of(self.desk, people, label)
        self.do(lambda at: self.desk.session.observe(people, key, at=at), said, form=False)
        self.written.emit()


def as_then(desk: Desk) -> SessionState:
    """How everybody was at the moment that is chosen."""
    try:
        at = desk.moment_row.at(None)
    except Refusal:  # a time that is none is refused when the word is written
        at = None
    return desk.session.history.state_at(at) if at else desk.state


def seen_here(desk: Desk) -> tuple[UUID, ...]:
    """Whom a word for those chosen is about: nobody sees several at once of whom one is out of the room."""
    if len(desk.chosen) < 2:
        return desk.chosen
    there = {one.id for one in as_then(desk).people.values() if one.out is None and one.away is None}
    return tuple(one for one in desk.chosen if one in there)


def not_gone(desk: Desk) -> tuple[UUID, ...]:
    """Those chosen who had no way out by the moment that is chosen.  Refuses where nobody is left."""
    then = as_then(desk).people
    gone = [then[one] for one in desk.chosen if one in then and then[one].out is not None]
    if gone and len(gone) == len(desk.chosen):
        raise Refusal("room_ui.gone", name=called(gone[0], desk.state))
    return tuple(one for one in desk.chosen if one not in {person.id for person in gone})


def said_of(desk: Desk, people: tuple[UUID, ...], what: str) -> str:
    """What is saved of these people, and of whom of those chosen it is not."""
    said = render("room_ui.saved", whom=desk.whom(people), what=what)
    left_out = tuple(one for one in desk.chosen if one not in people)
    return render("room_ui.not_of", said=said, whom=desk.whom(left_out)) if left_out else said


def _most_used(words: Sequence[Word], used: Mapping[str, int]) -> list[Word]:
    """The words by how often they were used; those used as often by their place in their group."""
    groups: Counter[str] = Counter()
    place = {}
    for word in words:
        place[word.key] = groups[word.group]
        groups[word.group] += 1
    return sorted(words, key=lambda word: (-used.get(word.key, 0), place[word.key]))


def _in_order(words: Sequence[Word]) -> list[str]:
    """The groups there are: the known ones in their order, then a programme's own."""
    there = dict.fromkeys(word.group for word in words)
    return [*(group for group in GROUPS if group in there), *(group for group in there if group not in GROUPS)]


def _row(word: Word, order: Sequence[str]) -> WordRow:
    return WordRow(word.key, word.label, group_name(word.group), word.icon, order.index(word.group) % 2 == 1)
