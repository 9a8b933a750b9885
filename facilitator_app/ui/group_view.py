"""The group in figures on a sheet of the review: counts by phase and times, as rows of words.  Shows nobody."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from PySide6.QtCore import QObject

from facilitator_app import group_figures, lanes, text
from facilitator_app.ui.times import said
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by the program")
class GroupView(QObject):
    """Counts and times of the session that ``told`` gives."""

    changed = Signal()

    def __init__(self, told: Callable[[], lanes.Timeline], now: Callable[[], datetime], parent: QObject) -> None:
        super().__init__(parent)
        self._told, self._now = told, now
        self._open = False
        self._figures = group_figures.figures(lanes.Timeline(start=None, end=None), now())

    @Property(bool, notify=changed)
    def is_open(self) -> bool:
        """Whether the figures are shown."""
        return self._open

    @Property(str, notify=changed)
    def people(self) -> str:
        """How many people there were."""
        return text.render("group.people", count=self._figures.people)

    @Property("QVariantList", notify=changed)
    def heads(self) -> list[str]:
        """The names of the columns: all, then each phase."""
        return [text.render("group.all"), *(phase.name for phase in self._figures.phases)]

    @Property("QVariantList", notify=changed)
    def rows(self) -> list[dict[str, Any]]:
        """Each count: its name, in all, and by phase; what there was none of has no row."""
        return [
            {
                "key": count.what,
                "text": text.render(f"group.{count.what}"),
                "cells": [str(count.whole), *(str(one) if one else "–" for one in count.phases)],
            }
            for count in self._figures.counts
            if count.whole
        ]

    @Property("QVariantList", notify=changed)
    def lengths(self) -> list[str]:
        """How long each phase was, in the columns' order."""
        return [
            text.render("group.length_planned", was=_took(phase.was), planned=_took(phase.planned))
            if phase.planned
            else _took(phase.was)
            for phase in self._figures.phases
        ]

    @Property("QVariantList", notify=changed)
    def times(self) -> list[str]:
        """How long things took, in words."""
        return [
            text.render(f"group.{one.what}", count=one.count, middle=_took(one.middle), longest=_took(one.longest))
            for one in self._figures.times
        ]

    @Slot(bool)
    def show(self, shown: bool) -> None:
        """Work the figures out and show them, or close them."""
        self._open = shown
        if shown:
            self._figures = group_figures.figures(self._told(), self._now())
        self.changed.emit()


def _took(span: timedelta) -> str:
    """How long something took: in minutes and hours, and never nothing."""
    return said(span) if span >= timedelta(minutes=1) else text.render("group.moment")
