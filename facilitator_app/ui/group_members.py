"""Who belongs to a group: each with who decided that they fit and why; somebody taken in, or leaving."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice
from typing import NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject
from shiboken6 import isValid

from facilitator_app import agenda, before_words
from facilitator_app.app import App
from facilitator_app.faults import Question, Refusal
from facilitator_app.record import versions
from facilitator_app.record.clinic import Participant
from facilitator_app.record.entry import Part
from facilitator_app.record.groups import Group, GroupMember, MemberJoined, MemberLeft
from facilitator_app.record.names import in_full
from facilitator_app.record.people import is_found, looked_for, looked_through
from facilitator_app.record.preparation import preparation
from facilitator_app.record.programme import Programme
from facilitator_app.text import catalogue, render
from facilitator_app.ui.kept_text import KeptText
from facilitator_app.ui.names import called_in_group
from facilitator_app.ui.notices import Form
from facilitator_app.ui.rows import Rows
from facilitator_app.ui.team_rows import team_rows
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1

OFFERED = 6
"""So many people are offered at once to be taken in; beyond that a part of a name is typed."""
FEW = 50
"""Of more people than these nobody is offered before something is typed: the first of thousands are hardly who is meant."""


class MemberLine(NamedTuple):
    """A member by id: who decided and why, what they say of themselves, what they have not accepted, an open risk."""

    key: str
    name: str
    why: str
    ready: str
    not_yet: bool
    lacking: str
    risk: str


@QmlElement
@QmlUncreatable("made by the program")
class GroupMembers(QObject):
    """The members of the group that is shown.

    ``opened``: the fields are to show ``values`` now; ``chose``: something was chosen; ``sought``: others are offered.
    """

    changed = Signal()
    opened = Signal()
    chose = Signal()
    sought = Signal()

    def __init__(self, app: App, kept: KeptText, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._kept = kept
        kept.came.connect(self.chose)
        kept.came.connect(self.opened)
        self._group: UUID | None = None
        self._search, self._leaving, self._asked = "", "", False
        self._named_of: Mapping[UUID, Participant] | None = None
        self._named: list[tuple[Participant, str]] = []
        self._rows = Rows(MemberLine, self)
        self._form = Form(app.faults, "members of a group", ("participant", "decided_by", "why"), self)
        self._out = Form(app.faults, "leaving a group", ("reason",), self)

    @Property(Form, constant=True)
    def form(self) -> Form:
        """What was refused when somebody was to be taken in."""
        return self._form

    @Property(Form, constant=True)
    def out(self) -> Form:
        """What was refused when somebody was to leave."""
        return self._out

    @Property(QObject, constant=True)
    def rows(self) -> QObject:
        """The members, in the order of joining."""
        return self._rows

    @Property("QVariantList", notify=changed)
    def former(self) -> list[str]:
        """Who belonged to it, and until when."""
        group = self._known()
        if group is None:
            return []
        state, left = self._app.clinic_state(), [one for one in group.members.values() if one.left_at is not None]
        names = called_in_group(state, group)
        return [_left_line(member, names.get(member.id, ""), state.zone) for member in left]

    @Property(str, notify=changed)
    def room(self) -> str:
        """How many more the programme takes, in words; or that a session has fewer seats than there are members."""
        group = self._known()
        return _room(len(group.there), self._programme(group)) if group else ""

    @Property(bool, notify=changed)
    def can_join(self) -> bool:
        """Whether the programme takes one more."""
        group = self._known()
        programme = self._programme(group)
        if group is None or group.ended_at is not None:
            return False
        return programme is None or programme.cap is None or len(group.there) < programme.cap

    @Property("QVariantList", notify=sought)
    def offered(self) -> list[dict[str, object]]:
        """Who could be taken in: the first of those whose names hold what is typed."""
        group, clinic = self._known(), self._app.clinic
        if group is None or clinic is None:
            return []
        there, words = {member.id for member in group.there}, looked_for(self._search)
        if not words and len(clinic.state.participants) > FEW:
            return []
        fit = (one for one, names in self._by_names() if one.id not in there and is_found(words, names))
        return [{"key": str(one.id), "text": in_full(one)} for one in islice(fit, OFFERED)]

    @Property(str, notify=sought)
    def nobody(self) -> str:
        """Why nobody is offered: among so many a part of a name is typed first, or there is none of that name."""
        there = len(self._app.clinic_state().participants) if self._known() else 0
        if there > FEW and not looked_for(self._search):
            return render("groups_ui.join_many", count=there)
        return render("groups_ui.nobody")

    @Property("QVariantList", notify=changed)
    def team(self) -> list[dict[str, str]]:
        """Who can have decided."""
        return team_rows(self._app)

    @Property("QVariantMap", notify=chose)
    def chosen(self) -> dict[str, str]:
        """Who is to be taken in, who decided and why, as typed so far."""
        here = self._app.at_screen
        return {"decided_by": str(here.id) if here else ""} | self._kept.of(self._key)

    @Property(str, notify=chose)
    def joining(self) -> str:
        """The name of who is to be taken in, among everybody, or empty."""
        person = self.chosen.get("participant", "")
        known = self._app.clinic_state().participants.get(UUID(person)) if person else None
        return in_full(known) if known else ""

    @Property("QVariantMap", notify=opened)
    def values(self) -> dict[str, str]:
        """The same, for the fields."""
        return self.chosen

    @Property(bool, notify=chose)
    def asked(self) -> bool:
        """Whether it was asked if somebody is to be taken in outside the intake window."""
        return self._asked

    @Property(str, notify=changed)
    def leaving(self) -> str:
        """Who is about to leave, by id."""
        return self._leaving

    @Slot(str)
    def search(self, text: str) -> None:
        """A part of a name."""
        self._search = text
        self.sought.emit()

    @Slot(str, str)
    def type(self, field: str, text: str) -> None:
        """What stands in a field now, or was chosen."""
        self._kept.type(self._key, field, text)
        self._asked = False
        self.chose.emit()

    @Slot(bool)
    def join(self, outside: bool) -> None:
        """Take the chosen person in; ``outside``: it was asked, and it is meant."""
        self._form.attempt(lambda: self._join(outside), self._joined)

    @Slot(str)
    def ask_leave(self, person: str) -> None:
        """Somebody is to leave: ask why; again: not."""
        self._leaving = "" if self._leaving == person else person
        self._out.clear()
        self.changed.emit()

    @Slot(str)
    def type_reason(self, text: str) -> None:
        """What is typed of why somebody leaves."""
        self._kept.type(f"{self._group}/leave/{self._leaving}", "reason", text)

    @Slot(result=str)
    def reason(self) -> str:
        """What was typed of it."""
        return self._kept.of(f"{self._group}/leave/{self._leaving}").get("reason", "")

    @Slot()
    def leave(self) -> None:
        """Who was asked about leaves."""
        group, person = self._group, self._leaving
        if group is not None and person:
            fact = MemberLeft(group=group, reason=self.reason().strip())
            self._out.attempt(lambda: self._write(fact, UUID(person)), self._left)

    def show(self, group: UUID | None) -> None:
        """Another group's members are shown."""
        self._group, self._search, self._leaving, self._asked = group, "", "", False
        self._form.clear()
        self._out.clear()
        self.look()
        self.opened.emit()

    def look(self) -> None:
        """The core changed."""
        group = self._known()
        names = called_in_group(self._app.clinic_state(), group) if group else {}
        self._rows.show([self._row(group, member, names.get(member.id, "")) for member in group.there] if group else [])
        self.changed.emit()
        self.chose.emit()
        self.sought.emit()

    def _row(self, group: Group, member: GroupMember, name: str) -> MemberLine:
        state, words = self._app.clinic_state(), catalogue()
        ready = preparation(self._app.clinic.history.about(member.id)).is_ready if self._app.clinic else None
        lacking = [words.word(paper) for paper in group.lacking(member.id)]
        return MemberLine(
            key=str(member.id),
            name=name,
            why=before_words.joined(member.joined_at, member.told, words, ZoneInfo(state.zone)),
            ready="" if ready is None else render("preparation.ready" if ready else "preparation.not_yet"),
            not_yet=ready is False,
            lacking=render("groups_ui.not_accepted", papers=lacking) if lacking else "",
            risk=render("groups_ui.risk_open") if state.risks_of(member.id) else "",
        )

    def _by_names(self) -> list[tuple[Participant, str]]:
        """Everybody with the names they are looked for by; thousands are gone through once for each change of them."""
        there = self._app.clinic.state.participants if self._app.clinic else {}
        if self._named_of is not there:
            self._named = [(one, looked_through(one.names)) for one in there.values()]
            self._named_of = there
        return self._named

    def _programme(self, group: Group | None) -> Programme | None:
        return versions.programme_for(self._app.clinic_state(), group.programme, group.id) if group else None

    def _known(self) -> Group | None:
        return self._app.clinic.state.groups.get(self._group) if self._app.clinic and self._group else None

    @property
    def _key(self) -> str:
        return f"{self._group}/join"

    async def _join(self, outside: bool) -> None:
        typed, clinic = self.chosen, self._app.clinic
        if clinic is None or self._group is None:
            raise Refusal("app.locked")
        if not typed.get("participant"):
            raise Refusal("groups.choose_person", field="participant")
        who = clinic.who(UUID(typed["decided_by"]))
        fact = MemberJoined(
            group=self._group,
            decided_by=who.id,
            decided_by_name=who.name,
            why=typed.get("why", "").strip(),
            outside_intake=outside,
        )
        try:
            await self._write(fact, UUID(typed["participant"]))
        except Question:
            self._asked = True
            if isValid(self):
                self.chose.emit()
            raise

    def _joined(self) -> None:
        self._kept.drop(self._key)
        self._asked, self._search = False, ""
        self.look()
        self.opened.emit()

    def _left(self) -> None:
        self._kept.drop(f"{self._group}/leave/{self._leaving}")
        self._leaving = ""
        self.look()

    async def _write(self, fact: MemberJoined | MemberLeft, person: UUID) -> None:
        if self._app.clinic is None:
            raise Refusal("app.locked")
        await self._app.clinic.write([Part(fact=fact, about=person)])


def _room(there: int, programme: Programme | None) -> str:
    if there > agenda.places(programme):
        return render("groups_ui.room_over", there=there, seats=agenda.places(programme))
    cap = programme.cap if programme else None
    return render("groups_ui.members_of", there=there, cap=cap) if cap is not None else ""


def _left_line(member: GroupMember, name: str, zone: str) -> str:
    """Who left, when and why."""
    line = render("groups_ui.left", zone=ZoneInfo(zone), name=name, at=member.left_at)
    return f"{line} {member.left_because}".strip()
