"""The key of one account alone: wrapped by its passphrase and by a code on paper, sealed to by others, shared out in pairs.

Knows the arithmetic; must not know files, names, notes or who may do what.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from itertools import combinations
from typing import NamedTuple
from uuid import UUID

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_NONCE = 12
_BLOCK = 512
"""Bytes: what is locked is filled up to a multiple of it, so that its length says little."""


class Own(msgspec.Struct, frozen=True):
    """An account's own key pair as the key file keeps it.  ``by_code`` is empty until a code on paper was made for it."""

    account: UUID
    public: bytes
    wrapped: bytes
    by_code: bytes = b""


class Pair(NamedTuple):
    """Two who open together: the share of each, sealed to their own key."""

    one: UUID
    other: UUID
    of_one: bytes
    of_other: bytes


def make(account: UUID, secret: bytes) -> tuple[Own, bytes]:
    """A new key pair for ``account`` under the secret of its passphrase, and the private key of 32 bytes."""
    private = X25519PrivateKey.generate()
    bare = Own(account, private.public_key().public_bytes_raw(), b"")
    return wrapped_anew(bare, private.private_bytes_raw(), secret), private.private_bytes_raw()


def wrapped_anew(own: Own, private: bytes, secret: bytes) -> Own:
    """The pair under another secret of a passphrase."""
    wrapped = _put(_derive(secret, b"own"), private, _of(own))
    return msgspec.structs.replace(own, wrapped=wrapped)


def with_code(own: Own, private: bytes, code: bytes) -> Own:
    """The pair, to be had by this code of 128 random bits too, and by no earlier one."""
    return msgspec.structs.replace(own, by_code=_put(_derive(code, b"own_code"), private, _of(own)))


def opened(own: Own, secret: bytes) -> bytes | None:
    """The private key, or None when the secret is not its own."""
    return _take(_derive(secret, b"own"), own.wrapped, _of(own))


def opened_by_code(own: Own, code: bytes) -> bytes | None:
    """The private key by the code on paper, or None."""
    return _take(_derive(code, b"own_code"), own.by_code, _of(own))


def public_of(private: bytes) -> bytes:
    """The public half."""
    return X25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()


def lock_of(private: bytes) -> bytes:
    """The key for what only who has the private key can have made, and can read."""
    return _derive(private, b"locked")


def lock(key: bytes, content: bytes, bound: bytes) -> bytes:
    """Content under a key of 32 bytes, tied to ``bound``."""
    return _put(key, _filled(content), bound)


def unlock(key: bytes, locked: bytes, bound: bytes) -> bytes | None:
    """The content, or None when it is another's or was altered."""
    content = _take(key, locked, bound)
    return None if content is None else _emptied(content)


def seal_to(public: bytes, content: bytes, bound: bytes) -> bytes:
    """Content that only the holder of the private half can read; who sealed it cannot open it again."""
    once = X25519PrivateKey.generate()
    sender = once.public_key().public_bytes_raw()
    shared = once.exchange(X25519PublicKey.from_public_bytes(public))
    return sender + _put(_derive(shared, b"sealed_to", sender + public), content, bound)


def unseal(private: bytes, sealed: bytes, bound: bytes) -> bytes | None:
    """The content, or None when it was sealed to another or was altered."""
    mine = X25519PrivateKey.from_private_bytes(private)
    sender, rest = sealed[:32], sealed[32:]
    try:
        shared = mine.exchange(X25519PublicKey.from_public_bytes(sender))
    except ValueError:
        return None
    salt = sender + mine.public_key().public_bytes_raw()
    return _take(_derive(shared, b"sealed_to", salt), rest, bound)


def share_out(people: Mapping[UUID, bytes], bound: bytes) -> tuple[bytes, tuple[Pair, ...]]:
    """A new key that no one of ``people`` (by their public keys) can use and any two together can: its public half, and shares.

    The shares of a pair are the key folded with random bytes, and those bytes: each alone says nothing about the key.
    """
    private = X25519PrivateKey.generate()
    key, pairs = private.private_bytes_raw(), []
    for one, other in combinations(people, 2):
        blind = secrets.token_bytes(32)
        place = bound + one.bytes + other.bytes
        of_one = seal_to(people[one], blind, place + b"1")
        of_other = seal_to(people[other], _folded(key, blind), place + b"2")
        pairs.append(Pair(one, other, of_one, of_other))
    return private.public_key().public_bytes_raw(), tuple(pairs)


def join(pair: Pair, of_one: bytes, of_other: bytes, bound: bytes) -> bytes | None:
    """The key of a pair, by the private keys of both, or None when one of them is not theirs."""
    place = bound + pair.one.bytes + pair.other.bytes
    blind, rest = unseal(of_one, pair.of_one, place + b"1"), unseal(of_other, pair.of_other, place + b"2")
    return None if blind is None or rest is None else _folded(blind, rest)


def _folded(one: bytes, other: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(one, other, strict=True))


def _of(own: Own) -> bytes:
    return own.account.bytes + own.public


def _derive(key: bytes, use: bytes, salt: bytes | None = None) -> bytes:
    return HKDF(SHA256(), 32, salt, b"facilitator/" + use + b"/1").derive(key)


def _put(key: bytes, content: bytes, bound: bytes) -> bytes:
    nonce = secrets.token_bytes(_NONCE)
    return nonce + AESGCM(key).encrypt(nonce, content, bound)


def _take(key: bytes, sealed: bytes, bound: bytes) -> bytes | None:
    try:
        return AESGCM(key).decrypt(sealed[:_NONCE], sealed[_NONCE:], bound)
    except (InvalidTag, ValueError):
        return None


def _filled(content: bytes) -> bytes:
    whole = len(content).to_bytes(4, "big") + content
    return whole + bytes(-len(whole) % _BLOCK)


def _emptied(content: bytes) -> bytes:
    return content[4 : 4 + int.from_bytes(content[:4], "big")]
