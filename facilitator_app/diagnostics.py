"""What a helper needs to know about this machine and this record, without a name, a value or a path in it."""

from __future__ import annotations

import importlib.metadata
import platform
import shutil
from pathlib import Path

from facilitator_app import __version__
from facilitator_app.data_folder import KEYS, RECORD

_LIBRARIES = ("PySide6-Essentials", "qasync", "SQLAlchemy", "sqlcipher3", "python-vlc", "miniaudio", "numpy", "typst")


def tell(folder: Path) -> tuple[str, ...]:
    """Lines of ``what: how much``; sizes in whole megabytes, counts of files, versions."""
    lines = [
        f"facilitator-app: {__version__}",
        f"python: {platform.python_version()}",
        f"system: {platform.system()} {platform.release()} {platform.machine()}",
    ]
    lines += [f"{name}: {_version(name)}" for name in _LIBRARIES]
    lines.append(f"libVLC: {_libvlc()}")
    lines.append(f"record: {_megabytes(folder / RECORD)}")
    lines.append(f"key file: {'there' if (folder / KEYS).exists() else 'none'}")
    if folder.exists():
        lines.append(f"free disk: {shutil.disk_usage(folder).free // 1_000_000} MB")
    return tuple(lines)


def _version(name: str) -> str:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return "not installed"


def _libvlc() -> str:
    """Whether the engine could load it is the engine's to say; here only whether the system knows it."""
    import ctypes.util

    return ctypes.util.find_library("vlc") or "not found"


def _megabytes(path: Path) -> str:
    return f"{path.stat().st_size // 1_000_000} MB" if path.exists() else "none"
