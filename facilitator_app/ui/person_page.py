"""One person of the clinic: what is known, corrected or told anew, and what was known before.  Keeps what is half-typed.

Every rule about a person is the record's; a correction is one line there, of what is otherwise now.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec
from PySide6.QtCore import QObject
from shiboken6 import isValid

from facilitator_app.app import App
from facilitator_app.faults import Question, Refusal
from facilitator_app.record.clinic import Participant, ParticipantAdded
from facilitator_app.record.entry import Entry
from facilitator_app.record.looks import View
from facilitator_app.record.names import in_full
from facilitator_app.record.people import Details, PersonTold, SamePerson
from facilitator_app.text import render
from facilitator_app.ui.half_typed import fields_of
from facilitator_app.ui.notices import Form
from facilitator_app.ui.soon import Soon
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1

FIELDS = (*ParticipantAdded.__struct_fields__, *Details.__struct_fields__)
"""What is typed about a person, as it is called in the record."""
NAMING = ("preferred_name", "legal_name", "birth_date")
DRAFTS = "clinic/person/"
QUIET_MS = 700
"""What was typed is kept so long after its first letter, also while somebody types on."""


@QmlElement
@QmlUncreatable("made by the program")
class PersonPage(QObject):
    """``opened``: the fields are to show ``values`` now.  A draft is what was typed and is not on the record."""

    changed = Signal()
    opened = Signal()
    drafted = Signal()

    def __init__(self, app: App, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._person = ""
        self._open = False
        self._known: dict[str, str] = {}
        self._called = ""
        self._typed: dict[str, str] = {}
        self._drafts: dict[str, str] | None = None
        self._asked = False
        self._alike = ""
        self._form = Form(app.faults, "a person", FIELDS, self)
        self._waiting = Soon(QUIET_MS, self)
        self._waiting.timeout.connect(self._keep)

    # ------------------------------------------------------------ what is shown
    @Property(Form, constant=True)
    def form(self) -> Form:
        """What was refused, by field."""
        return self._form

    @Property(bool, notify=changed)
    def open(self) -> bool:
        """Whether the page is open."""
        return self._open and self._app.clinic is not None

    @Property(bool, notify=changed)
    def is_new(self) -> bool:
        """Whether somebody is being added."""
        return self._person == ""

    @Property(str, notify=changed)
    def person(self) -> str:
        """Whose page it is, by id; empty for somebody new."""
        return self._person

    @Property(str, notify=changed)
    def title(self) -> str:
        """Whose page it is."""
        return render("ui.people.add") if self.is_new else self._called

    @Property("QVariantMap", notify=opened)
    def values(self) -> dict[str, str]:
        """What the fields hold: what is on the record, and over it what was typed and not yet saved."""
        return self._known | self._typed

    @Property(bool, notify=drafted)
    def has_draft(self) -> bool:
        """Whether something was typed that is not on the record."""
        return bool(self._unsaved())

    @Property(bool, notify=changed)
    def asked(self) -> bool:
        """Whether it was asked if this is somebody else."""
        return self._asked

    @Property(str, notify=changed)
    def alike(self) -> str:
        """Of whom it was asked, by id."""
        return self._alike

    @Property("QVariantList", notify=changed)
    def history(self) -> list[dict[str, object]]:
        """What was told when and by whom, the latest first: when, who, and the change in words."""
        clinic = self._app.clinic
        if clinic is None or self.is_new:
            return []
        person, before = UUID(self._person), dict.fromkeys(FIELDS, "")
        rows: list[dict[str, object]] = []
        for entry in clinic.history.written_about(person):
            if isinstance(entry.fact, ParticipantAdded | PersonTold | SamePerson):
                changes = _changes(entry, before)
                before |= {field: now for field, _, now in changes}
                rows.append(self._row(entry, changes, again=bool(rows)))
        return rows[::-1]

    # ------------------------------------------------------------ what people do
    @Slot()
    def add(self) -> None:
        """Open the page for somebody new; what was half-typed before is still there."""
        self._show("")

    @Slot(str)
    def show(self, person: str) -> None:
        """Open somebody's page."""
        self._app.looked(View.PERSON, [UUID(person)])
        self._show(person)

    @Slot(str, str)
    def type(self, field: str, text: str) -> None:
        """What stands in a field now."""
        self._typed[field] = text
        if field in NAMING and self._asked:
            self._asked = False
            self.changed.emit()
        self._waiting.call()
        self.drafted.emit()

    @Slot("QVariantMap")
    def save(self, typed: Mapping[str, Any]) -> None:
        """Write down what is in the fields."""
        self._attempt(typed, sure=False)

    @Slot("QVariantMap")
    def save_as_another(self, typed: Mapping[str, Any]) -> None:
        """It was asked, and this is somebody else."""
        self._attempt(typed, sure=True)

    @Slot()
    def forget(self) -> None:
        """Go back to what is on the record."""
        self._waiting.stop()
        self._typed = {}
        self._asked = False
        self._form.clear()
        self._keep()
        self.changed.emit()
        self.opened.emit()

    @Slot()
    def close(self) -> None:
        """Leave the page; what was typed is kept for the next time."""
        if self._waiting.isActive():
            self._waiting.stop()
            self._keep()
        self._open = False
        self.changed.emit()

    def look(self) -> None:
        """The record was opened, and its drafts are read; or it was locked, and nothing of anybody is held here."""
        if self._app.clinic is not None and self._drafts is None:
            self._drafts = {}
            self._app.faults.spawn(self._read_drafts(), "drafts")
        elif self._app.clinic is None and self._drafts is not None:
            self._shut()

    def _shut(self) -> None:
        self._waiting.stop()
        self._drafts = None
        self._open, self._known, self._called, self._typed, self._asked = False, {}, "", {}, False
        self._form.clear()
        self.changed.emit()
        self.opened.emit()

    # ------------------------------------------------------------ how
    def _show(self, person: str) -> None:
        clinic = self._app.clinic
        if clinic is None:
            return
        self._form.clear()
        self._person, self._asked, self._open = person, False, True
        known = clinic.state.participants.get(UUID(person)) if person else None
        self._known = _told(known) if known else dict.fromkeys(FIELDS, "")
        self._called = in_full(known) if known else ""
        kept = fields_of((self._drafts or {}).get(_draft_key(person), ""))
        self._typed = {field: text for field, text in kept.items() if field in FIELDS}
        self.changed.emit()
        self.opened.emit()
        self.drafted.emit()

    async def _read_drafts(self) -> None:
        if self._app.journal is not None:
            self._drafts = await self._app.journal.drafts(DRAFTS) | (self._drafts or {})

    def _attempt(self, typed: Mapping[str, Any], *, sure: bool) -> None:
        self._typed |= {field: str(typed[field]) for field in FIELDS if field in typed}
        self._form.attempt(lambda: self._save(sure=sure), self._saved)

    async def _save(self, *, sure: bool) -> None:
        clinic = self._app.clinic
        if clinic is None:
            raise Refusal("app.locked")
        self._asked = False
        try:
            if self.is_new:
                told = _as_told({field: self.values.get(field, "").strip() for field in FIELDS})
                details = {name: told.pop(name) for name in Details.__struct_fields__}
                more = {name: text for name, text in details.items() if text}
                await clinic.add_participant(ParticipantAdded(**told), PersonTold(**more) if more else None, sure=sure)
            else:
                changes = {field: text.strip() for field, text in self._unsaved().items()}
                await clinic.tell_person(UUID(self._person), PersonTold(**_as_told(changes)), sure=sure)
        except Question as question:
            self._asked, self._alike = True, str(question.values.get("other", ""))
            if isValid(self):
                self.changed.emit()
            raise

    def _saved(self) -> None:
        self._waiting.stop()
        self._typed = {}
        self._keep()
        if self.is_new:
            self.close()
        else:
            self._show(self._person)

    def _unsaved(self) -> dict[str, str]:
        return {field: text for field, text in self._typed.items() if text.strip() != self._known.get(field, "")}

    @Slot()
    def _keep(self) -> None:
        journal, key, unsaved = self._app.journal, _draft_key(self._person), self._unsaved()
        if journal is not None:
            text = json.dumps(unsaved) if unsaved else "{}"
            self._drafts = (self._drafts or {}) | {key: text}
            work = journal.save_draft(key, text) if unsaved else journal.drop_draft(key)
            self._app.faults.spawn(work, "draft", to_the_end=True)
        self.drafted.emit()

    def _row(self, entry: Entry, changes: list[tuple[str, str, str]], *, again: bool) -> dict[str, object]:
        state = self._app.clinic_state()
        by = state.staff.get(entry.recorded_by) if entry.recorded_by else None
        at = render("ui.home.day_at", zone=ZoneInfo(state.zone), at=entry.observed_at)
        said = [_said(field, was, now) for field, was, now in changes]
        if isinstance(entry.fact, ParticipantAdded):
            said = [render("same_ui.second"), *said] if again else [render("ui.people.was_added")]
        if isinstance(entry.fact, SamePerson):
            said = [render("same_ui.made", reason=entry.fact.reason), *said]
        return {"when": f"{at} · {by.name}" if by else at, "text": "\n".join(said)}


def _draft_key(person: str) -> str:
    return f"{DRAFTS}{person or 'new'}"


def _told(person: Participant) -> dict[str, str]:
    """What is on the record, as it stands in the fields."""
    told = msgspec.structs.asdict(person.told) | msgspec.structs.asdict(person.details)
    return {field: _text(told[field]) for field in FIELDS}


def _as_told(typed: Mapping[str, str]) -> dict[str, Any]:
    """What is typed, as it is written down: other names are a list."""
    told: dict[str, Any] = dict(typed)
    if "nicknames" in told:
        told["nicknames"] = tuple(name.strip() for name in typed["nicknames"].split(",") if name.strip())
    return told


def _changes(entry: Entry, before: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """Field, what was known and what is known with this line, of each field that it changes."""
    fact = entry.fact.told if isinstance(entry.fact, SamePerson) else entry.fact
    told = fact.told if isinstance(fact, PersonTold) else msgspec.structs.asdict(fact)
    changes = [(field, before[field], _text(told[field])) for field in FIELDS if field in told]
    return (
        changes if fact is entry.fact and isinstance(fact, PersonTold) else [one for one in changes if one[1] != one[2]]
    )


def _said(field: str, was: str, now: str) -> str:
    name = render(f"field.{field}")
    if not was:
        return render("ui.people.told", field=name, now=now)
    return (
        render("ui.people.corrected", field=name, was=was, now=now)
        if now
        else render("ui.people.taken_back", field=name, was=was)
    )


def _text(value: Any) -> str:
    return ", ".join(value) if isinstance(value, tuple) else str(value)
