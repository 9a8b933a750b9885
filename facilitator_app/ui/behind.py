"""What hangs from the window's frame and lies behind the way in: made when it is first asked for, by ``settle``.

Knows the parts by name, and nothing of what they do.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from facilitator_app.app import App
from facilitator_app.ui.light import Light
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal

if TYPE_CHECKING:
    from facilitator_app.ui.first_start import FirstStart
    from facilitator_app.ui.glance import Glance
    from facilitator_app.ui.home import Home
    from facilitator_app.ui.moving import Moving
    from facilitator_app.ui.oversight_view import OversightView
    from facilitator_app.ui.parts import Parts
    from facilitator_app.ui.people import People
    from facilitator_app.ui.plans import Programmes
    from facilitator_app.ui.setup import Setup
    from facilitator_app.ui.sheets import Sheets
else:  # Qt looks at the object itself; the classes are imported when the parts are made
    FirstStart = Glance = Home = Moving = OversightView = People = Programmes = Setup = Sheets = QObject

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by the program")
class Behind(Light):
    """The frame, as far as it holds the parts that the first frame does not wait for."""

    settled = Signal()

    def __init__(self, app: App, make_parts: Callable[[], Parts], parent: QObject | None = None) -> None:
        super().__init__(app, parent)
        self._make_parts = make_parts
        self._behind: Parts | None = None

    def settle(self) -> Parts:
        """What lies behind the way in, made when it is first asked for."""
        if self._behind is None:
            self._behind = self._make_parts()
            self.settled.emit()
        return self._behind

    @Property(bool, notify=settled)
    def is_settled(self) -> bool:
        """Whether what lies behind the way in is there."""
        return self._behind is not None

    @Property(FirstStart, constant=True)
    def first_start(self) -> FirstStart:
        """The first start."""
        return self.settle().first_start

    @Property(Home, constant=True)
    def home(self) -> Home:
        """Sessions and music."""
        return self.settle().home

    @Property(People, constant=True)
    def people(self) -> People:
        """Participants and team."""
        return self.settle().people

    @Property(Programmes, constant=True)
    def programmes(self) -> Programmes:
        """Programmes and plans."""
        return self.settle().programmes

    @Property(Moving, constant=True)
    def moving(self) -> Moving:
        """Files that come in and go out as the clinic moves: programmes, people."""
        return self.settle().moving

    @Property(OversightView, constant=True)
    def oversight(self) -> OversightView:
        """Who reads, who looked, who got in by an emergency."""
        return self.settle().oversight

    @Property(Setup, constant=True)
    def setup(self) -> Setup:
        """Opening a session."""
        return self.settle().setup

    @Property(Sheets, constant=True)
    def sheets(self) -> Sheets:
        """What may lie over any screen."""
        return self.settle().sheets

    @Property(Glance, constant=True)
    def glance(self) -> Glance:
        """The window for a screen across the room."""
        return self.settle().glance
