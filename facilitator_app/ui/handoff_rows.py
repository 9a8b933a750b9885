"""What the handoff screen shows as plain rows, worked out from packet, finds and record.  Knows no Qt and writes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum
from html import escape
from typing import NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from facilitator_app import text
from facilitator_app.handoff.corrections import is_as_released
from facilitator_app.handoff.guard import Find
from facilitator_app.handoff.packet import SECTIONS, Packet, digest, texts
from facilitator_app.handoff.reads import Change, Reads
from facilitator_app.handoff.saved import edits
from facilitator_app.handoff.signatures import signature_of
from facilitator_app.lanes import PersonLane
from facilitator_app.record.handover import Whom, quote_leave
from facilitator_app.record.history import History
from facilitator_app.record.leave import Recipient
from facilitator_app.record.release import releases
from facilitator_app.record.room import PacketReleased, PacketSigned
from facilitator_app.record.state import SessionState
from facilitator_app.record.vitals import Measure
from facilitator_app.ui.readable import readable
from facilitator_app.wording import figure

AROUND = 42
"""Characters shown on both sides of a find."""


class Standing(StrEnum):
    """How far a person's handoff is."""

    NOT_BEGUN = "not_begun"
    CHANGED = "changed"
    EDITED = "edited"
    SIGNED = "signed"
    WRITTEN = "written"


class PersonRow(NamedTuple):
    """A person in the list; ``finds`` are the places that hold the handoff back: others' names, parts behind the record."""

    key: str
    name: str
    seat: int
    standing: str
    standing_said: str
    finds: int


class SectionRow(NamedTuple):
    """A part of the text: as it reads now, and whether it differs from what the record says by itself.

    ``changes`` is what changed in the record behind an edited text, ``stays`` what of a line that is gone still stands in it.
    """

    key: str
    title: str
    told: str
    edited: bool
    finds: int
    changes: list[str]
    stays: str


class FindRow(NamedTuple):
    """Somebody else in the text: in which words, with what stands around (styled text), and what could stand there.

    ``fixed``: it stands in a table or the heading, which cannot be edited here.
    """

    number: int
    section: str
    found: str
    excerpt: str
    heading: str
    offer: str
    fixed: bool


class CheckRow(NamedTuple):
    """A line of the vitals table."""

    number: int
    at: str
    since: str
    heart_rate: str
    pressure: str
    spo2: str
    breathing: str
    temperature: str
    remarks: str


class DoseRow(NamedTuple):
    """A line of the table of doses."""

    number: int
    at: str
    since: str
    told: str
    remarks: str


class QuoteRow(NamedTuple):
    """The person's own words and whether they may go on."""

    key: str
    told: str
    at: str
    about: str
    leaves: list[dict[str, str]]


def standing(history: History[SessionState], read: Reads, unsaved: bool) -> Standing:
    """How far a person's handoff is: written only if this text was, and the record did not change behind it.

    Edited is one with a text that somebody put in the place of the record's own; changed one that was signed or released
    and reads otherwise now.
    """
    packet, left = read.packet, releases(history, read.packet.participant)
    mine = [entry.fact for entry in history.entries if entry.participant == packet.participant]
    if read.behind:
        return Standing.EDITED
    now = digest(packet)
    if any(isinstance(fact, PacketReleased) and fact.digest == now for fact in mine):
        return Standing.WRITTEN
    if any(one.stands and is_as_released(one, packet) for one in left):
        return Standing.WRITTEN
    if signature_of(history, read) is not None:
        return Standing.SIGNED
    if left or any(isinstance(fact, PacketReleased | PacketSigned) for fact in mine):
        return Standing.CHANGED
    kept = (edit.text is not None for edit in edits(history, packet.participant).values())
    return Standing.EDITED if unsaved or read.edits or any(kept) else Standing.NOT_BEGUN


def section_rows(read: Reads, finds: Iterable[Find]) -> list[SectionRow]:
    """The parts in the order in which they are printed; the person's own words line by line."""
    count = [read.part_at(find.section, find.start)[0] for find in finds]
    behind = {one.key: one for one in read.behind}
    zone = ZoneInfo(read.made.packet.header.zone)
    return [
        SectionRow(
            key=key,
            title=text.render(f"section.{key.partition('/')[0]}"),
            told=told,
            edited=key in read.edits,
            finds=count.count(key),
            changes=[_change(change, zone) for change in behind[key].changes] if key in behind else [],
            stays=text.render("after.still_there", words=behind[key].left)
            if key in behind and behind[key].left
            else "",
        )
        for key, told in read.texts.items()
    ]


def _change(change: Change, zone: ZoneInfo) -> str:
    key = f"after.change_{change.what}"
    return text.render(key, zone=zone, at=change.at, was=readable(change.was), now=readable(change.now))


def find_rows(read: Reads, finds: Sequence[Find]) -> list[FindRow]:
    """The finds with the words around them."""
    every = texts(read.packet)
    rows = []
    for number, find in enumerate(finds):
        whole = every.get(find.section, "")
        words = whole[find.start : find.end]
        before = whole[max(0, find.start - AROUND) : find.start]
        after = whole[find.end : find.end + AROUND]
        more = "…" if find.start > AROUND else "", "…" if find.end + AROUND < len(whole) else ""
        rows.append(
            FindRow(
                number=number,
                section=read.part_at(find.section, find.start)[0],
                found=words,
                excerpt=f"{more[0]}{escape(before)}<u>{escape(words)}</u>{escape(after)}{more[1]}",
                heading=text.render(
                    "after.find_in",
                    title=text.render(f"section.{find.section}"),
                    kind=text.render(f"kind_of_find.{find.kind.value}"),
                ),
                offer=text.render("after.use_suggestion", suggestion=text.render(find.suggestion)),
                fixed=find.section not in SECTIONS,
            )
        )
    return rows


def check_rows(packet: Packet) -> list[CheckRow]:
    """The vitals table."""
    words = text.catalogue()
    rows = []
    for number, line in enumerate(packet.vitals):
        said = {measure: figure(line.values.get(measure), line.words.get(measure), words) for measure in Measure}
        high, low = said[Measure.SYSTOLIC], said[Measure.DIASTOLIC]
        rows.append(
            CheckRow(
                number=number,
                at=f"{line.at:%H:%M}",
                since=line.since_dose,
                heart_rate=said[Measure.HEART_RATE],
                pressure=high if high == low else f"{high or '–'}/{low or '–'}",
                spo2=said[Measure.SPO2],
                breathing=said[Measure.BREATHING],
                temperature=said[Measure.TEMPERATURE],
                remarks=line.remarks,
            )
        )
    return rows


def dose_rows(packet: Packet) -> list[DoseRow]:
    """The table of doses."""
    return [
        DoseRow(number=number, at=f"{line.at:%H:%M}", since=line.since_dose, told=line.text, remarks=line.remarks)
        for number, line in enumerate(packet.doses)
    ]


NAMED = "named"
"""The key of the leave for the recipient who is named."""


def quote_rows(history: History[SessionState], lane: PersonLane | None, named: Whom | None) -> list[QuoteRow]:
    """The person's own words that were not withdrawn, with their leave for each kind of recipient and for who is named."""
    rows = []
    lines = [
        line for line in history.lines() if line.voided is None and lane and line.entry.participant == lane.participant
    ]
    facts = [line.entry.fact for line in lines]
    for row in lane.quotes if lane else ():
        if row.voided:
            continue
        leaves = [{"key": to.value, "text": text.word(to), "leave": given.value} for to, given in row.leaves.items()]
        if named is not None and named.name and named.to is not Recipient.PERSON:
            given = quote_leave(facts, row.entry, named)
            leaves.append({"key": NAMED, "text": named.name, "leave": given.value})
        about = " · ".join(part for part in (row.phase, row.playing) if part)
        rows.append(
            QuoteRow(key=str(row.entry), told=readable(row.text), at=f"{row.at:%H:%M}", about=about, leaves=leaves)
        )
    return rows


def earliest_said(packet: Packet) -> str:
    """When integration may begin, or why that is not known."""
    if packet.earliest is not None:
        return text.render("after.earliest", at=packet.earliest, zone=packet.earliest.tzinfo, hours=packet.gap_hours)
    return text.render("after.earliest_gap_open" if packet.gap_hours is None else "after.earliest_not_left")


def others_present(state: SessionState, but: UUID | None) -> list[dict[str, str]]:
    """The team in this session but for whoever is at the screen: who may agree to let a find through."""
    return [{"key": str(member.id), "text": member.name} for member in state.staff.values() if member.id != but]
