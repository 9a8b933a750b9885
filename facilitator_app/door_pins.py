"""The PINs at the door: of this run, and those kept on this device.  Knows no record."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from facilitator_app.data_folder import DEVICE_PINS, KEYS
from facilitator_app.faults import Refusal

if TYPE_CHECKING:
    from facilitator_app.device_pins import DevicePins
    from facilitator_app.device_store import KeyStore
    from facilitator_app.key_slots import KeyFile
    from facilitator_app.vault import Opened, Vault


class PinDoor(ABC):
    """Whoever came in by a passphrase may choose a PIN; ``store``: where the platform keeps a secret, None for nowhere."""

    def __init__(self, folder: Path, store: KeyStore | None) -> None:
        self.folder = folder
        self.store = store
        self._kept: Vault | None = None
        self._came: dict[UUID, Opened] = {}

    @cached_property
    def kept_pins(self) -> DevicePins:
        """The PINs kept on this device."""
        from facilitator_app.device_pins import DevicePins

        return DevicePins(self.folder, self._key_file, self.store)

    def may_have_kept(self) -> bool:
        """Whether a PIN may be kept here, by a look at the folder alone: for the first frame."""
        return self.store is not None and (self.folder / DEVICE_PINS).exists()

    def kept(self) -> tuple[UUID, ...]:
        """Whose PIN is kept here, as far as was seen."""
        return self.kept_pins.accounts if self.may_have_kept() else ()

    def knock_with_pin(self, account: UUID, pin: str) -> Opened:
        """Show who somebody is by the PIN of this run.  Raises Refusal vault.pin_wrong or, after five, .passphrase_needed.

        May wait for the key store when the PIN is kept: a wrong one counts there too.
        """
        return self._counted([account], lambda: self._vault().open_pin(account, pin))

    def knock_with_pin_of(self, accounts: Collection[UUID], pin: str) -> Opened:
        """The same as the one of ``accounts`` whose PIN it is; Refusal vault.pin_of_several when two have the same."""
        return self._counted(accounts, lambda: self._vault().open_pin_of(accounts, pin))

    async def shown_by_pin(self, accounts: Collection[UUID], pin: str) -> Opened:
        """The same; the window does not wait."""
        import asyncio

        return await asyncio.to_thread(self.knock_with_pin_of, accounts, pin)

    def choose_pin(self, account: UUID, pin: str) -> None:
        """A PIN of at least four digits for an account that came in by its passphrase since the record was last locked."""
        self._vault().set_pin(self._hands_of(account), pin)
        self.forget_kept([account])

    def keep_pin(self, account: UUID, roles: Sequence[str], pin: str) -> None:
        """A PIN of at least six digits that opens on this device after the end of the app too, as long as the roles are these.

        Raises Refusal vault.passphrase_needed unless the account came in by its passphrase, and as ``DevicePins.keep``.
        """
        opened = self._hands_of(account)
        if not opened.secret:  # by the code on paper
            raise Refusal("vault.passphrase_needed", field="pin")
        self.kept_pins.keep(opened, roles, pin)
        self._vault().set_pin(opened, pin)

    def came_by_passphrase(self, account: UUID) -> bool:
        """Whether the account came in by its passphrase since the record was last locked."""
        return account in self._came and self._came[account].secret != b""

    def must_have_come(self, account: UUID) -> None:
        """Return when the account came in by its passphrase, or by the code on paper; else Refusal vault.passphrase_needed."""
        self._hands_of(account)

    def has_pin(self, account: UUID) -> bool:
        """Whether a PIN opens for the account while the record is open."""
        return self._kept is not None and self._kept.has_pin(account)

    def forget_kept(self, accounts: Collection[UUID] | None = None) -> None:
        """No PIN is kept on this device for them any longer, or for anybody.  May wait for the key store."""
        if self.may_have_kept():
            self.kept_pins.forget(accounts)

    def _counted(self, accounts: Collection[UUID], work: Callable[[], Opened]) -> Opened:
        trying = [account for account in accounts if self.has_pin(account)]
        try:
            opened = work()
        except Refusal as refusal:
            if refusal.key != "vault.pin_of_several" and self.may_have_kept():
                self.kept_pins.wrong(trying)
            raise
        if self.may_have_kept():
            self.kept_pins.right(opened.account)
        return opened

    def _hands_of(self, by: UUID) -> Opened:
        if by not in self._came:
            raise Refusal("vault.passphrase_needed", field="pin")
        return self._came[by]

    def _key_file(self) -> KeyFile:
        """The key file as it lies there: another window may have changed it, and nobody may have tried to come in yet."""
        from facilitator_app.key_slots import read

        return read(self.folder / KEYS)

    @abstractmethod
    def _vault(self) -> Vault:
        """The keys of this folder, as the whole way in holds them."""
