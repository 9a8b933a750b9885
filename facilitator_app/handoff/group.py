"""Who was in the room and what each goes by, as the name guard needs it.  Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from uuid import UUID

import msgspec

from facilitator_app.handoff.guard import Find, Names, finds
from facilitator_app.handoff.packet import Packet, texts
from facilitator_app.record.changes import Amended
from facilitator_app.record.clinic import ClinicState
from facilitator_app.record.history import History
from facilitator_app.record.room import GuardPassed, Seated, StaffPresent, WentOut
from facilitator_app.record.state import SessionState


class Group(msgspec.Struct, frozen=True, kw_only=True):
    """The people of a session, whoever was ever written on a seat, and the names of the team."""

    people: dict[UUID, Names]
    staff: tuple[str, ...]

    def in_texts(self, participant: UUID, found_in: Mapping[str, str]) -> tuple[Find, ...]:
        """Everybody but ``participant`` (and the team) in these texts."""
        own = self.people.get(participant, Names(participant=participant))
        others = [names for person, names in self.people.items() if person != participant]
        return finds(found_in, own, others, self.staff)

    def in_packet(self, packet: Packet) -> tuple[Find, ...]:
        """Everybody else in the texts of a packet."""
        return self.in_texts(packet.participant, texts(packet))

    def in_documents(self, packet: Packet, documents: Iterable[str], passed: Iterable[str]) -> tuple[Find, ...]:
        """Everybody else in each of these texts, beyond what was let through in the packet's own texts."""
        let_through = frozenset(passed)
        allowed: dict[str, int] = {}
        for find in self.in_packet(packet):
            if find.mark in let_through:
                allowed[find.seal] = allowed.get(find.seal, 0) + 1
        return tuple(find for document in documents for find in self._beyond(packet, document, allowed))

    def _beyond(self, packet: Packet, document: str, allowed: Mapping[str, int]) -> Iterator[Find]:
        left = dict(allowed)
        for find in self.in_texts(packet.participant, {"document": document}):
            left[find.seal] = left.get(find.seal, 0) - 1
            if left[find.seal] < 0:
                yield find


def group_of(history: History[SessionState], clinic: ClinicState) -> Group:
    """Everybody who was ever written on a seat of this session, withdrawn and corrected lines included."""
    people: dict[UUID, Names] = {}
    staff = [member.name for member in clinic.staff.values()]
    for entry in history.entries:
        fact = entry.fact.fact if isinstance(entry.fact, Amended) else entry.fact
        if isinstance(fact, StaffPresent):
            staff.append(fact.name)
        elif isinstance(fact, Seated | WentOut) and entry.participant is not None:
            people[entry.participant] = _also(people.get(entry.participant), entry.participant, fact, clinic)
    return Group(people=_seats_shared_out(people, history.state), staff=tuple(dict.fromkeys(staff)))


def passed_marks(history: History[SessionState], participant: UUID) -> frozenset[str]:
    """The marks of the finds that were let through for a person."""
    return frozenset(
        line.entry.fact.where
        for line in history.lines()
        if line.voided is None and line.entry.participant == participant and isinstance(line.entry.fact, GuardPassed)
    )


def _also(known: Names | None, participant: UUID, fact: Seated | WentOut, clinic: ClinicState) -> Names:
    kept = clinic.participants.get(participant)
    names = known or Names(
        participant=participant,
        preferred=kept.told.preferred_name if kept else "",
        legal=kept.told.legal_name if kept else "",
        nicknames=(*kept.told.nicknames, *kept.former) if kept else (),
        escort=_joined(kept.told.escort, kept.details.emergency_contact) if kept else "",
    )
    if isinstance(fact, WentOut):
        return msgspec.structs.replace(names, escort=_joined(names.escort, fact.escort))
    return msgspec.structs.replace(
        names,
        preferred=_joined(names.preferred, fact.preferred_name),
        legal=_joined(names.legal, fact.legal_name),
        seats=(*names.seats, fact.seat),
    )


def _joined(before: str, more: str) -> str:
    return before if not more or more in before else f"{before} {more}".strip()


def _seats_shared_out(people: Mapping[UUID, Names], state: SessionState) -> dict[UUID, Names]:
    """A seat that two people had one after the other is the own seat of the one who has it now."""
    now = {person.seat: person.id for person in state.in_seat_order}
    return {
        person: msgspec.structs.replace(
            names, seats=tuple(sorted({seat for seat in names.seats if now.get(seat, person) == person}))
        )
        for person, names in people.items()
    }
