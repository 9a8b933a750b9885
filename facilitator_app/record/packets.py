"""What can be written down of a handoff while it is made: which texts were edited, for whom and upon what; that it was read.

Pure.  Every line is about one person.  A text that was edited remembers the lines of the record that stood behind it.
"""

from __future__ import annotations

from uuid import UUID

import msgspec

from facilitator_app.record.entry import Fact
from facilitator_app.record.leave import Recipient


class Stood(msgspec.Struct, frozen=True, kw_only=True):
    """What the record said when a text was edited.

    ``worded`` are the lines about the person, each by the entry that gave it its words: the line itself or its last
    amendment.  ``said`` is the SHA-256 of what the record says by itself in that place, in hexadecimal.
    """

    worded: tuple[UUID, ...] = ()
    said: str = ""


class Edit(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A text in the place of the record's own; None: the record's own again.

    ``looked``: whoever wrote the line has seen what changed in the record and says that the text is right.
    """

    text: str | None = None
    stood: Stood = Stood()
    looked: bool = False


class PacketSaved(Fact, frozen=True, kw_only=True, tag="packet_saved/2"):
    """Texts of a person's handoff were edited for one kind of recipient (None: for all who get the same cut).

    Each is kept by its key (``handoff.saved``): a section, or one line of the person's own words.  What is not named here
    stays as it was saved before.
    """

    to: Recipient | None
    edits: dict[str, Edit]


class PacketRead(Fact, frozen=True, kw_only=True, tag="packet_read/1"):
    """Somebody of the team has read a person's handoff through as it goes to ``to``; ``digest`` says which text that was."""

    to: Recipient | None
    digest: str


KINDS = (PacketSaved, PacketRead)
"""Kinds of this topic: each is about one person, and may be written of a session that is over and signed."""
