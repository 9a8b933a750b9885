"""The platform's key store: a real key ring of GNOME, locked, unlocked, gone and hanging."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator

import pytest

from facilitator_app import device_store
from facilitator_app.device_store import KeyStore, of_this_machine
from facilitator_app.faults import Trouble
from tests.key_ring import KeyRing, key_ring, needs_keyring


@pytest.fixture
def ring(monkeypatch: pytest.MonkeyPatch) -> Iterator[KeyRing]:
    """A key ring of this test's own."""
    with key_ring(monkeypatch) as made:
        yield made


def store() -> KeyStore:
    """The store of this machine, as the app gets it."""
    found = of_this_machine()
    assert found is not None
    return found


def must_be_shut(asked: KeyStore) -> None:
    """Nothing can be kept in it or read from it."""
    asks: list[Callable[[], object]] = [
        lambda: asked.read("a"),
        lambda: asked.keep("a", b"x"),
        lambda: asked.destroy("a"),
    ]
    for work in asks:
        with pytest.raises(Trouble) as told:
            work()
        assert told.value.key == "device_pin.store_shut"
        assert told.value.__cause__ is None


@needs_keyring
def test_what_is_kept_is_there_after_a_restart_until_it_is_destroyed(ring: KeyRing) -> None:
    kept = store()
    assert kept.read("a") is None
    kept.keep("a", bytes(range(256)))
    kept.keep("b", b"another")
    kept.keep("a", b"newer" + bytes(range(200)))
    ring.stop()
    ring.start()
    assert store().read("a") == b"newer" + bytes(range(200))
    kept.destroy("a")
    kept.destroy("a")
    assert (store().read("a"), store().read("b")) == (None, b"another")


@needs_keyring
def test_on_disk_the_ring_tells_nothing(ring: KeyRing) -> None:
    store().keep("a", b"between us only")
    ring.stop()
    written = [path.read_bytes() for path in ring.home.rglob("*") if path.is_file()]
    assert any(b"GnomeKeyring" in content for content in written)
    assert not any(b"between us only" in content for content in written)


@needs_keyring
def test_a_locked_ring_is_shut_and_nobody_is_asked_for_its_passphrase(ring: KeyRing) -> None:
    kept = store()
    kept.keep("a", b"x")
    ring.lock()
    must_be_shut(kept)
    ring.stop()
    must_be_shut(kept)
    ring.start()
    assert kept.read("a") == b"x"


@needs_keyring
def test_a_ring_that_does_not_answer_is_waited_for_once_and_not_for_long(
    ring: KeyRing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(device_store, "PATIENCE_S", 0.2)
    kept = store()
    assert ring.process is not None
    os.kill(ring.process.pid, signal.SIGSTOP)
    try:
        must_be_shut(kept)
    finally:
        os.kill(ring.process.pid, signal.SIGCONT)


@pytest.mark.skipif(sys.platform != "linux", reason="the key stores of other systems have no bus")
def test_where_there_is_no_bus_the_store_is_shut(monkeypatch: pytest.MonkeyPatch) -> None:
    for address in ("", "unix:path=/nowhere/at/all", "rubbish"):
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        must_be_shut(store())
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS")
    must_be_shut(store())
