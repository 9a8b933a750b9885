"""A session that is set for a day to come: made, changed, called off; who is expected, and on which seat."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject
from shiboken6 import isValid

from facilitator_app import agenda, before_words
from facilitator_app.app import App
from facilitator_app.days import Item, What
from facilitator_app.faults import Refusal
from facilitator_app.integration import moment
from facilitator_app.record import versions
from facilitator_app.record.agenda import Expected, SessionCalledOff, SessionSet, SetSession
from facilitator_app.record.clinic import ClinicState
from facilitator_app.record.entry import Fact, Part, new_id, whole_number
from facilitator_app.record.programme import Programme
from facilitator_app.set_board import as_of
from facilitator_app.text import catalogue, render
from facilitator_app.ui import expected
from facilitator_app.ui.asked_once import AskedOnce
from facilitator_app.ui.floor_view import FloorView
from facilitator_app.ui.group_setup import missing_of
from facilitator_app.ui.kept_text import KeptText
from facilitator_app.ui.notices import Form
from facilitator_app.ui.people_found import PeopleFound
from facilitator_app.ui.planned_team import PlannedTeam, team_of, team_typed
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1

NEW = "new"
"""Under which name what is typed of a new one is kept."""
FIELDS = ("title", "day", "time", "minutes", "place", "of", "team")


@QmlElement
@QmlUncreatable("made by the program")
class SetSessionView(QObject):
    """One at a time, a new one or one that is set.  ``opened``: the fields are to show ``values``."""

    changed = Signal()
    opened = Signal()

    def __init__(self, app: App, found: PeopleFound, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app, self._found = app, found
        self._id: UUID | None = None
        self._typed: dict[str, str] = {}
        self._kept = KeptText(app, "calendar/", self)
        self._read = False
        self._search = ""
        self._form = Form(app.faults, "a session that is set", (*FIELDS, "reason", "participant"), self)
        self._floor = FloorView(app, self)
        self._floor.seated.connect(self.seat)
        self._once = AskedOnce(app)
        self._team = PlannedTeam(app, lambda: self._typed, self.type, self)
        self.changed.connect(self._team.changed)

    @Property(Form, constant=True)
    def form(self) -> Form:
        """What was refused."""
        return self._form

    @Property(FloorView, constant=True)
    def floor(self) -> FloorView:
        """Who sits where."""
        return self._floor

    @Property(PlannedTeam, constant=True)
    def team(self) -> PlannedTeam:
        """Who of the team is planned for it."""
        return self._team

    @Property(bool, notify=changed)
    def open(self) -> bool:
        """Whether one is open."""
        return self._id is not None and self._app.clinic is not None

    @Property(bool, notify=changed)
    def is_set(self) -> bool:
        """Whether it is on the record."""
        return self._known() is not None

    @Property(bool, notify=changed)
    def has_draft(self) -> bool:
        """Whether something was typed that is not on the record."""
        return self.open and bool(self._kept.of(self._form_key))

    @Property(str, notify=changed)
    def session(self) -> str:
        """Its id."""
        return str(self._id) if self._id else ""

    @Property(str, notify=changed)
    def heading(self) -> str:
        """What it is called, and when it is."""
        known = self._known()
        if known is None:
            return render("calendar_ui.new_session")
        return render("told.session_set", zone=self._zone, title=known.told.title, at=known.told.at)

    @Property("QVariantMap", notify=opened)
    def values(self) -> dict[str, str]:
        """What the fields hold."""
        return dict(self._typed)

    @Property("QVariantMap", notify=changed)
    def chosen(self) -> dict[str, str]:
        """The same, told with every touch."""
        return dict(self._typed)

    @Property("QVariantList", notify=changed)
    def of(self) -> list[dict[str, str]]:
        """Whose session it can be: a group's that meets, or one by a programme; of each that its plan is not signed yet."""
        return _offered(self._app.clinic.state) if self._app.clinic else []

    @Property("QVariantList", notify=changed)
    def people(self) -> list[dict[str, object]]:
        """Who is expected and who can be: id, name, the same with their seat, and whether they are coming."""
        clinic, known = self._app.clinic, self._known()
        if clinic is None or known is None:
            return []
        return [one._asdict() for one in expected.rows(clinic.state, known, self._found, self._search)]

    @Property(str, notify=changed)
    def in_the_way(self) -> str:
        """Of those who are expected, who is not cleared until then (or now, once that is over), has no order, or is not ready
        yet; a line each."""
        clinic, known = self._app.clinic, self._known()
        if clinic is None or known is None:
            return ""
        return missing_of(self._app, known, as_of(clinic, known).astimezone(self._zone).date())

    @Slot()
    def begin_new(self) -> None:
        """A new one."""
        clinic = self._app.clinic
        if clinic is not None:
            self._aim(new_id(self._app.clock.now()), {"day": clinic.today.isoformat()} | self._kept.of(NEW))

    @Slot(str)
    def show(self, session: str) -> None:
        """One that is set."""
        known = self._app.clinic_state().agenda.sessions.get(UUID(session))
        if known is None:
            return
        told, at = known.told, known.told.at.astimezone(self._zone)
        of = f"group:{told.group}" if told.group else f"programme:{told.programme}"
        typed = {"title": told.title, "place": told.place, "of": of, "day": at.date().isoformat()}
        typed |= {"time": f"{at:%H:%M}", "minutes": str(told.minutes or ""), "team": team_typed(told)}
        self._aim(told.session, typed | self._kept.of(session))

    @Slot()
    def close(self) -> None:
        """Close it; what was typed is kept for the next time."""
        self._kept.keep()
        self._aim(None, {})

    @Slot()
    def forget(self) -> None:
        """Go back to what is on the record."""
        self._kept.drop(self._form_key)
        if self._known() is not None:
            self.show(str(self._id))
        else:
            self.begin_new()

    @Slot(str, str)
    def type(self, field: str, text: str) -> None:
        """What stands in a field now, or was chosen."""
        self._typed[field] = text
        self._kept.type(self._form_key, field, text)
        self.changed.emit()

    @Slot(str)
    def search(self, text: str) -> None:
        """Offer those of whom every typed word is a part of something known: a name, the birth date, a file number."""
        self._search = text.strip()
        self.changed.emit()

    @Slot()
    def keep(self) -> None:
        """Set it, or set it anew."""
        key = self._form_key
        self._form.attempt(self._keep, lambda: self._set(key))

    @Slot(str)
    def call_off(self, reason: str) -> None:
        """It does not take place."""
        self._form.attempt(
            lambda: self._write(SessionCalledOff(session=self._which(), reason=reason.strip())), self._called_off
        )

    @Slot(str, bool)
    def expect(self, person: str, coming: bool) -> None:
        """Somebody is expected, or is not coming."""
        self._form.attempt(lambda: self._expect(UUID(person), coming))

    @Slot(str, int)
    def seat(self, person: str, seat: int) -> None:
        """Somebody is expected on that seat."""
        self._form.attempt(lambda: self._write(Expected(session=self._which(), seat=seat), UUID(person)))

    @Slot()
    def look(self) -> None:
        """The core changed."""
        if self._app.clinic is None:
            self._kept.forget()
            self._read = False
            self._aim(None, {})
        elif not self._read:
            self._read = True
            self._app.faults.spawn(self._read_kept(), "drafts")
        self._show_floor()
        self.changed.emit()

    def _set(self, form: str) -> None:
        self._kept.drop(form)
        self.changed.emit()

    def _called_off(self) -> None:
        self._kept.drop(self._form_key)
        self.close()

    async def _read_kept(self) -> None:
        await self._kept.read()
        if isValid(self) and self.open:  # the window may be gone
            self._typed |= self._kept.of(self._form_key)
            self.changed.emit()
            self.opened.emit()

    @property
    def _form_key(self) -> str:
        return str(self._id) if self._known() is not None else NEW

    def _aim(self, session: UUID | None, typed: dict[str, str]) -> None:
        self._id, self._typed, self._search = session, typed, ""
        self._form.clear()
        self._show_floor()
        self.changed.emit()
        self.opened.emit()

    def _show_floor(self) -> None:
        known = self._known()
        if known is None:
            self._floor.show({})
            return
        state = self._app.clinic_state()
        programme = agenda.programme_of(state, known)
        self._floor.show(agenda.seats(state, known), programme.cap if programme else None)

    def _known(self) -> SetSession | None:
        clinic = self._app.clinic
        return clinic.state.agenda.sessions.get(self._id) if clinic and self._id else None

    def _which(self) -> UUID:
        if self._id is None:
            raise Refusal("agenda.not_set")
        return self._id

    @property
    def _zone(self) -> ZoneInfo:
        return ZoneInfo(self._app.clinic.state.zone if self._app.clinic else "UTC")

    async def _keep(self) -> None:
        fact, known = _told(self._app.clinic_state(), self._which(), self._typed), self._known()
        one = SetSession(entry=fact.session, told=fact, expected=known.expected if known else {})
        await self._once.ask(_as_item(fact, (*agenda.people(self._app.clinic_state(), one), *fact.team)))
        await self._write(fact)

    async def _expect(self, person: UUID, coming: bool) -> None:
        known = self._known()
        if known is not None and coming:
            await self._once.ask(_as_item(known.told, (person,)))
        await self._write(Expected(session=self._which(), coming=coming), person)

    async def _write(self, fact: Fact, about: UUID | None = None) -> None:
        if self._app.clinic is None:
            raise Refusal("app.locked")
        await self._app.clinic.write([Part(fact=fact, about=about)])


def _told(state: ClinicState, session: UUID, typed: Mapping[str, str]) -> SessionSet:
    """What is typed, as the session that is set; refused at its field."""
    kind, _, key = typed.get("of", "").partition(":")
    if not key:
        raise Refusal("agenda.whose", field="of")
    minutes = whole_number(typed.get("minutes", ""))
    if minutes is None and typed.get("minutes", "").strip():
        raise Refusal("beforehand.minutes", field="minutes")
    group = state.groups[UUID(key)] if kind == "group" else None
    programme = group.programme if group else key
    return SessionSet(
        session=session,
        title=typed.get("title", "").strip() or (group.theme if group else state.programmes[programme].name),
        programme=programme,
        at=moment(typed.get("day", ""), typed.get("time", ""), state.zone),
        minutes=minutes,
        place=typed.get("place", "").strip(),
        group=group.id if group else None,
        team=team_of(typed),
    )


def _as_item(told: SessionSet, who: tuple[UUID, ...]) -> Item:
    return Item(id=told.session, what=What.SET, at=told.at, text="", minutes=told.minutes, who=who)


def _offered(state: ClinicState) -> list[dict[str, str]]:
    found = []
    meeting = [group for group in state.groups.values() if group.ended_at is None]
    themes = before_words.told_apart(state, meeting, catalogue())
    for group in meeting:
        runs_by = versions.programme_for(state, group.programme, group.id)
        found.append({"key": f"group:{group.id}", "text": _signed(themes[group.id], runs_by)})
    named = [one.name for one in state.programmes.values()]
    for one in state.programmes.values():  # two of one name are told apart
        name = one.name if named.count(one.name) == 1 else f"{one.name} ({one.key})"
        found.append({"key": f"programme:{one.key}", "text": _signed(name, one)})
    return found


def _signed(name: str, programme: Programme | None) -> str:
    """A name; with a word why no session of it can begin yet."""
    return name if programme is None or programme.is_usable else render("calendar_ui.unsigned", name=name)
