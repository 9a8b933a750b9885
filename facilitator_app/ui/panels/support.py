"""A support call: silent, answered by somebody, settled with what was done."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from facilitator_app.faults import Refusal
from facilitator_app.record import room
from facilitator_app.record.entry import Fact
from facilitator_app.record.state import Support
from facilitator_app.text import render
from facilitator_app.ui.panels.desk import Desk
from facilitator_app.ui.panels.done_by import ByPanel
from facilitator_app.ui.panels.kept import Kept, Standing
from facilitator_app.ui.panels.observe import not_gone
from facilitator_app.ui.times import said
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1

_WANTED = ("presence", "hand", "water", "bucket", "blanket", "bathroom", "provider")
_DONE = ("sat_with", "held_hand", "words", "water", "moved", "provider_saw")


@QmlElement
@QmlUncreatable("made by the program")
class SupportPanel(ByPanel):
    """``stage``: none, called, answered."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._done_text = ""
        self._by.changed.connect(self.changed)
        self._shown: tuple[object, ...] = ()
        self._kept = Kept(desk, "support", self._standing, self._stand)

    def _call(self) -> Support | None:
        return self.desk.person.support if self.desk.person else None

    @Property(str, notify=changed)
    def stage(self) -> str:
        """Where the call is."""
        call = self._call()
        return "none" if call is None else "called" if call.answered_at is None else "answered"

    @Property(str, notify=changed)
    def told_so_far(self) -> str:
        """Since when, what is wanted, who is there."""
        call = self._call()
        if call is None:
            return ""
        text = render("room_ui.support_since", since=said(self.desk.now - call.since))
        if call.wanted:
            text += ": " + call.wanted
        if call.answered_at is not None:
            name = self.desk.state.staff_name(call.answered_by)
            since = said(self.desk.now - call.answered_at)
            text += "\n" + render("room_ui.support_with", name=name, since=since)
        return text

    @Property(str, notify=changed)
    def answer_act(self) -> str:
        """What one touch says: that who is at the screen is there, or another."""
        name = self._by.other
        return render("room_ui.support_is_with", name=name) if name else render("room_ui.support_i_am_with")

    @Property("QVariantList", constant=True)
    def wishes(self) -> list[dict[str, str]]:
        """What may be wanted; the call can be made without saying."""
        return [{"key": key, "text": render(f"room_ui.wanted_{key}")} for key in _WANTED]

    @Property("QVariantList", constant=True)
    def deeds(self) -> list[dict[str, str]]:
        """What may have been done."""
        return [{"key": key, "text": render(f"room_ui.done_{key}")} for key in _DONE]

    @Property(str, notify=changed)
    def done_text(self) -> str:
        """What was done, in words."""
        return self._done_text

    def _standing(self) -> Standing:
        return {"done": self._done_text} if self._done_text.strip() else {}

    def _stand(self, found: Standing) -> None:
        self._done_text = found.get("done", "")
        self._by.again()
        self.tell(None)
        self.changed.emit()

    def refresh(self) -> None:
        """The record changed, or a second has passed: tell it when something differs."""
        self._by.refresh()
        shown = (self.stage, self.told_so_far)
        if shown != self._shown:
            self._shown = shown
            self.changed.emit()

    @Slot(str)
    def call(self, wanted: str) -> None:
        """Support is wanted; ``wanted`` may be empty."""
        state = self.desk.state
        try:
            there = self.desk.chosen if self.desk.person else not_gone(self.desk)
        except Refusal as refusal:
            self.tell(refusal)
            return
        waiting = [one for one in there if one in state.people and state.people[one].support is not None]
        people = tuple(one for one in there if one not in waiting)  # of several: whose call is open has one
        self._write(room.SupportCalled(wanted=wanted), "room_ui.support_called", people=people or there)

    @Slot()
    def answer(self) -> None:
        """Who is at the screen is with the person, or another who was chosen."""
        name = self._by.other
        said = render("room_ui.support_answered_by", name=name) if name else render("room_ui.support_answered")
        self._do(room.SupportAnswered(), said, self.desk.chosen, self._answered, by=self._by.by)

    def _answered(self) -> None:
        self._by.again()
        self.refresh()

    @Slot(str)
    def add_deed(self, deed: str) -> None:
        """One more thing that was done."""
        self.type(f"{self._done_text}, {deed}" if self._done_text else deed)

    @Slot(str)
    def type(self, text: str) -> None:
        """What was done, as typed."""
        self._done_text = text
        self.changed.emit()
        self._kept.typed()

    @Slot()
    def settle(self) -> None:
        """The call is over."""
        self._write(room.SupportSettled(done=self._done_text), "room_ui.support_settled", clear=True)

    def _write(self, fact: Fact, said_key: str, *, clear: bool = False, people: tuple[UUID, ...] | None = None) -> None:
        people = self.desk.chosen if people is None else people
        draft, done = (self._kept.ends(), self._kept.written()) if clear else (None, self.refresh)
        self._do(fact, render(said_key), people, done, draft=draft, of=self._kept if clear else None)

    def _do(
        self,
        fact: Fact,
        what: str,
        people: tuple[UUID, ...],
        done: Callable[[], None],
        *,
        draft: str | None = None,
        by: UUID | None = None,
        of: Kept | None = None,
    ) -> None:
        said = render("room_ui.saved", whom=self.desk.whom(people), what=what)
        write = self.desk.session.write
        self.do(lambda at: write(fact, people, by=by, at=at, ends_draft=draft), said, done, form=False, of=of)
