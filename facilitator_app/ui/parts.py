"""What of the window lies behind the way in: its view models, made together when the first frame has been drawn.

Imports what the way in does not need; knows which part needs which, and nothing of what they do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from facilitator_app.app import App
from facilitator_app.ui.files import FilePicker
from facilitator_app.ui.first_start import FirstStart
from facilitator_app.ui.glance import Glance
from facilitator_app.ui.home import Home
from facilitator_app.ui.moving import Moving
from facilitator_app.ui.oversight_view import OversightView
from facilitator_app.ui.people import People
from facilitator_app.ui.plans import Programmes
from facilitator_app.ui.setup import Setup
from facilitator_app.ui.sheets import Sheets
from facilitator_app.ui.veil import Veil

if TYPE_CHECKING:
    from facilitator_app.ui.shell import Shell


class Parts:
    """The parts by name; the shell is their parent."""

    def __init__(self, app: App, files: FilePicker, veil: Veil, shell: Shell) -> None:
        self.first_start = FirstStart(app, files, shell)
        self.people = People(app, files, shell)
        self.home = Home(app, files, self.people.found, shell)
        self.programmes = Programmes(app, shell)
        self.moving = Moving(app, files, shell)
        self.moving.programmes.taken.connect(self.programmes.take_up)
        self.moving.people.taken.connect(self.people.changed)
        self.setup = Setup(app, self.people, shell)
        self.sheets = Sheets(app, self.people, shell.appearance, shell)
        self.moving.programmes.brought.connect(self.sheets.begins.bring)
        self.programmes.writer.brought.connect(self.sheets.begins.bring)
        self.glance = Glance(app, shell)
        self.oversight = OversightView(app, shell.notices, lambda: shell.screen == "home", shell)
        shell.screen_changed.connect(self.oversight.look)
        self.home.chart_wanted.connect(self.sheets.chart.ask)
        self.sheets.chart.course_wanted.connect(self.home.show_course)
        self.sheets.chart.changed.connect(self.oversight.look)
        here = self.sheets.here
        acts = {"veil": veil.drop, "another": veil.another, "dim": shell.dim, "glance": self.glance.turn}

        def emergency() -> None:
            self.sheets.give_way()  # what lies over the room
            files.cancel()
            shell.still_open.emergency()

        acts["emergency"] = emergency
        self.sheets.keys.bind(acts | {"here": lambda: None if veil.is_down else here.show()})

    def tell(self) -> None:
        """The core changed."""
        for part in (self.home, self.people, self.programmes, self.setup, self.sheets.here):
            part.changed.emit()
        self.oversight.look()
        self.moving.look()
