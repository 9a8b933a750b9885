"""The platform's own key store: a few bytes kept for this user of this machine.  Must not know what they open.

Only the real stores, by name: Secret Service on Linux, Keychain on macOS, Credential Locker on Windows; never what a file or
a variable of the environment may choose in their place.  It is never asked to unlock, and it is not waited for long.
"""

from __future__ import annotations

import contextlib
import sys
import threading
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from facilitator_app.faults import Trouble

if TYPE_CHECKING:
    from secretstorage import Collection, Item

R = TypeVar("R")
SERVICE = "facilitator"
PATIENCE_S = 3.0
"""How long a store may take before it counts as shut for the rest of the run: it may be asking somebody something."""


class KeyStore(Protocol):
    """What is kept by an opaque name.  Each call may take ``PATIENCE_S``, and raises Trouble device_pin.store_shut."""

    def read(self, name: str) -> bytes | None:
        """What is kept, or None when nothing is."""
        ...

    def keep(self, name: str, content: bytes) -> None:
        """Keep it in the place of what was there.  At most 1,000 bytes: Windows takes 2,560 in letters of two."""
        ...

    def destroy(self, name: str) -> None:
        """Have it no more; not having had it is no fault."""
        ...


def shut() -> Trouble:
    """The store is not there, is locked, or does not answer."""
    return Trouble("device_pin.store_shut")


def of_this_machine() -> KeyStore | None:
    """The store of this platform, not yet asked anything; None where none is known."""
    if sys.platform == "linux":
        return _Patient(_SecretService())
    elif sys.platform == "darwin" or sys.platform == "win32":
        return _Patient(_Keyring())
    else:
        return None


class _Patient:
    """Asks a store on a thread that nobody waits for when it does not answer: not the window, and not the end of the app."""

    def __init__(self, store: KeyStore) -> None:
        self._store = store
        self._one_at_a_time = threading.Lock()
        self._hangs = False

    def read(self, name: str) -> bytes | None:
        return self._ask(lambda: self._store.read(name))

    def keep(self, name: str, content: bytes) -> None:
        self._ask(lambda: self._store.keep(name, content))

    def destroy(self, name: str) -> None:
        self._ask(lambda: self._store.destroy(name))

    def _ask(self, work: Callable[[], R]) -> R:
        import queue  # not on the way to the first frame

        said: queue.SimpleQueue[tuple[R] | None] = queue.SimpleQueue()

        def ask() -> None:
            try:
                said.put((work(),))
            except Trouble:
                said.put(None)

        with self._one_at_a_time:
            answer = None
            if not self._hangs:
                threading.Thread(target=ask, name="key-store", daemon=True).start()
                try:
                    answer = said.get(timeout=PATIENCE_S)
                except queue.Empty:
                    self._hangs = True
        if answer is None:
            raise shut()
        return answer[0]


class _SecretService:
    """The default collection of the Secret Service (GNOME Keyring, KWallet, KeePassXC), while it is unlocked.

    Spoken to without ``keyring``, which unlocks a locked collection by a window of the desktop in front of a dark room.
    """

    def read(self, name: str) -> bytes | None:
        with _collection() as collection:
            item = _item(collection, name)
            return None if item is None else item.get_secret()

    def keep(self, name: str, content: bytes) -> None:
        from secretstorage.util import format_secret, open_session

        with _collection() as collection:
            item = _item(collection, name)
            if item is not None:
                item.set_secret(content, "application/octet-stream")
                return
            session = open_session(collection.connection)
            secret = format_secret(session, content, "application/octet-stream")
            _create(collection, _attributes(name), secret)

    def destroy(self, name: str) -> None:
        from secretstorage.util import DBusAddressWrapper

        with _collection() as collection:
            item = _item(collection, name)
            if item is None:
                return
            item.set_secret(b"-", "application/octet-stream")  # a store may want to ask before it deletes
            DBusAddressWrapper(item.item_path, "org.freedesktop.Secret.Item", collection.connection).call("Delete", "")


def _attributes(name: str) -> dict[str, str]:
    return {"application": SERVICE, "name": name}


@contextlib.contextmanager
def _collection() -> Iterator[Collection]:
    """The default collection if it is there and unlocked."""
    try:
        import secretstorage
        from jeepney import DBusErrorResponse
    except ImportError:
        raise shut() from None
    faults = (secretstorage.SecretStorageException, DBusErrorResponse, OSError, ValueError, EOFError, AssertionError)
    try:
        with contextlib.closing(secretstorage.dbus_init()) as bus:
            if not secretstorage.check_service_availability(bus):
                raise shut()
            collection = secretstorage.Collection(bus)  # never made: that asks for a passphrase
            if collection.is_locked():
                raise shut()
            yield collection
    except faults:
        raise shut() from None


def _item(collection: Collection, name: str) -> Item | None:
    return next(collection.search_items(_attributes(name)), None)


def _create(collection: Collection, attributes: dict[str, str], secret: tuple[str, bytes, bytes, str]) -> None:
    """As the library does, but for one thing: when the store wants to ask somebody, it is not let."""
    from secretstorage.util import DBusAddressWrapper

    place = DBusAddressWrapper(collection.collection_path, "org.freedesktop.Secret.Collection", collection.connection)
    properties = {
        "org.freedesktop.Secret.Item.Label": ("s", "Facilitator"),
        "org.freedesktop.Secret.Item.Attributes": ("a{ss}", attributes),
    }
    made, _ = place.call("CreateItem", "a{sv}(oayays)b", properties, secret, True)
    if len(made) <= 1:
        raise shut()


class _Keyring:
    """Keychain or Credential Locker, by the name of its class.  Neither was tried on a real machine."""

    def read(self, name: str) -> bytes | None:
        with _backend() as backend:
            kept: str | None = backend.get_password(_service(name), name)
            return None if kept is None else bytes.fromhex(kept)

    def keep(self, name: str, content: bytes) -> None:
        with _backend() as backend:
            backend.set_password(_service(name), name, content.hex())

    def destroy(self, name: str) -> None:
        with _backend() as backend:
            if backend.get_password(_service(name), name) is not None:
                backend.delete_password(_service(name), name)


def _service(name: str) -> str:
    """One of its own for each: of several under one, the Credential Locker of ``keyring`` moves the others about."""
    return f"{SERVICE}/{name}"


@contextlib.contextmanager
def _backend() -> Iterator[Any]:
    """The library's class for this platform, made here: ``keyring.get_keyring`` would heed a file or the environment."""
    faults: tuple[type[Exception], ...] = (OSError, ValueError)
    try:
        from keyring.errors import KeyringError

        if sys.platform == "win32":
            from keyring.backends.Windows import WinVaultKeyring
            from win32ctypes.pywin32.pywintypes import error

            backend = WinVaultKeyring()
            backend.persist = "local machine"  # or it would follow the user to other machines of the domain
            faults = (*faults, KeyringError, error)
        else:
            import ctypes

            from keyring.backends.macOS import Keyring

            security = ctypes.CDLL("/System/Library/Frameworks/Security.framework/Security")
            security.SecKeychainSetUserInteractionAllowed(False)  # locked is an answer; no window asks
            backend = Keyring()
            faults = (*faults, KeyringError)
    except (ImportError, OSError):
        raise shut() from None
    try:
        yield backend
    except faults:
        raise shut() from None
