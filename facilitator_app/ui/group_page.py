"""One group: its theme and dates, its members, what they agree to, its sessions.  Keeps what is half-typed."""

from __future__ import annotations

from uuid import UUID
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject
from shiboken6 import isValid

from facilitator_app import agenda, before_words
from facilitator_app.app import App
from facilitator_app.faults import Refusal
from facilitator_app.record import places, versions
from facilitator_app.record.agenda import SessionCalledOff
from facilitator_app.record.clinic import ClinicState
from facilitator_app.record.entry import Part, new_id
from facilitator_app.record.groups import Group, GroupEnded, GroupFormed, GroupTakesVersion, GroupTold
from facilitator_app.record.programme import Programme
from facilitator_app.text import catalogue, render
from facilitator_app.ui.day import typed_day
from facilitator_app.ui.group_members import GroupMembers
from facilitator_app.ui.group_papers import GroupPapers
from facilitator_app.ui.kept_text import KeptText
from facilitator_app.ui.notices import Form
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1

FIELDS = ("theme", "intake_from", "intake_until", "starts_on")
PARTS = ("members", "papers", "sessions", "about")


@QmlElement
@QmlUncreatable("made by the program")
class GroupPage(QObject):
    """``opened``: the fields are to show ``values`` now; ``chose``: something was chosen."""

    changed = Signal()
    opened = Signal()
    chose = Signal()

    def __init__(self, app: App, kept: KeptText, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._kept = kept
        kept.came.connect(self.chose)
        kept.came.connect(self.opened)
        self._open = False
        self._group: UUID | None = None
        self._part = "members"
        self._form = Form(app.faults, "a group", (*FIELDS, "programme", "reason"), self)
        self._members, self._papers = GroupMembers(app, kept, self), GroupPapers(app, kept, self)

    # ------------------------------------------------------------ what is shown
    @Property(Form, constant=True)
    def form(self) -> Form:
        """What was refused, by field."""
        return self._form

    @Property(GroupMembers, constant=True)
    def members(self) -> GroupMembers:
        """Who belongs to it."""
        return self._members

    @Property(GroupPapers, constant=True)
    def papers(self) -> GroupPapers:
        """What they agree to."""
        return self._papers

    @Property(bool, notify=changed)
    def open(self) -> bool:
        """Whether the page is open."""
        return self._open and self._app.clinic is not None

    @Property(bool, notify=changed)
    def is_new(self) -> bool:
        """Whether a group is being formed."""
        return self._group is None

    @Property(str, notify=changed)
    def group(self) -> str:
        """Which group, by id; empty for a new one."""
        return str(self._group or "")

    @Property(str, notify=changed)
    def title(self) -> str:
        """The group's theme."""
        group = self._known()
        return group.theme if group else render("groups_ui.form")

    @Property(str, notify=changed)
    def about(self) -> str:
        """Programme and dates in one line."""
        group = self._known()
        if group is None:
            return ""
        programme, words = self._programme(group), catalogue()
        parts = [programme.name if programme else group.programme, before_words.intake(group, words)]
        parts += [before_words.starts(group.starts_on, words)] if group.starts_on else []
        parts += [render("groups_ui.has_ended")] if group.ended_at else []
        return " · ".join(part for part in parts if part)

    @Property(str, notify=changed)
    def part(self) -> str:
        """What is shown of the page."""
        return "about" if self._group is None else self._part

    @Property("QVariantList", notify=changed)
    def parts(self) -> list[dict[str, str]]:
        """What can be shown of it."""
        return [{"key": key, "text": render(f"groups_ui.part_{key}")} for key in PARTS]

    @Property("QVariantMap", notify=opened)
    def values(self) -> dict[str, str]:
        """What the fields hold: what is on the record, and over it what was typed and not yet saved."""
        group = self._known()
        told = {name: str(getattr(group, name) or "") for name in FIELDS} if group else dict.fromkeys(FIELDS, "")
        return told | self._kept.of(self._key)

    @Property("QVariantMap", notify=chose)
    def chosen(self) -> dict[str, str]:
        """The same, told with every touch: what the choices show."""
        return self.values

    @Property("QVariantList", notify=changed)
    def programmes(self) -> list[dict[str, str]]:
        """The programmes a group can be formed for: those held in a group, and of them those that sessions are held by."""
        there = self._app.clinic.state.programmes.values() if self._app.clinic else ()
        of_groups = [one for one in there if one.cap != 1]
        usable = [one for one in of_groups if one.is_usable]
        return [{"key": one.key, "text": one.name} for one in usable or of_groups]

    @Property("QVariantList", notify=changed)
    def sessions(self) -> list[dict[str, object]]:
        """The group's sessions, the latest first: id, title, when, and whether it is open still."""
        group = self._known()
        return _session_rows(self._app.clinic_state(), group) if group else []

    @Property(str, notify=changed)
    def next_session(self) -> str:
        """Which session the next one is, in words; or what stands before it."""
        group = self._known()
        return _next(self._app.clinic_state(), group, self._programme(group)) if group else ""

    @Property(str, notify=changed)
    def missing(self) -> str:
        """Why a session of it cannot be opened now, in words, or empty."""
        group = self._known()
        if group is None or group.ended_at is not None:
            return render("groups.ended") if group else ""
        state = self._app.clinic_state()
        programme = self._programme(group)
        if programme is None or not programme.is_usable:
            return render("groups_ui.needs_plan")
        if any(one in state.sessions and state.sessions[one].ended_at is None for one in group.sessions):
            return render("groups_ui.one_open")
        return "" if group.there else render("groups_ui.needs_members")

    @Property(str, notify=changed)
    def runs_by(self) -> str:
        """That the course runs by an older version of its programme, in words, or empty."""
        group = self._known()
        newest = self._app.clinic_state().programmes.get(group.programme) if group and not group.ended_at else None
        kept = self._programme(group) if group else None
        if kept is None or newest is None or kept == newest:
            return ""
        return render("groups_ui.runs_by", version=kept.version, newest=newest.version)

    @Property(str, notify=changed)
    def ends_with(self) -> str:
        """How many sessions that are set are called off as it ends, in words, or empty."""
        count = len(_off_with(self._app, self._group, "")) if self._group and self._known() else 0
        return render("groups_ui.ends_with", count=count) if count else ""

    # ------------------------------------------------------------ what people do
    @Slot()
    def take_newest(self) -> None:
        """From its next session on the group runs by the newest version of its programme."""
        group = self._known()
        newest = self._app.clinic_state().programmes.get(group.programme) if group else None
        if group is not None and newest is not None:
            fact = GroupTakesVersion(group=group.id, version=newest.version)
            self._form.attempt(lambda: self._write(fact), self._saved)

    @Slot()
    def add(self) -> None:
        """Open the page to form a group; what was half-typed before is still there."""
        self._show(None, "about")

    @Slot(str)
    def show(self, group: str) -> None:
        """Open a group's page."""
        self._show(UUID(group), "members")

    @Slot(str)
    def turn(self, part: str) -> None:
        """Show another part of it."""
        self._part = part
        self._tell()

    @Slot(str, str)
    def type(self, field: str, text: str) -> None:
        """What stands in a field now, or was chosen."""
        self._kept.type(self._key, field, text)
        self.chose.emit()

    @Slot()
    def save(self) -> None:
        """Form the group, or write down what is otherwise now."""
        self._form.attempt(self._save, self._saved)

    @Slot()
    def end(self) -> None:
        """The group meets no more."""
        group, reason = self._group, self.values.get("reason", "").strip()
        if group is not None:
            off = _off_with(self._app, group, reason)
            self._form.attempt(lambda: self._write(GroupEnded(group=group, reason=reason), *off), self._saved)

    @Slot()
    def close(self) -> None:
        """Leave the page; what was typed is kept for the next time."""
        self._kept.keep()
        self._open = False
        self._tell()

    def look(self) -> None:
        """The core changed."""
        if self._app.clinic is None and self._open:
            self._open, self._group = False, None
            self._tell()
        self._members.look()
        self._papers.look()
        self.changed.emit()

    # ------------------------------------------------------------ how
    def _show(self, group: UUID | None, part: str) -> None:
        self._group, self._part, self._open = group, part, True
        self._form.clear()
        self._members.show(group)
        self._papers.show(group)
        self._tell()

    def _tell(self) -> None:
        self._members.look()
        self._papers.look()
        self.changed.emit()
        self.chose.emit()
        self.opened.emit()

    def _known(self) -> Group | None:
        return self._app.clinic.state.groups.get(self._group) if self._app.clinic and self._group else None

    @property
    def _key(self) -> str:
        return f"{self._group or 'new'}/about"

    async def _save(self) -> None:
        typed = self.values
        dates = {name: typed_day(typed[name], name) for name in FIELDS[1:]}
        theme = typed["theme"].strip()
        if self._group is not None:
            await self._write(GroupTold(group=self._group, theme=theme, **dates))
            return
        if not typed.get("programme"):
            raise Refusal("groups_ui.choose_programme", field="programme")
        id = new_id(self._app.clock.now())
        await self._write(GroupFormed(group=id, programme=typed["programme"], theme=theme, **dates))
        if not isValid(self):
            return  # the window went meanwhile; the group is formed
        self._kept.drop(self._key)
        self._show(id, "members")

    def _saved(self) -> None:
        self._kept.drop(self._key)
        self._tell()

    def _programme(self, group: Group) -> Programme | None:
        return versions.programme_for(self._app.clinic_state(), group.programme, group.id)

    async def _write(self, *facts: GroupFormed | GroupTold | GroupEnded | GroupTakesVersion | SessionCalledOff) -> None:
        if self._app.clinic is None:
            raise Refusal("app.locked")
        await self._app.clinic.write([Part(fact=fact) for fact in facts])


def _next(state: ClinicState, group: Group, programme: Programme | None) -> str:
    planned = programme.sessions if programme else None
    if planned and places.last_of_group(state, group, planned) == planned:
        return render("groups_ui.all_held", planned=planned)
    return render("groups_ui.next", which=before_words.of_group(state, group, catalogue(), following=True))


def _off_with(app: App, group: UUID, reason: str) -> list[SessionCalledOff]:
    why = render("agenda.ends_with_group", reason=reason) if reason else render("agenda.group_over")
    return agenda.off_with(app.clinic_state(), group, why)


def _session_rows(state: ClinicState, group: Group) -> list[dict[str, object]]:
    found, zone = places.of_group(state, group), ZoneInfo(state.zone)
    return [
        {
            "id": str(one.id),
            "text": render("groups_ui.session", number=number, title=one.title),
            "note": render("ui.home.day_at", zone=zone, at=one.planned_at),
            "open": one.ended_at is None,
        }
        for number, one in enumerate(found, 1)
    ][::-1]
