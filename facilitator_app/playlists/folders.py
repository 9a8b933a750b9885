"""The folders that the library watches, and what people said of the pieces in them: one readable file beside the playlists.

Opens no music.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec

from facilitator_app.faults import SPOILT, Refusal, Trouble
from facilitator_app.playlists.library import Remark

FILE = "library.toml"
SHIPPED = Path(__file__).resolve().parents[2] / "resources" / "music"
LARGEST_FILE = 16 << 20


class Said(msgspec.Struct, frozen=True, omit_defaults=True):
    """What people said of a piece: phases it is for, ``voice`` none, wordless or words, ``energy`` 1 (still) to 5."""

    title: str = ""
    by: str = ""
    phases: tuple[str, ...] = ()
    energy: int | None = None
    voice: str = ""
    language: str = ""
    instruments: tuple[str, ...] = ()


class Shelf(msgspec.Struct, frozen=True):
    """The folders, and what was said of each content by its mark."""

    folders: tuple[str, ...] = ()
    said: Mapping[str, Said] = msgspec.field(default_factory=dict)

    @property
    def roots(self) -> tuple[Path, ...]:
        """Where a kept playlist may find its pieces."""
        return (*(Path(folder) for folder in self.folders), SHIPPED)


class Found(NamedTuple):
    """What the file held.  ``remark``: what is wrong with it; ``may_write``: whether another may be written in its place."""

    shelf: Shelf
    remark: Remark | None = None
    may_write: bool = True


def read_shelf(folder: Path, last_folders: Sequence[str] = ()) -> Found:
    """What is kept in ``folder``.  A damaged file is put aside; what can be read of it is kept.

    ``last_folders`` are watched where the file no longer names any.  One that cannot be opened is left as it is.
    """
    path = folder / FILE
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        return Found(Shelf())
    except OSError:
        return Found(Shelf(tuple(last_folders)), Remark("music.library_unreadable"), may_write=False)
    try:
        if len(raw) <= LARGEST_FILE and "folders" in (table := tomllib.loads(raw.decode())):
            return Found(_shelf(table))  # an empty file is a damaged one: we always name the folders
    except SPOILT:
        pass
    saved = _saved(raw[:LARGEST_FILE].decode(errors="replace"))
    shelf = msgspec.structs.replace(saved, folders=saved.folders or tuple(last_folders))
    aside = _free(path.with_name("library.damaged.toml"))
    try:
        path.rename(aside)
        keep_shelf(folder, shelf)
    except (OSError, Trouble):
        return Found(shelf, Remark("music.library_unreadable"), may_write=False)
    kept = {"folders": len(shelf.folders), "said": len(shelf.said), "file": aside.name}
    return Found(shelf, Remark("music.library_mended", kept))


def _shelf(table: Mapping[str, object]) -> Shelf:
    return msgspec.convert({"folders": table.get("folders", []), "said": table.get("said", {})}, Shelf)


def _saved(text: str) -> Shelf:
    """The parts of a damaged file that can be read, each by itself."""
    folders: tuple[str, ...] = ()
    said: dict[str, Said] = {}
    for part in re.split(r"^(?=\[|folders = )", text, flags=re.MULTILINE):
        if "\ufffd" in part:
            continue
        try:
            shelf = _shelf(tomllib.loads(part))
        except SPOILT:
            continue
        folders, said = shelf.folders or folders, {**said, **shelf.said}
    return Shelf(folders, said)


def keep_shelf(folder: Path, shelf: Shelf) -> None:
    """Write it, whole or not at all."""
    lines = ["# The music library: its folders, and what was said of its pieces.", f"folders = {quoted(shelf.folders)}"]
    for mark, said in sorted(shelf.said.items()):
        lines += ["", f"[said.{mark}]", *table_lines(msgspec.to_builtins(said))]
    write_whole(folder / FILE, "\n".join(lines) + "\n")


def _free(path: Path) -> Path:
    """A path that is not taken."""
    number, free = 2, path
    while free.exists():
        free, number = path.with_stem(f"{path.stem}-{number}"), number + 1
    return free


def quoted(value: object) -> str:
    """A text, a number or a list of texts as TOML: a TOML basic string is a JSON string once DEL is escaped.

    Refusal where it is no text: the name of a file may be any bytes.
    """
    plain = list(value) if isinstance(value, tuple) else value
    try:
        return msgspec.json.encode(plain).decode().replace("\x7f", "\\u007f")
    except UnicodeEncodeError as cause:
        raise Refusal("music.name_not_text") from cause


def table_lines(table: Mapping[str, object]) -> Iterable[str]:
    """``name = value`` for all that is set."""
    return [f"{name} = {quoted(value)}" for name, value in table.items() if value is not None]


def write_whole(path: Path, text: str) -> None:
    """Write a file of ours, whole or not at all; Trouble when it cannot be."""
    new = path.with_name(path.name + ".new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        new.write_text(text, "utf-8")
        new.replace(path)
    except (OSError, UnicodeEncodeError) as cause:
        raise Trouble("music.not_saved") from cause
