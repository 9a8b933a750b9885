"""How a group's own papers say that it stands with somebody and its agreement, in a session of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from facilitator_app.clinic import Clinic
from facilitator_app.record.entry import Entry
from facilitator_app.record.groups import Acceptance, Group, GroupPaper
from facilitator_app.record.readiness import Before, Matter, ReadinessTold

Told = Sequence[tuple[Entry, ReadinessTold]]
"""What stands in a session of somebody's agreement, by its lines, in the order of what happened."""


def agreed(clinic: Clinic, group: Group, person: UUID, told: Told = ()) -> tuple[ReadinessTold, ...]:
    """How it stands with somebody and what their group has now, for a session of it; nothing where it has no agreement.

    Since when it is accepted, and before whom; or since when there is what they have not accepted, and who wrote it.
    ``told``: what the session's record has of it.
    """
    if not group.asks(person):
        return _asked_no_more(clinic, group, person, told)
    lacks = [kept for paper in group.lacking(person) if (kept := group.current(paper)) is not None]
    if lacks:
        newest = max(lacks, key=lambda kept: kept.at)
        return (_by_papers(clinic, newest.entry, newest.at, newest.by, holds=False),)
    return (_accepted(clinic, group.members[person].accepted[GroupPaper.CONFIDENTIALITY]),)


def _asked_no_more(clinic: Clinic, group: Group, person: UUID, told: Told) -> tuple[ReadinessTold, ...]:
    """What holds as somebody lacks no paper any more of a group that has no agreement, where it was ``told`` that they did.

    What was last said by hand against it holds again, else that they accepted the rules; and a word is taken after it.
    """
    member = group.members.get(person)
    rules = member.accepted.get(GroupPaper.RULES) if member else None
    if rules is None or not (told and told[-1][1].by_papers):
        return ()
    line, said = next((one for one in reversed(told) if not one[1].by_papers), (None, None))
    if line is None or said is None or said.holds:
        return (msgspec.structs.replace(_accepted(clinic, rules), by_papers=False),)
    by = line.done_by or line.recorded_by
    here = Before(line=line.id, at=line.observed_at, by=by, name=_name(clinic, by))
    return (msgspec.structs.replace(said, before=said.before or here),)


def _accepted(clinic: Clinic, last: Acceptance) -> ReadinessTold:
    """That somebody accepted a paper, when and before whom."""
    line = clinic.history.entry(last.entry)
    by = last.witness or (line.done_by or line.recorded_by if line else None)
    return _by_papers(clinic, last.entry, last.at, by, words=last.reference)


def _by_papers(
    clinic: Clinic, line: UUID, at: datetime, by: UUID | None, *, holds: bool = True, words: str = ""
) -> ReadinessTold:
    before = Before(line=line, at=at, by=by, name=_name(clinic, by))
    return ReadinessTold(matter=Matter.AGREEMENT, holds=holds, words=words, before=before, by_papers=True)


def _name(clinic: Clinic, by: UUID | None) -> str:
    return clinic.state.staff[by].name if by in clinic.state.staff else ""
