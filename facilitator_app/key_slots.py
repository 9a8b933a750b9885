"""The format of the key file: slots that hold the data key, wrapped and bound; read whole or refused, written whole.

Must not know names, passphrase rules or who may do what.
"""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

import msgspec
from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from facilitator_app.data_folder import KEYS as KEYS
from facilitator_app.faults import SPOILT, Trouble
from facilitator_app.own_keys import Own

FORMAT = 2
"""Since 2 the accounts' own keys are in it: an older version would write the file without them, so it must not."""
_SLOT = 1
"""What slots are bound to; theirs has not changed since the first format."""


@dataclass(frozen=True, slots=True)
class Opened:
    """Who opened the vault, with which roles, and the data key of 32 bytes.  Never printed, never kept on disk.

    ``secret`` is what the passphrase comes to for the account's own keys (empty: it was not by passphrase), ``own`` those
    of them that it opened, the newest first.
    """

    account: UUID
    roles: tuple[str, ...]
    key: bytes = field(repr=False)
    secret: bytes = field(default=b"", repr=False, compare=False)
    own: tuple[bytes, ...] = field(default=(), repr=False, compare=False)


class Cost(msgspec.Struct, frozen=True):
    """What one try costs: argon2id passes, KiB and lanes (RFC 9106; 64 MiB, 3 passes, 4 lanes is its second choice)."""

    passes: int = 3
    memory: int = 64 * 1024
    lanes: int = 4

    def is_sane(self) -> bool:
        """Whether a file with these costs may be tried: neither for free nor for all the memory there is."""
        dear = self.passes <= 64 and self.memory <= 1024 * 1024 and self.lanes <= 64
        return dear and self.passes >= 1 and self.lanes >= 1 and self.memory >= 8 * self.lanes


COST = Cost()
"""What a try costs for every slot made from now on; each slot keeps its own."""


class Slot(msgspec.Struct, frozen=True):
    """The data key, wrapped for one account.  ``name`` is a MAC of the sign-in name, or empty for the recovery code."""

    name: str
    account: UUID
    roles: tuple[str, ...]
    cost: Cost
    salt: bytes
    nonce: bytes
    wrapped: bytes


class Turned(msgspec.Struct, frozen=True):
    """The data key of today, sealed to the key pair under an account's way in."""

    account: UUID
    public: bytes
    sealed: bytes


class Vouched(msgspec.Struct, frozen=True):
    """A key pair that was there while its account was signed in: a MAC under the data key of today."""

    public: bytes
    mac: bytes


class KeyFile(msgspec.Struct, frozen=True):
    """All of the key file.  ``check`` is a MAC by which a data key is known to be this file's.

    ``ways`` are key pairs under each way in, to which another data key is sealed; they open nothing else.
    ``owes_turn``: somebody's way in was taken away since the data key was changed last.
    """

    format: int
    file: UUID
    name_salt: bytes
    check: bytes
    slots: tuple[Slot, ...]
    recovery: Slot
    owns: tuple[Own, ...] = ()
    ways: tuple[Own, ...] = ()
    turned: tuple[Turned, ...] = ()
    vouched: tuple[Vouched, ...] = ()
    owes_turn: bool = False


def wrap(opened: Opened, file: UUID, mark: str, secret: bytes) -> Slot:
    """A slot that ``secret`` opens, for the key file of that id."""
    return wrap_telling(opened, file, mark, secret)[0]


def wrap_telling(opened: Opened, file: UUID, mark: str, secret: bytes) -> tuple[Slot, bytes]:
    """The same, and what the secret comes to for the account's own keys."""
    cost, salt, nonce = COST, secrets.token_bytes(16), secrets.token_bytes(12)
    bare = Slot(mark, opened.account, opened.roles, cost, salt, nonce, b"")
    slow = _slow(bare, secret)
    wrapped = AESGCM(_slot_key(bare, slow)).encrypt(nonce, opened.key, _bound(bare, file))
    return msgspec.structs.replace(bare, wrapped=wrapped), _for_own(bare, slow)


def unwrap(slot: Slot, file: UUID, secret: bytes) -> Opened | None:
    """What the slot holds, or None when the secret is not its own or the slot was altered."""
    slow = _slow(slot, secret)
    try:
        key = AESGCM(_slot_key(slot, slow)).decrypt(slot.nonce, slot.wrapped, _bound(slot, file))
    except (InvalidTag, ValueError):
        return None
    return Opened(slot.account, slot.roles, key, _for_own(slot, slow))


def _slow(slot: Slot, secret: bytes) -> bytes:
    cost = slot.cost
    return hash_secret_raw(secret, slot.salt, cost.passes, cost.memory, cost.lanes, 32, Type.ID)


def _slot_key(slot: Slot, slow: bytes) -> bytes:
    return HKDF(SHA256(), 32, slot.salt, b"facilitator/slot/1").derive(slow)


def _for_own(slot: Slot, slow: bytes) -> bytes:
    return HKDF(SHA256(), 32, slot.salt, b"facilitator/slot_own/1").derive(slow)


def _bound(slot: Slot, file: UUID) -> bytes:
    """What the wrapped key is bound to: altered in the file (a role, an account, a cost), the slot no longer opens."""
    bound = (_SLOT, file.hex, slot.name, slot.account.hex, slot.roles, slot.cost)
    return msgspec.json.encode(bound)


def check(key: bytes, file: UUID) -> bytes:
    """The mark by which a data key is known to be the file's."""
    return HKDF(SHA256(), 32, file.bytes, b"facilitator/check/1").derive(key)


def read(path: Path) -> KeyFile:
    """The key file.  Raises Trouble vault.missing, .not_readable, .damaged or .newer_version."""
    try:
        text = path.read_bytes()
    except FileNotFoundError as fault:
        raise Trouble("vault.missing", folder=str(path.parent)) from fault
    except OSError as fault:
        raise Trouble("vault.not_readable", folder=str(path.parent)) from fault
    try:
        kind = msgspec.json.decode(text, type=_Format).format
        if kind > FORMAT:
            raise Trouble("vault.newer_version", version=kind, known=FORMAT)
        kept = msgspec.json.decode(text, type=KeyFile)
    except SPOILT as fault:
        raise Trouble("vault.damaged", folder=str(path.parent)) from fault
    sane = all(_is_sane(slot) for slot in (*kept.slots, kept.recovery))
    if kind < 1 or not sane:
        raise Trouble("vault.damaged", folder=str(path.parent))
    return kept


def _is_sane(slot: Slot) -> bool:
    """Whether it can be tried at all: its cost, its salt, and a name that is a MAC in figures and letters."""
    return slot.cost.is_sane() and len(slot.salt) >= 8 and slot.name.isascii()


class _Format(msgspec.Struct):
    format: int


def put(path: Path, content: bytes) -> None:
    """Write a file so that there is always the old one or the new one, whole.  Raises Trouble vault.not_written."""
    being_made = path.with_name(path.name + ".tmp")
    try:
        handle = os.open(being_made, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        being_made.replace(path)
        if os.name == "posix":
            folder = os.open(path.parent, os.O_RDONLY)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)
    except OSError as fault:
        raise Trouble("vault.not_written", folder=str(path.parent)) from fault
