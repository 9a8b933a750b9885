"""The commands that take what people bring with them into the record from a table, and write everybody's as one.

Knows no window.  What is printed names people: it goes to who asked, to the file that was named, and nowhere else.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from facilitator_app import people_command as told
from facilitator_app.faults import Refusal

if TYPE_CHECKING:
    from facilitator_app.app import App
    from facilitator_app.history_file import Answers
    from facilitator_app.kept_columns import Kept

SORTS = ("session", "dose", "score", "preparation", "integration")


def add_to(
    people: argparse._SubParsersAction[argparse.ArgumentParser],
    with_record: told.WithRecord,
    tell: Callable[[object], None],
) -> None:
    """Put ``import-history`` and ``export-history`` among the commands about people."""
    take = people.add_parser(
        "import-history", help="tell line by line what a table (CSV) of history comes to; with --write, take it in"
    )
    told.add_table(take)
    take.add_argument("--decimals", choices=("point", "comma"), help="what stands before the decimals")
    take.add_argument("--all-are", choices=SORTS, help="what all lines are about, where no column says it")
    take.add_argument("--good-lines", action="store_true", help="with --write: although other lines are not taken")
    take.set_defaults(run=lambda arguments: with_record(arguments, lambda app: _take_in(app, arguments, tell)))
    give = people.add_parser("export-history", help="what was held, given and scored of everybody as a table (CSV)")
    give.add_argument("--to", type=Path, required=True, metavar="FILE")
    give.set_defaults(run=lambda arguments: with_record(arguments, lambda app: _give(app, arguments.to, tell)))


async def _take_in(app: App, arguments: argparse.Namespace, tell: Callable[[object], None]) -> int:
    from facilitator_app import history_file, history_in, kept_columns, moving_in, table_file
    from facilitator_app.text import render

    also = told.line_numbers(arguments.also)
    content = moving_in.content_of(arguments.file)
    table = table_file.read_table(content)
    kept = await kept_columns.recalled(app, "history", table)
    columns = history_file.suggested(table.heads, history_in.called()) | (kept.columns if kept else {})
    columns |= told.columns_of(arguments.column, table)
    answers = _answers(arguments, kept or kept_columns.Kept(columns={}))
    holds = {head: field for head, field in columns.items() if field}
    trial = await history_in.try_out(app, table, content, holds, answers)
    clinic = app.clinic
    if clinic is None:
        raise Refusal("app.locked")
    report = [moving_in.table_told(table), *([render("history.kept_columns")] if kept else [])]
    report += [
        render("moving.column", head=head, field=render(f"history_field.{field}")) for head, field in holds.items()
    ]
    report += [render("moving.column_left_out", head=head) for head in table.heads if head not in holds]
    report += [
        render("moving.line", line=one.line, said=said)
        for one, said in history_in.outcomes_told(trial, clinic.state)
        if one.what is not moving_in.What.NEW
    ]
    report.append(history_in.totals_told(trial))
    if arguments.report is not None:
        told.leave_file(arguments.report, ("\n".join(report) + "\n").encode())
    tell("\n".join(report))
    if arguments.write:
        count = await history_in.take_in(clinic, trial, also, good_only=arguments.good_lines)
        said = {one: value or "" for one, value in answers._asdict().items()}
        await kept_columns.remember(app, "history", table, kept_columns.Kept(columns=columns, **said))
        tell(render("history.taken", count=count))
    left = any(one.what is moving_in.What.ALIKE and one.line not in also for one in trial.outcomes)
    return told.FINDING if left or trial.count(moving_in.What.REFUSED) else told.DONE


def _answers(arguments: argparse.Namespace, before: Kept) -> Answers:
    """What was said of the table by the command, and before it the last time."""
    from facilitator_app.history_file import Answers, Sort
    from facilitator_app.table_file import Dates, Sign

    dates, sort = arguments.dates or before.dates, arguments.all_are or before.sort
    sign = arguments.decimals or before.sign
    return Answers(Dates(dates) if dates else None, Sign(sign) if sign else None, Sort(sort) if sort else None)


async def _give(app: App, to: Path, tell: Callable[[object], None]) -> int:
    from facilitator_app import history_in

    table = await history_in.history_table(app)
    async with app.going_out(list(app.clinic_state().participants), folder=to.parent):
        told.leave_file(to, table)
    tell(to)
    return told.DONE
