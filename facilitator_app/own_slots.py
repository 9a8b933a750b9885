"""The accounts' own keys within the key file: found by a passphrase, kept when it changes, given a code on paper.

Works out what the key file is to hold; reads and writes none.
"""

from __future__ import annotations

import dataclasses
from uuid import UUID

import msgspec

from facilitator_app import own_keys
from facilitator_app.key_slots import KeyFile, Opened


def come_in(kept: KeyFile, opened: Opened) -> tuple[KeyFile, Opened]:
    """Who came in by a passphrase with the own keys that it opens; whoever has none that opens is given one."""
    if not opened.secret:
        return kept, opened
    found = [own_keys.opened(own, opened.secret) for own in _of(kept, opened.account)]
    private = tuple(one for one in reversed(found) if one is not None)
    if not private:
        own, made = own_keys.make(opened.account, opened.secret)
        kept, private = msgspec.structs.replace(kept, owns=(*kept.owns, own)), (made,)
    return kept, dataclasses.replace(opened, own=private)


def under(kept: KeyFile, opened: Opened, secret: bytes) -> tuple[KeyFile, Opened]:
    """The own keys that are open, under what another passphrase comes to."""
    private = {own_keys.public_of(one): one for one in opened.own}
    owns = tuple(
        own_keys.wrapped_anew(own, private[own.public], secret) if own.public in private else own for own in kept.owns
    )
    return come_in(msgspec.structs.replace(kept, owns=owns), dataclasses.replace(opened, secret=secret))


def with_code(kept: KeyFile, opened: Opened, code: bytes) -> KeyFile:
    """The own keys that are open, to be had by ``code`` too and by no earlier one."""
    private = {own_keys.public_of(one): one for one in opened.own}
    owns = tuple(
        own_keys.with_code(own, private[own.public], code) if own.public in private else own for own in kept.owns
    )
    return msgspec.structs.replace(kept, owns=owns)


def by_code(kept: KeyFile, opened: Opened, code: bytes) -> tuple[KeyFile, Opened] | None:
    """The own keys that the code on paper opens, open and under the passphrase again; None when it opens none."""
    found = (own_keys.opened_by_code(own, code) for own in _of(kept, opened.account) if own.by_code)
    private = tuple(one for one in found if one is not None)
    if not private:
        return None
    more = tuple(one for one in private if one not in opened.own)
    return under(kept, dataclasses.replace(opened, own=(*opened.own, *more)), opened.secret)


def public(kept: KeyFile, account: UUID) -> bytes | None:
    """What others seal to for an account, or None when it never came in by a passphrase since there are own keys."""
    owns = _of(kept, account)
    return owns[-1].public if owns else None


def has_code(kept: KeyFile, account: UUID) -> bool:
    """Whether the newest own key of the account has a code on paper."""
    owns = _of(kept, account)
    return bool(owns and owns[-1].by_code)


def is_shut(kept: KeyFile, opened: Opened) -> bool:
    """Whether the account has an own key that is not open to who came in: only its code on paper opens it."""
    there = {own_keys.public_of(one) for one in opened.own}
    return any(own.public not in there for own in _of(kept, opened.account))


def _of(kept: KeyFile, account: UUID) -> list[own_keys.Own]:
    return [own for own in kept.owns if own.account == account]
