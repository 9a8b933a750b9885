"""The library: every piece in the watched folders, found again by its content wherever it goes, with what is known of it.

Looking blocks and is given a thread; what was found is taken in by the caller's own thread.  Writes no music file.
"""

from __future__ import annotations

import functools
import os
import stat
import sys
import threading
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import msgspec

from facilitator_app.faults import SPOILT, Refusal, Trouble
from facilitator_app.playlists.engine.protocol import Scan
from facilitator_app.playlists.errand import Errand
from facilitator_app.playlists.folders import Said, Shelf, keep_shelf, read_shelf, write_whole
from facilitator_app.playlists.library import MUSIC, Piece, natural, piece_from
from facilitator_app.playlists.tags import Tags

SEEN, COVERS = "library.json", "covers"
MOST_FILES = 50_000
LONGEST_S = 20.0
"""A file whose tags take longer is given up."""


class Figures(msgspec.Struct, frozen=True, omit_defaults=True):
    """What was measured of a content: EBU R 128 loudness (LUFS), range (LU), true peak (dBTP), seconds; or why it fails."""

    lufs: float = -70.0
    range_lu: float = 0.0
    peak_dbtp: float = -120.0
    seconds: float = 0.0
    why: str = ""


class _Known(msgspec.Struct, frozen=True):
    files: Mapping[str, Tags] = msgspec.field(default_factory=dict)
    figures: Mapping[str, Figures] = msgspec.field(default_factory=dict)
    folders: tuple[str, ...] = ()


@dataclass(frozen=True)
class Entry:
    """One file of the library with all that is known of it."""

    path: Path
    tags: Tags
    said: Said = field(default_factory=Said)
    figures: Figures | None = None

    @functools.cached_property
    def piece(self) -> Piece:
        """As a playlist takes it: what people said comes before the tags, and the tags before the file's name."""
        named, said, tags = piece_from(self.path), self.said, self.tags
        return replace(
            named,
            title=said.title or tags.title or named.title,
            by=said.by or tags.by or named.by,
            album=tags.album,
            seconds=self.figures.seconds if self.figures and self.figures.seconds else tags.seconds,
            voice=said.voice,
            language=said.language or tags.language,
            energy=said.energy,
            instruments=said.instruments,
            mark=tags.mark,
        )

    @functools.cached_property
    def words(self) -> str:
        """All that it is searched by."""
        piece = self.piece
        about = (
            piece.title,
            piece.by,
            piece.album,
            self.tags.genre,
            piece.language,
            *piece.instruments,
            self.path.stem,
        )
        return _plain(" ".join(about))


@dataclass(frozen=True)
class Wanted:
    """What is searched for: words anywhere, and tags; ``only``: duplicates, untagged, unmeasured or trouble."""

    words: str = ""
    phase: str = ""
    voice: str = ""
    energy: int = 0
    only: str = ""


@dataclass(frozen=True)
class Looked:
    """What a look at the folders found.  ``moved``: where a file is now that was somewhere else before."""

    files: Mapping[Path, Tags] = field(default_factory=dict)
    not_there: tuple[Path, ...] = ()
    moved: Mapping[Path, Path] = field(default_factory=dict)
    new: int = 0
    gone: int = 0


class Library:
    """The library kept in ``folder``.  ``remark``: what was wrong with its file."""

    def __init__(self, folder: Path, command: Sequence[str] = ()) -> None:
        self.folder, self.covers = folder, folder / COVERS
        self.not_there: tuple[Path, ...] = ()
        self._command = command or (sys.executable, "-m", "facilitator_app.playlists.tags")
        known = self._read()
        self._shelf, self.remark, self._may_write = read_shelf(folder, known.folders)
        self._files: dict[Path, Tags] = {Path(name): tags for name, tags in known.files.items()}
        self._figures: dict[str, Figures] = dict(known.figures)
        self._sorted: tuple[Entry, ...] | None = None
        self._stop = threading.Event()
        self._errand: Errand | None = None

    @property
    def folders(self) -> tuple[Path, ...]:
        """The folders that are watched."""
        return tuple(Path(folder) for folder in self._shelf.folders)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Everything, by title."""
        if self._sorted is None:
            found = [self._entry(path, tags) for path, tags in self._files.items()]
            self._sorted = tuple(sorted(found, key=lambda entry: (natural(entry.piece.title), str(entry.path))))
        return self._sorted

    def entry(self, path: Path) -> Entry | None:
        """What is known of this file."""
        return self._entry(path, self._files[path]) if path in self._files else None

    def find(self, wanted: Wanted) -> tuple[Entry, ...]:
        """The entries that fit, by title."""
        words = _plain(wanted.words).split()
        twice = {path for group in self.duplicates() for path in group} if wanted.only == "duplicates" else set()
        return tuple(entry for entry in self.entries if _fits(entry, wanted, words, twice))

    def duplicates(self) -> tuple[tuple[Path, ...], ...]:
        """Files with the same content, group by group."""
        groups: dict[str, list[Path]] = defaultdict(list)
        for path, tags in self._files.items():
            if tags.mark:
                groups[tags.mark].append(path)
        return tuple(tuple(sorted(group)) for group in groups.values() if len(group) > 1)

    def known(self, piece: Piece) -> Piece:
        """``piece`` with what is known of it by now; its cuts stay."""
        entry = self.entry(piece.path)
        if entry is None:
            return piece
        cuts: dict[str, Any] = {
            "start_s": piece.start_s,
            "end_s": piece.end_s,
            "fade_s": piece.fade_s,
            "gain_db": piece.gain_db,
        }
        return replace(entry.piece, **cuts)

    def watch(self, folder: Path) -> None:
        """Watch one more folder.  Refusal when it is no folder, or within one that is watched."""
        folder = folder.resolve()
        if not folder.is_dir():
            raise Refusal("music.library_no_folder")
        if any(folder.is_relative_to(each) for each in self.folders):
            raise Refusal("music.library_watched")
        kept = [str(each) for each in self.folders if not each.is_relative_to(folder)]
        self._keep_shelf(msgspec.structs.replace(self._shelf, folders=(*kept, str(folder))))

    def leave(self, folder: Path) -> None:
        """Watch this folder no more; its files stay where they are, and what was said of them is kept."""
        kept = tuple(str(each) for each in self.folders if each != folder)
        self._keep_shelf(msgspec.structs.replace(self._shelf, folders=kept))
        self._files = {path: tags for path, tags in self._files.items() if not path.is_relative_to(folder)}
        self._keep()

    def say(self, path: Path, said: Said) -> None:
        """Keep what somebody says of a piece, for every file with this content."""
        if path not in self._files:
            raise Refusal("music.library_gone")
        table = {**self._shelf.said, self._files[path].mark: said}
        self._keep_shelf(msgspec.structs.replace(self._shelf, said={m: s for m, s in table.items() if s != Said()}))

    def note(self, scans: Iterable[Scan]) -> None:
        """Keep what was measured."""
        for scan in scans:
            tags = self._files.get(Path(scan.path))
            if tags is not None and tags.mark and scan.why not in ("missing", "too_slow", "crashed"):
                self._figures[tags.mark] = Figures(
                    scan.lufs, scan.range_lu, scan.true_peak_dbtp, scan.seconds, scan.why
                )
        self._keep()

    def look(self, progress: Callable[[int, int], None] = lambda done, count: None) -> Looked:
        """Look at every folder.  Blocks; tells ``progress`` how many of the new and changed files were read."""
        self._stop.clear()
        found: dict[Path, tuple[int, int]] = {}
        not_there = []
        for folder in self.folders:
            if folder.is_dir():
                found.update(_walk(folder, MOST_FILES - len(found)))
            else:
                not_there.append(folder)
        known = self._files
        kept = {path: tags for path, tags in known.items() if any(path.is_relative_to(away) for away in not_there)}
        kept |= {p: known[p] for p, s in found.items() if p in known and (known[p].size, known[p].changed_ns) == s}
        fresh = [path for path in found if path not in kept]
        read = dict(self._tags_of(fresh, progress))
        kept |= {path: known[path] for path in fresh if path in known and path not in read}  # it was stopped before
        gone = {path: tags for path, tags in known.items() if path not in kept and path not in found}
        place = {tags.mark: path for path, tags in read.items() if tags.mark and path not in known}
        moved = {path: place[tags.mark] for path, tags in gone.items() if tags.mark in place}
        return Looked(kept | read, tuple(not_there), moved, len(read), len(gone) - len(moved))

    def take(self, looked: Looked) -> None:
        """Take in what a look found."""
        self._files, self.not_there = dict(looked.files), looked.not_there
        self._keep()

    def stop(self) -> None:
        """End a look soon, from any thread; what it has read is found by the next one too."""
        self._stop.set()
        if (errand := self._errand) is not None:
            errand.kill()

    def _tags_of(self, paths: list[Path], progress: Callable[[int, int], None]) -> Iterator[tuple[Path, Tags]]:
        done = 0
        while done < len(paths) and not self._stop.is_set():
            with Errand((*self._command, str(self.covers)), paths[done:], LONGEST_S) as errand:
                self._errand = errand
                for line in errand.lines():
                    yield paths[done], msgspec.json.decode(line, type=Tags)
                    done += 1
                    progress(done, len(paths))
            if done < len(paths) and not self._stop.is_set():  # it died, or hung, of this one
                yield paths[done], Tags(remarks=("music.tags_unreadable",))
                done += 1

    def _entry(self, path: Path, tags: Tags) -> Entry:
        return Entry(path, tags, self._shelf.said.get(tags.mark, Said()), self._figures.get(tags.mark))

    def _keep_shelf(self, shelf: Shelf) -> None:
        if not self._may_write:
            raise Trouble("music.library_unreadable")
        keep_shelf(self.folder, shelf)
        self._shelf, self._sorted = shelf, None

    def _keep(self) -> None:
        self._sorted = None
        files = {str(path): tags for path, tags in self._files.items() if tags.mark and _can_be_written(path)}
        marks = {tags.mark for tags in self._files.values()}
        figures = {mark: told for mark, told in self._figures.items() if mark in marks}
        write_whole(self.folder / SEEN, msgspec.json.encode(_Known(files, figures, self._shelf.folders)).decode())

    def _read(self) -> _Known:
        try:
            return msgspec.json.decode((self.folder / SEEN).read_bytes(), type=_Known)
        except (OSError, *SPOILT):
            return _Known()  # it is only what a look finds again


def _walk(folder: Path, most: int) -> Iterator[tuple[Path, tuple[int, int]]]:
    """The music in ``folder`` and below with size and time of change; hidden ones and links are left out."""
    for place, names, files in os.walk(folder):
        names[:] = sorted(name for name in names if not name.startswith("."))
        for name in sorted(files):
            path = Path(place, name)
            if name.startswith(".") or path.suffix.lower() not in MUSIC:
                continue
            try:
                found = path.lstat()
            except OSError:
                continue
            if stat.S_ISREG(found.st_mode):
                most -= 1
                if most < 0:
                    raise Trouble("music.library_too_large", most=MOST_FILES)
                yield path, (found.st_size, found.st_mtime_ns)


def _fits(entry: Entry, wanted: Wanted, words: Sequence[str], twice: set[Path]) -> bool:
    said = entry.said
    matches = {
        "": True,
        "duplicates": entry.path in twice,
        "untagged": said == Said(),
        "unmeasured": entry.figures is None,
        "trouble": bool(entry.tags.remarks or (entry.figures and entry.figures.why)),
    }
    return (
        all(word in entry.words for word in words)
        and (not wanted.phase or wanted.phase in said.phases)
        and (not wanted.voice or wanted.voice == said.voice)
        and (not wanted.energy or wanted.energy == said.energy)
        and matches[wanted.only]
    )


def _plain(text: str) -> str:
    """As it is searched: without marks above and below letters, which one disk writes otherwise than another."""
    if text.isascii():
        return text.casefold()
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in parts if not unicodedata.combining(sign))


def _can_be_written(path: Path) -> bool:
    try:
        str(path).encode("utf-8")
    except UnicodeEncodeError:
        return False  # a name that is no text is read anew each time
    return True
