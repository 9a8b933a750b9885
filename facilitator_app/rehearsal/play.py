"""Plays a story through the real core, line by line, and keeps what did not go as the story said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Awaitable, Callable, Iterable, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import msgspec

from facilitator_app import text
from facilitator_app.clock_steps import note_step
from facilitator_app.faults import Fault, Refusal, Trouble
from facilitator_app.record import room
from facilitator_app.record.vitals import Measure
from facilitator_app.rehearsal import (
    acts,
    after_played,
    before_played,
    desk_played,
    faults,
    medicine_played,
    papers,
    way_played,
)
from facilitator_app.rehearsal.before_played import group_of
from facilitator_app.rehearsal.changes import word_said
from facilitator_app.rehearsal.checks import holds
from facilitator_app.rehearsal.stage import Camera, Stage, settled
from facilitator_app.rehearsal.story import BadLine, Line, Story


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """Something that did not go as the story says, by the number of its line, in words."""

    number: int
    reason: str


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """When it was (None: now) and who did it (None: who is at the screen)."""

    at: datetime | None = None
    by: UUID | None = None


class Played(msgspec.Struct, kw_only=True):
    """A story that was played: the stage as it stands, what was found, and how many lines of each outcome there were."""

    stage: Stage
    findings: list[Finding] = []
    outcomes: Counter[str] = msgspec.field(default_factory=Counter)


async def play(story: Story, folder: Path, passphrase: str | None = None, camera: Camera | None = None) -> Played:
    """Play ``story`` in ``folder`` (made if it is not there).  A fault of the world that no line expects is a finding.

    Raises Refusal when the heading cannot be set up.  The caller closes ``stage.app``.
    """
    if not story.heading.staff:
        raise Refusal("story.nobody_there")
    start = story.lines[0].now if story.lines else datetime.fromisoformat(f"{story.heading.day}T09:00:00+00:00")
    stage = Stage(folder, story.heading, start - timedelta(minutes=1), passphrase)
    stage.camera = camera
    played = Played(stage=stage, findings=[_bad(line) for line in story.bad])
    played.outcomes["refused by the reader"] = len(story.bad)
    try:
        await stage.set_up()
    except BaseException:
        await stage.app.close()
        raise
    await go_on(played, story.lines)
    return played


async def go_on(played: Played, lines: Iterable[Line]) -> None:
    """Play ``lines`` on the stage as it stands."""
    for line in lines:
        await played.stage.let_pass(line.now)
        reason = await _line(played.stage, line)
        played.outcomes["as told" if not reason else "not as told"] += 1
        if reason:
            played.findings.append(Finding(number=line.number, reason=reason))
        await settled()


def _bad(line: BadLine) -> Finding:
    return Finding(number=line.number, reason=line.reason)


async def _line(stage: Stage, line: Line) -> str:
    """Play one line; what went otherwise than it says, in words, or nothing."""
    told = Told(at=line.was, by=stage.id(line.by) if line.by else None)
    try:
        found = await _DO[type(line.act)](stage, line.act, told) or ""
    except (Refusal, Trouble) as fault:
        return _met(line, fault)
    if line.expected:
        return text.render(f"story.not_{line.expected}")
    return found


def _met(line: Line, fault: Fault) -> str:
    """What to say of a fault: nothing when the line expects it."""
    kind = "refused" if isinstance(fault, Refusal) else "fails"
    if line.expected == kind and line.key in ("", fault.key):
        return ""
    return f"{text.say(fault)} [{fault.key}]"


async def _open(stage: Stage, act: acts.OpenSession, told: Told) -> None:
    if act.as_set:
        await stage.open_as_set(act.as_set, act.reason, told.at)
    else:
        await stage.open_session(act.reason, group_of(stage, act.group).id if act.group else None, told.at)


async def _close(stage: Stage, act: acts.CloseSession, told: Told) -> None:
    await stage.app.close_session(act.note, told.at)


async def _tell(stage: Stage, act: acts.Tell, told: Told) -> None:
    if isinstance(act.fact, Refusal):
        raise act.fact
    people = stage.everybody(act.people)
    draft = stage.draft_key(act.people[0]) if act.ends_draft and act.people != ("all",) else None
    ends = draft if draft in stage.app.drafts else None
    await stage.session.write(act.fact, people, by=told.by, at=told.at, ends_draft=ends)
    if ends is not None:
        await stage.app.drop_draft(ends)


async def _check(stage: Stage, act: acts.Check, told: Told) -> None:
    confirmed = frozenset(Measure) if act.confirmed else frozenset[Measure]()
    await stage.session.take_vitals(
        stage.id(act.person), act.typed, words=act.words, confirmed=confirmed, by=told.by, at=told.at
    )


async def _observe(stage: Stage, act: acts.Observe, told: Told) -> None:
    word = word_said(stage.session.programme, act.word)
    await stage.session.observe(stage.everybody(act.people), word.key, by=told.by, at=told.at)


async def _quote(stage: Stage, act: acts.Quote, told: Told) -> None:
    await stage.session.quote(stage.id(act.person), act.text, by=told.by, at=told.at)


async def _seat(stage: Stage, act: acts.Seat, told: Told) -> None:
    """Who sits already only moves: what was said since arriving stays."""
    person = stage.id(act.person)
    known = stage.state.people.get(person)
    if known is None:
        await stage.app.seat(stage.session, act.seat, person)
    else:
        moved = room.Seated(
            seat=act.seat,
            preferred_name=known.preferred_name,
            legal_name=known.legal_name,
            birth_date=known.birth_date,
            allergies=known.allergies,
        )
        await stage.session.write(moved, [person], by=told.by, at=told.at)


async def _arrive(stage: Stage, act: acts.Arrive, told: Told) -> None:
    who = stage.app.clinic_state().staff[stage.id(act.staff)]
    await stage.session.write(room.StaffPresent(staff=who.id, name=who.name, roles=who.roles), at=told.at)


async def _leaves(stage: Stage, act: acts.Leaves, told: Told) -> None:
    await stage.session.write(room.StaffLeft(staff=stage.id(act.staff)), at=told.at)


async def _screen(stage: Stage, act: acts.Screen, told: Told) -> None:
    await stage.to_screen(act.staff)


async def _lock(stage: Stage, act: acts.Lock, told: Told) -> None:
    await stage.app.lock()


async def _unlock(stage: Stage, act: acts.Unlock, told: Told) -> None:
    await stage.unlock(act.staff, "not the passphrase at all" if act.wrongly else None)


async def _amend(stage: Stage, act: acts.Amend, told: Told) -> None:
    line = stage.line(act.which)
    old: Any = line.entry.fact
    new = act.make(old, stage.session.programme) if act.make else None
    await stage.session.amend(line.first.id, new, act.reason, observed_at=act.at)


async def _withdraw(stage: Stage, act: acts.Withdraw, told: Told) -> None:
    await stage.session.void(stage.line(act.which).first.id, act.reason)


async def _confirm(stage: Stage, act: acts.Confirm, told: Told) -> None:
    await stage.session.confirm(stage.line(act.which).first.id)


async def _draft(stage: Stage, act: acts.Draft, told: Told) -> None:
    await stage.app.keep_draft(stage.draft_key(act.person), act.text)


async def _edit_packet(stage: Stage, act: acts.EditPacket, told: Told) -> None:
    await papers.edit(stage, act.person, act.section, act.text)


async def _pass_find(stage: Stage, act: acts.PassFind, told: Told) -> None:
    await papers.pass_find(stage, act.person, act.found, act.reason, stage.id(act.second) if act.second else None)


async def _sign_packet(stage: Stage, act: acts.SignPacket, told: Told) -> None:
    await papers.sign(stage, act.person)


async def _countersign_packet(stage: Stage, act: acts.CountersignPacket, told: Told) -> None:
    await papers.countersign(stage, act.person)


async def _release_packet(stage: Stage, act: acts.ReleasePacket, told: Told) -> None:
    await papers.release(stage, act.person, act.recipient)


async def _music(stage: Stage, act: acts.Music, told: Told) -> None:
    deck = stage.app.deck
    if deck is None:
        raise Refusal("session.not_open")
    does = acts.MusicDoes
    asked: dict[acts.MusicDoes, Callable[[], Awaitable[object]]] = {
        does.BEGINS: stage.app.music.begin,
        does.FADES_OUT: deck.fade_out,
        does.FADES_IN: deck.fade_in,
        does.SKIPS: deck.skip,
        does.LOWERS: deck.duck,
        does.RISES: deck.unduck,
        does.HOLDS: deck.hold_phase,
    }
    if act.does in asked:
        await asked[act.does]()
    elif act.does is does.PIECE_FAILS:
        stage.player.fail(deck.state.piece_id)
    elif act.does is does.DEVICE_LOST:
        stage.player.lose_device()
    else:
        stage.player.bring_back_device()


async def _killed(stage: Stage, act: acts.AppKilled, told: Told) -> None:
    await stage.kill(act.staff)


async def _disk(stage: Stage, act: acts.DiskFull, told: Told) -> None:
    journal = stage.app.journal
    if journal is None:
        raise Refusal("app.locked")
    await (faults.disk_full(journal) if act.full else faults.disk_has_room(journal))


async def _jumps(stage: Stage, act: acts.ClockJumps, told: Told) -> None:
    stage.clock.set_wall(timedelta(seconds=act.seconds))
    await note_step(stage.session, stage.clock)


async def _picture(stage: Stage, act: acts.Picture, told: Told) -> None:
    if stage.camera is not None:
        await stage.camera(stage.app, act.screen, act.name)


async def _wait(stage: Stage, act: acts.Wait, told: Told) -> None:
    """Time has passed already."""


async def _expect(stage: Stage, act: acts.Expect, told: Told) -> str:
    return await holds(stage, act.what, act.parts)


_DO: Mapping[type[acts.Act], Callable[[Stage, Any, Told], Awaitable[str | None]]] = {
    acts.OpenSession: _open,
    acts.CloseSession: _close,
    acts.Tell: _tell,
    acts.Check: _check,
    acts.Observe: _observe,
    acts.Quote: _quote,
    acts.Seat: _seat,
    acts.Arrive: _arrive,
    acts.Leaves: _leaves,
    acts.Screen: _screen,
    acts.Lock: _lock,
    acts.Unlock: _unlock,
    acts.Amend: _amend,
    acts.Withdraw: _withdraw,
    acts.Confirm: _confirm,
    **medicine_played.DO,
    **way_played.DO,
    **before_played.DO,
    **desk_played.DO,
    **after_played.DO,
    acts.Draft: _draft,
    acts.EditPacket: _edit_packet,
    acts.PassFind: _pass_find,
    acts.SignPacket: _sign_packet,
    acts.CountersignPacket: _countersign_packet,
    acts.ReleasePacket: _release_packet,
    acts.Music: _music,
    acts.AppKilled: _killed,
    acts.DiskFull: _disk,
    acts.ClockJumps: _jumps,
    acts.Picture: _picture,
    acts.Wait: _wait,
    acts.Expect: _expect,
}
"""What each kind of act does."""
