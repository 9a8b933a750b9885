"""What a group agrees to: the agreement and the rules in their versions, and who accepted which, when and how."""

from __future__ import annotations

from typing import NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from msgspec.structs import replace
from PySide6.QtCore import QObject

from facilitator_app import before_words, session_ends
from facilitator_app.app import App
from facilitator_app.clinic import Clinic
from facilitator_app.faults import Question, Refusal
from facilitator_app.record import versions
from facilitator_app.record.clinic import ClinicState
from facilitator_app.record.entry import Part
from facilitator_app.record.groups import AcceptedHow, Group, GroupMember, GroupPaper, PaperAccepted, PaperKept, Version
from facilitator_app.text import catalogue, render, word
from facilitator_app.ui.day import typed_day
from facilitator_app.ui.kept_text import KeptText
from facilitator_app.ui.names import called_in_group
from facilitator_app.ui.notices import Form
from facilitator_app.ui.rows import Rows
from facilitator_app.ui.team_rows import team_rows
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot
from facilitator_app.ui.withdrawal import Withdrawal

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1


HERE = ("signed", "scanned")
"""How one accepts with more than a line about it."""


class AcceptedLine(NamedTuple):
    """A member by id: which version they accepted, when and how, whether the current one is lacking, and whether how they
    accepted can be looked at."""

    key: str
    name: str
    told: str
    lacks: bool
    line: str
    shows: bool


@QmlElement
@QmlUncreatable("made by the program")
class GroupPapers(QObject):
    """One paper of the group at a time.  ``opened``: the field shows ``text`` now; ``chose``: something was typed or chosen."""

    changed = Signal()
    opened = Signal()
    chose = Signal()

    def __init__(self, app: App, kept: KeptText, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._kept = kept
        kept.came.connect(self.chose)
        kept.came.connect(self.opened)
        self._group: UUID | None = None
        self._paper = GroupPaper.CONFIDENTIALITY
        self._person = ""
        self._asked: PaperAccepted | None = None
        self._rows = Rows(AcceptedLine, self)
        self._withdrawal = Withdrawal(app, kept, self)
        self._form = Form(app.faults, "a paper of a group", ("text",), self)
        self._accepting = Form(app.faults, "accept a paper", ("how", "witness", "reference", "day"), self)

    @Property(Form, constant=True)
    def form(self) -> Form:
        """What was refused of the text."""
        return self._form

    @Property(Form, constant=True)
    def accepting(self) -> Form:
        """What was refused of an acceptance."""
        return self._accepting

    @Property(Withdrawal, constant=True)
    def withdrawal(self) -> Withdrawal:
        """An acceptance that is taken back."""
        return self._withdrawal

    @Property("QVariantList", notify=changed)
    def papers(self) -> list[dict[str, str]]:
        """The papers a group has."""
        return [{"key": paper.value, "text": word(paper)} for paper in GroupPaper]

    @Property(str, notify=changed)
    def paper(self) -> str:
        """The one that is shown."""
        return self._paper.value

    @Property(str, notify=changed)
    def holds(self) -> str:
        """Which version holds since when, or that there is none yet and what to do."""
        now = self._current()
        return _holds(self._app.clinic_state(), now) if now is not None else render(f"groups_ui.no_{self._paper}")

    @Property("QVariantList", notify=changed)
    def before(self) -> list[dict[str, str]]:
        """The versions before, the latest first."""
        group = self._known()
        versions = group.papers.get(self._paper, ())[:-1] if group else ()
        return [{"head": _holds(self._app.clinic_state(), one), "text": one.text} for one in reversed(versions)]

    @Property(str, notify=opened)
    def text(self) -> str:
        """What stands in the field: what was typed, else the version that holds, else what the programme begins with."""
        typed = self._kept.of(self._text_key)
        return typed["text"] if "text" in typed else self._told()

    @Property(bool, notify=chose)
    def is_changed(self) -> bool:
        """Whether what is typed is otherwise than what holds."""
        now = self._current()
        return self.text.strip() != (now.text.strip() if now else "")

    @Property(str, notify=changed)
    def keep_text(self) -> str:
        """What keeping it makes."""
        now = self._current()
        return render("groups_ui.keep", version=now.number + 1 if now else 1)

    @Property(QObject, constant=True)
    def members(self) -> QObject:
        """Each member and what they accepted."""
        return self._rows

    @Property(str, notify=changed)
    def person(self) -> str:
        """Who is accepting, by id; empty while nobody is."""
        return self._person

    @Property(str, notify=chose)
    def whose(self) -> str:
        """Who accepts which version."""
        group, number = self._known(), self._number
        if not self._person or group is None or not number:
            return ""
        name = called_in_group(self._app.clinic_state(), group).get(UUID(self._person), "")
        return render("groups_ui.accepts", name=name, paper=self._paper, version=number)

    @Property("QVariantList", notify=chose)
    def versions(self) -> list[dict[str, str]]:
        """Which version can have been accepted before a witness or on paper, the newest first; of one there is no choice."""
        group = self._known()
        there = group.papers.get(self._paper, ())[::-1] if group else ()
        return [
            {"key": str(one.number), "text": _holds(self._app.clinic_state(), one)} for one in there if len(there) > 1
        ]

    @Property("QVariantList", notify=changed)
    def ways(self) -> list[dict[str, str]]:
        """How one accepts."""
        return [{"key": way, "text": render(f"accepted_how.{way}")} for way in (*HERE, *AcceptedHow)]

    @Property("QVariantList", notify=changed)
    def team(self) -> list[dict[str, str]]:
        """Who can have been there."""
        return team_rows(self._app)

    @Property("QVariantMap", notify=chose)
    def chosen(self) -> dict[str, str]:
        """What was chosen and typed of the acceptance."""
        here = self._app.at_screen
        first = {"how": AcceptedHow.WITNESSED.value, "witness": str(here.id) if here else ""}
        return {**first, **self._kept.of(self._accept_key), "version": str(self._number)}

    @Slot(str)
    def turn(self, paper: str) -> None:
        """Show the other paper."""
        self._paper, self._person = GroupPaper(paper), ""
        self._form.clear()
        self._tell()

    @Slot(str)
    def type(self, text: str) -> None:
        """What stands in the field now."""
        self._kept.type(self._text_key, "text", text)
        self.chose.emit()

    @Slot()
    def keep(self) -> None:
        """Keep what stands in the field as the next version, which everybody is asked to accept."""
        self._form.attempt(self._keep, self._was_kept)

    @Slot(str)
    def ask(self, person: str) -> None:
        """A member accepts: ask how; again: not."""
        self._person, self._asked = "" if self._person == person else person, None
        self._accepting.clear()
        self._tell()

    @Slot(str, str)
    def say(self, field: str, text: str) -> None:
        """What is chosen or typed of the acceptance."""
        self._kept.type(self._accept_key, field, text)
        self.chose.emit()

    @Slot()
    def accept(self) -> None:
        """The member has accepted the version that was chosen."""
        self._accepting.attempt(self._accept, self.was_accepted)

    def show(self, group: UUID | None) -> None:
        """Another group's papers are shown."""
        self._group, self._person = group, ""
        self._form.clear()
        self._accepting.clear()
        self._tell()

    def look(self) -> None:
        """The core changed."""
        group = self._known()
        self._rows.show(_lines(self._app.clinic_state(), group, self._paper) if group else [])
        self.changed.emit()
        self.chose.emit()

    def _tell(self) -> None:
        self.look()
        self.opened.emit()

    def _told(self) -> str:
        group, now = self._known(), self._current()
        if now is not None or group is None:
            return now.text if now else ""
        return _begins_from(self._app.clinic_state(), group, self._paper)

    def _known(self) -> Group | None:
        return self._app.clinic.state.groups.get(self._group) if self._app.clinic and self._group else None

    def _current(self) -> Version | None:
        group = self._known()
        return group.current(self._paper) if group else None

    @property
    def _number(self) -> int:
        """Which version is accepted: what is signed here is what holds now; 0 while there is none."""
        now, typed = self._current(), self._kept.of(self._accept_key)
        chosen = typed.get("version", "") if typed.get("how") != "signed" else ""
        return int(chosen) if chosen else now.number if now else 0

    @property
    def _text_key(self) -> str:
        return f"{self._group}/{self._paper}"

    @property
    def _accept_key(self) -> str:
        return f"{self._group}/{self._paper}/{self._person}"

    async def _keep(self) -> None:
        clinic, now = self._app.clinic, self._current()
        if clinic is None or self._group is None:
            raise Refusal("app.locked")
        fact = PaperKept(
            group=self._group, paper=self._paper, version=now.number + 1 if now else 1, text=self.text.strip()
        )
        await _write(self._app, clinic, Part(fact=fact))

    def _was_kept(self) -> None:
        self._kept.drop(self._text_key)
        self._tell()

    async def _accept(self) -> None:
        clinic, number, typed = self._app.clinic, self._number, self.chosen
        if clinic is None or self._group is None or not number or not self._person:
            raise Refusal("app.locked")
        witnessed = (how := AcceptedHow(typed["how"])) is AcceptedHow.WITNESSED
        who = clinic.who(UUID(typed["witness"])) if witnessed and typed.get("witness") else None
        fact = PaperAccepted(
            group=self._group,
            paper=self._paper,
            version=number,
            how=how,
            witness=who.id if who else None,
            witness_name=who.name if who else "",
            reference="" if witnessed else typed.get("reference", "").strip(),
            on=typed_day(typed.get("day", ""), "day"),
        )
        meant = fact == self._asked  # the same once more, after it was asked
        try:
            await _write(self._app, clinic, Part(fact=replace(fact, sure=meant), about=UUID(self._person)))
        except Question:
            self._asked = fact
            raise

    @Slot()
    def was_accepted(self) -> None:
        """It is on the record, here or signed: nobody is asked how any more."""
        self._kept.drop(self._accept_key)
        self._person = ""
        self._tell()


def _lines(clinic: ClinicState, group: Group, paper: GroupPaper) -> list[AcceptedLine]:
    names, zone = called_in_group(clinic, group), ZoneInfo(clinic.zone)
    return [_line(group, paper, member, names.get(member.id, ""), zone) for member in group.there]


def _line(group: Group, paper: GroupPaper, member: GroupMember, name: str, zone: ZoneInfo) -> AcceptedLine:
    last = member.accepted.get(paper)
    told = before_words.accepted(last.told, catalogue()) if last else render("groups_ui.nothing_accepted")
    text = f"{told} · {render('ui.home.day_at', zone=zone, at=last.at)}" if last and not last.on else told
    lacks, kept = paper in group.lacking(member.id), (str(last.entry), last.shows) if last else ("", False)
    return AcceptedLine(str(member.id), name, text, lacks, *kept)


def _holds(clinic: ClinicState, one: Version) -> str:
    """Which version it is, since when, and who wrote it down."""
    by = clinic.staff.get(one.by) if one.by else None
    name = by.name if by else ""
    return render("groups_ui.holds", zone=ZoneInfo(clinic.zone), version=one.number, at=one.at, name=name)


async def _write(app: App, clinic: Clinic, part: Part) -> None:
    """Write it, and let the room know that is under way."""
    await clinic.write([part])
    await session_ends.tell_agreed(clinic, app.session)


def _begins_from(clinic: ClinicState, group: Group, paper: GroupPaper) -> str:
    """What the group's programme gives to begin a paper from."""
    runs_by = versions.programme_for(clinic, group.programme, group.id)
    if runs_by is None:
        return ""
    return runs_by.rules if paper is GroupPaper.RULES else runs_by.confidentiality
