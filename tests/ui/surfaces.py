"""Every screen, panel, sheet and state of the window by name, and the touches that open it.

A new panel gets its line here: the walk (``test_accessible``) then looks at it too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from facilitator_app.ui.calendar_view import CalendarView
from facilitator_app.ui.groups_view import GroupsView
from facilitator_app.ui.room import RoomView
from tests.ui.hands import Hands

IN_ROOM: Mapping[str, tuple[str, ...]] = {
    "nobody chosen": (),
    "words for all": ("room.all",),
    "a note on the room": ("room.note",),
    "the rules of the group": ("room.rules",),
    "a phase asked": ("phase.return",),
    "no value": ("tile.2", "rail.vitals", "pad.first"),
    "put off": ("tile.2", "rail.vitals", "pad.second"),
    "adverse events": ("tile.2", "rail.support", "care.adverse"),
    "a new adverse event": ("tile.2", "rail.support", "care.adverse", "adverse.new"),
    "medicine": ("tile.2", "rail.dose", "medicine.other"),
    "orders": ("tile.2", "rail.dose", "medicine.order"),
    "a new order": ("tile.2", "rail.dose", "medicine.order", "orders.new"),
    "clearance": ("tile.2", "rail.dose", "medicine.order", "orders.clear"),
    "limits of one": ("tile.2", "rail.person", "person.part.limits"),
    "touch of one": ("tile.2", "rail.person", "person.part.touch"),
    "the circle of one": ("tile.2", "rail.person", "person.part.circle"),
    "the leaving board": ("end", "board.open"),
    "more of the music": ("music.more",),
    "a way out": ("tile.2", "rail.leave", "way.open", "way.transferred"),
    "the end": ("end",),
    "the round": ("round.begin",),
    "skipped in the round": ("round.begin", "pad.second"),
    "undo": ("tile.1", "chip.calm"),
    "who is here": ("here.open",),
    "a PIN": ("here.open", "here.pin"),
    "how it looks": ("here.open", "here.looks"),
    "the veil": ("veil",),
    "a chart through the veil": ("veil", "veil.chart"),
    "an emergency": ("emergency",),
    "a step of it told later": ("tile.2", "rail.support", "care.emergency"),
}
LAST = ("an emergency", "a step of it told later")
"""What comes last, in this order: full light, and what is there once there was an emergency."""
OVER_THE_ROOM = (
    "the rules of the group",
    "the leaving board",
    "more of the music",
    "who is here",
    "a PIN",
    "how it looks",
    "the veil",
    "a chart through the veil",
)
"""Those of them that lie over the room, or cover some of it."""
AT_HOME: Mapping[str, tuple[str, ...]] = {
    "home": (),
    "the calendar": ("home.calendar",),
    "the calendar as a list": ("home.calendar", "calendar.mode.list"),
    "a session to come": ("home.calendar", "calendar.act"),
    "the paper of a day": ("home.calendar", "calendar.paper"),
    "after sessions": ("home.integration",),
    "the team's rounds": ("home.integration", "desk.tab.debrief"),
    "the team's report": ("home.integration", "desk.tab.report", "report.count"),
    "what programmes want": ("home.integration", "desk.tab.wishes"),
    "groups": ("home.groups",),
    "a new group": ("home.groups", "groups.act"),
    "people": ("home.people",),
    "people, from a file": ("home.people", "people.import"),
    "history, from a file": ("home.people", "history.import"),
    "a new person": ("home.people", "people.act"),
    "the team": ("home.team",),
    "a new member": ("home.team", "team.act"),
    "who got in by an emergency": ("home.team", "team.oversight"),
    "who looked": ("home.team", "team.oversight", "oversight.part.looks"),
    "who keeps process notes": ("home.team", "team.oversight", "oversight.part.notes"),
    "programmes": ("home.programmes",),
    "a programme's file, asked for": ("home.programmes", "programmes.act"),
    "a programme": ("home.programmes", "programmes.group_circle_three"),
    "a programme being changed": (
        "home.programmes",
        "programmes.group_circle_three",
        "programme.edit",
        "=programme_edit.panel",
    ),
    "the words of a programme": ("home.programmes", "programmes.group_circle_three", "programme.words"),
    "music": ("home.music",),
    "the library": ("home.music", "music.tab.library"),
    "what was heard": ("home.music", "music.tab.playlists", "music.heard"),
    "the sound": ("home.music", "music.tab.playlists", "music.sound"),
    "this screen": ("home.device",),
}
ACCEPTS = ("home.groups", "groups.*", "group.part.papers", "accept.*.open")
TO_SIGN = (*ACCEPTS, "accept.*.how.signed", "accept.*.do")
WITHIN_HOME: Mapping[str, tuple[str, ...]] = {
    "a group": ("home.groups", "groups.*"),
    "the papers of a group": ("home.groups", "groups.*", "group.part.papers"),
    "how a member accepts": ACCEPTS,
    "an agreement signed": (*TO_SIGN, "=sign.panel"),
    "an agreement signed by typing": (*TO_SIGN, "sign.turn"),
    "the sessions of a group": ("home.groups", "groups.*", "group.part.sessions"),
    "a plan of one's own": (
        "home.programmes",
        "programmes.group_circle_three",
        "programme.plan.2",
        "programme.write",
        "=plan.panel",
    ),
    "how its sessions begin": ("home.programmes", "programmes.group_circle_three", "programme.begins", "=begins.panel"),
    "a person": ("home.people", "people.*"),
    "before their session": ("home.people", "people.*", "person.beforehand", "=beforehand.panel"),
    "what the prescriber writes": ("home.people", "people.*", "person.beforehand", "beforehand.part.prescribing"),
    "their hopes, and who may receive what": ("home.people", "people.*", "person.beforehand", "beforehand.part.hopes"),
    "the record of a person": ("home.people", "people.*", "person.record", "=record.panel"),
    "the course of a person": ("home.people", "people.*", "person.course", "=course.panel"),
    "entered twice": ("home.people", "people.*", "person.same", "=same.panel"),
    "one of the team": ("home.team", "team.*", "=member.panel"),
    "the key of the record": ("home.team", "team.key", "=key.panel"),
    "another passphrase": ("home.device", "device.passphrase", "=passphrase.panel"),
    "the keys": ("home.device", "device.keys", "=keys.panel"),
    "a new playlist": ("home.music", "music.tab.playlists", "music.new"),
}
"""What opens from a row or a sheet.  A name with a ``*`` is the first button called so; what stands behind ``=`` is
waited for."""
AFTERWARDS: Mapping[str, tuple[str, ...]] = {
    "what waits": ("home.integration",),
    "what waits of one": ("home.integration", "desk.*", "=after.panel"),
    "a visit booked": ("home.integration", "desk.*", "after.part.book"),
    "a visit": ("home.integration", "desk.*", "after.part.visit"),
    "the course of one": ("home.integration", "desk.*", "after.course", "=course.panel"),
    "a round of the team": ("home.integration", "desk.tab.debrief", "debrief.*", "=round.panel"),
    "what was heard of one session": ("home.music", "music.tab.playlists", "music.heard", "=heard.panel"),
}

ON_REVIEW: Mapping[str, tuple[str, ...]] = {
    "a moment": ("moment.next", "moment.close"),
    "words looked for": ("review.find", "find.close"),
    "kinds and writers left out": ("review.find", "find.sift", "find.close"),
    "the timeline on paper": ("review.paper", "paper.close"),
    "the group in figures": ("review.group", "group.close"),
    "one's own process notes": ("review.notes", "notes.close"),
}
"""What opens each, and last what closes it."""
ON_THE_KEYBOARD: Mapping[str, tuple[str, ...]] = {
    "the keyboard": (),
    "its capitals": ("keyboard.shift",),
    "its capitals, locked": ("keyboard.shift",),
    "its signs": ("keyboard.signs",),
    "more of its signs": ("keyboard.more_signs",),
    "its accents": ("keyboard.letters", "keyboard.accents"),
    "more of its accents": ("keyboard.more_accents",),
    "the keyboard put away": ("keyboard.hide",),
}
"""One after the other, while something is written."""


def parts(view: RoomView) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The parts of the panel of one person, as the rail offers them now."""
    for row in view.sections:
        yield f"{row['key']} of one", ("tile.2", f"rail.{row['key']}")


def part_of(surface: str, touches: Sequence[str]) -> str:
    """The part of the panel that a surface is opened in; ``room`` for what is opened without the rail, or after what is."""
    if surface in LAST:
        return "room"
    return next((name.removeprefix("rail.") for name in touches if name.startswith("rail.")), "room")


def calm_down(hands: Hands) -> None:
    """Close whatever is open, so that the next surface begins as the first did."""
    view = hands.shell.findChild(RoomView)
    if hands.sees("music.panel"):
        hands.touch("music.more")
    hands.shell.sheets.close()
    hands.shell.veil.lift()
    hands.shell.files.cancel()
    hands.shell.programmes.words.leave()
    hands.shell.programmes.writer.leave()
    if isinstance(groups := hands.shell.home.groups, GroupsView):
        groups.page.close()
    if isinstance(calendar := hands.shell.home.calendar, CalendarView):
        calendar.set_session.close()
        calendar.paper.close()
    if view is not None:
        view.circle.hide_rules()
        view.everybody.show(False)
        view.round.end()
        view.vitals.turn("pad")
        view.phases.forget()
        view.choose_nobody()
        if view.emergency.on:
            view.emergency.end()
