"""What stands half typed in a panel: for its person on disk soon after the last letter, and there again for them alone.

A panel's work for one person (or for the room) is one draft of the record.  It is put away when somebody else is looked
at and comes back with the person, also after another screen, the lock or a stop; it goes in the transaction that writes
what became of it.  The moment it is told for waits with it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec
from PySide6.QtCore import QObject, QTimer
from shiboken6 import isValid

from facilitator_app.text import render
from facilitator_app.ui.half_typed import fields_of
from facilitator_app.ui.panels.desk import Desk
from facilitator_app.ui.panels.moment import NOW, Chosen, chosen_of
from facilitator_app.ui.typed import Slot

Standing = dict[str, str]
"""What stands in a panel, by field; empty when nothing does that somebody typed or chose."""

ROOM = ("room",)
"""Whose the work is that is about nobody."""

_AT = ".at"
"""The name under which its moment lies beside what was typed."""

LATEST = 1000
"""Milliseconds after which a letter is on its way to the disk, also while more are typed."""


class Kept(QObject):
    """The half-typed work of the panel ``name``: ``standing`` tells it, ``stand`` puts it there (empty: begin anew).

    ``own``: only for who typed it, where not everybody may read it.  ``whom``: whose it is now, when that is not who is
    chosen (``ROOM``: nobody's).
    """

    def __init__(
        self,
        desk: Desk,
        name: str,
        standing: Callable[[], Standing],
        stand: Callable[[Standing], None],
        *,
        own: bool = False,
        whom: Callable[[], Sequence[str]] | None = None,
    ) -> None:
        super().__init__(desk)
        self.name = name
        self._desk = desk
        self._standing = standing
        self._stand = stand
        self._own = own
        self._whom = whom or (lambda: sorted(map(str, desk.chosen)))
        self._texts: dict[str, str] = {}
        self._place = ""
        self._chosen = NOW
        self._stood = False  # whether anything stood here when it was last looked at
        self._standing_up = False  # it is the program that puts it there
        self._waiting = QTimer(self, interval=LATEST, singleShot=True)
        self._waiting.timeout.connect(self.keep)
        desk.half.append(self)
        desk.chosen_changed.connect(self.turn)

    @property
    def waits(self) -> bool:
        """Whether something stands half typed for who is chosen."""
        return bool(self._place and self._text(self._place))

    @property
    def stands(self) -> bool:
        """Whether anything stands here now."""
        return bool(self._standing())

    @property
    def chosen(self) -> Chosen:
        """The moment that what stands here is told for."""
        return self._chosen

    @property
    def not_saved(self) -> str:
        """That it is not on the record yet, and for when it is told."""
        then = self._desk.moment_row.said_of(self._chosen)
        return render("room_ui.not_saved_then" if then else "room_ui.not_saved_yet", then=then)

    @property
    def of_everybody(self) -> dict[str, Standing]:
        """What stands half typed here in this session, by whose it is."""
        session = self._desk.app.session
        start = f"session/{session.scope}/half_{self.name}/" if session is not None else "/"
        places = [place for place in {**self._desk.app.drafts, **self._texts} if place.startswith(start)]
        found = {place.removeprefix(start): fields_of(self._text(place)) for place in places}
        return {whose: standing for whose, standing in found.items() if standing}

    def choose_moment(self, chosen: Chosen) -> None:
        """It is told for this moment."""
        self._chosen = chosen
        self._waits_for_disk()

    def typed(self) -> None:
        """Something stands there that did not: it is on disk within a second.

        With the first letter the moment that was chosen is that of what is typed; with the last one gone it is free again.
        """
        self._bind()
        self._waits_for_disk()

    def _bind(self) -> None:
        if self._standing_up:
            return
        row, stood, self._stood = self._desk.moment_row, self._stood, self.stands
        if self._stood and not stood:
            self._chosen = row.give()
        elif stood and not self._stood:
            row.give_back(self._chosen)
            self._chosen = NOW
        row.look()

    def _waits_for_disk(self) -> None:
        if not self._standing_up and not self._waiting.isActive():
            self._waiting.start()

    def _put(self, text: str) -> None:
        """Have this draft stand here and nothing else."""
        found = fields_of(text)
        self._chosen = self._desk.moment_row.settled(chosen_of(found.pop(_AT, "")))
        self._standing_up = True
        try:
            self._stand(found)
        finally:
            self._standing_up = False
        self._stood = self.stands
        self._waiting.stop()
        self._desk.moment_row.look()

    @Slot()
    def keep(self) -> None:
        """Have what stands there on disk now."""
        self._bind()
        self._put_away()

    def _put_away(self) -> None:
        self._waiting.stop()
        self._save(self._place, self._told())

    @Slot()
    def turn(self) -> None:
        """Somebody else is looked at, or is at the screen: put away what stands here, bring back what stood for them."""
        self._put_away()
        self._place = self._now()
        self._put(self._text(self._place))

    def look(self) -> None:
        """Who is at the screen may have changed."""
        if self._place != self._now():
            self.turn()

    def ends(self, *fields: str) -> str | None:
        """The draft that goes with the line that is about to be written; None when more stands there than its ``fields``."""
        self.keep()
        return self._place or None if self._is_all(fields) else None

    def written(self, *fields: str) -> Callable[[], None]:
        """To be called when what stands here is on the record: it goes, whoever is looked at by then.

        With ``fields`` only these go, and of them what was typed into since stays.
        """
        place, told, went, is_all = self._place, self._told(), self._standing(), self._is_all(fields)

        def done() -> None:
            rest = self._beside(place, {field: went.get(field, "") for field in fields}) if fields else ""
            if place == self._place:
                self._put(rest)
            if is_all and not rest and self._text(place) == told:  # gone with the line
                self._texts[place] = ""
                self._desk.app.drafts.pop(place, None)
                self._desk.half_changed.emit()
            self._save(place, rest)

        return done

    def _is_all(self, fields: tuple[str, ...]) -> bool:
        return not fields or all(field in fields for field in self._standing())

    def _beside(self, place: str, went: Standing) -> str:
        """What stands at a place now besides what went with a line, as a draft."""
        now = fields_of(self._told() if place == self._place else self._text(place))
        at = now.pop(_AT, "")
        return _encoded({field: typed for field, typed in now.items() if went.get(field) != typed}, at)

    def _save(self, place: str, text: str) -> None:
        app = self._desk.app
        if not place or text == self._text(place) or app.journal is None:
            return
        self._texts[place] = text
        if text:
            app.drafts[place] = text  # the next screen may ask before the disk has it
        app.faults.spawn(app.keep_draft(place, text), "draft", to_the_end=True)
        if isValid(self._desk):
            self._desk.half_changed.emit()

    def _told(self) -> str:
        return _encoded(self._standing(), self._desk.moment_row.settled(self._chosen).kept)

    def _text(self, place: str) -> str:
        return self._texts.get(place, self._desk.app.drafts.get(place, ""))

    def _now(self) -> str:
        """The draft's key: session, panel and person; nothing is kept for nobody."""
        session, whom, who = self._desk.app.session, self._whom(), self._desk.app.at_screen
        if session is None or not whom or (self._own and who is None):
            return ""
        author = f"/{who.id}" if self._own and who is not None else ""
        return f"session/{session.scope}/half_{self.name}/{'+'.join(whom)}{author}"


def _encoded(standing: Standing, at: str) -> str:
    if not standing:
        return ""
    return msgspec.json.encode({**standing, _AT: at} if at else standing).decode()
