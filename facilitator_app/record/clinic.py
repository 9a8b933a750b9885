"""What can be written down about the clinic and what it comes to: name, staff, people, programmes, sessions.  Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

from facilitator_app.faults import Refusal
from facilitator_app.record import agenda, groups, requests, retention, versions
from facilitator_app.record.circle import RulesKept
from facilitator_app.record.elsewhere import SessionElsewhere
from facilitator_app.record.emergency import AddressTold
from facilitator_app.record.entry import Entry, Fact, text_within
from facilitator_app.record.growing import Growing, put, put_all
from facilitator_app.record.integration import AfterKept, AfterOver
from facilitator_app.record.leaving import (
    Disclosure,
    LeavingList,
    LeavingListKept,
    RiskAnswered,
    RiskDisclosed,
    disclosed,
)
from facilitator_app.record.people import (
    AccessEnded,
    AccessGiven,
    Details,
    PersonTold,
    SamePerson,
    StaffBack,
    StaffGone,
    StaffTold,
    birth_day,
)
from facilitator_app.record.preparation import WishMatter, WishTold
from facilitator_app.record.programme import Plan, Programme, SignedPlan
from facilitator_app.record.release import Part2Kept
from facilitator_app.record.roles import Role


class ClinicMade(Fact, frozen=True, kw_only=True, tag="clinic_made/1"):
    """The clinic and the time zone of its room."""

    name: str
    zone: str

    def __post_init__(self) -> None:
        """Refuse a clinic without a name and a zone that does not exist."""
        text_within(self.name, 200, "name")
        try:
            ZoneInfo(self.zone)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise Refusal("clinic.unknown_zone", field="zone") from None


class StaffAdded(Fact, frozen=True, kw_only=True, tag="staff_added/1"):
    """A member of staff with the roles held; ``staff`` is also the id of the account."""

    staff: UUID
    name: str
    roles: tuple[Role, ...]

    def __post_init__(self) -> None:
        """Refuse somebody without a name or a role."""
        text_within(self.name, 200, "name")
        if not self.roles:
            raise Refusal("clinic.no_role", field="roles")


class ParticipantAdded(Fact, frozen=True, kw_only=True, tag="participant_added/1"):
    """A person of the programme.  The entry's ``participant`` is the person's id.  ``nicknames`` feed the name guard."""

    preferred_name: str
    legal_name: str = ""
    pronouns: str = ""
    birth_date: str = ""
    allergies: str = ""
    nicknames: tuple[str, ...] = ()
    escort: str = ""
    intention: str = ""

    def __post_init__(self) -> None:
        """Refuse a person without a name and a birth date that is no date (ISO, e.g. 1984-05-21)."""
        text_within(self.preferred_name, 200, "preferred_name")
        if self.birth_date:
            birth_day(self.birth_date)


class ProgrammeKept(Fact, frozen=True, kw_only=True, tag="programme_kept/1"):
    """The clinic keeps a programme, new or in a new version.  Only ``PlanSigned`` gives it a plan, and it keeps that."""

    programme: Programme


class PlanSigned(Fact, frozen=True, kw_only=True, tag="plan_signed/1"):
    """A named prescriber or provider has chosen this plan and these limits for the programme, and signs them."""

    programme: str
    plan: Plan
    signer: str
    role: Role


class SessionPlanned(Fact, frozen=True, kw_only=True, omit_defaults=True, tag="session_planned/1"):
    """A session of a programme exists; its own lines are in the scope ``session``.  ``course``: whose, if a person's, and
    ``together`` whose, where several people's without a group; ``began``: when, where it was opened only afterwards."""

    session: UUID
    title: str
    programme: str
    course: UUID | None = None
    began: datetime | None = None
    together: tuple[UUID, ...] = ()


class SessionEnded(Fact, frozen=True, kw_only=True, omit_defaults=True, tag="session_ended/1"):
    """The session ``session`` was closed; ``ended``: when it was over, where it was held on paper and closed afterwards."""

    session: UUID
    ended: datetime | None = None


class Member(msgspec.Struct, frozen=True, kw_only=True):
    """A member of staff as the clinic knows them.  ``gone_at``: not there since then; ``may_come_in``: not shut out."""

    id: UUID
    name: str
    roles: tuple[Role, ...]
    gone_at: datetime | None = None
    may_come_in: bool = True

    def is_gone_by(self, at: datetime | None) -> bool:
        """Whether they are not there ``at`` an hour that is past; None: now, and they have access still."""
        if at is None:
            return self.gone_at is not None or not self.may_come_in
        return self.gone_at is not None and self.gone_at <= at


class Participant(msgspec.Struct, frozen=True, kw_only=True):
    """A person of the programme as the clinic knows them now.  ``former``: names that were corrected."""

    id: UUID
    told: ParticipantAdded
    details: Details = Details()
    former: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Every name this person is or was known by."""
        told = self.told
        return tuple(name for name in (told.preferred_name, told.legal_name, *told.nicknames, *self.former) if name)


class Risk(msgspec.Struct, frozen=True, kw_only=True):
    """A disclosure outside a session that nobody has answered yet, and whose it is."""

    participant: UUID
    disclosure: Disclosure


class ClinicState(msgspec.Struct, frozen=True, kw_only=True):
    """The clinic as its entries tell it.  ``risks`` are the disclosures that are open, by their line.

    ``same``: who was entered a second time, and under whose id that one is told.
    """

    name: str = ""
    zone: str = "UTC"
    staff: dict[UUID, Member] = {}
    participants: dict[UUID, Participant] = {}
    same: Mapping[UUID, UUID] = {}
    programmes: dict[str, Programme] = {}
    kept: versions.Kept = {}
    brought: dict[UUID, tuple[SessionElsewhere, ...]] = {}
    courses: versions.Courses = {}
    held: versions.Held = {}
    sessions: dict[UUID, versions.Planned] = {}
    leaving: dict[str, LeavingList] = {}
    rules: dict[str, str] = {}
    address: str = ""
    after: dict[str, AfterKept] = {}
    after_over: frozenset[UUID] = frozenset()
    part2: bool = False
    groups: dict[UUID, groups.Group] = {}
    risks: dict[UUID, Risk] = {}
    keeping: retention.Keeping = retention.Keeping()
    asking: dict[UUID, requests.Asking] = {}
    wishes: dict[UUID, Mapping[WishMatter, str]] = {}
    agenda: agenda.Agenda = agenda.Agenda()

    def risks_of(self, person: UUID) -> tuple[Disclosure, ...]:
        """The disclosures of risk outside a session that are open of a person."""
        return tuple(risk.disclosure for risk in self.risks.values() if risk.participant == person)

    def known(self, person: UUID) -> Participant | None:
        """A person by any id under which they were entered."""
        return self.participants.get(self.same.get(person, person))


_MANY = ("participants", "sessions", "groups", "courses", "held", "brought", "wishes", "asking")


def apply(state: ClinicState, entry: Entry) -> ClinicState:
    """The clinic after ``entry``; kinds that are not the clinic's leave it as it is."""
    step = _STEPS.get(type(entry.fact))
    if step is not None:
        return step(state, entry, entry.fact)
    keeping, asking = retention.after(state.keeping, entry), requests.after(state.asking, entry)
    to_come = agenda.after(state.agenda, entry)
    if keeping is state.keeping and asking is state.asking and to_come is state.agenda:
        return state
    return msgspec.structs.replace(state, keeping=keeping, asking=asking, agenda=to_come)


def fold(state: ClinicState, entries: Iterable[Entry]) -> ClinicState:
    """What ``apply`` comes to for one entry after the other, without a copy of everybody for each of thousands."""
    state = growing(state)
    for entry in entries:
        state = apply(state, entry)
    return _with_many(state, dict)


def growing(state: ClinicState) -> ClinicState:
    """The same, to which entries are applied and which nobody keeps: what there are thousands of grows in place."""
    return _with_many(state, Growing)


def _with_many(state: ClinicState, kind: Callable[[Mapping[Any, Any]], dict[Any, Any]]) -> ClinicState:
    to_come = {name: kind(getattr(state.agenda, name)) for name in ("sessions", "meetings")}
    many = {name: kind(getattr(state, name)) for name in _MANY}
    return msgspec.structs.replace(state, agenda=msgspec.structs.replace(state.agenda, **to_come), **many)


def _made(state: ClinicState, entry: Entry, fact: ClinicMade) -> ClinicState:
    return msgspec.structs.replace(state, name=fact.name, zone=fact.zone)


def _staff(state: ClinicState, entry: Entry, fact: StaffAdded) -> ClinicState:
    member = Member(id=fact.staff, name=fact.name, roles=fact.roles)
    return msgspec.structs.replace(state, staff={**state.staff, member.id: member})


def _participant(state: ClinicState, entry: Entry, fact: ParticipantAdded) -> ClinicState:
    if entry.participant is None:
        return state
    person = Participant(id=entry.participant, told=fact)
    known = state.participants.get(person.id)
    if known is not None:  # entered a second time: what holds of both is told by ``SamePerson``
        more = tuple(name for name in dict.fromkeys(person.names) if name not in known.names)
        person = msgspec.structs.replace(known, former=(*known.former, *more))
    return msgspec.structs.replace(state, participants=put(state.participants, person.id, person))


def _person_told(state: ClinicState, entry: Entry, fact: PersonTold) -> ClinicState:
    known = state.participants.get(entry.participant) if entry.participant else None
    if known is None:
        return state
    changed = fact.told
    told = {name: value for name, value in changed.items() if name in ParticipantAdded.__struct_fields__}
    details = {name: value for name, value in changed.items() if name in Details.__struct_fields__}
    before = {known.told.preferred_name, known.told.legal_name} - {""}
    now = msgspec.structs.replace(
        known,
        told=msgspec.structs.replace(known.told, **told),
        details=msgspec.structs.replace(known.details, **details),
    )
    gone = sorted(before - set(now.names))
    now = msgspec.structs.replace(now, former=(*known.former, *gone))
    return msgspec.structs.replace(state, participants=put(state.participants, now.id, now))


def _same(state: ClinicState, entry: Entry, fact: SamePerson) -> ClinicState:
    """The lines of both come here under the one id (``same_person``); only what holds of them is told anew."""
    if entry.participant is None:
        return state
    state = _person_told(state, entry, fact.told)
    belongs = {id: groups.there_again(state.groups[id], entry.participant) for id in fact.groups if id in state.groups}
    same = {**state.same, fact.other: entry.participant}
    same = {one: entry.participant if kept == fact.other else kept for one, kept in same.items()}
    to_come = agenda.as_one(state.agenda, entry.participant, fact.expected, fact.unsaid)
    return msgspec.structs.replace(state, groups=put_all(state.groups, belongs), same=same, agenda=to_come)


def _member(state: ClinicState, staff: UUID, **changed: Any) -> ClinicState:
    known = state.staff.get(staff)
    if known is None:
        return state
    return msgspec.structs.replace(state, staff={**state.staff, staff: msgspec.structs.replace(known, **changed)})


def _programme(state: ClinicState, entry: Entry, fact: ProgrammeKept) -> ClinicState:
    return versions.noted(state, versions.kept(state.programmes, fact.programme), entry.observed_at)


def _plan(state: ClinicState, entry: Entry, fact: PlanSigned) -> ClinicState:
    programme = state.programmes.get(fact.programme)
    by = entry.done_by or entry.recorded_by
    if programme is None or by is None:
        return state
    signed = SignedPlan(plan=fact.plan, signed_by=by, signer=fact.signer, role=fact.role, signed_at=entry.observed_at)
    return versions.noted(state, versions.beside(state.programmes, programme.key, plan=signed), entry.observed_at)


def _leaving_list(state: ClinicState, entry: Entry, fact: LeavingListKept) -> ClinicState:
    programmes = versions.beside(state.programmes, fact.programme, leaving=fact.list)
    now = versions.noted(state, programmes, entry.observed_at)
    return msgspec.structs.replace(now, leaving={**state.leaving, fact.programme: fact.list})


def _address(state: ClinicState, entry: Entry, fact: AddressTold) -> ClinicState:
    return msgspec.structs.replace(state, address=fact.address)


def _part2(state: ClinicState, entry: Entry, fact: Part2Kept) -> ClinicState:
    return msgspec.structs.replace(state, part2=fact.holds)


def _rules(state: ClinicState, entry: Entry, fact: RulesKept) -> ClinicState:
    now = versions.noted(state, versions.beside(state.programmes, fact.programme, rules=fact.text), entry.observed_at)
    return msgspec.structs.replace(now, rules={**state.rules, fact.programme: fact.text})


def _after(state: ClinicState, entry: Entry, fact: AfterKept) -> ClinicState:
    return msgspec.structs.replace(state, after={**state.after, fact.programme: fact})


def _after_over(state: ClinicState, entry: Entry, fact: AfterOver) -> ClinicState:
    return msgspec.structs.replace(state, after_over=state.after_over | {fact.session})


def _groups(state: ClinicState, entry: Entry, fact: object) -> ClinicState:
    return versions.of_group(msgspec.structs.replace(state, groups=groups.after(state.groups, entry)), entry)


def _wish(state: ClinicState, entry: Entry, fact: WishTold) -> ClinicState:
    if entry.participant is None:
        return state
    told = {**state.wishes.get(entry.participant, {}), fact.matter: fact.text}
    return msgspec.structs.replace(state, wishes=put(state.wishes, entry.participant, told))


def _risk(state: ClinicState, entry: Entry, fact: RiskDisclosed) -> ClinicState:
    if entry.participant is None:
        return state
    risk = Risk(participant=entry.participant, disclosure=disclosed(entry, fact))
    return msgspec.structs.replace(state, risks={**state.risks, entry.id: risk})


def _risk_answered(state: ClinicState, entry: Entry, fact: RiskAnswered) -> ClinicState:
    still = {line: risk for line, risk in state.risks.items() if line != fact.disclosure}
    return msgspec.structs.replace(state, risks=still)


_STEPS: Mapping[type, Callable[[ClinicState, Entry, Any], ClinicState]] = {
    ClinicMade: _made,
    StaffAdded: _staff,
    StaffTold: lambda state, entry, fact: _member(state, fact.staff, name=fact.name, roles=fact.roles),
    StaffGone: lambda state, entry, fact: _member(state, fact.staff, gone_at=entry.observed_at),
    StaffBack: lambda state, entry, fact: _member(state, fact.staff, gone_at=None),
    AccessEnded: lambda state, entry, fact: _member(state, fact.staff, may_come_in=False),
    AccessGiven: lambda state, entry, fact: _member(state, fact.staff, may_come_in=True),
    ParticipantAdded: _participant,
    PersonTold: _person_told,
    SamePerson: _same,
    ProgrammeKept: _programme,
    PlanSigned: _plan,
    LeavingListKept: _leaving_list,
    RulesKept: _rules,
    AddressTold: _address,
    AfterKept: _after,
    AfterOver: _after_over,
    Part2Kept: _part2,
    SessionPlanned: versions.planned,
    SessionEnded: versions.ended,
    versions.CourseTakesVersion: versions.taken,
    versions.CameLate: versions.came_late,
    SessionElsewhere: versions.brought,
    WishTold: _wish,
    RiskDisclosed: _risk,
    RiskAnswered: _risk_answered,
    **dict.fromkeys(groups.OF_THE_CLINIC, _groups),
}
