"""Home: today's sessions with the one still open first, and the music this device plays.  Writes nothing by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from facilitator_app.app import App
from facilitator_app.record.names import called_in_clinic
from facilitator_app.text import render
from facilitator_app.ui.files import FilePicker
from facilitator_app.ui.half_answered import of_everybody
from facilitator_app.ui.kept_text import KeptText
from facilitator_app.ui.people_found import PeopleFound
from facilitator_app.ui.session_list import SessionList
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot

if TYPE_CHECKING:
    from facilitator_app.ui.beforehand_view import BeforehandView
    from facilitator_app.ui.calendar_view import CalendarView
    from facilitator_app.ui.groups_view import GroupsView
    from facilitator_app.ui.integration_view import IntegrationView
    from facilitator_app.ui.key_view import KeyView
    from facilitator_app.ui.music_view import MusicView
    from facilitator_app.ui.record_view import RecordView

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by the program")
class Home(QObject):
    """Sessions: still open, today's and earlier ones; and the music."""

    changed = Signal()
    erased = Signal()
    chart_wanted = Signal(str)

    def __init__(self, app: App, files: FilePicker, found: PeopleFound, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app, self._files, self._found = app, files, found
        self._section = "today"
        self._music: MusicView | None = None
        self._integration: IntegrationView | None = None
        self._groups: GroupsView | None = None
        self._calendar: CalendarView | None = None
        self._beforehand: BeforehandView | None = None
        self._record: RecordView | None = None
        self._key: KeyView | None = None
        self._kept = KeptText(app, "beforehand/", self)
        self._kept.came.connect(self.changed)
        self._kept.enter()
        self._sessions = SessionList(app, self)
        self.changed.connect(self._sessions.look)

    @Property(str, notify=changed)
    def section(self) -> str:
        """What is shown: today, calendar, integration, groups, people, team, programmes, music or device."""
        return self._section

    @Property(QObject, notify=changed)
    def music(self) -> QObject | None:
        """The music, once somebody has come to it."""
        return self._music

    @Property(QObject, notify=changed)
    def integration(self) -> QObject | None:
        """What waits after the sessions, once somebody has come to it."""
        return self._integration

    @Property(QObject, notify=changed)
    def groups(self) -> QObject | None:
        """The groups, once somebody has come to them."""
        return self._groups

    @Property(QObject, notify=changed)
    def calendar(self) -> QObject | None:
        """The calendar, once somebody has come to it."""
        return self._calendar

    @Property(QObject, notify=changed)
    def beforehand(self) -> QObject | None:
        """A person's way to the medicine, once somebody has opened one."""
        return self._beforehand

    @Property(QObject, notify=changed)
    def record(self) -> QObject | None:
        """A person's record as a thing to be kept and handed out, once somebody has opened one."""
        return self._record

    @Property(str, notify=changed)
    def erased_said(self) -> str:
        """That somebody was erased, while their record is not open any more."""
        return self._record.said if self._record is not None and not self._record.open else ""

    @Property(QObject, notify=changed)
    def key(self) -> QObject | None:
        """The key of the record, once somebody has come to it."""
        return self._key

    @Property(SessionList, constant=True)
    def sessions(self) -> SessionList:
        """The sessions."""
        return self._sessions

    @Property("QVariantList", notify=changed)
    def risks(self) -> list[dict[str, str]]:
        """The disclosures outside a session that are open: of whom, and who looks after each."""
        state = self._app.clinic.state if self._app.clinic else None
        if state is None:
            return []
        names = called_in_clinic((risk.participant for risk in state.risks.values()), state.participants)
        return [
            {
                "person": str(risk.participant),
                "text": render("beforehand.risk_of", name=names[risk.participant]),
                "note": render("beforehand.risk_owner", name=risk.disclosure.owner_name),
            }
            for risk in state.risks.values()
            if risk.participant in names
        ]

    @Property("QVariantList", notify=changed)
    def half_way(self) -> list[dict[str, object]]:
        """The questionnaires that were left half-way: of whom, since when and how far, and whether one tells of a risk."""
        return of_everybody(self._kept, self._app.clinic.state) if self._app.clinic else []

    @Property(bool, notify=changed)
    def can_open(self) -> bool:
        """Whether there is a usable programme and somebody to put on a seat."""
        clinic = self._app.clinic
        if clinic is None:
            return False
        return bool(clinic.state.participants) and any(p.is_usable for p in clinic.state.programmes.values())

    @Property(str, notify=changed)
    def missing(self) -> str:
        """What is needed before a session can be opened, in words, or empty."""
        clinic = self._app.clinic
        if clinic is None or self.can_open:
            return ""
        usable = any(programme.is_usable for programme in clinic.state.programmes.values())
        return render("ui.home.needs_people") if usable else render("ui.home.needs_plan")

    @Slot(str)
    def show(self, section: str) -> None:
        """Show a section.  The music is made when somebody first comes to it, so that the start is not kept waiting."""
        if section == "music":
            from facilitator_app.ui.music_view import MusicView

            self._music = self._music or MusicView(self._app, self._files, self)
            self._music.enter()
        if section == "groups":
            from facilitator_app.ui.groups_view import GroupsView

            if self._groups is None:
                self._groups = GroupsView(self._app, self._files, self)
                self.changed.connect(self._groups.look)
            self._groups.enter()
        if section == "calendar":
            from facilitator_app.ui.calendar_view import CalendarView

            if self._calendar is None:
                self._calendar = CalendarView(self._app, self._files, self._found, self)
                self.changed.connect(self._calendar.look)
            self._calendar.enter()
        if section == "integration":
            self._desk().enter()
        self._section = section
        self.changed.emit()

    @Slot(str)
    def show_course(self, person: str) -> None:
        """Show a person's course, over whatever is shown."""
        desk = self._desk()
        self.changed.emit()
        desk.course.show(person)

    @Slot(str)
    def show_set_session(self, session: str) -> None:
        """Show a session that is set, in the calendar, where it is begun."""
        self.show("calendar")
        assert self._calendar is not None  # just made
        self._calendar.set_session.show(session)

    @Slot(str, str)
    def show_visit(self, session: str, person: str) -> None:
        """Show the page of somebody after a session, where their visit is booked."""
        self.show("integration")
        self._desk().show(session, person)

    @Slot(str)
    @Slot(str, str)
    def show_beforehand(self, person: str, part: str = "") -> None:
        """Show a person's way to the medicine, over whatever is shown; ``part`` of it."""
        from facilitator_app.ui.beforehand_view import BeforehandView

        if self._beforehand is None:
            self._beforehand = BeforehandView(self._app, self._kept, self)
            self._beforehand.not_yours.connect(self.chart_wanted)
            self._beforehand.closed.connect(self.changed)
            self.changed.connect(self._beforehand.look)
        self.changed.emit()
        self._beforehand.show(person, part)

    @Slot(str)
    def show_record(self, person: str) -> None:
        """Show how a person's record is kept and handed out, over whatever is shown."""
        from facilitator_app.ui.record_view import RecordView

        if self._record is None:
            self._record = RecordView(self._app, self._files, self)
            self._record.not_yours.connect(self.chart_wanted)
            self._record.erased.connect(self.erased)
            self._record.erased.connect(self.changed)
            self.changed.connect(self._record.look)
        self.changed.emit()
        self._record.show(person)

    @Slot()
    def show_key(self) -> None:
        """Show the key of the record, over whatever is shown."""
        from facilitator_app.ui.key_view import KeyView

        if self._key is None:
            self._key = KeyView(self._app, self._files, self)
            self.changed.connect(self._key.look)
        self.changed.emit()
        self._key.show()

    def _desk(self) -> IntegrationView:
        from facilitator_app.ui.integration_view import IntegrationView

        if self._integration is None:
            self._integration = IntegrationView(self._app, self._files, self)
            self._integration.course.not_yours.connect(self.chart_wanted)
            self.changed.connect(self._integration.look)
        return self._integration
