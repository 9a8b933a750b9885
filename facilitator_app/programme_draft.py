"""A programme while it is being written: what was typed, field by field, and the programme that it comes to.  Pure.

A field is named by its path: ``name``, ``cap``, ``staff.facilitator``, ``phase.2.minutes``.  Words, plan and limits have
editors of their own and stay as they are.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterator
from functools import partial

import msgspec

from facilitator_app.faults import SPOILT, Refusal
from facilitator_app.programme_written import TEXTS as FILE_TEXTS
from facilitator_app.record.entry import text_within
from facilitator_app.record.programme import BETWEEN, MOST_STAFF, Giver, Never, Phase, Programme
from facilitator_app.record.roles import Role

STAFF = (Role.FACILITATOR, Role.MEDICAL_PROVIDER, Role.PRESCRIBER)
"""Whom a programme can ask to be in the room."""
TEXTS = {"about": 2000} | {name: longest for name, longest in FILE_TEXTS.items() if name != "rules"}
"""The fields that are words, and how long each may be; only the name must be there.  Rules have a page of their own."""
MOST_PHASES = 20


class PhaseDraft(msgspec.Struct):
    """A phase as typed.  ``key`` is the one it had, empty for a new one."""

    id: int
    key: str
    name: str
    minutes: str


class ProgrammeDraft(msgspec.Struct):
    """All that was typed: words and numbers by the names of their fields, how many of a role by the role."""

    typed: dict[str, str]
    staff: dict[str, str]
    open_ended: bool
    never: list[Never]
    phases: list[PhaseDraft]
    doses_by: list[Giver] = []

    def phase(self, key: str) -> PhaseDraft:
        """The phase of that number."""
        return next(phase for phase in self.phases if str(phase.id) == key)


def draft_of(programme: Programme) -> ProgrammeDraft:
    """A programme as it is before it is changed."""
    return ProgrammeDraft(
        typed={name: _said(getattr(programme, name)) for name in (*TEXTS, *BETWEEN)},
        staff={role.value: _said(programme.staff_minimum.get(role) or None) for role in STAFF},
        open_ended=programme.open_ended,
        never=list(programme.never_without),
        phases=[
            PhaseDraft(id=place, key=phase.key, name=phase.name, minutes=_said(phase.minutes))
            for place, phase in enumerate(programme.phases)
        ],
        doses_by=list(programme.doses_by),
    )


CHOICES: dict[str, type[Never] | type[Giver]] = {"never": Never, "doses_by": Giver}
"""What several can be chosen of, by the name of the field."""


def toggle(draft: ProgrammeDraft, field: str, key: str) -> None:
    """One of the ``CHOICES`` of a field is chosen, or no more."""
    chosen = getattr(draft, field)
    setattr(draft, field, [one for one in CHOICES[field] if (one in chosen) != (one == key)])


def add_phase(draft: ProgrammeDraft) -> None:
    """One more phase at the end, still to be named."""
    number = max((phase.id for phase in draft.phases), default=-1) + 1
    draft.phases.append(PhaseDraft(id=number, key="", name="", minutes=""))


def move_phase(draft: ProgrammeDraft, key: str, by: int) -> None:
    """A phase earlier or later; at the ends it stays where it is."""
    phase = draft.phase(key)
    place = draft.phases.index(phase)
    to = min(max(0, place + by), len(draft.phases) - 1)
    draft.phases.insert(to, draft.phases.pop(place))


def to_text(draft: ProgrammeDraft) -> str:
    """The draft as it is kept."""
    return msgspec.json.encode(draft).decode()


def from_text(text: str) -> ProgrammeDraft | None:
    """The draft that was kept; None when there is none, or one of another version."""
    try:
        return msgspec.json.decode(text, type=ProgrammeDraft) if text else None
    except SPOILT:
        return None


def refusals(draft: ProgrammeDraft) -> Iterator[tuple[str, Refusal]]:
    """Everything that keeps the draft from being a programme, each with the path of its field."""
    for name, longest in TEXTS.items():
        typed = draft.typed.get(name, "")
        if name == "name" or typed.strip():
            yield from _refused(name, partial(text_within, typed, longest, name))
    for name, (least, most) in BETWEEN.items():
        yield from _refused(name, partial(_whole, draft.typed, name, least, most))
    for role in STAFF:
        yield from _refused(f"staff.{role.value}", partial(_whole, draft.staff, role.value, 0, MOST_STAFF))
    yield from _of_phases(draft)
    yield from _of_each_other(draft)


def programme_of(draft: ProgrammeDraft, before: Programme, *, taken: Collection[str] | None = None) -> Programme:
    """The next version of ``before`` as it was typed; with the keys that are ``taken``, a new programme begun from it.

    Raises the first of ``refusals``.
    """
    for _, refusal in refusals(draft):
        raise refusal
    numbers = {name: _whole(draft.typed, name, least, most) for name, (least, most) in BETWEEN.items()}
    numbers["least"] = numbers["least"] or 1
    staff = {role: count for role in STAFF if (count := _whole(draft.staff, role.value, 0, MOST_STAFF))}
    others = {role: count for role, count in before.staff_minimum.items() if role not in STAFF}
    made = msgspec.structs.replace(
        before,
        key=before.key if taken is None else _key(draft.typed["name"], taken, "programme"),
        version=before.version + 1 if taken is None else 1,
        phases=tuple(_phases(draft)),
        staff_minimum=others | staff,
        open_ended=draft.open_ended,
        never_without=tuple(one for one in Never if one in draft.never),
        doses_by=tuple(one for one in Giver if one in draft.doses_by),
        **{name: draft.typed.get(name, getattr(before, name)).strip() for name in TEXTS},
        **numbers,
    )
    return msgspec.structs.replace(made, unset=_unset(made), plan=before.plan if taken is None else None)


def _refused(path: str, read: Callable[[], object]) -> Iterator[tuple[str, Refusal]]:
    try:
        read()
    except Refusal as refusal:
        yield path, refusal


def _of_phases(draft: ProgrammeDraft) -> Iterator[tuple[str, Refusal]]:
    if not draft.phases:
        yield "phases", Refusal("programme.no_phases", field="phases")
    if len(draft.phases) > MOST_PHASES:
        yield "phases", Refusal("programme_draft.too_many", field="phases", most=MOST_PHASES)
    for phase in draft.phases:
        path = f"phase.{phase.id}"
        yield from _refused(f"{path}.name", partial(text_within, phase.name, 60, "name"))
        yield from _refused(f"{path}.minutes", partial(_minutes, phase))


def _of_each_other(draft: ProgrammeDraft) -> Iterator[tuple[str, Refusal]]:
    """Numbers that are right alone and not together."""
    try:
        least, cap, sessions = (_whole(draft.typed, name, *BETWEEN[name]) for name in ("least", "cap", "sessions"))
    except Refusal:
        return  # told where it stands
    if least is not None and cap is not None and least > cap:
        yield "least", Refusal("programme_draft.least_over_cap", field="least", cap=cap)
    if draft.open_ended and sessions is not None:
        yield "sessions", Refusal("programme_draft.open_and_counted", field="sessions")


def _phases(draft: ProgrammeDraft) -> Iterator[Phase]:
    taken = {phase.key for phase in draft.phases if phase.key}
    for phase in draft.phases:
        key = phase.key or _key(phase.name, taken, "phase")
        taken.add(key)
        yield Phase(key=key, name=phase.name.strip(), minutes=_minutes(phase))


def _minutes(phase: PhaseDraft) -> int | None:
    return _whole({"minutes": phase.minutes}, "minutes", *BETWEEN["session_minutes"])


def _unset(made: Programme) -> tuple[str, ...]:
    """What is left open, by the names that templates use; who meets when is a group's own, and stays as it was."""
    still_open = {
        "cap": made.cap is None,
        "staff_minimum": not made.staff_minimum,
        "sessions": made.sessions is None and not made.open_ended,
        "session_minutes": made.session_minutes is None,
        "phase_minutes": any(phase.minutes is None for phase in made.phases),
        "integration_gap_hours": made.integration_gap_hours is None,
        "integration_kind": not made.integration_kind,
    }
    before = [name for name in made.unset if still_open.get(name, True)]
    return (*before, *(name for name, is_open in still_open.items() if is_open and name not in before))


def _key(name: str, taken: Collection[str], fallback: str) -> str:
    """What a thing is called within, made from its name and of no other."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    stem = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:50] or fallback
    number = 1
    while (key := stem if number == 1 else f"{stem}_{number}") in taken:
        number += 1
    return key


def _whole(typed: dict[str, str], name: str, least: int, most: int) -> int | None:
    text = typed.get(name, "").strip()
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= 6):
        raise Refusal("plan_draft.not_whole", field=name)
    if not least <= int(text) <= most:
        raise Refusal("programme_draft.between", field=name, least=least, most=most)
    return int(text)


def _said(value: object) -> str:
    return "" if value is None else str(value)
