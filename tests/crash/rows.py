"""Lines that come one after the other in life and by chance alone never do: each names the one before it.

A row is told by whoever may write it, as the golden lines are; where it may come in a life is the dice's.
"""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

import msgspec

from facilitator_app.record import room
from facilitator_app.record.entry import Fact, Part
from facilitator_app.record.groups import GroupPaper
from facilitator_app.record.roles import Role
from tests.crash.any_fact import GOLDEN
from tests.crash.world import World
from tests.test_permissions import MAY_WRITE, OF_WHAT_IS_KEPT

Row = tuple[str, ...]
IN_THE_ROOM: tuple[Row, ...] = (
    ("support_called/1", "support_answered/1", "support_settled/1"),
    ("adverse_reported/1", "adverse_classed/1"),
    ("quoted/1", "leave_given/2"),
    ("visit_held/1", "visit_signed/1"),
)
"""About one person, while the session goes on."""
ON_THE_WAY_OUT: tuple[Row, ...] = (
    ("packet_signed/1", "packet_released/1"),
    ("packet_released/2", "packet_received/2"),
    ("packet_released/3", "release_withdrawn/1"),
    ("medical_signed/1",),
)
"""About one person who has left."""
KEPT: tuple[Row, ...] = (
    ("correction_asked/1", "answer_put_off/1", "correction_answered/1", "disagreement_said/1", "rebuttal_said/1"),
    ("erasure_asked/1", "erasure_called_off/1"),
)
"""What the clinic keeps of one person."""
BEFORE: tuple[Row, ...] = (
    ("group_formed/1", "member_joined/1", "member_left/1"),
    ("group_formed/1", "member_joined/1", "paper_kept/1", "paper_accepted/1"),
    ("questionnaire_answered/1",),
    ("assessed/1",),
    ("session_set/1", "expected/1", "session_called_off/1"),
    ("meeting_set/1",),
    ("floor_kept/1",),
    ("room_list_kept/1",),
    ("session_elsewhere/1", "dose_elsewhere/1", "score_elsewhere/1", "visit_elsewhere/1"),
)
"""At the desk, before sessions."""
ROWS = IN_THE_ROOM + ON_THE_WAY_OUT + KEPT + BEFORE
OF_NOBODY = ("group_", "paper_kept", "session_set", "session_called_off", "floor_kept", "room_list_kept")
"""How the kinds begin that are told at the desk and are about no one person."""

_NAMED = {"event": "adverse_reported", "request": "correction_asked", "quote": "quoted", "visit": "visit_held"}
_NAMED |= {"release": "packet_released"}
_SAYS: Mapping[Role, str] = {
    Role.FACILITATOR: "tomas",
    Role.MEDICAL_PROVIDER: "ines",
    Role.PRESCRIBER: "hale",
    Role.INTEGRATION_THERAPIST: "devi",
    Role.ADMINISTRATOR: "ines",
}


def who_may(kind: str) -> str:
    """The sign-in of somebody who may write it: the first of the team where that can be."""
    if kind == "assessed/1":
        return _SAYS[Role.PRESCRIBER]
    if kind == "visit_held/1":
        return _SAYS[Role.FACILITATOR]  # and it is signed by who held it
    may = MAY_WRITE.get(kind) or OF_WHAT_IS_KEPT.get(kind) or frozenset(Role)
    says = {_SAYS[role] for role in may if role is not None}
    return "ines" if "ines" in says else min(says)


def told(kind: str, person: UUID, new: UUID, staff: UUID, lines: Mapping[str, UUID]) -> Fact:
    """The golden line of a kind, of this person and one of the team, and after the lines that were written before it.

    ``new`` is the group that the row forms, or the session it sets.
    """
    fact = GOLDEN[kind]
    values: dict[str, object] = {"person": person, "group": new, "programme": "group_circle_three", "version": 1}
    if not isinstance(getattr(fact, "version", None), int):
        values.pop("version")
    if not isinstance(getattr(fact, "programme", None), str):
        values.pop("programme")
    values |= {"paper": GroupPaper.RULES, "answers": (1,) * 8 + (0,)}  # nine answers, and item 9 discloses nothing
    values |= dict.fromkeys(("decided_by", "held_by", "owner"), staff)
    if kind in ("session_set/1", "expected/1", "session_called_off/1"):
        values |= {"session": new, "group": None}
    values |= {
        field: line for field, kind in _NAMED.items() for before, line in lines.items() if before.startswith(kind)
    }
    if kind.startswith("packet_released") and hasattr(fact, "corrects"):
        values |= {"corrects": None, "medical": "", "part2": False}
    if kind == "visit_held/1":
        values["reason"] = "asked for sooner"
    return msgspec.structs.replace(fact, **{name: one for name, one in values.items() if hasattr(fact, name)})


async def in_the_room(world: World, row: Row, person: UUID) -> None:
    """The lines of a row about somebody of the session, each by who may; who has to have left for it leaves first."""
    lines = dict[str, UUID]()
    for kind in row if row in IN_THE_ROOM else ("went_out/1", *row):
        await world.come(who_may(kind))
        fact = told(kind, person, person, world.staff[0], lines)
        if isinstance(fact, room.WentOut):
            fact = room.WentOut(way=room.WayOut.WITHDREW, note="went home")
        lines[kind] = (await world.session.write(fact, [person]))[0].id


async def at_the_desk(world: World, row: Row, person: UUID) -> None:
    """The lines of a row that the clinic is told, each by who may; ``person`` is who they are about, where they are."""
    lines, new = dict[str, UUID](), UUID(int=(0x6 << 120) | world.clinic.history.count)
    for kind in row:
        await world.come(who_may(kind))
        fact = told(kind, person, new, world.staff[0], lines)
        if row in KEPT:
            lines[kind] = (await world.clinic.note(fact, person)).id
        else:
            about = None if kind.startswith(OF_NOBODY) else person
            lines[kind] = (await world.clinic.write([Part(fact=fact, about=about)]))[0].id
