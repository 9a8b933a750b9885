"""The commands that take people into the record from a table and write them as one.  Knows no window.

What they print names people: it goes to who asked, to the file that was named, and nowhere else.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import TYPE_CHECKING, Any

from facilitator_app.faults import Refusal

if TYPE_CHECKING:
    from facilitator_app.app import App
    from facilitator_app.table_file import Table

DONE, FINDING = 0, 1
WithRecord = Callable[[argparse.Namespace, Callable[["App"], Coroutine[Any, Any, int]]], int]


def add_to(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    with_record: WithRecord,
    tell: Callable[[object], None],
) -> None:
    """Put ``people list``, ``import`` and ``export`` among the commands; ``tell`` prints what they come to."""
    people = commands.add_parser("people", help="people from a table, and as one").add_subparsers(
        metavar="COMMAND", required=True
    )
    lists = people.add_parser("list", help="everybody by the ID that other commands ask for, and nothing else of them")
    lists.add_argument("--names", action="store_true", help="with the name by which each is called")
    lists.set_defaults(run=lambda arguments: with_record(arguments, lambda app: _list(app, arguments.names, tell)))
    take = people.add_parser("import", help="tell line by line what a table (CSV) comes to; with --write, take it in")
    add_table(take)
    take.set_defaults(run=lambda arguments: with_record(arguments, lambda app: _take_in(app, arguments, tell)))
    give = people.add_parser("export", help="everybody as a table (CSV)")
    give.add_argument("--to", type=Path, required=True, metavar="FILE")
    give.set_defaults(run=lambda arguments: with_record(arguments, lambda app: _give(app, arguments.to, tell)))
    from facilitator_app import history_command

    history_command.add_to(people, with_record, tell)


def add_table(take: argparse.ArgumentParser) -> None:
    """What every command that takes a table in is asked with."""
    take.add_argument("file", type=Path, metavar="FILE")
    take.add_argument(
        "--column", action="append", default=[], metavar="HEAD=FIELD", help="what a column holds (nothing: =)"
    )
    take.add_argument("--dates", choices=("ymd", "dmy", "mdy"), help="the order of day, month and year")
    take.add_argument(
        "--also",
        default="",
        metavar="LINES",
        help="lines that are asked about, or are here by all that they say, and are to be taken in as others: 3,8",
    )
    take.add_argument("--report", type=Path, metavar="FILE", help="write what is told of the lines there too")
    take.add_argument("--write", action="store_true", help="without it nothing is written")


async def _take_in(app: App, arguments: argparse.Namespace, tell: Callable[[object], None]) -> int:
    from facilitator_app import kept_columns, moving_in, people_file, table_file
    from facilitator_app.text import render

    also, clinic = line_numbers(arguments.also), app.clinic
    table = table_file.read_table(moving_in.content_of(arguments.file))
    kept = await kept_columns.recalled(app, "people", table)
    said = people_file.suggested(table.heads, moving_in.called()) | (kept.columns if kept else {})
    said |= columns_of(arguments.column, table)
    columns = {head: field for head, field in said.items() if field}
    if clinic is None:
        raise Refusal("app.locked")
    order = arguments.dates or (kept.dates if kept else "")
    dates = table_file.Dates(order) if order else None
    trial = moving_in.try_out(clinic, table, columns, dates)
    report = [moving_in.table_told(table)]
    report += [render("moving.column", head=head, field=render(f"field.{field}")) for head, field in columns.items()]
    report += [render("moving.column_left_out", head=head) for head in table.heads if head not in columns]
    report += [
        render("moving.line", line=one.line, said=moving_in.outcome_told(one))
        for one in trial.outcomes
        if one.what is not moving_in.What.NEW
    ]
    report.append(moving_in.totals_told(trial))
    if arguments.write:
        report.append(render("moving.taken", count=await moving_in.take_in(clinic, trial, also)))
        await kept_columns.remember(app, "people", table, kept_columns.Kept(columns=said, dates=order))
    tell("\n".join(report))
    if arguments.report is not None:
        leave_file(arguments.report, ("\n".join(report) + "\n").encode())
    left = any(one.what is moving_in.What.ALIKE and one.line not in also for one in trial.outcomes)
    return FINDING if left or trial.count(moving_in.What.REFUSED) else DONE


async def _list(app: App, names: bool, tell: Callable[[object], None]) -> int:
    from facilitator_app.text import render

    for id, person in app.clinic_state().participants.items():
        tell(render("cli.person", id=id, name=person.told.preferred_name) if names else id)
    return DONE


async def _give(app: App, to: Path, tell: Callable[[object], None]) -> int:
    from facilitator_app import moving_in
    from facilitator_app.people_file import OFFERED
    from facilitator_app.text import render

    if app.clinic is None:
        raise Refusal("app.locked")
    heads = {field: render(f"field.{field}") for field in OFFERED}
    async with app.going_out(list(app.clinic.state.participants), folder=to.parent):
        leave_file(to, moving_in.people_table(app.clinic, heads))
    tell(to)
    return DONE


def leave_file(to: Path, content: bytes) -> None:
    """Write a file; never over one that is there."""
    from facilitator_app.handoff.files import leave

    if to.is_dir():
        raise Refusal("people_file.is_folder")
    if to.exists():
        raise Refusal("people_file.is_there")
    leave(to.parent, to.name, content)


def columns_of(told: list[str], table: Table) -> dict[str, str]:
    """What columns were said to hold, by their heads."""
    columns = dict(one.rpartition("=")[::2] for one in told)
    for head in columns:
        if head not in table.heads:
            raise Refusal("people_file.no_such_column", field="columns", head=head)
    return columns


def line_numbers(lines: str) -> frozenset[int]:
    """The numbers of lines that were typed with commas between."""
    try:
        return frozenset(int(one) for one in lines.split(",") if one.strip())
    except ValueError:
        raise Refusal("people_file.lines", field="also") from None
