"""What opening a session knows of its group: who of the members feels ready, and which of the group's sessions it is."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from facilitator_app import before_words, set_words
from facilitator_app.app import App
from facilitator_app.medicine_words import awaited
from facilitator_app.record.agenda import SEATS, SetSession
from facilitator_app.record.clinic import ClinicState, Participant
from facilitator_app.record.groups import Group
from facilitator_app.record.preparation import preparation
from facilitator_app.record.prescribing import prescribed
from facilitator_app.text import catalogue, render
from facilitator_app.ui.names import called_before, called_expected, called_in_group
from facilitator_app.ui.offered import Offered
from facilitator_app.ui.other_weight import of_other_weight
from facilitator_app.ui.people_found import person_row


def seats_of_members(app: App, group: Group, most: int) -> dict[int, UUID]:
    """Where the members sit, at the most so many, without those who say that they are not ready yet: each on the place they
    have in the group, as in its sessions that are set; who finds that taken on the first that is free."""
    there = [member for member in group.there if _is_ready(app, member.id) is not False][:most]
    taken: dict[int, UUID] = {}
    for member in there:
        if member.place in SEATS:
            taken.setdefault(member.place, member.id)
    free = (seat for seat in SEATS if seat not in taken)
    rest = [member.id for member in there if member.id not in taken.values()]
    return taken | dict(zip(free, rest, strict=False))


def rows_of_members(app: App, group: UUID, *, ever: bool = False) -> list[dict[str, object]]:
    """The members, or (``ever``) whoever was one, by name: id, name, and what stands in their way."""
    state, words = app.clinic_state(), catalogue()
    rows: list[dict[str, object]] = []
    found = state.groups[group]
    names = called_in_group(state, found)
    for member in found.members.values() if ever else found.there:
        lacking = [words.word(paper) for paper in state.groups[group].lacking(member.id)]
        parts = risks_of(state, member.id)
        parts += in_the_way(app, member.id, app.clinic.today) if app.clinic else []
        parts += [render("groups_ui.not_accepted", papers=lacking)] if lacking else []
        if member.id in names:
            rows.append({"id": str(member.id), "name": names[member.id], "note": " · ".join(parts)})
    return sorted(rows, key=lambda row: str(row["name"]).casefold())


def rows_of_people(
    app: App, offered: Offered, group: UUID | None, seated: Mapping[str, int], *, ever: bool = False
) -> list[dict[str, object]]:
    """Who can be put on a seat, with the seat each has, or 0: of a group its members, else who is offered or has a seat.

    ``ever``: of a group whoever was one of its members, for a session of a past hour.
    """
    known = app.clinic.state.participants if app.clinic else {}
    if group is not None:
        rows = rows_of_members(app, group, ever=ever)
    else:
        there = {one.id: one for one in offered.first()} if known else {}
        there |= {one: known[one] for one in map(UUID, seated) if one in known}
        rows = [_noted(app, one) for one in there.values()]
    return [row | {"seat": seated.get(str(row["id"]), 0)} for row in rows]


def seat_rows(app: App, seats: Mapping[int, str], places: int, following: int) -> list[dict[str, object]]:
    """The seats: number, who sits there, and whether the next one goes there."""
    known = app.clinic.state.participants if app.clinic else {}
    there = {UUID(person): seat for seat, person in seats.items() if UUID(person) in known}
    names = {there[id]: name for id, name in called_before({id: known[id] for id in there}, there).items()}
    return [
        {
            "seat": seat,
            "name": names.get(seat, ""),
            "person": seats.get(seat, ""),
            "next": seat == following,
        }
        for seat in range(1, places + 1)
    ]


def placed(seats: Mapping[int, str], person: str, seat: int) -> dict[int, str]:
    """The seats once somebody sits on this one; who had it takes the seat that they had, or none."""
    before = next((number for number, who in seats.items() if who == person), None)
    now = {number: who for number, who in seats.items() if number not in (before, seat)} | {seat: person}
    return now | {before: seats[seat]} if before not in (None, seat) and seat in seats else now


def which_of(app: App, group: UUID) -> str:
    """The group's theme and which of its sessions the next one is."""
    state = app.clinic_state()
    found = state.groups[group]
    return f"{found.theme}, {before_words.of_group(state, found, catalogue(), following=True)}"


def in_the_way(app: App, person: UUID, day: date) -> list[str]:
    """What is not there yet for a session on that day, in words: not ready, not cleared until then, no order."""
    if app.clinic is None:
        return []
    there = prescribed(app.clinic.history, person)
    parts = [render("preparation.not_yet")] if _is_ready(app, person) is False else []
    if there.cleared is None:
        parts.append(render("seating.not_cleared"))
    elif there.cleared.told.until < day:
        parts.append(render("seating.clearance_ends", day=there.cleared.told.until.isoformat()))
    parts += [] if there.orders else [render("seating.no_order")]
    parts += [render("seating.other_weight", told=told) for _, told in of_other_weight(app.clinic, person)]
    return [*parts, *awaited(there.awaiting.values(), catalogue(), ZoneInfo(app.clinic.state.zone))]


def risks_of(state: ClinicState, person: UUID) -> list[str]:
    """That a disclosure of risk is open of somebody, and who looks after it, in words; nothing where none is."""
    return before_words.open_risks(state.risks_of(person), catalogue())


def missing_of(app: App, one: SetSession, day: date) -> str:
    """The same of everybody who is expected at a session that is set, a line each, after what is to be minded of it.

    What keeps nobody from it by itself, and is to be known before it, has a line of its own: that a disclosure of risk is open.
    """
    state = app.clinic_state()
    lines = []
    for person, name in called_expected(state, one).items():
        lines += [f"{name}: {risk}" for risk in risks_of(state, person)]
        missing = in_the_way(app, person, day)
        lines += [f"{name}: {', '.join(missing)}"] if missing else []
    said = [*set_words.to_mind(state, one, catalogue()), *set_words.of_versions(state, one, catalogue())]
    return "\n".join([*said, *lines])


def _noted(app: App, person: Participant) -> dict[str, object]:
    row = person_row(person)
    missing = (
        [*risks_of(app.clinic.state, person.id), *in_the_way(app, person.id, app.clinic.today)] if app.clinic else []
    )
    return row | {"note": " · ".join(part for part in (str(row["note"]), *missing) if part)}


def _is_ready(app: App, person: UUID) -> bool | None:
    return preparation(app.clinic.history.about(person)).is_ready if app.clinic else None
