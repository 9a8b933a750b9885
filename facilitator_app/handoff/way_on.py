"""What a handoff says of the way on: the person's themes and parts, the next steps, the visit that is booked.  Pure.

All of it goes on after the session, as the integration does: what is written of it later makes no release wrong.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from facilitator_app.integration_words import part
from facilitator_app.record.clinic import ClinicState
from facilitator_app.record.integration import AfterKept, Reach, Task, Visit, key
from facilitator_app.record.preparation import WishMatter
from facilitator_app.record.state import Person, SessionState
from facilitator_app.wording import Words

FOLLOWING = ("themes", "next_steps", "booking")
"""The sections that go on after the session."""

_HOPES = (WishMatter.GOALS, WishMatter.FEARS, WishMatter.THEMES, WishMatter.PARTS)


class Beyond(msgspec.Struct, frozen=True, kw_only=True):
    """What the clinic's own record has for a handoff: what the person told before the session, and what is owed after it.

    ``kept`` None: the call on the next day alone.
    """

    wishes: Mapping[WishMatter, str] = {}
    kept: AfterKept | None = None


def from_clinic(clinic: ClinicState, state: SessionState, participant: UUID) -> Beyond:
    """What the clinic's record has for a person of a session."""
    kept = clinic.after.get(state.programme.key) if state.programme else None
    return Beyond(wishes=clinic.wishes.get(participant, {}), kept=kept)


class WayOn:
    """The way on of one person, who left at ``left`` (None: still there)."""

    def __init__(self, person: Person, state: SessionState, words: Words, more: Beyond, left: datetime | None) -> None:
        self._person = person
        self._state = state
        self._words = words
        self._more = more
        self._left = left
        self._zone = ZoneInfo(state.zone)

    def sections(self) -> dict[str, str]:
        """The text of each section."""
        return {
            "themes": "\n".join(self._themes()),
            "next_steps": "\n".join(self._next_steps()),
            "booking": self._booking(),
        }

    def _themes(self) -> Iterator[str]:
        """In the person's own words: hopes, fears, themes and parts of before, then what came up, visit by visit."""
        for matter in _HOPES:
            if told := self._more.wishes.get(matter, "").strip():
                yield self._words.render(f"packet.wish_{matter.value}", text=told)
        for visit in self._visits():
            lists = (
                ("themes", visit.told.themes),
                ("parts", [part(one, self._words) for one in visit.told.parts]),
            )
            for name, found in lists:
                if found:
                    yield self._said(f"packet.visit_{name}", visit, "; ".join(found))

    def _next_steps(self) -> Iterator[str]:
        kept = self._more.kept
        if self._left is not None and self._person.doses:  # who had no medicine is owed no call for its sake
            if kept is None or kept.call:
                yield self._contact(Task.CALL, 1, self._left)
            for days in kept.follow_up_days if kept else ():
                yield self._contact(Task.FOLLOW_UP, days, self._left)
        for visit in self._visits():
            if visit.told.agreements.strip():
                yield self._said("packet.visit_agreed", visit, visit.told.agreements.strip())
            if visit.told.next_contact is not None:
                yield self._words.render("told.visit_next", date=visit.told.next_contact.isoformat())
            if visit.told.continues is not None:
                yield self._words.render("told.visit_continues" if visit.told.continues else "told.visit_ends")

    def _contact(self, task: Task, days: int, left: datetime) -> str:
        """A contact that is owed, on which day and whose it is; or how it went."""
        there, name = self._person.integration, key(task, days if task is Task.FOLLOW_UP else 0)
        what = self._words.render(f"packet.{task.value}", days=days)
        over = next((one for one in there.tries.get(name, ()) if one.reach is not Reach.NOT_REACHED), None)
        if over is not None:
            return self._words.render(f"packet.contact_{over.reach.value}", what=what, at=over.at, zone=self._zone)
        owner = there.owners.get(name)
        whose = owner.name if owner else self._state.staff_name(self._state.lead) if self._state.lead else ""
        key_ = "packet.contact_of" if whose else "packet.contact"
        on = left.astimezone(self._zone) + timedelta(days=days)
        return self._words.render(key_, what=what, at=on, zone=self._zone, name=whose)

    def _booking(self) -> str:
        booked = self._person.integration.booked
        if booked is None:
            return ""
        told, said = booked.told, self._words.render
        text = said(
            "packet.booked", at=told.at, zone=self._zone, name=self._state.zone, form=told.form, place=told.place
        )
        text += said("told.visit_with", name=told.held_by_name) if told.held_by_name else ""
        return text + (said("told.visit_sooner", reason=told.reason) if told.reason else "")

    def _visits(self) -> list[Visit]:
        return sorted(self._person.integration.visits, key=lambda visit: visit.at)

    def _said(self, key: str, visit: Visit, text: str) -> str:
        return self._words.render(key, at=visit.at, zone=self._zone, text=text)
