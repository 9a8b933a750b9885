"""Another data key for everybody who stays: sealed to a key pair under each way in, followed at the next way in.

Works out what the key file is to hold; reads and writes none.  A slot still opens the data key of its day; what its secret
comes to opens the key pair, and that the data key of today.
"""

from __future__ import annotations

import dataclasses
import hmac
import secrets
from collections.abc import Iterable
from typing import NamedTuple
from uuid import UUID

import msgspec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from facilitator_app import own_keys, paper_code
from facilitator_app.faults import Refusal
from facilitator_app.key_slots import KeyFile, Opened, Turned, Vouched, check, wrap_telling

RECOVERY = UUID(int=0)
"""The account, as it were, of the code on paper: it has a key pair like the others."""


class NewKey(NamedTuple):
    """A data key that is to come, and the key file that goes with it."""

    key: bytes
    kept: KeyFile


def is_ours(kept: KeyFile, key: bytes) -> bool:
    """Whether it is the data key of this file today."""
    return hmac.compare_digest(check(key, kept.file), kept.check)


def follow(kept: KeyFile, opened: Opened, account: UUID | None = None) -> Opened:
    """Who opened a slot, with the data key of today; as they are when it cannot be had."""
    if is_ours(kept, opened.key) or not opened.secret:
        return opened
    who = account or opened.account
    ways = {own.public: own for own in kept.ways if own.account == who}
    for one in kept.turned:
        own = ways.get(one.public)
        private = own_keys.opened(own, opened.secret) if own is not None else None
        key = own_keys.unseal(private, one.sealed, _bound(kept, who)) if private is not None else None
        if key is not None and is_ours(kept, key):
            return dataclasses.replace(opened, key=key)
    return opened


def with_way(kept: KeyFile, key: bytes, account: UUID, secret: bytes) -> KeyFile:
    """A key pair for an account whose secret is at hand, unless it has one that the secret opens; vouched for."""
    mine = [own for own in kept.ways if own.account == account and own_keys.opened(own, secret) is not None]
    if not mine:
        own, _ = own_keys.make(account, secret)
        kept, mine = msgspec.structs.replace(kept, ways=(*kept.ways, own)), [own]
    return _vouch(kept, key, mine)


def anew(kept: KeyFile, key: bytes, account: UUID, secret: bytes) -> KeyFile:
    """The one key pair of an account whose secret is another from now on: by the one before, nothing to come is opened."""
    return with_way(without(kept, account), key, account, secret)


def new_code(kept: KeyFile, opened: Opened) -> tuple[KeyFile, str]:
    """Another code on paper in the place of the one before, which opens no more."""
    if not is_ours(kept, opened.key):
        raise Refusal("vault.not_opened", field="code")
    code = secrets.token_bytes(paper_code.BYTES)
    slot, secret = wrap_telling(opened, kept.file, "", code)
    kept = msgspec.structs.replace(kept, recovery=slot)
    return anew(kept, opened.key, RECOVERY, secret), paper_code.spell(code)


def without(kept: KeyFile, account: UUID) -> KeyFile:
    """Nothing of an account: it goes, or gets another."""
    ways = tuple(way for way in kept.ways if way.account != account)
    turned = tuple(one for one in kept.turned if one.account != account)
    vouched = tuple(one for one in kept.vouched if any(one.public == way.public for way in ways))
    return msgspec.structs.replace(kept, ways=ways, turned=turned, vouched=vouched)


def not_carried(kept: KeyFile) -> tuple[UUID, ...]:
    """The accounts, and ``RECOVERY``, to which no data key can be sealed: their secret was not used since there are such."""
    there = (*(slot.account for slot in kept.slots), RECOVERY)
    known = {own.account for own in kept.ways if any(one.public == own.public for one in kept.vouched)}
    return tuple(account for account in there if account not in known)


def turn(kept: KeyFile, opened: Opened) -> NewKey:
    """Another data key, for every account that has a slot and a key pair that is vouched for; the others' slots go.

    A key pair that somebody put into the file without the data key is not vouched for, and gets nothing.  Raises Refusal
    vault.new_code_first while the code on paper could not be carried over.
    """
    if not is_ours(kept, opened.key):
        raise Refusal("vault.not_opened", field="passphrase")
    if RECOVERY in not_carried(kept):
        raise Refusal("vault.new_code_first")
    key = secrets.token_bytes(32)
    staying = {slot.account for slot in kept.slots} | {RECOVERY}
    trusted = [own for own in kept.ways if own.account in staying and _is_vouched(kept, opened.key, own)]
    turned = tuple(
        Turned(own.account, own.public, own_keys.seal_to(own.public, key, _bound(kept, own.account))) for own in trusted
    )
    carried = {one.account for one in turned}
    slots = tuple(slot for slot in kept.slots if slot.account in carried)
    new = msgspec.structs.replace(
        kept, check=check(key, kept.file), slots=slots, turned=turned, vouched=(), owes_turn=False
    )
    return NewKey(key, _vouch(new, key, trusted))


def _vouch(kept: KeyFile, key: bytes, owns: Iterable[own_keys.Own]) -> KeyFile:
    wanted = {own.public: Vouched(own.public, _mac(kept, key, own)) for own in owns}
    others = tuple(one for one in kept.vouched if one.public not in wanted)
    now = (*others, *wanted.values())
    return kept if set(now) == set(kept.vouched) else msgspec.structs.replace(kept, vouched=now)


def _is_vouched(kept: KeyFile, key: bytes, own: own_keys.Own) -> bool:
    mac = _mac(kept, key, own)
    return any(one.public == own.public and hmac.compare_digest(one.mac, mac) for one in kept.vouched)


def _mac(kept: KeyFile, key: bytes, own: own_keys.Own) -> bytes:
    derived = HKDF(SHA256(), 32, kept.file.bytes, b"facilitator/vouch/1").derive(key)
    return hmac.digest(derived, own.account.bytes + own.public, "sha256")


def _bound(kept: KeyFile, account: UUID) -> bytes:
    return b"facilitator/turned/1" + kept.file.bytes + account.bytes
