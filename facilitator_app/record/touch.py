"""What can be written down of touch: what a person agrees to, in general and per member of staff, asks for and gets.  Pure.

Consent may be narrowed at any time.  It is widened only before the first dose or after the person was cleared: what is
asked for under the medicine is written down as a request, not as consent.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from uuid import UUID

import msgspec

from facilitator_app.faults import Refusal
from facilitator_app.record.entry import Fact, text_within


class Extent(StrEnum):
    """How far touch may go, from the narrowest to the widest."""

    NONE = "none"
    HAND = "hand"
    HAND_SHOULDER = "hand_shoulder"
    AS_PREPARED = "as_prepared"


class Consent(msgspec.Struct, frozen=True, kw_only=True):
    """What is agreed to: how far, whether it is asked each time, and what is left out ("not the left arm")."""

    extent: Extent
    ask_each_time: bool = False
    but_not: str = ""

    def is_wider_than(self, other: Consent | None) -> bool:
        """Whether this allows anything that ``other`` (None: nothing was agreed) does not.

        What is left out counts as kept only when the earlier words still stand in it.
        """
        if self.extent is Extent.NONE:
            return False
        if other is None or _WIDTH[self.extent] > _WIDTH[other.extent]:
            return True
        return (other.ask_each_time and not self.ask_each_time) or other.but_not not in self.but_not


_WIDTH = {extent: width for width, extent in enumerate(Extent)}


class TouchAgreed(Fact, frozen=True, kw_only=True, tag="touch_agreed/2"):
    """What touch the person agrees to from now on: from everybody, or from one member of ``staff`` alone."""

    extent: Extent
    ask_each_time: bool = False
    but_not: str = ""
    staff: UUID | None = None
    staff_name: str = ""

    def __post_init__(self) -> None:
        """Refuse endless words, and a member of staff without a name."""
        if len(self.but_not) > 500:
            raise Refusal("entry.too_long", field="but_not", longest=500, length=len(self.but_not))
        if self.staff is not None:
            text_within(self.staff_name, 200, "staff_name")

    @property
    def consent(self) -> Consent:
        """What is agreed to, whoever it is for."""
        return Consent(extent=self.extent, ask_each_time=self.ask_each_time, but_not=self.but_not)


class TouchKept(TouchAgreed, frozen=True, kw_only=True, tag="touch_kept/1"):
    """Consent stays this narrow, though a line that narrowed it was withdrawn or amended under the medicine.

    Or though it was widened since: after a dose that was told late.  Written along with that line.  Or it holds on in the
    session in which the person sits down under the medicine of another.  It is no new word of theirs: they say it anew sober.
    """


class SafetyTouchAgreed(Fact, frozen=True, kw_only=True, tag="safety_touch/1"):
    """Touch for safety (held when falling, turned on the side): in words what was agreed to beforehand, or that it was not.

    It stands apart from every other consent.
    """

    agreed: bool
    words: str = ""

    def __post_init__(self) -> None:
        """Refuse endless words."""
        if len(self.words) > 500:
            raise Refusal("entry.too_long", field="words", longest=500, length=len(self.words))


class TouchAsked(Fact, frozen=True, kw_only=True, tag="touch_asked/1"):
    """The person asked for touch, or to be let alone: in words.  It changes no consent."""

    text: str

    def __post_init__(self) -> None:
        """Refuse a request that says nothing."""
        text_within(self.text, 500, "text")


class TouchDone(Fact, frozen=True, kw_only=True, tag="touch_done/1"):
    """What touch there was (``done_by`` of the entry touched), ``for_safety`` or not.  Written whatever was agreed."""

    text: str
    for_safety: bool = False

    def __post_init__(self) -> None:
        """Refuse one that says nothing."""
        text_within(self.text, 500, "text")


class Touch(msgspec.Struct, frozen=True, kw_only=True):
    """All that holds of touch for one person.  ``narrowed``: narrower than something that was agreed before."""

    general: Consent | None = None
    by_staff: dict[UUID, Consent] = {}
    names: dict[UUID, str] = {}
    narrowed: bool = False
    safety: bool | None = None
    safety_words: str = ""
    asked: str = ""
    asked_at: datetime | None = None

    def of(self, staff: UUID | None) -> Consent | None:
        """What holds for a member of staff (None: in general)."""
        return self.by_staff.get(staff, self.general) if staff is not None else self.general


def after(there: Touch, fact: Fact, at: datetime) -> Touch:
    """What holds after ``fact``.  Narrowed in general, it is narrowed for everybody who had more."""
    if isinstance(fact, TouchAgreed):
        return _agreed(there, fact)
    if isinstance(fact, SafetyTouchAgreed):
        return msgspec.structs.replace(there, safety=fact.agreed, safety_words=fact.words)
    if isinstance(fact, TouchAsked):
        return msgspec.structs.replace(there, asked=fact.text, asked_at=at)
    return there


def _agreed(there: Touch, fact: TouchAgreed) -> Touch:
    new, before = fact.consent, there.of(fact.staff)
    narrower = before is not None and before.is_wider_than(new)
    came_narrow = isinstance(fact, TouchKept) and before is None and fact.extent is not Extent.AS_PREPARED
    narrowed = narrower or came_narrow or (there.narrowed and not new.is_wider_than(before))
    if fact.staff is not None:
        by_staff = {**there.by_staff, fact.staff: new}
        names = {**there.names, fact.staff: fact.staff_name}
        return msgspec.structs.replace(there, by_staff=by_staff, names=names, narrowed=narrowed)
    kept = {who: had for who, had in there.by_staff.items() if not (narrower and had.is_wider_than(new))}
    return msgspec.structs.replace(there, general=new, by_staff=kept, narrowed=narrowed)


def brought(there: Touch) -> tuple[TouchKept | SafetyTouchAgreed, ...]:
    """The lines by which all that holds goes on in another session; none where nothing was agreed."""
    told: list[TouchKept | SafetyTouchAgreed] = [
        TouchKept(
            extent=had.extent,
            ask_each_time=had.ask_each_time,
            but_not=had.but_not,
            staff=staff,
            staff_name=there.names[staff] if staff is not None else "",
        )
        for staff, had in ((None, there.general), *there.by_staff.items())
        if had is not None
    ]
    if there.safety is not None:
        told.append(SafetyTouchAgreed(agreed=there.safety, words=there.safety_words))
    return tuple(told)


def kept(before: Touch, now: Touch) -> tuple[TouchKept | SafetyTouchAgreed, ...]:
    """The lines after which nothing is wider ``now`` than it was ``before``; none where nothing is."""
    told: list[TouchKept | SafetyTouchAgreed] = []
    for staff in (None, *{**before.by_staff, **now.by_staff}):
        had, has = before.of(staff) or Consent(extent=Extent.NONE), now.of(staff)
        if has is not None and has.is_wider_than(had):
            name = {**now.names, **before.names}.get(staff, "") if staff is not None else ""
            stays = TouchKept(
                extent=had.extent, ask_each_time=had.ask_each_time, but_not=had.but_not, staff=staff, staff_name=name
            )
            told.append(stays)
            now = _agreed(now, stays)
    if now.safety and (not before.safety or before.safety_words not in now.safety_words):
        told.append(SafetyTouchAgreed(agreed=bool(before.safety), words=before.safety_words))
    return tuple(told)


def check(there: Touch, fact: TouchAgreed | SafetyTouchAgreed, *, sober: bool) -> None:
    """Refuse consent that is widened under the medicine (``sober``: before the first dose, or cleared)."""
    if sober:
        return
    if isinstance(fact, SafetyTouchAgreed):
        if fact.agreed and (not there.safety or there.safety_words not in fact.words):
            raise Refusal("touch.safety_widened", field="agreed")
    elif fact.consent.is_wider_than(there.of(fact.staff)):
        raise Refusal("touch.widened", field="extent")
