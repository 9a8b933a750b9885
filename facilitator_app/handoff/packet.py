"""The handoff of one person as plain data, composed from the record and then edited by a person.

Pure.  Knows nothing of how it is printed; looks through it for other people's names is the guard's.
Withdrawn lines leave no trace here: an entry filed in error may have been about somebody else.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from facilitator_app import music_words
from facilitator_app.faults import Refusal
from facilitator_app.handoff import way_out
from facilitator_app.handoff.figures import DoseLine, Figures, VitalsLine, live
from facilitator_app.handoff.telling import Telling
from facilitator_app.handoff.way_on import Beyond, WayOn
from facilitator_app.lanes import AdverseRow, PersonLane, QuoteRow, Row, SupportRow, Timeline, covers
from facilitator_app.record.clinic import ParticipantAdded
from facilitator_app.record.handover import For, quote_leave, whom
from facilitator_app.record.history import History
from facilitator_app.record.music import Heard
from facilitator_app.record.release import medical_goes
from facilitator_app.record.room import Leave, SessionOpened
from facilitator_app.record.state import Person, SessionState
from facilitator_app.review import timeline
from facilitator_app.wording import Words

SECTIONS = (
    "intention",
    "account",
    "care",
    "quotes",
    "themes",
    "touch",
    "way_out",
    "next_steps",
    "booking",
    "integration",
    "interpretation",
)
"""The sections that are text and can be edited, in the order in which they are printed."""

INTERPRETATION = "interpretation"
"""What staff make of it.  The record has none of its own: it stands apart from what was said and seen."""

BETWEEN_QUOTES = "\n\n"  # in their section


class Header(msgspec.Struct, frozen=True, kw_only=True):
    """Whose handoff it is and of which session; times in the session's zone."""

    name: str
    legal_name: str
    birth_date: str
    pronouns: str
    clinic: str
    programme: str
    lead: str
    began: datetime
    left: datetime | None
    zone: str


class Packet(msgspec.Struct, frozen=True, kw_only=True):
    """A handoff.  ``sections`` can be edited; the tables are the record's own.

    ``earliest`` is the first moment for the integration visit: the programme's gap counted in UTC from the person's way
    out (else from the session's close), None while the programme leaves the gap open (``gap_hours`` None) or the
    session goes on.
    ``quotes_kept`` counts the person's words that stay here, because leave was not given or not asked.  ``medical``:
    the medical part (vitals, doses, adverse events) is with it; without it those are empty and stand in no text.
    """

    participant: UUID
    header: Header
    sections: dict[str, str]
    vitals: tuple[VitalsLine, ...]
    doses: tuple[DoseLine, ...]
    last_values: str
    quotes_kept: int
    gap_hours: int | None
    earliest: datetime | None
    medical: bool = True
    adverse: tuple[DoseLine, ...] = ()

    def edited(self, sections: Mapping[str, str]) -> Packet:
        """The packet with these texts in place of its own; refuses a section it does not have."""
        for key in sections:
            if key not in SECTIONS:
                raise Refusal("handoff.unknown_section", field="section", section=key)
        return msgspec.structs.replace(self, sections={**self.sections, **sections})


_canonical = msgspec.json.Encoder(order="deterministic", decimal_format="string")


def canonical(packet: Packet) -> str:
    """The packet as the JSON whose digest is signed."""
    return _canonical.encode(packet).decode()


def digest(packet: Packet) -> str:
    """SHA-256 of the packet as canonical JSON, in hexadecimal: what a signature stands for."""
    return hashlib.sha256(_canonical.encode(packet)).hexdigest()


def medical_digest(packet: Packet) -> str:
    """SHA-256 of the medical part, in hexadecimal: what a provider signs.  Empty when there is none, or it stays here."""
    if not (packet.vitals or packet.doses or packet.adverse):
        return ""
    part = (packet.participant, packet.vitals, packet.doses, packet.adverse, packet.last_values)
    return hashlib.sha256(_canonical.encode(part)).hexdigest()


def texts(packet: Packet) -> dict[str, str]:
    """All text of the packet that people wrote, by section: what the guard reads."""
    found = {key: packet.sections.get(key, "") for key in SECTIONS}
    found["vitals"] = "\n".join(line.remarks for line in packet.vitals if line.remarks)
    found["doses"] = "\n".join(f"{line.text} {line.remarks}".strip() for line in packet.doses)
    found["adverse"] = "\n".join(f"{line.text} {line.remarks}".strip() for line in packet.adverse)
    header = packet.header
    found["header"] = "\n".join((header.clinic, header.programme, header.pronouns))  # a zone names nobody
    return found


class Composition(msgspec.Struct, frozen=True, kw_only=True):
    """What the record says by itself: the packet, and each of the person's own words in it by the line that has them."""

    packet: Packet
    quotes: dict[UUID, str]


def compose(
    history: History[SessionState],
    participant: UUID,
    told: ParticipantAdded | None,
    words: Words,
    recipient: For = None,
    more: Beyond | None = None,
) -> Packet:
    """The packet of ``participant`` as the record has it now, as ``composition`` says."""
    return composition(history, participant, told, words, recipient, more).packet


def composition(
    history: History[SessionState],
    participant: UUID,
    told: ParticipantAdded | None,
    words: Words,
    recipient: For = None,
    more: Beyond | None = None,
) -> Composition:
    """The packet of ``participant`` as the record has it now, and its quotes line by line.

    ``told`` is what the clinic knows of the person, None when it knows nothing; ``more`` what else its record has for a
    handoff.  The person's own words go to a ``recipient`` for whom leave was given; while none is chosen, those that may
    go to every one.  Refuses somebody without a seat.
    """
    state = history.state
    person = state.people.get(participant)
    if person is None or state.opened_at is None:
        raise Refusal("handoff.not_seated", field="participant")
    lanes = timeline(history, ZoneInfo(state.zone), words, participant)
    lane = lanes.lane(participant)
    if lane is None:
        raise Refusal("handoff.not_seated", field="participant")
    return _Composer(history, person, told, lanes, lane, words, recipient, more or Beyond()).composition()


def earliest(left: datetime | None, gap_hours: int | None, zone: str) -> datetime | None:
    """When integration may begin: counted in UTC, so that a change of clocks cannot shorten it; shown in ``zone``."""
    if left is None or gap_hours is None:
        return None
    return (left.astimezone(UTC) + timedelta(hours=gap_hours)).astimezone(ZoneInfo(zone))


class _Composer:
    """One composition: what it reads from, and the text of each section."""

    def __init__(
        self,
        history: History[SessionState],
        person: Person,
        told: ParticipantAdded | None,
        lanes: Timeline,
        lane: PersonLane,
        words: Words,
        recipient: For,
        more: Beyond,
    ) -> None:
        self._whom = whom(recipient)
        self._more = more
        self._history = history
        self._state = history.state
        self._person = person
        self._told = told
        self._lanes = lanes
        self._lane = lane
        self._words = words
        self._zone = ZoneInfo(history.state.zone)
        self._first_dose = min((row.at for row in live(lane.doses)), default=None)
        self._telling = Telling(words, self._first_dose)
        self._figures = Figures(lane, self._telling, words, dosed=self._first_dose is not None)
        self._medical = self._whom is None or medical_goes(history, person.id, self._whom)
        self._facts = [
            line.entry.fact for line in history.lines() if line.voided is None and line.entry.participant == person.id
        ]

    def composition(self) -> Composition:
        quotes = {row.entry: self._quote(row) for row in live(self._lane.quotes) if self._may_go(row)}
        return Composition(packet=self._packet(quotes), quotes=quotes)

    def _packet(self, quotes: Mapping[UUID, str]) -> Packet:
        state, programme = self._state, self._state.programme
        gap = programme.integration_gap_hours if programme else None
        left = self._person.out.at if self._person.out else state.closed_at
        told = {
            "intention": self._person.intention or (self._told.intention if self._told else ""),
            "account": self._account(),
            "care": self._care(),
            "quotes": BETWEEN_QUOTES.join(quotes.values()),
            "touch": "\n".join(self._telling.timed(row) for row in live(self._lane.touch)),
            "way_out": self._way_out(),
            "integration": programme.integration_kind if programme else "",
            **WayOn(self._person, state, self._words, self._more, left).sections(),
        }
        return Packet(
            participant=self._person.id,
            header=self._header(left),
            sections={key: told.get(key, "") for key in SECTIONS},
            vitals=self._figures.vitals() if self._medical else (),
            doses=self._figures.doses() if self._medical else (),
            adverse=self._figures.adverse() if self._medical else (),
            medical=self._medical,
            last_values=way_out.last_values(self._person, left, self._words) if self._medical else "",
            quotes_kept=len(live(self._lane.quotes)) - len(quotes),
            gap_hours=gap,
            earliest=earliest(left, gap, state.zone),
        )

    def _header(self, left: datetime | None) -> Header:
        opened = next(
            (line.entry.fact for line in self._history.lines() if isinstance(line.entry.fact, SessionOpened)), None
        )
        person, began = self._person, self._state.opened_at
        assert began is not None  # compose has refused a session that was not opened
        return Header(
            name=person.preferred_name,
            legal_name=(self._told.legal_name if self._told else "") or person.legal_name,  # mended in the file since
            birth_date=(self._told.birth_date if self._told else "") or person.birth_date,
            pronouns=self._told.pronouns if self._told else "",
            clinic=opened.clinic_name if opened else "",
            programme=self._state.programme.name if self._state.programme else "",
            lead=opened.lead_name if opened else "",
            began=began.astimezone(self._zone),
            left=left.astimezone(self._zone) if left else None,
            zone=self._state.zone,
        )

    def _account(self) -> str:
        """By phase: medicine, states, what was seen, adverse events, support; with clock and time from the first dose.

        What was noted, seen and said of a state carries what was playing then.
        """
        lane = self._lane
        told_in_kind: tuple[Iterable[Row], ...] = (lane.notes,)
        parts: tuple[Iterable[Row], ...] = (lane.notes, lane.states, lane.observations, lane.support)
        if self._medical:
            told_in_kind = (lane.orders, lane.medications, lane.adverse, lane.limits, lane.notes)
            parts = (lane.doses, *told_in_kind, lane.states, lane.observations, lane.scores, lane.support)
        rows = sorted((row for part in parts for row in part if not row.voided), key=lambda row: row.at)
        in_kind = {row.entry for part in told_in_kind for row in part}
        noted = {row.entry for part in (lane.notes, lane.states, lane.observations) for row in part}
        told: list[str] = []
        phase = ""
        for row in rows:
            now = next((span.name for span in reversed(self._lanes.phases) if covers(span, row.at)), phase)
            if now != phase:
                told += [("\n" if told else "") + self._words.render("packet.phase", name=now)]
                phase = now
            if isinstance(row, SupportRow):
                told += self._support(row)
                continue
            after = self._while(row) if row.entry in noted else ""
            told.append(self._telling.timed(row, kind=row.entry in in_kind, after=after))
        return "\n".join(told)

    def _heard(self, row: Row) -> Heard | None:
        """What was heard when a line was noted."""
        return next((span.heard(row.at) for span in self._lanes.music if covers(span, row.at)), None)

    def _while(self, row: Row) -> str:
        """What was playing then, in brackets; empty in silence."""
        heard = self._heard(row)
        return self._words.render("packet.while_playing", playing=music_words.at(heard, self._words)) if heard else ""

    def _support(self, row: SupportRow) -> list[str]:
        said = self._words.render
        wanted = said("packet.support_for", wanted=row.wanted) if row.wanted else ""
        told = [self._telling.line(row.at, said("packet.support_called", wanted=wanted) + self._telling.marks(row))]
        if row.answered_at is not None:
            told.append(self._telling.line(row.answered_at, said("packet.support_answered", name=row.answered_by)))
        if row.settled_at is not None:
            done = f": {row.done}" if row.done else ""
            told.append(self._telling.line(row.settled_at, said("packet.support_settled", done=done)))
        return told

    def _care(self) -> str:
        told = [self._telling.timed(row) for row in live(self._lane.care)]
        for row in live(self._lane.support):
            if row.settled_at is None:
                wanted = self._words.render("packet.support_for", wanted=row.wanted) if row.wanted else ""
                told.append(self._telling.line(row.at, self._words.render("packet.support_open", wanted=wanted)))
        key = (
            "packet.adverse_open" if self._medical else "packet.adverse_open_plain"
        )  # what it is, is of the medical part
        told += [self._telling.line(row.at, self._words.render(key, told=row.text)) for row in self._open_events()]
        told += way_out.left_open(self._person, self._state, self._words, self._telling.line, medical=self._medical)
        return "\n".join(told)

    def _open_events(self) -> list[AdverseRow]:
        """The reports of adverse events that nobody has said are over."""
        return [row for row in live(self._lane.adverse) if row.is_open and row.event == row.entry]

    def _may_go(self, row: QuoteRow) -> bool:
        return quote_leave(self._facts, row.entry, self._whom) is Leave.YES

    def _quote(self, row: QuoteRow) -> str:
        heard = self._heard(row)
        playing = row.playing
        key, at = "packet.quote_playing" if playing else "packet.quote", ""
        if heard is not None and heard.second is not None:
            key, at = "packet.quote_playing_at", music_words.place(heard.second)
        quote = self._words.render(key, text=row.text, playing=playing, place=at)
        return self._telling.line(row.at, quote + self._telling.marks(row))

    def _way_out(self) -> str:
        told = []
        for row in live(self._lane.out):
            by = self._words.render("packet.by", name=row.done_by) if row.done_by else ""
            told.append(self._telling.timed(row, after=by))
        again = way_out.looked_again(self._person, ZoneInfo(self._state.zone), self._state.staff_name, self._words)
        return "\n".join((*told, *again, *way_out.told(self._person.leaving, self._words)))
