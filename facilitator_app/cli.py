"""The command line: arguments, exit codes and what is printed.  Does nothing itself; every command ends in the core.

Exit 0 done, 1 a finding, 2 wrong use, 3 trouble with the world.  Each command imports what it needs: the window's first frame
waits for nothing else.
"""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from uuid import UUID

from facilitator_app import __version__, clinic_command, paper_command, people_command, transcribe_command
from facilitator_app.faults import Fault, Refusal, Trouble
from facilitator_app.no_dumps import keep_memory_in

DONE, FINDING, WRONG_USE, TROUBLE = 0, 1, 2, 3
EXAMPLE = "example.txt"


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command; returns its exit code."""
    keep_memory_in()
    arguments = _parser().parse_args(argv)
    try:
        return int(arguments.run(arguments))
    except Refusal as refusal:
        return _say_fault(refusal, WRONG_USE)
    except Trouble as trouble:
        return _say_fault(trouble, TROUBLE)
    except KeyboardInterrupt:
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="facilitator-app",
        description="A companion for the room in which group ketamine-assisted psychotherapy happens.  "
        "It displays and records; it is not a medical device and suggests no dose.",
    )
    parser.add_argument("--version", action="version", version=f"facilitator-app {__version__}")
    parser.add_argument(
        "--data", type=Path, metavar="DIR", help="where the record lives (default: the platform's place)"
    )
    parser.add_argument(
        "--passphrase-file",
        type=Path,
        metavar="FILE",
        help="read sign-in and passphrase, a line each (- = standard input)",
    )
    parser.set_defaults(run=_open)
    _add_commands(parser.add_subparsers(metavar="COMMAND"))
    return parser


def _add_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    _command(commands.add_parser("demo", help="an invented room in mid-session, thrown away afterwards"), _demo)
    simulate = _command(commands.add_parser("simulate", help="play a story through the real core"), _simulate)
    simulate.add_argument("story", type=Path)
    simulate.add_argument("--to", type=Path, required=True, metavar="DIR")
    _command(commands.add_parser("sessions", help="the sessions with the ID that other commands ask for"), _sessions)
    export = _command(
        commands.add_parser("export", help="the handoff and the raw record, or one person's own copy"), _export
    )
    export.add_argument("--session", type=UUID, metavar="ID", help="without it: all about the participant, for them")
    export.add_argument("--participant", type=UUID, metavar="ID")
    export.add_argument("--to", type=Path, required=True, metavar="DIR")
    export.add_argument("--kind", default="pdf,csv,json", help="any of pdf,fhir,ics,csv,json, joined by commas")
    report = _command(commands.add_parser("report", help="the team's numbers of a period, no names"), _report)
    report.add_argument("--from", dest="first", required=True, metavar="DAY", help="2026-01-01")
    report.add_argument("--until", dest="last", required=True, metavar="DAY", help="with this day")
    report.add_argument("--to", type=Path, required=True, metavar="DIR")
    report.add_argument("--kind", default="pdf,csv", help="any of pdf,csv, joined by a comma")
    people_command.add_to(commands, _with_record, print)
    clinic_command.add_to(commands, _with_record, print)
    paper_command.add_to(commands, _with_record, print)
    transcribe_command.add_to(commands, _with_record, print)
    _command(commands.add_parser("verify", help="check every chain, page and projection"), _verify)
    backup = _command(commands.add_parser("backup", help="a verified snapshot with its keys"), _backup)
    backup.add_argument("to", type=Path, metavar="TO")
    backup.add_argument("--drill", action="store_true", help="also restore it into a scratch place and compare")
    restore = _command(commands.add_parser("restore", help="put a backup back, never over newer lines"), _restore)
    restore.add_argument("backup", type=Path, metavar="FROM")
    playlist = commands.add_parser("playlist", help="what can be heard").add_subparsers(
        metavar="COMMAND", required=True
    )
    check = playlist.add_parser("check", help="open, decode and measure every file; tell what would have gone wrong")
    _command(check, _check_playlist).add_argument("path", type=Path, help="a folder, a playlist or one file")
    _command(
        commands.add_parser("diagnostics", help="what a helper needs to know, without a name or value in it"),
        _diagnostics,
    )


def _command(parser: argparse.ArgumentParser, run: Callable[[argparse.Namespace], int]) -> argparse.ArgumentParser:
    parser.set_defaults(run=run)
    return parser


def _folder(arguments: argparse.Namespace) -> Path:
    """Where the record lives: what was said, or the platform's own place for a program's data."""
    if arguments.data is not None:
        return Path(arguments.data).absolute()  # the music engine lives in a folder of its own
    import platformdirs

    return Path(platformdirs.user_data_dir("facilitator", appauthor=False))


def _has_display() -> bool:
    if sys.platform != "linux":
        return True
    platform = os.environ.get("QT_QPA_PLATFORM", "")
    return platform not in ("", "offscreen") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _open(arguments: argparse.Namespace) -> int:
    """The app itself; without a display the example session is played headless instead, and that is said."""
    if not _has_display():
        from facilitator_app.clock import SystemClock

        stamp = SystemClock().now().strftime("%Y%m%d-%H%M%S")
        print(f"No display: playing the example session instead, into rehearsal-{stamp}/", flush=True)
        arguments.story = Path(__file__).parent.parent / "resources" / "stories" / EXAMPLE
        arguments.to = Path.cwd() / f"rehearsal-{stamp}"
        return _simulate(arguments)
    gc.disable()  # nothing to find on the way in; the window collects by itself afterwards
    from facilitator_app.app import App
    from facilitator_app.device_store import of_this_machine
    from facilitator_app.ui.main import run

    return run(App(_folder(arguments), store=of_this_machine()))


def _demo(arguments: argparse.Namespace) -> int:
    """A room in mid-session with invented people."""
    from facilitator_app.rehearsal.demo import run_demo

    return run_demo(show=_has_display())


def _simulate(arguments: argparse.Namespace) -> int:
    """A story played through the real core."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from facilitator_app.rehearsal.simulate import simulate

    passphrase = _secrets(arguments)[1] if arguments.passphrase_file else None
    played = simulate(arguments.story, arguments.to, passphrase)
    print(played.summary, flush=True)
    return FINDING if played.findings else DONE


def _sessions(arguments: argparse.Namespace) -> int:
    """Every session by its ID, the newest first; after them those that are set and were not begun."""
    from zoneinfo import ZoneInfo

    from facilitator_app.app import App
    from facilitator_app.text import render

    async def work(app: App) -> int:
        state = app.clinic_state()
        for one in sorted(state.sessions.values(), key=lambda one: one.planned_at, reverse=True):
            key = "cli.session_open" if one.ended_at is None else "cli.session"
            print(render(key, zone=ZoneInfo(state.zone), id=one.id, at=one.planned_at, title=one.title))
        for told in (one.told for id, one in state.agenda.sessions.items() if id not in state.sessions):
            print(render("cli.session_set", zone=ZoneInfo(state.zone), id=told.session, at=told.at, title=told.title))
        return DONE

    return _with_record(arguments, work)


def _export(arguments: argparse.Namespace) -> int:
    """The handoff and the raw record of a session."""
    from facilitator_app.app import App
    from facilitator_app.export import export_session

    kinds = frozenset(kind.strip() for kind in arguments.kind.split(","))
    if arguments.session is None:
        return _own_copy(arguments)

    async def work(app: App) -> int:
        session = await app.read_own(arguments.session)
        people = [one for one in session.state.people if arguments.participant in (None, one)]
        try:
            async with app.going_out(people, arguments.session, folder=arguments.to):
                for path in export_session(session, app.clinic_state(), arguments.to, kinds, arguments.participant):
                    print(path)
        except Refusal as refusal:
            if refusal.key != "guard.holds_names":
                raise
            return _say_fault(refusal, FINDING)  # the rest was written
        return DONE

    return _with_record(arguments, work)


def _own_copy(arguments: argparse.Namespace) -> int:
    """All about one person, for that person."""
    from facilitator_app import own_copy_files
    from facilitator_app.app import App
    from facilitator_app.text import catalogue, render

    if arguments.participant is None:
        raise Refusal("cli.session_or_person", field="session")

    async def work(app: App) -> int:
        done = await own_copy_files.give(app, arguments.participant, arguments.to, catalogue())
        print(*done.files, sep="\n")
        held = done.withheld + done.files_withheld
        if held:
            print(render("record_ui.copy_held", lines=done.withheld, files=done.files_withheld))
        return FINDING if held else DONE

    return _with_record(arguments, work)


def _report(arguments: argparse.Namespace) -> int:
    """The team's report of a period."""
    from facilitator_app import report_files
    from facilitator_app.app import App
    from facilitator_app.text import catalogue

    first, last = report_files.day(arguments.first, "first"), report_files.day(arguments.last, "last")
    kinds = frozenset(kind.strip() for kind in arguments.kind.split(","))

    async def work(app: App) -> int:
        for path in await report_files.write(app, first, last, arguments.to, kinds, catalogue()):
            print(path)
        return DONE

    return _with_record(arguments, work)


def _verify(arguments: argparse.Namespace) -> int:
    """Every chain, page and projection."""
    from facilitator_app.app import App
    from facilitator_app.text import render

    async def work(app: App) -> int:
        findings = await app.verify()
        for finding in findings:
            print(f"{finding.where}: {render(finding.what, **finding.values)}")
        sound = all(finding.is_harmless for finding in findings)  # who was erased is told, and is no fault
        how_many = "one" if len(findings) == 1 else "some"
        print(render("verify.sound") if sound else render(f"verify.findings_{how_many}", count=len(findings)))
        return DONE if sound else FINDING

    try:
        return _with_record(arguments, work)
    except Trouble as trouble:
        if trouble.key not in ("journal.damaged", "journal.truncated"):
            raise
        return _say_fault(trouble, FINDING)


def _backup(arguments: argparse.Namespace) -> int:
    """A verified snapshot with its keys, and with ``--drill`` the proof that it can be restored."""
    import asyncio

    from facilitator_app import safekeeping
    from facilitator_app.clock import SystemClock
    from facilitator_app.text import render

    folder, secrets, clock = _folder(arguments), _secrets(arguments), SystemClock()
    taken = asyncio.run(safekeeping.back_up(folder, *secrets, arguments.to, clock))
    print(render("safekeeping.backed_up", folder=taken), flush=True)
    if not arguments.drill:
        return DONE
    drilled = asyncio.run(safekeeping.drill(folder, *secrets, taken, clock))
    if drilled.differences:
        print(render("safekeeping.differs", differences=drilled.differences))
        return FINDING
    key = "safekeeping.drilled" if drilled.scopes else "safekeeping.drilled_in_use"
    print(render(key, lines=drilled.lines, scopes=drilled.scopes, seconds=f"{drilled.seconds:.1f}"))
    return DONE


def _restore(arguments: argparse.Namespace) -> int:
    """A backup in the place of the record, or of none on a spare machine."""
    import asyncio

    from facilitator_app import safekeeping
    from facilitator_app.clock import SystemClock
    from facilitator_app.text import render

    back = safekeeping.bring_back(arguments.backup, _folder(arguments), *_secrets(arguments), SystemClock())
    done = asyncio.run(back)
    print(
        render(
            "safekeeping.restored", lines=done.lines, chains=done.chains, taken_at=f"{done.taken_at:%Y-%m-%d %H:%M %Z}"
        )
    )
    if done.missing:
        print(render("safekeeping.missing", lines=done.missing))
    if done.aside:
        print(render("safekeeping.aside", aside=done.aside))
    return DONE


def _diagnostics(arguments: argparse.Namespace) -> int:
    """Versions, platform and counts; no name, no value, no path."""
    from facilitator_app.diagnostics import tell

    for line in tell(_folder(arguments)):
        print(line)
    return DONE


def _check_playlist(arguments: argparse.Namespace) -> int:
    """Every file of a playlist, as it will be heard."""
    from facilitator_app.playlists.arc import open_arc
    from facilitator_app.playlists.report import ArcCheck
    from facilitator_app.text import render

    check = ArcCheck(open_arc(arguments.path, ()), _folder(arguments) / "music")
    for line in check.lines():
        print(render(line.key, **line.values), flush=True)
    return DONE if check.sound else FINDING


def _with_record(arguments: argparse.Namespace, work: Callable[..., object]) -> int:
    import asyncio

    from facilitator_app.app import App

    _speak(_folder(arguments))
    sign_in, passphrase = _secrets(arguments)

    async def whole() -> int:
        app = App(_folder(arguments))
        try:
            await app.unlock(sign_in, passphrase)
            return int(await work(app))  # type: ignore[misc]  # each command's own coroutine
        finally:
            await app.close()

    return asyncio.run(whole())


def _speak(folder: Path) -> None:
    """Say it, and write files, in the language of the device: a handoff reads as signed in the language it was signed in."""
    from facilitator_app import text
    from facilitator_app.settings import read_settings

    with suppress(Trouble):  # English, where its settings cannot be read: the record may be sound
        text.speak(read_settings(folder).language)


def _secrets(arguments: argparse.Namespace) -> tuple[str, str]:
    """Sign-in and passphrase: two lines of the file, or asked for."""
    path: Path | None = arguments.passphrase_file
    if path is None:
        import getpass

        try:
            return input("Sign-in: "), getpass.getpass("Passphrase: ")
        except EOFError:
            raise Refusal("cli.nobody_to_ask", field="passphrase_file") from None
    try:
        text = sys.stdin.read() if str(path) == "-" else path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as cause:
        raise Trouble("cli.passphrase_file_not_read") from cause
    lines = text.splitlines()
    if len(lines) < 2:
        raise Refusal("cli.two_lines", field="passphrase_file")
    return lines[0], lines[1]


def _say_fault(fault: Fault, code: int) -> int:
    from facilitator_app.text import say

    print(say(fault), file=sys.stderr)
    return code
