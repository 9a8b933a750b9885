"""Who did what is told next: who is at the screen, unless another of the team in the room is touched."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QObject

from facilitator_app.text import render
from facilitator_app.ui.names import of_the_team
from facilitator_app.ui.panels.desk import Desk, PanelView
from facilitator_app.ui.panels.kept import Kept, Standing
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1

NOBODY = "nobody"
"""Chosen where it can be nobody of the team."""


@QmlElement
@QmlUncreatable("made by the program")
class DoneBy(QObject):
    """A row of the team; the panel turns it back to who is at the screen after each line and for each person.

    ``alone``: what stands first and is chosen to begin with, where it can be nobody.
    """

    changed = Signal()

    def __init__(self, desk: Desk, alone: str = "") -> None:
        super().__init__(desk)
        self._desk = desk
        self._alone = alone
        self._chosen = ""
        self._began = ""  # who began what stands half typed
        self._shown: tuple[object, ...] = ()

    @property
    def _team(self) -> dict[UUID, str]:
        """Who is in the room, by whole name; who is at the screen first."""
        screen = self._desk.app.at_screen
        there = [one for one in self._desk.state.staff.values() if one.left is None]
        there.sort(key=lambda one: screen is None or one.id != screen.id)
        return {one.id: one.name for one in there}

    @Property("QVariantList", notify=changed)
    def options(self) -> list[dict[str, str]]:
        """Whom it can be; nothing where there is no choice."""
        team = of_the_team(self._team)
        nobody = [{"key": NOBODY, "text": render(self._alone)}] if self._alone else []
        found = [*nobody, *({"key": str(id), "text": name} for id, name in team.items())]
        return found if len(found) > 1 else []

    @Property(str, notify=changed)
    def chosen(self) -> str:
        """The key of the one it is."""
        there = {str(id) for id in self._team}
        if found := next((key for key in (self._chosen, self._began) if key in there), ""):
            return found
        screen = self._desk.app.at_screen
        return NOBODY if self._alone else str(screen.id) if screen else ""

    @Property(str, notify=changed)
    def other(self) -> str:
        """What the one is called, when it is not who is at the screen; else empty."""
        by = self.by
        return of_the_team(self._team).get(by, "") if by is not None else ""

    @property
    def by(self) -> UUID | None:
        """The one, when it is not who is at the screen."""
        screen, key = self._desk.app.at_screen, self.chosen
        return None if key in ("", NOBODY) or (screen is not None and key == str(screen.id)) else UUID(key)

    @property
    def name(self) -> str:
        """The whole name of the one it is; empty where it is nobody."""
        return next((name for id, name in self._team.items() if str(id) == self.chosen), "")

    @Slot(str)
    def choose(self, key: str) -> None:
        """It is this one."""
        self._chosen = key
        self.refresh()

    def choose_number(self, number: str) -> bool:
        """It is the one with that number; whether there is one."""
        keys = {str(place): one["key"] for place, one in enumerate(self.options, start=1)}
        if number in keys:
            self.choose(keys[number])
        return number in keys

    @Slot()
    def again(self) -> None:
        """It is who is at the screen again, or nobody."""
        self.choose("")

    def begun_by(self, key: str) -> None:
        """What stands half typed was begun by this one: it is theirs, whoever comes to the screen, until another is chosen."""
        self._chosen, self._began = "", key
        self.refresh()

    def beside(self, standing: Standing) -> Standing:
        """What stands half typed, with who it is of where that is another or who began it."""
        return {**standing, "by": self.chosen} if standing and (self.other or self._began) else standing

    def follow(self, standing: Standing) -> None:
        """Something stands there now, or nothing does any more; and who is in the room or at the screen may have changed."""
        self._began = (self._began or self.chosen) if standing else ""
        self.refresh()

    def refresh(self) -> None:
        """Who is in the room, or at the screen, may have changed."""
        shown = (self.options, self.chosen, self.other)
        if shown != self._shown:
            self._shown = shown
            self.changed.emit()


@QmlElement
@QmlUncreatable("made by the program")
class ByPanel(PanelView):
    """A panel with acts that can be another's; who it is stays with what is half typed there."""

    _kept: Kept

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._by = DoneBy(desk)
        self._by.changed.connect(self._chose)

    @Property(DoneBy, constant=True)
    def by(self) -> DoneBy:
        """Who did what is told next."""
        return self._by

    @Slot()
    def _chose(self) -> None:
        self._kept.typed()
