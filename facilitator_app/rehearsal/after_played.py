"""What the verbs of the time after a session do on the stage, and what waits there."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from facilitator_app import text
from facilitator_app.faults import Refusal
from facilitator_app.integration import moment, waiting
from facilitator_app.record.entry import Fact
from facilitator_app.record.integration import PacketReceived, TaskGiven, VisitBooked, VisitSigned
from facilitator_app.record.release import releases
from facilitator_app.record.roles import Act, whose_word
from facilitator_app.rehearsal import acts, after_told
from facilitator_app.rehearsal.stage import Stage
from facilitator_app.rehearsal.way_played import Told


async def _book(stage: Stage, act: after_told.BookVisit, told: Told) -> None:
    fact = VisitBooked(
        at=moment(act.day, act.time, stage.state.zone),
        form=act.form,
        place=act.place,
        held_by=stage.id(act.staff) if act.staff else None,
        held_by_name=act.staff,
        reason=act.reason,
    )
    await _write(stage, act.person, fact, told)


async def _sign(stage: Stage, act: after_told.SignVisit, told: Told) -> None:
    visits, who = stage.person(act.person).integration.visits, stage.session.at_screen
    if not visits:
        raise Refusal("integration.no_such_visit", field="visit")
    role = next((role for role in whose_word(Act.SIGN_VISIT) if who and role in who.roles), None)
    if who is None or role is None:
        raise Refusal("session.not_your_word", act=Act.SIGN_VISIT.value)
    meaning = text.render("story.signature_means")
    await _write(
        stage, act.person, VisitSigned(visit=visits[-1].entry, signer=who.name, role=role, meaning=meaning), told
    )


async def _give(stage: Stage, act: after_told.GiveContact, told: Told) -> None:
    fact = TaskGiven(task=act.task, days=act.days, staff=stage.id(act.staff), staff_name=act.staff)
    await _write(stage, act.person, fact, told)


async def _take_on(stage: Stage, act: after_told.TakeOn, told: Told) -> None:
    left = [one for one in releases(stage.session.history, stage.id(act.person)) if one.stands]
    if not left:
        raise Refusal("release.no_such_release", field="release")
    fact = PacketReceived(release=left[-1].line.id, by=act.by, how=act.how, note=act.note)
    await _write(stage, act.person, fact, told)


async def _write(stage: Stage, person: str, fact: Fact, told: Told) -> None:
    await stage.session.write(fact, [stage.id(person)], by=told.by, at=told.at)


def matters(stage: Stage, person: str) -> list[str]:
    """What waits after the session for a person, most pressing first."""
    kept = stage.app.clinic_state().after.get(stage.heading.programme)
    rows = waiting(stage.session.history, kept, stage.now)
    return [
        f"{item.matter.value} after {item.days} days" if item.days else item.matter.value
        for row in rows
        if row.participant == stage.id(person)
        for item in row.items
    ]


DO: Mapping[type[acts.Act], Callable[[Stage, Any, Told], Awaitable[str | None]]] = {
    after_told.BookVisit: _book,
    after_told.SignVisit: _sign,
    after_told.GiveContact: _give,
    after_told.TakeOn: _take_on,
}
"""What each of these acts does."""
