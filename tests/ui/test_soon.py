"""What waits for a moment is not put off by those who never pause."""

from __future__ import annotations

from PySide6.QtCore import QObject

from facilitator_app.ui.soon import Soon
from tests.waiting import until


async def test_what_is_typed_without_a_pause_is_kept_while_it_is_typed() -> None:
    owner = QObject()
    kept: list[bool] = []
    soon = Soon(100, owner)
    soon.timeout.connect(lambda: kept.append(True))

    def type_on() -> bool:
        soon.call()
        return bool(kept)

    await until(type_on)  # with each letter beginning anew it would never be through
