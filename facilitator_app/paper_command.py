"""The command that leaves the paper of a day as files, for the case that all machines fail.  Knows no window."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Coroutine
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from facilitator_app.faults import Refusal

if TYPE_CHECKING:
    from facilitator_app.app import App

DONE = 0
WithRecord = Callable[[argparse.Namespace, Callable[["App"], Coroutine[Any, Any, int]]], int]


def add_to(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    with_record: WithRecord,
    tell: Callable[[object], None],
) -> None:
    """Put ``paper`` among the commands; ``tell`` prints where the files are."""
    paper = commands.add_parser("paper", help="a day sheet, and sheets for vitals with orders and due times, as PDF")
    paper.add_argument("--to", type=Path, required=True, metavar="DIR")
    paper.add_argument("--day", metavar="DAY", help="2026-01-31 (without it: today)")
    paper.set_defaults(run=lambda arguments: with_record(arguments, lambda app: _write(app, arguments, tell)))


async def _write(app: App, arguments: argparse.Namespace, tell: Callable[[object], None]) -> int:
    from facilitator_app import day_paper_files

    if app.clinic is None:
        raise Refusal("app.locked")
    try:
        day = date.fromisoformat(arguments.day) if arguments.day else app.clinic.today
    except ValueError:
        raise Refusal("integration.no_date", field="day") from None
    for kind in day_paper_files.KINDS:
        tell(await day_paper_files.write(app, day, kind, arguments.to))
    return DONE
