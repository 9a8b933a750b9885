"""The team's own round after a session: what went well, what to change, near misses, hardware.  About nobody in particular.

It warns of names of the group while they are typed and holds nothing back: the round stays with the session.
"""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject

from facilitator_app.app import App
from facilitator_app.faults import Refusal
from facilitator_app.handoff.group import Group, group_of
from facilitator_app.record.debrief import DebriefSaid, Topic
from facilitator_app.session import Session
from facilitator_app.text import render, word
from facilitator_app.ui.kept_text import KeptText
from facilitator_app.ui.notices import Form
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1

SHOWN = 60
"""So many sessions are offered, the latest first."""
NOBODY = UUID(int=0)


@QmlElement
@QmlUncreatable("made by the program")
class DebriefView(QObject):
    """The sessions that are over, and the round of the one that is open.  ``opened``: the field is to show ``typed``."""

    changed = Signal()
    opened = Signal()

    def __init__(self, app: App, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._session: Session | None = None
        self._group: Group | None = None
        self._topic = Topic.WENT_WELL
        self._kept = KeptText(app, "debrief/", self)
        self._form = Form(app.faults, "the team's round", ("text",), self)

    @Property(Form, constant=True)
    def form(self) -> Form:
        """What was refused."""
        return self._form

    @Property("QVariantList", notify=changed)
    def sessions(self) -> list[dict[str, str]]:
        """The sessions that are over, the latest first."""
        clinic = self._app.clinic
        found = [one for one in clinic.state.sessions.values() if one.ended_at is not None] if clinic else []
        zone = ZoneInfo(clinic.state.zone) if clinic else ZoneInfo("UTC")
        return [
            {"key": str(one.id), "text": one.title, "note": render("ui.home.day_at", zone=zone, at=one.planned_at)}
            for one in sorted(found, key=lambda one: one.planned_at, reverse=True)[:SHOWN]
        ]

    @Property(bool, notify=changed)
    def open(self) -> bool:
        """Whether a round is open."""
        return self._session is not None

    @Property(str, notify=changed)
    def title(self) -> str:
        """Whose round it is: the session's title."""
        return render("debrief.title", title=self._session.state.title) if self._session else ""

    @Property("QVariantList", notify=changed)
    def topics(self) -> list[dict[str, object]]:
        """What the round goes through, and what was said of each: text, when and by whom."""
        return [{"key": one.value, "text": word(one), "said": self._said(one)} for one in Topic]

    @Property(str, notify=changed)
    def topic(self) -> str:
        """What is spoken of."""
        return self._topic.value

    @Property(str, notify=opened)
    def typed(self) -> str:
        """What was typed of it and not said yet."""
        return self._typed()

    @Property(str, notify=changed)
    def warning(self) -> str:
        """That somebody of the group seems to be named, or empty."""
        finds = self._group.in_texts(NOBODY, {"round": self._typed()}) if self._group else ()
        return render("debrief.who", found=list(dict.fromkeys(find.text for find in finds))) if finds else ""

    # ------------------------------------------------------------ what people do
    @Slot(str)
    def show(self, session: str) -> None:
        """Open the round of a session."""
        self._form.attempt(lambda: self._read(UUID(session)), self._shown)

    @Slot(str)
    def turn(self, topic: str) -> None:
        """Speak of something else."""
        self._topic = Topic(topic)
        self._form.clear()
        self.changed.emit()
        self.opened.emit()

    @Slot(str)
    def type(self, text: str) -> None:
        """A letter more or less."""
        self._kept.type(self._key, self._topic.value, text)
        self.changed.emit()

    @Slot()
    def say(self) -> None:
        """What was typed is said, and stays."""
        text, topic = self._typed().strip(), self._topic
        self._form.attempt(lambda: self._say(topic, text), self._told)

    @Slot()
    def close(self) -> None:
        """Leave the round; what is half-typed is kept."""
        self._kept.keep()
        self._session = self._group = None
        self.changed.emit()

    @Slot()
    def look(self) -> None:
        """The core changed: once locked, nothing is held."""
        if self._app.clinic is None:
            self._session = self._group = None
            self._kept.forget()
        self.changed.emit()

    # ------------------------------------------------------------ how
    async def _read(self, scope: UUID) -> None:
        await self._kept.read()
        session = await self._app.read_own(scope)
        self._session, self._group = session, group_of(session.history, self._app.clinic_state())

    def _shown(self) -> None:
        self.changed.emit()
        self.opened.emit()

    async def _say(self, topic: Topic, text: str) -> None:
        if self._session is None:
            raise Refusal("session.not_open")
        self._session.at_screen = self._app.at_screen
        await self._session.write(DebriefSaid(topic=topic, text=text))

    def _told(self) -> None:
        self._kept.type(self._key, self._topic.value, "")
        self._kept.keep()
        self.changed.emit()
        self.opened.emit()

    def _typed(self) -> str:
        return self._kept.of(self._key).get(self._topic.value, "") if self._session else ""

    @property
    def _key(self) -> str:
        return str(self._session.scope) if self._session else ""

    def _said(self, topic: Topic) -> list[Mapping[str, str]]:
        session, clinic = self._session, self._app.clinic
        if session is None or clinic is None:
            return []
        staff, zone = clinic.state.staff, ZoneInfo(session.state.zone)
        return [
            {
                "text": one.text,
                "by": render("debrief.by", zone=zone, at=one.at, name=staff[one.by].name if one.by in staff else ""),
            }
            for one in session.state.debrief
            if one.topic is topic
        ]
