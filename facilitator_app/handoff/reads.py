"""How a handoff reads for a recipient: the record's own text, what people put in its place, and what changed behind that.

Pure.  A text that was edited does not follow the record any more: where the record changed since, it is behind.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

import msgspec

from facilitator_app.handoff.packet import BETWEEN_QUOTES, INTERPRETATION, Composition, Packet, composition
from facilitator_app.handoff.saved import Place, as_it_was, before_recipients, by_record, edits, kept_as, stood
from facilitator_app.handoff.sources import QUOTE, is_behind, line_of, worded, worded_by
from facilitator_app.handoff.still import still_in
from facilitator_app.handoff.way_on import Beyond
from facilitator_app.record import room
from facilitator_app.record.clinic import ParticipantAdded
from facilitator_app.record.handover import For, Whom, kind, whom
from facilitator_app.record.history import History, Line
from facilitator_app.record.leave import Recipient
from facilitator_app.record.moves import Moved
from facilitator_app.record.packets import Edit, Stood
from facilitator_app.record.state import SessionState
from facilitator_app.wording import Words, describe


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a line since a text was edited.

    ``what`` is new, amended, withdrawn, moved (to another person) or other: the record tells the part otherwise, by no
    line of its own.  ``at`` is when it was; ``was`` and ``now`` how it read and reads.
    """

    what: str
    at: datetime | None = None
    was: str = ""
    now: str = ""


class Behind(msgspec.Struct, frozen=True, kw_only=True):
    """A part whose text does not follow what changed in the record.  ``left``: words of a line that is gone, still in it."""

    key: str
    changes: tuple[Change, ...]
    left: str = ""


class Reads(msgspec.Struct, frozen=True, kw_only=True):
    """A handoff as it reads: the text of each part, which of them were edited, and which are behind the record."""

    to: Recipient | None
    made: Composition
    whom: Whom | None
    texts: dict[str, str]
    edits: dict[str, Edit]
    stood: dict[str, Stood]
    behind: tuple[Behind, ...] = ()

    @property
    def packet(self) -> Packet:
        """The whole of it."""
        return _packet(self.made, self.texts)

    def part_at(self, section: str, place: int) -> tuple[str, int]:
        """The part that a place of a section's text stands in, and where the part begins there."""
        start = 0
        for key, text in self.texts.items():
            if section == "quotes" and key.startswith(QUOTE) and text.strip():
                if place <= start + len(text):
                    return key, start
                start += len(text) + len(BETWEEN_QUOTES)
        return section, 0

    @property
    def followed(self) -> Packet:
        """The whole of it, with the record's own text where an edited one is behind."""
        return _packet(self.made, {**self.texts, **{one.key: by_record(self.made)[one.key] for one in self.behind}})


def reads(
    history: History[SessionState],
    participant: UUID,
    told: ParticipantAdded | None,
    words: Words,
    to: For,
    drafts: Mapping[Place, Edit] | None = None,
    made: Composition | None = None,
    more: Beyond | None = None,
) -> Reads:
    """How the handoff of a person reads for a recipient.

    ``drafts`` are texts that are not saved yet, ``made`` what the record says by itself, where that is known already.
    """
    made = made or composition(history, participant, told, words, to, more)
    saved = edits(history, participant)
    for place, edit in _first_version(history, participant, told, words, to).items():
        saved.setdefault(place, edit)
    texts, held = by_record(made), {}
    for key in tuple(texts):
        found = _edit(saved, drafts or {}, kind(to), key, made)
        if found is not None and found.text is not None and found.text != texts[key]:
            texts[key], held[key] = found.text, found
    read = Reads(to=kind(to), whom=whom(to), made=made, texts=texts, edits=held, stood=stood(history, made))
    behind = [_behind(history, read, key, edit, words) for key, edit in held.items()]
    return msgspec.structs.replace(read, behind=tuple(one for one in behind if one is not None))


def _packet(made: Composition, texts: Mapping[str, str]) -> Packet:
    quotes = BETWEEN_QUOTES.join(text for key, text in texts.items() if key.startswith(QUOTE) and text.strip())
    sections = {key: text for key, text in texts.items() if not key.startswith(QUOTE)}
    return made.packet.edited({**sections, "quotes": quotes})


def _edit(
    saved: Mapping[Place, Edit], drafts: Mapping[Place, Edit], to: Recipient | None, key: str, made: Composition
) -> Edit | None:
    """The text for this recipient, else the one for all who get this cut; what is typed before what is saved.

    What staff make of it goes to the person themself only where it was written for them.
    """
    name = kept_as(key, medical=made.packet.medical)
    own_alone = key == INTERPRETATION and to is Recipient.PERSON
    for place in dict.fromkeys((Place(to, name), Place(to if own_alone else None, name))):
        found = drafts.get(place) or saved.get(place)
        if found is not None:
            return found
    return None


def _first_version(
    history: History[SessionState],
    participant: UUID,
    told: ParticipantAdded | None,
    words: Words,
    to: For,
) -> dict[Place, Edit]:
    """What was kept before recipients were told apart, upon what stood behind it then.

    The person's own words of then are left out: nothing says which of them were whose to have.
    """
    entry = before_recipients(history, participant)
    if entry is None or not isinstance(entry.fact, room.PacketSaved):
        return {}
    was = as_it_was(history, entry)
    behind = stood(was, composition(was, participant, told, words, to))
    return {
        Place(None, name): Edit(text=text, stood=behind.get(name.removesuffix(".plain"), Stood()))
        for name, text in entry.fact.sections.items()
        if name != "quotes"
    }


def _behind(history: History[SessionState], read: Reads, key: str, edit: Edit, words: Words) -> Behind | None:
    now, text, medical = read.stood[key], read.texts[key], read.made.packet.medical
    own, lines = by_record(read.made), worded(history, read.made.packet.participant)
    changes, left = [], ""
    before = [line for one in edit.stood.worded if (line := line_of(history, one)) is not None]
    for line in before:
        mine = is_behind(key, line, medical=medical)
        if line.voided is not None:
            still = still_in(text, _every_wording(line, words), own[key] if mine else "\n".join(own.values()))
            left = left or still
            if mine or still:
                changes.append(_gone(history, line, words))
        elif mine and worded_by(line) not in edit.stood.worded:
            changes.append(_amended(line, edit.stood, words))
    known = {line.first.id for line in before}
    for line in lines.values():
        if line.first.id not in known and is_behind(key, line, medical=medical):
            changes.append(Change(what="new", at=line.entry.observed_at, now=describe(line.entry.fact, words)))
    if not changes and now.said != edit.stood.said:
        changes.append(Change(what="other", now=own[key]))
    return Behind(key=key, changes=tuple(changes), left=left) if changes else None


def _gone(history: History[SessionState], line: Line, words: Words) -> Change:
    moved = any(isinstance(one.fact, Moved) and one.fact.withdrawn == line.first.id for one in history.entries)
    what = "moved" if moved else "withdrawn"
    return Change(what=what, at=line.entry.observed_at, was=describe(line.entry.fact, words))


def _amended(line: Line, stood: Stood, words: Words) -> Change:
    names = (line.first.id, *(change.id for change in line.amendments))
    was = next(reading for name, reading in zip(names, line.readings, strict=True) if name in stood.worded)
    return Change(
        what="amended",
        at=line.entry.observed_at,
        was=describe(was.fact, words),
        now=describe(line.entry.fact, words),
    )


def _every_wording(line: Line, words: Words) -> str:
    return "\n".join(dict.fromkeys(describe(reading.fact, words) for reading in line.readings))
