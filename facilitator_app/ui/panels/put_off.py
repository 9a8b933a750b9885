"""A check that is deliberately not done: which measures, why, whether breathing was seen, and when it is asked again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

from facilitator_app.checks import providers_own
from facilitator_app.faults import Refusal
from facilitator_app.monitoring import asked_now, next_check, plan_of
from facilitator_app.record.roles import Role
from facilitator_app.record.room import Deferred
from facilitator_app.record.vitals import Measure
from facilitator_app.text import catalogue, render
from facilitator_app.ui.panels.desk import Desk, PanelView
from facilitator_app.ui.panels.kept import Kept, Standing
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot
from facilitator_app.wording import measures

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1

AGAIN = (5, 10, 15, 20)
"""Minutes that are one touch away."""

SEEN = timedelta(minutes=2)
"""So long the word that breathing is seen waits for the touch that says when to ask again."""

_REASONS = ("deep", "declined", "moving", "with_provider")
_SEEN = ("deep", "moving", "with_provider", "declined")


@QmlElement
@QmlUncreatable("made by the program")
class DeferralPanel(PanelView):
    """Nothing is chosen beforehand but the measures that are due."""

    changed = Signal()
    providers_changed = Signal()
    saved = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._reason = ""
        self._seen = False
        self._again = 0
        self._by = ""
        self._providers: list[dict[str, str]] = []
        self._which: tuple[Measure, ...] = tuple(Measure)  # as it is on show: what is shown is what is written
        self._kept = Kept(desk, "deferral", self._standing, self._stand, observed=self._said_now)

    @Property("QVariantList", constant=True)
    def reasons(self) -> list[dict[str, str]]:
        """Reasons that are one touch away."""
        return [{"key": key, "text": render(f"room_ui.reason_{key}")} for key in _REASONS]

    @Property("QVariantList", constant=True)
    def seen_reasons(self) -> list[dict[str, str]]:
        """Reasons of one touch with which breathing was seen; each with the key that chooses it."""
        rows = enumerate(_SEEN, start=1)
        return [
            {"key": key, "text": render("round.key", key=number, text=render(f"round.{key}"))} for number, key in rows
        ]

    @Property(str, notify=changed)
    def seen_key(self) -> str:
        """Which of them is chosen; empty when none is."""
        return next((key for key in _SEEN if self._seen and self._reason == render(f"round.{key}")), "")

    @Property("QVariantList", constant=True)
    def choices(self) -> list[dict[str, str]]:
        """When it is asked again."""
        return [{"key": str(minutes), "text": str(minutes)} for minutes in AGAIN]

    @Property(str, notify=changed)
    def reason(self) -> str:
        """Why the check is put off."""
        return self._reason

    @Property(bool, notify=changed)
    def breathing_seen(self) -> bool:
        """Whether somebody saw the person breathe."""
        return self._seen

    @Property(str, notify=changed)
    def again(self) -> str:
        """Minutes until it is asked again; empty until chosen."""
        return str(self._again or "")

    @Property("QVariantList", notify=providers_changed)
    def providers(self) -> list[dict[str, str]]:
        """For whom a scribe may write it, where the provider alone puts it off and is not at the screen; else empty."""
        return self._providers

    def _for_whom(self) -> list[dict[str, str]]:
        person, plan, state, who = self.desk.person, plan_of(self.desk.state), self.desk.state, self.desk.app.at_screen
        if person is None or plan is None or (who is not None and Role.MEDICAL_PROVIDER in who.roles):
            return []
        if providers_own(person, plan, self.desk.now, self._which) is None:
            return []
        there = (one for one in state.staff.values() if one.left is None and state.is_provider(one.id))
        return [{"key": str(one.id), "text": render("deferral.for_provider", name=one.name)} for one in there]

    @Property(str, notify=changed)
    def by(self) -> str:
        """The provider who decided it, when a scribe writes it; empty when it is one's own word."""
        return self._by

    @Slot(str)
    def say_by(self, provider: str) -> None:
        """This provider decided it, and is to confirm it."""
        self._by = provider
        self._changed()

    @Property(str, notify=changed)
    def which(self) -> str:
        """The measures that are put off."""
        return measures(self._which, catalogue())

    @Property(str, notify=changed)
    def so_far(self) -> str:
        """How often it was put off in a row, of how many times the plan allows; empty when it was not."""
        person, plan = self.desk.person, plan_of(self.desk.state)
        if person is None:
            return ""
        count = max((found.in_a_row for one, found in person.deferrals.items() if one in self._which), default=0)
        most = plan.deferrals_most if plan else None
        if not count:
            return ""
        return render("deferral.so_far" if most is None else "deferral.so_far_of", count=count, most=most)

    def _due(self) -> tuple[Measure, ...]:
        """What a round would take now; where nothing is due yet, what comes next."""
        person, plan, now = self.desk.person, plan_of(self.desk.state), self.desk.now
        if person is None:
            return tuple(Measure)
        due = next_check(person, plan, now)
        return asked_now(person, plan, now) or (due.measures if due else tuple(Measure))

    @Slot(str)
    def set_reason(self, reason: str) -> None:
        """Why, in words."""
        self._reason = reason
        self._changed()

    @Slot(str)
    def set_seen_reason(self, key: str) -> None:
        """Why, and that breathing was seen, in one touch."""
        self._reason, self._seen = render(f"round.{key}"), True
        self._changed()

    @Slot(str)
    def set_again_and_save(self, minutes: str) -> None:
        """When it is asked again, as the last touch of three."""
        self._again = int(minutes)
        self._changed()
        self.save()

    def choose(self, number: str) -> None:
        """By number: first the reason, then the minutes."""
        if not number or number not in "1234":
            return
        place = int(number) - 1
        if self.seen_key:
            self.set_again_and_save(str(AGAIN[place]))
        else:
            self.set_seen_reason(_SEEN[place])

    @Slot(bool)
    def set_breathing_seen(self, seen: bool) -> None:
        """Breathing was seen, or not."""
        self._seen = seen
        self._changed()

    @Slot(str)
    def set_again(self, minutes: str) -> None:
        """When it is asked again."""
        self._again = int(minutes)
        self._changed()

    def refresh(self) -> None:
        """A second has passed, or the record changed: what is due is on show before it is written.

        What was touched as of another moment is gone with that moment; words that were typed stay.
        """
        if self._said_now() and self._kept.age >= SEEN:
            self._reason = "" if self.seen_key else self._reason
            self._seen, self._again = False, 0
            self._changed()
        if self._which != (due := self._due()):
            self._which = due
            self.changed.emit()
            self.look()

    def _said_now(self) -> bool:
        return self._seen or bool(self._again)

    def _changed(self) -> None:
        self.tell(None)
        self.changed.emit()
        self._kept.typed()
        self.look()

    @Slot()
    def look(self) -> None:
        """What is due, or who is at the screen, may have changed."""
        found = self._for_whom()
        if found != self._providers:
            self._providers = found
            self.providers_changed.emit()

    @Slot()
    def clear(self) -> None:
        """Begin anew."""
        self._reason, self._seen, self._again, self._by = "", False, 0, ""
        self._changed()

    @Slot()
    def save(self) -> None:
        """Write the deferral down."""
        try:
            person = self.desk.the_person()
            fact = Deferred(
                measures=self._which, reason=self._reason, breathing_seen=self._seen, again_minutes=self._again
            )
        except Refusal as refusal:
            self.tell(refusal)
            self.look()
            return
        said = render("room_ui.saved", whom=self.desk.whom(), what=render("room_ui.put_off_done", minutes=self._again))
        by, draft = UUID(self._by) if self._by else None, self._kept.ends()
        write = self.desk.session.write
        self.do(lambda at: write(fact, [person.id], by=by, at=at, ends_draft=draft), said, self._done(), of=self._kept)

    def refused(self, refusal: Refusal) -> None:
        """It is told, with whose word would do."""
        self.tell(refusal)
        self.look()

    def _done(self) -> Callable[[], None]:
        written = self._kept.written()

        def done() -> None:
            written()
            self.saved.emit()

        return done

    def _standing(self) -> Standing:
        told = {"reason": self._reason, "seen": "yes" * self._seen, "again": self.again, "by": self._by}
        return {name: text for name, text in told.items() if text.strip()}

    def _stand(self, found: Standing) -> None:
        self._reason, self._by = found.get("reason", ""), found.get("by", "")
        self._seen, self._again = "seen" in found, int(found.get("again", "0"))
        self._which = self._due()
        self._changed()
