"""The handoffs of the session on screen as they read now, with what is typed and not saved yet.

Stands between the handoff's view models and the desk; composes each packet once for each state of the record.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject

from facilitator_app import text
from facilitator_app.faults import Refusal
from facilitator_app.handoff.desk import Desk, signature_of
from facilitator_app.handoff.group import group_of, passed_marks
from facilitator_app.handoff.guard import Find, unpassed
from facilitator_app.handoff.packet import SECTIONS, Packet, compose
from facilitator_app.handoff.pdf import Signature
from facilitator_app.handoff.saved import key_of, last_saved, with_saved
from facilitator_app.record.leave import Recipient
from facilitator_app.session import Session
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
        self._composed: dict[UUID, Packet] = {}
        self._to: dict[UUID, Recipient] = {}
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
        """It goes to this one: the person's own words in it are those that may."""
        self._to[person] = to
        self._written()

    def composed(self, person: UUID) -> Packet:
        """What the record says by itself."""
        if person not in self._composed:
            known = self.app.clinic_state().participants.get(person)
            told = known.told if known else None
            self._composed[person] = compose(self.session.history, person, told, text.catalogue(), self.to(person))
        return self._composed[person]

    def saved(self, person: UUID) -> Packet:
        """With the texts that were saved last."""
        saved = last_saved(self.session.history, person)
        composed = self.composed(person)
        return with_saved(self.session.history, composed, saved, self.to(person)) if saved else composed

    def packet(self, person: UUID) -> Packet:
        """With what is typed and not saved."""
        return self.saved(person).edited(self._unsaved(person))

    def is_unsaved(self, person: UUID) -> bool:
        """Whether something typed is not saved."""
        saved = self.saved(person).sections
        return any(saved.get(section) != typed for section, typed in self._unsaved(person).items())

    def finds(self, person: UUID) -> tuple[Find, ...]:
        """What shows somebody else, as it reads now, and was not let through."""
        if person not in self._found:
            group = group_of(self.session.history, self.app.clinic_state())
            passed = passed_marks(self.session.history, person)
            self._found[person] = unpassed(group.in_packet(self.packet(person)), passed)
        return self._found[person]

    def standing(self, person: UUID) -> Standing:
        """How far the handoff is."""
        return standing(self.session.history, self.packet(person), self.is_unsaved(person))

    def signature(self, person: UUID) -> Signature | None:
        """The signature under exactly this text, or None."""
        return signature_of(self.session.history, self.packet(person))

    def type(self, person: UUID, section: str, words: str) -> None:
        """A section reads so now; it is kept when the typing rests."""
        self.drafts.type(person, key_of(section, self.composed(person).medical), words)

    async def save(self, person: UUID) -> None:
        """Save what was typed as a line of the record, and drop the drafts."""
        if self.is_unsaved(person):
            await self.desk.save(person, self.packet(person).sections, self.to(person))
        await self.drafts.drop(person)
        self._written()

    def _unsaved(self, person: UUID) -> dict[str, str]:
        """What was typed and belongs to the cut that is open, by section."""
        typed, medical = self.drafts.of(person), self.composed(person).medical
        return {key: typed[key_of(key, medical)] for key in SECTIONS if key_of(key, medical) in typed}

    def _written(self) -> None:
        self._composed.clear()
        self._typed()

    def _typed(self) -> None:
        self._found.clear()
        self._changed()
