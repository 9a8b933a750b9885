"""A line of the record: its ids, its order, its bytes.  The bytes of every kind and version are kept and read back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from typing import Any
from uuid import UUID

import msgspec
import pytest

from facilitator_app.faults import Refusal
from facilitator_app.record import codec, room
from facilitator_app.record.changes import Amended, Plain, Voided
from facilitator_app.record.clinic import ClinicMade, ParticipantAdded, StaffAdded
from facilitator_app.record.entry import Entry, Stamp, UnknownFact, as_builtins, new_id, text_within, utc
from facilitator_app.record.vitals import Measure, VitalsTaken
from tests.golden import GOLDEN, entry_of, facts, golden_name
from tests.people import ROWAN, START
from tests.told import Told

STAMP = Stamp(hlc=5 << 16, chain=UUID(int=7), seq=3)


@pytest.mark.parametrize("fact", list(facts()), ids=lambda fact: golden_name(fact))
def test_the_golden_bytes_of_every_kind_and_version_are_still_read_and_written(fact: object) -> None:
    entry = entry_of(fact)
    body = (GOLDEN / golden_name(fact)).read_bytes().rstrip(b"\n")
    read = codec.decode(body, kind=entry.kind, id=entry.id, scope=entry.scope, stamp=STAMP)
    assert read == msgspec.structs.replace(entry, stamp=STAMP)
    assert codec.encode(entry) == body


def test_every_kind_has_its_golden_bytes_and_no_bytes_are_of_a_forgotten_kind() -> None:
    kept = {path.name for path in GOLDEN.glob("*.json")}
    assert {golden_name(fact) for fact in facts()} == kept
    assert {name.rsplit(".", 2)[0].replace("-", "/") for name in kept} >= set(codec.KINDS)


@pytest.mark.parametrize("fact", list(facts()), ids=lambda fact: golden_name(fact))
def test_an_amendment_to_any_kind_is_read_again_or_never_written(fact: Any) -> None:
    if not isinstance(fact, Plain):
        with pytest.raises(Refusal) as told:
            Amended(target=UUID(int=1), fact=fact, reason="slip")
        assert told.value.key == "session.cannot_amend"
        return
    entry = entry_of(Amended(target=UUID(int=1), fact=fact, reason="slip"))
    read = codec.decode(codec.encode(entry), kind=entry.kind, id=entry.id, scope=entry.scope, stamp=STAMP)
    assert read.fact == entry.fact


def test_a_kind_of_a_newer_version_is_kept_and_carried_as_it_came() -> None:
    entry = entry_of(UnknownFact(kind="dream_told/4", raw=b'{"kind":"dream_told/4","colour":"blue"}'))
    body = codec.encode(entry)
    read = codec.decode(body, kind=entry.kind, id=entry.id, scope=entry.scope, stamp=STAMP)
    assert read.fact == entry.fact
    assert codec.encode(read) == body
    assert read.kind == "dream_told/4"


def test_a_body_that_is_not_what_its_kind_says_is_refused() -> None:
    entry = entry_of(VitalsTaken(values={Measure.SPO2: Decimal(97)}))
    body = codec.encode(entry).replace(b'"97"', b'"197"')
    with pytest.raises(Refusal):
        codec.decode(body, kind=entry.kind, id=entry.id, scope=entry.scope, stamp=STAMP)
    with pytest.raises(msgspec.MsgspecError):
        codec.decode(body, kind="noted/1", id=entry.id, scope=entry.scope, stamp=STAMP)


def test_a_body_keeps_its_moments_in_utc() -> None:
    denver = timezone(timedelta(hours=-7))
    here = Told().entries[0]
    there = msgspec.structs.replace(here, observed_at=here.observed_at.astimezone(denver))
    assert codec.encode(here) == codec.encode(there)
    with pytest.raises(Refusal) as refused:
        utc(datetime(2026, 3, 5, 10, 0))  # noqa: DTZ001 - the very thing that is refused
    assert refused.value.key == "entry.time_without_zone"


def test_ids_are_ordered_by_time_and_never_the_same() -> None:
    ids = [new_id(START + timedelta(milliseconds=step)) for step in range(50)]
    assert ids == sorted(ids)
    assert len({new_id(START) for _ in range(1000)}) == 1000
    assert all(id.version == 7 for id in ids)


def test_a_line_told_a_minute_after_it_was_is_late() -> None:
    entry = Told().entries[0]
    assert not entry.is_late
    assert msgspec.structs.replace(entry, recorded_at=entry.observed_at + timedelta(seconds=60)).is_late


def test_lines_are_ordered_by_when_it_was_then_by_when_it_was_written() -> None:
    first = Told().entries[0]
    waiting = msgspec.structs.replace(first, stamp=None)
    earlier = msgspec.structs.replace(waiting, observed_at=first.observed_at - timedelta(minutes=1))
    assert sorted([waiting, first, earlier], key=lambda entry: entry.order) == [earlier, first, waiting]


def test_texts_are_kept_exactly_and_only_empty_or_endless_ones_refused() -> None:
    wild = "a\0b \u202eright to left\u202c 👩‍👩‍👧 '; DROP TABLE event; <script>\n" + "x" * 100_000
    assert text_within(wild, 1_000_000, "text") == wild
    for value, key in (("  \n", "entry.empty"), ("long", "entry.too_long")):
        with pytest.raises(Refusal) as refused:
            text_within(value, 3, "text")
        assert refused.value.key == key
    note = entry_of(room.Noted(text=wild))
    body = codec.encode(note)
    assert codec.decode(body, kind=note.kind, id=note.id, scope=note.scope, stamp=STAMP).fact == note.fact


def refusals() -> Iterator[tuple[str, object]]:
    yield "clinic.unknown_zone", lambda: ClinicMade(name="Still Water", zone="America/Atlantis")
    yield "clinic.unknown_zone", lambda: ClinicMade(name="Still Water", zone="../../etc/passwd")
    yield "clinic.no_role", lambda: StaffAdded(staff=ROWAN, name="Devi Rao", roles=())
    yield "clinic.birth_date", lambda: ParticipantAdded(preferred_name="Rowan", birth_date="21 May 1984")
    yield "entry.empty", lambda: ParticipantAdded(preferred_name="")
    yield "room.no_such_seat", lambda: room.Seated(seat=9, preferred_name="Rowan")
    yield "entry.empty", lambda: room.Seated(seat=1, preferred_name=" ")
    yield "entry.empty", lambda: room.Quoted(text="")
    yield "entry.empty", lambda: room.IntentionSaid(text="")
    yield "entry.empty", lambda: room.NeedsCare(text="")
    yield "deferral.no_measure", lambda: room.Deferred(measures=(), reason="calm", breathing_seen=True, again_minutes=5)
    yield (
        "deferral.again",
        lambda: room.Deferred(measures=(Measure.SPO2,), reason="calm", breathing_seen=True, again_minutes=0),
    )
    yield "amend.nothing", lambda: Amended(target=ROWAN, fact=None, reason="slip")
    yield "entry.empty", lambda: Amended(target=ROWAN, fact=None, reason="", observed_at=START)


@pytest.mark.parametrize(("key", "make"), list(refusals()))
def test_facts_that_say_nothing_or_cannot_be_are_refused(key: str, make: object) -> None:
    assert callable(make)
    with pytest.raises(Refusal) as refused:
        make()
    assert refused.value.key == key


def test_a_fact_can_be_told_as_plain_data() -> None:
    told = as_builtins(VitalsTaken(values={Measure.TEMPERATURE: Decimal("36.70")}))
    assert told["values"] == {"temperature": "36.70"}
    assert as_builtins(Voided(target=ROWAN, reason="x"))["kind"] == "voided/1"


def test_an_entry_without_a_birth_date_is_a_person_too() -> None:
    assert ParticipantAdded(preferred_name="Rowan").birth_date == ""
    assert isinstance(entry_of(room.SupportAnswered()), Entry)
