"""Free text: a note, the person's own words, or what needs care.  A letter is on disk as a draft within a second or so.

What was begun some minutes ago is told for then, with the phase and the piece of then, unless it is said to be of now.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from PySide6.QtCore import QObject, QTimer
from PySide6.QtQuick import QQuickTextDocument
from shiboken6 import isValid

from facilitator_app.faults import Refusal
from facilitator_app.record.room import NeedsCare, Noted
from facilitator_app.text import render
from facilitator_app.ui.panels.desk import Act, Desk, PanelView
from facilitator_app.ui.panels.kept import OLD
from facilitator_app.ui.panels.moment import NOW, Chosen, chosen_of
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1

KINDS = ("note", "quote", "care")
_AT = "/at"
"""After a draft's key: the moment that its text is told for."""

LATEST = 1000
"""Milliseconds after which a letter is on its way to the disk as part of the draft, also while more are typed."""


@QmlElement
@QmlUncreatable("made by the program")
class WordsPanel(PanelView):
    """One text per person, or several, and kind; what is half-typed for one is never shown with another."""

    text_changed = Signal()
    kind_changed = Signal()
    draft_changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._kind = "note"
        self._texts: dict[str, str] = {}
        self._kept: dict[str, str] = {}
        self._moments: dict[str, Chosen] = {}
        self._since: dict[str, datetime] = {}  # when each was begun
        self._waiting = QTimer(self, interval=LATEST, singleShot=True)
        self._waiting.timeout.connect(self.keep_draft)
        self._shown = self.key
        desk.chosen_changed.connect(self._other)

    @property
    def key(self) -> str:
        """The draft's key: session, kind and person, or several ("room" for nobody)."""
        scope = self.desk.app.session.scope if self.desk.app.session else ""
        return f"session/{scope}/{self._kind}/{'+'.join(sorted(map(str, self._about))) or 'room'}"

    @property
    def _about(self) -> tuple[UUID, ...]:
        """Those whom the head of the panel names; nobody: the room."""
        return tuple(one for one in self.desk.chosen if one in self.desk.state.people)

    @Property("QVariantList", notify=text_changed)
    def kinds(self) -> list[dict[str, str]]:
        """Which kinds can be written: for nobody in particular only a note."""
        there = KINDS if self.desk.person else KINDS[:1]
        return [{"key": kind, "text": render(f"room_ui.kind_{kind}")} for kind in there]

    @Property(str, notify=kind_changed)
    def kind(self) -> str:
        """What is written."""
        return self._kind

    @Property(str, notify=kind_changed)
    def hint(self) -> str:
        """What belongs into the field."""
        return render(f"room_ui.hint_{self._kind}" if self._about else "room_ui.hint_room")

    @Property(str, notify=text_changed)
    def text(self) -> str:
        """What stands in the field."""
        return self._texts.get(self.key, self.desk.app.drafts.get(self.key, ""))

    @property
    def stands(self) -> bool:
        """Whether anything is typed."""
        return bool(self.text.strip())

    @property
    def asks(self) -> bool:
        """Words are of now unless another moment is chosen."""
        return False

    @property
    def chosen(self) -> Chosen:
        """The moment that what is typed is told for."""
        row, key = self.desk.moment_row, self.key
        chosen = self._moments.setdefault(key, row.settled(chosen_of(self.desk.app.drafts.get(key + _AT, ""))))
        since = self._since.get(key)
        return Chosen(since) if chosen == NOW and since is not None and self.desk.now - since >= OLD else chosen

    def choose_moment(self, chosen: Chosen) -> None:
        """It is told for this moment; what is said to be so now is as good as begun now."""
        self._moments[self.key] = chosen
        if self.stands:
            self._since[self.key] = self.desk.now
        self._wait()

    def _bind(self, stood: bool) -> None:
        """With the first letter the moment that was chosen is that of the text; with the last one gone it is free again."""
        row = self.desk.moment_row
        if self.stands and not stood:
            self._moments[self.key], self._since[self.key] = row.give(), self.desk.now
        elif stood and not self.stands:
            row.give_back(self.chosen)
            self._moments[self.key] = NOW
            self._since.pop(self.key, None)
        row.look()

    @Property(str, notify=draft_changed)
    def draft(self) -> str:
        """Whether the text is safe as a draft; and when it was begun, where that is the moment it is told for."""
        if not self.text:
            return ""
        since, kept = self._since.get(self.key), self._kept.get(self.key, self.desk.app.drafts.get(self.key))
        if since is not None and self.chosen == Chosen(since):
            return render("room_ui.not_saved_typed", typed=self.desk.moment_row.told_at(since))
        return render("room_ui.draft_kept") if kept == self.text else render("room_ui.draft_typing")

    @Slot(str)
    def choose(self, kind: str) -> None:
        """Write another kind; the half-typed text of this one stays its own."""
        self.keep_draft()
        self._kind = kind
        self._other()

    @Slot(QObject)
    def read(self, document: QQuickTextDocument) -> None:
        """What stands in the field's document, to the character: its plain text would turn some spaces into others."""
        self.type(document.textDocument().toRawText().replace("\u2029", "\n"))

    @Slot(str)
    def type(self, text: str) -> None:
        """What stands in the field now."""
        if text == self.text:
            return
        stood = self.stands
        self._texts[self.key] = text
        self._bind(stood)
        if self.refusal:
            self.tell(None)
        self._wait()
        self.draft_changed.emit()

    def _wait(self) -> None:
        if not self._waiting.isActive():
            self._waiting.start()

    @Slot()
    def _other(self) -> None:
        if self._waiting.isActive():
            self._waiting.stop()
            self._keep(self._shown)
        if self.desk.person is None:
            self._kind = "note"
        self._shown = self.key
        self.desk.moment_row.look()
        self.tell(None)
        self.kind_changed.emit()
        self.text_changed.emit()
        self.draft_changed.emit()

    @Slot()
    def keep_draft(self) -> None:
        """Keep the draft now."""
        self._waiting.stop()
        self._keep(self.key)

    def _keep(self, key: str) -> None:
        app, spawn = self.desk.app, self.desk.app.faults.spawn
        if key in self._texts and self._texts[key] != self._kept.get(key):
            spawn(self._keep_on_disk(key, self._texts[key]), "draft", to_the_end=True)
        told = self._moments.get(key, NOW)
        told = Chosen(self._since[key]) if told == NOW and key in self._since else told
        at = self.desk.moment_row.settled(told).kept if self._texts.get(key, "x") else ""
        if key in self._moments and at != app.drafts.get(key + _AT, ""):
            app.drafts[key + _AT] = at  # the next screen may ask before the disk has it
            spawn(app.keep_draft(key + _AT, at), "draft", to_the_end=True)

    async def _keep_on_disk(self, key: str, text: str) -> None:
        await self.desk.app.keep_draft(key, text)
        self._kept[key] = text
        if isValid(self):
            self.draft_changed.emit()

    @Slot()
    def save(self) -> None:
        """Write it down as typed."""
        key, text, about = self.key, self.text, self._about
        self._waiting.stop()
        try:
            act = self._act_for(text, key, about)
        except Refusal as refusal:
            self.tell(refusal)
            return
        whom = self.desk.whom(about) if about else render("room_ui.the_room")
        said = render("room_ui.saved", whom=whom, what=render(f"room_ui.kind_{self._kind}"))
        self.do(act, said, self._done(key), of=self)

    @Slot()
    def save_quote(self) -> None:
        """Write down what stands in the note as the person's own words."""
        key, text = self.key, self.text
        self._waiting.stop()
        try:
            Noted(text=text)
            who = self.desk.the_person()
        except Refusal as refusal:
            self.tell(refusal)
            return
        said = render("room_ui.saved", whom=self.desk.whom(), what=render("room_ui.kind_quote"))
        session = self.desk.session
        self.do(lambda at: session.quote(who.id, text, at=at, ends_draft=key), said, self._done(key), of=self)

    def _act_for(self, text: str, key: str, about: tuple[UUID, ...]) -> Act:
        session = self.desk.session
        if self._kind == "quote":  # of one person alone
            Noted(text=text)
            return lambda at: session.quote(about[0], text, at=at, ends_draft=key)
        fact = NeedsCare(text=text) if self._kind == "care" else Noted(text=text)
        return lambda at: session.write(fact, about, at=at, ends_draft=key)

    def _done(self, key: str) -> Callable[[], None]:
        def done() -> None:
            self._texts[key] = ""
            self._kept[key] = ""
            self.desk.app.drafts.pop(key, None)
            self._keep(key)
            self._moments[key] = NOW
            self._since.pop(key, None)
            self.desk.moment_row.look()
            self.text_changed.emit()
            self.draft_changed.emit()

        return done
