"""Touch: narrowed at any time, widened only sober, each member of the team apart, and safety apart from all."""

from __future__ import annotations

from uuid import UUID

import pytest

from facilitator_app.agreements import is_sober
from facilitator_app.faults import Refusal
from facilitator_app.record import room, touch
from facilitator_app.record.entry import Fact
from facilitator_app.record.state import Person
from facilitator_app.record.touch import (
    Consent,
    Extent,
    SafetyTouchAgreed,
    Touch,
    TouchAgreed,
    TouchAsked,
    TouchDone,
    TouchKept,
)
from facilitator_app.text import english
from facilitator_app.wording import agreed_touch, describe
from tests.people import DEVI, ROWAN, START, TOMAS
from tests.told import Told


def agreed(extent: Extent, *, each_time: bool = False, but_not: str = "", staff: UUID | None = None) -> TouchAgreed:
    """A consent, from everybody or from one."""
    name = "" if staff is None else "Devi Rao"
    return TouchAgreed(extent=extent, ask_each_time=each_time, but_not=but_not, staff=staff, staff_name=name)


def after(*facts: Fact) -> Touch:
    """What holds after these."""
    there = Touch()
    for fact in facts:
        there = touch.after(there, fact, START)
    return there


@pytest.mark.parametrize(
    ("now", "before", "wider"),
    [
        (Consent(extent=Extent.NONE), None, False),
        (Consent(extent=Extent.HAND), None, True),
        (Consent(extent=Extent.HAND_SHOULDER), Consent(extent=Extent.HAND), True),
        (Consent(extent=Extent.HAND), Consent(extent=Extent.AS_PREPARED), False),
        (Consent(extent=Extent.HAND), Consent(extent=Extent.HAND, ask_each_time=True), True),
        (Consent(extent=Extent.HAND, ask_each_time=True), Consent(extent=Extent.HAND), False),
        (Consent(extent=Extent.HAND), Consent(extent=Extent.HAND, but_not="left arm"), True),
        (Consent(extent=Extent.HAND, but_not="left arm, nor the face"), Consent(extent=Extent.HAND, but_not="left arm"), False),
    ],
)  # fmt: skip
def test_wider_is_whatever_allows_more(now: Consent, before: Consent | None, wider: bool) -> None:
    assert now.is_wider_than(before) is wider


def test_one_of_the_team_may_have_less_and_narrowing_for_all_takes_from_everybody() -> None:
    there = after(agreed(Extent.AS_PREPARED), agreed(Extent.NONE, staff=DEVI.id), agreed(Extent.HAND, staff=TOMAS.id))
    assert there.of(DEVI.id) == Consent(extent=Extent.NONE)
    assert there.of(TOMAS.id) == Consent(extent=Extent.HAND)
    assert there.of(None) == there.of(ROWAN) == Consent(extent=Extent.AS_PREPARED)
    assert there.narrowed
    less = touch.after(there, agreed(Extent.HAND), START)
    assert less.of(TOMAS.id) == Consent(extent=Extent.HAND)
    none = touch.after(less, agreed(Extent.NONE), START)
    assert none.of(TOMAS.id) == Consent(extent=Extent.NONE)
    assert none.of(DEVI.id) == Consent(extent=Extent.NONE)
    assert not touch.after(none, agreed(Extent.HAND), START).narrowed, "wider again, when that may be"


def test_only_one_may_touch_when_nobody_else_may() -> None:
    there = after(agreed(Extent.NONE), agreed(Extent.HAND, staff=TOMAS.id))
    assert there.of(TOMAS.id) == Consent(extent=Extent.HAND)
    assert there.of(None) == Consent(extent=Extent.NONE)


def test_under_the_medicine_consent_is_narrowed_and_a_wish_is_a_wish() -> None:
    there = after(agreed(Extent.HAND), TouchAsked(text="to be held"), TouchDone(text="held a hand"))
    touch.check(there, agreed(Extent.NONE), sober=False)
    touch.check(there, agreed(Extent.AS_PREPARED), sober=True)
    with pytest.raises(Refusal) as refused:
        touch.check(there, agreed(Extent.HAND_SHOULDER), sober=False)
    assert refused.value.key == "touch.widened"
    assert (there.asked, there.asked_at, there.general) == ("to be held", START, Consent(extent=Extent.HAND))


def test_what_was_narrowed_stays_so_for_everybody_who_would_have_more() -> None:
    wide = after(agreed(Extent.AS_PREPARED), agreed(Extent.HAND_SHOULDER, staff=DEVI.id))
    assert touch.kept(wide, wide) == ()
    narrow = touch.after(wide, agreed(Extent.NONE), START)
    (general,) = touch.kept(narrow, wide)
    assert isinstance(general, TouchKept)
    assert (general.extent, general.staff) == (Extent.NONE, None)
    stays = touch.after(wide, general, START)
    assert (stays.of(None), stays.of(DEVI.id)) == (narrow.of(None), narrow.of(DEVI.id))
    assert stays.narrowed
    only_devi = touch.after(wide, agreed(Extent.HAND, staff=DEVI.id), START)
    (hers,) = touch.kept(only_devi, wide)
    assert isinstance(hers, TouchKept)
    assert (hers.extent, hers.staff, hers.staff_name) == (Extent.HAND, DEVI.id, DEVI.name)
    (nothing,) = touch.kept(Touch(), after(agreed(Extent.HAND)))
    assert isinstance(nothing, TouchKept)
    assert nothing.extent is Extent.NONE, "nothing was agreed to, and nothing is"


def test_touch_for_safety_that_was_taken_back_stays_so() -> None:
    yes, arm = after(SafetyTouchAgreed(agreed=True)), after(SafetyTouchAgreed(agreed=True, words="an arm"))
    no = after(SafetyTouchAgreed(agreed=False, words="ask"))
    assert touch.kept(yes, arm) == touch.kept(arm, no) == touch.kept(no, no) == ()
    assert touch.kept(no, yes) == (SafetyTouchAgreed(agreed=False, words="ask"),)
    assert touch.kept(arm, yes) == (SafetyTouchAgreed(agreed=True, words="an arm"),)


def test_touch_for_safety_stands_apart_and_is_agreed_beforehand() -> None:
    there = after(SafetyTouchAgreed(agreed=True, words="an arm"))
    assert (there.safety, there.general) == (True, None)
    touch.check(there, SafetyTouchAgreed(agreed=False), sober=False)
    touch.check(there, SafetyTouchAgreed(agreed=True, words="an arm, when standing up"), sober=False)
    for nothing in (Touch(), touch.after(there, SafetyTouchAgreed(agreed=False), START)):
        with pytest.raises(Refusal) as refused:
            touch.check(nothing, SafetyTouchAgreed(agreed=True), sober=False)
        assert refused.value.key == "touch.safety_widened"
    with pytest.raises(Refusal):
        touch.check(there, SafetyTouchAgreed(agreed=True, words="anything"), sober=False)


@pytest.mark.parametrize(
    "make",
    [
        lambda: agreed(Extent.HAND, but_not="x" * 501),
        lambda: TouchAgreed(extent=Extent.HAND, staff=DEVI.id),
        lambda: SafetyTouchAgreed(agreed=True, words="x" * 501),
        lambda: TouchAsked(text=" "),
        lambda: TouchDone(text=""),
    ],
)
def test_what_says_nothing_or_too_much_is_refused(make: object) -> None:
    assert callable(make)
    with pytest.raises(Refusal):
        make()


def test_sober_is_before_the_first_dose_or_cleared() -> None:
    told = Told().staff().seated()
    told.dose(30, ROWAN)
    told.out(120, ROWAN)
    rowan = told.history.state.people[ROWAN]

    def at(minute: float) -> bool:
        return is_sober(rowan, told.start + (told.entries[-1].observed_at - told.start) * (minute / 120))

    assert [at(20), at(30), at(60), at(120)] == [True, False, False, True]


def test_a_touch_is_being_with_somebody_and_the_tile_says_what_is_agreed() -> None:
    told = Told().staff().seated()
    told.write(4, agreed(Extent.HAND_SHOULDER, each_time=True, but_not="the left arm"), ROWAN)
    told.write(40, TouchDone(text="held a hand", for_safety=True), ROWAN)
    rowan: Person = told.history.state.people[ROWAN]
    assert rowan.attended_at == told.entries[-1].observed_at
    assert agreed_touch(rowan, english()) == "hand, shoulder, asked each time, but not: the left arm"
    assert not rowan.touch_narrowed
    told.write(41, agreed(Extent.NONE, each_time=True), ROWAN)
    rowan = told.history.state.people[ROWAN]
    assert (agreed_touch(rowan, english()), rowan.touch_narrowed) == ("no touch", True)


def test_what_the_first_version_said_is_still_read() -> None:
    told = Told().staff().seated()
    told.write(4, room.TouchAgreed(consent="hand only", narrowed=True), ROWAN)
    rowan = told.history.state.people[ROWAN]
    assert (agreed_touch(rowan, english()), rowan.touch_narrowed) == ("hand only", True)


@pytest.mark.parametrize(
    ("fact", "reads"),
    [
        (agreed(Extent.HAND, staff=DEVI.id), "from Devi Rao: hand only"),
        (SafetyTouchAgreed(agreed=True), "agreed beforehand"),
        (SafetyTouchAgreed(agreed=False, words="ask first"), "not agreed: ask first"),
        (TouchAsked(text="a hand"), "a hand"),
        (TouchDone(text="steadied", for_safety=True), "for safety: steadied"),
        (TouchDone(text="held a hand"), "held a hand"),
    ],
)
def test_how_each_line_reads(fact: Fact, reads: str) -> None:
    assert describe(fact, english()) == reads
