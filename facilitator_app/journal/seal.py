"""The keys that seal bodies: one random key for each person and one for the clinic, wrapped under the data key.

A person's row in ``sealing_key`` destroyed, that person's bodies can never be read again while every chain still
verifies, because the chain hashes sealed bytes.  Knows nothing of what is in a body.
"""

from __future__ import annotations

import hmac
import os
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_NONCE = 12


class Unsealable(Exception):
    """The bytes do not open under the key: altered, moved from another line, or another clinic's."""


def _derive(data_key: bytes, use: bytes, salt: bytes | None = None) -> bytes:
    return HKDF(SHA256(), 32, salt, b"facilitator/" + use + b"/1").derive(data_key)


def file_key(data_key: bytes) -> bytes:
    """The key of the whole file."""
    return _derive(data_key, b"file")


def witness_key(data_key: bytes) -> bytes:
    """The key of the MAC on the witness of chain heads."""
    return _derive(data_key, b"witness")


class Seal:
    """One subject's key: seals a body to the line it belongs to, and opens it again."""

    def __init__(self, key_id: UUID, key: bytes) -> None:
        self.key_id = key_id
        self.key = key
        self._cipher = AESGCM(key)

    def seal(self, body: bytes, line: UUID, chain: UUID, seq: int) -> bytes:
        """Nonce and sealed body, bound to this line at this place of this chain."""
        nonce = os.urandom(_NONCE)
        return nonce + self._cipher.encrypt(nonce, body, _bound(line, chain, seq))

    def farewell(self, subject: UUID) -> bytes:
        """What only who has this key can say of its end; it tells nothing about the key."""
        return hmac.digest(self.key, b"facilitator/erased/1" + subject.bytes, "sha256")

    def open(self, sealed: bytes, line: UUID, chain: UUID, seq: int) -> bytes:
        """The body.  Raises Unsealable."""
        try:
            return self._cipher.decrypt(sealed[:_NONCE], sealed[_NONCE:], _bound(line, chain, seq))
        except (InvalidTag, ValueError) as fault:
            raise Unsealable from fault


class Wrapping:
    """Makes, wraps and unwraps the keys of subjects (a participant's id, or the clinic's scope for its own key)."""

    def __init__(self, data_key: bytes, file_id: UUID) -> None:
        self._cipher = AESGCM(_derive(data_key, b"sealing", file_id.bytes))

    def make(self, subject: UUID) -> tuple[Seal, bytes]:
        """A new key for ``subject`` and its wrapped form, to be kept."""
        seal = Seal(UUID(bytes=os.urandom(16), version=4), AESGCM.generate_key(256))
        return seal, self.wrap(seal, subject)

    def wrap(self, seal: Seal, subject: UUID) -> bytes:
        """The wrapped form of a key that there is."""
        nonce = os.urandom(_NONCE)
        return nonce + self._cipher.encrypt(nonce, seal.key, seal.key_id.bytes + subject.bytes)

    def unwrap(self, key_id: UUID, subject: UUID, wrapped: bytes) -> Seal:
        """The key again.  Raises Unsealable."""
        try:
            key = self._cipher.decrypt(wrapped[:_NONCE], wrapped[_NONCE:], key_id.bytes + subject.bytes)
        except (InvalidTag, ValueError) as fault:
            raise Unsealable from fault
        return Seal(key_id, key)


def _bound(line: UUID, chain: UUID, seq: int) -> bytes:
    return line.bytes + chain.bytes + seq.to_bytes(8, "big")
