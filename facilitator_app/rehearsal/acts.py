"""What can happen in a story: one typed act for each line.  People and team are named as the story names them.

Facts that were impossible as written are kept as the Refusal they met, because a story may expect to be refused.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from enum import StrEnum

import msgspec

from facilitator_app.faults import Refusal
from facilitator_app.record.changes import Plain
from facilitator_app.record.entry import Fact
from facilitator_app.record.leave import Recipient
from facilitator_app.record.programme import Programme
from facilitator_app.record.room import Leave
from facilitator_app.record.touch import Extent
from facilitator_app.record.vitals import Measure, Unavailable

Make = Callable[[Plain, Programme], Plain]
"""How a line's new content follows from its old one, in the words of the session's programme."""


class Act(msgspec.Struct, frozen=True, kw_only=True):
    """Something that happens at a moment."""


class Before(Act, frozen=True, kw_only=True):
    """Something of the clinic's own, which may stand before the session opens."""


class OpenSession(Act, frozen=True, kw_only=True):
    """The session begins with the team of the story; ``reason`` when it is short of staff, ``group`` by its theme.

    ``as_set``: the one of that title, as it was set.
    """

    reason: str = ""
    group: str = ""
    as_set: str = ""


class CloseSession(Act, frozen=True, kw_only=True):
    """The session ends."""

    note: str = ""


class Tell(Act, frozen=True, kw_only=True):
    """A plain fact about nobody, one person or several.  ``ends_draft``: a half-typed note becomes this line."""

    people: tuple[str, ...]
    fact: Fact | Refusal
    ends_draft: bool = False


class Check(Act, frozen=True, kw_only=True):
    """Vitals as they are typed; ``confirmed`` keeps improbable values."""

    person: str
    typed: dict[Measure, str]
    words: dict[Measure, Unavailable]
    confirmed: bool


class Observe(Act, frozen=True, kw_only=True):
    """A word of the programme's set touched for one person or several."""

    people: tuple[str, ...]
    word: str


class Quote(Act, frozen=True, kw_only=True):
    """A person's own words."""

    person: str
    text: str


class Seat(Act, frozen=True, kw_only=True):
    """A person takes a seat or moves to another."""

    person: str
    seat: int


class Arrive(Act, frozen=True, kw_only=True):
    """Somebody of the team comes into the room."""

    staff: str


class Leaves(Act, frozen=True, kw_only=True):
    """Somebody of the team leaves the room."""

    staff: str


class Screen(Before, frozen=True, kw_only=True):
    """Somebody of the team is at the screen from now on."""

    staff: str


class Lock(Act, frozen=True, kw_only=True):
    """The screen is locked."""


class Unlock(Act, frozen=True, kw_only=True):
    """Somebody of the team unlocks and comes back into the session; ``wrongly``: with a wrong passphrase."""

    staff: str
    wrongly: bool = False


class Which(msgspec.Struct, frozen=True, kw_only=True):
    """A line spoken of as "Rowan's last vitals"; ``person`` empty: a line about the room."""

    person: str
    thing: str
    first: bool = False


class Amend(Act, frozen=True, kw_only=True):
    """A line reads otherwise from now on: ``make`` gives the new fact from the old one; None leaves it."""

    which: Which
    make: Make | None
    at: datetime | None
    reason: str


class Withdraw(Act, frozen=True, kw_only=True):
    """A line was entered in error."""

    which: Which
    reason: str


class Confirm(Act, frozen=True, kw_only=True):
    """The one at the screen confirms what a scribe wrote."""

    which: Which


class AskLeave(Act, frozen=True, kw_only=True):
    """A person is asked whether a quote may go on."""

    which: Which
    leave: Leave
    to: tuple[Recipient, ...]


class Consent(Act, frozen=True, kw_only=True):
    """What touch a person agrees to; ``staff`` empty: from everybody."""

    person: str
    extent: Extent
    ask_each_time: bool
    but_not: str
    staff: str


class Ready(Act, frozen=True, kw_only=True):
    """Everything of the leaving list that people answer is answered yes, and a facilitator signs."""

    people: tuple[str, ...]
    escort: str


class SignLeaving(Act, frozen=True, kw_only=True):
    """The leaving list is signed by ``staff``, or by who is at the screen."""

    people: tuple[str, ...]
    staff: str


class Disclose(Act, frozen=True, kw_only=True):
    """A person tells of a risk; ``owner`` looks after it."""

    person: str
    text: str
    owner: str


class AnswerRisk(Act, frozen=True, kw_only=True):
    """What was done about the person's first open disclosure."""

    person: str
    text: str


class Draft(Act, frozen=True, kw_only=True):
    """A note about a person is being typed."""

    person: str
    text: str


class EditPacket(Act, frozen=True, kw_only=True):
    """A section of a person's packet gets another text."""

    person: str
    section: str
    text: str


class PassFind(Act, frozen=True, kw_only=True):
    """A find of the name guard in a person's packet is let through."""

    person: str
    found: str
    second: str
    reason: str


class SignPacket(Act, frozen=True, kw_only=True):
    """A person's packet is signed by who is at the screen."""

    person: str


class CountersignPacket(Act, frozen=True, kw_only=True):
    """The medical part of a person's packet is signed by the provider at the screen."""

    person: str


class ReleasePacket(Act, frozen=True, kw_only=True):
    """A person's signed packet leaves as a file."""

    person: str
    recipient: str


class MusicDoes(StrEnum):
    """What can be done with the music, and what can happen to it."""

    BEGINS = "begins"
    FADES_OUT = "fades out"
    FADES_IN = "fades in"
    SKIPS = "next piece"
    LOWERS = "lowered"
    RISES = "back up"
    HOLDS = "held"
    PIECE_FAILS = "piece fails"
    DEVICE_LOST = "lost"
    DEVICE_BACK = "back"


class Music(Act, frozen=True, kw_only=True):
    """Something of the music."""

    does: MusicDoes


class AppKilled(Act, frozen=True, kw_only=True):
    """The program is gone in mid-word and started again; ``staff`` unlocks it."""

    staff: str


class DiskFull(Act, frozen=True, kw_only=True):
    """The disk takes no more, or has room again."""

    full: bool


class ClockJumps(Act, frozen=True, kw_only=True):
    """The machine's wall clock is set by so many seconds."""

    seconds: int


class Picture(Act, frozen=True, kw_only=True):
    """A picture of a screen is taken, where there is somebody to take it."""

    screen: str
    name: str


class Wait(Before, frozen=True, kw_only=True):
    """Time passes."""


class Expect(Before, frozen=True, kw_only=True):
    """Something must hold now: ``what`` names the check, ``parts`` are its words."""

    what: str
    parts: dict[str, str]
