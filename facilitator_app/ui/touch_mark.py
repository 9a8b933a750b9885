"""What a tile says of touch: that nobody asked, and whatever is not as prepared from everybody, and from whom.  Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple
from uuid import UUID

from facilitator_app.record.state import Person
from facilitator_app.record.touch import Consent, Extent, Touch
from facilitator_app.text import catalogue, render, word
from facilitator_app.ui.names import of_the_team
from facilitator_app.wording import agreed_touch, consent

_USUAL = Consent(extent=Extent.AS_PREPARED)


class TouchMark(NamedTuple):
    """The mark: all it says, the least that has to be whole, and whether nobody asked yet, which has a shape of its own."""

    text: str = ""
    least: str = ""
    unasked: bool = False


def touch_of(person: Person) -> TouchMark:
    """What is to be marked; nothing where touch is as prepared from everybody, and of who has gone while nobody asked.

    The least is that there is something, that there is to be no touch, or who may not.
    """
    if _is_unasked(person):
        text = "" if person.out is not None else render("mark_tile.touch_unasked")
        return TouchMark(text, text, bool(text))
    text = _told(person)
    if not (none := _who_may_not(person.consent)) or _is_none(person.consent):
        return TouchMark(text, _AT.split(text)[0])
    return TouchMark(text, render("mark_tile.touch", consent=render("mark_tile.touch_not", names=", ".join(none))))


_AT = re.compile(" · |: ")
"""Where what a mark says can end, if there is no room for all of it."""


def _is_unasked(person: Person) -> bool:
    there = person.consent
    return there.general is None and not there.by_staff and not person.touch and not person.touch_narrowed


def _is_none(there: Touch) -> bool:
    return there.general is not None and there.general.extent is Extent.NONE


def _who_may_not(there: Touch) -> list[str]:
    apart = {staff: own for staff, own in there.by_staff.items() if own != there.general}
    return [_called(there, staff) for staff, own in apart.items() if own.extent is Extent.NONE]


def _told(person: Person) -> str:
    """Touch that is agreed to, in words.  Who may not comes first, so that none of the team reads more than holds for them."""
    there = person.consent
    if there.general is None and not there.by_staff:
        return render("mark_tile.touch", consent=agreed_touch(person, catalogue())) if person.touch_narrowed else ""
    apart = {staff: own for staff, own in there.by_staff.items() if own != there.general}
    if _is_none(there):
        return " · ".join([word(Extent.NONE), *_each(there, apart)])
    none = _who_may_not(there)
    some = {staff: own for staff, own in apart.items() if own.extent is not Extent.NONE}
    less = {staff: own for staff, own in some.items() if there.general is None or there.general.is_wider_than(own)}
    more = {staff: own for staff, own in some.items() if staff not in less}
    nobody = [render("mark_tile.touch_not", names=", ".join(none))] if none else []
    general = [] if there.general in (None, _USUAL) else [agreed_touch(person, catalogue())]
    parts = [*nobody, *_each(there, less), *general, *_each(there, more)]
    return render("mark_tile.touch", consent="; ".join(parts)) if parts else ""


def _each(there: Touch, apart: dict[UUID, Consent]) -> Iterator[str]:
    for staff, own in apart.items():
        yield render("mark_tile.touch_from", name=_called(there, staff), consent=consent(own, catalogue()))


def _called(there: Touch, staff: UUID) -> str:
    return of_the_team(there.names)[staff]
