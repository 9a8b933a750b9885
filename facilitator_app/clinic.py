"""The writer of the clinic's own record, before and after a session: staff, people, programmes, plans, sessions.

Knows no SQL and no Qt.  Accounts and their secrets are the vault's; here stand names and roles.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from facilitator_app import agenda
from facilitator_app.clinic_record import ClinicRecord
from facilitator_app.faults import Question, Refusal
from facilitator_app.record import body, groups, people, room, versions
from facilitator_app.record.agenda import Expected
from facilitator_app.record.circle import RulesKept
from facilitator_app.record.clinic import (
    ClinicMade,
    ParticipantAdded,
    PlanSigned,
    ProgrammeKept,
    SessionEnded,
    SessionPlanned,
    StaffAdded,
)
from facilitator_app.record.elsewhere import NumberElsewhere
from facilitator_app.record.emergency import AddressTold
from facilitator_app.record.entry import Entry, Fact, new_id, text_within, utc
from facilitator_app.record.integration import AfterKept, AfterOver
from facilitator_app.record.leaving import SHIPPED, LeavingListKept
from facilitator_app.record.prescribing import prescribed
from facilitator_app.record.programme import Plan, Programme, check_plan
from facilitator_app.record.release import Part2Kept, leave_before
from facilitator_app.record.roles import Act, Role, whose_word, word_counts
from facilitator_app.session import Who

ForSessions = LeavingListKept | RulesKept | AddressTold | Part2Kept | AfterKept
"""What the clinic keeps for its sessions."""

Arrived = (
    tuple[ParticipantAdded, people.PersonTold | None]
    | tuple[ParticipantAdded, people.PersonTold | None, NumberElsewhere | None]
)
"""Somebody who comes from elsewhere, what else is told of them, and the number they have there."""


class Clinic(ClinicRecord):
    """The clinic that is written to.  Every command is on disk before it returns, or raised and changed nothing."""

    def who(self, staff: UUID) -> Who:
        """The member of staff of that id; refuses an unknown one."""
        member = self.state.staff.get(staff)
        if member is None:
            raise Refusal("clinic.no_such_staff", field="staff")
        return Who(id=member.id, name=member.name, roles=member.roles)

    def who_comes(self, staff: UUID, *, by_code: bool = False) -> Who:
        """The member of staff who comes in; refuses one whose access was ended, but not the holder of the code on paper."""
        member = self.state.staff.get(staff)
        if member is not None and not member.may_come_in and not by_code:
            raise Refusal("clinic.access_ended", field="passphrase")
        return self.who(staff)

    def seating(self, participant: UUID, seat: int, at: datetime | None = None) -> tuple[Fact, ...]:
        """What the record of a session is told of a participant who takes a seat, of the prescriber's what holds now or ``at``
        an hour that is past, and the weight as it was told by then."""
        found = self.state.participants.get(participant)
        if found is None:
            raise Refusal("clinic.no_such_participant", field="participant")
        told, more = found.told, msgspec.structs.asdict(found.details)
        lines = self.history.about(participant)
        weight, weighed_at = people.told_of(self.history.folded_about(participant, at) if at else lines, "weight_kg")
        seated = room.Seated(
            seat=seat,
            preferred_name=told.preferred_name,
            legal_name=told.legal_name,
            birth_date=told.birth_date,
            allergies=told.allergies,
            weight_kg=body.read({"weight_kg": weight}, "weight_kg"),
            weighed_at=weighed_at,
            usual=body.usual(more),
        )
        intention = (room.IntentionSaid(text=told.intention),) if told.intention.strip() else ()
        leave = leave_before(line.fact for line in lines)
        return (seated, *intention, *prescribed(self.history, participant, at).for_the_room, *leave)

    async def make(self, name: str, zone: str, first: Who, programmes: Sequence[Programme]) -> None:
        """Write the clinic's first lines: its name, its first account, the programmes it begins with."""
        if self.state.name:
            raise Refusal("clinic.already_made")
        facts: list[tuple[Fact, UUID | None]] = [
            (ClinicMade(name=name, zone=zone), None),
            (StaffAdded(staff=first.id, name=first.name, roles=first.roles), None),
        ]
        facts += [(ProgrammeKept(programme=programme), None) for programme in programmes]
        await self._act(facts, gate=False)

    async def add_staff(self, name: str, roles: Sequence[Role], staff: UUID | None = None) -> UUID:
        """Add somebody to the team; ``staff`` is the id of the account where there is one already."""
        id_ = staff or new_id(self._clock.now())
        await self._act([(StaffAdded(staff=id_, name=name, roles=tuple(roles)), None)])
        return id_

    async def add_participant(
        self, told: ParticipantAdded, more: people.PersonTold | None = None, *, sure: bool = False
    ) -> UUID:
        """Add a person of the programme, with what else is told of them; returns the person's id.

        Raises Question clinic.likely_duplicate unless ``sure``, and Refusal for a birth date that cannot be.
        """
        id_ = new_id(self._clock.now())
        self._check_person(id_, told, sure)
        facts: list[tuple[Fact, UUID | None]] = [(told, id_)]
        await self._act([*facts, (more, id_)] if more else facts)
        return id_

    async def add_participants(self, arrived: Sequence[Arrived]) -> list[UUID]:
        """Add people who were asked about before, each with what else is told of them, as one act: all of them or nobody.
        Refuses a birth date that cannot be."""
        ids = [new_id(self._clock.now()) for _ in arrived]
        facts: list[tuple[Fact, UUID | None]] = []
        for id_, (told, *more) in zip(ids, arrived, strict=True):
            people.birth_has_been(told.birth_date, self.today)
            facts += [(told, id_), *((one, id_) for one in more if one is not None)]
        await self._act(facts)
        return ids

    async def tell_person(self, person: UUID, told: people.PersonTold, *, sure: bool = False) -> None:
        """Correct what is known of a person; refused as when somebody is added."""
        known = self.state.participants.get(person)
        if known is None:
            raise Refusal("clinic.no_such_participant", field="participant")
        now = {name: value for name, value in told.told.items() if name in ParticipantAdded.__struct_fields__}
        is_named_anew = bool({"preferred_name", "legal_name", "birth_date"} & now.keys())
        self._check_person(person, msgspec.structs.replace(known.told, **now), sure or not is_named_anew)
        await self._act([(told, person)])

    def _check_person(self, person: UUID, told: ParticipantAdded, sure: bool) -> None:
        people.birth_has_been(told.birth_date, self._clock.now().astimezone(ZoneInfo(self.state.zone)).date())
        for other in () if sure else self.state.participants.values():
            if other.id != person and people.are_alike(_named(told), _named(other.told)):
                born = f", {other.told.birth_date}" if other.told.birth_date else ""
                raise Question(
                    "clinic.likely_duplicate",
                    field="preferred_name",
                    confirm="duplicate",
                    name=other.told.preferred_name,
                    born=born,
                    other=other.id,
                )

    async def tell_staff(self, staff: UUID, name: str, roles: Sequence[Role]) -> None:
        """Correct a member's name and roles; the one at the screen stays an administrator."""
        self.who(staff)
        if self._is_at_screen(staff) and Role.ADMINISTRATOR not in roles:
            raise Refusal("clinic.not_oneself", field="roles")
        await self._act([(people.StaffTold(staff=staff, name=name, roles=tuple(roles)), None)])

    async def staff_gone(self, staff: UUID, reason: str = "") -> None:
        """A member is not there from now on, on leave or for good; their access stays until it is ended."""
        self.who(staff)
        if self._is_at_screen(staff):
            raise Refusal("clinic.not_oneself")
        await self._act([(people.StaffGone(staff=staff, reason=reason), None)])

    async def staff_back(self, staff: UUID) -> None:
        """A member who was not there is back."""
        self.who(staff)
        await self._act([(people.StaffBack(staff=staff), None)])

    async def end_access(self, staff: UUID, reason: str = "") -> None:
        """A member comes in no more; the way in itself is the vault's to take away."""
        self.who(staff)
        if self._is_at_screen(staff):
            raise Refusal("clinic.not_oneself")
        await self._act([(people.AccessEnded(staff=staff, reason=reason), None)])

    async def give_access(self, staff: UUID) -> None:
        """A member comes in, for the first time or again."""
        self.who(staff)
        await self._act([(people.AccessGiven(staff=staff), None)])

    def _is_at_screen(self, staff: UUID) -> bool:
        return self.at_screen is not None and self.at_screen.id == staff

    async def keep_programme(self, programme: Programme) -> None:
        """Keep a programme, new or in a new version, with the rules that came with it, and with the leaving list where
        the word of who is at the screen counts for one.  The plan that was signed for it stays; none comes with it."""
        alone = msgspec.structs.replace(programme, plan=None, rules="", leaving=None)
        facts: list[tuple[Fact, UUID | None]] = [(ProgrammeKept(programme=alone), None)]
        if programme.rules and programme.rules != self.state.rules.get(programme.key):
            facts.append((RulesKept(programme=programme.key, text=programme.rules), None))
        now = self.state.leaving.get(programme.key, SHIPPED)
        if self.brings(programme) and self.may_list:
            assert programme.leaving is not None  # or it brings none
            next_one = msgspec.structs.replace(programme.leaving, version=now.version + 1)
            facts.append((LeavingListKept(programme=programme.key, list=next_one), None))
        await self._act(facts)

    def brings(self, programme: Programme) -> bool:
        """Whether a leaving list comes with a programme that is another than the one kept here."""
        now = self.state.leaving.get(programme.key, SHIPPED)
        return programme.leaving is not None and msgspec.structs.replace(programme.leaving, version=now.version) != now

    @property
    def may_list(self) -> bool:
        """Whether the word of who is at the screen counts for a leaving list."""
        return self.at_screen is not None and word_counts(self.at_screen.roles, Act.SIGN_PLAN)

    async def keep_for_sessions(self, kept: LeavingListKept | RulesKept | AddressTold | Part2Kept | AfterKept) -> None:
        """Keep what the next sessions begin with: leaving list (as its next version), rules, address, 42 CFR Part 2, gaps."""
        if not isinstance(kept, AddressTold | Part2Kept) and kept.programme not in self.state.programmes:
            raise Refusal("clinic.no_such_programme", field="programme")
        if isinstance(kept, LeavingListKept):
            before = self.state.leaving.get(kept.programme, SHIPPED)
            next_one = msgspec.structs.replace(kept.list, version=before.version + 1)
            kept = msgspec.structs.replace(kept, list=next_one)
        await self._act([(kept, None)])

    async def after_over(self, session: UUID) -> None:
        """Nothing waits after a session any more."""
        await self._act([(AfterOver(session=session), None)])

    async def sign_plan(self, programme: str, plan: Plan) -> None:
        """The one at the screen chooses this plan and these limits for the programme and signs them, as its next version.

        A session under way keeps the plan it began with.
        """
        if programme not in self.state.programmes:
            raise Refusal("clinic.no_such_programme", field="programme")
        who = self.at_screen
        role = next((role for role in whose_word(Act.SIGN_PLAN) if who and role in who.roles), None)
        if who is None or role is None:
            raise Refusal("session.not_your_word", act=Act.SIGN_PLAN.value)
        check_plan(plan)
        before = self.state.programmes[programme].plan
        plan = msgspec.structs.replace(plan, version=before.plan.version + 1 if before else 1)
        await self._act([(PlanSigned(programme=programme, plan=plan, signer=who.name, role=role), None)])

    async def begin_session(
        self,
        session: UUID,
        title: str,
        programme: str,
        first: Sequence[Entry],
        group: UUID | None = None,
        courses: tuple[UUID, ...] = (),
        began: datetime | None = None,
    ) -> tuple[Entry, ...]:
        """Enter a session of a programme together with its own ``first`` lines, in one transaction; returns those.

        Who was expected and has no seat is written down as not there; refused while the room has fewer seats than that.
        ``group`` is the one whose session it is, ``courses`` whose courses it belongs to, the group's or each person's;
        ``began`` when it did, where it is opened only afterwards.
        """
        if programme not in self.state.programmes:
            raise Refusal("clinic.no_such_programme", field="programme")
        text_within(title, 200, "title")
        planned = SessionPlanned(
            session=session,
            title=title,
            programme=programme,
            course=courses[0] if group is None and len(courses) == 1 else None,
            began=utc(began) if began else None,
            together=courses if group is None and len(courses) > 1 else (),
        )
        seated = {entry.participant for entry in first if isinstance(entry.fact, room.Seated) and entry.participant}
        absent = agenda.missing(self.state, session, seated, began or self.now)
        missed = Expected(session=session, coming=False, missed=True)
        facts: list[tuple[Fact, UUID | None]] = [*((missed, person) for person in absent), (planned, None)]
        facts += [(groups.SessionOfGroup(group=group, session=session), None)] if group else []
        return await self._act(facts, along=first)

    async def came_late(self, session: UUID, person: UUID, first: Sequence[Entry]) -> tuple[Entry, ...]:
        """Enter that somebody came to a session of no group that had begun, together with its own ``first`` lines of them."""
        return await self._act([(versions.CameLate(session=session), person)], along=first)

    async def end_session(self, session: UUID, ended: datetime | None = None) -> None:
        """Note that a session was closed; ``ended`` when it was over, where it is closed only afterwards."""
        await self._act([(SessionEnded(session=session, ended=utc(ended) if ended else None), None)])


def _named(told: ParticipantAdded) -> dict[str, str]:
    return {
        "preferred_name": told.preferred_name,
        "legal_name": told.legal_name,
        "birth_date": told.birth_date,
    }
