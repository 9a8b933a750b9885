"""The integration visit as it is written: who came, what came up, themes, parts, agreements, scores; then signed.

Themes and parts are the person's own words; what was named in earlier visits is one touch away.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject
from shiboken6 import isValid

from facilitator_app import integration_words
from facilitator_app.app import App
from facilitator_app.faults import Refusal
from facilitator_app.integration import moment
from facilitator_app.integration_desk import IntegrationDesk, Waiting
from facilitator_app.record.integration import Attendance, PartKind, Visit, VisitKind, VisitPlace
from facilitator_app.record.roles import Act, word_counts
from facilitator_app.text import catalogue, render, word
from facilitator_app.ui.booking import holders
from facilitator_app.ui.kept_text import KeptText
from facilitator_app.ui.notices import Form
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot
from facilitator_app.ui.visit_values import CHOICES, FIELDS, held, lines, parts, values_of
from facilitator_app.ui.written_visits import WrittenVisits

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by the program")
class VisitPage(QObject):
    """The visit of one person.  ``opened``: the fields are to show ``values``.  Lists are kept as text, a line each."""

    changed = Signal()
    opened = Signal()

    def __init__(self, app: App, kept: KeptText, done: Callable[[], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._kept = kept
        self._done = done
        self._desk: IntegrationDesk | None = None
        self._row: Waiting | None = None
        self._changing: UUID | None = None
        self._written = WrittenVisits(app, kept, done, self)
        self._form = Form(app.faults, "a visit", FIELDS, self)

    def open(self, desk: IntegrationDesk | None, row: Waiting | None) -> None:
        """The page is of this person now."""
        self._form.clear()
        self._changing = None
        self._written.open()
        self.see(desk, row)
        self.opened.emit()
        if desk is not None and row is not None:
            self._app.faults.spawn(self._look_back(desk, row.after.participant), "earlier visits")

    async def _look_back(self, desk: IntegrationDesk, person: UUID) -> None:
        """What was named at visits after sessions that are done with is one touch away, too."""
        journal = self._app.journal
        if journal is not None:
            await desk.look_back(person, await journal.scopes(person))
            if isValid(self):
                self.changed.emit()

    def see(self, desk: IntegrationDesk | None, row: Waiting | None) -> None:
        """The same person's page, as it stands now; what is typed stays."""
        self._desk, self._row = desk, row
        self._written.see(desk, row)
        self.changed.emit()

    # ------------------------------------------------------------ what is shown
    @Property(Form, constant=True)
    def form(self) -> Form:
        """What was refused."""
        return self._form

    @Property(WrittenVisits, constant=True)
    def written(self) -> WrittenVisits:
        """The visits that were written before."""
        return self._written

    @Property(str, notify=changed)
    def changing(self) -> str:
        """The visit whose line is being changed, or empty: a new one is written."""
        return str(self._changing or "")

    @Property("QVariantMap", notify=opened)
    def values(self) -> dict[str, str]:
        """What the fields hold: what was booked or is so now, and over it what was typed."""
        return self._values()

    @Property("QVariantMap", notify=changed)
    def chosen(self) -> dict[str, str]:
        """The same, told with every touch: what the choices show."""
        return self._values()

    @Property("QVariantMap", constant=True)
    def options(self) -> dict[str, list[dict[str, str]]]:
        """What can be chosen, by field."""
        families = {"attendance": Attendance, "form": VisitKind, "place": VisitPlace, "kind": PartKind}
        found = {name: [{"key": one.value, "text": word(one)} for one in kind] for name, kind in families.items()}
        found["continues"] = [{"key": key, "text": render(f"desk.continues_{key}")} for key in ("yes", "no", "open")]
        return found

    @Property("QVariantList", notify=changed)
    def holders(self) -> list[dict[str, str]]:
        """Who may have held it."""
        return holders(self._app)

    @Property("QVariantList", notify=changed)
    def themes(self) -> list[str]:
        """The themes told so far."""
        return lines(self._values().get("themes", ""))

    @Property("QVariantList", notify=changed)
    def parts(self) -> list[str]:
        """The parts told so far, in words."""
        return [integration_words.part(one, catalogue()) for one in parts(self._values().get("parts", ""))]

    @Property("QVariantList", notify=changed)
    def known_themes(self) -> list[str]:
        """The themes of earlier visits that are not told here."""
        told = self._values().get("themes", "")
        return [one for one in dict.fromkeys(t for v in self._before() for t in v.told.themes) if one not in told]

    @Property("QVariantList", notify=changed)
    def known_parts(self) -> list[dict[str, str]]:
        """The parts of earlier visits that are not told here, with what each does."""
        told = {part.name for part in parts(self._values().get("parts", ""))}
        found = {part.name: part.kind for visit in self._before() for part in visit.told.parts}
        return [{"name": name, "kind": kind.value} for name, kind in found.items() if name not in told]

    @Property(str, notify=changed)
    def soon(self) -> str:
        """That the visit was sooner than the gap, or empty; who did not come needs no reason."""
        row, values = self._row, self._values()
        if row is None or row.after.earliest is None or values.get("attendance") == Attendance.ABSENT:
            return ""
        try:
            at = moment(values.get("day", ""), values.get("time", ""), row.zone)
        except Refusal:
            return ""
        return "" if at >= row.after.earliest else render("desk.soon", zone=ZoneInfo(row.zone), at=row.after.earliest)

    @Property("QVariantList", notify=changed)
    def unsigned(self) -> list[dict[str, object]]:
        """Visits that are written and not signed; ``mine``: who is at the screen held it."""
        row = self._row
        if row is None:
            return []
        clinic, who, zone = self._app.clinic, self._app.at_screen, ZoneInfo(row.zone)
        staff = clinic.state.staff if clinic else {}
        return [
            {
                "key": str(one.entry),
                "text": render("desk.visited", zone=zone, at=one.at, attendance=one.told.attendance),
                "whole": integration_words.held(one.told, catalogue()),
                "by": staff[one.by].name if one.by in staff else "",
                "mine": who is not None and who.id == one.by,
            }
            for one in row.after.there.visits
            if one.signed_at is None
        ]

    @Property(bool, notify=changed)
    def can_sign(self) -> bool:
        """Whether who is at the screen is who held it, and may sign."""
        who = self._app.at_screen
        by, is_new = self._values().get("held_by", ""), self._changing is None
        return is_new and who is not None and str(who.id) == by and word_counts(who.roles, Act.SIGN_VISIT)

    @Property(str, constant=True)
    def meaning(self) -> str:
        """What a signature says."""
        return render("desk.meaning")

    # ------------------------------------------------------------ what people do
    @Slot(str, str)
    def type(self, field: str, text: str) -> None:
        """Keep what is typed or chosen."""
        self._kept.type(self._key, field, text)
        self.changed.emit()

    @Slot(str)
    def add_theme(self, theme: str) -> None:
        """One theme more."""
        if theme.strip():
            self.type("themes", "\n".join([*self.themes, theme.strip()]))

    @Slot(int)
    def drop_theme(self, place: int) -> None:
        """Not this theme."""
        self.type("themes", "\n".join(one for number, one in enumerate(self.themes) if number != place))

    @Slot(str, str)
    def add_part(self, name: str, kind: str) -> None:
        """One part more, called as the person calls it."""
        if name.strip():
            told = lines(self._values().get("parts", ""))
            self.type("parts", "\n".join([*told, f"{kind or PartKind.UNNAMED.value}:{name.strip()}"]))

    @Slot(int)
    def drop_part(self, place: int) -> None:
        """Not this part."""
        told = lines(self._values().get("parts", ""))
        self.type("parts", "\n".join(one for number, one in enumerate(told) if number != place))

    @Slot(str)
    def change(self, visit: str) -> None:
        """Write otherwise what was written of a visit; empty: a new visit after all.  What was typed of each is kept."""
        self._changing = UUID(visit) if visit else None
        self._form.clear()
        self.changed.emit()
        self.opened.emit()

    @Slot(bool)
    def keep(self, sign: bool) -> None:
        """Write the visit down, and sign it where ``sign``."""
        values, key = self._values() | ({} if self.soon else {"reason": ""}), self._key
        meaning = render("desk.meaning") if sign else ""
        self._form.attempt(lambda: self._keep(values, meaning), lambda: self._over(key))

    @Slot(str)
    def sign(self, visit: str) -> None:
        """Sign a visit that was written before."""
        self._form.attempt(lambda: self._sign(UUID(visit)), self._done)

    # ------------------------------------------------------------ how
    async def _keep(self, values: Mapping[str, str], meaning: str) -> None:
        row, desk = self._row, self._desk
        if row is None or desk is None:
            raise Refusal("app.locked")
        for field in CHOICES:
            if not values.get(field):
                raise Refusal("integration.choose", field=field)
        at, told = moment(values.get("day", ""), values.get("time", ""), row.zone), held(values)
        if self._changing is not None:
            await desk.change_visit(row.session, self._changing, told, at, values.get("why", "").strip())
        else:
            await desk.write_visit(row.session, row.after.participant, told, UUID(values["held_by"]), at, meaning)

    async def _sign(self, visit: UUID) -> None:
        if self._row is None or self._desk is None:
            raise Refusal("app.locked")
        await self._desk.sign(self._row.session, self._row.after.participant, visit, render("desk.meaning"))

    def _over(self, key: str) -> None:
        self._kept.drop(key)
        self._done()

    def _values(self) -> dict[str, str]:
        return self._first() | self._kept.of(self._key) if self._row else {}

    def _first(self) -> dict[str, str]:
        """Where a booking has come, the visit is that one; else it is now."""
        assert self._row is not None  # asked with somebody's page open
        there = next((one for one in self._row.after.there.visits if one.entry == self._changing), None)
        if there is not None:
            return values_of(there.told, there.at, ZoneInfo(self._row.zone)) | {"held_by": str(there.by or "")}
        zone, now, who = ZoneInfo(self._row.zone), self._app.clock.now(), self._app.at_screen
        booked = self._row.after.there.booked
        come = booked is not None and booked.told.at <= now
        at: datetime = (booked.told.at if booked is not None and come else now).astimezone(zone)
        may = who is not None and word_counts(who.roles, Act.SIGN_VISIT)
        first = {"day": at.date().isoformat(), "time": f"{at:%H:%M}", "held_by": str(who.id) if who and may else ""}
        if booked is not None:
            first |= {"form": booked.told.form.value, "place": booked.told.place.value}
            first |= {"reason": booked.told.reason}
            first |= {"held_by": str(booked.told.held_by)} if booked.told.held_by else {}
        return first

    def _before(self) -> tuple[Visit, ...]:
        return self._desk.visits_of(self._row.after.participant) if self._row and self._desk else ()

    @property
    def _key(self) -> str:
        form = f"visit/{self._changing}" if self._changing else "visit"
        return f"{self._row.session}/{self._row.after.participant}/{form}" if self._row else ""
