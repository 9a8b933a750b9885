"""Consent to a session given to its words, and not only said: what is agreed to, and how it is written down with its pages.

In the session's own record, or before that begins in the clinic's.  Knows no window and no SQL.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from facilitator_app import attachments
from facilitator_app.clinic import Clinic
from facilitator_app.record.entry import Entry
from facilitator_app.record.readiness import ConsentGiven, Matter, ReadinessTold
from facilitator_app.record.state import SessionState
from facilitator_app.session import Journal, Session
from facilitator_app.set_board import SetBoard

if TYPE_CHECKING:
    from facilitator_app.wording import Words


def words_of(state: SessionState, words: Words) -> str:
    """What is agreed to: the programme's own words, or else that one takes part; nothing before the session is there."""
    if state.opened_at is None:
        return ""
    own = state.programme.consent if state.programme is not None else ""
    return own or words.render("consent.text", zone=ZoneInfo(state.zone), title=state.title, at=state.opened_at)


async def give(
    clinic: Clinic,
    journal: Journal,
    session: Session | SetBoard,
    person: UUID,
    given: ConsentGiven,
    pages: Sequence[bytes] = (),
) -> None:
    """Somebody consents to the session in that way; ``pages`` are those of the paper that they signed.

    The line and its pages are on disk, or neither is.  Raises Refusal, or Trouble.
    """
    along: tuple[Entry, ...] = ()
    if pages:
        scan, along = attachments.kept(clinic, person, pages)
        given = msgspec.structs.replace(given, scan=scan)
    fact = ReadinessTold(matter=Matter.CONSENT, holds=True, given=given)
    if isinstance(session, SetBoard):
        await session.write(fact, (person,), along=along)
        return

    async def put(first: Sequence[Entry]) -> tuple[Entry, ...]:
        return (await journal.append((*first, *along)))[: len(first)]

    await session.write(fact, (person,), write=put)
