"""PINs of one run of the app: each opens what its person's passphrase opened, is kept in memory only, and is gone with it."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Collection
from dataclasses import replace
from uuid import UUID

from facilitator_app.faults import Refusal
from facilitator_app.key_slots import Opened

SHORTEST = 4
MOST_TRIES = 5
"""Wrong ones in a row, after which only the passphrase opens."""


class Pins:
    """PINs of this run, beside what they open.  Gone with the process, and after five wrong tries."""

    def __init__(self) -> None:
        self._kept: dict[UUID, tuple[Opened, bytes, bytes, int]] = {}

    def set(self, opened: Opened, pin: str) -> None:
        """Keep a PIN of at least four digits."""
        checked(pin, SHORTEST)
        salt = secrets.token_bytes(16)
        self._kept[opened.account] = (opened, salt, hmac.digest(salt, pin.encode(), "sha256"), 0)

    def open(self, account: UUID, pin: str) -> Opened:
        """What the PIN opens, or a Refusal."""
        if account not in self._kept:
            raise Refusal("vault.passphrase_needed", field="pin")
        opened, salt, digest, wrong = self._kept[account]
        if self._is_of(account, pin):
            self._kept[account] = (opened, salt, digest, 0)
            return opened
        if wrong + 1 >= MOST_TRIES:
            del self._kept[account]
            raise Refusal("vault.passphrase_needed", field="pin")
        self._kept[account] = (opened, salt, digest, wrong + 1)
        raise Refusal("vault.pin_wrong", field="pin", left=MOST_TRIES - wrong - 1)

    def open_of(self, accounts: Collection[UUID], pin: str) -> Opened:
        """What the PIN opens for the one whose it is.  A wrong one is a wrong try for each of them."""
        whose = [account for account in accounts if account in self._kept and self._is_of(account, pin)]
        if len(whose) > 1:
            raise Refusal("vault.pin_of_several", field="pin")
        if whose:
            return self.open(whose[0], pin)
        refused = Refusal("vault.passphrase_needed", field="pin")
        for account in accounts:
            try:
                self.open(account, pin)
            except Refusal as refusal:
                refused = refusal if self.has(account) else refused
        raise refused

    def _is_of(self, account: UUID, pin: str) -> bool:
        _, salt, digest, _ = self._kept[account]
        return hmac.compare_digest(digest, hmac.digest(salt, pin.encode(), "sha256"))

    def turned(self, key: bytes) -> None:
        """What they open has another data key from now on."""
        for account, (opened, salt, digest, wrong) in self._kept.items():
            self._kept[account] = (replace(opened, key=key), salt, digest, wrong)

    def opens(self, opened: Opened) -> None:
        """The PIN of who came in by the passphrase opens from now on what the passphrase opened, if there is one."""
        if opened.account in self._kept:
            self._kept[opened.account] = (opened, *self._kept[opened.account][1:])

    def forget(self, account: UUID) -> None:
        """Open no more for ``account``."""
        self._kept.pop(account, None)

    def has(self, account: UUID) -> bool:
        """Whether there is one."""
        return account in self._kept


def checked(pin: str, shortest: int) -> None:
    """Refuse a PIN of fewer digits than ``shortest``, or of anything but digits."""
    if len(pin) < shortest:
        raise Refusal("vault.pin_too_short", field="pin", shortest=shortest)
    if not (pin.isascii() and pin.isdigit()):
        raise Refusal("vault.pin_not_digits", field="pin")
