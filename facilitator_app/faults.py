"""The three kinds of fault and the one door they leave by.  Knows no Qt, no SQL and no user text.

``Refusal``: the user can change it, shown beside the field.  ``Trouble``: the world (disk, sound, files), a banner
that stays until it is over.  Anything else is a bug.  Values carried by a fault are for the screen, never for a log.
Everything imports this module, the first frame too: asyncio is imported when there is first something to wait for.
"""

from __future__ import annotations

import logging
import traceback
from collections.abc import Awaitable, Callable, Coroutine
from typing import TYPE_CHECKING, Any, Generic, ParamSpec, TypeVar

if TYPE_CHECKING:
    import asyncio

log = logging.getLogger("facilitator")
T = TypeVar("T")
P = ParamSpec("P")

SPOILT = (ValueError, ArithmeticError, RecursionError)
"""What readers of JSON, TOML and text raise at a spoilt file: besides their own faults at a number of thousands of figures
or beyond every range, and at brackets in brackets without end."""


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
        self._over: list[Callable[[str], None]] = []
        self._tasks: dict[str, asyncio.Task[Any]] = {}
        self._finishing: set[asyncio.Task[Any]] = set()
        self._seen: dict[tuple[str, str], int] = {}

    def listen(self, hearer: Hearer) -> Callable[[], None]:
        """Have ``hearer(fault, where)`` called for every fault, after it was logged; returns how to stop."""
        self._hearers.append(hearer)
        return lambda: self._hearers.remove(hearer) if hearer in self._hearers else None

    def listen_over(self, hearer: Callable[[str], None]) -> Callable[[], None]:
        """Have ``hearer(where)`` called when something works that had trouble before, or never had; returns how to stop."""
        self._over.append(hearer)
        return lambda: self._over.remove(hearer) if hearer in self._over else None

    def works(self, where: str) -> None:
        """What is done at ``where`` worked: a trouble that was reported from there is over."""
        for hearer in tuple(self._over):
            hearer(where)

    def report(self, fault: BaseException, where: str) -> None:
        """Log ``fault`` without its values and tell the hearers.  Never raises: a hearer that fails is logged."""
        kind = str(fault) if isinstance(fault, Fault) else type(fault).__name__
        count = self._seen[(kind, where)] = self._seen.get((kind, where), 0) + 1
        if isinstance(fault, Refusal):
            log.info("refused %s in %s", kind, where)
        elif isinstance(fault, Trouble):
            cause = type(fault.__cause__).__name__ if fault.__cause__ else "none"
            log.warning("trouble %s in %s (cause %s, count %d)", kind, where, cause, count)
        else:
            log.error("bug %s in %s (count %d)\n%s", kind, where, count, _trace(fault))
        for hearer in tuple(self._hearers):
            try:
                hearer(fault, where)
            except Exception as second:
                log.error("a hearer failed with %s\n%s", type(second).__name__, _trace(second))

    @property
    def may_spawn(self) -> bool:
        """Whether there is a loop for tasks to run on; before the first frame there is none."""
        import asyncio

        try:
            return asyncio.get_running_loop() is not None
        except RuntimeError:
            return False

    def spawn(
        self, work: Coroutine[Any, Any, T], name: str, *, told: bool = False, to_the_end: bool = False
    ) -> asyncio.Task[T]:
        """Run ``work`` as a task that is kept and whose failure is reported.  It is cancelled by ``close``.

        ``told``: somebody awaits the task and is told its failure, so it is not reported here.  ``to_the_end``: ``finished``
        waits for it, and ``close`` does not cancel it.
        """
        import asyncio

        task = asyncio.get_running_loop().create_task(work, name=name)
        key = f"{name}#{id(task)}"
        self._tasks[key] = task
        if to_the_end:
            self._finishing.add(task)
            task.add_done_callback(self._finishing.discard)

        def done(finished: asyncio.Task[Any]) -> None:
            self._tasks.pop(key, None)
            if not told:
                self._report_of(finished, name)

        task.add_done_callback(done)
        return task

    def _report_of(self, finished: asyncio.Task[Any], name: str) -> None:
        if not finished.cancelled() and (fault := finished.exception()) is not None:
            self.report(fault, name)

    async def finish(self, work: Coroutine[Any, Any, T], name: str) -> T:
        """Run ``work`` to its end, also when who waits for it goes away; its failure is then reported instead."""
        import asyncio

        task = self.spawn(work, name, told=True, to_the_end=True)
        try:
            return await asyncio.shield(task)
        except asyncio.CancelledError:
            task.add_done_callback(lambda gone: self._report_of(gone, name))
            raise

    async def or_report(self, work: Awaitable[object], where: str) -> None:
        """Wait for ``work`` that nobody asked for: Trouble with it is reported and holds nobody up."""
        try:
            await work
        except Trouble as trouble:
            self.report(trouble, where)

    async def finished(self) -> None:
        """Wait until what was begun with ``finish`` is done."""
        import asyncio

        while self._finishing:
            await asyncio.wait(self._finishing)

    async def close(self) -> None:
        """Let what is to be finished finish, cancel what else still runs, and wait for it."""
        import asyncio

        await self.finished()
        tasks = list(self._tasks.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


class Listeners(Generic[P]):
    """Who is told of a change.  A listener that fails is reported and skipped: a broken view never undoes a saved line."""

    def __init__(self, faults: Faults, where: str) -> None:
        self._faults = faults
        self._where = where
        self._all: list[Callable[P, object]] = []

    def add(self, listener: Callable[P, object]) -> Callable[[], None]:
        """Tell ``listener`` from now on; returns how to stop."""
        self._all.append(listener)
        return lambda: self._all.remove(listener) if listener in self._all else None

    def tell(self, *args: P.args, **values: P.kwargs) -> None:
        """Tell everybody, each on their own."""
        for listener in tuple(self._all):
            try:
                listener(*args, **values)
            except Exception as fault:
                self._faults.report(fault, self._where)


def _trace(fault: BaseException) -> str:
    """Where it happened: files, lines and function names, never the exception's text or locals."""
    frames = traceback.extract_tb(fault.__traceback__)
    return "\n".join(f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in frames)
