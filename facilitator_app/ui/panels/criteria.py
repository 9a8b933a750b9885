"""How the leaving list of a person is said: each criterion with what it stands on, and the sign-offs.  Knows no screen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from facilitator_app import clearance, monitoring
from facilitator_app.clearance import Beside, Item, Stand
from facilitator_app.monitoring import Passed
from facilitator_app.record.leaving import SUPPORT, Asks
from facilitator_app.record.state import Person, SessionState
from facilitator_app.text import catalogue, render, word
from facilitator_app.ui.medicine_marks import adverse_of
from facilitator_app.ui.tiles import away_of
from facilitator_app.ui.times import said
from facilitator_app.wording import criterion_name, measures

_ANSWERED = (Asks.YES, Asks.SAFETY, Asks.ESCORT)
"""Criteria that somebody says yes or no to."""


class CriterionRow(NamedTuple):
    """A criterion as it is shown.

    ``said``: it is answered by a touch; ``scaled``: item by item; ``passable``: the provider may pass it.
    """

    key: str
    text: str
    note: str
    stand: str
    said: bool
    scaled: bool
    passable: bool


class SignRow(NamedTuple):
    """A sign-off: whose, and by whom it was given."""

    role: str
    told: str
    done: bool


def criterion_row(item: Item, person: Person, state: SessionState, now: datetime) -> CriterionRow:
    """A criterion of ``person`` as it stands now."""
    one, goes_by = item.criterion, state.leaving_list
    answered = one.key not in clearance.OF_ITSELF and one.asks in _ANSWERED
    passable = goes_by is not None and goes_by.may_pass and item.blocks
    text = criterion_name(one.key, one.label, catalogue())
    note = _evidence(item, person, state, now)
    return CriterionRow(one.key, text, note, item.stand.value, answered, one.asks is Asks.SCALE, passable)


def sign_rows(person: Person, state: SessionState, now: datetime) -> list[SignRow]:
    """The sign-offs that the list asks for."""
    rows = []
    for role in state.leaving_list.signed_by if state.leaving_list else ():
        signed = person.leaving.signed.get(role)
        if signed is None:
            text = render("leaving_ui.sign", role=role)
        else:
            text = render("leaving_ui.signed", role=role, name=signed.name, age=said(now - signed.at))
        rows.append(SignRow(role.value, text, signed is not None))
    return rows


def left_open(beyond: Sequence[Passed], *, repeats: bool) -> tuple[str, ...]:
    """The last values beyond a limit in a line, or nothing.  ``repeats``: the plan asks for them again."""
    names = ", ".join(f"{word(one.measure)} {one.value}" for one in beyond)
    key = "leaving_ui.repeat_open" if repeats else "leaving_ui.beyond"
    return (render(key, names=names),) if names else ()


def still_open(person: Person, state: SessionState, now: datetime, team: Mapping[UUID, str]) -> str:
    """What is open of somebody who is about to go: values beyond a limit, a call, adverse events, being out of the room."""
    plan = monitoring.plan_of(state)
    beyond = left_open(monitoring.limits_passed(person, plan), repeats=monitoring.repeats_after(plan) is not None)
    marks = [mark for mark in (_called_since(person, now), adverse_of(person), away_of(person, now, team)) if mark]
    return "\n".join((*beyond, *([render("leaving_ui.still_open", what="; ".join(marks))] if marks else [])))


def _called_since(person: Person, now: datetime) -> str:
    call = person.support
    return render("leaving_ui.support_since", since=said(now - call.since)) if call is not None else ""


def _evidence(item: Item, person: Person, state: SessionState, now: datetime) -> str:
    """What it stands on: figures, who said so and when, or why it was passed."""
    key = item.criterion.key
    if item.stand is Stand.PASSED:
        return render("leaving_ui.passed", reason=person.leaving.passed[key])
    if item.stand is Stand.WITHOUT:
        return render("leaving_ui.no_dose")
    if key == SUPPORT:
        return _called_since(person, now)
    if item.missing:
        return render("leaving_ui.missing", names=measures(item.missing, catalogue()))
    if item.worded:
        return ", ".join(
            render("leaving_ui.worded", name=word(measure), word=said) for measure, said in item.worded.items()
        )
    if item.beside:
        return " · ".join((*left_open(item.beyond, repeats=item.repeats), *_near(item.beside, now)))
    if item.minutes is not None:
        done = render("span.minutes", minutes=item.minutes)
        return render("leaving_ui.since_dose", done=done, least=item.criterion.minutes)
    if item.total is not None:
        return render("leaving_ui.total", total=item.total)
    answer = person.leaving.answers.get(key)
    if answer is None:
        return ""
    told = render("leaving_ui.said_by", name=state.staff_name(answer.by), age=said(now - answer.at))
    return f"{answer.note} · {told}" if answer.note else told


def _near(beside: Sequence[Beside], now: datetime) -> list[str]:
    """The values beside the baseline, with their age; those that are the baseline have nothing beside them."""
    told = []
    for at in dict.fromkeys(one.at for one in beside if not one.itself):
        taken = [one for one in beside if not one.itself and one.at == at]
        names = ", ".join(_beside(one) for one in taken)
        key = "leaving_ui.stale" if any(one.stale for one in taken) else "leaving_ui.aged"
        told.append(render(key, names=names, age=said(now - at)) if at is not None else names)
    alone = ", ".join(f"{word(one.measure)} {one.value}" for one in beside if one.itself)
    return [*told, *([render("leaving_ui.itself", names=alone)] if alone else [])]


def _beside(one: Beside) -> str:
    name = word(one.measure)
    if one.value is None:
        return render("leaving_ui.not_taken", name=name)
    if one.percent is None:
        return render("leaving_ui.no_baseline", name=name, value=one.value)
    sign = "+" if one.percent > 0 else "−" if one.percent < 0 else "±"
    return render("leaving_ui.beside", name=name, value=one.value, sign=sign, percent=abs(one.percent))
