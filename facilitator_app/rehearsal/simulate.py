"""Plays a story and leaves all that a real session would: the record, the exports, pictures of the room, a summary."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec

from facilitator_app import text
from facilitator_app.export import export_session
from facilitator_app.faults import Refusal, Trouble
from facilitator_app.rehearsal.camera import Camera, run
from facilitator_app.rehearsal.papers import RELEASED
from facilitator_app.rehearsal.play import Finding, Played, play
from facilitator_app.rehearsal.stage import Stage, sign_in
from facilitator_app.rehearsal.story import Story, read

RECORD, EXPORT, PICTURES, SUMMARY = "record", "export", "pictures", "summary.txt"
"""What is left in the folder."""


class Simulated(msgspec.Struct, frozen=True, kw_only=True):
    """What a simulation came to.  ``summary`` is for whoever called it and names the passphrase when it was made up."""

    summary: str
    findings: tuple[Finding, ...]
    files: tuple[Path, ...]


def simulate(story: Path, to: Path, passphrase: str | None = None) -> Simulated:
    """Play the story file into the folder ``to``, which must be new or empty.

    Raises Refusal when ``to`` holds something or the heading cannot be set up, Trouble when the story cannot be read or
    the folder cannot be made.
    """
    return run(simulated(story, to, passphrase))


async def simulated(story: Path, to: Path, passphrase: str | None = None) -> Simulated:
    """The same on a loop that runs already."""
    parsed = read(_source(story))
    _must_be_new(to)
    camera = Camera(to / PICTURES)
    played = await play(parsed, to / RECORD, passphrase, camera)
    stage = played.stage
    try:
        exported, withheld = await _left_behind(played, to)
        files = [*exported, *_released(to), *camera.pictures]
        findings = tuple(sorted(played.findings, key=lambda finding: finding.number))
        told = "\n".join([*_told(parsed, played, findings, camera), *withheld, *_files(files, to)])
    finally:
        await stage.app.close()
    (to / SUMMARY).write_text(told + "\n", "utf-8")
    secret = [] if passphrase else [_ways_in(stage)]
    return Simulated(summary="\n".join([told, *secret]), findings=findings, files=(*files, to / SUMMARY))


def _released(to: Path) -> list[Path]:
    return sorted((to / RELEASED).glob("*"))


def _must_be_new(to: Path) -> None:
    if to.exists() and (not to.is_dir() or any(to.iterdir())):
        raise Refusal("story.folder_not_empty", field="to")
    try:
        (to / RECORD).mkdir(mode=0o700, parents=True)
    except OSError as cause:
        raise Trouble("story.folder_not_made") from cause


def _source(story: Path) -> str:
    try:
        return story.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as cause:
        raise Trouble("story.not_read") from cause


async def _left_behind(played: Played, to: Path) -> tuple[list[Path], list[str]]:
    """Check the record (what is wrong is a finding) and export the session; the second list says what was withheld."""
    stage = played.stage
    if stage.app.journal is None:
        await stage.unlock(stage.heading.staff[0].name)
    for wrong in await stage.app.verify():
        played.findings.append(Finding(number=0, reason=text.english().render(wrong.what, **wrong.values)))
    if stage.scope is None:
        return [], []
    session = await stage.app.read_session(stage.scope)
    files: list[Path] = []
    try:
        for path in export_session(session, stage.app.clinic_state(), to / EXPORT):
            files.append(path)
    except Refusal as held:
        return files, [text.render("story.withheld", count=held.values["count"])]
    return files, []


def _told(story: Story, played: Played, findings: tuple[Finding, ...], camera: Camera) -> Iterator[str]:
    """What came of the story, line by line."""
    say = text.render
    yield say("story.summary", title=story.heading.title, lines=len(story.lines), bad=len(story.bad))
    yield say("story.as_told", count=played.outcomes["as told"], other=played.outcomes["not as told"])
    for finding in findings:
        key = "story.finding" if finding.number else "story.finding_after"
        yield say(key, number=finding.number, reason=finding.reason)
    if camera.why_not:
        yield say("story.no_window", why=camera.why_not)
    for warning in camera.warnings:
        yield say("story.window_warned", warning=warning)


def _files(files: list[Path], to: Path) -> Iterator[str]:
    """The names of what was left, which say nothing about anybody."""
    yield text.render("story.left", folder=to)
    yield text.render("story.left_record", folder=RECORD)
    for path in files:
        yield f"  {path.relative_to(to)}"


def _ways_in(stage: Stage) -> str:
    names = ", ".join(sign_in(member.name) for member in stage.heading.staff)
    return text.render("story.way_in", names=names, passphrase=stage.passphrase, code=stage.recovery_code)
