"""A key store of one rehearsal, in memory, that can be locked like the platform's.  Keeps nothing anywhere."""

from __future__ import annotations

from facilitator_app.device_store import shut


class StoreInMemory:
    """``content`` is what it keeps, by name; while ``is_shut`` it answers nobody."""

    def __init__(self) -> None:
        self.content: dict[str, bytes] = {}
        self.is_shut = False

    def read(self, name: str) -> bytes | None:
        """As the platform's."""
        self._must_be_open()
        return self.content.get(name)

    def keep(self, name: str, content: bytes) -> None:
        """As the platform's."""
        self._must_be_open()
        self.content[name] = content

    def destroy(self, name: str) -> None:
        """As the platform's."""
        self._must_be_open()
        self.content.pop(name, None)

    def _must_be_open(self) -> None:
        if self.is_shut:
            raise shut()
