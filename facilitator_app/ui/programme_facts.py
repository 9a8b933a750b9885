"""What a programme says of people, sessions, staff, music, papers and phases, in words: for its page, and for a file of one."""

from __future__ import annotations

from facilitator_app.record.programme import Programme
from facilitator_app.text import render


def facts(programme: Programme) -> list[str]:
    """What the programme says of people, sessions, staff, music, papers and phases, a line each."""
    lines = [
        " · ".join(line)
        for line in (_course(programme), _staffing(programme), _beside(programme), _phases(programme))
        if line
    ]
    return [line[0].upper() + line[1:] for line in lines]


def _course(programme: Programme) -> list[str]:
    least, cap, count = programme.least, programme.cap, programme.sessions
    people = render("programme_draft.facts_people", least=least, cap=cap) if cap else ""
    parts = [
        render("programme_draft.facts_person") if cap == 1 else people,
        render("programme_draft.facts_sessions", count=count) if count else "",
        render("programme_draft.facts_open_ended") if programme.open_ended else "",
        render("programme_draft.facts_minutes", minutes=programme.session_minutes) if programme.session_minutes else "",
    ]
    return [part for part in parts if part]


def _staffing(programme: Programme) -> list[str]:
    roles = [
        render("programme_draft.facts_role", count=n, role=role) for role, n in programme.staff_minimum.items() if n
    ]
    never = [render(f"programme_draft.never_{one.value}") for one in programme.never_without]
    givers = [render(f"programme_draft.doses_by_{one.value}") for one in programme.doses_by]
    hours, kind = programme.integration_gap_hours, programme.integration_kind
    parts = [
        render("programme_draft.facts_staff", staff=roles) if roles else "",
        render("programme_draft.facts_kind", kind=kind) if kind else "",
        render("programme_draft.facts_where", where=programme.integration_where) if programme.integration_where else "",
        render("programme_draft.facts_gap", hours=hours) if hours is not None else "",
        render("programme_draft.facts_never", matters=never) if never else "",
        render("programme_draft.facts_doses", givers=givers) if givers else "",
    ]
    return [part for part in parts if part]


def _beside(programme: Programme) -> list[str]:
    parts = [
        render("programme_draft.facts_playlist", name=programme.playlist) if programme.playlist else "",
        render("programme_draft.facts_confidentiality") if programme.confidentiality else "",
        render("programme_draft.facts_consent") if programme.consent else "",
        render("programme_draft.facts_rules") if programme.rules else "",
    ]
    return [part for part in parts if part]


def _phases(programme: Programme) -> list[str]:
    return [
        render("programme_draft.facts_phase", name=phase.name, minutes=phase.minutes) if phase.minutes else phase.name
        for phase in programme.phases
    ]
