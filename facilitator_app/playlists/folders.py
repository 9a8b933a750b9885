"""The folders that the library watches, and what people said of the pieces in them: one readable file beside the playlists.

Opens no music.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path

import msgspec

from facilitator_app.faults import Trouble

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


def read_shelf(folder: Path) -> Shelf:
    """What is kept in ``folder``; a file that cannot be read is Trouble, so that nothing is written over it."""
    path = folder / FILE
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise Trouble("music.library_unreadable")
        table = tomllib.loads(path.read_text("utf-8"))
        return msgspec.convert({"folders": table.get("folders", []), "said": table.get("said", {})}, Shelf)
    except FileNotFoundError:
        return Shelf()
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, msgspec.ValidationError) as cause:
        raise Trouble("music.library_unreadable") from cause


def keep_shelf(folder: Path, shelf: Shelf) -> None:
    """Write it, whole or not at all."""
    lines = ["# The music library: its folders, and what was said of its pieces.", f"folders = {quoted(shelf.folders)}"]
    for mark, said in sorted(shelf.said.items()):
        lines += ["", f"[said.{mark}]", *table_lines(msgspec.to_builtins(said))]
    write_whole(folder / FILE, "\n".join(lines) + "\n")


def quoted(value: object) -> str:
    """A text, a number or a list of texts as TOML: a TOML basic string is a JSON string once DEL is escaped."""
    plain = list(value) if isinstance(value, tuple) else value
    return msgspec.json.encode(plain).decode().replace("\x7f", "\\u007f")


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
