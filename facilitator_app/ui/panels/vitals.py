"""A check of one person: number pad first, the last value beside each field and never in it.

What was typed is kept for its person until it is saved, whoever is looked at meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from datetime import datetime
from typing import NamedTuple

from facilitator_app import text
from facilitator_app.faults import Question, Refusal
from facilitator_app.monitoring import PRESSURE
from facilitator_app.record.state import Person, Reading
from facilitator_app.record.vitals import RANGES, Measure, Unavailable, is_full, longest, read_measure
from facilitator_app.text import render, word
from facilitator_app.ui.panels.desk import Desk
from facilitator_app.ui.panels.done_by import ByPanel
from facilitator_app.ui.panels.figures import amiss, figure, not_taken
from facilitator_app.ui.panels.kept import Kept, Standing
from facilitator_app.ui.rows import Rows
from facilitator_app.ui.times import said, short
from facilitator_app.ui.typed import Property, QmlElement, QmlUncreatable, Signal, Slot

QML_IMPORT_NAME = "Facilitator"
QML_IMPORT_MAJOR_VERSION = 1


class FieldRow(NamedTuple):
    """A field of the check."""

    key: str
    label: str
    spoken: str
    unit: str
    typed: str
    word: str
    previous: str
    last: str
    age: str
    active: bool
    refused: bool
    asked: bool
    wanted: bool


_WORD, _RIGHT = "word.", "right."
"""Before the measures that a word stands for, and whose improbable value was said to be right."""

_WORDS = frozenset(Unavailable)


class Typed:
    """What stands in one person's fields."""

    def __init__(self, found: Standing) -> None:
        self.values = {measure: found[measure] for measure in Measure if measure in found}
        self.words = {one: Unavailable(found[_WORD + one]) for one in Measure if found.get(_WORD + one) in _WORDS}
        self.confirmed = {measure for measure in Measure if _RIGHT + measure in found}
        self.amiss: dict[Measure, Refusal] = {}
        self.not_taken = ""

    @property
    def standing(self) -> Standing:
        """All of it, by name."""
        values = {measure.value: typed for measure, typed in self.values.items() if typed.strip()}
        words = {_WORD + measure: said.value for measure, said in self.words.items()}
        return {**values, **words, **{_RIGHT + measure: "yes" for measure in self.confirmed if measure in values}}

    @property
    def sign(self) -> str:
        """That a key was not taken, or why what stands in a field that was left can be no value of it; else empty."""
        if self.not_taken:
            return text.say(not_taken(self.not_taken))
        return next((text.say(self.amiss[one]) for one in Measure if one in self.amiss), "")

    def put(self, measure: Measure, typed: str) -> None:
        """This stands in a field now, and nothing that was said of what stood there before holds any more."""
        self.values[measure] = typed[: longest(measure)]
        if typed:
            self.words.pop(measure, None)
        self.confirmed.discard(measure)
        self.amiss.pop(measure, None)
        self.not_taken = ""

    def say(self, active: Measure, reason: Unavailable) -> None:
        """A word stands in the place of a number; for blood pressure in both places."""
        for measure in PRESSURE if active in PRESSURE else (active,):
            self.values.pop(measure, None)
            self.amiss.pop(measure, None)
            self.words[measure] = reason

    def leave(self, measure: Measure) -> None:
        """A field is left: what stands in it may be no value of it."""
        self.not_taken = ""
        refusal = amiss(lambda: read_measure(measure, self.values.get(measure, "")))
        if refusal is not None:
            self.amiss[measure] = refusal

    def empty_after(self, this: Measure, wanted: Collection[Measure]) -> Measure | None:
        """The next field that is due and still to be typed."""
        after = list(Measure)[list(Measure).index(this) + 1 :]
        return next((m for m in after if m in wanted and not self.values.get(m) and m not in self.words), None)


@QmlElement
@QmlUncreatable("made by the program")
class VitalsPanel(ByPanel):
    """The fields, which of them is typed into, and the question that is open."""

    fields_changed = Signal()
    saved = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._typed = Typed({})
        self._active = Measure.HEART_RATE
        self._question: Question | None = None
        self._page = "pad"
        self._wanted: tuple[Measure, ...] = tuple(Measure)
        self._led = False
        self._fields = Rows(FieldRow, self)
        told, some = lambda: self._by.beside(self._typed.standing), lambda: bool(self._typed.standing)
        self._kept = Kept(desk, "vitals", told, self._stand, observed=some)
        desk.moment_row.changed.connect(self.fields_changed)
        self._by.changed.connect(self.fields_changed)
        self.refresh()

    @Property(Rows, constant=True)
    def fields(self) -> Rows:
        """The six fields."""
        return self._fields

    @Property(str, notify=fields_changed)
    def active(self) -> str:
        """The field that is typed into."""
        return self._active.value

    @Property(str, notify=fields_changed)
    def active_label(self) -> str:
        """Its name in full."""
        return render(f"vitals.name.{self._active.value}")

    @Property(bool, notify=fields_changed)
    def takes_point(self) -> bool:
        """Whether the active field takes decimals."""
        return RANGES[self._active].places > 0

    @Property(str, notify=fields_changed)
    def question(self) -> str:
        """What is asked before an improbable value is kept; empty when nothing is."""
        return text.say(self._question) if self._question else ""

    @Property(bool, notify=fields_changed)
    def has_anything(self) -> bool:
        """Whether anything stands in the fields."""
        return bool(self._typed.standing)

    @Property(str, notify=fields_changed)
    def unsaved(self) -> str:
        """When it was typed before and that it is not on the record, and by whom it was taken, if by another; else empty."""
        by = self._by.other and render("vitals.taken_by", name=self._by.other)
        return " · ".join(filter(None, (self._kept.not_saved, by)))

    @Property(str, notify=fields_changed)
    def sign(self) -> str:
        """That a key was not taken, or why what stands in a field that was left can be no value; empty when neither is so."""
        return self._typed.sign

    @Property("QVariantList", constant=True)
    def reasons(self) -> list[dict[str, str]]:
        """The words that can stand in the place of a number, each with the key that chooses it."""
        keyed = enumerate(Unavailable, start=1)
        return [{"key": one.value, "text": render("round.key", key=key, text=word(one))} for key, one in keyed]

    @Property(str, notify=fields_changed)
    def page(self) -> str:
        """What takes the place below the fields: the ``pad``, ``why`` there is no value, ``by`` whom, or ``put_off``."""
        return self._page

    def ask_for(self, measures: Iterable[Measure]) -> None:
        """These are due: Enter leads from one to the next of them and saves from the last; every field can still be typed."""
        self._wanted = tuple(measures) or tuple(Measure)
        if not self.has_anything:
            self._active = self._wanted[0]
        self.refresh()

    @Slot(str)
    def turn(self, page: str) -> None:
        """Show this page."""
        self._page = page
        self.refresh()

    def typed_in(self, measure: Measure) -> bool:
        """Whether figures are being typed into this field."""
        return self._active is measure and bool(self._typed.values.get(measure))

    def _leave_for(self, measure: Measure) -> None:
        """Another field is typed into; the one that is left is on disk, and says so when nothing can be read from it."""
        if measure is not self._active:
            self._typed.leave(self._active)
        self._active = measure
        self._kept.keep()
        self.refresh()

    def _stand(self, found: Standing) -> None:
        self._typed = Typed(found)
        self._by.begun_by(found.get("by", ""))
        self._question, self._active, self._page = None, self._wanted[0], "pad"
        self.tell(None)
        self.refresh()

    def refresh(self) -> None:
        """What stands in the fields, or is asked, differs."""
        self.grow_older()
        self.fields_changed.emit()

    def grow_older(self) -> None:
        """Show the fields as they are, with the last values and their ages beside them; ages change by the clock alone."""
        asked = self._question.confirm if self._question else ""
        amiss = {*self._typed.amiss, self.refused_field}
        marks = self._active, amiss, asked, self._wanted
        self._by.follow(self._typed.standing)
        self._fields.show(_rows(self._typed, self.desk.person, self.desk.now, marks))

    @Slot(str)
    def activate(self, key: str) -> None:
        """Type into this field from now on."""
        self._led = False
        self._leave_for(Measure(key))

    @Slot(str)
    def press(self, key: str) -> None:
        """A digit or the point; no other key is taken.  A value that was refused and can only become longer begins anew."""
        written = figure(key)
        if not written:
            self._typed.not_taken = key
            self.refresh()
            return
        typed = self._typed.values.get(self._active, "")
        refused = self._active in (self.refused_field, *self._typed.amiss)
        self._set(written if refused and is_full(self._active, typed) else typed + written)

    @Slot(str)
    def tap(self, key: str) -> None:
        """A key of the pad on the screen: the field that can take no more leads on to the next one by itself."""
        self.press(key)
        following = self._typed.empty_after(self._active, self._wanted)
        if is_full(self._active, self._typed.values[self._active]) and following is not None:
            self._leave_for(following)
            self._led = True

    @Slot()
    def tap_next(self) -> None:
        """The pad's key for the next field; right after a field led on by itself it has nothing left to do."""
        led, self._led = self._led, False
        if not led:
            self.step(1)

    @Slot()
    def erase(self) -> None:
        """Take the last character, or the word, away."""
        self._typed.words.pop(self._active, None)
        self._set(self._typed.values.get(self._active, "")[:-1])

    def _set(self, typed: str) -> None:
        self._typed.put(self._active, typed)
        self._question = None
        self._led = False
        self._kept.typed()
        self.tell(None)
        self.refresh()

    @Slot(str)
    def say_why(self, reason: str) -> None:
        """A word stands in the place of the active number; for blood pressure in both places."""
        self._typed.say(self._active, Unavailable(reason))
        self._page = "pad"
        self.tell(None)
        self.step(1)

    def choose_why(self, number: str) -> None:
        """The word with that number stands in the place of the active value."""
        if number in "1234" and number:
            self.say_why(list(Unavailable)[int(number) - 1].value)

    @Slot(int)
    def step(self, by: int) -> None:
        """To the next field that is due, or the one before; past the last of them to the next field there is."""
        order = list(Measure)
        place = order.index(self._active)
        if self._active is Measure.SYSTOLIC and Measure.SYSTOLIC in self._typed.words and by > 0:
            place += 1
        way = order[place + 1 :] if by > 0 else order[:place][::-1]
        self._leave_for(next(iter([m for m in way if m in self._wanted] or way), order[min(place, len(order) - 1)]))

    @Slot()
    def forward(self) -> None:
        """Enter: on to the next field, and from the last one that is asked for save.  A question is not answered by it."""
        if self._question is not None or self._page != "pad":
            return
        if [*Measure].index(self._active) >= [*Measure].index(self._wanted[-1]):
            self.save()
        else:
            self.step(1)

    @Slot()
    def keep(self) -> None:
        """The improbable value is right."""
        if self._question is not None:
            self._typed.confirmed.add(Measure(self._question.confirm))
            self._question = None
            self.refresh()
            self.save()

    @Slot()
    def change(self) -> None:
        """The improbable value is to be typed again; it stays in its field until then."""
        if self._question is not None:
            self._active = Measure(self._question.field)
            self._question = None
            self.refresh()

    @Slot()
    def save(self) -> None:
        """Write the check down."""
        person = self.desk.person
        if person is None:
            self.tell(Refusal("room_ui.choose_somebody"))
            return
        typed, draft, by, right = self._typed, self._kept.ends(), self._by.by, frozenset(self._typed.confirmed)
        self.do(
            lambda at: self.desk.session.take_vitals(
                person.id, typed.values, words=typed.words, confirmed=right, by=by, at=at, ends_draft=draft
            ),
            render("room_ui.saved", whom=self.desk.whom(), what=render("room_ui.vitals")),
            self._done(),
            of=self._kept,
        )

    def _done(self) -> Callable[[], None]:
        written = self._kept.written()

        def done() -> None:
            written()
            self.saved.emit()

        return done

    def refused(self, refusal: Refusal) -> None:
        """A question is asked in place; a refusal is told at its field, which is typed into again."""
        self._question = refusal if isinstance(refusal, Question) else None
        self.tell(None if self._question else refusal)
        self._led = False
        if refusal.field in set(Measure):
            self._active = Measure(refusal.field)
        self.refresh()


def _rows(
    typed: Typed, person: Person | None, now: datetime, marks: tuple[Measure, Collection[str], str, Collection[Measure]]
) -> list[FieldRow]:
    """The six fields; ``marks``: the one that is typed into, refused, asked about, and those that are due."""
    active, refused, asked, wanted = marks
    return [
        FieldRow(
            measure.value,
            render(f"room_ui.field_{measure.value}"),
            render(f"vitals.name.{measure.value}"),
            RANGES[measure].unit,
            typed.values.get(measure, ""),
            word(typed.words[measure]) if measure in typed.words else "",
            *_previous(person.readings.get(measure) if person else None, now),
            measure is active,
            measure.value in refused,
            asked == measure.value,
            measure in wanted,
        )
        for measure in Measure
    ]


def _previous(reading: Reading | None, now: datetime) -> tuple[str, str, str]:
    """The last value with its age, as they are spoken, then each by itself; the age is drawn short, to stand beside it."""
    if reading is None:
        return "", "", ""
    value, span = word(reading.word) if reading.word else f"{reading.value:f}", now - reading.at
    return render("room_ui.previous", value=value, age=said(span)), value, short(span)
