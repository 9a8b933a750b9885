"""The key of the whole record, and the code on paper for it: changed by who came in.  Holds none: they go with the door."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

from facilitator_app.faults import Refusal

if TYPE_CHECKING:
    from facilitator_app.journal import JournalFile
    from facilitator_app.vault import Opened, Vault


class RecordKey:
    """What the vault and the open record can do for it, in the hands of who came in (``came``)."""

    def __init__(self, came: dict[UUID, Opened], vault: Callable[[], Vault]) -> None:
        self._came = came
        self._vault = vault

    @property
    def is_owed(self) -> bool:
        """Whether somebody's way in was taken away, and the record is still under the key that they had."""
        return self._vault().kept.owes_turn

    def not_carried(self) -> tuple[UUID, ...]:
        """The accounts that another key would leave without a way in: they have not come in since an older version."""
        from facilitator_app.turned_slots import RECOVERY, not_carried

        return tuple(one for one in not_carried(self._vault().kept) if one != RECOVERY)

    def new_code(self, by: UUID) -> str:
        """Another code on paper for the record; the one before opens no more.  Shown once."""
        from facilitator_app.turned_slots import new_code

        vault = self._vault()
        kept, code = new_code(vault.kept, self._of(by))
        vault.keep(kept)
        return code

    async def change(self, journal: JournalFile, by: UUID) -> Opened:
        """Put the record under another key, wrapped for everybody who stays; returns who did it, with that key.

        Raises Refusal vault.new_code_first, and Trouble as ``journal.turn`` and vault.not_written while another window writes
        the key file; then nothing was changed.
        """
        from facilitator_app.key_on_disk import as_file
        from facilitator_app.turned_slots import turn

        vault = self._vault()
        with vault.alone():
            new = turn(vault.kept, self._of(by))
            await journal.turn(new.key, as_file(new.kept))
            vault.turned(new)
        for account, opened in self._came.items():
            self._came[account] = replace(opened, key=new.key)
        return self._came[by]

    def _of(self, account: UUID) -> Opened:
        if account not in self._came:
            raise Refusal("vault.passphrase_needed")
        return self._came[account]
