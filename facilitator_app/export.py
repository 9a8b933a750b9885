"""A session, or one person of it, as files: the handoff (PDF, FHIR), the invitation to the visit (iCalendar), the
entries as a table (CSV) and as data (JSON).

What is about one person shows nobody else: it is looked through, and withheld when it does.  The JSON of a whole
session and the table of what is about nobody are the clinic's own copy of its record and hold everything.
Knows no Qt; file names carry no names.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import tzinfo
from pathlib import Path
from typing import Any, Protocol
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from facilitator_app import __version__, text
from facilitator_app.faults import Refusal
from facilitator_app.handoff.desk import HANDOFF_KINDS
from facilitator_app.handoff.files import leave, unnamed
from facilitator_app.handoff.group import Group, group_of
from facilitator_app.handoff.packet import digest, medical_digest, texts
from facilitator_app.handoff.parcel import Parcel, visit_of
from facilitator_app.handoff.passing import beyond, passed
from facilitator_app.handoff.pdf import Notes
from facilitator_app.handoff.reads import Reads, reads
from facilitator_app.handoff.signatures import countersignature_of, signature_of
from facilitator_app.handoff.statements import statements
from facilitator_app.handoff.way_on import from_clinic
from facilitator_app.lanes import LogRow
from facilitator_app.record import room
from facilitator_app.record.changes import Amended
from facilitator_app.record.circle import CheckedIn
from facilitator_app.record.clinic import ClinicState
from facilitator_app.record.doses import ClockRecounted, GivenEarlier
from facilitator_app.record.entry import Entry, UnknownFact, as_builtins
from facilitator_app.record.handover import quote_leave
from facilitator_app.record.history import History, Line
from facilitator_app.record.leave import LeaveGiven
from facilitator_app.record.leaving import RESTRICTED
from facilitator_app.record.release import medical_signature
from facilitator_app.record.room import Leave, Quoted
from facilitator_app.record.state import SessionState
from facilitator_app.review import log_rows

KINDS = ("pdf", "fhir", "ics", "csv", "json")
"""What can be written."""

USUAL = frozenset({"pdf", "csv", "json"})
"""What is written where nothing else was asked for."""

_ID_OR_MOMENT = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|\d{4}-\d\d-\d\dT[\d:.+Z-]+")
_COLUMNS = ("time", "entered", "done_by", "written_by", "seat", "name", "kind", "text", "marks")


class Recorded(Protocol):
    """What an export reads: a session, open or not."""

    @property
    def scope(self) -> UUID:
        """The session's id."""
        ...

    @property
    def history(self) -> History[SessionState]:
        """Its lines."""
        ...


def export_session(
    session: Recorded, clinic: ClinicState, to: Path, kinds: frozenset[str] = USUAL, who: UUID | None = None
) -> Iterator[Path]:
    """Write a session, or ``who`` of it, into the folder ``to`` and yield each file as it is there.

    Raises Refusal for an unknown kind or person, and, after everything else was written, when something was withheld
    because it shows somebody else (``guard.holds_names``); Trouble when the folder cannot be written to.
    """
    for kind in sorted(kinds):
        if kind not in KINDS:
            raise Refusal("export.unknown_kind", field="kind", kind=kind, known=", ".join(KINDS))
    people = [person.id for person in session.history.state.in_seat_order if who in (None, person.id)]
    if who is not None and not people:
        raise Refusal("handoff.not_seated", field="participant")
    return _Export(session, clinic, to).files(kinds, people, whole=who is None)


def session_data(session: Recorded, clinic: ClinicState) -> bytes:
    """A whole session as data, the clinic's own copy of its record."""
    return _bytes(_Export(session, clinic, Path()).document(session.history.lines(), None))


class _Export:
    """One export: what it reads, and what it had to withhold."""

    def __init__(self, session: Recorded, clinic: ClinicState, to: Path) -> None:
        self._scope = session.scope
        self._history = session.history
        self._clinic = clinic
        self._to = to
        self._group: Group = group_of(session.history, clinic)
        self._zone: tzinfo = ZoneInfo(session.history.state.zone)
        self._withheld = 0

    def files(self, kinds: frozenset[str], people: list[UUID], *, whole: bool) -> Iterator[Path]:
        """Every file, one after the other; the refusal for what was withheld comes last."""
        if whole and "json" in kinds:
            yield leave(self._to, unnamed("session", "json"), _bytes(self.document(self._history.lines(), None)))
        if whole and "csv" in kinds:
            yield leave(self._to, unnamed("room", "csv"), self._csv(None).encode("utf-8"))
        makers: dict[str, tuple[str, str, Callable[[UUID], bytes | None]]] = {
            "pdf": ("handoff", "pdf", self._handoff),
            "fhir": ("handoff", "fhir.json", self._fhir),
            "ics": ("visit", "ics", self._visit),
            "csv": ("record", "csv", self._table),
            "json": ("record", "json", self._data),
        }
        wanted = [kind for kind in KINDS if kind in kinds and not (whole and kind == "json")]
        for person in people:
            for kind in wanted:
                name, ending, make = makers[kind]
                try:
                    made = make(person)
                except Refusal as held:
                    if held.key != "guard.holds_names":
                        raise
                    self._withheld += int(str(held.values["count"]))
                    continue
                if made is not None:
                    yield leave(self._to, unnamed(name, ending), made)
        if self._withheld:
            raise Refusal("guard.holds_names", field="sections", count=self._withheld)

    def _reads(self, person: UUID) -> Reads:
        kept = self._clinic.participants.get(person)
        more = from_clinic(self._clinic, self._history.state, person)
        return reads(self._history, person, kept.told if kept else None, text.catalogue(), None, more=more)

    def _handoff(self, person: UUID) -> bytes:
        return self._parcel(person).page()

    def _fhir(self, person: UUID) -> bytes:
        """The document; preliminary until the handoff is signed and a provider stands for its medical part."""
        parcel = self._parcel(person)
        whole, medical = digest(parcel.packet), medical_digest(parcel.packet)
        if medical and medical_signature(self._history, person, whole, medical) is None:
            parcel = msgspec.structs.replace(parcel, signature=None)
        return parcel.document()

    def _visit(self, person: UUID) -> bytes | None:
        return self._parcel(person).invitation()

    def _parcel(self, person: UUID) -> Parcel:
        """The handoff; where an edited text is behind the record, with what the record says."""
        read = self._reads(person)
        made_at = max(entry.recorded_at for entry in self._history.entries)
        return Parcel(
            history=self._history,
            packet=read.followed,
            signature=signature_of(self._history, read),
            group=self._group,
            passed=passed(self._history, person),
            words=text.catalogue(),
            made_at=made_at,
            notes=Notes(
                notice=text.catalogue().render("print.part2") if self._clinic.part2 else "",
                countersigned=countersignature_of(self._history, read.followed),
                statements=self._statements(person),
            ),
            visit=visit_of(self._history, read.followed),
        )

    def _statements(self, person: UUID) -> tuple[str, ...]:
        """Corrections that they asked for: they go along in every form (45 CFR 164.526(d)(5))."""
        return statements(self._clinic, self._history, self._group, person, text.catalogue())

    def _table(self, person: UUID) -> bytes:
        table = self._csv(person)
        self._hold(person, "\n".join(cell for row in csv.reader(io.StringIO(table)) for cell in row))
        return table.encode("utf-8")

    def _data(self, person: UUID) -> bytes:
        lines = [line for line in self._history.lines() if self._goes_out(line, person)]
        document = self.document(lines, person)
        self._hold(person, "\n".join(_strings(document)))
        return _bytes(document)

    def _hold(self, person: UUID, made: str) -> None:
        """Refuse what shows somebody else, but for the lines that were let through as they stand in the person's handoff."""
        packet = self._reads(person).followed
        made = self._group.of_people(made, packet)
        found = self._group.in_texts(person, {"record": made})
        allowed = self._group.passed(packet, passed(self._history, person))
        found = beyond(found, made, texts(packet), allowed)
        if found:
            raise Refusal("guard.holds_names", field="sections", count=len(found))

    def _goes_out(self, line: Line, person: UUID) -> bool:
        """What leaves about one person: nothing of the handoff's own lines, no words without leave."""
        fact = line.entry.fact
        if line.entry.participant != person or isinstance(
            fact, (*HANDOFF_KINDS, ClockRecounted, GivenEarlier, *RESTRICTED, CheckedIn)
        ):
            return False
        return not isinstance(fact, Quoted | room.LeaveGiven | LeaveGiven) or self._leave(line) is Leave.YES

    def _leave(self, line: Line) -> Leave:
        """What holds for every recipient: the file does not say whose it will be."""
        fact = line.entry.fact
        quote = fact.quote if isinstance(fact, room.LeaveGiven | LeaveGiven) else line.first.id
        facts = [other.entry.fact for other in self._history.lines() if other.voided is None]
        return quote_leave(facts, quote, None)

    def _csv(self, person: UUID | None) -> str:
        """The table of a person, or of what is about nobody."""
        words = text.catalogue()
        going = {line.first.id for line in self._history.lines() if person is None or self._goes_out(line, person)}
        out = io.StringIO()
        writer = csv.writer(out)
        writer.writerow([words.render(f"review.{name}") for name in _COLUMNS])
        for row in log_rows(self._history, self._zone, words):
            if row.participant == person and row.entry in going:
                writer.writerow([_harmless(cell) for cell in _cells(row, words)])
        for said in self._statements(person) if person else ():
            writer.writerow([*[""] * 6, words.render("print.statements"), _harmless(said), ""])
        return out.getvalue()

    def document(self, lines: Sequence[Line], person: UUID | None) -> dict[str, Any]:
        """Every entry as it was written and how each line reads now; of one person, or of the whole session."""
        state = self._history.state
        shown = {line.first.id for line in lines if line.voided is None}
        now: Any = state if person is None else state.people[person]
        return {
            "format": "facilitator-session/1",
            "version": __version__,
            "session": str(self._scope),
            "participant": str(person) if person else None,
            "zone": state.zone,
            "staff": {str(member.id): member.name for member in state.staff.values()},
            "entries": [
                entry_told(entry)
                for entry in self._history.entries
                if person is None or entry.id in shown or getattr(entry.fact, "target", None) in shown
            ],
            "lines": [_line(line, in_full=person is None) for line in lines],
            "now": msgspec.to_builtins(now, str_keys=True),
            "corrections_asked_for": list(self._statements(person)) if person else [],
        }


def _bytes(document: dict[str, Any]) -> bytes:
    return msgspec.json.format(msgspec.json.encode(document), indent=1)


def _strings(value: Any) -> Iterator[str]:
    """Every text in a document, ids and moments left out (letters in an id are nobody's name)."""
    if isinstance(value, str):
        if not _ID_OR_MOMENT.fullmatch(value):
            yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from _strings(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _strings(part)


def _cells(row: LogRow, words: text.Text) -> list[str]:
    """The cells of a row.  A withdrawn line about a person says no more than that: it may have been about another."""
    hidden = row.voided and row.participant is not None
    return [
        row.at.isoformat(" ", "seconds"),
        row.recorded_at.isoformat(" ", "seconds"),
        row.done_by,
        row.written_by,
        str(row.seat or ""),
        row.name,
        "" if hidden else row.kind,
        "" if hidden else row.text,
        words.render("mark.voided") if hidden else "; ".join(row.marks),
    ]


def _harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula (OWASP, CSV injection)."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell


def entry_told(entry: Entry) -> dict[str, Any]:
    """An entry as it was written."""
    stamp = entry.stamp
    return {
        "id": str(entry.id),
        "kind": entry.kind,
        "observed_at": entry.observed_at.isoformat(),
        "recorded_at": entry.recorded_at.isoformat(),
        "done_by": str(entry.done_by) if entry.done_by else None,
        "recorded_by": str(entry.recorded_by) if entry.recorded_by else None,
        "participant": str(entry.participant) if entry.participant else None,
        "act": str(entry.act) if entry.act else None,
        "stamp": {"hlc": stamp.hlc, "chain": str(stamp.chain), "seq": stamp.seq} if stamp else None,
        "fact": _fact(entry),
    }


def _fact(entry: Entry) -> Any:
    if isinstance(entry.fact, UnknownFact):
        return msgspec.json.decode(entry.fact.raw)
    told = as_builtins(entry.fact)
    if isinstance(entry.fact, RESTRICTED):
        return told | {"text": None}  # read by few, and leaves in nothing
    if isinstance(entry.fact, Amended) and isinstance(entry.fact.fact, RESTRICTED):
        return told | {"fact": told["fact"] | {"text": None}}
    return told


def _line(line: Line, *, in_full: bool) -> dict[str, Any]:
    """How a line reads now; what was withdrawn says only that it was, unless the whole record is written."""
    gone = line.voided is not None and not in_full
    return {
        "id": str(line.first.id),
        "kind": None if gone else line.entry.kind,
        "at": line.entry.observed_at.isoformat(),
        "recorded_at": line.first.recorded_at.isoformat(),
        "participant": str(line.entry.participant) if line.entry.participant else None,
        "reads": None if gone else _fact(line.entry),
        "late": line.first.is_late,
        "amended": [] if gone else [str(change.id) for change in line.amendments],
        "confirmed": str(line.confirmed.id) if line.confirmed and not gone else None,
        "withdrawn": line.voided is not None,
    }
