"""What can be written down of a group: its theme and dates, who belongs to it and why, what its members agree to.  Pure.

Knows nothing of how full a group may be: that is its programme's, and is looked at where the line is written.
"""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

import msgspec

from facilitator_app.faults import Refusal
from facilitator_app.record.attachments import Attached
from facilitator_app.record.entry import Entry, Fact, text_within
from facilitator_app.record.growing import put
from facilitator_app.record.ink import Ink
from facilitator_app.record.programme import always

LONGEST_PAPER = 20_000
"""Characters of an agreement, or of the rules."""


class GroupPaper(StrEnum):
    """What a group agrees to, in versions."""

    CONFIDENTIALITY = "confidentiality"
    RULES = "rules"


class AcceptedHow(StrEnum):
    """How a member accepted a paper."""

    WITNESSED = "witnessed"
    ON_PAPER = "on_paper"


class GroupFormed(Fact, frozen=True, kw_only=True, tag="group_formed/1"):
    """The group ``group`` of a programme exists: what brings it together, when people are taken in, when it begins."""

    group: UUID
    programme: str
    theme: str
    intake_from: date | None = None
    intake_until: date | None = None
    starts_on: date | None = None

    def __post_init__(self) -> None:
        """Refuse a group without a theme, and dates that are the wrong way round."""
        _check_dates(self)


class GroupTold(Fact, frozen=True, kw_only=True, tag="group_told/1"):
    """What holds of the group ``group`` from now on."""

    group: UUID
    theme: str
    intake_from: date | None = None
    intake_until: date | None = None
    starts_on: date | None = None

    def __post_init__(self) -> None:
        """Refuse a group without a theme, and dates that are the wrong way round."""
        _check_dates(self)


class GroupEnded(Fact, frozen=True, kw_only=True, tag="group_ended/1"):
    """The group ``group`` meets no more."""

    group: UUID
    reason: str = ""


class MemberJoined(Fact, frozen=True, kw_only=True, tag="member_joined/1"):
    """The entry's participant belongs to the group from now on: who decided that they fit with the others, and why.

    ``outside_intake``: it was known that the intake window is not open.
    """

    group: UUID
    decided_by: UUID
    decided_by_name: str
    why: str
    outside_intake: bool = False

    def __post_init__(self) -> None:
        """Refuse a decision without a name or a reason."""
        text_within(self.decided_by_name, 200, "decided_by")
        text_within(self.why, 2000, "why")


class MemberLeft(Fact, frozen=True, kw_only=True, tag="member_left/1"):
    """The entry's participant does not belong to the group any more."""

    group: UUID
    reason: str = ""


class PaperKept(Fact, frozen=True, kw_only=True, tag="paper_kept/1"):
    """A version of a paper of the group, which every member is to accept.  The versions before it stay readable."""

    group: UUID
    paper: GroupPaper
    version: int
    text: str

    def __post_init__(self) -> None:
        """Refuse a paper that says nothing, and a version that no counting gives."""
        text_within(self.text, LONGEST_PAPER, "text")
        if self.version < 1:
            raise Refusal("groups.version", field="version")


class PaperAccepted(Fact, frozen=True, kw_only=True, omit_defaults=True, tag="paper_accepted/1"):
    """The entry's participant accepted this version of a paper: before a witness, or on paper that ``reference`` finds.

    ``on`` is the day it was, where that was another day than it was written down: one can have signed before one joined.
    ``sure``: it was asked about a day before the version was kept here, and is meant.
    """

    group: UUID
    paper: GroupPaper
    version: int
    how: AcceptedHow
    witness: UUID | None = always(None)
    witness_name: str = always("")
    reference: str = always("")
    on: date | None = always(None)
    sure: bool = False

    def __post_init__(self) -> None:
        """Refuse a witness without a name, and a paper that nobody could find."""
        if self.how is AcceptedHow.WITNESSED and (self.witness is None or not self.witness_name.strip()):
            raise Refusal("groups.witness_needed", field="witness")
        if self.how is AcceptedHow.ON_PAPER:
            text_within(self.reference, 200, "reference")


class PaperSigned(Fact, frozen=True, kw_only=True, tag="paper_signed/1"):
    """The entry's participant signed this version on the screen, before who was at it: by hand, or by typing their name."""

    group: UUID
    paper: GroupPaper
    version: int
    witness: UUID
    witness_name: str
    ink: Ink | None = None
    typed: str = ""

    def __post_init__(self) -> None:
        """Refuse what nobody signed, and a witness without a name."""
        if not self.witness_name.strip():
            raise Refusal("groups.witness_needed", field="witness")
        if self.ink is None:
            if not self.typed.strip():
                raise Refusal("ink.empty", field="ink")
            text_within(self.typed, 200, "typed")


class PaperScanned(Fact, frozen=True, kw_only=True, omit_defaults=True, tag="paper_scanned/1"):
    """The entry's participant accepted this version on paper, whose pages are kept; ``on`` and ``sure`` as in
    ``PaperAccepted``."""

    group: UUID
    paper: GroupPaper
    version: int
    scan: Attached
    on: date | None = always(None)
    sure: bool = False


class GroupTakesVersion(Fact, frozen=True, kw_only=True, tag="group_takes_version/1"):
    """From its next session on the group runs by this version of its programme, the newest one when it was written."""

    group: UUID
    version: int


class SessionOfGroup(Fact, frozen=True, kw_only=True, tag="session_of_group/1"):
    """The session ``session`` is one of the group's.  Of the clinic."""

    group: UUID
    session: UUID


class GroupMeets(Fact, frozen=True, kw_only=True, tag="group_meets/1"):
    """This session is the ``number``-th of the group, of ``planned`` (None: open-ended, or not set)."""

    group: UUID
    theme: str
    number: int
    planned: int | None = None


Accepting = PaperAccepted | PaperSigned | PaperScanned
"""What says that somebody accepted a version of a paper."""
ABOUT_A_MEMBER = (MemberJoined, MemberLeft, PaperAccepted, PaperSigned, PaperScanned)
"""The kinds that are about one person."""
OF_THE_CLINIC = (GroupFormed, GroupTold, GroupEnded, *ABOUT_A_MEMBER, PaperKept, SessionOfGroup, GroupTakesVersion)
"""The kinds that stand in the clinic's own record."""


class Version(msgspec.Struct, frozen=True, kw_only=True):
    """One version of a paper: since when, who wrote it down, and in which line."""

    entry: UUID
    number: int
    text: str
    at: datetime
    by: UUID | None


class Acceptance(msgspec.Struct, frozen=True, kw_only=True):
    """The newest version of a paper that somebody accepted, when and how."""

    entry: UUID
    at: datetime
    told: Accepting

    @property
    def witness(self) -> UUID | None:
        """Who of the team was there, where somebody had to be."""
        return None if isinstance(self.told, PaperScanned) else self.told.witness

    @property
    def reference(self) -> str:
        """Where the paper is, as it was told."""
        return self.told.reference if isinstance(self.told, PaperAccepted) else ""

    @property
    def shows(self) -> bool:
        """Whether what was signed is kept: strokes, or pages."""
        told = self.told
        return isinstance(told, PaperScanned) or (isinstance(told, PaperSigned) and told.ink is not None)

    @property
    def on(self) -> date | None:
        """Which day it was, where that was told."""
        return None if isinstance(self.told, PaperSigned) else self.told.on


class GroupMember(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who belongs to a group, or did: then ``left_at`` says until when.

    ``place``: theirs among those who belong to it, from 1; it stays while others leave and come, and waits for who comes back.
    """

    id: UUID
    place: int
    joined_at: datetime
    told: MemberJoined
    accepted: dict[GroupPaper, Acceptance] = {}
    left_at: datetime | None = None
    left_because: str = ""


class Group(msgspec.Struct, frozen=True, kw_only=True):
    """A group as its lines tell it.  ``sessions`` are in the order in which they were opened."""

    id: UUID
    programme: str
    theme: str
    formed_at: datetime
    intake_from: date | None = None
    intake_until: date | None = None
    starts_on: date | None = None
    members: dict[UUID, GroupMember] = {}
    papers: dict[GroupPaper, tuple[Version, ...]] = {}
    sessions: tuple[UUID, ...] = ()
    ended_at: datetime | None = None

    @property
    def there(self) -> tuple[GroupMember, ...]:
        """Who belongs to it now, in the order of joining."""
        return tuple(member for member in self.members.values() if member.left_at is None)

    def not_gone_by(self, moment: datetime) -> tuple[GroupMember, ...]:
        """Who had not left it by a moment, whoever was written down as a member only later among them."""
        return tuple(one for one in self.members.values() if one.left_at is None or one.left_at > moment)

    def there_at(self, moment: datetime) -> tuple[GroupMember, ...]:
        """Who belonged to it at a moment: whoever left only later did still, and whoever joined only later not yet."""
        return tuple(one for one in self.not_gone_by(moment) if one.joined_at <= moment)

    def version(self, paper: GroupPaper, number: int) -> Version | None:
        """A version of a paper, or None where there is none of that number."""
        return next((one for one in self.papers.get(paper, ()) if one.number == number), None)

    def current(self, paper: GroupPaper) -> Version | None:
        """The version of a paper that holds now, or None while there is none."""
        versions = self.papers.get(paper, ())
        return versions[-1] if versions else None

    def lacking(self, person: UUID) -> tuple[GroupPaper, ...]:
        """The papers of which somebody has not accepted the current version."""
        member = self.members.get(person)
        accepted = member.accepted if member is not None else {}
        return tuple(
            paper
            for paper in GroupPaper
            if (now := self.current(paper)) is not None
            and (paper not in accepted or accepted[paper].told.version != now.number)
        )

    def asks(self, person: UUID) -> bool:
        """Whether its own papers say how it stands with somebody; of one without an agreement somebody's word does."""
        return bool(self.lacking(person)) or self.current(GroupPaper.CONFIDENTIALITY) is not None

    def takes_in(self, day: date) -> bool:
        """Whether the intake window is open on a day; one that is not set is always open."""
        begun = self.intake_from is None or self.intake_from <= day
        return begun and (self.intake_until is None or day <= self.intake_until)


def after(groups: dict[UUID, Group], entry: Entry) -> dict[UUID, Group]:
    """The groups after a line of this topic; a line of a group that nobody knows changes nothing."""
    fact = entry.fact
    if isinstance(fact, GroupFormed):
        told = {name: getattr(fact, name) for name in (*_DATED, "programme")}
        return put(groups, fact.group, Group(id=fact.group, formed_at=entry.observed_at, **told))
    assert isinstance(fact, OF_THE_CLINIC)  # no other kind comes here
    group = groups.get(fact.group)
    if group is None:
        return groups
    return put(groups, group.id, _after(group, entry))


def _after(group: Group, entry: Entry) -> Group:
    fact, change = entry.fact, msgspec.structs.replace
    if isinstance(fact, GroupTold):
        return change(group, **{name: getattr(fact, name) for name in _DATED})
    if isinstance(fact, GroupEnded):
        return change(group, ended_at=entry.observed_at)
    if isinstance(fact, SessionOfGroup):
        return change(group, sessions=(*group.sessions, fact.session))
    if isinstance(fact, PaperKept):
        version = Version(
            entry=entry.id,
            number=fact.version,
            text=fact.text,
            at=entry.observed_at,
            by=entry.done_by or entry.recorded_by,
        )
        return change(group, papers={**group.papers, fact.paper: (*group.papers.get(fact.paper, ()), version)})
    if entry.participant is None or not isinstance(fact, ABOUT_A_MEMBER):
        return group
    return change(group, members=_members(group.members, entry.participant, entry))


def there_again(group: Group, person: UUID) -> Group:
    """The group in which somebody did not leave who left by one of their two entries."""
    known = group.members.get(person)
    if known is None or known.left_at is None:
        return group
    there = msgspec.structs.replace(known, left_at=None, left_because="")
    return msgspec.structs.replace(group, members={**group.members, person: there})


def _members(members: dict[UUID, GroupMember], person: UUID, entry: Entry) -> dict[UUID, GroupMember]:
    """Who belongs and did, after a line about one of them; who comes back has accepted what they had accepted."""
    fact, known = entry.fact, members.get(person)
    if isinstance(fact, MemberJoined):
        accepted = known.accepted if known else {}
        joined = GroupMember(
            id=person, place=_place(members, person), joined_at=entry.observed_at, told=fact, accepted=accepted
        )
        return {**{id: one for id, one in members.items() if id != person}, person: joined}
    if known is None:
        return members
    if isinstance(fact, MemberLeft):
        left = msgspec.structs.replace(known, left_at=entry.observed_at, left_because=fact.reason)
        return {**members, person: left}
    assert isinstance(fact, Accepting)  # no other kind comes here
    newest = known.accepted.get(fact.paper)
    if newest is not None and newest.told.version > fact.version:
        return members  # brought in later, of an older version
    acceptance = Acceptance(entry=entry.id, at=entry.observed_at, told=fact)
    return {**members, person: msgspec.structs.replace(known, accepted={**known.accepted, fact.paper: acceptance})}


def _place(members: dict[UUID, GroupMember], person: UUID) -> int:
    """The place of somebody who joins: the one they had, where it is free still, else the first that is."""
    taken = {one.place for one in members.values() if one.left_at is None and one.id != person}
    known = members.get(person)
    if known is not None and known.place not in taken:
        return known.place
    return next(place for place in range(1, len(taken) + 2) if place not in taken)


_DATED = ("theme", "intake_from", "intake_until", "starts_on")


def _check_dates(fact: GroupFormed | GroupTold) -> None:
    text_within(fact.theme, 200, "theme")
    if fact.intake_from is not None and fact.intake_until is not None and fact.intake_until < fact.intake_from:
        raise Refusal("groups.intake_upside_down", field="intake_until")
    if fact.intake_from is not None and fact.starts_on is not None and fact.starts_on < fact.intake_from:
        raise Refusal("groups.starts_before_intake", field="starts_on")
