"""What a table that is taken in can be of, people or what they bring with them: each with the core's own reading of it."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Mapping
from typing import Protocol

from facilitator_app import history_file, history_in, moving_in, people_file
from facilitator_app.app import App
from facilitator_app.clinic import Clinic
from facilitator_app.faults import Refusal
from facilitator_app.history_file import Answers
from facilitator_app.moving_in import What
from facilitator_app.table_file import Table, order_of_dates
from facilitator_app.text import render


class Line(Protocol):
    """What becomes of a line."""

    @property
    def line(self) -> int:
        """Its number."""
        ...

    @property
    def what(self) -> What:
        """What becomes of it."""
        ...

    @property
    def may_be_another(self) -> bool:
        """Whether it is taken in only where somebody says that it is another than the one it is like."""
        ...


class Tried(Protocol):
    """What a table comes to."""

    def count(self, what: What) -> int:
        """How many lines come to that."""
        ...


class PeopleWay:
    """People, each on a line."""

    key, which, other = "people", "moving.which", "moving.other"
    good_asked = False
    """Whether it is asked before the good lines alone are taken in."""

    def __init__(self, app: App) -> None:
        self._app = app

    def suggested(self, table: Table) -> dict[str, str]:
        """What each column likely holds."""
        return people_file.suggested(table.heads, moving_in.called())

    def fields(self) -> list[tuple[str, str]]:
        """What a column can hold, and what that is called."""
        return [(field, render(f"field.{field}")) for field in (*people_file.OFFERED, people_file.SURNAME)]

    def asks(self, table: Table, columns: Mapping[str, str]) -> Collection[str]:
        """What the file leaves open."""
        return () if order_of_dates(table, columns) else ("dates",)

    async def try_out(
        self, table: Table, content: bytes, columns: Mapping[str, str], answers: Answers
    ) -> tuple[Tried, list[tuple[Line, str]]]:
        """What each line comes to, and that in words; nothing is written."""
        clinic = _clinic(self._app)
        trial = await asyncio.to_thread(moving_in.try_out, clinic, table, columns, answers.dates)
        named_first = sorted(trial.outcomes, key=lambda one: not one.named_for)
        return trial, [(one, moving_in.outcome_told(one)) for one in named_first]

    async def take_in(self, trial: Tried, others: Collection[int], *, good_only: bool) -> str:
        """Write it down, all or nothing; what is said of it."""
        assert isinstance(trial, moving_in.Trial)
        return render("moving.taken", count=await moving_in.take_in(_clinic(self._app), trial, others))

    def totals(self, trial: Tried) -> str:
        """How many lines come to what."""
        assert isinstance(trial, moving_in.Trial)
        return moving_in.totals_told(trial)

    async def everything(self) -> bytes:
        """Everybody as a table."""
        clinic = _clinic(self._app)
        return moving_in.people_table(clinic, {field: render(f"field.{field}") for field in people_file.OFFERED})


class HistoryWay:
    """What people bring with them: a session, dose, score or visit on each line."""

    key, which, other = "history", "history.which", "history.other"
    good_asked = True

    def __init__(self, app: App) -> None:
        self._app = app

    def suggested(self, table: Table) -> dict[str, str]:
        """What each column likely holds."""
        return history_file.suggested(table.heads, history_in.called())

    def fields(self) -> list[tuple[str, str]]:
        """What a column can hold, and what that is called."""
        return [(field, render(f"history_field.{field}")) for field in history_file.FIELDS]

    def asks(self, table: Table, columns: Mapping[str, str]) -> Collection[str]:
        """What the file leaves open."""
        return history_file.asks(table, columns)

    async def try_out(
        self, table: Table, content: bytes, columns: Mapping[str, str], answers: Answers
    ) -> tuple[Tried, list[tuple[Line, str]]]:
        """What each line comes to, and that in words; nothing is written."""
        trial = await history_in.try_out(self._app, table, content, columns, answers)
        return trial, [*history_in.outcomes_told(trial, self._app.clinic_state())]

    async def take_in(self, trial: Tried, others: Collection[int], *, good_only: bool) -> str:
        """Write it down, all or nothing; what is said of it."""
        assert isinstance(trial, history_in.Trial)
        count = await history_in.take_in(_clinic(self._app), trial, others, good_only=good_only)
        return render("history.taken", count=count)

    def totals(self, trial: Tried) -> str:
        """How many lines come to what."""
        assert isinstance(trial, history_in.Trial)
        return history_in.totals_told(trial)

    async def everything(self) -> bytes:
        """Everybody's history as a table."""
        return await history_in.history_table(self._app)


Way = PeopleWay | HistoryWay


def _clinic(app: App) -> Clinic:
    if app.clinic is None:
        raise Refusal("app.locked")
    return app.clinic
