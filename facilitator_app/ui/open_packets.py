"""The handoffs of the session on screen as they read now, with what is typed and not saved yet.

Stands between the handoff's view models and the desk; composes each packet once for each state of the record.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING
from uuid import UUID

import msgspec
from PySide6.QtCore import QObject

from facilitator_app import text
from facilitator_app.faults import Refusal
from facilitator_app.handoff.desk import Desk
from facilitator_app.handoff.guard import Find
from facilitator_app.handoff.packet import Composition, Packet
from facilitator_app.handoff.passing import passed
from facilitator_app.handoff.pdf import Signature
from facilitator_app.handoff.reads import Reads
from facilitator_app.handoff.saved import Place, by_record, kept_as
from facilitator_app.handoff.signatures import signature_of
from facilitator_app.handoff.standing import reading_of
from facilitator_app.record.entry import Entry
from facilitator_app.record.handover import For, Whom
from facilitator_app.record.leave import Recipient
from facilitator_app.record.packets import Edit
from facilitator_app.session import Session
from facilitator_app.ui.half_typed import stood_of
from facilitator_app.ui.handoff_rows import Standing, standing
from facilitator_app.ui.packet_drafts import PacketDrafts

if TYPE_CHECKING:
    from facilitator_app.app import App


class OpenPackets:
    """Packets by person.  ``changed`` is called when the record or what is typed has changed."""

    def __init__(self, app: App, changed: Callable[[], None], parent: QObject) -> None:
        if app.session is None:
            raise Refusal("session.not_open")
        self.app = app
        self.session: Session = app.session
        self.desk = Desk(self.session, app.clinic_state(), app.clock, text.catalogue())
        self.drafts = PacketDrafts(app, self.session.scope, self._typed, parent)
        self._changed = changed
        self._composed: dict[UUID, Composition] = {}
        self._to: dict[UUID, Recipient] = {}
        self._whom: dict[tuple[UUID, Recipient], Whom] = {}
        self._read: dict[UUID, Reads] = {}
        self._found: dict[UUID, tuple[Find, ...]] = {}
        self._stop = self.session.listen(lambda _: self._written())

    def close(self) -> None:
        """Keep what was typed and hear nothing more."""
        self._stop()
        self._changed = lambda: None
        self.drafts.close()

    def to(self, person: UUID) -> Recipient | None:
        """To whom the handoff goes; None while nobody was chosen."""
        return self._to.get(person)

    def send_to(self, person: UUID, to: Recipient) -> None:
        """It goes to this one: what was edited for them, and the person's own words that may."""
        self._to[person] = to
        self._written()

    def whom(self, person: UUID) -> Whom | None:
        """Who of that kind it goes to, by name; None while nobody was named."""
        to = self.to(person)
        return self._whom.get((person, to)) if to is not None else None

    def goes_to(self, person: UUID) -> For:
        """For whom it is looked at: by name where somebody was named, else the kind, else all."""
        whom = self.whom(person)
        return whom if whom is not None and whom.name.strip() else self.to(person)

    def say_whom(self, person: UUID, whom: Whom) -> None:
        """It goes to this one."""
        self._whom[person, whom.to] = whom
        self._written()

    def composed(self, person: UUID) -> Packet:
        """What the record says by itself."""
        return self._made(person).packet

    def reads(self, person: UUID) -> Reads:
        """How it reads now, with what is typed and not saved."""
        if person not in self._read:
            drafts = {
                place: edit for place, edit in self._drafts(person).items() if place.to in (None, self.to(person))
            }
            self._read[person] = self.desk.reads(person, self.goes_to(person), drafts, self._made(person))
        return self._read[person]

    def packet(self, person: UUID) -> Packet:
        """The same as the packet that it comes to."""
        return self.reads(person).packet

    def is_unsaved(self, person: UUID) -> bool:
        """Whether something typed is not saved."""
        if not self._drafts(person):
            return False
        saved = self.desk.reads(person, self.goes_to(person), made=self._made(person))
        return saved.texts != self.reads(person).texts

    def finds(self, person: UUID) -> tuple[Find, ...]:
        """What shows somebody else, as it reads now, and was not let through."""
        if person not in self._found:
            let_through = passed(self.session.history, person)
            self._found[person] = self.desk.group().unpassed(self.packet(person), let_through)
        return self._found[person]

    def standing(self, person: UUID) -> Standing:
        """How far the handoff is."""
        return standing(self.session.history, self.reads(person), self.is_unsaved(person))

    def signature(self, person: UUID) -> Signature | None:
        """The signature under exactly this text, or None."""
        return signature_of(self.session.history, self.reads(person))

    def reading(self, person: UUID) -> Entry | None:
        """The line by which somebody has read exactly this text through, or None."""
        return reading_of(self.session.history, self.reads(person))

    def type(self, person: UUID, key: str, words: str) -> None:
        """A part reads so now; it is kept when the typing rests, with what stood behind it when the typing began."""
        read = self.reads(person)
        name = _drafted(Place(self.to(person), kept_as(key, medical=read.made.packet.medical)))
        edit = read.edits.get(key)
        stood = edit.stood if edit else read.stood[key]
        self.drafts.type(person, name, words, msgspec.json.encode(stood).decode())
        self._read.pop(person, None)

    def take_record(self, person: UUID, key: str) -> None:
        """A part reads what the record says by itself; a draft until it is saved."""
        self.type(person, key, by_record(self._made(person))[key])
        self.drafts.keep()

    async def save(self, person: UUID) -> None:
        """Save what was typed as lines of the record, one for each recipient it was typed for, and drop the drafts."""
        typed = self._drafts(person)
        for to in dict.fromkeys(place.to for place in typed):
            whom: For = self.goes_to(person) if to == self.to(person) else to
            now = self.desk.reads(person, whom)
            names = {kept_as(key, medical=now.made.packet.medical): key for key in now.texts}
            mine = {place: edit for place, edit in typed.items() if place.to == to and place.kept_as in names}
            texts = {names[place.kept_as]: edit.text or "" for place, edit in mine.items()}
            begun = {names[place.kept_as]: edit.stood for place, edit in mine.items()}
            await self.desk.save(person, texts, whom if to is not None else None, begun)
            await self.drafts.drop(person, map(_drafted, mine))
        self._written()

    def _made(self, person: UUID) -> Composition:
        if person not in self._composed:
            self._composed[person] = self.desk.composed(person, self.goes_to(person))
        return self._composed[person]

    def _drafts(self, person: UUID) -> dict[Place, Edit]:
        """What was typed and is not saved, for every recipient."""
        return {
            _place(name): Edit(text=words, stood=stood_of(stood))
            for name, (words, stood) in self.drafts.of(person).items()
        }

    def _written(self) -> None:
        self._composed.clear()
        self._typed()

    def _typed(self) -> None:
        self._read.clear()
        self._found.clear()
        self._changed()


def _drafted(place: Place) -> str:
    """The name of a draft: the place's own where nobody was chosen."""
    return f"{place.to.value}:{place.kept_as}" if place.to is not None else place.kept_as


def _place(name: str) -> Place:
    to, _, kept = name.rpartition(":")
    return Place(Recipient(to) if to else None, kept)
