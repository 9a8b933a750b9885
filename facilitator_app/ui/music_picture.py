"""The arc of the playlist on the desk as a picture: its curve, its total against the plan, and what is worth a look."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QObject
from shiboken6 import isValid

from facilitator_app.app import App
from facilitator_app.playlists.arc import PHASES, Arc
from facilitator_app.playlists.curve import arc_curve, remarks
from facilitator_app.playlists.engine.protocol import Scan
from facilitator_app.playlists.levels import gains
from facilitator_app.text import render
from facilitator_app.ui.music_curve import figure
from facilitator_app.ui.music_desk import Desk
from facilitator_app.ui.music_measure import Measures
from facilitator_app.ui.music_rows import phase_name, total_line
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by the program")
class PictureView(QObject):
    """Drawn anew after each step, on a thread; only the latest is shown."""

    changed = Signal()

    def __init__(self, app: App, desk: Desk, measures: Measures, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app, self._desk, self._measures = app, desk, measures
        self._figure: dict[str, Any] = {}
        self._remarks: list[str] = []
        self._asked = 0
        self._busy = False
        desk.changed.connect(self.refresh)
        measures.changed.connect(self.refresh)

    @Property("QVariantMap", notify=changed)
    def figure(self) -> dict[str, Any]:
        """The curve, for the item that paints it."""
        return self._figure

    @Property("QVariantList", notify=changed)
    def remarks(self) -> list[str]:
        """What a careful ear would remark, in words."""
        return self._remarks

    @Property(str, notify=changed)
    def total(self) -> str:
        """Music against what is planned."""
        return total_line(self._desk.arc, self._measures.scans)

    @Property(str, notify=changed)
    def measuring(self) -> str:
        """How far the measuring is, or why it cannot be; else empty."""
        if self._measures.trouble:
            return self._measures.trouble
        if not self._measures.running:
            return ""
        return render("playlist.measuring", done=self._measures.done, count=self._measures.count)

    @Slot()
    def refresh(self) -> None:
        """Draw anew."""
        self._asked += 1
        self.changed.emit()
        if self._desk.path is not None and not self._busy:
            self._busy = True
            self._app.faults.spawn(self._draw(), "draw the arc")

    async def _draw(self) -> None:
        drawn = 0
        try:
            while isValid(self) and drawn != self._asked:
                drawn = self._asked
                made = await asyncio.to_thread(picture, self._desk.arc, dict(self._measures.scans))
                if isValid(self):
                    self._figure, self._remarks = made
        finally:
            self._busy = False
        if isValid(self):
            self.changed.emit()


def picture(arc: Arc, scans: Mapping[str, Scan]) -> tuple[dict[str, Any], list[str]]:
    """The figure and the remarks of an arc, each phase in its planned length, or as long as its music is."""
    filled = [phase for phase in PHASES if arc.phases.get(phase) or phase in arc.planned]
    planned = {phase: arc.planned.get(phase) for phase in filled}
    levels = gains(arc, scans)
    curves = arc_curve(arc, scans, levels, planned) if planned else ()
    names = {phase: phase_name(phase) for phase in PHASES}
    told = remarks(arc, scans, levels, planned) if planned else ()
    words = []
    for remark in told:
        values = dict(remark.values)
        if "phase" in values:
            values["phase"] = phase_name(str(values["phase"]))
        words.append(render(remark.key, **values))
    return figure(curves, names), words
