"""What can be written down about the clinic: its name, its staff, its people, its programmes, its sessions.  Pure."""

from __future__ import annotations

from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from facilitator_app.faults import Refusal
from facilitator_app.record.entry import Fact, text_within
from facilitator_app.record.programme import Plan, Programme
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
            try:
                date.fromisoformat(self.birth_date)
            except ValueError:
                raise Refusal("clinic.birth_date", field="birth_date") from None


class ProgrammeKept(Fact, frozen=True, kw_only=True, tag="programme_kept/1"):
    """The clinic keeps a programme, new or in a new version."""

    programme: Programme


class PlanSigned(Fact, frozen=True, kw_only=True, tag="plan_signed/1"):
    """A named prescriber or provider has chosen this plan and these limits for the programme, and signs them."""

    programme: str
    plan: Plan
    signer: str
    role: Role


class SessionPlanned(Fact, frozen=True, kw_only=True, tag="session_planned/1"):
    """A session of a programme exists; its own lines are in the scope ``session``."""

    session: UUID
    title: str
    programme: str


class SessionEnded(Fact, frozen=True, kw_only=True, tag="session_ended/1"):
    """The session ``session`` was closed."""

    session: UUID
