"""The name somebody signs in by: how it is folded, and the MAC by which the key file knows it.  Keeps no name."""

from __future__ import annotations

import hmac
import unicodedata
from uuid import UUID

from facilitator_app.key_slots import KeyFile, Slot


def composed(text: str) -> str:
    """The same letters however the keyboard composed them."""
    return unicodedata.normalize("NFKC", text)


def folded(sign_in: str) -> str:
    """The name without what a keyboard may add to it."""
    return composed(sign_in).casefold().strip()


def mark(salt: bytes, name: str) -> str:
    """What the key file has in the place of a folded name."""
    return hmac.digest(salt, name.encode(), "sha256").hex()


def slot_of(kept: KeyFile, sign_in: str) -> Slot | None:
    """The slot of who signs in by that name, or None."""
    wanted = mark(kept.name_salt, folded(sign_in))
    return next((slot for slot in kept.slots if hmac.compare_digest(slot.name, wanted)), None)


def account_of(kept: KeyFile, sign_in: str) -> UUID | None:
    """The account of who signs in by that name, or None."""
    found = slot_of(kept, sign_in)
    return None if found is None else found.account
