"""A day as it is typed: year-month-day, or nothing."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from facilitator_app.app import App
from facilitator_app.faults import Refusal
from facilitator_app.record.agenda import check_year


def typed_day(text: str, field: str) -> date | None:
    """The day that was typed, None for an empty field; refuses what is no day, at its field."""
    said = text.strip()
    if not said:
        return None
    try:
        return date.fromisoformat(said)
    except ValueError:
        raise Refusal("groups.bad_day", field=field) from None


def moment_of(app: App, text: str, field: str) -> datetime | None:
    """The moment of a day of which no time of day is known: now for today and for an empty field, else noon."""
    day, zone = typed_day(text, field), ZoneInfo(app.clinic_state().zone)
    today = app.clock.now().astimezone(zone).date()
    if day is None or day == today:
        return None
    if day > today:
        raise Refusal("entry.in_the_future", field=field)
    check_year(day)
    return datetime.combine(day, time(12), zone).astimezone(UTC)
