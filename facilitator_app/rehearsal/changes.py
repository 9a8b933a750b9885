"""The verbs that change what was written: amend, withdraw, confirm.  Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, cast

import msgspec

from facilitator_app import rules
from facilitator_app.faults import Refusal
from facilitator_app.record import room
from facilitator_app.record.changes import Plain
from facilitator_app.record.programme import Programme, Word
from facilitator_app.record.vitals import Measure, VitalsTaken, examine
from facilitator_app.rehearsal import acts
from facilitator_app.rehearsal.acts import Make
from facilitator_app.rehearsal.grammar import dose_made, readings, which
from facilitator_app.rehearsal.words import Words


def amend(words: Words) -> acts.Act:
    """``amend PERSON's last THING [at TIME] [to CONTENT] because REASON``."""
    line = which(words)
    at = words.moment(words.take("a time")) if words.skip("at") else None
    make = _CONTENT.get(line.thing, _no_content)(words) if words.skip("to") else None
    return acts.Amend(which=line, make=make, at=at, reason=words.because())


def withdraw(words: Words) -> acts.Act:
    """``withdraw PERSON's last THING because REASON``."""
    return acts.Withdraw(which=which(words), reason=words.because())


def confirm(words: Words) -> acts.Act:
    """``confirm PERSON's last THING``."""
    return acts.Confirm(which=which(words))


def _vitals(words: Words) -> Make:
    typed, in_words = readings(words)
    confirmed = words.skip("confirmed")
    given = {*typed, *in_words}

    def make(old: Plain, programme: Programme) -> Plain:
        """The old check with the named measures read anew; the others stay."""
        if not isinstance(old, VitalsTaken):
            raise Refusal("session.other_kind", field="fact")
        kept = {measure: str(value) for measure, value in old.values.items() if measure not in given}
        kept_words = {measure: word for measure, word in old.words.items() if measure not in given}
        sure = frozenset(Measure) if confirmed else frozenset(kept)
        return examine(kept | typed, kept_words | in_words, sure)

    return make


def _dose(words: Words) -> Make:
    made = dose_made(words)
    return lambda old, programme: made()


def _text(field: str) -> Callable[[Words], Make]:
    def read(words: Words) -> Make:
        text = words.text_until("because", "the new text")
        return lambda old, programme: cast("Plain", _with(old, {field: text}))

    return read


def _state(words: Words) -> Make:
    said = room.State(words.one_of([state.value for state in room.State], "a state"))
    return lambda old, programme: room.StateSaid(state=said)


def _observation(words: Words) -> Make:
    label = words.text_until("because", "a word")

    def make(old: Plain, programme: Programme) -> Plain:
        word = word_said(programme, label)
        return room.Observed(word=word.key, label=word.label, group=word.group)

    return make


def word_said(programme: Programme, said: str) -> Word:
    """The programme's word that reads as ``said``, in small letters or large, or has it as its key."""
    for word in programme.words:
        if said.lower() in (word.label.lower(), word.key):
            return word
    return rules.word_of(programme, said)


def _no_content(words: Words) -> Make:
    raise Refusal("story.cannot_amend")


def _with(old: Plain, changed: dict[str, Any]) -> msgspec.Struct:
    """The old fact with one text changed, checked anew."""
    return type(old)(**{name: getattr(old, name) for name in old.__struct_fields__} | changed)


_CONTENT: Mapping[str, Callable[[Words], Make]] = {
    "vitals": _vitals,
    "dose": _dose,
    "note": _text("text"),
    "quote": _text("text"),
    "care": _text("text"),
    "intention": _text("text"),
    "visit": _text("came_up"),
    "touch": _text("consent"),
    "support call": _text("wanted"),
    "deferral": _text("reason"),
    "state": _state,
    "observation": _observation,
}
