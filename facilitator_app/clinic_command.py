"""The commands that write the groups, or the whole clinic, as files.  Knows no window.

What they print is the file and, once, the password it opens with; it is kept nowhere.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from facilitator_app.people_command import DONE, FINDING, WithRecord

if TYPE_CHECKING:
    from facilitator_app.app import App


def add_to(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    with_record: WithRecord,
    tell: Callable[[object], None],
) -> None:
    """Put ``groups export`` and ``clinic export`` among the commands; ``tell`` prints what they come to."""
    for name, what in (
        ("groups", "the groups with members, agreements and papers"),
        ("clinic", "the whole clinic: people, history, groups, programmes, sessions, every line; no process note"),
    ):
        parts = commands.add_parser(name, help=f"{what}, as files").add_subparsers(metavar="COMMAND", required=True)
        give = parts.add_parser("export", help=f"{what}, as one closed file of tables (CSV) and data (JSON)")
        give.add_argument("--to", type=Path, required=True, metavar="DIR")
        closed = give.add_mutually_exclusive_group()
        closed.add_argument("--key", default="", metavar="AGE1...", help="close it for this age key")
        closed.add_argument("--open", action="store_true", help="a folder of files that anybody can read")
        give.set_defaults(
            run=lambda arguments, name=name: with_record(arguments, lambda app: _give(app, name, arguments, tell))
        )


def _runs(name: str, with_record: WithRecord, tell: Callable[[object], None]) -> Callable[[argparse.Namespace], int]:
    return lambda arguments: with_record(arguments, lambda app: _give(app, name, arguments, tell))


async def _give(app: App, name: str, arguments: argparse.Namespace, tell: Callable[[object], None]) -> int:
    from facilitator_app import clinic_out
    from facilitator_app.record.release import How
    from facilitator_app.text import render

    write = clinic_out.write_groups if name == "groups" else clinic_out.write_all
    how = None if arguments.open else How.AGE_KEY if arguments.key else How.ZIP
    done = await write(app, arguments.to, how, arguments.key)
    tell(done.path)
    if done.password:
        tell(render("clinic_out.password", password=done.password))
    left_out = done.told()
    for line in left_out:
        tell(line)
    return FINDING if left_out else DONE
