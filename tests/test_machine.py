"""What the device finds of itself before a session: green only when it is true, and a figure that says why."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import miniaudio

from facilitator_app import machine
from facilitator_app.awake import Awake
from facilitator_app.copies import newest
from facilitator_app.data_folder import BACKUPS
from facilitator_app.faults import Trouble
from facilitator_app.playlists.test_tone import SECONDS, tone
from facilitator_app.readiness import Status
from facilitator_app.room_music import LastCheck
from tests.people import START
from tests.test_app import Room, here

__all__ = ["here"]


class Charged:
    """A battery, as the system tells of it."""

    def __init__(self, percent: float, power_plugged: bool | None) -> None:
        self.percent, self.power_plugged = percent, power_plugged


def test_a_full_disk_is_not_green() -> None:
    assert machine.disk(2 * 1024**3).status is Status.READY
    low = machine.disk(300 * 1024**2)
    assert (low.status, low.words) == (Status.NOT, "0.3 GB are free.")


def test_a_backup_is_green_while_it_is_new_and_every_place_took_it(tmp_path: Path) -> None:
    assert newest(tmp_path) is None
    assert machine.backup(None, START, ()).status is Status.NOT
    for name in ("20260304T170000Z", "20260305T120000Z-1"):
        (tmp_path / BACKUPS / name).mkdir(parents=True)
    last = newest(tmp_path)
    assert last is not None
    assert f"{last:%d %H}" == "05 12"
    assert machine.backup(last, last + timedelta(hours=5), ()).status is Status.READY
    assert machine.backup(last, last + timedelta(hours=30), ()).status is Status.NOT
    failed = machine.backup(last, last + timedelta(hours=5), (Trouble("copies.second_failed"),))
    assert (failed.status, failed.known) == (Status.NOT, "copies.second_failed")


def test_a_machine_on_its_battery_is_not_green_and_one_without_a_battery_is() -> None:
    assert machine.power(None).status is Status.READY
    assert machine.power(Charged(80, True)).status is Status.READY
    on_battery, low = machine.power(Charged(80, False)), machine.power(Charged(9, None))
    assert (on_battery.status, low.status) == (Status.NOT, Status.NOT)
    assert on_battery.known != low.known  # a reason for the one does not hold for the other


def test_a_machine_that_may_fall_asleep_is_not_green() -> None:
    assert machine.kept_awake(None).status is Status.READY  # it knows no sleep
    assert machine.kept_awake(Awake(())).status is Status.NOT


async def test_music_is_green_by_the_check_of_the_playlist_in_use_alone(here: Room) -> None:
    music = here.app.music
    assert machine.music(music).status is Status.OPEN
    music.last_check = LastCheck(music.arc(), False, "1 of 12 pieces cannot be played")
    found = machine.music(music)
    assert (found.status, found.words) == (Status.NOT, "1 of 12 pieces cannot be played")
    music.last_check = LastCheck(music.arc(), True, "all can be played")
    assert machine.music(music).status is Status.READY
    assert machine.music(music, music.arc().name).status is Status.READY
    other = machine.music(music, "Evening")  # which its programme names: nothing was found of it
    assert (other.status, "“Evening”" in other.words) == (Status.OPEN, True)
    assert set(machine.measured(here.app)) == {"music", "disk", "backup", "power", "sleep"}


def test_the_tone_is_soft_comes_and_goes_and_can_be_played(tmp_path: Path) -> None:
    piece = tone(tmp_path / "music")
    decoded = miniaudio.decode_file(str(piece.path), sample_rate=48_000, nchannels=1)
    assert abs(decoded.num_frames / decoded.sample_rate - SECONDS) < 0.01
    loudest = max(abs(sample) for sample in decoded.samples)
    assert 3000 < loudest <= 3277  # 20 dB below full
    assert abs(decoded.samples[0]) < 10
    assert abs(decoded.samples[-1]) < 10
    assert tone(tmp_path / "music") == piece
