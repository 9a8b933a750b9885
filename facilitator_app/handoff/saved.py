"""The texts of a handoff as people edited them, and where each is kept.  Pure.

An edited text is kept for one place and one kind of recipient.  The places are the sections; the person's own words are
kept line by line, and where the medical part stays here the account and what needs care are other places.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import NamedTuple
from uuid import UUID

from facilitator_app.handoff.packet import Composition
from facilitator_app.handoff.sources import QUOTE, worded
from facilitator_app.record import room
from facilitator_app.record.apply import apply
from facilitator_app.record.entry import Entry
from facilitator_app.record.history import History
from facilitator_app.record.leave import Recipient
from facilitator_app.record.packets import Edit, PacketSaved, Stood
from facilitator_app.record.release import written
from facilitator_app.record.state import SessionState

_OF_THE_CUT = ("account", "care")


class Place(NamedTuple):
    """For whom a text was edited (None: for all who get that cut), and under which name it is kept."""

    to: Recipient | None
    kept_as: str


def kept_as(key: str, *, medical: bool) -> str:
    """The name under which the text of a part is kept; the account without the medical part is another text."""
    return f"{key}.plain" if key in _OF_THE_CUT and not medical else key


def by_record(made: Composition) -> dict[str, str]:
    """What the record says by itself, part by part; the person's own words line by line, in the place of their section."""
    parts: dict[str, str] = {}
    for section, text in made.packet.sections.items():
        if section == "quotes":
            parts |= {f"{QUOTE}{line}": quote for line, quote in made.quotes.items()}
        else:
            parts[section] = text
    return parts


def stood(history: History[SessionState], made: Composition) -> dict[str, Stood]:
    """What stands behind each part now."""
    lines = tuple(sorted(worded(history, made.packet.participant)))
    return {
        key: Stood(worded=lines, said=hashlib.sha256(text.encode("utf-8", "replace")).hexdigest())
        for key, text in by_record(made).items()
    }


def edits(history: History[SessionState], participant: UUID) -> dict[Place, Edit]:
    """The texts that were saved, the last of each place."""
    found: dict[Place, Edit] = {}
    for entry in _saved(history, participant):
        if isinstance(entry.fact, PacketSaved):
            found |= {Place(entry.fact.to, name): edit for name, edit in entry.fact.edits.items()}
    return found


def before_recipients(history: History[SessionState], participant: UUID) -> Entry | None:
    """The last line of the first version, which kept the texts for every recipient and without what stood behind them."""
    first = [entry for entry in _saved(history, participant) if isinstance(entry.fact, room.PacketSaved)]
    return first[-1] if first else None


def as_it_was(history: History[SessionState], line: Entry) -> History[SessionState]:
    """The record as it stood when ``line`` was written: every line from before it, and none from after."""
    return History(SessionState(), apply, [entry for entry in history.entries if written(entry) <= written(line)])


def _saved(history: History[SessionState], participant: UUID) -> Iterator[Entry]:
    for line in history.lines():
        if line.voided is None and line.entry.participant == participant:
            yield line.entry
