"""What the device finds of itself before a session: disk, backup, charger, sleep, and whether the music can be played.

Measures and says; decides nothing.  What a platform gives no way to read is not here and stays somebody's word.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Protocol

import psutil

from facilitator_app.app import App
from facilitator_app.awake import Awake
from facilitator_app.copies import newest
from facilitator_app.faults import Refusal, Trouble
from facilitator_app.readiness import Measured, Status
from facilitator_app.record.readiness import RoomMatter
from facilitator_app.room_music import RoomMusic
from facilitator_app.text import render, say

ENOUGH_BYTES = 1024**3
"""Room on the disk with which a day of sessions and their copies is written to its end."""
BACKUP_WITHIN = timedelta(hours=24)
"""How old the newest copy may be."""


class Battery(Protocol):
    """What the system tells of its battery."""

    @property
    def percent(self) -> float:
        """How full it is."""
        ...

    @property
    def power_plugged(self) -> bool | None:
        """Whether the charger is in; None where the system does not say."""
        ...


def _battery() -> Battery | None:
    """The battery of this machine; None where there is none, or where nothing is told of it."""
    found: Battery | None = getattr(psutil, "sensors_battery", lambda: None)()
    return found


def measured(
    app: App, battery: Callable[[], Battery | None] = _battery, *, playlist: str = ""
) -> Mapping[str, Measured]:
    """Everything the device can tell, by the matter of the board.

    ``playlist``: by its name the one that a session that is set will begin with; empty: the one in use.
    """
    return {
        RoomMatter.MUSIC.value: music(app.music, playlist),
        RoomMatter.DISK.value: disk(shutil.disk_usage(app.folder).free),
        RoomMatter.BACKUP.value: backup(newest(app.folder), app.clock.now(), app.copies.failed),
        RoomMatter.POWER.value: power(battery()),
        RoomMatter.SLEEP.value: kept_awake(app.music.awake),
    }


def disk(free: int) -> Measured:
    """Whether there is room, in bytes."""
    words = render("machine.disk", free=f"{free / 1024**3:.1f}")
    enough = free >= ENOUGH_BYTES
    return Measured(status=Status.READY if enough else Status.NOT, words=words, known="" if enough else "low")


def backup(last: datetime | None, now: datetime, failed: tuple[Trouble, ...]) -> Measured:
    """Whether the newest copy is of today or yesterday, and the last in every place came out well."""
    if failed:
        words = " ".join(say(one) for one in failed)
        return Measured(status=Status.NOT, words=words, known=" ".join(one.key for one in failed))
    if last is None:
        return Measured(status=Status.NOT, words=render("machine.no_backup"), known="none")
    hours = max(0, round((now - last) / timedelta(hours=1)))
    is_new = now - last <= BACKUP_WITHIN
    words = render("machine.backup", hours=hours)
    return Measured(status=Status.READY if is_new else Status.NOT, words=words, known="" if is_new else "old")


def power(battery: Battery | None) -> Measured:
    """Whether the charger is in; a machine without a battery is as it has to be."""
    if battery is None:
        return Measured(status=Status.READY, words=render("machine.no_battery"))
    percent = round(battery.percent)
    if battery.power_plugged:
        return Measured(status=Status.READY, words=render("machine.charger_in", percent=percent))
    known = "battery_low" if percent < 20 else "battery"
    return Measured(status=Status.NOT, words=render("machine.on_battery", percent=percent), known=known)


def kept_awake(holder: Awake | None) -> Measured:
    """Whether the machine is kept from sleeping; one without a holder knows no sleep."""
    if holder is None or holder.holds:
        return Measured(status=Status.READY, words=render("machine.awake"))
    return Measured(status=Status.NOT, words=render("machine.may_sleep"), known="may_sleep")


def music(room: RoomMusic, wanted: str = "") -> Measured:
    """What the last check of the playlist in use has found; nobody's word stands against it.

    Of another one that is ``wanted`` it has found nothing.
    """
    try:
        arc = room.arc()
    except (Refusal, Trouble) as gone:
        return Measured(status=Status.NOT, words=say(gone), known=gone.key)
    if wanted and arc.name != wanted:
        return Measured(status=Status.OPEN, words=render("machine.other_playlist", name=wanted), known="other")
    last = room.last_check
    if last is None or last.arc != arc:
        return Measured(status=Status.OPEN, words=render("machine.music_unchecked"), known="unchecked")
    known = "" if last.sound else last.words
    return Measured(status=Status.READY if last.sound else Status.NOT, words=last.words, known=known)
