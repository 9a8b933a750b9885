"""A panel that is a form: what is typed and chosen in it, by field.  Nothing stands in a field that nobody put there."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from enum import StrEnum

from facilitator_app.faults import Refusal
from facilitator_app.record.doses import read_amount
from facilitator_app.text import word
from facilitator_app.ui.panels.desk import Desk, PanelView
from facilitator_app.ui.panels.kept import Kept, Standing
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1


def choices(members: Iterable[StrEnum]) -> list[dict[str, str]]:
    """Members of an enumeration as words to touch."""
    return [{"key": member.value, "text": word(member)} for member in members]


@QmlElement
@QmlUncreatable("made by the program")
class FormPanel(PanelView):
    """Fields by name and a page; both are ``kept`` for their person."""

    changed = Signal()
    fields: tuple[str, ...] = ()
    first_page = "list"
    kept_as = ""

    def __init__(self, desk: Desk, kept: Kept | None = None) -> None:
        super().__init__(desk)
        self._typed: dict[str, str] = {}
        self._page = self.first_page
        self.kept = kept or Kept(desk, self.kept_as, self.standing, self.stand)

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
            self.kept.typed()

    @Slot(str)
    def turn(self, page: str) -> None:
        """Open a page; what was typed is still there."""
        self._page = page
        self.tell(None)
        self.changed.emit()
        self.kept.typed()

    @Slot()
    def clear(self) -> None:
        """Begin anew."""
        self._typed = {}
        self.turn(self.first_page)

    def standing(self) -> Standing:
        """What is typed and chosen here, with the page it stands on."""
        typed = {name: text for name, text in self._typed.items() if text.strip()}
        return {**typed, ".page": self._page} if typed else {}

    def stand(self, found: Standing) -> None:
        """Have this stand here and nothing else."""
        self.clear()
        self._typed = {name: text for name, text in found.items() if not name.startswith(".")}
        if found:
            self.turn(found.get(".page", self.first_page))

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
