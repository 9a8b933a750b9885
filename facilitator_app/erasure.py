"""A whole person erased: what has to be known before, the two who stand for it, and the same again for an older copy.

Knows the clinic, the record's file and who has shown who they are; knows no screen.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from facilitator_app import keeping
from facilitator_app.faults import Refusal
from facilitator_app.record import packets
from facilitator_app.record.apply import apply
from facilitator_app.record.attachments import PageKept
from facilitator_app.record.entry import Entry
from facilitator_app.record.history import History
from facilitator_app.record.release import MedicalSigned, PacketReleased, ReleasedToKind, ReleaseWithdrawn
from facilitator_app.record.retention import ErasedSeat, ErasureAsked, PersonErased
from facilitator_app.record.room import GuardPassed, PacketSaved, PacketSigned
from facilitator_app.record.state import SessionState

if TYPE_CHECKING:
    from facilitator_app.clinic import Clinic
    from facilitator_app.journal import Held, JournalFile
    from facilitator_app.session import Who

NO_CARE = (
    *packets.KINDS,
    PacketSaved,
    PacketSigned,
    ReleasedToKind,
    PacketReleased,
    GuardPassed,
    MedicalSigned,
    ReleaseWithdrawn,
    PageKept,
)
"""What is written about somebody at a desk, and is no care of theirs."""


class Standing(NamedTuple):
    """What there is of a person: what the file holds, the last day of care, where they sat, and if they are in a session."""

    held: Held | None
    last_care: date | None
    seats: tuple[ErasedSeat, ...]
    in_session: bool


async def standing(journal: JournalFile, clinic: Clinic, person: UUID) -> Standing:
    """All that has to be known of a person before anybody may ask."""
    held = await journal.held_of(person)
    seats, care = [], list[date]()
    sessions, zone = clinic.state.sessions, ZoneInfo(clinic.state.zone)
    in_session = False
    for scope in held.scopes if held else ():
        if scope == clinic.scope:
            continue
        history: History[SessionState] = History(SessionState(), apply, await journal.entries(scope))
        there = history.state.people.get(person)
        if there is not None:
            seats.append(ErasedSeat(session=scope, seat=there.seat))
        in_session = in_session or (scope in sessions and sessions[scope].ended_at is None)
        care += [entry.observed_at.astimezone(zone).date() for entry in _of_care(history, person)]
    return Standing(held, max(care, default=None), tuple(seats), in_session)


def _of_care(history: History[SessionState], person: UUID) -> list[Entry]:
    return [
        line.entry
        for line in history.lines()
        if line.voided is None and line.entry.participant == person and not isinstance(line.entry.fact, NO_CARE)
    ]


def may(clinic: Clinic, person: UUID, found: Standing, today: date) -> None:
    """Refuse to erase who is in an open session, who is held by the law and who has to be kept."""
    if found.in_session:
        raise Refusal("retention.in_session")
    keeping.may_erase(clinic.state, person, found.last_care, today)


async def ask(journal: JournalFile, clinic: Clinic, person: UUID, reason: str) -> None:
    """The one at the screen asks that a person be erased; nothing is erased yet."""
    found = await standing(journal, clinic, person)
    if found.in_session:
        raise Refusal("retention.in_session")
    await clinic.note(ErasureAsked(person=person, reason=reason), last_care=found.last_care)


async def confirm(journal: JournalFile, clinic: Clinic, person: UUID, second: Who | None, alone: str = "") -> int:
    """Erase who was asked for: ``second`` has shown who they are by their own secret and is not the one who asked.

    With nobody else in the team who comes in, the one at the screen may do it ``alone`` and say why.  Returns how many
    lines can never be read again.
    """
    found = await standing(journal, clinic, person)
    if found.in_session:
        raise Refusal("retention.in_session")
    asked = clinic.state.keeping.asked.get(person)
    if asked is None:
        raise Refusal("retention.not_asked")
    if second is None or second.id == asked.by:
        if others(clinic, asked.by):
            raise Refusal("retention.second_needed", field="sign_in")
        if not alone.strip():
            raise Refusal("retention.alone_reason", field="alone")
        second = None
    return await _erase(journal, clinic, person, found, second=second, alone=alone.strip())


def others(clinic: Clinic, asked_by: UUID | None) -> tuple[UUID, ...]:
    """Who of the team may confirm what somebody asked: everybody else who comes in and is not gone."""
    return tuple(
        member.id
        for member in clinic.state.staff.values()
        if member.id != asked_by and member.may_come_in and member.gone_at is None
    )


async def again(journal: JournalFile, clinic: Clinic) -> None:
    """Erase once more whom a copy from before brought back, before anybody reads; and have the list know all there are."""
    for person in journal.brought_back:
        found = await standing(journal, clinic, person)
        if found.held is not None:  # not erased a moment ago, as another entry of the same person
            await _erase(journal, clinic, person, found, again=True)
    if clinic.state.keeping.erased:
        await _remember(journal, clinic)


async def _erase(
    journal: JournalFile,
    clinic: Clinic,
    person: UUID,
    found: Standing,
    *,
    second: Who | None = None,
    alone: str = "",
    again: bool = False,
) -> int:
    asked, held = clinic.state.keeping.asked.get(person), found.held
    erased = PersonErased(
        person=person,
        key=held.key if held else person,
        proof=held.proof if held else "",
        lines=held.lines if held else 0,
        reason=asked.reason if asked else "",
        asked_by=asked.by if asked else None,
        second=second.id if second else None,
        second_name=second.name if second else "",
        alone="" if second else alone,
        seats=found.seats,
        again=again,
        also=held.also if held else (),
    )

    async def put(entries: Sequence[Entry]) -> tuple[Entry, ...]:
        return await journal.erase(person, entries)

    await clinic.note(erased, last_care=found.last_care, put=put, gate=not again)
    await _remember(journal, clinic)
    return erased.lines


async def _remember(journal: JournalFile, clinic: Clinic) -> None:
    from facilitator_app.journal import Gone

    erased = clinic.state.keeping.erased
    await journal.remember_erased(
        [Gone(person, one.key, bytes.fromhex(one.proof), one.at) for person, one in erased.items() if one.proof]
    )
