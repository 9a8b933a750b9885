"""A panel that is a form: what is typed and chosen in it, by field.  Nothing stands in a field that nobody put there."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal
from enum import StrEnum

from facilitator_app.faults import Refusal
from facilitator_app.record.doses import read_amount
from facilitator_app.text import render, word
from facilitator_app.ui.panels.desk import Desk, PanelView
from facilitator_app.ui.panels.kept import Kept, PutBack
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1


ONESELF = "self:"
"""Before the one who saw it, where a medicine was taken by oneself."""


def choices(members: Iterable[StrEnum]) -> list[dict[str, str]]:
    """Members of an enumeration as words to touch."""
    return [{"key": member.value, "text": word(member)} for member in members]


@QmlElement
@QmlUncreatable("made by the program")
class FormPanel(PanelView):
    """Fields by name and a page; both are put away for their person when somebody else is chosen."""

    changed = Signal()
    fields: tuple[str, ...] = ()
    first_page = "list"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._typed: dict[str, str] = {}
        self._page = self.first_page
        self._kept = Kept(desk)
        desk.chosen_changed.connect(self._other_person)

    @Property("QVariantMap", notify=changed)
    def values(self) -> dict[str, str]:
        """What is typed and chosen, by field."""
        return {name: self._typed.get(name, "") for name in self.fields}

    @Property(str, notify=changed)
    def page(self) -> str:
        """Which page of the form is open."""
        return self._page

    @Slot(str, str)
    def put(self, name: str, text: str) -> None:
        """What stands in a field, or was chosen; touched again, a choice is taken back by ``text`` being empty."""
        if self._typed.get(name, "") != text:
            self._typed[name] = text
            self.tell(None)
            self.changed.emit()

    @Slot(str)
    def turn(self, page: str) -> None:
        """Open a page; what was typed is still there."""
        self._page = page
        self.tell(None)
        self.changed.emit()

    @Slot()
    def clear(self) -> None:
        """Begin anew."""
        self._typed = {}
        self.turn(self.first_page)

    def standing(self) -> PutBack | None:
        """How to put back what stands here; None when nothing does."""
        typed, page = self._typed, self._page
        if not any(text.strip() for text in typed.values()):
            return None

        def put_back() -> None:
            self._typed = typed
            self.turn(page)

        return put_back

    @Slot()
    def _other_person(self) -> None:
        put_back = self._kept.turn(self.standing())
        self.clear()
        if put_back is not None:
            put_back()

    def written(self) -> Callable[[], None]:
        """To be called when what stands here is on disk: it goes, whoever is looked at by then."""
        whom = self._kept.whom

        def done() -> None:
            if self._kept.written(whom):
                self.clear()

        return done

    def chosen(self, name: str, refusal: str) -> str:
        """What was chosen in a field; refuses with ``refusal`` when nothing was."""
        found = self.values[name]
        if not found:
            raise Refusal(refusal, field=name)
        return found

    def number(self, name: str) -> Decimal:
        """The number typed into a field; refuses an empty one."""
        found = read_amount(self.values[name], name)
        if found is None:
            raise Refusal("entry.empty", field=name)
        return found

    def number_or_none(self, name: str) -> Decimal | None:
        """The number typed into a field that may stay empty."""
        return read_amount(self.values[name], name)


def givers_of(desk: Desk) -> list[dict[str, str]]:
    """Who may have given a medicine: the staff in the room; and the person, seen by one of them."""
    there = [staff for staff in desk.state.staff.values() if staff.left is None]
    given = [{"key": str(staff.id), "text": staff.name} for staff in there]
    seen = [{"key": f"{ONESELF}{staff.id}", "text": render("dose.oneself_seen_by", name=staff.name)} for staff in there]
    return [*given, *seen]
