"""The window's own file picker: folders and files of this device, dark and within the window.  It opens and writes nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject

from facilitator_app.faults import Refusal
from facilitator_app.text import render, say
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1

MOUNTS = (Path("/media"), Path("/run/media"), Path("/mnt"), Path("/Volumes"))


@QmlElement
@QmlUncreatable("made by the program")
class FilePicker(QObject):
    """Asks for a folder, or for a file of certain endings.  One question at a time; the answer goes to who asked."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = Path.home()
        self._title = ""
        self._button = ""
        self._endings: tuple[str, ...] = ()
        self._answer: Callable[[Path], None] | None = None
        self._error = ""

    def ask(self, title: str, button: str, answer: Callable[[Path], None], endings: tuple[str, ...] = ()) -> None:
        """Ask for a folder, or with ``endings`` (``".pdf"``) for a file or a folder; ``answer`` is called with the choice.
        Without a ``button`` no folder can be chosen."""
        self._title, self._button, self._answer, self._endings = title, button, answer, endings
        self._go(self._folder)

    @Property(bool, notify=changed)
    def asking(self) -> bool:
        """Whether a question is open."""
        return self._answer is not None

    @Property(str, notify=changed)
    def title(self) -> str:
        """What is asked for."""
        return self._title

    @Property(str, notify=changed)
    def button(self) -> str:
        """What choosing this folder is called."""
        return self._button

    @Property(str, notify=changed)
    def folder(self) -> str:
        """Where one is."""
        return str(self._folder)

    @Property(str, notify=changed)
    def error(self) -> str:
        """Why a folder cannot be opened, in words, or empty."""
        return self._error

    @Property("QVariantList", notify=changed)
    def rows(self) -> list[dict[str, object]]:
        """What is here: folders first, then the files that can be chosen."""
        rows = [{"name": path.name, "path": str(path), "folder": True} for path in self._folders(self._folder)]
        return rows + [{"name": path.name, "path": str(path), "folder": False} for path in self._files()]

    @Property("QVariantList", notify=changed)
    def places(self) -> list[dict[str, object]]:
        """Where to begin: home, the whole device, and what is plugged in."""
        sticks = [path for mount in MOUNTS for path in self._folders(mount)]
        sticks = [
            inner for path in sticks for inner in (self._folders(path) if path.parent.name == "media" else [path])
        ]
        named = [(render("ui.files.home"), Path.home()), (render("ui.files.device"), Path(Path.home().anchor))]
        named += [(path.name, path) for path in sticks]
        return [{"name": name, "path": str(path)} for name, path in named]

    @Slot(str)
    def go(self, path: str) -> None:
        """Open a folder."""
        self._go(Path(path))

    @Slot()
    def up(self) -> None:
        """Open the folder above."""
        self._go(self._folder.parent)

    @Slot(str)
    def choose(self, path: str) -> None:
        """Answer with a file, or with the folder one is in when ``path`` is empty."""
        answer, self._answer = self._answer, None
        self.changed.emit()
        if answer is not None:
            answer(Path(path) if path else self._folder)

    @Slot()
    def cancel(self) -> None:
        """Close the question without an answer."""
        self._answer = None
        self.changed.emit()

    def _go(self, folder: Path) -> None:
        try:
            next(folder.iterdir(), None)
        except OSError:
            self._error = say(Refusal("ui.files.closed", name=folder.name or str(folder)))
        else:
            self._folder, self._error = folder, ""
        self.changed.emit()

    def _folders(self, folder: Path) -> list[Path]:
        return sorted((p for p in _listed(folder) if p.is_dir() and not p.name.startswith(".")), key=_by_name)

    def _files(self) -> list[Path]:
        found = (p for p in _listed(self._folder) if p.suffix.lower() in self._endings and p.is_file())
        return sorted(found, key=_by_name)


def _listed(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except OSError:
        return []


def _by_name(path: Path) -> str:
    return path.name.casefold()
