"""The demonstration: a throw-away clinic of invented people, its room in the 43rd minute, gone when the window closes."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from functools import cached_property
from pathlib import Path
from uuid import UUID

import msgspec

from facilitator_app import text
from facilitator_app.app import App
from facilitator_app.clock import Clock, SystemClock
from facilitator_app.faults import Fault, Refusal
from facilitator_app.playlists.deck import Player
from facilitator_app.rehearsal.camera import Camera
from facilitator_app.rehearsal.camera import run as drawing
from facilitator_app.rehearsal.passing import PassingMusic, passing_folder
from facilitator_app.rehearsal.play import Played, play
from facilitator_app.rehearsal.stage import Stage, settled, sign_in
from facilitator_app.rehearsal.story import Story, read

STORY = text.RESOURCES / "stories" / "demo.txt"
MINUTE = timedelta(minutes=43)
"""How long the session has run when the room opens."""


async def invented_room(folder: Path, now: datetime | None = None) -> Stage:
    """A clinic in ``folder`` with its session entered, 43 minutes in at ``now``, on a rehearsal's clock and silent player.

    The caller closes ``stage.app``.  Raises AssertionError when the story that ships does not hold.
    """
    story = _ending_at(read(STORY.read_text("utf-8")), now or SystemClock().now())
    played: Played = await play(story, folder)
    if played.findings:
        raise AssertionError(played.findings)
    stage = played.stage
    await stage.let_pass(story.lines[0].now + MINUTE)
    stage.troubles.clear()
    return stage


class Demonstration(App):
    """The app on an invented clinic: it opens by itself, in the room, with the music playing."""

    def __init__(
        self,
        folder: Path,
        who: str,
        passphrase: str,
        session: UUID,
        *,
        clock: Clock | None = None,
        player: Player | None = None,
    ) -> None:
        super().__init__(folder, clock=clock, player=player)
        self._way_in = (who, passphrase, session)

    @cached_property
    def music(self) -> PassingMusic:
        """The music of the room, which ends with it."""
        return PassingMusic(self.folder, self.clock, self.faults, self._player)

    async def start(self) -> None:
        """Unlock, go to the session, begin the music; a trouble with the music does not keep the room shut."""
        await super().start()
        who, passphrase, session = self._way_in
        await self.unlock(who, passphrase)
        await self.enter_session(session)
        self.forget_came_due()
        try:
            await self.music.begin()
        except Fault as fault:
            self.faults.report(fault, "music")

    async def close(self) -> None:
        """What was only shown ends with the window, the music too."""
        try:
            await self.music.finish()
        except Fault as fault:
            self.faults.report(fault, "music")
        await super().close()
        await self.music.end()


def run_demo(*, show: bool) -> int:
    """Open the demonstration's window, or without a display leave a picture of it; returns the exit code."""
    with passing_folder("facilitator-demo-") as place:
        folder = place / "clinic"
        if not show:
            return drawing(_drawn(folder))
        who, passphrase, session = asyncio.run(_made(folder))
        print(text.render("story.demo_opens", sign_in=who, passphrase=passphrase), flush=True)  # noqa: T201 - its own words
        from facilitator_app.ui.main import run

        return run(Demonstration(folder, who, passphrase, session), screen="room")


async def _made(folder: Path) -> tuple[str, str, UUID]:
    """Make the invented clinic and let go of it, with its music at an end: the real one begins anew."""
    stage = await invented_room(folder)
    if stage.app.deck is not None:
        await stage.app.deck.finish()
        await stage.let_pass(stage.now + timedelta(seconds=10))
        await settled()
    session = stage.session.scope
    await stage.app.close()
    return sign_in(stage.heading.staff[0].name), stage.passphrase, session


async def _drawn(folder: Path) -> int:
    """One line that there is no display, and the name of the picture that was left instead."""
    stamp = SystemClock().now().strftime("%Y%m%d-%H%M%S")
    camera = Camera(Path.cwd() / f"demo-{stamp}")
    stage = await invented_room(folder)
    try:
        await camera(stage.app, "room", "room")
    finally:
        await stage.app.close()
    if camera.why_not:
        raise Refusal("story.no_window", why=camera.why_not)
    print(text.render("story.demo_drawn", picture=camera.pictures[0]))  # noqa: T201 - a command's own answer
    return 0


def _ending_at(story: Story, now: datetime) -> Story:
    """The story moved so that its session has run for ``MINUTE`` at ``now``."""
    shift = now - MINUTE - story.lines[0].now
    lines = tuple(
        msgspec.structs.replace(line, now=line.now + shift, was=line.was + shift if line.was else None)
        for line in story.lines
    )
    return msgspec.structs.replace(story, lines=lines)
