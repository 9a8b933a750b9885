"""The own keys of those who came in, by account, while the record is open.  Holds none: they go when the door is shut."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol
from uuid import UUID

from facilitator_app.faults import Refusal

if TYPE_CHECKING:
    from facilitator_app.key_slots import Opened


class Vault(Protocol):
    """What the vault can do for own keys."""

    def own_public(self, account: UUID) -> bytes | None:
        """What others seal to for an account."""
        ...

    def own_standing(self, opened: Opened) -> tuple[bool, bool]:
        """Whether the own key has a code on paper, and whether an own key is shut."""
        ...

    def own_code(self, opened: Opened) -> str:
        """A code on paper."""
        ...

    def open_own(self, opened: Opened, code: str) -> Opened:
        """Open the own key by its code."""
        ...


class AccountKeys:
    """What lies in the hands of who came in (``came``), and what the vault can do for it."""

    def __init__(self, came: dict[UUID, Opened], vault: Callable[[], Vault]) -> None:
        self._came = came
        self._vault = vault

    def own(self, account: UUID) -> tuple[bytes, ...]:
        """The private keys that are open, the newest first."""
        return self._came[account].own if account in self._came else ()

    def own_public(self, account: UUID) -> bytes | None:
        """What others seal to; None: the account never came in by a passphrase since there are own keys."""
        return self._vault().own_public(account)

    def standing(self, account: UUID) -> tuple[bool, bool]:
        """Whether the account's own key has a code on paper, and whether one of its own keys is shut."""
        return self._vault().own_standing(self._of(account))

    def make_code(self, account: UUID) -> str:
        """A code on paper for the own key, in the place of an earlier one."""
        return self._vault().own_code(self._of(account))

    def open_by_code(self, account: UUID, code: str) -> None:
        """Open the account's own key by its code on paper.  Raises the Refusals of the vault."""
        self._came[account] = self._vault().open_own(self._of(account), code)

    def _of(self, account: UUID) -> Opened:
        if account not in self._came:
            raise Refusal("vault.passphrase_needed")
        return self._came[account]
