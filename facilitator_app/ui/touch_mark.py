"""What a tile says of touch: whatever is not as prepared from everybody, and for whom on the team it is another.  Pure."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from facilitator_app.record.state import Person
from facilitator_app.record.touch import Consent, Extent, Touch
from facilitator_app.text import catalogue, render, word
from facilitator_app.wording import agreed_touch, consent

_USUAL = Consent(extent=Extent.AS_PREPARED)


def touch_of(person: Person) -> str:
    """Touch that is agreed to, in words; empty while nobody asked, and where it is as prepared from everybody.

    Who may not comes first, so that none of the team reads more than holds for them.
    """
    there = person.consent
    if there.general is None and not there.by_staff:
        return render("mark_tile.touch", consent=agreed_touch(person, catalogue())) if person.touch_narrowed else ""
    apart = {staff: own for staff, own in there.by_staff.items() if own != there.general}
    if there.general is not None and there.general.extent is Extent.NONE:
        return " · ".join([word(Extent.NONE), *_each(there, apart)])
    none = [_called(there, staff) for staff, own in apart.items() if own.extent is Extent.NONE]
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
    """The first name, unless two have it."""
    firsts = [name.partition(" ")[0] for name in there.names.values()]
    first = there.names[staff].partition(" ")[0]
    return first if firsts.count(first) == 1 else there.names[staff]
