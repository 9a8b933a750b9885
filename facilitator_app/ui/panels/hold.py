"""Who has shown by a PIN, at a screen that is somebody else's, who they are: for one act, or for a few minutes of several."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from facilitator_app.faults import Refusal
from facilitator_app.record.roles import Role
from facilitator_app.session import Who
from facilitator_app.text import render
from facilitator_app.ui.panels.desk import Desk, PanelView
from facilitator_app.ui.pins import Digits
from facilitator_app.ui.times import clock
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1

HELD = timedelta(minutes=3)
"""How long one PIN is good for on the leaving board and the list of what awaits a word."""


def _nothing(who: Who) -> None:
    """Nobody waits for a PIN."""


@QmlElement
@QmlUncreatable("made by the program")
class HoldPanel(PanelView):
    """``asking``: a PIN is wanted now.  Who is at the screen needs none where they have chosen none."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._digits = Digits(self)
        self._asking: tuple[Role, ...] = ()
        self._whose = ""
        self._then: Callable[[Who], None] = _nothing
        self._who: Who | None = None
        self._until: datetime | None = None
        self._at_screen: UUID | None = None  # when it was typed, or asked for
        self._shown = ""
        desk.chosen_changed.connect(self.stop)

    @Property(Digits, constant=True)
    def digits(self) -> Digits:
        """What is being typed."""
        return self._digits

    @Property(bool, notify=changed)
    def asking(self) -> bool:
        """Whether a PIN is asked for."""
        return bool(self._asking)

    @Property(str, notify=changed)
    def asked(self) -> str:
        """Whose PIN is wanted, in words."""
        return render("hold.whose", roles=self._asking) if self._asking else ""

    @Property("QVariantList", notify=changed)
    def people(self) -> list[dict[str, object]]:
        """Who of the team in the room can show who they are here."""
        return [
            {"key": str(who.id), "text": who.name, "chosen": str(who.id) == self._whose} for who in self._candidates()
        ]

    @Property(str, notify=changed)
    def holder(self) -> str:
        """Who holds it and how long yet; empty when nobody does."""
        who, left = self.who(), (self._until - self.desk.now) if self._until else timedelta()
        return render("hold.held", name=who.name, left=clock(left)) if who is not None else ""

    def who(self) -> Who | None:
        """Who holds it now: for whoever was at the screen when it was typed, and nobody who comes after them."""
        if self._until is None or self._others_screen():
            return None
        return self._who if self.desk.now < self._until else None

    def _others_screen(self) -> bool:
        return self._at_screen != self._screen()

    def _screen(self) -> UUID | None:
        return self.desk.app.at_screen.id if self.desk.app.at_screen is not None else None

    def ask(self, roles: tuple[Role, ...], then: Callable[[Who], None], *, at_once: bool = False) -> None:
        """Do ``then`` with somebody of these roles: who holds it, or who is at the screen and has no PIN, else by a PIN.

        ``at_once``: who is at the screen needs none, whether they have one or not.
        """
        held, screen = self.who(), self.desk.app.at_screen
        if held is not None and set(roles) & set(held.roles):
            then(held)
            return
        if (
            screen is not None
            and set(roles) & set(screen.roles)
            and (at_once or not self.desk.app.door.has_pin(screen.id))
        ):
            then(screen)
            return
        self._asking, self._then, self._at_screen = roles, then, self._screen()
        there = self._candidates()
        at = [who for who in there if screen is not None and who.id == screen.id]
        self._whose = str((at or there)[0].id) if there else ""
        self._digits.take()
        self.tell(None if there else Refusal("hold.nobody", roles=roles))
        self.changed.emit()

    @Slot(str)
    def choose(self, who: str) -> None:
        """It is this one's PIN."""
        self._whose = who
        self._digits.take()
        self.tell(None)
        self.changed.emit()

    @Slot()
    def enter(self) -> None:
        """The PIN was typed."""
        pin = self._digits.take()
        try:
            if not self._whose:
                raise Refusal("hold.nobody", roles=self._asking)
            self.desk.app.door.knock_with_pin(UUID(self._whose), pin)
            who = self._known(UUID(self._whose))
        except Refusal as refusal:
            self.tell(refusal)
            return
        self._who, self._until = who, self.desk.now + HELD
        then = self._then
        self.stop()
        then(who)

    @Slot()
    def stop(self) -> None:
        """No PIN is wanted any more; who holds it holds it still."""
        self._asking, self._then, self._whose = (), _nothing, ""
        self._digits.take()
        self.tell(None)
        self.changed.emit()

    @Slot()
    def let_go(self) -> None:
        """Who held it is done, or somebody else has the screen, or names are hidden: it is good for nothing any more."""
        self._who, self._until = None, None
        self.desk.let_go()
        self.stop()

    def refresh(self) -> None:
        """A second has passed, or somebody else is at the screen."""
        if (self._who is not None or self._asking) and self._others_screen():
            self.let_go()
        if self.holder != self._shown:
            self._shown = self.holder
            self.changed.emit()

    def _candidates(self) -> list[Who]:
        staff = [member for member in self.desk.state.staff.values() if member.left is None]
        there = [Who(id=member.id, name=member.name, roles=member.roles) for member in staff]
        return [who for who in there if set(who.roles) & set(self._asking) and self.desk.app.door.has_pin(who.id)]

    def _known(self, staff: UUID) -> Who:
        member = self.desk.state.staff[staff]
        return Who(id=member.id, name=member.name, roles=member.roles)
