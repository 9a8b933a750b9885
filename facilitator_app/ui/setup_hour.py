"""When the session that is being opened begins: now, or at an hour that is past, whose paper is brought in afterwards.

Knows what was chosen; who was expected then is the core's to say.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject

from facilitator_app import agenda, set_words
from facilitator_app.app import App
from facilitator_app.record.agenda import SetSession
from facilitator_app.text import catalogue, render
from facilitator_app.ui.setup_draft import Chosen
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by the program")
class SetupHour(QObject):
    """Of what ``chosen`` gives.  ``chose``: now or earlier was chosen, and with it who sits where."""

    changed = Signal()
    chose = Signal()

    def __init__(self, app: App, chosen: Callable[[], Chosen], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._chosen = chosen

    @Property(bool, notify=changed)
    def earlier(self) -> bool:
        """Whether it began on paper, and is opened only now."""
        return self._chosen().earlier

    @Property("QVariantMap", notify=changed)
    def was_set(self) -> dict[str, str]:
        """For when it was set, where that is past: day and time as they are typed, and the question in words."""
        known = self.known
        if known is None or known.told.at > self._app.clock.now():
            return {}
        zone = ZoneInfo(self._app.clinic_state().zone)
        at = known.told.at.astimezone(zone)
        asked = render("ui.setup.was_set", zone=zone, at=at)
        return {"day": at.date().isoformat(), "time": f"{at:%H:%M}", "asked": asked}

    @Property(str, notify=changed)
    def to_mind(self) -> str:
        """What is to be minded of a session that is set: more come than sit, who left its group."""
        known = self.known
        return "\n".join(set_words.to_mind(self._app.clinic_state(), known, catalogue())) if known else ""

    @Slot(bool)
    def begin_earlier(self, earlier: bool) -> None:
        """It began on paper: of one that is set with whoever was expected then; or it begins now."""
        chosen, known = self._chosen(), self.known
        if earlier == chosen.earlier:
            return
        chosen.earlier = earlier
        if known is not None:
            began = known.told.at if earlier else self._app.clock.now()
            seats = agenda.seats(self._app.clinic_state(), known, began)
            chosen.seats = {seat: str(person) for seat, person in seats.items()}
        self.chose.emit()

    @property
    def at(self) -> datetime | None:
        """The hour at which one that was set began on paper: it runs by what held then.  Of every other: not known, or now."""
        known = self.known
        return known.told.at if known is not None and self._chosen().earlier else None

    @property
    def known(self) -> SetSession | None:
        """The session that is set, where one of those is opened."""
        clinic, which = self._app.clinic, self._chosen().set
        return clinic.state.agenda.sessions.get(which) if clinic and which else None
