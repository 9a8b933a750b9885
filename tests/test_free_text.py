"""What people type: how long it may be and which characters it may hold, in every field of every kind of line."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from typing import Any, get_args
from uuid import UUID

import msgspec
import pytest

from facilitator_app import rules
from facilitator_app.faults import Refusal
from facilitator_app.record import codec, free_text, room
from facilitator_app.record.adverse import AdverseReported, Severity
from facilitator_app.record.changes import Amended, Plain
from facilitator_app.record.clinic import ParticipantAdded
from facilitator_app.record.company import SteppedOut
from facilitator_app.record.doses import Concern, DoseWithTimeOut, Route
from facilitator_app.record.entry import Entry, Fact, UnknownFact
from facilitator_app.record.limits import PersonLimitSet
from facilitator_app.record.people import PersonTold
from facilitator_app.record.programme import Limit
from facilitator_app.record.vitals import Measure, VitalsTaken
from facilitator_app.text import english, language
from tests.people import ROWAN, START
from tests.told import PROGRAMME, SCOPE, Told


def refused(fact: Fact | UnknownFact) -> tuple[str, str]:
    """The key and the field; nothing when it may be written."""
    try:
        free_text.check(fact)
    except Refusal as refusal:
        return refusal.key, refusal.field
    return "", ""


def dose(**told: Any) -> DoseWithTimeOut:
    return DoseWithTimeOut(drug="ketamine", route=Route.ORAL, amount_mg=Decimal(50), **told)


@pytest.mark.parametrize(
    ("fact", "field"),
    [
        (room.WentOut(way=room.WayOut.CLEARED, escort="Pat" * 100), "escort"),
        (room.WentOut(way=room.WayOut.WITHDREW, note="x" * 2001), "note"),
        (room.SupportCalled(wanted="x" * 200_000), "wanted"),
        (room.SupportSettled(done="x" * 200_000), "done"),
        (room.SessionClosed(note="x" * 2001), "note"),
        (room.IntentionSaid(text="x" * 10_001), "text"),
        (AdverseReported(what="nausea", severity=Severity.MILD, action="x" * 2001), "action"),
        (dose(lot="7" * 61), "lot"),
        (dose(expiry="2027-03 or so, as far as it can be read"), "expiry"),
        (dose(reasons={Concern.NO_ORDER: "x" * 2000}, alone="x" * 2001), "alone"),
    ],
)
def test_endless_words_are_refused_at_their_field(fact: Plain, field: str) -> None:
    assert refused(fact) == ("entry.too_long", field)
    assert refused(Amended(target=ROWAN, fact=fact, reason="slip")) == ("entry.too_long", field)


@pytest.mark.parametrize("hidden", ["\u202e", "\u2066", "\x00", "\x07", "\x7f", "\uffff"])
def test_what_cannot_be_seen_or_turns_the_words_round_is_refused(hidden: str) -> None:
    assert refused(room.WentOut(way=room.WayOut.CLEARED, escort=f"Pat{hidden}")) == (
        "entry.hidden_characters",
        "escort",
    )
    assert refused(room.SupportSettled(done=f"calm{hidden}")) == ("entry.hidden_characters", "done")
    assert refused(room.Noted(text=f"calm{hidden}")) == ("", ""), "a note is kept exactly as it was typed"


def test_each_of_several_and_what_lies_deeper_is_looked_at() -> None:
    assert refused(PersonTold(nicknames=("Mari", "x" * 201))) == ("entry.too_long", "nicknames")
    limit = Limit(measure=Measure.SPO2, low=Decimal(92), reason="calm\u202e", owner="Ines Okafor")
    assert refused(PersonLimitSet(limit=limit)) == ("entry.hidden_characters", "reason")
    assert refused(VitalsTaken(values={Measure.SPO2: Decimal(97)})) == ("", "")


def test_a_name_is_one_line_and_words_of_every_script_are_kept() -> None:
    assert refused(SteppedOut(where="garden\nand back")) == ("entry.one_line", "where")
    assert refused(room.Noted(text="one\n\ttwo\r\nthree \u200f\u200d 👩‍👩‍👧 سلام שלום ﷺ " * 100)) == ("", "")
    assert refused(UnknownFact(kind="later/1", raw=b"{}")) == ("", "")


@pytest.mark.parametrize(
    "name",
    [
        *("\u200b", " \u200d ", "\u2060", "\ufeff", "\u3164", "\u2800 ", "\u00ad"),
        *("Ro\u200bwan", "Rowan\u200d", "Ro\u200cwan", "\u200dRowan", "Row\ufeffan"),
    ],
)
def test_nobody_has_a_name_of_which_nothing_or_less_than_stands_there_is_seen(name: str) -> None:
    key, field = refused(PersonTold(preferred_name=name))
    assert (key in ("entry.hidden_characters", "entry.nothing_seen"), field) == (True, "preferred_name")


@pytest.mark.parametrize(
    "name", ["نیما‌زاده", "श्री‍मती", "Σοφία", "Ñusta", "李", "👩\u200d🚀 Ana", "O’Neil-Smith", "-", "é"]
)
def test_names_of_every_script_are_taken_with_what_joins_their_letters(name: str) -> None:
    assert refused(PersonTold(preferred_name=name)) == ("", "")


def test_so_many_other_names_are_a_list_in_the_wrong_field() -> None:
    names = tuple(f"Name {number}" for number in range(51))
    assert refused(PersonTold(nicknames=names[:50])) == ("", "")
    for fact in (PersonTold(nicknames=names), ParticipantAdded(preferred_name="Rowan", nicknames=names)):
        assert refused(fact) == ("entry.too_many_names", "nicknames")


def test_what_the_program_copies_is_not_refused_and_what_is_typed_beside_it_is() -> None:
    began = room.MusicBegan(play="p", title="\x07" * 5000, phase="medicine")
    assert refused(began) == ("", ""), "a piece that plays is written down whatever its file says"
    opened = room.SessionOpened(
        title="Circle\u202e",
        programme=PROGRAMME,
        zone="UTC",
        lead=ROWAN,
        lead_name="Tomas Lind",
        clinic_name="Still Water",
    )
    assert refused(opened) == ("entry.hidden_characters", "title")
    assert refused(msgspec.structs.replace(opened, title="Circle", lead_name="x" * 3000)) == ("", "")


def test_a_session_takes_no_line_with_endless_words() -> None:
    told = Told().staff().seated(ROWAN)
    fact = room.WentOut(way=room.WayOut.LEFT_BEFORE_CLEARANCE, escort="x" * 201, note="walked out")
    now = START + timedelta(minutes=30)
    entry = Entry(id=UUID(int=7), scope=SCOPE, observed_at=now, recorded_at=now, fact=fact, participant=ROWAN)
    with pytest.raises(Refusal) as refusal:
        rules.admitted(told.history.state, told.history, [entry], (), now)
    assert english().say(refusal.value) == "Escort can have at most 200 characters; it has 201."


def _texts(kind: Any, seen: set[Any]) -> Iterator[str]:
    """The fields of a kind, however deep, that can hold text."""
    seen.add(kind)
    for field in msgspec.structs.fields(kind):
        inner = list(_leaves(field.type))
        if str in inner:
            yield field.name
        for one in inner:
            if isinstance(one, type) and issubclass(one, msgspec.Struct) and one not in seen:
                yield from _texts(one, seen)


def _leaves(kind: Any) -> Iterator[Any]:
    args = get_args(kind)
    if not args:
        yield kind
    for one in args:
        yield from _leaves(one)


@pytest.mark.parametrize("tag", ["en", "es"])
def test_every_field_that_people_type_into_has_its_name_in_words(tag: str) -> None:
    words = language(tag)
    seen: set[Any] = set()
    fields = {name for kind in codec.KINDS.values() for name in _texts(kind, seen)} - free_text.GIVEN
    unnamed = words.render("field.unnamed")
    nameless = [name for name in sorted(fields) if words.say(Refusal("entry.one_line", field=name)).startswith(unnamed)]
    assert nameless == []
