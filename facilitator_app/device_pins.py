"""PINs that outlive the app on this device: each opens the data key together with a secret in the platform's key store.

A slot of each stands beside the key file and is in no copy of the record; wrong tries are counted with the secret.  Opens no
process notes.  Must not know names, nor who may do what.  See ``docs/adr/0022-a-pin-of-this-device.md``.
"""

from __future__ import annotations

import contextlib
import hashlib
import secrets
import threading
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from pathlib import Path
from uuid import UUID

import msgspec
from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from facilitator_app import file_lock, key_slots
from facilitator_app.data_folder import DEVICE_PINS, PINS_LOCK
from facilitator_app.device_store import KeyStore, shut
from facilitator_app.faults import SPOILT, Refusal, Trouble
from facilitator_app.key_slots import Cost, KeyFile, Opened, put
from facilitator_app.pins import MOST_TRIES, checked
from facilitator_app.sign_in import account_of
from facilitator_app.turned_slots import is_ours

SHORTEST_KEPT = 6
"""Digits: it holds for longer than a run, and against more tries should somebody read the key store."""


class Slot(msgspec.Struct, frozen=True):
    """The data key, wrapped for one account on one device.

    ``name``: what its secret is kept by in the key store, random.  ``of``: a digest of the account's way in and of the mark
    of the data key on that day; when either has changed since, the slot is void.
    """

    name: str
    account: UUID
    roles: tuple[str, ...]
    of: bytes
    cost: Cost
    salt: bytes
    nonce: bytes
    wrapped: bytes


class Half(msgspec.Struct, frozen=True):
    """What lies in the key store: 32 random bytes, and how many wrong tries there were in a row."""

    secret: bytes
    wrong: int = 0


class DevicePins:
    """The kept PINs of one folder on this device.  ``look``, ``check_store``, ``keep`` and ``open`` wait for the key store:
    not on the window's thread."""

    def __init__(self, folder: Path, key_file: Callable[[], KeyFile], store: KeyStore | None) -> None:
        self._path = folder / DEVICE_PINS
        self._key_file = key_file
        self._store = store
        self._slots: tuple[Slot, ...] = ()
        self._wrong: set[UUID] = set()
        self._one_at_a_time = threading.RLock()

    @property
    def accounts(self) -> tuple[UUID, ...]:
        """Whose PIN is kept, as far as was seen."""
        return tuple(slot.account for slot in self._slots)

    def look(self) -> bool:
        """See which open; those that are void, or whose secret is not on this device, go.  True when one went.

        Raises Trouble device_pin.store_shut; then nothing went, and none opens for now.
        """
        with self._one_at_a_time:
            self._slots = ()
            slots, kept = self._read(), self._key_file()
            good = [slot for slot in slots if slot.of == _way_in(kept, slot.account) and self._half(slot) is not None]
            gone = [slot for slot in slots if slot not in good]
            self._slots = slots
            self._drop(gone)
            return bool(gone)

    def check_store(self) -> None:
        """Return when a PIN can be kept here now; else raises Trouble device_pin.store_shut."""
        self._of_the_store().read("none")

    def keep(self, opened: Opened, roles: Sequence[str], pin: str) -> None:
        """Keep a PIN of at least six digits for an account, in the place of an earlier one.

        Raises Refusal vault.pin_too_short, vault.pin_not_digits, and Trouble device_pin.store_shut or vault.not_written; then
        what was kept before is kept.
        """
        checked(pin, SHORTEST_KEPT)
        store, kept = self._of_the_store(), self._key_file()
        of = _way_in(kept, opened.account)
        if of is None or not is_ours(kept, opened.key):
            raise Refusal("vault.passphrase_needed", field="pin")
        half, nonce = Half(secrets.token_bytes(32)), secrets.token_bytes(12)
        bare = Slot(
            secrets.token_hex(16), opened.account, tuple(roles), of, key_slots.COST, secrets.token_bytes(16), nonce, b""
        )
        wrapped = AESGCM(_key(bare, half, pin)).encrypt(nonce, opened.key, _bound(bare, kept.file))
        with self._one_at_a_time:
            store.keep(bare.name, msgspec.msgpack.encode(half))
            before = self._read()
            earlier = [slot for slot in before if slot.account == opened.account]
            others = tuple(slot for slot in before if slot not in earlier)
            try:
                self._write((*others, msgspec.structs.replace(bare, wrapped=wrapped)))
            except Trouble:
                self._destroy([bare])
                raise
            self._destroy(earlier)

    def open(self, pin: str, sign_in: str = "") -> Opened:
        """What the PIN opens, but for the keys of process notes.  ``sign_in`` says whose, where several are kept.

        Each try is counted before it is made.  Raises Refusal device_pin.not_opened whatever was wrong, or, where one alone is
        kept, vault.pin_wrong with the tries ``left`` and device_pin.gone after five; device_pin.not_now when another window
        tries for long.  Trouble device_pin.store_shut.
        """
        with self._counting() as alone:
            if not alone:
                raise Refusal("device_pin.not_now", field="pin")
            slots = self._slots = self._read()
            if len(slots) == 1:
                return self._try(slots[0], pin)
            whose = account_of(self._key_file(), sign_in)
            found = next((slot for slot in slots if slot.account == whose), None)
            if found is not None:
                with contextlib.suppress(Refusal):
                    return self._try(found, pin)
            elif slots:  # whose no PIN is kept costs the same
                _unwrap(slots[0], self._key_file(), Half(bytes(32)), pin)
        raise Refusal("device_pin.not_opened", field="pin")

    def forget(self, accounts: Collection[UUID] | None = None) -> None:
        """Keep none for them any longer, or for anybody; the secrets go without being waited for.

        A key store that is shut is left with a secret that opens nothing.
        """
        with self._one_at_a_time:
            self._slots = self._read()
            going = [slot for slot in self._slots if accounts is None or slot.account in accounts]
            self._let_go(going)
        _later(lambda: self._destroy(going))

    def wrong(self, accounts: Collection[UUID]) -> None:
        """A wrong PIN was typed for them while the record was open: it counts here too, without being waited for."""
        theirs = [slot for slot in self._slots if slot.account in accounts]

        def count() -> None:
            with self._counting(), contextlib.suppress(Trouble):  # it counts in any case
                for slot in theirs:
                    self._wrong.add(slot.account)
                    if self._count(slot)[1] <= 0:
                        self._drop([slot])

        if theirs:
            _later(count)

    def right(self, account: UUID) -> None:
        """Theirs was typed while the record was open: the wrong ones before it count no more."""
        theirs = [slot for slot in self._slots if slot.account == account and account in self._wrong]

        def count_no_more() -> None:
            with self._counting(), contextlib.suppress(Trouble):  # it counts in any case
                for slot in theirs:
                    half = self._half(slot)
                    if half is not None:
                        self._tell(slot, msgspec.structs.replace(half, wrong=0))
                    self._wrong.discard(account)

        if theirs:
            _later(count_no_more)

    @contextlib.contextmanager
    def _counting(self) -> Iterator[bool]:
        """Whether no other window counts or tries meanwhile; never another thread of this one."""
        with file_lock.alone(self._path.with_name(PINS_LOCK)) as alone, self._one_at_a_time:
            yield alone

    def _try(self, slot: Slot, pin: str) -> Opened:
        kept = self._key_file()
        half, left = self._count(slot)
        opened = None
        if half is not None and left >= 0 and slot.of == _way_in(kept, slot.account):
            opened = _unwrap(slot, kept, half, pin)
        if opened is not None and half is not None:
            with contextlib.suppress(Trouble):
                self._tell(slot, msgspec.structs.replace(half, wrong=0))
            return opened
        if half is not None and left > 0:
            raise Refusal("vault.pin_wrong", field="pin", left=left)
        self._drop([slot])
        raise Refusal("device_pin.gone", field="pin")

    def _count(self, slot: Slot) -> tuple[Half | None, int]:
        """Write one more try down; the half in the store, and how many tries are left after this one (below 0: none was)."""
        half = self._half(slot)
        if half is None:
            return None, -1
        if half.wrong < MOST_TRIES:
            self._tell(slot, msgspec.structs.replace(half, wrong=half.wrong + 1))
        return half, MOST_TRIES - half.wrong - 1

    def _half(self, slot: Slot) -> Half | None:
        said = self._of_the_store().read(slot.name)
        try:
            return None if said is None else msgspec.msgpack.decode(said, type=Half)
        except SPOILT:
            return None

    def _tell(self, slot: Slot, half: Half) -> None:
        self._of_the_store().keep(slot.name, msgspec.msgpack.encode(half))

    def _of_the_store(self) -> KeyStore:
        if self._store is None:
            raise shut()
        return self._store

    def _drop(self, slots: Collection[Slot]) -> None:
        """The slots, and then their secrets."""
        self._let_go(slots)
        self._destroy(slots)

    def _let_go(self, slots: Collection[Slot]) -> None:
        if slots:
            staying = tuple(slot for slot in self._slots if slot not in slots)
            with contextlib.suppress(Trouble):  # by a secret that is destroyed nothing opens either
                self._write(staying)
            self._slots = staying

    def _destroy(self, slots: Iterable[Slot]) -> None:
        for slot in slots:
            with contextlib.suppress(Trouble):
                self._of_the_store().destroy(slot.name)

    def _read(self) -> tuple[Slot, ...]:
        """What stands in the file; one that cannot be read keeps none."""
        try:
            slots = msgspec.json.decode(self._path.read_bytes(), type=tuple[Slot, ...])
        except (OSError, *SPOILT):
            return ()
        return tuple(slot for slot in slots if slot.cost.is_sane() and len(slot.salt) >= 8)

    def _write(self, slots: tuple[Slot, ...]) -> None:
        if slots:
            put(self._path, msgspec.json.format(msgspec.json.encode(slots), indent=1))
        else:
            with contextlib.suppress(OSError):
                self._path.unlink(missing_ok=True)
        self._slots = slots


def _later(work: Callable[[], None]) -> None:
    """Do it beside the window; the end of the app waits for it."""
    threading.Thread(target=work, name="kept-pins").start()


def _way_in(kept: KeyFile, account: UUID) -> bytes | None:
    """A digest of the account's slot in the key file and of the data key's mark; None: it has no way in."""
    found = [slot for slot in kept.slots if slot.account == account]
    return hashlib.sha256(msgspec.json.encode((found, kept.check))).digest() if found else None


def _unwrap(slot: Slot, kept: KeyFile, half: Half, pin: str) -> Opened | None:
    try:
        key = AESGCM(_key(slot, half, pin)).decrypt(slot.nonce, slot.wrapped, _bound(slot, kept.file))
    except (InvalidTag, ValueError):
        return None
    return Opened(slot.account, slot.roles, key) if is_ours(kept, key) else None


def _key(slot: Slot, half: Half, pin: str) -> bytes:
    cost = slot.cost
    slow = hash_secret_raw(pin.encode(), slot.salt, cost.passes, cost.memory, cost.lanes, 32, Type.ID)
    return HKDF(SHA256(), 32, half.secret, b"facilitator/device_pin/1").derive(slow)


def _bound(slot: Slot, file: UUID) -> bytes:
    """What the wrapped key is bound to: the record, the account, its roles and way in, the secret's name and the cost."""
    return msgspec.json.encode((1, file.hex, slot.name, slot.account.hex, slot.roles, slot.of, slot.cost))
