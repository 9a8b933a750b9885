"""The playlists that are kept in the program, with their versions.  What was played from stays as it was.

Each is a folder of numbered files in our own form.  A version that was used is never written again: a change to it becomes
the next version.
"""

from __future__ import annotations

import re
import secrets
import shutil
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from facilitator_app.faults import SPOILT, Fault, Refusal, Trouble
from facilitator_app.playlists.arc import KEPT, PHASES, Arc, read_arc
from facilitator_app.playlists.folders import write_whole
from facilitator_app.playlists.library import natural
from facilitator_app.playlists.written import arc_text

FOLDER = "lists"
AWAY = "away"


@dataclass(frozen=True)
class Version:
    """One version of a playlist, and when it was first used; None: it may still be changed."""

    path: Path
    number: int
    used: datetime | None


@dataclass(frozen=True)
class KeptList:
    """A playlist with its versions, the latest last.  ``arc`` is the latest; None with ``fault`` when it cannot be read."""

    id: str
    versions: tuple[Version, ...]
    arc: Arc | None
    fault: Fault | None = None

    @property
    def path(self) -> Path:
        """The latest version."""
        return self.versions[-1].path

    @property
    def name(self) -> str:
        """What it is called."""
        return self.arc.name if self.arc is not None else self.id


class Lists:
    """The playlists kept below ``folder``, beside the library's file."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / FOLDER

    def all(self) -> tuple[KeptList, ...]:
        """Every playlist, by name."""
        found = [self._kept(place) for place in self._places()]
        return tuple(sorted((kept for kept in found if kept.versions), key=lambda kept: natural(kept.name)))

    def named(self, name: str) -> Path | None:
        """The latest version of the playlist that is called so, or None."""
        return next((kept.path for kept in self.all() if kept.arc is not None and kept.name == name), None)

    def versions(self, path: Path) -> tuple[Version, ...]:
        """All versions of the playlist that ``path`` is a version of."""
        return self._versions(path.parent)

    def make(self, arc: Arc) -> Path:
        """Keep a new playlist; returns its first version."""
        slug = re.sub(r"[^a-z0-9]+", "-", arc.name.lower()).strip("-")[:40]
        path = self._folder / f"{slug or 'list'}-{secrets.token_hex(3)}" / f"1{KEPT}"
        write_whole(path, arc_text(arc))
        return path

    def save(self, path: Path, arc: Arc) -> Path:
        """Keep ``arc`` in place of the version at ``path``, or as the next version when that one, or a later one, stands.

        Returns where it is.
        """
        versions = self._versions(path.parent)
        mine = next((version for version in versions if version.path == path), None)
        if mine is None or mine.used is not None or mine is not versions[-1]:
            number = max((version.number for version in versions), default=0) + 1
            path = path.with_name(f"{number}{KEPT}")
        write_whole(path, arc_text(arc))
        return path

    def use(self, path: Path, now: datetime) -> None:
        """It is played from: from now on this version stays as it is."""
        if path.suffix == KEPT and path.parent.parent == self._folder and _used(path) is None:
            write_whole(path, arc_text(read_arc(path), now))

    def duplicate(self, path: Path, name: str) -> Path:
        """Keep a copy under another name."""
        return self.make(replace(read_arc(path), name=name))

    def put_away(self, path: Path) -> None:
        """Show a playlist no more.  Its files are kept, so that a past session can be looked up."""
        target = self._folder / AWAY / path.parent.name
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.move(path.parent, target)
        except OSError as cause:
            raise Trouble("music.not_saved") from cause

    def follow(self, moved: Mapping[Path, Path]) -> int:
        """Files were moved: name their new places in every version.  The music stays the same.  Returns how many changed."""
        count = 0
        for place in self._places() if moved else ():
            for version in self._versions(place):
                count += self._follow(version, moved)
        return count

    def _follow(self, version: Version, moved: Mapping[Path, Path]) -> bool:
        try:
            arc = read_arc(version.path)
            there = arc.with_places(moved)
            text = arc_text(there, version.used)
        except (Refusal, Trouble):
            return False  # shown as unreadable, or a place that cannot be written down: left alone
        if there == arc:
            return False
        write_whole(version.path, text)
        return True

    def _kept(self, place: Path) -> KeptList:
        versions = self._versions(place)
        if not versions:
            return KeptList(place.name, (), None)
        try:
            return KeptList(place.name, versions, read_arc(versions[-1].path))
        except (Refusal, Trouble) as fault:
            return KeptList(place.name, versions, None, fault)

    def _places(self) -> Iterator[Path]:
        if self._folder.is_dir():
            yield from (place for place in self._folder.iterdir() if place.is_dir() and place.name != AWAY)

    def _versions(self, place: Path) -> tuple[Version, ...]:
        found = [Version(path, int(path.stem), _used(path)) for path in place.glob(f"*{KEPT}") if path.stem.isdecimal()]
        return tuple(sorted(found, key=lambda version: version.number))


def total_seconds(arc: Arc) -> float:
    """How much music there is in the phases, as far as lengths are known."""
    return sum(piece.seconds or 0.0 for phase in PHASES for piece in arc.phases.get(phase, ()))


def _used(path: Path) -> datetime | None:
    try:
        used = tomllib.loads(path.read_text("utf-8")).get("used")
    except (OSError, *SPOILT):
        return None
    return used if isinstance(used, datetime) else None
