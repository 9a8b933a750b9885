"""When the session that is being opened begins, and by what: now, or at an hour whose paper is brought in afterwards.

Knows what was chosen; who was expected then is the core's to say.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject

from facilitator_app import agenda, set_words
from facilitator_app.app import App
from facilitator_app.faults import Refusal
from facilitator_app.record import never, versions
from facilitator_app.record.agenda import SetSession
from facilitator_app.record.programme import Programme
from facilitator_app.text import catalogue, render, say
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
        """What is to be minded: of a session that is set, and of whose course began with another version than the others'."""
        known, state, chosen = self.known, self._app.clinic_state(), self._chosen()
        said = set_words.to_mind(state, known, catalogue()) if known else []
        apart = set_words.versions_of(state, chosen.programme, self._whose, catalogue(), self.at)
        return "\n".join([*said, *apart])

    @Property(str, notify=changed)
    def few_people(self) -> str:
        """That fewer sit down than the programme is for, in words, or empty."""
        programme, there = self.programme, len(self._chosen().seats)
        return said_of(lambda: never.may_begin_with(programme, there, "")) if programme else ""

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

    def planned(self, member: Mapping[str, Any]) -> dict[str, str]:
        """The note of one of the team who was planned for the session that was set; nothing of others."""
        known = self.known
        if known is None or UUID(member["id"]) not in known.told.team:
            return {}
        leads = str(known.told.team[0]) == member["id"]
        said = render("ui.setup.planned_to_lead" if leads else "ui.setup.planned")
        return {"note": " · ".join(part for part in (member["note"], said) if part)}

    @property
    def programme(self) -> Programme | None:
        """The programme, by the version that holds for who sits there, at that hour."""
        clinic, chosen = self._app.clinic, self._chosen()
        return versions.programme_for(clinic.state, chosen.programme, *self._whose, at=self.at) if clinic else None

    @property
    def _whose(self) -> tuple[UUID, ...]:
        """Whose course it is of."""
        chosen = self._chosen()
        return versions.courses_of(chosen.group, map(UUID, chosen.seats.values()))

    @property
    def known(self) -> SetSession | None:
        """The session that is set, where one of those is opened."""
        clinic, which = self._app.clinic, self._chosen().set
        return clinic.state.agenda.sessions.get(which) if clinic and which else None


def said_of(asks: Callable[[], None]) -> str:
    """What is asked, in words, or empty."""
    try:
        asks()
    except Refusal as refusal:
        return say(refusal)
    return ""
