"""What of the window lies behind the way in: each part's view model, imported and made when somebody first comes to it.

Knows which part needs which, and nothing of what they do.  Only what may lie over any screen is made with the rest of the
frame: the page one types into would be held up while all of it is imported.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from facilitator_app.app import App
from facilitator_app.ui.files import FilePicker
from facilitator_app.ui.glance import Glance
from facilitator_app.ui.people_found import PeopleFound
from facilitator_app.ui.sheets import Sheets
from facilitator_app.ui.typed import Slot
from facilitator_app.ui.veil import Veil

if TYPE_CHECKING:
    from facilitator_app.ui.first_start import FirstStart
    from facilitator_app.ui.home import Home
    from facilitator_app.ui.moving import Moving
    from facilitator_app.ui.oversight_view import OversightView
    from facilitator_app.ui.people import People
    from facilitator_app.ui.plans import Programmes
    from facilitator_app.ui.setup import Setup
    from facilitator_app.ui.shell import Shell

ON = {
    "first_start": ("first_start",),
    "home": ("home", "people", "programmes", "moving", "oversight"),
    "setup": ("setup",),
}
"""The parts on whose types a screen's pages stand."""


class Parts(QObject):
    """The parts by name; the shell is their parent.  A part that was not asked for yet is told of nothing."""

    def __init__(self, app: App, files: FilePicker, veil: Veil, shell: Shell) -> None:
        super().__init__(shell)
        self._app, self._files, self._shell = app, files, shell
        self._found = PeopleFound(app)
        self.glance = Glance(app, shell)
        self.sheets = Sheets(app, self._found, shell.appearance, shell)
        self.sheets.chart.course_wanted.connect(self._show_course)
        self.sheets.chart.changed.connect(self._look_after)
        shell.screen_changed.connect(self._look_after)
        here = self.sheets.here
        acts = {"veil": veil.drop, "another": veil.another, "dim": shell.dim, "glance": self.glance.turn}

        def emergency() -> None:
            self.sheets.give_way()  # what lies over the room
            files.cancel()
            shell.still_open.emergency()

        acts["emergency"] = emergency
        self.sheets.keys.bind(acts | {"here": lambda: None if veil.is_down else here.show()})

    @cached_property
    def first_start(self) -> FirstStart:
        """The first start."""
        from facilitator_app.ui.first_start import FirstStart

        made = FirstStart(self._app, self._files, self._shell)
        made.finished.connect(self._shell.refresh)
        return made

    @property
    def is_begun(self) -> bool:
        """Whether a first start is under way."""
        return "first_start" in vars(self) and self.first_start.begun

    @cached_property
    def people(self) -> People:
        """Participants and team."""
        from facilitator_app.ui.people import People

        return People(self._app, self._files, self._found, self._shell)

    @cached_property
    def home(self) -> Home:
        """Sessions and music."""
        from facilitator_app.ui.home import Home

        made = Home(self._app, self._files, self._found, self._shell)
        made.chart_wanted.connect(self.sheets.chart.ask)
        return made

    @cached_property
    def programmes(self) -> Programmes:
        """Programmes and plans."""
        from facilitator_app.ui.plans import Programmes

        made = Programmes(self._app, self._shell)
        made.writer.brought.connect(self.sheets.begins.bring)
        return made

    @cached_property
    def moving(self) -> Moving:
        """Files that come in and go out."""
        from facilitator_app.ui.moving import Moving

        made = Moving(self._app, self._files, self._shell)
        made.programmes.taken.connect(lambda key, has_plan: self.programmes.take_up(key, has_plan))
        made.programmes.brought.connect(self.sheets.begins.bring)
        made.people.taken.connect(lambda: self.people.changed.emit())
        return made

    @cached_property
    def setup(self) -> Setup:
        """Opening a session."""
        from facilitator_app.ui.setup import Setup

        made = Setup(self._app, self._found, self._shell)
        made.begun.connect(lambda: self._shell.go("room"))
        return made

    @cached_property
    def oversight(self) -> OversightView:
        """Who reads, who looked."""
        from facilitator_app.ui.oversight_view import OversightView

        return OversightView(self._app, self._shell.notices, lambda: self._shell.screen == "home", self._shell)

    def tell(self) -> None:
        """The core changed."""
        if self._app.clinic is None:
            self._found.forget()
        there = vars(self)
        for name in ("home", "people", "programmes", "setup"):
            if name in there:
                there[name].changed.emit()
        self.sheets.here.changed.emit()
        self._look_after()
        if "moving" in there:
            self.moving.look()

    def come_to(self, screen: str) -> None:
        """Have what a screen's pages name be there, before they are read."""
        for part in ON.get(screen, ()):
            getattr(self, part)

    async def await_home(self) -> None:
        """While the way in waits for a passphrase: what home stands on, a part at a time, so that no key waits for all."""
        import asyncio

        for part in ON["home"]:
            await asyncio.sleep(0)
            if self._shell.screen != "unlock":
                return  # somebody came in already: each screen brings what it needs
            getattr(self, part)

    @Slot()
    def _look_after(self) -> None:
        """What guards the record is told at home; once it was, it sees what changes elsewhere too."""
        if self._shell.screen == "home" or "oversight" in vars(self):
            self.oversight.look()

    @Slot(str)
    def _show_course(self, person: str) -> None:
        self.home.show_course(person)
