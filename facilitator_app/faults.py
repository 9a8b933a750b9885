"""The three kinds of fault and the one door they leave by.  Knows no Qt, no SQL and no user text.

``Refusal``: the user can change it, shown beside the field.  ``Trouble``: the world (disk, sound, files), a banner that
stays until it is over.  Anything else is a bug.  Values carried by a fault are for the screen only; they never reach a log.
"""

from __future__ import annotations

import asyncio
import logging
import traceback
from collections.abc import Callable, Coroutine
from typing import Any

log = logging.getLogger("facilitator")


class Fault(Exception):
    """A fault with a text key and the values that fill it.  ``str()`` gives the key alone, so that logs stay silent."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key)
        self.key = key
        self.values = values


class Refusal(Fault):
    """The user can change it.  ``field`` names the place where it happened, or is empty."""

    def __init__(self, key: str, *, field: str = "", **values: object) -> None:
        super().__init__(key, **values)
        self.field = field


class Question(Refusal):
    """An improbable value: asked once, kept when confirmed.  ``confirm`` names what the caller must confirm."""

    def __init__(self, key: str, *, field: str, confirm: str, **values: object) -> None:
        super().__init__(key, field=field, **values)
        self.confirm = confirm


class Trouble(Fault):
    """The world: it stays until it is over.  Chain the cause with ``raise ... from``."""


Hearer = Callable[[BaseException, str], None]


class Faults:
    """Where every fault of a running program ends: counted, logged without values, and told to whoever listens."""

    def __init__(self) -> None:
        self._hearers: list[Hearer] = []
        self._tasks: dict[str, asyncio.Task[Any]] = {}
        self._seen: dict[tuple[str, str], int] = {}

    def listen(self, hearer: Hearer) -> None:
        """Have ``hearer(fault, where)`` called for every fault, after it was logged."""
        self._hearers.append(hearer)

    def report(self, fault: BaseException, where: str) -> None:
        """Log ``fault`` without its values and tell the hearers.  Never raises; a fault in here goes to the log and stops."""
        kind = str(fault) if isinstance(fault, Fault) else type(fault).__name__
        count = self._seen[(kind, where)] = self._seen.get((kind, where), 0) + 1
        if isinstance(fault, Refusal):
            log.info("refused %s in %s", kind, where)
        elif isinstance(fault, Trouble):
            cause = type(fault.__cause__).__name__ if fault.__cause__ else "none"
            log.warning("trouble %s in %s (cause %s, count %d)", kind, where, cause, count)
        else:
            log.error("bug %s in %s (count %d)\n%s", kind, where, count, _trace(fault))
        for hearer in self._hearers:
            try:
                hearer(fault, where)
            except Exception as second:
                log.error("a hearer failed with %s\n%s", type(second).__name__, _trace(second))

    def spawn(self, work: Coroutine[Any, Any, Any], name: str) -> asyncio.Task[Any]:
        """Run ``work`` as a task that is kept and whose failure is reported.  It is cancelled by ``close``."""
        task = asyncio.get_running_loop().create_task(work, name=name)
        key = f"{name}#{id(task)}"
        self._tasks[key] = task

        def done(finished: asyncio.Task[Any]) -> None:
            self._tasks.pop(key, None)
            if not finished.cancelled() and (fault := finished.exception()) is not None:
                self.report(fault, name)

        task.add_done_callback(done)
        return task

    async def close(self) -> None:
        """Cancel what still runs and wait for it."""
        tasks = list(self._tasks.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def _trace(fault: BaseException) -> str:
    """Where it happened: files, lines and function names, never the exception's text or locals."""
    frames = traceback.extract_tb(fault.__traceback__)
    return "\n".join(f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in frames)
