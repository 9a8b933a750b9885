"""The editor of a programme: numbers, staff, phases, and what nobody goes on without.  What is typed is on disk soon after.

Knows what a draft is and nothing of its rules.  Words, plan and limits have editors of their own.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import msgspec
from PySide6.QtCore import QObject
from shiboken6 import isValid

from facilitator_app import programme_draft
from facilitator_app.app import App
from facilitator_app.faults import Refusal
from facilitator_app.playlists.kept import Lists
from facilitator_app.programme_draft import ProgrammeDraft
from facilitator_app.record.programme import Programme
from facilitator_app.text import render, say, word
from facilitator_app.ui.notices import Form
from facilitator_app.ui.rows import Rows
from facilitator_app.ui.soon import Soon
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1

_SOON = 600
"""Milliseconds after which a letter is on its way to the disk."""
_NEW = "+"
"""Behind the key of the programme that a new one begins from: no programme's key has it."""


class PhaseRow(NamedTuple):
    """A phase as typed; ``spoken`` is said before each of its controls."""

    key: str
    name: str
    minutes: str
    spoken: str


@QmlElement
@QmlUncreatable("made by the program")
class ProgrammeEditor(QObject):
    """One programme being changed, or a new one being begun from another.  ``kept``: by its key, it is the clinic's now.
    ``brought``: its leaving list waits for somebody whose word counts; ``refused``: the field that is wrong first."""

    changed = Signal()
    opened = Signal()
    kept = Signal(str)
    brought = Signal(str, object)
    refused = Signal(str)

    def __init__(self, app: App, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._from: Programme | None = None
        self._is_new = False
        self._draft: ProgrammeDraft | None = None
        self._errors: dict[str, str] = {}
        self._form = Form(app.faults, "keep a programme", (), self)
        self._phases = Rows(PhaseRow, self)
        self._waiting = Soon(_SOON, self)
        self._waiting.timeout.connect(self.keep_draft)

    # ------------------------------------------------------------ what is shown
    @Property(Form, constant=True)
    def form(self) -> Form:
        """The state of the last try to keep it."""
        return self._form

    @Property(bool, notify=opened)
    def open(self) -> bool:
        """Whether a programme is being written."""
        return self._draft is not None

    @Property(str, notify=opened)
    def title(self) -> str:
        """Which programme."""
        if self._from is None:
            return ""
        return render("programme_draft.new" if self._is_new else "programme_draft.title", name=self._from.name)

    @Property(str, notify=opened)
    def about(self) -> str:
        """What becomes of it when it is kept."""
        if self._from is None:
            return ""
        key = "programme_draft.becomes_new" if self._is_new else "programme_draft.becomes"
        return render(key, name=self._from.name, version=self._from.version + 1)

    @Property("QVariantMap", notify=changed)
    def errors(self) -> dict[str, str]:
        """What was refused at the last try, in words, by the path of the field."""
        return dict(self._errors)

    @Property("QVariantMap", notify=opened)
    def typed(self) -> dict[str, str]:
        """What the fields hold when the editor opens: words and numbers by field, staff by ``staff.`` and the role."""
        draft = self._draft
        return {**draft.typed, **{f"staff.{role}": text for role, text in draft.staff.items()}} if draft else {}

    @Property("QVariantList", constant=True)
    def staff(self) -> list[dict[str, str]]:
        """The roles of which a least number can be asked for: path and name."""
        return [{"path": f"staff.{role.value}", "text": word(role)} for role in programme_draft.STAFF]

    @Property("QVariantList", notify=opened)
    def playlists(self) -> list[dict[str, str]]:
        """The playlists its sessions can begin with, by name; the one that is chosen also where this device has none such."""
        return _playlist_rows(Lists(self._app.folder / "music"), self.playlist) if self.open else []

    @Property(str, notify=changed)
    def playlist(self) -> str:
        """The one that is chosen, by name; empty for none."""
        return self._draft.typed.get("playlist", "") if self._draft else ""

    @Slot(str)
    def choose_playlist(self, name: str) -> None:
        """Its sessions begin with this one, or (empty) with what the device plays."""
        self._change(lambda draft: draft.typed.update(playlist=name))

    @Property(bool, notify=changed)
    def open_ended(self) -> bool:
        """Whether it goes on without a planned number of sessions."""
        return self._draft is not None and self._draft.open_ended

    @Property("QVariantList", notify=changed)
    def never(self) -> list[dict[str, object]]:
        """What nobody can be let go on without, and whether this programme says so."""
        return _choices("never", self._draft)

    @Property("QVariantList", notify=changed)
    def doses_by(self) -> list[dict[str, object]]:
        """Whose word counts for a dose besides the medical provider's, and whether this programme names them."""
        return _choices("doses_by", self._draft)

    @Property(Rows, constant=True)
    def phases(self) -> Rows:
        """The phases in their order."""
        return self._phases

    # ------------------------------------------------------------ what is done
    def begin(self, programme: Programme, *, new: bool = False) -> None:
        """Change a programme, or begin a new one from it: go on with the draft that was left, if there is one."""
        self._from, self._is_new = programme, new
        self._app.faults.spawn(self._begin(programme), "programme draft")

    async def _begin(self, programme: Programme) -> None:
        if self._app.journal is None:
            raise Refusal("app.locked")
        kept = await self._app.journal.drafts(self._key)
        if isValid(self) and self._from is programme:  # or the window has gone meanwhile
            self._draft = programme_draft.from_text(kept.get(self._key, "")) or self._fresh()
            self._show()
            self.opened.emit()

    @Slot(str, str)
    def put(self, path: str, typed: str) -> None:
        """A letter more or less in a field."""
        if self._draft is None:
            return
        family, _, rest = path.partition(".")
        place, _, field = rest.partition(".")
        if family == "staff":
            self._draft.staff[rest] = typed
        elif family == "phase":
            setattr(self._draft.phase(place), field, typed)
        else:
            self._draft.typed[family] = typed
        self._waiting.call()

    @Slot()
    def toggle_open_ended(self) -> None:
        """It goes on without a planned number of sessions, or not."""
        self._change(lambda draft: setattr(draft, "open_ended", not draft.open_ended))

    @Slot(str, str)
    def toggle(self, field: str, key: str) -> None:
        """One of ``never`` or ``doses_by`` is chosen, or no more."""
        self._change(lambda draft: programme_draft.toggle(draft, field, key))

    @Slot()
    def add_phase(self) -> None:
        """One more phase."""
        self._change(programme_draft.add_phase)

    @Slot(str, int)
    def move_phase(self, key: str, by: int) -> None:
        """A phase earlier or later."""
        self._change(lambda draft: programme_draft.move_phase(draft, key, by))

    @Slot(str)
    def remove_phase(self, key: str) -> None:
        """A phase less."""
        self._change(lambda draft: draft.phases.remove(draft.phase(key)))

    @Slot()
    def keep_draft(self) -> None:
        """Keep now what was typed."""
        self._waiting.stop()
        if self._draft is not None:
            work = self._app.keep_draft(self._key, programme_draft.to_text(self._draft))
            self._app.faults.spawn(work, "programme draft", to_the_end=True)

    @Slot()
    def leave(self) -> None:
        """Leave the editor; what was typed is there the next time."""
        if self._waiting.isActive():
            self.keep_draft()
        self._draft = self._from = None
        self._show()
        self.opened.emit()

    @Slot()
    def start_over(self) -> None:
        """Forget what was typed and begin again from the programme as it is."""
        if self._from is not None:
            self._waiting.stop()
            self._app.faults.spawn(self._app.drop_draft(self._key), "programme draft", to_the_end=True)
            self._draft = self._fresh()
            self._show()
            self.opened.emit()

    @Slot()
    def keep(self) -> None:
        """Keep the programme as it was typed.  All that is wrong is told at its field."""
        if self._draft is None:
            return
        self._errors = {path: say(refusal) for path, refusal in programme_draft.refusals(self._draft)}
        self.changed.emit()
        if self._errors:
            self.refused.emit(next(iter(self._errors)))
        if self._errors:
            self._form.refuse(Refusal("plan_draft.see_fields"))
        else:
            self._form.attempt(self._keep, self.leave)

    async def _keep(self) -> None:
        clinic, draft, before = self._app.clinic, self._draft, self._from
        if clinic is None or draft is None or before is None:
            raise Refusal("app.locked")
        taken = clinic.state.programmes.keys()
        made = programme_draft.programme_of(draft, before, taken=taken if self._is_new else None)
        if self._is_new:
            made = msgspec.structs.replace(made, source=render("programme_draft.source", name=before.name))
        waits = clinic.brings(made) and not clinic.may_list
        await clinic.keep_programme(made)
        if isValid(self):
            if waits:
                self.brought.emit(made.key, made.leaving)
            self._waiting.stop()
            await self._app.drop_draft(self._key)
        if isValid(self):
            self.kept.emit(made.key)

    # ------------------------------------------------------------ within
    @property
    def _key(self) -> str:
        """Where what was typed is kept."""
        return f"programme/{self._from.key if self._from else ''}{_NEW if self._is_new else ''}"

    def _fresh(self) -> ProgrammeDraft:
        assert self._from is not None  # there is one to begin from
        draft = programme_draft.draft_of(self._from)
        if self._is_new:
            draft.typed["name"] = ""
        return draft

    def _change(self, does: Callable[[ProgrammeDraft], object]) -> None:
        if self._draft is not None:
            does(self._draft)
            self._waiting.call()
            self._show(forget=False)

    def _show(self, *, forget: bool = True) -> None:
        if forget:
            self._errors = {}
            self._form.clear()
        rows = enumerate(self._draft.phases, 1) if self._draft else ()
        self._phases.show(
            [
                PhaseRow(str(phase.id), phase.name, phase.minutes, render("programme_draft.phase", number=number))
                for number, phase in rows
            ]
        )
        self.changed.emit()


def _choices(field: str, draft: ProgrammeDraft | None) -> list[dict[str, object]]:
    """What can be chosen of a field, in words, and what of it is."""
    chosen = getattr(draft, field) if draft else ()
    return [
        {"key": one.value, "text": render(f"programme_draft.{field}_{one.value}"), "chosen": one in chosen}
        for one in programme_draft.CHOICES[field]
    ]


def _playlist_rows(lists: Lists, mine: str) -> list[dict[str, str]]:
    names = [kept.name for kept in lists.all() if kept.arc is not None]
    rows = [{"key": "", "text": render("programme_draft.playlist_none")}, *({"key": one, "text": one} for one in names)]
    if mine and mine not in names:
        rows.append({"key": mine, "text": render("programme_draft.playlist_not_here", name=mine)})
    return rows
