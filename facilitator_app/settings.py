"""What belongs to this device and to nobody's record: playlist, loudspeaker, level of the music, a second place for copies,
and how it shows things: language, size of text, the hand that holds it."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Literal

import msgspec

from facilitator_app.faults import SPOILT, Refusal, Trouble

FILE = "settings.toml"


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Things of this device.  Empty ``playlist``: the one that ships.  Empty ``loudspeaker``: the system's own choice.
    ``listen_on``: the device one listens on before; empty: the loudspeaker, and none while a session's music is on it.

    ``second_copies``: a folder that is there (a stick, another disk) for a second copy of the record; empty: none.
    ``veil_minutes``: names are hidden after so long without a touch (1 to 240); 0: only by a touch.
    ``keyboard``: when the on-screen keyboard comes up: ``automatic``, ``always`` or ``never``.
    ``language``: a tag (BCP 47); one that this version does not speak is English.  ``text_percent``: size of text, 100 to 200.
    ``left_handed``: what is touched most lies under the left thumb.
    """

    playlist: str = ""
    loudspeaker: str = ""
    listen_on: str = ""
    level_db: float = 0.0
    second_copies: str = ""
    veil_minutes: int = 10
    keyboard: Literal["automatic", "always", "never"] = "automatic"
    language: str = "en"
    text_percent: int = 100
    left_handed: bool = False

    def __post_init__(self) -> None:
        """Refuse a level outside the range of the fader (−40 to 0 dB), and what cannot be a path."""
        if "\0" in self.playlist:
            raise Refusal("settings.playlist", field="playlist")
        if not -40.0 <= self.level_db <= 0.0:
            raise Refusal("settings.level", field="level_db")
        if not 0 <= self.veil_minutes <= 240:
            raise Refusal("settings.veil_minutes", field="veil_minutes")
        if not 100 <= self.text_percent <= 200:
            raise Refusal("settings.text_percent", field="text_percent")


def read_settings(folder: Path) -> Settings:
    """The settings of ``folder``, or the defaults when there are none; a file that cannot be read is Trouble, not guessed."""
    try:
        text = (folder / FILE).read_text("utf-8")
    except FileNotFoundError:
        return Settings()
    except (OSError, UnicodeDecodeError) as cause:
        raise Trouble("settings.unreadable", file=FILE) from cause
    try:
        return msgspec.convert(tomllib.loads(text), Settings)
    except (*SPOILT, Refusal) as cause:
        raise Trouble("settings.unreadable", file=FILE) from cause


def keep_settings(folder: Path, settings: Settings) -> None:
    """Write the settings, whole or not at all."""
    lines = []
    for name, value in msgspec.to_builtins(settings).items():
        lines.append(f"{name} = {_toml(value)}")
    new = folder / (FILE + ".new")
    try:
        new.write_text("\n".join(lines) + "\n", "utf-8")
        new.replace(folder / FILE)
    except OSError as cause:
        raise Trouble("settings.not_saved", file=FILE) from cause


def _toml(value: object) -> str:
    """A TOML value is a JSON value, for all that stands here and all that a path can hold, once DEL is escaped."""
    return msgspec.json.encode(value).decode().replace("\x7f", "\\u007f")
