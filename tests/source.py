"""The program's own source as data: which module imports which, how long things are.  For tests about structure only."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
NAME = "facilitator_app"
PACKAGE = ROOT / NAME
NOT_OURS = {
    ".venv",
    ".git",
    ".syslibs",
    ".mypy_cache",
    ".ruff_cache",
    ".pytest_cache",
    ".hypothesis",
    "__pycache__",
    "build",
    "dist",
}


class Import(NamedTuple):
    """One import: what is imported, where, and whether it happens when the module is loaded."""

    target: str
    line: int
    at_load: bool


class Length(NamedTuple):
    """How many lines a thing has."""

    name: str
    lines: int


@cache
def modules() -> dict[str, Path]:
    """Every module of the package, by its name without ``facilitator_app.``; the package itself is the empty name."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        found[".".join(part for part in parts if part != "__init__")] = path
    return found


@cache
def tree(path: Path) -> ast.Module:
    """The parsed file."""
    return ast.parse(path.read_text("utf-8"), str(path))


@cache
def imports(module: str) -> tuple[Import, ...]:
    """What a module imports: own modules by their short name, others as ``package:top`` (``package:numpy``)."""
    found = []
    for node, at_load in _import_nodes(tree(modules()[module]), at_load=True):
        if isinstance(node, ast.Import):
            targets = [alias.name for alias in node.names]
        else:
            # ``from a import b`` imports the module a.b when there is one
            targets = [f"{node.module}.{alias.name}" for alias in node.names]
        found += [Import(name, node.lineno, at_load) for target in targets if (name := _short(target))]
    return tuple(found)


def reach(module: str, *, at_load: bool, parents: bool = True) -> set[str]:
    """Everything a module imports, directly or through others; ``at_load`` leaves out what is imported when first needed.

    A module loads the packages it lies in; ``parents`` counts that.
    """
    seen: set[str] = set()
    waiting = [module]
    while waiting:
        current = waiting.pop()
        if current in seen:
            continue
        seen.add(current)
        if current in modules():
            waiting += [found.target for found in imports(current) if found.at_load or not at_load]
            waiting += [current.rpartition(".")[0]] if parents and "." in current else []
    return seen - {module}


def third_party(names: set[str]) -> set[str]:
    """Of these, the packages that are neither ours nor Python's own."""
    tops = {name.removeprefix("package:") for name in names if name.startswith("package:")}
    return tops - sys.stdlib_module_names


def lengths(path: Path, kind: type[ast.AST] | tuple[type[ast.AST], ...]) -> Iterator[Length]:
    """The length of every class or function of a file."""
    for node in ast.walk(tree(path)):
        if isinstance(node, kind) and isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            yield Length(
                f"{path.relative_to(ROOT)}:{node.lineno} {node.name}", (node.end_lineno or 0) - node.lineno + 1
            )


def files(*endings: str) -> Iterator[Path]:
    """Every file of the project with one of these endings."""
    for path in sorted(ROOT.rglob("*")):
        if path.suffix in endings and path.is_file() and not NOT_OURS & set(path.relative_to(ROOT).parts):
            yield path


def _short(target: str) -> str:
    if target.split(".")[0] != NAME:
        return f"package:{target.split('.')[0]}"
    rest = target.removeprefix(NAME).removeprefix(".")
    while rest and rest not in modules():
        rest = rest.rpartition(".")[0]
    return rest


def _import_nodes(node: ast.AST, *, at_load: bool) -> Iterator[tuple[ast.Import | ast.ImportFrom, bool]]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import | ast.ImportFrom):
            yield child, at_load
        elif isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
            yield from _import_nodes(child, at_load=False)
        elif isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test):
            for part in child.body:
                yield from _import_nodes(ast.Module([part], []), at_load=False)
            for part in child.orelse:
                yield from _import_nodes(ast.Module([part], []), at_load=at_load)
        else:
            yield from _import_nodes(child, at_load=at_load)
