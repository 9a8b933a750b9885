"""The board before the medicine at the window: a row for each person, the team, the room; one matter opened at a time.

Of the session on the screen, or of one that is only set: that one is worked at before its clock runs.
"""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec
from PySide6.QtCore import QObject, QTimer

from facilitator_app import before_words
from facilitator_app.app import App
from facilitator_app.machine import measured
from facilitator_app.readiness import NOTHING, Board, Cell, Measured, RoomCell, Row, Status, board
from facilitator_app.record.preparation import preparation
from facilitator_app.record.readiness import (
    Matter,
    RoomMatter,
)
from facilitator_app.record.state import SessionState
from facilitator_app.session import Session
from facilitator_app.set_board import SetBoard
from facilitator_app.text import catalogue, render, word
from facilitator_app.ui.agreement_view import AgreementView
from facilitator_app.ui.consent_view import ConsentView
from facilitator_app.ui.day_paper_view import DayPaper
from facilitator_app.ui.files import FilePicker
from facilitator_app.ui.matter_view import MatterView, name_of
from facilitator_app.ui.names import called
from facilitator_app.ui.room_list_view import RoomListView
from facilitator_app.ui.session_floor import SessionFloor
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1

AGAIN_MS = 5_000
"""So often the device is looked at: a charger is pulled out without a word."""
GLYPHS = {Status.READY: "check", Status.OPEN: "minus", Status.NOT: "attention", Status.PASSED: "skip"}
"""How a status looks: by its shape, not its colour alone."""


@QmlElement
@QmlUncreatable("made by the program")
class ReadinessView(QObject):
    """The board of the session on the screen, or of one that is set."""

    changed = Signal()

    def __init__(
        self, app: App, parent: QObject | None = None, files: FilePicker | None = None, ahead: UUID | None = None
    ) -> None:
        super().__init__(parent)
        self._app = app
        self._paper = DayPaper(app, files or FilePicker(self), self)
        self._floor = SessionFloor(app, self)
        self._ahead = SetBoard(app.clinic, ahead) if ahead is not None and app.clinic is not None else None
        self._session: Session | SetBoard | None = None
        self._deaf: Callable[[], None] = lambda: None
        self._board = NOTHING
        self._agreement = AgreementView(app, self)
        self._agreement.changed.connect(self._look)
        self._consent = ConsentView(app, self._agreement.signing, files or FilePicker(self), self)
        self._matter = MatterView(app, self._agreement, self._consent, self)
        self._consent.given.connect(self._matter.shut)
        self._matter.told_of.connect(self._look)
        self._floor.stayed.connect(self._matter.shut)
        self._lists = RoomListView(app, self)
        self._lists.changed.connect(self._look)
        self._again = QTimer(self, interval=AGAIN_MS)
        self._again.timeout.connect(self._look)
        self._again.start()
        self._stop = app.listen(self._follow)
        self._follow()

    # ------------------------------------------------------------ the board
    @Property(str, notify=changed)
    def title(self) -> str:
        """The session's title."""
        return self._session.state.title if self._session else ""

    @Property(str, notify=changed)
    def set_session(self) -> str:
        """The id of the session, where it is set and can be begun from here; else empty."""
        return str(self._ahead.scope) if self._ahead is not None and self._ahead.is_set else ""

    @Property(str, notify=changed)
    def about(self) -> str:
        """What one does here; of a session that is set, when it is."""
        ahead = self._ahead
        if ahead is not None and ahead.is_set:
            return render("readiness_ui.ahead", zone=ZoneInfo(ahead.state.zone), at=ahead.at)
        return render("readiness_ui.empty" if self.is_empty else "readiness_ui.about")

    @Property(str, notify=changed)
    def whole(self) -> str:
        """How it stands on the whole."""
        if not self.is_ready:
            return render("readiness_ui.not_ready")
        return render("readiness_ui.ready_but_team" if self._ahead is not None else "readiness_ui.ready")

    @Property(bool, notify=changed)
    def is_ready(self) -> bool:
        """Whether everything is as it has to be."""
        return self._board.is_ready and (self._ahead is None or self._ahead.may_begin)

    @Property(str, notify=changed)
    def to_mind(self) -> str:
        """What is to be minded of a session that is set: its group ended, more come than sit, who left the group."""
        return "\n".join(self._ahead.to_mind(catalogue())) if self._ahead is not None and self._ahead.is_set else ""

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
        return [_row(row) | {"mind": self._to_mind(row)} for row in self._board.rows]

    @Property("QVariantList", notify=changed)
    def room(self) -> list[dict[str, object]]:
        """The matters of the room."""
        return [_said(cell, name_of(cell)) for cell in self._board.room]

    @Property(str, notify=changed)
    def team(self) -> str:
        """Whether the team is as many as the programme wants, in words."""
        if self._ahead is not None:
            return render("readiness_ui.team_then")
        return "" if self.team_is_short else render("readiness_ui.staff_enough")

    @Property("QVariantList", notify=changed)
    def staff(self) -> list[dict[str, object]]:
        """The roles of which somebody is missing, whether one goes on without them or not."""
        return [_said(cell, name_of(cell)) for cell in self._board.staff if cell.status is not Status.READY]

    @Property(bool, notify=changed)
    def team_is_short(self) -> bool:
        """Whether somebody is missing."""
        return any(cell.status is not Status.READY for cell in self._board.staff)

    @Property("QVariantList", notify=changed)
    def sums(self) -> list[dict[str, str]]:
        """Of people, team and room how many matters wait, and how many are gone on without; always in view."""
        people = [cell for row in self._board.rows for cell in row.in_the_way]
        waits = {"people": len(people)} | {
            key: sum(cell in self._board.waits for cell in cells)
            for key, cells in (("team", self._board.staff), ("room", self._board.room))
        }
        if self._ahead is not None:
            del waits["team"]
        rows = [{"key": key, "glyph": "minus" if n else "check", "text": _sum(key, n)} for key, n in waits.items()]
        without = self._board.passed
        return rows + ([{"key": "without", "glyph": "skip", "text": _sum("without", without)}] if without else [])

    @Property(MatterView, constant=True)
    def matter(self) -> MatterView:
        """The matter that is open."""
        return self._matter

    @Property(RoomListView, constant=True)
    def lists(self) -> RoomListView:
        """The room's list, and who did not come."""
        return self._lists

    @Property(AgreementView, constant=True)
    def agreement(self) -> AgreementView:
        """What the person has not accepted of their group's papers."""
        return self._agreement

    @Property(ConsentView, constant=True)
    def consent(self) -> ConsentView:
        """How the person consents to this session, where that is open."""
        return self._consent

    # ------------------------------------------------------------ what people do
    @Slot(str, str)
    def show(self, person: str, matter: str) -> None:
        """Open a matter of a person, or of the room."""
        whose = UUID(person) if person else None
        self._matter.aim(self._session, whose, matter)
        self._agreement.show(whose if matter == Matter.AGREEMENT.value else None)
        self._consent.show(whose if matter == Matter.CONSENT.value else None)
        self._floor.ask(person if matter == Matter.SEAT.value else "")
        self._look()
        self._matter.opened.emit()

    def close(self) -> None:
        """Hear nothing more."""
        self._again.stop()
        self._matter.close()
        self._stop()
        self._deaf()
        self._floor.follow(None)
        self._lists.follow(None)
        self._agreement.close()
        self._consent.close()

    # ------------------------------------------------------------ how
    def _follow(self) -> None:
        now = self._ahead or self._app.session
        if now is self._session:
            return
        self._deaf()
        self._session = now
        for part in (self._floor, self._agreement, self._consent, self._lists):
            part.follow(now)
        self._deaf = self._session.listen(lambda _: self._look()) if self._session else lambda: None
        self._look()

    @Slot()
    def _look(self) -> None:
        self._board = self._worked_out(self._session) if self._session else NOTHING
        self._matter.look(self._session, self._board)
        self.changed.emit()

    def _worked_out(self, session: Session | SetBoard) -> Board:
        """Where everybody stands now; two with the same name are told apart.  A team is counted as the session begins."""
        state = session.state
        lists, found_here = self._lists.matters(), self._measured(state)
        now = self._app.clock.now()
        found = board(state, self._agreement.group(), room_list=lists, measured=found_here, at=now)
        rows = [msgspec.structs.replace(row, name=called(state.people[row.person], state)) for row in found.rows]
        return msgspec.structs.replace(found, rows=tuple(rows), staff=() if self._ahead is not None else found.staff)

    def _to_mind(self, row: Row) -> str:
        """What no tick tells: that a disclosure of risk is open, who is not ready yet in their own judgement, and on which
        conditions they are cleared."""
        clinic, session = self._app.clinic, self._session
        if clinic is None or session is None:
            return ""
        said, zone = preparation(clinic.history.about(row.person)).said, ZoneInfo(clinic.state.zone)
        not_yet = [said[-1].at] if said and not said[-1].told.ready else []
        person = session.state.people[row.person]
        risks = (*clinic.state.risks_of(row.person), *person.leaving.open_disclosures)
        told = before_words.open_risks(risks, catalogue())
        told += [render("readiness_ui.not_yet", zone=zone, at=at) for at in not_yet]
        cleared = person.cleared
        if cleared is not None and cleared.told.conditions.strip():
            told.append(render("readiness_ui.conditions", text=cleared.told.conditions.strip()))
        return "\n".join(told)

    def _measured(self, state: SessionState) -> dict[str, Measured]:
        """What the device finds; a tone that was heard counts for the loudspeaker it was heard from.

        Sleep is held off from when the room is entered: of a session that is set it is not asked.  Its music is what its
        programme names.
        """
        wanted = state.programme.playlist if self._ahead is not None and state.programme is not None else ""
        found = dict(measured(self._app, playlist=wanted))
        if self._ahead is not None:
            del found[RoomMatter.SLEEP.value]
        heard = state.room.told.get(RoomMatter.TONE)
        if heard is not None and heard.holds and heard.words != self._app.music.sound.room_device:
            found[RoomMatter.TONE.value] = Measured(status=Status.OPEN, words=render("machine.other_speaker"))
        return found


def _sum(key: str, count: int) -> str:
    return render(f"readiness_ui.sum_{key}" if count else f"readiness_ui.sum_{key}_none", count=count)


def _row(row: Row) -> dict[str, object]:
    asked = [cell for cell in row.cells if not cell.is_unasked]
    ready = len(asked) - len(row.in_the_way)
    return {
        "person": str(row.person),
        "seat": row.seat,
        "name": row.name,
        "of": render("readiness_ui.of", ready=ready, all=len(asked)),
        "ready": row.is_ready,
        "cells": [_said(cell, f"{row.name}, {word(cell.matter)}") for cell in row.cells],
    }


def _said(cell: Cell | RoomCell, name: str) -> dict[str, object]:
    status = render(f"readiness_ui.status_{cell.status.value}")
    return {
        "matter": str(cell.matter),
        "text": name_of(cell),
        "status": cell.status.value,
        "glyph": GLYPHS[cell.status],
        "spoken": f"{name}: {status}",
    }
