"""What is mutable in the file and stays on this device: half-typed text, and things of the device itself."""

from __future__ import annotations

from sqlalchemy import delete, select
from sqlalchemy.dialects.sqlite import insert as upsert

from facilitator_app.journal.running import Running
from facilitator_app.journal.schema import draft, local


class Slate(Running):
    """Drafts by key, and values of the device by key."""

    async def save_draft(self, key: str, text: str) -> None:
        """Keep half-typed text; it replaces what was kept under ``key``."""
        put = upsert(draft).values(key=key, text=text)
        put = put.on_conflict_do_update(index_elements=["key"], set_={"text": text})
        await self._write(lambda transaction: transaction.connection.execute(put) and None)

    async def drafts(self, prefix: str = "") -> dict[str, str]:
        """The drafts whose key begins with ``prefix``."""
        kept = await self._read(lambda connection: connection.execute(select(draft)).all())
        return {row.key: row.text for row in kept if row.key.startswith(prefix)}

    async def drop_draft(self, key: str) -> None:
        """Let a draft go; one that is not there is no fault."""
        gone = delete(draft).where(draft.c.key == key)
        await self._write(lambda transaction: transaction.connection.execute(gone) and None)

    async def keep_local(self, key: str, value: str) -> None:
        """Keep something of this device (a window's place); it never leaves it."""
        put = upsert(local).values(key=key, value=value)
        put = put.on_conflict_do_update(index_elements=["key"], set_={"value": value})
        await self._write(lambda transaction: transaction.connection.execute(put) and None)

    async def local(self) -> dict[str, str]:
        """All that was kept of this device."""
        kept = await self._read(lambda connection: connection.execute(select(local)).all())
        return {row.key: row.value for row in kept}
