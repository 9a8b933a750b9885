"""Signs a session that is over: who, in which role, what it means, and where every chain of it stood.

Knows the writer of a session and asks the record for the heads; draws nothing and decides nothing (see ``sign_off``).
"""

from __future__ import annotations

from typing import Protocol
from uuid import UUID

from facilitator_app.faults import Refusal
from facilitator_app.record.entry import Entry
from facilitator_app.record.roles import Act, whose_word
from facilitator_app.record.room import ChainHead, SessionSigned, SignedPart
from facilitator_app.session import Session

_ACTS = {SignedPart.WHOLE: Act.SIGN_SESSION, SignedPart.MEDICAL: Act.COUNTERSIGN}


class Heads(Protocol):
    """What is asked of the record on disk."""

    async def heads(self, scope: UUID) -> tuple[ChainHead, ...]:
        """The last line of every chain of the scope."""
        ...


async def sign(session: Session, record: Heads, meaning: str, part: SignedPart = SignedPart.WHOLE) -> Entry:
    """The one at the screen signs the closed session, or countersigns its medical part.

    ``meaning`` says in words what the signature stands for.  Raises Refusal session.not_your_word and those of
    ``sign_off.check``.
    """
    who, act = session.at_screen, _ACTS[part]
    role = next((role for role in whose_word(act) if who and role in who.roles), None)
    if who is None or role is None:
        raise Refusal("session.not_your_word", act=act.value, roles=tuple(role.value for role in whose_word(act)))
    heads = await record.heads(session.scope)
    return (await session.write(SessionSigned(signer=who.name, role=role, meaning=meaning, heads=heads, part=part)))[0]
