"""The board before the medicine at the window: a row for each person, the team, the room; one matter opened at a time."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec
from PySide6.QtCore import QObject

from facilitator_app.app import App
from facilitator_app.faults import Refusal
from facilitator_app.readiness import NOTHING, Board, Cell, RoomCell, Row, Status, board
from facilitator_app.record.entry import Fact
from facilitator_app.record.groups import Group
from facilitator_app.record.readiness import (
    ASKED,
    Answer,
    Matter,
    ReadinessPassed,
    ReadinessTold,
    RoomChecked,
    RoomMatter,
    RoomPassed,
)
from facilitator_app.record.roles import Role
from facilitator_app.record.state import SessionState
from facilitator_app.session import Session
from facilitator_app.text import catalogue, render, word
from facilitator_app.ui.agreement_view import AgreementView
from facilitator_app.ui.day_paper_view import DayPaper
from facilitator_app.ui.files import FilePicker
from facilitator_app.ui.names import called
from facilitator_app.ui.notices import Form
from facilitator_app.ui.session_floor import SessionFloor
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot
from facilitator_app.wording import room_matter

if TYPE_CHECKING:
    from facilitator_app.ui.music_check import CheckView

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1

GLYPHS = {Status.READY: "check", Status.OPEN: "minus", Status.NOT: "attention", Status.PASSED: "skip"}
"""How a status looks: by its shape, not its colour alone."""


@QmlElement
@QmlUncreatable("made by the program")
class ReadinessView(QObject):
    """The board of the session on the screen.  ``person`` empty and a matter open: it is one of the room.

    ``checking``: there is a check of the playlist now.
    """

    changed = Signal()
    opened = Signal()
    checking = Signal()

    def __init__(self, app: App, parent: QObject | None = None, files: FilePicker | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._paper = DayPaper(app, files or FilePicker(self), self)
        self._floor = SessionFloor(app, self)
        self._floor.stayed.connect(self.shut)
        self._session: Session | None = None
        self._deaf: Callable[[], None] = lambda: None
        self._board = NOTHING
        self._person: UUID | None = None
        self._matter = ""
        self._form = Form(app.faults, "readiness", ("words", "reason"))
        self._check: CheckView | None = None
        self._agreement = AgreementView(app, self)
        self._agreement.changed.connect(self._look)
        self._stop = app.listen(self._follow)
        self._follow()

    # ------------------------------------------------------------ the board
    @Property(str, notify=changed)
    def title(self) -> str:
        """The session's title."""
        return self._session.state.title if self._session else ""

    @Property(bool, notify=changed)
    def is_ready(self) -> bool:
        """Whether everything is as it has to be."""
        return self._board.is_ready

    @Property(DayPaper, constant=True)
    def paper(self) -> DayPaper:
        """The paper for the case that all machines fail."""
        return self._paper

    @Property(SessionFloor, constant=True)
    def floor(self) -> SessionFloor:
        """Who sits where, and whether that is asked about."""
        return self._floor

    @Property(bool, notify=changed)
    def is_empty(self) -> bool:
        """Whether nobody is on a seat."""
        return not self._board.rows

    @Property("QVariantList", constant=True)
    def headings(self) -> list[str]:
        """The matters, short, in the order of the cells."""
        return [render(f"readiness_short.{matter.value}") for matter in Matter]

    @Property("QVariantList", notify=changed)
    def rows(self) -> list[dict[str, object]]:
        """A row for each person: who, how many matters are ready, and the cells."""
        return [_row(row) for row in self._board.rows]

    @Property("QVariantList", notify=changed)
    def room(self) -> list[dict[str, object]]:
        """The matters of the room."""
        return [_said(cell, _name(cell)) for cell in self._board.room]

    @Property(str, notify=changed)
    def team(self) -> str:
        """Whether the team is as many as the programme wants, in words."""
        return "" if self.team_is_short else render("readiness_ui.staff_enough")

    @Property("QVariantList", notify=changed)
    def staff(self) -> list[dict[str, object]]:
        """The roles of which somebody is missing, whether one goes on without them or not."""
        return [_said(cell, _name(cell)) for cell in self._board.staff if cell.status is not Status.READY]

    @Property(bool, notify=changed)
    def team_is_short(self) -> bool:
        """Whether somebody is missing."""
        return any(cell.status is not Status.READY for cell in self._board.staff)

    # ------------------------------------------------------------ one matter
    @Property(Form, constant=True)
    def form(self) -> Form:
        """What was refused of the last try."""
        return self._form

    @Property(AgreementView, constant=True)
    def agreement(self) -> AgreementView:
        """What the person has not accepted of their group's papers."""
        return self._agreement

    @Property(bool, notify=changed)
    def open(self) -> bool:
        """Whether a matter is open."""
        return self._cell() is not None

    @Property(str, notify=changed)
    def whose(self) -> str:
        """Which matter, of whom."""
        cell = self._cell()
        if cell is None:
            return ""
        name = next((row.name for row in self._board.rows if row.person == self._person), "")
        return f"{name}: {_name(cell)}" if name else _name(cell)

    @Property(str, notify=changed)
    def status(self) -> str:
        """How it stands, in words."""
        cell = self._cell()
        return render(f"readiness_ui.status_{cell.status.value}") if cell else ""

    @Property(str, notify=changed)
    def told(self) -> str:
        """What was told, by whom and when, or empty."""
        cell = self._cell()
        if cell is None or cell.answer is None or self._session is None:
            return ""
        return _answered(cell.answer, self._session)

    @Property(bool, notify=changed)
    def can_tell(self) -> bool:
        """Whether it is told here."""
        cell = self._cell()
        return (isinstance(cell, RoomCell) and not cell.least) or (
            isinstance(cell, Cell) and cell.matter in ASKED and not self._agreement.is_known
        )

    @Property(bool, notify=changed)
    def can_pass(self) -> bool:
        """Whether one may go on without it."""
        cell = self._cell()
        return cell is not None and not cell.never and cell.status is not Status.READY

    @Property(str, notify=changed)
    def hint(self) -> str:
        """Where it is written, or that nobody goes on without it."""
        cell = self._cell()
        if cell is None:
            return ""
        elsewhere = isinstance(cell, Cell) and cell.matter not in ASKED
        said = [render("readiness_ui.where", where=render(f"readiness_where.{cell.matter}"))] if elsewhere else []
        return " ".join(said + ([render("readiness_ui.never")] if cell.never else []))

    @Property(bool, notify=changed)
    def is_sound(self) -> bool:
        """Whether the open matter is the sound: the playlist can be checked from there."""
        cell = self._cell()
        return isinstance(cell, RoomCell) and cell.matter == RoomMatter.MUSIC

    @Property(QObject, notify=changed)
    def check(self) -> QObject | None:
        """The check of the playlist, once somebody has asked for it."""
        return self._check

    @Property(str, notify=changed)
    def checked(self) -> str:
        """What the check has found, in a sentence, or empty."""
        return self._check.result if self._check is not None and self._check.stage != "running" else ""

    # ------------------------------------------------------------ what people do
    @Slot()
    def check_music(self) -> None:
        """Check the playlist that is played: every file opened, decoded in full and measured."""
        if self._check is None:
            from facilitator_app.playlists.watched import Library
            from facilitator_app.ui.music_check import CheckView

            self._check = CheckView(self._app, Library(self._app.folder / "music"), self)
            self._check.changed.connect(self.changed)
            self.checking.emit()
        self._form.attempt(self._check.begin_in_use)
        self.changed.emit()

    @Slot(str, str)
    def show(self, person: str, matter: str) -> None:
        """Open a matter of a person, or of the room."""
        self._person, self._matter = UUID(person) if person else None, matter
        self._agreement.show(self._person if matter == Matter.AGREEMENT.value else None)
        self._form.clear()
        self._floor.ask(person if matter == Matter.SEAT.value else "")
        self.changed.emit()
        self.opened.emit()

    @Slot()
    def shut(self) -> None:
        """Close the matter."""
        self._matter = ""
        self.changed.emit()

    @Slot(bool, str)
    def tell(self, holds: bool, words: str) -> None:
        """It is as it has to be, or not."""
        matter, person, said = self._matter, self._person, words.strip()
        if person is None:
            self._write(lambda: RoomChecked(matter=matter, holds=holds, words=said), ())
        else:
            self._write(lambda: ReadinessTold(matter=Matter(matter), holds=holds, words=said), (person,))

    @Slot(str)
    def go_without(self, reason: str) -> None:
        """One goes on without it, for a reason."""
        key, person, said = self._matter, self._person, reason.strip()
        if person is None:
            self._write(lambda: RoomPassed(matter=key, reason=said), ())
        else:
            self._write(lambda: ReadinessPassed(matter=Matter(key), reason=said), (person,))

    def close(self) -> None:
        """Hear nothing more."""
        if self._check is not None:
            self._check.stop()
        self._stop()
        self._deaf()
        self._floor.follow(None)
        self._agreement.close()

    # ------------------------------------------------------------ how
    def _follow(self) -> None:
        if self._app.session is self._session:
            return
        self._deaf()
        self._session = self._app.session
        self._floor.follow(self._session)
        self._deaf = self._session.listen(lambda _: self._look()) if self._session else lambda: None
        self._look()

    @Slot()
    def _look(self) -> None:
        self._board = _board(self._session.state, self._agreement.group()) if self._session else NOTHING
        self.changed.emit()

    def _write(self, make: Callable[[], Fact], about: Collection[UUID]) -> None:
        self._form.attempt(lambda: self._written(make, about), self.shut)

    async def _written(self, make: Callable[[], Fact], about: Collection[UUID]) -> None:
        if self._session is None:
            raise Refusal("session.not_open")
        await self._session.write(make(), about)

    def _cell(self) -> Cell | RoomCell | None:
        if self._person is None:
            return next((one for one in (*self._board.staff, *self._board.room) if one.matter == self._matter), None)
        row = next((row for row in self._board.rows if row.person == self._person), None)
        return next((cell for cell in row.cells if cell.matter.value == self._matter), None) if row else None


def _answered(answer: Answer, session: Session) -> str:
    name = session.state.staff_name(answer.by)
    by = render("readiness_ui.by", zone=ZoneInfo(session.state.zone), at=answer.at, name=name)
    return f"{answer.words}\n{by}" if answer.words else by


def _row(row: Row) -> dict[str, object]:
    asked = [cell for cell in row.cells if cell.matter is not Matter.PREGNANCY or cell.status is not Status.OPEN]
    ready = len(asked) - len(row.in_the_way)
    return {
        "person": str(row.person),
        "seat": row.seat,
        "name": row.name,
        "of": render("readiness_ui.of", ready=ready, all=len(asked)),
        "ready": row.is_ready,
        "cells": [_said(cell, f"{row.name}, {word(cell.matter)}") for cell in row.cells],
    }


def _name(cell: Cell | RoomCell) -> str:
    """What a matter is called; of a role with how many are there."""
    if isinstance(cell, Cell):
        return word(cell.matter)
    if cell.least:
        return render("readiness_ui.staff_short", role=Role(cell.matter), there=cell.there, least=cell.least)
    return room_matter(cell.matter, catalogue())


def _said(cell: Cell | RoomCell, name: str) -> dict[str, object]:
    status = render(f"readiness_ui.status_{cell.status.value}")
    return {
        "matter": str(cell.matter),
        "text": _name(cell),
        "status": cell.status.value,
        "glyph": GLYPHS[cell.status],
        "spoken": f"{name}: {status}",
    }


def _board(state: SessionState, group: Group | None) -> Board:
    """Where everybody stands; two with the same name are told apart."""
    found = board(state, group)
    rows = [msgspec.structs.replace(row, name=called(state.people[row.person], state)) for row in found.rows]
    return msgspec.structs.replace(found, rows=tuple(rows))
