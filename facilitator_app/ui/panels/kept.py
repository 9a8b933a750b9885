"""What stands half typed in a panel: for its person on disk soon after the last letter, and there again for them alone.

A panel's work for one person (or for the room) is one draft of the record.  It is put away when somebody else is looked
at and comes back with the person, also after another screen, the lock or a stop; it goes in the transaction that writes
what became of it.  The moment it is told for waits with it, and when it was typed: what was seen or measured then is told
for then once it is some minutes old, unless somebody says that it is so now; when something was given is asked then.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

import msgspec
from PySide6.QtCore import QObject, QTimer
from shiboken6 import isValid

from facilitator_app.text import render
from facilitator_app.ui.half_typed import fields_of
from facilitator_app.ui.panels.desk import Desk
from facilitator_app.ui.panels.moment import NOW, Chosen, chosen_of
from facilitator_app.ui.typed import Signal, Slot

Standing = dict[str, str]
"""What stands in a panel, by field; empty when nothing does that somebody typed or chose."""

ROOM = ("room",)
"""Whose the work is that is about nobody."""

_AT, _SINCE = ".at", ".since"
"""The names under which its moment, and when its typing began, lie beside what was typed."""

OLD = timedelta(minutes=5)
"""So old a figure is not one of now any more."""

LATEST = 1000
"""Milliseconds after which a letter is on its way to the disk, also while more are typed."""


class Kept(QObject):
    """The half-typed work of the panel ``name``: ``standing`` tells it, ``stand`` puts it there (empty: begin anew).

    ``own``: only for who typed it, where not everybody may read it.  ``whom``: whose it is now, when that is not who is
    chosen (``ROOM``: nobody's).  ``observed``: whether anything of it was seen or measured, and grows old.  ``given``: it is
    told of something that may have been given then or not yet: nobody but who was there knows.
    """

    changed = Signal()

    def __init__(
        self,
        desk: Desk,
        name: str,
        standing: Callable[[], Standing],
        stand: Callable[[Standing], None],
        *,
        own: bool = False,
        whom: Callable[[], Sequence[str]] | None = None,
        observed: Callable[[], bool] | None = None,
        given: bool = False,
    ) -> None:
        super().__init__(desk)
        self.name = name
        self._desk = desk
        self._standing = standing
        self._stand = stand
        self._own = own
        self._whom = whom or (lambda: sorted(map(str, desk.chosen)))
        self._ages, self._given = observed is not None, given
        self._counts = observed or (lambda: self.stands)
        self._since: datetime | None = None  # when the first of it was typed
        self._brought_back = False
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
        """The moment that what stands here is told for: as chosen, else when it was typed, once that is some time ago."""
        return Chosen(self._since) if self._ages and self._chosen == NOW and self.age >= OLD else self._chosen

    @property
    def asks(self) -> bool:
        """Whether it has to be said when it was given: it was typed some time ago, and no moment was chosen."""
        return self._given and self.stands and self._chosen == NOW and self.age >= OLD

    @property
    def since(self) -> datetime:
        """When the first of what stands here was typed, or was said to be so now."""
        return self._since if self._since is not None else self._desk.now

    @property
    def age(self) -> timedelta:
        """How long ago the first of what stands here was typed, or was said to be so now."""
        return self._desk.now - self.since

    @property
    def not_saved(self) -> str:
        """Of what was brought back: when it was typed, that it is not on the record yet, and for when; else empty."""
        if not self._brought_back or not self._counts():
            return ""
        if self._since is None:
            return render("room_ui.not_saved_yet")
        then = self._desk.moment_row.said_of(self._chosen)
        typed = self._desk.moment_row.told_at(self._since)
        return render("room_ui.not_saved_then" if then else "room_ui.not_saved_typed", typed=typed, then=then)

    @property
    def of_everybody(self) -> dict[str, Standing]:
        """What stands half typed here in this session, by whose it is."""
        session = self._desk.app.session
        start = f"session/{session.scope}/half_{self.name}/" if session is not None else "/"
        places = [place for place in {**self._desk.app.drafts, **self._texts} if place.startswith(start)]
        found = {place.removeprefix(start): fields_of(self._text(place)) for place in places}
        return {whose: standing for whose, standing in found.items() if standing}

    def begins_now(self) -> None:
        """It is gone through as of now, by who has not been away from it since it was typed."""
        if not self._brought_back:
            self._since = self._desk.now

    def choose_moment(self, chosen: Chosen) -> None:
        """It is told for this moment; what is said to be so now is as good as typed now."""
        self._chosen = chosen
        if chosen == NOW:
            self._since, self._brought_back = self._desk.now, False
        self._waits_for_disk()
        self.changed.emit()

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
        if not self._counts():
            self._since, self._brought_back = None, False
        elif self._since is None:
            self._since = self._desk.now
        row.look()
        self.changed.emit()

    def _waits_for_disk(self) -> None:
        if not self._standing_up and not self._waiting.isActive():
            self._waiting.start()

    def _put(self, text: str) -> None:
        """Have this draft stand here and nothing else."""
        found = fields_of(text)
        self._chosen = self._desk.moment_row.settled(chosen_of(found.pop(_AT, "")))
        self._since, self._brought_back = chosen_of(found.pop(_SINCE, "")).at, bool(found)
        self._standing_up = True
        try:
            self._stand(found)
        finally:
            self._standing_up = False
        self._stood = self.stands
        self._waiting.stop()
        self._desk.moment_row.look()
        self.changed.emit()

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
        beside = {name: now.pop(name, "") for name in (_AT, _SINCE)}
        return _encoded({field: typed for field, typed in now.items() if went.get(field) != typed}, beside)

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
        at, since = self._desk.moment_row.settled(self._chosen).kept, Chosen(self._since).kept
        return _encoded(self._standing(), {_AT: at, _SINCE: since})

    def _text(self, place: str) -> str:
        return self._texts.get(place, self._desk.app.drafts.get(place, ""))

    def _now(self) -> str:
        """The draft's key: session, panel and person; nothing is kept for nobody."""
        session, whom, who = self._desk.app.session, self._whom(), self._desk.app.at_screen
        if session is None or not whom or (self._own and who is None):
            return ""
        author = f"/{who.id}" if self._own and who is not None else ""
        return f"session/{session.scope}/half_{self.name}/{'+'.join(whom)}{author}"


def _encoded(standing: Standing, beside: Standing) -> str:
    if not standing:
        return ""
    return msgspec.json.encode({**standing, **{name: told for name, told in beside.items() if told}}).decode()
