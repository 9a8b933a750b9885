"""What a handoff said when it was released before, and what is otherwise now.  Pure; quotes nothing that was taken out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from facilitator_app.handoff import fhir
from facilitator_app.handoff.packet import SECTIONS, DoseLine, Packet, VitalsLine, compose
from facilitator_app.handoff.saved import last_saved, with_saved
from facilitator_app.record.apply import apply
from facilitator_app.record.clinic import ClinicState
from facilitator_app.record.history import History
from facilitator_app.record.leave import Recipient
from facilitator_app.record.release import Release, releases
from facilitator_app.record.state import SessionState
from facilitator_app.wording import Words


def standing_release(history: History[SessionState], participant: UUID, to: Recipient) -> Release | None:
    """The release to a recipient that stands: the last one, if it was neither withdrawn nor corrected."""
    found = [one for one in releases(history, participant) if one.fact.to is to and one.stands]
    return found[-1] if found else None


def as_it_was(history: History[SessionState], moment: datetime) -> History[SessionState]:
    """The record as it stood at ``moment``: every line that was written by then, and none later."""
    return History(SessionState(), apply, [entry for entry in history.entries if entry.recorded_at <= moment])


def before_of(history: History[SessionState], release: Release) -> fhir.Before:
    """What the document of an earlier release is known by, and every line that its recipient was ever told of."""
    participant, to = release.line.participant, release.fact.to
    assert participant is not None  # a release is about somebody
    lines: set[UUID] = set()
    for one in releases(history, participant):
        if one.fact.to is to and one.fact.medical:
            lines |= fhir.lines_told(as_it_was(history, one.line.recorded_at), participant)
    return fhir.Before(
        document=fhir.document_id(participant, release.fact.digest, release.line.scope), lines=frozenset(lines)
    )


def changes_since(
    history: History[SessionState], clinic: ClinicState, release: Release, now: Packet, words: Words
) -> tuple[str, ...]:
    """What is otherwise in ``now`` than in what was released, in words: which section, and which rows by their time."""
    was = as_it_was(history, release.line.recorded_at)
    kept = clinic.participants.get(now.participant)
    composed = compose(was, now.participant, kept.told if kept else None, words, release.fact.to)
    saved = last_saved(was, now.participant)
    before = with_saved(was, composed, saved, release.fact.to) if saved else composed
    told: list[str] = []
    for name, old, new in (
        ("vitals", before.vitals, now.vitals),
        ("doses", before.doses, now.doses),
        ("adverse", before.adverse, now.adverse),
    ):
        told += _rows(name, old, new, words)
    for section in SECTIONS:
        if before.sections.get(section, "") != now.sections.get(section, ""):
            told.append(words.render("correction.section", name=words.render(f"section.{section}")))
    if before.header != now.header:
        told.append(words.render("correction.section", name=words.render("section.header")))
    if before.medical != now.medical:
        told.append(words.render("correction.medical_now" if now.medical else "correction.medical_gone"))
    if before.earliest != now.earliest:
        told.append(words.render("correction.section", name=words.render("print.earliest_name")))
    return tuple(told) or (words.render("correction.other"),)


def _rows(
    name: str, old: Sequence[VitalsLine | DoseLine], new: Sequence[VitalsLine | DoseLine], words: Words
) -> Iterable[str]:
    title = words.render(f"section.{name}")
    gone, come = [row for row in old if row not in new], [row for row in new if row not in old]
    for row in come:
        key = "correction.changed" if any(row.at == other.at for other in gone) else "correction.added"
        yield words.render(key, name=title, at=f"{row.at:%H:%M}")
    for row in gone:
        if all(row.at != other.at for other in come):
            yield words.render("correction.gone", name=title, at=f"{row.at:%H:%M}")
