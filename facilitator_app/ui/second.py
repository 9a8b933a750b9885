"""A second person at the screen shows who they are, by the PIN of the day or their own sign-in and passphrase."""

from __future__ import annotations

import asyncio
from uuid import UUID

from facilitator_app.door import Door
from facilitator_app.faults import Refusal


async def shown_by(door: Door, who: UUID, sign_in: str, secret: str) -> None:
    """Return when ``who`` has shown that it is them; the screen stays who it is.

    ``secret`` is the PIN of who has chosen one, else the passphrase to ``sign_in``.  Raises Refusal at the field.
    """
    try:
        if door.has_pin(who):
            opened = await asyncio.to_thread(door.knock_with_pin, who, secret)
        else:
            opened = await asyncio.to_thread(door.knock, sign_in, secret)
    except Refusal as refusal:
        raise Refusal(refusal.key, field="secret", **refusal.values) from None
    if opened.account != who:
        raise Refusal("guard.not_them", field="sign_in")
