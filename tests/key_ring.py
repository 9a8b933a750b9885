"""A key ring of GNOME of its own: a private bus and a daemon in a folder of the test, never the developer's."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

WANTED = ("dbus-daemon", "gnome-keyring-daemon")
needs_keyring = pytest.mark.skipif(
    not all(shutil.which(program) for program in WANTED), reason="needs dbus-daemon and gnome-keyring-daemon"
)
_BUS = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:dir={folder}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/>
  </policy>
</busconfig>
"""


class KeyRing:
    """What a program is told of it, and the daemon."""

    def __init__(self, home: Path, address: str) -> None:
        self.home = home
        self.address = address
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def environment(self) -> dict[str, str]:
        """The variables by which a program finds it."""
        own = {
            f"XDG_{name}": str(self.home / name) for name in ("DATA_HOME", "CONFIG_HOME", "CACHE_HOME", "RUNTIME_DIR")
        }
        return own | {"HOME": str(self.home), "DBUS_SESSION_BUS_ADDRESS": self.address, "PATH": os.environ["PATH"]}

    def start(self) -> None:
        """The daemon, with the ring of this home unlocked."""
        import secretstorage
        from jeepney import message_bus
        from jeepney.io.blocking import Proxy

        self.process = subprocess.Popen(
            ["gnome-keyring-daemon", "--foreground", "--components=secrets", "--unlock"],
            env=self.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        assert self.process.stdin is not None
        self.process.stdin.write(b"signed in to this machine")
        self.process.stdin.close()
        with contextlib.closing(secretstorage.dbus_init()) as bus:
            while not Proxy(message_bus, bus).NameHasOwner("org.freedesktop.secrets")[0]:
                assert self.process.poll() is None

    def stop(self) -> None:
        """The daemon is gone; what it kept is on disk."""
        if self.process is not None:
            self.process.terminate()
            self.process.wait(10)
            self.process = None

    def lock(self) -> None:
        """As the desktop does when the screen has been left."""
        import secretstorage

        with contextlib.closing(secretstorage.dbus_init()) as bus:
            secretstorage.Collection(bus).lock()


@contextlib.contextmanager
def key_ring(environ: pytest.MonkeyPatch) -> Iterator[KeyRing]:
    """A ring that is unlocked, and is what this process finds."""
    with tempfile.TemporaryDirectory(
        prefix="ring-"
    ) as place:  # sockets lie in it: a test's own folder has too long a name
        yield from _key_ring(Path(place), environ)


def _key_ring(home: Path, environ: pytest.MonkeyPatch) -> Iterator[KeyRing]:
    for name in ("DATA_HOME", "CONFIG_HOME", "CACHE_HOME", "RUNTIME_DIR"):
        (home / name).mkdir(mode=0o700, parents=True)
    (home / "bus.conf").write_text(_BUS.format(folder=home / "RUNTIME_DIR"))
    bus = subprocess.Popen(
        ["dbus-daemon", f"--config-file={home / 'bus.conf'}", "--nofork", "--nopidfile", "--print-address"],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert bus.stdout is not None
    ring = KeyRing(home, bus.stdout.readline().strip())
    environ.setenv("DBUS_SESSION_BUS_ADDRESS", ring.address)
    try:
        ring.start()
        yield ring
    finally:
        ring.stop()
        bus.terminate()
        bus.wait(10)
        bus.stdout.close()
