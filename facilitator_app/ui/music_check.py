"""The check before a session, with its progress, a way to stop, and its result in words.  The work is done by a process."""

from __future__ import annotations

import asyncio
from typing import NamedTuple

from PySide6.QtCore import QObject
from shiboken6 import isValid

from facilitator_app.app import App
from facilitator_app.faults import Refusal, Trouble
from facilitator_app.playlists.arc import Arc
from facilitator_app.playlists.check import Checked
from facilitator_app.playlists.report import ArcCheck
from facilitator_app.playlists.watched import Library
from facilitator_app.room_music import LastCheck
from facilitator_app.text import render, say
from facilitator_app.ui.music_rows import length, loudness, phase_name
from facilitator_app.ui.rows import Rows
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1


class CheckRow(NamedTuple):
    """One piece, or one remark."""

    key: str
    title: str
    note: str
    bad: bool


@QmlElement
@QmlUncreatable("made by the program")
class CheckView(QObject):
    """``stage``: closed, running, stopped, sound or findings."""

    changed = Signal()

    def __init__(self, app: App, library: Library, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app, self._library = app, library
        self._check: ArcCheck | None = None
        self._rows = Rows(CheckRow, self)
        self._lines: list[CheckRow] = []
        self._stage, self._name, self._trouble = "closed", "", ""
        self._done = self._count = 0

    @Property(str, notify=changed)
    def stage(self) -> str:
        """How far it is."""
        return self._stage

    @Property(str, notify=changed)
    def name(self) -> str:
        """The playlist that is checked."""
        return self._name

    @Property(float, notify=changed)
    def share(self) -> float:
        """How much is done, 0 to 1."""
        return self._done / self._count if self._count else 0.0

    @Property(str, notify=changed)
    def result(self) -> str:
        """The result so far, in a sentence."""
        if self._trouble:
            return self._trouble
        if self._stage == "running":
            return render("playlist.checking", done=self._done, count=self._count)
        if self._stage == "stopped":
            return render("playlist.check_stopped", done=self._done, count=self._count)
        check = self._check
        if check is None:
            return ""
        bad, seconds = len(check.bad), sum(scan.seconds for scan in check.scans.values() if not scan.why)
        if bad:
            return render("music.check_findings", bad=bad, count=self._count)
        sound = render("music.check_sound", count=self._count, minutes=round(seconds / 60))
        worth = len(check.arc.left_out) + len(check.remarks)
        return " ".join((sound, render("playlist.worth_a_look", count=worth))) if worth else sound

    @Property(QObject, constant=True)
    def rows(self) -> Rows:
        """What was found: what cannot be played and what is worth a look first, then every piece."""
        return self._rows

    def begin(self, arc: Arc) -> None:
        """Check a playlist from the beginning.  One that runs is stopped."""
        self.stop()
        self._check = check = self._app.music.check_of(arc)
        self._lines, self._trouble, self._name = [], "", arc.name
        self._done, self._count = 0, len((*arc.pieces, *arc.bed))
        self._stage = "running"
        self._rows.show([])
        self.changed.emit()
        self._app.faults.spawn(self._run(check), "check a playlist")

    async def begin_in_use(self) -> None:
        """Check the playlist in use, with the files that were moved at their new places."""
        arc = await self._app.music.found_again()
        if isValid(self):
            self.begin(arc)

    @Slot()
    def stop(self) -> None:
        """Stop; what was found stays."""
        if self._check is not None and self._stage == "running":
            self._stage = "stopped"
            self._check.stop()
            self.changed.emit()

    @Slot()
    def close(self) -> None:
        """Put the result away; a check that runs is stopped."""
        self.stop()
        self._stage = "closed"
        self.changed.emit()

    async def _run(self, check: ArcCheck) -> None:
        loop = asyncio.get_running_loop()
        try:
            await asyncio.to_thread(self._work, check, loop)
        except (Trouble, Refusal) as fault:
            self._trouble = say(fault)
        finally:
            check.stop()
        if not isValid(self) or check is not self._check:
            return
        if self._stage == "running":
            self._stage = "sound" if check.sound and not self._trouble else "findings"
            played = not check.bad and not self._trouble
            self._app.music.last_check = LastCheck(check.arc, played, self.result)
        self._show(check)
        self._library.note(check.scans.values())

    def _work(self, check: ArcCheck, loop: asyncio.AbstractEventLoop) -> None:
        for checked in check.work():
            loop.call_soon_threadsafe(self._take, check, checked)

    def _take(self, check: ArcCheck, checked: Checked) -> None:
        if isValid(self) and check is self._check and self._stage == "running":
            self._done = checked.number
            self._lines.append(_line(checked))
            self._rows.show(self._lines)
            self.changed.emit()

    def _show(self, check: ArcCheck) -> None:
        remarks = []
        for number, remark in enumerate((*check.arc.left_out, *check.remarks)):
            values = dict(remark.values)
            if "phase" in values:
                values["phase"] = phase_name(str(values["phase"]))
            remarks.append(CheckRow(f"remark.{number}", render(remark.key, **values), "", True))
        bad = [line for line in self._lines if line.bad]
        self._rows.show([*bad, *remarks, *(line for line in self._lines if not line.bad)])
        self.changed.emit()


def _line(checked: Checked) -> CheckRow:
    key = f"piece.{checked.number}"
    if checked.trouble:
        return CheckRow(key, checked.piece.title, render(checked.trouble), True)
    told = " · ".join((length(checked.scan.seconds), loudness(checked.scan)))
    return CheckRow(key, checked.piece.title, told, False)
