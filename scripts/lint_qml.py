"""Check the QML: describe the Python types of the window for Qt's tools, then run qmllint, where one warning is a failure.

The types registered with ``@QmlElement`` under ``facilitator_app/ui`` make up the QML module ``Facilitator``.
"""

from __future__ import annotations

import json
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path
from typing import Any

import PySide6

UI = Path(__file__).parent.parent / "facilitator_app" / "ui"
MODULE = "Facilitator"
TOOLS = Path(sysconfig.get_path("scripts"))
METATYPES = Path(PySide6.__path__[0]) / "Qt" / "metatypes"
FIRST = ("desk", "forms", "light", "behind", "painted")
"""What other types build on is described before them, in this order: the dump does not look ahead."""
FOREIGN = [str(METATYPES / f"qt6{part}_metatypes.json") for part in ("core", "gui", "qml", "qmlmodels", "quick")]


def describe(stage: Path) -> None:
    """Write ``plugins.qmltypes`` and a ``qmldir`` of the Python types into ``stage``/Facilitator."""
    module = stage / MODULE
    module.mkdir()
    files = sorted(
        UI.rglob("*.py"), key=lambda path: (FIRST.index(path.stem) if path.stem in FIRST else len(FIRST), path)
    )
    sources = [str(path) for path in files if "@QmlElement" in path.read_text("utf-8")]
    described = stage / "metatypes.json"
    _run("pyside6-metaobjectdump", "-o", str(described), *sources)
    described.write_text(json.dumps(_with_constants(json.loads(described.read_text("utf-8")))), "utf-8")
    _run(
        "pyside6-qmltyperegistrar",
        *("--import-name", MODULE, "--major-version", "1", "--minor-version", "0"),
        *("--foreign-types", ",".join(FOREIGN), "--generate-qmltypes", str(module / "plugins.qmltypes")),
        *("-o", str(stage / "registrations.cpp"), str(described)),
    )
    (module / "qmldir").write_text(f"module {MODULE}\ntypeinfo plugins.qmltypes\ndepends QtQuick\n", "utf-8")


def _with_constants(files: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The description with ``constant`` where a property tells of no change: the dump leaves that word out."""
    for file in files:
        for kind in file.get("classes", ()):
            for told in kind.get("properties", ()):
                if "notify" not in told:
                    told["constant"] = True
    return files


def main() -> int:
    """Lint every QML file of the window; 0 when there was nothing to say."""
    files = [str(path) for path in sorted((UI / "qml").rglob("*.qml"))]
    if not files:
        print("no QML yet")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        stage = Path(folder)
        describe(stage)
        lint = [str(TOOLS / "pyside6-qmllint"), "--max-warnings", "0", "-I", folder, "-I", str(UI / "qml"), *files]
        return 1 if subprocess.run(lint, check=False).returncode else 0


def _run(tool: str, *arguments: str) -> None:
    subprocess.run([str(TOOLS / tool), *arguments], check=True)


if __name__ == "__main__":
    sys.exit(main())
