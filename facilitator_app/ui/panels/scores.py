"""How awake a person is, by the scales the plan has on show; air or oxygen; and NEWS2 where the clinic chose it."""

from __future__ import annotations

from facilitator_app import monitoring
from facilitator_app.record.entry import Fact
from facilitator_app.record.scores import INWARD, LEVELS, NEWS2_SOURCE, OxygenSaid, Scale, scored
from facilitator_app.text import catalogue, render, word
from facilitator_app.ui.panels.desk import Desk, PanelView
from facilitator_app.ui.times import said
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot
from facilitator_app.wording import level, short_level

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1


def _in_reach(scale: Scale) -> tuple[str, ...]:
    """The levels with those of a quiet hour first: RASS from alert downwards, then what lies above."""
    every = LEVELS[scale]
    if scale is not Scale.RASS:
        return every
    quiet = every.index("0")
    return every[quiet:] + every[:quiet][::-1]


@QmlElement
@QmlUncreatable("made by the program")
class ScorePanel(PanelView):
    """One touch on a level writes it down.  Nobody has to be woken: "inward, not stimulated" stands before every level."""

    changed = Signal()
    told_one = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._scale: Scale | None = None
        self._shown: tuple[object, ...] = ()
        desk.chosen_changed.connect(self.refresh)

    def _on_show(self) -> tuple[Scale, ...]:
        """The scales that can be said; NEWS2 is made of ACVPU, so that comes with it."""
        plan = monitoring.plan_of(self.desk.state)
        chosen = plan.scores if plan else ()
        return tuple(s for s in LEVELS if s in chosen or (s is Scale.ACVPU and Scale.NEWS2 in chosen))

    def _here(self) -> Scale | None:
        there = self._on_show()
        return self._scale if self._scale in there else next(iter(there), None)

    @Property(str, notify=changed)
    def name(self) -> str:
        """The scale that is on view; empty when the clinic has none on show."""
        here = self._here()
        return word(here) if here else ""

    @Property(str, notify=changed)
    def scale(self) -> str:
        """Its key."""
        return self._here() or ""

    @Property("QVariantList", notify=changed)
    def scales(self) -> list[dict[str, str]]:
        """The scales to choose from; empty when there is only one."""
        there = self._on_show()
        return [{"key": one.value, "text": word(one)} for one in there] if len(there) > 1 else []

    @Property("QVariantList", notify=changed)
    def levels(self) -> list[dict[str, str]]:
        """Inward, not stimulated; then the levels of the scale."""
        here = self._here()
        if here is None:
            return []
        return [{"key": one, "text": level(here, one, catalogue())} for one in (INWARD, *_in_reach(here))]

    @Property("QVariantList", notify=changed)
    def quick(self) -> list[dict[str, str]]:
        """The same levels, each as short as it is said, those of a quiet hour first."""
        here = self._here()
        if here is None:
            return []
        return [
            {
                "key": one,
                "text": short_level(here, one, catalogue()),
                "spoken": render("score.spoken", scale=here, level=level(here, one, catalogue())),
            }
            for one in (INWARD, *_in_reach(here))
        ]

    @Property(int, notify=changed)
    def columns(self) -> int:
        """In how many columns they are read best: the words of MOAA/S are long."""
        return 1 if self._here() is Scale.MOAA_S else 2

    @Property("QVariantList", constant=True)
    def airs(self) -> list[dict[str, str]]:
        """Room air, oxygen."""
        return [{"key": one, "text": render(f"score.{one}")} for one in ("air", "oxygen")]

    @Property(str, notify=changed)
    def current(self) -> str:
        """The level that was last said by the scale on view."""
        here, person = self._here(), self.desk.person
        last = person.scores.get(here) if person and here else None
        return last.level if last else ""

    @Property("QVariantList", notify=changed)
    def lines(self) -> list[str]:
        """What was last said of the person, each with its age."""
        person = self.desk.person
        if person is None:
            return []
        told = [
            render(
                "score.last", scale=scale, level=level(scale, one.level, catalogue()), age=said(self.desk.now - one.at)
            )
            for scale, one in person.scores.items()
        ]
        if person.oxygen is not None and person.oxygen.on:
            told.append(render("score.oxygen_since", since=said(self.desk.now - person.oxygen.since)))
        return told

    @Property(bool, notify=changed)
    def asks_oxygen(self) -> bool:
        """Whether air or oxygen is asked for: NEWS2 is made of it."""
        plan = monitoring.plan_of(self.desk.state)
        return plan is not None and Scale.NEWS2 in plan.scores

    @Property(str, notify=changed)
    def breathes(self) -> str:
        """``oxygen`` or ``air``; empty when neither was said."""
        person = self.desk.person
        if person is None or person.oxygen is None:
            return ""
        return "oxygen" if person.oxygen.on else "air"

    @Property(str, notify=changed)
    def news2(self) -> str:
        """The figure, or what is missing for it; empty when the clinic does not show it."""
        person, plan = self.desk.person, monitoring.plan_of(self.desk.state)
        if person is None or plan is None or Scale.NEWS2 not in plan.scores:
            return ""
        figure = monitoring.news2_of(person, plan, self.desk.now)
        if figure.total is None:
            return render("score.news2_missing", names=[render(f"score.part_{part}") for part in figure.missing])
        return render("score.news2_three" if figure.single_three else "score.news2", total=figure.total)

    @Property(str, constant=True)
    def source(self) -> str:
        """Whose figure NEWS2 is: it is to be said wherever it is shown."""
        return NEWS2_SOURCE

    @Slot(str)
    def turn_to(self, scale: str) -> None:
        """Show another scale."""
        self._scale = Scale(scale)
        self.changed.emit()

    @Slot(str)
    def say(self, said_level: str) -> None:
        """Write the level down."""
        here = self._here()
        if here is not None:
            self._write(scored(here, said_level), f"{word(here)} {level(here, said_level, catalogue())}")

    @Slot(str)
    def say_breathes(self, what: str) -> None:
        """Air or oxygen from now on."""
        self._write(OxygenSaid(on_oxygen=what == "oxygen"), render(f"score.{what}"))

    def _write(self, fact: Fact, what: str) -> None:
        person = self.desk.person
        if person is None:
            return
        told = render("room_ui.saved", whom=self.desk.whom(), what=what)
        self.do(lambda at: self.desk.session.write(fact, [person.id], at=at), told, self._told, form=False)

    def _told(self) -> None:
        self.refresh()
        self.told_one.emit()

    @Slot()
    def refresh(self) -> None:
        """A second has passed, somebody else was chosen, or the record changed."""
        shown = (self.desk.chosen, self.scale, self.current, tuple(self.lines), self.breathes, self.news2)
        if shown != self._shown:
            self._shown = shown
            self.changed.emit()
