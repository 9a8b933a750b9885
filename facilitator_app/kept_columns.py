"""What somebody said the columns of a table hold, kept for the next table with the same heads.

Kept beside the record, sealed as it is: by a sum of the heads, so that no head of a table stands anywhere else.
"""

from __future__ import annotations

import hashlib

import msgspec

from facilitator_app.app import App
from facilitator_app.faults import SPOILT
from facilitator_app.table_file import Table


class Kept(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What each head holds (empty: it is left out), and what was answered where the file does not tell it."""

    columns: dict[str, str]
    dates: str = ""
    sign: str = ""
    sort: str = ""


async def recalled(app: App, kind: str, table: Table) -> Kept | None:
    """What was said of a table of this ``kind`` with these heads the last time; None where there was none."""
    key = _key(kind, table)
    return kept_of((await app.journal.drafts(key)).get(key, "")) if app.journal is not None else None


def kept_of(text: str) -> Kept | None:
    """What was kept; None where there is nothing that can be read."""
    try:
        return msgspec.json.decode(text, type=Kept) if text else None
    except SPOILT:
        return None  # written by a version that is newer than this one


async def remember(app: App, kind: str, table: Table, kept: Kept) -> None:
    """Keep what was said for the next table with these heads."""
    if app.journal is not None:
        await app.journal.save_draft(_key(kind, table), msgspec.json.encode(kept).decode())


def _key(kind: str, table: Table) -> str:
    return f"columns/{kind}/{hashlib.sha256(chr(31).join(table.heads).encode()).hexdigest()}"
