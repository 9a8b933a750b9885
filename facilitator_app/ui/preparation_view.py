"""Preparation sessions with a person, and whether they feel ready for the medicine in their own judgement."""

from __future__ import annotations

from uuid import UUID
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject

from facilitator_app.app import App
from facilitator_app.days import Item, What
from facilitator_app.faults import Refusal
from facilitator_app.integration import moment
from facilitator_app.record.agenda import MeetingSet
from facilitator_app.record.entry import Fact, Part, whole_number
from facilitator_app.record.integration import VisitPlace
from facilitator_app.record.preparation import OwnReadinessSaid, Preparation, PreparationHeld, preparation
from facilitator_app.text import render, word
from facilitator_app.ui.asked_once import AskedOnce
from facilitator_app.ui.kept_text import KeptText
from facilitator_app.ui.notices import Form
from facilitator_app.ui.team_rows import team_rows
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot
from facilitator_app.ui.withdrawal import Withdrawal

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by the program")
class PreparationView(QObject):
    """Of the person that is shown.  ``opened``: the fields are to show ``values``; ``chose``: something was chosen."""

    changed = Signal()
    opened = Signal()
    chose = Signal()

    def __init__(self, app: App, kept: KeptText, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._kept = kept
        self._person: UUID | None = None
        self._withdrawal = Withdrawal(app, kept, self)
        self._form = Form(app.faults, "a preparation session", ("day", "time", "minutes", "note", "place"), self)
        self._own = Form(app.faults, "own readiness", ("words",), self)
        self._once = AskedOnce(app)

    @Property(Form, constant=True)
    def form(self) -> Form:
        """What was refused of the session."""
        return self._form

    @Property(Form, constant=True)
    def own(self) -> Form:
        """What was refused of the readiness."""
        return self._own

    @Property(Withdrawal, constant=True)
    def withdrawal(self) -> Withdrawal:
        """A session that was entered in error."""
        return self._withdrawal

    @Property("QVariantList", notify=changed)
    def rows(self) -> list[dict[str, str]]:
        """The sessions held, the latest first: id, when and by whom, and the note."""
        zone = self._zone
        return [
            {
                "id": str(one.entry),
                "head": render(
                    "beforehand.held" if one.told.minutes is None else "beforehand.held_minutes",
                    zone=zone,
                    at=one.at,
                    name=self._staff_name(one.by),
                    place=one.told.place,
                    minutes=one.told.minutes,
                ),
                "text": one.told.note,
            }
            for one in reversed(self._there().held)
        ]

    @Property("QVariantList", notify=changed)
    def meetings(self) -> list[dict[str, str]]:
        """The meetings that are set, the next first: id, when and with whom, where."""
        found = self._app.clinic.state.agenda.meetings.values() if self._app.clinic else ()
        return [
            {
                "id": str(one.entry),
                "head": render(
                    "beforehand.meeting", zone=self._zone, at=one.told.at, name=self._staff_name(one.told.held_by)
                ),
                "text": word(one.told.place),
            }
            for one in sorted(found, key=lambda one: one.told.at)
            if one.person == self._person and one.told.at > self._app.clock.now()
        ]

    @Property("QVariantList", notify=changed)
    def said(self) -> list[str]:
        """What the person said of their readiness, the latest first."""
        zone, told = self._zone, []
        for one in reversed(self._there().said):
            key = "beforehand.ready_since" if one.told.ready else "beforehand.not_yet_since"
            line = render(key, zone=zone, at=one.at)
            told.append(f"{line}: {one.told.words}" if one.told.words else line)
        return told

    @Property(str, notify=changed)
    def ready(self) -> str:
        """What holds now: ready, not_yet, or empty while they were not asked."""
        is_ready = self._there().is_ready
        return "" if is_ready is None else "ready" if is_ready else "not_yet"

    @Property("QVariantList", constant=True)
    def places(self) -> list[dict[str, str]]:
        """In the office, or by telehealth."""
        return [{"key": one.value, "text": word(one)} for one in VisitPlace]

    @Property("QVariantList", notify=changed)
    def team(self) -> list[dict[str, str]]:
        """Who can have held it."""
        return team_rows(self._app)

    @Property("QVariantMap", notify=chose)
    def chosen(self) -> dict[str, str]:
        """What was chosen and typed so far; before that: today, now, in the office, by who is at the screen."""
        here, now = self._app.at_screen, self._app.clock.now().astimezone(self._zone)
        first = {"day": now.date().isoformat(), "time": f"{now:%H:%M}", "place": VisitPlace.OFFICE.value}
        return first | {"held_by": str(here.id) if here else ""} | self._kept.of(self._key)

    @Property("QVariantMap", notify=opened)
    def values(self) -> dict[str, str]:
        """The same, for the fields."""
        return self.chosen

    @Slot(str, str)
    def type(self, field: str, text: str) -> None:
        """What stands in a field now, or was chosen."""
        self._kept.type(self._key, field, text)
        self.chose.emit()

    @Slot()
    def hold(self) -> None:
        """Write the session down."""
        self._form.attempt(self._hold, lambda: self._over(self._key))

    @Slot()
    def set_meeting(self) -> None:
        """Set a meeting for that day and time; the note stays for when it is held."""
        self._form.attempt(self._set_meeting, self._tell)

    @Slot(bool)
    def say(self, ready: bool) -> None:
        """The person feels ready, or not yet; with the words that were typed."""
        words = self.chosen.get("words", "").strip()
        self._own.attempt(lambda: self._write(OwnReadinessSaid(ready=ready, words=words)), self._words_over)

    def show(self, person: UUID | None) -> None:
        """Another person's are shown."""
        self._person = person
        self._withdrawal.show(person)
        for form in (self._form, self._own):
            form.clear()
        self._tell()

    def look(self) -> None:
        """The core changed."""
        self.changed.emit()

    def _tell(self) -> None:
        self.changed.emit()
        self.chose.emit()
        self.opened.emit()

    def _there(self) -> Preparation:
        clinic = self._app.clinic
        return preparation(clinic.history.about(self._person)) if clinic and self._person else Preparation()

    @property
    def _zone(self) -> ZoneInfo:
        return ZoneInfo(self._app.clinic.state.zone if self._app.clinic else "UTC")

    @property
    def _key(self) -> str:
        return f"{self._person}/preparation"

    def _staff_name(self, staff: UUID | None) -> str:
        known = self._app.clinic_state().staff.get(staff) if staff else None
        return known.name if known else ""

    async def _set_meeting(self) -> None:
        typed, clinic = self.chosen, self._app.clinic
        if clinic is None:
            raise Refusal("app.locked")
        at, by = moment(typed["day"], typed["time"], clinic.state.zone), clinic.who(UUID(typed["held_by"])).id
        fact = MeetingSet(at=at, held_by=by, place=VisitPlace(typed["place"]), minutes=self._minutes())
        if self._person is not None:
            who, whose = (self._person, by), self._person
            await self._once.ask(Item(id=whose, what=What.MEETING, at=at, text="", minutes=fact.minutes, who=who))
        await self._write(fact)

    def _minutes(self) -> int | None:
        minutes = whole_number(self.chosen.get("minutes", ""))
        if minutes is None and self.chosen.get("minutes", "").strip():
            raise Refusal("beforehand.minutes", field="minutes")
        return minutes

    async def _hold(self) -> None:
        typed, clinic = self.chosen, self._app.clinic
        if clinic is None:
            raise Refusal("app.locked")
        fact = PreparationHeld(
            place=VisitPlace(typed["place"]), note=typed.get("note", "").strip(), minutes=self._minutes()
        )
        at = moment(typed["day"], typed["time"], clinic.state.zone)
        by = clinic.who(UUID(typed["held_by"])).id
        await clinic.write([Part(fact=fact, about=self._person, at=at, by=by)])

    async def _write(self, fact: Fact) -> None:
        if self._app.clinic is None:
            raise Refusal("app.locked")
        await self._app.clinic.write([Part(fact=fact, about=self._person)])

    def _over(self, key: str) -> None:
        words = self._kept.of(key).get("words", "")
        self._kept.drop(key)
        if words:
            self._kept.type(key, "words", words)
        self._tell()

    def _words_over(self) -> None:
        self._kept.type(self._key, "words", "")
        self._tell()
