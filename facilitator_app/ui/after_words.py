"""How what waits after a session is said on the screen: its name, by when, and by which shape.  Knows no Qt."""

from __future__ import annotations

from uuid import UUID
from zoneinfo import ZoneInfo

from facilitator_app.integration import SAFETY, Item, Matter, Standing
from facilitator_app.record.integration import Reach, ReceivedSome, Task
from facilitator_app.record.release import Release
from facilitator_app.text import render

GLYPHS = {Standing.OVERDUE: "attention", Standing.DUE: "clock", Standing.COMING: "calendar"}
"""How a standing looks: by its shape, not its colour alone."""

TASKS = {Matter.CALL: Task.CALL, Matter.FOLLOW_UP: Task.FOLLOW_UP}
"""The matters that are contacts."""

_BY_DAY = (*TASKS, Matter.VISIT)


def named(item: Item, who: UUID | None = None) -> str:
    """What waits, by its name, as ``who`` is told it."""
    if item.matter is Matter.RECEIPT and who is not None and item.owner == who and item.release is not None:
        return render("handover.read_for_you")
    if item.matter in (Matter.RECEIPT, Matter.CORRECTION) and item.recipient:
        return render(f"handover.{item.matter.value}_for", name=item.recipient)
    return render(f"matter_waits.{item.matter.value}", days=item.days)


def item_text(item: Item, zone: ZoneInfo, who: UUID | None = None) -> str:
    """What waits and by when: "Call on the next day, 7 Mar", "Visit to be booked, was due 8 Mar, 17:00"."""
    name, late = named(item, who), item.standing is Standing.OVERDUE
    if item.matter in SAFETY:
        what = item.what or item.owner_name
        return render("desk.safety", name=name, what=what) if what else name
    if item.matter in _BY_DAY:
        key = "desk.late_day" if late else "desk.due_day_at" if item.matter is Matter.VISIT else "desk.due_day"
        return render(key, zone=zone, name=name, at=item.since)
    if item.until is None:
        return name
    return render("desk.late" if late else "desk.by_then", zone=zone, name=name, at=item.until)


def item_note(item: Item, zone: ZoneInfo) -> str:
    """Whose it is, and how often nobody was reached."""
    said = [item.owner_name] if item.owner_name and item.matter not in SAFETY else []
    missed = [one for one in item.tries if one.reach is Reach.NOT_REACHED]
    if missed:
        said.append(render("desk.not_reached", zone=zone, count=len(missed), at=missed[-1].at))
    return " · ".join(said)


def released_text(one: Release, zone: ZoneInfo) -> str:
    """To whom a release went, how and when, and who said that it came."""
    told = {"name": one.fact.recipient, "how": one.fact.how, "at": one.line.recorded_at}
    came = one.received.fact if one.received is not None else None
    if one.received is None or not isinstance(came, ReceivedSome):
        return render("handover.released_to", zone=zone, **told)
    return render("handover.released_came", zone=zone, by=came.by, came=one.received.observed_at, **told)
