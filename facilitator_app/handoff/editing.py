"""The texts of a session's handoffs: as they read, edited, held against the record, let through and read by a human.

Writes through the session; knows no screen, and nothing of how a handoff leaves.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Protocol
from uuid import UUID

from facilitator_app.faults import Refusal
from facilitator_app.handoff.group import Group, group_of
from facilitator_app.handoff.guard import Find
from facilitator_app.handoff.packet import Composition, Packet, composition, digest
from facilitator_app.handoff.passing import passed
from facilitator_app.handoff.pdf import Signature
from facilitator_app.handoff.reads import Behind, Reads, reads
from facilitator_app.handoff.saved import Place, by_record, kept_as
from facilitator_app.handoff.signatures import signature_of
from facilitator_app.handoff.sources import QUOTE
from facilitator_app.handoff.standing import reading_of
from facilitator_app.handoff.way_on import from_clinic
from facilitator_app.record.clinic import ClinicState
from facilitator_app.record.entry import Entry, Fact
from facilitator_app.record.handover import For, kind
from facilitator_app.record.history import History
from facilitator_app.record.packets import Edit, PacketRead, PacketSaved, Stood
from facilitator_app.record.state import SessionState
from facilitator_app.wording import Words


class Keeper(Protocol):
    """What the texts ask of a session."""

    @property
    def history(self) -> History[SessionState]:
        """Every line of the session."""
        ...

    async def write(self, fact: Fact, about: Collection[UUID]) -> tuple[Entry, ...]:
        """Write a line about a person."""
        ...

    async def void(self, target: UUID, reason: str) -> Entry:
        """Withdraw a line."""
        ...

    async def pass_find(self, person: UUID, where: str, reason: str, second: UUID | None = None) -> Entry:
        """Let a find through."""
        ...


class Texts:
    """The texts of the handoffs of one session."""

    def __init__(self, session: Keeper, clinic: ClinicState, words: Words) -> None:
        self._keeper = session
        self._clinic = clinic
        self._words = words

    # ------------------------------------------------------------ how it reads
    def reads(
        self,
        participant: UUID,
        to: For = None,
        drafts: Mapping[Place, Edit] | None = None,
        made: Composition | None = None,
    ) -> Reads:
        """How the handoff reads now for a recipient, with ``drafts``; ``made`` is what ``composed`` said."""
        kept, history = self._clinic.participants.get(participant), self._keeper.history
        more = from_clinic(self._clinic, history.state, participant)
        return reads(history, participant, kept.told if kept else None, self._words, to, drafts, made, more)

    def composed(self, participant: UUID, to: For = None) -> Composition:
        """What the record says by itself."""
        kept, history = self._clinic.participants.get(participant), self._keeper.history
        more = from_clinic(self._clinic, history.state, participant)
        return composition(history, participant, kept.told if kept else None, self._words, to, more)

    def packet(self, participant: UUID, to: For = None) -> Packet:
        """The handoff as it reads now for a recipient: composed from the record, with the parts that were edited."""
        return self.reads(participant, to).packet

    def behind(self, participant: UUID, to: For = None) -> tuple[Behind, ...]:
        """The parts that were edited and do not follow what changed in the record since."""
        return self.reads(participant, to).behind

    def signature(self, participant: UUID, to: For = None) -> Signature | None:
        """The last signature, if it stands for what the handoff reads now; else None."""
        return signature_of(self._keeper.history, self.reads(participant, to))

    def reading(self, participant: UUID, to: For = None) -> Entry | None:
        """The line by which somebody has read it through as it reads now, or None."""
        return reading_of(self._keeper.history, self.reads(participant, to))

    # ---------------------------------------------------------------- editing
    async def save(
        self,
        participant: UUID,
        sections: Mapping[str, str],
        to: For = None,
        begun: Mapping[str, Stood] | None = None,
    ) -> Packet:
        """Keep the parts whose text changed; returns how the handoff reads now.

        ``begun`` says upon what the typing of a part began, where that was before now.  A part that is behind the record
        stays behind.
        """
        now = self.reads(participant, to)
        own, changed = by_record(now.made), {}
        for key, text in _by_part(now, sections).items():
            if text == now.texts[key]:
                continue
            before = now.edits.get(key)
            stood = before.stood if before else (begun or {}).get(key, now.stood[key])
            name = kept_as(key, medical=now.made.packet.medical)
            changed[name] = Edit() if text == own[key] else Edit(text=text, stood=stood)
        if changed:
            await self._keeper.write(PacketSaved(to=kind(to), edits=changed), [participant])
        return self.packet(participant, to)

    async def compose_anew(self, participant: UUID, key: str, to: For = None) -> None:
        """Let a part read what the record says by itself."""
        now = self.reads(participant, to)
        await self._keeper.write(PacketSaved(to=kind(to), edits={_known(now, key): Edit()}), [participant])

    async def stand_by(self, participant: UUID, key: str, seen: Stood, to: For = None) -> None:
        """Who is at the screen has looked at what changed behind a part, as ``seen``, and its text is right.

        Refuses while words of a line that was withdrawn or moved to somebody else still stand in it.
        """
        now = self.reads(participant, to)
        name = _known(now, key)
        for part in now.behind:
            if part.key == key and part.left:
                raise Refusal("handoff.words_of_a_gone_line", field="sections", words=part.left)
        edit = Edit(text=now.texts[key], stood=seen, looked=True)
        await self._keeper.write(PacketSaved(to=kind(to), edits={name: edit}), [participant])

    async def say_read(self, participant: UUID, to: For = None) -> None:
        """Who is at the screen has read it through as it reads now."""
        read = self.reads(participant, to)
        if read.behind:
            raise Refusal("handoff.behind", field="sections", count=len(read.behind))
        await self._keeper.write(PacketRead(to=kind(to), digest=digest(read.packet)), [participant])

    async def take_back_reading(self, participant: UUID, reason: str, to: For = None) -> None:
        """It was not read through after all."""
        entry = self.reading(participant, to)
        if entry is not None:
            await self._keeper.void(entry.id, reason)

    # ------------------------------------------------------------------ guard
    def finds(self, participant: UUID, to: For = None) -> tuple[Find, ...]:
        """What still shows somebody else and was not let through."""
        return self.group().unpassed(self.packet(participant, to), passed(self._keeper.history, participant))

    def works_alone(self) -> bool:
        """Whether one member of staff is all there was: a reason is then enough to let a find through."""
        return len(self._keeper.history.state.staff) == 1

    async def let_through(self, participant: UUID, find: Find, reason: str, second: UUID | None = None) -> None:
        """Let a find stay where it is, for a reason, with a second person of the team unless one works alone."""
        await self._keeper.pass_find(participant, find.mark, reason, second)

    def group(self) -> Group:
        """Who was in the room, and what each goes by."""
        return group_of(self._keeper.history, self._clinic)


def _known(now: Reads, key: str) -> str:
    if key not in now.texts:
        raise Refusal("handoff.unknown_section", field="section", section=key)
    return kept_as(key, medical=now.made.packet.medical)


def _by_part(now: Reads, sections: Mapping[str, str]) -> dict[str, str]:
    """Texts by part: the person's own words come line by line, or as the whole that they are already."""
    parts = dict(sections)
    quotes = parts.pop("quotes", None)
    if quotes is not None and quotes != now.packet.sections["quotes"]:
        lines = [key for key in now.texts if key.startswith(QUOTE)]
        if len(lines) != 1:
            raise Refusal("handoff.quotes_by_line", field="section")
        parts[lines[0]] = quotes
    for key in parts:
        _known(now, key)
    return parts
