"""A record that does not open: what is wrong with it, the copies there are, and one of them made the record.

Stands on the key of somebody who has just shown who they are.  Knows no screen.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from facilitator_app.clock import Clock
from facilitator_app.data_folder import BACKUPS, KEYS
from facilitator_app.faults import Trouble
from facilitator_app.settings import read_settings

if TYPE_CHECKING:
    from facilitator_app.journal import Restored
    from facilitator_app.journal import Weighed as Weighed
    from facilitator_app.vault import Opened

MENDABLE = frozenset(f"journal.{kind}" for kind in ("damaged", "truncated", "missing", "newer_version", "wrong_key"))
"""What a copy may be the answer to."""
_OF_THE_COPY = frozenset(
    ("journal.backup_not_sound", "journal.backup_newer", "journal.no_backup", "mending.other_clinic")
)
"""What is wrong with one copy, so that an earlier one may still do."""


class Mending:
    """One record that did not open.  Nothing is changed before ``put_back``."""

    def __init__(self, folder: Path, opened: Opened, trouble: Trouble, clock: Clock, *, may_mend: bool) -> None:
        self.trouble = trouble
        self.opened = opened
        self.may_mend = may_mend
        """Whether who found it so came by a passphrase or the code on paper: a kept PIN only sees what is wrong."""
        self._folder = folder
        self._clock = clock
        self.passed_over = 0
        """How many newer copies ``newest`` found not to be good."""
        self.stands_back: Path | None = None
        """The copy that ``newest`` found and that the record, as it stands, does not give way to."""

    @property
    def aside(self) -> Path | None:
        """Where the record that was found damaged lies now, as it was found; None when it is still in its place."""
        from facilitator_app.journal import newest_aside

        if self.trouble.key == "journal.missing":
            return newest_aside(self._folder)
        named = self.trouble.values.get("aside")
        return None if named is None else Path(str(named))

    async def newest(self) -> Weighed | None:
        """The newest copy that is whole and can be put in place; None when there is none.

        Raises Trouble when copies are there and the record that stands must not give way, or there is no space to check.
        """
        self.passed_over, self.stands_back = 0, None
        for copy in await asyncio.to_thread(self._copies):
            try:
                return await self._weigh(copy)
            except Trouble as trouble:
                if trouble.key not in _OF_THE_COPY:
                    self.stands_back = copy
                    raise
                self.passed_over += 1
        return None

    async def weigh(self, place: Path) -> Weighed:
        """A copy that somebody pointed at, or the newest of those in a folder: what it would come to.

        Raises Trouble mending.other_clinic, and those of ``journal.restore``.
        """
        from facilitator_app.journal import newest_in

        return await self._weigh(await asyncio.to_thread(newest_in, place))

    async def put_back(self, copy: Weighed) -> Restored:
        """Make the copy the record; it is proved once more.  Raises Trouble, and then what was there is still there."""
        from facilitator_app.journal import restore

        self._same_clinic(copy.copy)
        with _in_these_words():
            return await asyncio.to_thread(restore, copy.copy, self._folder, self.opened.key, self._clock)

    def places(self) -> tuple[Path, ...]:
        """Where copies are looked for: beside the record, and in the second place that this device names."""
        beside = self._folder / BACKUPS
        try:
            second = read_settings(self._folder).second_copies
        except Trouble:
            second = ""  # told when the settings are next needed; the copies beside the record do not wait for it
        return (beside, Path(second)) if second else (beside,)

    def _copies(self) -> tuple[Path, ...]:
        from facilitator_app.journal import copies_in

        return copies_in(*self.places())

    async def _weigh(self, copy: Path) -> Weighed:
        from facilitator_app.journal import weigh

        self._same_clinic(copy)
        with _in_these_words():
            return await asyncio.to_thread(weigh, copy, self._folder, self.opened.key)

    def _same_clinic(self, copy: Path) -> None:
        from facilitator_app.journal import same_key_file

        if not same_key_file(self._folder / KEYS, copy / KEYS):
            raise Trouble("mending.other_clinic")


@contextmanager
def _in_these_words() -> Iterator[None]:
    """A full disk, and a record that has more, are told here as what they mean for a copy."""
    try:
        yield
    except Trouble as trouble:
        if trouble.key in ("journal.disk_full", "journal.no_room_to_begin"):
            raise Trouble("mending.disk_full") from trouble
        if trouble.key == "journal.newer_there":
            raise Trouble("mending.newer_there", lines=trouble.values["lines"]) from trouble
        raise
