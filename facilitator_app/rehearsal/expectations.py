"""What a story can expect: each with an example and the pattern of its words.  Pure; the checks themselves are elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from facilitator_app.faults import Refusal
from facilitator_app.rehearsal import acts
from facilitator_app.rehearsal.grammar import THINGS
from facilitator_app.rehearsal.words import MEASURES, Names, Words, unescaped


class Expectation(NamedTuple):
    """One thing that can be expected.  ``pattern`` is a regular expression; PERSON, STAFF, THING, MEASURE and TEXT in it
    stand for a name, a kind of line, a measure and a text in quotes."""

    name: str
    pattern: str
    example: str
    meaning: str


EXPECTATIONS: tuple[Expectation, ...] = (
    Expectation("state", r"PERSON state (?P<state>\w+)", "Rowan state inward", "How the person is said to be."),
    Expectation("seat", r"PERSON seat (?P<seat>\d)", "Rowan seat 2", "Where the person sits."),
    Expectation("age", r"PERSON MEASURE age (?P<minutes>\d+) min", "Rowan hr age 6 min", "How old the last value is."),
    Expectation("stale", r"PERSON MEASURE (?P<stale>stale|fresh)", "Rowan hr stale", "Whether it looks stale."),
    Expectation("value", r"PERSON MEASURE (?P<value>.+)", "Rowan bp 128/82", "The last value, its word, or `nothing`."),
    Expectation("overdue", r"PERSON overdue(?: MEASURE)?", "Rowan overdue bp", "A check is overdue."),
    Expectation("on_time", r"PERSON not overdue", "Rowan not overdue", "No check is overdue."),
    Expectation("due", r"PERSON due in (?P<minutes>-?\d+) min", "Rowan due in 4 min", "When the next check is due."),
    Expectation("no_due", r"PERSON nothing due", "Rowan nothing due", "No check is open."),
    Expectation("beyond", r"PERSON beyond MEASURE", "Rowan beyond bp", "A value is beyond the clinic's limit."),
    Expectation(
        "repeat",
        r"PERSON repeats MEASURE in (?P<minutes>-?\d+) min",
        "Rowan repeats bp in 5 min",
        "A value beyond a limit asks for its measure again.",
    ),
    Expectation("no_repeat", r"PERSON repeats nothing", "Rowan repeats nothing", "No repeat is open."),
    Expectation("put_off", r"PERSON put off (?P<count>\d+) times", "Rowan put off 2 times", "In a row, until a check."),
    Expectation(
        "scored",
        r"PERSON (?P<scale>rass|moaa_s|acvpu|news2) (?P<level>.+)",
        "Rowan rass -1",
        "What was last said by a scale; the figure of NEWS2, or `incomplete`.",
    ),
    Expectation("within", r"PERSON within limits", "Rowan within limits", "No value is."),
    Expectation("observed", r"PERSON observed (?P<word>.+)", "Rowan observed tears", "The last observation."),
    Expectation("dosed", r"PERSON dosed (?P<minutes>\d+) min ago", "Rowan dosed 20 min ago", "The own last dose."),
    Expectation("doses", r"PERSON (?P<count>\d+) doses?", "Rowan 2 doses", "How many doses count."),
    Expectation("intention", r"PERSON intention TEXT", 'Rowan intention "To grieve."', "What the person comes with."),
    Expectation(
        "waits_for",
        r"PERSON waits for (?P<matters>.+)",
        "Rowan waits for order, escort",
        "What is not as it has to be before the medicine, in the order of the board; `nothing` when the person is ready.",
    ),
    Expectation(
        "after",
        r"after PERSON waits (?P<matters>.+)",
        "after Rowan waits call, packet, book",
        "What waits on the desk for the person after the session, most pressing first; `nothing` when nothing does.",
    ),
    Expectation(
        "room_waits",
        r"room waits for (?P<matters>.+)",
        "room waits for facilitator, oxygen",
        "The roles of which too few are there, and the matters of the room that are not as they have to be; or `nothing`.",
    ),
    Expectation(
        "own_word", r"PERSON feels (?P<word>ready|not yet|nothing)", "Rowan feels not yet", "Their own judgement."
    ),
    Expectation(
        "lacks",
        r"PERSON lacks (?P<papers>.+)",
        "Rowan lacks agreement",
        "Of which papers of the session's group somebody has not accepted the version that holds; or `nothing`.",
    ),
    Expectation("ready", r"everything (?P<ready>ready|not ready)", "everything ready", "The whole board is green."),
    Expectation("touch", r"PERSON touch TEXT", 'Rowan touch "hand only"', "What touch is agreed to."),
    Expectation(
        "needs_care", r"PERSON needs care TEXT", 'Rowan needs care "Call at noon."', "It is listed as needing care."
    ),
    Expectation(
        "support",
        r"PERSON (?P<support>wants support|is answered|wants nothing)",
        "Rowan wants support",
        "An open call: not answered yet, answered (`is answered`), or none (`wants nothing`).",
    ),
    Expectation("out", r"PERSON out (?P<way>.+)", "Rowan out cleared", "How the person went out."),
    Expectation("here", r"PERSON still here", "Rowan still here", "The person is not out."),
    Expectation("draft", r"PERSON draft TEXT", 'Rowan draft "Reached for the"', "What is half-typed is still there."),
    Expectation("no_draft", r"PERSON no draft", "Rowan no draft", "Nothing is half-typed."),
    Expectation(
        "line",
        r"(?:PERSON['’]s|room['’]s) (?P<order>last|first) THING (?P<mark>amended|withdrawn|confirmed|awaiting|late|plain)",
        "Rowan's last vitals amended",
        "What was done to a line: `amended`, `withdrawn`, `confirmed`, `awaiting` (a confirmation), `late` (told later), "
        "or `plain` (none of these).",
    ),
    Expectation(
        "reads",
        r"(?:PERSON['’]s|room['’]s) (?P<order>last|first) THING (?P<how>reads|was) TEXT",
        'Rowan\'s last note reads "Turned over."',
        "What a line reads now, or was at first (`was`).",
    ),
    Expectation(
        "count",
        r"(?P<count>\d+) THINGs?(?: about PERSON)?",
        "2 notes about Rowan",
        "How many lines, withdrawn left out.",
    ),
    Expectation("entries", r"(?P<count>\d+) entries", "42 entries", "How many lines the session has in all."),
    Expectation("phase_age", r"phase (?P<minutes>\d+) min in", "phase 12 min in", "How long the phase runs."),
    Expectation("phase", r"phase (?P<phase>.+)", "phase medicine", "The phase the room is in."),
    Expectation("clock", r"session (?P<minutes>\d+) min in", "session 43 min in", "The session's clock."),
    Expectation("session", r"session (?P<session>open|closed)", "session open", "Whether it is open."),
    Expectation("screen", r"STAFF at the screen", "Ines Okafor at the screen", "Who is at the screen."),
    Expectation("locked", r"locked", "locked", "The screen is locked."),
    Expectation(
        "came_due", r"came due PERSON", "came due Rowan", "It is told that a check came due while the app was away."
    ),
    Expectation("nothing_came_due", r"nothing came due", "nothing came due", "It is not."),
    Expectation("plays", r"music plays(?: TEXT)?", "music plays", "Music is heard, of that title when one is given."),
    Expectation("silent", r"music (?P<silence>silent|has no device)", "music silent", "No music is heard."),
    Expectation(
        "trouble",
        r"(?:(?P<no>no )banner|banner(?= ))(?: (?P<key>[\w.]+))?",
        "banner music.no_device",
        "A trouble is told; `no banner music.no_device`: this one is not, `no banner`: none is.",
    ),
    Expectation(
        "packet",
        r"packet PERSON (?P<holds>holds|lacks) TEXT",
        'packet Rowan holds "sea"',
        "The handoff has the text, or `lacks` it.",
    ),
    Expectation(
        "earliest",
        r"packet PERSON earliest (?P<when>\d{4}-\d\d-\d\d \d\d:\d\d|open)",
        "packet Rowan earliest 2026-03-07 12:40",
        "When integration may begin, or `open` where the programme leaves it open.",
    ),
    Expectation(
        "guard",
        r"guard PERSON finds (?P<found>.+)",
        "guard Rowan finds Amara",
        "What the name guard finds, or `nothing`.",
    ),
    Expectation("record", r"record sound", "record sound", "Every chain, page and projection holds."),
)
"""Everything that can be expected, in the order in which it is tried."""


def expect(words: Words) -> acts.Act:
    """``expect ...``: the first pattern that fits."""
    said = words.rest()
    for expectation in EXPECTATIONS:
        found = re.fullmatch(_filled(expectation.pattern, words.names), said, re.IGNORECASE)
        if found:
            parts = {name: part for name, part in found.groupdict().items() if part is not None}
            if "person" in parts:
                parts["person"] = _called(parts["person"], words.names.people)
            if "staff" in parts:
                parts["staff"] = _called(parts["staff"], words.names.staff)
            if "text" in parts:
                parts["text"] = unescaped(parts["text"])
            return acts.Expect(what=expectation.name, parts=parts)
    raise Refusal("story.unknown_expectation", said=said)


def _filled(pattern: str, names: Names) -> str:
    for place, choices in (("PERSON", names.people), ("STAFF", names.staff), ("THING", THINGS), ("MEASURE", MEASURES)):
        pattern = pattern.replace(place, f"(?P<{place.lower()}>{_any(choices)})")
    return pattern.replace("TEXT", r'"(?P<text>(?:[^"\\]|\\.)*)"')


def _any(choices: Iterable[str]) -> str:
    return "|".join(re.escape(choice) for choice in sorted(choices, key=len, reverse=True)) or "(?!)"


def _called(name: str, known: Mapping[str, str]) -> str:
    return next(full for short, full in known.items() if short.lower() == name.lower())
