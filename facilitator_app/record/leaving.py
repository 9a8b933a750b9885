"""What can be written down of leaving: the criteria, who answered each, scales, sign-offs, disclosures of risk.  Pure.

Which criteria stand is the clinic's own list, taken into a session when it opens.  What they come to, and whether a
person may be cleared, is worked out elsewhere from this.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from uuid import UUID

import msgspec

from facilitator_app.faults import Refusal
from facilitator_app.record.entry import Entry, Fact, text_within
from facilitator_app.record.roles import Role


class Asks(StrEnum):
    """How a criterion is met."""

    YES = "yes"
    VITALS = "vitals"
    DOSE = "dose"
    SAFETY = "safety"
    ESCORT = "escort"
    SCALE = "scale"


class Criterion(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the list.  ``label`` empty: the words that ship for its key.

    ``YES``: somebody says so.  ``VITALS``: heart rate and blood pressure, taken since the last dose, lie within
    ``percent`` of the person's own baseline, and no last value is beyond a limit.  ``DOSE``: at least ``minutes``
    since the last dose.  ``SAFETY``: asked, and no disclosure is open.  ``ESCORT``: named, and here.  ``SCALE``: the
    list's scale, from its threshold on.
    """

    key: str
    asks: Asks = Asks.YES
    label: str = ""
    on: bool = True
    percent: int | None = None
    minutes: int | None = None

    def __post_init__(self) -> None:
        """Refuse a criterion without a key, and figures that can never be met or always are."""
        text_within(self.key, 60, "key")
        if self.asks is Asks.VITALS and not 1 <= (self.percent or 0) <= 100:
            raise Refusal("leaving.percent", field="percent")
        if self.asks is Asks.DOSE and not 1 <= (self.minutes or 0) <= 24 * 60:
            raise Refusal("leaving.minutes", field="minutes")


SUPPORT = "support_call"
"""The key under which an open call for support stands among the criteria, and is passed; it is a line of no list."""


class LeavingScale(StrEnum):
    """The published scales the clinic may choose from."""

    NONE = "none"
    ALDRETE = "aldrete"
    PADSS = "padss"


class Scored(msgspec.Struct, frozen=True, kw_only=True):
    """A scale as it is here: its version, its items (each 0, 1 or 2), and from which sum on it counts as met."""

    version: str
    items: tuple[str, ...]
    threshold: int
    source: str


SCALES: Mapping[LeavingScale, Scored] = MappingProxyType(
    {
        LeavingScale.ALDRETE: Scored(
            version="modified, blood pressure in mmHg",
            items=("activity", "respiration", "circulation", "consciousness", "oxygen"),
            threshold=9,
            source="Modified Aldrete, World J Gastroenterol 2015;21(12):3671, table 2",
        ),
        LeavingScale.PADSS: Scored(
            version="modified",
            items=("vitals", "ambulation", "nausea", "pain", "bleeding"),
            threshold=9,
            source="Modified PADSS, World J Gastrointest Endosc 2013;5(10):502",
        ),
    }
)


class LeavingList(msgspec.Struct, frozen=True, kw_only=True):
    """The criteria of a programme, where they come from, who signs, and whether the provider may pass one by a reason."""

    name: str
    source: str
    criteria: tuple[Criterion, ...]
    version: int = 1
    scale: LeavingScale = LeavingScale.NONE
    signed_by: tuple[Role, ...] = (Role.FACILITATOR, Role.MEDICAL_PROVIDER)
    may_pass: bool = True

    def __post_init__(self) -> None:
        """Refuse a list in which two criteria have one key."""
        keys = [criterion.key for criterion in self.criteria]
        if len(set(keys)) < len(keys):
            raise Refusal("leaving.twice", field="criteria")

    @property
    def asked(self) -> tuple[Criterion, ...]:
        """The criteria that are on; the scale's only where one is chosen."""
        return tuple(
            one
            for one in self.criteria
            if one.on and (one.asks is not Asks.SCALE or self.scale is not LeavingScale.NONE)
        )

    @property
    def least_after_dose(self) -> timedelta:
        """The least time after a dose; the label's two hours where the list asks for none."""
        asked = (one.minutes for one in self.asked if one.asks is Asks.DOSE)
        return timedelta(minutes=next(asked, None) or 120)


SHIPPED = LeavingList(
    name="Leaving list",
    source="Least time: SPRAVATO prescribing information, at least 2 hours under observation. "
    "20 % of own baseline: modified PADSS. Escort, instructions, no driving until the next day: the same label.",
    criteria=(
        Criterion(key="vitals", asks=Asks.VITALS, percent=20),
        Criterion(key="since_dose", asks=Asks.DOSE, minutes=120),
        Criterion(key="oriented"),
        Criterion(key="steady"),
        Criterion(key="nausea"),
        Criterion(key="safety", asks=Asks.SAFETY),
        Criterion(key="escort", asks=Asks.ESCORT),
        Criterion(key="belongings"),
        Criterion(key="no_driving"),
        Criterion(key="number"),
        Criterion(key="instructions"),
        Criterion(key="scale", asks=Asks.SCALE),
    ),
)
"""The list that ships.  A clinic turns lines off and on and sets the figures."""


class LeavingListKept(Fact, frozen=True, kw_only=True, tag="leaving_list_kept/1"):
    """The clinic's own list for a programme.  Sessions that open from now on take it.  Of the clinic."""

    programme: str
    list: LeavingList


class LeavingListTaken(Fact, frozen=True, kw_only=True, tag="leaving_list_taken/1"):
    """The list this session goes by."""

    list: LeavingList


class CriterionAnswered(Fact, frozen=True, kw_only=True, tag="criterion_answered/1"):
    """A criterion is met or not; ``note`` names the escort, the number, or what stands in the way; ``label`` as it read."""

    criterion: str
    met: bool
    note: str = ""
    label: str = ""

    def __post_init__(self) -> None:
        """Refuse an answer to nothing, and endless words."""
        text_within(self.criterion, 60, "criterion")
        if len(self.note) > 500:
            raise Refusal("entry.too_long", field="note", longest=500, length=len(self.note))


class CriterionPassed(Fact, frozen=True, kw_only=True, tag="criterion_passed/1"):
    """The provider lets the person be cleared with this criterion open, for a named reason."""

    criterion: str
    reason: str

    def __post_init__(self) -> None:
        """Refuse to pass nothing, or without a reason."""
        text_within(self.criterion, 60, "criterion")
        text_within(self.reason, 2000, "reason")


class LeavingScored(Fact, frozen=True, kw_only=True, tag="leaving_scored/1"):
    """A published scale, item by item, with the version it was taken by."""

    scale: LeavingScale
    version: str
    items: dict[str, int]

    def __post_init__(self) -> None:
        """Refuse an item that is missing, unknown, or not 0, 1 or 2."""
        known = SCALES.get(self.scale)
        if known is None or set(self.items) != set(known.items):
            raise Refusal("leaving.scale_items", field="items")
        if not all(0 <= value <= 2 for value in self.items.values()):
            raise Refusal("leaving.scale_range", field="items")

    @property
    def total(self) -> int:
        """The sum, 0 to 10."""
        return sum(self.items.values())


class LeavingSigned(Fact, frozen=True, kw_only=True, omit_defaults=True, tag="leaving_signed/1"):
    """The criteria of this person as they stood were read and signed, in a role.

    ``without`` are those that rest on a dose, where no medicine was taken; lines of before there were any leave it out.
    """

    role: Role
    name: str
    met: tuple[str, ...]
    open: tuple[str, ...] = ()
    without: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a signature without a name."""
        text_within(self.name, 200, "name")


class RiskDisclosed(Fact, frozen=True, kw_only=True, tag="risk_disclosed/1"):
    """What the person told of a risk to themself or others.  Read by its owner, its writer and the providers alone."""

    text: str
    owner: UUID
    owner_name: str

    def __post_init__(self) -> None:
        """Refuse one that says nothing, or that nobody owns."""
        text_within(self.text, 100_000, "text")
        text_within(self.owner_name, 200, "owner_name")


class RiskAnswered(Fact, frozen=True, kw_only=True, tag="risk_answered/1"):
    """What was done about the disclosure ``disclosure``.  Restricted as the disclosure is."""

    disclosure: UUID
    text: str

    def __post_init__(self) -> None:
        """Refuse an answer that says nothing."""
        text_within(self.text, 100_000, "text")


class ClearanceReopened(Fact, frozen=True, kw_only=True, tag="clearance_reopened/1"):
    """A dose was told, corrected or moved after the person was cleared, and their last one is later now than was known then.

    Written along with that line: what *cleared* rested on is open again, and the word does not stand until they are looked
    at.  ``clearance`` is its line, ``before`` the last dose that was known (None: none).
    """

    clearance: UUID
    before: datetime | None


class ClearanceLookedAt(Fact, frozen=True, kw_only=True, tag="clearance_looked_at/1"):
    """Somebody by whose word people are cleared looked again, upon the line ``reopened``, at what clearance rested on.

    ``stands``: it held all the same.  ``text`` is what was found, and what was done.  After it the person is known as
    cleared again, or as one whose clearance did not stand; a dose told later still asks anew.
    """

    reopened: UUID
    stands: bool
    text: str

    def __post_init__(self) -> None:
        """Refuse an answer that says nothing."""
        text_within(self.text, 100_000, "text")


RESTRICTED = (RiskDisclosed, RiskAnswered)
"""Kinds whose words are shown to few and leave in nothing."""


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What was said of a criterion, when and by whom."""

    met: bool
    note: str
    by: UUID | None
    at: datetime
    label: str = ""


class SignOff(msgspec.Struct, frozen=True, kw_only=True):
    """A standing sign-off."""

    name: str
    by: UUID | None
    at: datetime


class Disclosure(msgspec.Struct, frozen=True, kw_only=True):
    """A disclosure as everybody may know of it: that there is one, whose it is, whether it was answered."""

    entry: UUID
    at: datetime
    owner: UUID
    owner_name: str
    writer: UUID | None
    answered_at: datetime | None = None


class Leaving(msgspec.Struct, frozen=True, kw_only=True):
    """Where a person is on the way out.  ``passed`` holds the reason for each criterion that was passed.

    ``overtaken`` are the keys that were passed before the last values or the last score were known: to pass those is a
    word about what was seen then.
    """

    answers: dict[str, Answer] = {}
    passed: dict[str, str] = {}
    overtaken: dict[Asks, tuple[str, ...]] = {}
    signed: dict[Role, SignOff] = {}
    total: int | None = None
    scored_at: datetime | None = None
    disclosures: tuple[Disclosure, ...] = ()

    @property
    def open_disclosures(self) -> tuple[Disclosure, ...]:
        """Those that nobody has answered."""
        return tuple(one for one in self.disclosures if one.answered_at is None)


def after(there: Leaving, entry: Entry) -> Leaving:
    """Where the person is after ``entry``.  What no longer holds takes the signatures under it away."""
    fact, by, at = entry.fact, entry.done_by or entry.recorded_by, entry.observed_at
    change = msgspec.structs.replace
    if isinstance(fact, CriterionAnswered):
        answer = Answer(met=fact.met, note=fact.note, by=by, at=at, label=fact.label)
        said = change(there, answers={**there.answers, fact.criterion: answer})
        if fact.met:
            return said
        passed = {key: reason for key, reason in there.passed.items() if key != fact.criterion}
        return change(said, signed={}, passed=passed)
    if isinstance(fact, CriterionPassed):
        overtaken = {asks: tuple(k for k in keys if k != fact.criterion) for asks, keys in there.overtaken.items()}
        return change(there, passed={**there.passed, fact.criterion: fact.reason}, overtaken=overtaken)
    if isinstance(fact, LeavingScored):
        return change(overtake(there, Asks.SCALE), total=fact.total, scored_at=at)
    if isinstance(fact, LeavingSigned):
        return change(there, signed={**there.signed, fact.role: SignOff(name=fact.name, by=by, at=at)})
    if isinstance(fact, RiskDisclosed):
        return change(there, disclosures=(*there.disclosures, disclosed(entry, fact)), signed={})
    assert isinstance(fact, RiskAnswered)  # no other kind comes here
    answered = tuple(change(one, answered_at=at) if one.entry == fact.disclosure else one for one in there.disclosures)
    return change(there, disclosures=answered)


def overtake(there: Leaving, asks: Asks) -> Leaving:
    """New values or a new score are known: what was passed before them was passed without."""
    return (
        msgspec.structs.replace(there, overtaken={**there.overtaken, asks: tuple(there.passed)})
        if there.passed
        else there
    )


def disclosed(entry: Entry, fact: RiskDisclosed) -> Disclosure:
    """A line of disclosure as everybody may know of it."""
    return Disclosure(
        entry=entry.id,
        at=entry.observed_at,
        owner=fact.owner,
        owner_name=fact.owner_name,
        writer=entry.recorded_by,
    )


def called(there: Leaving) -> Leaving:
    """Support is wanted: an earlier call that was passed was another."""
    passed = {key: reason for key, reason in there.passed.items() if key != SUPPORT}
    return msgspec.structs.replace(there, passed=passed) if passed != there.passed else there


def after_dose(there: Leaving) -> Leaving:
    """A dose was given: what was answered and signed before it was of another moment.  Disclosures stay."""
    return Leaving(disclosures=there.disclosures) if there != Leaving() else there


def may_read(disclosure: Disclosure, who: UUID | None, roles: Collection[Role]) -> bool:
    """Whether somebody may read the words of a disclosure: its owner, its writer, and the providers."""
    if who is None:
        return False
    return who in (disclosure.owner, disclosure.writer) or Role.MEDICAL_PROVIDER in roles
