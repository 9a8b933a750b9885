"""The person's own words that may not go to a recipient.  Pure."""

from __future__ import annotations

from uuid import UUID

from facilitator_app.faults import Refusal
from facilitator_app.handoff.packet import BETWEEN_QUOTES
from facilitator_app.handoff.reads import Reads
from facilitator_app.handoff.still import said_in, still_in
from facilitator_app.record.handover import Whom, quote_leave
from facilitator_app.record.history import History
from facilitator_app.record.room import Leave, Quoted
from facilitator_app.record.state import SessionState


def keep_words(history: History[SessionState], read: Reads) -> None:
    """Refuse a handoff that holds words which its recipient was not to be given, in any wording they ever had.

    Among the quotes any run of them counts; in what the team tells, what is plainly said again.
    """
    quotes = BETWEEN_QUOTES.join(read.made.quotes.values())
    for words in _withheld(history, read.made.packet.participant, read.whom):
        if still_in(read.packet.sections["quotes"], words, quotes) or any(
            said_in(text, words, read.made.packet.sections.get(section, ""))
            for section, text in read.packet.sections.items()
            if section != "quotes"
        ):
            raise Refusal("handoff.words_without_leave", field="recipient")


def _withheld(history: History[SessionState], participant: UUID, to: Whom | None) -> list[str]:
    """Every wording of the words that may not go to a recipient (None: not to every one), withdrawn ones among them."""
    lines = [line for line in history.lines() if line.entry.participant == participant]
    facts = [line.entry.fact for line in lines if line.voided is None]
    kept: list[str] = []
    for line in lines:
        if line.voided is not None or quote_leave(facts, line.first.id, to) is not Leave.YES:
            kept += [was.fact.text for was in line.readings if isinstance(was.fact, Quoted)]
    return kept
