"""The floor of the room: where each seat is and who is on it: touched one after the other."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

import msgspec
from PySide6.QtCore import QObject

from facilitator_app import agenda
from facilitator_app.app import App
from facilitator_app.faults import Refusal
from facilitator_app.record.agenda import COLUMNS, ROWS, SEATS, FloorKept, Furniture, Place
from facilitator_app.record.entry import Part
from facilitator_app.text import render, word
from facilitator_app.ui.names import called_before
from facilitator_app.ui.notices import Form
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by the program")
class FloorView(QObject):
    """A floor with people on it.  ``seated``: who was put on which seat; it is for somebody else to write down."""

    changed = Signal()
    seated = Signal(str, int)

    def __init__(self, app: App, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._people: dict[int, UUID] = {}
        self._called: dict[UUID, str] = {}
        self._places = len(SEATS)
        self._person = ""
        self._moved = 0
        self._arranging = False
        self._form = Form(app.faults, "the floor", ("floor",), self)

    @Property(Form, constant=True)
    def form(self) -> Form:
        """What was refused of the floor."""
        return self._form

    @Property(int, constant=True)
    def columns(self) -> int:
        """How many places stand beside each other."""
        return COLUMNS

    @Property(bool, notify=changed)
    def arranging(self) -> bool:
        """Whether the seats themselves are moved."""
        return self._arranging

    @Property(str, notify=changed)
    def person(self) -> str:
        """Who goes on the seat that is touched next."""
        return self._person

    @Property(str, notify=changed)
    def about(self) -> str:
        """What a touch does now."""
        if self._arranging:
            return render("floor.arrange_to" if self._moved else "floor.arrange", seat=self._moved)
        return render("floor.to_seat", name=self._name(self._person)) if self._person else render("floor.about")

    @Property("QVariantList", notify=changed)
    def places(self) -> list[dict[str, object]]:
        """Every place of the floor, row by row: its seat (0: none), who is on it, and whether it was touched."""
        at = {(one.column, one.row): one for one in self._shown}
        return [self._place(column, row, at.get((column, row))) for row in range(ROWS) for column in range(COLUMNS)]

    def show(self, people: Mapping[int, UUID], cap: int | None = None) -> None:
        """These sit here; of the seats no more are shown than the programme takes people (``cap``), or somebody has."""
        self._people, self._places = dict(people), cap or len(SEATS)
        known = self._app.clinic.state.participants if self._app.clinic else {}
        seats = {person: seat for seat, person in people.items()}
        self._called = called_before({id: known[id] for id in seats if id in known}, seats)
        self.changed.emit()

    @Slot(str)
    def choose(self, person: str) -> None:
        """This one goes on the seat that is touched next; again: not."""
        self._person, self._arranging = "" if self._person == person else person, False
        self.changed.emit()

    @Slot()
    def arrange(self) -> None:
        """Move the seats themselves, or people again."""
        self._arranging, self._moved, self._person = not self._arranging, 0, ""
        self.changed.emit()

    @Slot(int, int)
    def touch(self, column: int, row: int) -> None:
        """A place was touched."""
        seat = self._seat_at(column, row)
        if self._arranging:
            self._move(column, row, seat)
        elif self._person and seat:
            person, self._person = self._person, ""
            self.seated.emit(person, seat)
        elif seat in self._people:
            self._person = str(self._people[seat])
        self.changed.emit()

    @Slot(str, int, int)
    def put(self, carried: str, column: int, row: int) -> None:
        """Somebody, or while the floor is arranged a seat, was carried to a place."""
        seat = self._seat_at(column, row)
        if self._arranging and not seat and carried.isdecimal():
            self._moved = int(carried)
            self._put(column, row)
        elif not self._arranging and seat and self._people.get(seat) != UUID(carried):
            self._person = ""
            self.seated.emit(carried, seat)
        self.changed.emit()

    @Slot()
    def turn(self) -> None:
        """What was touched is a recliner, or a mat again."""
        other = {Furniture.MAT: Furniture.RECLINER, Furniture.RECLINER: Furniture.MAT}
        self._keep(
            [
                msgspec.structs.replace(one, furniture=other[one.furniture]) if one.seat == self._moved else one
                for one in self._floor
            ]
        )

    @property
    def _floor(self) -> tuple[Place, ...]:
        return agenda.floor(self._app.clinic_state()) if self._app.clinic else ()

    @property
    def _shown(self) -> tuple[Place, ...]:
        """The seats that are used; all of them while they are moved."""
        there = (one for one in self._floor if one.seat <= self._places or one.seat in self._people)
        return self._floor if self._arranging else tuple(there)

    def _seat_at(self, column: int, row: int) -> int:
        return next((one.seat for one in self._shown if (one.column, one.row) == (column, row)), 0)

    def _move(self, column: int, row: int, seat: int) -> None:
        moved, self._moved = self._moved, seat if self._moved != seat else 0
        if moved and not seat:
            self._moved = moved
            self._put(column, row)

    def _put(self, column: int, row: int) -> None:
        """The seat that was touched or carried goes there."""
        moved = (
            msgspec.structs.replace(one, column=column, row=row) if one.seat == self._moved else one
            for one in self._floor
        )
        self._keep(list(moved))

    def _keep(self, places: list[Place]) -> None:
        self._form.attempt(lambda: self._write(FloorKept(places=tuple(places))), self.changed.emit)

    async def _write(self, fact: FloorKept) -> None:
        if self._app.clinic is None:
            raise Refusal("app.locked")
        await self._app.clinic.write([Part(fact=fact)])

    def _name(self, person: str) -> str:
        known = self._app.clinic.state.participants.get(UUID(person)) if person and self._app.clinic else None
        return self._called.get(known.id, known.told.preferred_name) if known else ""

    def _place(self, column: int, row: int, there: Place | None) -> dict[str, object]:
        seat = there.seat if there else 0
        name = self._name(str(self._people[seat])) if seat in self._people else ""
        kind = word(there.furniture) if there else ""
        carried = str(seat) if self._arranging else str(self._people[seat]) if name else ""
        spoken = render("floor.spoken", seat=seat, kind=kind, name=name or render("floor.free")) if seat else ""
        return {
            "column": column,
            "row": row,
            "seat": seat,
            "name": name,
            "person": carried if seat else "",
            "recliner": there is not None and there.furniture is Furniture.RECLINER,
            "chosen": bool(seat) and (seat == self._moved or (name != "" and str(self._people[seat]) == self._person)),
            "spoken": spoken or render("floor.no_seat", column=column + 1, row=row + 1),
        }
