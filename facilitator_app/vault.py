"""The key file: one random data key, wrapped once for each account and once for a recovery code on paper.

Owns passphrases, PINs and the slowing down of wrong ones.  Must not know what the data key opens, nor anybody's name.
"""

from __future__ import annotations

import contextlib
import dataclasses
import hmac
import secrets
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from uuid import UUID

import msgspec

from facilitator_app import own_slots, paper_code, turned_slots
from facilitator_app.clock import Clock, SystemClock
from facilitator_app.faults import Refusal, Trouble
from facilitator_app.key_on_disk import KeyOnDisk
from facilitator_app.key_slots import FORMAT, KEYS, KeyFile, Opened, check, read, unwrap, wrap_telling
from facilitator_app.pins import Pins
from facilitator_app.sign_in import composed, folded, mark, slot_of
from facilitator_app.tries import TRIES, Tries

SHORTEST_PASSPHRASE = 12
LONGEST_PASSPHRASE = 1024

__all__ = ["Opened", "Pins", "Vault"]


class Vault:
    """The key file of one folder, and the PINs of this run.  Nothing tells which part of a wrong try was wrong."""

    def __init__(self, folder: Path, kept: KeyFile, clock: Clock) -> None:
        self._disk = KeyOnDisk(folder / KEYS, kept)
        self._tries = Tries(folder / TRIES, clock)
        self._pins = Pins()

    @staticmethod
    def exists(folder: Path) -> bool:
        """Whether there is a key file in ``folder``."""
        return (folder / KEYS).exists()

    @classmethod
    def at(cls, folder: Path, clock: Clock | None = None) -> Vault:
        """The vault in ``folder``.  Raises Trouble vault.missing, .damaged, .newer_version or .not_readable."""
        return cls(folder, read(folder / KEYS), clock or SystemClock())

    @classmethod
    def create(
        cls,
        folder: Path,
        sign_in: str,
        passphrase: str,
        account: UUID,
        roles: Sequence[str],
        clock: Clock | None = None,
    ) -> tuple[Vault, Opened, str]:
        """Make a vault with its first account; the text is the recovery code, to be printed and shown nowhere else.

        Raises Refusal vault.no_sign_in, .passphrase_too_short or .passphrase_too_long, and Trouble vault.exists or
        .not_written.
        """
        if cls.exists(folder):
            raise Trouble("vault.exists", folder=str(folder))
        name, passphrase = _name_of(sign_in), _long_enough(passphrase)
        opened = Opened(account, tuple(roles), secrets.token_bytes(32))
        code = secrets.token_bytes(paper_code.BYTES)
        file, name_salt = UUID(bytes=secrets.token_bytes(16), version=4), secrets.token_bytes(32)
        slot, secret = wrap_telling(opened, file, mark(name_salt, name), passphrase.encode())
        recovery, of_code = wrap_telling(opened, file, "", code)
        kept = KeyFile(
            format=FORMAT,
            file=file,
            name_salt=name_salt,
            check=check(opened.key, file),
            slots=(slot,),
            recovery=recovery,
        )
        kept = turned_slots.with_way(kept, opened.key, turned_slots.RECOVERY, of_code)
        kept = turned_slots.with_way(kept, opened.key, account, secret)
        kept, opened = own_slots.come_in(kept, dataclasses.replace(opened, secret=secret))
        vault = cls(folder, kept, clock or SystemClock())
        vault._disk.write(kept)
        return vault, opened, paper_code.spell(code)

    def open(self, sign_in: str, passphrase: str) -> Opened:
        """Open with a name and a passphrase.

        Raises Refusal vault.not_opened, whatever was wrong, at the same cost; after five wrong tries Refusal vault.wait
        with the ``seconds`` to wait, without a try.
        """
        self._tries.admit()
        found = slot_of(self.kept, sign_in)
        # An unknown name is tried against the recovery slot, which no passphrase opens: it costs the same.
        slot = self.kept.recovery if found is None else found
        opened = unwrap(slot, self.kept.file, composed(passphrase)[:LONGEST_PASSPHRASE].encode())
        opened = self._with_own(self._known(opened if found is not None else None))
        self._pins.opens(opened)
        return opened

    def open_with_recovery(self, code: str) -> Opened:
        """Open with the code on paper, as the account that made the vault.

        Raises Refusal vault.recovery_mistyped when the code cannot be one, and vault.not_opened, vault.wait as ``open``.
        """
        self._tries.admit()
        found = unwrap(self.kept.recovery, self.kept.file, paper_code.unspell(code))
        opened = self._known(found, turned_slots.RECOVERY)
        kept = turned_slots.with_way(self.kept, opened.key, turned_slots.RECOVERY, opened.secret)
        with contextlib.suppress(Trouble):  # a file that cannot be written to keeps nobody out
            self.keep(kept)
        return dataclasses.replace(opened, secret=b"")

    def add(self, opened: Opened, sign_in: str, passphrase: str, account: UUID, roles: Sequence[str]) -> None:
        """Give an account its own way in.  Whether ``opened`` may do so is for the caller to know.

        Raises Refusal vault.sign_in_taken and those of ``create``.
        """
        self._must_be_ours(opened)
        marked, passphrase = mark(self.kept.name_salt, _name_of(sign_in)), _long_enough(passphrase)
        if any(slot.name == marked for slot in self.kept.slots):
            raise Refusal("vault.sign_in_taken", field="sign_in")
        theirs = Opened(account, tuple(roles), opened.key)
        slot, secret = wrap_telling(theirs, self.kept.file, marked, passphrase.encode())
        kept = msgspec.structs.replace(self.kept, slots=(*self.kept.slots, slot))
        self._disk.write(turned_slots.anew(kept, opened.key, account, secret))

    def has(self, account: UUID) -> bool:
        """Whether a name and a passphrase open for ``account``."""
        return any(slot.account == account for slot in self.kept.slots)

    def take_back(self, opened: Opened, account: UUID) -> None:
        """Take away the account's way in, and its PIN."""
        self._must_be_ours(opened)
        self._pins.forget(account)
        slots = tuple(slot for slot in self.kept.slots if slot.account != account)
        owes = self.kept.owes_turn or len(slots) < len(self.kept.slots)
        kept = turned_slots.without(self.kept, account)
        self._disk.write(msgspec.structs.replace(kept, slots=slots, owes_turn=owes))

    @property
    def kept(self) -> KeyFile:
        """The key file as of the last look at it."""
        return self._disk.kept

    def look_again(self) -> None:
        """See the key file as it lies there: another window may have changed it since."""
        self._disk.look_again()

    @contextlib.contextmanager
    def alone(self) -> Iterator[None]:
        """The key file as it lies there, which no other window writes meanwhile.  Raises Trouble vault.not_written."""
        with self._disk.alone():
            self._disk.look_again()
            yield

    def keep(self, kept: KeyFile) -> None:
        """Put the key file so, if it is another."""
        if kept is not self.kept:
            self._disk.write(kept)

    def turned(self, new: turned_slots.NewKey) -> None:
        """The record is under the new data key, and the key file was put in its place with it."""
        self._disk.was_put(new.kept)
        self._pins.turned(new.key)

    def change(self, opened: Opened, old: str, new: str) -> Opened:
        """Give ``opened``'s account a new passphrase; its own keys are open as before.

        Raises Refusal vault.not_opened when ``old`` is not the old one.
        """
        self._must_be_ours(opened)
        new = _long_enough(new)
        self._tries.admit()
        for slot in self.kept.slots:
            if slot.account == opened.account:
                known = self._known(unwrap(slot, self.kept.file, composed(old).encode()))
                _, known = own_slots.come_in(self.kept, known)
                return self._under(known, slot.name, new)
        raise Refusal("vault.not_opened", field="passphrase")

    def renew(self, opened: Opened, sign_in: str, passphrase: str) -> Opened:
        """Give ``opened``'s account a new name and passphrase without the old: after the recovery code was used.

        What lies under the account's own key stays shut until its own code opens it (``open_own``).

        Raises Refusal vault.sign_in_taken when the name is another account's, and those of ``create``.
        """
        self._must_be_ours(opened)
        marked, passphrase = mark(self.kept.name_salt, _name_of(sign_in)), _long_enough(passphrase)
        others = tuple(slot for slot in self.kept.slots if slot.account != opened.account)
        if any(slot.name == marked for slot in others):
            raise Refusal("vault.sign_in_taken", field="sign_in")
        return self._under(opened, marked, passphrase)

    def own_code(self, opened: Opened) -> str:
        """A code on paper for the account's own key, in the place of an earlier one; shown once."""
        self._must_be_ours(opened)
        code = secrets.token_bytes(paper_code.BYTES)
        self._disk.write(own_slots.with_code(self.kept, opened, code))
        return paper_code.spell(code)

    def open_own(self, opened: Opened, code: str) -> Opened:
        """Open the account's own key by its code on paper; from then on its passphrase opens it again.

        Raises Refusal vault.recovery_mistyped, vault.passphrase_needed before there is a passphrase, vault.own_not_opened.
        """
        self._must_be_ours(opened)
        if not opened.secret:
            raise Refusal("vault.passphrase_needed", field="code")
        found = own_slots.by_code(self.kept, opened, paper_code.unspell(code))
        if found is None:
            raise Refusal("vault.own_not_opened", field="code")
        self._disk.write(found[0])
        return found[1]

    def own_public(self, account: UUID) -> bytes | None:
        """What others seal to for an account."""
        return own_slots.public(self.kept, account)

    def own_standing(self, opened: Opened) -> tuple[bool, bool]:
        """Whether the account's own key has a code on paper, and whether an own key of it is shut to who came in."""
        return own_slots.has_code(self.kept, opened.account), own_slots.is_shut(self.kept, opened)

    def set_pin(self, opened: Opened, pin: str) -> None:
        """A PIN for this run of the app: it opens what the passphrase opened, and is kept in memory only.

        Raises Refusal vault.pin_too_short, or vault.pin_not_digits.
        """
        self._must_be_ours(opened)
        self._pins.set(opened, pin)

    def open_pin(self, account: UUID, pin: str) -> Opened:
        """Open with the PIN.  Raises Refusal vault.pin_wrong, and vault.passphrase_needed after five or with none set."""
        return self._pins.open(account, pin)

    def open_pin_of(self, accounts: Collection[UUID], pin: str) -> Opened:
        """Open as the one of ``accounts`` whose PIN it is.  Besides, raises Refusal vault.pin_of_several."""
        return self._pins.open_of(accounts, pin)

    def has_pin(self, account: UUID) -> bool:
        """Whether a PIN of this run opens for ``account``."""
        return self._pins.has(account)

    def forget_pins(self) -> None:
        """From now on only passphrases open: the record was locked."""
        self._pins = Pins()

    def _known(self, opened: Opened | None, account: UUID | None = None) -> Opened:
        opened = None if opened is None else turned_slots.follow(self.kept, opened, account)
        if opened is None or not hmac.compare_digest(check(opened.key, self.kept.file), self.kept.check):
            self._tries.wrong()
            raise Refusal("vault.not_opened", field="passphrase")
        self._tries.right()
        return opened

    def _must_be_ours(self, opened: Opened) -> None:
        if not hmac.compare_digest(check(opened.key, self.kept.file), self.kept.check):
            raise Refusal("vault.not_opened", field="passphrase")

    def _with_own(self, opened: Opened) -> Opened:
        """Who came in by a passphrase, with the own key.  A file that cannot be written to keeps nobody out."""
        come, opened = own_slots.come_in(self.kept, opened)
        kept = turned_slots.with_way(come, opened.key, opened.account, opened.secret)
        try:
            self.keep(kept)
        except Trouble:
            # nothing may lie under a key that is kept nowhere
            return opened if come is self.kept else dataclasses.replace(opened, own=())
        return opened

    def _under(self, opened: Opened, marked: str, passphrase: str) -> Opened:
        """The account's one slot and its own keys under a passphrase, written at once."""
        slot, secret = wrap_telling(opened, self.kept.file, marked, passphrase.encode())
        slots = tuple(slot if one.account == opened.account else one for one in self.kept.slots)
        slots = slots if slot in slots else (*slots, slot)
        kept, opened = own_slots.under(msgspec.structs.replace(self.kept, slots=slots), opened, secret)
        self._disk.write(turned_slots.anew(kept, opened.key, opened.account, secret))
        return opened


def _name_of(sign_in: str) -> str:
    name = folded(sign_in)
    if not name:
        raise Refusal("vault.no_sign_in", field="sign_in")
    return name


def _long_enough(passphrase: str) -> str:
    whole = composed(passphrase)
    if len(whole) < SHORTEST_PASSPHRASE:
        raise Refusal("vault.passphrase_too_short", field="passphrase", shortest=SHORTEST_PASSPHRASE)
    if len(whole) > LONGEST_PASSPHRASE:
        raise Refusal("vault.passphrase_too_long", field="passphrase", longest=LONGEST_PASSPHRASE)
    return whole
