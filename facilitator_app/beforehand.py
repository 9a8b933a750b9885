"""When lines of groups, preparation and questionnaires may be written in the clinic's record.  Pure; asked by ``clinic``."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from facilitator_app import agenda, prescribing, same_person
from facilitator_app.faults import Question, Refusal
from facilitator_app.record import (
    attachments,
    elsewhere,
    groups,
    leaving,
    preparation,
    questionnaires,
    readiness,
    versions,
)
from facilitator_app.record.agenda import ABOUT_A_PERSON as EXPECTED
from facilitator_app.record.agenda import MeetingSet, check_year
from facilitator_app.record.changes import Voided
from facilitator_app.record.clinic import ClinicState
from facilitator_app.record.entry import Entry, Part
from facilitator_app.record.groups import Group
from facilitator_app.record.history import History
from facilitator_app.record.people import SamePerson, folded
from facilitator_app.record.release import MedicalLeaveGiven, MedicalLeaveGivenTo
from facilitator_app.record.results import disclosed_with
from facilitator_app.record.roles import Act, Role

LEAVES = (MedicalLeaveGiven, MedicalLeaveGivenTo)
"""Who may receive what, said before a session: every session that begins later is told of it."""

ABOUT_A_PERSON = (
    *groups.ABOUT_A_MEMBER,
    *preparation.KINDS,
    *questionnaires.KINDS,
    attachments.PictureKept,
    *elsewhere.KINDS,
    *LEAVES,
    leaving.RiskDisclosed,
    leaving.RiskAnswered,
    *prescribing.ABOUT_A_PERSON,
    *EXPECTED,
    *readiness.ABOUT_A_PERSON,
    SamePerson,
    versions.CourseTakesVersion,
    versions.CameLate,
)
"""Kinds of these topics that are about one person of the clinic."""

ACTS: Mapping[type, Act] = {
    **dict.fromkeys((*groups.OF_THE_CLINIC, *ABOUT_A_PERSON, Voided), Act.MANAGE_PEOPLE),
    **agenda.ACTS,
    **prescribing.ACTS,
}
"""Which act of the table of roles they are."""

WITHDRAWN = (
    groups.MemberJoined,
    groups.PaperAccepted,
    groups.PaperSigned,
    groups.PaperScanned,
    attachments.PictureKept,
    *preparation.KINDS,
    *questionnaires.KINDS,
    *elsewhere.KINDS,
    *LEAVES,
    *prescribing.ABOUT_A_PERSON,
    MeetingSet,
    SamePerson,
)
"""What may be withdrawn when it was entered in error."""

AHEAD = timedelta(minutes=1)
"""How far in the future a moment may lie before it is refused: the skew of a clock, not a plan."""


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """What a check looks at: the clinic, its lines, the line and those of the same act, whose word it is, and now."""

    state: ClinicState
    history: History[ClinicState]
    entry: Entry
    along: Sequence[Entry]
    roles: Collection[Role]
    now: datetime


def along(history: History[ClinicState], parts: Sequence[Part]) -> tuple[Part, ...]:
    """What lines bring with them: who withdraws a result withdraws the disclosure of a risk that was written with it.

    It was read out of those answers: kept for the wrong person, it would stay open of somebody who never said it.
    """
    taken = {part.fact.target: part.fact.reason for part in parts if isinstance(part.fact, Voided)}
    return tuple(
        Part(fact=Voided(target=one.id, reason=reason), about=one.participant)
        for line, reason in taken.items()
        for one in disclosed_with(history, line)
    )


def check(told: Told) -> None:
    """Refuse what may not be written; lets every kind of another topic pass."""
    fact = told.entry.fact
    if type(fact) not in ACTS:
        return
    if told.entry.observed_at > told.now + AHEAD:
        raise Refusal("entry.in_the_future", field="at")
    if isinstance(fact, ABOUT_A_PERSON) and told.entry.participant not in told.state.participants:
        raise Refusal("clinic.no_such_participant", field="participant")
    special = _CHECKS.get(type(fact))
    if special is not None:
        special(told, fact)


def _group(told: Told, fact: Any) -> Group:
    """The group a line is of, which meets still."""
    group = told.state.groups.get(fact.group)
    if group is None:
        raise Refusal("groups.no_such_group", field="group")
    if group.ended_at is not None:
        raise Refusal("groups.ended", field="group")
    return group


def _formed(told: Told, fact: groups.GroupFormed) -> None:
    if fact.programme not in told.state.programmes:
        raise Refusal("clinic.no_such_programme", field="programme")


def _retold(told: Told, fact: groups.GroupTold) -> None:
    _group(told, fact)


def _between_sessions(told: Told, group: Group) -> None:
    """People join and leave between sessions, not in one."""
    sessions = (told.state.sessions.get(session) for session in group.sessions)
    if any(session is not None and session.ended_at is None for session in sessions):
        raise Refusal("groups.session_open", field="group")


def _joined(told: Told, fact: groups.MemberJoined) -> None:
    group = _group(told, fact)
    _between_sessions(told, group)
    _of_the_team(told, fact.decided_by, "decided_by")
    if any(member.id == told.entry.participant for member in group.there):
        raise Refusal("groups.there_already", field="participant")
    programme = versions.programme_for(told.state, group.programme, group.id)
    cap = programme.cap if programme else None
    if cap is not None and len(group.there) >= cap:
        raise Refusal("groups.full", field="participant", cap=cap)
    agenda.may_join(told, group.id)
    if not fact.outside_intake and not group.takes_in(_today(told)):
        raise Question("groups.outside_intake", field="why", confirm="outside")


def _left(told: Told, fact: groups.MemberLeft) -> None:
    group = _group(told, fact)
    _between_sessions(told, group)
    _is_member(told, group)


def _kept(told: Told, fact: groups.PaperKept) -> None:
    now = _group(told, fact).current(fact.paper)
    if fact.version != (now.number if now else 0) + 1:
        raise Refusal("groups.version", field="version")
    if now is not None and fact.text.strip() == now.text.strip():
        raise Refusal("groups.same_text", field="text")


def _accepted(told: Told, fact: groups.Accepting) -> None:
    group = _group(told, fact)
    _is_member(told, group)
    version, now = group.version(fact.paper, fact.version), group.current(fact.paper)
    if version is None or (
        isinstance(fact, groups.PaperSigned) and version != now
    ):  # what is signed here is what is read here
        raise Refusal("groups.not_current", field="version")
    if not isinstance(fact, groups.PaperScanned) and fact.witness is not None:
        _of_the_team(told, fact.witness, "witness")
    if isinstance(fact, groups.PaperSigned):
        _by_their_name(told, fact)
    elif fact.on is not None:
        _on_its_day(told, fact.on, version, sure=fact.sure)


def _on_its_day(told: Told, on: date, version: groups.Version, *, sure: bool) -> None:
    """Not in the future; and that a text was accepted before it was kept here is asked: it may have been on paper before."""
    if on > _today(told):
        raise Refusal("entry.in_the_future", field="day")
    kept = version.at.astimezone(ZoneInfo(told.state.zone)).date()
    if on < kept and not sure:
        raise Question("groups.before_the_version", field="day", confirm="sure", version=version.number, day=kept)


def _by_their_name(told: Told, fact: groups.PaperSigned) -> None:
    """Who types a name instead of signing types their own, as it is known here."""
    known = told.state.participants.get(told.entry.participant) if told.entry.participant else None
    names = (known.told.preferred_name, known.told.legal_name) if known else ()
    if fact.ink is None and folded(fact.typed) not in map(folded, names):
        raise Refusal("ink.another_name", field="typed")


def _session(told: Told, fact: groups.SessionOfGroup) -> None:
    group = _group(told, fact)
    session = told.state.sessions.get(fact.session)
    if session is None or session.programme != group.programme:
        raise Refusal("groups.other_programme", field="group")


def _takes_version(told: Told, fact: groups.GroupTakesVersion) -> None:
    """Between sessions, and the newest one: by which older version a course could run nobody asks."""
    group = _group(told, fact)
    _between_sessions(told, group)
    newest = told.state.programmes[group.programme]
    if fact.version != newest.version:
        raise Refusal("groups.not_newest", field="version")
    if versions.programme_for(told.state, group.programme, group.id) == newest:  # a plan signed since is another
        raise Refusal("groups.newest_already", field="version")


def _course_takes_version(told: Told, fact: versions.CourseTakesVersion) -> None:
    """The same of one person's course; not while a session of it is open."""
    who, newest = told.entry.participant, told.state.programmes.get(fact.programme)
    if newest is None:
        raise Refusal("clinic.no_such_programme", field="programme")
    if any(one.ended_at is None and who in versions.whose(one) for one in told.state.sessions.values()):
        raise Refusal("versions.session_open", field="version")
    if fact.version != newest.version:
        raise Refusal("groups.not_newest", field="version")
    if versions.programme_for(told.state, fact.programme, who) == newest:
        raise Refusal("versions.newest_already", field="version")


def _came_late(told: Told, fact: versions.CameLate) -> None:
    """To a session of no group: a group's course is its own."""
    if fact.session not in told.state.sessions:
        raise Refusal("app.no_such_session")
    if any(fact.session in group.sessions for group in told.state.groups.values()):
        raise Refusal("groups.only_members", field="seat", name="")


def _result(told: Told, fact: questionnaires.QuestionnaireAnswered | questionnaires.ResultTold) -> None:
    """An answer that tells of a risk is a disclosure: it comes with one that somebody owns."""
    _in_a_lifetime(told, _its_day(told))
    if isinstance(fact, questionnaires.ResultTold):
        questionnaires.check_meant(fact)
    owned = any(
        isinstance(line.fact, leaving.RiskDisclosed) and line.participant == told.entry.participant
        for line in told.along
    )
    if fact.risk and not owned:
        raise Refusal("questionnaires.owner_needed", field="owner")


def _disclosed(told: Told, fact: leaving.RiskDisclosed) -> None:
    _of_the_team(told, fact.owner, "owner")


def _answered(told: Told, fact: leaving.RiskAnswered) -> None:
    risk = told.state.risks.get(fact.disclosure)
    if risk is None or risk.participant != told.entry.participant:
        raise Refusal("leaving.no_disclosure", field="disclosure")
    if not leaving.may_read(risk.disclosure, told.entry.recorded_by, told.roles):
        raise Refusal("session.not_your_word", act="answer_risk", roles=(Role.MEDICAL_PROVIDER.value,))


def _voided(told: Told, fact: Voided) -> None:
    line = told.history.line(fact.target)
    if line is None or not _may_go(told, line.first) or line.first.participant != told.entry.participant:
        raise Refusal("session.no_such_line")
    if line.voided is not None:
        raise Refusal("session.line_withdrawn")
    if not fact.reason.strip():
        raise Refusal("entry.empty", field="reason")
    if isinstance(line.first.fact, groups.MemberJoined):
        _between_sessions(told, _group(told, line.first.fact))
    if isinstance(line.first.fact, prescribing.ABOUT_A_PERSON):
        prescribing.may_withdraw(told)


def _may_go(told: Told, first: Entry) -> bool:
    """Whether it is of what may be withdrawn: a disclosure of a risk only along with the answers that told of it."""
    if isinstance(first.fact, leaving.RiskDisclosed):
        gone = (line.fact.target for line in told.along if isinstance(line.fact, Voided))
        return any(first in disclosed_with(told.history, line) for line in gone)
    return isinstance(first.fact, WITHDRAWN)


def _elsewhere(told: Told, fact: elsewhere.Happened) -> None:
    """What is brought in from elsewhere has been, in a lifetime."""
    if fact.day > _today(told):
        raise Refusal("entry.in_the_future", field="day")
    _in_a_lifetime(told, fact.day)


def _in_a_lifetime(told: Told, day: date) -> None:
    """Refuse a day before the person was born, and one of a year that is a slip of the finger."""
    person = told.state.participants.get(told.entry.participant) if told.entry.participant else None
    born = person.told.birth_date if person else ""
    check_year(day)
    if born and day < date.fromisoformat(born):
        raise Refusal("elsewhere.before_birth", field="day")


def _its_day(told: Told) -> date:
    check_year(told.entry.observed_at)
    return told.entry.observed_at.astimezone(ZoneInfo(told.state.zone)).date()


def _today(told: Told) -> date:
    return told.now.astimezone(ZoneInfo(told.state.zone)).date()


def _is_member(told: Told, group: Group) -> None:
    if all(member.id != told.entry.participant for member in group.there):
        raise Refusal("groups.not_a_member", field="participant")


def _of_the_team(told: Told, who: Any, field: str) -> None:
    if who not in told.state.staff:
        raise Refusal("clinic.no_such_staff", field=field)


_CHECKS: Mapping[type, Callable[[Told, Any], None]] = {
    groups.GroupFormed: _formed,
    groups.GroupTold: _retold,
    groups.GroupEnded: lambda told, fact: _between_sessions(told, _group(told, fact)),
    groups.MemberJoined: _joined,
    groups.MemberLeft: _left,
    groups.PaperKept: _kept,
    groups.PaperAccepted: _accepted,
    groups.PaperSigned: _accepted,
    groups.PaperScanned: _accepted,
    groups.SessionOfGroup: _session,
    groups.GroupTakesVersion: _takes_version,
    versions.CourseTakesVersion: _course_takes_version,
    versions.CameLate: _came_late,
    preparation.PreparationHeld: lambda told, fact: _in_a_lifetime(told, _its_day(told)),
    questionnaires.QuestionnaireAnswered: _result,
    questionnaires.ResultTold: _result,
    **dict.fromkeys(elsewhere.HAPPENED, _elsewhere),
    leaving.RiskDisclosed: _disclosed,
    leaving.RiskAnswered: _answered,
    Voided: _voided,
    **agenda.CHECKS,
    **prescribing.CHECKS,
    **same_person.CHECKS,
}
