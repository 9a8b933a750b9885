"""Who may do what: a table, checked where the line is written.  Pure."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum


class Role(StrEnum):
    """The five roles of the team.  One person may hold several."""

    FACILITATOR = "facilitator"
    MEDICAL_PROVIDER = "medical_provider"
    PRESCRIBER = "prescriber"
    INTEGRATION_THERAPIST = "integration_therapist"
    ADMINISTRATOR = "administrator"


class Act(StrEnum):
    """What can be done, as far as a role's word counts for it."""

    FACT = "fact"
    DOSE = "dose"
    CLEARANCE = "clearance"
    ORDER = "order"
    CLASS_EVENT = "class_event"
    SIGN_PLAN = "sign_plan"
    SET_LIMIT = "set_limit"
    SIGN_SESSION = "sign_session"
    COUNTERSIGN = "countersign"
    SIGN_PACKET = "sign_packet"
    SIGN_LEAVING = "sign_leaving"
    SIGN_VISIT = "sign_visit"
    PROCESS_NOTE = "process_note"
    RELEASE = "release"
    RUN_SESSION = "run_session"
    MANAGE_CLINIC = "manage_clinic"
    MANAGE_PEOPLE = "manage_people"
    READ_SESSION = "read_session"
    READ_COURSE = "read_course"
    RAISE_CEILING = "raise_ceiling"


_IN_THE_ROOM = frozenset({Role.FACILITATOR, Role.MEDICAL_PROVIDER})
_WORD_COUNTS: dict[Act, frozenset[Role]] = {
    Act.FACT: _IN_THE_ROOM,
    Act.DOSE: frozenset({Role.MEDICAL_PROVIDER}),
    Act.CLEARANCE: frozenset({Role.MEDICAL_PROVIDER}),
    Act.ORDER: frozenset({Role.PRESCRIBER}),
    Act.CLASS_EVENT: frozenset({Role.MEDICAL_PROVIDER}),
    Act.SIGN_PLAN: frozenset({Role.MEDICAL_PROVIDER, Role.PRESCRIBER}),
    Act.SET_LIMIT: frozenset({Role.MEDICAL_PROVIDER, Role.PRESCRIBER}),
    Act.SIGN_SESSION: _IN_THE_ROOM,
    Act.COUNTERSIGN: frozenset({Role.MEDICAL_PROVIDER}),
    Act.SIGN_PACKET: _IN_THE_ROOM,
    Act.SIGN_LEAVING: _IN_THE_ROOM,
    Act.SIGN_VISIT: frozenset({Role.FACILITATOR, Role.MEDICAL_PROVIDER, Role.INTEGRATION_THERAPIST}),
    Act.PROCESS_NOTE: frozenset({Role.FACILITATOR, Role.INTEGRATION_THERAPIST}),
    Act.RELEASE: _IN_THE_ROOM,
    Act.RUN_SESSION: _IN_THE_ROOM,
    Act.MANAGE_CLINIC: frozenset({Role.ADMINISTRATOR}),
    Act.MANAGE_PEOPLE: frozenset(
        {
            Role.ADMINISTRATOR,
            Role.FACILITATOR,
            Role.MEDICAL_PROVIDER,
            Role.PRESCRIBER,
            Role.INTEGRATION_THERAPIST,
        }
    ),
    Act.READ_SESSION: _IN_THE_ROOM | {Role.PRESCRIBER},
    Act.READ_COURSE: _IN_THE_ROOM | {Role.PRESCRIBER, Role.INTEGRATION_THERAPIST},
    Act.RAISE_CEILING: frozenset({Role.ADMINISTRATOR}),
}

JUDGEMENTS = frozenset(
    {
        Act.CLEARANCE,
        Act.CLASS_EVENT,
        Act.SIGN_PLAN,
        Act.SET_LIMIT,
        Act.SIGN_SESSION,
        Act.COUNTERSIGN,
        Act.SIGN_PACKET,
        Act.SIGN_LEAVING,
        Act.SIGN_VISIT,
        Act.PROCESS_NOTE,
        Act.RELEASE,
        Act.RUN_SESSION,
        Act.MANAGE_CLINIC,
        Act.MANAGE_PEOPLE,
        Act.READ_SESSION,
        Act.READ_COURSE,
        Act.RAISE_CEILING,
    }
)
"""Acts that are gated: a scribe cannot do them for somebody else.  Every other act is a fact that anyone may write down."""


def word_counts(roles: Iterable[Role], act: Act) -> bool:
    """Whether the word of somebody with ``roles`` counts for ``act``."""
    return not _WORD_COUNTS[act].isdisjoint(roles)


def whose_word(act: Act) -> tuple[Role, ...]:
    """The roles whose word counts for ``act``, in the order of the enumeration."""
    return tuple(role for role in Role if role in _WORD_COUNTS[act])
