"""A panel that is a form: what is typed and chosen in it, by field.  Nothing stands in a field that nobody put there."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from enum import StrEnum

from facilitator_app.faults import Refusal
from facilitator_app.record.doses import read_amount
from facilitator_app.text import render, word
from facilitator_app.ui.panels.desk import Desk, PanelView
from facilitator_app.ui.panels.kept import Kept, Standing
from facilitator_app.ui.panels.moment import NOW, Chosen
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
    when_changed = Signal()
    fields: tuple[str, ...] = ()
    first_page = "list"
    kept_as = ""
    observed, given = False, False
    """Whether what it tells was seen, and is told for then once it is old; or was given, and it is asked when."""

    def __init__(self, desk: Desk, kept: Kept | None = None) -> None:
        super().__init__(desk)
        self._typed: dict[str, str] = {}
        self._page = self.first_page
        seen = (lambda: bool(self.standing())) if self.observed else None
        self.kept = kept or Kept(desk, self.kept_as, self.standing, self.stand, observed=seen, given=self.given)
        self.kept.changed.connect(self.when_changed)
        desk.moment_row.changed.connect(self.when_changed)

    @Property("QVariantMap", notify=changed)
    def values(self) -> dict[str, str]:
        """What is typed and chosen, by field."""
        return {name: self._typed.get(name, "") for name in self.fields}

    @Property(str, notify=changed)
    def page(self) -> str:
        """Which page of the form is open."""
        return self._page

    @Property(str, notify=when_changed)
    def not_saved(self) -> str:
        """Of what was brought back: when it was typed, and that it is not on the record yet; else empty."""
        return self.kept.not_saved

    @Property(str, notify=when_changed)
    def when_asked(self) -> str:
        """That it has to be said when it was given, as it was typed some time ago; else empty."""
        typed = self.desk.moment_row.told_at(self.kept.since)
        return render("dose.when_given", typed=typed) if self.kept.asks else ""

    @Property("QVariantList", notify=when_changed)
    def times(self) -> list[dict[str, str]]:
        """When it may have been given, where that is asked: as it was typed, or now."""
        then = {"key": "then", "text": self.desk.moment_row.told_at(self.kept.since)}
        return [then, {"key": "now", "text": render("room_ui.now")}] if self.kept.asks else []

    @Slot(str)
    def say_when(self, key: str) -> None:
        """It was given then, or is now."""
        self.kept.choose_moment(NOW if key == "now" else Chosen(self.kept.since))
        self.desk.moment_row.look()
        self.tell(None)

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
