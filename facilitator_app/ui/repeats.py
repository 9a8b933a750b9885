"""What a tile and a panel say of limits: which are passed, and when the measure is asked for again.  Pure."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from facilitator_app import monitoring
from facilitator_app.record.programme import Plan
from facilitator_app.record.state import Person
from facilitator_app.record.vitals import Measure
from facilitator_app.text import catalogue, render
from facilitator_app.ui.times import said as spanned
from facilitator_app.wording import measures


def limit_mark(person: Person, plan: Plan | None, now: datetime) -> str:
    """The mark of passed limits in words, each measure with the time to its own repeat; empty when nothing is beyond."""
    passed = {found.measure for found in monitoring.limits_passed(person, plan)}
    if not passed:
        return ""
    parts = []
    for repeat in monitoring.repeats(person, plan, now):
        asked = passed.intersection(repeat.measures)
        if asked:
            parts.append(_asked_again(asked, repeat.due_at - now))
        passed -= asked
    parts += [measures(passed, catalogue())] if passed else []
    return render("mark_tile.limit", names="; ".join(parts))


def _asked_again(asked: Collection[Measure], left: timedelta) -> str:
    names = measures(asked, catalogue())
    if left <= timedelta(0):
        return render("limit.again_now", names=names)
    return render("limit.again_in", names=names, minutes=-(-left // timedelta(minutes=1)))


def put_off_times(due: monitoring.Due) -> str:
    """That a check was put off, and how often when it was more than once."""
    return render("tile.check_deferred") if due.put_off < 2 else render("deferral.times", count=due.put_off)


def check_line(due: monitoring.Due, now: datetime) -> str:
    """An open check in words: "SpO₂, Br: in 3 min", "BP: now, beyond a limit, put off 2×"."""
    left = -((now - due.due_at) // timedelta(minutes=1))
    when = render("check_line.now") if due.due_at <= now else render("check_line.in", minutes=left)
    said = [when]
    if due.overdue:
        said = [render("check_line.overdue", since=spanned(now - due.due_at))]
    if due.why is not monitoring.Why.AFTER_DOSE:
        said.append(render(f"check_line.{due.why.value}"))
    if due.deferred:
        said.append(put_off_times(due))
    return render("check_line.line", names=measures(due.measures, catalogue()), said=", ".join(said))
