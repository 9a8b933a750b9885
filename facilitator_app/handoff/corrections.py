"""What a recipient had when a handoff was released to them, and what of that is otherwise now.  Pure.

Quotes nothing that was taken out.  What the person lets go and what they keep is told apart from what was set right.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from uuid import UUID

import msgspec

from facilitator_app.handoff import fhir
from facilitator_app.handoff.figures import DoseLine, VitalsLine
from facilitator_app.handoff.packet import SECTIONS, Header, Packet, canonical, digest
from facilitator_app.handoff.reads import reads
from facilitator_app.handoff.saved import as_it_was
from facilitator_app.handoff.way_on import FOLLOWING, from_clinic
from facilitator_app.record import integration, room
from facilitator_app.record.apply import apply
from facilitator_app.record.clinic import ClinicState
from facilitator_app.record.debrief import DebriefSaid
from facilitator_app.record.entry import Entry
from facilitator_app.record.handover import HandoffsTaken, HandoverSaid, Whom
from facilitator_app.record.history import History
from facilitator_app.record.leave import LeaveGiven
from facilitator_app.record.packets import PacketRead
from facilitator_app.record.release import (
    MedicalLeaveGiven,
    MedicalSigned,
    PacketReleased,
    Release,
    ReleasedToKind,
    ReleaseWithdrawn,
    releases,
    written,
)
from facilitator_app.record.state import SessionState
from facilitator_app.wording import Words

_LEAVES = (MedicalLeaveGiven, LeaveGiven, room.LeaveGiven)


def standing_release(history: History[SessionState], participant: UUID, whom: Whom) -> Release | None:
    """The release to this recipient that stands: the last one, if it was neither withdrawn nor corrected."""
    found = [one for one in releases(history, participant) if one.whom.key == whom.key and one.stands]
    return found[-1] if found else None


def before_of(history: History[SessionState], release: Release) -> fhir.Before:
    """What the document of an earlier release is known by, and every line that its recipient was ever told of."""
    participant = release.line.participant
    assert participant is not None  # a release is about somebody
    lines: set[UUID] = set()
    for one in releases(history, participant):
        if one.whom.key == release.whom.key and one.fact.medical:
            lines |= fhir.lines_told(as_it_was(history, one.line), participant)
    return fhir.Before(
        document=fhir.document_id(participant, release.fact.digest, release.line.scope), lines=frozenset(lines)
    )


def read_cut(release: Release) -> Packet | None:
    """What its recipient had, as it was kept with the release; None where it was not kept or reads no more."""
    fact = release.fact
    try:
        return msgspec.json.decode(fact.cut, type=Packet) if isinstance(fact, PacketReleased) and fact.cut else None
    except msgspec.ValidationError:
        return None


def changes_since(
    history: History[SessionState],
    clinic: ClinicState,
    release: Release,
    now: Packet,
    words: Words,
    sections: Sequence[str] = SECTIONS,
) -> tuple[str, ...]:
    """What of that which the recipient had is otherwise in ``now``, in words: which of ``sections``, and which rows by time."""
    to, was = release.whom, as_it_was(history, release.line)
    later = [entry for entry in history.entries if written(entry) > written(release.line)]
    had = _packet(was, clinic, now.participant, to, words)
    # The record of today with what the person let go at that time: what differs was set right, and is no change of leave.
    mended = _packet(_of([*was.entries, *(one for one in later if not isinstance(one.fact, _LEAVES))]),
                     clinic, now.participant, to, words)  # fmt: skip
    told: list[str] = []
    if had.medical and now.medical:
        rows = _Rows(was, history, now.participant, words)
        told += [change for name in ("vitals", "doses", "adverse") for change in rows.of(name, had, mended)]
    for section in sections:
        if had.sections.get(section, "") != mended.sections.get(section, ""):
            told.append(words.render("correction.section", name=words.render(f"section.{section}")))
    if mended.sections.get("quotes", "") != now.sections.get("quotes", ""):
        told.append(words.render("correction.leave", name=words.render("section.quotes")))
    told += _heading((read_cut(release) or had).header, now.header, words)
    if had.medical != now.medical:
        told.append(words.render("correction.medical_now" if now.medical else "correction.medical_gone"))
    if had.earliest != mended.earliest:
        told.append(words.render("correction.section", name=words.render("print.earliest_name")))
    return tuple(told)


def is_as_released(release: Release, now: Packet) -> bool:
    """Whether ``now`` says of the session what its recipient had; what goes on after the session may be otherwise."""
    had = read_cut(release)
    if had is None:
        return release.fact.digest == digest(now)
    return _of_the_session(had) == _of_the_session(now)


def _of_the_session(packet: Packet) -> str:
    told = {key: packet.sections.get(key, "") for key in _OF_THE_SESSION}
    return canonical(msgspec.structs.replace(packet, sections=told))


def is_outdated(history: History[SessionState], clinic: ClinicState, release: Release, words: Words) -> bool:
    """Whether something of what the recipient of a release had is otherwise now: a correction is due."""
    participant, kept = release.line.participant, clinic.participants.get(release.line.participant or release.line.id)
    assert participant is not None  # a release is about somebody
    cut = read_cut(release)
    header = None if cut is None or kept is None else cut.header
    is_same_file = (
        header is None
        or kept is None
        or all(
            not getattr(kept.told, name) or getattr(kept.told, name) == getattr(header, name) for name in _OF_THE_FILE
        )
    )
    later = (entry for entry in history.entries if written(entry) > written(release.line))
    if is_same_file and not any(
        entry.participant in (participant, None) and not isinstance(entry.fact, _NOT_TOLD) for entry in later
    ):
        return False  # nothing was written that could stand in it
    now = _packet(history, clinic, participant, release.whom, words)
    return bool(changes_since(history, clinic, release, now, words, _OF_THE_SESSION))


_OF_THE_SESSION = tuple(key for key in SECTIONS if key not in FOLLOWING)
"""The sections that are over with the session: what is otherwise in them was told wrong."""
_OF_THE_FILE = ("legal_name", "birth_date", "pronouns")
_NOT_TOLD = (
    *integration.ABOUT_A_PERSON,
    HandoverSaid,
    HandoffsTaken,
    MedicalSigned,
    ReleasedToKind,
    ReleaseWithdrawn,
    DebriefSaid,
    PacketRead,
    room.PacketSigned,
    room.GuardPassed,
    room.SessionSigned,
    room.AppStarted,
)
"""What stands in no handoff."""


def _of(entries: Iterator[Entry] | list[Entry]) -> History[SessionState]:
    return History(SessionState(), apply, entries)


def _packet(history: History[SessionState], clinic: ClinicState, participant: UUID, to: Whom, words: Words) -> Packet:
    kept = clinic.participants.get(participant)
    more = from_clinic(clinic, history.state, participant)
    return reads(history, participant, kept.told if kept else None, words, to, more=more).packet


_FACTS = {
    "legal_name": "print.fact_legal_name",
    "birth_date": "print.fact_born",
    "pronouns": "print.fact_pronouns",
    "programme": "print.fact_programme",
    "lead": "print.fact_lead",
    "began": "print.fact_session",
    "left": "print.fact_session",
    "name": "section.header",
    "clinic": "section.header",
}


def _heading(had: Header, now: Header, words: Words) -> list[str]:
    other = dict.fromkeys(key for field, key in _FACTS.items() if getattr(had, field) != getattr(now, field))
    return [words.render("correction.section", name=words.render(key)) for key in other]


class _Rows:
    """What became of the rows of the tables: by the lines that were withdrawn or set to another time since."""

    def __init__(self, was: History[SessionState], now: History[SessionState], participant: UUID, words: Words) -> None:
        self._words = words
        self._withdrawn: set[datetime] = set()
        self._moved: dict[datetime, datetime] = {}
        for line in was.lines():
            today = now.line(line.first.id)
            if line.entry.participant != participant or line.voided is not None or today is None:
                continue
            at = line.entry.observed_at
            if today.voided is not None:
                self._withdrawn.add(at)
            elif today.entry.observed_at != at:
                self._moved[at] = today.entry.observed_at

    def of(self, name: str, had: Packet, now: Packet) -> Iterator[str]:
        """What is otherwise in one table."""
        before: Sequence[VitalsLine | DoseLine] = getattr(had, name)
        after: Sequence[VitalsLine | DoseLine] = getattr(now, name)
        gone = {row.at.astimezone(UTC): row for row in before if row not in after}
        come = {row.at.astimezone(UTC): row for row in after if row not in before}
        origins = {now: was for was, now in self._moved.items()}
        for at, row in come.items():
            if at in gone:
                yield self._said("changed", name, row)
            elif origins.get(at) in gone:
                yield self._said("moved", name, row, was=f"{gone[origins[at]].at:%H:%M}")
            else:
                yield self._said("added", name, row)
        for at, row in gone.items():
            if at not in come and self._moved.get(at) not in come:
                yield self._said("gone" if at in self._withdrawn else "left_out", name, row)

    def _said(self, what: str, name: str, row: VitalsLine | DoseLine, was: str = "") -> str:
        title = self._words.render(f"section.{name}")
        return self._words.render(f"correction.{what}", name=title, at=f"{row.at:%H:%M}", was=was)
