"""Who was in the room and what each goes by, as the name guard needs it.  Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from uuid import UUID, uuid5

import msgspec

from facilitator_app.handoff.guard import Find, Names, finds
from facilitator_app.handoff.packet import Packet, texts
from facilitator_app.handoff.passing import marked, unpassed
from facilitator_app.record.changes import Amended
from facilitator_app.record.clinic import ClinicState
from facilitator_app.record.history import History
from facilitator_app.record.leaving import SHIPPED, Asks, CriterionAnswered
from facilitator_app.record.readiness import Matter, ReadinessTold
from facilitator_app.record.room import Seated, StaffPresent, WentOut
from facilitator_app.record.state import SessionState


class Group(msgspec.Struct, frozen=True, kw_only=True):
    """The people of a session and of its group, whoever was ever written on a seat of it, and the names of the team."""

    people: dict[UUID, Names]
    staff: tuple[str, ...]

    def in_texts(self, participant: UUID, found_in: Mapping[str, str]) -> tuple[Find, ...]:
        """Everybody but ``participant`` (and the team) in these texts."""
        own = self.people.get(participant, Names(participant=participant))
        others = [names for person, names in self.people.items() if person != participant]
        return marked(finds(found_in, own, others, self.staff), found_in)

    def in_packet(self, packet: Packet) -> tuple[Find, ...]:
        """Everybody else in the texts of a packet."""
        return self.in_texts(packet.participant, texts(packet))

    def unpassed(self, packet: Packet, passed: Mapping[str, int]) -> tuple[Find, ...]:
        """Everybody else in the texts of a packet but for what was let through (``passing``)."""
        return unpassed(self.in_packet(packet), passed)

    def passed(self, packet: Packet, passed: Mapping[str, int]) -> tuple[Find, ...]:
        """What was let through in the texts of a packet as they read now."""
        held = self.unpassed(packet, passed)
        return tuple(find for find in self.in_packet(packet) if find not in held)

    def in_documents(self, packet: Packet, documents: Iterable[str], passed: Mapping[str, int]) -> tuple[Find, ...]:
        """Everybody else in each of these texts, beyond what was let through in the packet's own texts."""
        allowed: dict[str, int] = {}
        for find in self.passed(packet, passed):
            allowed[find.seal] = allowed.get(find.seal, 0) + 1
        return tuple(find for document in documents for find in self._beyond(packet, document, allowed))

    def _beyond(self, packet: Packet, document: str, allowed: Mapping[str, int]) -> Iterator[Find]:
        left = dict(allowed)
        for find in self.in_texts(packet.participant, {"document": self.of_people(document, packet)}):
            left[find.seal] = left.get(find.seal, 0) - 1
            if left[find.seal] < 0:
                yield find

    def of_people(self, document: str, packet: Packet) -> str:
        """A document without what names nobody of the group: the heading, staff of one name, and numbers made by chance.

        The heading and whatever people wrote were looked through by themselves.
        """
        header, alone = packet.header, (name for name in self.staff if len(name.split()) == 1)
        return _BY_CHANCE.sub(_blank, without(document, header.clinic, header.programme, header.zone, *alone))


def without(document: str, *said: str) -> str:
    """A text with spaces where these words stand, also over the end of a line."""
    for words in filter(None, (one.split() for one in said)):
        whole = r"\s+".join(re.escape(word) for word in words)
        document = re.sub(rf"(?<!\w){whole}(?!\w)", _blank, document)
    return document


def _blank(found: re.Match[str]) -> str:
    return " " * len(found.group())


_BY_CHANCE = re.compile(r"(?<!\w)(?:[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|(?=[a-f]*\d)[0-9a-f]{16})(?!\w)")
"""An identifier and a page's fingerprint: letters between their figures are nobody's name ("9ed4")."""


def group_of(history: History[SessionState], clinic: ClinicState) -> Group:
    """Everybody who was ever written on a seat of this session, withdrawn and corrected lines included.

    Beside them who was expected at it, and who belongs or belonged to its group: somebody who is missed is spoken of.
    """
    people = {person: _kept(person, clinic) for person in _belong(history, clinic)}
    staff = [member.name for member in clinic.staff.values()]
    named = _names_an_escort(history.state)
    for entry in history.entries:
        fact = entry.fact.fact if isinstance(entry.fact, Amended) else entry.fact
        if isinstance(fact, StaffPresent):
            staff.append(fact.name)
        if entry.participant is None:
            continue
        if isinstance(fact, Seated):
            known = people.get(entry.participant) or _kept(entry.participant, clinic)
            people[entry.participant] = _seated(known, fact)
        elif (escort := _escort_told(fact, named)) is not None:
            known = people.get(entry.participant) or _kept(entry.participant, clinic)
            people[entry.participant] = msgspec.structs.replace(known, escort=_joined(known.escort, escort, "\n"))
    people |= {names.participant: names for names in _erased(history, clinic)}
    return Group(people=_seats_shared_out(people, history.state), staff=tuple(dict.fromkeys(staff)))


def members_with(clinic: ClinicState, *people: UUID) -> dict[UUID, Names]:
    """Whoever belongs or belonged to a group that one of these people is or was in, themselves among them."""
    groups = (one.members for one in clinic.groups.values() if not one.members.keys().isdisjoint(people))
    return {person: _kept(person, clinic) for members in groups for person in members}


def _belong(history: History[SessionState], clinic: ClinicState) -> Iterator[UUID]:
    meets = history.state.meets
    group = clinic.groups.get(meets.group) if meets else None
    yield from group.members if group else ()
    for scope in {entry.scope for entry in history.entries[:1]}:
        there = clinic.agenda.sessions.get(scope)
        yield from there.expected if there else ()


def _erased(history: History[SessionState], clinic: ClinicState) -> Iterator[Names]:
    """Whoever sat here and was erased since: nothing but their seat can be looked for."""
    for scope in {entry.scope for entry in history.entries[:1]}:
        for seat in clinic.keeping.erased_seats(scope):
            yield Names(participant=uuid5(scope, f"erased/{seat}"), seats=(seat,))


def _kept(participant: UUID, clinic: ClinicState) -> Names:
    """What the clinic knows of somebody, whom to call for them among it."""
    kept = clinic.participants.get(participant)
    if kept is None:
        return Names(participant=participant)
    return Names(
        participant=participant,
        preferred=kept.told.preferred_name,
        legal=kept.told.legal_name,
        nicknames=(*kept.told.nicknames, *kept.former),
        escort=_joined(kept.told.escort, kept.details.emergency_contact, "\n"),
        reached=(kept.details.contacts,),
    )


def _seated(names: Names, fact: Seated) -> Names:
    return msgspec.structs.replace(
        names,
        preferred=_joined(names.preferred, fact.preferred_name),
        legal=_joined(names.legal, fact.legal_name),
        seats=(*names.seats, fact.seat),
    )


def _names_an_escort(state: SessionState) -> frozenset[str]:
    """The lines of the session's leaving list that are met by naming an escort."""
    return frozenset(one.key for one in (state.leaving_list or SHIPPED).criteria if one.asks is Asks.ESCORT)


def _escort_told(fact: object, named: frozenset[str]) -> str | None:
    """The words for an escort in a line of the session: at the board, on the leaving list, at the way out."""
    match fact:
        case WentOut(escort=escort):
            return escort
        case ReadinessTold(matter=Matter.ESCORT, holds=True, words=escort):
            return escort
        case CriterionAnswered(criterion=criterion, met=True, note=escort) if criterion in named:
            return escort
        case _:
            return None


def _joined(before: str, more: str, by: str = " ") -> str:
    return before if not more or more in before else f"{before}{by}{more}".strip()


def _seats_shared_out(people: Mapping[UUID, Names], state: SessionState) -> dict[UUID, Names]:
    """A seat that two people had one after the other is the own seat of the one who has it now."""
    now = {person.seat: person.id for person in state.in_seat_order}
    return {
        person: msgspec.structs.replace(
            names, seats=tuple(sorted({seat for seat in names.seats if now.get(seat, person) == person}))
        )
        for person, names in people.items()
    }
