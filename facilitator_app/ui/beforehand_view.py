"""A person's way to the medicine over whatever is shown: preparation sessions, what they come with, their scores."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject
from shiboken6 import isValid

from facilitator_app import before_words
from facilitator_app.app import App
from facilitator_app.faults import Refusal
from facilitator_app.record.groups import Group
from facilitator_app.record.looks import View
from facilitator_app.record.names import in_full
from facilitator_app.record.preparation import preparation
from facilitator_app.record.questionnaires import Questionnaire
from facilitator_app.record.same_person import ids_of
from facilitator_app.text import catalogue, render
from facilitator_app.ui.course_versions import CourseVersions
from facilitator_app.ui.half_answered import form_of
from facilitator_app.ui.hopes_view import MATTERS, HopesView
from facilitator_app.ui.kept_text import KeptText
from facilitator_app.ui.leave_before_view import LeaveBeforeView
from facilitator_app.ui.notices import Form
from facilitator_app.ui.own_limit_view import OwnLimitView
from facilitator_app.ui.preparation_view import PreparationView
from facilitator_app.ui.prescribing_view import PrescribingView
from facilitator_app.ui.scores_view import ScoresView
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1

PARTS = ("preparation", "hopes", "scores", "prescribing")
CARRIED = {"preparation": ("note", "words"), "hopes": MATTERS}
"""What is half-typed of somebody and goes with them where two entries are made one, and which of its fields are words."""


@QmlElement
@QmlUncreatable("made by the program")
class BeforehandView(QObject):
    """Whoever was chosen; what is half-typed is kept."""

    changed = Signal()
    not_yours = Signal(str)
    closed = Signal()

    def __init__(self, app: App, kept: KeptText, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._kept = kept
        self._person: UUID | None = None
        self._part = PARTS[0]
        self._read = False
        self._deaf: Callable[[], None] = lambda: None
        self._form = Form(app.faults, "before the session", (), self)
        self._preparation = PreparationView(app, self._kept, self)
        self._hopes = HopesView(app, self._kept, self)
        self._scores = ScoresView(app, self._kept, self)
        self._prescribing = PrescribingView(app, self._kept, self)
        self._own_limit = OwnLimitView(app, self._kept, self)
        self._leave = LeaveBeforeView(app, self)
        self._courses = CourseVersions(app, self)
        for part in self._views:
            part.changed.connect(self.changed)

    @Property(PreparationView, constant=True)
    def preparation(self) -> PreparationView:
        """Preparation sessions, and whether the person feels ready."""
        return self._preparation

    @Property(HopesView, constant=True)
    def hopes(self) -> HopesView:
        """What the person comes with."""
        return self._hopes

    @Property(ScoresView, constant=True)
    def scores(self) -> ScoresView:
        """The person's scores."""
        return self._scores

    @Property(LeaveBeforeView, constant=True)
    def leave(self) -> LeaveBeforeView:
        """Who may receive the medical part."""
        return self._leave

    @Property(OwnLimitView, constant=True)
    def own_limit(self) -> OwnLimitView:
        """A limit of the person's own."""
        return self._own_limit

    @Property(CourseVersions, constant=True)
    def courses(self) -> CourseVersions:
        """By which versions of programmes their own courses run."""
        return self._courses

    @Property(PrescribingView, constant=True)
    def prescribing(self) -> PrescribingView:
        """What the prescriber writes."""
        return self._prescribing

    @Property(Form, constant=True)
    def form(self) -> Form:
        """The last try to open somebody's."""
        return self._form

    @Property(bool, notify=changed)
    def open(self) -> bool:
        """Whether somebody's page is open."""
        return self._person is not None and self._app.clinic is not None

    @Property(str, notify=changed)
    def title(self) -> str:
        """Whose it is."""
        known = self._app.clinic.state.participants.get(self._person) if self._app.clinic and self._person else None
        return render("beforehand.title", name=in_full(known)) if known else ""

    @Property(str, notify=changed)
    def about(self) -> str:
        """Which groups the person belongs to, whether they feel ready, and that a disclosure is open."""
        clinic, person = self._app.clinic, self._person
        if clinic is None or person is None:
            return ""
        there = [self._which(one) for one in clinic.state.groups.values() if person in {who.id for who in one.there}]
        said = preparation(clinic.history.about(person)).said
        parts = [render("beforehand.groups", groups=there)] if there else []
        if said:
            zone = ZoneInfo(clinic.state.zone)
            key = "beforehand.ready_since" if said[-1].told.ready else "beforehand.not_yet_since"
            parts.append(render(key, zone=zone, at=said[-1].at))
        if clinic.state.risks_of(person):
            parts.append(render("groups_ui.risk_open"))
        return " · ".join(parts)

    @Property(str, notify=changed)
    def part(self) -> str:
        """What is shown."""
        return self._part

    @Property("QVariantList", notify=changed)
    def parts(self) -> list[dict[str, str]]:
        """What can be shown."""
        return [{"key": key, "text": render(f"beforehand.part_{key}")} for key in PARTS]

    @Slot(str)
    def turn(self, part: str) -> None:
        """Show another part."""
        self._part = part
        self.changed.emit()

    @Slot(str)
    def show(self, person: str, part: str = "") -> None:
        """Open somebody's, at a ``part`` of it; it is written down that one looked."""
        self._form.attempt(lambda: self._show(UUID(person), part or PARTS[0]))

    @Slot()
    def close(self) -> None:
        """Leave it; what was typed is kept for the next time."""
        self._kept.keep()
        self._person = None
        self._aim()
        self.closed.emit()

    @Slot()
    def look(self) -> None:
        """The core changed: once locked, nothing of anybody is held."""
        if self._app.clinic is None:
            self._deaf()
            self._person, self._read = None, False
            self._kept.forget()
            self._aim()
        else:
            for part in self._views:
                part.look()
        self.changed.emit()

    async def _show(self, person: UUID, part: str) -> None:
        clinic = self._app.clinic
        if clinic is None or person not in clinic.state.participants:
            raise Refusal("clinic.no_such_participant")
        may = await self._may_open(person)
        if may and not self._read:
            await self._kept.read()
        if not isValid(self):
            return  # the window went meanwhile
        if not may:
            self.not_yours.emit(str(person))
            return
        if not self._read:
            self._read = True
            self._deaf = clinic.listen(self.look)
        for other in ids_of(clinic.state.same, person)[1:]:
            for part_of, words in CARRIED.items():
                self._kept.carry(f"{other}/{part_of}", f"{person}/{part_of}", words)
            for which in Questionnaire:  # one at a time: the answers of two days are not one questionnaire
                if form_of(person, which) not in self._kept.forms:
                    self._kept.carry(form_of(other, which), form_of(person, which), ())
        self._app.looked(View.COURSE, [person])
        self._person, self._part = person, part
        self._aim()

    async def _may_open(self, person: UUID) -> bool:
        try:
            await self._app.must_open_before(person)
        except Refusal as refusal:
            if refusal.key != "oversight.not_yours":
                raise
            return False
        return True

    @property
    def _views(
        self,
    ) -> tuple[
        PreparationView | HopesView | ScoresView | PrescribingView | OwnLimitView | LeaveBeforeView | CourseVersions,
        ...,
    ]:
        before = (self._preparation, self._hopes, self._scores, self._prescribing)
        return (*before, self._own_limit, self._leave, self._courses)

    def _which(self, group: Group) -> str:
        """The group's theme and how many of its sessions were held."""
        return f"{group.theme} ({before_words.of_group(self._app.clinic_state(), group, catalogue())})"

    def _aim(self) -> None:
        for part in self._views:
            part.show(self._person)
        self.changed.emit()
