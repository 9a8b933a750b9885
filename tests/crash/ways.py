"""What is done on a way of its own, of several hands or with keys and pages, and which kinds of line each way leaves behind.

Chance alone never comes there; where it is begun in a life, and of whom, is the dice's.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Mapping
from typing import Any, NamedTuple
from uuid import UUID

from facilitator_app import attachments, one_person, programmes
from facilitator_app.record import groups
from facilitator_app.record.attachments import JPEG, PictureKept
from facilitator_app.record.clinic import ParticipantAdded
from facilitator_app.record.elsewhere import NumberElsewhere
from facilitator_app.record.entry import Fact, Part, new_id
from facilitator_app.record.groups import GroupPaper
from facilitator_app.record.process_notes import NotesLicensed
from tests.crash.world import PROGRAMME, SIGN_INS, World


class Way(NamedTuple):
    """How it is gone, and the kinds of line that are there at its end."""

    go: Callable[[World, int], Coroutine[Any, Any, None]]
    writes: frozenset[str]


async def _custody(world: World, nth: int) -> None:
    """A note is kept, custodians are named, and its author has a copy sealed for them."""
    await world.come("ines")
    scopes, people = list(world.clinic.state.sessions), world.people or (UUID(int=nth),)
    team = dict(zip(SIGN_INS, world.staff, strict=False))
    await world.app.oversight.write(NotesLicensed(staff=team["devi"], licensed=True))
    await world.come("devi")
    await world.app.process_notes.keep(people[nth % len(people)], scopes[nth % len(scopes)], f"A thought, {nth}.")
    for custodian in ("mae", "tomas", "ines"):  # who never came in has no key yet
        await world.come(custodian)
    await world.app.process_notes.name_custodians(
        [team[one] for one in ("ines", "tomas", "devi", "mae")[: 2 + nth % 3]]
    )
    await world.come("devi")
    assert await world.app.process_notes.seal_copies() >= 1
    notes = await world.app.process_notes.mine()
    assert notes, "no note, and one was kept"
    assert all(note.has_copy for note in notes), "a note without a copy that its author had just sealed"


async def _group(world: World, nth: int) -> None:
    """A group meets: its members come, one signs its rules by a typed name and one on paper, and a session of it begins."""
    await world.come("ines")
    clinic, now = world.clinic, world.clinic.now
    group = new_id(now)
    people = [await clinic.add_participant(_somebody("Sable", nth), sure=True) for _ in range(2)]
    lead = clinic.at_screen
    assert lead is not None
    rules = GroupPaper.RULES
    joined = groups.MemberJoined(group=group, decided_by=lead.id, decided_by_name=lead.name, why="Asked to.")
    signed = groups.PaperSigned(
        group=group, paper=rules, version=1, witness=lead.id, witness_name=lead.name, typed="Sable"
    )
    told: list[tuple[Fact, UUID | None]] = [
        (groups.GroupFormed(group=group, programme=PROGRAMME, theme="The sea"), None),
        *((joined, person) for person in people),
        (groups.PaperKept(group=group, paper=rules, version=1, text="One speaks at a time."), None),
        (signed, people[0]),
    ]
    for fact, about in told:
        await clinic.write([Part(fact=fact, about=about)])
    pages = [JPEG + bytes([nth, page]) for page in range(1 + nth % 2)]
    await attachments.keep(
        clinic, people[1], pages, lambda scan: groups.PaperScanned(group=group, paper=rules, version=1, scan=scan)
    )
    await world.leave()
    await world.app.begin_session(
        title="A circle", programme=PROGRAMME, lead=lead.id, staff=[lead.id], seats={1: people[0]},
        staffing_reason="One is late.", group=group,
    )  # fmt: skip
    assert world.app.session is not None
    assert world.clinic.state.groups[group].sessions == (world.app.session.scope,)


async def _picture(world: World, nth: int) -> None:
    """Somebody's picture is kept, and it is the one that was."""
    await world.come("ines")
    people = world.people or (UUID(int=nth),)
    person, page = people[nth % len(people)], JPEG + bytes([nth])
    line = await attachments.keep(world.clinic, person, [page], lambda found: PictureKept(picture=found))
    assert isinstance(line.fact, PictureKept)
    assert world.app.journal is not None
    assert await attachments.read(world.app.journal, line.fact.picture) == (page,)


async def _entered_twice(world: World, nth: int) -> None:
    """Somebody was entered twice, once with the number of another house: one person from now on, or two after all."""
    await world.come("ines")
    clinic, journal = world.clinic, world.app.journal
    assert journal is not None
    first = await clinic.add_participant(_somebody("Juniper", nth), sure=True)
    (other,) = await clinic.add_participants([(_somebody("Juniper", nth), None, NumberElsewhere(number=f"A-{nth}"))])
    await one_person.join(journal, clinic, first, other, {}, "Entered at both desks.")
    assert other not in clinic.state.participants
    if nth % 2:
        await one_person.part(journal, clinic, one_person.standing(clinic, first)[-1].id, "A sister.")
        assert other in clinic.state.participants


async def _plan(world: World, nth: int) -> None:
    """Another plan is signed for the programme."""
    await world.come("ines")
    plans = programmes.starting_plans()
    await world.clinic.sign_plan(PROGRAMME, plans[nth % len(plans)])


async def _over(world: World, nth: int) -> None:
    """Nothing waits any more after one of the sessions."""
    await world.come("ines")
    scopes = list(world.clinic.state.sessions)
    await world.clinic.after_over(scopes[nth % len(scopes)])


def _somebody(name: str, nth: int) -> ParticipantAdded:
    return ParticipantAdded(preferred_name=name, allergies="penicillin" if nth % 4 else "")


_CUSTODY = {"notes_licensed/1", "notes_begun/1", "process_note_kept/1", "custodians_named/1", "note_copy_sealed/1"}
_GROUP = {"group_formed/1", "member_joined/1", "paper_kept/1", "paper_signed/1", "paper_scanned/1", "page_kept/1"}
WAYS: Mapping[str, Way] = {
    "custody": Way(_custody, frozenset(_CUSTODY)),
    "group": Way(_group, frozenset(_GROUP | {"session_of_group/1", "group_meets/1"})),
    "picture": Way(_picture, frozenset({"picture_kept/1", "page_kept/1"})),
    "entered twice": Way(_entered_twice, frozenset({"participant_added/1", "number_elsewhere/1", "same_person/1"})),
    "plan": Way(_plan, frozenset({"plan_signed/1"})),
    "over": Way(_over, frozenset({"after_over/1"})),
}
"""By name; each may be refused on its way, as anything may."""
