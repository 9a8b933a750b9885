"""All panels of the room on one desk.  Knows no tile and no music: it only holds what the side panel shows."""

from __future__ import annotations

from PySide6.QtCore import QObject

from facilitator_app.app import App
from facilitator_app.ui.panels.adverse import AdversePanel
from facilitator_app.ui.panels.awaiting import AwaitingPanel
from facilitator_app.ui.panels.board import BoardPanel
from facilitator_app.ui.panels.circle import CirclePanel
from facilitator_app.ui.panels.desk import Desk
from facilitator_app.ui.panels.dose import DosePanel
from facilitator_app.ui.panels.emergency import EmergencyPanel
from facilitator_app.ui.panels.everybody import EverybodyPanel
from facilitator_app.ui.panels.history import HistoryPanel
from facilitator_app.ui.panels.hold import HoldPanel
from facilitator_app.ui.panels.late import LatePanel
from facilitator_app.ui.panels.later_step import LaterStepPanel
from facilitator_app.ui.panels.leaving import LeavingPanel
from facilitator_app.ui.panels.limits import LimitsPanel
from facilitator_app.ui.panels.medication import MedicationPanel
from facilitator_app.ui.panels.moment import HalfTyped
from facilitator_app.ui.panels.moving import MovingPanel
from facilitator_app.ui.panels.observe import ObservePanel
from facilitator_app.ui.panels.orders import OrdersPanel
from facilitator_app.ui.panels.person import PersonPanel
from facilitator_app.ui.panels.presence import CompanyPanel
from facilitator_app.ui.panels.put_off import DeferralPanel
from facilitator_app.ui.panels.round import VitalsRound
from facilitator_app.ui.panels.scores import ScorePanel
from facilitator_app.ui.panels.support import SupportPanel
from facilitator_app.ui.panels.touch import TouchPanel
from facilitator_app.ui.panels.vitals import VitalsPanel
from facilitator_app.ui.panels.while_away import AwayPanel
from facilitator_app.ui.panels.words import WordsPanel
from facilitator_app.ui.phases import PhaseTrack
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1

IN_VIEW = {("vitals", "pad"): ("vitals",), ("vitals", "why"): ("vitals",), ("vitals", "put_off"): ("deferral",),
           ("dose", "dose"): ("dose",), ("dose", "other"): ("medication",), ("dose", "order"): ("orders",),
           ("support", "support"): ("support",), ("support", "adverse"): ("adverse",), ("support", "emergency"): (),
           ("person", "circle"): ("circle",),
           ("person", "touch"): ("touch",), ("person", "limits"): ("limits",), ("leave", "way"): ("leaving",),
           ("leave", "board"): ("board", "risk", "risk_answer")}  # fmt: skip
"""Which half-typed work stands on a page: by the section, and the part or page of it that is open."""


@QmlElement
@QmlUncreatable("made by the program")
class Panels(QObject):
    """The panels, each by its name."""

    def __init__(self, app: App, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = Desk(app, self)
        self._phases = PhaseTrack(self._desk)
        self._observe = ObservePanel(self._desk)
        self._vitals = VitalsPanel(self._desk)
        self._deferral = DeferralPanel(self._desk)
        self._round = VitalsRound(self._desk, self._vitals, self._deferral)
        self._scores = ScorePanel(self._desk)
        self._limits = LimitsPanel(self._desk)
        self._words = WordsPanel(self._desk)
        self._dose = DosePanel(self._desk)
        self._medication = MedicationPanel(self._desk)
        self._orders = OrdersPanel(self._desk)
        self._adverse = AdversePanel(self._desk)
        self._support = SupportPanel(self._desk)
        self._person = PersonPanel(self._desk)
        self._touch = TouchPanel(self._desk)
        self._circle = CirclePanel(self._desk)
        self._company = CompanyPanel(self._desk)
        self._late = LatePanel(self._desk)
        self._emergency = EmergencyPanel(self._desk, self._late)
        self._later = LaterStepPanel(self._desk)
        self._history = HistoryPanel(self._desk)
        self._moving = MovingPanel(self._desk)
        self._moving.moved.connect(self._history.close)
        self._hold = HoldPanel(self._desk)
        self._board = BoardPanel(self._desk, self._hold)
        self._awaiting = AwaitingPanel(self._desk, self._hold)
        self._everybody = EverybodyPanel(self._desk, self._hold)
        self._leaving = LeavingPanel(self._desk, self._hold, self._moving)
        self._away = AwayPanel(self._desk)

    def _half_typed(self, section: str, part: str) -> list[HalfTyped]:
        """The forms on a page: the row of moments is that of the one that is half typed."""
        if section == "words":
            return [self._words]
        turned = {"vitals": self._vitals.page, "leave": "way" if self._leaving.way else "board"}
        first: tuple[str, ...] = IN_VIEW.get((section, section), ())
        names = IN_VIEW.get((section, turned.get(section, part)), first)
        return [kept for name in names for kept in self._desk.half if kept.name == name]

    def _refresh_panels(self) -> None:
        """A second has passed, or the record changed."""
        self._phases.refresh()
        self._person.refresh()
        self._dose.ordered_changed.emit()
        self._dose.out.refresh()
        self._deferral.refresh()
        self._adverse.refresh()
        self._scores.refresh()
        self._limits.refresh()
        self._support.refresh()
        self._touch.refresh()
        self._circle.refresh()
        self._company.refresh()
        self._emergency.refresh()
        self._later.refresh()
        self._moving.refresh()
        self._hold.refresh()
        self._board.refresh()
        self._awaiting.refresh()
        self._everybody.refresh()
        self._late.refresh()
        self._leaving.refresh()

    @Property(Desk, constant=True)
    def desk(self) -> Desk:
        """What the panels share: the moment, the undo."""
        return self._desk

    @Property(PhaseTrack, constant=True)
    def phases(self) -> PhaseTrack:
        """Clock and phases."""
        return self._phases

    @Property(ObservePanel, constant=True)
    def observe(self) -> ObservePanel:
        """Observations."""
        return self._observe

    @Property(VitalsPanel, constant=True)
    def vitals(self) -> VitalsPanel:
        """Vitals."""
        return self._vitals

    @Property(DeferralPanel, constant=True)
    def deferral(self) -> DeferralPanel:
        """A check put off."""
        return self._deferral

    @Property(VitalsRound, constant=True)
    def round(self) -> VitalsRound:
        """Vitals for everybody in seat order."""
        return self._round

    @Property(ScorePanel, constant=True)
    def scores(self) -> ScorePanel:
        """How awake a person is."""
        return self._scores

    @Property(LimitsPanel, constant=True)
    def limits(self) -> LimitsPanel:
        """The limits that hold for a person."""
        return self._limits

    @Property(WordsPanel, constant=True)
    def words(self) -> WordsPanel:
        """Notes, quotes, what needs care."""
        return self._words

    @Property(DosePanel, constant=True)
    def dose(self) -> DosePanel:
        """A dose."""
        return self._dose

    @Property(SupportPanel, constant=True)
    def support(self) -> SupportPanel:
        """The support call."""
        return self._support

    @Property(MedicationPanel, constant=True)
    def medication(self) -> MedicationPanel:
        """A medicine for a side effect."""
        return self._medication

    @Property(OrdersPanel, constant=True)
    def orders(self) -> OrdersPanel:
        """Orders and clearances."""
        return self._orders

    @Property(AdversePanel, constant=True)
    def adverse(self) -> AdversePanel:
        """Adverse events."""
        return self._adverse

    @Property(PersonPanel, constant=True)
    def person(self) -> PersonPanel:
        """State, intention, touch consent."""
        return self._person

    @Property(TouchPanel, constant=True)
    def touched(self) -> TouchPanel:
        """Touch of a person."""
        return self._touch

    @Property(CirclePanel, constant=True)
    def circle(self) -> CirclePanel:
        """The circle."""
        return self._circle

    @Property(CompanyPanel, constant=True)
    def company(self) -> CompanyPanel:
        """Who is with the person, and out of the room."""
        return self._company

    @Property(EmergencyPanel, constant=True)
    def emergency(self) -> EmergencyPanel:
        """An emergency."""
        return self._emergency

    @Property(LaterStepPanel, constant=True)
    def later(self) -> LaterStepPanel:
        """What was done in an emergency, told afterwards."""
        return self._later

    @Property(HistoryPanel, constant=True)
    def history(self) -> HistoryPanel:
        """What is written today."""
        return self._history

    @Property(MovingPanel, constant=True)
    def moving(self) -> MovingPanel:
        """A dose on its way to somebody else."""
        return self._moving

    @Property(HoldPanel, constant=True)
    def hold(self) -> HoldPanel:
        """Who has shown by a PIN who they are."""
        return self._hold

    @Property(AwaitingPanel, constant=True)
    def awaiting(self) -> AwaitingPanel:
        """What awaits somebody's word."""
        return self._awaiting

    @Property(EverybodyPanel, constant=True)
    def everybody(self) -> EverybodyPanel:
        """The leaving board of everybody."""
        return self._everybody

    @Property(BoardPanel, constant=True)
    def board(self) -> BoardPanel:
        """The leaving list of a person."""
        return self._board

    @Property(LeavingPanel, constant=True)
    def leaving(self) -> LeavingPanel:
        """Ways out and the end of the session."""
        return self._leaving

    @Property(LatePanel, constant=True)
    def late(self) -> LatePanel:
        """Other sessions that are open."""
        return self._late

    @Property(AwayPanel, constant=True)
    def away(self) -> AwayPanel:
        """What came due while the app was away."""
        return self._away
