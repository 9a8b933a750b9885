"""What the window tells people when something does not go as meant: banners for the world, words beside the field for a form.

Knows no screen.  A banner stays until its trouble is over; a bug's banner says that what was entered is saved.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Iterable
from typing import Any, NamedTuple

from PySide6.QtCore import QObject
from shiboken6 import isValid

from facilitator_app.faults import Fault, Faults, Refusal, Trouble
from facilitator_app.text import render, say
from facilitator_app.ui.rows import Rows
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1


class Notice(NamedTuple):
    """A banner: which trouble, in words, what can be done about it (or empty), and whether it may be put away unsolved."""

    key: str
    text: str
    act: str
    dismissable: bool


@QmlElement
@QmlUncreatable("made by the program")
class Notices(QObject):
    """The present troubles, the latest last.  The same trouble told again changes its text, it does not stack."""

    acted = Signal(str)

    def __init__(self, faults: Faults, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._present: dict[str, Notice] = {}
        self._rows = Rows(Notice, self)
        self._bugs = 0
        self._from: dict[str, str] = {}
        self._ends = (faults.listen(self.hear), faults.listen_over(self._works))

    def end(self) -> None:
        """Hear nothing more."""
        for end in self._ends:
            end()

    @Property(QObject, constant=True)
    def rows(self) -> Rows:
        """The banners as a model with key, text, act and dismissable; one that stays is not drawn anew."""
        return self._rows

    @property
    def present(self) -> tuple[Notice, ...]:
        """The banners that are up."""
        return tuple(self._present.values())

    def hear(self, fault: BaseException, where: str) -> None:
        """Show what was reported.  A refusal that no form asked for is shown too, so that no touch is without an answer."""
        if isinstance(fault, Trouble):
            self._from[fault.key] = where
            self.show(fault.key, say(fault))
        elif isinstance(fault, Refusal):
            self.show("refused", say(fault))
        elif isinstance(fault, Exception):
            self._bugs += 1
            self.show("bug", render("ui.bug", where=where, count=self._bugs))

    def _works(self, where: str) -> None:
        """What a form could not do it did: its trouble is over."""
        for key in [key for key, place in self._from.items() if place == where]:
            del self._from[key]
            self.over(key)

    def show(self, key: str, text: str, act: str = "", *, dismissable: bool = True) -> None:
        """Put up a banner, or change the one of the same key."""
        self._present[key] = Notice(key, text, act, dismissable)
        self._rows.show(self.present)

    def keep(self, family: str, troubles: Iterable[Trouble]) -> None:
        """Of a family (``"copies."``) these troubles stand now, and no other."""
        standing = {trouble.key: trouble for trouble in troubles}
        for key in [key for key in self._present if key.startswith(family) and key not in standing]:
            self.over(key)
        for key, trouble in standing.items():
            self.show(key, say(trouble), dismissable=False)

    def over(self, family: str) -> None:
        """A trouble, or a whole family of them (``"journal."``), is over."""
        gone = [key for key in self._present if key == family or (family.endswith(".") and key.startswith(family))]
        for key in gone:
            del self._present[key]
        if gone:
            self._rows.show(self.present)

    @Slot(str)
    def dismiss(self, key: str) -> None:
        """Somebody has read it."""
        self.over(key)

    @Slot(str)
    def act(self, key: str) -> None:
        """Somebody wants to do what the banner offers."""
        self.acted.emit(key)


@QmlElement
@QmlUncreatable("made by the program")
class Form(QObject):
    """One form's last try: whether it is under way, and what was refused, by field.  What was typed stays where it is."""

    changed = Signal()
    done = Signal()

    def __init__(self, faults: Faults, name: str, fields: tuple[str, ...] = (), parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._faults = faults
        self._name = name
        self._fields = fields
        self._errors: dict[str, str] = {}
        self._general = ""
        self._busy = False

    @Property("QVariantMap", notify=changed)
    def errors(self) -> dict[str, str]:
        """What was refused, in words, by the name of the field."""
        return dict(self._errors)

    @Property(str, notify=changed)
    def general(self) -> str:
        """What was refused and belongs to no field of the form."""
        return self._general

    @Property(bool, notify=changed)
    def busy(self) -> bool:
        """Whether a try is under way; a second touch does nothing."""
        return self._busy

    def has(self, *fields: str) -> None:
        """These are the form's fields from now on."""
        self._fields = fields
        self._tell({}, "")

    def attempt(self, work: Callable[[], Coroutine[Any, Any, object]], then: Callable[[], None] | None = None) -> None:
        """Try ``work``; a refusal stands at its field, anything else is reported.  ``then`` follows success.

        The window may go while ``work`` waits: what shows anything belongs in ``then``, which is for a window that stands.
        """
        if self._busy:
            return
        self._busy = True
        self._tell({}, "")
        self._faults.spawn(self._run(work, then), self._name)

    def check(self, work: Callable[[], object]) -> bool:
        """Try something that needs no waiting; True when nothing was refused."""
        self.clear()
        try:
            work()
        except (Refusal, Trouble) as fault:
            self.refuse(fault)
            return False
        return True

    def refuse(self, refusal: Fault) -> None:
        """Show a refusal at its field, or for the whole form when the form has no such field."""
        field = refusal.field if isinstance(refusal, Refusal) else ""
        text = say(refusal)
        if field in self._fields:
            self._tell({field: text}, "")
        else:
            self._tell({}, text)

    @Slot()
    def clear(self) -> None:
        """Forget the last refusal."""
        self._tell({}, "")

    async def _run(self, work: Callable[[], Coroutine[Any, Any, object]], then: Callable[[], None] | None) -> None:
        refused: Fault | None = None
        try:
            await work()
        except (Refusal, Trouble) as fault:
            refused = fault
        finally:
            self._can_be_tried()  # also after a bug, which is told elsewhere: what was typed can be kept again
        if isinstance(refused, Trouble):
            self._faults.report(refused, self._name)
        if not isValid(self):
            return  # the window went meanwhile; what was asked for is done
        if refused is not None:
            self.refuse(refused)
            return
        self._faults.works(self._name)
        if then is not None:
            then()
        self.done.emit()

    def _can_be_tried(self) -> None:
        self._busy = False
        if isValid(self):
            self.changed.emit()

    def _tell(self, errors: dict[str, str], general: str) -> None:
        self._errors, self._general = errors, general
        self.changed.emit()
