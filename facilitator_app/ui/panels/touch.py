"""Touch of one person: what is agreed to, in general and per member of the team, for safety, asked for and done."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import msgspec

from facilitator_app.faults import Refusal
from facilitator_app.record.entry import Fact
from facilitator_app.record.touch import Consent, Extent, SafetyTouchAgreed, Touch, TouchAgreed, TouchAsked, TouchDone
from facilitator_app.text import catalogue, render, word
from facilitator_app.ui.panels.desk import Desk
from facilitator_app.ui.panels.done_by import ByPanel
from facilitator_app.ui.panels.kept import Kept, Standing
from facilitator_app.ui.times import said
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot
from facilitator_app.wording import agreed_touch, consent

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1

_DEEDS = ("hand", "shoulder", "feet", "blanket", "held")
_BUT_NOT = "but_not"
"""The field of what is left out; with whose consent it is of behind it, after a colon."""


@QmlElement
@QmlUncreatable("made by the program")
class TouchPanel(ByPanel):
    """Each change is a line.  ``whose`` is the member of the team the next consent is for; empty: everybody."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._whose = ""
        self._for_safety = False
        self._typed: Standing = {}
        self._shown: tuple[object, ...] = ()
        desk.chosen_changed.connect(self._other)
        self._kept = Kept(desk, "touch", self._standing, self._stand)

    @property
    def _touch(self) -> Touch:
        return self.desk.person.consent if self.desk.person else Touch()

    def _now(self) -> Consent | None:
        """What holds for whom the next consent is."""
        return self._touch.of(UUID(self._whose) if self._whose else None)

    @Property("QVariantList", notify=changed)
    def lines(self) -> list[str]:
        """What is agreed to and what was asked for last, a line each."""
        person, there = self.desk.person, self._touch
        if person is None:
            return []
        general = agreed_touch(person, catalogue())
        lines = [render("touch_ui.general", text=general) if general else render("room_ui.touch_unknown")]
        for staff, own in there.by_staff.items():
            lines.append(render("touch.from", name=there.names[staff], text=consent(own, catalogue())))
        if there.safety is not None:
            text = render("touch.safety_yes" if there.safety else "touch.safety_no")
            more = f": {there.safety_words}" if there.safety_words else ""
            lines.append(render("touch_ui.safety_is", text=text + more))
        if there.asked_at is not None:
            lines.append(render("touch_ui.asked_last", text=there.asked, age=said(self.desk.now - there.asked_at)))
        return lines

    @Property("QVariantList", notify=changed)
    def team(self) -> list[dict[str, str]]:
        """Whom the next consent is for."""
        there = [member for member in self.desk.state.staff.values() if member.left is None]
        everybody = {"key": "", "text": render("touch_ui.everybody")}
        return [everybody, *({"key": str(member.id), "text": member.name} for member in there)]

    @Property(str, notify=changed)
    def whose(self) -> str:
        """The one chosen."""
        return self._whose

    @Property("QVariantList", constant=True)
    def extents(self) -> list[dict[str, str]]:
        """How far touch may go, from the narrowest."""
        return [{"key": extent.value, "text": word(extent)} for extent in Extent]

    @Property(str, notify=changed)
    def extent(self) -> str:
        """How far it may go now."""
        now = self._now()
        return now.extent.value if now else ""

    @Property(bool, notify=changed)
    def each_time(self) -> bool:
        """Whether it is asked each time."""
        now = self._now()
        return bool(now and now.ask_each_time)

    @Property(str, notify=changed)
    def but_not(self) -> str:
        """What is left out: as half typed, else as it is."""
        now = self._now()
        return self._typed.get(self._keyed(_BUT_NOT), now.but_not if now else "")

    @Property(str, notify=changed)
    def safety(self) -> str:
        """What is half typed of touch for safety."""
        return self._typed.get("safety", "")

    @Property(str, notify=changed)
    def other(self) -> str:
        """What is half typed of what was done."""
        return self._typed.get("other", "")

    @Property("QVariantList", constant=True)
    def deeds(self) -> list[dict[str, str]]:
        """What may be asked for, or done."""
        return [{"key": key, "text": render(f"touch_ui.deed_{key}")} for key in _DEEDS]

    @Property(bool, notify=changed)
    def for_safety(self) -> bool:
        """Whether what was done was for safety."""
        return self._for_safety

    def refresh(self) -> None:
        """The record changed, or a second has passed."""
        self._by.refresh()
        shown = (self.lines, self.team, self.extent, self.each_time, self.but_not, self.safety, self.other)
        if shown != self._shown:
            self._shown = shown
            self.changed.emit()

    @Slot()
    def _other(self) -> None:
        self._whose, self._for_safety, self._shown = "", False, ()
        self.tell(None)
        self.changed.emit()

    # ------------------------------------------------------------- what is typed
    def _keyed(self, name: str) -> str:
        return f"{name}:{self._whose}" if name == _BUT_NOT else name

    def _standing(self) -> Standing:
        typed = {field: text for field, text in self._typed.items() if text.strip()}
        return self._by.beside(typed) if "other" in typed else typed

    def _stand(self, found: Standing) -> None:
        self._typed = {field: text for field, text in found.items() if field != "by"}
        self._by.choose(found.get("by", ""))
        whose = [field.partition(":")[2] for field in found if field.startswith(_BUT_NOT)]
        if not self._whose and "" not in whose:
            self._whose = next(iter(whose), "")  # what waits is to be seen
        self.changed.emit()

    @Slot(str, str)
    def type(self, name: str, text: str) -> None:
        """What stands in ``but_not``, ``safety`` or ``other``."""
        self._typed[self._keyed(name)] = text
        self._kept.typed()

    # ------------------------------------------------------------- what is done
    @Slot(str)
    def choose(self, whose: str) -> None:
        """The next consent is for this one, or for everybody."""
        self._whose = whose
        self.tell(None)
        self.changed.emit()

    @Slot(str)
    def agree(self, extent: str) -> None:
        """Touch may go so far."""
        now = self._now() or Consent(extent=Extent.NONE)
        self._agree(msgspec.structs.replace(now, extent=Extent(extent)))

    @Slot(bool)
    def ask_each_time(self, asked: bool) -> None:
        """It is asked each time, or not."""
        now = self._now()
        if now is None:
            self.tell(Refusal("touch_ui.first_how_far"))
        else:
            self._agree(msgspec.structs.replace(now, ask_each_time=asked))

    @Slot(str)
    def leave_out(self, text: str) -> None:
        """This is left out."""
        now = self._now()
        if now is None:
            self.tell(Refusal("touch_ui.first_how_far"))
        else:
            self._agree(msgspec.structs.replace(now, but_not=text), self._keyed(_BUT_NOT))

    def _agree(self, new: Consent, *typed: str) -> None:
        staff = UUID(self._whose) if self._whose else None
        try:
            fact = TouchAgreed(
                extent=new.extent,
                ask_each_time=new.ask_each_time,
                but_not=new.but_not,
                staff=staff,
                staff_name=self.desk.state.staff_name(staff),
            )
        except Refusal as refusal:
            self.tell(refusal)
            return
        self._write(fact, render("room_ui.touch_is", consent=consent(new, catalogue())), *typed)

    @Slot(bool, str)
    def agree_safety(self, agreed: bool, words: str) -> None:
        """Touch for safety is agreed to beforehand, or not."""
        self._make(lambda: SafetyTouchAgreed(agreed=agreed, words=words), "touch_ui.safety", "safety")

    @Slot(str)
    def ask(self, text: str) -> None:
        """The person asks for this."""
        self._make(lambda: TouchAsked(text=text), "touch_ui.asked")

    @Slot(bool)
    def set_for_safety(self, for_safety: bool) -> None:
        """What is written down next was for safety."""
        self._for_safety = for_safety
        self.changed.emit()

    @Slot(str)
    def did(self, text: str) -> None:
        """This was done."""
        for_safety, typed = self._for_safety, ("other", "by") if text == self.other else ()
        self._make(lambda: TouchDone(text=text, for_safety=for_safety), "touch_ui.done", *typed, by=self._by.by)

    def _make(self, make: Callable[[], Fact], what: str, *typed: str, by: UUID | None = None) -> None:
        try:
            fact = make()
        except Refusal as refusal:
            self.tell(refusal)
            return
        self._write(fact, render(what), *typed, by=by)

    def _write(self, fact: Fact, what: str, *typed: str, by: UUID | None = None) -> None:
        """Write it down; ``typed`` are the fields whose words it is made of."""
        people, draft = self.desk.chosen, self._kept.ends(*typed) if typed else None
        text = render("room_ui.saved", whom=self.desk.whom(), what=what)
        gone = self._kept.written(*typed) if typed else None

        def done() -> None:
            if gone is not None:
                gone()
            self._for_safety, self._shown = False, ()
            if isinstance(fact, TouchDone):
                self._by.again()
            self.refresh()

        write, of = self.desk.session.write, self._kept if typed else None
        self.do(lambda at: write(fact, people, by=by, at=at, ends_draft=draft), text, done, form=False, of=of)
