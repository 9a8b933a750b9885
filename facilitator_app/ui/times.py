"""How spans of time are said on the screen: ages, clocks and countdowns.  Pure text; knows no Qt."""

from __future__ import annotations

from datetime import timedelta

from facilitator_app.text import render


def said(span: timedelta) -> str:
    """An age in words: "now" under a minute, "34 min", "1 h 04"."""
    return _age(span, "")


def short(span: timedelta) -> str:
    """An age where room is short: "now" under a minute, "34 m", "1h04"."""
    return _age(span, "short_")


def spoken(span: timedelta) -> str:
    """An age for the ear: "just now", "34 minutes ago", "1 hour 4 minutes ago"."""
    return _age(span, "spoken_")


def _age(span: timedelta, manner: str) -> str:
    hours, minutes = divmod(max(0, int(span.total_seconds() // 60)), 60)
    if hours:
        return render(f"span.{manner}hours", hours=hours, minutes=minutes)
    return render(f"span.{manner}minutes", minutes=minutes) if minutes else render(f"span.{manner}now")


def clock(span: timedelta) -> str:
    """A running clock: "4:11", "1:12:43"."""
    seconds = max(0, int(span.total_seconds()))
    hours, minutes = seconds // 3600, seconds // 60 % 60
    return f"{hours}:{minutes:02}:{seconds % 60:02}" if hours else f"{minutes}:{seconds % 60:02}"


_LATE = timedelta(minutes=10)
"""From here on a ring tells by how much a check is late in whole minutes: more letters than these it has no room for."""


def countdown(span: timedelta) -> str:
    """What a ring says inside: "4:11" to come, "+1:06" past, "74 min" or "+74" where minutes are enough."""
    late = span < timedelta(0)
    whole = abs(span)
    if whole >= (_LATE if late else timedelta(hours=1)):
        minutes = int(whole.total_seconds() // 60)
        return f"+{minutes}" if late else render("span.minutes", minutes=minutes)
    return f"+{clock(whole)}" if late else clock(whole)
