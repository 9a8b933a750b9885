"""Opening a session: programme and title, lead and staff in the room, people on seats.  What may be is the core's to say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject
from shiboken6 import isValid

from facilitator_app import agenda, rules, session_ends
from facilitator_app.app import App
from facilitator_app.faults import Refusal
from facilitator_app.integration import moment
from facilitator_app.record.programme import Programme
from facilitator_app.record.roles import Role
from facilitator_app.text import render
from facilitator_app.ui.group_setup import placed, rows_of_people, seat_rows, seats_of_members, which_of
from facilitator_app.ui.notices import Form
from facilitator_app.ui.offered import Offered
from facilitator_app.ui.people_found import PeopleFound
from facilitator_app.ui.plans import programme_row
from facilitator_app.ui.setup_draft import NEW, Chosen, SetupDraft
from facilitator_app.ui.setup_hour import SetupHour, said_of
from facilitator_app.ui.team_rows import team_with_roles
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1

SEATS = 8
STEPS = ("programme", "team", "seats")
OF_THE_TEAM = ("title", "staffing_reason", "day", "time", "at")
FIELDS = (*OF_THE_TEAM, "people_reason", "programme")


@QmlElement
@QmlUncreatable("made by the program")
class Setup(QObject):
    """What was chosen so far.  Nothing is written before the session begins."""

    changed = Signal()
    begun = Signal()

    def __init__(self, app: App, found: PeopleFound, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._now, self._seat = Chosen(step=STEPS[0]), 1
        self._offered = Offered(found, self)
        self._offered.changed.connect(self.changed)
        self._there: dict[UUID, session_ends.StillThere] = {}
        self._draft = SetupDraft(app, self)
        self._draft.came.connect(self._resume)
        self._hour = SetupHour(app, lambda: self._now, self)
        self._hour.chose.connect(self._touched)
        self.changed.connect(self._hour.changed)
        self._form = Form(app.faults, "begin a session", FIELDS, self)

    @Property(Form, constant=True)
    def form(self) -> Form:
        """The state of the form."""
        return self._form

    @Property(SetupHour, constant=True)
    def hour(self) -> SetupHour:
        """When it begins, or began."""
        return self._hour

    @Property(SetupDraft, constant=True)
    def draft(self) -> SetupDraft:
        """What was chosen and typed, kept until the session is open."""
        return self._draft

    @Property(str, notify=changed)
    def step(self) -> str:
        """Which step is shown: programme, team or seats."""
        return self._now.step

    @Property("QVariantList", notify=changed)
    def programmes(self) -> list[dict[str, object]]:
        """The clinic's programmes with what is chosen."""
        kept = self._app.clinic.state.programmes.values() if self._app.clinic else ()
        return [programme_row(programme) | {"chosen": programme.key == self._now.programme} for programme in kept]

    @Property("QVariantList", notify=changed)
    def team(self) -> list[dict[str, object]]:
        """The team with who is in the room, who leads, and in the note who was planned."""
        now, planned = self._now, self._hour.planned
        return [
            row | {"present": row["id"] in now.present, "leads": row["id"] == now.lead, **planned(row)}
            for row in team_with_roles(self._app)
        ]

    @Property(str, notify=changed)
    def short_of(self) -> str:
        """What the programme asks for and is not there, in words, or empty."""
        programme = self._chosen()
        return _short_of(self._app, programme, self._now.present) if programme and programme.is_usable else ""

    @Property("QVariantList", notify=changed)
    def seats(self) -> list[dict[str, object]]:
        """The seats: number, who sits there, whether the next person goes there."""
        return seat_rows(self._app, self._now.seats, self._places(), self._seat)

    @Property("QVariantList", notify=changed)
    def participants(self) -> list[dict[str, object]]:
        """The participants with the seat each has, or 0, and in which open session each still is, in words."""
        taken = {person: seat for seat, person in self._now.seats.items()}
        rows = rows_of_people(self._app, self._offered, self._now.group, taken, ever=self._now.earlier)
        return [row | {"elsewhere": _elsewhere(self._there.get(UUID(str(row["id"]))))} for row in rows]

    @Property(Offered, constant=True)
    def offered(self) -> Offered:
        """Who is searched for."""
        return self._offered

    @Property(str, notify=changed)
    def summary(self) -> str:
        """What will begin, in one line."""
        programme = self._chosen()
        return _summary(self._app, self._now, programme) if programme else ""

    @Property(str, notify=changed)
    def given_title(self) -> str:
        """What the session is called when no title is typed: as it was set, or its programme's name."""
        programme, known = self._chosen(), self._hour.known
        return known.told.title if known else programme.name if programme else ""

    @Slot()
    def start(self) -> None:
        """Begin with nothing chosen, but who is at the screen in the room and in the lead when that may be."""
        self._now, self._there, self._seat = _fresh(self._app), {}, 1
        self._offered.search("")
        self._app.faults.spawn(self._look(), "other open sessions", to_the_end=True)
        self._form.clear()
        self._draft.aim(NEW)

    @Slot(str)
    def plan_for(self, group: str) -> None:
        """A session of a group: its programme, and on the seats its members who do not say that they are not ready yet."""
        clinic = self._app.clinic
        found = clinic.state.groups.get(UUID(group)) if clinic else None
        if clinic is None or found is None:
            return
        self._now = _fresh(self._app, programme=found.programme, group=found.id)
        self._sit(f"group/{group}", seats_of_members(self._app, found, _cap(self._chosen())))

    @Slot(str)
    def begin_set(self, session: str) -> None:
        """A session that is set: its programme and group, and who is expected on their seats."""
        clinic = self._app.clinic
        found = clinic.state.agenda.sessions.get(UUID(session)) if clinic else None
        if clinic is None or found is None:
            return
        self._now = _fresh(self._app, programme=found.told.programme, group=found.told.group, set=found.told.session)
        self._sit(f"set/{session}", agenda.seats(clinic.state, found, self._app.clock.now()))

    @Slot(str)
    def go(self, step: str) -> None:
        """Show a step; a later one only when this one may be left."""
        later = STEPS.index(step) > STEPS.index(self._now.step)
        if later and not self._form.check(lambda: _check(self._now, self._chosen())):
            return
        self._now.step = step
        self._touched()

    @Slot(str)
    def choose(self, key: str) -> None:
        """Choose the programme."""
        if key != self._now.programme:
            self._now.group = self._now.set = None
        self._now.programme = key
        self._now.seats = {seat: person for seat, person in self._now.seats.items() if seat <= _cap(self._chosen())}
        self._touched()

    @Slot(str)
    def toggle_staff(self, staff: str) -> None:
        """In the room, or not."""
        if staff in self._now.present:
            self._now.present.remove(staff)
            self._now.lead = "" if self._now.lead == staff else self._now.lead
        else:
            self._now.present.append(staff)
            self._now.lead = self._now.lead or staff
        self._touched()

    @Slot(str)
    def lead(self, staff: str) -> None:
        """Leads the session, and is in the room."""
        self._now.present, self._now.lead = list(dict.fromkeys((*self._now.present, staff))), staff
        self._touched()

    @Slot(int)
    def point_at(self, seat: int) -> None:
        """The next person goes on this seat."""
        self._seat = seat
        self._tell()

    @Slot(str)
    def toggle_person(self, person: str) -> None:
        """Onto the seat pointed at, or off again."""
        held = next((seat for seat, who in self._now.seats.items() if who == person), None)
        there = self._there.get(UUID(person))
        if held is None and (there is not None or not self._seat):
            self._form.refuse(there.refusal if there is not None else Refusal("ui.here.full"))
            return
        if held is None:
            self._now.seats[self._seat] = person
        else:
            del self._now.seats[held]
        self._seat = held or _free(self._now.seats, self._places())
        self._touched()

    @Slot(str, int)
    def put(self, person: str, seat: int) -> None:
        """Onto this seat; who had it changes with them."""
        there = self._there.get(UUID(person))
        if there is not None and person not in self._now.seats.values():
            self._form.refuse(there.refusal)
            return
        self._now.seats = placed(self._now.seats, person, seat)
        self._seat = _free(self._now.seats, self._places())
        self._touched()

    @Slot(str, str, str, str, str)
    def begin(self, title: str, reason: str, few: str = "", day: str = "", time: str = "") -> None:
        """Go into the room; why with fewer of the team, or ``few`` people; ``day`` and ``time``: it began then."""
        self._form.attempt(lambda: self._begin(title.strip(), (reason.strip(), few.strip()), day, time), self._begun)

    @Slot()
    def forget(self) -> None:
        """Begin anew, by the same way in: nothing that was chosen or typed."""
        kind, _, id = self._draft.form.partition("/")
        self._draft.drop()
        self.start()
        if id:
            (self.plan_for if kind == "group" else self.begin_set)(id)

    def _begun(self) -> None:
        self._draft.drop()
        self.begun.emit()

    async def _begin(self, title: str, reasons: tuple[str, str], day: str, time: str) -> None:
        _check(self._now, self._chosen())
        try:
            at = moment(day, time, self._app.clinic_state().zone) if self._now.earlier else None
            await _open(self._app, self._now, title or self.given_title, reasons, at)
        except Refusal as refusal:
            if isValid(self) and refusal.field in OF_THE_TEAM:  # back to where it is mended
                self._now.step = "team"
                self._touched()  # or what was kept, if it comes only now, leads away from it again
            raise

    async def _look(self) -> None:
        app = self._app
        self._there = await session_ends.still_there(app.clinic_state(), None, app.clock, app.read_session)
        if isValid(self):  # the window may be gone
            self.changed.emit()

    def _chosen(self) -> Programme | None:
        return self._hour.programme

    @Slot()
    def _resume(self) -> None:
        there = self._draft.chosen()
        if there and there != self._now:  # else what was refused of it is told still
            self._form.clear()
            self._now = there
            self._seat = _free(self._now.seats, self._places())
        self.changed.emit()

    @Slot()
    def _touched(self) -> None:
        self._draft.keep(self._now)
        self._tell()

    def _sit(self, draft: str, people: Mapping[int, UUID]) -> None:
        self._now.seats = {seat: str(person) for seat, person in people.items()}
        self._seat, self._now.step = _free(self._now.seats, self._places()), STEPS[1]
        self._form.clear()  # what was refused on another way in is not of this one
        self._draft.aim(draft)

    def _places(self) -> int:
        return max([_cap(self._chosen()), *self._now.seats])  # a seat that was kept is shown

    def _tell(self) -> None:
        self._form.clear()
        self.changed.emit()


def _fresh(app: App, **what: Any) -> Chosen:
    """Nothing chosen, but who is at the screen in the room and in the lead when that may be."""
    who = app.at_screen
    in_the_room = who is not None and bool({Role.FACILITATOR, Role.MEDICAL_PROVIDER} & set(who.roles))
    here = str(who.id) if who is not None and in_the_room else ""
    return Chosen(step=STEPS[0], lead=here, present=[here] if here else [], **what)


def _check(now: Chosen, programme: Programme | None) -> None:
    if now.step == "programme":
        _check_programme(programme)
    elif now.step == "team" and not (now.present and now.lead):
        raise Refusal("ui.setup.no_lead" if now.present else "ui.setup.nobody_here")
    elif now.step == "seats" and not now.seats:
        raise Refusal("ui.setup.no_seats")


async def _open(app: App, now: Chosen, title: str, reasons: tuple[str, str], at: datetime | None) -> None:
    await app.begin_session(
        title=title,
        programme=now.programme,
        lead=UUID(now.lead),
        staff=[UUID(member) for member in now.present],
        seats={seat: UUID(person) for seat, person in now.seats.items()},
        staffing_reason=reasons[0],
        people_reason=reasons[1],
        group=now.group,
        as_set=now.set,
        at=at,
    )


def _summary(app: App, now: Chosen, programme: Programme) -> str:
    told = render("ui.setup.summary", programme=programme.name, staff=len(now.present), people=len(now.seats))
    return f"{which_of(app, now.group)} · {told}" if now.group else told


def _cap(programme: Programme | None) -> int:
    return programme.cap if programme and programme.cap else SEATS


def _check_programme(programme: Programme | None) -> None:
    if programme is None:
        raise Refusal("ui.setup.no_programme", field="programme")
    if not programme.is_usable:
        raise Refusal("session.plan_not_signed", field="programme", name=programme.name)


def _short_of(app: App, programme: Programme, present: Sequence[str]) -> str:
    """What the programme asks for and is not there, in words, or empty."""
    if app.clinic is None:
        return ""
    roles = [app.clinic.who(UUID(member)).roles for member in present]
    return said_of(lambda: rules.may_open(programme, roles, ""))


def _free(seats: Mapping[int, str], places: int) -> int:
    """The first seat that nobody has, 0 where all are taken."""
    return next((seat for seat in range(1, places + 1) if seat not in seats), 0)


def _elsewhere(there: session_ends.StillThere | None) -> str:
    if there is None:
        return ""
    return render("ui.setup.still_there" if there.today else "ui.setup.still_there_since", at=there.began)
