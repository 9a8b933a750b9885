"""A record that does not open, on the way in: what is wrong, where it lies, and the copy to go on with.  Asks once."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from shiboken6 import isValid

from facilitator_app.app import App
from facilitator_app.faults import Refusal, Trouble
from facilitator_app.text import render, say
from facilitator_app.ui.files import FilePicker
from facilitator_app.ui.notices import Form
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot

if TYPE_CHECKING:
    from facilitator_app.mending import Weighed

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by the program")
class MendingView(QObject):
    """Up while the door has a record that did not open.  ``mended`` says in words what the record is now."""

    changed = Signal()
    mended = Signal(str)

    def __init__(self, app: App, files: FilePicker, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._files = files
        self._newest: Weighed | None = None
        self._offer: Weighed | None = None
        self._why_not = ""
        self._doing = ""
        self._asking = ""
        self._form = Form(app.faults, "mend the record", (), self)
        self._form.changed.connect(self.changed)

    # ------------------------------------------------------------ what is wrong
    @Property(bool, notify=changed)
    def up(self) -> bool:
        """Whether there is a record to mend."""
        return self._app.door.mending is not None

    @Property(str, notify=changed)
    def title(self) -> str:
        """What is wrong, in a few words."""
        trouble = self._trouble()
        return render(f"mending.title.{_kind(trouble)}") if trouble else ""

    @Property(str, notify=changed)
    def what(self) -> str:
        """What is wrong and what was done about it."""
        trouble = self._trouble()
        return render(f"mending.what.{_kind(trouble)}", **trouble.values) if trouble else ""

    @Property(str, notify=changed)
    def aside(self) -> str:
        """Where the damaged file was put, or empty."""
        trouble, mending = self._trouble(), self._app.door.mending
        if trouble is None or mending is None or mending.aside is None:
            return ""
        return render(f"mending.aside.{_kind(trouble)}", aside=mending.aside)

    # ------------------------------------------------------------ the copy
    @Property(str, notify=changed)
    def doing(self) -> str:
        """What is under way, in words, or empty."""
        return self._doing if self._form.busy else ""

    @Property(str, notify=changed)
    def copy(self) -> str:
        """Which copy is offered and of when, or that there is none."""
        if self._offer is None:
            return self._why_not
        key = "newest" if self._is_newest() else "chosen"
        return render(f"mending.copy.{key}", at=self._at(self._offer))

    @Property(str, notify=changed)
    def lacks(self) -> str:
        """What the copy has, what it lacks if that is known, and where it lies."""
        offer, mending = self._offer, self._app.door.mending
        if offer is None or mending is None:
            return ""
        said = [render(f"mending.copy.lacks_{_how_many(offer.missing)}", lines=offer.lines, missing=offer.missing or 0)]
        if self._is_newest() and mending.passed_over:
            how = "one" if mending.passed_over == 1 else "some"
            said.append(render(f"mending.copy.passed_over_{how}", count=mending.passed_over))
        if self._newest is not None and offer.taken_at < self._newest.taken_at:
            said.append(render("mending.copy.older", at=self._at(self._newest)))
        return " ".join(said)

    @Property(str, notify=changed)
    def place(self) -> str:
        """Where the offered copy lies, or empty."""
        return render("mending.file", place=self._offer.copy) if self._offer else ""

    @Property(str, notify=changed)
    def go_on_text(self) -> str:
        """What the control to go on with the copy says, or empty when there is no copy to go on with."""
        return render("mending.act.go_on", at=self._clock_of(self._offer)) if self._offer else ""

    @Property(bool, notify=changed)
    def is_chosen(self) -> bool:
        """Whether the copy on offer is another than the newest."""
        return self._offer is not None and not self._is_newest()

    @Property(bool, notify=changed)
    def can_do_without(self) -> bool:
        """Whether the record can be opened without the lines it lost."""
        trouble = self._trouble()
        return trouble is not None and trouble.key == "journal.truncated"

    @Property(str, notify=changed)
    def needs(self) -> str:
        """What is needed before anything can be done about it, in words, or empty."""
        mending = self._app.door.mending
        return render("mending.by_passphrase") if mending is not None and not mending.may_mend else ""

    @Property(str, notify=changed)
    def asking(self) -> str:
        """What is asked before it happens: go_on, without, or empty."""
        return self._asking

    @Property(str, notify=changed)
    def question(self) -> str:
        """What it would come to, in words."""
        if self._asking == "without":
            trouble = self._trouble()
            return render("mending.ask.without", lines=trouble.values["lines"]) if trouble else ""
        if self._asking != "go_on" or self._offer is None:
            return ""
        said = [render("mending.ask.go_on", at=self._clock_of(self._offer))]
        if self._offer.missing != 0:
            said.append(render(f"mending.ask.lost_{_how_many(self._offer.missing)}", missing=self._offer.missing or 0))
        return " ".join([*said, render("mending.ask.kept")])

    @Property(str, notify=changed)
    def yes_text(self) -> str:
        """What saying yes is called."""
        return render("mending.act.yes_without" if self._asking == "without" else "mending.act.yes")

    @Property(str, notify=changed)
    def error(self) -> str:
        """Why the last try came to nothing, in words; what was there is still there."""
        return self._form.general

    # ------------------------------------------------------------ what people do
    @Slot()
    def look(self) -> None:
        """Look for the newest good copy."""
        self._asking, self._why_not = "", ""
        self._newest = self._offer = None
        self._try("mending.looking", self._look)

    @Slot()
    def look_elsewhere(self) -> None:
        """Ask where another copy lies."""
        self._files.ask(render("mending.pick.title"), render("mending.pick.here"), self._chosen, (".db", ".json"))
        mending = self._app.door.mending
        there = [place for place in (mending.places() if mending else ()) if place.is_dir()]
        if there:
            self._files.go(str(there[-1]))

    @Slot(str)
    def ask(self, what: str) -> None:
        """Ask before it happens (``go_on``, ``without``); empty asks no more."""
        self._asking = what
        self.changed.emit()

    @Slot()
    def yes(self) -> None:
        """It was asked, and the answer is yes."""
        what, self._asking = self._asking, ""
        if what == "go_on" and self._offer is not None:
            self._try("mending.putting", self._go_on)
        elif what == "without":
            self._try("mending.putting", self._go_on_without)

    @Slot()
    def leave(self) -> None:
        """Back to the sign-in; nothing was changed."""
        self._app.door.mending = None
        self._asking = ""
        self._form.clear()

    def _try(self, doing: str, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        self._doing = render(doing)
        self._form.attempt(work)

    def _chosen(self, path: Path) -> None:
        self._asking = ""
        folder = path.parent if path.is_file() else path
        self._try("mending.looking", lambda: self._weigh(folder))

    async def _look(self) -> None:
        mending = self._app.door.mending
        if mending is None:
            return
        try:
            self._newest = self._offer = await mending.newest()
        except Trouble as trouble:
            self._why_not = render("mending.copy.not_instead", at=self._name_of(mending.stands_back), why=say(trouble))
            return
        if self._offer is None:
            self._why_not = render("mending.copy.none")

    async def _weigh(self, folder: Path) -> None:
        mending = self._app.door.mending
        if mending is not None:
            try:
                self._offer = await mending.weigh(folder)
            except Trouble as trouble:
                raise _shown(trouble) from trouble

    async def _go_on(self) -> None:
        offer = self._offer
        assert offer is not None
        said = render(f"mending.done.{_done(offer.missing)}", at=self._clock_of(offer), missing=offer.missing or 0)
        try:
            self._app.take(await self._app.door.come_in_by_copy(offer))
        except Trouble as trouble:
            raise _shown(trouble) from trouble
        if isValid(self):  # or the window has gone meanwhile
            self.mended.emit(said)

    async def _go_on_without(self) -> None:
        trouble = self._trouble()
        lines = trouble.values["lines"] if trouble else 0
        self._app.take(await self._app.door.come_in_without_the_lost())
        if isValid(self):
            self.mended.emit(render("mending.done.without", lines=lines))

    # ------------------------------------------------------------ how it is said
    def _trouble(self) -> Trouble | None:
        mending = self._app.door.mending
        return mending.trouble if mending else None

    def _is_newest(self) -> bool:
        return self._newest is not None and self._offer is not None and self._offer.copy == self._newest.copy

    def _name_of(self, copy: Path | None) -> str:
        """A copy that was not weighed to the end, by the moment in its folder's name."""
        try:
            return self._day(datetime.strptime(copy.name if copy else "", "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC))
        except ValueError:
            return copy.name if copy else ""

    def _at(self, copy: Weighed) -> str:
        return self._day(copy.taken_at)

    def _day(self, taken_at: datetime) -> str:
        at = _local(taken_at)
        key = "today" if at.date() == _local(self._app.clock.now()).date() else "day"
        return render(f"mending.copy.{key}", at=at, zone=at.tzinfo)

    def _clock_of(self, copy: Weighed) -> str:
        at = _local(copy.taken_at)
        key = "clock" if at.date() == _local(self._app.clock.now()).date() else "clock_day"
        return render(f"mending.copy.{key}", at=at, zone=at.tzinfo)


def _kind(trouble: Trouble) -> str:
    return trouble.key.rpartition(".")[2]


def _how_many(missing: int | None) -> str:
    return "unknown" if missing is None else ("nothing", "one", "some")[min(missing, 2)]


def _done(missing: int | None) -> str:
    return "whole" if missing == 0 else f"lost_{_how_many(missing)}"


def _local(at: datetime) -> datetime:
    """By the clock on this machine's wall: the clinic's own zone is in the record that does not open."""
    return at.astimezone()


def _shown(trouble: Trouble) -> Refusal:
    """What is wrong with a copy is told on the page, where another can be chosen, and not above it."""
    refusal = Refusal(trouble.key)
    refusal.values = trouble.values
    return refusal
